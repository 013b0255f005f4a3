"""错在哪：几个事项有同名的事实，问法或者类型不同。

为什么：同一个名字在两个事项里是两回事，合办的时候会问两遍，填表的系统也会把一处的回答带到另一处。

怎么改：其实是一件事的，用同样的问法和类型；不是一件事的，换一个名字。

Wrong: several items have a fact of one name that is asked in different words or is of another type.

Why: one name stands for two things; a form filled for both asks twice, and a system may carry one answer over to the
other.

Do: use the same question and type for one thing, and another name for another thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.subject import Found, WholeRuleset

CODE: Final = "L-FACT-IN-OTHER-WORDS"
FAMILY: Final = "items"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "ruleset"
SAID: Final = Message(
    zh="事实 `{name}` 的问法或者类型与事项 `{other}` 不同",
    en="the fact `{name}` is asked otherwise in the item `{other}`",
    remedy_zh="请统一问法和类型，或者换一个名字",
    remedy_en="use the same question and type, or another name",
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
  rented: {ask: 门面是不是租来的？, type: boolean} # ← rented
# == items/banner/2022-01-01.yaml
elements:
  item_code: "430400012346"
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
      when: rented
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
# == items/banner/2022-01-01.yaml
elements:
  item_code: "430400012346"
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
"""

def check(whole: WholeRuleset) -> Iterator[Found]:
    """The facts of every newest version against those of the items before it."""
    first: dict[str, tuple[str, object]] = {}
    for item, one in whole.newest.items():
        for name, fact in one.file.facts.items():
            said = (fold(fact.ask), fact.type, tuple(fact.one_of or ()), tuple(fact.some_of or ()), fact.unit)
            other, known = first.setdefault(name, (item, said))
            if known != said:
                yield Found(one.at(("facts", name), key=True), {"name": name, "other": other})
