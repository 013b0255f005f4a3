"""The checks of the answers: what counts as another answer on a later visit, and whose data stays out of them."""

from __future__ import annotations

from typing import Any

import pytest
from noticing import ids, noticed, paper
from visiting import PROMISE, again, changed, faults, forgot, later

from materials_rules.notice.model import encode

RENTED: dict[str, Any] = {"materials": {"form": {}, "lease": {"when": "rented"}}, "facts": {"rented": "boolean"}}
MINE: dict[str, Any] = {"kind": "enterprise", "name": "甲公司", "id": "91430400MA4L16JQ9B", "phone": "13800000000"}
OWNED: dict[str, Any] = {"materials": {"lease": {"reads": {"owner": {}}}, "photo": {}, "consent": {}}}


@pytest.mark.parametrize(
    ("particular", "before", "after", "charged"),
    [("id", "91430400MA4L16JQ9B", "91430400MA4L16JX4G", True), ("id", "91430400MA4L16JQ9B", "91430400MA5L16JQ9B", False), ("phone", "13800000000", None, False)],
)
def test_a_number_is_another_one_where_the_notice_shows_it(particular: str, before: str, after: str | None, charged: bool) -> None:
    """With another number another paper is due; where the masked one is the same nobody can tell, and nobody is charged."""
    rules = {"materials": {**OWNED["materials"], "consent": {"when": f"lease.owner != applicant.{particular}"}}}
    lease = paper("lease", fields={"owner": before})
    first = noticed(rules, applicant={**MINE, particular: before}, materials=[lease])
    second = again(first, rules, applicant={**MINE, particular: after}, materials=[lease, *later(paper("photo"))])

    assert (ids(second), faults(second)) == (({"consent"}, set()) if charged else (set(), {"consent"}))


def test_a_number_leaves_no_more_in_a_notice_than_its_mask() -> None:
    """Whoever knows four digits at either end could read the rest out of a longer check."""
    rules = {"materials": {**OWNED["materials"], "consent": {"when": "lease.owner != applicant.id"}}}
    one, other = (noticed(rules, applicant={**MINE, "id": id_}) for id_ in ("91430400MA4L16JQ9B", "91430401MA5L16JQ9B"))

    assert one.applicant == other.applicant
    assert one.answers == other.answers
    assert noticed(rules, applicant=MINE).answers == noticed(rules, applicant={**MINE, "phone": "13900000000"}).answers


def test_each_answer_has_a_check_of_four_digits_of_its_own() -> None:
    one, other = (noticed(RENTED, applicant=MINE, facts={"rented": rented}).answers for rented in (True, False))

    assert one is not None and other is not None
    assert list(one) == list(other) == ["applicant.id", "applicant.kind", "applicant.name", "rented"]
    assert {name for name in one if one[name] != other[name]} == {"rented"}
    assert all(len(check) == 4 and set(check) <= set("0123456789abcdef") for check in one.values())


def test_the_same_answer_has_another_check_in_another_case() -> None:
    checks = [noticed(RENTED, received_on=day, facts={"rented": True}).answers for day in ("2026-03-02", "2026-03-03")]

    assert checks[0] is not None and checks[1] is not None
    assert checks[0]["rented"] != checks[1]["rented"]


def test_nobodys_key_and_no_free_text_stands_among_the_answers() -> None:
    rules: dict[str, Any] = {
        "materials": {"form": {}, "proof": {"for_each": "drivers", "when": "old"}, "report": {"commitment": PROMISE}},
        "lists": {"drivers": {"each": {"old": "boolean"}}},
    }
    driver = {"id": "430407199103051239", "old": False}
    first = noticed(rules, lists={"drivers": [driver]}, commitments=[{"for": "张三", "signed": True}])
    second = again(first, rules, lists={"drivers": [{**driver, "old": True}]}, materials=later(paper("form"), paper("report")))

    assert first.answers is not None
    assert b"430407199103051239" not in encode(first)
    assert "张三" not in encode(first).decode()
    assert sorted(name.partition("[#")[0] for name in first.answers) == ["applicant.kind", "applicant.name", "drivers", "drivers", "drivers.old"]
    assert ids(second) == {"proof[drivers:430407199103051239]"}


