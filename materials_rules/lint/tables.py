"""What the tables of a version show of its conditions: what is read, what ever holds, what changes nothing.

    OneVersion  ->  variables, claims, parts of conditions
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

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
from materials_rules.plan import view
from materials_rules.plan.claims import Output, barring
from materials_rules.plan.cone import Cone, cone_of
from materials_rules.plan.diagram import Claims
from materials_rules.plan.evaluated import evaluated, world_of
from materials_rules.plan.example import witness
from materials_rules.plan.formula import Claim, Formula, RuleBase, Said, Source, readings

Shown = Callable[[], Mapping[str, object]]
"""Makes the example of a situation, where somebody wants to see it."""


def reached(one: OneVersion, output: str) -> frozenset[Claims]:
    """The claims of every situation of an *output* that can be; what its diagram alone shows where there are too many to tell."""
    assert one.plan is not None
    judged = one.plan.outputs[output]
    on_diagram = view.possible(judged.diagram)
    if all(isinstance(one.plan.sources.get(name), Variable | None) for name in judged.diagram.variables):
        return on_diagram
    claims = tuple(dict.fromkeys(claim for found in on_diagram for claim in found))
    taken_out = () if output.startswith("never/") else ("never/",) if output == "scope" else ("never/", "out/")
    lines = tuple(claim for claim in one.plan.base.claims if claim.startswith(taken_out)) if taken_out else ()
    found = frozenset(held for held, _ in judged_in(one, Output(output, claims, lines), {}))
    return found or on_diagram


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
    for cells, claims in evaluated(cone, output, base).entries.items():
        if claims is not None:
            yield claims, partial(_shown, sources, cone, cells)


def _shown(sources: Mapping[str, Source], cone: Cone, cells: tuple[int, ...]) -> Mapping[str, object]:
    return witness(world_of(cone, cells), sources)


def situations(
    one: OneVersion, formulas: Mapping[str, Formula], less: tuple[str, ...] = ()
) -> Iterator[tuple[Claims, Shown]]:
    """Which of *formulas* hold in every situation that can be, each with an example; none where there are too many to tell.

    Situations that `never` or `not_for` takes out do not count, but for the lines whose names begin with one of *less*.
    No diagram holds these formulas, so they are judged here; the situations of an output are in `witness.situations`.
    """
    yield from holding(one, tuple(formulas), formulas, less)


def holding(
    one: OneVersion, claims: tuple[str, ...], formulas: Mapping[str, Formula] = MappingProxyType({}), less: tuple[str, ...] = ()
) -> Iterator[tuple[Claims, Shown]]:
    """Which of *claims*, of the version's own or named in *formulas*, hold in every situation that can be; as `situations`."""
    if one.plan is not None:
        yield from judged_in(one, Output("lint", claims, barring(one.plan.base, less)), formulas)


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
