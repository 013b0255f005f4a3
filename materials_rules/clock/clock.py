"""The last day of a limit, counted day by day and explained.

    day of receipt x Limit x Calendars  ->  Deadline

Nothing here reads a clock or a time zone: days come in, days go out. 行政许可法 art. 82 gives the working
days; for what it does not say (first day, last day, months) 民法典 arts 201-203 are followed by analogy.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, assert_never

from materials_rules.clock.calendar import Calendars
from materials_rules.clock.words import WEEKDAYS_ZH, Event, Reading, joined, why
from materials_rules.ground.catalogue import Language
from materials_rules.ground.day import LAST_YEAR
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import LimitExceeded
from materials_rules.rules.limit import Limit, Unit

NoticeSpec = Limit | Literal["on_the_spot", "none"] | None

LAST_DAY: Final = dt.date(LAST_YEAR, 12, 31)
HOURS_PER_WORKING_DAY: Final = 8
READING: Final[Reading] = Unit.CALENDAR_DAY


@dataclass(frozen=True, slots=True)
class Step:
    """One day of a count: whether it counted, and why or why not."""

    day: dt.date
    counted: bool
    reason_zh: str

    def line(self) -> str:
        """`2026-10-10 调休上班，第5个工作日`."""
        return f"{self.day.isoformat()} {self.reason_zh}"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a limit, or None when it is unknown or there is no limit.

    `alarm_on` is the earliest day that a stricter reading gives: days of unknown years are working days,
    receipt on a day off counts at once, days as written are calendar days, hours began in the morning. It is
    None when no reading gives an earlier day than `day`. `steps` are the count that gave `day`, or else the
    one that gave `alarm_on`.
    """

    day: dt.date | None
    alarm_on: dt.date | None
    steps: tuple[Step, ...]
    why_zh: str
    why_en: str
    warnings: tuple[Diagnostic, ...] = ()

    def why(self, lang: Language) -> str:
        """The explanation in *lang*."""
        return self.why_zh if lang == "zh" else self.why_en


def count(
    start: dt.date,
    limit: Limit,
    calendars: Calendars,
    *,
    since: Event = "start",
    hours_per_working_day: int = HOURS_PER_WORKING_DAY,
    days_as_written: Reading = READING,
) -> Deadline:
    """The last day of *limit* when it runs since *start*, which itself is not counted.

    A *start* on a day off counts as the next working day [assumption, said in the explanation].
    *days_as_written* says how days are read whose act names no kind. Hours become working days of
    *hours_per_working_day* hours; as no hour of receipt is known, `day` is the latest and `alarm_on` the
    earliest day they can end on. Raises LimitExceeded when the count leaves the year 9998, and ValueError
    when *hours_per_working_day* is not between 1 and 24.
    """
    if not 1 <= hours_per_working_day <= 24:
        raise ValueError("a working day has 1 to 24 hours")
    return _count(start, limit, calendars, since, hours_per_working_day, days_as_written)


def notice_deadline(
    received_on: dt.date,
    notice: NoticeSpec,
    calendars: Calendars,
    *,
    hours_per_working_day: int = HOURS_PER_WORKING_DAY,
    days_as_written: Reading = READING,
) -> Deadline:
    """The last day for telling everything at once: 行政许可法 art. 32(4), or what the item's regime says."""
    if notice is None or notice == "none":
        return _no_limit("本事项没有一次告知的期限。", "This item has no limit for the one notice.")
    if notice == "on_the_spot":
        step = Step(received_on, True, "当场")
        told_zh, told_en = "应当在收到申请材料时当场一次告知。", "Everything is told on the spot, on receipt."
        return Deadline(received_on, None, (step,), told_zh, told_en)
    return count(
        received_on,
        notice,
        calendars,
        since="receipt",
        hours_per_working_day=hours_per_working_day,
        days_as_written=days_as_written,
    )


def decide_deadline(
    start: dt.date,
    limit: Limit | None,
    calendars: Calendars,
    *,
    since: Event = "acceptance",
    hours_per_working_day: int = HOURS_PER_WORKING_DAY,
    days_as_written: Reading = READING,
) -> Deadline:
    """The last day for the decision when the limit runs since the event *since* on the day *start*."""
    if limit is None:
        return _no_limit("本事项没有办理期限。", "This item has no limit for the decision.")
    return count(
        start,
        limit,
        calendars,
        since=since,
        hours_per_working_day=hours_per_working_day,
        days_as_written=days_as_written,
    )


def _no_limit(why_zh: str, why_en: str) -> Deadline:
    return Deadline(None, None, (), why_zh, why_en)


class _Unknown(Exception):
    """The count met a day of which nobody knows whether it is a working day."""


@dataclass(frozen=True, slots=True)
class _Run:
    day: dt.date
    steps: tuple[Step, ...]


Works = Callable[[dt.date], bool]


@lru_cache(maxsize=4096)
def _count(
    start: dt.date, limit: Limit, calendars: Calendars, since: Event, hours: int, reading: Reading
) -> Deadline:
    unknown: set[int] = set()
    loose_ends: set[int] = set()

    def surely(day: dt.date) -> bool:
        works = calendars.is_working_day(day)
        if works is None:
            unknown.add(day.year)
            raise _Unknown
        return works

    def possibly(day: dt.date) -> bool:
        works = calendars.is_working_day(day)
        if works is None:
            unknown.add(day.year)
        elif not works and calendars.may_become_working_day(day):
            loose_ends.add(day.year)
            return True
        return works is not False

    counting = _Count(limit, calendars, reading, hours)
    early = counting.run(start, possibly, shortest=True)
    try:
        received = counting.received(start, surely)
        exact = counting.run(received, surely, shortest=False)
    except _Unknown:
        received, exact = start, None
    day = exact.day if exact else None
    alarm_on = early.day if day is None or early.day < day else None
    steps = (*_before(start, received, calendars), *exact.steps) if exact else early.steps
    why_zh, why_en = why(
        start=start,
        received=received,
        limit=limit,
        since=since,
        reading=reading,
        hours=hours,
        day=day,
        last=steps[-1].reason_zh,
        alarm_on=alarm_on,
        unknown=sorted(unknown),
    )
    doubts = sorted(loose_ends) if alarm_on is not None else []
    warnings = (
        *(_warning("K-UNKNOWN-YEAR", year, year=str(year)) for year in sorted(unknown)),
        *(
            _warning("K-YEAR-END", year + 1, year=str(year + 1), before=str(year))
            for year in doubts
            if year + 1 not in unknown
        ),
    )
    return Deadline(day, alarm_on, steps, why_zh, why_en, warnings)


