"""At least so many copies were handed in.

    copies: 2

An original is not counted as a copy: whoever asks for copies may give the originals back.
"""

from __future__ import annotations

from typing import Final

from materials_rules.form_checks import MET, Defect, JudgeContext, Outcomes
from materials_rules.form_checks._asking import ask
from materials_rules.form_checks._counting import count
from materials_rules.form_checks._written import Pieces
from materials_rules.packet.document import Document

Parameter = Pieces
KINDS: Final = ("insufficient_copies",)


def criterion(parameter: int) -> dict[str, object]:
    """`{"check": "copies", "at_least": 2}`."""
    return {"check": "copies", "at_least": parameter}


def say(parameter: int) -> str:
    """How many copies.

    >>> say(2)
    '复印件2份'
    """
    return f"复印件{parameter}份"


def do(parameter: int, defect: Defect) -> str:
    """Hand in as many as are asked."""
    return f"请补足至复印件{parameter}份"


def judge(parameter: int, document: Document, ctx: JudgeContext) -> Outcomes:
    """Counts the copies; where the author says that an electronic document counts as one, it does."""
    least, is_exact = count(document, "copies")
    if least >= parameter:
        return MET
    if ctx.electronic == "counts_as_copy" and document.material.medium != "paper":
        return MET if document.material.medium == "electronic" else ask("medium", ctx)
    if not is_exact:
        return ask("copies", ctx)
    if least == 0:
        return (Defect("insufficient_copies", "没有复印件"),)
    return (Defect("insufficient_copies", f"复印件只有{least}份，应为{parameter}份"),)
