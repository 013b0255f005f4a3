"""What the office forgot to tell: nothing excuses it but a change of what it depends on, and what the applicant did himself."""

from __future__ import annotations

from typing import Any

import pytest
from noticing import ids, noticed, paper
from visiting import again, changed, faults, forgot, later

from materials_rules.notice.model import Extra

CONSENT: dict[str, Any] = {
    "materials": {"form": {}, "consent": {"when": "rented"}, "proof": {"for_each": "drivers"}},
    "facts": {"rented": "boolean"},
    "lists": {"drivers": {}},
}
AS_IT_WAS: dict[str, Any] = {"facts": {"rented": True}, "lists": {"drivers": []}}


@pytest.mark.parametrize(
    ("change", "new"),
    [
        ({"agent": {"name": "丙"}}, set()),
        ({"lists": {"drivers": [{"id": "1"}]}}, {"proof[drivers:1]"}),
        ({"applicant": {"kind": "individual_business", "name": "甲公司"}}, set()),
    ],
)
def test_what_changed_elsewhere_excuses_nothing_that_reads_other_answers(change: dict[str, Any], new: set[str]) -> None:
    """The place was rented at both visits, and the consent was forgotten."""
    first = forgot(noticed(CONSENT, **AS_IT_WAS), "consent")
    second = again(first, CONSENT, **{**AS_IT_WAS, **change}, materials=later(paper("form")))

    assert (ids(second), faults(second)) == (new, {"consent"})


MEDICAL: dict[str, Any] = {
    "materials": {
        "form": {},
        "licence": {"for_each": "drivers", "reads": {"class": {}}},
        "medical": {"for_each": "drivers", "when": 'licence.class == "A" or old'},
    },
    "lists": {"drivers": {"each": {"old": "boolean"}}},
}
DRIVERS = [{"id": "1", "old": False}, {"id": "2", "old": False}]
LICENCES = [paper("licence", subject="drivers:1", fields={"class": "B"}), paper("licence", subject="drivers:2", fields={"class": "A"})]


@pytest.mark.parametrize(
    ("members", "papers", "new"),
    [
        (DRIVERS, [LICENCES[1], *later(LICENCES[0])], set()),
        ([{"id": "1", "old": True}, DRIVERS[1]], LICENCES, {"medical[drivers:1]"}),
        ([*DRIVERS, {"id": "3", "old": False}], LICENCES, {"licence[drivers:3]", "medical[drivers:3]"}),
        ([DRIVERS[1]], [LICENCES[1]], set()),
    ],
)
def test_what_changed_for_one_member_excuses_nothing_for_another(members: list[Any], papers: list[Any], new: set[str]) -> None:
    first = forgot(noticed(MEDICAL, materials=LICENCES, lists={"drivers": DRIVERS}), "medical[drivers:2]")
    second = again(first, MEDICAL, materials=[*papers, *later(paper("form"))], lists={"drivers": members})

    assert (ids(second), faults(second)) == (new, {"medical[drivers:2]"})


def test_what_changed_for_a_member_brings_what_depends_on_it() -> None:
    first = noticed(MEDICAL, materials=LICENCES, lists={"drivers": DRIVERS})
    replaced = later({**LICENCES[0], "fields": {"class": "A"}})
    second = again(first, MEDICAL, materials=[LICENCES[1], *replaced, *later(paper("form"), paper("medical", subject="drivers:2"))], lists={"drivers": DRIVERS})

    assert (ids(second), second.office_faults) == ({"medical[drivers:1]"}, ())


def test_a_list_that_grew_brings_what_its_length_decides() -> None:
    rules: dict[str, Any] = {"materials": {"form": {}, "plan": {"when": "count(drivers) >= 2"}, "consent": {"when": "goods has b"}}, "facts": {"goods": {"some_of": ["a", "b"]}}, "lists": {"drivers": {}}}
    first = noticed(rules, facts={"goods": ["a"]}, lists={"drivers": [{"id": "1"}]})
    grown = again(first, rules, facts={"goods": ["a"]}, lists={"drivers": [{"id": "1"}, {"id": "2"}]}, materials=later(paper("form")))
    chosen = again(first, rules, facts={"goods": ["b", "a"]}, lists={"drivers": [{"id": "1"}]}, materials=later(paper("form")))

    assert [(ids(notice), notice.office_faults) for notice in (grown, chosen)] == [({"plan"}, ()), ({"consent"}, ())]


