"""错在哪：事项之间互为前置：甲事项要乙事项的结果，乙事项又要甲事项的结果（可以隔着几个事项），而且都没有条件。

为什么：谁也办不成第一步。互为前置是清理前置审批要消除的；没有依据不得设定前置（行政许可法第四条、第十六条）。

怎么改：核对依据，删去其中一个前置，或者写明什么情形下才需要（`when`，何时需要）。

Wrong: items wait for one another: A wants the result of B, and B that of A (perhaps by way of others), without any
condition.

Why: nobody can take the first step. A precondition needs a basis of its own (arts 4 and 16 of 行政许可法).

Do: check the bases and take one of the preconditions away, or say in which situation it is needed (`when`).
"""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, WholeRuleset

CODE: Final = "L-RESULT-CIRCLE"
FAMILY: Final = "items"
SEVERITY: Final = Severity.ERROR
PER: Final = "ruleset"
SAID: Final = Message(
    zh="互为前置：{circle}",
    en="they wait for one another: {circle}",
    remedy_zh="请核对依据，删去其中一个前置，或者写明条件",
    remedy_en="check the bases, take one away, or give it a condition",
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
    banner-licence:
      name: 横幅设置许可证
      kind: licence
      document: banner-licence
      result_of: banner # ← banner
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
# == items/banner/2022-01-01.yaml
elements:
  item_code: "430400012346"
  result: {document: banner-licence}
  materials:
    permit-licence:
      name: 设置许可证
      kind: licence
      document: permit-licence
      result_of: permit
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
# == sharing.yaml
documents:
  banner-licence: {name: 横幅设置许可证}
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
    banner-licence:
      name: 横幅设置许可证
      kind: licence
      document: banner-licence
      result_of: banner
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
# == items/banner/2022-01-01.yaml
elements:
  item_code: "430400012346"
  result: {document: banner-licence}
# == sharing.yaml
documents:
  banner-licence: {name: 横幅设置许可证}
"""

def check(whole: WholeRuleset) -> Iterator[Found]:
    """Every circle of unconditional results among the newest versions, once, at the last item of it by name."""
    waits = {
        item: {asked.requirement.result_of: asked for asked in one.own if asked.requirement.result_of and not asked.due}
        for item, one in whole.newest.items()
    }
    try:
        TopologicalSorter({item: list(found) for item, found in waits.items()}).prepare()
    except CycleError as circle:
        ring: list[str] = circle.args[1]
        last = max(ring)
        before = next(other for other in waits[last] if other in ring)
        asked = waits[last][before]
        circle_text = " → ".join(ring)
        yield Found(whole.newest[last].at_asked(asked, "result_of"), {"circle": circle_text})
