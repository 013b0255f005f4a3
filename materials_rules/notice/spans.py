"""Stretches of numbers and days, as the law words them.

    cells of a Domain  ->  Span  ->  "10平方米以上不满50平方米"

民法典 art. 1259: 以上、以下 include the number, 不满、超过 do not. A cell begins where some rule begins to answer otherwise, so
of the two ways to say one edge ("超过50", "50.01以上") the rounder number is taken: nearly always the one that its author wrote.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from materials_rules.condition.tree import Number
from materials_rules.ground.day import chinese_day
from materials_rules.plan.domain import Domain

Word = Literal["以上", "超过", "以下", "不满"]

UNITS: Final = {
    "m": "米",
    "m2": "平方米",
    "m3": "立方米",
    "km": "公里",
    "kg": "千克",
    "t": "吨",
    "yuan": "元",
    "CNY": "元",
    "day": "日",
    "month": "个月",
    "year": "年",
    "person": "人",
}
"""Units that authors write in letters; every other unit is printed as it is written."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of a stretch: the word and the number that it goes with (scaled, or the ordinal of a day)."""

    word: Word
    value: int

    def holds(self, value: int) -> bool:
        """Whether *value* lies on the right side of this end."""
        return {
            "以上": value >= self.value,
            "超过": value > self.value,
            "以下": value <= self.value,
            "不满": value < self.value,
        }[self.word]


@dataclass(frozen=True, slots=True)
class Span:
    """The whole numbers from `least` to `most`, both among them; None = there is no end on that side."""

    least: int | None
    most: int | None

    def edges(self, decimals: int) -> tuple[Edge, ...]:
        """The ends as they are told, the lower first; no edge for everything."""
        found = []
        if self.least is not None:
            beyond = _is_rounder(self.least - 1, self.least, decimals)
            found.append(Edge("超过", self.least - 1) if beyond else Edge("以上", self.least))
        if self.most is not None:
            within = _is_rounder(self.most, self.most + 1, decimals)
            found.append(Edge("以下", self.most) if within else Edge("不满", self.most + 1))
        return tuple(found)


def spans(domain: Domain, cells: Iterable[int]) -> tuple[Span, ...]:
    """The stretches that *cells* of a numeric domain make up, the lowest first; the cell "bears none" is left out."""
    runs: list[list[int]] = []
    for cell in sorted(cell for cell in cells if cell < len(domain.starts)):
        if runs and runs[-1][1] == cell - 1:
            runs[-1][1] = cell
        else:
            runs.append([cell, cell])
    return tuple(
        Span(
            None if first == 0 else domain.starts[first],
            None if last + 1 == len(domain.starts) else domain.starts[last + 1] - 1,
        )
        for first, last in runs
    )


def said_number(span: Span, type_: Number) -> str:
    """`不满10平方米`, `10平方米以上不满50平方米`, `超过50平方米`, `3层`."""
    if span.least is not None and span.least == span.most:
        return number(span.least, type_)
    ends = [_said(edge, type_) for edge in span.edges(type_.decimals)]
    return ("" if ends[-1:] and ends[-1].startswith("不满") else "、").join(ends) or "任何数"


def _said(edge: Edge, type_: Number) -> str:
    amount = number(edge.value, type_)
    return f"{amount}{edge.word}" if edge.word in ("以上", "以下") else f"{edge.word}{amount}"


def said_days(span: Span) -> str:
    """`早于2026年3月1日`, `2026年3月1日及以后`, `2026年3月1日`."""
    if span.least is not None and span.least == span.most:
        return _day(span.least)
    since = [] if span.least is None else [f"{_day(span.least)}及以后"]
    before = [] if span.most is None else [f"早于{_day(span.most + 1)}"]
    return "且".join((*since, *before)) or "任何日期"


def number(scaled: int, type_: Number) -> str:
    """A scaled number with its unit and without needless zeros: 1250 of two decimals is 12.5."""
    text = format(Decimal(scaled).scaleb(-type_.decimals), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}{UNITS.get(type_.unit, type_.unit)}"


def _is_rounder(one: int, other: int, decimals: int) -> bool:
    return _roundness(one, decimals) > _roundness(other, decimals)


def _roundness(scaled: int, decimals: int) -> int:
    """Twice the zeros that a number ends in (nought itself has as many as decimals), and one more for a five before them."""
    if scaled == 0:
        return 2 * decimals
    digits = str(scaled).rstrip("0")
    return 2 * (len(str(scaled)) - len(digits)) + digits.endswith("5")


def _day(ordinal: int) -> str:
    return chinese_day(dt.date.fromordinal(ordinal))
