"""The second visit on random rulesets: what changes only where the notice lets it is judged as if it had come at once.

Each step is judged twice: with the earlier notice, and alone. Nothing may be called new, nothing the office's fault, and
both must find the same.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

import pytest
from curing import Cure, Judged, judged, steps
from noticing import CALENDARS
from worlds import Made, makes, read

from materials_rules.ground.errors import NotAPacket
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


def is_of(line: dict[str, Any], old: dict[str, Any]) -> bool:
    """Whether *line* is the paper *old*, of which perhaps more was recorded since."""
    fields = {**line.get("fields", {}), **old.get("fields", {})} == line.get("fields", {})
    return fields and {**line, **{key: value for key, value in old.items() if key != "fields"}} == line


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
