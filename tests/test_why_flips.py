"""What would change a verdict, held against every set of answers, one by one."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from functools import cache

import pytest
from building import plan_of, tiny
from worlds import Hand, Made, makes, read

from materials_rules.plan.compile import Judged
from materials_rules.plan.engine import Engine
from materials_rules.plan.formula import RECEIVED_ON
from materials_rules.verdict.examine import examine
from materials_rules.why import flips as module
from materials_rules.why.flips import MOST_ANSWERS, Holds, flips, settled
from materials_rules.why.reason import is_due

Set = frozenset[tuple[int, int]]


@cache
def worlds() -> tuple[Made, ...]:
    with Engine() as engine:
        return tuple(makes(range(25), engine))


def cases() -> Iterator[tuple[Judged, list[int | None], Holds]]:
    """Outputs of random rulesets with the answers of random packets."""
    for made in worlds():
        hand = Hand(made, random.Random(made.seed))
        for _ in range(3):
            situation = examine(made.plan, read(hand.packet()), "").situation.as_given
            for asked in made.version.asked.values():
                judged = made.plan.outputs[f"requirement/{asked.id}"]
                for subject in situation.subjects(asked.list):
                    yield judged, situation.cells(judged, subject), lambda claims, asked=asked: is_due(asked, claims)  # type: ignore[misc]


def brute(judged: Judged, cells: Sequence[int | None], holds: Holds, wanted: bool) -> set[Set]:
    """Every set of at most three other answers that does it, without those of which a part does it."""
    free = [i for i, name in enumerate(judged.diagram.variables) if name != RECEIVED_ON]
    good: set[Set] = set()
    for number in range(1, MOST_ANSWERS + 1):
        for places in itertools.combinations(free, number):
            for chosen in itertools.product(*(range(judged.domains[i].size) for i in places)):
                answers = frozenset(zip(places, chosen, strict=True))
                if any(cells[place] == cell for place, cell in answers) or any(smaller < answers for smaller in good):
                    continue
                after = list(cells)
                for place, cell in answers:
                    after[place] = cell
                if {holds(claims) for claims in judged.diagram.reachable(after)} == {wanted}:
                    good.add(answers)
    return good


def spelled(judged: Judged, cells: Sequence[int | None], holds: Holds, wanted: bool) -> list[Set]:
    """What is told, every single set written out."""
    return [
        frozenset(zip((place for place, _ in one.answers), chosen, strict=True))
        for one in flips(judged, cells, holds, wanted).sets
        for chosen in itertools.product(*(sorted(inside) for _, inside in one.answers))
    ]


def test_the_smallest_sets_are_all_found_and_no_others() -> None:
    compared = nonempty = 0
    for judged, cells, holds in cases():
        if len(judged.domains) > 6:
            continue
        for wanted in (True, False):
            if settled(judged, cells, holds) is not wanted:
                found = spelled(judged, cells, holds, wanted)
                assert len(found) == len(set(found))
                assert set(found) == brute(judged, cells, holds, wanted)
                compared, nonempty = compared + 1, nonempty + bool(found)

    assert compared > 150 < nonempty + 100


def test_after_each_set_the_verdict_is_the_other() -> None:
    for judged, cells, holds in itertools.islice(cases(), 120):
        now = settled(judged, cells, holds)
        for wanted in (True, False):
            for answers in spelled(judged, cells, holds, wanted) if now is not wanted else ():
                after = list(cells)
                for place, cell in answers:
                    after[place] = cell
                assert settled(judged, after, holds) is wanted


def test_an_answer_that_cannot_be_brings_nothing() -> None:
    ruleset = tiny(
        materials={"m": {"when": "rented and owned"}},
        facts={"rented": "boolean", "owned": "boolean"},
        never=["rented and owned"],
    )
    judged = plan_of(ruleset).outputs["requirement/m"]

    assert flips(judged, [1, 0], lambda claims: "ask/m" in claims, True).sets == ()


def test_more_answers_than_three_are_said_not_to_be_looked_at() -> None:
    facts = dict.fromkeys("abcd", "boolean")
    judged = plan_of(tiny(materials={"m": {"when": "a and b and c and d"}}, facts=facts)).outputs["requirement/m"]

    found = flips(judged, [0, 0, 0, 0], lambda claims: "ask/m" in claims, True)

    assert (found.sets, found.is_whole) == ((), False)


def test_a_search_that_takes_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_TRIED", 1)
    judged = plan_of(tiny(materials={"m": {"when": "a or b"}}, facts={"a": "boolean", "b": "boolean"})).outputs["requirement/m"]

    assert not flips(judged, [0, 0], lambda claims: "ask/m" in claims, True).is_whole
