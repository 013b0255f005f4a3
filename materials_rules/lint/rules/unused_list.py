"""错在哪：声明了一份清单（`lists`，清单），既没有材料按它逐一提交，也没有条件用到它。

为什么：让申请人逐一填写人员或者车辆而不用，是多余的环节（优化营商环境条例第三十五条）。

怎么改：删去它；要逐一提交的，在材料上写 `for_each`（逐一提交）。

Wrong: a list is declared, no material is handed in for each of its members, and no condition reads it.

Why: to have people entered one by one for nothing is a needless step (art. 35 of 优化营商环境条例).

Do: delete it, or write `for_each` at the material that was meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.condition.tree import variables
from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-UNUSED-LIST"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="清单 `{name}` 没有用到",
    en="nothing uses the list `{name}`",
    remedy_zh="请删去它，或者在材料上写 `for_each`（逐一提交）",
    remedy_en="delete it, or write `for_each` at a material",
)

BAD: Final = """
lists:
  installers: # ← installers
    ask: 逐一填写安装人员
    name: 安装人员
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
    certificate:
      name: 安装人员资格证
      kind: licence
      for_each: installers
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
lists:
  installers:
    ask: 逐一填写安装人员
    name: 安装人员
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every list that repeats no material and that no condition and no consistency line reads."""
    read = {name for written in one.conditions for variable in variables(written.condition) for name in (variable.name, variable.owner)}
    repeated = {asked.list for asked in one.version.asked.values()} | {line.list for line in one.version.consistency}
    for name in one.file.lists:
        if name not in read and name not in repeated:
            yield Found(one.at(("lists", name), key=True), {"name": name})
