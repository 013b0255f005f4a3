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
from materials_rules.rules.basis import Basis
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
    """The days that stand in what all items of a place rest on, laws and documents apart."""
    return frozenset(_turns(_days((ruleset.place, ruleset.departments, ruleset.classes))))


def stretches_of(plan: Plan, of_place: frozenset[int], tests: Iterable[Test]) -> Stretches:
    """The stretches of *plan*: by its own days, those of its place, of the acts that are cited and the documents that are asked
    for, and the *tests* that rules make of the day of receipt.
    """
    ruleset, file = plan.ruleset, plan.version.file
    acts = {basis.law for basis in _bases((file, ruleset.place, ruleset.classes, tuple(plan.version.slots.values())))}
    slots = plan.version.slots.values()
    documents = {code for slot in slots for code in (slot.id, slot.arm.document, *slot.arm.proved_by)}
    of_acts = [ruleset.laws[act] for act in sorted(acts)]
    of_documents = [about for code, about in ruleset.documents.items() if code in documents]
    own = set(_turns(_days((file, of_acts, of_documents))))
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
    return (part for part in _inside(value) if isinstance(part, dt.date))


def _bases(value: object) -> Iterator[Basis]:
    """Every citation in *value*, however deep."""
    return (part for part in _inside(value) if isinstance(part, Basis))


def _inside(value: object) -> Iterator[object]:
    """*value* and all its parts."""
    yield value
    match value:
        case BaseModel():
            parts: Iterable[object] = value.__dict__.values()
        case Mapping():
            parts = value.values()
        case list() | tuple() | set() | frozenset():
            parts = value
        case _ if is_dataclass(value) and not isinstance(value, type):
            parts = [getattr(value, one.name) for one in fields(value)]
        case _:
            parts = ()
    for part in parts:
        yield from _inside(part)
