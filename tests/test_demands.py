"""Demands that an applicant met with, held against the rules: allowed, disallowed with the reason, or not recognised."""

from __future__ import annotations

from typing import Any

import pytest
from building import delivered_classes
from demanding import ITEMS, LIVE, RESULT, SHARED, demand, only
from hypothesis import given
from hypothesis import strategies as st
from noticing import noticed, paper
from visiting import again, forgot


@pytest.mark.parametrize(
    ("asked", "verdict", "class_", "say"),
    [
        ({"name": "申请表"}, "allowed", None, "依据《试验法》（试验）第四条第一款。"),
        ({"name": " 申 请 书 "}, "allowed", None, "依据《试验法》（试验）第四条第一款。"),
        ({"name": "登记•表"}, "allowed", None, "依据《试验法》（试验）第四条第一款。"),
        ({"name": "随便写的", "material": "form"}, "allowed", None, "依据《试验法》（试验）第四条第一款。"),
        ({"name": "租赁合同"}, "allowed", None, "是否需要取决于尚未说明的情形；需要时，依据《试验法》（试验）第四条第一款。"),
        ({"name": "营业执照复印件"}, "disallowed", "C2_SHAREABLE", "这份材料由其他部门持有，并已决定共享，由本机关自行取得。"),
        ({"name": "执照"}, "disallowed", "C2_SHAREABLE", "这份材料由其他部门持有，并已决定共享，由本机关自行取得。"),
        ({"name": "税务登记证"}, "disallowed", "C1_NO_BASIS", "没有法律、法规或者规章要求提交这份材料。"),
        (
            {"name": "检测报告"},
            "disallowed",
            "C4_COMMITMENT",
            "这份材料可以由书面承诺代替，不得只要求提交材料，提交还是承诺由申请人选择。",
        ),
        ({"name": "场所证明"}, "disallowed", "C5_COVERED", "已由另一份材料涵盖。"),
        ({"name": "平面图"}, "disallowed", None, "依照规定在后续环节交，本次不需提交。"),
        ({"name": "规划许可证"}, "disallowed", "C2_SHAREABLE", "这份材料是另一事项的办理结果，由部门之间传递。"),
    ],
)
def test_a_demand_is_held_against_the_rules(asked: dict[str, str], verdict: str, class_: str | None, say: str) -> None:
    found = demand(noticed(ITEMS, demands=[{"by": "bureau", **asked}]))

    assert (found.name, found.by) == (asked["name"], "bureau")
    assert (found.verdict, found.class_, found.say) == (verdict, class_, say)


NOT_RECOGNISED = "所说的名称与目录中的材料都不相同，没有按相近的名称认定。"


@pytest.mark.parametrize("name", ["申请", "申请表格", "租赁", "税务登记", "房产证", "证明", ""])
def test_a_name_that_is_only_near_or_not_the_only_one_is_never_guessed(name: str) -> None:
    found = demand(noticed(ITEMS, demands=[{"name": name}]))

    assert (found.verdict, found.class_, found.say, found.by) == ("not_recognised", None, NOT_RECOGNISED, "未记录")


@given(st.text(alphabet="营业执照复印件税务登记证检测报告场所明平面图规划许可 甲a", max_size=7))
def test_no_text_is_called_disallowed_but_a_declared_name(name: str) -> None:
    declared = {"营业执照复印件", "营业执照", "执照", "税务登记证", "检测报告", "场所证明", "平面图", "规划许可证"}
    found = demand(noticed(ITEMS, demands=[{"name": name}]))

    assert found.verdict != "disallowed" or "".join(name.split()) in declared


def test_a_code_that_is_not_in_the_item_is_not_recognised_whatever_the_name() -> None:
    for name in ("申请表", "执照"):
        found = demand(noticed(ITEMS, demands=[{"name": name, "material": "nothing"}]))
        assert (found.verdict, found.class_) == ("not_recognised", None)
        assert found.say == "所写的材料代码不在本事项的目录中，名称与目录中的一份材料相同，是否就是那份材料，由提出要求的部门说明。"
    assert demand(noticed(ITEMS, demands=[{"name": "证明", "material": "nothing"}])).say == NOT_RECOGNISED


BASIS = "依据《试验法》（试验）第四条第一款"
UNSURE = "是否需要取决于尚未说明的情形"
RENTED: dict[str, Any] = {"rented": "boolean"}
COMMITS: dict[str, Any] = {"listed_in": {"title": "目录"}, "basis": [{"law": "act", "article": "40"}]}


