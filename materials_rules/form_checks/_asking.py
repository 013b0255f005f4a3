"""What a clerk is asked where the packet does not record what only a person can see.

    attribute of a material  ->  question

One question an attribute, whoever needs it, so that two checks do not ask the same thing in two ways.
"""

from __future__ import annotations

from typing import Final

from materials_rules.form_checks import JudgeContext, Outcomes, Unrecorded

_QUESTIONS: Final = {
    "originals": "请点清“{name}”收到原件几份",
    "copies": "请点清“{name}”收到复印件几份",
    "original_shown": "请确认申请人是否已经出示“{name}”的原件",
    "signed_by": "请查看“{name}”由谁签名",
    "sealed_by": "请查看“{name}”加盖了谁的印章",
    "certified": "请查看“{name}”的复印件是否注明“与原件一致”并签章",
    "template": "请查看“{name}”用的是哪一版表格",
    "complete": "请清点“{name}”的页数是否齐全",
    "medium": "请注明“{name}”是纸质还是电子",
    "issued_on": "请查看“{name}”载明的出具日期",
    "expires_on": "请查看“{name}”载明的有效期截止日，没有期限的注明没有",
}


def unrecorded(attribute: str, ctx: JudgeContext) -> Unrecorded:
    """*attribute* is not recorded of the material *ctx* names."""
    return Unrecorded(attribute, _QUESTIONS[attribute].format(name=ctx.name))


def ask(attribute: str, ctx: JudgeContext) -> Outcomes:
    """Nothing can be said before the clerk has looked at *attribute*."""
    return (unrecorded(attribute, ctx),)
