"""Later visits under the same rules: the same day, licences that are shown, papers given back, and what a change brings."""

from __future__ import annotations

from typing import Any

import pytest
from noticing import DAY, ids, noticed, paper
from test_later_visits import NAMES, RETURNED, SAYS, codes, lease
from visiting import FORM, GOOD_FORM, LATER, NO, PLAN, PROMISE, RULES, again, faults, forgot, later

from materials_rules.notice.rounds import rules_of

# ---- the same day, and the day of judgement


def test_a_paper_brought_on_the_same_day_for_a_difference_is_not_taken_for_the_accepted_one() -> None:
    first = noticed(NAMES, materials=[SAYS, lease("乙公司"), paper("photo")])
    for day in (DAY, LATER):
        second = again(first, NAMES, materials=[SAYS, paper("photo"), {**lease(signed_by=[]), "handed_in_on": day}])
        assert [(line.id, line.kind) for line in second.findings] == [("permit/lease", "unsigned")]
        assert second.office_faults == ()
    assert again(first, NAMES, materials=[SAYS, paper("photo"), lease()]).outcome == "accept"


def test_a_paper_that_may_be_replaced_stays_accepted_when_something_else_came_later() -> None:
    """The difference was cured on the other side; that today's clerk does not see the signature is the office's matter."""
    first = noticed(NAMES, materials=[SAYS, lease("乙公司"), paper("photo")])
    form = later(paper("form", fields={"name": "乙公司"}))
    second = again(first, NAMES, materials=[*form, lease("乙公司", signed_by=[]), paper("photo")])

    assert (second.outcome, faults(second)) == ("accept", {"lease"})


@pytest.mark.parametrize("as_of", [None, "2026-03-01", "2026-03-15"])
def test_the_day_of_judgement_moves_no_verdict_of_a_later_visit(as_of: str | None) -> None:
    rules: dict[str, Any] = {"materials": {"lease": {"hand_in": {"signed_by": "applicant"}}, "photo": {}}}
    first = noticed(rules, as_of=as_of, materials=[paper("lease", signed_by=["applicant"])])
    replaced = again(first, rules, materials=later(paper("lease", signed_by=[]), paper("photo")))
    seen = again(first, rules, materials=[paper("lease", signed_by=[]), *later(paper("photo"))])

    assert first.handed_in_until == DAY
    assert (replaced.outcome, ids(replaced)) == ("supplement", {"lease"})
    assert (seen.outcome, faults(seen)) == ("accept", {"lease"})


# ---- licences that are shown


BADGE: dict[str, Any] = {"materials": {"proof": {"proved_by": ["badge"]}, "photo": {}}, "documents": {"badge": {"name": "资格证"}}}
SHOWN = paper("badge", original_shown=True, issued_on=None, expires_on="2026-12-31")


def test_a_licence_replaced_by_an_expired_one_is_raised() -> None:
    first = noticed(BADGE, materials=[SHOWN])
    expired = again(first, BADGE, materials=later({**SHOWN, "expires_on": "2026-01-01"}, paper("photo")))
    unseen = again(first, BADGE, materials=later(paper("badge", issued_on=None, expires_on=None), paper("photo")))
    beside = again(first, BADGE, materials=[SHOWN, *later({**SHOWN, "expires_on": "2026-01-01"}, paper("photo"))])

    assert [(line.id, line.kind) for line in expired.findings] == [("permit/proof", "expired")]
    assert (expired.office_faults, codes(expired)) == ((), ["W-NEW-SINCE"])
    assert (unseen.outcome, ids(unseen), unseen.office_faults) == ("undetermined", {"read/proof.original_shown"}, ())
    assert (beside.outcome, beside.office_faults) == ("accept", ())


# ---- papers that were given back


def test_an_omission_stays_the_offices_own_where_papers_were_given_back() -> None:
    rules: dict[str, Any] = {"materials": {"form": {}, "photo": {}, "plan": {}}, **RETURNED}
    first = forgot(noticed(rules, materials=[paper("form"), paper("x")]), "plan")
    second = again(first, rules, materials=later(paper("form"), paper("photo"), paper("x")))

    assert (second.outcome, faults(second)) == ("accept", {"plan"})


