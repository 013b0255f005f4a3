"""错在哪：同一个数，一处写小于、另一处写大于同一个界线，正好等于界线的一值两处都不算。

为什么：法规的“以上”“以下”“不超过”包括本数，“超过”“不满”不包括本数；正好等于界线的申请人，按两边都不交，多半不是本意。

怎么改：按法条的用语改一处：包括本数的写 `>=` 或者 `<=`（`以上`、`以下`、`不超过`）。

Wrong: one condition says less than a limit, another more than the same limit, and the value that equals it is in
neither.

Why: 以上, 以下 and 不超过 of an act include the number, 超过 and 不满 do not; whoever has just that number falls between the two,
which is hardly meant.

Do: follow the words of the act in one of them: `>=` or `<=` where the number is included.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.thresholds import limits

CODE: Final = "L-THRESHOLD-LEFT-OUT"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="`{name}` 正好等于 {value} 时，哪一边都不算",
    en="`{name}` equal to {value} is on neither side",
    remedy_zh="请按法条用语，在一处写 `>=` 或者 `<=`",
    remedy_en="write `>=` or `<=` in one place, as the act has it",
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
      when: area < 50
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
    calculation:
      name: 结构计算书
      kind: drawing
      when: area > 50 # ← area
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
      when: area < 50
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
    calculation:
      name: 结构计算书
      kind: drawing
      when: area >= 50
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  area: {ask: 店招多少平方米？, type: number, unit: 平方米, decimals: 2, minimum: 0}
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every number that is compared with a limit by `<` and by `>` and in no other way."""
    for variable, value, found in limits(one):
        ops = [op for op, _ in found]
        if set(ops) == {"<", ">"}:
            yield Found(found[-1][1], {"name": variable, "value": value})