# ---- papers that may be replaced, and are not


NAMES: dict[str, Any] = {
    "materials": {
        "form": {"reads": {"name": {}}},
        "lease": {"reads": {"name": {}, "area": {"type": "number", "decimals": "0"}}},
        "more": {"when": "big"},
    },
    "facts": {"big": "boolean"},
    "consistency": [{"name": "names", "same": ["form.name", "lease.name"]}],
    "never": ["not big and lease.area > 20"],
}
LEASE = paper("lease", fields={"name": "甲公司", "area": 25})


def test_a_contradiction_with_a_paper_that_might_have_been_replaced_is_not_charged() -> None:
    """The form was replaced, as told; neither the answer nor the lease changed, and they were at odds at first too."""
    papers = [paper("form", fields={"name": "乙"}), LEASE]
    first = noticed({**NAMES, "never": []}, facts={"big": False}, materials=papers)
    first = changed(first, made_by=noticed(NAMES).made_by)
    cured = later(paper("form", fields={"name": "甲公司"}))
    second = again(first, NAMES, facts={"big": False}, materials=[LEASE, *cured])
    replaced = again(first, NAMES, facts={"big": False}, materials=[papers[0], *later({**LEASE, "fields": {"name": "乙", "area": 30}})])

    assert ids(first) == {"consistency/names"}
    assert (second.outcome, faults(second)) == ("accept", {"consistency/never-1", "more"})
    assert ("consistency/never-1" in ids(replaced), replaced.office_faults) == (True, ())


SIGNER: dict[str, Any] = {
    "materials": {
        "form": {},
        "lease": {"reads": {"landlord": {}, "rent": {"type": "number", "decimals": 0}}},
        "letter": {"when": "by_agent", "reads": {"signer": {}, "far": {"type": "boolean"}}},
        "consent": {"when": "lease.rent > 100"},
        "seal": {"when": "lease.rent > 500"},
        "stamp": {"when": "rented and lease.rent > 100"},
        "map": {"when": "provided(letter) and letter.far and lease.rent > 100"},
    },
    "facts": {"rented": "boolean"},
    "consistency": [{"name": "signer", "same": ["letter.signer", "lease.landlord"]}],
}


def test_what_was_open_with_the_paper_as_it_lies_does_not_come_of_its_being_replaceable() -> None:
    """An agent comes, so that his letter may differ from the lease; that the lease costs 200 was there at first.

    What another lease would bring is new, and so is what hangs on the letter.
    """
    lease = paper("lease", fields={"landlord": "乙", "rent": 200})
    first = forgot(noticed(SIGNER, materials=[lease]), "consent", "stamp", "fact/rented")
    alone = again(first, SIGNER, materials=[lease, *later(paper("form"))])
    second = again(first, SIGNER, agent={"name": "丙"}, materials=[lease, *later(paper("form"))])

    assert ids(first) == {"form"}
    assert (alone.outcome, faults(alone)) == ("accept", {"consent", "stamp", "fact/rented"})
    assert (ids(second), faults(second)) == ({"letter", "seal", "map"}, {"consent", "stamp", "fact/rented"})


def test_a_line_that_differed_before_does_not_come_of_another_that_may_differ_now() -> None:
    rules: dict[str, Any] = {
        "materials": {"form": {}, "lease": {"reads": {"name": {}, "place": {}}}, "plan": {"reads": {"place": {}}}, "letter": {"when": "by_agent", "reads": {"name": {}}}},
        "consistency": [{"name": "names", "same": ["letter.name", "lease.name"]}, {"name": "places", "same": ["lease.place", "plan.place"]}],
    }
    papers = [paper("lease", fields={"name": "甲", "place": "东"}), paper("plan", fields={"place": "西"})]
    orderly = noticed({**rules, "consistency": rules["consistency"][:1]}, materials=papers)
    first = changed(orderly, made_by=noticed(rules).made_by)
    second = again(first, rules, agent={"name": "丙"}, materials=[*papers, *later(paper("form"))])

    assert ids(first) == {"form"}
    assert (ids(second), faults(second)) == ({"letter"}, {"consistency/places"})


