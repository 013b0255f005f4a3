"""错在哪：同一个事项里两份不同的材料名称相同。

为什么：告知书上两行名称一样，申请人不知道缺的是哪一份；窗口也会登记到另一份名下。

怎么改：用名称区分，例如写明是谁的、哪一年的。

Wrong: two different materials of one item have the same name.

Why: a notice with two lines of one name does not say which paper is missing, and the window files it under the other.

Do: tell them apart by name: whose it is, of which year.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.plan.classing import duplicate_of
from materials_rules.rules.version import Slot

CODE: Final = "L-SAME-NAME"
FAMILY: Final = "wording"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”与材料 `{other}` 同名",
    en="“{name}” is also the name of `{other}`",
    remedy_zh="请用名称区分，例如写明是谁的",
    remedy_en="tell them apart by name, such as whose it is",
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
    card-of-owner:
      name: 身份证件
      kind: licence
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
    card-of-driver:
      name: 身份证件 # ← 身份证件
      kind: licence
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
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
    card-of-owner:
      name: 业主身份证件
      kind: licence
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
    card-of-driver:
      name: 驾驶员身份证件
      kind: licence
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every slot of the item's own file against those before it; arms of one requirement, and a known duplicate, apart."""
    first: dict[str, Slot] = {}
    for slot in one.version.slots.values():
        other = first.setdefault(fold(slot.arm.name), slot)
        is_own = slot in one.own_slots and other.requirement != slot.requirement
        if is_own and duplicate_of(one.version, slot) is None and not slot.arm.over_asked and not other.arm.over_asked:
            yield Found(one.at_slot(slot, "name"), {"name": slot.arm.name, "other": other.id})
