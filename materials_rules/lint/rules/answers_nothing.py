"""错在哪：部门的 `answers`（负责答复）里写着一个事实，没有任何事项有这个由机关回答的事实。

为什么：多半是事实改了名，部门这里没有改，于是真正的问题没有人负责。

怎么改：改成事实现在的名称，或者删去。

Wrong: a department has a fact among its `answers` that no item has as an office fact.

Why: mostly the fact got another name and this list did not, so that nobody answers the real one.

Do: write the name that the fact has now, or delete it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, WholeRuleset
from materials_rules.rules.version import SERIOUS_BAD_CREDIT

CODE: Final = "L-ANSWERS-NOTHING"
FAMILY: Final = "office"
SEVERITY: Final = Severity.WARNING
PER: Final = "ruleset"
SAID: Final = Message(
    zh="没有事项有 `{name}` 这个由机关回答的事实",
    en="no item has an office fact `{name}`",
    remedy_zh="请改成事实现在的名称，或者删去",
    remedy_en="write the name that the fact has now, or delete it",
)

BAD: Final = """
# == departments.yaml
departments:
  bureau:
    name: 衡阳市城市管理局
    answers: [on_key_list] # ← on_key
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
      when: on_key_list
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  on_key_list: {ask: 是否在重点路段？, type: boolean, answered_by: office}
# == departments.yaml
departments:
  bureau:
    name: 衡阳市城市管理局
    answers: [on_key_list]
"""

def check(whole: WholeRuleset) -> Iterator[Found]:
    """Every name in `answers` that is no office fact of any version."""
    known = {name for one in whole.versions for name, fact in one.file.facts.items() if fact.answered_by == "office"}
    known.add(SERIOUS_BAD_CREDIT)  # built in
    for department, about in whole.ruleset.departments.items():
        for number, name in enumerate(about.answers):
            if name not in known:
                yield Found(whole.at("departments.yaml", ("departments", department, "answers", number)), {"name": name})
