"""The second visit on random rulesets: what changes only where the notice lets it is judged as if it had come at once.

Each step is judged twice: with the earlier notice, and alone. Nothing may be called new, nothing the office's fault, and
both must find the same.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

import pytest
from chaining import RETURNED, Case, cases, follows, given_back, is_at_odds, is_of, packets, visit
from curing import Cure, Judged, judged, steps
from noticing import CALENDARS
from worlds import Data, Made, makes, read

from materials_rules.ground.errors import NotAPacket
from materials_rules.notice.closed_set import announced, was_announced
from materials_rules.notice.frame import Frame
from materials_rules.notice.model import Notice
from materials_rules.notice.rounds import Round, Visit, second_look, tells_the_whole
from materials_rules.notice.write import write_notice
from materials_rules.plan.engine import Engine
from materials_rules.verdict.answers import last_handed_in
from materials_rules.verdict.outcome import outcome_of


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


def noticed(made: Made, found: Judged) -> Notice:
    packet = found.examination.situation.packet
    day = dt.date.fromisoformat(packet.received_on)
    frame = Frame(made.ruleset, CALENDARS, packet, day, last_handed_in(packet), "test", ())
    return write_notice(frame, found.examination, found.entries, found.outcome)


def second(made: Made, found: Judged, before: Notice) -> Round:
    packet = found.examination.situation.packet
    return second_look(Visit(made.plan, packet, "", made.criteria, before))


def dated(step: Judged, first: Judged, before: Notice, made: Made) -> Judged:
    """*step* with what is not as it was at first handed in on the day after the notice, as papers that were replaced are."""
    after = (dt.date.fromisoformat(before.as_of) + dt.timedelta(days=1)).isoformat()
    known = first.data["materials"]
    materials = [line if any(is_of(line, old) for old in known) else {**line, "handed_in_on": after} for line in step.data["materials"]]
    return judged(made, {**step.data, "materials": materials})


def is_joined(step: Judged, before: Notice) -> bool:
    """Whether new papers lie beside old ones in one place: on a later visit the new ones speak, at once all of them."""
    days: dict[tuple[str, str | None], set[bool]] = {}
    for line in step.data["materials"]:
        is_new = line.get("handed_in_on", step.data["received_on"]) > before.as_of
        days.setdefault((line["material"], line.get("subject")), set()).add(is_new)
    return any(len(found) == 2 for found in days.values())


def test_what_comes_of_cures_is_neither_new_nor_a_fault(engine: Engine) -> None:
    compared, refused = 0, 0
    for made in makes(range(4000, 4090), engine):
        cure = Cure(made, random.Random(made.seed))
        for _ in range(4):
            first = judged_once(made, cure)
            before = noticed(made, first)
            if not tells_the_whole(before):
                continue
            for step in steps(cure, made, first, 2):
                then = dated(step, first, before, made)
                if is_joined(then, before):
                    continue
                try:
                    found = second(made, then, before)
                except NotAPacket as not_whole:
                    assert [fault.code for fault in not_whole.diagnostics] == ["P-NOT-WHOLE"]
                    refused += 1
                    continue
                where = f"seed {made.seed}"
                assert [entry.id for entry in found.entries] == [entry.id for entry in then.entries], where
                assert {q.ask.id for q in found.examination.questions} == {q.ask.id for q in then.examination.questions}, where
                assert (found.faults, found.warnings) == ((), ()), where
                assert outcome_of(found.examination, found.entries) == then.outcome, where
                compared += 1
    assert compared > 200, compared
    assert refused < compared


def judged_once(made: Made, cure: Cure) -> Judged:
    return judged(made, cure.packet())


def test_the_same_packet_again_is_the_same_notice(engine: Engine) -> None:
    for made in makes(range(5000, 5060), engine):
        cure = Cure(made, random.Random(made.seed))
        for _ in range(3):
            first = judged_once(made, cure)
            before = noticed(made, first)
            if tells_the_whole(before):
                found = second(made, first, before)
                assert [entry.id for entry in found.entries] == [entry.id for entry in first.entries], made.seed
                assert (found.faults, found.warnings) == ((), ()), made.seed
                assert read(first.data) == found.examination.situation.packet


# ---- chains of visits


NOT_CHARGED = {"accept", "accept_deferred", "undetermined", "not_required"}


def chain(case: Case, seed: int, is_obedient: bool) -> list[tuple[Judged, Data]]:
    return list(packets(case, random.Random(seed), is_obedient))


@pytest.mark.parametrize("is_obedient", [True, False])
def test_a_chain_of_cures_brings_neither_faults_nor_news(is_obedient: bool) -> None:
    """Over up to four visits: nothing new but what contradicts itself, nothing that nobody can act on, and in the end acceptance."""
    visits, accepted = 0, 0
    for case in cases(range(9000, 9060), 0):
        for turn in range(3):
            before: Notice | None = None
            for alone, data in chain(case, case.made.seed * 7 + turn, is_obedient):
                found = visit(case.library, data, before)
                if found is None or (before is None and not tells_the_whole(found)):
                    break
                where = f"seed {case.made.seed}, turn {turn}"
                if before is not None and not alone.examination.contradictions:
                    visits += 1
                    assert (found.office_faults, new_since(found)) == ((), set()), where
                    ids = {id_ for id_ in told(found) if "/read/" not in id_ and not id_.endswith("/serious_bad_credit")}
                    # a paper for a member who is none stands where papers of the list were told
                    strays = {line.id for line in found.findings if line.kind == "wrong_subject"}
                    heads = {id_.partition("[")[0] for id_ in announced(before)}
                    assert all(was_announced(announced(before), id_) or (id_ in strays and id_.partition("[")[0] in heads) for id_ in ids), where
                if found.outcome != "undetermined" and found.conditional and before is not None:
                    assert found.findings or found.questions, where
                if not alone.open:
                    assert found.outcome in ("accept", "not_required", "not_competent"), where
                    accepted += before is not None and found.outcome == "accept"
                if before is not None and is_at_odds(alone, found):
                    break
                before = follows(before, found)
    assert visits > 80, visits
    assert accepted > (40 if is_obedient else 3), accepted


def test_by_other_rules_nobody_is_charged_who_would_be_accepted() -> None:
    """Whatever changed in the rules, on whichever of the visits; where nothing did that concerns the item, the same is found."""
    compared, accepted, alike = 0, 0, 0
    for case in cases(range(9100, 9150), 4):
        for turn in range(2):
            first: Notice | None = None
            chains: dict[str, Notice | None] = {}
            for number, (alone, data) in enumerate(chain(case, case.made.seed * 7 + turn, True)):
                mine = visit(case.library, data, first)
                if mine is None or (first is None and not tells_the_whole(mine)):
                    break
                for name in chains if first is not None else ():
                    rules = case.others[name] if number == 1 or (number + turn) % 2 else case.library
                    found = visit(rules, data, chains[name])
                    where = f"seed {case.made.seed}, turn {turn}, visit {number + 1}, {name}"
                    compared += 1
                    if found is None:
                        continue
                    assert name == "excluded" or alone.examination.contradictions or not new_since(found), where
                    if mine.outcome == "accept":
                        accepted += 1
                        assert found.outcome in NOT_CHARGED, where
                    if name == "nothing" and "undetermined" not in (mine.outcome, found.outcome):
                        alike += 1
                        assert told(found) == told(mine), where
                    chains[name] = follows(chains[name], found)
                if first is not None and is_at_odds(alone, mine):
                    break
                first = follows(first, mine)
                if number == 0:
                    chains = dict.fromkeys(case.others, first)
    assert compared > 100, compared
    assert accepted > 50, accepted
    assert alike > 20, alike


def test_where_papers_are_given_back_cures_are_no_news_either() -> None:
    compared = 0
    for case in cases(range(9200, 9260), 0, RETURNED):
        for turn in range(2):
            before: Notice | None = None
            for alone, data in chain(case, case.made.seed * 7 + turn, True):
                again = data if before is None else given_back(data, f"2027-0{data['round']}-01")
                if judged(case.made, again).told != alone.told:
                    break  # a paper ran out in between
                found = visit(case.library, again, before)
                if found is None or (before is None and not tells_the_whole(found)):
                    break
                if before is not None and not alone.examination.contradictions:
                    compared += 1
                    assert (found.office_faults, new_since(found)) == ((), set()), case.made.seed
                    assert all(was_announced(alone.told, id_) for id_ in told(found)), case.made.seed
                before = follows(before, found)
    assert compared > 40, compared


def test_the_day_of_judgement_changes_no_chain() -> None:
    compared = 0
    for case in cases(range(9300, 9330), 2):
        for turn in range(2):
            plain: Notice | None = None
            dated: Notice | None = None
            for number, (_, data) in enumerate(chain(case, case.made.seed * 7 + turn, turn == 0)):
                rules = list(case.others.values())[-1] if case.others and number == 2 else case.library
                one = visit(rules, data, plain)
                other = visit(rules, data, dated, ("2020-01-01", "2031-01-01")[number % 2])
                assert (one is None) == (other is None)
                if one is None or other is None:
                    break
                assert (told(one), one.outcome, one.office_faults) == (told(other), other.outcome, other.office_faults), case.made.seed
                compared += number > 0
                plain, dated = follows(plain, one), follows(dated, other)
                if plain is None:
                    break
    assert compared > 20, compared


def test_leaving_out_what_was_recorded_of_a_paper_removes_no_id() -> None:
    compared = 0
    for case in cases(range(9400, 9440), 0):
        for turn in range(3):
            rng, before = random.Random(case.made.seed + turn), None
            for _, data in chain(case, case.made.seed * 7 + turn, False):
                full = visit(case.library, data, before)
                if full is None or (before is None and not tells_the_whole(full)):
                    break
                less = visit(case.library, lessened(data, rng), before)
                if before is not None and less is not None:
                    compared += 1
                    missing = {id_ for id_ in told(full) if "/read/" not in id_ and not was_announced(announced(less), id_)}
                    assert not missing, (case.made.seed, turn, missing)
                before = follows(before, full)
    assert compared > 80, compared


def lessened(data: Data, rng: random.Random) -> Data:
    """*data* with one thing that was recorded of one paper left out."""
    lines = [dict(line) for line in data["materials"]]
    if lines:
        line = rng.choice(lines)
        left = [key for key in line if key not in ("material", "subject", "handed_in_on", "unreadable")]
        if left:
            del line[rng.choice(left)]
    return {**data, "materials": lines}


def told(notice: Notice) -> set[str]:
    return {line.id for line in (*notice.findings, *notice.conditional, *notice.questions)}


def new_since(notice: Notice) -> set[str]:
    return {warning.code for warning in notice.warnings} & {"W-NEW-SINCE", "W-RULES-AND-ANSWERS", "W-GIVEN-BACK", "W-AT-ODDS"}
