"""A condition as it is understood: every leaf says which variable it reads, its type, and against what.

    Tree  ->  Condition
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from materials_rules.condition.written import Node, Op

# What a name may stand for


@dataclass(frozen=True, slots=True)
class Boolean:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number with so many decimals; bounds are included where they are given."""

    decimals: int
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Date:
    """A day."""


@dataclass(frozen=True, slots=True)
class Text:
    """Any text; compared as it is written."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """Exactly one of these members.

    Where given, in the same order: `labels` are what people call them, which a condition never writes; `spellings` are the
    Chinese words of a closed list of ours, which it may write.
    """

    members: tuple[str, ...]
    labels: tuple[str, ...] = field(default=(), compare=False, repr=False)
    spellings: tuple[str, ...] = field(default=(), compare=False, repr=False)

    def member(self, word: str) -> str:
        """The member that *word* spells; any other word as it is."""
        return self.members[self.spellings.index(word)] if word in self.spellings else word


@dataclass(frozen=True, slots=True)
class SomeOf:
    """Any of these members: one boolean a member; `labels` as for OneOf."""

    members: tuple[str, ...]
    labels: tuple[str, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RecordList:
    """A list of records, each with these fields."""

    fields: tuple[tuple[str, ValueType], ...]


ValueType = Boolean | Number | Date | Text | OneOf | SomeOf
Type = ValueType | RecordList


class Kind(StrEnum):
    """What sort of thing a name stands for."""

    FACT = "fact"
    CHOICE = "choice"
    DEFINITION = "definition"
    APPLICANT = "applicant"
    SLOT_FIELD = "slot_field"
    PROVIDED = "provided"
    RECEIVED_ON = "received_on"
    BY_AGENT = "by_agent"
    LIST = "list"
    MEMBER_FACT = "member_fact"


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing a condition reads: what sort, what name, what type.

    `name` is what the author writes: `area_m2`, `applicant.name`, `lease.until`; the slot for PROVIDED; the
    bare name for a member's fact. `owner` is the slot of a slot's field, the list of a member's fact, or empty.
    """

    kind: Kind
    name: str
    type: Type
    owner: str = ""

    @property
    def may_be_none(self) -> bool:
        """Whether a document may bear none, so that `== none` can be asked."""
        return self.kind in (Kind.APPLICANT, Kind.SLOT_FIELD)


# As it is understood


@dataclass(frozen=True, slots=True)
class Scaled:
    """A number: `12.5` against two decimals is `whole` 1250 and `exact` Decimal("12.5")."""

    whole: int
    exact: Decimal


Constant = bool | Scaled | dt.date | str
"""By the type of the variable: Boolean bool, Number Scaled, Date date, Text its text, OneOf a member's id."""


@dataclass(frozen=True, slots=True)
class Against(Node):
    """A variable against a constant; `x` alone is `x == true`. None is unequal to all, and no order holds."""

    op: Op
    variable: Variable
    constant: Constant


@dataclass(frozen=True, slots=True)
class Between(Node):
    """Two variables, numbers scaled to `decimals`. None equals none; no order holds with it."""

    op: Op
    left: Variable
    right: Variable
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Among(Node):
    """A variable has one of these values (`negated`: has not; none is among nothing)."""

    variable: Variable
    constants: tuple[Constant, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class IsNone(Node):
    """The document bears no such thing (`negated`: it bears one)."""

    variable: Variable
    negated: bool


@dataclass(frozen=True, slots=True)
class HasMember(Node):
    """A SomeOf variable has this member."""

    variable: Variable
    member: str


@dataclass(frozen=True, slots=True)
class IsProvided(Node):
    """The packet holds the slot's material, and it meets its own form; `variable.name` is the slot."""

    variable: Variable


@dataclass(frozen=True, slots=True)
class Defined(Node):
    """A definition holds."""

    name: str


@dataclass(frozen=True, slots=True)
class Quantifier(Node):
    """`inner` holds for any, or for all, members of the list: any of none is false, all of none is true."""

    kind: Literal["any", "all"]
    list: Variable
    inner: Condition


@dataclass(frozen=True, slots=True)
class Counting(Node):
    """The number of members of the list (for which `inner` holds) against a whole number."""

    list: Variable
    inner: Condition | None
    op: Op
    number: int


@dataclass(frozen=True, slots=True)
class Always(Node):
    """Always true, or never."""

    value: bool


@dataclass(frozen=True, slots=True)
class Conjunction(Node):
    """All parts hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Disjunction(Node):
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """The part does not hold."""

    part: Condition


Leaf = Against | Between | Among | IsNone | HasMember | IsProvided | Defined | Always
Condition = Leaf | Quantifier | Counting | Conjunction | Disjunction | Negation


def parts(condition: Condition) -> Iterator[Condition]:
    """Every node of an understood condition, each before what stands in it, from left to right."""
    waiting = [condition]
    while waiting:
        node = waiting.pop()
        yield node
        match node:
            case Conjunction(inner) | Disjunction(inner):
                waiting.extend(reversed(inner))
            case Negation(part) | Quantifier(_, _, part) | Counting(_, part) if part is not None:
                waiting.append(part)


def variables(condition: Condition) -> tuple[Variable, ...]:
    """What *condition* reads, each once, in the order in which it appears; definitions are not looked into.

    A list stands before the facts of its members; `provided(x)` is a variable of the kind PROVIDED.
    """
    return tuple(dict.fromkeys(variable for node in parts(condition) for variable in _read_by(node)))


def _read_by(node: Condition) -> tuple[Variable, ...]:
    match node:
        case Between(_, left, right):
            return (left, right)
        case Quantifier() | Counting():
            return (node.list,)
        case Against() | Among() | IsNone() | HasMember() | IsProvided():
            return (node.variable,)
        case _:
            return ()


def definitions_used(condition: Condition) -> tuple[str, ...]:
    """The definitions that *condition* names, each once, in the order in which they appear."""
    return tuple(dict.fromkeys(node.name for node in parts(condition) if isinstance(node, Defined)))
