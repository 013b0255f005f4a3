"""The document is on paper, or electronic, as the rule asks.

    medium: paper          paper, electronic or either

A document always has a medium, so `null` in a packet is as good as not recorded.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from materials_rules.form_checks import MET, Defect, JudgeContext, Outcomes
from materials_rules.form_checks._asking import ask
from materials_rules.packet.document import Document

Parameter: TypeAlias = Literal["paper", "electronic", "either"]
KINDS: Final = ("wrong_format",)

_CHINESE: Final[dict[Parameter, str]] = {
    "paper": "纸质材料",
    "electronic": "电子材料",
    "either": "纸质、电子材料均可",
}


def criterion(parameter: Parameter) -> dict[str, object]:
    """`{"check": "medium", "is": "paper"}`."""
    return {"check": "medium", "is": parameter}


def say(parameter: Parameter) -> str:
    """On what.

    >>> say("paper")
    '纸质材料'
    """
    return _CHINESE[parameter]


def do(parameter: Parameter, defect: Defect) -> str:
    """Hand it in on the other medium."""
    return f"请改交{_CHINESE[parameter]}"


def judge(parameter: Parameter, document: Document, ctx: JudgeContext) -> Outcomes:
    """Compares with what is recorded."""
    if parameter in ("either", document.material.medium):
        return MET
    if not isinstance(document.material.medium, str):
        return ask("medium", ctx)
    return (Defect("wrong_format", f"交来的是{_CHINESE[document.material.medium]}"),)
