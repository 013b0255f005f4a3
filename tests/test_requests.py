"""What is requested: ids, numbers, what one paper must meet, arms with their situations, differences between papers."""

from __future__ import annotations

from typing import Any

import pytest
from building import ITEM, PLACE, delivered_classes
from noticing import DAY, arm, entry, examined, ids, noticed, paper

from materials_rules.notice import requests
from materials_rules.notice.model import Notice, encode
from materials_rules.verdict.entries import entries


def said(notice: Notice, id_: str) -> list[str]:
    return [str(criterion["say"]) for criterion in arm(notice, id_).criteria]


# ---- ids and numbers


def test_entries_are_numbered_through_and_called_by_their_requirement() -> None:
    rules: dict[str, Any] = {
        "materials": {"form": {}, "lease": {"when": "rented"}, "licence": {}, "plan": {"when": "rented"}},
        "facts": {"rented": "boolean"},
    }

    found = noticed(rules)

    assert [(line.no, line.id) for line in found.findings] == [(1, "permit/form"), (2, "permit/licence")]
    assert [(line.no, line.id) for line in found.conditional] == [(3, "permit/lease"), (4, "permit/plan")]
    assert entry(found, "lease").rule == "permit@2020-01-01#lease"
    assert entry(found, "form").serves == (ITEM,)
    assert ids(found) == {"form", "licence", "lease", "plan", "fact/rented"}


def test_a_repeated_material_is_called_by_whose_it_is() -> None:
    rules: dict[str, Any] = {"materials": {"licence": {"for_each": "drivers"}}, "lists": {"drivers": {"name": "驾驶员"}}}

    assert ids(noticed(rules)) == {"licence[drivers:*]", "fact/drivers"}
    found = noticed(rules, lists={"drivers": [{"id": "1"}, {"id": "乙"}]})
    assert [(line.id, line.subject) for line in found.findings] == [
        ("permit/licence[drivers:1]", "drivers:1"),
        ("permit/licence[drivers:乙]", "drivers:乙"),
    ]


# ---- what is told of one paper

FORM: dict[str, Any] = {
    "name": "申请表",
    "kind": "form",
    "hand_in": {"sealed_by": "applicant", "originals": "2", "signed_by": "applicant", "complete": "true"},
    "reads": {"code": {"name": "信用代码", "check": "credit_code"}},
    "sample_form": "示范文本",
}


def test_a_missing_paper_is_asked_for_by_name_and_its_criteria_stand_beside() -> None:
    rules: dict[str, Any] = {
        "materials": {"form": FORM},
        "consistency": [{"name": "names", "same": ["form.code", "applicant.id"], "say": "两个代码应当一致。"}],
    }

    found = arm(noticed(rules), "form")

    assert found.do == ("请提交申请表",)
    assert [(d.kind, d.what) for d in found.defects] == [("missing", "未提交")]
    assert found.sample_form == "示范文本"
    assert [c["check"] for c in found.criteria] == [
        "originals",
        "complete",
        "sealed_by",
        "signed_by",
        "declared_field",
        "same",
        "readable",
    ]
    assert [c["met"] for c in found.criteria] == [None] * 7
    assert found.criteria[5]["id"] == "permit/consistency/names"
    assert not any(str(c["say"]).endswith("。") for c in found.criteria)


def test_a_defective_paper_is_told_what_it_has_and_what_it_lacks() -> None:
    found = noticed({"materials": {"form": FORM}}, materials=[paper("form", originals=1, complete=True, signed_by=[], sealed_by=["applicant"], fields={"code": "123"})])

    line = entry(found, "form")
    assert line.kind == "unsigned"
    told = {str(c["check"]): c["met"] for c in line.arms[0].criteria}
    assert told == {"originals": False, "complete": True, "sealed_by": True, "signed_by": False, "declared_field": False, "readable": True}
    assert [d.kind for d in line.arms[0].defects] == ["insufficient_copies", "unsigned", "invalid_identifier"]
    assert len(line.arms[0].do) == 3
    assert line.on_the_spot is False


SHOWN: dict[str, Any] = {
    "materials": {"card": {"name": "身份证件", "when": "agent", "hand_in": {"show_original": "true"}}},
    "facts": {"agent": {"ask": "是否由他人代办？", "type": "boolean"}},
}


def test_what_is_only_shown_is_not_asked_to_be_handed_in() -> None:
    line = entry(noticed(SHOWN, facts={"agent": True}), "card")

    assert line.arms[0].do == ("请出示身份证件",)
    assert [(d.kind, d.what) for d in line.arms[0].defects] == [("missing", "未出示")]
    (depends,) = noticed(SHOWN).conditional
    assert depends.if_.text == "是否由他人代办？□否，不需出示。□是，请出示："
    both: dict[str, Any] = {"materials": {"card": {"name": "身份证件", "hand_in": {"show_original": "true", "copies": "1"}}}}
    assert arm(noticed(both), "card").do == ("请提交身份证件",)


