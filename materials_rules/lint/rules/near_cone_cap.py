"""错在哪：决定这份材料的各种情形已经超过上限（`cone_cap`，情形上限）的一半。

为什么：每一种情形都要在装入时逐一判断两遍；超过上限就不能装入（R-CONE）。再加一个条件就可能突破。

怎么改：把条件拆开：用 `groups`（情形分组）或者定义减少一处条件里的事实，或者用 `never`（不可能情形）排除实际上没有的组
合。

Wrong: the situations that decide this material are more than half of the limit (`cone_cap`).

Why: each of them is judged twice when the rules are loaded; beyond the limit they do not load (R-CONE). One more
condition may be enough.

Do: part the condition: fewer facts in one place, or rule out by `never` what cannot be in fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-NEAR-CONE-CAP"
FAMILY: Final = "closure"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "version"
SAID: Final = Message(
    zh="`{name}` 有 {count} 种情形，上限是 {cap}",
    en="`{name}` has {count} situations of at most {cap}",
    remedy_zh="请减少一处条件里的事实，或者用 `never`（不可能情形）排除",
    remedy_en="use fewer facts in one condition, or rule out combinations by `never`",
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
    plan: # ← plan
      name: 设计图
      kind: drawing
      when: a > 1 and a > 2 and a > 3 and a > 4 and a > 5 and a > 6 and b > 1 and b > 2 and b > 3 and b > 4 and b > 5 and b > 6
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  a: {ask: 几层？, type: number, decimals: 0, minimum: 0}
  b: {ask: 几间？, type: number, decimals: 0, minimum: 0}
# == ruleset.yaml
cone_cap: 60
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
      when: area > 50
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  area: {ask: 店招多少平方米？, type: number, unit: 平方米, decimals: 2, minimum: 0}
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every requirement of the item's own file with more situations than half the cap."""
    cap = one.ruleset.place.cone_cap
    for asked in one.own:
        judged = None if one.plan is None else one.plan.outputs[f"requirement/{asked.id}"]
        count = 0 if judged is None else prod(domain.size for domain in judged.domains)
        if 2 * count > cap:
            yield Found(one.at_asked(asked, key=True), {"name": asked.id, "count": str(count), "cap": str(cap)})
