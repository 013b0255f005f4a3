"""错在哪：条件里写到了这个事实，可是不管怎么回答，告知书都一样：它不改变任何一份材料、一致性核对、适用范围或者要素。

为什么：问了不起作用的问题，申请人白答，窗口白核。多半是条件写错了，例如 `租用 或 非 租用`。

怎么改：看写到它的条件是不是写错了；确实不起作用的，删去问题和条件里的那一部分。

Wrong: conditions mention this fact, and yet the notice is the same whatever the answer is: no material, comparison,
scope or element changes.

Why: a question without an effect is answered and checked for nothing. Mostly the condition is wrong, such as `rented or
not rented`.

Do: look whether the condition says what was meant; if it does, delete the question and that part of the condition.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.condition.tree import variables
from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.plan.formula import name_of
from materials_rules.plan.view import decides

CODE: Final = "L-QUESTION-FOR-NOTHING"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="事实 `{name}` 不管怎么回答都不改变结果",
    en="whatever is answered to `{name}`, nothing changes",
    remedy_zh="请看写到它的条件是否写错；确实不起作用的，删去",
    remedy_en="look at the conditions that mention it, or delete it",
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
      when: large or (large and rented)
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented: {ask: 场地是否租用？, type: boolean} # ← rented
  large: {ask: 是否大型店招？, type: boolean}
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
      when: large and rented
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
  large: {ask: 是否大型店招？, type: boolean}
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every fact that conditions read and on which no diagram really depends."""
    if one.plan is None:
        return
    outputs = (output for output in one.plan.outputs if not output.startswith("never/"))
    known = frozenset().union(*(decides(one.plan, output) for output in outputs))
    asked = {name_of(variable) for written in one.conditions for variable in variables(written.condition)}
    compared = {name_of(variable) for line in one.version.consistency for variable in line.same}
    for name in one.file.facts:
        if f"fact/{name}" in asked - compared and f"fact/{name}" not in known:
            yield Found(one.at(("facts", name), key=True), {"name": name})
