"""A copy bears the words 与原件一致 and the signature or seal of whoever provides it.

    certified: true

Where no copy was handed in there is nothing to certify.
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
KINDS: Final = ("not_certified",)


def criterion(parameter: bool) -> dict[str, object]:
    """`{"check": "certified", "asked": true}`."""
    return {"check": "certified", "asked": parameter}


def say(parameter: bool) -> str:
    """Whether copies must be certified.

    >>> say(True)
    '复印件注明“与原件一致”并签章'
    """
    return "复印件注明“与原件一致”并签章" if parameter else "复印件不要求注明“与原件一致”"


def do(parameter: bool, defect: Defect) -> str:
    """Certify it."""
    return "请在复印件上注明“与原件一致”并签章"


def judge(parameter: bool, document: Document, ctx: JudgeContext) -> Outcomes:
    """As the clerk recorded, of a document of which there is a copy."""
    least, is_exact = count(document, "copies")
    if not parameter or document.material.certified is True or (least == 0 and is_exact):
        return MET
    if document.material.certified is UNSET:
        return ask("certified", ctx)
    if least == 0:
        return ask("copies", ctx)
    return (Defect("not_certified", "复印件没有注明“与原件一致”并签章"),)
