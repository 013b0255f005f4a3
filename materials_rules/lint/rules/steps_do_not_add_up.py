"""错在哪：审批程序各环节的时间加起来不等于承诺期限。

为什么：多出来的日子办件人不知道归谁，少了的日子必然逾期；优化营商环境条例第三十五条要求公开工作流程、细化量化服务标准。
依法不计入期限的环节（行政许可法第四十五条）写 `not_counted: true`（`不计入期限: 是`），不参加相加。

怎么改：改正环节的时间或者承诺期限，使两者相等。

Wrong: the steps of the procedure do not add up to the promised limit.

Why: nobody knows whose the days left over are, and with too few the decision is late; art. 35 of 优化营商环境条例 wants the
flow of work published and standards in figures. A step that by law does not count (art. 45 of 行政许可法) is marked
`not_counted: true` and left out of the sum.

Do: correct the steps or the promised limit until they are equal.
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
from materials_rules.rules.limit import Limit

CODE: Final = "L-STEPS-DO-NOT-ADD-UP"
FAMILY: Final = "time"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="各环节共 {sum_zh}，承诺期限是 {promised_zh}",
    en="the steps take {sum_en} together, the promised limit is {promised_en}",
    remedy_zh="请改正环节的时间或者承诺期限；依法不计入的环节写 `not_counted: true`（`不计入期限: 是`）",
    remedy_en="correct one or the other; a step that by law does not count says `not_counted: true`",
)

BAD: Final = """
elements:
  procedure: # ← procedure
    - {step: 审查, takes: 6 working days}
    - {step: 决定, takes: 3 working days}
  promised_limit: {limit: 10 working days}
"""
GOOD: Final = """
elements:
  procedure:
    - {step: 受理}
    - {step: 审查, takes: 6 working days}
    - {step: 听证, takes: 20 working days, not_counted: true, special: hearing}
    - {step: 决定, takes: 4 working days}
  promised_limit: {limit: 10 working days}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every procedure whose steps count in the unit of the limit, against each promised limit of the same situation."""
    told: set[Path] = set()
    for meeting in together(one, "procedure", "promised_limit"):
        steps, promised = meeting.values
        unit, path = promised.limit.unit, meeting.paths[0]
        taken = [step.takes for _, step in counted(steps)]
        if not taken or path in told or any(limit.unit is not unit for limit in taken):
            continue
        total = Limit(sum(limit.value for limit in taken), unit)
        if total != promised.limit:
            told.add(path)
            args = {
                "sum_zh": total.say(),
                "sum_en": total.say("en"),
                "promised_zh": promised.limit.say(),
                "promised_en": promised.limit.say("en"),
            }
            yield Found(one.at(path, key=True), args, meeting.witness)
