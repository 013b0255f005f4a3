"""What is settled of a comparison, or of a statement about a list, however much of it is open.

    comparison or statement, the values of what it reads  ->  its value, or OPEN
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from materials_rules.condition.tree import Between, Condition, Counting, Date, Number, Quantifier, Variable
from materials_rules.plan.counted import Statement
from materials_rules.plan.domain import Test, Value
from materials_rules.plan.evaluator import related, satisfied
from materials_rules.plan.formula import BOTH_NONE, RuleBase, name_of, relation_of
from materials_rules.plan.three_valued import Part, open_parts, truth_of


class Open:
    """The value of a variable that is not settled."""

    def __repr__(self) -> str:
        return "OPEN"


OPEN: Final = Open()

Lookup = Callable[[str, str | None], Value | Open]
"""The value of a variable for somebody, or OPEN."""


class Unsettled(LookupError):
    """A part of a statement about a list reads something that is open."""


def relation(node: Between, value: Lookup, subject: str | None) -> Value | Open:
    """How the two sides of a comparison, in the order of their names, stand to one another for *subject*."""
    left, right = sorted((node.left, node.right), key=name_of)
    one, other = value(name_of(left), subject), value(name_of(right), subject)
    if isinstance(one, Open) or isinstance(other, Open):
        return OPEN
    if one is None or other is None:
        return BOTH_NONE if one is other else None
    one, other = _brought(one, left, node.decimals), _brought(other, right, node.decimals)
    if isinstance(left.type, Number | Date) and isinstance(one, int) and isinstance(other, int):
        return (one > other) - (one < other)
    return int(one != other)


def statement(node: Statement, members: Sequence[str], value: Lookup, base: RuleBase) -> Value | Open:
    """A statement about a list of these *members*: exact where they settle it, however many of them are open."""
    truths = [_of_member(node.inner, one, value, base) for one in members]
    sure, possible = truths.count(True), len(truths) - truths.count(False)
    match node:
        case Counting():
            answers = {Test(node.op, node.number).holds(n) for n in range(sure, possible + 1)}
        case Quantifier("any"):
            answers = {n > 0 for n in range(sure, possible + 1)}
        case _:
            answers = {n == len(truths) for n in range(sure, possible + 1)}
    return answers.pop() if len(answers) == 1 else OPEN


def open_of_member(inner: Condition | None, subject: str, value: Lookup, base: RuleBase) -> Iterator[Condition]:
    """The smallest parts of a statement on which it hangs whether one member passes; none where that is settled."""
    if inner is not None:
        yield from open_parts(inner, _part(subject, value, base), base.definitions)


def _of_member(inner: Condition | None, subject: str, value: Lookup, base: RuleBase) -> bool | None:
    """Whether one member passes; None where what is open decides it."""
    return True if inner is None else truth_of(inner, _part(subject, value, base), base.definitions)


def _part(subject: str, value: Lookup, base: RuleBase) -> Part:
    """What a smallest part of a statement is for one member; None where it reads what is open."""

    def part(condition: Condition) -> bool | None:
        if isinstance(condition, Between):
            way = relation(condition, value, subject)
            return None if isinstance(way, Open) else related(condition.op, way, relation_of(condition)[1])
        try:
            return satisfied(condition, _Settled(value, subject), base)
        except Unsettled:
            return None

    return part


class _Settled(dict[str, Value]):
    """The settled values of one member's situation, looked up when they are needed; what is open raises Unsettled."""

    def __init__(self, value: Lookup, subject: str) -> None:
        self.value = value
        self.subject = subject

    def __missing__(self, name: str) -> Value:
        value = self.value(name, self.subject)
        if isinstance(value, Open):
            raise Unsettled(name)
        return value


def _brought(value: Value, variable: Variable, decimals: int) -> Value:
    """A scaled number brought to *decimals*."""
    if isinstance(variable.type, Number) and isinstance(value, int):
        factor: int = 10 ** (decimals - variable.type.decimals)
        return value * factor
    return value
