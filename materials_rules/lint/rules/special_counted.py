"""错在哪：特别程序（`special`）写了时间，却没有写 `not_counted: true`（`不计入期限: 是`）。

为什么：行政许可法第四十五条：依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在期限内。算
进去，期限的日子就对不上，告知书上的办结日也会错。

怎么改：写 `not_counted: true`（`不计入期限: 是`）；愿意把它包在承诺里的，删去 `special`（特别程序）。

Wrong: a `special` procedure has a time and is not marked `not_counted: true`.

Why: art. 45 of 行政许可法: the time of hearings, tenders, auctions, inspections, tests, quarantine, appraisals and expert
reviews does not count towards the limit. Counted, the days do not add up and the notice names a wrong day.

Do: write `not_counted: true`; an office that promises to do it within the limit removes `special`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-SPECIAL-COUNTED"
FAMILY: Final = "time"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="特别程序“{step}”的时间算进了期限",
    en="the time of the special procedure “{step}” counts towards the limit",
    remedy_zh="请写 `not_counted: true`（`不计入期限: 是`），或者删去 `special`（特别程序）",
    remedy_en="write `not_counted: true`, or remove `special`",
)

BAD: Final = """
elements:
  procedure:
    - {step: 审查并决定, takes: 8 working days}
    - {step: 听证, takes: 2 working days, special: hearing} # ← hearing
"""
GOOD: Final = """
elements:
  procedure:
    - {step: 审查并决定, takes: 10 working days}
    - {step: 听证, takes: 20 working days, special: hearing, not_counted: true}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every special step that has a time."""
    for path, steps in one.cases("procedure"):
        for i, step in enumerate(steps):
            if step.special is not None and step.takes is not None and not step.not_counted:
                yield Found(one.at((*path, i, "special")), {"step": step.step})
