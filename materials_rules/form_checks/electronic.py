"""What an electronic document counts as: an original, a copy, or nothing.

    electronic: counts_as_original          counts_as_original, counts_as_copy or not_accepted

Here only `not_accepted` can fail; the other two are told to the checks that count, by
`JudgeContext.electronic`. To refuse electronic documents needs a law or administrative regulation:
国务院关于在线政务服务的若干规定 art. 11.
"""

from __future__ import annotations

from typing import Final

from materials_rules.form_checks import MET, Defect, Electronic, JudgeContext, Outcomes
from materials_rules.form_checks._asking import ask
from materials_rules.packet.document import Document

Parameter = Electronic
KINDS: Final = ("wrong_format",)

_CHINESE: Final[dict[Electronic, str]] = {
    "counts_as_original": "电子材料视为原件",
    "counts_as_copy": "电子材料视为复印件",
    "not_accepted": "不接受电子材料",
}


def criterion(parameter: Electronic) -> dict[str, object]:
    """`{"check": "electronic", "is": "counts_as_original"}`."""
    return {"check": "electronic", "is": parameter}


def say(parameter: Electronic) -> str:
    """What it counts as.

    >>> say("counts_as_original")
    '电子材料视为原件'
    """
    return _CHINESE[parameter]


def do(parameter: Electronic, defect: Defect) -> str:
    """Hand it in on paper."""
    return "请改交纸质材料"


def judge(parameter: Electronic, document: Document, ctx: JudgeContext) -> Outcomes:
    """Fails where electronic documents are not accepted and this is one."""
    if parameter != "not_accepted" or document.material.medium == "paper":
        return MET
    if document.material.medium != "electronic":
        return ask("medium", ctx)
    return (Defect("wrong_format", "交来的是电子材料"),)
