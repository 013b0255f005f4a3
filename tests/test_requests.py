"""What is asked: ids, numbers, arms, what a missing paper must meet, ways out by commitment, deferral and exception, questions."""

from __future__ import annotations

from typing import Any

import pytest
from building import BASIS, ITEM, PLACE, delivered_classes
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


# ---- ways out

LISTED = {"title": "告知承诺事项目录", "number": "市政发1号"}
PROVEN: dict[str, Any] = {
    "report": {"name": "检测报告", "commitment": {"name": "承诺书", "listed_in": LISTED, "basis": [{"law": "act", "article": "40"}]}}
}


@pytest.mark.parametrize(
    ("keys", "say"),
    [
        ({}, "可以提交本材料，也可以签署书面承诺代替，由申请人自己选择"),
        ({"commitments": [{"for": "report", "signed": False}]}, "承诺书尚未签署：请签署承诺书，或者提交本材料"),
        ({"facts": {"serious_bad_credit": True}}, "经核实存在严重失信记录，不适用告知承诺，请提交本材料"),
        (
            {"facts": {"serious_bad_credit": True}, "commitments": [{"for": "report", "signed": True}]},
            "经核实存在严重失信记录，不适用告知承诺，请提交本材料",
        ),
    ],
)
def test_a_commitment_is_the_applicants_choice(keys: dict[str, Any], say: str) -> None:
    found = entry(noticed({"materials": PROVEN}, **keys), "report").commitment

    assert found is not None
    assert (found.name, found.listed_in, found.say) == ("承诺书", "告知承诺事项目录", say)
    assert [basis.article for basis in found.basis] == ["40"]


def test_a_signed_commitment_waits_for_the_office_alone() -> None:
    found = noticed({"materials": PROVEN}, commitments=[{"for": "report", "signed": True}])

    assert found.outcome == "undetermined"
    assert [(q.id, q.of, q.ask) for q in found.questions] == [
        ("permit/fact/serious_bad_credit", "office", "申请人是否有严重失信记录？")
    ]
    accepted = noticed({"materials": PROVEN}, commitments=[{"for": "report", "signed": True}], facts={"serious_bad_credit": False})
    assert accepted.outcome == "accept"


def test_a_commitment_that_is_not_looked_at_is_a_question_of_the_clerk() -> None:
    found = noticed({"materials": PROVEN}, commitments=[{"for": "report"}])

    assert [(q.id, q.of, q.ask) for q in found.questions] == [
        ("permit/read/report.commitment", "clerk", "请查看检测报告的书面承诺是否已经签署")
    ]


def test_no_commitment_is_offered_where_the_class_is_set_aside() -> None:
    exception = {"class": "C4_COMMITMENT", "why": "风险高。", "document_no": "1号", "from": "2026-01-01", "to": "2026-12-31", "basis": [{"law": "act", "article": "9"}]}
    rules = {"materials": {"report": {**PROVEN["report"], "exception": exception}}}

    line = entry(noticed(rules), "report")

    assert line.commitment is None
    assert line.exception is not None
    assert (line.exception.class_, line.exception.why, line.exception.from_, line.exception.to) == (
        "C4_COMMITMENT",
        "风险高",
        "2026-01-01",
        "2026-12-31",
    )
    assert entry(noticed(rules, received_on="2025-12-31"), "report").commitment is not None
    assert entry(noticed(rules, received_on="2025-12-31"), "report").exception is None


def test_a_commitment_without_a_title_names_the_published_list() -> None:
    bare = {"report": {"commitment": {"listed_in": {"source": "assumption"}, "basis": [{"law": "act", "article": "40"}]}}}

    found = entry(noticed({"materials": bare}), "report").commitment

    assert found is not None
    assert (found.name, found.listed_in) == ("书面承诺", "告知承诺事项清单（以公布为准）")


def deferrable(**published: str) -> dict[str, Any]:
    within = {"within": "2 working days", "basis": [{"law": "act", "article": "41"}]}
    return {"materials": {"plan": {"deferrable": {"published_in": published, **within}}}}


def test_a_deferral_names_where_it_is_published_and_by_when() -> None:
    line = entry(noticed(deferrable(title="容缺受理清单")), "plan")

    assert line.deferrable is not None
    assert (line.deferrable.within, line.deferrable.published_in) == ("2 working days", "容缺受理清单")
    assert line.deferrable.say == "可以容缺：签署容缺受理承诺书后先予受理，自受理之日起2个工作日内补交"
    assert [basis.article for basis in line.deferrable.basis] == ["41"]


