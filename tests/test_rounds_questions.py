"""A later visit: what was accepted stays accepted, what may be asked, and that nothing new is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from noticing import ids, noticed, paper
from visiting import (
    GOOD_FORM,
    GOOD_LEASE,
    NO,
    PLAN,
    PROMISE,
    RULES,
    again,
    faults,
    forgot,
    later,
)

from materials_rules.ground.errors import NotAPacket
from materials_rules.notice.closed_set import announced, was_announced

# ---- once accepted, it stays accepted


def test_a_packet_of_a_later_visit_is_whole() -> None:
    """What was in order decides what else is due; a packet without it cannot be judged, and nothing is guessed."""
    first = noticed(RULES, materials=[GOOD_FORM, GOOD_LEASE], **NO)

    with pytest.raises(NotAPacket) as caught:
        again(first, materials=later(PLAN), **NO)
    (said,) = caught.value.diagnostics
    assert (said.code, said.place.pointer, said.args) == ("P-NOT-WHOLE", "/materials", {"names": "《申请表》、《租赁合同》"})
    assert again(first, materials=[GOOD_FORM, GOOD_LEASE, *later(PLAN)], **NO).outcome == "accept"


def test_a_member_who_is_no_longer_on_the_list_needs_no_paper() -> None:
    rules: dict[str, Any] = {"materials": {"form": {}, "licence": {"for_each": "drivers"}}, "lists": {"drivers": {}}}
    papers = [paper("licence", subject=f"drivers:{key}") for key in "12"]
    first = noticed(rules, materials=papers, lists={"drivers": [{"id": "1"}, {"id": "2"}]})
    second = again(first, rules, materials=[papers[0], *later(paper("form"))], lists={"drivers": [{"id": "1"}]})

    assert second.outcome == "accept"


def test_a_licence_that_was_shown_is_named_where_it_is_not_entered() -> None:
    rules: dict[str, Any] = {
        "materials": {"form": {}, "proof": {"proved_by": ["badge"]}},
        "documents": {"badge": {"name": "工作证"}},
    }
    shown = paper("badge", original_shown=True, issued_on=None, expires_on=None)
    first = noticed(rules, materials=[shown])
    assert [line.material for line in first.in_order] == ["badge"]

    with pytest.raises(NotAPacket) as caught:
        again(first, rules, materials=later(paper("form")))
    assert caught.value.diagnostics[0].args == {"names": "《工作证》"}


def test_where_papers_are_given_back_all_of_them_come_again() -> None:
    """市场主体登记管理条例实施细则 art. 18: the whole packet is submitted anew."""
    rules = {**RULES, "regime": {"preset": "licensing", "packet": "returned"}}
    first = noticed(rules, materials=[GOOD_FORM, GOOD_LEASE], **NO)
    second = again(first, rules, materials=later(PLAN, GOOD_LEASE), **NO)

    assert [(line.id, line.kind) for line in second.findings] == [("permit/form", "missing")]
    assert second.office_faults == ()


# ---- questions


def test_a_question_that_was_asked_may_be_asked_again() -> None:
    first = noticed(RULES, materials=[GOOD_FORM, GOOD_LEASE, PLAN])
    second = again(first, materials=[GOOD_FORM, GOOD_LEASE, PLAN])

    assert ids(first) == ids(second) == {"machines", "fact/vending"}


def test_what_a_clerk_must_see_of_a_new_paper_is_asked() -> None:
    rules: dict[str, Any] = {"materials": {"plan": {}, "form": {"hand_in": {"signed_by": "applicant"}}}}
    first = noticed(rules, materials=[paper("form", signed_by=["applicant"])])
    second = again(first, rules, materials=later(paper("plan"), paper("form")))

    assert ids(first) == {"plan"}
    assert (second.outcome, ids(second), second.office_faults) == ("undetermined", {"read/form.signed_by"}, ())


def test_what_only_a_paper_in_order_could_decide_is_not_asked_anew() -> None:
    """The field was read at the first visit; that today's clerk left it out makes nothing due."""
    rules: dict[str, Any] = {
        "materials": {
            "plan": {},
            "lease": {"reads": {"landlord": {}}, "hand_in": {"copies": "1"}},
            "consent": {"when": "lease.landlord != applicant.name"},
        }
    }
    first = noticed(rules, materials=[paper("lease", copies=1, fields={"landlord": "甲公司"})])
    second = again(first, rules, materials=[*later(paper("plan")), paper("lease", copies=1)])

    assert ids(first) == {"plan"}
    assert (second.outcome, second.questions, second.office_faults) == ("accept", (), ())


