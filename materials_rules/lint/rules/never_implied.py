"""错在哪：`never`（不可能情形）里的这一条成立时，另一条总是成立：不可能的情形已经由那一条排除。

为什么：多出来的一条什么也没有排除；多半是条件写错了，本意要排除的情形没有排除。

怎么改：看条件是不是写错；没有写错的，删去其中一条。

Wrong: wherever this line of `never` holds, another of its lines holds too, and rules the situation out already.

Why: the line rules out nothing; mostly its condition has a slip, and what it was meant to rule out is not ruled out.

Do: look whether it says what was meant; delete one of the two if it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.tables import situations
from materials_rules.plan.formula import Said

CODE: Final = "L-NEVER-IMPLIED"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="`never`（不可能情形）的第 {number} 条成立时，第 {other} 条总是成立",
    en="wherever line {number} of `never` holds, line {other} holds too",
    remedy_zh="请看条件是否写错；没有写错的，删去其中一条",
    remedy_en="look whether it says what was meant, or delete one of the two",
)

BAD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
    plan:
      name: 设计图
      kind: drawing
      when: rented or lit
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
  lit: {ask: 是否灯箱？, type: boolean}
  high: {ask: 是否高于三层？, type: boolean}
never:
  - when: rented and lit
    say: 租用的场地不设灯箱
  - when: rented and lit and high # ← rented
    say: 租用的场地不设高处灯箱
"""
GOOD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
    plan:
      name: 设计图
      kind: drawing
      when: rented or lit
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
  lit: {ask: 是否灯箱？, type: boolean}
  high: {ask: 是否高于三层？, type: boolean}
never:
  - when: rented and lit
    say: 租用的场地不设灯箱
  - when: lit and high
    say: 高处不设灯箱
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every line against each other one; of two that mean the same the later is told."""
    lines = [condition for condition, _ in one.version.never]
    gone: set[int] = set()
    for number in reversed(range(len(lines))):
        for other in range(len(lines)):
            if other != number and other not in gone and _implies(one, number, other):
                gone.add(number)
                args = {"number": str(number + 1), "other": str(other + 1)}
                yield Found(one.at(("never", number, "when")), args)
                break


def _implies(one: OneVersion, number: int, other: int) -> bool:
    """Whether line *other* holds wherever line *number* does, and that is somewhere; False where it cannot be told."""
    formulas = {"this": Said(one.version.never[number][0]), "other": Said(one.version.never[other][0])}
    # neither what they rule out themselves nor the scope, which is judged later, is left out
    held = [claims for claims, _ in situations(one, formulas, ("never/", "out/")) if "this" in claims]
    return bool(held) and all("other" in claims for claims in held)
