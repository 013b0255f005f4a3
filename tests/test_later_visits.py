"""Later visits under the same rules: what the applicant made new, what the office owes for good, which paper is which."""

from __future__ import annotations

from typing import Any

import pytest
from noticing import ids, noticed, paper
from visiting import LATER, again, changed, faults, forgot, later

from materials_rules.notice.model import Notice

LATEST = "2026-03-20"
RETURNED: dict[str, Any] = {"regime": {"preset": "licensing", "packet": "returned"}}


def latest(*papers: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**one, "handed_in_on": LATEST} for one in papers]


def codes(notice: Notice) -> list[str]:
    return [warning.code for warning in notice.warnings]


# ---- contradictions that are new

OWNED: dict[str, Any] = {
    "materials": {"form": {}, "lease": {"when": "rented"}, "deed": {"when": "owned"}},
    "facts": {"rented": "boolean", "owned": "boolean"},
    "never": ["rented and owned"],
}


def test_questions_answered_at_odds_are_a_fault_of_the_cure() -> None:
    first = noticed(OWNED)
    second = again(first, OWNED, facts={"rented": True, "owned": True}, materials=later(paper("form")))

    assert {"fact/rented", "fact/owned"} <= ids(first)
    assert [line.id for line in second.findings] == ["permit/consistency/never-1"]
    assert (second.office_faults, second.warnings) == ((), ())


def test_an_answer_nobody_asked_for_may_contradict_what_was_given() -> None:
    """That it is rented was not asked, for the owner does not rent; what then depends comes of the answers as well."""
    first = noticed(OWNED, facts={"owned": True})
    second = again(first, OWNED, facts={"owned": True, "rented": True}, materials=later(paper("form"), paper("deed")))

    assert ids(first) == {"form", "deed"}
    assert (ids(second), faults(second)) == ({"consistency/never-1", "lease"}, set())
    assert codes(second) == ["W-NEW-SINCE"]


def test_a_number_corrected_as_told_may_contradict_another_answer() -> None:
    rules: dict[str, Any] = {"materials": {"form": {}}, "facts": {"n": {"type": "number", "maximum": "100"}, "x": "boolean"}, "never": ["n > 50 and x"]}
    first = noticed(rules, facts={"n": 500, "x": True})
    second = again(first, rules, facts={"n": 80, "x": True}, materials=later(paper("form")))

    assert (ids(second), second.office_faults) == ({"consistency/never-1"}, ())
    third = again(second, rules, facts={"n": 40, "x": True}, materials=later(paper("form")))
    assert (third.outcome, third.office_faults) == ("accept", ())


def test_a_paper_brought_as_told_may_contradict_an_answer() -> None:
    rules: dict[str, Any] = {
        "materials": {"lease": {"reads": {"area": {"type": "number", "decimals": "0"}}}, "plan": {"when": "big"}},
        "facts": {"big": "boolean"},
        "never": ["not big and lease.area > 20"],
    }
    first = noticed(rules, facts={"big": False})
    second = again(first, rules, facts={"big": False}, materials=later(paper("lease", fields={"area": 25})))

    assert ids(first) == {"lease"}
    assert (ids(second), second.office_faults) == ({"consistency/never-1", "plan"}, ())


def test_an_applicants_name_given_late_may_contradict_an_answer() -> None:
    rules: dict[str, Any] = {"materials": {"form": {}}, "facts": {"x": "boolean"}, "never": ["x and applicant.kind == enterprise"]}
    first = noticed(rules, facts={"x": True}, applicant={"name": "甲公司"})
    second = again(first, rules, facts={"x": True}, materials=later(paper("form")))

    assert ids(second) == {"consistency/never-1"}


def test_a_wrong_answer_that_nobody_asked_for_is_the_applicants_own() -> None:
    rules: dict[str, Any] = {"materials": {"form": {}}, "facts": {"n": {"type": "number", "maximum": "9"}}}
    first = noticed(rules)
    second = again(first, rules, facts={"n": 12}, materials=later(paper("form")))

    assert (ids(first), ids(second), second.office_faults) == ({"form"}, {"fact/n"}, ())


