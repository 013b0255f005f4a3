"""错在哪：同一个事项里两份不同的材料名称相同，或者一份的别名是另一份的名称或者别名。

为什么：告知书上两行名称一样，申请人不知道缺的是哪一份；窗口也会登记到另一份名下。

怎么改：用名称区分，例如写明是谁的、哪一年的。

Wrong: two different materials of one item have the same name, or an alias of one is the name or an alias of the other.

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
      hand_in: {copies: 1, show_original: true}
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
      hand_in: {copies: 1, show_original: true}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every slot of the item's own file against those before it; arms of one requirement, and a known duplicate, apart."""
    first: dict[str, Slot] = {}
    for slot in one.version.slots.values():
        other = first.setdefault(fold(slot.arm.name), slot)
        is_own = slot in one.own_slots and other.requirement != slot.requirement
        if is_own and duplicate_of(one.version, slot) is None and not slot.arm.over_asked and not other.arm.over_asked:
            yield Found(one.at_slot(slot, "name"), {"name": slot.arm.name, "other": other.id})
    yield from _aliases(one)


def _aliases(one: OneVersion) -> Iterator[Found]:
    """Every alias that means another paper too, at the second of the two; a known duplicate is told as one."""
    asked = [slot for slot in one.version.slots.values() if not slot.arm.over_asked]
    for i, slot in enumerate(asked):
        if slot not in one.own_slots or duplicate_of(one.version, slot) is not None:
            continue
        others = [other for other in asked if other.requirement != slot.requirement]
        for number, alias in enumerate(slot.arm.aliases):
            known = (
                other
                for other in others
                if fold(alias) == fold(other.arm.name) or (other in asked[:i] and fold(alias) in map(fold, other.arm.aliases))
            )
            if (other := next(known, None)) is not None:
                yield Found(one.at_slot(slot, "aliases", number), {"name": alias, "other": other.id})
