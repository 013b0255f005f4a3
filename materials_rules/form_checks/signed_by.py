"""Everybody who must sign has signed.

    signed_by: applicant
    signed_by: [landlord, tenant]
    signed_by: {by: applicant, in_person: true}

For a legal person its legal representative signs (民法典 art. 61 para. 2), so his signature is the
applicant's. An agent whose authority includes signing may sign for the applicant, unless the signature must
be in person.
"""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import UNSET
from pydantic import BaseModel, BeforeValidator, ConfigDict

from materials_rules.form_checks import MET, Defect, JudgeContext, Outcomes
from materials_rules.form_checks._asking import ask
from materials_rules.form_checks._roles import (
    AGENT,
    APPLICANT,
    LEGAL_REPRESENTATIVE,
    Role,
    Roles,
    role_name,
    role_names,
)
from materials_rules.form_checks._written import YesNo
from materials_rules.packet.document import Document


class Signatures(BaseModel):
    """Who signs, and whether an agent may not."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    by: Roles
    in_person: YesNo = False


def _by_alone(value: object) -> object:
    return {"by": value} if isinstance(value, str | list | tuple) else value


Parameter = Annotated[
    Signatures,
    BeforeValidator(_by_alone, json_schema_input_type=Role | tuple[Role, ...] | Signatures),
]
KINDS: Final = ("unsigned", "wrong_person_signed")


def criterion(parameter: Signatures) -> dict[str, object]:
    """`{"check": "signed_by", "roles": ["applicant"], "in_person": false}`."""
    return {"check": "signed_by", "roles": list(parameter.by), "in_person": parameter.in_person}


def say(parameter: Signatures) -> str:
    """Who signs.

    >>> say(Signatures(by=("applicant",)))
    '申请人签名'
    """
    return f"{role_names(parameter.by)}{'本人' if parameter.in_person else ''}签名"


def do(parameter: Signatures, defect: Defect) -> str:
    """Let the one who has not signed sign."""
    return f"请由{role_name(defect.detail)}{'本人' if parameter.in_person else ''}签名"


def judge(parameter: Signatures, document: Document, ctx: JudgeContext) -> Outcomes:
    """One defect for each whose signature is lacking; where somebody else signed, `wrong_person_signed`."""
    if document.material.signed_by is UNSET:
        return ask("signed_by", ctx)
    signed = frozenset(document.material.signed_by or ())
    lacking = [role for role in parameter.by if not _has_signed(role, parameter, signed, ctx)]
    strangers = signed.difference(parameter.by)
    return tuple(_defect(role, parameter, strangers) for role in lacking) or MET


def _has_signed(role: str, parameter: Signatures, signed: frozenset[str], ctx: JudgeContext) -> bool:
    if role in signed:
        return True
    if role != APPLICANT:
        return False
    by_agent = AGENT in signed and ctx.agent_may_sign and not parameter.in_person
    return by_agent or LEGAL_REPRESENTATIVE in signed


def _defect(role: str, parameter: Signatures, strangers: frozenset[str]) -> Defect:
    name = role_name(role)
    if not strangers:
        return Defect("unsigned", f"没有{name}签名", role)
    if AGENT in strangers and role == APPLICANT:
        why = "应当由本人签名" if parameter.in_person else "没有代为签名的权限"
        return Defect("wrong_person_signed", f"由代理人签名，{why}", role)
    return Defect("wrong_person_signed", f"签名的不是{name}", role)