def test_a_stray_paper_that_lay_there_is_not_charged_because_its_list_was_told() -> None:
    rules: dict[str, Any] = {"materials": {"form": {}, "licence": {"for_each": "drivers"}}, "lists": {"drivers": {}}}
    one: dict[str, Any] = {"lists": {"drivers": [{"id": "1"}]}}
    stray, cure = paper("licence", subject="drivers:9"), later(paper("form"), paper("licence", subject="drivers:1"))
    first = forgot(noticed(rules, materials=[stray], **one), "licence[drivers:9]")
    unseen = first
    first = changed(first, extra=(*first.extra, Extra("licence", "drivers:9")))

    for before in (first, unseen):
        second = again(before, rules, materials=[stray, *cure], **one)
        assert (second.outcome, faults(second)) == ("accept", {"licence[drivers:9]"})
    came = again(first, rules, materials=[*later(stray), *cure], **one)
    assert (ids(came), came.office_faults) == ({"licence[drivers:9]"}, ())


def test_the_paper_of_a_member_taken_off_a_list_that_was_wrong_is_the_applicants_matter() -> None:
    """The list was to be corrected, for it had too few; whose licence lay there had been on it."""
    rules: dict[str, Any] = {"materials": {"form": {}, "licence": {"for_each": "drivers"}}, "lists": {"drivers": {"at_least": "3"}}}
    papers = [paper("licence", subject=f"drivers:{key}") for key in "12"]
    first = noticed(rules, lists={"drivers": [{"id": "1"}, {"id": "2"}]}, materials=papers)
    second = again(first, rules, lists={"drivers": [{"id": key} for key in "134"]}, materials=[*papers, *later(paper("form"), *(paper("licence", subject=f"drivers:{key}") for key in "34"))])

    assert "fact/drivers" in ids(first)
    assert (ids(second), second.office_faults) == ({"licence[drivers:2]"}, ())


# ---- what the applicant did himself


def test_a_members_answer_given_late_may_contradict_another() -> None:
    rules: dict[str, Any] = {
        "materials": {"form": {}, "extra": {"when": "big"}},
        "facts": {"big": "boolean"},
        "lists": {"cars": {"each": {"heavy": "boolean"}}},
        "never": ["not big and any(cars, heavy)"],
    }
    first = noticed(rules, facts={"big": False}, lists={"cars": [{"id": "1"}]})
    keys: dict[str, Any] = {"facts": {"big": False}, "materials": later(paper("form"))}
    second = again(first, rules, lists={"cars": [{"id": "1", "heavy": True}]}, **keys)
    agreed = noticed({**rules, "never": []}, facts={"big": False}, lists={"cars": [{"id": "1", "heavy": True}]})
    before = again(changed(agreed, made_by=first.made_by), rules, lists={"cars": [{"id": "1", "heavy": True}]}, **keys)

    assert ("consistency/never-1" in ids(second), second.office_faults) == (True, ())
    assert (before.outcome, faults(before)) == ("accept", {"consistency/never-1", "extra"})


def test_a_wrong_answer_for_one_member_given_late_is_the_applicants_own() -> None:
    rules: dict[str, Any] = {
        "materials": {"form": {}},
        "lists": {"cars": {"each": {"w": {"type": "number", "maximum": "9"}}}},
    }
    first = noticed(rules, lists={"cars": [{"id": "1", "w": 5}, {"id": "2"}]})
    second = again(first, rules, lists={"cars": [{"id": "1", "w": 5}, {"id": "2", "w": 50}]}, materials=later(paper("form")))
    other = again(first, rules, lists={"cars": [{"id": "1", "w": 50}, {"id": "2"}]}, materials=later(paper("form")))

    assert (ids(second), second.office_faults, second.warnings) == ({"fact/cars.w[cars:2]"}, (), ())
    assert (ids(other), [warning.code for warning in other.warnings]) == ({"fact/cars.w[cars:1]"}, ["W-NEW-SINCE"])


def test_an_agent_who_comes_may_contradict_an_answer() -> None:
    rules: dict[str, Any] = {"materials": {"form": {}}, "facts": {"x": "boolean"}, "never": ["by_agent and x"]}
    first = noticed(rules, facts={"x": True})
    second = again(first, rules, facts={"x": True}, agent={"name": "丙"}, materials=later(paper("form")))
    both = noticed({**rules, "never": []}, facts={"x": True}, agent={"name": "丙"})
    stood = again(changed(both, made_by=first.made_by), rules, facts={"x": True}, agent={"name": "丙"}, materials=later(paper("form")))

    assert (ids(second), second.office_faults) == ({"consistency/never-1"}, ())
    assert (stood.outcome, faults(stood)) == ("accept", {"consistency/never-1"})


