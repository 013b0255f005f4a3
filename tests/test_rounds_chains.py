"""Chains of visits: what was told, forgotten, given back or replaced at one, held at all that follow."""

from __future__ import annotations

from typing import Any

import pytest
from noticing import ids, noticed, paper
from visiting import (
    again,
    changed,
    faults,
    forgot,
    later,
)

# ---- chains of visits


TWO: dict[str, Any] = {"facts": {"rented": "boolean", "owned": "boolean"}, "never": ["rented and owned"]}


def test_a_contradiction_that_an_answer_asked_for_creates_is_raised() -> None:
    """Nobody could know it before: the answers were asked by the notice itself. What depends on them may be told again."""
    rules = {"materials": {"lease": {"when": "rented"}, "deed": {"when": "owned"}}, **TWO}
    first = noticed(rules)
    second = again(first, rules, facts={"owned": True, "rented": True}, materials=later(paper("deed")))

    assert ids(first) == {"lease", "deed", "fact/rented", "fact/owned"}
    assert [line.id for line in second.findings] == ["permit/consistency/never-1"]
    assert (second.outcome, second.office_faults) == ("fix_on_spot", ())


def test_a_contradiction_with_an_answer_that_nobody_asked_for_is_raised_with_what_follows() -> None:
    rules = {"materials": {"lease": {"when": "rented"}, "deed": {"when": "owned"}}, **TWO}
    first = noticed(rules, facts={"owned": True})
    second = again(first, rules, facts={"owned": True, "rented": True}, materials=later(paper("deed")))

    assert ids(first) == {"deed"}
    assert ids(second) == {"consistency/never-1", "lease"}
    assert second.office_faults == ()


def test_a_contradiction_that_was_there_and_not_told_is_the_offices_fault_for_ever() -> None:
    rules = {"materials": {"form": {}, "photo": {}}, **TWO}
    both = {"owned": True, "rented": True}
    first = forgot(noticed(rules, facts=both), "consistency/never-1")
    first = changed(first, answers=noticed({**rules, "never": []}, facts=both).answers)
    second = again(first, rules, facts=both, materials=later(paper("form")))
    third = again(second, rules, facts=both, materials=later(paper("form"), paper("photo")))

    assert (ids(second), faults(second)) == ({"photo"}, {"consistency/never-1"})
    assert (third.outcome, faults(third)) == ("accept", {"consistency/never-1"})


def test_what_the_office_forgot_stays_forgotten_however_many_visits() -> None:
    """Also when an agent comes at the fourth visit, which is a change."""
    rules: dict[str, Any] = {"materials": {"form": {}, "photo": {}, "consent": {}}}
    first = forgot(noticed(rules), "consent")
    second = again(first, rules, materials=later(paper("form")))
    third = again(second, rules, materials=later(paper("form")))
    fourth = again(third, rules, materials=later(paper("form"), paper("photo")), agent={"name": "李四", "powers": ["submit"]})

    assert [faults(notice) for notice in (second, third, fourth)] == [{"consent"}] * 3
    assert (ids(third), fourth.outcome) == ({"photo"}, "accept")


def test_a_question_that_was_forgotten_is_not_asked_because_of_an_agent() -> None:
    rules: dict[str, Any] = {"materials": {"form": {}, "photo": {}, "lease": {"when": "rented"}}, "facts": {"rented": "boolean"}}
    first = forgot(noticed(rules), "fact/rented", "lease")
    second = again(first, rules, materials=later(paper("form")))
    third = again(second, rules, materials=later(paper("form")), agent={"name": "李四", "powers": ["submit"]})

    assert "fact/rented" in faults(second)
    assert ids(third) == {"photo"}


