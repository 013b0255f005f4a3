"""The ways out of an entry: arms, covers, licences, results of other items, whose a paper is, what must say the same; and their words."""

from __future__ import annotations

from typing import Any

import pytest
from noticing import examined, noticed, paper

from materials_rules.verdict.entries import Entry, entries
from materials_rules.verdict.words import called, filled, question_of


def entry_of(rules: dict[str, Any], id_: str, **keys: Any) -> Entry:
    """The entry with that id, without the item."""
    found = {entry.id: entry for entry in entries(examined(rules, **keys))}
    return found[f"permit/{id_}"]


def ids_of(rules: dict[str, Any], **keys: Any) -> list[str]:
    return [entry.id.removeprefix("permit/") for entry in entries(examined(rules, **keys))]


LEASE: dict[str, Any] = {
    "name": "租赁合同",
    "hand_in": {"copies": 2, "signed_by": "applicant"},
    "reads": {"landlord": {"name": "出租人"}, "area": {"type": "number", "decimals": 0, "maximum": 900}},
}
GOOD = {"copies": 2, "signed_by": ["applicant"], "fields": {"landlord": "甲公司", "area": 80}}


# a requirement


def test_what_a_paper_has_is_said_to_be_met() -> None:
    entry = entry_of({"materials": {"lease": LEASE}}, "lease", materials=[paper("lease", **{**GOOD, "copies": 1})])
    assert [(c.machine["check"], c.met) for c in entry.arms[0].criteria] == [
        ("copies", False),
        ("signed_by", True),
        ("declared_field", True),
        ("readable", True),
    ]


def test_of_several_papers_the_one_with_the_fewest_defects_speaks() -> None:
    papers = [paper("lease", **{**GOOD, "copies": 0, "signed_by": []}), paper("lease", **{**GOOD, "copies": 1})]
    for order in (papers, papers[::-1]):
        entry = entry_of({"materials": {"lease": LEASE}}, "lease", materials=order)
        assert [defect.kind for defect in entry.arms[0].defects] == ["insufficient_copies"]


def test_an_arm_says_in_which_situation_it_would_do() -> None:
    rules = {
        "materials": {"site": {"any_of": {"deed": {"when": "not rented"}, "lease": {"when": "rented"}, "proof": {}}}},
        "facts": {"rented": "boolean"},
    }
    arms = entry_of(rules, "site").arms
    assert [(arm.material, arm.when is None) for arm in arms] == [("deed", False), ("lease", False), ("proof", True)]
    assert [arm.material for arm in entry_of(rules, "site", facts={"rented": True}).arms] == ["lease", "proof"]


def test_only_arms_of_situations_in_which_it_is_open_are_offered() -> None:
    rules = {
        "materials": {"site": {"any_of": {"deed": {"when": "not rented"}, "lease": {"when": "rented"}}}},
        "facts": {"rented": "boolean"},
    }
    entry = entry_of(rules, "site", materials=[paper("lease")])
    assert entry.is_conditional
    assert [arm.material for arm in entry.arms] == ["deed"]


def test_what_covers_a_paper_is_another_way_out() -> None:
    rules = {
        "materials": {"plan": {}, "atlas": {"when": "big", "covers": "plan", "hand_in": {"copies": 1}}},
        "facts": {"big": "boolean"},
    }
    entry = entry_of(rules, "plan", facts={"big": False}, materials=[paper("atlas", copies=0)])
    assert [arm.material for arm in entry.arms] == ["plan", "atlas"]
    assert [defect.kind for defect in entry.arms[1].defects] == ["insufficient_copies"]
    assert ids_of(rules, facts={"big": False}, materials=[paper("atlas", copies=0)]) == ["plan"]
    assert ids_of(rules, facts={"big": False}, materials=[paper("atlas", copies=1)]) == []
    assert ids_of(rules, facts={"big": True}) == ["atlas"]