def test_a_contradiction_that_stood_before_is_not_charged_and_what_hangs_on_it_is_for_a_person() -> None:
    """Both answers stood at first and nobody was told; which of them is true decides whether the told lease is due."""
    first = noticed({**OWNED, "never": []}, facts={"rented": True, "owned": True})
    rules = OWNED
    first = changed(first, made_by=noticed(rules).made_by)
    second = again(first, rules, facts={"rented": True, "owned": True}, materials=later(paper("form")))
    cured = again(first, rules, facts={"rented": True, "owned": True}, materials=later(paper("form"), paper("lease"), paper("deed")))

    assert (second.outcome, codes(second), faults(second)) == ("undetermined", ["W-AT-ODDS"], {"consistency/never-1"})
    assert (cured.outcome, faults(cured)) == ("accept", {"consistency/never-1"})
    third = again(cured, rules, facts={"rented": True, "owned": True}, materials=later(paper("form"), paper("lease"), paper("deed")))
    assert (third.outcome, faults(third)) == ("accept", {"consistency/never-1"})


# ---- the office's faults, for good


CONSENT: dict[str, Any] = {
    "materials": {"form": {}, "photo": {}, "plan": {}, "letter": {"when": "by_agent"}, "consent": {"when": "rented"}},
    "facts": {"rented": "boolean"},
}


def test_a_fault_is_recorded_on_every_later_visit_and_never_charged() -> None:
    facts: dict[str, Any] = {"facts": {"rented": True}}
    papers = [*later(paper("form")), *latest(paper("photo"))]
    second = again(forgot(noticed(CONSENT, **facts), "consent"), CONSENT, materials=papers[:1], **facts)
    third = again(second, CONSENT, materials=papers, **facts)
    fourth = again(third, CONSENT, materials=[*papers, *latest(paper("plan"), paper("letter"))], agent={"name": "丙"}, **facts)

    assert [faults(notice) for notice in (second, third, fourth)] == [{"consent"}] * 3
    assert [fault.of for fault in fourth.office_faults] == ["entry"]
    assert (fourth.outcome, fourth.warnings) == ("accept", ())


def test_a_fault_that_no_longer_shows_is_not_carried_on() -> None:
    second = again(forgot(noticed(CONSENT, facts={"rented": True}), "consent"), CONSENT, facts={"rented": True}, materials=later(paper("form")))
    third = again(second, CONSENT, facts={"rented": True}, materials=later(paper("form"), paper("photo"), paper("plan"), paper("consent")))

    assert (faults(second), third.outcome, third.office_faults) == ({"consent"}, "accept", ())


def test_a_question_that_was_forgotten_is_not_asked_because_an_agent_came() -> None:
    rules: dict[str, Any] = {"materials": {"form": {}, "photo": {}, "letter": {"when": "by_agent"}}, "facts": {"small": "boolean"}, "not_for": ["small"]}
    second = again(forgot(noticed(rules), "fact/small"), rules, materials=later(paper("form")))
    third = again(second, rules, agent={"name": "丙"}, materials=later(paper("form"), paper("photo"), paper("letter")))

    assert [(fault.id, fault.of) for fault in second.office_faults] == [("permit/fact/small", "question")]
    assert (third.outcome, third.questions, faults(third)) == ("accept", (), {"fact/small"})


def test_what_reads_nothing_that_changed_does_not_come_of_a_change() -> None:
    """The plan is due whatever anybody answers: that an agent comes now does not excuse that it was not told."""
    first = forgot(noticed(CONSENT, facts={"rented": False}), "plan")
    second = again(first, CONSENT, facts={"rented": False}, agent={"name": "丙"}, materials=later(paper("form"), paper("photo")))

    assert (ids(second), faults(second)) == ({"letter"}, {"plan"})


def test_what_was_forgotten_may_not_be_demanded_and_is_not_told_as_due_later() -> None:
    rules: dict[str, Any] = {"materials": {"form": {}, "plan": {}, "map": {"due_at": {"event": "on_site_check", "when": "promised"}}}, "facts": {"promised": "boolean"}}
    first = forgot(noticed(rules), "plan", "map", "fact/promised")
    second = again(first, rules, materials=later(paper("form")), demands=[{"name": "材料plan"}, {"name": "材料form"}])

    assert [(line.verdict, line.class_) for line in second.demands] == [("disallowed", None), ("allowed", None)]
    assert second.demands[0].say == "首次告知时没有列出，本次不再要求。"
    assert (second.due_later, faults(second)) == ((), {"plan", "map", "fact/promised"})


