"""The second visit: what may still be raised, what changed since, and what is the office's own fault."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from noticing import DAY, ids, noticed, opened, packet, paper
from visiting import (
    ANSWERED,
    CHANGES,
    FORM,
    GOOD_FORM,
    GOOD_LEASE,
    NO,
    PLAN,
    PROMISE,
    RULES,
    WHO,
    again,
    changed,
    faults,
    forgot,
    later,
)

from materials_rules.ground.errors import NotAPacket
from materials_rules.library import check
from materials_rules.notice.closed_set import announced, was_announced
from materials_rules.notice.model import InOrder, encode

# ---- what is still open, and what is cured


def test_what_is_still_open_is_told_again_under_its_id() -> None:
    first = noticed(RULES, materials=[GOOD_FORM, GOOD_LEASE], **NO)
    second = again(first, materials=[GOOD_FORM, GOOD_LEASE], **NO)

    assert ids(first) == ids(second) == {"plan"}
    assert (second.outcome, second.office_faults) == ("supplement", ())
    assert second.previous is not None
    assert (second.previous.closed_set, second.previous.number) == (first.closed_set, None)


def test_whoever_hands_in_everything_is_accepted() -> None:
    first = noticed(RULES)
    second = again(first, materials=later(GOOD_FORM, GOOD_LEASE, PLAN), **NO)

    assert ids(first) == {"form", "lease", "plan", "consent", "machines", "fact/vending"}
    assert (second.outcome, second.office_faults, second.warnings) == ("accept", (), ())
    assert second.deadlines.notice_by is None
    assert second.deadlines.why.startswith("一次告知的期限自首次收到申请材料之日起计算，已由前次告知适用；")
    assert second.deadlines.decide_by == "2026-03-16"


def test_a_defect_in_a_new_paper_keeps_the_id_and_changes_the_kind() -> None:
    first = noticed(RULES, materials=[GOOD_FORM, GOOD_LEASE], **NO)
    second = again(first, materials=[GOOD_FORM, GOOD_LEASE, *later(paper("plan", copies=1, unreadable=True))], **NO)

    assert [(line.id, line.kind) for line in first.findings] == [("permit/plan", "missing")]
    assert [(line.id, line.kind) for line in second.findings] == [("permit/plan", "unreadable")]


def test_what_a_new_paper_makes_due_was_told_as_depending_on_it() -> None:
    """The lease brought as a cure names another landlord: the consent was told with the lease."""
    first = noticed(RULES, materials=[GOOD_FORM, PLAN], **NO)
    lease = paper("lease", copies=1, fields={"landlord": "乙", "name": "甲公司"})
    second = again(first, materials=[GOOD_FORM, PLAN, *later(lease)], **NO)

    assert "consent" in ids(first)
    assert ids(second) == {"consent"}
    assert again(second, materials=[GOOD_FORM, PLAN, *later(lease, paper("consent"))], **NO).outcome == "accept"


def test_an_accepted_paper_replaced_by_a_bad_one_is_raised() -> None:
    first = noticed(RULES, materials=[GOOD_FORM, GOOD_LEASE], **NO)
    second = again(first, materials=[*later(paper("form", signed_by=[])), GOOD_LEASE, *later(PLAN)], **NO)

    assert [(line.id, line.kind) for line in second.findings] == [("permit/form", "unsigned")]
    assert second.office_faults == ()


def test_a_difference_that_a_new_paper_makes_is_raised() -> None:
    first = noticed(RULES, materials=[GOOD_LEASE, PLAN], **NO)
    form = paper("form", signed_by=["applicant"], fields={"name": "乙公司"})
    second = again(first, materials=[GOOD_LEASE, PLAN, *later(form)], **NO)

    assert ids(second) == {"consistency/names", "consent"}  # a lease that is corrected may name another landlord
    assert second.office_faults == ()
    assert "consent" in ids(first)
    assert was_announced(announced(first), "permit/consistency/names")


def test_a_difference_that_a_changed_answer_makes_is_raised() -> None:
    rules: dict[str, Any] = {
        "materials": {"form": FORM, "plan": {}},
        "consistency": [{"name": "applicant", "same": ["form.name", "applicant.name"]}],
    }
    first = noticed(rules, materials=[GOOD_FORM], applicant=WHO)
    second = again(first, rules, materials=[GOOD_FORM, *later(paper("plan"))], applicant={**WHO, "name": "丙公司"})

    assert ids(first) == {"plan"}
    assert ids(second) == {"consistency/applicant"}
    assert [w.code for w in second.warnings] == ["W-NEW-SINCE"]


def test_answers_that_begin_to_contradict_one_another_are_raised() -> None:
    rules: dict[str, Any] = {
        "materials": {"form": {}, "plan": {"when": "rented"}},
        "facts": {"rented": "boolean", "owned": "boolean", "floors": {"type": "number", "maximum": "9"}},
        "never": ["rented and owned"],
    }
    first = noticed(rules, facts={"rented": True, "owned": False, "floors": 1})
    second = again(first, rules, facts={"rented": True, "owned": True, "floors": 11}, materials=later(paper("form"), paper("plan")))

    assert {"consistency/never-1", "fact/floors"} <= ids(second)


def test_a_paper_for_a_stranger_brought_later_is_raised() -> None:
    rules: dict[str, Any] = {"materials": {"form": {}, "licence": {"for_each": "drivers"}}, "lists": {"drivers": {}}}
    members: dict[str, Any] = {"lists": {"drivers": [{"id": "1"}]}}
    first = noticed(rules, materials=[paper("licence", subject="drivers:1")], **members)
    strange = [paper("licence", subject="drivers:1"), *later(paper("licence", subject="drivers:9"), paper("form"))]
    second = again(first, rules, materials=strange, **members)

    assert [(line.id, line.kind) for line in second.findings] == [("permit/licence[drivers:9]", "wrong_subject")]
    old = again(changed(first, in_order=(*first.in_order, InOrder("licence", "drivers:9", DAY, 1, ()))), rules, materials=[{**strange[1], "handed_in_on": DAY}, strange[0], strange[2]], **members)
    assert (old.outcome, faults(old)) == ("accept", {"licence[drivers:9]"})


def test_what_was_told_for_every_member_covers_each_of_them() -> None:
    rules: dict[str, Any] = {"materials": {"licence": {"for_each": "drivers"}}, "lists": {"drivers": {"at_least": "1"}}}
    first = noticed(rules)
    second = again(first, rules, lists={"drivers": [{"id": "1"}, {"id": "2"}]}, materials=later(paper("licence", subject="drivers:1")))

    assert ids(first) == {"licence[drivers:*]", "fact/drivers"}
    assert (ids(second), second.office_faults) == ({"licence[drivers:2]"}, ())


def test_what_was_told_as_depending_stands_when_it_comes_due() -> None:
    """The consent names a signer, so that the lease that decides it may itself be replaced; it is due all the same."""
    rules: dict[str, Any] = {
        "materials": {"lease": {"reads": {"landlord": {}}}, "consent": {"when": "lease.landlord != applicant.name", "reads": {"signer": {}}}},
        "consistency": [{"name": "signer", "same": ["lease.landlord", "consent.signer"]}],
    }
    first = noticed(rules)
    second = again(first, rules, materials=later(paper("lease", fields={"landlord": "张三"})))

    assert ids(first) == {"lease", "consent"}
    assert (second.outcome, [line.id for line in second.findings], second.office_faults) == ("supplement", ["permit/consent"], ())


# ---- what changed beyond what was to cure


@pytest.mark.parametrize(
    ("change", "new"),
    [
        ({"facts": {"rented": True}}, {"consent"}),
        ({"facts": {}}, {"consent", "fact/rented"}),
        ({"agent": {"name": "赵某"}}, {"letter"}),
        ({"lists": {"drivers": [{"id": "1"}]}}, {"licence[drivers:1]"}),
    ],
)
def test_what_a_changed_answer_makes_due_is_charged_and_noted(change: dict[str, Any], new: set[str]) -> None:
    first = noticed(CHANGES, **ANSWERED)
    second = again(first, CHANGES, **{**ANSWERED, **change}, materials=later(paper("plan")))

    assert ids(first) == {"plan"}
    assert (ids(second), second.office_faults) == (new, ())
    assert [w.code for w in second.warnings if w.code != "W-ASK-FIRST"] == ["W-NEW-SINCE"]


def test_what_was_asked_is_no_change() -> None:
    """The answer to a question of the notice brings nothing that was not told; the office's omission stays its own."""
    first = forgot(noticed(CHANGES, lists={"drivers": []}), "letter")
    second = again(first, CHANGES, lists={"drivers": []}, facts={"rented": True}, materials=later(paper("plan")))

    assert ids(first) == {"plan", "consent", "fact/rented"}
    assert (ids(second), second.warnings) == ({"consent"}, ())


