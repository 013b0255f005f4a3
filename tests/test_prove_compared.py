"""The prover against looking at every packet, where questions are held against one another and lists are spoken of.

`compared_rules` shares no code with `proof/`. More by hand: MATERIALS_RULES_SEEDS=3000 python -m pytest tests/test_prove_compared.py
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest
from building import plan_of, tiny
from compared_rules import ComparedRules, EveryPacket, papers_of, size_of
from test_prove_differential import ENGINE
from unrefused import unrefused

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.plan.compile import Plan
from materials_rules.plan.engine import Engine
from materials_rules.proof import against, axes, closure, dueness, guarded, mattering, small_world
from materials_rules.proof.narrowed import Group
from materials_rules.proof.result import Result
from materials_rules.proof.told import told as told_of
from materials_rules.verdict.entries import entries
from materials_rules.verdict.examine import examine
from materials_rules.verdict.outcome import outcome_of
from materials_rules.verdict.settled import OPEN
from materials_rules.verdict.situation import EVERY, Situation
from materials_rules.witness.reading import situation_of
from materials_rules.witness.written import Data

BY_HAND = os.environ.get("MATERIALS_RULES_SEEDS")
SMALL = 160
"""Packets of a ruleset that is looked at each time; by hand, also of the larger ones every packet is."""

SEEDS = tuple(seed for seed in range(int(BY_HAND or "30")) if BY_HAND or size_of(ComparedRules(seed)) <= SMALL)
TELLING = (38, 329, 340, 384, 530)
"""Further on, rulesets on which the prover was once wrong."""

COUNTS = {"type": "number", "minimum": 0, "maximum": 4}
Verdicts = dict[str, Any]


def said(plan: Plan, packet: Data) -> str:
    """What a notice says of a packet, in few words."""
    examination = examine(plan, situation_of(plan, packet).packet, "")
    found = entries(examination)
    told = [(entry.id, entry.kind, entry.is_conditional, papers_of(entry)) for entry in found]
    return repr((outcome_of(examination, found), told, [asked.ask.id for asked in examination.questions]))


def by_prover(plan: Plan, rules: ComparedRules) -> Verdicts:
    """Each claim as the prover has it."""
    due = {result.about: result.fault.code for result in dueness.dueness(plan) if result.fault is not None}
    found = [result for result in (*closure.closed(plan, 5000), *guarded.guarded(plan)) if result.fault]
    idle = {r.about.removeprefix("fact/") for r in mattering.mattering(plan, lambda packet: said(plan, packet)) if r.fault is not None}
    return {
        "told once": not any(result.claim == "told_once" for result in found),
        "never due": {name for name, code in due.items() if code == "R-PROOF-NEVER-DUE"},
        "always due": {name for name, code in due.items() if code == "R-PROOF-ALWAYS-DUE"},
        "wrong": {name: code for name, code in due.items() if code == "R-PROOF-DIFFERS"},
        "idle": {name for name in idle if not name.startswith("member/")},
    }


def by_looking(every: EveryPacket) -> Verdicts:
    """Each claim by looking at every packet."""
    rules = every.rules
    broken = every.grows() or every.hangs() or every.turns_in_a_circle() or every.asks_the_wrong_one() or every.has_no_end()
    names = list(rules.materials)
    return {
        "told once": not broken,
        "never due": {name for name in names if not every.can_be_due(name)},
        "always due": {n for n in names if "when" in rules.materials[n] and every.can_be_due(n) and not every.can_be_not_due(n)},
        "wrong": {},
        "idle": {fact for fact in (*rules.facts, *rules.lists) if not every.matters(fact)},
    }


@cache
def judged(seed: int) -> tuple[Plan, ComparedRules, EveryPacket, Verdicts] | None:
    """One ruleset with what looking says of it; None where it cannot be read, or nobody has answers that contradict nothing."""
    rules = ComparedRules(seed)
    try:
        ruleset = tiny(**rules.keys)
    except RulesetInvalid:
        return None
    plan = unrefused(ruleset, ENGINE)
    every = EveryPacket(plan, rules)
    if not any(every.answered()):
        return None
    return plan, rules, every, by_looking(every)


def differing(seeds: Iterable[int]) -> Iterator[tuple[int, str, Any, Any]]:
    """The claims on which the two differ."""
    for seed in seeds:
        found = judged(seed)
        if found is not None:
            plan, rules, _, looked = found
            proved = by_prover(plan, rules)
            yield from ((seed, claim, proved[claim], looked[claim]) for claim in looked if proved[claim] != looked[claim])


def test_the_prover_says_what_looking_at_every_packet_says() -> None:
    assert list(differing((*SEEDS, *TELLING))) == []


def test_the_conditions_mean_to_the_program_what_they_mean_in_python() -> None:
    found = [every for seed in (*SEEDS, *TELLING) if (one := judged(seed)) is not None for every in (one[2],)]
    assert len(found) > 8 and all(every.meanings_agree() for every in found)


def test_the_rulesets_are_of_every_shape() -> None:
    rules = [ComparedRules(seed) for seed in range(80)]
    written = [repr(one.keys) for one in rules]
    assert {one.shape for one in rules} == {"questions", "list", "papers"}
    for part in ("n > m", "n == m", "'never': ['", "'not_for': ['", "'given'", "'for_each'", "'any_of'", "any(who", "all(who", "count(who"):
        assert sum(part in one for one in written) >= 3, part
    for type_ in ("date", "text", "number"):
        assert sum(one.type == type_ for one in rules) >= 3


def no_values(*given: object) -> list[object]:
    return []


def nothing(*given: object) -> list[str]:
    return []


@pytest.mark.parametrize(
    ("where", "name", "mistake", "claim"),
    [
        (against, "_some", no_values, "idle"),
        (mattering, "_answered_beside", nothing, "idle"),
    ],
    ids=("few values", "nothing beside"),
)
def test_a_broken_prover_is_seen(where: Any, name: str, mistake: Any, claim: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(where, name, mistake)
    assert claim in {differs for _, differs, _, _ in differing((*SEEDS, *TELLING))}


# what a hostile reader found


def proved(engine: Engine, materials: dict[str, Any], **item: Any) -> list[Result]:
    plan = plan_of(tiny(materials, **item), engine=engine)
    return [*closure.closed(plan), *guarded.guarded(plan), *dueness.dueness(plan)]


@pytest.mark.parametrize("about", [COUNTS, {"type": "date"}], ids=("numbers", "days"))
def test_an_answer_that_nobody_gave_is_no_step(about: dict[str, Any], engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is compared in `never` stayed behind in the background, and the step from it took an answer back."""
    rules: dict[str, Any] = {"facts": {"n": about, "m": about}, "never": ["n < m"]}
    materials: dict[str, Any] = {"m1": {}, "m2": {"when": "n > m"}}
    assert all(result.holds for result in proved(engine, materials, **rules))
    plan = plan_of(tiny(materials, **rules), engine=engine)
    world = small_world.small_world(plan, Group(("m2",), ()), 3000)
    assert world is not None and "facts" not in world.base

    # broken again on purpose
    side = 2 if about is COUNTS else "2026-03-03"
    monkeypatch.setattr(small_world, "_background", lambda *given: {**world.base, "facts": {"m": side}})
    assert any(result.fault is not None and result.fault.code == "R-PROOF-NEW" for result in proved(engine, materials, **rules))


