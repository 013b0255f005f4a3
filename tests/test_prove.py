"""What `prove` claims of a version, claim by claim, and that it finds what is wrong with a packet that shows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from building import plan_of, tiny
from curing import told_by
from noticing import CALENDARS
from worlds import Hand, makes, read
from worlds import random as randomly

from materials_rules import load
from materials_rules.library import Cache, Library
from materials_rules.plan.compile import Plan
from materials_rules.plan.engine import Engine
from materials_rules.proof import closure
from materials_rules.proof.closure import closed
from materials_rules.proof.dueness import dueness
from materials_rules.proof.guarded import guarded
from materials_rules.proof.lawful import agreeing, lawful
from materials_rules.proof.narrowed import groups
from materials_rules.proof.prove import prove
from materials_rules.proof.result import CLAIMS, Result
from materials_rules.proof.told import told
from materials_rules.verdict import examine as examining
from materials_rules.verdict.entries import entries
from materials_rules.verdict.examine import examine
from materials_rules.witness.reading import situation_of

ROOT = Path(__file__).resolve().parents[1]
SHARED = {"deed": {"supplied_by": "holder", "live": [{"from": "2024-01-01", "region": "43"}]}}


def plan(engine: Engine, materials: dict[str, Any], **item: Any) -> Plan:
    return plan_of(tiny(materials, **item), engine=engine)


def failing(results: Any) -> dict[str, str]:
    """The code of each thing that fails."""
    return {result.about: result.fault.code for result in results if result.fault is not None}


def proof(materials: dict[str, Any], **item: Any) -> list[Result]:
    ruleset = tiny(materials, **item)
    with Library(ruleset, CALENDARS, Cache(None)) as library:
        return list(prove(library, ruleset.items["permit"][0]).results)


# the delivered items


def test_every_delivered_item_and_version_is_proved() -> None:
    with load(ROOT / "rulesets" / "hengyang") as library:
        for versions in library.ruleset.items.values():
            for version in versions:
                found = prove(library, version, 200)
                assert failing(found.results) == {}, version.path
                assert all(found.of(claim) or claim == "matters" for claim in CLAIMS)


# due


@pytest.mark.parametrize(
    ("when", "code"),
    [("a and not a", "R-PROOF-NEVER-DUE"), ("a or not a", "R-PROOF-ALWAYS-DUE"), ("a", None), ("a and b", None)],
)
def test_a_requirement_can_be_due_and_can_be_not_due(when: str, code: str | None, engine: Engine) -> None:
    made = plan(engine, {"m": {"when": when}, "n": {}}, facts={"a": "boolean", "b": "boolean"})
    assert failing(dueness(made)) == ({"m": code} if code else {})


def test_what_answers_rule_out_is_no_situation(engine: Engine) -> None:
    made = plan(engine, {"m": {"when": "a and b"}}, facts={"a": "boolean", "b": "boolean"}, never=["a and b"])
    (result,) = dueness(made)
    assert result.fault is not None and result.fault.code == "R-PROOF-NEVER-DUE"
    assert [set(packet) for packet in result.witness] == [{"packet", "item", "received_on", "facts"}]


def test_what_a_class_takes_away_need_not_be_due(engine: Engine) -> None:
    made = plan(engine, {"m": {"document": "deed"}}, documents=SHARED, in_force_from="2024-06-01")
    assert failing(dueness(made)) == {}


# lawful


def test_what_the_office_obtains_is_asked_for_before_its_day_alone(engine: Engine) -> None:
    made = plan(engine, {"m": {"document": "deed", "hand_in": {"copies": 1}}, "n": {"covers": ["m"]}}, documents=SHARED)
    results = list(lawful(made))
    assert failing(results) == {} and all(result.examined >= 4 for result in results[:1])


def test_asking_for_what_the_office_obtains_is_seen(engine: Engine) -> None:
    """A broken table: whatever is obtained is asked for."""
    made = plan(engine, {"m": {"document": "deed", "hand_in": {"copies": 1}}}, documents=SHARED, in_force_from="2024-06-01")
    judged = made.outputs["requirement/m"]
    asked = tuple(None if claims is None else frozenset({"ask/m"}) for claims in judged.diagram.terminals)
    broken = replace(judged, diagram=replace(judged.diagram, terminals=asked))

    (right,) = lawful(made)
    (wrong,) = lawful(replace(made, outputs={"requirement/m": broken}))
    assert right.holds and wrong.fault is not None
    assert wrong.fault.code == "R-PROOF-TAKEN" and wrong.witness[0]["item"] == "permit"


# agreeing


def test_one_document_in_two_forms_is_a_contradiction_where_both_are_asked_for(engine: Engine) -> None:
    def materials(other: str) -> dict[str, Any]:
        paper = {"document": "plan"}
        return {"m": {**paper, "when": "a", "hand_in": {"copies": 1}}, "n": {**paper, "when": other, "hand_in": {"copies": 2}}}

    assert failing(agreeing(plan(engine, materials("not a"), facts={"a": "boolean"}))) == {}
    with pytest.raises(Exception, match="R-CONFLICT"):
        plan(engine, materials("a"), facts={"a": "boolean"})  # the loader says so as well


def test_one_document_asked_for_here_and_dropped_there_is_a_contradiction(engine: Engine) -> None:
    """One of two materials with one document lost its ground in law."""
    proof_of_rank = {"document": "rank", "kind": "proof", "basis": [{"law": "measures", "article": "4"}], "over_asked": True}
    made = plan(engine, {"m": {"document": "rank"}, "n": proof_of_rank})
    (first, second) = agreeing(made)
    assert first.fault is not None and first.fault.code == "R-PROOF-BOTH" and second.holds
    assert first.witness == ({"packet": "witness-1", "item": "permit", "received_on": "2026-03-02"},)


# matters


def test_a_question_that_decides_nothing_is_found_with_two_packets() -> None:
    results = [r for r in proof({"m": {"when": "a"}}, facts={"a": "boolean", "idle": "boolean"}) if r.claim == "matters"]
    assert failing(results) == {"fact/idle": "R-PROOF-QUESTION"}
    one, other = results[1].witness
    assert one["facts"] != other["facts"] and {**one, "facts": 0} == {**other, "facts": 0}


def test_what_a_member_of_a_list_is_called_is_asked_to_tell_it_from_the_others() -> None:
    """The label is printed beside what is asked of the member; another text that decides nothing is still found."""
    people = {"ask": "何人？", "name": "人员", "label": "called", "each": {one: {"ask": f"{one}？", "type": "text"} for one in ("called", "idle")}}
    people["each"]["old"] = {"ask": "是否年长？", "type": "boolean"}
    item = ({"m": {"when": "old", "for_each": "people"}}, {"people": people})
    found = proof(item[0], lists=item[1])
    place_of_people = tiny(item[0], lists=item[1]).items["permit"][0].places["people"]

    asked = {one.about: one.fault and one.fault.code for one in found if one.claim == "matters"}
    assert [one.fault.place for one in found if one.fault] == [place_of_people]
    assert asked == {"fact/people": None, "member/people.idle": "R-PROOF-QUESTION", "member/people.old": None}


def test_a_question_that_parts_two_equal_rows_of_an_element_decides_nothing() -> None:
    rows = {"fee": [{"when": "a", "value": "none"}, {"value": "none"}]}
    results = [r for r in proof({"m": {}}, facts={"a": "boolean"}, elements=rows) if r.claim == "matters"]

    assert failing(results) == {"fact/a": "R-PROOF-QUESTION"}


@pytest.mark.parametrize(
    ("item", "about"),
    [
        ({"materials": {"m": {"when": "any(cars, old)"}}, "lists": {"cars": {"each": {"old": "boolean"}}}}, {"fact/cars", "member/cars.old"}),
        ({"materials": {"m": {"for_each": "cars"}}, "lists": {"cars": {"at_least": 1}}}, {"fact/cars"}),
        ({"materials": {"p": {"reads": {"t": {}}}}, "facts": {"t": {"type": "text"}}, "consistency": [{"name": "n", "same": ["p.t", "t"]}]}, {"fact/t"}),
        ({"materials": {"m": {"when": "kinds has wall"}}, "facts": {"kinds": {"some_of": ["wall", "roof"]}}}, {"fact/kinds"}),
        ({"materials": {"m": {"when": "n > 3 and m1.n < n"}, "m1": {"reads": {"n": {"type": "number", "decimals": 0}}}}, "facts": {"n": "number"}}, {"fact/n"}),
        ({"materials": {"m": {}}, "facts": {"a": "boolean", "b": "boolean"}, "never": ["a and b"]}, {"fact/a", "fact/b"}),
        ({"materials": {"m": {}}, "facts": {"a": "boolean"}, "not_for": ["a"]}, {"fact/a"}),
        ({"materials": {"m": {}}, "facts": {"a": "boolean"}, "elements": {"application_place": [{"when": "a", "value": "甲厅"}, {"value": "乙厅"}]}}, {"fact/a"}),
    ],
)  # fmt: skip
def test_every_kind_of_question_can_matter(item: dict[str, Any], about: set[str]) -> None:
    results = [result for result in proof(**item) if result.claim == "matters"]
    assert {result.about for result in results} == about
    assert failing(results) == {}


# told once


def test_a_group_is_what_has_to_do_with_one_another(engine: Engine) -> None:
    made = plan(
        engine,
        {"a": {"when": "x"}, "b": {"when": "x"}, "c": {"reads": {"t": {}}}, "d": {"reads": {"t": {}}}, "e": {}, "f": {"when": "provided(e)"}},
        facts={"x": "boolean"},
        consistency=[{"name": "n", "same": ["c.t", "d.t"]}],
    )
    assert {group.requirements for group in groups(made)} == {("a", "b"), ("c", "d"), ("e", "f")}


def test_what_was_not_looked_at_is_said(engine: Engine) -> None:
    materials = {name: {"when": f"x and {name}y"} for name in ("m", "n")}
    made = plan(engine, materials, facts={"x": "boolean", "my": "boolean", "ny": "boolean"})

    assert {result.bounded for result in closed(made, 100_000)} == {""}
    assert {result.bounded for result in closed(made, 100)} == {"neighbours"}
    assert {result.bounded for result in closed(made, 3)} == {"diagrams"}
    assert all(result.examined == 0 for result in closed(made, 3))
    assert all(result.examined for result in guarded(made))


@pytest.mark.parametrize("seeds", [range(60), range(60, 120)], ids=str)
def test_what_loads_is_told_once(seeds: range, engine: Engine) -> None:
    """Closure holds by construction for what the loader lets pass; the search finds nothing against it."""
    for made in makes(seeds, engine):
        found = [result for result in (*closed(made.plan, 150), *guarded(made.plan), *lawful(made.plan)) if not result.holds]
        assert {result.fault.code for result in found if result.fault is not None} <= {"R-PROOF-UNTOLD"}, made.seed


LEASE = {"hand_in": {"signed_by": "applicant"}, "reads": {"shared": {"type": "boolean"}}}


def test_the_search_sees_a_judgement_that_tells_too_little(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The classic mistake: what a missing or defective paper will say counts as known, so what follows from it comes later."""
    made = plan(engine, {"lease": LEASE, "consent": {"when": "provided(lease) and lease.shared"}})
    assert failing(closed(made)) == {}

    monkeypatch.setattr(examining, "_opened", lambda situation, judgement, lines: examining.Opened())
    monkeypatch.setattr(closure, "_mode", opened_by_nobody)
    assert "R-PROOF-NEW" in failing(closed(made)).values()


