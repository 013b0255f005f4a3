"""Differences as something to correct: an arm for each paper, and what a paper that must be replaced shows already."""

from __future__ import annotations

from typing import Any

import pytest
from noticing import examined, paper

from materials_rules.verdict.entries import Entry, entries

THREE: dict[str, Any] = {
    "materials": {
        "form": {"name": "申请表", "hand_in": {"signed_by": "applicant"}, "reads": {"name": {"name": "名称"}}},
        "lease": {"name": "租赁合同", "reads": {"name": {"name": "承租人"}}},
        "plan": {"name": "图纸", "reads": {"name": {"name": "建设单位"}}},
    },
    "consistency": [{"name": "names", "same": ["form.name", "lease.name", "plan.name"]}],
}


def form(name: str | None, *, signed: bool = True, **more: Any) -> dict[str, Any]:
    fields = {} if name is None else {"name": name}
    return paper("form", signed_by=["applicant"] if signed else [], fields=fields, **more)


def told(rules: dict[str, Any] = THREE, **keys: Any) -> dict[str, Entry]:
    return {line.id.removeprefix("permit/"): line for line in entries(examined(rules, **keys))}


def test_three_papers_are_three_places_to_check() -> None:
    papers = [form("甲"), paper("lease", fields={"name": "乙"}), paper("plan", fields={"name": "丙"})]
    (line,) = told(materials=papers).values()

    assert [(arm.material, arm.do) for arm in line.arms] == [
        ("form", ("请核对《申请表》上的“名称”，有误的请更正",)),
        ("lease", ("请核对《租赁合同》上的“承租人”，有误的请更正",)),
        ("plan", ("请核对《图纸》上的“建设单位”，有误的请更正",)),
    ]
    assert line.serves == ("permit/form", "permit/lease", "permit/plan")


@pytest.mark.parametrize(
    ("unsigned", "others", "seen"),
    [
        pytest.param(form("乙", signed=False), ("甲", "甲"), True, id="another-name-than-all-others"),
        pytest.param(form("甲", signed=False), ("甲", "甲"), False, id="the-same-name"),
        pytest.param(form("（甲）", signed=False), ("(甲)", "(甲)"), False, id="the-same-name-in-other-brackets"),
        pytest.param(form("乙", signed=False), ("甲", "丙"), False, id="the-others-do-not-agree"),
        pytest.param(form(None, signed=False), ("甲", "甲"), False, id="nobody-read-the-name"),
        pytest.param(form(" ", signed=False), ("甲", "甲"), False, id="it-bears-no-name"),
        pytest.param(form("乙", signed=False, unreadable=True), ("甲", "甲"), False, id="it-cannot-be-read"),
    ],
)
def test_a_paper_to_be_replaced_shows_its_difference(unsigned: dict[str, Any], others: tuple[str, str], seen: bool) -> None:
    lease, plan = others
    found = told(materials=[unsigned, paper("lease", fields={"name": lease}), paper("plan", fields={"name": plan})])

    (arm,) = found["form"].arms
    (same,) = [criterion for criterion in arm.criteria if criterion.machine["check"] == "same"]
    assert [defect.what for defect in arm.defects if defect.kind == "inconsistent"] == (
        ["《申请表》上的“名称”与《租赁合同》上的“承租人”、《图纸》上的“建设单位”不一致"] if seen else []
    )
    assert (same.met is False) is seen
    assert ("请核对《申请表》上的“名称”，应当与《租赁合同》上的“承租人”、《图纸》上的“建设单位”一致" in arm.do) is seen


def test_nothing_is_said_of_a_paper_that_is_missing_or_in_form() -> None:
    found = told(materials=[paper("lease", fields={"name": "甲"}), paper("plan", fields={"name": "甲"})])
    assert [defect.kind for defect in found["form"].arms[0].defects] == ["missing"]

    found = told(materials=[form("乙"), paper("lease", fields={"name": "甲"})])
    assert [defect.kind for defect in found["plan"].arms[0].defects] == ["missing"]
    assert set(found) == {"plan", "consistency/names"}


def test_where_the_line_depends_nothing_is_said() -> None:
    rules = {
        **THREE,
        "facts": {"rented": "boolean"},
        "consistency": [{"name": "names", "same": ["form.name", "lease.name"], "when": "rented"}],
    }
    papers = [form("乙", signed=False), paper("lease", fields={"name": "甲"}), paper("plan", fields={"name": "甲"})]
    for facts, seen in (({}, False), ({"rented": False}, False), ({"rented": True}, True)):
        defects = told(rules, facts=facts, materials=papers)["form"].arms[0].defects
        assert any(defect.kind == "inconsistent" for defect in defects) is seen


def test_where_the_line_depends_on_this_very_paper_it_counts_here() -> None:
    """It is not known yet whether the form is asked for; if it is, it must say the same."""
    rules = {**THREE, "facts": {"general": "boolean"}, "materials": {**THREE["materials"], "form": {**THREE["materials"]["form"], "when": "general"}}}
    papers = [form("乙", signed=False), paper("lease", fields={"name": "甲"}), paper("plan", fields={"name": "甲"})]
    entry = told(rules, materials=papers)["form"]

    assert entry.is_conditional
    assert "inconsistent" in [defect.kind for defect in entry.arms[0].defects]


def test_of_members_only_the_members_own_paper_is_compared() -> None:
    rules: dict[str, Any] = {
        "lists": {"drivers": {"each": {"name": {"type": "text"}}}},
        "materials": {"licence": {"for_each": "drivers", "hand_in": {"signed_by": "applicant"}, "reads": {"name": {"name": "姓名"}}}},
        "consistency": [{"name": "names", "same": ["licence.name", "drivers.name"], "say": "证件与名单应当一致。"}],
    }
    papers = [paper("licence", subject=f"drivers:{key}", signed_by=[], fields={"name": "甲"}) for key in "12"]
    found = told(rules, lists={"drivers": [{"id": "1", "name": "甲"}, {"id": "2", "name": "乙"}]}, materials=papers)

    said = {id_: [d.what for d in entry.arms[0].defects if d.kind == "inconsistent"] for id_, entry in found.items()}
    assert said == {"licence[drivers:1]": [], "licence[drivers:2]": ["证件与名单应当一致，现不一致"]}
