"""Complete tables, judged twice: the engine derives, the evaluator computes, and only what both say is stored.

    cones, RuleBase  ->  Table for each output

Outputs with the same variables share one job of the engine. A disagreement of the two judges stops the build: the notice
has legal effect, so two that work differently must agree on every entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import EngineFault
from materials_rules.plan.cone import Cone
from materials_rules.plan.diagram import Claims, Diagram, build
from materials_rules.plan.domain import Domain, joined
from materials_rules.plan.engine import Engine
from materials_rules.plan.evaluator import holds
from materials_rules.plan.formula import Claim, RuleBase
from materials_rules.plan.lowering import TooWide, lower

SAMPLES: Final = (0, 1, 2)


@dataclass(frozen=True)
class Table:
    """An output in every situation of its cone; None where the situation does not count."""

    cone: Cone
    entries: Mapping[tuple[int, ...], Claims | None]

    def diagram(self) -> Diagram:
        """The table without repetition."""
        domains = self.cone.domains
        return build(tuple(domains), [domain.size for domain in domains.values()], self.entries)


def tabulate(cones: Mapping[str, Cone], base: RuleBase, engine: Engine, cap: int) -> dict[str, Table]:
    """The table of each output. Raises EngineFault (R-JUDGES, R-ENGINE) and lowering.TooWide."""
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for output, cone in cones.items():
        groups.setdefault((cone.subject, tuple(sorted(cone.variables))), []).append(output)
    tables: dict[str, Table] = {}
    for outputs in groups.values():
        cone = _joined([cones[output] for output in outputs])
        try:
            if cone.count <= cap or len(outputs) == 1:
                tables |= _tables(outputs, cone, cones, base, engine)
                continue
        except TooWide:
            if len(outputs) == 1:
                raise
        for output in outputs:
            tables |= _tables([output], cones[output], cones, base, engine)
    return {output: tables[output] for output in cones}


def _tables(
    outputs: Sequence[str], cone: Cone, cones: Mapping[str, Cone], base: RuleBase, engine: Engine
) -> dict[str, Table]:
    derived = _derived(cone, base, engine)
    return {output: Table(_with_claims(cone, cones[output]), _entries(cones[output], derived)) for output in outputs}


def _joined(cones: Sequence[Cone]) -> Cone:
    """One cone for outputs with the same variables: all their claims, all their cuts."""
    first = cones[0]
    if len(cones) == 1:
        return first
    domains: dict[str, Domain] = {}
    for name in first.variables:
        domain = joined([cone.domains[name] for cone in cones])
        # the order of a closed list is its author's, that of texts nobody's
        domains[name] = replace(domain, values=tuple(sorted(map(str, domain.values)))) if domain.open_text else domain
    claims = tuple(dict.fromkeys(claim for cone in cones for claim in cone.claims))
    constraints = tuple(dict.fromkeys(claim for cone in cones for claim in cone.constraints))
    return Cone(claims, constraints, domains, first.members, first.checks, first.subject)


def _with_claims(joined: Cone, own: Cone) -> Cone:
    return Cone(own.claims, own.constraints, joined.domains, joined.members, joined.checks, joined.subject)


def _derived(cone: Cone, base: RuleBase, engine: Engine) -> dict[tuple[int, ...], Claims]:
    """What holds in every situation of *cone*, by both judges."""
    wanted = tuple(dict.fromkeys((*cone.claims, *cone.constraints)))
    situations = list(cone.situations())
    lowered = lower(wanted, cone.variables, cone.domains, base)
    derived = {}
    for cells, numbers in zip(situations, engine.derive(lowered.job, situations), strict=True):
        claims = frozenset(lowered.claims[number] for number in numbers) & frozenset(wanted)
        _check(cells, claims, cone, wanted, base)
        derived[cells] = claims
    return derived


def _check(cells: tuple[int, ...], claims: Claims, cone: Cone, wanted: Sequence[str], base: RuleBase) -> None:
    """The second judge at both ends and in the middle of every cell."""
    samples = [domain.samples(cell) for domain, cell in zip(cone.domains.values(), cells, strict=True)]
    seen = set()
    for which in SAMPLES:
        values = tuple(sample[which] for sample in samples)
        if values in seen:
            continue
        seen.add(values)
        world = dict(zip(cone.domains, values, strict=True))
        for claim in wanted:
            if holds(Claim(claim), world, base) != (claim in claims):
                raise EngineFault([Diagnostic("R-JUDGES", Place(""), {"claim": claim})])


def _entries(own: Cone, derived: Mapping[tuple[int, ...], Claims]) -> dict[tuple[int, ...], Claims | None]:
    mine, barred = frozenset(own.claims), frozenset(own.constraints)
    return {cells: None if claims & barred else claims & mine for cells, claims in derived.items()}
