"""What was told and is still open, where the rules of today say something else of it: a person decides, and nobody is charged.

Nor is anything that is open under both rules accepted.
"""

from __future__ import annotations

from typing import Any

import pytest
from noticing import ids, noticed, paper
from visiting import PROMISE, again, faults, later

from materials_rules.notice.model import Notice

NAME: dict[str, Any] = {"reads": {"name": {}}}
OPEN = ("undetermined", ["W-OTHER-RULES", "W-TOLD-OTHERWISE"])
DONE = ("accept", ["W-OTHER-RULES"])


def came(notice: Notice) -> tuple[str, list[str]]:
    return notice.outcome, [warning.code for warning in notice.warnings if warning.code not in ("W-ASK-FIRST", "W-NO-DEFERRAL", "W-NO-COMMITMENT")]


def unlike(rules: dict[str, Any]) -> dict[str, Any]:
    """*rules* changed in what has nothing to do with the item."""
    return {**rules, "departments": {"x": {"name": "新局"}}}


# ---- answers


def limited(**limits: Any) -> dict[str, Any]:
    return {"materials": {"form": {}, "plan": {"when": "n > 3"}}, "facts": {"n": {"type": "number", **limits}}}


@pytest.mark.parametrize("told", [{"facts": {"n": 12}}, {}], ids=["it was wrong", "it was asked"])
def test_a_stricter_limit_of_an_answer_is_not_charged(told: dict[str, Any]) -> None:
    first = noticed(limited(maximum="9"), **told)
    cured: dict[str, Any] = {"facts": {"n": 8}, "materials": later(paper("form"), paper("plan"))}
    wrong: dict[str, Any] = {**cured, "facts": {"n": 12}}

    assert came(again(first, limited(maximum="5"), **cured)) == OPEN
    assert came(again(first, unlike(limited(maximum="9")), **cured)) == DONE
    assert ids(again(first, unlike(limited(maximum="9")), **wrong)) == {"fact/n"}
    assert again(first, unlike(limited(maximum="9")), **wrong).outcome == "supplement"


def test_a_list_that_must_be_longer_and_a_choice_that_is_gone_are_not_charged() -> None:
    def of_list(least: str) -> dict[str, Any]:
        return {"materials": {"form": {}, "licence": {"for_each": "drivers"}}, "lists": {"drivers": {"at_least": least}}}

    def of_choice(*members: str) -> dict[str, Any]:
        return {"materials": {"form": {}, "plan": {"when": "k == x"}}, "facts": {"k": {"ask": "哪种？", "one_of": {one: one for one in members}}}}

    one: dict[str, Any] = {"lists": {"drivers": [{"id": "1"}]}, "materials": later(paper("form"), paper("licence", subject="drivers:1"))}
    assert came(again(noticed(of_list("1")), of_list("2"), **one)) == OPEN
    assert came(again(noticed(of_list("1")), unlike(of_list("1")), **one)) == DONE
    chosen: dict[str, Any] = {"facts": {"k": "z"}, "materials": later(paper("form"))}
    assert came(again(noticed(of_choice("x", "y", "z")), of_choice("x", "y"), **chosen)) == OPEN


@pytest.mark.parametrize(
    ("then", "now", "condition", "answer"),
    [
        ({"ask": "面积是否超过50平方米？", "type": "boolean"}, {"ask": "面积是否超过20平方米？", "type": "boolean"}, "big", True),
        ({"ask": "规模？", "one_of": {"s": "小型", "l": "50平方米以上"}}, {"ask": "规模？", "one_of": {"s": "小型", "l": "20平方米以上"}}, "big == l", "l"),
        ({"ask": "规模？", "type": "number", "unit": "亩"}, {"ask": "规模？", "type": "number", "unit": "平方米"}, "big > 50", 60),
    ],
)
def test_what_hangs_on_a_question_that_is_put_otherwise_is_for_a_person(then: Any, now: Any, condition: str, answer: Any) -> None:
    """He answered truly what he was asked the second time."""
    rules: dict[str, Any] = {"materials": {"form": {}, "consent": {"when": condition}}}
    first = noticed({**rules, "facts": {"big": then}})
    cured: dict[str, Any] = {"facts": {"big": answer}, "materials": later(paper("form"))}

    assert came(again(first, {**rules, "facts": {"big": now}}, **cured)) == OPEN
    assert came(again(first, unlike({**rules, "facts": {"big": then}}), **cured)) == ("supplement", ["W-OTHER-RULES"])