def judged(material: dict[str, Any], *, others: dict[str, Any] | None = None, facts: dict[str, Any] | None = None, code: str = "x", **keys: Any) -> tuple[str, str | None, str]:
    """What is said of a demand for material `x`."""
    rules = {"materials": {"x": {"name": "甲", **material}, **(others or {})}, "facts": facts or {}}
    if "any_of" in material:
        rules["materials"]["x"].pop("name")
    found = demand(noticed(rules, demands=[{"name": "随便写的", "material": code}], **keys))
    return found.verdict, found.class_, found.say


def test_what_is_never_due_now_may_not_be_demanded_whatever_the_situation() -> None:
    covered = judged({"when": "rented"}, others={"map": {"when": "rented", "covers": "x"}}, facts=RENTED)
    assert covered == ("disallowed", "C5_COVERED", f"{UNSURE}；即使需要，也已由另一份材料涵盖。")

    later = judged({"when": "big", "due_at": {"event": "on_site_check", "when": "big"}}, facts={"big": "boolean"})
    assert later == ("disallowed", None, f"{UNSURE}；即使需要，也依照规定在后续环节交，本次不需提交。")

    both = judged({"due_at": {"event": "on_site_check", "when": "rented"}}, others={"map": {"when": "not rented", "covers": "x"}}, facts=RENTED)
    assert both == ("disallowed", None, "依照规定在后续环节交，或者已由另一份材料涵盖，本次不需提交。")


def test_what_some_situation_asks_for_now_may_be_demanded() -> None:
    covered = judged({}, others={"map": {"name": "乙", "when": "rented", "covers": "x"}}, facts=RENTED)
    assert covered == ("allowed", None, f"{UNSURE}；需要时，{BASIS}；《甲》、《乙》，有其中一份即可。")
    later = judged({"due_at": {"event": "on_site_check", "when": "rented"}}, facts=RENTED)
    assert later == ("allowed", None, f"{UNSURE}；需要时，{BASIS}。")


def test_a_commitment_that_may_be_needed_says_so() -> None:
    verdict, class_, say = judged({"commitment": COMMITS, "when": "rented"}, facts=RENTED)
    assert (verdict, class_) == ("disallowed", "C4_COMMITMENT")
    assert say == f"{UNSURE}；这份材料可以由书面承诺代替，不得只要求提交材料，提交还是承诺由申请人选择。"
    # nobody is told to choose where neither is due
    assert judged({"commitment": COMMITS, "due_at": "on_site_check"})[1] is None


ARMS: dict[str, Any] = {"any_of": {"deed": {"name": "房产证"}, "lease": {"name": "租赁合同"}}}


def test_of_several_that_would_do_the_demand_for_one_names_the_other() -> None:
    either = f"{BASIS}；《房产证》、《租赁合同》，有其中一份即可。"
    assert judged(ARMS, code="deed") == ("allowed", None, either)
    assert judged(ARMS, code="deed", materials=[paper("lease")]) == ("allowed", None, f"{BASIS}；这一项要求有其中一份即可，《租赁合同》已经收到，符合要求。")
    assert judged(ARMS, code="lease", materials=[paper("lease")]) == ("allowed", None, f"{BASIS}；已经收到，符合要求。")
    assert judged(ARMS, code="deed", materials=[paper("lease", unreadable=True)]) == ("allowed", None, either)
    assert judged({}, others={"map": {"name": "乙", "covers": "x", "when": "rented"}}, facts=RENTED, materials=[paper("map")])[2] == (
        f"{UNSURE}；需要时，{BASIS}；这一项要求有其中一份即可，《乙》已经收到，符合要求。"
    )


def test_what_is_to_be_finished_first_may_be_demanded() -> None:
    gone = [{"document": "planning-permit", "status": "not_found", "by": "holder"}]
    asked = [{"name": "规划许可证"}]

    found = demand(noticed(RESULT, obtained=gone, demands=asked))

    assert (found.verdict, found.class_) == ("allowed", None)
    assert found.say == "经核实，前置事项尚未办结，请先办理；依据《试验法》（试验）第四条第一款。"
    assert demand(noticed(RESULT, demands=asked)).verdict == "disallowed"


