"""`diff` as it is called: two folders, two versions, stored packets, three formats, and everything that may be wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from calling import PLACE, ROOT, SECRET, Run
from placing import placed

from materials_rules import check, load
from materials_rules.changes.told import DIRECTIONS

FACTS: dict[str, Any] = {
    "area": {"ask": "营业面积是多少平方米？", "type": "number", "decimals": 0, "unit": "平方米", "minimum": 0},
    "rented": {"ask": "场地是否为租用？", "type": "boolean"},
}
LEASE: dict[str, Any] = {"name": "租赁合同", "when": "area >= 50", "hand_in": {"copies": 1}}
FORM: dict[str, Any] = {"name": "申请表", "hand_in": {"originals": 1}}


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