@pytest.mark.parametrize(
    "taken",
    [
        {"document": "atlas"},
        {"unverifiable": {"by": "bureau", "on": "2020-01-01", "why": "无法核实"}},
        {"proved_by": "badge"},
    ],
)
def test_unless_a_class_takes_it_away(taken: dict[str, Any]) -> None:
    """Nobody may ask for it, not even as a way out; handed in, it does."""
    rules = {
        "materials": {"plan": {}, "atlas": {"when": "big", "covers": "plan", **taken}},
        "facts": {"big": "boolean"},
        "documents": {"atlas": {"supplied_by": "holder", "live": [{"from": "2020-01-01", "region": "43"}]}},
    }
    assert [arm.material for arm in entry_of(rules, "plan", facts={"big": False}).arms] == ["plan"]
    assert ids_of(rules, facts={"big": False}, materials=[paper("atlas")]) == []


def test_a_member_of_a_list_has_his_own_entry() -> None:
    rules = {"materials": {"licence": {"for_each": "cars", "when": "old"}}, "lists": {"cars": {"each": {"old": "boolean"}}}}
    lists = {"cars": [{"id": "1", "old": True}, {"id": "2", "old": False}, {"id": "3"}]}
    found = {entry.id: entry for entry in entries(examined(rules, lists=lists))}
    assert list(found) == ["permit/licence[cars:1]", "permit/licence[cars:3]"]
    assert [entry.is_conditional for entry in found.values()] == [False, True]


# the licence that is shown instead

SHOWN: dict[str, Any] = {"materials": {"proof": {"proved_by": ["badge", "card"]}}, "documents": {"badge": {"name": "资格证"}, "card": {"name": "身份证"}}}
BADGE = {"original_shown": True, "issued_on": None, "expires_on": None}


def test_the_licence_is_named_and_never_the_material() -> None:
    entry = entry_of(SHOWN, "proof")
    (arm,) = entry.arms
    assert (entry.kind, arm.material, arm.name) == ("original_not_shown", "badge", "资格证或者身份证")
    assert [criterion.machine["check"] for criterion in arm.criteria] == ["show_original", "in_date"]
    assert "材料proof" not in str(noticed(SHOWN).findings)


@pytest.mark.parametrize("licence", ["badge", "card"])
def test_either_licence_will_do(licence: str) -> None:
    assert ids_of(SHOWN, materials=[paper(licence, **BADGE)]) == []


@pytest.mark.parametrize(
    ("shown", "kinds"),
    [
        ({**BADGE, "original_shown": False}, ["original_not_shown"]),
        ({**BADGE, "expires_on": "2026-03-01"}, ["expired"]),
        ({**BADGE, "expires_on": "2026-03-02"}, None),
        ({"originals": 1, "issued_on": None, "expires_on": None}, None),
        ({**BADGE, "expires_on": "2026-03-05", "handed_in_on": "2026-03-06"}, ["expired"]),
    ],
)
def test_it_must_be_shown_and_in_date_on_the_day(shown: dict[str, Any], kinds: list[str] | None) -> None:
    keys = {"materials": [paper("badge", **shown)]}
    if kinds is None:
        assert ids_of(SHOWN, **keys) == []
    else:
        assert [defect.kind for defect in entry_of(SHOWN, "proof", **keys).arms[0].defects] == kinds


def test_what_is_not_recorded_of_a_licence_a_person_must_look_at() -> None:
    notice = noticed(SHOWN, materials=[paper("badge", issued_on=None)])
    assert notice.outcome == "undetermined"
    assert {question.id for question in notice.questions} == {"permit/read/proof.original_shown", "permit/read/proof.expires_on"}
    assert all("资格证" in question.ask for question in notice.questions)


def test_of_several_licences_the_one_in_order_counts() -> None:
    papers = [paper("badge", **{**BADGE, "original_shown": False}), paper("badge"), paper("card", **BADGE)]
    for order in (papers, papers[::-1]):
        assert ids_of(SHOWN, materials=order) == []
    assert noticed(SHOWN, materials=papers[:2]).outcome == "undetermined"


def test_a_licence_that_is_a_material_of_the_item_counts_as_well() -> None:
    rules = {"materials": {"proof": {"proved_by": "badge"}, "holder-card": {"document": "badge", "hand_in": {"copies": 1, "show_original": True}}}}
    assert ids_of(rules, materials=[paper("holder-card", copies=1, **BADGE)]) == []
    assert ids_of(rules, materials=[paper("holder-card", copies=0, **BADGE)]) == ["holder-card"]
    assert ids_of(rules, materials=[paper("holder-card", copies=1, **{**BADGE, "original_shown": False})]) == ["proof", "holder-card"]


