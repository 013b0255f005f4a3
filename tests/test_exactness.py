"""Two-valued in every world, and nothing approximate: the verdict equals the fold over all worlds, Open the least set.

Each packet is judged twice: by the program, and by `reference`, which tries every world. With *plain* rulesets (no two
comparisons of the same two values, no line of consistency with a condition of its own) both must agree on everything. With
others, a line is judged apart from the papers that it compares: that may turn a certainty into "depends", never the reverse.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator

import pytest
import reference
from worlds import Hand, Made, makes, read

from materials_rules.condition.tree import Boolean, Variable
from materials_rules.plan.engine import Engine
from materials_rules.verdict import examine as examining
from materials_rules.verdict.examine import Examination, examine
from materials_rules.verdict.settled import OPEN
from materials_rules.verdict.situation import Opened, Situation

SEEDS = int(os.environ.get("MATERIALS_RULES_SEEDS", "250"))
PACKETS = 4
WEAKER = {"finding": {"finding", "conditional"}, "absent": {"absent", "conditional", "possible"}}
"""What the program may say instead of what is certain, where two values are compared."""


def judged(engine: Engine, seeds: range, plain: bool) -> Iterator[tuple[Made, Examination, reference.Verdicts]]:
    for made in makes(seeds, engine, plain):
        hand = Hand(made, random.Random(made.seed))
        for _ in range(PACKETS):
            packet = read(hand.packet())
            examination = examine(made.plan, packet, "packet.json", made.criteria)
            yield made, examination, reference.judge(made.ruleset, made.version, packet)


def scope_of(examination: Examination) -> str:
    if examination.scope != "out":
        return examination.scope
    assert examination.out is not None
    return examination.situation.plan.version.file.not_for[examination.out].outcome


def needed(names: frozenset[str]) -> frozenset[str]:
    """*names* without the answers of all members of a list that is open as a whole, which are open with it."""
    return frozenset(name for name in names if "[" in name or f"fact/{name.removeprefix('member/').partition('.')[0]}" not in names - {name})


def test_every_verdict_is_that_of_all_worlds(engine: Engine) -> None:
    seen: Counter[str] = Counter()
    lines: Counter[bool] = Counter()
    for made, found, expected in judged(engine, range(SEEDS), plain=True):
        where = f"seed {made.seed}"
        assert scope_of(found) == expected.scope, where
        verdicts = {key: standing.verdict for key, standing in found.standings.items()}
        assert verdicts == expected.requirements, where
        assert set(found.contradictions) == expected.contradictions, where
        assert needed(found.situation.opened.names) == expected.names, where
        assert found.situation.opened.slots == expected.places, where
        lines.update(_lines_agree(found, expected, where))
        seen.update(verdicts.values())
        seen.update(["contradiction"] * bool(found.contradictions) + [expected.scope])
    assert min(seen[verdict] for verdict in ("finding", "conditional", "absent", "look", "contradiction", "unknown")) > 20, seen
    assert lines[False] <= 0.02 * lines.total()


def test_what_counts_as_free_makes_no_certainty(engine: Engine) -> None:
    seen: Counter[bool] = Counter()
    for made, found, expected in judged(engine, range(10_000, 10_000 + SEEDS), plain=False):
        where = f"seed {made.seed}"
        assert scope_of(found) in (expected.scope, "unknown"), where
        for key, verdict in expected.requirements.items():
            mine = found.standings[key].verdict
            assert mine in WEAKER.get(verdict, {verdict}), where
            seen[mine == verdict] += 1
        assert found.situation.opened.slots >= expected.places, where
        seen.update(_lines_agree(found, expected, where))
    assert seen[False] <= 0.01 * seen.total(), "the exception has become the rule"


def _lines_agree(found: Examination, expected: reference.Verdicts, where: str) -> Iterator[bool]:
    """Whether each line is judged alike; where it is not, the program must be the less certain of the two."""
    mine = {(comparison.line.name, comparison.subject): comparison.verdict for comparison in found.comparisons}
    for key in mine.keys() | expected.lines.keys():
        verdict, other = mine.get(key, "absent"), expected.lines.get(key, "absent")
        if found.contradictions and (verdict, other) == ("finding", "conditional"):
            # no world is left at its word; the program asks only what decides the line's own papers, which may be no part of that
            other = verdict
        assert verdict == other or verdict == "conditional" or (verdict, other) == ("possible", "absent"), f"{where}: {key}"
        yield verdict == other


def unknown_is_false(self: Situation, name: str, subject: str | None = None) -> object:
    """The commonest mistake: what nobody answered is taken for no."""
    value = right_value(self, name, subject)
    source = self.plan.sources.get(name)
    is_boolean = isinstance(source, Variable) and isinstance(source.type, Boolean) and name.startswith("fact/")
    return False if value is OPEN and is_boolean else value


right_value = Situation.value


def test_the_comparison_sees_that_unknown_is_taken_for_false(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Situation, "value", unknown_is_false)
    assert disagreements(engine) > 5


def test_the_comparison_sees_that_nothing_is_opened(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "_opened", lambda *_: Opened())
    assert disagreements(engine) > 5


def disagreements(engine: Engine) -> int:
    """How many packets are judged otherwise than by the reference."""
    return sum(
        {key: standing.verdict for key, standing in found.standings.items()} != expected.requirements
        for _, found, expected in judged(engine, range(60), plain=True)
    )
