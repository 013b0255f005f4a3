"""What the tables of a version show of its conditions: what is read, what ever holds, what changes nothing.

    OneVersion  ->  variables, claims, parts of conditions
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from materials_rules.condition.tree import (
    Condition,
    Conjunction,
    Counting,
    Disjunction,
    Negation,
    Quantifier,
    Variable,
    parts,
)
from materials_rules.lint.subject import OneVersion
from materials_rules.plan.claims import Output
from materials_rules.plan.compile import Plan
from materials_rules.plan.cone import Cone, cone_of
from materials_rules.plan.diagram import Claims
from materials_rules.plan.formula import (
    Claim,
    Formula,
    RuleBase,
    Said,
    Source,
    involved,
    name_of,
    readings,
)
from materials_rules.plan.proof import declared, evaluated, world_of
from materials_rules.plan.witness import witness
from materials_rules.witness.possible import possible


def decides(plan: Plan, output: str) -> frozenset[str]:
    """The variables on which an output really depends: those on a way from the root of its diagram, and what those compare."""
    diagram = plan.outputs[output].diagram
    waiting, seen, found = [diagram.root], set(), set()
    while waiting:
        node = waiting.pop()
        if node in seen or node < len(diagram.terminals):
            continue
        seen.add(node)
        variable, children = diagram.nodes[node - len(diagram.terminals)]
        found.add(diagram.variables[variable])
        waiting += children
    compared = {name_of(variable) for name in found for variable in involved(plan.sources.get(name), plan.base)}
    return frozenset(name.partition("#")[0] for name in found | compared)


def reached(one: OneVersion, output: str) -> frozenset[Claims]:
    """The claims of every situation of an *output* that can be; what its diagram alone shows where there are too many to tell."""
    assert one.plan is not None
    judged = one.plan.outputs[output]
    on_diagram = frozenset(claims for claims in judged.diagram.terminals if claims is not None)
    if all(isinstance(one.plan.sources.get(name), Variable | None) for name in judged.diagram.variables):
        return on_diagram
    claims = tuple(dict.fromkeys(claim for found in on_diagram for claim in found))
    taken_out = () if output.startswith("never/") else ("never/",) if output == "scope" else ("never/", "out/")
    lines = tuple(claim for claim in one.plan.base.claims if claim.startswith(taken_out)) if taken_out else ()
    found = frozenset(held for held, _ in judged_in(one, Output(output, claims, lines), {}))
    return found or on_diagram


Shown = Callable[[], Mapping[str, object]]
"""Makes an example of a situation, when somebody wants to see it."""


def judged_in(one: OneVersion, output: Output, formulas: Mapping[str, Formula]) -> Iterator[tuple[Claims, Shown]]:
    """Which claims of *output* hold in every situation that can be; nothing where there are too many to tell.

    *formulas* are claims besides those of the plan. A situation that no numbers, words or lists have does not count.
    """
    if one.plan is None:
        return
    base = RuleBase({**one.plan.base.claims, **formulas}, one.plan.base.definitions)
    cone: Cone = cone_of(output, base, one.version, *one.days)
    if cone.count > one.ruleset.place.cone_cap:
        return
    known = (reading for claim in (*output.claims, *output.constraints) for reading in readings(Claim(claim), base))
    sources = {**one.plan.sources, **{reading.name: reading.source for reading in known if reading.source is not None}}
    can_be = possible(one.plan, cone, sources)
    for cells, claims in evaluated(cone, output, base).entries.items():
        if claims is not None and can_be(cells):
            yield claims, partial(_shown, sources, cone, cells)


def _shown(sources: Mapping[str, Source], cone: Cone, cells: tuple[int, ...]) -> Mapping[str, object]:
    return witness(world_of(cone, cells), declared(sources))


def situations(
    one: OneVersion, formulas: Mapping[str, Formula], less: tuple[str, ...] = ()
) -> Iterator[tuple[Claims, Shown]]:
    """Which of *formulas* hold in every situation that can be, each with an example; none where there are too many to tell.

    Situations that `never` or `not_for` takes out do not count, but for the lines whose names begin with one of *less*.
    """
    if one.plan is None:
        return
    lines = (claim for claim in one.plan.base.claims if claim.startswith(("never/", "out/")))
    constraints = tuple(claim for claim in lines if not f"{claim}/".startswith(less))
    yield from judged_in(one, Output("lint", tuple(formulas), constraints), formulas)


def droppable(condition: Condition) -> Iterator[tuple[Condition, Formula]]:
    """Every part of an `and` or `or`, within statements about lists too, the last first, with the condition without it."""
    joined = [node for node in parts(condition) if isinstance(node, Conjunction | Disjunction)]
    for part in reversed([part for node in joined for part in node.parts]):
        yield part, Said(_without(condition, part))


def _without(condition: Condition, gone: Condition) -> Condition:
    match condition:
        case Conjunction(inner) | Disjunction(inner):
            left = tuple(_without(part, gone) for part in inner if part is not gone)
            return left[0] if len(left) == 1 else replace(condition, parts=left)
        case Negation(part):
            return replace(condition, part=_without(part, gone))
        case Quantifier(_, _, part) | Counting(_, part) if part is not None:
            return replace(condition, inner=_without(part, gone))
        case _:
            return condition