@pytest.mark.parametrize(("name", "ask"), [("车辆", "是否大型？"), ("货车", "是否重型？")])
def test_the_words_behind_a_statement_about_a_list_count_too(name: str, ask: str) -> None:
    def rules(name: str, ask: str) -> dict[str, Any]:
        lists = {"cars": {"name": name, "each": {"big": {"ask": ask, "type": "boolean"}}}}
        return {"materials": {"form": {}, "consent": {"when": "any(cars, big)"}}, "lists": lists}

    cured: dict[str, Any] = {"lists": {"cars": [{"id": "1", "big": True}]}, "materials": later(paper("form"))}
    first = noticed(rules("车辆", "是否重型？"))

    assert came(again(first, rules(name, ask), **cured)) == OPEN
    assert came(again(first, unlike(rules("车辆", "是否重型？")), **cured)) == ("supplement", ["W-OTHER-RULES"])


# ---- answers at odds


def odds(*lines: tuple[str, str]) -> dict[str, Any]:
    return {"materials": {"form": {}}, "facts": dict.fromkeys("abcd", "boolean"), "never": [{"when": when, "say": say} for when, say in lines]}


def test_a_line_over_answers_is_known_by_what_it_says_and_not_by_its_place() -> None:
    old, moved = odds(("a and b", "甲乙")), odds(("c and d", "丙丁"), ("a and b", "甲乙"))
    every = dict.fromkeys("abcd", True)
    first = noticed(old, facts=every)
    form = later(paper("form"))

    assert came(again(first, moved, facts={**every, "b": False}, materials=form)) == DONE
    uncured = again(first, moved, facts=every, materials=form)
    assert (uncured.outcome, [line.id for line in uncured.findings]) == ("fix_on_spot", ["permit/consistency/never-2"])
    assert came(again(first, odds(("a and c", "甲丙")), facts={**every, "b": False}, materials=form)) == OPEN
    assert came(again(first, odds(), facts=every, materials=form)) == DONE


# ---- lines between papers


def named(*fields: str, when: str | None = None) -> dict[str, Any]:
    deed = {**NAME, **({} if when is None else {"when": when})}
    return {
        "materials": {"form": NAME, "lease": NAME, "plan": NAME, "deed": deed},
        "facts": {"big": {"ask": "是否大型？", "type": "boolean"}},
        "consistency": [{"name": "names", "same": [f"{field}.name" for field in fields]}],
    }


def test_a_line_that_grew_is_not_charged_whether_it_was_told_with_a_paper_or_as_a_difference() -> None:
    old, new = named("form", "lease"), named("form", "lease", "plan")
    papers = [paper("form", fields={"name": "甲"}), paper("plan", fields={"name": "丙"}), paper("deed", fields={"name": "甲"})]
    missing = noticed(old, materials=papers)
    differing = noticed(old, materials=[*papers, paper("lease", fields={"name": "乙"})])
    cured = [*papers, *later(paper("lease", fields={"name": "甲"}))]
    wrong = [*papers, *later(paper("lease", fields={"name": "丁"}))]

    assert (ids(missing), ids(differing)) == ({"lease"}, {"consistency/names"})
    for first in (missing, differing):
        assert came(again(first, new, materials=cured)) == OPEN
        assert came(again(first, unlike(old), materials=cured)) == DONE
        assert ids(again(first, unlike(old), materials=wrong)) == {"consistency/names"}
        assert again(first, unlike(old), materials=wrong).outcome == "supplement"


def test_a_line_that_counts_under_another_condition_is_not_charged() -> None:
    old, new = named("form", "deed", when="big"), named("form", "deed", when="not big")
    papers = [paper("deed", fields={"name": "甲"}), paper("lease"), paper("plan")]
    first = noticed(old, materials=papers)
    cured: dict[str, Any] = {"facts": {"big": False}, "materials": [*papers, *later(paper("form", fields={"name": "乙"}))]}

    assert again(first, old, **cured).outcome == "accept"
    assert came(again(first, new, **cured)) == OPEN


# ---- for whom, by which way, within which limits


def test_what_was_told_once_for_all_is_not_charged_for_each_member_and_the_other_way_about() -> None:
    lists: dict[str, Any] = {"lists": {"drivers": {}}}
    once: dict[str, Any] = {"materials": {"form": {}, "licence": {}}, **lists}
    each: dict[str, Any] = {"materials": {"form": {}, "licence": {"for_each": "drivers"}}, **lists}
    keys: dict[str, Any] = {"lists": {"drivers": [{"id": "1"}]}}

    for told, now, licence in ((once, each, paper("licence")), (each, once, paper("licence", subject="drivers:1"))):
        first = noticed(told, **keys)
        assert came(again(first, told, materials=later(paper("form"), licence), **keys))[0] == "accept"
        assert came(again(first, now, materials=later(paper("form"), licence), **keys)) == OPEN
        assert came(again(first, now, materials=later(paper("form")), **keys)) == OPEN