def test_what_the_office_found_need_not_be_shown() -> None:
    assert ids_of(SHOWN, obtained=[{"document": "card", "status": "found"}]) == []
    assert ids_of(SHOWN, obtained=[{"document": "card", "status": "not_found"}]) == ["proof"]
    assert ids_of(SHOWN, obtained=[{"document": "other", "status": "found"}]) == ["proof"]


def test_a_material_handed_in_all_the_same_is_good_enough() -> None:
    assert ids_of(SHOWN, materials=[paper("proof")]) == []


def test_each_member_shows_his_own() -> None:
    rules = {"materials": {"proof": {"proved_by": "badge", "for_each": "cars"}}, "lists": {"cars": {}}}
    keys = {"lists": {"cars": [{"id": "1"}, {"id": "2"}]}, "materials": [paper("badge", subject="cars:1", **BADGE)]}
    assert ids_of(rules, **keys) == ["proof[cars:2]"]


# results of other items

RESULT: dict[str, Any] = {
    "items": {
        "permit": {"materials": {"approval": {"result_of": "first"}}},
        "first": {"materials": {"m": {}}, "elements": {"result": {"document": "approval-paper"}}},
    }
}


@pytest.mark.parametrize(
    ("obtained", "missing"),
    [
        ([], False),
        ([{"document": "approval-paper", "status": "not_found", "by": "bureau"}], True),
        ([{"document": "approval-paper", "status": "not_found", "by": "holder"}], False),
        ([{"document": "approval-paper", "status": "not_found"}], False),
        ([{"document": "approval-paper", "status": "unavailable", "by": "bureau"}], False),
        ([{"document": "approval-paper", "status": "differs", "by": "bureau"}], False),
        ([{"document": "another", "status": "not_found", "by": "bureau"}], False),
        (
            [
                {"document": "approval-paper", "status": "not_found", "by": "bureau"},
                {"document": "approval-paper", "status": "found", "by": "bureau"},
            ],
            False,
        ),
    ],
)
def test_a_result_is_missing_only_where_the_office_that_grants_it_says_so(obtained: list[Any], missing: bool) -> None:
    found = entries(examined(RESULT, obtained=obtained))
    assert [entry.kind for entry in found] == (["missing_result"] if missing else [])
    if missing:
        assert found[0].arms[0].criteria == ()


# whose a paper is


@pytest.mark.parametrize("subject", ["cars:9", "boats:1", None])
def test_a_paper_for_somebody_who_is_not_on_the_list(subject: str | None) -> None:
    rules = {"materials": {"licence": {"for_each": "cars"}}, "lists": {"cars": {}}}
    keys = {"lists": {"cars": [{"id": "1"}]}, "materials": [paper("licence", subject=subject)]}
    assert ids_of(rules, **keys) == ["licence[cars:1]", f"licence[{subject or '?'}]"]
    wrong = entry_of(rules, f"licence[{subject or '?'}]", **keys)
    assert (wrong.sort, wrong.kind, wrong.arms[0].defects[0].kind) == ("subject", "wrong_subject", "wrong_subject")


def test_a_paper_of_everybody_bears_nobody() -> None:
    rules = {"materials": {"form": {}}}
    assert ids_of(rules, materials=[paper("form", subject="cars:1")]) == ["form", "form[cars:1]"]
    # a second one beside the one that is in order asks for nothing
    assert ids_of(rules, materials=[paper("form"), paper("form", subject="cars:1")]) == []


def test_whose_a_paper_is_does_not_matter_where_nobody_asks_for_it() -> None:
    rules = {
        "materials": {
            "later": {"for_each": "cars", "due_at": "on_site_check"},
            "never-due": {"for_each": "cars", "when": "old"},
            "shared": {"for_each": "cars", "document": "shared"},
            "shown": {"for_each": "cars", "proved_by": "badge"},
        },
        "lists": {"cars": {"each": {}}},
        "facts": {"old": "boolean"},
        "documents": {"shared": {"supplied_by": "holder", "live": [{"from": "2020-01-01", "region": "43"}]}},
    }
    papers = [paper(name, subject="cars:9") for name in ("later", "never-due", "shared", "shown")]
    keys = {"lists": {"cars": []}, "facts": {"old": False}, "materials": papers}
    assert ids_of(rules, **keys) == []


