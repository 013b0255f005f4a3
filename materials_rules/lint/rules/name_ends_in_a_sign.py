"""错在哪：材料名称末尾有标点，或者名称自己带着书名号。

为什么：名称会印在句子里和书名号里：“《申请表。》：未提交”。同一份材料也会因为一个标点认不出来。

怎么改：删去末尾的标点和名称外面的书名号。

Wrong: the name of a material ends in a punctuation mark, or brings its own 《》.

Why: names are printed inside sentences and inside 《》, and a stray sign keeps one paper from being recognised.

Do: delete the sign.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-NAME-ENDS-IN-A-SIGN"
FAMILY: Final = "wording"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="材料名称“{name}”末尾有标点或者自带书名号",
    en="the name “{name}” ends in a sign or brings its own 《》",
    remedy_zh="请删去标点和书名号",
    remedy_en="delete the sign",
)

BAD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      hand_in: {originals: 1}
    plan:
      name: 设计图； # ← 设计图
      kind: drawing
      when: rented
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
"""
GOOD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      hand_in: {originals: 1}
    plan:
      name: 设计图
      kind: drawing
      when: rented
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
"""

_ENDS: Final = "。，、；：！？.,;:!?…—－ "


def check(one: OneVersion) -> Iterator[Found]:
    """The name of every slot of the item's own file."""
    for slot in one.slots:
        name = slot.arm.name
        if name[-1] in _ENDS or (name[0] == "《" and name[-1] == "》" and name.count("《") == 1):
            yield Found(one.at_slot(slot, "name"), {"name": name})
