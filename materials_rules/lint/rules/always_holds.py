"""错在哪：这个条件总是成立：没有一组数、一份清单不满足它，例如 `a > b 或 a <= b`，`any(人员, 年龄 >= 18) 或 all(人员, 年龄 < 18)`，
`count(车辆) >= 1` 而清单至少有一个。

为什么：总是成立的条件什么也没有分开：本该有时要求的材料人人都要交。多半是少写了界限，或者 `and` 写成了 `or`。这是逐一比较全部
情形得出的，数与数、清单里有几个都算在内。

怎么改：看标出的这一部分是不是写错；确实不分情形的，删去条件。

Wrong: this condition always holds: no numbers and no list fail it, such as `a > b or a <= b`, `any(staff, age >= 18) or
all(staff, age < 18)`, or `count(cars) >= 1` of a list that has one at least.

Why: what always holds tells nothing apart: a material meant for some is asked of everybody. Mostly a limit is missing, or
`and` became `or`. This comes of all situations, numbers against numbers and members of lists included.

Do: look whether the marked part has a slip; where no situations are to be told apart, remove the condition.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.prefixes import always_holding
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-ALWAYS-HOLDS"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="`{name}` 的条件到这一部分为止总是成立",
    en="the condition of `{name}` always holds: this part leaves nothing out",
    remedy_zh="请看这一部分是否写错；确实不分情形的，删去条件",
    remedy_en="look whether this part has a slip; where it is meant, remove the condition",
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
      name: 设计图
      kind: drawing
      when: big and some
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  big: {ask: 是否为大型店招？, type: boolean}
definitions:
  some: count(signs) >= 1 # ← count
lists:
  signs:
    ask: 要设置哪些店招？
    name: 店招
    at_least: 1
    each:
      height: {ask: 高多少？, type: number, decimals: 0, unit: 米}
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
      when: count(signs) >= 2
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
lists:
  signs:
    ask: 要设置哪些店招？
    name: 店招
    at_least: 1
    each:
      height: {ask: 高多少？, type: number, decimals: 0, unit: 米}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every condition of the item's own file that all situations meet."""
    for written, place in always_holding(one):
        yield Found(place, {"name": written.owner})