def test_a_requirement_may_be_demanded_as_a_whole() -> None:
    assert judged(ARMS) == ("allowed", None, f"{BASIS}；《房产证》、《租赁合同》，有其中一份即可。")
    assert judged(ARMS, materials=[paper("lease")]) == ("allowed", None, f"{BASIS}；已经收到，符合要求。")
    apart = {"any_of": {"deed": {"name": "房产证", "when": "not rented"}, "lease": {"name": "租赁合同", "when": "rented"}}}
    assert judged(apart, facts=RENTED) == ("allowed", None, f"{BASIS}；《房产证》、《租赁合同》，各按适用情形提交。")
    # what was handed in closes it in one of two situations only
    assert judged(apart, facts=RENTED, code="lease", materials=[paper("deed")])[2] == f"{UNSURE}；需要时，{BASIS}。"
    taken = {"any_of": {"deed": {"name": "房产证", "when": "rented"}, "lease": {"name": "租赁合同", "when": "rented"}}, "when": "not rented"}
    assert judged(taken, facts=RENTED, code="deed")[:2] == ("disallowed", None)


def test_what_is_due_for_one_member_of_a_list_depends_on_nothing() -> None:
    rules: dict[str, Any] = {
        "materials": {"x": {"name": "甲", "for_each": "cars", "when": "old"}},
        "lists": {"cars": {"each": {"old": "boolean"}}},
    }
    cars = [{"id": "1", "old": True}, {"id": "2", "old": False}]

    def said(**keys: Any) -> str:
        return demand(noticed(rules, demands=[{"name": "甲"}], **keys)).say

    assert said(lists={"cars": cars}) == f"{BASIS}。"
    assert said(lists={"cars": [{"id": "1"}, cars[1]]}) == f"{UNSURE}；需要时，{BASIS}。"
    assert said(lists={"cars": cars[1:]}).startswith("在本次申请的情形下")


def test_what_is_not_due_in_this_situation_may_not_be_demanded() -> None:
    found = demand(noticed(ITEMS, facts={"rented": False}, demands=[{"name": "租赁合同"}]))

    assert (found.verdict, found.class_) == ("disallowed", None)
    assert found.say == "在本次申请的情形下，不需要这份材料。"


def test_a_paper_may_be_demanded_of_whom_no_commitment_is_open_to() -> None:
    assert demand(noticed(ITEMS, facts={"serious_bad_credit": True}, demands=[{"name": "检测报告"}])).verdict == "allowed"


def test_the_result_of_another_item_may_not_be_demanded_though_a_class_is_silent() -> None:
    silent = delivered_classes().replace("when: held or result_of_item", "when: held")
    found = noticed({**ITEMS, "disallowed": silent}, demands=[{"name": "规划许可证"}])

    assert (demand(found).verdict, demand(found).class_) == ("disallowed", "C2_SHAREABLE")
    assert demand(found).say == "属于另一事项的办理结果，由窗口查询。"
    line = only(found, "earlier")
    assert (line.class_, line.effect) == ("C2_SHAREABLE", "office_obtains")


def test_words_are_neutral() -> None:
    names = ["申请表", "租赁合同", "营业执照", "税务登记证", "检测报告", "场所证明", "平面图", "别的"]

    told = "".join(line.say for line in noticed(ITEMS, demands=[{"name": name} for name in names]).demands)

    assert not any(word in told for word in ("违法", "违规", "有关", "等", "根据实际"))


def test_what_nothing_asks_for_here_is_not_needed_here_whatever_its_class() -> None:
    """A class says why a paper that is due is not handed in; of one that is not due it would be a false reason."""
    rules: dict[str, Any] = {
        "materials": {
            "form": {},
            "licence": {"name": "营业执照", "document": "licence", "when": "company"},
            "earlier": {"name": "规划许可证", "result_of": "planning", "when": "company"},
            "badge": {"name": "资格证明", "proved_by": "card", "when": "company"},
            "lease": {"name": "租赁合同", "when": "company"},
            "tax": {"name": "税务登记证", "over_asked": "true", "basis": [], "when": "company"},
        },
        "facts": {"company": "boolean"},
    }
    items = {"items": {"permit": rules, "planning": {"materials": {"form": {}}}}, "documents": {**SHARED, "card": {"name": "资格证"}}}
    asked = [{"name": name} for name in ("营业执照", "规划许可证", "资格证明", "租赁合同", "税务登记证")]

    def told(**keys: Any) -> list[tuple[str, str | None, str]]:
        return [(line.name, line.class_, line.say) for line in noticed(items, demands=asked, **keys).demands]

    here = "在本次申请的情形下，不需要这份材料。"
    assert told(facts={"company": False}) == [
        ("营业执照", None, here),
        ("规划许可证", None, here),
        ("资格证明", None, here),
        ("租赁合同", None, here),
        ("税务登记证", "C1_NO_BASIS", "没有法律、法规或者规章要求提交这份材料。"),
    ]
    assert [class_ for _, class_, _ in told(facts={"company": True})] == [
        "C2_SHAREABLE", "C2_SHAREABLE", "C3_HELD_LICENCE", None, "C1_NO_BASIS",
    ]
    assert [class_ for _, class_, _ in told()] == ["C2_SHAREABLE", "C2_SHAREABLE", "C3_HELD_LICENCE", None, "C1_NO_BASIS"]


