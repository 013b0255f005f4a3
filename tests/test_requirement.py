"""One requirement before one packet: its states, what covers it, commitments, licences shown, results never granted."""

from __future__ import annotations

from typing import Any

import pytest
from noticing import entry, examined, ids, noticed, paper

from materials_rules.form_checks import hand_in_checks
from materials_rules.plan.diagram import Answer
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.licence import licence_shown
from materials_rules.verdict.requirement import (
    Standing,
    commitment_letter,
    committed,
    covering,
    covering_slots,
    deferral_claimed,
    fold_over,
    lets_hand_in,
    may_commit,
    never_granted,
    offered,
    state_in,
)

SIGNED: dict[str, Any] = {"hand_in": {"signed_by": "applicant"}}
LIVE: dict[str, Any] = {"supplied_by": "holder", "live": [{"from": "2020-01-01", "region": "43"}]}


def standing(rules: dict[str, Any], name: str, subject: str | None = None, **keys: Any) -> tuple[Examination, Standing]:
    found = examined(rules, **keys)
    return found, found.standings[name, subject]


# ---- verdicts


@pytest.mark.parametrize(
    ("facts", "papers", "verdict"),
    [
        ({}, [], "conditional"),
        ({"a": True}, [], "finding"),
        ({"a": False}, [], "absent"),
        ({}, [paper("m", signed_by=["applicant"])], "absent"),
        ({"a": True}, [paper("m", signed_by=["applicant"])], "absent"),
        ({"a": True}, [paper("m", signed_by=[])], "finding"),
        ({}, [paper("m", signed_by=[])], "conditional"),
        ({"a": True}, [paper("m")], "look"),
        ({}, [paper("m")], "look"),
        ({"a": False}, [paper("m")], "absent"),
    ],
)
def test_where_a_requirement_stands(facts: dict[str, bool], papers: list[dict[str, Any]], verdict: str) -> None:
    rules: dict[str, Any] = {"materials": {"m": {"when": "a", **SIGNED}}, "facts": {"a": "boolean"}}
    _, found = standing(rules, "m", facts=facts, materials=papers)

    assert found.verdict == verdict
    assert found.output == "requirement/m"
    assert [slot.id for slot in found.asked_slots] == ([] if verdict == "absent" else ["m"])
    assert (found.always("ask/m"), found.ever("ask/m")) == (facts.get("a") is True, facts.get("a") is not False)


def test_no_situation_left_is_absent() -> None:
    rules: dict[str, Any] = {"materials": {"m": {"when": "a"}}, "facts": {"a": "boolean", "b": "boolean"}, "never": ["a and b", "a and not b"]}
    _, found = standing(rules, "m", facts={"a": True})

    assert (found.verdict, found.stake) == ("absent", Answer(-1, frozenset()))  # the answer is open again, and can only be "no"
    empty = Standing(found.asked, None, found.output, None, None, frozenset(), frozenset())
    assert (empty.verdict, empty.depends, empty.always("ask/m"), empty.ever("ask/m")) == ("absent", (), False, False)
    assert lets_hand_in(examined(rules).situation, empty) == frozenset()


@pytest.mark.parametrize(
    ("claims", "state"),
    [
        (set(), "closed"),
        ({"ask/m"}, "open"),
        ({"ask/m", "later/m"}, "closed"),
        ({"ask/m", "covered/m"}, "closed"),
        ({"obtain/m"}, "closed"),
        ({"drop/m"}, "closed"),
    ],
)
def test_the_state_in_the_situations_with_these_claims(claims: set[str], state: str) -> None:
    found = examined({"materials": {"m": {}}})
    asked = found.situation.plan.version.asked["m"]

    assert state_in(found.situation, asked, None, frozenset(claims)) == state


def test_what_is_judged_over_all_situations_can_be_asked_again() -> None:
    found, one = standing({"materials": {"m": {"when": "a"}}, "facts": {"a": "boolean"}}, "m")
    answer = fold_over(found.situation, one, lambda claims: len(claims))

    assert answer is not None
    assert answer.values == {0, 1}


# ---- several arms


ARMS: dict[str, Any] = {
    "materials": {"site": {"any_of": {"deed": {**SIGNED, "when": "not a"}, "lease": {**SIGNED, "when": "a"}, "note": SIGNED}}},
    "facts": {"a": "boolean"},
}