def opened_by_nobody(axis: Any, number: int, before: Any) -> str:
    """What an applicant may change, said without the program: every paper that an entry names, and what was not answered."""
    state = axis.states[number]
    if axis.sort == "slot":
        named = {arm.material for entry in before.entries for arm in entry.arms}
        return "fixed" if axis.of not in named else "any" if state.label == "out" else "another"
    return "any" if state.label == "out" else "fixed"


def test_what_counts_as_told_is_what_a_notice_announces(engine: Engine) -> None:
    count = 0
    for made in makes(range(40), engine):
        hand = Hand(made, randomly.Random(made.seed))
        for _ in range(6):
            data = hand.packet()
            packet = {**data, "facts": dict(data["facts"])}
            examination = examine(made.plan, read(packet), "packet.json", made.criteria)
            mine = told(situation_of(made.plan, packet))
            assert mine.ids == told_by(examination, entries(examination)), made.seed
            count += bool(mine.ids)
    assert count > 100


@pytest.mark.parametrize("when", [{}, {"when": "k"}])
def test_a_list_that_must_have_several_members_is_proved(when: dict[str, str]) -> None:
    lists = {"who": {"at_least": 2, "each": {"k": "boolean"}}}
    assert proof({"m": {"for_each": "who", **when}}, lists=lists)
