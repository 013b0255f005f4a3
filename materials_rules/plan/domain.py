"""The cells of a variable: finitely many pieces of its values, inside which no rule can tell two values apart.

    the type of a variable, the tests that rules make of it  ->  Domain

A cell is known by its index. Its samples (both ends and one inner value where there is room) are what the second judge
works on, so that a wrong cut shows itself when the plan is built.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from materials_rules.condition.tree import Date, Number, OneOf, Text, Type

Value = bool | int | str | None
"""A raw value: numbers are scaled to whole, dates are ordinals, `None` is "the document bears none"."""

FAR: Final = 10**30
"""Further than any number an author may write (18 digits before the point, 9 behind); stands for "no bound" in a sample."""

OTHER: Final = "\ufdd0other"
"""A text that no author can write (a non-character), for "any text but those mentioned"."""


@dataclass(frozen=True, slots=True)
class Test:
    """One question that a rule asks of one variable: `op` is one of == != < <= > >=; only numbers have an order."""

    op: str
    value: Value

    def holds(self, value: Value) -> bool:
        """Whether *value* passes."""
        if self.op == "==":
            return _same(value, self.value)
        if self.op == "!=":
            return not _same(value, self.value)
        if type(value) is not int or type(self.value) is not int:
            return False
        return _ORDER[self.op](value, self.value)


_ORDER: Final[dict[str, Callable[[int, int], bool]]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _same(left: Value, right: Value) -> bool:
    return type(left) is type(right) and left == right


@dataclass(frozen=True, slots=True)
class Domain:
    """The cells of one variable. Exactly one of `values` (one value a cell) and `starts` (intervals) is used.

    `starts[i]` is the first whole number of cell i; the last cell ends at `last`. With `nullable`, the last index is None.
    `open_text` says that one more cell stands for every text not mentioned.
    """

    values: tuple[Value, ...] = ()
    starts: tuple[int, ...] = ()
    last: int = FAR
    nullable: bool = False
    open_text: bool = False

    @property
    def size(self) -> int:
        """How many cells there are."""
        return len(self.values or self.starts) + self.open_text + self.nullable

    def index(self, value: Value) -> int:
        """The cell that holds *value*; values beyond the bounds fall into the outermost cell."""
        if value is None:
            if not self.nullable:
                raise ValueError("this variable always has a value")
            return self.size - 1
        if self.starts:
            if isinstance(value, str):
                raise TypeError("a number or a date is due")
            return max(0, bisect_right(self.starts, value) - 1)
        for i, known in enumerate(self.values):
            if _same(known, value):
                return i
        if self.open_text:
            return len(self.values)
        raise ValueError("not one of the values of this variable")

    def samples(self, cell: int) -> tuple[Value, Value, Value]:
        """Three raw values of *cell*: its first, an inner one, its last; equal where there is only one."""
        if self.nullable and cell == self.size - 1:
            return (None, None, None)
        if self.starts:
            first = self.starts[cell]
            last = self.starts[cell + 1] - 1 if cell + 1 < len(self.starts) else self.last
            return (first, first + (last - first) // 2, last)
        value = self.values[cell] if cell < len(self.values) else OTHER
        return (value, value, value)

    def example(self, cell: int) -> Value:
        """One raw value of *cell* that a person could have meant: never one of the ends that stand for "no bound"."""
        first, inner, last = self.samples(cell)
        if first != -FAR:
            return first
        return inner if last == FAR else last

    def cells(self, test: Test) -> frozenset[int]:
        """The cells in which *test* holds. Raises ValueError when the cut is too coarse for it (a bug)."""
        inside = set()
        for cell in range(self.size):
            answers = {test.holds(value) for value in self.samples(cell)}
            if len(answers) != 1:
                raise ValueError("a test cuts through a cell")
            if answers == {True}:
                inside.add(cell)
        return frozenset(inside)


BOOLEAN: Final = Domain(values=(False, True))


def joined(domains: Sequence[Domain]) -> Domain:
    """The cells of one variable cut wherever one of *domains* cuts it; texts in the order in which they are first mentioned."""
    first = domains[0]
    if first.starts:
        return replace(first, starts=tuple(sorted({start for domain in domains for start in domain.starts})))
    values = {(type(value), value): value for domain in domains for value in domain.values}
    return replace(first, values=tuple(values.values()))


def choices(values: Iterable[str], nullable: bool = False) -> Domain:
    """A closed list of words, one cell each."""
    return Domain(values=tuple(values), nullable=nullable)


def texts(tests: Iterable[Test], nullable: bool = False) -> Domain:
    """Texts: one cell for each that a rule mentions, one for all others."""
    mentioned = sorted({test.value for test in tests if isinstance(test.value, str)})
    return Domain(values=tuple(mentioned), nullable=nullable, open_text=True)


def whole(tests: Iterable[Test], first: int | None, last: int | None, nullable: bool = False) -> Domain:
    """Whole numbers (scaled decimals, ordinals of days) between two bounds, cut wherever a rule tells two apart."""
    low = -FAR if first is None else first
    high = max(low, FAR if last is None else last)
    cuts = {low}
    for test in tests:
        value = test.value
        if isinstance(value, bool) or not isinstance(value, int):
            continue
        if test.op in ("<", ">="):
            cuts.add(value)
        elif test.op in ("<=", ">"):
            cuts.add(value + 1)
        else:
            cuts |= {value, value + 1}
    return Domain(starts=tuple(sorted(c for c in cuts if low <= c <= high)), last=high, nullable=nullable)


def days(tests: Iterable[Test], first: dt.date, last: dt.date, nullable: bool = False) -> Domain:
    """Days as ordinals, between two days."""
    return whole(tests, first.toordinal(), last.toordinal(), nullable)


def domain_of(type_: Type, tests: Sequence[Test], nullable: bool) -> Domain:
    """The cells of a variable of *type_* that rules ask *tests* of."""
    match type_:
        case OneOf(members):
            return choices(members, nullable)
        case Text():
            return texts(tests, nullable)
        case Date():
            return whole(tests, dt.date(1900, 1, 1).toordinal(), dt.date(9998, 12, 31).toordinal(), nullable)
        case Number(decimals, minimum, maximum):
            scale = 10**decimals
            low = None if minimum is None else int(minimum * scale)
            high = None if maximum is None else int(maximum * scale)
            return whole(tests, low, high, nullable)
        case _:
            return Domain(values=(False, True), nullable=nullable) if nullable else BOOLEAN
