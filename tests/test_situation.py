"""A packet as the machine sees it: a value for every variable, or open; statements about lists in three values; subjects."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from noticing import DAY, examined, paper

from materials_rules.plan.formula import BOTH_NONE
from materials_rules.verdict.settled import OPEN
from materials_rules.verdict.situation import Opened, Situation

EACH: dict[str, Any] = {
    "bought": "boolean",
    "age": {"type": "number", "decimals": "0"},
    "tags": {"some_of": ["red", "big"]},
    "since": {"type": "date"},
    "name": {"type": "text"},
}
RULES: dict[str, Any] = {
    "materials": {
        "form": {"hand_in": {"signed_by": "applicant"}, "reads": {"name": {}, "area": {"type": "number", "decimals": "1"}}},
        "licence": {"for_each": "cars", "reads": {"age": {"type": "number", "decimals": "0"}}},
    },
    "facts": {
        "rented": "boolean",
        "area": {"type": "number", "decimals": "2", "maximum": "90"},
        "works": {"some_of": ["wall", "roof"]},
        "opened": {"type": "date"},
        "closed": {"type": "date"},
    },
    "lists": {"cars": {"each": EACH}},
}
NOTHING: dict[str, Any] = {}


def situation(rules: dict[str, Any] = RULES, **keys: Any) -> Situation:
    return examined(rules, **keys).situation


SIGNED = paper("form", signed_by=["applicant"], fields={"name": "甲", "area": 1.5})


@pytest.mark.parametrize(
    ("name", "subject", "keys", "value"),
    [
        ("received_on", None, {}, dt.date.fromisoformat(DAY).toordinal()),
        ("by_agent", None, {}, False),
        ("by_agent", None, {"agent": None}, False),
        ("by_agent", None, {"agent": {}}, True),
        ("fact/rented", None, {}, OPEN),
        ("fact/rented", None, {"facts": {"rented": False}}, False),
        ("fact/area", None, {"facts": {"area": 12.5}}, 1250),
        ("fact/area", None, {"facts": {"area": 91}}, OPEN),
        ("fact/works#wall", None, {"facts": {"works": ["wall"]}}, True),
        ("fact/works#roof", None, {"facts": {"works": ["wall"]}}, False),
        ("fact/works#roof", None, {}, OPEN),
        ("applicant/name", None, {}, "甲公司"),
        ("applicant/name", None, {"applicant": {"name": None}}, None),
        ("applicant/phone", None, {}, OPEN),
        ("applicant/kind", None, {"applicant": {"kind": "mars"}}, OPEN),
        ("member/cars.bought", None, {"lists": {"cars": [{"id": "1", "bought": True}]}}, OPEN),
        ("member/cars.bought", "cars:1", {"lists": {"cars": [{"id": "1", "bought": True}]}}, True),
        ("member/cars.bought", "cars:1", {"lists": {"cars": [{"id": "1"}]}}, OPEN),
        ("member/cars.bought", "cars:2", {"lists": {"cars": [{"id": "1", "bought": True}]}}, OPEN),
        ("member/cars.bought", "cars:*", {}, OPEN),
        ("member/cars.tags#red", "cars:1", {"lists": {"cars": [{"id": "1", "tags": ["red"]}]}}, True),
        ("member/cars.tags#big", "cars:1", {"lists": {"cars": [{"id": "1", "tags": ["red"]}]}}, False),
        ("provided/form", None, {"materials": [SIGNED]}, True),
        ("provided/form", None, {"materials": [paper("form")]}, OPEN),
        ("provided/form", None, {}, OPEN),
        ("provided/form", None, {"materials": [paper("form", signed_by=[])]}, OPEN),
        ("provided/licence", "cars:1", {"lists": {"cars": [{"id": "1"}]}, "materials": [paper("licence", subject="cars:1")]}, True),
        ("provided/licence", "cars:1", {"lists": {"cars": [{"id": "1"}]}}, OPEN),
        ("read/form.name", None, {"materials": [SIGNED]}, "甲"),
        ("read/form.area", None, {"materials": [SIGNED]}, 15),
        ("read/form.name", None, {"materials": [paper("form", signed_by=["applicant"])]}, OPEN),
        ("read/form.name", None, {"materials": [paper("form", signed_by=[], fields={"name": "甲"})]}, OPEN),
        (
            "read/licence.age",
            "cars:1",
            {"lists": {"cars": [{"id": "1"}]}, "materials": [paper("licence", subject="cars:1", fields={"age": None})]},
            None,
        ),
    ],
)
def test_every_sort_of_variable_has_a_value_or_is_open(name: str, subject: str | None, keys: dict[str, Any], value: Any) -> None:
    found = situation(**keys).value(name, subject)

    assert found == value
    assert (found is OPEN) == (value is OPEN)
    assert type(found) is type(value)


def test_a_paper_that_nobody_asks_for_and_nobody_has_is_not_provided() -> None:
    rules: dict[str, Any] = {"materials": {"form": {"when": "rented"}}, "facts": {"rented": "boolean"}}

    assert situation(rules, facts={"rented": False}).value("provided/form") is False


def test_what_is_opened_is_open() -> None:
    lists = {"cars": [{"id": "1", "bought": True}, {"id": "2", "bought": True}]}
    found = situation(facts={"rented": True, "works": ["wall"]}, lists=lists, materials=[SIGNED])
    names = frozenset({"fact/rented", "fact/works", "applicant/name", "member/cars.bought[cars:1]"})
    opened = replace(found, opened=Opened(names, frozenset({("form", None)})))

    for name in ("fact/rented", "fact/works#wall", "applicant/name", "provided/form", "read/form.name"):
        assert found.value(name) is not OPEN
        assert opened.value(name) is OPEN
    assert opened.value("member/cars.bought", "cars:1") is OPEN
    assert opened.value("member/cars.bought", "cars:2") is True
    assert opened.value("applicant/kind") == "enterprise"
    assert (repr(OPEN), repr(opened.value("fact/rented"))) == ("OPEN", "OPEN")


def test_opened_adds_up() -> None:
    one, other = Opened(frozenset("a"), frozenset({("x", None)})), Opened(frozenset("b"))

    assert one | other == Opened(frozenset("ab"), frozenset({("x", None)}))


def test_there_is_no_other_sort_of_variable() -> None:
    with pytest.raises(AssertionError, match="no such variable: colour/red"):
        situation().value("colour/red")


# ---- what the packet says, and what may still change


def test_settled_is_without_the_papers_that_may_be_replaced() -> None:
    found = replace(situation(materials=[SIGNED]), opened=Opened())
    opened = replace(found, opened=Opened(slots=frozenset({("form", None)})))

    assert found.settled is found
    assert set(found.held) == {("form", None)}
    assert not opened.settled.held


def test_as_given_is_the_packet_taken_at_its_word() -> None:
    found = replace(situation(facts={"rented": True}, materials=[SIGNED]), opened=Opened())
    to_come = replace(found, opened=Opened(slots=frozenset({("licence", "cars:*")})))
    corrected = replace(found, opened=Opened(frozenset({"fact/rented"}), frozenset({("licence", "cars:*")})))
    replaced = replace(found, opened=Opened(slots=frozenset({("form", None)})))

    assert found.as_given is found
    assert to_come.as_given is to_come
    assert corrected.as_given.opened == to_come.opened
    assert (corrected.value("fact/rented"), corrected.as_given.value("fact/rented")) == (OPEN, True)
    assert (replaced.value("read/form.name"), replaced.as_given.value("read/form.name")) == (OPEN, "甲")


# ---- subjects


def test_whose_a_requirement_is() -> None:
    members = situation(lists={"cars": [{"id": "b"}, {"id": "a"}]})

    assert situation().subjects(None) == (None,)
    assert situation().subjects("cars") == ("cars:*",)
    assert situation(lists={"cars": []}).subjects("cars") == ()
    assert situation(lists={"cars": [{"id": ""}]}).subjects("cars") == ("cars:*",)
    assert members.subjects("cars") == ("cars:b", "cars:a")
    assert replace(members, opened=Opened(frozenset({"fact/cars"}))).subjects("cars") == ("cars:b", "cars:a", "cars:*")


def test_a_paper_has_a_subject_only_where_its_material_is_repeated() -> None:
    found = situation()

    assert found.key("licence", "cars:1") == ("licence", "cars:1")
    assert found.key("form", "cars:1") == ("form", None)


# ---- comparisons


def relation(condition: str, facts: dict[str, Any], rules: dict[str, Any] = NOTHING, **keys: Any) -> Any:
    """The value of the one comparison in *condition*."""
    materials = {"form": {"reads": {"area": {"type": "number", "decimals": "1"}, "name": {}, "title": {}, "ready": {"type": "boolean"}}}}
    whole = {"materials": {**materials, "m": {"when": condition}}, "facts": {**RULES["facts"], "done": "boolean"}, **rules}
    found = situation(whole, facts=facts, **keys)
    (name,) = [name for name in found.plan.sources if name.startswith("relation/")]
    return found.value(name)


@pytest.mark.parametrize(
    ("condition", "opened", "closed", "value"),
    [
        ("opened < closed", "2026-03-02", "2026-03-03", 1),  # the sides stand in the order of their names
        ("opened < closed", "2026-03-03", "2026-03-03", 0),
        ("closed < opened", "2026-03-03", "2026-03-02", -1),
        ("opened < closed", "2026-03-02", None, OPEN),
        ("opened < closed", None, "2026-03-02", OPEN),
    ],
)
def test_days_are_ordered(condition: str, opened: str | None, closed: str | None, value: Any) -> None:
    assert relation(condition, {"opened": opened, "closed": closed}) == value


def test_the_day_of_receipt_may_be_compared() -> None:
    assert relation("opened < received_on", {"opened": "2026-03-01"}) == -1
    assert relation("opened < received_on", {}) is OPEN


@pytest.mark.parametrize(
    ("area", "read", "value"),
    [(12.5, 12.5, 0), (12.51, 12.5, 1), (12.49, 12.5, -1), (12, 12.0, 0), (12, None, None), (None, 12, OPEN)],
)
def test_numbers_of_different_decimals_are_brought_together(area: float | None, read: float | None, value: Any) -> None:
    found = relation("area > form.area", {"area": area}, materials=[paper("form", fields={"area": read})])

    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("name", "title", "value"),
    [("甲", "甲", 0), ("甲", "乙", 1), ("乙", "甲", 1), ("甲", None, None), (None, "甲", None), (None, None, BOTH_NONE), ("", None, BOTH_NONE)],
)
def test_what_has_no_order_is_equal_or_not(name: str | None, title: str | None, value: Any) -> None:
    found = relation("form.name == form.title", {}, materials=[paper("form", fields={"name": name, "title": title})])

    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(("done", "ready", "value"), [(True, True, 0), (False, True, 1), (True, None, None)])
def test_truths_are_equal_or_not(done: bool, ready: bool | None, value: Any) -> None:
    found = relation("done == form.ready", {"done": done}, materials=[paper("form", fields={"ready": ready})])

    assert (found, type(found)) == (value, type(value))


# ---- statements about lists


def stated(condition: str, cars: list[dict[str, Any]] | None, **keys: Any) -> Any:
    """The value of the one statement in *condition*."""
    rules: dict[str, Any] = {
        "materials": {"m": {"when": condition}, "licence": {"for_each": "cars", "reads": {"age": {"type": "number", "decimals": "1"}}}},
        "facts": {**RULES["facts"], "day": {"type": "date"}},
        "lists": RULES["lists"],
        "definitions": {"quick": "rented or works has wall"},
    }
    members = {} if cars is None else {"lists": {"cars": [{"id": str(i), **car} for i, car in enumerate(cars)]}}
    found = situation(rules, **members, **keys)
    (name,) = [name for name in found.plan.sources if name.startswith("atom/")]
    return found.value(name)


YES: dict[str, Any] = {"bought": True}
NO: dict[str, Any] = {"bought": False}


@pytest.mark.parametrize(
    ("condition", "cars", "value"),
    [
        ("any(cars, bought)", None, OPEN),
        ("any(cars, bought)", [], False),
        ("any(cars, bought)", [NO, NO], False),
        ("any(cars, bought)", [NO, {}], OPEN),
        ("any(cars, bought)", [{}, YES], True),
        ("all(cars, bought)", [], True),
        ("all(cars, bought)", [YES, YES], True),
        ("all(cars, bought)", [YES, {}], OPEN),
        ("all(cars, bought)", [{}, NO], False),
        ("count(cars) >= 2", None, OPEN),
        ("count(cars) >= 2", [{}, {}], True),
        ("count(cars) >= 2", [{}], False),
        ("count(cars, bought) >= 2", [YES, YES, {}], True),
        ("count(cars, bought) >= 2", [YES, {}], OPEN),
        ("count(cars, bought) >= 2", [NO, {}], False),
        ("count(cars, bought) == 1", [YES, NO], True),
        ("count(cars, bought) == 1", [YES, {}], OPEN),
        ("count(cars, bought) != 1", [YES, YES, {}], True),
        ("count(cars, bought) < 2", [YES, {}, {}], OPEN),
        ("count(cars, bought) <= 3", [YES, {}, {}], True),
    ],
)
def test_a_statement_is_settled_where_its_members_settle_it(condition: str, cars: list[dict[str, Any]] | None, value: Any) -> None:
    found = stated(condition, cars)

    assert found == value
    assert (found is OPEN) == (value is OPEN)


@pytest.mark.parametrize(
    ("inner", "car", "value"),
    [
        ("bought and age < 5", {"bought": False}, False),
        ("bought and age < 5", {"age": 7}, False),
        ("bought and age < 5", {"bought": True}, OPEN),
        ("bought and age < 5", {"bought": True, "age": 4}, True),
        ("bought or age < 5", {"bought": True}, True),
        ("bought or age < 5", {"age": 4}, True),
        ("bought or age < 5", {"bought": False}, OPEN),
        ("bought or age < 5", {"bought": False, "age": 9}, False),
        ("not bought", {}, OPEN),
        ("not bought", {"bought": True}, False),
        ("not bought", {"bought": False}, True),
        ("not (bought and age < 5)", {"age": 9}, True),
        ("tags has red", {"tags": ["red"]}, True),
        ("tags has red", {"tags": ["big"]}, False),
        ("tags has red", {}, OPEN),
        ("rented and bought", {"bought": False}, False),
        ("rented and bought", {"bought": True}, OPEN),
        ("quick and bought", {"bought": False}, False),
        ("quick and bought", {"bought": True}, OPEN),
        ("since < opened", {"since": "2026-01-01"}, OPEN),
        ("since < received_on", {"since": "2026-01-01"}, True),
        ("since < received_on", {"since": "2026-04-01"}, False),
        ("since < received_on", {}, OPEN),
    ],
)
def test_one_member_passes_fails_or_is_open(inner: str, car: dict[str, Any], value: Any) -> None:
    found = stated(f"any(cars, {inner})", [car])

    assert found == value
    assert (found is OPEN) == (value is OPEN)


def test_a_list_that_may_be_corrected_settles_nothing() -> None:
    rules: dict[str, Any] = {
        "materials": {"m": {"when": "count(cars) >= 1"}},
        "facts": {"rented": "boolean"},
        "lists": {"cars": {}},
        "never": ["rented and count(cars) >= 1"],
    }
    found = examined(rules, facts={"rented": True}, lists={"cars": [{"id": "1"}]})

    assert found.contradictions == (0,)
    assert found.situation.opened.names == {"fact/rented", "fact/cars"}
    assert found.situation.subjects("cars") == ("cars:1", "cars:*")
    assert [standing.verdict for standing in found.standings.values()] == ["conditional"]
