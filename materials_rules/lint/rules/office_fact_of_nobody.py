"""错在哪：由机关回答的事实（`answered_by: office`，`由谁回答: 办理机关`）没有写由哪个部门回答（`office`，机关），也没有部门在 `departments.yaml` 的 `answers`（
负责答复）里写着它。

为什么：没有人负责回答的问题，会使申请一直停在“需要人工判断”；申请人不能替机关回答。

怎么改：在事实上写 `office`（机关），或者在 `departments.yaml` 里把它列进某个部门的 `answers`。

Wrong: a fact that the office answers names no department (`office`), and no department has it among its `answers` in
departments.yaml.

Why: what nobody has to answer keeps every application undetermined; the applicant cannot answer for the office.

Do: name the department at the fact, or put it among the `answers` of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-OFFICE-FACT-OF-NOBODY"
FAMILY: Final = "office"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="机关回答的事实 `{name}` 没有哪个部门负责",
    en="no department answers the office fact `{name}`",
    remedy_zh="请写 `office`（机关），或者列进某个部门的 `answers`（负责答复）",
    remedy_en="name it by `office`, or among the `answers` of a department",
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
      when: listed
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  listed: {ask: 是否在重点路段？, type: boolean, answered_by: office} # ← listed
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
      when: listed
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  listed: {ask: 是否在重点路段？, type: boolean, answered_by: office, office: bureau}
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every office fact without a department of its own or one that lists it."""
    listed = {name for department in one.ruleset.departments.values() for name in department.answers}
    for name, fact in one.file.facts.items():
        if fact.answered_by == "office" and fact.office is None and name not in listed:
            yield Found(one.at(("facts", name), key=True), {"name": name})
