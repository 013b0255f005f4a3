"""The second visit under other rules than the notice was made with: what they may and may not change."""

from __future__ import annotations

from typing import Any

import pytest
from noticing import arm, entry, ids, noticed, paper
from visiting import ANSWERED, CHANGES, GOOD_FORM, GOOD_LEASE, NO, PLAN, RULES, again, later

from materials_rules.ground.errors import NotAPacket

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
    new: dict[str, Any] = {"materials": {"plan": {"hand_in": {"copies": "1", "complete": "true"}}, "more": {}}}
    first = noticed(old)
    nothing = again(first, new)
    cured = again(first, new, materials=later(paper("plan", copies=1)))

    assert ids(nothing) == {"plan"}
    assert [c["check"] for c in arm(nothing, "plan").criteria] == ["copies", "readable"]
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
    assert again(first, other).outcome == "undetermined"  # none of the papers that were told would do any more


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
    tighter = {**materials, "lease": {**materials["lease"], "hand_in": {"copies": "1", "sealed_by": "applicant"}}}
    first = noticed({"materials": materials})
    second = again(first, {"materials": tighter}, materials=later(paper("lease", copies=1, sealed_by=[], fields={"landlord": "甲公司"})))

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


# ---- a chain of visits by several rules


def other(rules: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """*rules* changed in what has nothing to do with the item, and in *parts* of its materials."""
    return {**rules, "materials": {**rules["materials"], **parts}, "departments": {"x": {"name": "新局"}}}


SIGNED: dict[str, Any] = {"name": "申请表", "hand_in": {"signed_by": "applicant"}}
SEALED: dict[str, Any] = {"name": "申请表", "hand_in": {"signed_by": "applicant", "sealed_by": "applicant"}}


def test_a_tightening_is_not_applied_one_visit_later_either() -> None:
    old: dict[str, Any] = {"materials": {"form": SIGNED, "photo": {}}}
    new = other(old, form=SEALED, plan={})
    signed = paper("form", signed_by=["applicant"], sealed_by=[])
    first = noticed(old)
    second = again(first, new, materials=later(paper("photo")))
    third = again(second, new, materials=later(paper("photo"), signed))
    replaced = again(third, new, materials=later(paper("photo"), paper("form", signed_by=["applicant"], sealed_by=[], copies=2)))

    assert (ids(second), [c["check"] for c in arm(second, "form").criteria]) == ({"form"}, ["signed_by", "readable"])
    assert [(n.outcome, n.office_faults) for n in (third, replaced)] == [("accept", ())] * 2


def test_a_relaxation_is_not_taken_back() -> None:
    old: dict[str, Any] = {"materials": {"form": SEALED, "photo": {}, "plan": {}}}
    new: dict[str, Any] = {"materials": {"form": SIGNED, "photo": {}}}
    first = noticed(old)
    second = again(first, new, materials=later(paper("photo")))
    third = again(second, old, materials=later(paper("photo"), paper("form", signed_by=["applicant"], sealed_by=[])))

    assert ids(second) == {"form"}
    assert (third.outcome, third.office_faults) == ("accept", ())


def test_papers_that_come_back_are_held_to_what_they_met() -> None:
    returned = {"regime": {"preset": "licensing", "packet": "returned"}}
    old: dict[str, Any] = {"materials": {"form": SIGNED, "photo": {}}, **returned}
    first = noticed(old, materials=[paper("form", signed_by=["applicant"])])
    papers = later(paper("form", signed_by=["applicant"], sealed_by=[]), paper("photo"))

    assert again(first, other(old, form=SEALED), materials=papers).outcome == "accept"
    assert again(first, other(old, plan={}), materials=papers).outcome == "accept"
    assert ids(again(first, other(old, form=SEALED), materials=later(paper("form", signed_by=[]), paper("photo")))) == {"form"}


def test_two_papers_that_were_in_order_get_no_new_criterion() -> None:
    old: dict[str, Any] = {
        "materials": {"lease": {"reads": {"landlord": {}}}, "consent": {"when": "vending and lease.landlord != applicant.name"}},
        "facts": {"vending": "boolean"},
    }
    pair = [paper("lease", fields={"landlord": "乙"}, sealed_by=[], **keys) for keys in ({}, {"issued_on": "2026-01-01"})]
    first = noticed(old, materials=pair)
    tighter = {"reads": {"landlord": {}}, "hand_in": {"sealed_by": "applicant"}}

    assert ids(first) == {"consent", "fact/vending"}
    for rules in (old, other(old, lease=tighter)):
        second = again(first, rules, facts={"vending": True}, materials=pair)
        assert [line.id for line in second.findings] == ["permit/consent"]


def test_what_follows_from_an_untold_line_falls_with_it() -> None:
    reads: dict[str, Any] = {"reads": {"name": {}}}
    old: dict[str, Any] = {
        "materials": {"form": reads, "lease": {"reads": {"name": {}, "landlord": {}}}, "consent": {"when": "lease.landlord != applicant.name"}},
    }
    new = {**old, "consistency": [{"name": "names", "same": ["form.name", "lease.name"]}]}
    first = noticed(old, materials=[paper("form", fields={"name": "甲"})])
    papers = [paper("form", fields={"name": "甲"}), *later(paper("lease", fields={"landlord": "甲公司", "name": "乙"}))]

    for rules in (old, new):
        assert again(first, rules, materials=papers).outcome == "accept"


def test_answers_at_odds_by_new_rules_charge_nobody() -> None:
    old: dict[str, Any] = {"materials": {"form": {}, "lease": {"when": "rented"}}, "facts": {"rented": "boolean", "owned": "boolean"}}
    new = {**old, "never": ["rented and owned"]}
    both = {"facts": {"rented": True, "owned": True}}
    first = noticed(old, **both)
    second = again(first, new, materials=later(paper("form")), **both)

    assert again(first, new, materials=later(paper("form"), paper("lease")), **both).outcome == "accept"
    assert (second.outcome, [w.code for w in second.warnings]) == ("undetermined", ["W-OTHER-RULES", "W-AT-ODDS"])
    asked = again(noticed(old), new, materials=later(paper("form")), **both)
    assert [w.code for w in asked.warnings] == ["W-OTHER-RULES", "W-RULES-AND-ANSWERS"]


@pytest.mark.parametrize("packet", ["kept", "returned"])
def test_a_tightening_is_never_applied_however_many_visits(packet: str) -> None:
    """A notice under new rules says that the chain was made by several, and all of it is held to what was told."""
    regime = {"regime": {"preset": "licensing", "packet": packet}}
    old: dict[str, Any] = {"materials": {"form": {"hand_in": {"copies": "1"}}, "photo": {}, "map": {}}, **regime}
    new: dict[str, Any] = {"materials": {"form": {"hand_in": {"copies": "1", "sealed_by": "applicant"}}, "photo": {}, "map": {}, "plan": {}}, **regime}
    form, photo = paper("form", copies=1, sealed_by=[]), paper("photo")
    first = noticed(old, materials=[form])
    mine = [form] if packet == "kept" else later(form)
    second = again(first, new, materials=mine)
    third = again(second, new, materials=[*mine, *later(photo)])
    fourth = again(third, new, materials=[*mine, *later(photo, paper("map"))])

    assert [ids(notice) for notice in (first, second, third)] == [{"photo", "map"}, {"photo", "map"}, {"map"}]
    assert (fourth.outcome, fourth.office_faults) == ("accept", ())
    assert fourth.previous is not None and fourth.previous.rules is None
