"""What the tables of a version show of its conditions: what is read, what ever holds, what changes nothing.

    OneVersion  ->  variables, claims, parts of conditions
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType

from materials_rules.condition.tree import Condition, Conjunction, Disjunction, Negation
from materials_rules.lint.subject import OneVersion
from materials_rules.plan.claims import Output, barring
from materials_rules.plan.compile import Plan
from materials_rules.plan.cone import Cone, cone_of
from materials_rules.plan.diagram import Claims
from materials_rules.plan.formula import AllOf, AnyOf, Formula, Not, RuleBase, Said
from materials_rules.plan.proof import evaluated, world_of
from materials_rules.plan.witness import witness

Shown = Callable[[], Mapping[str, object]]
"""Makes the example of a situation, where somebody wants to see it."""


def situations(
    one: OneVersion, formulas: Mapping[str, Formula], less: tuple[str, ...] = ()
) -> Iterator[tuple[Claims, Mapping[str, object]]]:
    """Which of *formulas* hold in every situation that can be, each with an example; none where there are too many to tell.

    Situations that `never` or `not_for` takes out do not count, but for the lines whose names begin with one of *less*.
    No diagram holds these formulas, so they are judged here; the situations of an output are in `witness.situations`.
    """
    for claims, shown in holding(one, tuple(formulas), formulas, less):
        yield claims, shown()


def holding(
    one: OneVersion, claims: tuple[str, ...], formulas: Mapping[str, Formula] = MappingProxyType({}), less: tuple[str, ...] = ()
) -> Iterator[tuple[Claims, Shown]]:
    """Which of *claims*, of the version's own or named in *formulas*, hold in every situation that can be; as `situations`."""
    plan = one.plan
    if plan is None:
        return
    base = RuleBase({**plan.base.claims, **formulas}, plan.base.definitions)
    output = Output("lint", claims, barring(plan.base, less))
    cone = cone_of(output, base, one.version, *one.days)
    if cone.count > one.ruleset.place.cone_cap:
        return
    for cells, held in evaluated(cone, output, base).entries.items():
        if held is not None:
            yield held, partial(_example, plan, cone, cells)


def _example(plan: Plan, cone: Cone, cells: tuple[int, ...]) -> Mapping[str, object]:
    return witness(world_of(cone, cells), plan.sources)


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
