"""What a condition may name, and what it then speaks of.

    name  ->  Declared
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from materials_rules.condition.tree import Boolean, Date, Kind, Number, OneOf, RecordList, SomeOf, Text, Type

_LIKE_ENOUGH: Final = 0.6


@dataclass(frozen=True, slots=True)
class Declared:
    """What one name stands for. `owner`: the slot of a slot's field or the list of a member's fact."""

    kind: Kind
    type: Type
    owner: str = ""


class Scope(Protocol):
    """The names that one condition sees."""

    def lookup(self, name: str) -> Declared | None:
        """What *name* stands for: a fact, choice, definition, field, list; a slot is no such name."""
        ...

    def slots(self) -> Collection[str]:
        """The slots that `provided` may ask about."""
        ...

    def lists(self) -> Collection[str]:
        """The lists that quantifiers may range over; `lookup` gives each as a RecordList."""
        ...

    def names(self) -> Iterable[str]:
        """Every declared name."""
        ...

    def suggest(self, name: str) -> str:
        """The declared name most like *name*, or an empty text."""
        ...


@dataclass(frozen=True, slots=True)
class Names:
    """A scope made of one mapping of names and the set of slots."""

    declared: Mapping[str, Declared] = field(default_factory=dict)
    provided: Collection[str] = ()

    def lookup(self, name: str) -> Declared | None:
        """What *name* stands for."""
        return self.declared.get(name)

    def slots(self) -> Collection[str]:
        """The slots that `provided` may ask about."""
        return self.provided

    def lists(self) -> Collection[str]:
        """The names of the kind LIST."""
        return [name for name, declared in self.declared.items() if declared.kind is Kind.LIST]

    def names(self) -> Iterable[str]:
        """Every declared name."""
        return self.declared

    def suggest(self, name: str) -> str:
        """The declared name most like *name*, or an empty text."""
        return nearest(name, self.declared)


def nearest(word: str, candidates: Iterable[str]) -> str:
    """The candidate most like *word*, or an empty text where none is like it; their order is of no matter."""
    by_fold = {candidate.casefold(): candidate for candidate in sorted(candidates)}
    close = difflib.get_close_matches(word.casefold(), sorted(by_fold), n=1, cutoff=_LIKE_ENOUGH)
    return by_fold[close[0]] if close else ""


def named(type_: Type) -> tuple[str, str]:
    """What a type is called, in Chinese and in English."""
    return _NAMES[type(type_)]


_NAMES: Final[dict[type[Type], tuple[str, str]]] = {
    Boolean: ("是非", "a yes/no"),
    Number: ("数字", "a number"),
    Date: ("日期", "a date"),
    Text: ("文字", "a text"),
    OneOf: ("单选", "a choice of one"),
    SomeOf: ("多选", "a choice of several"),
    RecordList: ("清单", "a list"),
}
