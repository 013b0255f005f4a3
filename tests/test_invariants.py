"""What holds for every ruleset and packet, in the wording of docs/semantics.md; the numbers are those of the list of invariants.

Closure (I01, I02) has a file of its own; that engine and model agree (I20) is test_exactness.
"""

from __future__ import annotations

import copy
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from building import BASIS
from curing import Cure, Judged, is_new, judged
from noticing import CALENDARS, noticed, paper
from worlds import Data, Hand, Made, makes, read

from materials_rules.form_checks.kinds import KINDS
from materials_rules.library import TOOL
from materials_rules.notice.closed_set import announced, closed_set
from materials_rules.notice.model import Notice, encode
from materials_rules.notice.write import Frame, write_notice
from materials_rules.packet.model import Packet
from materials_rules.plan.engine import Engine

TAKEN = ("drop", "obtain")


def cases(engine: Engine, seeds: range, packets: int = 3) -> Iterator[tuple[Made, Cure, Judged]]:
    for made in makes(seeds, engine):
        for i in range(packets):
            hand = Cure(made, random.Random(made.seed * 100 + i))
            yield made, hand, judged(made, hand.packet())


def written(made: Made, found: Judged, packet: Packet) -> Notice:
    """The whole notice."""
    situation = found.examination.situation
    frame = Frame(made.ruleset, CALENDARS, packet, situation.day, situation.day, TOOL)
    return write_notice(frame, found.examination, found.entries, found.outcome)


def test_what_the_other_tests_count_as_told_is_what_a_notice_announces(engine: Engine) -> None:
    for made, _, found in cases(engine, range(100, 160), 2):
        assert announced(written(made, found, read(found.data))) == found.told


# I03


def without(data: Data) -> Iterator[tuple[str, Data]]:
    """*data* with one fact or attribute left out, everything that is there in turn.

    A day of handing in has a default, what is unreadable is recorded or not, and whose a paper is is no attribute of it.
    """
    kept = ("material", "subject", "handed_in_on", "unreadable")
    for part in ("facts", "choices", "applicant"):
        for key in data.get(part, {}):
            yield f"{part}.{key}", {**data, part: {k: v for k, v in data[part].items() if k != key}}
    for i, line in enumerate(data["materials"]):
        for key in (k for k in line if k not in kept):
            yield f"{line['material']}.{key}", _changed(data, "materials", i, {k: v for k, v in line.items() if k != key})
        for key in line.get("fields", {}):
            fields = {k: v for k, v in line["fields"].items() if k != key}
            yield f"{line['material']}.fields.{key}", _changed(data, "materials", i, {**line, "fields": fields})
    for listed, lines in data.get("lists", {}).items():
        yield listed, {**data, "lists": {k: v for k, v in data["lists"].items() if k != listed}}
        for i, line in enumerate(lines):
            for key in (k for k in line if k != "id"):
                shorter = {k: v for k, v in line.items() if k != key}
                yield f"{listed}.{key}", {**data, "lists": {**data["lists"], listed: [*lines[:i], shorter, *lines[i + 1 :]]}}


def _changed(data: Data, part: str, i: int, line: Data) -> Data:
    return {**data, part: [*data[part][:i], line, *data[part][i + 1 :]]}


def test_i03_unknown_is_not_false(engine: Engine) -> None:
    """Leaving out a fact or an attribute takes no id away from what is told.

    Exceptions, by their meaning: answers that contradict one another do so together, and a defective answer is a finding
    on itself alone; both are gone when the answer is.
    """
    count = 0
    for made, _, found in cases(engine, range(200, 320)):
        if found.examination.contradictions:
            continue
        for what, data in without(found.data):
            count += 1
            less = judged(made, data)
            if less.examination.scope == "out" or found.examination.scope == "out":
                continue
            own = {f"{made.version.item}/fact/{defect.name}" for defect in found.examination.situation.answers.defects}
            gone = [id_ for id_ in found.told - own if is_new(less.told, id_, made.version)]
            assert not gone, f"seed {made.seed}: without {what} {gone} is no longer told"
    assert count > 1000


# I04