@pytest.mark.parametrize(
    ("facts", "papers", "verdict"),
    [
        ({}, [], "finding"),
        ({"a": True}, [paper("lease", signed_by=["applicant"])], "absent"),
        ({"a": False}, [paper("lease", signed_by=["applicant"])], "finding"),
        ({}, [paper("lease", signed_by=["applicant"])], "conditional"),
        ({}, [paper("note", signed_by=["applicant"])], "absent"),
        ({"a": True}, [paper("note"), paper("lease", signed_by=[])], "look"),
        ({"a": True}, [paper("note"), paper("lease", signed_by=["applicant"])], "absent"),
        ({"a": True}, [paper("note", signed_by=[]), paper("lease", signed_by=[])], "finding"),
    ],
)
def test_any_one_arm_that_is_asked_for_closes_it(facts: dict[str, bool], papers: list[dict[str, Any]], verdict: str) -> None:
    assert standing(ARMS, "site", facts=facts, materials=papers)[1].verdict == verdict


def test_an_entry_lets_hand_in_every_arm_that_may_be_asked_for() -> None:
    found, one = standing(ARMS, "site", facts={"a": True})
    settled, closed = standing(ARMS, "site", materials=[paper("note", signed_by=["applicant"])])

    assert lets_hand_in(found.situation, one) == {("lease", None), ("note", None)}
    assert lets_hand_in(settled.situation, closed) == frozenset()


# ---- covers


COVERS: dict[str, Any] = {
    "materials": {"lease": {"when": "a", **SIGNED, "covers": "site"}, "site": {"when": "b"}},
    "facts": {"a": "boolean", "b": "boolean"},
}


@pytest.mark.parametrize(
    ("facts", "papers", "verdict"),
    [
        ({"a": True, "b": True}, [], "absent"),
        ({"a": False, "b": True}, [], "finding"),
        ({"b": True}, [], "conditional"),
        ({"a": False, "b": True}, [paper("lease", signed_by=["applicant"])], "absent"),
        ({"a": False, "b": True}, [paper("lease")], "look"),
        ({"a": False, "b": True}, [paper("lease", signed_by=[])], "finding"),
    ],
)
def test_a_paper_that_covers_is_another_way_out(facts: dict[str, bool], papers: list[dict[str, Any]], verdict: str) -> None:
    found, one = standing(COVERS, "site", facts=facts, materials=papers)

    assert one.verdict == verdict
    assert [slot.id for slot in covering_slots(found.situation, one.asked)] == ["lease"]
    assert [slot.id for slot in offered(found.situation, one.asked)] == ["lease"]
    assert len(covering(found.situation, one.asked, None)) == 1


def test_what_covers_is_offered_as_an_arm() -> None:
    assert [arm.material for arm in entry(noticed(COVERS, facts={"a": False, "b": True}), "site").arms] == ["site", "lease"]
    sure = entry(noticed(COVERS, facts={"b": True}), "site")
    assert [arm.material for arm in sure.arms] == ["site", "lease"]


def test_what_a_class_takes_away_is_not_offered() -> None:
    rules = {**COVERS, "materials": {**COVERS["materials"], "lease": {**COVERS["materials"]["lease"], "document": "lease"}}, "documents": {"lease": LIVE}}
    found, one = standing(rules, "site", facts={"a": False, "b": True})

    assert [slot.id for slot in covering_slots(found.situation, one.asked)] == ["lease"]
    assert offered(found.situation, one.asked) == ()


def test_what_is_of_one_member_covers_for_nobody_else() -> None:
    rules: dict[str, Any] = {
        "materials": {"paper": {"for_each": "cars", "when": "bought", "covers": "proof"}, "proof": {"for_each": "cars"}},
        "lists": {"cars": {"each": {"bought": "boolean"}}},
    }
    cars = [{"id": "1", "bought": False}, {"id": "2", "bought": False}, {"id": "3", "bought": True}]
    found = examined(rules, lists={"cars": cars}, materials=[paper("paper", subject="cars:1")])

    assert [found.standings["proof", f"cars:{i}"].verdict for i in "123"] == ["absent", "finding", "absent"]
    assert [found.standings["paper", f"cars:{i}"].verdict for i in "123"] == ["absent", "absent", "finding"]


# ---- commitment

COMMIT: dict[str, Any] = {"commitment": {"listed_in": {"title": "目录"}, "basis": [{"law": "act", "article": "40"}]}}


