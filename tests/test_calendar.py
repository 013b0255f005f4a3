"""The calendars: every day against another source, every fault at its line, one digest for one content."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import chinese_calendar
import holidays
import jsonschema
import pytest

from materials_rules.clock.calendar import CalendarFile, make_calendars, read_calendar, read_calendars
from materials_rules.ground.errors import ClockUnusable
from materials_rules.reading.node import plain
from materials_rules.reading.source import read_source

FOLDER = Path(__file__).resolve().parent.parent / "rulesets" / "calendars" / "cn"
YEARS = range(2018, 2027)
CALENDARS = read_calendars(FOLDER)

GOOD = """\
year: 2026
source:
  title: 通知
days_off:
  2026-01-01: 元旦
  2026-05-01: 劳动节
  2026-10-01: 国庆节
  2026-10-02: 国庆节
  2026-10-03: 国庆节
working_days:
  2026-10-10: 国庆节
"""


def days_of(year: int) -> list[dt.date]:
    first = dt.date(year, 1, 1)
    return [first + dt.timedelta(n) for n in range((dt.date(year + 1, 1, 1) - first).days)]


def test_the_files_are_those_of_2018_to_2026() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == [f"{year}.yaml" for year in YEARS]
    assert CALENDARS.years == frozenset(YEARS)


@pytest.mark.parametrize("year", YEARS)
def test_every_day_is_as_chinesecalendar_and_holidays_say(year: int) -> None:
    other = holidays.country_holidays("CN", years=year)
    for day in days_of(year):
        works = CALENDARS.is_working_day(day)

        assert works == chinese_calendar.is_workday(day), day
        assert works == other.is_working_day(day), day


@pytest.mark.parametrize("year", YEARS)
def test_every_day_off_and_every_make_up_day_is_one_of_chinesecalendar(year: int) -> None:
    off = {day for day in CALENDARS.days_off if day.year == year}
    worked = {day for day in CALENDARS.working_days if day.year == year}

    assert off == {day for day in chinese_calendar.constants.holidays if day.year == year}
    assert worked == {day for day in chinese_calendar.constants.workdays if day.year == year}


@pytest.mark.parametrize(("year", "number"), [(2024, 251), (2025, 248), (2026, 248)])
def test_the_working_days_of_a_year_add_up(year: int, number: int) -> None:
    assert sum(bool(CALENDARS.is_working_day(day)) for day in days_of(year)) == number


# 国办 notices of 2019-11-21 and 2020-01-26 (the second made 02-01, a make-up Saturday of the first, a day off) and of
# 2024-11-12, read day by day.
@pytest.mark.parametrize(
    ("days", "works"),
    [
        ("2020-01-31 2020-02-01 2020-02-02 2020-06-27 2020-10-08", False),
        ("2020-01-19 2020-02-03 2020-04-26 2020-05-09 2020-06-28 2020-09-27 2020-10-10", True),
        ("2025-01-28 2025-02-04 2025-04-06 2025-05-05 2025-06-02 2025-10-08", False),
        ("2025-01-02 2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11", True),
        ("2018-12-30 2018-12-31 2022-12-31", False),
        ("2018-12-29 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10", True),
    ],
)
def test_days_read_in_the_notices(days: str, works: bool) -> None:
    for day in days.split():
        assert CALENDARS.is_working_day(dt.date.fromisoformat(day)) is works, day


@pytest.mark.parametrize("day", ["2017-12-31", "2027-01-01", "2027-06-05", "9998-12-31"])
def test_of_a_day_in_a_year_without_file_nobody_knows(day: str) -> None:
    assert CALENDARS.is_working_day(dt.date.fromisoformat(day)) is None


def test_names_of_holidays_come_with_the_days() -> None:
    assert CALENDARS.holiday(dt.date(2026, 10, 3)) == "国庆节"
    assert CALENDARS.holiday(dt.date(2026, 10, 10)) is None
    assert CALENDARS.made_up_for(dt.date(2026, 10, 10)) == "国庆节"


@pytest.mark.parametrize(
    ("day", "may"),
    [("2026-12-19", False), ("2026-12-25", False), ("2026-12-26", True), ("2026-12-27", True), ("2025-12-27", False)],
)
def test_only_the_last_weekend_before_a_missing_year_may_become_working_days(day: str, may: bool) -> None:
    assert CALENDARS.may_become_working_day(dt.date.fromisoformat(day)) is may


def test_a_make_up_day_at_the_end_of_the_last_year_is_certain(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "2018.yaml", tmp_path)
    only_2018 = read_calendars(tmp_path)

    assert not only_2018.may_become_working_day(dt.date(2018, 12, 29))
    assert only_2018.may_become_working_day(dt.date(2018, 12, 30))


def test_a_christmas_that_is_a_saturday_is_the_first_day_that_may(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "2021.yaml", tmp_path)
    only_2021 = read_calendars(tmp_path)

    assert only_2021.may_become_working_day(dt.date(2021, 12, 25))
    assert not only_2021.may_become_working_day(dt.date(2021, 12, 19))


@pytest.mark.parametrize("left_out", ["2026-01-01", "2026-05-01", "2026-10-01", "2026-10-02", "2026-10-03"])
def test_no_statutory_holiday_may_be_left_out(left_out: str) -> None:
    lines = [line for line in GOOD.splitlines(keepends=True) if left_out not in line]

    with pytest.raises(ClockUnusable) as caught:
        read_calendar("".join(lines).encode(), "2026.yaml", 2026)

    assert [(one.code, one.args["day"]) for one in caught.value.diagnostics] == [("K-STATUTORY", left_out)]


def test_a_good_file_is_read() -> None:
    file = read_calendar(GOOD.encode(), "2026.yaml", 2026)

    assert file.source.title == "通知"
    assert make_calendars([file]).working_days == {dt.date(2026, 10, 10): "国庆节"}


# What is replaced in GOOD, by what, and where which fault is then found.
BROKEN = {
    "another year": ("year: 2026", "year: 2025", ["1:7 K-YEAR"]),
    "year in another spelling": ("year: 2026", "year: 2_026", ["1:7 K-YEAR"]),
    "year is a list": ("year: 2026", "year: [2026]", ["1:7 K-YEAR"]),
    "no year": ("year: 2026\n", "", ["1:1 K-MISSING"]),
    "no source": ("source:\n  title: 通知\n", "", ["1:1 K-MISSING"]),
    "source is a text": ("source:\n  title: 通知\n", "source: 通知\n", ["2:9 K-SHAPE"]),
    "no title": ("title: 通知", "checked_with: [x]", ["3:3 K-MISSING"]),
    "empty title": ("title: 通知", 'title: " "', ["3:10 K-SHAPE"]),
    "title too long": ("title: 通知", f"title: {'长' * 201}", ["3:10 K-SHAPE"]),
    "title of two lines": ("title: 通知", 'title: "a\\nb"', ["3:10 K-SHAPE"]),
    "checked with no list": ("title: 通知", "title: 通知\n  checked_with: x", ["4:17 K-SHAPE"]),
    "checked with a mapping": ("title: 通知", "title: 通知\n  checked_with: [{a: b}]", ["4:18 K-SHAPE"]),
    "unknown key in source": ("title: 通知", "title: 通知\n  titel: x", ["4:3 K-KEY"]),
    "unknown key": ("working_days:", "workdays: {}\nworking_days:", ["10:1 K-KEY"]),
    "days are a list": ("working_days:\n  2026-10-10: 国庆节", "working_days:\n  - 2026-10-10", ["11:3 K-SHAPE"]),
    "nothing under the key": ("working_days:\n  2026-10-10: 国庆节", "working_days:", ["10:14 K-SHAPE"]),
    "no working days": ("working_days:\n  2026-10-10: 国庆节", "", ["1:1 K-MISSING"]),
    "no days off": (GOOD[GOOD.index("days_off") : GOOD.index("working_days")], "", ["1:1 K-MISSING"]),
    "another spelling of a day": ("2026-10-10", "2026-10-1", ["11:3 K-DAY"]),
    "full-width digits": ("2026-10-10", "２０２６-10-10", ["11:3 K-DAY"]),
    "a day that is none": ("2026-10-10", "2026-02-30", ["11:3 K-DAY"]),
    "a day of another year": ("2026-10-10", "2025-10-11", ["11:3 K-DAY-YEAR"]),
    "a make-up day in the week": ("2026-10-10", "2026-10-12", ["11:3 K-WEEKDAY"]),
    "both off and worked": ("2026-10-10", "2026-10-03", ["11:3 K-DAY-BOTH"]),
    "a holiday without name": ("2026-05-01: 劳动节", "2026-05-01:", ["6:14 K-SHAPE"]),
    "a holiday is a list": ("2026-05-01: 劳动节", "2026-05-01: [劳动节]", ["6:15 K-SHAPE"]),
    "a holiday with a long name": ("2026-05-01: 劳动节", f"2026-05-01: {'节' * 41}", ["6:15 K-SHAPE"]),
    "a statutory holiday left out": ("  2026-10-02: 国庆节\n", "", ["4:1 K-STATUTORY"]),
    "a day twice": ("2026-10-02: 国庆节", "2026-10-01: 国庆节", None),
    "an anchor": ("source:", "source: &a", None),
    "not even a mapping": (GOOD, "- 2026\n", ["1:1 K-SHAPE"]),
    "nothing at all": (GOOD, "", None),
    "several faults at once": (
        "year: 2026\nsource:\n  title: 通知",
        "year: 2025\nsource:\n  titel: 通知",
        ["1:7 K-YEAR", "3:3 K-KEY", "3:3 K-MISSING"],
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_says_each_fault_at_its_place(old: str, new: str, expected: list[str] | None) -> None:
    assert old in GOOD
    with pytest.raises(ClockUnusable) as caught:
        read_calendar(GOOD.replace(old, new, 1).encode(), "2026.yaml", 2026)

    found = [f"{one.place.line}:{one.place.column} {one.code}" for one in caught.value.diagnostics]
    assert caught.value.exit_code == 50
    assert all(one.place.path == "2026.yaml" and one.lines() for one in caught.value.diagnostics)
    if expected is None:  # the reader of YAML refused it, with a code of its own
        assert found
        assert all(one.code.startswith("R-") for one in caught.value.diagnostics)
    else:
        assert found == expected


def test_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "2025.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "2026.yaml").write_bytes(b"\xff\xfe")
    (tmp_path / "2027.yaml").mkdir()
    (tmp_path / "26.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "2028.yml").write_text(GOOD, "utf-8")
    (tmp_path / "٢٠٢٦.yaml").write_text(GOOD, "utf-8")

    with pytest.raises(ClockUnusable) as caught:
        read_calendars(tmp_path)

    codes = {(Path(one.place.path).name, one.code) for one in caught.value.diagnostics}
    named = {(name, "K-FILE-NAME") for name in ("26.yaml", "2028.yml", "٢٠٢٦.yaml")}
    assert codes >= named | {("2025.yaml", "K-YEAR"), ("2025.yaml", "K-STATUTORY"), ("2027.yaml", "K-FILE")}
    assert any(name == "2026.yaml" for name, _ in codes)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ClockUnusable) as caught:
        read_calendars(tmp_path / "none")

    assert [one.code for one in caught.value.diagnostics] == ["K-FOLDER"]
    assert "none" in str(caught.value)


@pytest.mark.parametrize("name", ["calendars", "calendars/cn", "calendars/cn/2026.yaml"])
def test_a_link_is_refused(tmp_path: Path, name: str) -> None:
    """B21: it can lead to days off that nobody signed."""
    (tmp_path / "calendars").mkdir()
    shutil.copytree(FOLDER, tmp_path / "calendars" / "cn")
    (tmp_path / name).rename(tmp_path / "elsewhere")
    (tmp_path / name).symlink_to(tmp_path / "elsewhere")

    with pytest.raises(ClockUnusable) as caught:
        read_calendars(tmp_path / "calendars" / "cn")

    assert [(one.code, one.place.path) for one in caught.value.diagnostics] == [("R-PATH", str(tmp_path / name))]


@pytest.mark.parametrize("sort", ["pipe", "folder"])
def test_what_is_no_plain_file_is_refused_and_holds_nobody_up(tmp_path: Path, sort: str) -> None:
    path = tmp_path / "2026.yaml"
    if sort == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()

    with pytest.raises(ClockUnusable) as caught:
        read_calendars(tmp_path)

    assert [one.code for one in caught.value.diagnostics] == ["K-FILE"]


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "2026.yaml").open("wb") as file:
        file.truncate(1 << 34)  # a hole: no disk is filled

    with pytest.raises(ClockUnusable) as caught:
        read_calendars(tmp_path)

    assert [one.code for one in caught.value.diagnostics] == ["R-LIMIT"]


@pytest.mark.parametrize(("closed", "code"), [("cn", "K-FOLDER"), (".", "K-FOLDER"), ("cn/2026.yaml", "K-FILE")])
def test_what_may_not_be_read_is_said(tmp_path: Path, closed: str, code: str, as_anybody: None) -> None:
    (tmp_path / "calendars" / "cn").mkdir(parents=True)
    (tmp_path / "calendars" / "cn" / "2026.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "calendars" / closed).chmod(0o000)
    try:
        with pytest.raises(ClockUnusable) as caught:
            read_calendars(tmp_path / "calendars" / "cn")
    finally:
        (tmp_path / "calendars" / closed).chmod(0o700)

    assert [one.code for one in caught.value.diagnostics] == [code]


def test_an_empty_folder_knows_no_year_and_other_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("x", "utf-8")
    (tmp_path / ".2026.yaml").write_text("x", "utf-8")

    assert read_calendars(tmp_path).years == frozenset()


def test_the_digest_covers_days_and_names_but_no_source_comment_or_order(tmp_path: Path) -> None:
    def digest(text: str) -> str:
        return make_calendars([read_calendar(text.encode(), "2026.yaml", 2026)]).digest

    first = digest(GOOD)
    assert first.startswith("sha256:")
    assert len(first) == len("sha256:") + 64
    assert digest(GOOD.replace("title: 通知", "title: 另一通知 # 注")) == first
    swapped = GOOD.replace("2026-10-01", "x").replace("2026-10-02", "2026-10-01").replace("x", "2026-10-02")
    assert digest(swapped) == first
    assert digest(GOOD.replace("2026-10-10", "2026-10-11")) != first
    assert digest(GOOD.replace("2026-10-10: 国庆节", "2026-10-10: 国庆")) != first


def test_the_digest_of_a_folder_does_not_depend_on_where_it_lies(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "elsewhere")

    moved = read_calendars(tmp_path / "elsewhere")

    assert moved == CALENDARS
    assert hash(moved) == hash(CALENDARS)
    (tmp_path / "elsewhere" / "2018.yaml").unlink()
    assert read_calendars(tmp_path / "elsewhere") != CALENDARS


def as_an_editor_sees_it(text: bytes) -> object:
    content = plain(read_source(text, "2026.yaml").root)
    if isinstance(content, dict) and isinstance(content.get("year"), str) and str(content["year"]).isdecimal():
        return {**content, "year": int(str(content["year"]))}
    return content


def test_the_schema_takes_every_file() -> None:
    schema = CalendarFile.model_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)

    for path in FOLDER.iterdir():
        validator.validate(as_an_editor_sees_it(path.read_bytes()))


# What a schema can see; days of the week and of the year are left to the reader.
SEEN_BY_THE_SCHEMA = [
    name
    for name, (_, _, faults) in BROKEN.items()
    if faults and {fault.split()[1] for fault in faults} <= {"K-SHAPE", "K-KEY", "K-MISSING"} and "lines" not in name
]


@pytest.mark.parametrize("name", SEEN_BY_THE_SCHEMA)
def test_the_schema_refuses_what_the_reader_refuses(name: str) -> None:
    old, new, _ = BROKEN[name]
    broken = as_an_editor_sees_it(GOOD.replace(old, new, 1).encode())

    assert not jsonschema.Draft202012Validator(CalendarFile.model_json_schema()).is_valid(broken)