def test_i04_a_final_result_is_closed(engine: Engine) -> None:
    """Accepted means: no finding, no condition, no question, nothing a person must look at; and only then."""
    accepted = 0
    for _, _, found in cases(engine, range(320, 480)):
        examination = found.examination
        looked = any(standing.verdict == "look" for standing in examination.standings.values())
        office = any(asked.ask.of == "office" for asked in examination.questions)
        if found.outcome == "accept":
            accepted += 1
            assert not found.entries and not examination.questions and not looked
        elif not found.open:
            assert looked or examination.scope == "out"
        if looked or office:
            assert found.outcome == "undetermined"
    assert accepted > 30


# I06, I07, I08, I10


def test_i06_what_a_class_takes_away_is_never_asked_for(engine: Engine) -> None:
    """No arm of any entry is a paper that is dropped, obtained, covered or shown instead, in the situations that are left."""
    seen = 0
    for made, _, found in cases(engine, range(480, 700)):
        examination = found.examination
        day = examination.situation.day.toordinal()
        for entry in found.entries:
            for arm in entry.arms:
                slot = made.version.slots.get(arm.material)
                if slot is None or entry.kind == "missing_result":
                    continue
                seen += 1
                standing = next(s for (name, _), s in examination.standings.items() if name == slot.requirement)
                assert not any(standing.ever(f"{word}/{slot.id}") for word in TAKEN), made.seed
                decisive = made.plan.stretch(slot.id, day).decisive()
                assert decisive is None or decisive.class_id == "C4_COMMITMENT", made.seed
                if entry.sort == "requirement" and entry.requirement == slot.requirement:
                    assert not standing.always(f"covered/{slot.requirement}"), made.seed
    assert seen > 300


def test_i07_nothing_beyond_the_ruleset(engine: Engine) -> None:
    """Every id is declared in this version of this item; every arm is one of its papers, answers, or a named licence."""
    for made, _, found in cases(engine, range(700, 800)):
        file, item = made.version.file, made.version.item
        lines = {line.name for line in made.version.consistency} | {f"never-{i + 1}" for i in range(len(file.never))}
        for entry in found.entries:
            head, name = entry.id.removeprefix(f"{item}/").partition("[")[0].partition("/")[::2]
            assert entry.id.startswith(f"{item}/")
            match entry.sort:
                case "requirement" | "subject":
                    assert head in made.version.asked
                case "consistency" | "never":
                    assert (head, name in lines) == ("consistency", True)
                case _:
                    bare = name.partition(".")[0]
                    assert head == "fact" and (name in file.facts or bare in file.lists or bare == "applicant")
            assert entry.kind in KINDS


def test_i08_every_entry_has_a_basis(engine: Engine) -> None:
    for made, _, found in cases(engine, range(800, 880), 2):
        notice = written(made, found, read(found.data))
        for entry in (*notice.findings, *notice.conditional):
            assert entry.basis, entry.id
            assert all(basis.article and basis.title and basis.text for basis in entry.basis)


def test_i10_either_of_two_papers_is_one_entry() -> None:
    rules = {"materials": {"site": {"any_of": {"deed": {"hand_in": {"copies": 1}}, "lease": {"hand_in": {"copies": 1}}}}}}
    (entry,) = noticed(rules).findings
    assert [arm.material for arm in entry.arms] == ["deed", "lease"]
    for one in ("deed", "lease"):
        assert noticed(rules, materials=[paper(one, copies=1)]).outcome == "accept"
    (entry,) = noticed(rules, materials=[paper("deed", copies=0), paper("lease", copies=0)]).findings
    assert {arm.defects[0].kind for arm in entry.arms} == {"insufficient_copies"}


def test_i10_each_requirement_is_one_entry(engine: Engine) -> None:
    for _, _, found in cases(engine, range(880, 960)):
        ids = [entry.id for entry in found.entries]
        assert len(ids) == len(set(ids))


# I11, I12


