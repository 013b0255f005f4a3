"""What the machine judges: claims over conditions, and the variables that they read.

    typed conditions, days, other claims  ->  Formula;  Formula  ->  variables, tests

A claim is a named formula (`ask/site-right`). Claims may build on claims, never in a circle. The names of variables are
the ones that a notice prints under `depends_on`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, assert_never

from materials_rules.condition.tree import (
    Against,
    Always,
    Among,
    Between,
    Condition,
    Conjunction,
    Constant,
    Counting,
    Defined,
    Disjunction,
    HasMember,
    IsNone,
    IsProvided,
    Kind,
    Negation,
    Quantifier,
    Scaled,
    Variable,
)
from materials_rules.plan.domain import Test, Value

RECEIVED_ON: Final = "received_on"
BY_AGENT: Final = "by_agent"
BOTH_NONE: Final = 2
"""The relation of two fields that both bear none: equal, and without order."""


@dataclass(frozen=True, slots=True)
class Said:
    """An author's condition."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class OnDays:
    """The day of first receipt lies in one of these stretches (ordinals, both ends included)."""

    stretches: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Another claim holds."""

    name: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; of no part: true."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Some part holds; of no part: false."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Formula


Formula = Said | OnDays | Claim | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class RuleBase:
    """All claims of one item version, and its author's definitions."""

    claims: Mapping[str, Formula]
    definitions: Mapping[str, Condition]


def name_of(variable: Variable) -> str:
    """The name of a variable as the machine and `depends_on` know it: `fact/area_m2`, `read/lease.until`."""
    match variable.kind:
        case Kind.FACT | Kind.CHOICE:
            return f"fact/{variable.name}"
        case Kind.APPLICANT:
            return f"applicant/{variable.name.removeprefix('applicant.')}"
        case Kind.SLOT_FIELD:
            return f"read/{variable.name}"
        case Kind.PROVIDED:
            return f"provided/{variable.name}"
        case Kind.RECEIVED_ON:
            return RECEIVED_ON
        case Kind.BY_AGENT:
            return BY_AGENT
        case Kind.MEMBER_FACT:
            return f"member/{variable.owner}.{variable.name}"
        case _:
            return f"list/{variable.name}"


def member_of(variable: Variable, member: str) -> str:
    """The boolean that one member of a `some_of` is."""
    return f"{name_of(variable)}#{member}"


def relation_of(node: Between) -> tuple[str, bool]:
    """The name of the relation between two variables, and whether the node has them in the other order."""
    left, right = name_of(node.left), name_of(node.right)
    swapped = right < left
    return (f"relation/{right}|{left}" if swapped else f"relation/{left}|{right}"), swapped


def atom_of(node: Quantifier | Counting) -> str:
    """The name of the one boolean that a statement about a list is; without `#`, which marks the members of a `some_of`."""
    return "atom/" + canonical(node).replace("%", "%25").replace("#", "%23")


def raw(constant: Constant) -> Value:
    """A constant as the raw value of its variable: scaled numbers and ordinals of days."""
    if isinstance(constant, Scaled):
        return constant.whole
    if isinstance(constant, (bool, str)):
        return constant
    return constant.toordinal()


def canonical(node: Condition) -> str:
    """A condition as one line of ASCII-free-form text that is equal for equal conditions; for names, not for people."""
    match node:
        case Against(op, variable, constant):
            return f"{name_of(variable)}{op}{raw(constant)!r}"
        case Between(op, left, right):
            return f"{name_of(left)}{op}{name_of(right)}"
        case Among(variable, constants, negated):
            return f"{name_of(variable)}{'!' if negated else ''}in{[raw(c) for c in constants]!r}"
        case IsNone(variable, negated):
            return f"{name_of(variable)}{'!=' if negated else '=='}none"
        case HasMember(variable, member):
            return member_of(variable, member)
        case IsProvided(variable):
            return name_of(variable)
        case Defined(name):
            return f"definition/{name}"
        case Always(value):
            return str(value).lower()
        case Conjunction(inner) | Disjunction(inner):
            word = "all" if isinstance(node, Conjunction) else "any"
            return f"{word}({','.join(canonical(part) for part in inner)})"
        case Negation(part):
            return f"not({canonical(part)})"
        case Quantifier(kind, listed, part):
            return f"{kind}({listed.name};{canonical(part)})"
        case Counting(listed, part, op, number):
            return f"count({listed.name};{'' if part is None else canonical(part)}){op}{number}"
        case _:
            assert_never(node)


Single = Against | Among | Between | IsNone | HasMember | IsProvided | Quantifier | Counting
"""A condition that asks something of one machine variable."""

Source = Variable | Between | Quantifier | Counting
"""Where the type of a machine variable comes from: a declaration, two compared with one another, a statement about a list."""


@dataclass(frozen=True, slots=True)
class Reading:
    """That a formula reads a variable: its name, where its type comes from, and the question asked of it."""

    name: str
    source: Source | None
    test: Test


def readings(formula: Formula, base: RuleBase) -> Iterator[Reading]:
    """Everything that *formula* reads, with all claims and definitions below it; repeated as often as it stands there."""
    waiting: list[Formula | Condition] = [formula]
    done: set[str] = set()
    while waiting:
        node = waiting.pop()
        match node:
            case Said(condition):
                waiting.append(condition)
            case Claim(name):
                if name not in done:
                    done.add(name)
                    waiting.append(base.claims[name])
            case Defined(name):
                if f"definition/{name}" not in done:
                    done.add(f"definition/{name}")
                    waiting.append(base.definitions[name])
            case AllOf(parts) | AnyOf(parts) | Conjunction(parts) | Disjunction(parts):
                waiting.extend(reversed(parts))
            case Not(part) | Negation(part):
                waiting.append(part)
            case OnDays(stretches):
                for first, last in stretches:
                    yield Reading(RECEIVED_ON, None, Test(">=", first))
                    yield Reading(RECEIVED_ON, None, Test("<=", last))
            case Always():
                pass
            case _:
                yield from _single(node)


def involved(source: Source | None, base: RuleBase) -> Iterator[Variable]:
    """The declared variables behind a machine variable: both sides of a relation, all that a statement about a list reads."""
    match source:
        case Variable():
            yield source
        case Between(_, left, right):
            yield from (left, right)
        case Quantifier(_, listed, inner) | Counting(listed, inner):
            yield listed
            for reading in () if inner is None else readings(Said(inner), base):
                yield from involved(reading.source, base)
        case None:
            pass
        case _:
            assert_never(source)


def _single(node: Single) -> Iterator[Reading]:
    match node:
        case Against(op, variable, constant):
            yield Reading(name_of(variable), variable, Test(op, raw(constant)))
        case Among(variable, constants):
            for constant in constants:
                yield Reading(name_of(variable), variable, Test("==", raw(constant)))
        case IsNone(variable):
            yield Reading(name_of(variable), variable, Test("==", None))
        case HasMember(variable, member):
            yield Reading(member_of(variable, member), variable, Test("==", True))
        case IsProvided(variable):
            yield Reading(name_of(variable), variable, Test("==", True))
        case Between(op):
            yield Reading(relation_of(node)[0], node, Test(op, 0))
        case Quantifier() | Counting():
            yield Reading(atom_of(node), node, Test("==", True))
        case _:
            assert_never(node)
