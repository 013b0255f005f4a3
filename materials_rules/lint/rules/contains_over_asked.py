"""错在哪：要求提交的一份材料，名称里包含同一事项中写着 `over_asked: true`（`不应要求: 是`）的材料。

为什么：把不应要求的材料和别的并成一份、加几个字，还是在要求它；优化营商环境条例第三十五条要求有依据。

怎么改：从名称里去掉不应要求的部分；其实是另一份材料的，改一个分得清的名称，或者用注释准许并写明理由。

Wrong: the name of a material that is asked for contains that of one of the same item which is marked `over_asked:
true`.

Why: to join what may not be demanded with something else, or to add a few words, is to demand it all the same; art. 35
of 优化营商环境条例 wants a basis.

Do: take that part out of the name; where it is another paper, give it a name that tells them apart, or allow it in a
comment with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-CONTAINS-OVER-ASKED"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”里包含不应要求的“{found}”（`{other}`）",
    en="“{name}” contains “{found}” (`{other}`), which nobody may ask for",
    remedy_zh="请去掉不应要求的部分，或者改一个分得清的名称",
    remedy_en="take that part away, or give it a name that tells them apart",
)

BAD: Final = """
elements:
  materials:
    health-certificates:
      name: 健康证明
      kind: proof
      over_asked: true
    staff-cards:
      name: 从业人员健康证明和名册 # ← 健康证明
      kind: other
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""
GOOD: Final = """
elements:
  materials:
    health-certificates:
      name: 健康证明
      kind: proof
      over_asked: true
    staff-cards:
      name: 从业人员名册
      kind: other
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""

_SHORTEST: Final = 4  # characters; 图纸 is in many names


def check(one: OneVersion) -> Iterator[Found]:
    """The name of everything that is asked for; that both are called the same is said elsewhere."""
    refused = {
        name: slot.id
        for slot in one.own_slots
        if slot.arm.over_asked and not slot.arm.catch_all
        for name in (slot.arm.name, *slot.arm.aliases)
        if len(name) >= _SHORTEST
    }
    for slot in one.own_slots if refused else ():
        if slot.arm.over_asked:
            continue
        for name, other in refused.items():
            if fold(name) in fold(slot.arm.name) and fold(name) != fold(slot.arm.name):
                yield Found(one.at_word(slot, "name", name), {"name": slot.arm.name, "found": name, "other": other})
                break