def test_what_depends_on_a_paper_that_was_given_back_is_for_a_person() -> None:
    """Whether the lease is the one of the first visit nobody can tell from the notice."""
    rules: dict[str, Any] = {"materials": {"lease": {"reads": {"landlord": {}}}, "consent": {"when": "lease.landlord != applicant.name"}, "plan": {}}, **RETURNED}
    first = noticed(rules, materials=[paper("lease", fields={"landlord": "甲公司"})])
    same = again(first, rules, materials=later(paper("lease", fields={"landlord": "甲公司"}), paper("plan")))
    other = again(first, rules, materials=later(paper("lease", fields={"landlord": "乙"}), paper("plan")))

    assert (same.outcome, same.office_faults) == ("accept", ())
    assert (other.outcome, codes(other), other.office_faults) == ("undetermined", ["W-GIVEN-BACK"], ())


def test_a_licence_that_was_shown_is_shown_again_where_papers_were_given_back() -> None:
    rules = {**BADGE, **RETURNED}
    second = again(noticed(rules, materials=[SHOWN]), rules, materials=later(paper("photo")))

    assert (ids(second), second.office_faults) == ({"proof"}, ())


# ---- what a change brings, and what not


def test_a_promise_that_is_withdrawn_makes_the_paper_due() -> None:
    rules: dict[str, Any] = {"materials": {"report": {"commitment": PROMISE}, "photo": {}}}
    facts = {"serious_bad_credit": False}
    first = noticed(rules, commitments=[{"for": "report", "signed": True}], facts=facts)
    second = again(first, rules, facts=facts, materials=later(paper("photo")))

    assert (ids(second), codes(second)) == ({"report"}, ["W-NEW-SINCE"])


def test_what_a_list_statement_decides_comes_of_a_changed_list() -> None:
    rules: dict[str, Any] = {
        "materials": {"promise": {"when": "any(cars, not bought and weight > 3)"}, "plan": {}},
        "lists": {"cars": {"each": {"bought": "boolean", "weight": "number"}}},
    }
    car = {"id": "1", "bought": True, "weight": 5}
    first = noticed(rules, lists={"cars": [car]})
    second = again(first, rules, lists={"cars": [{**car, "bought": False}]}, materials=later(paper("plan")))

    assert (ids(second), codes(second)) == ({"promise"}, ["W-NEW-SINCE"])


def test_a_wrong_answer_in_place_of_a_right_one_is_a_change() -> None:
    rules: dict[str, Any] = {"materials": {"plan": {"when": "n > 3"}}, "facts": {"n": {"type": "number", "maximum": "9"}}}
    first = noticed(rules, facts={"n": 5})
    second = again(first, rules, facts={"n": 12}, materials=later(paper("plan")))

    assert (ids(second), codes(second)) == ({"fact/n"}, ["W-NEW-SINCE"])


# ---- the chain


def test_a_notice_says_by_which_rules_the_first_one_told() -> None:
    other = {**RULES, "departments": {"x": {"name": "新局"}}}
    first = noticed(RULES, **NO)
    mine, second = first.made_by.ruleset.digest, again(first, **NO)
    third = again(second, other, **NO)
    fourth = again(third, other, **NO)

    assert (rules_of(first), rules_of(second)) == (mine, mine)
    assert [notice.previous.rules for notice in (second, third, fourth) if notice.previous] == [mine, mine, None]
    assert (rules_of(third), rules_of(fourth)) == (None, None)
    assert codes(fourth) == codes(again(third, **NO)) == ["W-OTHER-RULES"]


def test_what_was_in_order_bears_what_it_was_held_to() -> None:
    first = noticed(RULES, materials=[GOOD_FORM, PLAN], **NO)
    (form, plan) = first.in_order

    assert (form.material, form.handed_in_on, form.papers) == ("form", DAY, 1)
    assert [criterion["check"] for criterion in form.criteria] == ["signed_by", "readable"]
    assert plan.criteria[0] == {"check": "copies", "at_least": 1}
    assert FORM["hand_in"] == {"signed_by": "applicant"}
