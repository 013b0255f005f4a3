"""Which days are working days, year by year, from files that people copy from the annual notice.

    folder of YYYY.yaml  ->  Calendars

Make-up working weekends cannot be computed, so they are data. A year without a file is no error here: of its
days nobody knows whether they are worked, and `is_working_day` says so.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final, cast

from pydantic import BaseModel, ConfigDict, Field

from materials_rules.ground.day import FIRST_YEAR, LAST_YEAR, read_day
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import ClockUnusable, LimitExceeded, RulesetInvalid
from materials_rules.reading import node as yaml_node
from materials_rules.reading.disk import read_plain
from materials_rules.reading.node import Node, Scalar
from materials_rules.reading.source import read_source
from materials_rules.rules.folder import LARGEST_FILE
from materials_rules.rules.spelling import in_english

SATURDAY: Final = 5
LONGEST_NAME: Final = 40
LONGEST_TITLE: Final = 200
# 全国年节及纪念日放假办法 art. 2, before and since 2024-11-10: the holidays that need no almanac.
STATUTORY: Final = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
# The notice for a year may make the weekend before New Year worked, as that for 2019 did with 2018-12-29.
YEAR_END: Final = (12, 25)

DayText = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
HolidayName = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, pattern=r"\S")]
Days = Annotated[dict[DayText, HolidayName], Field(json_schema_extra={"additionalProperties": False})]
Title = Annotated[str, Field(min_length=1, max_length=LONGEST_TITLE, pattern=r"\S")]


class CalendarSource(BaseModel):
    """Where the days of a year come from, and what they were compared with."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    title: Title
    amended_by: tuple[Title, ...] = ()
    checked_with: tuple[Title, ...] = ()


