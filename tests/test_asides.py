"""What stands beside the requests: what no one may ask for, what the office gets, what was in order or not asked for."""

from __future__ import annotations

from typing import Any

import pytest
from building import delivered_classes
from demanding import ITEMS, LIVE, RESULT, SHARED, demand, only
from hypothesis import given
from hypothesis import strategies as st
from noticing import ids, noticed, paper

from materials_rules.notice.model import OfficeTask

# ---- the effect of each class


def test_c1_is_dropped_and_spoken_of_only_where_it_came_up() -> None:
    """Nobody is told of papers that nobody asked for; who was asked, or brought one, is told that it is not needed."""
    rules: dict[str, Any] = {
        "materials": {
            "form": {},
            "tax": {"name": "税务登记证", "kind": "licence", "over_asked": "true", "basis": []},
            "rest": {"name": "其他材料", "catch_all": "true"},
        }
    }

    assert noticed(rules).not_needed == ()
    assert "tax" not in ids(noticed(rules))
    for found in (noticed(rules, materials=[paper("tax")]), noticed(rules, demands=[{"name": "税务登记证"}])):
        line = only(found, "tax")
        assert (line.class_, line.effect, line.if_) == ("C1_NO_BASIS", "drop", None)
        assert line.instead == "没有法律、法规或者规章要求提交这份材料；不用提交。"
        assert [basis.article for basis in line.basis] == ["4"]
    assert only(noticed(rules, demands=[{"name": "其他材料"}]), "rest").instead.startswith("这是兜底条款")


def test_c1_of_a_proof_whose_rule_is_too_low_from_its_day_on() -> None:
    rules: dict[str, Any] = {"materials": {"proof": {"kind": "proof", "basis": [{"law": "measures", "article": "8"}]}}, "in_force_from": "2019-01-01"}

    assert noticed(rules, received_on="2019-12-31").not_needed == ()
    assert only(noticed(rules, received_on="2020-01-01"), "proof").instead.startswith("这是证明事项")
    assert noticed(rules, received_on="2020-01-01").outcome == "accept"


def test_c2_is_obtained_by_the_office_with_who_and_by_when() -> None:
    rules: dict[str, Any] = {"materials": {"licence": {"name": "营业执照副本", "document": "licence"}}, "documents": SHARED}

    found = noticed(rules)

    assert found.outcome == "accept"
    line = only(found, "licence")
    assert (line.class_, line.effect, line.if_, line.instead) == ("C2_SHAREABLE", "office_obtains", None, "由本窗口向持证局取得。")
    assert found.office_tasks == (
        OfficeTask("licence", "holder", "2026-03-03", "不得要求申请人提交；查不到的，由窗口继续核实，不作为缺少材料。"),
    )
    before = noticed(rules, received_on="2020-01-01")
    assert [t.by for t in before.office_tasks] == ["2020-01-03"]


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("not_found", "已经查询（查无记录），由窗口继续核实，不作为缺少材料。"),
        ("unavailable", "已经查询（接口不通），由窗口继续核实，不作为缺少材料。"),
        ("differs", "已经查询（查到的内容与申报的不一致），由窗口继续核实，不作为缺少材料。"),
    ],
)
def test_what_the_office_does_not_find_stays_its_task(status: str, why: str) -> None:
    rules: dict[str, Any] = {"materials": {"licence": {"document": "licence"}}, "documents": SHARED}

    found = noticed(rules, obtained=[{"document": "licence", "status": status}])

    assert [task.why for task in found.office_tasks] == [why]
    assert (found.outcome, found.findings) == ("accept", ())
    assert noticed(rules, obtained=[{"document": "licence", "status": "found"}]).office_tasks == ()


def test_one_task_for_one_document_whatever_it_serves_for() -> None:
    rules: dict[str, Any] = {
        "materials": {
            "owner": {"name": "负责人身份证", "document": "card"},
            "tenant": {"name": "承租人身份证", "document": "card", "when": "rented", "hand_in": {"copies": "1"}},
        },
        "facts": {"rented": "boolean"},
        "documents": {"card": {"name": "身份证", "supplied_by": "holder", **LIVE}},
    }

    assert noticed(rules).office_tasks == (
        OfficeTask(
            "card", "holder", None, "用于“负责人身份证”、“承租人身份证”；不得要求申请人提交；查不到的，由窗口继续核实，不作为缺少材料。"
        ),
    )


