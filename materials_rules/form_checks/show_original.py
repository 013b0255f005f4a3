"""The original was shown for comparison and given back at once.

    show_original: true

The original stays with the applicant; an office that keeps it asks for `originals`.
"""

from __future__ import annotations

from typing import Final

from msgspec import UNSET

from materials_rules.form_checks import MET, Defect, JudgeContext, Outcomes
from materials_rules.form_checks._asking import ask
from materials_rules.form_checks._counting import count
from materials_rules.form_checks._written import YesNo
from materials_rules.packet.document import Document

Parameter = YesNo
KINDS: Final = ("original_not_shown",)


def criterion(parameter: bool) -> dict[str, object]:
    """`{"check": "show_original", "asked": true}`."""
    return {"check": "show_original", "asked": parameter}


def say(parameter: bool) -> str:
    """Whether the original must be shown.

    >>> say(True)
    '交验原件，当场退还'
    """
    return "交验原件，当场退还" if parameter else "不要求交验原件"


def do(parameter: bool, defect: Defect) -> str:
    """Show it."""
    return "请出示原件供核对，核对后当场退还"


def judge(parameter: bool, document: Document, ctx: JudgeContext) -> Outcomes:
    """An original that was handed in has been shown; so has an electronic document that counts as one.

    A recorded `false` is the clerk's own answer, also where the number of originals is not recorded.
    """
    if not parameter or document.material.original_shown is True:
        return MET
    if count(document, "originals").least >= 1:
        return MET
    if ctx.electronic == "counts_as_original" and document.material.medium != "paper":
        return MET if document.material.medium == "electronic" else ask("medium", ctx)
    if document.material.original_shown is UNSET:
        return ask("original_shown", ctx)
    return (Defect("original_not_shown", "没有出示原件"),)
