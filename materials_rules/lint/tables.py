"""What the tables of a version show of its conditions: what is read, what ever holds, what changes nothing.

    OneVersion  ->  variables, claims, parts of conditions
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from materials_rules.condition.tree import Condition, Conjunction, Disjunction, Negation
from materials_rules.lint.subject import OneVersion
from materials_rules.plan.claims import Output
from materials_rules.plan.compile import Plan
from materials_rules.plan.cone import Cone, cone_of
from materials_rules.plan.diagram import Claims, Diagram
from materials_rules.plan.formula import AllOf, AnyOf, Formula, Not, RuleBase, Said, involved, name_of
from materials_rules.plan.proof import declared, evaluated, world_of
from materials_rules.plan.witness import witness


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


def reached(diagram: Diagram) -> frozenset[str]:
    """Every claim that holds in some situation."""
    return frozenset().union(*(claims for claims in diagram.terminals if claims))


def situations(
    one: OneVersion, formulas: Mapping[str, Formula], less: tuple[str, ...] = ()
) -> Iterator[tuple[Claims, Mapping[str, object]]]:
    """Which of *formulas* hold in every situation that can be, each with an example; none where there are too many to tell.

    Situations that `never` or `not_for` takes out do not count, but for the lines whose names begin with one of *less*.
    """
    if one.plan is None:
        return
    base = RuleBase({**one.plan.base.claims, **formulas}, one.plan.base.definitions)
    lines = (claim for claim in one.plan.base.claims if claim.startswith(("never/", "out/")))
    constraints = tuple(claim for claim in lines if not f"{claim}/".startswith(less))
    output = Output("lint", tuple(formulas), constraints)
    cone: Cone = cone_of(output, base, one.version, *one.days)
    if cone.count > one.ruleset.place.cone_cap:
        return
    for cells, claims in evaluated(cone, output, base).entries.items():
        if claims is not None:
            yield claims, witness(world_of(cone, cells), declared(one.plan.sources))


def droppable(condition: Condition) -> Iterator[tuple[Condition, Formula]]:
    """Every part of an `and` or `or` outside quantifiers, the last first, with the condition without it."""
    for part in reversed([part for node in _joined(condition) for part in node.parts]):
        yield part, _without(condition, part)


def _joined(condition: Condition) -> Iterator[Conjunction | Disjunction]:
    match condition:
        case Conjunction(parts) | Disjunction(parts):
            yield condition
            for part in parts:
                yield from _joined(part)
        case Negation(part):
            yield from _joined(part)


def _without(condition: Condition, gone: Condition) -> Formula:
    match condition:
        case Conjunction(parts):
            return AllOf(tuple(_without(part, gone) for part in parts if part is not gone))
        case Disjunction(parts):
            return AnyOf(tuple(_without(part, gone) for part in parts if part is not gone))
        case Negation(part):
            return Not(_without(part, gone))
        case _:
            return Said(condition)
