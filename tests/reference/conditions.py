"""Conditions as functions of a world, and the values that are worth trying."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any

from materials_rules.condition.tree import (
    Against,
    Always,
    Among,
    Between,
    Boolean,
    Condition,
    Conjunction,
    Counting,
    Date,
    Defined,
    Disjunction,
    HasMember,
    IsNone,
    IsProvided,
    Kind,
    Negation,
    Number,
    OneOf,
    Quantifier,
    Scaled,
    SomeOf,
    Variable,
)
from materials_rules.rules.version import Version
from reference.words import NONE, Key, World


def key_of(variable: Variable) -> Key:
    match variable.kind:
        case Kind.FACT | Kind.CHOICE:
            return ("fact", variable.name)
        case Kind.APPLICANT:
            return ("applicant", variable.name.removeprefix("applicant."))
        case Kind.PROVIDED:
            return ("provided", variable.name)
        case Kind.SLOT_FIELD:
            return ("field", variable.owner, variable.name.removeprefix(f"{variable.owner}."))
        case Kind.MEMBER_FACT:
            return ("member", variable.owner, variable.name)
        case _:
            return (str(variable.kind),)


def list_key(node: Quantifier | Counting) -> Key:
    return ("list", node)


class Conditions:
    """Conditions as functions of a world, and what each reads."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self._made: dict[Condition, Callable[[World], bool]] = {}
        self.variables: dict[Key, Variable | Quantifier | Counting] = {}
        self.constants: dict[Key, set[Any]] = {}
        self.pairs: list[tuple[Key, Key]] = []

    def holds(self, condition: Condition, world: World) -> bool:
        if condition not in self._made:
            self._made[condition] = self._function(condition)
        return self._made[condition](world)

    def reads(self, condition: Condition) -> set[Key]:
        """Every variable that decides it; statements about lists are one variable each."""
        found = set()
        for node in self._nodes(condition):
            match node:
                case Quantifier() | Counting():
                    found.add(self._note(list_key(node), node))
                case Between(_, left, right):
                    pair = (self._note(key_of(left), left), self._note(key_of(right), right))
                    self.pairs.append(pair)
                    found.update(pair)
                case Against(_, variable, constant):
                    found.add(self._note(key_of(variable), variable))
                    self.constants.setdefault(key_of(variable), set()).add(plain(constant))
                case Among(variable, constants):
                    found.add(self._note(key_of(variable), variable))
                    self.constants.setdefault(key_of(variable), set()).update(map(plain, constants))
                case HasMember(variable) | IsNone(variable) | IsProvided(variable):
                    found.add(self._note(key_of(variable), variable))
                case _:
                    pass
        return found

    def _note(self, key: Key, source: Variable | Quantifier | Counting) -> Key:
        self.variables[key] = source
        return key

    def _nodes(self, condition: Condition) -> Iterator[Condition]:
        """All nodes, those of definitions among them, but nothing inside a statement about a list."""
        match condition:
            case Conjunction(inner) | Disjunction(inner):
                for part in inner:
                    yield from self._nodes(part)
            case Negation(part):
                yield from self._nodes(part)
            case Defined(name):
                yield from self._nodes(self.version.definitions[name])
            case _:
                yield condition

    def _function(self, condition: Condition) -> Callable[[World], bool]:
        match condition:
            case Conjunction(inner):
                return lambda world: all(self.holds(part, world) for part in inner)
            case Disjunction(inner):
                return lambda world: any(self.holds(part, world) for part in inner)
            case Negation(part):
                return lambda world: not self.holds(part, world)
            case Defined(name):
                return lambda world: self.holds(self.version.definitions[name], world)
            case Always(value):
                return lambda world: value
            case Quantifier() | Counting():
                key = list_key(condition)
                return lambda world: bool(world[key])
            case IsProvided(variable):
                key = key_of(variable)
                return lambda world: bool(world[key])
            case HasMember(variable, member):
                key = key_of(variable)
                return lambda world: member in world[key]
            case IsNone(variable, negated):
                key = key_of(variable)
                return lambda world: (world[key] == NONE) != negated
            case Among(variable, constants, negated):
                key, values = key_of(variable), [plain(constant) for constant in constants]
                return lambda world: any(compared("==", world[key], value) for value in values) != negated
            case Against(op, variable, constant):
                key, value = key_of(variable), plain(constant)
                return lambda world: compared(op, world[key], value)
            case Between(op, left, right):
                one, other = key_of(left), key_of(right)
                return lambda world: compared(op, world[one], world[other])


def plain(constant: Any) -> Any:
    return Fraction(constant.exact) if isinstance(constant, Scaled) else constant


def compared(op: str, left: Any, right: Any) -> bool:
    """None equals none, and has no order."""
    if op in ("==", "!="):
        return (type(left) is type(right) and left == right) == (op == "==")
    if NONE in (left, right):
        return False
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[op]


def worth_trying(type_: Any, constants: Iterable[Any], others: Iterable[Any], at_least: int, nullable: bool) -> list[Any]:
    """Values on both sides of everything that a condition compares with, and one that equals nothing."""
    found: list[Any]
    if isinstance(type_, Boolean):
        found = [False, True]
    elif isinstance(type_, OneOf):
        found = list(type_.members)
    elif isinstance(type_, SomeOf):
        sizes = range(at_least, len(type_.members) + 1)
        found = [frozenset(chosen) for size in sizes for chosen in itertools.combinations(type_.members, size)]
    elif isinstance(type_, Number):
        step = Fraction(1, 10**type_.decimals)
        near = {value + d for value in (*constants, *others, Fraction(0)) if value != NONE for d in (-step, 0, step)}
        low = Fraction(-(10**9)) if type_.minimum is None else Fraction(type_.minimum)
        high = Fraction(10**9) if type_.maximum is None else Fraction(type_.maximum)
        found = sorted(value for value in near | {low, high} if low <= value <= high)
    elif isinstance(type_, Date):
        days = {dt.date(2000, 1, 1), *constants, *(value for value in others if value != NONE)}
        found = sorted(day + dt.timedelta(days=d) for day in days for d in (-1, 0, 1))
    else:
        found = sorted({*constants, *(value for value in others if value != NONE), "\0one", "\0other"})
    return [*found, NONE] if nullable else found