def test_a_signed_deferral_is_accepted_once_the_office_has_answered() -> None:
    letter: dict[str, Any] = {"deferrals": [{"for": "plan", "signed": True}]}

    waiting = noticed(deferrable(title="清单"), **letter)
    accepted = noticed(deferrable(title="清单"), **letter, facts={"serious_bad_credit": False})
    barred = noticed(deferrable(title="清单"), **letter, facts={"serious_bad_credit": True})

    assert waiting.outcome == "undetermined"
    assert accepted.outcome == "accept_deferred"
    assert entry(accepted, "plan").deferrable is not None
    assert entry(accepted, "plan").deferrable.say == "已签署容缺受理承诺书，应当自受理之日起2个工作日内补交"  # type: ignore[union-attr]  # asserted above
    assert (barred.outcome, entry(barred, "plan").deferrable) == ("supplement", None)


# ---- what comes later


def test_what_a_rule_lets_come_later_is_told_and_not_asked() -> None:
    rules: dict[str, Any] = {
        "materials": {"plan": {"name": "平面图", "due_at": {"event": "on_site_check", "when": "route == promise", "basis": [{"law": "act", "article": "15"}]}}},
        "facts": {"route": {"one_of": ["promise", "ordinary"], "chosen_by": "applicant"}},
    }

    found = noticed(rules, choices={"route": "promise"})

    assert [(d.id, d.material, d.name, d.event) for d in found.due_later] == [("permit/plan", "plan", "平面图", "on_site_check")]
    assert [basis.article for basis in found.due_later[0].basis] == ["15"]
    assert (found.outcome, found.findings, found.conditional) == ("accept", (), ())
    assert noticed(rules, choices={"route": "promise"}, materials=[paper("plan")]).due_later == ()
    assert noticed(rules, choices={"route": "ordinary"}).due_later == ()
    open_ = noticed(rules)
    assert (open_.due_later, [line.id for line in open_.conditional]) == ((), ["permit/plan"])


def test_what_the_office_gets_is_not_handed_over_later() -> None:
    rules: dict[str, Any] = {
        "materials": {"licence": {"document": "licence", "due_at": "on_site_check"}, "plan": {"due_at": "on_site_check"}},
        "documents": {"licence": {"supplied_by": "holder", "live": [{"from": "2020-01-01", "region": "43"}]}},
    }

    found = noticed(rules)

    assert [d.id for d in found.due_later] == ["permit/plan"]
    assert [basis.article for basis in found.due_later[0].basis] == ["4"]


# ---- questions


def test_questions_are_those_of_their_authors_with_the_answers_there_are() -> None:
    rules: dict[str, Any] = {
        "materials": {
            "a": {"when": "form == x"},
            "b": {"when": "kinds has wall"},
            "c": {"when": "listed"},
            "d": {"when": "known"},
            "e": {"when": "applicant.kind == enterprise"},
            "f": {"when": "applicant.phone == none"},
            "g": {"when": "bought", "for_each": "vehicles"},
            "h": {"when": "colour == red", "for_each": "vehicles"},
        },
        "facts": {
            "form": {"ask": "什么形式？", "one_of": {"x": "甲", "y": "乙"}},
            "kinds": {"ask": "哪几类？可多选", "some_of": {"wall": "墙面", "roof": "楼顶"}},
            "listed": {"ask": "是否列入名录？", "type": "boolean", "answered_by": "office", "office": "holder"},
            "known": {"ask": "是否在规划区内？", "type": "boolean", "answered_by": "office"},
        },
        "lists": {"vehicles": {"ask": "请逐辆填写", "each": {"bought": {"ask": "是否已购置？", "type": "boolean"}, "colour": {"ask": "什么颜色？", "one_of": {"red": "红", "blue": "蓝"}}}}},
        "departments": {"planner": {"name": "规划局", "answers": ["known"]}},
    }

    found = {q.id.removeprefix("permit/fact/"): (q.of, q.ask) for q in noticed(rules, applicant={}, lists={"vehicles": [{"id": "1"}]}).questions}

    assert found == {
        "form": ("applicant", "什么形式？（甲；乙）"),
        "kinds": ("applicant", "哪几类？可多选（墙面；楼顶）"),
        "listed": ("office", "是否列入名录？（由持证局核实）"),
        "known": ("office", "是否在规划区内？（由规划局核实）"),
        "applicant.kind": (
            "applicant",
            "申请人属于哪一类？（自然人；个体工商户；企业；事业单位；社会组织；行政机关；其他组织）",
        ),
        "applicant.phone": ("applicant", "申请人联系电话是什么？"),
        "vehicles.bought[vehicles:1]": ("applicant", "是否已购置？"),
        "vehicles.colour[vehicles:1]": ("applicant", "什么颜色？（红；蓝）"),
    }
    assert [q.ask for q in noticed(rules, applicant={}).questions if q.id == "permit/fact/vehicles"] == ["请逐辆填写"]