def test_i11_one_more_paper_in_form_only_takes_findings_away(engine: Engine) -> None:
    """Unless a condition or a line reads it; then what it brings was told before (I02)."""
    taken = 0
    for made, hand, found in cases(engine, range(960, 1200), 2):
        for standing in found.examination.standings.values():
            if standing.verdict != "finding" or not standing.asked_slots or (standing.subject or "").endswith("*"):
                continue
            slot = standing.asked_slots[0]
            if _is_read(made, slot.id) or slot.arm.proved_by:
                continue
            data = copy.deepcopy(found.data)
            hand._take_back(data, slot, standing.subject if slot.list else None)
            data["materials"].append(hand._good(data, slot, standing.subject if slot.list else None))
            before, after = ({e.id for e in f.entries if not e.is_conditional} for f in (found, judged(made, data)))
            assert after <= before, made.seed
            taken += len(before) - len(after)
    assert taken > 40


def test_i12_taking_a_paper_away_adds_its_own_id(engine: Engine) -> None:
    """And no other, where no condition, cover or line reads it."""
    added = 0
    for made, hand, found in cases(engine, range(1200, 1500), 2):
        for (slot_id, subject), held in found.examination.situation.held.items():
            slot = made.version.slots[slot_id]
            standing = found.examination.standings.get((slot.requirement, subject))
            if standing is None or held.met is not True or not standing.always(f"ask/{slot_id}") or _is_read(made, slot_id):
                continue
            data = copy.deepcopy(found.data)
            hand._take_back(data, slot, subject)
            less = {entry.id for entry in judged(made, data).entries}
            new = less - {entry.id for entry in found.entries}
            own = f"{made.version.item}/{slot.requirement}" + (f"[{subject}]" if subject else "")
            assert new <= {own}, made.seed
            added += bool(new)
    assert added > 40


def _is_read(made: Made, slot: str) -> bool:
    """Whether anything besides its own requirement looks at a paper, or at another that would do."""
    asked = made.version.asked[made.version.slots[slot].requirement]
    arms = {arm.id for arm in asked.slots}
    in_lines = any(variable.owner in arms for line in made.version.consistency for variable in line.same)
    in_conditions = any(name.partition("/")[2].partition(".")[0] in arms for name in made.plan.sources)
    return in_lines or in_conditions or bool(asked.requirement.covers)


# I14


