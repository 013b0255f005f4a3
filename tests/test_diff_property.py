"""What `diff` says of random changes, held against packets that leave nothing open: no notice changes against its word.

A packet shows a direction where an entry is certain on both sides: told by one ruleset and not by the other.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
from changing import ITEM, Changed, Whole, changed
from worlds import read

from materials_rules.changes.change import Change
from materials_rules.changes.duty import Direction
from materials_rules.changes.matching import matching
from materials_rules.changes.rulesets import compared
from materials_rules.library import check
from materials_rules.notice.model import Notice
from materials_rules.plan.engine import Engine
from materials_rules.verdict.examine import Examination, examine
from materials_rules.witness.written import text

SEEDS = range(60)
PACKETS = 25


@cache
def pairs() -> tuple[tuple[Changed, tuple[Change, ...]], ...]:
    """The pairs of `SEEDS` that load, each with everything that `diff` says of it."""
    found = []
    with Engine() as engine:
        for seed in SEEDS:
            pair = changed(seed, engine)
            if pair is not None:
                report = compared(pair.old, pair.new, (ITEM,))
                found.append((pair, tuple(change for item in report.items for change in item.changes)))
    return tuple(found)


def judged(pair: Changed) -> Iterator[tuple[dict[str, object], list[Examination]]]:
    """Packets that both sides can judge, with what each finds."""
    hand = Whole(pair, random.Random(pair.seed))
    for _ in range(PACKETS):
        packet = hand.whole()
        sides = (pair.old, pair.new)
        seen = [examine(side.plan(version), read(packet), "") for side, version in zip(sides, pair.versions, strict=True)]
        if not any(one.situation.answers.defects for one in seen):
            yield packet, seen


def shown(pair: Changed, seen: list[Examination]) -> Iterator[tuple[str, str, Direction]]:
    """What one packet shows: of what, and in which direction."""
    barred = [bool(one.contradictions) for one in seen]
    if barred[0] != barred[1]:
        yield "never", "never", "stricter" if barred[1] else "looser"
    if any(barred):
        return
    scopes = [one.scope for one in seen]
    if scopes[0] != scopes[1]:
        yield "scope", "scope", "stricter" if scopes[1] == "in" else "looser"
    if scopes != ["in", "in"]:
        return
    for was, now in matching(*pair.versions).requirements:
        if was is not None and now is not None and was.id != now.id:
            continue  # a packet names papers by one of the two codes
        verdicts = [
            {} if asked is None else {who: one.verdict for (name, who), one in side.standings.items() if name == asked.id}
            for asked, side in zip((was, now), seen, strict=True)
        ]
        asked = now or was
        assert asked is not None
        for who in {*verdicts[0], *verdicts[1]}:
            match (verdicts[0].get(who, "absent"), verdicts[1].get(who, "absent")):
                case ("absent", "finding"):
                    yield "requirement", asked.id, "stricter"
                case ("finding", "absent"):
                    yield "requirement", asked.id, "looser"


def lines_shown(pair: Changed, seen: list[Examination]) -> Iterator[tuple[str, Direction]]:
    """The lines of consistency that one packet shows to count on one side alone."""
    if any(one.contradictions for one in seen) or [one.scope for one in seen] != ["in", "in"]:
        return
    verdicts = [{(c.line.name, c.subject): c.verdict for c in one.comparisons} for one in seen]
    for key in {*verdicts[0], *verdicts[1]}:
        match (verdicts[0].get(key, "absent"), verdicts[1].get(key, "absent")):
            case ("absent" | "possible", "finding"):
                yield key[0], "stricter"
            case ("finding", "absent" | "possible"):
                yield key[0], "looser"


def test_a_line_counts_otherwise_only_where_diff_says_so() -> None:
    denied, seen_at_all, compared_at_all = [], 0, 0
    with Engine() as engine:
        found = (changed(seed, engine, "line") for seed in range(60))
        for pair in (pair for pair in found if pair is not None):
            report = compared(pair.old, pair.new, (ITEM,))
            said = [change for item in report.items for change in item.changes if change.sort == "line"]
            directions = {(change.of, change.direction) for change in said}
            compared_at_all += 1
            for packet, seen in judged(pair):
                for name, direction in lines_shown(pair, seen):
                    seen_at_all += 1
                    if not {(name, direction), (name, "both")} & directions:
                        denied.append((pair.seed, name, direction, packet))

    assert denied == []
    assert compared_at_all > 5 < seen_at_all


def test_no_packet_shows_what_diff_denies() -> None:
    denied = []
    seen_at_all: Counter[str] = Counter()
    for pair, said in pairs():
        directions: dict[tuple[str, str], set[Direction]] = {}
        for change in said:
            directions.setdefault((change.sort, change.of), set()).add(change.direction)
        for packet, seen in judged(pair):
            for sort, of, direction in shown(pair, seen):
                seen_at_all[f"{sort} {direction}"] += 1
                if not {direction, "both"} & directions.get((sort, of), set()):
                    denied.append((pair.seed, pair.what, sort, of, direction, packet))

    assert denied == []
    # packets that show nothing would prove nothing
    assert seen_at_all["requirement stricter"] > 20 < seen_at_all["requirement looser"]
    assert seen_at_all["scope stricter"] + seen_at_all["scope looser"] > 5
    assert seen_at_all["never stricter"] + seen_at_all["never looser"] > 5


def weight(notice: Notice, name: str) -> float:
    """How much a notice asks for under a requirement's name."""
    ids = {f"{ITEM}/{name}"}
    if any(entry.id.partition("[")[0] in ids for entry in notice.conditional):
        return 1.5
    found = [entry for entry in notice.findings if entry.id.partition("[")[0] in ids]
    if found:
        return 2 if found[0].deferrable is not None else 3
    return 1 if any(entry.id.partition("[")[0] in ids for entry in notice.due_later) else 0


