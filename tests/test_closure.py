"""The whole is told once: however an applicant cures, nothing new is ever asked, and whoever does what is told is done.

行政许可法 art. 32(4): 一次告知申请人需要补正的全部内容. The rulesets and packets are made from seeds (`worlds`), the steps after a
notice too (`curing`). What counts as told is what the notice announces: its ids, what a question decides, what a criterion
names. Three things may come anew and are no new demand: that a paper bears the wrong person, that a clerk must read a new
paper, and that the office must look up bad credit once a promise is made. A contradiction between new answers may be told
anew too; nobody could foresee it, so no step here makes one.

A million steps by hand: MATERIALS_RULES_SEEDS=20000 python -m pytest tests/test_closure.py -k grudging
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from building import plan_of, tiny
from curing import Cure, Independent, Judged, is_consistent, is_new, judged, steps
from worlds import Made, makes

from materials_rules.plan.engine import Engine
from materials_rules.verdict import examine as examining
from materials_rules.verdict.form import criteria
from materials_rules.verdict.situation import Opened, Situation

SEEDS = int(os.environ.get("MATERIALS_RULES_SEEDS", "360"))
PACKETS = 8
ROUNDS = 5
DONE = ("accept", "accept_deferred", "not_required", "not_competent")


def cases(engine: Engine, seeds: range, packets: int, kind: type[Cure] = Cure) -> Iterator[tuple[Made, Cure, Judged]]:
    """Every ruleset of *seeds* that loads, with a few packets."""
    for made in makes(seeds, engine):
        for i in range(packets):
            cure = kind(made, random.Random(made.seed * 100 + i))
            yield made, cure, judged(made, cure.packet())


def broken(engine: Engine, seeds: range, packets: int = PACKETS, kind: type[Cure] = Cure) -> tuple[int, list[str]]:
    """How many sequences of grudging steps there were, and each that was told something new."""
    count, found = 0, []
    for made, cure, first in cases(engine, seeds, packets, kind):
        count += 1
        for step in steps(cure, made, first, cure.rng.randint(1, ROUNDS)):
            new = sorted(id_ for id_ in step.told if is_new(first.told, id_, made.version))
            if new:
                found.append(f"seed {made.seed}: {new} were not among {sorted(first.told)}")
                break
    return count, found


def test_the_worlds_are_nasty(engine: Engine) -> None:
    """What the properties below are worth: most rulesets load, every outcome, every sort of entry, steps that change something."""
    found = list(cases(engine, range(150), 3))
    assert len(found) >= 0.65 * 150 * 3, "too few rulesets are left to test anything"
    assert {first.outcome for _, _, first in found} >= {"accept", "fix_on_spot", "supplement", "not_required", "undetermined"}
    assert {e.sort for _, _, first in found for e in first.entries} == {"requirement", "subject", "consistency", "fact", "never"}
    assert sum(any(entry.is_conditional for entry in first.entries) for _, _, first in found) > 50
    changed = [step.told != first.told for made, cure, first in found[:100] for step in steps(cure, made, first, 1)]
    assert sum(changed) > 30


def test_grudging_steps_bring_nothing_new(engine: Engine) -> None:
    """I02: after any sequence of steps that change open things only, the ids announced never grow."""
    count, found = broken(engine, range(SEEDS))
    assert found == []
    assert count >= 0.65 * SEEDS * PACKETS


def test_each_step_tells_no_more_than_the_one_before(engine: Engine) -> None:
    for made, cure, first in cases(engine, range(1000, 1030), 4):
        before = first
        for step in steps(cure, made, first, ROUNDS):
            assert not [id_ for id_ in step.told if is_new(before.told, id_, made.version)], made.seed
            before = step


def good_faith(made: Made, cure: Cure, first: Judged) -> list[Judged]:
    """The packet after each round in which everything told is done, until nothing is left."""
    path = [first]
    while path[-1].outcome not in DONE and len(path) < 30:
        for _ in range(40):
            following = judged(made, cure.obedient(path[-1]))
            fewer = len(following.examination.contradictions) < len(path[-1].examination.contradictions)
            if is_consistent(path[-1], following) and (fewer or not following.examination.contradictions):
                break
        path.append(following)
    return path


def test_whoever_does_what_is_told_is_accepted_and_never_told_more(engine: Engine) -> None:
    """I01: everything asked is met, every question answered, again and again: the end is acceptance, with nothing left."""
    for made, cure, first in cases(engine, range(2000, 2120), 4):
        data = {**first.data, "obtained": [{**line, "fields": {}} for line in first.data["obtained"]]}
        path = good_faith(made, cure, judged(made, data))
        assert path[-1].outcome in DONE, f"seed {made.seed}: {[entry.id for entry in path[-1].entries]}"
        if path[-1].outcome == "accept":
            assert not path[-1].open
        for step in path[1:]:
            assert not [id_ for id_ in step.told if is_new(path[0].told, id_, made.version)], made.seed


# the two classic mistakes, and three that are easier to make: the property must see each of them

LEASE = {"hand_in": {"signed_by": "applicant"}, "reads": {"name": {}, "area": {"type": "number", "decimals": 0}}}
TRAPS = {
    # a lease that is signed anew may name somebody else
    "replaced": {"lease": LEASE, "consent": {"when": "provided(lease) and lease.name != applicant.name"}},
    # either of two papers will do, and a third goes with the second
    "chosen": {"either": {"any_of": {"one": {}, "two": {}}}, "third": {"when": "provided(two)"}},
    # the answer may be the side of a difference that is corrected
    "corrected": {"lease": LEASE, "plan": {"when": "area > 50"}},
}


def trap(name: str, engine: Engine) -> Made:
    """One of the counter-examples, as a ruleset."""
    facts = {"area": {"type": "number", "minimum": 0}} if name == "corrected" else {}
    lines = [{"name": "area", "same": ["area", "lease.area"]}] if name == "corrected" else []
    ruleset = tiny(TRAPS[name], facts=facts, **({"consistency": lines} if lines else {}))
    plan = plan_of(ruleset, engine=engine)
    return Made(0, ruleset, plan, {slot.id: criteria(slot.arm) for slot in plan.version.slots.values()})


def fallen_into(made: Made, packets: int = 120) -> int:
    """How many of so many packets end in something new, whoever says what may change."""
    count = 0
    for i in range(packets):
        cure = Independent(made, random.Random(i))
        first = judged(made, cure.packet())
        count += any(is_new(first.told, id_, made.version) for step in steps(cure, made, first, ROUNDS) for id_ in step.told)
    return count


@pytest.mark.parametrize("name", TRAPS)
def test_nobody_falls_into_a_trap(name: str, engine: Engine) -> None:
    assert fallen_into(trap(name, engine), 200) == 0


def no_field_is_open(opened: Opened, situation: Situation) -> Opened:
    """A material that is not there has no fields, so what they would say is false."""
    return Opened(opened.names)


def only_missing_is_open(opened: Opened, situation: Situation) -> Opened:
    """Only the fields of missing materials are unknown; those of a defective one are as they are."""
    return Opened(opened.names, frozenset(key for key in opened.slots if situation.holds(*key).best is None))


def answers_are_never_open(opened: Opened, situation: Situation) -> Opened:
    """What was answered stays, although a difference may be mended by correcting the answer."""
    return Opened(frozenset(), opened.slots)


@pytest.mark.parametrize(
    ("mistake", "name"),
    [
        (no_field_is_open, "replaced"),
        (no_field_is_open, "chosen"),
        (only_missing_is_open, "replaced"),
        (answers_are_never_open, "corrected"),
    ],
)
def test_the_property_sees_the_mistake(
    mistake: Callable[[Opened, Situation], Opened], name: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = examining._opened
    monkeypatch.setattr(examining, "_opened", lambda situation, found, lines: mistake(right(situation, found, lines), situation))
    assert fallen_into(trap(name, engine)) >= 2


def test_the_seeded_worlds_see_the_coarsest_mistake(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    right = examining._opened
    monkeypatch.setattr(examining, "_opened", lambda situation, *found: no_field_is_open(right(situation, *found), situation))
    _, found = broken(engine, range(60), 4, Independent)
    assert len(found) >= 2


def test_the_property_sees_that_questions_are_forgotten(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    right = examining.questions_of
    monkeypatch.setattr(examining, "questions_of", lambda *given: tuple(replace(asked, decides=()) for asked in right(*given)[1:]))
    _, found = broken(engine, range(60), 4)
    assert len(found) >= 2