def test_a_question_says_of_which_member_it_is() -> None:
    rules: dict[str, Any] = {
        "materials": {"g": {"when": "bought", "for_each": "vehicles"}, "h": {"for_each": "vehicles", "when": "seats > 9"}},
        "lists": {"vehicles": {"ask": "请逐辆填写", "each": {"bought": "boolean", "seats": "number"}}},
    }
    whose = {q.id: q.subject for q in noticed(rules, lists={"vehicles": [{"id": "1", "seats": 5}, {"id": "2", "bought": True}]}).questions}

    assert whose == {
        "permit/fact/vehicles.bought[vehicles:1]": "vehicles:1",
        "permit/fact/vehicles.seats[vehicles:2]": "vehicles:2",
    }


@pytest.mark.parametrize(
    ("label", "more", "called"),
    [
        ("plate", {}, {"vehicles:2": "湘D00002"}),
        ("owner", {"owner": "钱某"}, {"vehicles:2": "钱某"}),
        ("owner", {}, {}),
        ("owner", {"owner": " "}, {}),
        ("owner", {"owner": True}, {}),
        (None, {"owner": "钱某"}, {}),
    ],
)
def test_members_that_the_notice_names_are_called_by_what_their_list_shows(
    label: str | None, more: dict[str, Any], called: dict[str, str]
) -> None:
    rules: dict[str, Any] = {
        "materials": {"g": {"when": "plate != “湘D00001”", "for_each": "vehicles"}},
        "lists": {"vehicles": {"ask": "请逐辆填写", "each": {"plate": {"ask": "号牌", "type": "text"}}, **({"label": label} if label else {})}},
    }
    vehicles = [{"id": "1", "plate": "湘D00001", "owner": "赵某"}, {"id": "2", "plate": "湘D00002", **more}]

    notice = noticed(rules, lists={"vehicles": vehicles})

    assert [finding.subject for finding in notice.findings] == ["vehicles:2"]
    assert notice.subjects == called


def test_an_office_fact_that_no_department_answers_is_asked_of_nobody_by_name() -> None:
    rules: dict[str, Any] = {"materials": {"a": {"when": "listed"}}, "facts": {"listed": {"ask": "是否列入名录？", "type": "boolean", "answered_by": "office"}}}

    assert [q.ask for q in noticed(rules).questions] == ["是否列入名录？"]


def test_what_a_clerk_reads_off_a_paper_is_asked_in_the_authors_words() -> None:
    rules: dict[str, Any] = {
        "materials": {
            "lease": {"name": "租赁合同", "reads": {"landlord": {"name": "出租人"}, "until": {"type": "date", "ask": "合同到哪一天为止？"}}},
            "consent": {"when": "lease.landlord != applicant.name or lease.until < 2027-01-01"},
        }
    }

    found = noticed(rules, materials=[paper("lease")])

    assert [(q.id, q.of, q.ask) for q in found.questions] == [
        ("permit/read/lease.landlord", "clerk", "请查看“租赁合同”上的“出租人”"),
        ("permit/read/lease.until", "clerk", "合同到哪一天为止？"),
    ]
    assert found.questions[0].decides == ("permit/consent",)


def test_what_only_a_person_can_see_is_asked_in_the_words_of_the_check() -> None:
    found = noticed({"materials": {"form": {"name": "申请表", "hand_in": {"signed_by": "applicant"}}}}, materials=[paper("form")])

    assert found.outcome == "undetermined"
    assert [(q.id, q.of, q.ask) for q in found.questions] == [("permit/read/form.signed_by", "clerk", "请查看“申请表”由谁签名")]


def test_a_question_that_only_some_are_asked_says_who() -> None:
    rules: dict[str, Any] = {
        "materials": {"list": {"when": "stage == built and computers < 100"}, "train": {"when": "stage == built"}},
        "facts": {
            "stage": {"ask": "申请哪一阶段的审核？", "one_of": {"plan": "筹建", "built": "终审"}},
            "computers": {"ask": "装有多少台计算机？", "type": "number", "decimals": 0, "given": "stage == built"},
        },
    }

    asked = {q.id: q.ask for q in noticed(rules).questions}
    assert asked["permit/fact/computers"] == "装有多少台计算机？（“申请哪一阶段的审核？”的回答为“终审”的，请回答）"
    assert asked["permit/fact/stage"] == "申请哪一阶段的审核？（筹建；终审）"
    assert [q.ask for q in noticed(rules, facts={"stage": "built"}).questions] == ["装有多少台计算机？"]


