"""The second visit under other rules: what was told otherwise than the rules of today have it, and the office's own faults."""

from __future__ import annotations

from typing import Any

import pytest
from noticing import ids, noticed, paper
from test_other_rules import SIGNED, other
from visiting import PROMISE, again, faults, forgot, later

# ---- what was told otherwise than the rules of today have it


TOLD_OTHERWISE = ["W-OTHER-RULES", "W-TOLD-OTHERWISE"]


@pytest.mark.parametrize(("then", "now"), [("lease.landlord != applicant.name", None), ("area > 50", "area > 20")])
def test_a_box_that_says_not_needed_binds_the_office(then: str, now: str | None) -> None:
    old: dict[str, Any] = {
        "materials": {"lease": {"reads": {"landlord": {}}}, "consent": {"when": then}},
        "facts": {"area": {"type": "number", "decimals": "0"}},
    }
    first = noticed(old)
    cured: dict[str, Any] = {"facts": {"area": 30}, "materials": later(paper("lease", fields={"landlord": "甲公司"}))}
    second = again(first, other(old, consent={} if now is None else {"when": now}), **cured)

    assert again(first, old, **cured).outcome == again(first, other(old), **cured).outcome == "accept"
    assert (second.outcome, [w.code for w in second.warnings]) == ("undetermined", TOLD_OTHERWISE)
    assert "材料consent" in second.warnings[-1].say


def test_the_same_condition_holds_though_the_law_got_a_new_version() -> None:
    """What decides is compared as it stands on the day of receipt."""
    old: dict[str, Any] = {"materials": {"lease": {"reads": {"landlord": {}}}, "consent": {"when": "lease.landlord != applicant.name and received_on >= 2021-01-01"}}}
    new = other(old, consent={"when": "lease.landlord != applicant.name and received_on >= 2022-01-01"})
    first = noticed(old)
    second = again(first, new, materials=later(paper("lease", fields={"landlord": "乙"})))

    assert [line.id for line in second.findings] == ["permit/consent"]


def test_a_paper_that_was_told_is_not_refused() -> None:
    old: dict[str, Any] = {"materials": {"site": {"any_of": {"deed": {}, "lease": {}}}}}
    new: dict[str, Any] = {"materials": {"site": {"any_of": {"deed": {}, "use": {}}}}}
    first = noticed(old)
    second = again(first, new, materials=later(paper("lease")))

    assert (second.outcome, [w.code for w in second.warnings]) == ("undetermined", TOLD_OTHERWISE)
    assert again(first, new, materials=later(paper("deed"))).outcome == "accept"
    assert ids(again(first, new)) == {"site"}


def test_a_promise_that_was_told_is_not_refused() -> None:
    old: dict[str, Any] = {"materials": {"report": {"commitment": PROMISE}, "plan": {}}}
    first = noticed(old)
    letters: dict[str, Any] = {"commitments": [{"for": "report", "signed": True}], "facts": {"serious_bad_credit": False}}
    second = again(first, other(old, report={}), materials=later(paper("plan")), **letters)

    assert (second.outcome, [w.code for w in second.warnings][:2]) == ("undetermined", TOLD_OTHERWISE)
    assert again(first, other(old), materials=later(paper("plan")), **letters).outcome == "accept"
    assert ids(again(first, other(old, report={}), materials=later(paper("plan")))) == {"report"}


def test_a_paper_told_for_each_member_is_not_refused_where_it_is_one_for_all_now() -> None:
    old: dict[str, Any] = {"materials": {"licence": {"for_each": "drivers"}}, "lists": {"drivers": {}}}
    one: dict[str, Any] = {"lists": {"drivers": [{"id": "1"}]}}
    first = noticed(old, **one)
    second = again(first, {"materials": {"licence": {}}}, materials=later(paper("licence", subject="drivers:1")), **one)

    assert (second.outcome, [w.code for w in second.warnings][:2]) == ("undetermined", TOLD_OTHERWISE)
    stray = again(first, {**old, "departments": {"x": {"name": "新局"}}}, materials=later(paper("licence", subject="drivers:9")), **one)
    assert [line.kind for line in stray.findings] == ["missing", "wrong_subject"]


def test_what_was_only_named_as_what_an_answer_decides_is_for_a_person() -> None:
    """The question decided a difference between papers; by the rules of today they are asked for whatever the answer is."""
    reads: dict[str, Any] = {"reads": {"name": {}}}
    old: dict[str, Any] = {
        "materials": {"form": reads, "lease": {**reads, "when": "rented"}, "plan": {"when": "rented"}},
        "facts": {"rented": "boolean"},
        "consistency": [{"name": "names", "same": ["form.name", "lease.name"]}],
    }
    form = paper("form", fields={"name": "甲"})
    first = noticed(old, materials=[form, paper("lease")])
    differs = [form, paper("lease", fields={"name": "乙"})]
    second = again(first, other(old, lease=reads), materials=differs, facts={"rented": False})

    assert again(first, old, materials=differs, facts={"rented": False}).outcome == "accept"
    assert (second.outcome, [w.code for w in second.warnings]) == ("undetermined", TOLD_OTHERWISE)


def test_a_new_criterion_of_a_paper_that_nobody_described_decides_nothing() -> None:
    """The paper lay there unasked; what it must meet by the rules of today decides whether another is due."""
    old: dict[str, Any] = {
        "materials": {"more": {"when": "big"}, "note": {"when": "not provided(more) and rented"}},
        "facts": {"big": "boolean", "rented": "boolean"},
    }
    first = noticed(old, facts={"big": False}, materials=[paper("more", copies=1)])
    second = again(first, other(old, more={"when": "big", "hand_in": {"originals": "1"}}), facts={"big": False, "rented": True}, materials=[paper("more", copies=1, originals=0)])

    assert ids(first) == set()
    assert (second.outcome, ids(second)) == ("accept", set())


# ---- faults of the office, demands, what comes later


def test_a_fault_of_the_office_stays_one_by_other_rules() -> None:
    old: dict[str, Any] = {"materials": {"form": {}, "photo": {}, "plan": {}, "letter": {"when": "by_agent"}}}
    second = again(forgot(noticed(old), "plan"), old, materials=later(paper("form")))
    third = again(second, other(old), agent={"name": "丙"}, materials=later(paper("form"), paper("photo"), paper("letter")))
    alone = again(second, other(old), materials=later(paper("form"), paper("photo")))

    assert [(faults(notice), notice.outcome) for notice in (third, alone)] == [({"plan"}, "accept")] * 2


def test_what_is_new_in_the_rules_is_neither_demanded_nor_told_as_due_later() -> None:
    old: dict[str, Any] = {"materials": {"form": {}}}
    new = {**other(old, seal={}, deed={"due_at": {"event": "on_site_check"}}), "facts": {"x": "boolean"}}
    second = again(noticed(old), new, materials=later(paper("form")), demands=[{"name": "材料seal"}])

    assert [(line.verdict, line.class_) for line in second.demands] == [("disallowed", None)]
    assert (second.outcome, second.due_later, second.office_faults) == ("accept", (), ())


def test_what_the_record_of_an_accepted_paper_shows_is_a_fault_by_other_rules_too() -> None:
    old: dict[str, Any] = {"materials": {"form": SIGNED, "photo": {}}}
    first = noticed(old, materials=[paper("form", signed_by=["applicant"])])
    second = again(first, other(old), materials=[paper("form", signed_by=[]), *later(paper("photo"))])

    assert (second.outcome, faults(second)) == ("accept", {"form"})