def test_a_task_that_is_not_sure_says_so() -> None:
    rules: dict[str, Any] = {
        "materials": {"deed": {"name": "产权证", "document": "deed", "when": "not rented"}},
        "facts": {"rented": {"ask": "场地是否为租用？", "type": "boolean"}},
        "documents": {"deed": {"name": "产权证", "supplied_by": "holder", **LIVE}},
    }

    found = noticed(rules)

    assert found.office_tasks[0].why.startswith("是否需要取决于尚未说明的情形；")
    line = only(found, "deed")
    assert line.if_ is not None
    assert (line.if_.text, line.if_.depends_on) == ("场地不是租用", ("fact/rented",))
    assert noticed(rules, facts={"rented": True}).office_tasks == ()


def test_the_result_of_another_item_is_looked_up_where_it_was_granted() -> None:
    found = noticed(RESULT)

    assert found.outcome == "accept"
    assert found.office_tasks == (OfficeTask("earlier", "holder", None, "不得要求申请人提交；查不到的，由窗口继续核实，不作为缺少材料。"),)
    assert (only(found, "earlier").class_, only(found, "earlier").effect) == ("C2_SHAREABLE", "office_obtains")


def test_a_result_that_was_never_granted_is_a_finding_and_no_task() -> None:
    found = noticed(RESULT, obtained=[{"document": "planning-permit", "status": "not_found", "by": "holder"}])

    assert [(line.id, line.kind) for line in found.findings] == [("permit/earlier", "missing_result")]
    assert (found.office_tasks, found.not_needed) == ((), ())


def test_what_must_be_finished_first_names_where_and_what() -> None:
    gone = [{"document": "planning-permit", "status": "not_found", "by": "holder"}]

    ((arm,),) = (line.arms for line in noticed(RESULT, obtained=gone).findings)

    assert arm.do == ("请先向持证局办理“试验许可”，取得规划许可证",)


BOTH: dict[str, Any] = {
    "materials": {
        "site": {"any_of": {"deed": {"name": "产权证", "document": "deed"}, "lease": {"name": "租赁备案", "document": "filed"}}},
        "form": {},
    },
    "documents": {
        "deed": {"name": "产权证", "supplied_by": "holder", **LIVE},
        "filed": {"name": "租赁备案", "supplied_by": "holder", **LIVE},
    },
}


def whys(rules: dict[str, Any], **keys: Any) -> dict[str, str]:
    return {task.document: task.why for task in noticed(rules, **keys).office_tasks}


def test_of_several_documents_to_obtain_any_one_is_enough() -> None:
    end = "；不得要求申请人提交；查不到的，由窗口继续核实，不作为缺少材料。"

    assert whys(BOTH) == {"deed": f"与“租赁备案”取得其中一项即可{end}", "filed": f"与“产权证”取得其中一项即可{end}"}
    assert whys(BOTH, obtained=[{"document": "deed", "status": "found"}]) == {}
    assert "filed" in whys(BOTH, obtained=[{"document": "deed", "status": "not_found"}])


def test_a_document_that_is_needed_by_itself_has_no_other_that_is_enough() -> None:
    """Another requirement needs it alone; or the other is got in another situation only; or both are one document."""
    rules = {**BOTH, "materials": {**BOTH["materials"], "owner": {"name": "产权人证明", "document": "deed", "when": "rented"}}, "facts": {"rented": "boolean"}}
    assert "取得其中一项即可" not in whys(rules)["deed"]
    assert "取得其中一项即可" in whys(rules)["filed"]

    arms = BOTH["materials"]["site"]["any_of"]
    apart = {"deed": {**arms["deed"], "when": "not rented"}, "lease": {**arms["lease"], "when": "rented"}}
    apart_rules = {**BOTH, "materials": {"site": {"any_of": apart}}, "facts": {"rented": "boolean"}}
    assert not any("取得其中一项即可" in why for why in whys(apart_rules).values())

    one = {"deed": arms["deed"], "copy": {**arms["deed"], "name": "产权证复印件"}}
    assert "取得其中一项即可" not in whys({**BOTH, "materials": {"site": {"any_of": one}}})["deed"]


