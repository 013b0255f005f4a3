"""What a formula is where only some variables have a value: true, false, or not settled.

    Formula, values  ->  True, False or None
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from materials_rules.condition.tree import Condition
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
from materials_rules.plan.three_valued import all_of, negated, truth_of
from materials_rules.verdict.settled import Open

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
            return all_of(truth(part, value, base) for part in parts)
        case AnyOf(parts):
            return negated(all_of(negated(truth(part, value, base)) for part in parts))
        case Not(part):
            return negated(truth(part, value, base))


def _of(condition: Condition, value: Lookup, base: RuleBase) -> bool | None:
    def part(one: Condition) -> bool | None:
        name = next(readings(Said(one), base)).name
        found = value(name)
        return None if isinstance(found, Open) else satisfied(one, {name: found}, base)

    return truth_of(condition, part, base.definitions)
