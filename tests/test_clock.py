"""The clock: published vectors, an independent count of every day, unknown years, and limits of all units."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from materials_rules.clock.calendar import Calendars, make_calendars, read_calendar, read_calendars
from materials_rules.clock.clock import Deadline, count
from materials_rules.clock.words import Reading
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.errors import LimitExceeded
from materials_rules.rules.limit import Limit, Unit, read_limit

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "rulesets" / "calendars" / "cn"
CALENDARS = read_calendars(FOLDER)
NO_CALENDARS = make_calendars([])
DAY = dt.timedelta(1)
ALL_DAYS = [dt.date(2018, 1, 1) + n * DAY for n in range((dt.date(2026, 12, 31) - dt.date(2018, 1, 1)).days + 1)]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def since(start: str, limit: str, calendars: Calendars = CALENDARS) -> Deadline:
    return count(day(start), read_limit(limit), calendars)


# --- working days ---------------------------------------------------------------------------------------------------

VECTORS = {
    "2025-01-24": {1: "2025-01-26", 3: "2025-02-05", 5: "2025-02-07", 10: "2025-02-13", 20: "2025-02-27"},
    "2025-04-25": {1: "2025-04-27", 3: "2025-04-29", 5: "2025-05-06", 10: "2025-05-13", 20: "2025-05-27"},
    "2025-09-26": {1: "2025-09-28", 3: "2025-09-30", 5: "2025-10-10", 10: "2025-10-16", 20: "2025-10-30"},
    "2026-02-13": {1: "2026-02-14", 3: "2026-02-25", 5: "2026-02-27", 10: "2026-03-05", 20: "2026-03-19"},
    "2026-09-18": {1: "2026-09-20", 3: "2026-09-22", 5: "2026-09-24", 10: "2026-10-09", 20: "2026-10-22"},
    # a make-up Saturday ends it; received on the day after; holiday runs; across New Year
    "2026-09-28": {5: "2026-10-10"},
    "2026-09-29": {5: "2026-10-12"},
    "2026-02-10": {5: "2026-02-24"},
    "2025-12-29": {5: "2026-01-06"},
}


@pytest.mark.parametrize(
    ("start", "number", "end"), [(start, n, end) for start, ends in VECTORS.items() for n, end in ends.items()]
)
def test_published_vectors(start: str, number: int, end: str) -> None:
    deadline = since(start, f"{number} working days")

    assert (deadline.day, deadline.alarm_on, deadline.warnings) == (day(end), None, ())


def received(start: dt.date) -> dt.date:
    """By the other source: the day itself or the next working day."""
    while not chinese_calendar.is_workday(start):
        start += DAY
    return start


def last_year_known(start: dt.date, number: int) -> bool:
    return start + dt.timedelta(2 * number + 20) < dt.date(2027, 1, 1)


@pytest.mark.parametrize("number", [1, 5, 10, 20])
def test_every_day_of_nine_years_as_an_independent_count_says(number: int) -> None:
    limit = Limit(number, Unit.WORKING_DAY)
    before = dt.date.min
    for start in ALL_DAYS:
        if not last_year_known(start, number):
            continue
        end = count(start, limit, CALENDARS).day
        assert end is not None

        first = received(start)
        between = [first + n * DAY for n in range(1, (end - first).days + 1)]
        assert end > start
        assert sum(chinese_calendar.is_workday(one) for one in between) == number
        assert chinese_calendar.is_workday(end)
        assert end >= before
        before = end


def test_every_day_of_nine_years_has_a_day_or_an_alarm_and_the_steps_say_the_same() -> None:
    for start in ALL_DAYS:
        deadline = since(start.isoformat(), "5 working days")

        assert (deadline.day is None) == ("K-UNKNOWN-YEAR" in {one.code for one in deadline.warnings})
        assert deadline.day is not None or deadline.alarm_on is not None
        assert sum(step.counted for step in deadline.steps) == 5
        assert deadline.steps[-1].day == (deadline.day or deadline.alarm_on)
        assert deadline.steps[0].day == start
        assert all(a.day + DAY == b.day for a, b in zip(deadline.steps, deadline.steps[1:], strict=False))


def test_the_count_is_explained_day_by_day() -> None:
    deadline = since("2026-09-28", "5个工作日")

    assert [step.line() for step in deadline.steps] == [
        "2026-09-28 起算之日，不计入",
        "2026-09-29 第1个工作日",
        "2026-09-30 第2个工作日",
        "2026-10-01 国庆节休息",
        "2026-10-02 国庆节休息",
        "2026-10-03 国庆节休息",
        "2026-10-04 国庆节休息",
        "2026-10-05 国庆节休息",
        "2026-10-06 国庆节休息",
        "2026-10-07 国庆节休息",
        "2026-10-08 第3个工作日",
        "2026-10-09 第4个工作日",
        "2026-10-10 调休上班，第5个工作日",
    ]
    assert "最后一日为2026年10月10日（周六，调休上班，第5个工作日）" in deadline.why_zh
    assert "行政许可法第八十二条" in deadline.why("zh")
    assert "the last day is 2026-10-10 (Saturday)" in deadline.why("en")


def test_receipt_on_a_day_off_counts_as_the_next_working_day_and_the_alarm_does_not() -> None:
    deadline = since("2026-03-07", "5 working days")

    assert deadline.day == day("2026-03-16")
    assert deadline.alarm_on == day("2026-03-13")
    assert [step.line() for step in deadline.steps[:3]] == [
        "2026-03-07 周六，视为次一工作日",
        "2026-03-08 周日，视为次一工作日",
        "2026-03-09 起算之日，不计入",
    ]
    assert "视为次一工作日2026年3月9日（法律未明文规定，系本系统的读法）" in deadline.why_zh
    assert "our reading" in deadline.why_en


# --- unknown years ---------------------------------------------------------------------------------------------------


def test_a_count_into_a_year_without_calendar_has_no_day_but_an_alarm() -> None:
    deadline = since("2026-12-28", "5 working days")

    assert deadline.day is None
    assert deadline.alarm_on == day("2027-01-02")
    assert [step.line() for step in deadline.steps[-2:]] == [
        "2027-01-01 2027年日历未知，按工作日计，第4个工作日",
        "2027-01-02 2027年日历未知，按工作日计，第5个工作日",
    ]
    assert [(one.code, one.severity, one.args) for one in deadline.warnings] == [
        ("K-UNKNOWN-YEAR", Severity.WARNING, {"year": "2027"})
    ]
    assert "2027" in deadline.warnings[0].say("zh")
    assert deadline.warnings[0].place.path == "calendars/2027.yaml"
    assert "没有2027年的日历，最后一日未知" in deadline.why_zh
    assert "2027年1月2日" in deadline.why_zh
    assert "the last day is unknown" in deadline.why_en


def test_a_start_in_an_unknown_year_leaves_the_end_unknown() -> None:
    for limit in ("5 working days", "20 calendar days", "1 month", "7 days as written", "4 hours"):
        deadline = since("2017-12-30", limit)

        assert deadline.day is None
        assert deadline.alarm_on is not None
        assert deadline.warnings[0].args == {"year": "2017"}


def test_without_any_calendar_the_alarm_counts_every_day() -> None:
    deadline = since("2026-09-28", "5 working days", NO_CALENDARS)

    assert (deadline.day, deadline.alarm_on) == (None, day("2026-10-03"))
    assert len(deadline.warnings) == 1


def test_every_year_that_is_missing_on_the_way_is_named() -> None:
    deadline = since("2026-12-28", "400 working days")

    assert [one.args["year"] for one in deadline.warnings] == ["2027", "2028"]
    assert "没有2027、2028年的日历" in deadline.why_zh
    # why: a warning that names one year only would be answered by adding only that year
    assert "2027, 2028" in deadline.why_en


def test_calendar_days_that_only_pass_through_an_unknown_year_need_no_calendar_of_it(tmp_path: Path) -> None:
    for year in (2024, 2026):
        (tmp_path / f"{year}.yaml").write_bytes((FOLDER / f"{year}.yaml").read_bytes())
    calendars = read_calendars(tmp_path)

    assert since("2024-12-23", "400 calendar days", calendars).day == day("2026-01-27")
    assert since("2024-12-23", "30 calendar days", calendars).day is None
    assert since("2024-12-23", "400 working days", calendars).day is None


def test_a_last_day_moving_into_an_unknown_year_is_unknown() -> None:
    only_2018 = make_calendars([read_calendar((FOLDER / "2018.yaml").read_bytes(), "2018.yaml", 2018)])
    # 2018-12-30 and 31 were off; where the run ends is in the file of 2019
    deadline = since("2018-12-21", "10 calendar days", only_2018)

    assert deadline.day is None
    assert deadline.alarm_on == day("2019-01-01")
    assert since("2018-12-21", "10 calendar days").day == day("2019-01-02")


def test_the_weekend_before_a_missing_year_may_become_working_days_so_the_alarm_counts_it() -> None:
    deadline = since("2026-12-21", "5 working days")

    assert deadline.day == day("2026-12-28")
    assert deadline.alarm_on == day("2026-12-26")
    assert [(one.code, one.args) for one in deadline.warnings] == [("K-YEAR-END", {"year": "2027", "before": "2026"})]
    assert since("2026-12-17", "5 working days").alarm_on is None
    assert since("2025-12-22", "5 working days").alarm_on is None


def test_a_missing_year_is_warned_of_once() -> None:
    deadline = since("2026-12-25", "5 working days")

    assert (deadline.day, deadline.alarm_on) == (None, day("2026-12-30"))
    assert [one.code for one in deadline.warnings] == ["K-UNKNOWN-YEAR"]


# --- other units -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "limit", "end"),
    [
        ("2026-03-02", "7 calendar days", "2026-03-09"),
        ("2026-03-02", "5 calendar days", "2026-03-09"),  # 03-07 is a Saturday
        ("2026-09-21", "10 calendar days", "2026-10-08"),  # 10-01 begins the holiday run
        ("2026-09-30", "10 calendar days", "2026-10-10"),  # a Saturday that is worked
        ("2026-02-05", "15 calendar days", "2026-02-24"),
        ("2026-01-30", "1 month", "2026-02-28"),  # no corresponding day; that Saturday is worked
        ("2024-01-30", "1 month", "2024-02-29"),
        ("2026-08-31", "1个月", "2026-09-30"),
        ("2026-08-31", "2 months", "2026-11-02"),  # 10-31 is a Saturday
        ("2025-03-10", "12 months", "2026-03-10"),
        ("2025-10-31", "4 months", "2026-02-28"),
        ("2026-04-30", "1 month", "2026-06-01"),  # 05-30 is a Saturday
    ],
)
def test_calendar_days_and_months_end_on_a_working_day(start: str, limit: str, end: str) -> None:
    deadline = since(start, limit)

    assert (deadline.day, deadline.alarm_on) == (day(end), None)
    assert deadline.steps[-1].day == day(end)


def test_a_moved_last_day_is_explained() -> None:
    lines = [step.line() for step in since("2026-09-24", "7 calendar days").steps]

    assert lines[6:9] == ["2026-09-30 第6日", "2026-10-01 第7日，国庆节休息，顺延", "2026-10-02 顺延至本日，国庆节休息，顺延"]
    assert lines[-1] == "2026-10-08 顺延至本日"


def test_a_month_without_the_day_is_explained() -> None:
    assert [step.line() for step in since("2026-01-30", "1 month").steps] == [
        "2026-01-30 起算之日，不计入",
        "2026-02-28 到期月无对应日，取月末日，调休上班",
    ]


def test_days_as_written_are_read_as_the_caller_says_and_the_alarm_takes_the_shorter_reading() -> None:
    limit = read_limit("7日")
    by_calendar = count(day("2026-09-21"), limit, CALENDARS)
    by_working = count(day("2026-09-21"), limit, CALENDARS, days_as_written=Unit.WORKING_DAY)

    assert (by_calendar.day, by_calendar.alarm_on) == (day("2026-09-28"), None)
    assert (by_working.day, by_working.alarm_on) == (day("2026-10-08"), day("2026-09-28"))
    assert "未写明何种日，按自然日计算" in by_calendar.why_zh
    assert "未写明何种日，按工作日计算" in by_working.why_zh
    assert "read as working days" in by_working.why_en


@pytest.mark.parametrize(
    ("start", "limit", "hours", "end", "alarm"),
    [
        ("2026-09-29", "4 hours", 8, "2026-09-30", "2026-09-29"),
        ("2026-09-30", "8 hours", 8, "2026-10-08", "2026-09-30"),
        ("2026-09-30", "9 hours", 8, "2026-10-09", "2026-10-08"),
        ("2026-09-30", "8 hours", 7, "2026-10-09", "2026-10-08"),
        ("2026-10-03", "4 hours", 8, "2026-10-09", "2026-10-08"),  # handed in on a holiday
    ],
)
def test_hours_end_on_the_same_or_the_next_working_day(start: str, limit: str, hours: int, end: str, alarm: str) -> None:
    deadline = count(day(start), read_limit(limit), CALENDARS, hours_per_working_day=hours)

    assert (deadline.day, deadline.alarm_on) == (day(end), day(alarm))
    assert f"每个工作日按{hours}小时" in deadline.why_zh


@pytest.mark.parametrize("hours", [0, 25, -1])
def test_a_working_day_has_1_to_24_hours(hours: int) -> None:
    with pytest.raises(ValueError, match="1 to 24"):
        count(day("2026-09-30"), read_limit("4 hours"), CALENDARS, hours_per_working_day=hours)


limits = st.builds(Limit, st.integers(1, 40), st.sampled_from(Unit))
starts = st.dates(dt.date(2017, 6, 1), dt.date(2027, 6, 1))


@given(starts, limits, st.sampled_from([Unit.CALENDAR_DAY, Unit.WORKING_DAY]))
def test_the_alarm_is_never_later_and_the_day_is_later_than_receipt_and_worked(
    start: dt.date, limit: Limit, reading: Reading
) -> None:
    deadline = count(start, limit, CALENDARS, days_as_written=reading)

    assert deadline.alarm_on is None or deadline.alarm_on >= start
    if deadline.day is None:
        assert deadline.alarm_on is not None
        assert deadline.warnings
    else:
        assert deadline.day > start
        assert CALENDARS.is_working_day(deadline.day)
        assert deadline.alarm_on is None or deadline.alarm_on < deadline.day
    assert deadline.why_zh.endswith("。")
    assert deadline.why_en.endswith(".")


@given(starts, limits)
def test_more_calendars_never_move_a_known_day_and_never_bring_the_day_before_the_alarm(start: dt.date, limit: Limit) -> None:
    files = [
        read_calendar((FOLDER / f"{year}.yaml").read_bytes(), f"{year}.yaml", year)
        for year in range(2018, 2027)
        if year <= start.year
    ]
    # the days that the notice for 2019 added to December 2018 stand in the file of 2018
    fewer, all_of_them = count(start, limit, make_calendars(files)), count(start, limit, CALENDARS)

    if fewer.day is not None:
        assert all_of_them.day == fewer.day
    elif all_of_them.day is not None:
        assert fewer.alarm_on is not None
        assert fewer.alarm_on <= all_of_them.day


def test_the_alarm_holds_when_the_next_notice_makes_the_last_weekend_worked() -> None:
    text = (FOLDER / "2018.yaml").read_text("utf-8")
    before = text.replace("  2018-12-29: 元旦\n", "").replace("  2018-12-30: 元旦\n  2018-12-31: 元旦\n", "")
    assert len(before.splitlines()) == len(text.splitlines()) - 3
    as_known_then = make_calendars([read_calendar(before.encode(), "2018.yaml", 2018)])

    for start in (dt.date(2018, 12, 1) + n * DAY for n in range(31)):
        for limit in ("1 working day", "5 working days", "10 calendar days", "1 month", "9 hours"):
            then, later = since(start.isoformat(), limit, as_known_then), since(start.isoformat(), limit)
            assert later.day is not None
            assert min(filter(None, (then.day, then.alarm_on))) <= later.day, (start, limit)


@pytest.mark.parametrize("limit", ["1 working day", "1 calendar day", "1 month", "1 day as written", "9999 months"])
def test_a_count_that_leaves_the_last_year_is_said(limit: str) -> None:
    with pytest.raises(LimitExceeded) as caught:
        since("9998-12-31", limit)

    assert caught.value.exit_code == 31
    assert [one.code for one in caught.value.diagnostics] == ["K-PAST-END"]
    assert "9998-12-31" not in str(caught.value)


def test_the_longest_limit_is_counted() -> None:
    assert since("2018-01-02", "9999 working days").alarm_on is not None
    assert since("2018-01-02", "9999 months").alarm_on == day("2851-04-02")
