"""One value as far as rules can tell it from another.

    declaration, what rules read of it  ->  Teller;  value  ->  token

Two values with one token are answered alike. A token that keeps the whole value is always right; what has none is Apart: the
packet is judged the whole way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from materials_rules.condition.tree import Boolean, Date, Number, OneOf, SomeOf, Text, ValueType
from materials_rules.ground.day import is_day, read_day
from materials_rules.ground.script import fold
from materials_rules.identifiers import identifiers
from materials_rules.plan.domain import Test, whole
from materials_rules.rules.fact import Fact
from materials_rules.rules.version import type_of
from materials_rules.verdict.answers import raw_value

Token = Hashable

MOST_KNOWN: Final = 512
"""So many values of one variable are kept; more, and all are forgotten."""


class Apart(Exception):
    """A packet that has something about it for which no token is known."""


class Likes:
    """Which texts of one packet are the same to a comparison: each has the number of the first that is like it."""

    __slots__ = ("_folded", "_known")

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._folded: dict[str, int] | None = None

    def number(self, text: str) -> int:
        """The number of *text* among the texts of this packet."""
        known = self._known.get(text)
        if known is not None:
            return known
        if not self._known:
            self._known[text] = 0
            return 0
        if self._folded is None:
            self._folded = {fold(first): 0 for first in self._known}
        number = self._folded.setdefault(fold(text), len(self._folded))
        self._known[text] = number
        return number


Tell = Callable[[object, Likes, dt.date], Token]
"""Gives the token of a value that is not null; *Likes* of its packet; the day of receipt. Raises Apart."""


Tellers = Mapping[str, tuple[str, Tell]]
"""By the name of an answer: what its tokens are about, and how it is told apart."""


def teller(fact: Fact, tests: Sequence[Test], is_related: bool, is_compared: bool) -> Tell:
    """How answers to *fact* are told apart."""
    match type_of(fact):
        case Boolean():
            return _boolean
        case OneOf(members):
            return _one_of(frozenset(members))
        case SomeOf(members):
            return _some_of(frozenset(members), fact.at_least)
        case Number() as type_:
            return _number(type_, tests, is_related or is_compared)
        case Date():
            return _date(tests, is_related or is_compared)
        case Text():
            return _text(fact.check, frozenset(str(test.value) for test in tests), is_related, is_compared)


def _boolean(value: object, likes: Likes, day: dt.date) -> Token:
    if value is not True and value is not False:
        raise Apart
    return value


def _one_of(members: frozenset[str]) -> Tell:
    def tell(value: object, likes: Likes, day: dt.date) -> Token:
        if not isinstance(value, str) or value not in members:
            raise Apart
        return value

    return tell


def _some_of(members: frozenset[str], at_least: int) -> Tell:
    def tell(value: object, likes: Likes, day: dt.date) -> Token:
        if not isinstance(value, list):
            raise Apart
        chosen = frozenset(value)
        if len(chosen) != len(value) or len(chosen) < at_least or not chosen <= members:
            raise Apart
        return chosen

    return tell


def cell_of(type_: ValueType, tests: Sequence[Test], keep_whole: bool) -> Callable[[Any], Token]:
    """Tells values of the right type apart by the cells between the numbers or days that *tests* name; all else as it is."""
    match type_:
        case Number():
            return _number_cell(type_, tests, keep_whole)
        case Date() if not keep_whole:
            domain = whole(tests, None, None)
            return lambda value: domain.index(read_day(value).toordinal())
        case _:
            return lambda value: tuple(value) if isinstance(value, list) else value


def _number(type_: Number, tests: Sequence[Test], keep_whole: bool) -> Tell:
    cell = _number_cell(type_, tests, keep_whole)
    known: dict[int | Decimal, Token] = {}

    def tell(value: object, likes: Likes, day: dt.date) -> Token:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise Apart
        found = known.get(value)
        if found is None:
            if len(known) >= MOST_KNOWN:
                known.clear()
            found = known[value] = cell(value)
        return found

    return tell


def _number_cell(type_: Number, tests: Sequence[Test], keep_whole: bool) -> Callable[[Any], Token]:
    """By the cell between the numbers that rules name; a number that is out of its bounds is told by nobody else."""
    domain = whole(tests, None, None)

    def cell(value: int | Decimal) -> Token:
        try:
            scaled = raw_value(type_, value)
        except ValueError:
            raise Apart from None
        if (type_.minimum is not None and value < type_.minimum) or (type_.maximum is not None and value > type_.maximum):
            raise Apart
        return scaled if keep_whole else domain.index(scaled)

    return cell


def _date(tests: Sequence[Test], keep_whole: bool) -> Tell:
    domain = whole(tests, None, None)

    def tell(value: object, likes: Likes, day: dt.date) -> Token:
        if not isinstance(value, str) or not is_day(value):
            raise Apart
        return value if keep_whole else domain.index(read_day(value).toordinal())

    return tell


def _text(check: str | None, named: frozenset[str], is_related: bool, is_compared: bool) -> Tell:
    """By whether a rule names it, and by which other texts of the packet are like it."""

    def tell(value: object, likes: Likes, day: dt.date) -> Token:
        if not isinstance(value, str):
            raise Apart
        if check is not None:
            identifier = identifiers()[check]
            if identifier.fault(value, day) is not None:
                raise Apart
            value = identifier.normalised(value)
        if is_related or value in named:
            return value
        return likes.number(value) if is_compared else 0

    return tell


def told(
    answers: Mapping[str, object], tellers: Tellers, likes: Likes, day: dt.date, found: list[Token]
) -> None:
    """Adds the tokens of *answers* that are given, by turns with what they are about. Raises Apart for what nobody asked."""
    for name, value in answers.items():
        known = tellers.get(name)
        if known is None:
            raise Apart
        if value is not None:
            found += (known[0], known[1](value, likes, day))