# what must say the same

SAME: dict[str, Any] = {
    "materials": {"lease": LEASE, "form": {"name": "申请表", "reads": {"name": {"name": "申请人"}, "again": {"name": "落款"}}}},
    "consistency": [{"name": "name", "same": ["lease.landlord", "form.name", "applicant.name"]}],
}
PAPERS = [paper("lease", **GOOD), paper("form", fields={"name": "乙公司"})]


def test_every_side_of_a_difference_may_be_the_one_to_correct() -> None:
    entry = entry_of(SAME, "consistency/name", materials=PAPERS)
    assert (entry.kind, entry.requirement, entry.serves) == ("inconsistent", "name", ("permit/lease", "permit/form"))
    assert [arm.material for arm in entry.arms] == ["lease", "form", "applicant.name"]
    assert [slot.id for slot in entry.slots] == ["lease", "form"]
    # a paper that may be replaced is told with its whole form
    assert [criterion.machine["check"] for criterion in entry.arms[0].criteria] == ["copies", "signed_by", "declared_field", "readable", "same"]
    assert [criterion.machine["check"] for criterion in entry.arms[2].criteria] == ["same"]
    assert entry.arms[0].defects[0].what == "《租赁合同》上的“出租人”、《申请表》上的“申请人”、申请人姓名（名称）不一致"


def test_two_fields_of_one_paper_are_one_way_out() -> None:
    rules = {**SAME, "consistency": [{"name": "name", "same": ["form.name", "form.again"], "say": "落款应当与申请人一致。"}]}
    entry = entry_of(rules, "consistency/name", materials=[PAPERS[0], paper("form", fields={"name": "甲", "again": "乙"})])
    (arm,) = entry.arms
    assert len(arm.do) == 2
    assert arm.defects[0].what == "落款应当与申请人一致，现不一致"


def test_the_copy_of_the_office_is_not_the_applicants_to_correct() -> None:
    rules = {
        "materials": {"licence": {"document": "licence", "reads": {"name": {"name": "名称"}}}, "form": {"reads": {"name": {}}}},
        "documents": {"licence": {"supplied_by": "holder", "live": [{"from": "2020-01-01", "region": "43"}]}},
        "consistency": [{"name": "name", "same": ["licence.name", "form.name"]}],
    }
    obtained = [{"document": "licence", "status": "found", "fields": {"name": "甲公司"}}]
    entry = entry_of(rules, "consistency/name", obtained=obtained, materials=[paper("form", fields={"name": "乙公司"})])
    assert [arm.material for arm in entry.arms] == ["form"]
    assert "名称" in entry.arms[0].defects[0].what


def test_what_nobody_can_correct_is_no_way_out() -> None:
    rules = {
        "materials": {"form": {"reads": {"day": {"type": "date"}, "agent": {"type": "boolean"}}}},
        "consistency": [{"name": "day", "same": ["form.day", "received_on"]}, {"name": "agent", "same": ["form.agent", "by_agent"]}],
    }
    found = [paper("form", fields={"day": "2026-03-01", "agent": True})]
    for name, word in (("day", "收件日期"), ("agent", "是否由代理人办理")):
        entry = entry_of(rules, f"consistency/{name}", materials=found)
        assert [arm.material for arm in entry.arms] == ["form"]
        assert word in entry.arms[0].defects[0].what
    assert ids_of(rules, materials=[paper("form", fields={"day": "2026-03-02", "agent": False})]) == []