@pytest.mark.parametrize("told", [True, False])
def test_what_the_office_answers_makes_a_contradiction_of_the_cure_only_where_it_was_asked(told: bool) -> None:
    """Its own answer bears no check: one that stood at first, or came unasked, is not charged."""
    rules: dict[str, Any] = {
        "materials": {"form": {}, **({"proof": {"when": "listed"}} if told else {})},
        "facts": {"x": "boolean", "listed": {"type": "boolean", "answered_by": "office"}},
        "never": ["x and listed"],
    }
    first = noticed(rules, facts={"x": True})
    if told:  # the line itself already rules out that it is listed, so nobody asked
        first = changed(noticed({**rules, "never": []}, facts={"x": True}), made_by=first.made_by, outcome="supplement", final=True)
    second = again(first, rules, facts={"x": True, "listed": True}, materials=later(paper("form")))

    assert ("consistency/never-1" in ids(second), "consistency/never-1" in faults(second)) == (told, not told)


def test_a_contradiction_with_a_paper_that_was_given_back_is_for_a_person() -> None:
    returned: dict[str, Any] = {**NAMES, "regime": {"preset": "licensing", "packet": "returned"}}
    form = paper("form", fields={"name": "甲公司"})
    first = noticed({**returned, "never": []}, facts={"big": False}, materials=[LEASE])
    first = changed(first, made_by=noticed(returned).made_by)
    second = again(first, returned, facts={"big": False}, materials=later(LEASE, form))

    assert (second.outcome, [warning.code for warning in second.warnings]) == ("undetermined", ["W-GIVEN-BACK"])


# ---- what nobody may ask for any more


FORGOTTEN: dict[str, Any] = {"materials": {"form": {}, "lease": {"reads": {"landlord": {}}}, "consent": {"when": "lease.landlord != applicant.name"}}}


@pytest.mark.parametrize("more", [{}, {"departments": {"x": {"name": "新局"}}}])
def test_what_depends_on_a_paper_that_was_forgotten_is_for_a_person(more: dict[str, Any]) -> None:
    """Nobody may ask for the lease, so nobody can tell by himself whether the consent is due; who brings one ends it."""
    first = forgot(noticed(FORGOTTEN), "lease")
    second = again(first, {**FORGOTTEN, **more}, materials=later(paper("form")))
    ended = [
        again(first, {**FORGOTTEN, **more}, materials=later(paper("form"), paper("lease", fields={"landlord": "甲公司"}))),
        again(first, {**FORGOTTEN, **more}, materials=later(paper("form"), paper("consent"))),
    ]

    assert ids(first) == {"form", "consent"}
    assert (second.outcome, [warning.code for warning in second.warnings][-1:]) == ("undetermined", ["W-FORGOTTEN-DECIDES"])
    assert "材料consent" in second.warnings[-1].say
    assert [notice.outcome for notice in ended] == ["accept", "accept"]


def test_a_form_of_which_nobody_records_today_who_signed_it_shows_no_fault() -> None:
    rules: dict[str, Any] = {"materials": {"form": {"hand_in": {"signed_by": "applicant"}}, "plan": {}}}
    first = noticed(rules, materials=[paper("form", signed_by=["applicant"])])
    for today, found in ((paper("form"), set()), (paper("form", signed_by=[]), {"form"})):
        second = again(first, rules, materials=[today, *later(paper("plan"))])
        assert (second.outcome, faults(second)) == ("accept", found)


def test_a_paper_stays_accepted_though_another_came_later_and_was_replaced_on_its_own_day() -> None:
    """The form is of the day of receipt; that the lease came three days later, as did its cure, takes nothing from the form."""
    rules: dict[str, Any] = {
        "materials": {"form": {"reads": {"name": {}}, "hand_in": {"signed_by": "applicant"}}, "lease": {"reads": {"name": {}}}},
        "consistency": [{"name": "names", "same": ["form.name", "lease.name"]}],
    }
    form = paper("form", fields={"name": "甲"}, signed_by=["applicant"])
    lease = paper("lease", fields={"name": "乙"}, handed_in_on="2026-03-05")
    first = noticed(rules, materials=[form, lease])
    for day in ("2026-03-05", "2026-03-06"):
        cured = {**lease, "fields": {"name": "甲"}, "handed_in_on": day}
        second = again(first, rules, materials=[{**form, "signed_by": []}, cured])
        assert (second.outcome, faults(second)) == ("accept", {"form"})
