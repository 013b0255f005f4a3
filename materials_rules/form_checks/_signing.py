"""Who signs, or puts his seal instead: what the checks of signatures share.

    role, marks on the document, powers of the agent  ->  done or not

For a legal person its legal representative acts (民法典 art. 61 para. 2), so his mark is the applicant's. An
agent whose authority includes signing may act for the applicant, unless it must be in person.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from materials_rules.form_checks import MET, Defect, JudgeContext, Outcomes
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


class Signatures(BaseModel):
    """Who signs, and whether an agent may not."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    by: Roles
    in_person: YesNo = False


def _by_alone(value: object) -> object:
    return {"by": value} if isinstance(value, str | list | tuple) else value


Signing = Annotated[
    Signatures,
    BeforeValidator(_by_alone, json_schema_input_type=Role | tuple[Role, ...] | Signatures),
]
"""A role, several, or a mapping that also says `in_person`."""


def said(parameter: Signatures, act: str) -> str:
    """Who does *act*: `申请人本人签名`."""
    return f"{role_names(parameter.by)}{_himself(parameter)}{act}"


def cure(parameter: Signatures, defect: Defect, act: str) -> str:
    """Let the one who has not done *act* do it."""
    return f"请由{role_name(defect.detail)}{_himself(parameter)}{act}"


def lacking(parameter: Signatures, marks: frozenset[str], ctx: JudgeContext) -> tuple[str, ...]:
    """The roles whose mark, and that of anybody who may act for them, is not among *marks*."""
    return tuple(role for role in parameter.by if not _has_acted(role, parameter, marks, ctx))


def judged(parameter: Signatures, marks: frozenset[str], ctx: JudgeContext, act: str) -> Outcomes:
    """One defect for each role that is lacking; where somebody else did *act*, `wrong_person_signed`."""
    strangers = marks.difference(parameter.by)
    return tuple(_defect(role, parameter, strangers, act) for role in lacking(parameter, marks, ctx)) or MET


def _himself(parameter: Signatures) -> str:
    return "本人" if parameter.in_person else ""


def _has_acted(role: str, parameter: Signatures, marks: frozenset[str], ctx: JudgeContext) -> bool:
    if role in marks:
        return True
    if role != APPLICANT:
        return False
    by_agent = AGENT in marks and ctx.agent_may_sign and not parameter.in_person
    return by_agent or LEGAL_REPRESENTATIVE in marks


def _defect(role: str, parameter: Signatures, strangers: frozenset[str], act: str) -> Defect:
    name = role_name(role)
    if not strangers:
        return Defect("unsigned", f"没有{name}{act}", role)
    if AGENT in strangers and role == APPLICANT:
        why = f"应当由本人{act}" if parameter.in_person else "没有代为签名的权限"
        return Defect("wrong_person_signed", f"由代理人{act}，{why}", role)
    return Defect("wrong_person_signed", f"{act}的不是{name}", role)
