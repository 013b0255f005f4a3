"""Situations as proofs: a table by the evaluator alone, and values that a person could have meant.

    Cone, Output  ->  Table;  cells  ->  World
"""

from __future__ import annotations

from collections.abc import Sequence

from materials_rules.plan.claims import Output
from materials_rules.plan.cone import Cone
from materials_rules.plan.diagram import Claims
from materials_rules.plan.domain import Value
from materials_rules.plan.evaluator import holds
from materials_rules.plan.formula import Claim, RuleBase
from materials_rules.plan.table import Table


def evaluated(cone: Cone, output: Output, base: RuleBase) -> Table:
    """The table of *output* over a wider cone, by the evaluator alone: it serves a proof, not a notice."""
    entries: dict[tuple[int, ...], Claims | None] = {}
    for cells in cone.situations():
        world = world_of(cone, cells)
        barred = any(holds(Claim(claim), world, base) for claim in cone.constraints)
        entries[cells] = None if barred else frozenset(c for c in output.claims if holds(Claim(c), world, base))
    return Table(cone, entries)


def world_of(cone: Cone, cells: Sequence[int]) -> dict[str, Value]:
    """A value of each cell that a person could have meant."""
    return {name: domain.example(cell) for (name, domain), cell in zip(cone.domains.items(), cells, strict=True)}