def deferred(within: str) -> dict[str, Any]:
    return {"deferrable": {"published_in": {"title": "清单"}, "within": within, "basis": [{"law": "act", "article": "41"}]}}


@pytest.mark.parametrize(
    ("then", "now", "letter"),
    [
        ({"commitment": PROMISE}, {}, {"commitments": [{"for": "plan", "signed": True}]}),
        (deferred("2 working days"), {}, {"deferrals": [{"for": "plan", "signed": True}]}),
        (deferred("9 working days"), deferred("2 working days"), {"deferrals": [{"for": "plan", "signed": True}]}),
        ({"any_of": {"deed": {}, "lease": {}}}, {"any_of": {"deed": {}, "use": {}}}, {}),
    ],
)
def test_a_way_that_was_told_is_neither_refused_nor_dropped_in_silence(then: Any, now: Any, letter: dict[str, Any]) -> None:
    """Only the last notice is compared: one without it would take it away for good."""

    def rules(plan: Any) -> dict[str, Any]:
        return {"materials": {"form": {}, "plan": plan}}

    facts = {"facts": {"serious_bad_credit": False}}
    first = noticed(rules(then), **facts)
    taken: dict[str, Any] = {**facts, **letter, "materials": later(paper("form"), *([] if letter else [paper("lease")]))}

    assert again(first, rules(then), **taken).outcome in ("accept", "accept_deferred")
    assert came(again(first, rules(now), **taken)) == OPEN
    assert came(again(first, rules(now), materials=later(paper("form")), **facts)) == OPEN
    assert again(first, unlike(rules(then)), materials=later(paper("form")), **facts).outcome in ("supplement", "fix_on_spot")


def test_a_paper_that_an_answer_rules_out_as_it_did_before_is_not_told_otherwise() -> None:
    """Deed or lease, as the place is his own or rented: once he says that it is rented, only the lease would do."""
    rules: dict[str, Any] = {
        "materials": {"form": {}, "site": {"any_of": {"deed": {"when": "not rented"}, "lease": {"when": "rented"}}}},
        "facts": {"rented": "boolean"},
    }
    second = again(noticed(rules), unlike(rules), facts={"rented": True}, materials=later(paper("form")))

    assert (second.outcome, [arm.material for line in second.findings for arm in line.arms]) == ("supplement", ["lease"])


def formed(**form: Any) -> dict[str, Any]:
    return {"materials": {"plan": form}}


def area(**limits: Any) -> dict[str, Any]:
    return formed(reads={"area": {"name": "面积", "type": "number", "decimals": "0", **limits}})


@pytest.mark.parametrize(
    ("then", "now", "enough", "bad"),
    [
        (formed(hand_in={"copies": "2"}), formed(hand_in={"copies": "1"}), {"copies": 1}, {"copies": 0}),
        (formed(hand_in={"signed_by": ["applicant", "agent"]}), formed(hand_in={"signed_by": ["applicant"]}), {"signed_by": ["applicant"]}, {"signed_by": []}),
        (area(maximum="100"), area(maximum="200"), {"fields": {"area": 150}}, {"fields": {"area": 500}}),
        (area(maximum="100"), area(minimum="1", maximum="100"), {"fields": {"area": 5}}, {"fields": {"area": 500}}),
    ],
)
def test_a_paper_that_meets_neither_limit_is_not_accepted(then: Any, now: Any, enough: Any, bad: Any) -> None:
    first = noticed(then)

    assert came(again(first, now, materials=later(paper("plan", **enough)))) == DONE
    assert came(again(first, now, materials=later(paper("plan", **bad)))) == OPEN
    assert came(again(first, now)) == OPEN


def test_a_stricter_limit_of_a_paper_is_for_a_person_and_shows_no_fault_in_an_accepted_one() -> None:
    then, now = ({"materials": {"plan": {"hand_in": {"copies": copies}}, "form": {}}} for copies in ("1", "2"))
    plan = paper("plan", copies=1)
    accepted = again(noticed(then, materials=[plan]), now, materials=[plan, *later(paper("form"))])
    less = again(noticed(then, materials=[plan]), unlike(then), materials=[{**plan, "copies": 0}, *later(paper("form"))])

    assert came(again(noticed(then), now, materials=later(plan, paper("form")))) == OPEN
    assert (came(accepted), accepted.office_faults) == (DONE, ())
    assert (came(less), faults(less)) == (DONE, {"plan"})
