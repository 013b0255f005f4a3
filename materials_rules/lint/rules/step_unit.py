"""错在哪：审批程序里一个环节的时间与承诺期限的单位不同，或者几个环节之间单位不同。

为什么：各环节的时间要加得起来，才看得出哪一步耽误了；优化营商环境条例第三十五条要求公开工作流程、细化量化服务标准。工
作日和自然日加在一起没有意义。

怎么改：把各环节改成与承诺期限相同的单位。

Wrong: a step of the procedure counts in another unit than the promised limit, or than another step.

Why: steps have to add up for anybody to see where time went; art. 35 of 优化营商环境条例 wants the flow of work published and
standards in figures. Working days and calendar days do not add up to anything.

Do: write every step in the unit of the promised limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.limits import counted
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.together import together
from materials_rules.reading.source import Path

CODE: Final = "L-STEP-UNIT"
FAMILY: Final = "time"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="环节“{step}”的 {takes_zh} 与承诺期限 {promised_zh} 单位不同",
    en="the step “{step}” takes {takes_en}, in another unit than the promised {promised_en}",
    remedy_zh="请改成与承诺期限相同的单位",
    remedy_en="write it in the unit of the promised limit",
)

BAD: Final = """
elements:
  procedure:
    - {step: 审查, takes: 6 working days}
    - {step: 决定, takes: 4 calendar days} # ← 4
"""
GOOD: Final = """
elements:
  procedure:
    - {step: 审查, takes: 6 working days}
    - {step: 决定, takes: 4 working days}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every step that counts towards the limit, against each promised limit of the same situation."""
    told: set[Path] = set()
    for meeting in together(one, "procedure", "promised_limit"):
        steps, promised = meeting.values
        for i, step in counted(steps):
            path = (*meeting.paths[0], i, "takes")
            if step.takes.unit is not promised.limit.unit and path not in told:
                told.add(path)
                args = {
                    "step": step.step,
                    "takes_zh": step.takes.say(),
                    "takes_en": step.takes.say("en"),
                    "promised_zh": promised.limit.say(),
                    "promised_en": promised.limit.say("en"),
                }
                yield Found(one.at(path), args, meeting.witness)