@pytest.mark.parametrize(
    ("letters", "credit", "verdict", "way"),
    [
        ([], None, "finding", False),
        ([{"for": "report", "signed": True}], False, "absent", True),
        ([{"for": "report", "signed": True}], True, "finding", False),
        ([{"for": "report", "signed": True}], None, "look", None),
        ([{"for": "report"}], False, "look", None),
        ([{"for": "report"}], None, "look", None),
        ([{"for": "report", "signed": False}], False, "finding", False),
        ([{"for": "other", "signed": True}], False, "finding", False),
        ([{"for": "report", "signed": False}, {"for": "report", "signed": True}], False, "absent", True),
        ([{"for": "report", "signed": True}, {"for": "report", "signed": False}], False, "absent", True),
        ([{"for": "report", "signed": False}, {"for": "report"}], False, "look", None),
    ],
)
def test_a_commitment_closes_where_it_is_signed_and_nothing_bars(letters: list[dict[str, Any]], credit: bool | None, verdict: str, way: bool | None) -> None:
    found, one = standing({"materials": {"report": COMMIT}}, "report", commitments=letters, facts={"serious_bad_credit": credit})

    assert (one.verdict, committed(found.situation, one.asked)) == (verdict, way)
    assert may_commit(found.situation, one.asked)


def test_a_letter_may_name_an_arm() -> None:
    rules: dict[str, Any] = {"materials": {"site": {"any_of": {"deed": {}, "lease": {}}, **COMMIT}}}
    found, one = standing(rules, "site", commitments=[{"for": "lease", "signed": True}], facts={"serious_bad_credit": False})

    letter = commitment_letter(found.situation, one.asked)
    assert letter is not None
    assert (letter.for_, one.verdict) == ("lease", "absent")


def test_nobody_commits_for_what_is_in_no_list() -> None:
    found, one = standing({"materials": {"report": {}}}, "report", commitments=[{"for": "report", "signed": True}], facts={"serious_bad_credit": False})

    assert (one.verdict, may_commit(found.situation, one.asked), committed(found.situation, one.asked)) == ("finding", False, False)


DEFER: dict[str, Any] = {"deferrable": {"published_in": {"title": "清单"}, "within": "2 working days", "basis": [{"law": "act", "article": "41"}]}}


@pytest.mark.parametrize(
    ("about", "letters", "claimed"),
    [
        (DEFER, [{"for": "plan", "signed": True}], True),
        (DEFER, [{"for": "plan", "signed": False}], False),
        (DEFER, [{"for": "plan"}], False),
        (DEFER, [{"for": "other", "signed": True}], False),
        (DEFER, [], False),
        ({}, [{"for": "plan", "signed": True}], False),
    ],
)
def test_a_deferral_is_claimed_by_a_signed_letter_for_what_may_be_deferred(about: dict[str, Any], letters: list[dict[str, Any]], claimed: bool) -> None:
    found, one = standing({"materials": {"plan": about}}, "plan", deferrals=letters)

    assert deferral_claimed(found.situation, one.asked) is claimed
    assert one.verdict == "finding"


# ---- a licence that is shown

LICENCE: dict[str, Any] = {
    "materials": {"proof": {"name": "资格证明", "proved_by": ["badge", "card"]}, "copy": {"when": "a", "document": "badge"}},
    "documents": {"badge": {"name": "资格证"}, "card": {"name": "身份证"}},
    "facts": {"a": "boolean"},
}
BADGE: dict[str, Any] = {"original_shown": True, "issued_on": None, "expires_on": None}


@pytest.mark.parametrize(
    ("keys", "met", "kinds"),
    [
        ({}, False, None),
        ({"materials": [paper("badge", **BADGE)]}, True, []),
        ({"materials": [paper("card", **BADGE)]}, True, []),
        ({"materials": [paper("copy", **BADGE)]}, True, []),
        ({"materials": [paper("passport", **BADGE)]}, False, None),
        ({"materials": [paper("badge", **{**BADGE, "expires_on": "2026-03-01"})]}, False, ["expired"]),
        ({"materials": [paper("badge", **{**BADGE, "issued_on": "2026-03-03"})]}, False, ["not_yet_valid"]),
        ({"materials": [paper("badge", **{**BADGE, "original_shown": False})]}, False, ["original_not_shown"]),
        ({"materials": [paper("badge")]}, None, []),
        ({"materials": [paper("badge", **{**BADGE, "expires_on": "2026-03-01"}), paper("card", **BADGE)]}, True, []),
        ({"materials": [paper("badge", **{**BADGE, "expires_on": "2026-03-01"}), paper("card")]}, None, []),
        ({"obtained": [{"document": "card", "status": "found"}]}, True, None),
        ({"obtained": [{"document": "card", "status": "not_found"}, {"document": "other", "status": "found"}]}, False, None),
    ],
)
def test_a_licence_is_shown_in_the_original_and_in_date(keys: dict[str, Any], met: bool | None, kinds: list[str] | None) -> None:
    found, one = standing(LICENCE, "proof", facts={"a": False}, **keys)
    shown = licence_shown(found.situation, found.situation.plan.version.slots["proof"])

    assert shown.met is met
    assert one.verdict == {True: "absent", False: "finding", None: "look"}[met]
    assert (None if shown.best is None else [defect.kind for _, defect in shown.best.defects]) == kinds
    assert [c.name for c in shown.criteria] == ["show_original", "in_date"]
    assert set(shown.criteria[0].machine) == {*hand_in_checks()["show_original"].criterion(True), "licences"}


