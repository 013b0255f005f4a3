"""The prover against looking at every packet: on hundreds of tiny rulesets, good and bad, both say the same of each claim.

`tiny_rules` shares no code with `proof/`; it judges packets one by one and asks of them what a claim says. No refusal of the
loader stands in between, so that bad rulesets come through. Then the prover is broken in several ways, and the comparison sees it.

More by hand: MATERIALS_RULES_SEEDS=3000 python -m pytest tests/test_prove_differential.py
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from building import tiny
from tiny_rules import Everything, Rules
from unrefused import unrefused

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.plan.compile import Plan
from materials_rules.plan.engine import Engine
from materials_rules.proof import closure, dueness, guarded, lawful, mattering, settling
from materials_rules.proof.result import Result
from materials_rules.verdict.entries import entries
from materials_rules.verdict.examine import examine
from materials_rules.verdict.outcome import outcome_of
from materials_rules.witness.reading import situation_of
from materials_rules.witness.written import Data

SEEDS = int(os.environ.get("MATERIALS_RULES_SEEDS", "200"))
Verdicts = dict[str, Any]
ENGINE = Engine()
"""One process for all of them; it ends with this one."""


def codes(results: Iterator[Result]) -> set[str]:
    return {result.fault.code for result in results if result.fault is not None}


def by_prover(plan: Plan, rules: Rules) -> Verdicts:
    """Each claim as the prover has it."""
    due = {result.about: result.fault.code for result in dueness.dueness(plan) if result.fault is not None}
    found = [result for result in (*closure.closed(plan, 3000), *guarded.guarded(plan), *lawful.lawful(plan)) if result.fault]
    return {
        "told once": not any(result.claim == "told_once" for result in found),
        "never due": {name for name, code in due.items() if code == "R-PROOF-NEVER-DUE"} - rules.taken,
        "always due": {name for name, code in due.items() if code == "R-PROOF-ALWAYS-DUE"} - rules.taken,
        "lawful": not any(result.claim == "lawful" for result in found),
        "two forms": "R-PROOF-FORMS" in codes(lawful.agreeing(plan)),
        "idle": {r.about.removeprefix("fact/") for r in mattering.mattering(plan, said_by(plan)) if r.fault is not None},
    }


def said_by(plan: Plan) -> Callable[[Data], str]:
    def said(packet: Data) -> str:
        examination = examine(plan, situation_of(plan, packet).packet, "")
        found = entries(examination)
        told = [(entry.id, entry.kind, entry.is_conditional) for entry in found]
        return repr((outcome_of(examination, found), told, [asked.ask.id for asked in examination.questions]))

    return said


def by_looking(every: Everything) -> Verdicts:
    """Each claim by looking at every packet."""
    rules = every.rules
    free = [name for name in rules.materials if name not in rules.taken]
    broken = every.grows() or every.hangs() or every.turns_in_a_circle() or every.asks_the_wrong_one()
    return {
        "told once": not broken,
        "never due": {name for name in free if not every.can_be_due(name)},
        "always due": {n for n in free if "when" in rules.materials[n] and every.can_be_due(n) and not every.can_be_not_due(n)},
        "lawful": not every.asks_for_what_is_taken() and not every.rests_on_what_is_taken(),
        "two forms": every.asks_in_two_forms(),
        "idle": {fact for fact in rules.facts if not every.matters(fact)},
    }


@cache
def judged(seed: int) -> tuple[Plan, Rules, Verdicts] | None:
    """One ruleset with what looking says of it; None where it cannot be read, or no situation is left at all."""
    rules = Rules(seed)
    try:
        ruleset = tiny(**rules.keys)
    except RulesetInvalid:
        return None
    plan = unrefused(ruleset, ENGINE)
    every = Everything(plan, rules)
    if all(found.contradicts for found in every.packets.values()):
        return None
    return plan, rules, by_looking(every)


def differing(seeds: range) -> Iterator[tuple[int, str, Any, Any]]:
    """The claims on which the two differ."""
    for seed in seeds:
        found = judged(seed)
        if found is not None:
            plan, rules, looked = found
            proved = by_prover(plan, rules)
            yield from ((seed, claim, proved[claim], looked[claim]) for claim in looked if proved[claim] != looked[claim])


def test_the_prover_says_what_looking_at_every_packet_says() -> None:
    assert list(differing(range(SEEDS))) == []


def test_the_rulesets_are_good_and_bad_in_every_way() -> None:
    counts: Counter[str] = Counter()
    for seed in range(SEEDS):
        found = judged(seed)
        if found is not None:
            looked = found[2]
            counts["all"] += 1
            counts["told once"] += looked["told once"]
            counts["not told once"] += not looked["told once"]
            counts["two forms"] += looked["two forms"]
            counts.update(claim for claim in ("never due", "always due", "idle") if looked[claim])
    assert counts["all"] > 0.7 * SEEDS
    assert min(counts[claim] for claim in ("told once", "not told once", "never due", "always due", "idle", "two forms")) >= 3, counts


# the prover broken on purpose: the comparison sees it


def nothing_hangs(*given: Any) -> Iterator[Any]:
    return iter(())


def never_a_pair(*given: Any) -> Iterator[Any]:
    return iter(())


def everything_asked(claims: frozenset[str]) -> bool:
    return True


def no_documents(*given: Any) -> list[Any]:
    return []


def only_one_answer(plan: Plan, name: str) -> list[object]:
    return RIGHT_ANSWERS(plan, name)[:1]


RIGHT_ANSWERS = mattering.answers


@pytest.mark.parametrize(
    ("where", "name", "mistake", "claim"),
    [
        ((settling, "_wrong"), "what hangs is overlooked, here and on the diagrams", nothing_hangs, "told once"),
        ((dueness, "is_asked"), "everything counts as asked for", everything_asked, "never due"),
        ((lawful, "_same_documents"), "no document is the same as another", no_documents, "two forms"),
        ((mattering, "answers"), "only one answer is tried", only_one_answer, "idle"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_a_broken_prover_is_seen(where: Any, name: str, mistake: Any, claim: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, attribute = where
    monkeypatch.setattr(module, attribute, mistake)
    if claim == "told once":
        monkeypatch.setattr(guarded, "_pairs", never_a_pair)
    assert claim in {differs for _, differs, _, _ in differing(range(min(SEEDS, 70)))}
