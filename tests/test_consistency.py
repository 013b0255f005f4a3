"""Papers and answers that must say the same: what is compared, where it counts, what may be corrected, what nobody can check."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from noticing import entry, examined, ids, noticed, paper

from materials_rules.condition.tree import Date, Kind, Number, OneOf, SomeOf, Text, ValueType, Variable
from materials_rules.verdict.consistency import Comparison, comparable, compare
from materials_rules.verdict.ids import told_with, told_with_paper
from materials_rules.verdict.settled import OPEN
from materials_rules.verdict.situation import Opened

SIGNED: dict[str, Any] = {"hand_in": {"signed_by": "applicant"}}
LIVE: dict[str, Any] = {"supplied_by": "holder", "live": [{"from": "2020-01-01", "region": "43"}]}


def rules_of(same: list[str], **more: Any) -> dict[str, Any]:
    fields = {
        "name": {},
        "title": {},
        "area": {"type": "number", "decimals": "1"},
        "day": {"type": "date"},
        "ready": {"type": "boolean"},
        "sort": {"type": "text"},
    }
    return {
        "materials": {"form": {**SIGNED, "reads": fields}, "lease": {**SIGNED, "reads": fields}, "plan": {"when": "a"}},
        "facts": {
            "a": "boolean",
            "done": "boolean",
            "area": {"type": "number", "decimals": "2"},
            "opened": {"type": "date"},
            "street": {"type": "text"},
            "sort": {"one_of": ["shop", "hall"]},
            "works": {"some_of": ["wall", "roof"]},
            "more": {"some_of": ["wall", "roof"]},
        },
        "lists": {"cars": {"each": {"plate": {"type": "text"}, "number": {"type": "text"}}}},
        "consistency": [{"name": "line", "same": same, **more}],
    }


def signed(material: str, /, **fields: Any) -> dict[str, Any]:
    return paper(material, signed_by=["applicant"], fields=fields)


def compared(rules: dict[str, Any], **keys: Any) -> Comparison:
    (only,) = examined(rules, **keys).comparisons
    return only


# ---- what is the same


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("甲公司", "甲公司", "absent"),
        ("甲公司", "乙公司", "finding"),
        ("甲 公司", "甲公司", "absent"),
        ("ＡＢＣ公司", "abc公司", "absent"),
        ("艾力·买买提", "艾力•买买提", "absent"),
        ("甲公司", None, "finding"),
        (None, None, "absent"),
        ("", None, "absent"),
    ],
)
def test_texts_are_compared_folded(one: str | None, other: str | None, verdict: str) -> None:
    papers = [signed("form", name=one), signed("lease", name=other)]

    assert compared(rules_of(["form.name", "lease.name"]), materials=papers).verdict == verdict


@pytest.mark.parametrize(
    ("same", "facts", "fields", "verdict"),
    [
        (["area", "form.area"], {"area": 12.5}, {"area": 12.5}, "absent"),
        (["area", "form.area"], {"area": 12.50}, {"area": 12.4}, "finding"),
        (["area", "form.area"], {"area": 12}, {"area": 12.0}, "absent"),
        (["area", "form.area"], {"area": 0}, {"area": None}, "finding"),
        (["opened", "form.day"], {"opened": "2026-03-02"}, {"day": "2026-03-02"}, "absent"),
        (["opened", "form.day"], {"opened": "2026-03-02"}, {"day": "2026-03-03"}, "finding"),
        (["done", "form.ready"], {"done": True}, {"ready": True}, "absent"),
        (["done", "form.ready"], {"done": True}, {"ready": False}, "finding"),
        (["street", "form.name"], {"street": " 甲路"}, {"name": "甲路"}, "absent"),
        (["received_on", "form.day"], {}, {"day": "2026-03-02"}, "absent"),
        (["received_on", "form.day"], {}, {"day": "2026-03-01"}, "finding"),
        (["by_agent", "form.ready"], {}, {"ready": True}, "finding"),
        (["by_agent", "form.ready"], {}, {"ready": False}, "absent"),
        (["applicant.name", "form.name"], {}, {"name": "甲公司"}, "absent"),
        (["applicant.name", "form.name"], {}, {"name": "乙"}, "finding"),
        (["applicant.name", "street"], {"street": "甲公司"}, {}, "absent"),
        (["works", "more"], {"works": ["wall", "roof"], "more": ["roof", "wall"]}, {}, "absent"),
        (["works", "more"], {"works": ["wall", "roof"], "more": ["roof"]}, {}, "finding"),
    ],
)
def test_answers_and_particulars_are_compared_by_value(same: list[str], facts: dict[str, Any], fields: dict[str, Any], verdict: str) -> None:
    found = compared(rules_of(same), facts=facts, materials=[signed("form", **fields), signed("lease")])

    assert found.verdict == verdict


# ---- known, waiting, still to come


@pytest.mark.parametrize(
    ("papers", "verdict", "known", "waiting"),
    [
        ([], "possible", [], ["form.name", "lease.name"]),
        ([signed("form", name="甲")], "possible", ["form.name"], ["lease.name"]),
        ([signed("form", name="甲"), signed("lease")], "possible", ["form.name"], ["lease.name"]),
        ([signed("form", name="甲"), paper("lease")], "possible", ["form.name"], ["lease.name"]),
        ([signed("form", name="甲"), paper("lease", signed_by=[], fields={"name": "乙"})], "possible", ["form.name"], ["lease.name"]),
        ([signed("form", name="甲"), signed("lease", name="乙")], "finding", ["form.name", "lease.name"], []),
        ([signed("form", name="甲"), signed("lease", name="甲")], "absent", ["form.name", "lease.name"], []),
    ],
)
def test_only_known_values_are_compared(papers: list[dict[str, Any]], verdict: str, known: list[str], waiting: list[str]) -> None:
    found = compared(rules_of(["form.name", "lease.name"]), materials=papers)

    assert found.verdict == verdict
    assert [part.variable.name for part in found.known] == known
    assert [variable.name for variable in found.waiting] == waiting
    assert [variable.name for variable in found.among] == known


def test_what_a_line_lets_the_applicant_correct() -> None:
    same = ["form.name", "street", "applicant.name", "cars.plate"]
    different = {"facts": {"street": "甲"}, "materials": [signed("form", name="乙"), signed("lease")], "lists": {"cars": [{"id": "1", "plate": "丙"}]}}
    found = examined(rules_of(same), **different)
    (one,) = found.comparisons

    assert one.subject == "cars:1"
    assert one.opened_names() == {"fact/street", "applicant/name", "member/cars.plate[cars:1]"}
    assert one.opened_slots(found.situation) == {("form", None)}
    assert one.opened_names() <= found.situation.opened.names
    equal = examined(rules_of(["form.name", "applicant.name"]), materials=[signed("form", name="甲公司"), signed("lease")])
    assert (equal.comparisons[0].opened_names(), equal.comparisons[0].opened_slots(equal.situation)) == (frozenset(), frozenset())


def test_an_answer_that_may_be_corrected_may_differ_yet() -> None:
    rules = rules_of(["street", "applicant.name"])
    found = examined(rules, facts={"street": "甲公司"}, materials=[signed("form"), signed("lease")])
    (equal,) = found.comparisons
    assert equal.verdict == "absent"

    opened = replace(found.situation, opened=Opened(frozenset({"fact/street"})))
    ((again,), _) = compare(opened, found.standings)
    assert (again.verdict, again.known, again.depends) == ("possible", again.parts, ())
    assert again.answer is None


# ---- where it counts


@pytest.mark.parametrize(
    ("facts", "verdicts"),
    [({"a": True}, ["finding"]), ({}, ["conditional"]), ({"a": False}, [])],
)
def test_a_line_counts_where_its_condition_holds(facts: dict[str, bool], verdicts: list[str]) -> None:
    papers = [signed("form", name="甲"), signed("lease", name="乙"), paper("plan")]
    found = examined(rules_of(["form.name", "lease.name"], when="a"), facts=facts, materials=papers)

    assert [one.verdict for one in found.comparisons] == verdicts
    if verdicts == ["conditional"]:
        (one,) = found.comparisons
        assert (one.output, one.answer, [output for output, _ in one.depends]) == ("consistency/line", one.depends[0][1], ["consistency/line"])


@pytest.mark.parametrize(("facts", "verdict"), [({"a": True}, "finding"), ({}, "conditional"), ({"a": False}, "absent")])
def test_a_value_counts_where_its_paper_is_asked_for(facts: dict[str, bool], verdict: str) -> None:
    rules = rules_of(["form.name", "lease.name"])
    rules["materials"]["lease"]["when"] = "a"
    papers = [signed("form", name="甲"), signed("lease", name="乙"), paper("plan")]
    found = compared(rules, facts=facts, materials=papers)

    assert found.verdict == verdict
    assert [output for output, _ in found.depends] == (["requirement/lease"] if verdict == "conditional" else [])


# ---- the office's copies

SHARED: dict[str, Any] = {
    "materials": {
        "licence": {"document": "licence", "reads": {"name": {}, "area": {"type": "number", "decimals": "0"}, "day": {"type": "date"}}},
        "deed": {"document": "deed", "reads": {"name": {}}},
        "form": {"reads": {"name": {}, "area": {"type": "number", "decimals": "0"}, "day": {"type": "date"}}},
    },
    "documents": {"licence": LIVE, "deed": LIVE},
}


def shared(same: list[str]) -> dict[str, Any]:
    return {**SHARED, "consistency": [{"name": "line", "same": same}]}


def got(document: str, status: str = "found", /, **fields: Any) -> dict[str, Any]:
    return {"document": document, "status": status, "fields": fields}


FORM = paper("form", fields={"name": "甲", "area": 5, "day": "2026-03-02"})


@pytest.mark.parametrize(
    ("field", "obtained", "unchecked", "verdict"),
    [
        ("name", [], True, "absent"),
        ("name", [got("licence", name="甲")], False, "absent"),
        ("name", [got("licence", name="乙")], False, "finding"),
        ("name", [got("licence", name=None)], False, "finding"),
        ("name", [got("licence", name=" ")], False, "finding"),
        ("name", [got("licence", "not_found", name="乙")], True, "absent"),
        ("name", [got("deed", name="乙")], True, "absent"),
        ("name", [got("licence", other="乙")], True, "absent"),
        ("name", [{"document": "licence", "status": "found"}], True, "absent"),
        ("name", [got("licence", name="乙"), got("licence", name="乙")], False, "finding"),
        ("name", [got("licence", name="乙"), got("licence", name="甲")], True, "absent"),
        ("name", [got("licence", name=7)], True, "absent"),
        ("area", [got("licence", area=5)], False, "absent"),
        ("area", [got("licence", area=6)], False, "finding"),
        ("area", [got("licence", area=5.5)], True, "absent"),
        ("area", [got("licence", area="5")], True, "absent"),
        ("day", [got("licence", day="2026-03-02")], False, "absent"),
        ("day", [got("licence", day="2026/03/02")], True, "absent"),
    ],
)
def test_the_offices_copy_is_compared_as_far_as_there_is_one(field: str, obtained: list[dict[str, Any]], unchecked: bool, verdict: str) -> None:
    found = examined(shared([f"licence.{field}", f"form.{field}"]), obtained=obtained, materials=[FORM])

    assert [one.verdict for one in found.comparisons] == [verdict]
    assert [one.variable.name for one in found.unchecked] == ([f"licence.{field}"] if unchecked else [])


def test_the_offices_copy_is_not_the_applicants_to_correct() -> None:
    found = compared(shared(["licence.name", "form.name"]), obtained=[got("licence", name="乙")], materials=[FORM])

    assert [variable.name for variable in found.among] == ["form.name"]
    assert [(part.variable.name, part.taken) for part in found.known] == [("licence.name", True), ("form.name", False)]


def test_that_the_offices_own_copies_differ_is_for_a_person() -> None:
    same = ["licence.name", "deed.name", "form.name"]
    found = examined(shared(same), obtained=[got("licence", name="甲"), got("deed", name="乙")], materials=[FORM])

    assert [one.variable.name for one in found.unchecked] == ["licence.name", "deed.name"]
    assert [(one.verdict, [part.variable.name for part in one.parts]) for one in found.comparisons] == [("absent", ["form.name"])]
    alone = examined(shared(same[:2]), obtained=[got("licence", name="甲"), got("deed", name="乙")], materials=[FORM])
    assert [one.verdict for one in alone.comparisons] == ["absent"]


# ---- lists

CARS: dict[str, Any] = {
    "materials": {"book": {"for_each": "cars", "reads": {"plate": {}}}, "form": {"reads": {"plate": {}}}},
    "lists": {"cars": {"ask": "有哪些车？", "each": {"plate": {"ask": "车牌是什么？", "type": "text"}}}},
    "consistency": [{"name": "plates", "same": ["book.plate", "cars.plate"]}],
}


def test_a_line_over_a_list_is_one_a_member() -> None:
    cars = [{"id": "1", "plate": "A"}, {"id": "2", "plate": "B"}, {"id": "3"}]
    books = [paper("book", subject=f"cars:{i}", fields={"plate": "A"}) for i in "123"]
    found = examined(CARS, lists={"cars": cars}, materials=[*books, paper("form")])

    assert {one.subject: one.verdict for one in found.comparisons} == {"cars:1": "absent", "cars:2": "finding", "cars:3": "possible"}
    line = entry(noticed(CARS, lists={"cars": cars}, materials=[*books, paper("form")]), "consistency/plates[cars:2]")
    assert [arm.name for arm in line.arms] == ["材料book", "“车牌是什么”的回答"]
    assert line.subject == "cars:2"


def test_a_line_over_a_list_that_is_not_answered_is_told_for_everybody() -> None:
    (one,) = examined(CARS, materials=[paper("form")]).comparisons

    assert (one.subject, one.verdict) == ("cars:*", "possible")
    found = ids(noticed(CARS, materials=[paper("form")]))
    assert found == {"book[cars:*]", "fact/cars"}


def test_what_is_told_with_a_line_of_one_member_and_of_all() -> None:
    mixed = {**CARS, "consistency": [*CARS["consistency"], {"name": "first", "same": ["book.plate", "form.plate"]}, {"name": "who", "same": ["form.plate", "applicant.name"]}]}
    version = examined(mixed).situation.plan.version
    plates, first, who = version.consistency

    assert set(told_with(examined(CARS).situation.plan.version, plates, "cars:1")) == {"permit/consistency/plates[cars:1]", "permit/book[cars:1]"}
    everything = {
        "permit/consistency/first[cars:1]",
        "permit/consistency/first[cars:*]",
        "permit/book[cars:1]",
        "permit/book[cars:*]",
        "permit/form",
        "permit/consistency/plates[cars:1]",
        "permit/consistency/who",
    }
    assert set(told_with(version, first, "cars:1")) == everything
    assert told_with(version, who, None)[:2] == ("permit/consistency/who", "permit/form")
    assert "permit/consistency/first[cars:*]" in told_with(version, who, "boats:1")

    def always(line: str, subject: str | None) -> bool:
        return True

    assert told_with_paper(version, "form", None, always)[0] == "permit/consistency/first[cars:*]"
    assert told_with_paper(examined(CARS).situation.plan.version, "form", None, always) == ()
    assert told_with_paper(version, "form", None, lambda line, subject: line != "first")[0] == "permit/consistency/who"
    assert told_with_paper(version, "form", None, lambda line, subject: False) == ()


# ---- what cannot be seen from outside


VARIABLES: list[tuple[ValueType, Any, Any, bool]] = [
    (Text(), "Ａ", "a", True),
    (OneOf(("A", "a")), "A", "a", False),
    (Number(1, None, None, ""), 15, 15, True),
    (Date(), 700_000, 700_001, False),
    (SomeOf(("x", "y")), frozenset("xy"), frozenset("yx"), True),
]


@pytest.mark.parametrize(("type_", "one", "other", "same"), VARIABLES)
def test_values_of_one_type(type_: ValueType, one: Any, other: Any, same: bool) -> None:
    variable = Variable(Kind.FACT, "x", type_, "")

    assert (comparable(variable, one) == comparable(variable, other)) is same
    assert comparable(variable, None) is None
    assert comparable(variable, OPEN) is OPEN