def test_what_depends_says_what_is_to_be_done_with_it() -> None:
    """A paper that is here already is put right, not handed in."""
    rules: dict[str, Any] = {
        "materials": {"pass": {"name": "护照", "when": "foreign", "hand_in": {"copies": "2"}}},
        "facts": {"foreign": {"ask": "是否为外国人？", "type": "boolean"}},
    }

    assert noticed(rules).conditional[0].if_.text == "是否为外国人？□否，不需提交。□是，请提交："
    here = noticed(rules, materials=[paper("pass", copies=1)]).conditional[0]
    assert here.if_.text == "是否为外国人？□否，不需补正。□是，请补正："


def test_an_item_to_be_finished_first_may_depend_too() -> None:
    permit = {"materials": {"earlier": {"name": "规划许可证", "result_of": "planning", "when": "big"}}, "facts": {"big": {"ask": "是否较大？", "type": "boolean"}}}
    planning = {"materials": {"form": {}}, "elements": {"authority": "holder", "result": {"document": "planning-permit"}}}
    gone = [{"document": "planning-permit", "status": "not_found", "by": "holder"}]

    (line,) = noticed({"items": {"permit": permit, "planning": planning}}, obtained=gone).conditional

    assert line.if_.text == "是否较大？□否，不需办理。□是，请先办理："


def test_a_licence_to_be_shown_may_depend_too() -> None:
    rules: dict[str, Any] = {
        "materials": {"proof": {"name": "资格证明", "proved_by": "badge", "when": "big"}},
        "facts": {"big": {"ask": "是否较大？", "type": "boolean"}},
        "documents": {"badge": {"name": "资格证"}},
    }

    assert noticed(rules).conditional[0].if_.text == "是否较大？□否，不需出示。□是，请出示："


def test_what_the_people_present_can_mend_is_marked() -> None:
    rules: dict[str, Any] = {"materials": {"lease": {"hand_in": {"copies": "2"}}}}

    assert entry(noticed(rules, materials=[paper("lease", copies=1)]), "lease").on_the_spot is True


# ---- arms

ANY_OF: dict[str, Any] = {
    "site": {
        "name": "场地材料",
        "any_of": {"deed": {"name": "权属证明", "when": "not rented"}, "lease": {"name": "租赁合同", "when": "rented"}},
    }
}


def test_arms_say_in_which_situation_they_would_do() -> None:
    """One of the two is due whatever the answer: one finding names both, each with its situation (I10)."""
    rules: dict[str, Any] = {"materials": ANY_OF, "facts": {"rented": {"ask": "场地是否为租用？", "type": "boolean"}}}

    line = entry(noticed(rules), "site")

    assert [(a.name, a.if_.text if a.if_ else None) for a in line.arms] == [("权属证明", "场地不是租用"), ("租赁合同", "场地为租用")]
    assert all(a.if_ is not None and a.if_.depends_on == ("fact/rented",) for a in line.arms)
    (lease,) = entry(noticed(rules, facts={"rented": True}), "site").arms
    assert (lease.name, lease.if_) == ("租赁合同", None)


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("rented and not sublet", "场地为租用 且 场地不是转租"),
        ("not (rented and sublet)", "场地不是租用 或 场地不是转租"),
        ("not (rented or not sublet)", "场地不是租用 且 场地为转租"),
        ("not area < 50", "经营面积（平方米）不小于 50"),
        ("not form in [a, b]", "“什么形式？”的回答不是“甲”、“乙”中的任何一种"),
        ("not form == a", "“什么形式？”的回答不是“甲”"),
        ("not lease.landlord == none", "已载明《材料lease》上的“栏目landlord”"),
        ("not has_lease", "不符合“已提交符合法定形式的《材料lease》”"),
        ("not any(vehicles, bought)", "并非（车辆中至少有一项符合：（这辆车已经购置））"),
        ("rented != true", "场地不是租用"),
        ("not not rented", "场地为租用"),
        ("received_on >= 2026-01-01 or rented", "收件日期不早于 2026年1月1日 或 场地为租用"),
        ("by_agent or rented", "由代理人办理 或 场地为租用"),
        ("applicant.kind == enterprise or rented", "申请人类型为“企业” 或 场地为租用"),
        ("permit.how == new or rented", "《材料permit》上的“栏目how”为“新办” 或 场地为租用"),
    ],
)
def test_the_situation_of_an_arm_in_words(when: str, text: str) -> None:
    rules: dict[str, Any] = {
        "materials": {
            "lease": {"reads": {"landlord": {}}},
            "permit": {"reads": {"how": {"one_of": {"new": "新办", "old": "换证"}}}},
            "site": {"any_of": {"deed": {"when": when}, "other": {}}},
        },
        "facts": {
            "rented": {"ask": "场地是否为租用？", "type": "boolean"},
            "sublet": {"ask": "场地是否为转租？", "type": "boolean"},
            "area": {"ask": "经营面积是多少平方米？", "type": "number", "decimals": 2},
            "form": {"ask": "什么形式？", "one_of": {"a": "甲", "b": "乙", "c": "丙"}},
        },
        "lists": {"vehicles": {"name": "车辆", "each": {"bought": {"ask": "这辆车是否已经购置？", "type": "boolean"}}}},
        "definitions": {"has_lease": "provided(lease)"},
    }
    asked = examined(rules)
    version = asked.situation.plan.version

    from materials_rules.notice.saying import in_words

    condition = version.slots["deed"].when
    assert condition is not None
    assert in_words(condition, version) == text