OWN: dict[str, Any] = {
    "materials": {
        "site": {
            "any_of": {
                "deed": {"name": "产权证", "document": "deed", "when": "owner"},
                "report": {"name": "验资报告"},
            }
        },
    },
    "facts": {"owner": "boolean"},
    "documents": {"deed": {"name": "产权证", "supplied_by": "holder", **LIVE}},
}


def test_what_the_office_gets_in_another_way_may_not_be_demanded() -> None:
    """Where the office obtains one paper of a requirement, nothing is asked of the applicant for it."""
    asked = [{"name": "验资报告"}]

    owned = demand(noticed(OWN, facts={"owner": True}, demands=asked))
    assert noticed(OWN, facts={"owner": True}).findings == ()
    assert (owned.verdict, owned.class_, owned.say) == ("disallowed", None, "由本机关自行取得《产权证》即可，本次不需提交。")
    rented = demand(noticed(OWN, facts={"owner": False}, demands=asked))
    assert (rented.verdict, rented.say) == ("allowed", "依据《试验法》（试验）第四条第一款。")
    unknown = demand(noticed(OWN, demands=asked))
    assert (unknown.verdict, unknown.say) == ("allowed", "是否需要取决于尚未说明的情形；需要时，依据《试验法》（试验）第四条第一款。")


def test_whoever_is_sent_elsewhere_needs_no_paper_here() -> None:
    rules: dict[str, Any] = {"materials": {"form": {"name": "申请表"}}, "facts": {"small": "boolean"}, "not_for": ["small"]}

    found = demand(noticed(rules, facts={"small": True}, demands=[{"name": "申请表"}]))

    assert (found.verdict, found.class_, found.say) == ("disallowed", None, "在本次申请的情形下，不需要这份材料。")


def test_what_is_due_as_things_stand_is_demanded_without_a_doubt() -> None:
    """Should the signer differ, the lease may be replaced; until then the consent is simply due."""
    rules: dict[str, Any] = {
        "materials": {"lease": {"reads": {"landlord": {}}}, "consent": {"name": "同意书", "when": "lease.landlord != applicant.name", "reads": {"signer": {}}}},
        "consistency": [{"name": "signer", "same": ["lease.landlord", "consent.signer"]}],
    }
    demand = [{"name": "同意书", "by": "bureau"}]
    settled = noticed(rules, materials=[paper("lease", fields={"landlord": "张三"})], demands=demand)
    unsettled = noticed(rules, demands=demand)

    assert [line.id for line in settled.findings] == ["permit/consent"]
    assert "尚未说明" not in settled.demands[0].say
    assert "尚未说明" in unsettled.demands[0].say


def test_what_the_office_forgot_to_tell_may_not_be_demanded_afterwards() -> None:
    """The first notice did not name the plan: that is the office's fault, and the counter may not make up for it."""
    rules: dict[str, Any] = {"materials": {"form": {}, "plan": {"name": "平面图"}, "each": {"name": "执照", "for_each": "men"}}, "lists": {"men": {"each": {}}}}
    first = forgot(noticed(rules, lists={"men": [{"id": "1"}]}), "plan", "each[men:1]")
    demanded = [{"name": name, "by": "bureau"} for name in ("平面图", "执照")]
    second = again(first, rules, lists={"men": [{"id": "1"}]}, materials=[paper("form", handed_in_on="2026-03-10")], demands=demanded)
    nobody = noticed(rules, lists={"men": []}, demands=demanded)

    assert [fault.id for fault in second.office_faults] == ["permit/plan", "permit/each[men:1]"]
    assert [(found.verdict, found.say) for found in second.demands] == [("disallowed", "首次告知时没有列出，本次不再要求。")] * 2
    assert [found.verdict for found in nobody.demands] == ["allowed", "disallowed"]
    assert nobody.demands[1].say == "在本次申请的情形下，不需要这份材料。"