def test_c3_asks_to_see_the_licence_and_never_for_the_paper() -> None:
    rules: dict[str, Any] = {"materials": {"proof": {"name": "资格证明", "proved_by": "badge"}}, "documents": {"badge": {"name": "资格证"}}}

    found = noticed(rules)

    (line,) = found.findings
    assert (line.kind, [a.name for a in line.arms]) == ("original_not_shown", ["资格证"])
    taken = only(found, "proof")
    assert (taken.class_, taken.effect) == ("C3_HELD_LICENCE", "show_instead")
    assert taken.instead == "要证明的事情，申请人已有的证照就能证明；出示资格证的原件即可，核对后当场退还。"
    shown = noticed(rules, materials=[paper("badge", original_shown=True, expires_on=None, issued_on=None)])
    assert shown.outcome == "accept"
    assert [(line.material, line.subject) for line in shown.in_order] == [("badge", None)]
    assert shown.extra == ()


def test_c4_is_no_material_that_is_not_needed() -> None:
    rules: dict[str, Any] = {
        "materials": {"report": {"commitment": {"listed_in": {"title": "目录"}, "basis": [{"law": "act", "article": "40"}]}}}
    }

    assert noticed(rules).not_needed == ()
    assert ids(noticed(rules)) == {"report"}


def test_c5_is_covered_where_the_other_is_asked_for() -> None:
    rules: dict[str, Any] = {
        "materials": {
            "lease": {"name": "租赁合同", "when": "rented", "covers": "site"},
            "site": {"name": "场所证明"},
        },
        "facts": {"rented": {"ask": "场地是否为租用？", "type": "boolean"}},
    }

    covered = only(noticed(rules, facts={"rented": True}), "site")
    assert (covered.class_, covered.effect, covered.if_, covered.instead) == ("C5_COVERED", "covered_by", None, "由租赁合同涵盖。")
    assert ids(noticed(rules, facts={"rented": True})) == {"lease"}
    assert noticed(rules, facts={"rented": False}).not_needed == ()
    depends = only(noticed(rules), "site")
    assert depends.if_ is not None
    assert depends.if_.text == "场地为租用"


def test_what_is_not_due_at_all_is_not_called_covered() -> None:
    rules: dict[str, Any] = {
        "materials": {"lease": {"covers": "site"}, "site": {"when": "rented"}},
        "facts": {"rented": "boolean"},
    }

    assert noticed(rules, facts={"rented": False}).not_needed == ()


def test_c6_is_dropped() -> None:
    judged = {"by": "bureau", "on": "2025-01-01", "why": "无法核实"}
    rules: dict[str, Any] = {"materials": {"proof": {"unverifiable": judged}}}

    line = only(noticed(rules), "proof")

    assert (line.class_, line.effect) == ("C6_UNVERIFIABLE", "drop")
    assert line.instead == "开具单位自己没有办法调查核实所证明的事情；不用提交，需要核实的由本机关核实。"


def test_an_exception_lets_the_material_be_asked_for_in_its_time() -> None:
    exception = {"class": "C2_SHAREABLE", "why": "系统未通", "document_no": "1号", "from": "2026-01-01", "to": "2026-06-30", "basis": [{"law": "act", "article": "9"}]}
    rules: dict[str, Any] = {"materials": {"licence": {"document": "licence", "exception": exception}}, "documents": SHARED}

    assert ids(noticed(rules)) == {"licence"}
    assert ids(noticed(rules, received_on="2026-07-01")) == set()
    (line,) = noticed(rules).findings
    assert line.exception is not None and line.exception.class_ == "C2_SHAREABLE"
    assert noticed(rules).not_needed == ()


# ---- everything that was handed in stands somewhere


@given(
    st.lists(
        st.sampled_from(["form", "licence", "lease", "report", "plan", "site", "map", "tax", "one", "photo"]), unique=True, max_size=6
    ),
    st.booleans() | st.none(),
    st.sampled_from([True, False]),
)
def test_every_paper_stands_in_exactly_one_place(codes: list[str], rented: bool | None, legible: bool) -> None:
    facts = {} if rented is None else {"rented": rented}
    found = noticed(ITEMS, facts=facts, materials=[paper(code, unreadable=not legible) for code in codes])

    defective = {a.material for line in (*found.findings, *found.conditional) for a in line.arms if a.defects[0].kind != "missing"}
    orderly = {line.material for line in found.in_order}
    extra = {line.material for line in found.extra}
    assert orderly | extra | defective == set(codes)
    assert not orderly & extra and not orderly & defective and not extra & defective


