"""错在哪：同一个数，一处写小于等于、另一处写大于等于同一个界线，正好等于界线的一值两处都算。

为什么：法规的“以上”“以下”都包括本数，有时两处都算正是本意；更多时候是有一处应当写“超过”或者“不满”。

怎么改：对照法条：确实两处都包括的，不用改。

Wrong: one condition says at most a limit, another at least the same limit, and the value that equals it is on both
sides.

Why: 以上 and 以下 both include the number, and now and then both are meant; more often one of them should be 超过 or 不满.

Do: compare with the act; where both include it, leave it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.thresholds import limits

CODE: Final = "L-THRESHOLD-TWICE"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "version"
SAID: Final = Message(
    zh="`{name}` 正好等于 {value} 时，两边都算",
    en="`{name}` equal to {value} is on both sides",
    remedy_zh="请对照法条，看有没有一处应当不含本数",
    remedy_en="compare with the act whether one of them excludes the number",
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
      when: area <= 50
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
    calculation:
      name: 结构计算书
      kind: drawing
      when: area >= 50 # ← area
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  area: {ask: 店招多少平方米？, type: number, unit: 平方米, decimals: 2, minimum: 0}
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
      when: area <= 50
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
    calculation:
      name: 结构计算书
      kind: drawing
      when: area > 50
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  area: {ask: 店招多少平方米？, type: number, unit: 平方米, decimals: 2, minimum: 0}
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every number that is compared with a limit by `<=` and by `>=` and in no other way."""
    for variable, value, found in limits(one):
        ops = [op for op, _ in found]
        if set(ops) == {"<=", ">="}:
            yield Found(found[-1][1], {"name": variable, "value": value})
