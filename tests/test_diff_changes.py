"""What `diff` finds: materials, forms, answers, limits, scope, contradictions and what all items share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from building import BASIS
from placing import placed
from test_cli_diff import FACTS, FORM, LEASE

from materials_rules import check, load
from materials_rules.changes import tables
from materials_rules.changes.rulesets import Report, compared
from materials_rules.witness.written import text


def reported(tmp_path: Path, old: dict[str, Any], new: dict[str, Any]) -> Report:
    """The differences of two rulesets of one item."""
    with load(placed(tmp_path / "old", **old), "") as one, load(placed(tmp_path / "new", **new), "") as other:
        return compared(one, other)


def only(tmp_path: Path, old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str, str, str, str]]:
    """Each change as (sort, of, direction, situation, was, now)."""
    report = reported(tmp_path, old, new)
    return [
        (change.sort, change.of, change.direction, change.situation, change.was.zh, change.became.zh)
        for item in report.items
        for change in item.changes
    ]


def of_materials(tmp_path: Path, old: dict[str, Any], new: dict[str, Any], **both: Any) -> list[tuple[str, str, str, str]]:
    """The changes of materials between two sets of them: (direction, situation, was, now)."""
    found = only(tmp_path, {"materials": old, "facts": FACTS, **both}, {"materials": new, "facts": FACTS, **both})
    return [(way, where, was, now) for sort, _, way, where, was, now in found if sort == "requirement"]


def test_what_makes_a_class_hold_no_more_is_not_said_to_be_without_effect(tmp_path: Path) -> None:
    old = {"form": FORM, "proof": {"name": "旧证明", "over_asked": "true", "basis": []}}
    new = {"form": FORM, "proof": {"name": "旧证明", "basis": [BASIS]}}
    found = only(tmp_path, {"materials": old}, {"materials": new})

    assert [(sort, way) for sort, of, way, *_ in found if of.endswith("proof")] == [("requirement", "stricter")]


def test_a_lower_threshold_is_stricter_just_between_the_two(tmp_path: Path) -> None:
    found = of_materials(tmp_path, {"lease": LEASE}, {"lease": {**LEASE, "when": "area >= 20"}})

    assert found == [("stricter", "营业面积20平方米以上不满50平方米", "不需提交", "需提交《租赁合同》（复印件1份）")]


def test_another_condition_is_stricter_here_and_looser_there(tmp_path: Path) -> None:
    report = reported(
        tmp_path, {"materials": {"lease": LEASE}, "facts": FACTS}, {"materials": {"lease": {**LEASE, "when": "rented"}}, "facts": FACTS}
    )

    assert [change.direction for change in report.items[0].changes] == ["stricter", "looser"]
    assert report.items[0].directions() == {("requirement", "lease"): "both"}
    assert report.counts() == {"stricter": 0, "both": 1, "looser": 0, "neutral": 0}


def test_a_condition_written_otherwise_changes_nothing(tmp_path: Path) -> None:
    both = {**LEASE, "when": "area >= 50 and (rented or not rented)"}

    assert of_materials(tmp_path, {"lease": LEASE}, {"lease": both}) == [("neutral", "", "条件、要求的写法改变", "各种情形下的结论不变")]


@pytest.mark.parametrize(
    ("old", "new", "direction", "was", "now"),
    [
        ({"copies": 1}, {"copies": 2}, "stricter", "复印件1份", "复印件2份"),
        ({"copies": 1, "signed_by": "applicant"}, {"copies": 1}, "looser", "申请人签名", "无此项形式要求"),
        ({"copies": 1}, {"signed_by": "applicant"}, "both", "复印件1份", "申请人签名"),
        ({"in_date": "true"}, {"in_date": "true", "certified": "true"}, "stricter", "无此项形式要求", "复印件注明“与原件一致”并签章"),
        ({"issued_within": "30 calendar days"}, {"issued_within": "90 calendar days"}, "looser", "出具之日起30日内提交", "出具之日起90日内提交"),
        ({"template": "f@2024"}, {"template": ["f@2024", "f@2025"]}, "looser", "使用f（2024版）样式", "使用f（2024版）或者f（2025版）样式"),
    ],
)  # fmt: skip
def test_a_form_is_stricter_when_it_asks_more(
    tmp_path: Path, old: dict[str, Any], new: dict[str, Any], direction: str, was: str, now: str
) -> None:
    report = reported(tmp_path, {"materials": {"m": {**FORM, "hand_in": old}}}, {"materials": {"m": {**FORM, "hand_in": new}}})
    (change,) = report.items[0].changes

    assert (change.direction, change.was.zh, change.became.zh) == (direction, f"《申请表》{was}", now)
    assert change.witness is not None  # a paper that meets the one form and not the other
    assert change.witness.new["materials"]


CODE: dict[str, Any] = {"reads": {"code": {"name": "代码", "type": "text", "check": "credit_code"}}}


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ({"hand_in": {"signed_or_sealed_by": "applicant"}}, {"hand_in": {"signed_by": "applicant", "sealed_by": "applicant"}},
         {"signed_by": ["applicant"], "sealed_by": []}),
        ({"hand_in": {"signed_or_sealed_by": "applicant"}}, {"hand_in": {"signed_by": "applicant"}},
         {"signed_by": [], "sealed_by": ["applicant"]}),
        ({"hand_in": {"signed_by": "applicant"}}, {"hand_in": {"signed_by": {"by": "applicant", "in_person": "true"}}},
         {"signed_by": ["agent"]}),
        ({"hand_in": {"originals": 1}}, {"hand_in": {"originals": 1, "electronic": "counts_as_original"}},
         {"originals": 0, "medium": "electronic"}),
        (CODE, {"reads": {"code": {"name": "代码", "type": "text"}}}, {"fields": {"code": "甲公司"}}),
        ({"reads": {"code": {"name": "代码", "type": "text"}}}, {"reads": {"code": {"name": "代码", "type": "text", "required": "true"}}},
         {"fields": {"code": None}}),
    ],
)  # fmt: skip
def test_a_paper_that_is_in_one_form_alone_is_shown_and_judged_so(
    tmp_path: Path, old: dict[str, Any], new: dict[str, Any], shown: dict[str, Any]
) -> None:
    parts = [{"materials": {"m": {"name": "申请表", **one}}} for one in (old, new)]
    (change,) = (one for one in reported(tmp_path / "both", *parts).items[0].changes if one.sort == "requirement")
    assert change.witness is not None
    (paper,) = change.witness.new["materials"]  # type: ignore[misc, attr-defined]

    assert shown.items() <= paper.items()
    findings = []
    for side, packet in (("old", change.witness.old), ("new", change.witness.new)):
        with load(tmp_path / "both" / side / "tiny", "") as library:
            notice = check(library, text(dict(packet)).encode())
            findings.append([entry.id for entry in notice.findings if entry.id == "permit/m"])
    assert findings == ([[], ["permit/m"]] if change.direction == "stricter" else [["permit/m"], []])


def test_a_paper_with_another_id_is_shown_under_its_own_id_on_either_side(tmp_path: Path) -> None:
    old, new = {"plan": FORM}, {"drawing": {**FORM, "hand_in": {"originals": 2}}}
    report = reported(tmp_path, {"materials": old}, {"materials": new})
    change = next(one for one in report.items[0].changes if one.sort == "requirement")

    assert change.direction == "stricter"
    assert change.witness is not None
    assert [side["materials"] for side in (change.witness.old, change.witness.new)] == [
        [{"material": "plan", "originals": 1}],
        [{"material": "drawing", "originals": 1}],
    ]


def test_of_a_number_that_one_side_does_not_take_nothing_is_said(tmp_path: Path) -> None:
    area = FACTS["area"]
    both = ({"minimum": 0}, "area >= 10"), ({"minimum": 3, "decimals": 1}, "area > 10")
    parts = [{"materials": {"lease": {**LEASE, "when": when}}, "facts": {"area": {**area, **more}}} for more, when in both]
    found = only(tmp_path, *parts)

    assert [where for sort, _, _, where, *_ in found if sort == "requirement"] == ["营业面积10平方米"]


def test_what_a_line_and_an_answer_are_is_told_in_words(tmp_path: Path) -> None:
    reads = {"reads": {"name": {"name": "名称", "type": "text"}}}
    line = {"name": "same", "same": ["m.name", "applicant.name"]}
    asked = {"ask": "代码是多少？", "type": "text"}
    sides = (
        {"materials": {"m": {**FORM, **reads}}, "facts": {"code": asked, "rented": FACTS["rented"]}},
        {
            "materials": {"m": {**FORM, **reads}},
            "facts": {"code": {**asked, "check": "credit_code"}, "rented": {**FACTS["rented"], "type": "date"}},
            "consistency": [line],
        },
    )
    said = [(one.was, one.became) for item in reported(tmp_path, *sides).items for one in item.changes]

    assert ("可答：文字", "可答：文字（须为统一社会信用代码）") in [(was.zh, now.zh) for was, now in said]
    assert {("a text", "a text (credit code)"), ("yes or no", "a date"), ("not compared", "must agree: the applicant's name, name on m")} <= {
        (was.en, now.en) for was, now in said
    }


def test_one_more_way_to_meet_it_is_looser(tmp_path: Path) -> None:
    one = {"name": "权属材料", "any_of": {"a": {"name": "甲"}, "b": {"name": "乙"}}}
    other = {"name": "权属材料", "any_of": {"a": {"name": "甲"}, "b": {"name": "乙"}, "c": {"name": "丙"}}}

    assert of_materials(tmp_path, {"m": one}, {"m": other}) == [
        ("looser", "", "需提交《甲》或者提交《乙》", "需提交《甲》、提交《乙》或者提交《丙》")
    ]


def test_a_promise_in_its_place_is_looser_and_a_letter_for_later_too(tmp_path: Path) -> None:
    listed = {"listed_in": {"title": "清单"}, "basis": [BASIS]}
    later = {"published_in": {"title": "目录"}, "basis": [BASIS], "within": "2 working days"}

    for more in ({"commitment": listed}, {"deferrable": later}):
        report = reported(tmp_path / str(len(more)) / next(iter(more)), {"materials": {"m": FORM}}, {"materials": {"m": {**FORM, **more}}})
        (change,) = report.items[0].changes
        assert change.direction == "looser"
        assert change.witness is not None


def test_what_the_office_obtains_is_looser_from_the_day_on(tmp_path: Path) -> None:
    licence = {"m": {"name": "营业执照", "document": "licence"}}
    live = {"supplied_by": "holder", "live": [{"from": "2025-01-01", "region": "43"}]}
    report = reported(tmp_path, {"materials": licence}, {"materials": licence, "documents": {"licence": live}})
    (change,) = report.items[0].changes

    assert (change.direction, str(change.since), change.until) == ("looser", "2025-01-01", None)
    assert change.became.zh.startswith("由机关自行取得，不需提交")


def test_staged_is_looser_than_now_and_stricter_than_never(tmp_path: Path) -> None:
    staged = {**FORM, "due_at": "on_site_check"}

    assert [way for way, *_ in of_materials(tmp_path / "a", {"m": FORM}, {"m": staged})] == ["looser"]
    assert [way for way, *_ in of_materials(tmp_path / "b", {"x": LEASE}, {"x": LEASE, "m": staged})] == ["stricter"]


def test_a_material_with_another_id_is_known_again(tmp_path: Path) -> None:
    found = only(tmp_path, {"materials": {"m": FORM}}, {"materials": {"form-of-today": FORM}})

    assert found == [("text", "requirement/form-of-today", "neutral", "", "材料代码由 m 改为 form-of-today", "按原代码登记的申请件须改记")]


def test_a_material_that_came_and_one_that_went(tmp_path: Path) -> None:
    found = of_materials(tmp_path, {"m": FORM, "x": {"name": "旧材料"}}, {"m": FORM, "y": {"name": "新材料", "when": "rented"}})

    assert found == [("stricter", "场地为租用", "不需提交", "需提交《新材料》"), ("looser", "", "需提交《旧材料》", "不需提交")]


def test_scope_contradictions_and_lines(tmp_path: Path) -> None:
    reads = {"reads": {"name": {"name": "名称", "type": "text"}}}
    both = {"materials": {"m": {**FORM, **reads}, "x": {"name": "另一材料", **reads}}, "facts": FACTS}
    line = {"name": "same", "same": ["m.name", "x.name"]}
    old = {**both, "not_for": ["area < 10"]}
    new = {**both, "not_for": ["area < 20"], "never": ["rented and area > 90"], "consistency": [line]}

    found = {(sort, of): (way, where) for sort, of, way, where, *_ in only(tmp_path, old, new)}

    assert found == {
        ("scope", "scope"): ("looser", "营业面积10平方米以上不满20平方米"),
        ("never", "never"): ("stricter", "场地为租用，且营业面积超过90平方米"),
        ("line", "same"): ("stricter", ""),
    }


@pytest.mark.parametrize(
    ("name", "old", "new", "direction"),
    [
        ("promised_limit", "2 working days", "3 working days", "stricter"),
        ("statutory_limit", "5 working days", "3 calendar days", "looser"),
        ("statutory_limit", "5 working days", "5 days as written", "both"),
        ("fee", "none", {"charged": "true", "standard": "每件十元", "basis": [BASIS]}, "stricter"),
    ],
)
def test_a_longer_limit_or_a_fee_is_stricter(tmp_path: Path, name: str, old: Any, new: Any, direction: str) -> None:
    procedure = {"procedure": [{"step": "审查", "takes": "1 working days"}]}
    sides = [{"materials": {"m": FORM}, "elements": {name: value, **procedure}} for value in (old, new)]

    assert [(sort, of, way) for sort, of, way, *_ in only(tmp_path, *sides)] == [("element", name, direction)]


@pytest.mark.parametrize(
    ("old", "new", "direction"),
    [
        ({"type": "number", "decimals": 0, "maximum": 50}, {"type": "number", "decimals": 0, "maximum": 40}, "stricter"),
        ({"type": "number", "decimals": 0}, {"type": "number", "decimals": 1}, "looser"),
        ({"one_of": ["p", "q"]}, {"one_of": ["p", "q", "r"]}, "looser"),
        ({"one_of": ["p", "q"]}, {"one_of": ["p", "r"]}, "both"),
        ({"some_of": ["p", "q"], "at_least": 0}, {"some_of": ["p", "q"], "at_least": 1}, "stricter"),
        ({"type": "boolean"}, {"type": "text"}, "both"),
    ],
)
def test_fewer_answers_are_stricter(tmp_path: Path, old: dict[str, Any], new: dict[str, Any], direction: str) -> None:
    report = reported(tmp_path, *({"materials": {"m": FORM}, "facts": {"f": about}} for about in (old, new)))
    (change,) = report.items[0].changes

    assert (change.sort, change.of, change.direction) == ("answer", "f", direction)
    if new != {"type": "text"}:
        assert change.witness is not None


def test_one_name_for_two_sorts_of_answers_stands_twice(tmp_path: Path) -> None:
    old = {"materials": {"lease": {**LEASE, "when": "rented"}}, "facts": {"rented": "boolean"}}
    new = {"materials": {"lease": {**LEASE, "when": "rented > 5"}}, "facts": {"rented": {"type": "number"}}}
    found = {(sort, way): where for sort, _, way, where, *_ in only(tmp_path, old, new)}

    assert found["answer", "both"] == ""
    assert "（原）" in found["requirement", "stricter"]


@pytest.mark.parametrize(
    ("old", "new", "directions"),
    [
        ("count(staff) > 1", "count(staff) > 2", {"looser"}),
        ("count(staff, doctor) >= 2", "any(staff, doctor)", {"stricter"}),
        ("all(staff, doctor)", "any(staff, doctor)", {"stricter"}),
        ("any(staff, age > 50)", "any(staff, age >= 40)", {"stricter"}),
        ("any(staff, doctor)", "any(staff, age > 60)", {"stricter", "looser"}),
    ],
)
def test_statements_about_a_list_are_compared_by_the_lists_that_there_are(
    tmp_path: Path, old: str, new: str, directions: set[str]
) -> None:
    each = {"doctor": {"ask": "是否为医师？", "type": "boolean"}, "age": {"ask": "年龄", "type": "number", "decimals": 0}}
    both: dict[str, Any] = {"lists": {"staff": {"name": "人员", "at_least": 1, "each": each}}}
    materials = [{"m": {**FORM, "when": condition}} for condition in (old, new)]
    report = reported(tmp_path, *({"materials": one, **both} for one in materials))

    assert {change.direction for change in report.items[0].changes} == directions
    assert all(change.witness is not None for change in report.items[0].changes)


def test_a_stricter_form_changes_what_rests_on_the_paper(tmp_path: Path) -> None:
    """A paper that is in form by the old rules alone brings what `provided` asks for by the old rules alone."""
    consent = {"name": "同意书", "when": "provided(lease)"}
    old = {"lease": {"name": "租赁合同", "hand_in": {"copies": 1}}, "consent": consent}
    new = {"lease": {"name": "租赁合同", "hand_in": {"copies": 2}}, "consent": consent}
    report = reported(tmp_path, {"materials": old}, {"materials": new})
    found = {(change.of, change.direction): change for item in report.items for change in item.changes}

    assert set(found) == {("lease", "stricter"), ("consent", "looser")}
    assert found["consent", "looser"].situation == (
        "已提交符合形式要求的《租赁合同（原）》，且没有提交符合形式要求的《租赁合同》"
    )


def test_what_all_items_share_is_told_too(tmp_path: Path) -> None:
    materials = {"materials": {"m": FORM}}
    other = {"office": {"name": "另一窗口"}, "on_the_spot": {"insufficient_copies": "never"}}
    laws = {"act": {"title": "试验法（改）", "level": "law", "versions": [{"from": "1990-01-01", "by": "试验", "articles": 60}]}}
    report = reported(tmp_path, materials, {**materials, "place": other, "laws": laws})

    assert report.items == ()
    assert [(change.of, change.direction) for change in report.shared] == [
        ("ruleset/on_the_spot", "both"),
        ("laws/edited", "neutral"),
        ("ruleset/office", "neutral"),
    ]
    assert report.counts() == {"stricter": 0, "both": 1, "looser": 0, "neutral": 2}


def test_two_outputs_that_are_too_large_together_are_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_NODES", 4)
    found = of_materials(tmp_path, {"lease": LEASE}, {"lease": {**LEASE, "when": "area >= 20 and rented"}})

    assert found == [("both", "", "情形过多，未能逐一比较", "请人工核对")]
