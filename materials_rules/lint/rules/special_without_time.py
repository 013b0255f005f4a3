"""错在哪：特别程序（`special`）不计入期限，又没有写要多少时间。

为什么：行政许可法第四十五条：所需时间不计算在期限内，但行政机关应当将所需时间书面告知申请人。没有写，告知书就告知不了，
期限也没有了尽头。

怎么改：写 `takes`（所需时间）；时间由法律规定的，引上条款。

Wrong: a `special` procedure does not count towards the limit, and nothing says how long it takes.

Why: art. 45 of 行政许可法: its time does not count, but the office tells the applicant in writing how long it takes.
Unwritten, the notice cannot tell it, and there is no end to the limit.

Do: write what it `takes`; where an act sets the time, cite it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import is_licence
from materials_rules.lint.limits import is_after_decision
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-SPECIAL-WITHOUT-TIME"
FAMILY: Final = "time"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="特别程序“{step}”没有写 `takes`（所需时间）",
    en="the special procedure “{step}” does not say what it `takes`",
    remedy_zh="请写上所需时间，以便书面告知申请人",
    remedy_en="write it, so that the applicant can be told",
)

BAD: Final = """
elements:
  procedure:
    - {step: 听证, special: hearing, not_counted: true} # ← hearing
    - {step: 审查并决定, takes: 10 working days}
"""
GOOD: Final = """
elements:
  procedure:
    - {step: 听证, takes: 20 working days, special: hearing, not_counted: true}
    - {step: 审查并决定, takes: 10 working days}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every special step of a licence; one after the decision is no part of it."""
    for path, steps in one.cases("procedure") if is_licence(one) else ():
        for i, step in enumerate(steps):
            if step.special is not None and step.takes is None and not is_after_decision(steps, i):
                yield Found(one.at((*path, i, "special")), {"step": step.step})
