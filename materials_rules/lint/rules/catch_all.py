"""错在哪：材料名称本身就是兜底的话（“其他材料”“法律、法规规定的其他材料”“其他有关材料”），却没有写 `catch_all: true`（`兜底: 是`）。

为什么：行政许可法第三十条第一款要求公示需要提交的全部材料的目录，优化营商环境条例第三十五条要求减材料；没有写明的材料谁也
不能要求提交。标明兜底的，程序从不向人要求，只在窗口有人要求时认得出来；没有标明，就会印在告知书上。

怎么改：写明究竟是哪些材料，一份一份列出；只为照录办法原文的，写 `catch_all: true`（`兜底: 是`）。

Wrong: the name of a material is a catch-all (其他材料, 法律、法规规定的其他材料), and it is not marked `catch_all: true`.

Why: art. 30 para. 1 of 行政许可法 wants the list of all materials published, and art. 35 of 优化营商环境条例 fewer of them; what is
not named nobody may ask for. What is marked is never asked of anybody and only recognised when a window asks for it; what is not
would be printed on the notice.

Do: name the materials one by one; to keep the words of the act, write `catch_all: true`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.naming import is_catch_all
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-CATCH-ALL"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.ERROR
PER: Final = "version"
SAID: Final = Message(
    zh="材料“{name}”没有写明是什么，是兜底的要求",
    en="“{name}” names no material, it is a catch-all",
    remedy_zh="请逐一写明材料；只为照录原文的，写 `catch_all: true`（`兜底: 是`），就不会向任何人要求",
    remedy_en="name the materials one by one; to keep the words of the act write `catch_all: true`, and nobody is ever asked for it",
)

BAD: Final = """
elements:
  materials:
    other-materials:
      name: 法律、法规规定的其他材料 # ← 法律
      kind: other
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""
GOOD: Final = """
elements:
  materials:
    other-materials:
      name: 法律、法规规定的其他材料
      kind: other
      catch_all: true
      over_asked: true
"""


def check(one: OneVersion) -> Iterator[Found]:
    """The name of every material that is not marked as a catch-all."""
    for slot in one.version.slots.values():
        if not slot.arm.catch_all and is_catch_all(slot.arm.name):
            yield Found(one.at_slot(slot, "name"), {"name": slot.arm.name})