EQUAL = [
    ("rented and big", "big and rented"),
    ("not (rented or big)", "not rented and not big"),
    ("not (rented and big)", "(not rented) or (not big)"),
    ("rented", "not not rented"),
    ("kind in [shop]", "kind == shop"),
    ("kind != shop", "kind in [stall, cart]"),
    ("area > 50", "not (area <= 50)"),
    ("area > 50", "50 < area"),
    ("area >= 50.01", "area > 50"),
    ("rented or not rented", "true"),
    ("(rented and big) or (rented and not big)", "rented"),
    ("tall", "storeys >= 10"),
    ("any(cars, old)", "not all(cars, not old)"),
    ("any(cars, old and heavy)", "any(cars, heavy and old)"),
    ("any(cars, not (old or heavy))", "any(cars, not old and not heavy)"),
    ("provided(lease) and lease.until < 2027-01-01", "provided(lease) and not (lease.until >= 2027-01-01 or lease.until == none)"),
]
FACTS = {
    "rented": "boolean",
    "big": "boolean",
    "kind": {"one_of": ["shop", "stall", "cart"]},
    "area": {"type": "number", "decimals": 2, "minimum": 0},
    "storeys": "number",
}
LISTS = {"cars": {"each": {"old": "boolean", "heavy": "boolean"}}}
PACKETS: list[dict[str, Any]] = [
    {},
    {"facts": {"rented": True}},
    {"facts": {"big": False, "kind": "cart", "area": 50}},
    {"facts": {"rented": True, "big": True, "kind": "shop", "area": 50.01, "storeys": 12}},
    {"lists": {"cars": []}, "facts": {"area": 49}},
    {"lists": {"cars": [{"id": "1", "old": True}, {"id": "2"}]}},
    {"lists": {"cars": [{"id": "1", "heavy": False}]}},
    {"materials": [{"material": "lease", "fields": {"until": "2026-12-31"}}]},
    {"materials": [{"material": "lease", "fields": {"until": None}}, {"material": "plan"}]},
    {"materials": [{"material": "lease"}]},
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_i14_conditions_that_mean_the_same_give_the_same_notice(one: str, other: str) -> None:
    """Byte for byte, but for the digest of the ruleset, and for the words of a condition, which stand as its author wrote it."""
    for packet in PACKETS:
        first, second = (_notice(condition, packet) for condition in (one, other))
        assert first == second, packet


def _notice(condition: str, packet: dict[str, Any]) -> Any:
    rules = {
        "materials": {"lease": {"reads": {"until": {"type": "date"}}}, "plan": {"when": condition}},
        "facts": FACTS,
        "lists": LISTS,
        "definitions": {"tall": "storeys >= 10"},
    }
    found = json.loads(encode(noticed(rules, **packet)))
    del found["made_by"]
    for entry in found["conditional"]:
        entry["if"] = sorted(entry["if"]["depends_on"])
        del entry["branches"]
    for entry in (*found["findings"], *found["conditional"]):
        if "cars" in condition:  # a statement about a list is compared as it is written
            del entry["decided_by"]
    return found


# I17, I18


def shuffled(value: Any, rng: random.Random) -> Any:
    """The same packet written in another order: keys, papers, letters, copies; not the members of a list of the item."""
    if isinstance(value, dict):
        keys = list(value)
        rng.shuffle(keys)
        return {key: shuffled(value[key], rng) for key in keys}
    if isinstance(value, list):
        parts = [shuffled(part, rng) for part in value]
        rng.shuffle(parts)
        return parts
    return value


def in_another_order(data: Data, rng: random.Random) -> Data:
    lists = {name: [shuffled(line, rng) for line in lines] for name, lines in data.get("lists", {}).items()}
    mixed: Data = shuffled({**data, "lists": {}}, rng)
    return mixed | {"lists": lists}


def test_i17_order_does_not_matter(engine: Engine) -> None:
    for made, hand, found in cases(engine, range(1500, 1600), 2):
        first = encode(written(made, found, read(found.data)))
        for _ in range(2):
            again = judged(made, in_another_order(found.data, hand.rng))
            assert encode(written(made, again, read(again.data))) == first, made.seed


def test_i17_not_even_of_defective_answers() -> None:
    facts = {"a": "number", "b": "number", "c": {"one_of": ["x", "y"]}}
    rules = {"materials": {"m": {}}, "facts": {k: {"type": "number", "maximum": 5} if v == "number" else v for k, v in facts.items()}}
    answers = {"a": 9, "b": 9, "c": "z"}
    orders = [dict(sorted(answers.items(), reverse=reverse)) for reverse in (False, True)]
    assert encode(noticed(rules, facts=orders[0])) == encode(noticed(rules, facts=orders[1]))


WITH_HASHES = """
import random, sys
sys.path.insert(0, {tests!r})
from test_invariants import cases, written
from worlds import read
from materials_rules.notice.model import encode
from materials_rules.plan.engine import Engine
with Engine() as engine:
    for made, _, found in cases(engine, range(1600, 1612), 2):
        sys.stdout.buffer.write(encode(written(made, found, read(found.data))))
"""


def test_i17_the_seed_of_hashes_does_not_matter() -> None:
    tests = str(Path(__file__).parent)
    outputs = {
        subprocess.run(
            [sys.executable, "-c", WITH_HASHES.format(tests=tests)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(tests).parent)},
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        for seed in ("0", "1", "31337")
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 10_000


def test_i18_no_packet_leaves_a_trace(engine: Engine) -> None:
    """A packet judged after any other, good or bad, is judged as if alone; and so is it the second time."""
    for made in makes(range(1620, 1660), engine):
        hand = Hand(made, random.Random(made.seed))
        packets = [hand.packet() for _ in range(4)]
        alone = [judged(made, data) for data in packets]
        for data, before in reversed(list(zip(packets, alone, strict=True))):
            again = judged(made, data)
            assert (again.told, again.outcome) == (before.told, before.outcome)
            assert encode(written(made, again, read(data))) == encode(written(made, before, read(data)))


# one entry more of I02: the digest of what was told


def test_the_digest_of_what_is_told_does_not_depend_on_order_or_words() -> None:
    rules = {"materials": {"a": {"basis": [BASIS]}, "b": {"hand_in": {"copies": 2}}}}
    notice = noticed(rules)
    assert notice.closed_set == closed_set(reversed(notice.findings), (), (), ())