def test_a_paper_that_an_answer_makes_asked_for_is_looked_at() -> None:
    rules: dict[str, Any] = {
        "materials": {"plan": {}, "form": {"when": "big", "hand_in": {"signed_by": "applicant"}}},
        "facts": {"big": "boolean"},
    }
    first = noticed(rules, facts={"big": False}, materials=[paper("form")])
    second = again(first, rules, facts={"big": True}, materials=[paper("form"), *later(paper("plan"))])

    assert [line.material for line in first.extra] == ["form"]
    assert (second.outcome, ids(second), second.office_faults) == ("undetermined", {"read/form.signed_by"}, ())


def test_a_number_written_otherwise_is_no_change() -> None:
    rules: dict[str, Any] = {
        "materials": {"plan": {}, "more": {"when": "area > 20"}, "form": {}},
        "facts": {"area": {"type": "number", "decimals": "2"}},
    }
    first = forgot(noticed(rules, facts={"area": 12.5}), "form")
    second = noticed(rules, previous=first, round=2, facts={"area": 12.5}, materials=later(paper("plan")))
    raw = packet(round=2, facts={"area": 12.5}, materials=later(paper("plan"))).replace(b"12.5", b"12.50")

    assert second.outcome == "accept"
    assert check(opened(rules), raw, "", None, encode(first)).outcome == "accept"