def test_a_difference_that_a_changed_answer_makes_is_charged_and_what_it_lets_be_replaced_is_new_too() -> None:
    """The name was given at first and agreed; nobody asked for another one. A consent hangs on what the lease then says."""
    rules: dict[str, Any] = {
        "materials": {
            "form": {"reads": {"name": {}}},
            "lease": {"reads": {"name": {}, "shared": {"type": "boolean"}}},
            "consent": {"when": "lease.shared"},
            "plan": {},
        },
        "consistency": [{"name": "names", "same": ["form.name", "lease.name", "applicant.name"]}],
    }
    papers = [paper("form", fields={"name": "甲公司"}), paper("lease", fields={"name": "甲公司", "shared": False})]
    first = noticed(rules, materials=papers, case="C-1")
    second = again(first, rules, materials=[*papers, *later(paper("plan"))], applicant={"kind": "enterprise", "name": "乙公司"}, case="C-1")
    same = again(first, rules, materials=[*papers, *later(paper("plan"))], case="C-1")

    assert (ids(first), same.outcome) == ({"plan"}, "accept")
    assert (ids(second), second.office_faults) == ({"consistency/names", "consent"}, ())
    assert set(codes(second)) == {"W-NEW-SINCE"}


# ---- whose paper it is


DRIVERS: dict[str, Any] = {"materials": {"form": {}, "licence": {"for_each": "drivers"}}, "lists": {"drivers": {}}}


def test_the_paper_of_a_member_who_was_taken_off_the_list_comes_of_that_change() -> None:
    both: dict[str, Any] = {"lists": {"drivers": [{"id": "1"}, {"id": "2"}]}}
    papers = [paper("licence", subject=f"drivers:{key}") for key in "12"]
    first = noticed(DRIVERS, materials=papers, **both)
    second = again(first, DRIVERS, materials=[*papers, *later(paper("form"))], lists={"drivers": [{"id": "1"}]})
    third = again(second, DRIVERS, materials=[papers[0], *later(paper("form"))], **both)

    assert [(line.id, line.kind) for line in second.findings] == [("permit/licence[drivers:2]", "wrong_subject")]
    assert (second.office_faults, codes(second)) == ((), ["W-NEW-SINCE"])
    assert [(line.id, line.kind) for line in third.findings] == [("permit/licence[drivers:2]", "missing")]


def test_forgiving_a_stray_paper_closes_nothing() -> None:
    """The office overlooked a paper for somebody who is not on the list; when he comes onto it, he needs a paper as anybody."""
    one: dict[str, Any] = {"lists": {"drivers": [{"id": "1"}]}}
    papers = [paper("licence", subject=f"drivers:{key}") for key in "12"]
    first = forgot(noticed(DRIVERS, materials=papers, **one), "licence[drivers:2]")
    first = changed(first, extra=(*first.extra, *noticed({"materials": {}}, materials=papers[1:]).extra))
    second = again(first, DRIVERS, materials=[*papers, *later(paper("form"))], **one)
    third = again(second, DRIVERS, materials=[papers[0], *later(paper("form"))], lists={"drivers": [{"id": "1"}, {"id": "2"}]})

    assert [(fault.id, fault.of) for fault in second.office_faults] == [("permit/licence[drivers:2]", "paper")]
    assert (ids(third), third.office_faults) == ({"licence[drivers:2]"}, ())


# ---- which paper speaks


NAMES: dict[str, Any] = {
    "materials": {
        "form": {"reads": {"name": {}}},
        "lease": {"hand_in": {"signed_by": "applicant"}, "reads": {"landlord": {}, "name": {}}},
        "photo": {},
        "consent": {"when": "lease.landlord != applicant.name"},
    },
    "consistency": [{"name": "names", "same": ["form.name", "lease.name"]}],
}
SAYS = paper("form", fields={"name": "甲公司"})


def lease(name: str = "甲公司", landlord: str = "甲公司", **keys: Any) -> dict[str, Any]:
    return paper("lease", **{"signed_by": ["applicant"], "fields": {"name": name, "landlord": landlord}, **keys})


def unrecorded(line: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in line.items() if key != "signed_by"}


def test_a_cure_of_which_nobody_recorded_whether_it_is_in_form_must_be_looked_at() -> None:
    first = noticed(NAMES, materials=[SAYS, lease("乙公司"), paper("photo")])
    recorded = again(first, NAMES, materials=[SAYS, lease("乙公司"), paper("photo"), *later(lease())])
    second = again(first, NAMES, materials=[SAYS, lease("乙公司"), paper("photo"), *later(unrecorded(lease()))])

    assert ids(first) == {"consistency/names", "consent"}
    assert recorded.outcome == "accept"
    assert (second.outcome, ids(second), second.office_faults) == ("undetermined", {"consent", "read/lease.signed_by"}, ())