def test_the_paper_of_a_member_who_left_the_list_is_the_applicants_change() -> None:
    rules: dict[str, Any] = {"materials": {"photo": {}, "licence": {"for_each": "drivers"}}, "lists": {"drivers": {"each": {}}}}
    licences = [paper("licence", subject=f"drivers:{key}") for key in "12"]
    first = noticed(rules, lists={"drivers": [{"id": "1"}, {"id": "2"}]}, materials=licences)
    second = again(first, rules, lists={"drivers": [{"id": "1"}]}, materials=licences)

    assert ids(first) == {"photo"}
    assert [(line.id, line.kind) for line in second.findings] == [("permit/photo", "missing"), ("permit/licence[drivers:2]", "wrong_subject")]
    assert second.office_faults == ()


def test_papers_that_were_given_back_and_come_again_are_no_change() -> None:
    """So what the office forgot is its fault there too."""
    rules: dict[str, Any] = {"materials": {"form": {}, "photo": {}, "plan": {}}, "regime": {"preset": "licensing", "packet": "returned"}}
    first = forgot(noticed(rules, materials=[paper("form")]), "plan")
    second = again(first, rules, materials=later(paper("form"), paper("photo")))

    assert (second.outcome, faults(second)) == ("accept", {"plan"})


BOTH: dict[str, Any] = {
    "materials": {
        "lease": {"hand_in": {"signed_by": "applicant"}, "reads": {"landlord": {}}},
        "consent": {"when": "lease.landlord != applicant.name"},
        "photo": {},
        "map": {},
    }
}
OTHER_LEASE = paper("lease", signed_by=["applicant"], fields={"landlord": "乙"})
MY_LEASE = paper("lease", signed_by=["applicant"], fields={"landlord": "甲公司"})


def test_a_paper_that_may_replace_an_accepted_one_is_looked_at_first() -> None:
    """Not recording who signed it takes nothing away: recorded, it makes the consent due."""
    first = noticed(BOTH, materials=[MY_LEASE])
    more = paper("lease", fields={"landlord": "乙"})
    unseen = again(first, BOTH, materials=[MY_LEASE, *later(more, paper("photo"), paper("map"))])
    seen = again(first, BOTH, materials=[MY_LEASE, *later({**more, "signed_by": ["applicant"]}, paper("photo"), paper("map"))])
    unsigned = again(first, BOTH, materials=[MY_LEASE, *later({**more, "signed_by": []}, paper("photo"), paper("map"))])

    assert (unseen.outcome, unseen.office_faults) == ("undetermined", ())
    assert "read/lease.signed_by" in ids(unseen)
    assert ids(seen) == {"consent"}
    assert unsigned.outcome == "accept"


def test_a_replacement_holds_at_every_later_visit() -> None:
    first = noticed(BOTH, materials=[MY_LEASE])
    mine = [MY_LEASE, *later(OTHER_LEASE)]
    second = again(first, BOTH, materials=mine)
    third = again(second, BOTH, materials=[*mine, paper("photo", handed_in_on="2026-03-16")])

    assert ids(second) == {"consent", "photo", "map"}
    assert [line.id for line in third.findings] == ["permit/consent", "permit/map"]
    assert (ids(third), third.office_faults) == ({"consent", "map"}, ())


@pytest.mark.parametrize("as_of", ["2026-03-01", "2026-03-02", "2026-03-15"])
def test_the_day_of_which_a_notice_speaks_does_not_decide_which_paper_was_accepted(as_of: str) -> None:
    first = noticed(BOTH, as_of=as_of, materials=[MY_LEASE])
    second = again(first, BOTH, materials=[MY_LEASE, *later(OTHER_LEASE, paper("photo"), paper("map"))])

    assert ids(second) == {"consent"}


def test_a_licence_that_is_replaced_by_an_expired_one_is_raised() -> None:
    rules: dict[str, Any] = {
        "materials": {"proof": {"proved_by": "badge"}, "photo": {}},
        "documents": {"badge": {"name": "资格证"}},
    }
    badge = paper("badge", original_shown=True, issued_on="2020-01-01", expires_on="2026-12-31")
    first = noticed(rules, materials=[badge])
    second = again(first, rules, materials=later({**badge, "expires_on": "2026-03-05"}, paper("photo")))

    assert ids(first) == {"photo"}
    assert ids(second) == {"proof"}
    assert second.office_faults == ()
