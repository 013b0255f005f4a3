"""Every situation that the rules tell apart, of one output or of several together.

    Plan, outputs  ->  Situation, Situation, …

One for each path of a diagram, never one for each combination of values: what a path does not ask makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from materials_rules.plan.compile import Plan
from materials_rules.plan.diagram import Claims, Judged
from materials_rules.plan.region import Region, of_cells

Wanted = Mapping[str, Region]
"""The values that are meant of each variable, by its name in the machine; any value of one that it does not name."""


@dataclass(frozen=True)
class Situation:
    """What holds (`claims`, of each output by its id) wherever the variables lie in `wanted`."""

    wanted: Wanted
    claims: Mapping[str, Claims]


def situations(plan: Plan, output: str, within: Wanted | None = None) -> Iterator[Situation]:
    """The situations of one output that can be, each path of its diagram once; of those *within*, where that is given."""
    yield from together(plan, (output,), within)


def together(plan: Plan, outputs: Sequence[str], within: Wanted | None = None) -> Iterator[Situation]:
    """The situations of several outputs at once: no two of them have a value of every variable in common."""
    if not outputs:
        yield Situation(dict(within or {}), {})
        return
    first, *others = outputs
    for wanted, claims in _paths(plan.outputs[first], dict(within or {})):
        for found in together(plan, others, wanted):
            yield Situation(found.wanted, {first: claims, **found.claims})


def _paths(judged: Judged, within: Wanted) -> Iterator[tuple[Wanted, Claims]]:
    diagram = judged.diagram

    def walk(node: int, wanted: Wanted) -> Iterator[tuple[Wanted, Claims]]:
        if node < len(diagram.terminals):
            claims = diagram.terminals[node]
            if claims is not None:
                yield wanted, claims
            return
        variable, children = diagram.nodes[node - len(diagram.terminals)]
        name, domain = diagram.variables[variable], judged.domains[variable]
        for child in dict.fromkeys(children):
            region = of_cells(domain, (cell for cell, other in enumerate(children) if other == child))
            if name in wanted:
                region &= wanted[name]
            if region:
                yield from walk(child, {**wanted, name: region})

    yield from walk(diagram.root, within)
