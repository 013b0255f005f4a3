"""错在哪：声明了一个事实（`facts`，情形问题），没有任何条件用到它。

为什么：问了不用的问题，是让申请人白答；优化营商环境条例第三十五条要求压减材料和环节。程序不会问它，但读规则的人会以为它
有用。

怎么改：删去它；本来要用的，写进相应材料的 `when`（`何时需要`）。

Wrong: a fact is declared and no condition uses it.

Why: a question whose answer nothing needs is a burden without a purpose (art. 35 of 优化营商环境条例). The program does not ask
it, but whoever reads the rules believes that it matters.

Do: delete it, or use it in the `when` of the material that was meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.condition.tree import variables
from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-UNUSED-FACT"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="事实 `{name}` 没有任何条件用到",
    en="no condition uses the fact `{name}`",
    remedy_zh="请删去它，或者写进相应的条件",
    remedy_en="delete it, or use it in the condition that was meant",
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
      when: rented
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
  large: {ask: 是否大型店招？, type: boolean} # ← large
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
      when: rented or large
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
  large: {ask: 是否大型店招？, type: boolean}
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every fact that no condition of the item reads; the answers to `given` count as read."""
    read = {variable.name for written in one.conditions for variable in variables(written.condition)}
    compared = {variable.name for line in one.version.consistency for variable in line.same}
    for name in one.file.facts:
        if name not in read | compared:
            yield Found(one.at(("facts", name), key=True), {"name": name})
