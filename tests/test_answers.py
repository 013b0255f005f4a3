"""What the applicant answered: types, bounds, members, numbers of identity, lists, choices, particulars of the applicant."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from noticing import DAY, examined, paper
from noticing import packet as written_packet

from materials_rules.condition.tree import Number
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.errors import NotAPacket
from materials_rules.identifiers import resident_id
from materials_rules.packet.exact import read_exact
from materials_rules.verdict.answers import AnswerDefect, Answers, last_handed_in, raw_value, read_answers

RULES: dict[str, Any] = {
    "materials": {"form": {}, "route-map": {"when": "route == simple"}},
    "facts": {
        "rented": "boolean",
        "area": {"type": "number", "decimals": "2", "minimum": "10", "maximum": "900", "unit": "平方米"},
        "floors": {"type": "number", "decimals": "0"},
        "opened": {"type": "date"},
        "street": {"type": "text"},
        "code": {"type": "text", "check": "credit_code"},
        "born": {"type": "text", "check": "resident_id"},
        "sort": {"one_of": {"shop": "商店", "hall": "大厅"}},
        "works": {"some_of": {"wall": "墙", "roof": "顶", "door": "门"}, "at_least": "2"},
        "route": {"one_of": {"simple": "简易", "full": "一般"}, "chosen_by": "applicant"},
    },
    "lists": {
        "drivers": {"at_least": "1", "label": "name", "each": {"age": {"type": "number", "decimals": "0", "maximum": "70"}, "since": {"type": "date"}}},
        "cars": {"key": "plate", "each": {"bought": "boolean"}},
    },
}
SECRET = "绝密内容"


def answers(**keys: Any) -> Answers:
    return examined(RULES, **keys).situation.answers


def faults(rules: dict[str, Any] = RULES, **keys: Any) -> list[tuple[str, str]]:
    """The faults that make it no packet, each with its pointer; none of them tells a value."""
    with pytest.raises(NotAPacket) as caught:
        examined(rules, **keys)
    assert SECRET not in "\n".join(line for fault in caught.value.diagnostics for line in fault.lines())
    assert {fault.place.path for fault in caught.value.diagnostics} == {"packet.json"}
    return [(fault.code, fault.place.pointer) for fault in caught.value.diagnostics]


# ---- types


@pytest.mark.parametrize(
    ("name", "given", "raw"),
    [
        ("rented", True, True),
        ("rented", False, False),
        ("area", 12, 1200),
        ("area", 12.5, 1250),
        ("area", 10, 1000),
        ("area", 900, 90000),
        ("floors", -3, -3),
        ("floors", 3.0, 3),
        ("opened", "2026-03-02", dt.date(2026, 3, 2).toordinal()),
        ("street", "  甲 路 ", "  甲 路 "),
        ("street", "", ""),
        ("code", "11431026mb0r05447f", "11431026MB0R05447F"),
        ("sort", "hall", "hall"),
        ("works", ["wall", "door"], frozenset({"wall", "door"})),
    ],
)
def test_an_answer_of_the_right_type_is_a_raw_value(name: str, given: Any, raw: Any) -> None:
    found = answers(facts={name: given})

    assert (dict(found.facts), found.defects) == ({name: raw}, ())
    assert type(found.facts[name]) is type(raw)


@pytest.mark.parametrize("name", [name for name in RULES["facts"] if name != "route"])
def test_null_is_no_answer(name: str) -> None:
    found = answers(facts={name: None})

    assert (dict(found.facts), found.defects, found.warnings) == ({}, (), ())


WRONG: dict[str, tuple[Any, ...]] = {
    "rented": (SECRET, 1, ["true"]),
    "area": (True, SECRET, [SECRET]),
    "opened": (20260302, True, [SECRET]),
    "street": (7, False, [SECRET]),
    "sort": (True, 1.5, [SECRET]),
    "works": (SECRET, True, 3),
}


@pytest.mark.parametrize(("name", "given"), [(name, given) for name, found in WRONG.items() for given in found])
def test_an_answer_of_a_wrong_type_makes_it_no_packet(name: str, given: Any) -> None:
    assert faults(facts={name: given}) == [("P-TYPE", f"/facts/{name}")]


@pytest.mark.parametrize(
    ("name", "given", "due", "was"),
    [
        ("rented", "x", "true or false", "a text"),
        ("area", True, "a number", "true or false"),
        ("opened", 5, "a day as text", "a number"),
        ("street", ["x"], "a text", "a list"),
        ("sort", 5, "a text", "a number"),
        ("works", "x", "a list of texts", "a text"),
    ],
)
def test_what_is_due_and_what_was_found_is_said(name: str, given: Any, due: str, was: str) -> None:
    with pytest.raises(NotAPacket) as caught:
        answers(facts={name: given})

    (fault,) = caught.value.diagnostics
    assert (fault.args["due_en"], fault.args["found_en"]) == (due, was)


@pytest.mark.parametrize("given", [SECRET, "2026-02-30", "2026/03/02", "", "1800-01-01"])
def test_a_text_that_is_no_day_makes_it_no_packet(given: str) -> None:
    assert faults(facts={"opened": given}) == [("P-DATE", "/facts/opened")]


def test_all_faults_are_told_at_once_in_the_order_of_their_places() -> None:
    given = {"rented": SECRET, "opened": SECRET, "area": SECRET}
    lists = {"drivers": [{"id": "1", "age": SECRET, "since": SECRET}, {"id": 2}]}

    assert faults(facts=given, lists=lists) == [
        ("P-TYPE", "/facts/area"),
        ("P-DATE", "/facts/opened"),
        ("P-TYPE", "/facts/rented"),
        ("P-TYPE", "/lists/drivers/0/age"),
        ("P-DATE", "/lists/drivers/0/since"),
        ("P-TYPE", "/lists/drivers/1/id"),
    ]


# ---- answers that cannot stand


@pytest.mark.parametrize(
    ("name", "given", "defect"),
    [
        ("area", 9.99, ("F-MINIMUM", {"minimum": "10平方米"}, "invalid_field")),
        ("area", 900.01, ("F-MAXIMUM", {"maximum": "900平方米"}, "invalid_field")),
        ("area", 12.345, ("F-DECIMALS", {"decimals": "2"}, "invalid_field")),
        ("floors", 1.5, ("F-DECIMALS", {"decimals": "0"}, "invalid_field")),
        ("sort", SECRET, ("F-MEMBER", {"members": "商店、大厅"}, "invalid_field")),
        ("works", ["wall", SECRET], ("F-MEMBER", {"members": "墙、顶、门"}, "invalid_field")),
        ("works", ["wall", "wall"], ("F-MEMBER", {"members": "墙、顶、门"}, "invalid_field")),
        ("works", ["wall"], ("F-AT-LEAST", {"least": "2"}, "invalid_field")),
        ("works", [], ("F-AT-LEAST", {"least": "2"}, "invalid_field")),
        ("code", "11431026MB0R05447G", ("F-CHECK-DIGIT", {}, "invalid_identifier")),
        ("code", "1", ("F-LENGTH", {}, "invalid_identifier")),
    ],
)
def test_an_answer_that_cannot_stand_is_a_defect_and_stays_open(name: str, given: Any, defect: tuple[Any, ...]) -> None:
    found = answers(facts={name: given, "rented": True})

    code, args, kind = defect
    assert found.defects == (AnswerDefect(name, code, args, kind),)
    assert dict(found.facts) == {"rented": True}


def test_a_number_of_identity_is_held_against_the_day_of_receipt() -> None:
    digits = "00000020260303000"
    number = digits + resident_id.check_character(digits)

    assert [d.code for d in answers(facts={"born": number}).defects] == ["F-BIRTH-FUTURE"]
    assert answers(facts={"born": number}, received_on="2026-03-03").facts == {"born": number}


def test_defects_stand_in_the_order_in_which_the_author_asks() -> None:
    found = answers(
        applicant={"kind": SECRET},
        lists={"cars": [{"plate": ""}], "drivers": [{"id": "2", "age": 80}, {"id": "1", "age": 90}]},
        facts={"sort": SECRET, "works": ["wall"], "area": 1},
    )

    assert [defect.name for defect in found.defects] == [
        "area",
        "sort",
        "works",
        "cars",
        "drivers.age[drivers:1]",
        "drivers.age[drivers:2]",
        "applicant.kind",
    ]


# ---- choices, names nobody knows


def test_a_choice_is_answered_among_the_choices_alone() -> None:
    assert answers(choices={"route": "full"}).facts == {"route": "full"}
    found = answers(facts={"route": "full"})
    assert (dict(found.facts), [(w.code, w.place.pointer) for w in found.warnings]) == ({}, [("P-CHOICE-AS-FACT", "/facts/route")])


def test_a_choice_that_is_none_is_a_defect() -> None:
    assert [(d.name, d.code) for d in answers(choices={"route": SECRET}).defects] == [("route", "F-MEMBER")]


@pytest.mark.parametrize(
    ("keys", "pointer"),
    [
        ({"facts": {"colour": SECRET}}, "/facts/colour"),
        ({"facts": {"王小明 住在/这里": True}}, "/facts/…"),
        ({"facts": {"王小明": True}}, "/facts/…"),
        ({"facts": {"id430421199001011234": True}}, "/facts/…"),
        ({"choices": {"王小明": "x"}}, "/choices/…"),
        ({"lists": {"drivers": [{"id": "1", "王小明": SECRET}]}}, "/lists/drivers/0/…"),
        ({"facts": {"k" * 41: True}}, "/facts/…"),
        ({"facts": {"k" * 40: True}}, f"/facts/{'k' * 40}"),
        ({"choices": {"colour": SECRET}}, "/choices/colour"),
        ({"choices": {"rented": SECRET}}, "/choices/rented"),
        ({"lists": {"boats": [{"id": SECRET}]}}, "/lists/boats"),
        ({"lists": {"drivers": [{"id": "1", "colour": SECRET}]}}, "/lists/drivers/0/colour"),
    ],
)
def test_what_the_item_does_not_ask_is_warned_about(keys: dict[str, Any], pointer: str) -> None:
    found = answers(**keys)

    assert [(w.code, w.place.pointer, w.severity) for w in found.warnings] == [("P-UNKNOWN-FACT", pointer, Severity.WARNING)]
    assert (dict(found.facts), found.defects) == ({}, ())
    assert SECRET not in "".join(line for warning in found.warnings for line in warning.lines())


# ---- lists


def test_members_are_known_by_their_key_and_may_bear_a_label() -> None:
    found = answers(lists={"drivers": [{"id": "2", "name": "乙", "age": 30}, {"id": "1", "age": None}], "cars": [{"plate": "A", "bought": True}]})

    assert found.members == {"drivers": {"2": {"age": 30}, "1": {}}, "cars": {"A": {"bought": True}}}
    assert (found.defects, found.warnings) == ((), ())


def test_an_empty_list_is_an_answer_where_nothing_forbids_it() -> None:
    assert answers(lists={"cars": []}).members == {"cars": {}}
    found = answers(lists={"drivers": []})
    assert (dict(found.members), found.defects) == ({"drivers": {}}, (AnswerDefect("drivers", "F-AT-LEAST", {"least": "1"}),))


@pytest.mark.parametrize(
    "members",
    [
        [{"age": 30}],
        [{"id": None}],
        [{"id": ""}],
        [{"id": "*"}],
        [{"id": "1"}, {"id": "1", "age": 30}],
        [{"id": "1"}, {}],
    ],
)
def test_a_list_with_a_doubtful_key_is_no_answer(members: list[dict[str, Any]]) -> None:
    found = answers(lists={"drivers": members})

    assert (dict(found.members), found.defects) == ({}, (AnswerDefect("drivers", "F-LIST-KEY", {"key": "id"}),))


@pytest.mark.parametrize("key", [1, True, ["1"]])
def test_a_key_that_is_no_text_makes_it_no_packet(key: Any) -> None:
    assert faults(lists={"cars": [{"plate": "A"}, {"plate": key}]}) == [("P-TYPE", "/lists/cars/1/plate")]


def test_a_members_answer_that_cannot_stand_leaves_the_member() -> None:
    found = answers(lists={"drivers": [{"id": "1", "age": 71, "since": "2020-01-01"}]})

    assert found.defects == (AnswerDefect("drivers.age[drivers:1]", "F-MAXIMUM", {"maximum": "70"}),)
    assert found.members == {"drivers": {"1": {"since": dt.date(2020, 1, 1).toordinal()}}}


# ---- bad credit


@pytest.mark.parametrize("given", [True, False, None])
def test_bad_credit_is_known_in_every_item(given: bool | None) -> None:
    found = answers(facts={"serious_bad_credit": given})

    assert (found.serious_bad_credit, dict(found.facts), found.warnings) == (given, {}, ())
    assert answers().serious_bad_credit is None


def test_bad_credit_of_a_wrong_type_makes_it_no_packet() -> None:
    assert faults(facts={"serious_bad_credit": SECRET}) == [("P-TYPE", "/facts/serious_bad_credit")]


def test_an_item_may_ask_for_bad_credit_itself() -> None:
    rules: dict[str, Any] = {
        "materials": {"form": {"when": "serious_bad_credit"}},
        "facts": {"serious_bad_credit": {"type": "boolean", "answered_by": "office"}},
    }
    found = examined(rules, facts={"serious_bad_credit": True}).situation.answers

    assert (found.serious_bad_credit, dict(found.facts)) == (True, {"serious_bad_credit": True})
    assert dict(examined(rules).situation.answers.facts) == {}
    assert faults(rules, facts={"serious_bad_credit": 1}) == [("P-TYPE", "/facts/serious_bad_credit")]


# ---- the applicant


@pytest.mark.parametrize(
    ("applicant", "known"),
    [
        ({"kind": "enterprise", "name": "甲公司"}, {"kind": "enterprise", "name": "甲公司"}),
        ({"kind": "natural_person", "name": None, "id": "X", "phone": None}, {"kind": "natural_person", "name": None, "id": "X", "phone": None}),
        ({}, {}),
    ],
)
def test_particulars_of_the_applicant_are_known_as_far_as_recorded(applicant: dict[str, Any], known: dict[str, Any]) -> None:
    found = answers(applicant=applicant)

    assert (dict(found.applicant), found.defects) == (known, ())


def test_a_packet_without_an_applicant_leaves_all_open() -> None:
    data = written_packet().replace('"applicant": {"kind": "enterprise", "name": "甲公司"}'.encode(), b'"bundle": null')
    packet = read_exact(data, "packet.json").packet
    situation = examined(RULES).situation

    assert dict(read_answers(situation.plan.version.file, packet, "packet.json").applicant) == {}


def test_a_kind_of_applicant_that_does_not_exist_is_a_defect() -> None:
    found = answers(applicant={"kind": SECRET, "name": "甲"})

    assert dict(found.applicant) == {"name": "甲"}
    ((name, code, members),) = [(d.name, d.code, d.args["members"]) for d in found.defects]
    assert (name, code) == ("applicant.kind", "F-MEMBER")
    assert members.startswith("自然人、个体工商户、企业、事业单位、社会组织、行政机关")


# ---- what stands by itself


@pytest.mark.parametrize("given", [Decimal("1.25"), "1"])
def test_what_has_more_decimals_than_declared_or_is_no_number_is_no_raw_value(given: Decimal | str) -> None:
    with pytest.raises(ValueError, match="decimals"):
        raw_value(Number(1, None, None, ""), given)


def test_a_long_number_is_not_rounded() -> None:
    number = 12345678901234567890123456789012345

    assert raw_value(Number(2, None, None, ""), number) == number * 100


def test_the_last_day_on_which_something_was_handed_in() -> None:
    def last(*papers: dict[str, Any]) -> dt.date:
        return last_handed_in(read_exact(written_packet(materials=list(papers)), "packet.json").packet)

    assert last() == dt.date.fromisoformat(DAY)
    assert last(paper("form", handed_in_on="2026-03-12"), paper("form")) == dt.date(2026, 3, 12)
    assert last(paper("form", handed_in_on="2026-01-12")) == dt.date.fromisoformat(DAY)
