"""Entries: their ids and kinds, their arms, what can be put right here, wrong subjects, defective answers, differences."""

from __future__ import annotations

from typing import Any

import pytest
from building import PLACE
from noticing import entry, examined, ids, noticed, paper

from materials_rules.verdict.entries import Entry, entries
from materials_rules.verdict.words import filled, question_of

SIGNED: dict[str, Any] = {"hand_in": {"signed_by": "applicant", "copies": "1"}}
LIVE: dict[str, Any] = {"supplied_by": "holder", "live": [{"from": "2020-01-01", "region": "43"}]}


def lines(rules: dict[str, Any], **keys: Any) -> dict[str, Entry]:
    found = entries(examined(rules, **keys))
    assert len({line.id for line in found}) == len(found)
    return {line.id.removeprefix("permit/"): line for line in found}


# ---- one entry a requirement


@pytest.mark.parametrize(
    ("papers", "kind", "defects"),
    [
        ([], "missing", ["missing"]),
        ([paper("form", signed_by=[], copies=1)], "unsigned", ["unsigned"]),
        ([paper("form", signed_by=["applicant"], copies=0)], "insufficient_copies", ["insufficient_copies"]),
        ([paper("form", signed_by=[], copies=0)], "unsigned", ["insufficient_copies", "unsigned"]),
        ([paper("form", signed_by=["applicant"], copies=1, unreadable=True)], "unreadable", ["unreadable"]),
        ([paper("form", signed_by=[], copies=0, unreadable=True)], "unreadable", ["insufficient_copies", "unsigned", "unreadable"]),
    ],
)
def test_one_entry_however_many_defects(papers: list[dict[str, Any]], kind: str, defects: list[str]) -> None:
    found = lines({"materials": {"form": SIGNED}}, materials=papers)

    (line,) = found.values()
    assert (line.id, line.sort, line.requirement, line.subject, line.kind) == ("permit/form", "requirement", "form", None, kind)
    assert [defect.kind for defect in line.arms[0].defects] == defects
    assert (line.is_conditional, line.serves, [slot.id for slot in line.slots]) == (False, ("permit",), ["form"])


def test_an_entry_is_as_grave_as_the_gravest_defect_of_its_arms() -> None:
    rules: dict[str, Any] = {"materials": {"site": {"any_of": {"deed": {**SIGNED, "when": "a"}, "lease": SIGNED}}}, "facts": {"a": "boolean"}}
    line = lines(rules, materials=[paper("lease", signed_by=[], copies=0)])["site"]

    assert (line.kind, [arm.material for arm in line.arms]) == ("unsigned", ["deed", "lease"])
    assert [arm.when is not None for arm in line.arms] == [True, False]
    assert not line.on_the_spot


@pytest.mark.parametrize(
    ("papers", "keys", "spot"),
    [
        ([], {}, False),
        ([paper("form", signed_by=["applicant"], copies=0)], {}, True),
        ([paper("form", signed_by=[], copies=0)], {}, False),
        ([paper("form", signed_by=[], copies=0)], {"present": ["applicant"]}, True),
        ([paper("form", signed_by=[], copies=0, unreadable=True)], {"present": ["applicant"]}, False),
    ],
)
def test_on_the_spot_where_every_defect_can_be_mended(papers: list[dict[str, Any]], keys: dict[str, Any], spot: bool) -> None:
    assert lines({"materials": {"form": SIGNED}}, materials=papers, **keys)["form"].on_the_spot is spot


def test_one_arm_that_can_be_mended_is_enough() -> None:
    rules: dict[str, Any] = {"materials": {"site": {"any_of": {"deed": SIGNED, "lease": SIGNED}}}}

    assert lines(rules, materials=[paper("lease", signed_by=["applicant"], copies=0)])["site"].on_the_spot is True


def test_where_the_situation_decides_the_arm_each_must_be_mendable() -> None:
    """The copy can be made here; but if the answer is no, the other paper is missing."""
    rules: dict[str, Any] = {
        "materials": {"site": {"any_of": {"lease": {**SIGNED, "when": "rented"}, "deed": {**SIGNED, "when": "not rented"}}}},
        "facts": {"rented": "boolean"},
    }
    lease = paper("lease", signed_by=["applicant"], copies=0)
    spot = {answer: lines(rules, materials=[lease], **keys)["site"].on_the_spot for answer, keys in (
        ("unknown", {}), ("yes", {"facts": {"rented": True}}), ("no", {"facts": {"rented": False}}),
    )}

    assert spot == {"unknown": False, "yes": True, "no": False}


