"""What stands behind an output: the answers and papers that its verdict may rest on.

    Plan, output  ->  {"fact/area", "member/cars.plate", "applicant/name", "slot/lease", …}
"""

from __future__ import annotations

from typing import NamedTuple

from materials_rules.condition.tree import Kind, Variable
from materials_rules.ground.once import once
from materials_rules.plan.compile import Plan
from materials_rules.plan.formula import involved, name_of


class Behind(NamedTuple):
    """What an output reads, itself or through a comparison or a statement about a list. A list is `fact/…`, as its question is."""

    names: frozenset[str]
    is_answered: bool
    """Whether no paper is among it."""


@once
def behind(plan: Plan, output: str) -> Behind:
    """What stands behind *output*."""
    sources = (plan.sources.get(name) for name in plan.outputs[output].diagram.variables)
    names = frozenset(stem(variable) for source in sources for variable in involved(source, plan.base))
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