def test_what_follows_from_a_new_defect_stands_with_it() -> None:
    """The accepted lease is replaced by one in bad form: what its next version may make due is told with it."""
    rules: dict[str, Any] = {
        "materials": {"lease": {"reads": {"landlord": {}}, "hand_in": {"copies": "1"}}, "consent": {"when": "lease.landlord != applicant.name"}}
    }
    first = noticed({**rules, "materials": {**rules["materials"], "plan": {}}}, materials=[paper("lease", copies=1, fields={"landlord": "甲公司"})])
    second = again(first, {**rules, "materials": {**rules["materials"], "plan": {}}}, materials=later(paper("plan"), paper("lease", copies=0)))

    assert ids(first) == {"plan"}
    assert (ids(second), second.office_faults) == ({"lease", "consent"}, ())


def test_an_entry_of_every_member_has_its_cause_in_the_list() -> None:
    rules: dict[str, Any] = {
        "materials": {"promise": {"when": "any(vehicles, not bought)"}, "plan": {}},
        "lists": {"vehicles": {"each": {"bought": "boolean"}}},
    }
    first = noticed(rules)
    again_ = again(first, rules)
    some = again(first, rules, lists={"vehicles": [{"id": "1"}]})

    assert ids(first) == ids(again_) == {"promise", "plan", "fact/vehicles"}
    assert ids(some) == {"promise", "plan", "fact/vehicles.bought[vehicles:1]"}


def test_what_the_office_answers_otherwise_is_its_own_matter() -> None:
    rules: dict[str, Any] = {
        "materials": {"plan": {}, "proof": {"when": "listed"}},
        "facts": {"listed": {"type": "boolean", "answered_by": "office"}},
    }
    first = noticed(rules, facts={"listed": False})
    for facts in ({}, {"listed": True}):
        second = again(first, rules, materials=later(paper("plan")), facts=facts)
        assert (second.outcome, faults(second)) == ("accept", {"proof"})


def test_the_office_may_still_be_asked_what_decides_what_was_told() -> None:
    rules: dict[str, Any] = {
        "materials": {"plan": {}, "report": {"commitment": PROMISE}},
    }
    first = noticed(rules)
    letter = [{"for": "report", "signed": True}]
    second = again(first, rules, materials=later(paper("plan")), commitments=letter)

    assert (second.outcome, ids(second), second.office_faults) == ("undetermined", {"fact/serious_bad_credit"}, ())


def test_what_was_asked_about_a_paper_means_that_it_was_there() -> None:
    rules: dict[str, Any] = {"materials": {"plan": {}, "form": {"hand_in": {"signed_by": "applicant"}}}}
    first = noticed(rules, materials=[paper("form")])
    second = again(forgot(first, "form"), rules, materials=[paper("form", signed_by=[]), *later(paper("plan"))])

    assert [q.id for q in first.questions] == ["permit/read/form.signed_by"]
    assert faults(second) in ({"form"}, set())


# ---- nothing new, ever


@given(
    st.lists(st.sampled_from(["form", "lease", "consent", "plan", "machines"]), unique=True),
    st.sampled_from([None, True, False]),
    st.lists(st.sampled_from(["form", "lease", "consent", "plan", "machines"]), unique=True),
    st.sampled_from([None, True, False]),
    st.sampled_from(["甲公司", "乙"]),
    st.booleans(),
)
def test_the_second_visit_tells_nothing_new(
    first_papers: list[str], first: bool | None, more: list[str], then: bool | None, landlord: str, in_form: bool
) -> None:
    """Whatever open things are cured, and how: nothing is told that was not told, and nothing is the office's fault (I02)."""
    made = {
        "form": paper("form", signed_by=["applicant"] if in_form else [], fields={"name": landlord}),
        "lease": paper("lease", copies=1, fields={"landlord": landlord, "name": "甲公司"}),
        "consent": paper("consent"),
        "plan": paper("plan", copies=int(in_form)),
        "machines": paper("machines"),
    }
    handed_in = {name: {**made[name], "fields": {"name": "甲公司", "landlord": "甲公司"}} for name in first_papers}
    told = noticed(RULES, materials=list(handed_in.values()), facts={} if first is None else {"vending": first})
    open_ = {a.material for line in (*told.findings, *told.conditional) for a in line.arms}
    for name in more:
        if name in open_:
            handed_in[name] = later(made[name])[0]
    answer = first if first is not None else then
    second = again(told, materials=list(handed_in.values()), facts={} if answer is None else {"vending": answer})

    everything = announced(told)
    assert all(was_announced(everything, f"permit/{id_}") for id_ in ids(second))
    assert second.office_faults == ()
