"""At least so many originals were handed in.

    originals: 1

Where only copies came, the form is wrong; where too few originals came, the number is.
"""

from __future__ import annotations

from typing import Final

from materials_rules.form_checks import MET, Defect, JudgeContext, Outcomes
from materials_rules.form_checks._asking import ask
from materials_rules.form_checks._counting import count
from materials_rules.form_checks._written import Pieces
from materials_rules.packet.document import Document

Parameter = Pieces
KINDS: Final = ("wrong_format", "insufficient_copies")


def criterion(parameter: int) -> dict[str, object]:
    """`{"check": "originals", "at_least": 1}`."""
    return {"check": "originals", "at_least": parameter}


def say(parameter: int) -> str:
    """How many originals.

    >>> say(1)
    '原件1份'
    """
    return f"原件{parameter}份"


def do(parameter: int, defect: Defect) -> str:
    """Hand in as many as are asked."""
    if defect.kind == "wrong_format":
        return f"请提交原件{parameter}份"
    return f"请补足至原件{parameter}份"


def judge(parameter: int, document: Document, ctx: JudgeContext) -> Outcomes:
    """Counts the originals; where the author says that an electronic document counts as one, it does.

    Electronic licences have the same force as paper ones: 国务院关于在线政务服务的若干规定 art. 10.
    """
    least, is_exact = count(document, "originals")
    if least >= parameter:
        return MET
    if ctx.electronic == "counts_as_original" and document.material.medium != "paper":
        return MET if document.material.medium == "electronic" else ask("medium", ctx)
    if not is_exact:
        return ask("originals", ctx)
    if least == 0:
        return (Defect("wrong_format", "交来的不是原件"),)
    return (Defect("insufficient_copies", f"原件只有{least}份，应为{parameter}份"),)
