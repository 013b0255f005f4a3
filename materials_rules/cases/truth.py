"""What a formula is where only some variables have a value: true, false, or not settled.

    Formula, values  ->  True, False or None
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from materials_rules.condition.tree import Always, Condition, Conjunction, Defined, Disjunction, Negation
from materials_rules.plan.domain import Value
from materials_rules.plan.evaluator import satisfied
from materials_rules.plan.formula import (
    RECEIVED_ON,
    AllOf,
    AnyOf,
    Claim,
    Formula,
    Not,
    OnDays,
    RuleBase,
    Said,
    readings,
)
from materials_rules.verdict.situation import Open

Lookup = Callable[[str], Value | Open]
"""The value of a variable by its name, or OPEN."""

ALWAYS: Final = AllOf(())


def truth(formula: Formula, value: Lookup, base: RuleBase) -> bool | None:
    """Whether *formula* holds; None where that hangs on what is open, the order of its parts notwithstanding."""
    match formula:
        case Said(condition):
            return _of(condition, value, base)
        case OnDays(stretches):
            day = value(RECEIVED_ON)
            return None if isinstance(day, Open) else any(isinstance(day, int) and a <= day <= b for a, b in stretches)
        case Claim(name):
            return truth(base.claims[name], value, base)
        case AllOf(parts):
            return _all(truth(part, value, base) for part in parts)
        case AnyOf(parts):
            return _not(_all(_not(truth(part, value, base)) for part in parts))
        case Not(part):
            return _not(truth(part, value, base))


def _of(condition: Condition, value: Lookup, base: RuleBase) -> bool | None:
    match condition:
        case Conjunction(parts):
            return _all(_of(part, value, base) for part in parts)
        case Disjunction(parts):
            return _not(_all(_not(_of(part, value, base)) for part in parts))
        case Negation(part):
            return _not(_of(part, value, base))
        case Defined(name):
            return _of(base.definitions[name], value, base)
        case Always(holds):
            return holds
        case _:
            name = next(readings(Said(condition), base)).name
            found = value(name)
            return None if isinstance(found, Open) else satisfied(condition, {name: found}, base)


def _all(truths: Iterable[bool | None]) -> bool | None:
    """False where any is; else None where any is not settled."""
    found: bool | None = True
    for one in truths:
        if one is False:
            return False
        if one is None:
            found = None
    return found


def _not(one: bool | None) -> bool | None:
    return None if one is None else not one
