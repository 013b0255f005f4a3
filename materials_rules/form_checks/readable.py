"""The document can be read. Made of every document; no author writes it.

A document that cannot be read was handed in all the same: it is never counted as missing. Whoever receives
it looks at it anyway, so only what he records as unreadable is a defect, and nothing recorded is no
question.
"""

from __future__ import annotations

from typing import Final

from materials_rules.form_checks import MET, Defect, JudgeContext, Outcomes
from materials_rules.packet.document import Document

Parameter = None
ALWAYS: Final = True
KINDS: Final = ("unreadable",)


def criterion(parameter: None) -> dict[str, object]:
    """`{"check": "readable"}`."""
    return {"check": "readable"}


def say(parameter: None) -> str:
    """That it must be legible.

    >>> say(None)
    '内容清晰，可以辨认'
    """
    return "内容清晰，可以辨认"


def do(parameter: None, defect: Defect) -> str:
    """Bring one that can be read."""
    return "请换交内容清晰、可以辨认的材料"


def judge(parameter: None, document: Document, ctx: JudgeContext) -> Outcomes:
    """As the clerk recorded."""
    if document.material.unreadable is True:
        return (Defect("unreadable", "内容无法辨认"),)
    return MET
