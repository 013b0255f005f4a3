"""The questions behind what is open: whom they are put to, under which id, what their answers decide."""

from __future__ import annotations

from typing import Any

import pytest
from noticing import examined, paper

from materials_rules.verdict.ask import Ask, asks, evidence, of_list, read_id, whom
from materials_rules.verdict.examine import Examination

EACH: dict[str, Any] = {"bought": "boolean", "since": {"type": "date"}, "age": {"type": "number", "decimals": "0", "maximum": "70"}}
LISTS: dict[str, Any] = {"cars": {"each": EACH}}


def rules_when(condition: str, **more: Any) -> dict[str, Any]:
    return {
        "materials": {"m": {"when": condition}, "form": {"hand_in": {"signed_by": "applicant"}, "reads": {"x": {}, "until": {"type": "date"}}}},
        "facts": {
            "rented": "boolean",
            "listed": {"type": "boolean", "answered_by": "office"},
            "opened": {"type": "date"},
            "area": {"type": "number", "decimals": "0", "maximum": "9"},
            "works": {"some_of": ["wall", "roof"]},
        },
        "lists": LISTS,
        **more,
    }


def asked(found: Examination) -> dict[str, tuple[str, tuple[str, ...]]]:
    """id -> whom, what it decides; without the item."""
    short = "permit/"
    return {
        question.ask.id.removeprefix(short): (question.ask.of, tuple(id_.removeprefix(short) for id_ in question.decides))
        for question in found.questions
    }


SIGNED = paper("form", signed_by=["applicant"])


@pytest.mark.parametrize(
    ("condition", "keys", "questions"),
    [
        ("rented", {}, {"fact/rented": ("applicant", ("m",))}),
        ("rented", {"facts": {"rented": True}}, {}),
        ("listed", {}, {"fact/listed": ("office", ("m",))}),
        ("rented and listed", {}, {"fact/rented": ("applicant", ("m",)), "fact/listed": ("office", ("m",))}),
        ("listed and rented", {}, {"fact/rented": ("applicant", ("m",)), "fact/listed": ("office", ("m",))}),
        ("area > 3", {}, {"fact/area": ("applicant", ("m",))}),
        ("area > 3", {"facts": {"area": 12}}, {}),  # the entry asks already
        ("(works has wall or works has roof) and rented", {"facts": {"rented": True}}, {}),
        ("works has wall", {}, {"fact/works": ("applicant", ("m",))}),
        ("applicant.phone == none", {}, {"fact/applicant.phone": ("applicant", ("m",))}),
        ("applicant.kind == enterprise", {"applicant": {"kind": "mars"}}, {}),
        ("opened < received_on", {}, {"fact/opened": ("applicant", ("m",))}),
        ("opened < form.until", {"materials": [SIGNED]}, {"fact/opened": ("applicant", ("m",)), "read/form.until": ("clerk", ("m",))}),
        ("form.x == none", {}, {}),  # told with the paper that is to come
        ("form.x == none", {"materials": [SIGNED]}, {"read/form.x": ("clerk", ("m",))}),
        ("form.x == none", {"materials": [paper("form", signed_by=["applicant"], fields={"x": None})]}, {}),
        ("form.x == none", {"materials": [paper("form")]}, {"read/form.signed_by": ("clerk", ("m", "form"))}),
        ("provided(form)", {"materials": [paper("form")]}, {"read/form.signed_by": ("clerk", ("m", "form"))}),
        ("provided(form)", {"materials": [paper("form", signed_by=[])]}, {}),
        ("any(cars, bought)", {}, {"fact/cars": ("applicant", ("m", "fact/cars.bought[cars:*]"))}),
        ("count(cars) >= 2", {}, {"fact/cars": ("applicant", ("m",))}),
        ("any(cars, bought)", {"lists": {"cars": [{"id": "1"}, {"id": "2", "bought": False}]}}, {"fact/cars.bought[cars:1]": ("applicant", ("m",))}),
        ("any(cars, age > 3)", {"lists": {"cars": [{"id": "1", "age": 99}]}}, {}),
        # of car 1 it is known that it does not pass, of car 2 what it still hangs on
        (
            "any(cars, bought and age >= 3)",
            {"lists": {"cars": [{"id": "1", "age": 2}, {"id": "2", "bought": True}]}},
            {"fact/cars.age[cars:2]": ("applicant", ("m",))},
        ),
        (
            "count(cars, not (bought and age >= 3)) >= 2",
            {"lists": {"cars": [{"id": "1", "age": 2}, {"id": "2", "bought": True}]}},
            {"fact/cars.age[cars:2]": ("applicant", ("m",))},
        ),
        (
            "any(cars, (bought and age >= 3) or since < received_on)",
            {"lists": {"cars": [{"id": "1", "age": 2}]}},
            {"fact/cars.since[cars:1]": ("applicant", ("m",))},
        ),
        (
            "any(cars, bought and since < opened)",
            {"lists": {"cars": [{"id": "1", "bought": False}, {"id": "2", "since": "2020-01-01"}]}},
            {"fact/opened": ("applicant", ("m",)), "fact/cars.bought[cars:2]": ("applicant", ("m",))},
        ),
        ("any(cars, bought)", {"lists": {"cars": [{"id": ""}]}}, {}),
        (
            "any(cars, bought and rented)",
            {},
            {"fact/rented": ("applicant", ("m",)), "fact/cars": ("applicant", ("m", "fact/cars.bought[cars:*]"))},
        ),
        (
            "any(cars, since < opened)",
            {"lists": {"cars": [{"id": "1"}]}},
            {"fact/opened": ("applicant", ("m",)), "fact/cars.since[cars:1]": ("applicant", ("m",))},
        ),
        ("any(cars, since < opened)", {}, {"fact/opened": ("applicant", ("m",)), "fact/cars": ("applicant", ("m", "fact/cars.since[cars:*]"))}),
        ("any(cars, since < received_on)", {"lists": {"cars": [{"id": "1"}]}}, {"fact/cars.since[cars:1]": ("applicant", ("m",))}),
        ("any(cars, form.x == none)", {}, {"fact/cars": ("applicant", ("m",))}),
        ("any(cars, opened < form.until)", {}, {"fact/opened": ("applicant", ("m",)), "fact/cars": ("applicant", ("m",))}),
    ],
)
def test_what_is_asked_of_whom(condition: str, keys: dict[str, Any], questions: dict[str, tuple[str, tuple[str, ...]]]) -> None:
    assert asked(examined(rules_when(condition), **keys)) == questions


