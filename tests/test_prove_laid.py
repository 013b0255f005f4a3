"""A small world reads answers and papers once each; what is laid on the table is what every whole packet would be read as."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from building import plan_of, tiny
from worlds import makes

from materials_rules.plan.compile import Plan
from materials_rules.plan.engine import Engine
from materials_rules.proof.narrowed import groups
from materials_rules.proof.small_world import World, small_world
from materials_rules.proof.told import told
from materials_rules.verdict.form import Held
from materials_rules.verdict.situation import Situation
from materials_rules.witness.reading import situation_of

SIGNED: dict[str, Any] = {"hand_in": {"signed_by": "applicant"}}
PROMISE: dict[str, Any] = {"listed_in": {"title": "目录"}, "basis": [{"law": "act", "article": "40"}]}
LIVE: dict[str, Any] = {"supplied_by": "holder", "live": [{"from": "2020-01-01", "region": "43"}]}


def worlds(plan: Plan, most: int) -> list[World]:
    found = (small_world(plan, group, most) for group in groups(plan))
    return [world for world in found if world is not None]


def seen(situation: Situation) -> tuple[object, ...]:
    """Everything that is judged of a packet; at which line of it a document stands, no judgement looks at."""
    held = [(key, _told(one)) for key, one in situation.held.items()]
    strangers = [(document.material, document.handed_in_on) for document in situation.strangers]
    return (situation.packet, situation.day, situation.answers, held, strangers, situation.opened)


def _told(held: Held) -> tuple[object, ...]:
    papers = [paper and (paper.document.material, paper.document.handed_in_on, paper.outcomes) for paper in (held.best, *held.others)]
    return (held.met, papers, held.fields, held.by_acceptance, len(held.speaking))


def same_as_whole(world: World) -> int:
    """How many packets of a world are laid on the table as they would be read whole; all, or an assertion fails."""
    count = 0
    for chosen in itertools.product(*(range(len(axis.states)) for axis in world.axes)):
        laid, whole = world.situation(chosen), situation_of(world.plan, world.packet(chosen))
        assert seen(laid) == seen(whole), (world.group, chosen)
        one, other = told(laid), told(whole)
        assert (one.ids, one.entries == (), one.examination.contradictions) == (other.ids, other.entries == (), other.examination.contradictions)
        count += 1
    return count


@pytest.mark.parametrize(
    "item",
    [
        {"materials": {"m": {**SIGNED, "when": "a"}, "n": {"when": "provided(m)"}}, "facts": {"a": "boolean"}},
        {"materials": {"m": {"for_each": "cars", **SIGNED}, "n": {"when": "any(cars, old)"}}, "lists": {"cars": {"each": {"old": "boolean"}}}},
        {"materials": {"m": {**SIGNED, "reads": {"t": {}}}}, "facts": {"t": {"type": "text"}}, "consistency": [{"name": "n", "same": ["m.t", "t"]}]},
        {"materials": {"m": {**SIGNED, "when": "by_agent or received_on >= 2026-05-01"}}},
        {"materials": {"m": {"commitment": PROMISE}}, "facts": {"a": "boolean"}},
    ],
)  # fmt: skip
def test_every_packet_is_laid_as_it_would_be_read(item: dict[str, Any], engine: Engine) -> None:
    found = worlds(plan_of(tiny(**item), engine=engine), 900)
    assert found
    assert sum(map(same_as_whole, found)) > len(found)


def test_one_licence_shown_for_two_papers_is_one_document(engine: Engine) -> None:
    shown = {"proved_by": ["licence"]}
    rules = {"materials": {"m": {**shown, **SIGNED}, "n": {**shown, **SIGNED}}, "documents": {"licence": LIVE}}
    found = worlds(plan_of(tiny(**rules), engine=engine), 900)

    assert sum(map(same_as_whole, found)) > 4
    both = [
        [document for document in world.situation(chosen).strangers if document.code == "licence"]
        for world in found
        for chosen in itertools.product(*(range(len(axis.states)) for axis in world.axes))
        if sum(axis.states[n].label == "shown" for axis, n in zip(world.axes, chosen, strict=True)) > 1
    ]
    assert both and all(len(documents) == 1 for documents in both)


def test_the_worlds_of_random_rulesets_are_laid_as_they_would_be_read(engine: Engine) -> None:
    assert sum(same_as_whole(world) for made in makes(range(30), engine) for world in worlds(made.plan, 150)) > 200
