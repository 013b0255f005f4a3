"""The days on which law and rules may begin to say otherwise: between two of them, one day is as good as another.

    Plan  ->  Stretches;  day  ->  the number of its stretch

Every day that stands anywhere in what a notice rests on is taken for such a day, and the day after it, whatever it means there.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from pydantic import BaseModel

from materials_rules.plan.compile import Plan
from materials_rules.plan.domain import Test
from materials_rules.rules.ruleset import Ruleset

Ordinals = tuple[int, ...]


class Stretches:
    """The stretches of days of one version."""

    def __init__(self, turns: Iterable[int]) -> None:
        self._turns = tuple(sorted(set(turns)))

    def number(self, day: int) -> int:
        """The stretch in which *day*, an ordinal, lies."""
        return bisect_right(self._turns, day)


def turns_of_place(ruleset: Ruleset) -> frozenset[int]:
    """The days that stand in what all items of a place rest on."""
    whole = (ruleset.place, ruleset.departments, ruleset.documents, ruleset.laws, ruleset.classes)
    return frozenset(_turns(day for part in whole for day in _days(part)))


def stretches_of(plan: Plan, of_place: frozenset[int], tests: Iterable[Test]) -> Stretches:
    """The stretches of *plan*: by its own days, those of its place, and the *tests* that rules make of the day of receipt."""
    own = set(_turns(_days(plan.version.file)))
    own.update(ordinal for kept in plan.by_day.values() for stretch in kept for ordinal in (stretch.first, stretch.last + 1))
    for test in tests:
        assert isinstance(test.value, int)
        own |= {test.value, test.value + 1}
    return Stretches(own | of_place)


def _turns(days: Iterable[dt.date]) -> Iterator[int]:
    for day in days:
        yield day.toordinal()
        yield day.toordinal() + 1


def _days(value: object) -> Iterator[dt.date]:
    """Every day in *value*, however deep."""
    match value:
        case dt.date():
            yield value
        case BaseModel():
            yield from (day for part in value.__dict__.values() for day in _days(part))
        case Mapping():
            yield from (day for part in value.values() for day in _days(part))
        case list() | tuple() | set() | frozenset():
            yield from (day for part in value for day in _days(part))
        case _ if is_dataclass(value) and not isinstance(value, type):
            yield from (day for one in fields(value) for day in _days(getattr(value, one.name)))
