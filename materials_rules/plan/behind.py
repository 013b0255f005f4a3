"""What stands behind an output: the answers and papers that its verdict may rest on.

    Plan, output  ->  {"fact/area", "member/cars.plate", "applicant/name", "slot/lease", …}
"""

from __future__ import annotations

from materials_rules.condition.tree import Kind, Variable
from materials_rules.ground.once import once
from materials_rules.plan.compile import Plan
from materials_rules.plan.formula import involved, name_of


@once
def behind(plan: Plan, output: str) -> frozenset[str]:
    """What *output* reads, itself or through a comparison or a statement about a list. A list is `fact/…`, as its question is."""
    sources = (plan.sources.get(name) for name in plan.outputs[output].diagram.variables)
    return frozenset(stem(variable) for source in sources for variable in involved(source, plan.base))


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
