"""The document was issued no longer ago than so many days, months or years before it was handed in.

    issued_within: 90 calendar days
    issued_within: {limit: 90 calendar days, only_without_term: true}

The day of issue is not counted and a month ends on the corresponding day, or on its last where there is
none: 民法典 art. 201 and 202. The second form is that of 市场主体登记管理条例实施细则 art. 22: a licence
that bears no term.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Final, Literal, NamedTuple, TypeAlias

from msgspec import UNSET, UnsetType
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from materials_rules.form_checks import MET, Defect, JudgeContext, Outcomes
from materials_rules.form_checks._asking import ask
from materials_rules.form_checks._written import YesNo, fault
from materials_rules.ground.day import read_day
from materials_rules.packet.document import Document

Unit: TypeAlias = Literal["calendar_day", "month", "year"]

_CHINESE: Final[dict[Unit, str]] = {"calendar_day": "日", "month": "个月", "year": "年"}
_ENGLISH: Final[dict[Unit, str]] = {"calendar_day": "calendar day", "month": "month", "year": "year"}
_UNITS: Final[dict[str, Unit]] = {
    " calendar day": "calendar_day",
    " calendar days": "calendar_day",
    "个自然日": "calendar_day",
    " month": "month",
    " months": "month",
    "个月": "month",
    " year": "year",
    " years": "year",
    "年": "year",
}
_AGE: Final = f"^[1-9][0-9]{{0,3}}({'|'.join(_UNITS)})$"


class Age(NamedTuple):
    """How old a document may be: *value* from 1 to 9999 times *unit*."""

    value: int
    unit: Unit


def written(age: Age) -> str:
    """The one English spelling: `1 month`, `90 calendar days`."""
    return f"{age.value} {_ENGLISH[age.unit]}{'' if age.value == 1 else 's'}"


def _age(value: object) -> Age:
    if isinstance(value, Age):
        return value
    found = re.fullmatch(_AGE, value) if isinstance(value, str) else None
    if found is None:
        raise fault("R-FORM-AGE")
    unit = found[1]
    return Age(int(found.string.removesuffix(unit)), _UNITS[unit])


class Freshness(BaseModel):
    """How old a document may be, and whether only one without a term is judged."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: Annotated[
        Age,
        BeforeValidator(_age, json_schema_input_type=Annotated[str, Field(pattern=_AGE)]),
        PlainSerializer(written, return_type=str),
    ]
    only_without_term: YesNo = False


def _limit_alone(value: object) -> object:
    return {"limit": value} if isinstance(value, str | Age) else value


Parameter = Annotated[
    Freshness,
    BeforeValidator(_limit_alone, json_schema_input_type=Annotated[str, Field(pattern=_AGE)] | Freshness),
]
KINDS: Final = ("stale", "not_yet_valid")


def criterion(parameter: Freshness) -> dict[str, object]:
    """`{"check": "issued_within", "limit": "90 calendar days", "only_without_term": false}`."""
    return {
        "check": "issued_within",
        "limit": written(parameter.limit),
        "only_without_term": parameter.only_without_term,
    }


def say(parameter: Freshness) -> str:
    """How old it may be.

    >>> say(Freshness(limit="90 calendar days"))
    '出具之日起90日内提交'
    """
    which = "没有载明有效期的，" if parameter.only_without_term else ""
    return f"{which}出具之日起{_chinese(parameter.limit)}内提交"


def do(parameter: Freshness, defect: Defect) -> str:
    """Bring a newer one, or one that bears its day."""
    if defect.kind == "not_yet_valid":
        return "请核对出具日期，换交出具日期不晚于提交之日的材料"
    return f"请换交载明出具日期、自出具之日起未超过{_chinese(parameter.limit)}的材料"


def judge(parameter: Freshness, document: Document, ctx: JudgeContext) -> Outcomes:
    """The last day of the limit still counts, whatever day it is; without a day of issue: `stale`."""
    issued_on, expires_on = document.material.issued_on, document.material.expires_on
    if parameter.only_without_term and isinstance(expires_on, str):
        return MET
    judged = _of_its_day(issued_on, parameter.limit, ctx)
    if judged == MET or not parameter.only_without_term or expires_on is not UNSET:
        return judged
    return ask("expires_on", ctx) + (judged if issued_on is UNSET else ())


def _of_its_day(issued_on: str | UnsetType | None, limit: Age, ctx: JudgeContext) -> Outcomes:
    if isinstance(issued_on, UnsetType):
        return ask("issued_on", ctx)
    if issued_on is None:
        return (Defect("stale", "没有载明出具日期"),)
    issued = read_day(issued_on)
    if issued > ctx.handed_in_on:
        return (Defect("not_yet_valid", "载明的出具日期晚于提交之日"),)
    if _is_fresh(issued, ctx.handed_in_on, limit):
        return MET
    return (Defect("stale", f"出具之日至提交之日超过{_chinese(limit)}"),)


def _is_fresh(issued: date, handed_in: date, age: Age) -> bool:
    if age.unit == "calendar_day":
        return (handed_in - issued).days <= age.value
    months = issued.month - 1 + age.value * (12 if age.unit == "year" else 1)
    # A month without the corresponding day is over before it: every day of it comes before this one.
    last = (issued.year + months // 12, months % 12 + 1, issued.day)
    return (handed_in.year, handed_in.month, handed_in.day) <= last


def _chinese(age: Age) -> str:
    return f"{age.value}{_CHINESE[age.unit]}"
