"""A condition without the names of definitions: what they stand for takes their place.

    Condition, definitions  ->  Condition
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from materials_rules.condition.tree import Condition, Conjunction, Counting, Defined, Disjunction, Negation, Quantifier


def spelled_out(condition: Condition, definitions: Mapping[str, Condition]) -> Condition:
    """*condition* with every definition written out, so that two of different rulesets can be compared."""
    match condition:
        case Defined(name):
            return spelled_out(definitions[name], definitions)
        case Conjunction(parts):
            return replace(condition, parts=tuple(spelled_out(part, definitions) for part in parts))
        case Disjunction(parts):
            return replace(condition, parts=tuple(spelled_out(part, definitions) for part in parts))
        case Negation(part):
            return replace(condition, part=spelled_out(part, definitions))
        case Quantifier(_, _, inner):
            return replace(condition, inner=spelled_out(inner, definitions))
        case Counting(_, inner) if inner is not None:
            return replace(condition, inner=spelled_out(inner, definitions))
        case _:
            return condition
