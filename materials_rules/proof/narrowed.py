"""A plan of some requirements alone, so that what has nothing to do with the others can be judged by itself.

    Plan, requirements, lines  ->  a smaller Plan;  Plan  ->  the groups that have nothing in common
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from materials_rules.condition.tree import Kind
from materials_rules.plan.classing import coverers
from materials_rules.plan.compile import Plan
from materials_rules.plan.formula import Claim, name_of, readings
from materials_rules.plan.view import plain, reached, variables
from materials_rules.rules.version import Asked, Line, Version


@dataclass(frozen=True)
class Group:
    """Requirements and lines of consistency that may have to do with one another. `part_of`: it is a cut-out of a larger one."""

    requirements: tuple[str, ...]
    lines: tuple[str, ...]
    part_of: tuple[str, ...] = ()


def groups(plan: Plan) -> tuple[Group, ...]:
    """The requirements and lines of a plan, gathered by what they read, what is read of them, and what answers rule out."""
    found: list[tuple[set[str], list[str]]] = []
    for output, touched in _touched(plan).items():
        mine, names = set(touched), [output]
        for group in [group for group in found if not group[0].isdisjoint(mine)]:
            found.remove(group)
            mine, names = mine | group[0], group[1] + names
        found.append((mine, names))
    return tuple(_group(plan, names) for _, names in found if any(name.startswith(("requirement/", "line/")) for name in names))


def neighbourhoods(plan: Plan, group: Group) -> tuple[Group, ...]:
    """For each requirement of a group that is too large: it, all that it may rest on, the lines over its papers and theirs."""
    version = plan.version
    found: dict[tuple[frozenset[str], frozenset[str]], None] = {}
    for name in group.requirements:
        own = set(around(plan, name).requirements)
        for line in version.consistency:
            if name in (papers := _papers(plan, line)):
                own |= {one for paper in papers for one in around(plan, paper).requirements}
        lines = {line.name for line in version.consistency if (papers := _papers(plan, line)) and papers <= own}
        found[frozenset(own), frozenset(lines)] = None
    kept = [one for one in found if not any(one != other and one[0] <= other[0] and one[1] <= other[1] for other in found)]
    order, lines_in_order = list(version.asked), [line.name for line in version.consistency]
    return tuple(
        Group(tuple(sorted(own, key=order.index)), tuple(sorted(lines, key=lines_in_order.index)), group.requirements)
        for own, lines in kept
    )


def around(plan: Plan, requirement: str) -> Group:
    """A requirement with all that its verdict may rest on: what covers it, whose papers it reads, and what these rest on."""
    found: dict[str, None] = {}
    waiting = [requirement]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += coverers(plan.version, name)
            waiting += [plan.version.slots[slot].requirement for slot in _slots_read(plan, f"requirement/{name}")]
    order = list(plan.version.asked)
    return Group(tuple(sorted(found, key=order.index)), ())


def narrowed(plan: Plan, group: Group) -> Plan:
    """*plan* as if it asked for nothing but *group*: what answers rule out, and scope, stay as they are."""
    version = plan.version
    asked = {name: version.asked[name] for name in group.requirements}
    slots = {slot.id: slot for one in asked.values() for slot in one.slots}
    small = replace(
        version,
        asked=asked,
        slots=slots,
        consistency=tuple(line for line in version.consistency if line.name in group.lines),
        elements={},
    )
    kept = {f"requirement/{name}" for name in asked} | {f"consistency/{name}" for name in group.lines}
    outputs = {o: judged for o, judged in plan.outputs.items() if o in kept or o.startswith("never/") or o == "scope"}
    return replace(plan, version=small, outputs=outputs)


def variables_of(plan: Plan, outputs: Iterable[str]) -> dict[str, None]:
    """The plain variables of some outputs, also those that only rule situations of theirs out."""
    return plain(plan, variables(plan, outputs))


def read_by(plan: Plan, group: Group) -> dict[str, None]:
    """The plain variables that the claims of a group themselves read, without what only rules situations of theirs out."""
    words = [*(f"requirement/{name}" for name in group.requirements), *(f"consistency/{name}" for name in group.lines)]
    claims = {claim for output in words if output in plan.outputs for claim in reached(plan.outputs[output].diagram)}
    return plain(plan, (reading.name for claim in sorted(claims) for reading in readings(Claim(claim), plan.base)))


def _touched(plan: Plan) -> dict[str, set[str]]:
    """What each requirement, line and other output has to do with, by names that the others have as well."""
    version, found = plan.version, {}
    for output in plan.outputs:
        names = {_bare(plan, name) for name in variables_of(plan, [output])}
        if output.startswith("requirement/"):
            asked = version.asked[output.removeprefix("requirement/")]
            names |= {f"slot/{slot.id}" for slot in asked.slots} | _beside(version, asked)
        if output.startswith("consistency/"):
            names.add(f"line/{output.removeprefix('consistency/')}")
        found[output] = names
    for line in version.consistency:
        found[f"line/{line.name}"] = {f"line/{line.name}"} | {_bare(plan, name_of(variable)) for variable in line.same}
    # the day is every output's and nobody's to change
    return {output: names - {"received_on"} for output, names in found.items()}


def _bare(plan: Plan, name: str) -> str:
    """What a variable stands on: `slot/lease`, `fact/kinds`, `list/cars`."""
    sort, _, rest = name.partition("#")[0].partition("/")
    match sort:
        case "provided":
            return f"slot/{rest}"
        case "read":
            return f"slot/{rest.partition('.')[0]}"
        case "member" | "list":
            return f"list/{rest.partition('.')[0]}"
        case _:
            return name.partition("#")[0]


def _beside(version: Version, asked: Asked) -> set[str]:
    """What a requirement has to do with besides what its rules read: its list, what covers it, licences shown instead."""
    names = {f"slot/{slot.id}" for name in coverers(version, asked.id) for slot in version.asked[name].slots}
    names |= {f"document/{code}" for slot in asked.slots for code in (*slot.arm.proved_by, slot.arm.document) if code}
    if asked.list is not None:
        names.add(f"list/{asked.list}")
    return names


def _slots_read(plan: Plan, output: str) -> set[str]:
    names = (_bare(plan, name) for name in variables_of(plan, [output]))
    return {name.removeprefix("slot/") for name in names if name.startswith("slot/")}


def _papers(plan: Plan, line: Line) -> set[str]:
    """The requirements whose papers a line compares, or looks at to know whether it counts."""
    slots = {variable.owner for variable in line.same if variable.kind is Kind.SLOT_FIELD}
    output = f"consistency/{line.name}"
    slots |= _slots_read(plan, output) if output in plan.outputs else set()
    return {plan.version.slots[slot].requirement for slot in slots}


def _group(plan: Plan, names: Collection[str]) -> Group:
    order, lines = list(plan.version.asked), [line.name for line in plan.version.consistency]
    requirements = {name.removeprefix("requirement/") for name in names if name.startswith("requirement/")}
    mine = {name.removeprefix("line/") for name in names if name.startswith("line/")}
    return Group(tuple(sorted(requirements, key=order.index)), tuple(sorted(mine, key=lines.index)))