def test_leaving_out_what_was_recorded_of_a_paper_hides_nothing_that_it_brings() -> None:
    """Nobody asked for another lease; it names another landlord, and then the consent is due."""
    first = noticed(NAMES, materials=[SAYS, lease()])
    told = again(first, NAMES, materials=[SAYS, lease(), *later(lease(landlord="乙"), paper("photo"))])
    less = again(first, NAMES, materials=[SAYS, lease(), *later(unrecorded(lease(landlord="乙")), paper("photo"))])

    assert ids(told) == {"consent"}
    assert (less.outcome, ids(less)) == ("undetermined", {"consent", "read/lease.signed_by"})


@pytest.mark.parametrize("copy", [unrecorded(lease()), lease(landlord="乙", signed_by=[])])
def test_a_copy_that_says_nothing_else_or_is_not_in_form_changes_nothing(copy: dict[str, Any]) -> None:
    first = noticed(NAMES, materials=[SAYS, lease()])
    second = again(first, NAMES, materials=[SAYS, lease(), *later(copy, paper("photo"))])

    assert (second.outcome, second.office_faults) == ("accept", ())


@pytest.mark.parametrize(("landlord", "due"), [("丙", {"consent"}), ("甲公司", set())])
def test_a_paper_that_was_replaced_stays_replaced(landlord: str, due: set[str]) -> None:
    papers = [SAYS, lease("乙公司"), *later(lease(landlord=landlord))]
    second = again(noticed(NAMES, materials=papers[:2]), NAMES, materials=papers)
    third = again(second, NAMES, materials=[*papers, *latest(paper("photo"))])
    fourth = again(third, NAMES, materials=[*papers, *latest(paper("photo"))])

    assert [(line.handed_in_on, line.papers) for line in second.in_order if line.material == "lease"] == [(LATER, 1)]
    assert [{line.id for line in notice.findings} for notice in (third, fourth)] == [{f"permit/{one}" for one in due}] * 2
    assert (third.questions, third.office_faults, fourth.office_faults) == ((), (), ())


def test_a_bad_companion_takes_nothing_from_an_accepted_paper() -> None:
    rules: dict[str, Any] = {"materials": {"form": {"hand_in": {"signed_by": "applicant"}}, "plan": {}, "letter": {"when": "by_agent"}}}
    unsigned = [paper("form", signed_by=[]), *later(paper("form", signed_by=[], copies=1))]
    first = noticed(rules, materials=[paper("form", signed_by=["applicant"])])
    second = again(first, rules, materials=unsigned)
    third = again(second, rules, agent={"name": "丙"}, materials=[*unsigned, *latest(paper("plan"), paper("letter"))])

    assert (faults(second), ids(second)) == ({"form"}, {"plan"})
    assert [(fault.id, fault.of) for fault in third.office_faults] == [("permit/form", "paper")]
    assert third.outcome == "accept"


def test_two_papers_that_came_together_replace_what_lay_there_for_good() -> None:
    papers = [SAYS, lease("乙公司"), *later(lease(), lease(issued_on="2026-01-01"))]
    second = again(noticed(NAMES, materials=papers[:2]), NAMES, materials=papers)
    third = again(second, NAMES, materials=[*papers, *latest(paper("photo"))])

    assert [(line.handed_in_on, line.papers) for line in second.in_order if line.material == "lease"] == [(LATER, 2)]
    assert (third.outcome, third.office_faults) == ("accept", ())


def test_one_of_two_alike_that_was_withdrawn_is_a_change() -> None:
    rules: dict[str, Any] = {"materials": {"lease": {"reads": {"landlord": {}}}, "consent": {"when": "lease.landlord != applicant.name"}, "plan": {}}}
    pair = [paper("lease", fields={"landlord": "甲公司"}), paper("lease", fields={"landlord": "甲公司"}, issued_on="2026-01-01")]
    first = noticed(rules, materials=pair)
    second = again(first, rules, materials=[paper("lease", fields={"landlord": "乙"}), *later(paper("plan"))])

    assert [line.papers for line in first.in_order] == [2]
    assert (ids(second), codes(second)) == ({"consent"}, ["W-NEW-SINCE"])