def test_a_missing_paper_is_asked_for_with_what_it_must_meet() -> None:
    (arm,) = lines({"materials": {"form": {**SIGNED, "name": "申请表", "sample_form": "样张"}}})["form"].arms

    assert arm.do[0].startswith("请提交申请表，")
    assert [criterion.met for criterion in arm.criteria] == [None, None, None]
    assert arm.sample_form == "样张"


def test_the_same_defect_is_told_once() -> None:
    rules: dict[str, Any] = {"materials": {"form": {"hand_in": {"signed_by": ["applicant", "landlord"]}}}}
    (arm,) = lines(rules, materials=[paper("form", signed_by=[])])["form"].arms

    assert len(set(arm.do)) == len(arm.do)
    assert len(set(arm.defects)) == len(arm.defects) == 2


# ---- papers of nobody


LISTED: dict[str, Any] = {
    "materials": {"licence": {"for_each": "men", "when": "age >= 18"}, "form": {}, "note": {"when": "a"}},
    "lists": {"men": {"each": {"age": {"type": "number", "decimals": "0"}}}},
    "facts": {"a": "boolean"},
}
MEN: dict[str, Any] = {"lists": {"men": [{"id": "1", "age": 20}]}, "facts": {"a": False}}


@pytest.mark.parametrize(
    ("material", "subject", "id_", "what"),
    [
        ("licence", "men:2", "licence[men:2]", "不在所填清单之内"),
        ("licence", "boats:1", "licence[boats:1]", "不在所填清单之内"),
        ("licence", None, "licence[?]", "没有注明"),
        ("form", "men:1", "form[men:1]", "不应注明"),
    ],
)
def test_a_paper_for_nobody_on_the_list_is_an_entry(material: str, subject: str | None, id_: str, what: str) -> None:
    mine = paper(material) if subject is None else paper(material, subject=subject)
    rest = [paper("licence", subject="men:1")] if material == "form" else [paper("form"), paper("licence", subject="men:1")]
    found = lines(LISTED, materials=[*rest, mine], **MEN)

    assert set(found) == ({"form", id_} if material == "form" else {id_})
    line = found[id_]
    assert (line.sort, line.kind, line.subject, line.requirement) == ("subject", "wrong_subject", subject, material)
    assert what in line.arms[0].defects[0].what
    assert (line.is_conditional, line.on_the_spot, line.serves) == (False, False, ("permit",))
    assert "men:" not in line.arms[0].defects[0].what


def test_a_paper_that_nobody_asks_for_may_be_of_anybody() -> None:
    found = lines(LISTED, materials=[paper("form"), paper("licence", subject="men:1"), paper("note", subject="men:7")], **MEN)

    assert found == {}


def test_while_the_list_is_not_answered_nobody_is_a_stranger() -> None:
    found = lines(LISTED, materials=[paper("form"), paper("licence", subject="men:1")], facts={"a": False})

    assert set(found) == {"licence[men:*]"}


def test_a_paper_for_whoever_is_to_come_is_nobodys() -> None:
    """`men:*` stands for members whom nobody has named: a paper that says so closes nothing, for anybody."""
    nobodys = [paper("form"), paper("licence", subject="men:*")]

    assert set(lines(LISTED, materials=nobodys, facts={"a": False})) == {"licence[men:*]"}
    assert set(lines(LISTED, materials=nobodys, **MEN)) == {"licence[men:1]", "licence[?]"}


def test_a_licence_that_need_only_be_shown_is_nobodys_wrong_paper() -> None:
    rules: dict[str, Any] = {
        "materials": {"proof": {"for_each": "men", "proved_by": "badge"}},
        "documents": {"badge": {"name": "资格证"}},
        "lists": {"men": {"each": {}}},
    }

    assert set(lines(rules, lists={"men": [{"id": "1"}]}, materials=[paper("proof", subject="men:5")])) == {"proof[men:1]"}


def test_who_may_change_a_subject_is_the_citys() -> None:
    rules = {**LISTED, "place": {"on_the_spot": {**PLACE["on_the_spot"], "wrong_subject": "always"}}}
    found = lines(rules, materials=[paper("form"), paper("licence", subject="men:1"), paper("licence", subject="men:2")], **MEN)

    assert found["licence[men:2]"].on_the_spot is True


# ---- answers that cannot stand


