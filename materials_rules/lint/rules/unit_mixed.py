"""错在哪：法定期限和承诺期限的计量单位不同：一个是工作日，一个是自然日或者月。

为什么：行政许可法第八十二条规定本法的期限以工作日计算，其他法的日、月按各自的规定；单位不同，缩短了没有、缩短了几天都
算不出来，遇到长假，承诺的自然日还可能比法定的工作日早几天、也可能晚几天。

怎么改：把承诺期限改成与法定期限相同的单位；法条只写“日”、没有说明的，照写“日”。

Wrong: the statutory and the promised limit count in different units: one in working days, the other in calendar days or
months.

Why: the limits of 行政许可法 are working days (its art. 82), those of other acts are what they say. With two units nobody
can tell whether and by how much the promise is shorter, and around long holidays it may even end later.

Do: write the promise in the unit of the statutory limit; where an act only says 日, write that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.limits import is_surely_longer
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.together import together
from materials_rules.reading.source import Path
from materials_rules.rules.limit import Unit

CODE: Final = "L-UNIT-MIXED"
FAMILY: Final = "time"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="承诺期限 {promised_zh} 与法定期限 {statutory_zh} 的单位不同，无法比较",
    en="the promised limit of {promised_en} and the statutory limit of {statutory_en} are in different units",
    remedy_zh="请把承诺期限改成与法定期限相同的单位",
    remedy_en="write the promise in the unit of the statutory limit",
)

BAD: Final = """
elements:
  statutory_limit: {limit: 20 working days}
  promised_limit: {limit: 14 calendar days} # ← 14
  procedure:
    - {step: 审查并决定, takes: 14 calendar days}
"""
GOOD: Final = """
elements:
  statutory_limit: {limit: 20 working days}
  promised_limit: {limit: 10 working days}
"""

_DAYS: Final = frozenset({Unit.WORKING_DAY, Unit.DAY_AS_WRITTEN})


def check(one: OneVersion) -> Iterator[Found]:
    """Limits that meet in one situation; working days and days as written, and hours within days, are understood."""
    told: set[Path] = set()
    for meeting in together(one, "promised_limit", "statutory_limit"):
        promised, statutory = (value.limit for value in meeting.values)
        path = meeting.paths[0]
        alike = promised.unit is statutory.unit or {promised.unit, statutory.unit} <= _DAYS or promised.unit is Unit.HOUR
        if alike or path in told or is_surely_longer(promised, statutory):
            continue
        told.add(path)
        args = {
            "promised_zh": promised.say(),
            "statutory_zh": statutory.say(),
            "promised_en": promised.say("en"),
            "statutory_en": statutory.say("en"),
        }
        yield Found(one.at((*path, "limit")), args, meeting.witness)
