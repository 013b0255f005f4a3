"""A condition as it is written.

    text  ->  Tree

`at` is where a node stands in the text. It takes no part in equality: what is printed reads back as equal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

Op = Literal["==", "!=", "<", "<=", ">", ">="]

MIRRORED: Final[dict[Op, Op]] = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` (included) to `end` (excluded) of the text of a condition, counted from 0."""

    start: int
    end: int


_UNKNOWN: Final = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Node:
    """Something that stands somewhere in the text."""

    at: Span = field(default=_UNKNOWN, compare=False, kw_only=True)


# Terms


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name as written, such as `area_m2`, `applicant.name`, `general`. As a condition: it is true."""

    text: str


@dataclass(frozen=True, slots=True)
class NumberTerm(Node):
    """A decimal number."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class DateTerm(Node):
    """A day."""

    value: dt.date


@dataclass(frozen=True, slots=True)
class TextTerm(Node):
    """A text, without its quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class NoneTerm(Node):
    """`none`: the document was looked at and bears no such thing."""


@dataclass(frozen=True, slots=True)
class Truth(Node):
    """`true` or `false`, as a term or as a condition."""

    value: bool


Term = Name | NumberTerm | DateTerm | TextTerm | NoneTerm | Truth


# Conditions


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """`left op right`."""

    op: Op
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Member(Node):
    """`term in [values]`, or `term not in [values]`."""

    term: Term
    values: tuple[Term, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Has(Node):
    """`name has member`."""

    name: Name
    member: Name


@dataclass(frozen=True, slots=True)
class Provided(Node):
    """`provided(slot)`."""

    slot: Name


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`any(list, inner)` or `all(list, inner)`."""

    kind: Literal["any", "all"]
    list: Name
    inner: Tree


@dataclass(frozen=True, slots=True)
class Counted(Node):
    """`count(list) op number`, or `count(list, inner) op number`."""

    list: Name
    inner: Tree | None
    op: Op
    number: NumberTerm


@dataclass(frozen=True, slots=True)
class And(Node):
    """Two or more parts joined by `and`."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """Two or more parts joined by `or`."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not part`."""

    part: Tree


Tree = Compare | Member | Has | Provided | Quantified | Counted | And | Or | Not | Name | Truth


def nodes(tree: Tree | Term) -> Iterator[Tree | Term]:
    """Every node of a written tree, terms included, each before what stands in it, from left to right."""
    waiting: list[Tree | Term] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(_written_in(node)))


def _written_in(node: Tree | Term) -> tuple[Tree | Term, ...]:
    match node:
        case And(parts) | Or(parts):
            return parts
        case Not(part):
            return (part,)
        case Compare(_, left, right):
            return (left, right)
        case Member(term, values):
            return (term, *values)
        case Has(name, member):
            return (name, member)
        case Provided(slot):
            return (slot,)
        case Quantified(_, name, inner):
            return (name, inner)
        case Counted(name, None, _, number):
            return (name, number)
        case Counted(name, inner, _, number):
            assert inner is not None
            return (name, inner, number)
        case _:
            return ()
