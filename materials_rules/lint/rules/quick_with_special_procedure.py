"""错在哪：即办件或者一审一核件的程序里有听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审。

为什么：行政许可法第四十五条列举的这些程序时间长、由别人主持，所需时间不计入期限；一名审查人、一名核准人就办结的事项容
不下它们，期限说得再短也是空的。

怎么改：改为承诺件；这个环节其实不在本事项里的，删去 `special`（特别程序）或者这个环节。

Wrong: an instant item or one of a single review has a hearing, tender, auction, inspection, test, quarantine, appraisal
or expert review in its procedure.

Why: the procedures of art. 45 of 行政许可法 take long and are led by others, and their time does not count; an item that one
reviewer and one approver finish has no room for them, and its short limit is an empty promise.

Do: make it a promised item; where the step is not part of it, remove `special` or the step.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.limits import is_after_decision, is_surely_longer
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.together import together
from materials_rules.reading.source import Path
from materials_rules.rules.limit import Limit, Unit

CODE: Final = "L-QUICK-WITH-SPECIAL-PROCEDURE"
FAMILY: Final = "time"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="{type}的环节“{step}”是特别程序",
    en="the step “{step}” of an item of the type {type} is a special procedure",
    remedy_zh="请把 `case_type`（办件类型）改为承诺件，或者删去 `special`（特别程序）",
    remedy_en="make it a promised item by `case_type`, or remove `special`",
)

BAD: Final = """
elements:
  case_type: one_review
  promised_limit: {limit: 3 working days}
  procedure:
    - {step: 审查, takes: 2 working days}
    - {step: 专家评审, takes: 20 working days, not_counted: true, special: expert_review} # ← expert
    - {step: 决定, takes: 1 working day}
"""
GOOD: Final = """
elements:
  case_type: promised
  procedure:
    - {step: 审查并决定, takes: 10 working days}
    - {step: 专家评审, takes: 20 working days, not_counted: true, special: expert_review}
"""

_QUICK: Final = Limit(3, Unit.WORKING_DAY)


def check(one: OneVersion) -> Iterator[Found]:
    """Every special step, in the situations in which the cap of the case type is three working days or less."""
    told: set[Path] = set()
    for meeting in together(one, "procedure", "case_type"):
        steps, case_type = meeting.values
        about = one.ruleset.place.case_types[case_type]
        if is_surely_longer(about.cap, _QUICK):
            continue
        for i, step in enumerate(steps):
            path = (*meeting.paths[0], i, "special")
            if step.special is not None and not is_after_decision(steps, i) and path not in told:
                told.add(path)
                yield Found(one.at(path), {"step": step.step, "type": about.name}, meeting.witness)
