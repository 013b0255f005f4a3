"""The figures put side by side, with how they were counted: what every format prints, no more and no less.

    Figures, those of an earlier state  ->  Report
"""

# ruff: noqa: E501  a sentence stands on one line, and a Chinese character counts two

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from materials_rules.figures.count import AMONG, Figures
from materials_rules.rules.limit import Limit, Unit

Text = tuple[str, str]
"""The same in Chinese and English."""

UNITS: Final[dict[Unit, Text]] = {
    unit: (
        Limit(2, unit).say().removeprefix("2").lstrip("个") + ("（照写）" if unit is Unit.DAY_AS_WRITTEN else ""),
        Limit(2, unit).say("en").removeprefix("2 "),
    )
    for unit in Unit
}
"""What is counted in each unit: 工作日, 自然日, 月, 小时, 日 as written."""

TIMES: Final[tuple[Text, Text]] = (("前", "before"), ("后", "after"))
LIMITS: Final[tuple[Text, Text]] = (("法定", "by law"), ("承诺", "promised"))
"""What the two numbers of a change are."""

_HUNDREDTH: Final = Decimal("0.01")

GENERATED: Final[Text] = (
    "生成的示范数据：{count} 个事项由程序虚构。只说明算得对，不是任何改革的证据。",
    "Generated data: {count} items were invented by a program. They show that the arithmetic is right and are no evidence of a reform.",
)
NOTES: Final[dict[str, Text]] = {
    "units": (
        "各种时间单位分别合计，不互相换算；一个事项的法定期限和承诺期限单位相同才计入。",
        "Each unit is summed by itself and never converted; an item counts where both its limits have the same unit.",
    ),
    "as_written": (
        "“日（照写）”：依据只写“日”，没有写明是工作日还是自然日。",
        "“days as written”: the law says days without saying which.",
    ),
    "mixed": (
        "{count} 个事项两个期限的单位不同，没有计入任何合计：{names}。",
        "{count} items have limits of different units and are in no sum: {names}.",
    ),
    "by_situation": (
        "{count} 个事项的要素分情形，按“其他情形”计。",
        "{count} items have elements by situation; the last line counts.",
    ),
    "assumed": (
        "{count} 个事项的法定期限或者承诺期限标有“假定”，在公开的依据中没有读到。",
        "{count} items have a limit that is marked as assumed: no published source was read for it.",
    ),
    "steps": (
        "环节：审批程序的步骤，不含不计入期限的步骤（如送达）。",
        "Steps: those of the procedure, without those that take no time of the limit (such as delivery).",
    ),
    "materials": (
        "材料：每个事项自己列出的，一项要求算一份，不论情形和人数；每个事项都适用的委托材料不计。",
        "Materials: those that items list themselves, one a requirement whatever the situation; what is owed in every item is left out.",
    ),
    "other_items": (
        "前后不是同一批事项：{both} 个前后都有，{before} 个只在前，{after} 个只在后；合计各按当时的全部事项。",
        "Not the same items: {both} in both, {before} only before, {after} only after; each sum is over the items of its time.",
    ),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a number: *before* and *after*, of *items* items; `key` names it for machines, *sides* the two."""

    key: str
    label: Text
    before: int
    after: int
    unit: Text
    items: int | None = None
    sides: tuple[Text, Text] = TIMES

    @property
    def cut(self) -> Decimal | None:
        """By how many percent it went down, to the hundredth; negative where it grew; None where nothing was there."""
        if self.before == 0:
            return None
        return (Decimal(100) * (self.before - self.after) / self.before).quantize(_HUNDREDTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are of something."""

    key: str
    label: Text
    number: int


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that belong together."""

    key: str
    title: Text
    tallies: tuple[Tally, ...]


@dataclass(frozen=True)
class Report:
    """Everything that is printed. `label` is there where a program invented items, and stands on every format."""

    places: tuple[str, ...]
    names: tuple[str, ...]
    day: dt.date
    before: tuple[tuple[str, ...], dt.date] | None
    label: Text | None
    changes: tuple[Change, ...]
    groups: tuple[Group, ...]
    notes: tuple[Text, ...]


def report(figures: Figures, day: dt.date, before: Figures | None = None, day_before: dt.date | None = None) -> Report:
    """The report of *figures*, compared with those *before* where they are given: then of the day *day_before*."""
    generated = figures.generated + (0 if before is None else before.generated)
    return Report(
        places=figures.places,
        names=figures.names,
        day=day,
        before=None if before is None or day_before is None else (before.names, day_before),
        label=_filled(GENERATED, count=generated) if generated else None,
        changes=(*_days(figures), *(() if before is None else _changes(before, figures))),
        groups=tuple(_groups(figures)),
        notes=tuple(_notes(figures, before)),
    )


def _days(figures: Figures) -> Iterator[Change]:
    """By unit, what the law allows and what is promised."""
    for unit, days in figures.days.items():
        label = ("法定期限 → 承诺期限", "statutory → promised")
        yield Change(f"days.{unit}", label, days.statutory, days.promised, UNITS[unit], days.items, LIMITS)


def _changes(before: Figures, after: Figures) -> Iterator[Change]:
    """What was before and is now."""
    for unit in Unit:
        if unit in before.days or unit in after.days:
            was, now = (figures.days.get(unit) for figures in (before, after))
            numbers = (0 if was is None else was.promised, 0 if now is None else now.promised)
            yield Change(f"promised.{unit}", ("承诺期限：前 → 后", "promised: before → after"), *numbers, UNITS[unit])
    yield Change("steps", ("环节：前 → 后", "steps: before → after"), before.steps, after.steps, ("个环节", "steps"))
    label = ("要求的材料：前 → 后", "materials asked: before → after")
    yield Change("materials", label, before.asked, after.asked, ("份", "materials"))


def _groups(figures: Figures) -> Iterator[Group]:
    items = (
        Tally("items", ("事项", "items"), len(figures.items)),
        Tally("steps", ("环节", "steps"), figures.steps),
        Tally("charged", ("收费的事项", "items with a fee"), figures.charged),
    )
    yield Group("totals", ("总数", "Totals"), items)
    case_types = tuple(Tally(name, (name, name), number) for name, number in figures.case_types.items())
    yield Group("case_types", ("事项按办件类型", "Items by case type"), case_types)
    yield Group("materials", ("材料", "Materials"), tuple(_materials(figures)))
    departments = tuple(Tally(name, (name, name), number) for name, number in figures.departments.items())
    yield Group("departments", ("事项按部门", "Items by department"), departments)


_OF_CLASS: Final[dict[str, Text]] = {
    "C1_NO_BASIS": ("不要求：没有依据", "not asked: no basis"),
    "C2_SHAREABLE": ("不要求：由机关取得", "not asked: the office obtains it"),
    "C3_HELD_LICENCE": ("不要求：出示证照即可", "not asked: a licence is shown"),
    "C4_COMMITMENT": ("不要求：可以承诺", "not asked: a commitment is enough"),
    "C5_COVERED": ("不要求：已被涵盖", "not asked: covered"),
    "C6_UNVERIFIABLE": ("不要求：无法核实", "not asked: cannot be verified"),
}
_AMONG: Final[dict[str, Text]] = {
    "committed": ("　要求的之中：可以承诺代替", "  of those asked: or a commitment"),
    "covered": ("　要求的之中：可被另一份涵盖", "  of those asked: covered by another"),
    "later": ("　要求的之中：现场核查时交", "  of those asked: at the on-site check"),
    "deferrable": ("　要求的之中：可以容缺", "  of those asked: may follow"),
    "partly": ("　要求的之中：有的情形由机关取得", "  of those asked: obtained in some situations"),
}


def _materials(figures: Figures) -> Iterator[Tally]:
    yield Tally("listed", ("列出", "listed"), figures.listed)
    yield Tally("asked", ("要求申请人提交", "asked of the applicant"), figures.asked)
    for name in AMONG:
        if figures.among.get(name):
            yield Tally(name, _AMONG[name], figures.among[name])
    for name in figures.dropped:
        yield Tally(name, _OF_CLASS[name], figures.dropped[name])
    if figures.over_asked:
        label = ("　不要求的之中：只为写明不得要求", "  of those not asked: listed to say so")
        yield Tally("over_asked", label, figures.over_asked)


def _notes(figures: Figures, before: Figures | None) -> Iterator[Text]:
    yield NOTES["units"]
    if Unit.DAY_AS_WRITTEN in figures.days:
        yield NOTES["as_written"]
    if figures.mixed:
        yield _filled(NOTES["mixed"], count=len(figures.mixed), names=", ".join(figures.mixed))
    if figures.by_situation:
        yield _filled(NOTES["by_situation"], count=figures.by_situation)
    if figures.assumed:
        yield _filled(NOTES["assumed"], count=figures.assumed)
    yield NOTES["steps"]
    yield NOTES["materials"]
    if before is not None:
        was, now = ({item for _, item in one.items} for one in (before, figures))
        if was != now:
            yield _filled(NOTES["other_items"], both=len(was & now), before=len(was - now), after=len(now - was))


def _filled(text: Text, **values: object) -> Text:
    return text[0].format(**values), text[1].format(**values)
