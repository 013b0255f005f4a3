"""Choices that are ranges of numbers in words.

    10平方米以上不满50平方米  ->  Range(unit 平方米, from 10 included, to 50 left out)

A choice is read only as a whole: one with other words that say more than a number is none, and neither is a question of which
some choice is no range (其他, 不清楚), since that one takes what the ranges leave.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from materials_rules.ground.script import fold
from materials_rules.lint.units import UNIT, spelled


@dataclass(frozen=True, slots=True)
class Range:
    """A stretch of numbers of one thing; a side without a number is open. `unit` is empty where none is named."""

    about: str
    unit: str
    low: Decimal | None
    high: Decimal | None


_NUMBER: Final = f"(?P<{{0}}>[0-9]+(?:\\.[0-9]+)?)(?P<{{0}}_unit>(?:[十百千万亿]*(?:{UNIT}))?)"
_UP: Final = "以上|以外|及以上|起"
_DOWN: Final = "以下|以内|及以下|之内"
_ABOVE: Final = "不少于|不低于|不小于|至少|(?<![不未])(?:超过|多于|大于|高于|满)"
_BELOW: Final = "不超过|不大于|不满|不足|未满|至多|不高于|不到|(?<![不未])(?:少于|低于|小于)"
_SHUT: Final = "(?:\\((?:不?含|包[括含])[^)]*\\))?"


def _of(number: str) -> str:
    return _NUMBER.format(number)


_FORMS: Final = tuple(
    re.compile(f"(?P<about>[^0-9]*?)(?:{form}){_SHUT}")
    for form in (
        f"{_of('low')}(?:{_UP}){_SHUT},?(?:至|到|、)?{_of('high')}(?:{_DOWN})",
        f"{_of('low')}(?:{_UP}){_SHUT},?(?:并且|且|但)?(?:至|到|{_BELOW}){_of('high')}",
        f"(?:{_ABOVE}){_of('low')},?(?:并且|且|但)?{_of('high')}(?:{_DOWN})",
        f"(?:{_ABOVE}){_of('low')},?(?:并且|且|但)?(?:{_BELOW}){_of('high')}",
        f"{_of('low')}(?:至|到|-|—|——|–|~|～){_of('high')}(?:之间)?",
        f"{_of('low')}(?:{_UP})",
        f"(?:{_ABOVE}){_of('low')}",
        f"{_of('high')}(?:{_DOWN})",
        f"(?:{_BELOW}){_of('high')}",
    )
)
_BESIDE: Final = re.compile("[^(]*\\((?P<range>(?:[^()]|\\([^()]*\\))*)\\)")
_TIMES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def ranges(labels: Mapping[str, str]) -> dict[str, Range]:
    """The range that each of *labels* is, by member; empty where one is none, or they are about different things."""
    found = {member: range_ for member, label in labels.items() if (range_ := _range(fold(label))) is not None}
    return found if len(found) == len(labels) and len({one.about for one in found.values()}) == 1 else {}


def _range(label: str) -> Range | None:
    """The range of a folded *label*, or of what stands in brackets behind its name: 小型（10平方米以下）."""
    for form in _FORMS:
        if found := form.fullmatch(label):
            return _read(found.groupdict())
    beside = _BESIDE.fullmatch(label)
    return None if beside is None else _range(beside["range"])


def _read(parts: Mapping[str, str | None]) -> Range:
    low, high = (_side(parts, name) for name in ("low", "high"))
    # in 10至20平方米 and 10至20万元 the unit behind the second number is that of both
    if low and high and not low[1]:
        low = (low[0] * high[2], high[1], high[2])
    unit = (low or high or (Decimal(0), "", 1))[1]
    if high and high[1] not in (unit, ""):
        unit = high[1]
    return Range(parts["about"] or "", unit, low[0] if low else None, high[0] if high else None)


def _side(parts: Mapping[str, str | None], name: str) -> tuple[Decimal, str, int] | None:
    """The number on one side in its unit, the unit, and what the number was multiplied by; money is counted in 元."""
    number, unit = parts.get(name), parts.get(f"{name}_unit") or ""
    if number is None:
        return None
    times = 1
    while unit and unit[0] in _TIMES and unit not in ("千克", "千米", "千瓦"):
        times, unit = times * _TIMES[unit[0]], unit[1:]
    unit = spelled(unit) or unit
    if unit == "年":
        times, unit = times * 12, "月"
    return Decimal(number) * times, unit, times
