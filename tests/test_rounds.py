"""The second visit: what may still be raised, what changed since, and what is the office's own fault."""

from __future__ import annotations

from typing import Any

import pytest
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
