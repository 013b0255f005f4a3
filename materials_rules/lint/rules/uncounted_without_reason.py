"""错在哪：决定以前的步骤写了 `not_counted: true`（`不计入期限: 是`），却既没有写是哪一种特别程序（`special`，特别程序），也没
有引依据。

为什么：不计入期限的只有法律规定的听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审（行政许可法第四十五条），并且要把所
需时间书面告知申请人；内部的审签不在其中。

怎么改：写明是哪一种特别程序，或者引规定不计入的条款；都不是的，删去 `not_counted`（不计入期限）。

Wrong: a step before the decision has `not_counted: true`, and neither says which `special` procedure it is nor cites a basis.

Why: only hearings, tenders, auctions, inspections, tests, quarantine, appraisals and expert reviews do not count (art.
45 of 行政许可法), and their time is told in writing; a signature inside the office is none of them.

Do: say which special procedure it is, or cite the provision; else delete `not_counted`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.limits import is_after_decision
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-UNCOUNTED-WITHOUT-REASON"
FAMILY: Final = "time"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="步骤“{step}”不计入期限，没有写明理由",
    en="the step “{step}” does not count, and no reason is given",
    remedy_zh="请写 `special`（特别程序）或者 `basis`（依据），都没有的计入期限",
    remedy_en="give its `special` procedure or its `basis`; without either it counts",
)

BAD: Final = """
elements:
  procedure:
    - step: 领导审签 # ← 领导
      takes: 60 working days
      not_counted: true
    - {step: 审查并决定, takes: 10 working days}
"""
GOOD: Final = """
elements:
  procedure:
    - {step: 审查并决定, takes: 10 working days}
    - step: 专家评审
      takes: 60 working days
      not_counted: true
      special: expert_review
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every step that is left out of the limit without a word why; what comes after the decision is left out by nature."""
    for path, steps in one.cases("procedure"):
        for number, step in enumerate(steps):
            is_bare = step.not_counted and step.special is None and not step.basis
            if is_bare and not is_after_decision(steps, number):
                yield Found(one.at((*path, number, "step")), {"step": step.step})
