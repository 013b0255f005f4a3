"""错在哪：即办件的程序里有现场踏勘、现场核查一类的环节。

为什么：即办件是材料齐全就当场办结（行政许可法第三十四条第二款）；要到现场核实实质内容的，须两名以上工作人员前往（同条
第三款），当场办不完，承诺就落空。决定以后的核查不计入期限，写 `not_counted: true`（`不计入期限: 是`）。

怎么改：改为一审一核件或者承诺件；核查其实在决定以后的，写 `not_counted: true`（`不计入期限: 是`）。

Wrong: an instant item has a step on site in its procedure.

Why: an instant item is decided on the spot when the papers are whole (art. 34 para. 2 of 行政许可法); to verify on site
takes two officials at least (para. 3), so the promise cannot be kept. A check after the decision does not count and
says `not_counted: true`.

Do: make it an item of one review or a promised one; where the check comes after the decision, write `not_counted:
true`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.limits import is_instant
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.together import together
from materials_rules.reading.source import Path

CODE: Final = "L-INSTANT-WITH-VISIT"
FAMILY: Final = "time"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="即办件有现场环节“{step}”",
    en="an instant item has the step “{step}” on site",
    remedy_zh="请改 `case_type`（办件类型）；决定以后才核查的，写 `not_counted: true`（`不计入期限: 是`）",
    remedy_en="change `case_type`; where it comes after the decision, write `not_counted: true`",
)

BAD: Final = """
elements:
  case_type: instant
  promised_limit: {limit: 1 working day}
  procedure:
    - {step: 现场踏勘, takes: 1 working day} # ← 现场
"""
GOOD: Final = """
elements:
  case_type: instant
  promised_limit: {limit: 1 working day}
  procedure:
    - {step: 审查并当场决定, takes: 1 working day}
    - {step: 现场核查, not_counted: true, special: inspection}
"""

_ON_SITE: Final = re.compile("现场|踏勘|勘验|勘查|实地|上门")


def check(one: OneVersion) -> Iterator[Found]:
    """Every step that counts, in the situations in which the item is an instant one."""
    told: set[Path] = set()
    for meeting in together(one, "procedure", "case_type"):
        steps, case_type = meeting.values
        for i, step in enumerate(steps) if is_instant(one, case_type) else ():
            path = (*meeting.paths[0], i, "step")
            if not step.not_counted and _ON_SITE.search(step.step) and path not in told:
                told.add(path)
                yield Found(one.at(path), {"step": step.step}, meeting.witness)
