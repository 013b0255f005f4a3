"""What stands behind an output: the answers and papers that its verdict may rest on.

    names of variables, what they stand for  ->  Behind
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from materials_rules.condition.tree import Kind, Variable
from materials_rules.plan.formula import RuleBase, Source, involved, name_of


class Behind(NamedTuple):
    """What an output reads, itself or through a comparison or a statement about a list: `fact/area`, `slot/lease`.

    A list is `fact/…`, as its question is. `is_answered` says that no paper is among it.
    """

    names: frozenset[str]
    is_answered: bool


def behind(variables: Iterable[str], sources: Mapping[str, Source], base: RuleBase) -> Behind:
    """What stands behind an output with these *variables*."""
    found = (involved(sources.get(name), base) for name in variables)
    names = frozenset(stem(variable) for some in found for variable in some)
    return Behind(names, not any(name.startswith("slot/") for name in names))


def stem(variable: Variable) -> str:
    """The answer or paper of which *variable* is known."""
    match variable.kind:
        case Kind.SLOT_FIELD:
            return f"slot/{variable.owner}"
        case Kind.PROVIDED:
            return f"slot/{variable.name}"
        case Kind.LIST:
            return f"fact/{variable.name}"
        case _:
            return name_of(variable)