def test_every_witness_shows_what_it_is_a_witness_of() -> None:
    wrong, shown_at_all, unshown = [], 0, []
    for pair, said in pairs():
        for change in said:
            if change.sort != "requirement" or change.direction == "neutral":
                continue
            if change.witness is None:
                unshown.append((pair.seed, change.of, change.situation))
                continue
            shown_at_all += 1
            sides = ((pair.old, change.witness.old), (pair.new, change.witness.new))
            notices = [check(side, text(packet).encode()) for side, packet in sides]
            names = [_name(pair, change.of, side) for side in (0, 1)]
            old, new = (weight(notice, name) for notice, name in zip(notices, names, strict=True))
            if not {"stricter": new > old, "looser": new < old, "both": new != old}[change.direction]:
                wrong.append((pair.seed, change.of, change.direction, change.witness))

    assert wrong == []
    assert shown_at_all > 25
    assert len(unshown) <= shown_at_all // 10


def _name(pair: Changed, of: str, side: int) -> str:
    """What a requirement is called on one side."""
    for both in matching(*pair.versions).requirements:
        if of in {asked.id for asked in both if asked is not None}:
            asked = both[side]
            return "" if asked is None else asked.id
    return of


def test_nothing_changes_between_a_ruleset_and_itself() -> None:
    for pair, _ in pairs()[:20]:
        assert compared(pair.old, pair.old).items == ()


def test_a_change_undone_is_the_opposite() -> None:
    opposite = {"stricter": "looser", "looser": "stricter", "both": "both", "neutral": "neutral"}
    for pair, said in pairs()[:15]:
        there = Counter((c.sort, c.situation, c.direction, c.was.zh, c.became.zh) for c in said if c.sort in ("never", "scope"))
        report = compared(pair.new, pair.old, (ITEM,))
        back = [change for item in report.items for change in item.changes if change.sort in ("never", "scope")]

        assert Counter((c.sort, c.situation, opposite[c.direction], c.became.zh, c.was.zh) for c in back) == there


@pytest.mark.parametrize("what", ["condition", "form", "came", "went", "never", "scope", "promise", "answers", "renamed"])
def test_the_pairs_hold_changes_of_every_sort(what: str) -> None:
    assert any(what in pair.what for pair, _ in pairs())