def test_a_line_is_told_with_every_paper_and_answer_that_may_change() -> None:
    rules = {
        "materials": {"form": {"reads": {"name": {}}}, "lease": {"reads": {"name": {}, "area": {"type": "number", "decimals": 0}}}},
        "facts": {"area": {"type": "number", "maximum": 900}, "tall": "boolean"},
        "lists": {"cars": {"each": {"owner": {"type": "text"}}}},
        "consistency": [
            {"name": "name", "same": ["form.name", "lease.name"]},
            {"name": "area", "same": ["area", "lease.area"]},
            {"name": "owner", "same": ["cars.owner", "form.name"]},
        ],
        "never": ["tall and count(cars) > 0"],
    }

    def lines(entry: Entry) -> list[object]:
        return [c.machine["id"] for c in entry.arms[0].criteria if c.machine["check"] == "same"]

    assert lines(entry_of(rules, "form")) == ["permit/consistency/name", "permit/consistency/owner[cars:*]"]
    assert lines(entry_of(rules, "lease")) == ["permit/consistency/name", "permit/consistency/area"]
    assert lines(entry_of(rules, "fact/area", facts={"area": 1000})) == ["permit/consistency/area"]
    keys = {"facts": {"tall": True}, "lists": {"cars": [{"id": "1"}]}}
    never = entry_of(rules, "consistency/never-1", **keys)
    assert lines(never) == ["permit/consistency/owner[cars:*]"]
    assert "permit/fact/cars.owner[cars:*]" in never.serves


def test_what_a_line_serves_reaches_the_other_arms_and_lines() -> None:
    """Whatever may have to be replaced in turn counts as told."""
    rules = {
        "materials": {
            "form": {"reads": {"name": {}}},
            "site": {"any_of": {"deed": {"reads": {"name": {}}}, "lease": {"reads": {"name": {}}}}},
            "atlas": {"covers": "form", "reads": {"name": {}}, "when": "big"},
        },
        "facts": {"big": "boolean"},
        "lists": {"cars": {"each": {"owner": {"type": "text"}}}},
        "consistency": [
            {"name": "one", "same": ["form.name", "deed.name"]},
            {"name": "two", "same": ["lease.name", "cars.owner"]},
            {"name": "three", "same": ["atlas.name", "applicant.name"]},
            {"name": "far", "same": ["applicant.id", "applicant.phone"]},
        ],
    }
    (criterion,) = [c for c in entry_of(rules, "form").arms[0].criteria if c.machine.get("id") == "permit/consistency/one"]
    assert set(criterion.machine["serves"]) == {  # type: ignore[call-overload]  # a list of ids
        "permit/form",
        "permit/site",
        "permit/atlas",
        "permit/consistency/two[cars:*]",
        "permit/consistency/three",
    }


# words


def test_everything_has_a_name() -> None:
    rules = {
        "materials": {"form": {"name": "申请表", "reads": {"name": {"name": "申请人"}}}},
        "facts": {"area": {"type": "text", "ask": "面积多大？"}},
        "lists": {"cars": {"ask": "有哪些车？", "each": {"owner": {"type": "text", "ask": "车主是谁？"}}}},
        "consistency": [{"name": "all", "same": ["form.name", "area", "applicant.name", "cars.owner"]}],
    }
    situation = examined(rules, lists={"cars": [{"id": "1"}]}).situation
    (line,) = situation.plan.version.consistency
    assert [called(situation, variable) for variable in line.same] == [
        "《申请表》上的“申请人”",
        "“面积多大”的回答",
        "申请人姓名（名称）",
        "“车主是谁”的回答",
    ]
    version = situation.plan.version
    asked = [question_of(version, name) for name in ("area", "cars", "cars.owner[cars:1]", "applicant.kind")]
    assert asked == ["面积多大？", "清单cars", "车主是谁？", "申请人类型"]


def test_a_template_is_filled_and_what_nothing_fills_stays_empty() -> None:
    assert filled("“{name}”最大{maximum}", {"name": "面积"}) == "“面积”最大"


@pytest.mark.parametrize(
    ("route", "told"), [({"route": "general"}, True), ({}, True), ({"route": "prepared"}, False)]
)
def test_a_line_whose_other_paper_nobody_asks_for_is_no_criterion(route: dict[str, str], told: bool) -> None:
    rules: dict[str, Any] = {
        "materials": {"charter": {"reads": {"name": {}}}, "report": {"when": "route == general", "reads": {"name": {}}}},
        "facts": {"route": {"one_of": ["general", "prepared"]}},
        "consistency": [{"name": "names", "same": ["charter.name", "report.name"]}],
    }
    charter = entry_of(rules, "charter", facts=route)

    assert ("same" in {criterion.machine["check"] for criterion in charter.arms[0].criteria}) is told