def test_a_situation_of_scope_that_no_answers_have_is_passed_over(engine: Engine) -> None:
    facts = {"n": COUNTS, "m": COUNTS, "o": "boolean"}
    found = proved(engine, {"m1": {"when": "m < 4"}}, facts=facts, not_for=["n > m and n > 0"])
    assert all(result.holds for result in found if result.claim == "told_once")


def test_a_line_of_scope_that_every_answer_meets_is_refused(engine: Engine) -> None:
    facts = {"n": COUNTS, "m": COUNTS, "o": "boolean"}
    with pytest.raises(RulesetInvalid, match="R-NEVER"):
        proved(engine, {"m1": {"when": "o"}}, facts=facts, not_for=["n <= m or m <= 3"])


def test_scope_is_searched_with_the_questions_that_it_shares(engine: Engine) -> None:
    plan = plan_of(tiny({"m1": {"when": "m < 4"}}, facts={"n": COUNTS, "m": COUNTS, "o": "boolean"}, not_for=["n > m"]), engine=engine)
    world = small_world.small_world(plan, Group(("m1",), ()), 3000)
    assert world is not None and {axis.name for axis in world.axes} == {"fact/n", "fact/m", "slot/m1"}
    assert {told.examination.scope for told in (told_of(world.situation(one)) for one in itertools.product(*(range(len(axis.states)) for axis in world.axes)))} == {"in", "out", "unknown"}


def test_a_question_is_answered_beyond_the_cuts_of_what_it_is_compared_with(engine: Engine) -> None:
    plan = plan_of(tiny({"m": {"when": "n > k and k >= 4"}}, facts={"n": {"type": "number"}, "k": {"type": "number"}}), engine=engine)
    values = {name: against.representatives(plan, f"fact/{name}") for name in "nk"}
    assert {(n > k) - (n < k) for n in values["n"] for k in values["k"] if k >= 4} == {-1, 0, 1}
    assert {(n > k) - (n < k) for n in values["n"] for k in values["k"] if k < 4} == {-1, 0, 1}


def test_scope_asks_nobody_what_is_not_for_him(engine: Engine) -> None:
    """The loader refuses it; the prover finds it by itself."""
    facts = {"n": COUNTS, "m": COUNTS, "o": {"type": "boolean", "given": "n > m"}}
    plan = unrefused(tiny({"m1": {}}, facts=facts, not_for=["o"]), ENGINE)
    assert [result.fault.code for result in guarded.guarded(plan) if result.fault is not None] == ["R-PROOF-UNASKED"]


