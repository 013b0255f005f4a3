"""错在哪：受理条件、程序环节、备注或者给申请人看的话里，顺带要求提交“其他材料”“有关证明”一类没有写明的东西。

为什么：材料只能写在申请材料里，一份一份有依据、有条件、能告知；写在别处的要求绕过了六类不得要求的材料，也进不了一次性
告知书（行政许可法第三十条第一款、第三十二条第一款第四项）。

怎么改：把要求的东西写成一份材料；只是提醒的，改掉要求提交的说法；照录法条原文的，用注释准许。

Wrong: a condition of acceptance, a step, a note or a sentence for the applicant asks in passing for “other materials”
or “the relevant proof”, which nothing names.

Why: what is asked for stands among the materials, each with its basis and condition, so that it can be told; a demand
elsewhere slips past the six classes and is missing from the one notice (art. 30 para. 1 and art. 32 para. 1 point 4 of
行政许可法).

Do: make a material of it; a mere reminder is worded as one; the words of an act are allowed in a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.wording import texts_beside_materials

CODE: Final = "L-ASKED-IN-PASSING"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{found}”顺带要求提交没有写明的材料",
    en="“{found}” asks in passing for what nothing names",
    remedy_zh="请写成一份材料，或者改掉要求提交的说法",
    remedy_en="make a material of it, or word it as what it is",
)

BAD: Final = """
elements:
  acceptance_conditions:
    - 申请人应当按照窗口要求提交其他材料。 # ← 提交
"""
GOOD: Final = """
elements:
  acceptance_conditions:
    - 店招不遮挡门窗。
"""

_ASKS: Final = re.compile(
    "(?:提交|提供|补充|补交|出具|递交|附上?|携带|上传)[^，。；、]{0,12}(?:其他|其它|有关|相关|必要)的?(?:有关|相关|必要)?的?(?:材料|资料|证明|文件|证件|手续)"
)


def check(one: OneVersion) -> Iterator[Found]:
    """The texts of those elements, the notes of materials that are asked for, and what facts and refusals say."""
    for text in texts_beside_materials(one):
        asks = _ASKS.search(text.text)
        if asks is not None:
            yield Found(text.place_of(asks.start()), {"found": asks[0]})
