"""Which raw values of a variable are meant: a set that can be cut with another.

    cells of a domain, tests  ->  Region

Two outputs cut the same variable in different places; in regions their cells can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from materials_rules.condition.tree import Boolean, Date, Number, OneOf, Text, Type
from materials_rules.plan.domain import FAR, Domain, Test, Value, domain_of

Stretch = tuple[int, int]
"""Whole numbers from the first to the last, both included."""


@dataclass(frozen=True, slots=True)
class Region:
    """Some raw values: single ones, stretches of whole numbers, and every text apart from `but`, where that is not None.

    >>> Region(stretches=((0, 9), (20, 29))) & Region(stretches=((5, 24),))
    Region(values=frozenset(), stretches=((5, 9), (20, 24)), but=None)
    """

    values: frozenset[Value] = frozenset()
    stretches: tuple[Stretch, ...] = ()
    but: frozenset[str] | None = None

    def __bool__(self) -> bool:
        """Whether it holds any value."""
        return bool(self.values or self.stretches) or self.but is not None

    def __contains__(self, value: Value) -> bool:
        if type(value) is int:
            return any(first <= value <= last for first, last in self.stretches) or _has(self.values, value)
        return _has(self.values, value) or (isinstance(value, str) and self.but is not None and value not in self.but)

    def __and__(self, other: Region) -> Region:
        values = frozenset(value for value in self.values if value in other)
        values |= frozenset(value for value in other.values if value in self)
        cut = (
            (max(one[0], two[0]), min(one[1], two[1]))
            for one in self.stretches
            for two in other.stretches
            if max(one[0], two[0]) <= min(one[1], two[1])
        )
        but = None if self.but is None or other.but is None else self.but | other.but
        return Region(values, tuple(sorted(cut)), but)

    def __or__(self, other: Region) -> Region:
        buts = [but for but in (self.but, other.but) if but is not None]
        but = frozenset.intersection(*buts) if buts else None
        stretches = _joined((*self.stretches, *other.stretches))
        return Region(self.values | other.values, stretches, but)

    def without(self, value: Value) -> Region:
        """All but *value*, which stands among the single ones."""
        return Region(frozenset(one for one in self.values if not _same(one, value)), self.stretches, self.but)

    @property
    def may_be_none(self) -> bool:
        """Whether "bears none" is among the values."""
        return None in self.values


ANYTHING_TRUE_OR_FALSE: Final = Region(values=frozenset({False, True}))


def exactly(value: Value) -> Region:
    """This one value."""
    return Region(stretches=((value, value),)) if type(value) is int else Region(values=frozenset({value}))


def of_cell(domain: Domain, cell: int) -> Region:
    """The values of one cell."""
    if domain.nullable and cell == domain.size - 1:
        return exactly(None)
    if domain.starts:
        last = domain.starts[cell + 1] - 1 if cell + 1 < len(domain.starts) else domain.last
        return Region(stretches=((domain.starts[cell], last),))
    if cell < len(domain.values):
        return Region(values=frozenset({domain.values[cell]}))
    return Region(but=frozenset(value for value in domain.values if isinstance(value, str)))


def of_cells(domain: Domain, cells: Iterable[int]) -> Region:
    """The values of several cells."""
    found = Region()
    for cell in cells:
        found |= of_cell(domain, cell)
    return found


def of_type(type_: Type, nullable: bool) -> Region:
    """Every value that a variable of *type_* may have."""
    domain = domain_of(type_, (), nullable)
    return of_cells(domain, range(domain.size))


def cut(region: Region, type_: Type, nullable: bool, tests: Iterable[Test]) -> list[Region]:
    """*region* in pieces inside which none of *tests* tells two values apart."""
    match type_:
        case Boolean() | Number() | Date() | Text() | OneOf():
            domain = domain_of(type_, tuple(tests), nullable)
        case _:
            return [region]
    pieces = (region & of_cell(domain, cell) for cell in range(domain.size))
    return [piece for piece in pieces if piece]


def nearest(region: Region, wish: int) -> int | None:
    """The whole number of *region* nearest to *wish*; None where it holds no number."""
    inside = [min(max(wish, first), last) for first, last in region.stretches]
    return min(inside, key=lambda value: (abs(value - wish), value), default=None)


def is_boundless(value: int) -> bool:
    """Whether *value* stands for "no bound" and is no number that anybody means."""
    return abs(value) >= FAR


def _has(values: frozenset[Value], value: Value) -> bool:
    return any(_same(one, value) for one in values)


def _same(one: Value, other: Value) -> bool:
    return type(one) is type(other) and one == other


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    out: list[Stretch] = []
    for first, last in sorted(stretches):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return tuple(out)

