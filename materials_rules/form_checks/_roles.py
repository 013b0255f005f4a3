"""Who signs and who seals, as an author writes it.

    role, list of roles, or mapping  ->  Roles

A role is a word of the ruleset, the same that a packet records: the ones listed here have a Chinese name,
any other is shown as its author wrote it.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator

from materials_rules.form_checks._written import fault, is_role

APPLICANT: Final = "applicant"
LEGAL_REPRESENTATIVE: Final = "legal_representative"
AGENT: Final = "agent"

_NAMES: Final = {
    APPLICANT: "申请人",
    LEGAL_REPRESENTATIVE: "法定代表人",
    AGENT: "代理人",
    "principal": "委托人",
    "person_in_charge": "负责人",
    "partner": "合伙人",
    "shareholder": "股东",
    "guardian": "监护人",
    "spouse": "配偶",
    "owner": "所有权人",
    "landlord": "出租人",
    "tenant": "承租人",
    "builder": "建设单位",
    "contractor": "施工单位",
    "supervisor": "监理单位",
    "designer": "设计单位",
    "surveyor": "测绘单位",
    "issuer": "出具单位",
    "provider": "提供人",
    "witness": "见证人",
}


def role_name(role: str) -> str:
    """What people call *role*."""
    return _NAMES.get(role, role)


def role_names(roles: tuple[str, ...]) -> str:
    """What people call *roles*, in the author's order: `申请人、法定代表人`."""
    return "、".join(map(role_name, roles))


_BY_NAME: Final = {name: role for role, name in _NAMES.items()}


def _role(value: object) -> str:
    # the Chinese name of a role means that role: an author who writes 申请人 cannot mean a role of his own of that name
    if isinstance(value, str) and value in _BY_NAME:
        return _BY_NAME[value]
    if isinstance(value, str) and is_role(value):
        return value
    raise fault("R-IDENTIFIER")


def _one_or_many(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _each_once(roles: tuple[str, ...]) -> tuple[str, ...]:
    if not roles:
        raise fault("R-FORM-NOBODY")
    for place, role in enumerate(roles):
        if role in roles[:place]:
            raise fault("R-FORM-TWICE", word=role)
    return roles


Role = Annotated[str, BeforeValidator(_role, json_schema_input_type=str)]
Roles = Annotated[
    tuple[Role, ...],
    AfterValidator(_each_once),
    BeforeValidator(_one_or_many, json_schema_input_type=Role | tuple[Role, ...]),
]
"""One role or several, each once."""
