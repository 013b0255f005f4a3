"""错在哪：这个条件不可能成立：几部分互相矛盾，没有一组数、一份清单能同时满足，例如 `a > b 且 a <= 3 且 b >= 5`，
`any(人员, 年龄 >= 60) 且 all(人员, 年龄 < 50)`，`count(车辆) < 1` 而清单至少有一个。

为什么：不会成立的条件等于没有写：材料永远不会要求，问题永远不会提出，用到这个定义的地方都失去本意。多半是大于、小于写反了，
或者 `and`、`or` 写反了。这是逐一比较全部情形得出的，数与数、清单里有几个都算在内。

怎么改：看标出的这一部分与前面的哪一部分矛盾，改正其中一个；确实用不着的，删去整个条件所属的内容。

Wrong: this condition cannot hold: its parts contradict one another, and no numbers and no list meet all of them, such as
`a > b and a <= 3 and b >= 5`, `any(staff, age >= 60) and all(staff, age < 50)`, or `count(cars) < 1` of a list that has one
at least.

Why: a condition that never holds is as good as none: the material is never asked for, the question never put, and whatever
uses the definition means something else. Mostly more and less are exchanged, or `and` and `or`. This comes of all
situations, numbers against numbers and members of lists included.

Do: look which part before it contradicts the marked one and correct one of them; what is not needed at all, delete.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.prefixes import never_holding
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-NEVER-HOLDS"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="`{name}` 的条件到这一部分为止不可能成立",
    en="the condition of `{name}` cannot hold: this part leaves no situation",
    remedy_zh="请对照它前面的各部分：数的大小、清单的多少互相矛盾的，改正其中一个",
    remedy_en="hold it against the parts before it: correct the number or the statement about the list that contradicts",
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
      when: big or odd
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  big: {ask: 是否为大型店招？, type: boolean}
definitions:
  odd: any(signs, height >= 5) and all(signs, height < 3) # ← all
lists:
  signs:
    ask: 要设置哪些店招？
    name: 店招
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
      when: any(signs, height >= 5) and any(signs, height < 3)
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
lists:
  signs:
    ask: 要设置哪些店招？
    name: 店招
    each:
      height: {ask: 高多少？, type: number, decimals: 0, unit: 米}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every condition of the item's own file that no situation meets."""
    for written, place in never_holding(one):
        yield Found(place, {"name": written.owner})