def test_an_accepted_arm_is_not_reopened_by_another() -> None:
    rules: dict[str, Any] = {"materials": {"plan": {}, "site": {"any_of": {"deed": {}, "lease": {"hand_in": {"copies": "1"}}}}}}
    first = noticed(rules, materials=[paper("deed")])
    second = again(first, rules, materials=[paper("deed"), *later(paper("plan"), paper("lease", copies=0))])

    assert (second.outcome, second.office_faults) == ("accept", ())


def test_the_third_visit_knows_the_first() -> None:
    first = noticed(RULES, materials=[GOOD_FORM], **NO)
    second = again(first, materials=[GOOD_FORM, *later(GOOD_LEASE)], **NO)
    third = noticed(RULES, previous=second, round=3, materials=[GOOD_FORM, *later(GOOD_LEASE, PLAN)], **NO)

    assert ids(second) == {"plan"}
    assert (third.outcome, third.office_faults, third.warnings) == ("accept", (), ())


def test_forgiving_a_paper_does_not_close_its_requirement() -> None:
    """The deed was accepted; that the place is rented, as asked, makes the lease due, whatever the deed's copies are today."""
    rules: dict[str, Any] = {
        "materials": {"site": {"any_of": {"deed": {"when": "not rented", "hand_in": {"copies": "1"}}, "lease": {"when": "rented"}}}},
        "facts": {"rented": "boolean"},
    }
    first = noticed(rules, materials=[paper("deed", copies=1)])
    for today in (paper("deed", copies=1), paper("deed", copies=0), paper("deed")):
        second = again(first, rules, facts={"rented": True}, materials=[today])
        assert [line.id for line in second.findings] == ["permit/site"]


