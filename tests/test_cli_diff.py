"""`diff` as it is called: two folders, two versions, stored packets, three formats, and everything that may be wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from building import BASIS
from calling import PLACE, ROOT, SECRET, Run
from placing import placed

from materials_rules import check, load
from materials_rules.changes import tables
from materials_rules.changes.rulesets import Report, compared
from materials_rules.changes.told import DIRECTIONS

FACTS: dict[str, Any] = {
    "area": {"ask": "营业面积是多少平方米？", "type": "number", "decimals": 0, "unit": "平方米", "minimum": 0},
    "rented": {"ask": "场地是否为租用？", "type": "boolean"},
}
LEASE: dict[str, Any] = {"name": "租赁合同", "when": "area >= 50", "hand_in": {"copies": 1}}
FORM: dict[str, Any] = {"name": "申请表", "hand_in": {"originals": 1}}


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


# the command


def test_diff_says_it_in_words_that_can_be_approved(run: Run, tmp_path: Path) -> None:
    old = placed(tmp_path / "old", materials={"lease": LEASE}, facts=FACTS)
    new = placed(tmp_path / "new", materials={"lease": {**LEASE, "when": "area >= 20"}}, facts=FACTS)

    ended = run("diff", str(old), str(new))

    assert ended.code == 0
    assert "营业面积20平方米以上不满50平方米的，原不需提交，现需提交《租赁合同》（复印件1份）。" in ended.out
    assert "was: not required; now: required: lease." in ended.out
    assert "更严 1，有严有宽 0，更宽 0，不影响 0。stricter 1, both 0, looser 0, neutral 0." in ended.out
    assert '"facts": {"area": 20}' in ended.out


def test_the_three_formats_say_the_same(run: Run, tmp_path: Path) -> None:
    old = placed(tmp_path / "old", materials={"lease": LEASE, "m": FORM}, facts=FACTS)
    new = placed(tmp_path / "new", materials={"lease": {**LEASE, "when": "rented"}, "m": FORM}, facts=FACTS)

    text, markdown = (run("diff", str(old), str(new), "--format", name).out for name in ("text", "markdown"))
    data = json.loads(run("diff", str(old), str(new), "--format", "json").out)

    assert data["schema"] == "diff/1"
    said = [change["say"] for thing in data["items"][0]["changes"] for change in thing["in_detail"]]
    assert said
    assert all(sentence in text and sentence in markdown for sentence in said)
    assert markdown.startswith("# ")
    for change in data["items"][0]["changes"][0]["in_detail"]:
        packet = json.dumps(change["witness"]["new"], ensure_ascii=False)
        assert packet in text
        assert packet in markdown


def test_the_witness_of_a_report_can_be_checked(run: Run, tmp_path: Path) -> None:
    old = placed(tmp_path / "old", materials={"lease": LEASE}, facts=FACTS)
    new = placed(tmp_path / "new", materials={"lease": {**LEASE, "when": "area >= 20"}}, facts=FACTS)
    data = json.loads(run("diff", str(old), str(new), "--format", "json").out)
    packet = tmp_path / "witness.json"
    packet.write_text(json.dumps(data["items"][0]["changes"][0]["in_detail"][0]["witness"]["new"]))

    codes = [run("check", str(packet), "--rulesets", str(place)).code for place in (old, new)]

    assert codes == [0, 10]


def test_a_difference_is_no_error_and_none_is_none(run: Run) -> None:
    ended = run("diff", str(PLACE), str(PLACE))

    assert ended.code == 0
    assert "没有变化。Nothing changes." in ended.out


@pytest.mark.parametrize(
    ("item", "days", "said"),
    [
        ("construction-permit", ("2018-09-28", "2019-04-23"), "该工程不在城市、镇规划区内，且该工程依法应当办理建设工程规划许可证的"),
        ("food-business-licence", ("2023-12-01", "2025-07-10"), "经营面积50平方米以下，且不属于湖南省规定的小餐饮或者小食品店的，原不需办理"),
        ("public-place-hygiene", ("2020-01-01", "2025-01-20"), "原没有“录像厅（室）、音乐厅、展览馆、博物馆、美术馆、图书馆、书店”这样的答案"),
    ],
)
def test_two_versions_of_what_is_delivered(run: Run, item: str, days: tuple[str, str], said: str) -> None:
    ended = run("diff", str(PLACE), "--item", item, "--versions", *days)

    assert ended.code == 0
    assert said in ended.out
    assert "没有找到能显示" not in ended.out


def test_versions_are_judged_on_the_nearest_days_of_their_lives(run: Run) -> None:
    there = run("diff", str(PLACE), "--item", "construction-permit", "--versions", "2016-01-01", "2020-01-01", "--format", "json")
    back = run("diff", str(PLACE), "--item", "construction-permit", "--versions", "2020-01-01", "2016-01-01", "--format", "json")

    assert json.loads(there.out)["items"][0]["received"]["apart"] == ["2018-09-27", "2019-04-23"]
    assert json.loads(back.out)["items"][0]["received"]["apart"] == ["2019-04-23", "2018-09-27"]


def test_items_that_only_one_side_has(run: Run, tmp_path: Path) -> None:
    old = placed(tmp_path / "old", items={"one": {"materials": {"m": FORM}}, "gone": {"materials": {"m": FORM}}})
    new = placed(tmp_path / "new", items={"one": {"materials": {"m": FORM}}, "come": {"materials": {"m": FORM}}})

    data = json.loads(run("diff", str(old), str(new), "--format", "json").out)

    assert [(item["item"], item["changes"][0]["sort"], item["changes"][0]["direction"]) for item in data["items"]] == [
        ("come", "item", "both"),
        ("gone", "item", "both"),
    ]


def test_a_new_version_changes_only_its_own_days(run: Run, tmp_path: Path) -> None:
    first = {"materials": {"lease": LEASE}, "facts": FACTS}
    second = {"in_force_from": "2026-07-01", "materials": {"lease": {**LEASE, "when": "area >= 20"}}, "facts": FACTS}
    old, new = placed(tmp_path / "old", items={"permit": first}), placed(tmp_path / "new", items={"permit": [first, second]})

    (item,) = json.loads(run("diff", str(old), str(new), "--format", "json").out)["items"]

    assert (item["versions"], item["received"]["since"]) == (["2020-01-01", "2026-07-01"], "2026-07-01")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((str(PLACE),), "X-DIFF-NEW"),
        ((str(PLACE), "--versions", "2020-01-01", "2021-01-01"), "X-VERSIONS-ITEM"),
        ((str(PLACE), str(PLACE), "--item", "construction-permitt"), "X-NO-ITEM"),
        ((str(PLACE), "--item", "construction-permit", "--versions", "2010-01-01", "2020-01-01"), "X-NO-VERSION-ON"),
        ((str(PLACE), "--item", "construction-permit", "--versions", "2020-01-01", "2021-01-01"), "X-SAME-VERSION"),
        ((str(PLACE), "--item", "construction-permit", "--versions", "2020-1-1", "2021-01-01"), "X-DATE"),
        ((str(PLACE), "nowhere"), "X-MISSING"),
        ((str(PLACE), str(PLACE / "ruleset.yaml")), "X-NOT-A-FOLDER"),
        ((str(PLACE), str(PLACE), "--packets", "nowhere.jsonl"), "X-MISSING"),
        ((str(PLACE), str(PLACE), "--packets", str(ROOT / "docs")), "X-NO-PACKETS"),
        ((str(PLACE), str(PLACE), "-o", str(PLACE / "common.yaml")), "X-OVERWRITE"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_done(run: Run, words: tuple[str, ...], code: str) -> None:
    ended = run("diff", *words)

    assert ended.code == 2
    assert code in ended.err
    assert ended.out == ""


def test_a_misspelt_item_is_guessed(run: Run) -> None:
    assert "您要的可能是 `construction-permit`" in run("diff", str(PLACE), str(PLACE), "--item", "construction-permitt").err


def test_a_ruleset_with_errors_ends_with_20(run: Run, tmp_path: Path) -> None:
    good = placed(tmp_path / "good", materials={"m": FORM})
    bad = placed(tmp_path / "bad", materials={"m": {**FORM, "when": "nothing_known"}})

    ended = run("diff", str(good), str(bad))

    assert (ended.code, ended.out) == (20, "")
    assert "R-NAME" in ended.err


def test_the_report_may_go_into_a_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "report.md"

    ended = run("diff", str(PLACE), str(PLACE), "--format", "markdown", "-o", str(target))

    assert (ended.code, ended.out) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("# ")


# stored packets


def packet(number: str, **facts: Any) -> str:
    name = {"kind": "enterprise", "name": SECRET, "id": SECRET}
    return json.dumps({"packet": number, "item": "permit", "received_on": "2026-03-02", "applicant": name, "facts": facts})


def two(tmp_path: Path) -> tuple[str, str]:
    old = placed(tmp_path / "old", materials={"lease": LEASE}, facts=FACTS)
    new = placed(tmp_path / "new", materials={"lease": {**LEASE, "when": "area >= 20"}}, facts=FACTS)
    return str(old), str(new)


def test_stored_packets_are_counted_by_what_becomes_of_them(run: Run, tmp_path: Path) -> None:
    lines = [packet("A", area=10), packet("B", area=30), "", packet("C", area=60), "{no packet", packet("D", area=25)]
    stored = tmp_path / "stored.jsonl"
    stored.write_text("\n".join(lines), encoding="utf-8")

    ended = run("diff", *two(tmp_path), "--packets", str(stored))
    data = json.loads(run("diff", *two(tmp_path), "--packets", str(stored), "--list", "--format", "json").out)["packets"]

    assert ended.code == 0
    assert "共 4 件，告知书改变 2 件，不能读取 1 件" in ended.out
    assert f"{stored}:5" in ended.out
    assert (data["packets"], data["changed"]) == (4, 2)
    assert [bad["at"].startswith(f"{stored}:5") for bad in data["bad"]] == [True]
    assert data["items"]["permit"]["outcomes"] == [{"old": "accept", "new": "supplement", "packets": 2}]
    assert data["items"]["permit"]["came"] == [{"part": "findings", "of": "permit/lease", "packets": 2}]
    assert data["items"]["permit"]["ids"] == ["B", "D"]


def test_no_report_holds_anything_of_an_applicant(run: Run, tmp_path: Path) -> None:
    stored = tmp_path / "stored.jsonl"
    odd = json.dumps({"packet": "X", "item": SECRET, "received_on": "2026-03-02"})
    brought = json.loads(packet("B", area=30)) | {"materials": [{"material": "lease", "copies": 1}, {"material": SECRET}]}
    lines = (packet("A", area=30), odd, f'{{"packet": "{SECRET}"', json.dumps(brought))
    stored.write_text("\n".join(lines), encoding="utf-8")

    for format_ in ("text", "markdown", "json"):
        ended = run("diff", *two(tmp_path), "--packets", str(stored), "--format", format_)
        assert ended.code == 0
        assert SECRET not in ended.out + ended.err


def test_a_line_that_is_too_long_is_counted_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    stored = tmp_path / "stored.jsonl"
    stored.write_bytes(b'{"packet": "' + b"x" * 6_000_000 + b'"}\n' + packet("A", area=30).encode() + b"\n")

    data = json.loads(run("diff", *two(tmp_path), "--packets", str(stored), "--format", "json").out)["packets"]

    assert (data["packets"], data["changed"], [bad["at"].partition("#")[0] for bad in data["bad"]]) == (1, 1, [f"{stored}:1"])


def test_packets_may_come_from_standard_input(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "materials_rules", "diff", *two(tmp_path), "--packets", "-", "--format", "json"],
        input=f"{packet('A', area=30)}\n{packet('B', area=10)}\n".encode(),
        cwd=ROOT, capture_output=True, timeout=60, check=True,
    )  # fmt: skip

    assert json.loads(ended.stdout)["packets"]["changed"] == 1


def test_a_folder_of_packets(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "stored"
    folder.mkdir()
    (folder / "a.json").write_text(packet("A", area=30), encoding="utf-8")
    (folder / "b.json").write_bytes(b"\xff\xfe")
    (folder / "notes.txt").write_text("no packet", encoding="utf-8")

    data = json.loads(run("diff", *two(tmp_path), "--packets", str(folder), "--format", "json").out)["packets"]

    assert (data["packets"], data["changed"], len(data["bad"])) == (1, 1, 1)
    assert data["bad"][0]["at"].startswith(str(folder / "b.json"))


def test_packets_that_are_judged_alike_count_as_unchanged(run: Run) -> None:
    data = json.loads(
        run("diff", str(PLACE), str(PLACE), "--packets", str(ROOT / "examples" / "packets"), "--format", "json").out
    )["packets"]

    assert data["changed"] == 0
    assert data["packets"] == len(list((ROOT / "examples" / "packets").glob("*.json")))


def test_every_direction_has_words_in_both_languages() -> None:
    assert all(zh and en for zh, en in DIRECTIONS.values())


def test_a_stored_packet_is_checked_as_check_does(tmp_path: Path) -> None:
    old, _ = two(tmp_path)
    with load(old, "") as library:
        assert str(check(library, packet("A", area=10).encode()).outcome) == "accept"
