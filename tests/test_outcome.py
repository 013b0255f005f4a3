"""The outcome: the lines of the law's list one by one, each before the next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from building import PLACE
from noticing import examined, noticed, paper

from materials_rules.form_checks import Defect
from materials_rules.verdict.entries import Entry, entries
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.on_the_spot import on_the_spot
from materials_rules.verdict.outcome import deferral_signed, is_deferred, is_final, may_defer, outcome_of

SIGNED: dict[str, Any] = {"hand_in": {"signed_by": "applicant"}}
COPIES: dict[str, Any] = {"hand_in": {"copies": "1"}}
DEFER: dict[str, Any] = {"deferrable": {"published_in": {"title": "清单"}, "within": "2 working days", "basis": [{"law": "act", "article": "41"}]}}
RULES: dict[str, Any] = {
    "materials": {"form": COPIES, "plan": {"when": "a", **COPIES}, "map": {"when": "listed"}, "sign": {"when": "b", **SIGNED}, "tax": {"when": "a", **DEFER}},
    "facts": {"a": "boolean", "b": "boolean", "listed": {"type": "boolean", "answered_by": "office"}},
    "not_for": [
        {"when": "applicant.name == none", "outcome": "not_required"},
        {"when": "applicant.phone == none", "outcome": "not_competent", "go_to": "holder"},
    ],
}
CLOSED: dict[str, Any] = {"a": False, "b": False, "listed": False}
PHONE: dict[str, Any] = {"applicant": {"kind": "enterprise", "name": "甲", "phone": "1"}}
FORM = paper("form", copies=1)
DEFERRED: dict[str, Any] = {"deferrals": [{"for": "tax", "signed": True}]}


def judged(rules: dict[str, Any] = RULES, **keys: Any) -> tuple[Examination, tuple[Entry, ...]]:
    found = examined(rules, **{**PHONE, **keys})
    return found, entries(found)


TABLE: list[tuple[str, dict[str, Any], str]] = [
    # 2: the office, or a person who must look, comes before everything
    ("an office question", {"facts": {"a": False, "b": False}, "materials": [FORM]}, "undetermined"),
    ("an office question, and papers lack", {"facts": {"a": True, "b": True}}, "undetermined"),
    ("a paper to look at", {"facts": {**CLOSED, "b": True}, "materials": [FORM, paper("sign")]}, "undetermined"),
    ("a paper to look at, and papers lack", {"facts": {**CLOSED, "b": True}, "materials": [paper("sign")]}, "undetermined"),
    ("the office is asked for bad credit", {"facts": {**CLOSED, "a": True}, "materials": [FORM, paper("plan", copies=1)], **DEFERRED}, "undetermined"),
    # 3: out of scope
    ("not required", {"applicant": {"kind": "enterprise", "name": None, "phone": "1"}, "facts": CLOSED}, "not_required"),
    ("not competent", {"applicant": {"kind": "enterprise", "name": "甲", "phone": None}, "facts": CLOSED}, "not_competent"),
    ("not required, and the office is asked nothing more", {"applicant": {"kind": "enterprise", "name": None, "phone": "1"}}, "not_required"),
    ("the first line counts", {"applicant": {"kind": "enterprise", "name": None, "phone": None}, "facts": CLOSED}, "not_required"),
    # 4: nothing at all
    ("nothing lacks", {"facts": CLOSED, "materials": [FORM]}, "accept"),
    ("nothing lacks, and more is here", {"facts": CLOSED, "materials": [FORM, paper("photo")]}, "accept"),
    # 5: deferred
    (
        "what lacks is deferred",
        {"facts": {**CLOSED, "a": True, "serious_bad_credit": False}, "materials": [FORM, paper("plan", copies=1)], **DEFERRED},
        "accept_deferred",
    ),
    (
        "bad credit bars it",
        {"facts": {**CLOSED, "a": True, "serious_bad_credit": True}, "materials": [FORM, paper("plan", copies=1)], **DEFERRED},
        "supplement",
    ),
    (
        "something else lacks too",
        {"facts": {**CLOSED, "a": True, "serious_bad_credit": False}, "materials": [FORM], **DEFERRED},
        "supplement",
    ),
    (
        "a question is open too",
        {"facts": {"a": True, "listed": False, "serious_bad_credit": False}, "materials": [FORM, paper("plan", copies=1)], **DEFERRED},
        "supplement",
    ),
    (
        "no letter",
        {"facts": {**CLOSED, "a": True, "serious_bad_credit": False}, "materials": [FORM, paper("plan", copies=1)]},
        "supplement",
    ),
    # 6: at the window
    ("a copy can be made here", {"facts": CLOSED, "materials": [paper("form", copies=0)]}, "fix_on_spot"),
    ("a question can be answered here", {"facts": {"a": False, "listed": False}, "materials": [FORM]}, "fix_on_spot"),
    ("both", {"facts": {"a": False, "listed": False}, "materials": [paper("form", copies=0)]}, "fix_on_spot"),
    (
        "who must sign is here",
        {"facts": {**CLOSED, "b": True}, "materials": [FORM, paper("sign", signed_by=[])], "present": ["applicant"]},
        "fix_on_spot",
    ),
    # 7: else
    ("who must sign is not here", {"facts": {**CLOSED, "b": True}, "materials": [FORM, paper("sign", signed_by=[])]}, "supplement"),
    ("a paper lacks", {"facts": CLOSED}, "supplement"),
    ("one can be mended, one not", {"facts": {**CLOSED, "a": True}, "materials": [paper("form", copies=0)]}, "supplement"),
    (
        "nobody can answer now",
        {"facts": {"a": False, "listed": False}, "materials": [FORM], "cannot_answer": {"b": "须与合伙人商量"}},
        "supplement",
    ),
    (
        "somebody cannot answer something else",
        {"facts": {"a": False, "listed": False}, "materials": [FORM], "cannot_answer": {"a": "不清楚"}},
        "fix_on_spot",
    ),
]


@pytest.mark.parametrize(("keys", "outcome"), [line[1:] for line in TABLE], ids=[line[0] for line in TABLE])
def test_the_first_line_that_applies(keys: dict[str, Any], outcome: str) -> None:
    found, lines = judged(**keys)

    assert outcome_of(found, lines) == outcome
    notice = noticed(RULES, **{**PHONE, **keys})
    assert notice.outcome == outcome
    assert notice.final is is_final(notice.outcome) is (outcome != "undetermined")


def test_out_of_scope_nothing_is_told() -> None:
    found, lines = judged(applicant={"kind": "enterprise", "name": None, "phone": "1"}, facts={"a": True, "listed": False})

    assert (found.scope, found.out, lines, found.questions, dict(found.standings)) == ("out", 0, (), (), {})


@pytest.mark.parametrize(
    ("facts", "scope", "out"),
    [({}, "unknown", None), ({"a": True}, "out", 0), ({"a": False}, "unknown", None), ({"a": False, "b": True}, "out", 1), ({"a": False, "b": False}, "in", None)],
)
def test_scope_over_every_situation(facts: dict[str, bool], scope: str, out: int | None) -> None:
    rules: dict[str, Any] = {"materials": {"form": {}}, "facts": {"a": "boolean", "b": "boolean"}, "not_for": ["a", "b"]}

    found = examined(rules, facts=facts)

    assert (found.scope, found.out) == (scope, out)


@pytest.mark.parametrize(("second", "scope"), [("not_required", "out"), ("not_competent", "unknown")])
def test_out_whatever_the_answer_only_where_every_line_says_the_same(second: str, scope: str) -> None:
    other = {"when": "not a", "outcome": second, **({"go_to": "holder"} if second == "not_competent" else {})}
    rules: dict[str, Any] = {"materials": {"form": {"when": "c"}}, "facts": {"a": "boolean", "c": "boolean"}, "not_for": ["a and c", {**other, "when": "not a and c"}]}

    assert examined(rules, facts={"c": True}).scope == scope


# ---- conditional entries, and what they wait for


@pytest.mark.parametrize(
    ("condition", "keys", "outcome"),
    [
        ("a", {}, "fix_on_spot"),
        ("a", {"cannot_answer": {"a": "x"}}, "supplement"),
        ("lease.x == none", {"materials": [paper("lease", copies=1)]}, "fix_on_spot"),  # the clerk reads it off
        ("lease.x == none", {"materials": [paper("lease", copies=0)]}, "supplement"),  # another paper may say otherwise
        ("lease.x == none", {}, "supplement"),
        ("any(cars, bought)", {"materials": [paper("lease", copies=1)]}, "fix_on_spot"),
    ],
)
def test_a_conditional_entry_is_settled_by_answers_alone(condition: str, keys: dict[str, Any], outcome: str) -> None:
    rules: dict[str, Any] = {
        "materials": {"lease": {**COPIES, "reads": {"x": {}}}, "m": {"when": condition}},
        "facts": {"a": "boolean"},
        "lists": {"cars": {"each": {"bought": "boolean"}}},
    }
    papers = keys.get("materials", [paper("lease", copies=1)] if "lease" not in condition else [])

    assert noticed(rules, **{**keys, "materials": papers}).outcome == outcome


def test_answers_that_contradict_one_another_are_corrected_here() -> None:
    rules: dict[str, Any] = {
        "materials": {"m": {"when": "a"}},
        "facts": {"a": "boolean", "b": "boolean"},
        "never": ["a and b"],
    }

    assert noticed(rules, facts={"a": True, "b": True}).outcome == "fix_on_spot"


def test_a_difference_that_depends_on_answers_already_given_is_not_settled_here() -> None:
    """The lease is asked for if another paper, still to come, says so."""
    rules: dict[str, Any] = {
        "materials": {"form": {"reads": {"x": {}}}, "lease": {"when": "form.x == none", "reads": {"x": {}}}},
        "consistency": [{"name": "xs", "same": ["lease.x", "applicant.name"]}],
    }
    found = noticed(rules, materials=[paper("lease", fields={"x": "乙"})])

    assert [line.id for line in found.conditional] == ["permit/consistency/xs"]
    assert found.outcome == "supplement"


@pytest.mark.parametrize(("place", "outcome"), [({}, "fix_on_spot"), ({"question": "never"}, "supplement")])
def test_whether_questions_are_put_at_the_window_is_the_citys(place: dict[str, str], outcome: str) -> None:
    rules: dict[str, Any] = {
        "materials": {"m": {"when": "a"}},
        "facts": {"a": "boolean"},
        "place": {"on_the_spot": {**PLACE["on_the_spot"], **place}},
    }

    assert noticed(rules).outcome == outcome


# ---- deferral, by itself


@pytest.mark.parametrize(
    ("keys", "may", "signed", "deferred"),
    [
        ({}, True, False, False),
        (DEFERRED, True, True, False),
        ({**DEFERRED, "facts": {"serious_bad_credit": False}}, True, True, True),
        ({**DEFERRED, "facts": {"serious_bad_credit": True}}, False, True, False),
        ({"facts": {"serious_bad_credit": False}}, True, False, False),
    ],
)
def test_a_deferral_needs_a_list_a_letter_and_no_bad_credit(keys: dict[str, Any], may: bool, signed: bool, deferred: bool) -> None:
    found, (line,) = judged({"materials": {"tax": DEFER}}, **keys)

    situation = found.situation
    assert (may_defer(situation, line), deferral_signed(situation, line), is_deferred(situation, line)) == (may, signed, deferred)


def test_only_a_material_may_be_deferred() -> None:
    found, lines = judged({"materials": {"m": {"when": "a > 3"}, "n": {}}, "facts": {"a": {"type": "number", "maximum": "9"}}}, facts={"a": 10})

    answer, *_ = lines
    assert answer.sort == "fact"
    assert (may_defer(found.situation, answer), deferral_signed(found.situation, answer)) == (False, False)
    plain = next(line for line in lines if line.requirement == "n")
    assert (may_defer(found.situation, plain), deferral_signed(found.situation, plain)) == (False, False)


# ---- at the window


SIGN_POWER: dict[str, Any] = {"agent": {"powers": ["sign"]}}
CORRECT_POWER: dict[str, Any] = {"agent": {"powers": ["correct"]}}


@pytest.mark.parametrize(
    ("allowed", "detail", "keys", "mended"),
    [
        ("always", "", {}, True),
        ("never", "", {"present": ["applicant"]}, False),
        (None, "", {"present": ["applicant"]}, False),
        ("signatory_present", "", {}, False),
        ("signatory_present", "", {"present": ["applicant"]}, True),
        ("signatory_present", "applicant", {"present": ["legal_representative"]}, True),
        ("signatory_present", "applicant", {"present": ["agent"]}, False),
        ("signatory_present", "applicant", {"present": ["agent"], **CORRECT_POWER}, False),
        ("signatory_present", "applicant", {"present": ["agent"], **SIGN_POWER}, True),
        ("signatory_present", "applicant", SIGN_POWER, False),
        ("signatory_present", "landlord", {"present": ["applicant"]}, False),
        ("signatory_present", "landlord", {"present": ["landlord"]}, True),
        ("agent_may_correct", "", {}, False),
        ("agent_may_correct", "", {"present": ["applicant"]}, True),
        ("agent_may_correct", "", {"present": ["legal_representative"]}, True),
        ("agent_may_correct", "", {"present": ["agent"]}, False),
        ("agent_may_correct", "", {"present": ["agent"], **SIGN_POWER}, False),
        ("agent_may_correct", "", {"present": ["agent"], **CORRECT_POWER}, True),
    ],
)
def test_what_the_people_present_can_mend(allowed: str | None, detail: str, keys: dict[str, Any], mended: bool) -> None:
    spot = {} if allowed is None else {"unsigned": allowed}
    situation = examined({"materials": {"m": {}}, "place": {"on_the_spot": {"question": "always", **spot}}}, **keys).situation

    assert on_the_spot(situation, [Defect("unsigned", "x", detail)]) is mended
    assert on_the_spot(situation, [Defect("unsigned", "x", detail), Defect("stale", "y")]) is False


def test_where_nothing_is_wrong_there_is_nothing_to_mend() -> None:
    situation = examined({"materials": {"m": {}}}).situation

    assert on_the_spot(situation, []) is False


def test_an_outcome_follows_from_what_is_found_and_nothing_else() -> None:
    found, lines = judged(facts=CLOSED, materials=[FORM])

    assert lines == ()
    assert outcome_of(found, ()) == "accept"
    assert outcome_of(replace(found, questions=examined(RULES, **PHONE).questions), ()) == "undetermined"