ANSWERS: dict[str, Any] = {
    "materials": {"plan": {"when": "area > 50"}, "form": {"reads": {"name": {}, "code": {}, "plate": {}, "area": {"type": "number", "decimals": "2"}}}},
    "facts": {
        "area": {"ask": "面积是多少？", "type": "number", "decimals": "2", "minimum": "10", "maximum": "900", "unit": "平方米"},
        "sort": {"ask": "哪一种", "one_of": {"shop": "商店", "hall": "大厅"}},
        "works": {"some_of": ["wall", "roof"], "at_least": "2"},
        "code": {"type": "text", "check": "credit_code"},
    },
    "lists": {"cars": {"ask": "有哪些车？", "at_least": "1", "each": {"age": {"ask": "几年？", "type": "number", "decimals": "0", "maximum": "9"}, "plate": {"type": "text", "check": "credit_code"}}}},
    "consistency": [
        {"name": "areas", "same": ["area", "form.area"]},
        {"name": "codes", "same": ["code", "form.code"]},
        {"name": "plates", "same": ["cars.plate", "form.plate"]},
    ],
}
FULL = paper("form", fields={"name": "甲", "code": None, "plate": None, "area": 20})


@pytest.mark.parametrize(
    ("keys", "id_", "kind", "what", "told"),
    [
        ({"facts": {"area": 9}}, "fact/area", "invalid_field", "“面积是多少”小于10平方米", ["areas"]),
        ({"facts": {"area": 901}}, "fact/area", "invalid_field", "“面积是多少”大于900平方米", ["areas"]),
        ({"facts": {"area": 20.123}}, "fact/area", "invalid_field", "“面积是多少”的小数位数超过2位", ["areas"]),
        ({"facts": {"sort": "绝密"}}, "fact/sort", "invalid_field", "“哪一种”不在可选范围内", []),
        ({"facts": {"code": "绝密"}}, "fact/code", "invalid_identifier", "“code”的位数不对", ["codes"]),
        ({"lists": {"cars": [{"id": ""}]}}, "fact/cars", "invalid_field", None, ["plates"]),
        ({"lists": {"cars": []}}, "fact/cars", "invalid_field", None, ["plates"]),
        ({"lists": {"cars": [{"id": "1", "age": 10}]}}, "fact/cars.age[cars:1]", "invalid_field", "“几年”大于9", []),
        ({"lists": {"cars": [{"id": "1", "plate": "绝密"}]}}, "fact/cars.plate[cars:1]", "invalid_identifier", "“plate”的位数不对", ["plates"]),
        ({"applicant": {"kind": "绝密"}}, "fact/applicant.kind", "invalid_field", "“申请人类型”不在可选范围内", []),
    ],
)
def test_an_answer_that_cannot_stand_is_an_entry(keys: dict[str, Any], id_: str, kind: str, what: str | None, told: list[str]) -> None:
    line = lines(ANSWERS, materials=[FULL], **keys)[id_]

    whose = id_.partition("[")[2].rstrip("]") or None
    assert (line.sort, line.kind, line.subject, line.slots, line.is_conditional) == ("fact", kind, whose, (), False)
    (arm,) = line.arms
    assert arm.material == id_.removeprefix("fact/") == line.requirement
    assert len(arm.do) == len(arm.defects) == 1
    assert "绝密" not in arm.do[0] + arm.defects[0].what + arm.name
    if what is not None:
        assert arm.defects[0].what == what
    ids_told = [str(criterion.machine["id"]) for criterion in arm.criteria]
    assert [id_.removeprefix("permit/consistency/").partition("[")[0] for id_ in ids_told] == told


def test_answers_come_first() -> None:
    found = lines(ANSWERS, facts={"area": 9})

    assert list(found) == ["fact/area", "plan", "form"]
    assert [line.is_conditional for line in found.values()] == [False, True, False]


def test_the_question_to_which_an_answer_was_given() -> None:
    version = examined(ANSWERS).situation.plan.version

    assert [question_of(version, name) for name in ("area", "cars", "cars.age[cars:1]", "cars.age", "applicant.phone")] == [
        "面积是多少？",
        "清单cars",
        "几年？",
        "几年？",
        "申请人联系电话",
    ]


def test_what_nothing_fills_stays_empty() -> None:
    assert filled("“{name}”小于{minimum}", {"name": "面积"}) == "“面积”小于"


# ---- what does not fit together


MIXED: dict[str, Any] = {
    "materials": {"form": {"name": "申请表", "reads": {"x": {"name": "名称"}, "y": {}, "day": {"type": "date"}, "ready": {"type": "boolean"}}}},
    "facts": {"street": {"ask": "在哪条路？", "type": "text"}, "opened": {"type": "date"}, "done": "boolean"},
}