def test_a_list_that_only_some_fill_in_says_who() -> None:
    rules: dict[str, Any] = {
        "materials": {"licence": {"for_each": "drivers", "when": "employs"}},
        "facts": {"employs": {"ask": "是否聘用驾驶员？", "type": "boolean"}},
        "lists": {"drivers": {"name": "驾驶员", "ask": "请逐名填写驾驶员", "given": "employs"}},
    }

    assert "请逐名填写驾驶员（聘用驾驶员的，请回答）" in [q.ask for q in noticed(rules).questions]


SCOPE: dict[str, Any] = {
    "items": {
        "permit": {
            "materials": {"form": {}},
            "facts": {
                "school": {"ask": "举办哪一类学校？", "one_of": {"nursery": "幼儿园", "middle": "高中", "college": "高等学校"}},
                "area": {"ask": "面积是多少？", "type": "number", "decimals": 0},
                "wants": {"ask": "做哪些？", "some_of": {"a": "甲", "b": "乙"}},
            },
        },
        "other": {"materials": {"form": {}}, "elements": {"item_name": "另一事项"}},
    },
}


def scope_asked(*lines: dict[str, Any], **keys: Any) -> list[str]:
    permit = {**SCOPE["items"]["permit"], "not_for": [{"say": "不办。", "basis": [BASIS], **line} for line in lines]}
    return [q.ask for q in noticed({"items": {**SCOPE["items"], "permit": permit}}, **keys).questions]


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        (
            [{"when": "school == college", "outcome": "not_competent", "go_to": "holder"}],
            "举办哪一类学校？（幼儿园；高中；高等学校）（答“高等学校”的，请向持证局申请）",
        ),
        (
            [
                {"when": "school == college", "outcome": "not_competent", "go_to": "holder"},
                {"when": "school == middle", "outcome": "not_required", "instead": {"item": "other"}},
            ],
            "举办哪一类学校？（幼儿园；高中；高等学校）（答“高等学校”的，请向持证局申请；答“高中”的，请改为办理“另一事项”）",
        ),
        ([{"when": "area < 10", "outcome": "not_required"}], "面积是多少？（答“不满10”的，依法不需要办理）"),
        (
            [{"when": "area < 10", "outcome": "not_required", "instead": {"publish_within": "10 calendar days"}}],
            "面积是多少？（答“不满10”的，依法不需要办理）",
        ),
        (
            [{"when": "wants has a", "outcome": "not_competent", "go_to": "holder"}],
            "做哪些？（甲；乙）（答包括“甲”的，请向持证局申请）",
        ),
    ],
)
def test_a_question_of_scope_says_what_its_answer_leads_to(lines: list[dict[str, Any]], asked: str) -> None:
    assert scope_asked(*lines) == [asked]


def test_the_kind_of_applicant_may_decide_the_scope() -> None:
    line = {"when": "applicant.kind == natural_person", "outcome": "not_competent", "go_to": "holder"}

    (asked,) = scope_asked(line, applicant={"name": "甲"})

    assert asked.startswith("申请人属于哪一类？（自然人；") and asked.endswith("（答“自然人”的，请向持证局申请）")


def test_a_scope_that_several_answers_decide_is_only_said_to_depend() -> None:
    line = {"when": "school == college and area < 10", "outcome": "not_competent", "go_to": "holder"}

    assert scope_asked(line) == [
        "举办哪一类学校？（幼儿园；高中；高等学校）（答案决定本机关能否受理）",
        "面积是多少？（答案决定本机关能否受理）",
    ]
    assert scope_asked(line, facts={"area": 5}) == ["举办哪一类学校？（幼儿园；高中；高等学校）（答“高等学校”的，请向持证局申请）"]


def test_a_scope_of_more_than_can_be_said_is_only_said_to_depend() -> None:
    members = {f"m{i}": f"第{i}" for i in range(10)}
    odd = " or ".join(f"(kinds has m{i} and kinds has m{i + 1} and not kinds has m{(i + 5) % 10})" for i in range(9))
    rules: dict[str, Any] = {
        "materials": {"form": {}},
        "facts": {"kinds": {"ask": "哪几类？", "some_of": members}},
        "not_for": [odd],
    }

    assert [q.ask.endswith("（答案决定本机关能否受理）") for q in noticed(rules).questions] == [True]


def test_the_question_of_scope_stands_first() -> None:
    rules: dict[str, Any] = {
        "materials": {"a": {"when": "rented"}},
        "facts": {"rented": "boolean", "area": {"type": "number", "decimals": 2}},
        "not_for": ["area < 10"],
    }

    found = noticed(rules)

    assert [(q.id, q.decides) for q in found.questions] == [("permit/fact/area", ("permit",)), ("permit/fact/rented", ("permit/a",))]


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
