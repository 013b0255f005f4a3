"""No page is missing.

    complete: true

Pages, not contents: whether what is written on them holds is not a question of form.
"""

from __future__ import annotations

from typing import Final

from msgspec import UNSET

from materials_rules.form_checks import MET, Defect, JudgeContext, Outcomes
from materials_rules.form_checks._asking import ask
from materials_rules.form_checks._written import YesNo
from materials_rules.packet.document import Document

Parameter = YesNo
KINDS: Final = ("incomplete_pages",)


def criterion(parameter: bool) -> dict[str, object]:
    """`{"check": "complete", "asked": true}`."""
    return {"check": "complete", "asked": parameter}


def say(parameter: bool) -> str:
    """That all pages must be there.

    >>> say(True)
    '页数齐全'
    """
    return "页数齐全" if parameter else "不要求页数齐全"


def do(parameter: bool, defect: Defect) -> str:
    """Bring the missing pages."""
    return "请补齐缺少的页"


def judge(parameter: bool, document: Document, ctx: JudgeContext) -> Outcomes:
    """As the clerk counted."""
    if not parameter or document.material.complete is True:
        return MET
    if document.material.complete is UNSET:
        return ask("complete", ctx)
    return (Defect("incomplete_pages", "页数不齐全"),)