def test_a_choice_of_fields_is_told_as_one_line() -> None:
    rules: dict[str, Any] = {
        "materials": {"lease": {"reads": {"how": {"name": "用途", "one_of": {"shop": "商铺", "flat": "住宅"}}}}, "consent": {"when": "lease.how == flat"}}
    }

    line = noticed(rules).conditional[0]

    assert line.if_.text == "□《材料lease》上的“用途”：商铺或者没有载明，不需提交。□《材料lease》上的“用途”：住宅，请提交："
    assert line.if_.depends_on == ("read/lease.how",)


def test_what_a_comparison_depends_on_are_its_two_sides() -> None:
    rules: dict[str, Any] = {
        "materials": {"lease": {"reads": {"landlord": {}}}, "consent": {"when": "lease.landlord != applicant.name"}}
    }

    assert noticed(rules).conditional[0].if_.depends_on == ("read/lease.landlord", "applicant/name")


def test_a_statement_about_a_list_depends_on_the_list() -> None:
    rules: dict[str, Any] = {
        "materials": {"promise": {"when": "any(vehicles, not bought) and rented"}},
        "facts": {"rented": "boolean"},
        "lists": {"vehicles": {"each": {"bought": "boolean"}}},
    }

    assert set(noticed(rules).conditional[0].if_.depends_on) == {"fact/vehicles", "fact/rented"}


# ---- differences between papers


def test_a_difference_that_depends_says_when_it_must_be_corrected() -> None:
    reads: dict[str, Any] = {"reads": {"name": {"name": "名称"}}}
    rules: dict[str, Any] = {
        "materials": {"form": reads, "lease": reads},
        "facts": {"rented": {"ask": "场地是否为租用？", "type": "boolean"}},
        "consistency": [{"name": "names", "same": ["form.name", "lease.name"], "when": "rented"}],
    }
    papers = [paper("form", fields={"name": "甲"}), paper("lease", fields={"name": "乙"})]

    (line,) = noticed(rules, materials=papers).conditional

    assert (line.id, line.kind) == ("permit/consistency/names", "inconsistent")
    assert line.if_.text == "场地是否为租用？□否，不需更正。□是，请更正："
    assert line.if_.depends_on == ("fact/rented",)
    definite = entry(noticed(rules, materials=papers, facts={"rented": True}), "consistency/names")
    assert [(a.material, a.defects[0].what, a.do) for a in definite.arms] == [
        ("form", "《材料form》上的“名称”、《材料lease》上的“名称”不一致", ("请核对《材料form》上的“名称”，有误的请更正",)),
        ("lease", "《材料form》上的“名称”、《材料lease》上的“名称”不一致", ("请核对《材料lease》上的“名称”，有误的请更正",)),
    ]


def test_what_should_be_the_same_is_said_not_to_be() -> None:
    reads: dict[str, Any] = {"reads": {"name": {}}}
    line = {"name": "names", "same": ["form.name", "applicant.name"], "say": "申请表上的名称与申请人名称应当一致。"}

    found = noticed({"materials": {"form": reads}, "consistency": [line]}, materials=[paper("form", fields={"name": "乙"})])

    assert {d.what for a in found.findings[0].arms for d in a.defects} == {"申请表上的名称与申请人名称应当一致，现不一致"}


def test_a_difference_that_several_things_decide_names_them() -> None:
    reads: dict[str, Any] = {"reads": {"name": {}}}
    rules: dict[str, Any] = {
        "materials": {"form": {**reads, "when": "new"}, "lease": {**reads, "when": "rented"}},
        "facts": {"rented": {"ask": "是否租用？", "type": "boolean"}, "new": {"ask": "是否新设？", "type": "boolean"}},
        "consistency": [{"name": "names", "same": ["form.name", "lease.name"]}],
    }

    found = noticed(rules, materials=[paper("form", fields={"name": "甲"}), paper("lease", fields={"name": "乙"})])
    (line,) = found.conditional

    assert line.if_.text == "由“是否新设”、“是否租用”共同决定，请先回答这些问题。□不需要，不需更正。□需要，请更正："
    assert line.if_.depends_on == ("fact/new", "fact/rented")


# ---- the same again


def test_the_same_entries_give_the_same_lines() -> None:
    rules: dict[str, Any] = {"materials": ANY_OF, "facts": {"rented": "boolean"}, "place": {"notice": PLACE.get("notice", {"conditional_lines": "5", "conditional_facts": "2"})}}
    asked = examined(rules)

    assert requests.findings(asked, entries(asked)) == requests.findings(asked, entries(asked))
    assert encode(noticed(rules)) == encode(noticed(rules))
    assert requests.conditional(asked, (), 7) == ()
    assert delivered_classes() and DAY
