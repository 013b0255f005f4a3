"""错在哪：给条件取了名称（`definitions`，定义），没有任何条件用到这个名称。

为什么：不用的定义多半是改条件时漏下的：条件已经另写，定义还留着旧的说法，下一个维护的人会改错地方。

怎么改：删去它；本来要用的，在条件里写它的名称。

Wrong: a condition has a name under `definitions`, and nothing uses the name.

Why: an unused definition is mostly what a change left behind: it still says the old thing, and the next person changes
the wrong place.

Do: delete it, or write its name in the condition that was meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.condition.tree import definitions_used
from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-UNUSED-DEFINITION"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="定义 `{name}` 没有任何条件用到",
    en="no condition uses the definition `{name}`",
    remedy_zh="请删去它，或者在条件里写它的名称",
    remedy_en="delete it, or write its name in the condition that was meant",
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
definitions:
  leased: rented # ← leased
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
      when: leased
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
definitions:
  leased: rented
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every definition that no condition, and no other definition, names."""
    used = {name for written in one.conditions for name in definitions_used(written.condition)}
    for name in one.file.definitions:
        if name not in used:
            yield Found(one.at(("definitions", name), key=True), {"name": name})