def test_two_members_with_one_check_have_their_answers_checked_together() -> None:
    """One name in a notice serves for both of these keys, and no change of either is missed."""
    rules: dict[str, Any] = {"materials": {"form": {}, "proof": {"for_each": "drivers", "when": "old"}}, "lists": {"drivers": {"each": {"old": "boolean"}}}}
    pair = [{"id": "69", "old": False}, {"id": "413", "old": False}]
    first = noticed(rules, lists={"drivers": pair})

    assert first.answers is not None
    assert [name for name in first.answers if name.startswith("drivers[")] == ["drivers[#eb17]"]
    for one in pair:
        now = [{**member, "old": member is one} for member in pair]
        second = again(first, rules, lists={"drivers": now}, materials=later(paper("form")))
        assert ids(second) == {f"proof[drivers:{one['id']}]"}


def test_a_particular_that_was_recorded_as_none_is_an_answer() -> None:
    none, some = (noticed(RENTED, applicant={**MINE, "name": name}, facts={"rented": True}).answers for name in (None, "甲公司"))

    assert none is not None and some is not None
    assert none.keys() == some.keys()
    assert none["applicant.name"] != some["applicant.name"]


def test_a_number_that_was_recorded_as_none_is_an_answer() -> None:
    answers = noticed(RENTED, applicant={**MINE, "id": None}).answers

    assert answers is not None and "applicant.id" in answers


def test_a_fact_may_be_called_agent() -> None:
    """What is asked under that name does not hide that an agent came."""
    rules: dict[str, Any] = {"materials": {"letter": {"when": "by_agent"}, "form": {"when": "agent"}}, "facts": {"agent": "boolean"}}
    first = noticed(rules)
    second = again(first, rules, facts={"agent": False}, agent={"name": "李四", "powers": ["submit"]})

    assert first.answers is not None and list(first.answers) == ["applicant.kind", "applicant.name"]
    assert [finding.requirement for finding in second.findings] == ["letter"]


# ---- doing what was told is no change


CONSENT: dict[str, Any] = {"consent": {"when": "rented"}}
DEFER: dict[str, Any] = {"deferrable": {"published_in": {"title": "清单"}, "within": "2 working days", "basis": [{"law": "act", "article": "41"}]}}


@pytest.mark.parametrize(("sort", "plan"), [("commitments", {"commitment": PROMISE}), ("deferrals", DEFER)])
def test_a_letter_signed_as_it_was_offered_excuses_no_omission(sort: str, plan: dict[str, Any]) -> None:
    rules: dict[str, Any] = {"materials": {"form": {}, "plan": plan, **CONSENT}, "facts": {"rented": "boolean"}}
    facts = {"rented": True, "serious_bad_credit": False}
    first = forgot(noticed(rules, facts=facts, **{sort: [{"for": "plan", "signed": False}]}), "consent")
    second = again(first, rules, facts=facts, materials=later(paper("form")), **{sort: [{"for": "plan", "signed": True}]})

    assert (second.outcome in ("accept", "accept_deferred"), faults(second), second.warnings) == (True, {"consent"}, ())


def test_an_agent_who_brings_the_power_that_was_missing_excuses_no_omission() -> None:
    rules: dict[str, Any] = {"materials": {"form": {"hand_in": {"signed_by": "applicant"}}, **CONSENT}, "facts": {"rented": "boolean"}}
    keys: dict[str, Any] = {"facts": {"rented": True}, "materials": [paper("form", signed_by=["agent"])]}
    first = forgot(noticed(rules, agent={"name": "丙", "powers": []}, **keys), "consent")
    second = again(first, rules, agent={"name": "丙", "powers": ["sign"]}, **keys)

    assert ids(first) == {"form"}
    assert (second.outcome, faults(second)) == ("accept", {"consent"})


def test_what_was_not_in_the_notice_cannot_be_told_to_have_changed() -> None:
    """A notice without checks, as no rule wrote it, shows no change."""
    first = changed(forgot(noticed(RENTED, facts={"rented": True}), "lease"), answers=None)
    second = again(first, RENTED, facts={"rented": True}, materials=later(paper("form")))

    assert (second.outcome, faults(second)) == ("accept", {"lease"})
