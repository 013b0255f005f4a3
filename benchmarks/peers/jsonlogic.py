"""Rules as JSON Logic.

    Rules  ->  one rule: the list of what is missing
"""

from __future__ import annotations

from typing import Any

from benchmarks.peers.expression import AllOf, AnyOf, Beside, Compared, Expression, Flag, Not, Rules, Truth


def logic(rules: Rules) -> dict[str, Any]:
    """A list with the name of each requirement whose material is missing."""
    return {"merge": [{"if": [_logic(rule.missing), [rule.requirement], []]} for rule in rules.rules]}


def _logic(expression: Expression) -> Any:
    match expression:
        case Flag(name):
            return {"var": name}
        case Compared(op, name, value):
            return {_STRICT.get(op, op): [{"var": name}, value]}
        case Beside(op, name, other):
            return {_STRICT.get(op, op): [{"var": name}, {"var": other}]}
        case Truth(value):
            return value
        case AllOf(parts):
            return {"and": [_logic(part) for part in parts]}
        case AnyOf(parts):
            return {"or": [_logic(part) for part in parts]}
        case Not(part):
            return {"!": [_logic(part)]}


_STRICT = {"==": "===", "!=": "!=="}
