"""What is asked: in whose words, of whom, with which answers, and first what decides the scope."""

from __future__ import annotations

from typing import Any

import pytest
from building import BASIS
from noticing import noticed, paper


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