class CalendarFile(BaseModel):
    """One year: days off by the notice, and weekend days worked instead, each with its holiday.

    一年的放假和调休上班安排，每一天注明节日。
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
    source: CalendarSource
    days_off: Annotated[Days, Field(min_length=1)]
    working_days: Days


@dataclass(frozen=True, slots=True)
class Calendars:
    """All years of a place, equal when their `digest` is: it covers every day and name, not the sources."""

    digest: str
    years: frozenset[int] = field(compare=False)
    days_off: Mapping[dt.date, str] = field(compare=False, repr=False)
    working_days: Mapping[dt.date, str] = field(compare=False, repr=False)

    def is_working_day(self, day: dt.date) -> bool | None:
        """Whether *day* is worked; None when its year has no calendar."""
        if day.year not in self.years:
            return None
        if day.weekday() >= SATURDAY:
            return day in self.working_days
        return day not in self.days_off

    def holiday(self, day: dt.date) -> str | None:
        """The holiday for which *day* is off, also on a weekend inside the holiday."""
        return self.days_off.get(day)

    def made_up_for(self, day: dt.date) -> str | None:
        """The holiday for which the weekend day *day* is worked."""
        return self.working_days.get(day)

    def may_become_working_day(self, day: dt.date) -> bool:
        """Whether the notice for the next year, not at hand, may yet make the off day *day* worked."""
        return (
            day.year in self.years
            and day.year + 1 not in self.years
            and day.weekday() >= SATURDAY
            and (day.month, day.day) >= YEAR_END
            and day not in self.working_days
        )


def make_calendars(files: Iterable[CalendarFile]) -> Calendars:
    """The calendars of checked *files*, one a year, in any order."""
    ordered = sorted(files, key=lambda file: file.year)
    content = [file.model_dump(include={"year", "days_off", "working_days"}) for file in ordered]
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Calendars(
        digest=f"sha256:{sha256(canonical.encode()).hexdigest()}",
        years=frozenset(file.year for file in ordered),
        days_off=_by_day(file.days_off for file in ordered),
        working_days=_by_day(file.working_days for file in ordered),
    )


def _by_day(years: Iterable[Mapping[str, str]]) -> dict[dt.date, str]:
    return {read_day(day): name for days in years for day, name in days.items()}


def read_calendars(folder: Path) -> Calendars:
    """All `YYYY.yaml` of *folder*, such as `calendars/cn`; other files than `.yaml` and `.yml` are passed over.

    Raises ClockUnusable with every fault of every file, each at its line and column; a link is a fault, also where it leads
    to *folder* or to the folder above it, because the days off behind it were signed by nobody.
    """
    faults: list[Diagnostic] = []
    files: list[CalendarFile] = []
    for path in _paths(folder):
        stem = path.stem
        if path.suffix != ".yaml" or not (len(stem) == 4 and stem.isascii() and stem.isdecimal()):
            faults.append(Diagnostic("K-FILE-NAME", Place(str(path)), {"name": path.name}))
            continue
        try:
            files.append(read_calendar(read_plain(path, LARGEST_FILE), str(path), int(stem)))
        except OSError as error:
            faults.append(Diagnostic("R-PATH" if error.errno == errno.ELOOP else "K-FILE", Place(str(path))))
        except ClockUnusable as unusable:
            faults.extend(unusable.diagnostics)
    if faults:
        raise ClockUnusable(faults)
    return make_calendars(files)


def _paths(folder: Path) -> list[Path]:
    try:
        if links := [path for path in (folder.parent, folder) if path.is_symlink()]:
            raise ClockUnusable([Diagnostic("R-PATH", Place(str(path))) for path in links])
        found = [path for path in folder.iterdir() if path.suffix.lower() in {".yaml", ".yml"}]
    except OSError:
        raise ClockUnusable([Diagnostic("K-FOLDER", Place(str(folder)), {"folder": str(folder)})]) from None
    return sorted(path for path in found if not path.name.startswith("."))


def read_calendar(data: bytes, path: str, year: int) -> CalendarFile:
    """The calendar of *year* from the YAML text *data* of the file *path*.

    Raises ClockUnusable with every fault, each at its line and column.
    """
    try:
        root = in_english(read_source(data, path), CalendarFile)[0].root
    except (RulesetInvalid, LimitExceeded) as unreadable:
        raise ClockUnusable(unreadable.diagnostics) from unreadable
    faults = sorted(_faults(root, year), key=lambda fault: (fault.place, fault.code))
    if faults:
        raise ClockUnusable(faults)
    content = cast("dict[str, yaml_node.Plain]", yaml_node.plain(root))
    return CalendarFile.model_validate({**content, "year": year})


def _faults(root: Node, year: int) -> Iterator[Diagnostic]:
    keys = "year source days_off working_days"
    yield from _keys(root, keys, keys, "calendar")
    if not isinstance(root, yaml_node.Mapping):
        return
    days: dict[str, dict[dt.date, Scalar]] = {"days_off": {}, "working_days": {}}
    for key, node in root.entries:
        match key.text:
            case "year" if not isinstance(node, Scalar) or node.text != f"{year:04}":
                shown = node.text if isinstance(node, Scalar) else "…"
                yield Diagnostic("K-YEAR", node.place, {"year": shown, "expected": f"{year:04}"})
            case "source":
                yield from _source_faults(node)
            case "days_off" | "working_days":
                yield from _days_faults(key, node, year, days[key.text])
    yield from _meaning_faults(root, year, days["days_off"], days["working_days"])


def _keys(node: Node, known: str, needed: str, name: str) -> Iterator[Diagnostic]:
    if not isinstance(node, yaml_node.Mapping):
        yield _shape(node, name, f"含 {known} 的映射", f"a mapping with {known}")
        return
    for key, _ in node.entries:
        if key.text not in known.split():
            yield Diagnostic("K-KEY", key.place, {"key": key.text, "known": known})
    for missing in needed.split():
        if node.entry(missing) is None:
            yield Diagnostic("K-MISSING", node.place, {"key": missing})


def _source_faults(node: Node) -> Iterator[Diagnostic]:
    yield from _keys(node, "title amended_by checked_with", "title", "source")
    if not isinstance(node, yaml_node.Mapping):
        return
    for key, value in node.entries:
        texts: tuple[Node, ...] = ()
        if key.text == "title":
            texts = (value,)
        elif isinstance(value, yaml_node.Sequence):
            texts = value.items
        elif key.text in {"amended_by", "checked_with"}:
            yield _shape(value, key.text, "文字的列表", "a list of texts")
        for text in texts:
            if not _is_text(text, LONGEST_TITLE):
                yield _text_shape(text, key.text, LONGEST_TITLE)


def _days_faults(key: Scalar, node: Node, year: int, days: dict[dt.date, Scalar]) -> Iterator[Diagnostic]:
    if not isinstance(node, yaml_node.Mapping):
        example = "`2026-10-01: 国庆节`"
        yield _shape(node, key.text, f"日期到节日的映射，如 {example}", f"a mapping of days, as {example}")
        return
    for day_key, name in node.entries:
        try:
            day = read_day(day_key.text)
        except ValueError:
            yield Diagnostic("K-DAY", day_key.place, {"day": day_key.text})
            continue
        if day.year != year:
            yield Diagnostic("K-DAY-YEAR", day_key.place, {"day": day_key.text, "year": f"{year:04}"})
        if not _is_text(name, LONGEST_NAME):
            yield _text_shape(name, day_key.text, LONGEST_NAME)
        days[day] = day_key


def _meaning_faults(
    root: yaml_node.Mapping, year: int, days_off: dict[dt.date, Scalar], working_days: dict[dt.date, Scalar]
) -> Iterator[Diagnostic]:
    for day, key in working_days.items():
        if day in days_off:
            yield Diagnostic("K-DAY-BOTH", key.place, {"day": key.text})
        if day.weekday() < SATURDAY:
            yield Diagnostic("K-WEEKDAY", key.place, {"day": key.text})
    found = root.entry("days_off")
    if found is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return
    for month, number in STATUTORY:
        day = dt.date(year, month, number)
        if day not in days_off:
            yield Diagnostic("K-STATUTORY", found[0].place, {"day": day.isoformat()})


def _is_text(node: Node, longest: int) -> bool:
    if not isinstance(node, Scalar) or "\n" in node.text:
        return False
    return bool(node.text.strip()) and len(node.text) <= longest


def _text_shape(node: Node, key: str, longest: int) -> Diagnostic:
    return _shape(node, key, f"一行文字，不超过{longest}字", f"one line of at most {longest} characters")


def _shape(node: Node, key: str, zh: str, en: str) -> Diagnostic:
    return Diagnostic("K-SHAPE", node.place, {"key": key, "expected_zh": zh, "expected_en": en})
