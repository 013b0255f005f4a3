"""A rule as small as every engine understands: comparisons of named inputs, joined by and, or, not.

    Expression  ->  JSON  ->  Expression;  Expression x inputs  ->  bool

This file imports nothing of ours, for it is read in the engines' own environment too.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Op = Literal["==", "!=", "<", "<=", ">", ">="]
Sort = Literal["bool", "int", "str"]
Value = bool | int | str
DEFAULTS: Final[Mapping[str, Value]] = {"bool": False, "int": 0, "str": ""}
"""What stands for an input that no rule reads in the situation at hand."""

CALLS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
OPPOSITE: Final[Mapping[str, Op]] = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True, slots=True)
class Flag:
    """An input that is true or false."""

    name: str


@dataclass(frozen=True, slots=True)
class Compared:
    """An input against a constant."""

    op: Op
    name: str
    value: int | str


@dataclass(frozen=True, slots=True)
class Beside:
    """An input against another one."""

    op: Op
    name: str
    other: str


@dataclass(frozen=True, slots=True)
class Truth:
    """Always, or never."""

    value: bool


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Some part holds."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Expression


Expression = Flag | Compared | Beside | Truth | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Rule:
    """One requirement: the material is missing where *missing* holds."""

    requirement: str
    missing: Expression


@dataclass(frozen=True, slots=True)
class Rules:
    """The requirements of one version that are asked of the same subject, and the inputs that they read, with their sorts.

    `frame` is empty, or the list whose members are the subjects: the rules are then asked once a member.
    """

    version: str
    frame: str
    inputs: Mapping[str, Sort]
    rules: tuple[Rule, ...]


def all_of(parts: Iterator[Expression] | tuple[Expression, ...]) -> Expression:
    """The conjunction of *parts*, without what is always true; false where one is never."""
    kept = list(dict.fromkeys(part for part in parts if part != Truth(True)))
    if Truth(False) in kept:
        return Truth(False)
    return kept[0] if len(kept) == 1 else AllOf(tuple(kept)) if kept else Truth(True)


def any_of(parts: Iterator[Expression] | tuple[Expression, ...]) -> Expression:
    """The disjunction of *parts*, without what never holds; true where one always does."""
    kept = list(dict.fromkeys(part for part in parts if part != Truth(False)))
    if Truth(True) in kept:
        return Truth(True)
    return kept[0] if len(kept) == 1 else AnyOf(tuple(kept)) if kept else Truth(False)


def negation(part: Expression) -> Expression:
    """The opposite of *part*."""
    match part:
        case Truth(value):
            return Truth(not value)
        case Not(inner):
            return inner
        case _:
            return Not(part)


def holds(expression: Expression, inputs: Mapping[str, Value]) -> bool:
    """Whether *expression* holds; the plain meaning that every engine is held against. KeyError where an input is not there."""
    match expression:
        case Flag(name):
            return inputs[name] is True
        case Compared(op, name, value):
            return CALLS[op](inputs[name], value)
        case Beside(op, name, other):
            return CALLS[op](inputs[name], inputs[other])
        case Truth(value):
            return value
        case AllOf(parts):
            return all(holds(part, inputs) for part in parts)
        case AnyOf(parts):
            return any(holds(part, inputs) for part in parts)
        case Not(part):
            return not holds(part, inputs)


def pushed_down(expression: Expression, is_negated: bool = False) -> Expression:
    """The same without `Not` but before a `Flag`, for languages that cannot negate a group."""
    match expression:
        case Not(part):
            return pushed_down(part, not is_negated)
        case AllOf(parts):
            some = tuple(pushed_down(part, is_negated) for part in parts)
            return AnyOf(some) if is_negated else AllOf(some)
        case AnyOf(parts):
            some = tuple(pushed_down(part, is_negated) for part in parts)
            return AllOf(some) if is_negated else AnyOf(some)
        case Truth(value):
            return Truth(value != is_negated)
        case Compared(op, name, value):
            return Compared(OPPOSITE[op] if is_negated else op, name, value)
        case Beside(op, name, other):
            return Beside(OPPOSITE[op] if is_negated else op, name, other)
        case Flag():
            return Not(expression) if is_negated else expression


def names(expression: Expression) -> Iterator[str]:
    """The inputs that *expression* reads, as often as it does."""
    match expression:
        case Flag(name) | Compared(_, name, _):
            yield name
        case Beside(_, name, other):
            yield name
            yield other
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from names(part)
        case Not(part):
            yield from names(part)
        case Truth():
            return


def as_data(rules: Rules) -> dict[str, Any]:
    """*rules* as what JSON can hold."""
    return {
        "version": rules.version,
        "frame": rules.frame,
        "inputs": dict(rules.inputs),
        "rules": [[rule.requirement, _data(rule.missing)] for rule in rules.rules],
    }


def from_data(data: Mapping[str, Any]) -> Rules:
    """What `as_data` made, read back."""
    rules = tuple(Rule(requirement, _expression(missing)) for requirement, missing in data["rules"])
    return Rules(data["version"], data["frame"], data["inputs"], rules)


def _data(expression: Expression) -> list[Any]:
    match expression:
        case Flag(name):
            return ["flag", name]
        case Compared(op, name, value):
            return ["test", op, name, value]
        case Beside(op, name, other):
            return ["beside", op, name, other]
        case Truth(value):
            return ["truth", value]
        case AllOf(parts):
            return ["all", *map(_data, parts)]
        case AnyOf(parts):
            return ["any", *map(_data, parts)]
        case Not(part):
            return ["not", _data(part)]


def _expression(data: list[Any]) -> Expression:
    match data:
        case ["flag", name]:
            return Flag(name)
        case ["test", op, name, value]:
            return Compared(op, name, value)
        case ["beside", op, name, other]:
            return Beside(op, name, other)
        case ["truth", value]:
            return Truth(value)
        case ["all", *parts]:
            return AllOf(tuple(map(_expression, parts)))
        case ["any", *parts]:
            return AnyOf(tuple(map(_expression, parts)))
        case ["not", part]:
            return Not(_expression(part))
    raise ValueError(data)
