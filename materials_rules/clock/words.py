"""Why a last day is the last day, in sentences: what was counted, by which law, and what is our own reading.

    start, limit, last day, doubts  ->  the explanation in Chinese and in English
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final, Literal, assert_never

from materials_rules.ground.day import chinese_day
from materials_rules.rules.limit import Limit, Unit

Event = Literal["start", "receipt", "acceptance", "inspection", "completion", "delivery"]
Reading = Literal[Unit.CALENDAR_DAY, Unit.WORKING_DAY]

WEEKDAYS_ZH: Final = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_WEEKDAYS_EN: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_EVENTS: Final[dict[Event, tuple[str, str]]] = {
    "start": ("起算之日", "the first day"),
    "receipt": ("收到申请材料之日", "the day of receipt"),
    "acceptance": ("受理之日", "the day of acceptance"),
    "inspection": ("现场核查之日", "the day of the on-site check"),
    "completion": ("前一程序完成之日", "the day the step before was completed"),
    "delivery": ("送达之日", "the day of delivery"),
}

_WORKING: Final = (
    "当日不计入，自次日起数工作日，周六、周日和法定节假日不计，调休上班日计入（行政许可法第八十二条，参照民法典第二百零一条）",
    "that day is not counted; weekends and days off are not counted, make-up working days are "
    "(行政许可法 art. 82; 民法典 art. 201 by analogy)",
)
_CALENDAR: Final = (
    "当日不计入，自次日起逐日计算，最后一日为休息日或法定节假日的，顺延至其后第一个工作日（参照民法典第二百零一条、第二百零三条）",
    "that day is not counted, every later day is; a last day that is a day off moves to the next working day "
    "(民法典 arts 201, 203 by analogy)",
)
_MONTHS: Final = (
    "到期月的对应日为最后一日，没有对应日的为月末日，该日为休息日或法定节假日的，顺延至其后第一个工作日"
    "（参照民法典第二百零二条、第二百零三条）",
    "the corresponding day of the month is the last one, or the end of that month; "
    "a day off moves to the next working day (民法典 arts 202, 203 by analogy)",
)


def why(
    *,
    start: dt.date,
    received: dt.date,
    limit: Limit,
    since: Event,
    reading: Reading,
    hours: int,
    day: dt.date | None,
    last: str,
    alarm_on: dt.date | None,
    unknown: Sequence[int],
) -> tuple[str, str]:
    """The explanation in Chinese and in English; *last* says in Chinese what the last day was."""
    event_zh, event_en = _EVENTS[since]
    zh = [f"自{event_zh}（{chinese_day(start)}）起{limit.say('zh')}"]
    en = [f"{limit.say('en')} since {event_en} ({start})"]
    if received != start:
        zh.append(f"该日不是工作日，视为次一工作日{chinese_day(received)}（法律未明文规定，系本系统的读法）")
        en.append(f"a day off counts as the next working day, {received} (our reading; no law says so)")
    rule_zh, rule_en = _rule(limit, reading, hours)
    zh.append(rule_zh)
    en.append(rule_en)
    if day is not None:
        zh.append(f"最后一日为{chinese_day(day)}（{joined(WEEKDAYS_ZH[day.weekday()], last)}）")
        en.append(f"the last day is {day} ({_WEEKDAYS_EN[day.weekday()]})")
    else:
        years = "、".join(str(year) for year in unknown)
        zh.append(f"没有{years}年的日历，最后一日未知")
        en.append(f"there is no calendar of {', '.join(map(str, unknown))}, so the last day is unknown")
    if alarm_on is not None:
        zh.append(f"按最短的读法，最早为{chinese_day(alarm_on)}，请不晚于该日办理")
        en.append(f"by the shortest reading it may be {alarm_on}: be done by then")
    return "；".join(zh) + "。", "; ".join(en) + "."


def _rule(limit: Limit, reading: Reading, hours: int) -> tuple[str, str]:
    match limit.unit:
        case Unit.WORKING_DAY:
            return _WORKING
        case Unit.CALENDAR_DAY:
            return _CALENDAR
        case Unit.MONTH:
            return _MONTHS
        case Unit.HOUR:
            return (
                f"收件时刻未记录，每个工作日按{hours}小时折算，以最迟的一日为最后一日；{_WORKING[0]}",
                f"no hour of receipt is known, a working day has {hours} hours, the latest day is given; "
                f"{_WORKING[1]}",
            )
        case Unit.DAY_AS_WRITTEN:
            kind_zh, kind_en, rule = (
                ("自然日", "calendar days", _CALENDAR)
                if reading is Unit.CALENDAR_DAY
                else ("工作日", "working days", _WORKING)
            )
            return (
                f"原文只写“{limit.say('zh')}”，未写明何种日，按{kind_zh}计算；{rule[0]}",
                f"the act does not say which days; they are read as {kind_en}; {rule[1]}",
            )
        case _:
            assert_never(limit.unit)


def joined(*parts: str) -> str:
    """The parts that say something, with Chinese commas."""
    return "，".join(part for part in parts if part)
