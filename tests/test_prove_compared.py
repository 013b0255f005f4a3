"""The prover against looking at every packet, where questions are held against one another and lists are spoken of.

`compared_rules` shares no code with `proof/`. More by hand: MATERIALS_RULES_SEEDS=3000 python -m pytest tests/test_prove_compared.py
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import Any

from building import tiny
from compared_rules import ComparedRules, EveryPacket, papers_of
from test_prove_differential import ENGINE
from unrefused import unrefused

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.plan.compile import Plan
from materials_rules.proof import closure, dueness, guarded, mattering
from materials_rules.verdict.entries import entries
from materials_rules.verdict.examine import examine
from materials_rules.verdict.outcome import outcome_of
from materials_rules.witness.reading import situation_of
from materials_rules.witness.written import Data

SEEDS = int(os.environ.get("MATERIALS_RULES_SEEDS", "60"))
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


def differing(seeds: range) -> Iterator[tuple[int, str, Any, Any]]:
    """The claims on which the two differ."""
    for seed in seeds:
        found = judged(seed)
        if found is not None:
            plan, rules, _, looked = found
            proved = by_prover(plan, rules)
            yield from ((seed, claim, proved[claim], looked[claim]) for claim in looked if proved[claim] != looked[claim])


def test_the_prover_says_what_looking_at_every_packet_says() -> None:
    assert list(differing(range(SEEDS))) == []