def test_a_second_way_that_was_not_needed_is_extra_however_it_looks() -> None:
    rules: dict[str, Any] = {"materials": {"site": {"any_of": {"deed": {}, "lease": {"hand_in": {"copies": "2"}}}}}}

    found = noticed(rules, materials=[paper("deed"), paper("lease", copies=1)])

    assert found.outcome == "accept"
    assert ([o.material for o in found.in_order], [e.material for e in found.extra]) == (["deed"], ["lease"])


def test_a_paper_that_a_person_must_look_at_is_neither() -> None:
    rules: dict[str, Any] = {"materials": {"form": {"hand_in": {"signed_by": "applicant"}}}}

    found = noticed(rules, materials=[paper("form")])

    assert (found.in_order, found.extra) == ((), ())


def test_a_paper_of_a_strange_member_is_an_entry_and_no_extra() -> None:
    rules: dict[str, Any] = {"materials": {"licence": {"for_each": "drivers"}}, "lists": {"drivers": {}}}
    papers = [paper("licence", subject="drivers:1"), paper("licence", subject="drivers:9"), paper("photo", subject="x")]

    found = noticed(rules, lists={"drivers": [{"id": "1"}]}, materials=papers)

    assert [(line.id, line.kind) for line in found.findings] == [("permit/licence[drivers:9]", "wrong_subject")]
    assert [(line.material, line.subject) for line in found.in_order] == [("licence", "drivers:1")]
    assert [(line.material, line.subject) for line in found.extra] == [("photo", "x")]


def test_out_of_scope_nothing_is_asked_and_nothing_examined() -> None:
    rules: dict[str, Any] = {"materials": {"form": {}}, "facts": {"area": {"type": "number", "decimals": 2}}, "not_for": ["area < 10"]}

    found = noticed(rules, facts={"area": 5}, materials=[paper("form")], demands=[{"name": "材料form"}])

    assert found.outcome == "not_required"
    assert ids(found) == set()
    assert [line.material for line in found.extra] == ["form"]
    assert (found.in_order, found.not_needed, found.office_tasks) == ((), (), ())
    assert demand(found).verdict == "disallowed"


# ---- what the tool could not judge


def checked(material: dict[str, Any], documents: dict[str, Any], **keys: Any) -> list[tuple[str, str, str]]:
    rules = {
        "materials": {"form": {"reads": {"name": {"name": "名称"}}}, "other": {"name": "另件", "reads": {"name": {"name": "名称"}}, **material}},
        "consistency": [{"name": "names", "same": ["form.name", "other.name"]}],
        "documents": documents,
    }
    found = noticed(rules, materials=[paper("form", fields={"name": "甲"})], **keys)
    return [(line.id, line.by, line.why) for line in found.not_checked]


ID = "permit/consistency/names"


def test_who_compares_what_the_tool_does_not_see() -> None:
    assert checked({"document": "licence"}, SHARED) == [(ID, "clerk", "《另件》上的“名称”待从持证局取得后核对是否一致。")]
    copy = [{"document": "licence", "status": "found", "fields": {"name": "甲"}}]
    assert checked({"document": "licence"}, SHARED, obtained=copy) == []
    badge = {"badge": {"name": "资格证"}}
    assert checked({"proved_by": "badge"}, badge) == [(ID, "clerk", "《另件》上的“名称”在出示证照时核对是否一致。")]


def test_what_is_dropped_is_compared_by_nobody() -> None:
    judged = {"by": "bureau", "on": "2025-01-01", "why": "无法核实"}

    found = checked({"unverifiable": judged, "exception": {"class": "C6_UNVERIFIABLE", "why": "x", "document_no": "1号", "from": "2020-01-01", "to": "2020-12-31", "basis": [{"law": "act", "article": "9"}]}}, {})

    assert found == [(ID, "clerk", "《另件》上的“名称”所在的材料不作要求，本项不核对。")]


def test_the_office_that_decides_looks_for_what_nobody_is_known_to_hold() -> None:
    """A city may say that a class of papers is looked up although its register names no holder."""
    wider = delivered_classes().replace("when: held or result_of_item", "when: held or result_of_item or kind == licence")
    rules: dict[str, Any] = {"materials": {"licence": {"kind": "licence"}}, "disallowed": wider}

    assert [(task.document, task.from_, task.by) for task in noticed(rules).office_tasks] == [("licence", "bureau", None)]