def test_the_questions_of_one_requirement_stand_in_the_authors_order() -> None:
    condition = "(any(cars, bought) and applicant.phone == none) and (form.x == none and (listed and rented))"

    found = asked(examined(rules_when(condition), materials=[SIGNED]))

    assert list(found) == ["fact/rented", "fact/listed", "fact/cars", "fact/applicant.phone", "read/form.x"]


MEMBERS: dict[str, Any] = {"materials": {"licence": {"for_each": "cars", "when": "not bought", "reads": {"x": {}}, "hand_in": {"signed_by": "applicant"}}}, "lists": LISTS}


def test_a_list_brings_the_questions_about_its_members() -> None:
    assert asked(examined(MEMBERS)) == {"fact/cars": ("applicant", ("licence[cars:*]", "fact/cars.bought[cars:*]"))}
    some = asked(examined(MEMBERS, lists={"cars": [{"id": "1"}, {"id": "2", "bought": True}]}))
    assert some == {"fact/cars.bought[cars:1]": ("applicant", ("licence[cars:1]",))}
    assert asked(examined(MEMBERS, lists={"cars": [{"id": "*"}]})) == {}
    assert asked(examined(MEMBERS, lists={"cars": []})) == {}


def test_a_list_is_asked_for_once() -> None:
    found = examined(MEMBERS).situation
    answered = examined(MEMBERS, lists={"cars": []}).situation

    assert list(of_list(found, "cars")) == [Ask("permit/fact/cars", "applicant", "cars")]
    assert [ask.brings for ask in of_list(found, "cars", ("age",))] == [("permit/fact/cars.age[cars:*]",)]
    assert list(of_list(answered, "cars")) == []


def test_what_a_person_must_see_is_asked_in_the_words_of_the_check_by_subject() -> None:
    found = examined(MEMBERS, lists={"cars": [{"id": "1", "bought": False}]}, materials=[paper("licence", subject="cars:1")]).situation

    (ask,) = evidence(found, "licence", "cars:1")
    assert (ask.id, ask.of, ask.fact) == ("permit/read/licence.signed_by[cars:1]", "clerk", "")
    assert "签" in ask.words
    assert list(evidence(found, "licence", "cars:2")) == []
    assert read_id(found, "licence", "x", None) == "permit/read/licence.x"


def test_what_limits_a_field_is_asked_by_the_name_of_the_field() -> None:
    rules: dict[str, Any] = {"materials": {"form": {"reads": {"x": {"required": "true", "ask": "写了什么？"}}}}}

    (question,) = examined(rules, materials=[paper("form")]).questions
    assert (question.ask.id, question.words) == ("permit/read/form.x", "写了什么？")


def test_office_facts_are_never_put_to_the_applicant() -> None:
    facts = examined(rules_when("rented")).situation.plan.version.file.facts

    assert (whom(facts["listed"]), whom(facts["rented"])) == ("office", "applicant")


def test_nobody_is_asked_for_what_is_always_fixed() -> None:
    found = examined(rules_when("rented")).situation

    assert list(asks(found, "received_on", None)) == list(asks(found, "by_agent", None)) == []


# ---- commitments, deferrals, elements, scope


@pytest.mark.parametrize(
    ("letter", "questions"),
    [
        ({"signed": True}, {"fact/serious_bad_credit": ("office", ("report",))}),
        ({}, {"read/report.commitment": ("clerk", ("report",))}),
        ({"signed": False}, {}),
    ],
)
def test_what_a_promise_still_needs(letter: dict[str, Any], questions: dict[str, Any]) -> None:
    rules: dict[str, Any] = {"materials": {"report": {"commitment": {"listed_in": {"title": "目录"}, "basis": [{"law": "act", "article": "40"}]}}}}

    assert asked(examined(rules, commitments=[{"for": "report", **letter}])) == questions


def test_what_decides_an_element_is_asked_for_the_item() -> None:
    cases = [
        {"when": "rented", "value": {"limit": "1 working days", "from": "acceptance"}},
        {"value": {"limit": "2 working days", "from": "acceptance"}},
    ]
    rules = rules_when("listed", elements={"promised_limit": cases})
    found = examined(rules, materials=[SIGNED])

    assert asked(found) == {"fact/listed": ("office", ("m",)), "fact/rented": ("applicant", ("permit",))}
    assert found.elements == {"promised_limit": None}
    assert examined(rules, facts={"rented": False, "listed": False}, materials=[SIGNED]).elements == {"promised_limit": 1}


def test_the_question_of_scope_stands_first_and_decides_the_item() -> None:
    rules = rules_when("listed", not_for=["rented and opened < received_on"])
    found = asked(examined(rules, materials=[SIGNED]))

    assert found["fact/rented"] == ("applicant", ("permit",))
    assert list(found) == ["fact/rented", "fact/opened", "fact/listed"]