def test_nothing_is_said_of_an_accepted_paper_that_nobody_asks_for_now() -> None:
    rules: dict[str, Any] = {"materials": {"deed": {"when": "not rented", "hand_in": {"copies": "1"}}, "plan": {}}, "facts": {"rented": "boolean"}}
    first = noticed(rules, materials=[paper("deed", copies=1)])
    for facts, said in (({}, {"deed"}), ({"rented": True}, set())):
        assert faults(again(first, rules, facts=facts, materials=[paper("deed", copies=0)])) == said


def test_a_defective_duplicate_inherits_nothing() -> None:
    rules: dict[str, Any] = {"materials": {"form": {"hand_in": {"copies": "1"}}, "plan": {}}}
    first = noticed(rules, materials=[paper("form", copies=1, fields={"a": "1"}), paper("form", copies=0, unreadable=True)])
    second = again(first, rules, materials=[paper("form", copies=0, unreadable=True), *later(paper("plan"))])

    assert [line.papers for line in first.in_order] == [2]
    assert (ids(second), second.outcome) == ({"form"}, "supplement")


def test_a_paper_that_joins_an_accepted_one_speaks_if_it_is_in_form() -> None:
    rules: dict[str, Any] = {
        "materials": {"plan": {}, "lease": {"hand_in": {"copies": "1"}, "reads": {"landlord": {}}}, "consent": {"when": "lease.landlord != applicant.name"}},
    }
    old = paper("lease", copies=1, fields={"landlord": "甲公司"})
    first = noticed(rules, materials=[old])
    for new, found in ((paper("lease", copies=1, fields={"landlord": "乙"}), {"consent"}), (paper("lease", copies=0, fields={"landlord": "乙"}), set())):
        second = again(first, rules, materials=[old, *later(new, paper("plan"))])
        assert (ids(second), second.office_faults) == (found, ())


def test_a_cure_beside_the_old_paper_leaves_no_question() -> None:
    reads: dict[str, Any] = {"reads": {"name": {}}}
    rules: dict[str, Any] = {"materials": {"form": reads, "lease": reads}, "consistency": [{"name": "names", "same": ["form.name", "lease.name"]}]}
    papers = [paper("form", fields={"name": "甲"}), paper("lease", fields={"name": "乙"})]
    first = noticed(rules, materials=papers)
    second = again(first, rules, materials=[*papers, *later(paper("lease", fields={"name": "甲"}))])

    assert ids(first) == {"consistency/names"}
    assert (second.outcome, second.warnings) == ("accept", ())


def test_what_was_told_to_be_corrected_is_no_change() -> None:
    """A contradiction corrected, a phone added, null for what was left out: the omission stays the office's own."""
    rules: dict[str, Any] = {
        "materials": {"plan": {}, "consent": {"when": "z"}, "more": {}},
        "facts": {"a": "boolean", "b": "boolean", "z": "boolean", "y": "boolean"},
        "never": ["a and b"],
    }
    facts = {"a": True, "b": True, "z": True}
    first = forgot(noticed(rules, facts=facts, applicant=WHO), "consent")
    changes: list[dict[str, Any]] = [
        {"facts": {**facts, "b": False}},
        {"facts": {**facts, "b": False, "y": None}},
        {"facts": {**facts, "b": False, "y": True}},
        {"facts": {**facts, "b": False}, "applicant": {**WHO, "phone": "07340000001"}},
    ]
    for change in changes:
        second = again(first, rules, materials=later(paper("plan"), paper("more")), **{"applicant": WHO, **change})
        assert (second.outcome, faults(second)) == ("accept", {"consent"})


def test_what_an_earlier_visit_forgave_is_not_charged_later() -> None:
    first = forgot(noticed(RULES, materials=[GOOD_LEASE], **NO), "form")
    second = again(first, materials=[GOOD_LEASE], **NO)
    third = again(second, materials=[GOOD_LEASE, *later(PLAN)], facts={"vending": True})

    assert (faults(second), ids(second)) == ({"form"}, {"plan"})
    assert [line.id for line in third.findings] == ["permit/machines"]


