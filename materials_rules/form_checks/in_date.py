"""The document is in date on the day on which it is handed in.

    in_date: true

It is judged on that day and no other: what was in date then stays accepted, and what was obtained as a cure
after the first receipt is not too new.
"""

from __future__ import annotations

from typing import Final

from msgspec import UNSET

from materials_rules.form_checks import MET, Defect, JudgeContext, Outcomes, Unrecorded
from materials_rules.form_checks._asking import unrecorded
from materials_rules.form_checks._written import YesNo
from materials_rules.ground.day import read_day
from materials_rules.packet.document import Document

Parameter = YesNo
KINDS: Final = ("expired", "not_yet_valid")


def criterion(parameter: bool) -> dict[str, object]:
    """`{"check": "in_date", "asked": true}`."""
    return {"check": "in_date", "asked": parameter}


def say(parameter: bool) -> str:
    """On which day it must be in date.

    >>> say(True)
    '提交之日在有效期内'
    """
    return "提交之日在有效期内" if parameter else "不要求在有效期内"


def do(parameter: bool, defect: Defect) -> str:
    """Bring one that is in date."""
    if defect.kind == "expired":
        return "请换交提交之日仍在有效期内的材料"
    return "请核对出具日期，换交出具日期不晚于提交之日的材料"


def judge(parameter: bool, document: Document, ctx: JudgeContext) -> Outcomes:
    """The last day of the term still counts; a document without a term does not expire.

    A day of issue after the day of handing in is `not_yet_valid`; a document that bears no such day passes.
    """
    if not parameter:
        return MET
    issued_on, expires_on = document.material.issued_on, document.material.expires_on
    found: list[Defect | Unrecorded] = []
    if expires_on is UNSET:
        found.append(unrecorded("expires_on", ctx))
    elif expires_on is not None and read_day(expires_on) < ctx.handed_in_on:
        found.append(Defect("expired", "提交之日已经超过有效期"))
    if issued_on is UNSET:
        found.append(unrecorded("issued_on", ctx))
    elif issued_on is not None and read_day(issued_on) > ctx.handed_in_on:
        found.append(Defect("not_yet_valid", "载明的出具日期晚于提交之日"))
    return tuple(found) or MET
