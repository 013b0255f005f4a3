"""The second judge: what a claim is in one complete situation, on raw values and on the tree as the author wrote it.

    claim, world  ->  bool

It shares nothing with the lowering but the parsed conditions: no cells, no normal form, no tokens. Every entry of every
plan is computed by it too, and a disagreement with the engine stops the build.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from materials_rules.condition.tree import (
    Against,
    Always,
    Among,
    Between,
    Condition,
    Conjunction,
    Counting,
    Defined,
    Disjunction,
    HasMember,
    IsNone,
    IsProvided,
    Negation,
    Quantifier,
)
from materials_rules.plan.domain import Test, Value
from materials_rules.plan.formula import (
    BOTH_NONE,
    RECEIVED_ON,
    AllOf,
    AnyOf,
    Claim,
    Formula,
    Not,
    OnDays,
    RuleBase,
    Said,
    atom_of,
    member_of,
    name_of,
    raw,
    relation_of,
)

World = Mapping[str, Value]
"""A value for every variable; a relation is -1, 0, 1 (less, equal, more), None or BOTH_NONE."""


def holds(formula: Formula, world: World, base: RuleBase) -> bool:
    """Whether *formula* holds in *world*. KeyError when the world is not complete for it (a bug)."""
    match formula:
        case Said(condition):
            return satisfied(condition, world, base)
        case OnDays(stretches):
            day = world[RECEIVED_ON]
            return isinstance(day, int) and any(first <= day <= last for first, last in stretches)
        case Claim(name):
            return holds(base.claims[name], world, base)
        case AllOf(parts):
            return all(holds(part, world, base) for part in parts)
        case AnyOf(parts):
            return any(holds(part, world, base) for part in parts)
        case Not(part):
            return not holds(part, world, base)
        case _:
            assert_never(formula)


def satisfied(condition: Condition, world: World, base: RuleBase) -> bool:
    """Whether an author's *condition* holds in *world*."""
    match condition:
        case Against(op, variable, constant):
            return Test(op, raw(constant)).holds(world[name_of(variable)])
        case Among(variable, constants, negated):
            value = world[name_of(variable)]
            return any(Test("==", raw(constant)).holds(value) for constant in constants) != negated
        case IsNone(variable, negated):
            return (world[name_of(variable)] is None) != negated
        case HasMember(variable, member):
            return world[member_of(variable, member)] is True
        case IsProvided(variable):
            return world[name_of(variable)] is True
        case Between(op):
            name, swapped = relation_of(condition)
            return related(op, world[name], swapped)
        case Quantifier() | Counting():
            return world[atom_of(condition)] is True
        case Defined(name):
            return satisfied(base.definitions[name], world, base)
        case Always(value):
            return value
        case Conjunction(parts):
            return all(satisfied(part, world, base) for part in parts)
        case Disjunction(parts):
            return any(satisfied(part, world, base) for part in parts)
        case Negation(part):
            return not satisfied(part, world, base)
        case _:
            assert_never(condition)


def related(op: str, relation: Value, swapped: bool) -> bool:
    """Whether `left op right` holds when the relation of the two is -1, 0 or 1.

    None: exactly one side bears none; BOTH_NONE: both do. Sides without order (texts, words) are 0 or 1: equal or not.
    """
    if relation is None:
        return op == "!="
    if relation == BOTH_NONE:
        return op == "=="
    assert isinstance(relation, int)
    sign = -relation if swapped else relation
    return Test(op, 0).holds(sign)