def test_a_guard_by_way_of_a_comparison_is_a_guard(engine: Engine) -> None:
    """Of `n > m and m >= 1` the question that is put from 2 on is put always."""
    facts = {"n": COUNTS, "m": COUNTS, "o": {"type": "boolean", "given": "n >= 2"}}
    plan = unrefused(tiny({"m1": {"when": "n > m and m >= 1 and o"}}, facts=facts), ENGINE)
    assert all(result.holds for result in guarded.guarded(plan))


TWO = {"type": "number", "minimum": 0, "maximum": 2}
WHO = {"who": {"each": {"n": TWO}}}


@pytest.mark.parametrize("said", ["any(who, n > a)", "any(who, n == a)", "any(who, n > a) and any(who, n < a)"])
def test_what_members_are_held_against_may_have_any_value_that_fits(said: str, engine: Engine) -> None:
    """Of `b < a` the plainest values leave nobody above `a`; others do."""
    assert [result.fault for result in proved(engine, {"m": {"when": f"b < a and {said}"}}, facts={"a": COUNTS, "b": COUNTS}, lists=WHO)] == [None] * 3


def test_what_nobody_can_be_on_a_list_for_is_never_due(engine: Engine) -> None:
    """It says so of what no value fits, too: `n` goes up to 2, and `b < a` with `b >= 2` leaves nobody above `a`."""
    plan = unrefused(tiny({"m": {"when": "b < a and b >= 2 and any(who, n > a)"}}, facts={"a": COUNTS, "b": COUNTS}, lists=WHO), ENGINE)
    assert [result.fault.code for result in dueness.dueness(plan) if result.fault is not None] == ["R-PROOF-NEVER-DUE"]


@pytest.mark.parametrize("least", [1, 2, 3])
def test_a_list_that_must_have_several_is_searched_with_so_many(least: int, engine: Engine) -> None:
    lists = {"who": {"at_least": least, "each": {"k": {"type": "boolean"}}}}
    plan = plan_of(tiny({"m1": {"for_each": "who", "when": "k"}, "m2": {"for_each": "who"}}, lists=lists), engine=engine)
    assert all(result.holds for result in closure.closed(plan))
    world = small_world.small_world(plan, Group(("m1", "m2"), ()), 3000)
    assert world is not None
    assert {len(state.value) for axis in world.axes if axis.sort == "list" for state in axis.states if state.label != "out"} == {least}


def is_no(self: Situation, rest: str, subject: str | None) -> object:
    """What nobody answered of a member of a list is taken for no."""
    value = right_answer(self, rest, subject)
    return False if value is OPEN and subject is not None and not subject.endswith(EVERY) else value


right_answer = Situation._member


def test_a_judgement_that_takes_what_is_not_answered_of_a_member_for_no_is_seen(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_of(tiny({"m": {"for_each": "who", "when": "k"}}, lists={"who": {"each": {"k": {"type": "boolean"}}}}), engine=engine)
    assert all(result.holds for result in closure.closed(plan))
    monkeypatch.setattr(Situation, "_member", is_no)
    found = [(result.fault.code, result.witness) for result in closure.closed(plan) if result.fault is not None]
    assert [code for code, _ in found] == ["R-PROOF-NEW"]
    assert [one["lists"]["who"] for one in found[0][1]] == [[{"id": "1"}], [{"id": "1", "k": True}]]

    # what no packet of the search leaves open is not seen
    monkeypatch.setattr(axes, "_in_part", nothing)
    assert all(result.holds for result in closure.closed(plan))


@pytest.mark.parametrize(
    ("facts", "rules"),
    [
        ({"a": 3, "b": 1}, {"not_for": ["b < 1"]}),  # where it is ours, `b` is 1, and only an `a` of 2 or 3 is above it
        ({"a": 3, "b": 1}, {"never": ["b < 1"]}),
        ({"a": 9, "b": 1}, {"materials": {"n": {"when": "b == 1"}}, "never": ["a < 1"]}),
    ],
    ids=("scope", "never", "another requirement"),
)
def test_a_question_is_answered_beyond_all_that_the_other_side_may_be(facts: dict[str, int], rules: dict[str, Any], engine: Engine) -> None:
    about = {name: {"type": "number", "minimum": 0, "maximum": top} for name, top in facts.items()}
    more = {"materials": {"m": {"when": "b >= a"}, **rules.get("materials", {})}}
    plan = plan_of(tiny(facts=about, **{**rules, **more}), engine=engine)
    assert [one.about for one in mattering.mattering(plan, lambda packet: said(plan, packet)) if one.fault is not None] == []
    assert set(against.representatives(plan, "fact/a")) >= {2, 3}


def test_nobody_is_beyond_what_has_no_bound(engine: Engine) -> None:
    """Fewer decimals move no bound that is not there."""
    facts = {"a": {"type": "number", "decimals": 2, "minimum": 0}, "b": {"type": "number", "decimals": 1, "minimum": 0}}
    plan = plan_of(tiny({"m": {"when": "b > a and b >= 2"}}, facts=facts), engine=engine)
    assert max(int(str(value)) for name in "ab" for value in against.representatives(plan, f"fact/{name}")) < 1000