def test_a_licence_that_was_shown_stays_shown() -> None:
    rules: dict[str, Any] = {"materials": {"form": {}, "proof": {"proved_by": ["badge"]}}, "documents": {"badge": {"name": "工作证"}}}
    first = noticed(rules, materials=[paper("badge", original_shown=True, issued_on=None, expires_on=None)])
    second = again(first, rules, materials=[paper("badge"), *later(paper("form"))])

    assert (second.outcome, second.questions) == ("accept", ())


def test_the_order_of_letters_does_not_matter() -> None:
    rules: dict[str, Any] = {"materials": {"plan": {}, "report": {"commitment": PROMISE}}}
    letters = [{"for": "report", "signed": True}, {"for": "report", "signed": False}]

    assert noticed(rules, commitments=letters).answers == noticed(rules, commitments=letters[::-1]).answers


# ---- what could have been told before


def test_what_was_not_told_is_the_offices_fault_and_no_reason_to_refuse() -> None:
    """行政许可法 art. 32(5): everything that the notice asked for was handed in."""
    first = forgot(noticed(RULES, materials=[GOOD_LEASE], **NO), "form")
    second = again(first, materials=[GOOD_LEASE, *later(PLAN)], **NO)

    assert (second.outcome, second.findings) == ("accept", ())
    assert [(fault.id, fault.say) for fault in second.office_faults] == [
        ("permit/form", "申请表：前次一次告知没有列入，本次不再要求，由受理机关自行核实。")
    ]


def test_who_brings_what_was_not_asked_for_is_no_worse_off() -> None:
    """A bad copy of a paper that nobody asked for is not raised, for without it he would have been accepted."""
    first = forgot(noticed(RULES, materials=[GOOD_LEASE], **NO), "form")
    second = again(first, materials=[GOOD_LEASE, *later(PLAN, paper("form", signed_by=[]))], **NO)

    assert (second.outcome, faults(second)) == ("accept", {"form"})


def test_a_conditional_line_that_was_not_told_is_not_raised() -> None:
    first = forgot(noticed(RULES, materials=[GOOD_FORM, GOOD_LEASE]), "machines", "fact/vending")
    second = again(first, materials=[GOOD_FORM, GOOD_LEASE, *later(PLAN)])

    assert (second.outcome, faults(second)) == ("accept", {"machines", "fact/vending"})
    assert second.questions == ()
    assert {fault.say for fault in second.office_faults if fault.id == "permit/fact/vending"} == {
        "前次一次告知时没有询问，不得因此不予受理。"
    }


def test_a_defect_that_was_there_at_the_first_visit_is_not_raised_later() -> None:
    """The clerk records today what he could have seen then."""
    first = noticed(RULES, materials=[GOOD_FORM, GOOD_LEASE], **NO)
    second = again(first, materials=[{**GOOD_FORM, "signed_by": []}, GOOD_LEASE, *later(PLAN)], **NO)

    assert (second.outcome, faults(second)) == ("accept", {"form"})
    assert [fault.say for fault in second.office_faults] == ["申请表：前次已经确认符合要求，本次不再要求，由受理机关自行核实。"]


def test_a_difference_between_papers_that_were_both_there_is_not_raised_later() -> None:
    first = forgot(noticed(RULES, materials=[GOOD_FORM, paper("lease", copies=1, fields={"landlord": "甲公司", "name": "乙"})], **NO), "consistency/names")
    first = changed(first, in_order=(*first.in_order, InOrder("lease", None, DAY, 1, ())))
    second = again(first, materials=[GOOD_FORM, paper("lease", copies=1, fields={"landlord": "甲公司", "name": "乙"}), *later(PLAN)], **NO)

    assert (second.outcome, faults(second)) == ("accept", {"consistency/names"})


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