def test_what_is_wrong_with_a_licence_is_told_of_it() -> None:
    found = entry(noticed(LICENCE, facts={"a": False}, materials=[paper("badge", **{**BADGE, "expires_on": "2026-03-01"})]), "proof")

    (arm,) = found.arms
    assert (found.kind, arm.material, arm.name) == ("expired", "badge", "资格证或者身份证")
    assert arm.do == ("请换交提交之日仍在有效期内的材料",)


def test_a_clerk_is_asked_to_look_at_a_licence() -> None:
    found = noticed(LICENCE, facts={"a": False}, materials=[paper("badge")])

    assert found.outcome == "undetermined"
    assert ids(found) == {"read/proof.original_shown", "read/proof.expires_on", "read/proof.issued_on"}


def test_a_members_licence_is_his_own() -> None:
    rules: dict[str, Any] = {
        "materials": {"proof": {"for_each": "men", "proved_by": "badge"}, "copy": {"for_each": "men", "document": "badge"}},
        "documents": {"badge": {"name": "资格证"}},
        "lists": {"men": {"each": {"x": "boolean"}}},
    }
    men = {"lists": {"men": [{"id": "1"}, {"id": "2"}, {"id": "3"}]}}
    found = examined(rules, **men, materials=[paper("badge", subject="men:1", **BADGE), paper("copy", subject="men:2", **BADGE)])

    assert [found.standings["proof", f"men:{i}"].verdict for i in "123"] == ["absent", "absent", "finding"]


# ---- a result that was never granted

RESULT: dict[str, Any] = {
    "items": {
        "permit": {"materials": {"earlier": {"result_of": "planning"}, "other": {"document": "licence"}}},
        "planning": {"materials": {"form": {}}, "elements": {"authority": "holder", "result": {"document": "planning-permit"}}},
    },
    "documents": {"licence": {"supplied_by": "holder", "live": [{"from": "2020-01-01", "region": "43"}]}},
}


@pytest.mark.parametrize(
    ("obtained", "never"),
    [
        ([], False),
        ([{"document": "planning-permit", "status": "not_found", "by": "holder"}], True),
        ([{"document": "planning-permit", "status": "not_found", "by": "bureau"}], False),
        ([{"document": "planning-permit", "status": "not_found"}], False),
        ([{"document": "planning-permit", "status": "unavailable", "by": "holder"}], False),
        ([{"document": "planning-permit", "status": "differs", "by": "holder"}], False),
        ([{"document": "licence", "status": "not_found", "by": "holder"}], False),
        ([{"document": "planning-permit", "status": "not_found", "by": "holder"}, {"document": "planning-permit", "status": "found"}], False),
    ],
)
def test_only_the_department_that_grants_says_that_it_never_did(obtained: list[dict[str, Any]], never: bool) -> None:
    found, one = standing(RESULT, "earlier", obtained=obtained)

    assert never_granted(found.situation, one.asked) is never
    assert one.verdict == ("finding" if never else "absent")
    other = found.standings["other", None]
    assert (other.verdict, never_granted(found.situation, other.asked)) == ("absent", False)


def test_a_result_never_granted_names_what_to_get_first() -> None:
    line = entry(noticed(RESULT, obtained=[{"document": "planning-permit", "status": "not_found", "by": "holder"}]), "earlier")

    assert (line.kind, line.arms[0].do, line.arms[0].criteria) == ("missing_result", ("请先向持证局办理“试验许可”，取得材料earlier",), ())