@pytest.mark.parametrize(
    ("same", "names", "arms"),
    [
        (["form.x", "street"], "《申请表》上的“名称”、“在哪条路”的回答", ["form", "street"]),
        (["form.x", "form.y"], "《申请表》上的“名称”、《申请表》上的“栏目y”", ["form"]),
        (["form.x", "applicant.name"], "《申请表》上的“名称”、申请人姓名（名称）", ["form", "applicant.name"]),
        (["form.day", "received_on"], "《申请表》上的“栏目day”、收件日期", ["form"]),
        (["form.ready", "by_agent"], "《申请表》上的“栏目ready”、是否由代理人办理", ["form"]),
        (["opened", "received_on"], "“opened”的回答、收件日期", ["opened"]),
    ],
)
def test_every_paper_and_answer_that_takes_part_is_named(same: list[str], names: str, arms: list[str]) -> None:
    rules = {**MIXED, "consistency": [{"name": "line", "same": same}]}
    fields = {"x": "甲", "y": "乙", "day": "2026-01-01", "ready": True}
    line = lines(rules, facts={"street": "丙", "opened": "2025-01-01"}, materials=[paper("form", fields=fields)])["consistency/line"]

    assert (line.sort, line.kind, line.requirement) == ("consistency", "inconsistent", "line")
    assert [arm.material for arm in line.arms] == arms
    assert {defect.what for arm in line.arms for defect in arm.defects} == {f"{names}不一致"}
    assert all(do.startswith("请核对") and do.endswith("，有误的请更正") for arm in line.arms for do in arm.do)
    assert [slot.id for slot in line.slots] == (["form"] if "form" in arms else [])
    assert line.serves == (("permit/form",) if "form" in arms else ())
    assert sum(len(arm.do) for arm in line.arms) == len([name for name in same if name not in ("received_on", "by_agent")])


def test_the_authors_words_are_told_where_there_are_any() -> None:
    rules = {**MIXED, "consistency": [{"name": "line", "same": ["form.x", "form.y"], "say": "两处应当相同"}]}
    line = lines(rules, materials=[paper("form", fields={"x": "甲", "y": "乙"})])["consistency/line"]

    assert {defect.what for arm in line.arms for defect in arm.defects} == {"两处应当相同，现不一致"}


def test_an_entry_that_depends_is_conditional() -> None:
    rules = {**MIXED, "consistency": [{"name": "line", "same": ["form.x", "form.y"], "when": "done"}]}
    papers = [paper("form", fields={"x": "甲", "y": "乙"})]

    assert lines(rules, materials=papers)["consistency/line"].is_conditional is True
    assert lines(rules, materials=papers, facts={"done": True})["consistency/line"].is_conditional is False


# ---- order


def test_answers_contradictions_requirements_strangers_differences() -> None:
    rules: dict[str, Any] = {
        "materials": {"form": {"reads": {"x": {}}}, "plan": {}, "licence": {"for_each": "men"}},
        "facts": {"a": "boolean", "b": "boolean", "n": {"type": "number", "maximum": "9"}},
        "lists": {"men": {"each": {}}},
        "never": ["a and b"],
        "consistency": [{"name": "names", "same": ["form.x", "applicant.name"]}],
    }
    keys: dict[str, Any] = {
        "facts": {"a": True, "b": True, "n": 12},
        "lists": {"men": [{"id": "1"}]},
        "materials": [paper("form", fields={"x": "乙"}), paper("licence", subject="men:1"), paper("licence", subject="men:2")],
    }

    assert list(lines(rules, **keys)) == ["fact/n", "consistency/never-1", "plan", "licence[men:2]", "consistency/names"]
    assert ids(noticed(rules, **keys)) == set(lines(rules, **keys))
    assert entry(noticed(rules, **keys), "fact/n").kind == "invalid_field"


def test_who_is_on_a_list_that_is_too_short_is_judged_and_who_is_to_come_is_asked_for() -> None:
    rules: dict[str, Any] = {
        "materials": {"licence": {"for_each": "staff", "hand_in": {"copies": "1"}}, "extra": {"when": "count(staff) > 2"}},
        "lists": {"staff": {"ask": "有哪些人？", "name": "人员", "at_least": "3"}},
    }
    papers = [paper("licence", subject="staff:1", copies=1), paper("licence", subject="staff:2", copies=0)]
    found = lines(rules, lists={"staff": [{"id": "1"}, {"id": "2"}]}, materials=papers)

    assert {id_: (line.kind, line.is_conditional) for id_, line in found.items()} == {
        "fact/staff": ("invalid_field", False),
        "licence[staff:2]": ("insufficient_copies", False),
        "licence[staff:*]": ("missing", False),
        "extra": ("missing", False),  # a list of at least three has more than two
    }
