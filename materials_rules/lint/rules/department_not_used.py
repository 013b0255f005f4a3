"""错在哪：`departments.yaml` 里的一个部门，没有任何事项、共享文件或者事实提到它。

为什么：部门撤并以后留下的名字会让人把材料送错地方；也可能是某处把代号写错了。

怎么改：不再需要的，删去；应当提到它的地方，改正代号。

Wrong: a department of departments.yaml is named by no item, shared document or fact.

Why: a department that is gone sends papers to the wrong place; or its id is misspelt somewhere.

Do: delete it, or mend the id where it should stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, WholeRuleset

CODE: Final = "L-DEPARTMENT-NOT-USED"
FAMILY: Final = "items"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "ruleset"
SAID: Final = Message(
    zh="没有什么提到部门 `{name}`",
    en="nothing names the department `{name}`",
    remedy_zh="请删去，或者改正应当提到它的地方",
    remedy_en="delete it, or mend the place where it should stand",
)

BAD: Final = """
# == departments.yaml
departments:
  old-bureau: # ← old-bureau
    name: 衡阳市城市管理行政执法局
"""
GOOD: Final = """

"""

def check(whole: WholeRuleset) -> Iterator[Found]:
    """Every department that nothing names."""
    used = {about.supplied_by for about in whole.ruleset.documents.values()}
    for one in whole.versions:
        used |= {case.value for case in one.elements.authority.cases}
        used |= {line.go_to for line in one.file.not_for} | {fact.office for fact in one.file.facts.values()}
        for asked in one.version.asked.values():
            used |= {exemption.approved_by for exemption in asked.requirement.exception}
    for department, about in whole.ruleset.departments.items():
        if department not in used and not about.holds and not about.answers:
            yield Found(whole.at("departments.yaml", ("departments", department), key=True), {"name": department})