@dataclass(frozen=True, slots=True)
class _Count:
    """One limit to be counted, with what its unit needs."""

    limit: Limit
    calendars: Calendars
    reading: Reading
    hours_per_working_day: int

    def received(self, start: dt.date, works: Works) -> dt.date:
        """*start*, or the next working day."""
        while not works(start):
            start = self.plus(start, 1)
        return start

    def run(self, start: dt.date, works: Works, *, shortest: bool) -> _Run:
        """The count since *start*; *shortest* takes the shorter reading wherever the unit has two."""
        value = self.limit.value
        match self.limit.unit:
            case Unit.WORKING_DAY:
                return self.working_days(start, value, works)
            case Unit.CALENDAR_DAY:
                return self.calendar_days(start, value, works)
            case Unit.MONTH:
                return self.months(start, value, works)
            case Unit.HOUR:
                days = -(-value // self.hours_per_working_day)
                return self.working_days(start, days - 1 if shortest else days, works)
            case Unit.DAY_AS_WRITTEN:
                if shortest or self.reading is Unit.CALENDAR_DAY:
                    return self.calendar_days(start, value, works)
                return self.working_days(start, value, works)
            case _:
                assert_never(self.limit.unit)

    def working_days(self, start: dt.date, number: int, works: Works) -> _Run:
        steps = [Step(start, False, "起算之日，不计入")]
        if number == 0:
            return self.moved(start, [Step(start, True, "当日")], works)
        day, counted = start, 0
        while counted < number:
            day = self.plus(day, 1)
            counts = works(day)
            counted += counts
            reason = _reason(day, self.calendars, counts)
            steps.append(Step(day, counts, joined(reason, f"第{counted}个工作日") if counts else reason))
        return _Run(day, tuple(steps))

    def calendar_days(self, start: dt.date, number: int, works: Works) -> _Run:
        steps = [Step(start, False, "起算之日，不计入")]
        self.plus(start, number)
        for passed in range(1, number + 1):
            steps.append(Step(self.plus(start, passed), True, f"第{passed}日"))
        return self.moved(steps[-1].day, steps, works)

    def months(self, start: dt.date, number: int, works: Works) -> _Run:
        years, month = divmod(start.month - 1 + number, 12)
        year, month = start.year + years, month + 1
        if year > LAST_YEAR:
            raise self.past_end()
        last = calendar.monthrange(year, month)[1]
        day = dt.date(year, month, min(start.day, last))
        corresponds = "到期月的对应日" if start.day <= last else "到期月无对应日，取月末日"
        steps = [Step(start, False, "起算之日，不计入"), Step(day, True, corresponds)]
        return self.moved(day, steps, works)

    def moved(self, day: dt.date, steps: list[Step], works: Works) -> _Run:
        """民法典 art. 203: a last day that is a day off moves to the day after the days off."""
        while not works(day):
            final = steps.pop()
            off = _reason(day, self.calendars, works=False)
            steps.append(Step(day, final.counted, joined(final.reason_zh, f"{off}，顺延")))
            day = self.plus(day, 1)
            steps.append(Step(day, False, "顺延至本日"))
        final = steps.pop()
        known = _reason(day, self.calendars, works=True)
        steps.append(Step(day, final.counted, joined(final.reason_zh, known)))
        return _Run(day, tuple(steps))

    def plus(self, day: dt.date, days: int) -> dt.date:
        if day.toordinal() + days > LAST_DAY.toordinal():
            raise self.past_end()
        return day + dt.timedelta(days)

    def past_end(self) -> LimitExceeded:
        args = {"limit": self.limit.say("en"), "last": str(LAST_YEAR)}
        return LimitExceeded([Diagnostic("K-PAST-END", Place(""), args)])


def _before(start: dt.date, received: dt.date, calendars: Calendars) -> tuple[Step, ...]:
    """The days off between the day that was written and the one the count begins with."""
    days = (start + dt.timedelta(days) for days in range((received - start).days))
    return tuple(Step(day, False, f"{_reason(day, calendars, works=False)}，视为次一工作日") for day in days)


def _reason(day: dt.date, calendars: Calendars, works: bool) -> str:
    """What is known of *day* itself; empty for a plain working day."""
    is_working_day = calendars.is_working_day(day)
    if is_working_day is None:
        return f"{day.year}年日历未知，按工作日计"
    if is_working_day:
        return "调休上班" if calendars.made_up_for(day) is not None else ""
    holiday = calendars.holiday(day)
    off = WEEKDAYS_ZH[day.weekday()] if holiday is None else f"{holiday}休息"
    return f"{off}，可能因元旦调休上班" if works else off


def _warning(code: str, missing: int, **args: str) -> Diagnostic:
    # No folder of this machine may stand in a notice: the file is named as it stands below the rulesets.
    return Diagnostic(code, Place(f"calendars/{missing}.yaml"), args, Severity.WARNING)
