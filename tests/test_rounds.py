"""The second visit: what may still be raised, what is the office's own fault, and what other rules may and may not change."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest
from building import FROM
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from noticing import DAY, arm, entry, ids, noticed, opened, packet, paper

from materials_rules.ground.errors import NotAPacket, PinnedRulesetUnavailable, Untrusted
from materials_rules.library import check
from materials_rules.notice.closed_set import announced, closed_set, was_announced
from materials_rules.notice.model import InOrder, Notice, encode

LATER = "2026-03-12"

FORM: dict[str, Any] = {"name": "申请表", "hand_in": {"signed_by": "applicant"}, "reads": {"name": {"name": "名称"}}}
LEASE: dict[str, Any] = {"name": "租赁合同", "hand_in": {"copies": "1"}, "reads": {"landlord": {"name": "出租人"}, "name": {"name": "承租人"}}}
RULES: dict[str, Any] = {
    "materials": {
        "form": FORM,
        "lease": LEASE,
        "consent": {"name": "房东同意书", "when": "lease.landlord != applicant.name"},
        "plan": {"name": "平面图", "hand_in": {"copies": "1"}},
        "machines": {"name": "放置说明", "when": "vending"},
    },
    "facts": {"vending": {"ask": "是否自动售货？", "type": "boolean"}},
    "consistency": [{"name": "names", "same": ["form.name", "lease.name"]}],
}
GOOD_FORM = paper("form", signed_by=["applicant"], fields={"name": "甲公司"})
GOOD_LEASE = paper("lease", copies=1, fields={"landlord": "甲公司", "name": "甲公司"})
PLAN = paper("plan", copies=1)
WHO = {"kind": "enterprise", "name": "甲公司", "id": "91430400MA00000000"}
NO: dict[str, Any] = {"facts": {"vending": False}}


PROMISE: dict[str, Any] = {"listed_in": {"title": "清单"}, "basis": [{"law": "act", "article": "40"}]}


def later(*papers: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**one, "handed_in_on": LATER} for one in papers]


def again(previous: Notice, rules: dict[str, Any] = RULES, **keys: Any) -> Notice:
    return noticed(rules, previous=previous, round=2, **keys)


def changed(notice: Notice, **parts: Any) -> Notice:
    """*notice* as an office might have written it, closed anew."""
    found = replace(notice, **parts)
    return replace(found, closed_set=closed_set(found.findings, found.conditional, found.questions, found.due_later))


def forgot(notice: Notice, *names: str) -> Notice:
    """*notice* as an office wrote it that forgot these requirements and questions."""
    gone = {f"permit/{name}" for name in names}

    def kept(lines: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(line for line in lines if line.id not in gone)

    questions = tuple(replace(q, decides=tuple(id_ for id_ in q.decides if id_ not in gone)) for q in kept(notice.questions))
    return changed(notice, findings=kept(notice.findings), conditional=kept(notice.conditional), questions=questions)


def faults(notice: Notice) -> set[str]:
    return {fault.id.removeprefix("permit/") for fault in notice.office_faults}


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
    old = again(changed(first, in_order=(*first.in_order, InOrder("licence", "drivers:9", 1))), rules, materials=[{**strange[1], "handed_in_on": DAY}, strange[0], strange[2]], **members)
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


CHANGES: dict[str, Any] = {
    "materials": {"plan": {}, "consent": {"when": "rented"}, "letter": {"when": "by_agent"}, "licence": {"for_each": "drivers"}},
    "facts": {"rented": "boolean"},
    "lists": {"drivers": {}},
}
ANSWERED: dict[str, Any] = {"facts": {"rented": False}, "lists": {"drivers": []}}


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
    first = changed(first, in_order=(*first.in_order, InOrder("lease", None, 1)))
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


# ---- other rules than the notice was made with


def test_a_relaxation_applies_at_once_and_is_noted() -> None:
    strict: dict[str, Any] = {"materials": {"plan": {"hand_in": {"copies": "2"}}, "tax": {}}}
    loose: dict[str, Any] = {"materials": {"plan": {"hand_in": {"copies": "1"}}}}
    first = noticed(strict, materials=[paper("plan", copies=1)])
    second = again(first, loose, materials=[paper("plan", copies=1)])

    assert ids(first) == {"plan", "tax"}
    assert (second.outcome, second.office_faults) == ("accept", ())
    assert [w.code for w in second.warnings] == ["W-OTHER-RULES"]


def test_a_tightening_is_never_applied() -> None:
    old: dict[str, Any] = {"materials": {"plan": {"hand_in": {"copies": "1"}}}}
    new: dict[str, Any] = {"materials": {"plan": {"hand_in": {"copies": "2", "complete": "true"}}, "more": {}}}
    first = noticed(old)
    nothing = again(first, new)
    cured = again(first, new, materials=later(paper("plan", copies=1)))

    assert ids(nothing) == {"plan"}
    assert [c["check"] for c in arm(nothing, "plan").criteria] == ["readable"]
    assert (cured.outcome, cured.office_faults, cured.questions) == ("accept", (), ())


def test_a_new_paper_is_judged_by_what_was_told_alone() -> None:
    old: dict[str, Any] = {"materials": {"plan": {"hand_in": {"copies": "1", "signed_by": "applicant"}}}}
    new: dict[str, Any] = {"materials": {"plan": {"hand_in": {"copies": "1", "signed_by": "applicant", "sealed_by": "applicant"}}}}
    first = noticed(old)
    second = again(first, new, materials=later(paper("plan", copies=1, signed_by=[], sealed_by=[])))

    line = entry(second, "plan")
    assert line.kind == "unsigned"
    assert [d.kind for d in line.arms[0].defects] == ["unsigned"]
    assert line.arms[0].do == ("请由申请人签名",)
    signed = again(first, new, materials=later(paper("plan", copies=1, signed_by=["applicant"])))
    assert signed.outcome == "accept"


def test_what_a_person_must_see_is_asked_only_of_what_was_told() -> None:
    old: dict[str, Any] = {"materials": {"plan": {"hand_in": {"signed_by": "applicant"}}, "rest": {}}}
    new: dict[str, Any] = {"materials": {"plan": {"hand_in": {"signed_by": "applicant", "sealed_by": "applicant"}}, "rest": {}, "more": {"hand_in": {"signed_by": "applicant"}}}}
    first = noticed(old)
    waiting = again(first, new, materials=later(paper("plan"), paper("rest")))
    settled = again(first, new, materials=later(paper("plan", signed_by=["applicant"]), paper("rest"), paper("more")))

    assert waiting.outcome == "undetermined"
    assert settled.outcome == "accept"


def test_another_paper_under_the_same_id_is_not_asked_for() -> None:
    old: dict[str, Any] = {"materials": {"site": {"any_of": {"deed": {}, "lease": {}}}}}
    new: dict[str, Any] = {"materials": {"site": {"any_of": {"lease": {}, "permit-of-use": {}}}}}
    other: dict[str, Any] = {"materials": {"site": {"any_of": {"photo": {}, "map": {}}}}}
    first = noticed(old)

    assert [a.material for a in entry(again(first, new), "site").arms] == ["lease", "permit-of-use"]
    assert again(first, other).outcome == "accept"


def test_a_new_line_between_papers_is_not_applied() -> None:
    reads: dict[str, Any] = {"reads": {"name": {}}}
    old: dict[str, Any] = {"materials": {"form": reads, "lease": reads, "plan": {}}}
    new = {**old, "consistency": [{"name": "names", "same": ["form.name", "lease.name"]}]}
    papers = [paper("form", fields={"name": "甲"}), paper("lease", fields={"name": "乙"})]
    first = noticed(old, materials=papers)

    assert again(first, new, materials=[*papers, *later(paper("plan"))]).outcome == "accept"
    told = noticed(new, materials=papers)
    assert ids(again(told, {**new, "facts": {"x": "boolean"}}, materials=[*papers, *later(paper("plan"))])) == {"consistency/names"}


def test_a_new_question_may_relax_and_may_not_hinder() -> None:
    old: dict[str, Any] = {"materials": {"plan": {}, "form": {}}}
    facts = {"small": {"ask": "是否小型？", "type": "boolean"}, "listed": {"type": "boolean", "answered_by": "office"}}
    new: dict[str, Any] = {"materials": {"plan": {"when": "not small"}, "form": {}, "more": {"when": "listed"}}, "facts": facts}
    first = noticed(old)
    second = again(first, new, materials=later(paper("form")))

    assert ids(second) == {"plan", "fact/small"}
    assert again(first, new, materials=later(paper("form")), facts={"small": True}).outcome == "accept"


def test_what_would_follow_from_a_tightening_is_not_told_either() -> None:
    """The lease has all that was told; that it lacks what is new does not keep open what its next version might make due."""
    materials: dict[str, Any] = {"lease": {"reads": {"landlord": {}}, "hand_in": {"copies": "1"}}, "consent": {"when": "lease.landlord != applicant.name"}}
    tighter = {**materials, "lease": {**materials["lease"], "hand_in": {"copies": "2"}}}
    first = noticed({"materials": materials})
    second = again(first, {"materials": tighter}, materials=later(paper("lease", copies=1, fields={"landlord": "甲公司"})))

    assert ids(first) == {"lease", "consent"}
    assert (second.outcome, ids(second)) == ("accept", set())


def test_a_field_of_a_paper_in_order_is_asked_for_under_other_rules_too() -> None:
    materials: dict[str, Any] = {"lease": {"reads": {"landlord": {}}}, "consent": {"when": "lease.landlord != applicant.name"}}
    first = noticed({"materials": materials})
    for rules in ({"materials": materials}, {"materials": materials, "facts": {"x": "boolean"}}):
        second = again(first, rules, materials=later(paper("lease")))

        assert (ids(second), second.office_faults) == ({"consent", "read/lease.landlord"}, ())


def test_that_another_office_is_competent_now_is_for_a_person_to_decide() -> None:
    old: dict[str, Any] = {"materials": {"plan": {}}, "facts": {"big": "boolean"}}
    line = {"when": "big", "outcome": "not_competent", "go_to": "holder", "say": "由别的机关办理", "basis": [{"law": "act", "article": "3"}]}
    new = {**old, "not_for": [line]}
    first = noticed(old, facts={"big": True})
    second = again(first, new, facts={"big": True}, materials=later(paper("plan")))

    assert (second.outcome, second.final) == ("undetermined", False)
    assert [w.code for w in second.warnings] == ["W-OTHER-RULES", "W-NOT-OURS-SINCE"]
    assert second.previous is not None and second.previous.closed_set == first.closed_set
    assert again(first, {**new, "not_for": [{**line, "outcome": "not_required"}]}, facts={"big": True}).outcome == "not_required"


def test_of_a_paper_that_a_difference_lets_be_replaced_all_is_asked_that_was_told() -> None:
    """The form was in order and is replaced for a difference: its criteria were told with that."""
    reads: dict[str, Any] = {"reads": {"name": {}}, "hand_in": {"signed_by": "applicant"}}
    old: dict[str, Any] = {
        "materials": {"form": reads, "lease": {"reads": {"name": {}}}},
        "consistency": [{"name": "names", "same": ["form.name", "lease.name"]}],
    }
    new = {**old, "departments": {"x": {"name": "新局"}}}
    papers = [paper("form", fields={"name": "甲"}, signed_by=["applicant"]), paper("lease", fields={"name": "乙"})]
    first = noticed(old, materials=papers)
    second = again(first, new, materials=[papers[1], *later(paper("form", fields={"name": "乙"}, signed_by=[]))])

    assert ids(first) == {"consistency/names"}
    assert [(line.id, line.kind) for line in second.findings] == [("permit/form", "unsigned")]


def test_a_paper_that_was_never_described_is_judged_as_it_is() -> None:
    """It was only announced, as one of those that a line beside a missing paper lets be replaced."""
    old: dict[str, Any] = {
        "materials": {"form": {"reads": {"name": {}}, "hand_in": {"signed_by": "applicant"}}, "lease": {"reads": {"name": {}}}},
        "consistency": [{"name": "names", "same": ["form.name", "lease.name"]}],
    }
    new = {**old, "departments": {"x": {"name": "新局"}}}
    first = noticed(old, materials=[paper("form", fields={"name": "甲"}, signed_by=["applicant"])])
    second = again(first, new, materials=later(paper("lease", fields={"name": "乙"}), paper("form", fields={"name": "乙"}, signed_by=[])))

    assert ids(first) == {"lease"}
    assert [(line.id, line.kind) for line in second.findings] == [("permit/form", "unsigned")]


def test_by_other_rules_the_packet_is_whole_too() -> None:
    new = {**RULES, "departments": {"x": {"name": "新局"}}}
    first = noticed(RULES, materials=[GOOD_FORM, GOOD_LEASE], **NO)
    with pytest.raises(NotAPacket) as caught:
        again(first, new, materials=later(PLAN), **NO)
    assert caught.value.diagnostics[0].code == "P-NOT-WHOLE"

    returned = {"regime": {"preset": "licensing", "packet": "returned"}}
    plain: dict[str, Any] = {"materials": {"form": {}, "plan": {}}, **returned}
    first = noticed(plain, materials=[paper("form")])
    second = again(first, {**plain, "departments": {"x": {"name": "新局"}}}, materials=later(PLAN))
    assert [line.id for line in second.findings] == ["permit/form"]


def test_where_rules_and_answers_both_changed_a_person_decides() -> None:
    new = {**CHANGES, "departments": {"x": {"name": "新局"}}}
    first = noticed(CHANGES, **ANSWERED)
    for change in ({"facts": {"rented": True}}, {"agent": {"name": "赵某"}}, {"lists": {"drivers": [{"id": "1"}]}}):
        second = again(first, new, **{**ANSWERED, **change}, materials=later(paper("plan")))
        assert second.outcome == "undetermined"
        assert [w.code for w in second.warnings] == ["W-OTHER-RULES", "W-RULES-AND-ANSWERS"]
        assert [line.id for line in again(first, new, **{**ANSWERED, **change}).findings] == ["permit/plan"]  # what was told is kept
    assert again(first, new, **ANSWERED, materials=later(paper("plan"))).outcome == "accept"


def test_what_the_office_found_out_by_other_rules_stays() -> None:
    """A result never granted has no criteria that could have been told, and a wrong answer has none either."""
    items: dict[str, Any] = {
        "permit": {
            "materials": {"earlier": {"result_of": "planning"}, "plan": {"when": "n > 3"}},
            "facts": {"n": {"type": "number", "maximum": "9"}},
        },
        "planning": {"materials": {"form": {}}, "elements": {"result": {"document": "planning-permit"}}},
    }
    never: dict[str, Any] = {"obtained": [{"document": "planning-permit", "status": "not_found", "by": "bureau"}], "facts": {"n": 12}}
    first = noticed({"items": items}, **never)
    second = again(first, {"items": items, "departments": {"x": {"name": "新局"}}}, **never)

    assert ids(first) == ids(second) == {"earlier", "plan", "fact/n"}


# ---- notices that cannot be followed


def code_of(previous: Notice | bytes, **keys: Any) -> tuple[int, str]:
    with pytest.raises((Untrusted, PinnedRulesetUnavailable)) as caught:
        noticed(RULES, previous=previous, **keys)
    return caught.value.exit_code, caught.value.diagnostics[0].code


def test_the_notice_of_another_case_is_not_followed() -> None:
    first = noticed(RULES)

    assert code_of(first, received_on="2026-03-03") == (21, "N-OTHER-CASE")
    other = noticed({"items": {"permit": {"materials": {"f": {}}}, "other": {"materials": {"f": {}}}}}, item="other")
    assert code_of(other) == (21, "N-OTHER-CASE")


@pytest.mark.parametrize(
    ("before", "now", "is_followed"),
    [
        ({"name": "甲公司", "id": "91430400MA00000000"}, {"name": "乙公司", "id": "91430400MA00000001"}, False),
        ({"name": "甲公司", "id": "91430400MA00000000"}, {"name": "乙公司", "id": "91430400MA00000000"}, True),
        ({"name": "甲公司", "id": "91430400MA00000000"}, {"name": "甲公司", "id": "91430400MA00000001"}, True),
        ({"name": "甲公司"}, {"name": "乙公司"}, False),
        ({"name": "甲公司"}, {"id": "91430400MA00000000"}, True),
        ({}, {}, True),
    ],
)
def test_the_notice_of_another_applicant_is_not_followed(before: dict[str, str], now: dict[str, str], is_followed: bool) -> None:
    first = noticed(RULES, applicant={"kind": "enterprise", **before})
    applicant = {"kind": "enterprise", **now}

    if is_followed:
        assert again(first, applicant=applicant).previous is not None
    else:
        assert code_of(first, applicant=applicant) == (21, "N-OTHER-CASE")


def test_the_applicants_name_may_be_corrected_as_told() -> None:
    rules: dict[str, Any] = {"materials": {"form": FORM}, "consistency": [{"name": "applicant", "same": ["form.name", "applicant.name"]}]}
    first = noticed(rules, materials=[GOOD_FORM], applicant={"kind": "enterprise", "name": "甲司"})
    second = again(first, rules, materials=[GOOD_FORM], applicant={"kind": "enterprise", "name": "甲公司"})
    third = noticed(RULES, case="C-1", applicant={"name": "甲"})

    assert (ids(first), second.outcome) == ({"consistency/applicant"}, "accept")
    assert again(third, case="C-1", applicant={"name": "乙"}).previous is not None


@pytest.mark.parametrize(("before", "now", "is_followed"), [("C-1", "C-2", False), ("C-1", "C-1", True), (None, "C-1", True)])
def test_the_notice_of_another_case_number_is_not_followed(before: str | None, now: str, is_followed: bool) -> None:
    first = noticed(RULES, case=before)

    if is_followed:
        assert again(first, case=now).previous is not None
    else:
        assert code_of(first, case=now) == (21, "N-OTHER-CASE")


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param({"facts": {"area": 5}}, id="sent away"),
        pytest.param({"facts": {"area": 50}, "materials": [paper("plan")]}, id="a person must look first"),
    ],
)
def test_a_paper_that_did_not_tell_the_whole_binds_nobody(keys: dict[str, Any]) -> None:
    rules: dict[str, Any] = {
        "materials": {"plan": {"hand_in": {"copies": "1"}}, "form": {}},
        "facts": {"area": "number"},
        "not_for": [{"when": "area < 10", "outcome": "not_required", "say": "无需许可", "basis": [{"law": "act", "article": "3"}]}],
    }
    first = noticed(rules, **keys)
    second = again(first, rules, facts={"area": 50})

    assert first.outcome in ("not_required", "undetermined")
    assert (second.outcome, ids(second), second.previous) == ("supplement", {"plan", "form"}, None)
    assert [w.code for w in second.warnings] == ["W-NOT-THE-NOTICE"]


def test_a_later_visit_without_its_notice_is_judged_as_a_first_one_and_noted() -> None:
    found = noticed(RULES, round=2, **NO)

    assert ids(found) == ids(noticed(RULES, **NO))
    assert [w.code for w in found.warnings] == ["W-NO-PREVIOUS"]


def test_the_file_of_the_notice_is_named() -> None:
    with pytest.raises(Untrusted) as caught:
        check(opened(RULES), packet(), "packet.json", None, b"{}", "before.json")
    assert {fault.place.path for fault in caught.value.diagnostics} == {"before.json"}


def test_a_notice_that_was_changed_is_not_followed() -> None:
    first = noticed(RULES)

    assert code_of(replace(first, findings=first.findings[1:])) == (21, "N-CLOSED-SET")
    assert code_of(b"{}") == (21, "N-NOTICE")
    whole = json.loads(encode(first))
    whole["findings"][0]["arms"][0]["criteria"][0]["at_least"] = 7
    assert code_of(json.dumps(whole).encode()) == (21, "N-CLOSED-SET")


def test_a_version_that_is_gone_cannot_be_followed() -> None:
    first = noticed(RULES)
    later_rules = {**RULES, "in_force_from": "2026-04-01"}

    with pytest.raises(PinnedRulesetUnavailable) as caught:
        again(first, later_rules)
    assert (caught.value.exit_code, caught.value.diagnostics[0].code) == (22, "X-NO-VERSION")
    assert FROM < DAY


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
