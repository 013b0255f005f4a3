"""`test` on the command line: what it runs, how it ends, what it writes; and the cases of the delivered city."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest
from calling import PLACE, Run
from casing import town

from materials_rules.cases.case import Case
from materials_rules.cases.draft import Draft
from materials_rules.cases.junit import junit
from materials_rules.cases.running import Result
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.library import load
from materials_rules.rules.folder import read_files

GOOD: Final = """\
cases:
  - name: whole
    packet:
      in_order: true
      facts: {area: 5, rented: true, kinds: [wall]}
      lists: {fitters: []}
    expect: {outcome: accept}
  - name: no form
    from: whole
    without: [sign-form]
    expect: {findings: {sign-form: missing}}
"""
WRONG: Final = GOOD.replace("{outcome: accept}", "{outcome: supplement}")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return town(tmp_path)


def cases(place: Path, text: str, name: str = "2020-01-01.cases.yaml", item: str = "sign") -> Path:
    path = place / "items" / item / name
    path.write_text(text, "utf-8")
    return path


# ---------------------------------------------------------------- the delivered city


def test_the_cases_of_the_city_pass_and_reach_all_that_some_packet_reaches(run: Run) -> None:
    ended = run("test", str(PLACE), "--coverage", "--min", "100", "--format", "json")

    found = json.loads(ended.out)
    assert (ended.code, found["faults"]) == (0, [])
    assert [one["case"] for one in found["results"] if not one["passed"] or not one["confirmed"]] == []
    assert len(found["coverage"]) == 14 and len(found["results"]) > 400
    assert {one["item"]: one["percent"] for one in found["coverage"]} == {one["item"]: 100 for one in found["coverage"]}
    for one in found["coverage"]:
        # the only thing beyond every packet is that what is always due is not due
        assert {branch["id"].rpartition("/")[2] for branch in one["beyond"]} == {"not"}, one["item"]


def test_one_case_less_shows_itself(run: Run, tmp_path: Path) -> None:
    """The coverage of the city is no accident: without the boundary rows of an item its thresholds are missed."""
    import shutil

    shutil.copytree(PLACE.parent, tmp_path / "rulesets")
    path = tmp_path / "rulesets" / "hengyang" / "items" / "outdoor-advertising" / "2017-03-01.cases.yaml"
    text = path.read_text("utf-8")
    row = '        - ["楼顶，九层，不是高处", [roof], 9, [application-form, effect-plan, structure-drawing]]\n'
    assert row in text
    path.write_text(text.replace(row, ""), "utf-8")

    ended = run("test", str(path.parent), "--coverage", "--min", "100")

    assert ended.code == 20
    assert "storeys = 9" in ended.out and "T-TOO-LITTLE" in ended.err


# ---------------------------------------------------------------- what is run, how it ends


def test_good_cases_pass_in_silence(run: Run, place: Path) -> None:
    cases(place, GOOD)

    ended = run("test", str(place))

    assert (ended.code, ended.out) == (0, "")
    assert "用例 2：通过 2，没有通过 0，未确认 0" in ended.err and "passed 2, failed 0" in ended.err


def test_a_case_that_fails_is_shown_with_its_place_and_ends_with_20(run: Run, place: Path) -> None:
    path = cases(place, WRONG)

    ended = run("test", str(place))

    assert ended.code == 20
    assert f"{path}:2:11: 没有通过 failed: whole" in ended.out
    assert f"{path}:7:23: 错误 T-OUTCOME" in ended.out
    assert "passed 1, failed 1" in ended.err


@pytest.mark.parametrize("named", ["items/sign", "items/sign/2020-01-01.yaml", "items/sign/2020-01-01.cases.yaml", "ruleset.yaml", "."])
def test_a_path_means_what_it_holds(run: Run, place: Path, named: str) -> None:
    cases(place, GOOD)

    ended = run("test", str(place / named), "--format", "json")

    assert [one["case"] for one in json.loads(ended.out)["results"]] == ["whole", "no form"]


def test_several_files_of_one_version_build_on_each_other(run: Run, place: Path) -> None:
    cases(place, GOOD)
    more = cases(place, "cases:\n  - name: later\n    from: whole\n    expect: {outcome: accept}\n", "2020-01-01.more.cases.yaml")

    assert "passed 3" in run("test", str(place)).err
    alone = run("test", str(more))
    assert alone.code == 20 and "T-CASE" in alone.out  # the file alone does not know the other's cases


def test_two_places_are_both_run(run: Run, tmp_path: Path) -> None:
    import shutil

    one = town(tmp_path)
    other = one.parent / "village"
    shutil.copytree(one, other)
    cases(one, GOOD)
    cases(other, WRONG)

    ended = run("test", str(one.parent))

    assert ended.code == 20 and "passed 3, failed 1" in ended.err


def test_only_cases_of_that_name(run: Run, place: Path) -> None:
    cases(place, WRONG)

    assert run("test", str(place), "-k", "FORM no").code == 0
    assert run("test", str(place), "-k", "whole").code == 20
    nothing = run("test", str(place), "-k", "elsewhere")
    assert nothing.code == 0 and "T-NO-CASES" in nothing.err


def test_a_fault_in_a_file_is_told_and_its_cases_do_not_run(run: Run, place: Path) -> None:
    cases(place, GOOD.replace("sign-form", "sign-from"))

    ended = run("test", str(place), "--coverage")

    assert ended.code == 20 and "T-MATERIAL" in ended.out and "cases 0" in ended.err


@pytest.mark.parametrize(
    ("name", "code"),
    [("cases.cases.yaml", "T-FILE-NAME"), ("2020-1-1.cases.yaml", "T-FILE-NAME"), ("2021-01-01.cases.yaml", "T-NO-VERSION")],
)
def test_a_file_of_no_version_is_told(run: Run, place: Path, name: str, code: str) -> None:
    cases(place, GOOD, name)

    ended = run("test", str(place))

    assert ended.code == 20 and code in ended.err and name in ended.err


def test_a_link_is_not_followed(run: Run, place: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yaml").write_text(GOOD, "utf-8")
    (place / "items" / "sign" / "2020-01-01.cases.yaml").symlink_to(tmp_path / "elsewhere.yaml")

    ended = run("test", str(place))

    assert ended.code == 20 and "R-FILE" in ended.out


def test_rules_that_do_not_load_end_with_20(run: Run, place: Path) -> None:
    cases(place, GOOD)
    item = place / "items" / "sign" / "2020-01-01.yaml"
    item.write_text(item.read_text("utf-8").replace("when: rented", "when: rentd"), "utf-8")

    ended = run("test", str(place))

    assert ended.code == 20 and "R-NAME" in ended.err


@pytest.mark.parametrize("words", [["nowhere"], ["--min", "101", "."], ["--min", "many", "."], ["--format", "yaml", "."], []])
def test_wrong_usage_ends_with_2(run: Run, place: Path, words: list[str]) -> None:
    assert run("test", *[str(place) if word == "." else word for word in words]).code == 2


def test_no_case_at_all_is_said(run: Run, place: Path) -> None:
    ended = run("test", str(place))

    assert ended.code == 0 and "T-NO-CASES" in ended.err
    assert run("test", str(place), "--min", "1").code == 20


# ---------------------------------------------------------------- what is not confirmed


def test_what_nobody_confirmed_neither_passes_nor_fails(run: Run, place: Path) -> None:
    cases(place, WRONG.replace("  - name: whole\n", "  - name: whole\n    unconfirmed: true\n"))

    ended = run("test", str(place))

    assert ended.code == 0 and "T-UNCONFIRMED" in ended.out
    assert "passed 1, failed 0, unconfirmed 1" in ended.err


# ---------------------------------------------------------------- formats


def test_junit_is_well_formed_and_counts(run: Run, place: Path) -> None:
    text = WRONG.replace("name: no form", "name: 'a < b & \"c\"'").replace("from: whole", "from: whole\n    unconfirmed: true")
    cases(place, text)

    root = ElementTree.fromstring(run("test", str(place), "--format", "junit").out)

    assert (root.get("tests"), root.get("failures"), root.get("errors"), root.get("skipped")) == ("2", "1", "0", "1")
    found = {case.get("name"): [child.tag for child in case] for case in root.iter("testcase")}
    assert found == {"whole": ["failure"], 'a < b & "c"': ["skipped"]}
    failure = next(root.iter("failure"))
    assert failure.get("type") == "T-OUTCOME" and "T-OUTCOME" in (failure.text or "")
    assert all(case.get("file") and case.get("line") for case in root.iter("testcase"))


def test_junit_shows_a_file_that_cannot_be_run_as_an_error(run: Run, place: Path) -> None:
    cases(place, GOOD.replace("[sign-form]", "[sign-from]"))

    root = ElementTree.fromstring(run("test", str(place), "--format", "junit").out)

    assert (root.get("errors"), [error.get("type") for error in root.iter("error")]) == ("1", ["T-MATERIAL"])


def test_junit_takes_any_character() -> None:
    names = "".join(map(chr, [*range(32), 0x7F, 0xFFFE, 0xFFFF, 0x1F600, 0x4E00])) + "]]>&<"
    case = Case(names, Place(names, 1, 1), Draft(), {})
    fault = Diagnostic("T-CASE", Place(names, 1, 1), {"name": names, "hint_zh": "", "hint_en": ""})

    root = ElementTree.fromstring(junit({names: ([Result(case, b"", None, (fault,))], [])}))

    assert str(next(root.iter("testcase")).get("name")).endswith("一]]>&<")


def test_json_holds_every_difference(run: Run, place: Path) -> None:
    cases(place, WRONG)

    found = json.loads(run("test", str(place), "--format", "json", "--coverage").out)

    failed = [one for one in found["results"] if not one["passed"]]
    assert [(one["case"], one["line"], [two["code"] for two in one["differences"]]) for one in failed] == [("whole", 2, ["T-OUTCOME"])]
    assert found["schema"] == "test/1" and {one["item"] for one in found["coverage"]} == {"sign", "lease-record"}


def test_results_go_into_a_file_but_never_into_the_rules(run: Run, place: Path, tmp_path: Path) -> None:
    cases(place, GOOD)

    ended = run("test", str(place), "--format", "json", "-o", str(tmp_path / "out.json"))
    assert (ended.code, ended.out) == (0, "") and json.loads((tmp_path / "out.json").read_text("utf-8"))["results"]
    barred = run("test", str(place), "-o", str(place / "items" / "sign" / "2020-01-01.yaml"))
    assert barred.code == 2 and "X-OVERWRITE" in barred.err


# ---------------------------------------------------------------- proposals


def test_proposals_bring_a_version_to_all_and_never_touch_what_its_author_wrote(run: Run, place: Path) -> None:
    mine = cases(place, GOOD)
    before = mine.read_bytes()

    first = run("test", str(place / "items" / "sign"), "--write")
    proposed = place / "items" / "sign" / "2020-01-01.proposed.cases.yaml"
    assert first.code == 0 and mine.read_bytes() == before
    text = proposed.read_text("utf-8")
    assert "unconfirmed: true" in text and str(proposed) in first.err
    run("test", str(place / "items" / "sign"), "--write")
    assert proposed.read_text("utf-8") == text, "the same each time, though the proposals are now read too"
    assert run("test", str(place / "items" / "sign"), "--min", "100").code == 20, "proposals count for nothing"

    proposed.write_text(text.replace("    unconfirmed: true\n", ""), "utf-8")
    assert run("test", str(place / "items" / "sign"), "--min", "100").code == 0, "confirmed ones do"
    again = run("test", str(place / "items" / "sign"), "--write")
    assert again.code == 0 and "nothing was written" in again.err and "unconfirmed" not in proposed.read_text("utf-8").split("cases:")[1]


def test_proposals_go_where_they_are_sent(run: Run, place: Path, tmp_path: Path) -> None:
    cases(place, GOOD)
    target = tmp_path / "mine.cases.yaml"

    assert run("test", str(place / "items" / "sign"), "--write-to", str(target)).code == 0
    assert target.is_file() and not (place / "items" / "sign" / "2020-01-01.proposed.cases.yaml").exists()
    assert run("test", str(place), "--write-to", str(target)).code == 2, "two versions have no room in one file"
    item = place / "items" / "sign" / "2020-01-01.yaml"
    before = item.read_bytes()
    assert run("test", str(place / "items" / "sign"), "--write-to", str(item)).code == 2 and item.read_bytes() == before
    own = place / "items" / "sign" / "2020-01-01.cases.yaml"
    barred = run("test", str(place / "items" / "sign"), "--write-to", str(own))
    assert barred.code == 2 and "T-WRITTEN-BY-AUTHOR" in barred.err and own.read_text("utf-8") == GOOD


def test_where_nothing_is_missing_nothing_is_written(run: Run, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(PLACE.parent, tmp_path / "rulesets")
    folder = tmp_path / "rulesets" / "hengyang" / "items" / "project-filing"

    ended = run("test", str(folder), "--write")

    assert ended.code == 0 and "nothing to propose" in ended.err
    assert sorted(path.name for path in folder.iterdir()) == ["2017-02-01.cases.yaml", "2017-02-01.yaml"]


def test_a_chinese_file_gets_chinese_proposals(run: Run, place: Path) -> None:
    cases(place, "用例:\n  - 名称: 甲\n    申请件: {}\n    预期: {结论: 尚不能确定}\n")

    run("test", str(place / "items" / "sign"), "--write")

    text = (place / "items" / "sign" / "2020-01-01.proposed.cases.yaml").read_text("utf-8")
    assert "用例:" in text and "    未确认: 是" in text and "cases:" not in text.split("用例:")[1]
    assert "faults in files 0" in run("test", str(place / "items" / "sign")).err


# ---------------------------------------------------------------- cases are no part of the rules


def test_cases_change_no_digest(place: Path) -> None:
    before = load(place, cache="").ruleset.digest, read_files(place).fingerprint()

    cases(place, GOOD)
    cases(place, GOOD, "2020-01-01.proposed.cases.yaml")

    assert (load(place, cache="").ruleset.digest, read_files(place).fingerprint()) == before


def test_a_file_that_cannot_be_read_does_not_hide_the_others(run: Run, place: Path) -> None:
    cases(place, "cases:\n  - name: [x\n")
    cases(place, GOOD, "2020-01-01.more.cases.yaml")

    ended = run("test", str(place), "--format", "junit")

    assert ended.code == 20
    root = ElementTree.fromstring(ended.out)
    assert [error.get("type") for error in root.iter("error")] == ["R-SYNTAX"]
