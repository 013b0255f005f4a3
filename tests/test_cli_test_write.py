"""`test --write`: what a person wrote in a draft is never lost, and every message says what was written and what was not."""

from __future__ import annotations

from pathlib import Path

import pytest
from calling import Run
from test_cli_test import GOOD, cases, place  # noqa: F401  # the fixture of a place with two items

from materials_rules.cases.sealing import is_untouched
from materials_rules.commands import _proposals
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import StorageFailed

ITEM = "items/sign"


@pytest.fixture
def item(place: Path) -> Path:  # noqa: F811
    """An item of whose rules one case of its author's reaches some."""
    cases(place, GOOD)
    return place / ITEM


@pytest.fixture
def drafts(item: Path, run: Run) -> Path:
    """Its drafts, as they were written."""
    assert run("test", str(item), "--write").code == 0
    return item / "2020-01-01.proposed.cases.yaml"


def words(item: Path) -> list[str]:
    return sorted(path.name for path in item.iterdir())


OWN = ["2020-01-01.cases.yaml", "2020-01-01.proposed.cases.yaml", "2020-01-01.yaml"]


# ---------------------------------------------------------------- what a person wrote


@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.replace("    unconfirmed: true\n", "    unconfirmed: true\n    note: 请法规科核对\n", 1),
        lambda text: text.replace("    unconfirmed: true\n", "    unconfirmed: true  # 请法规科核对\n", 1),
        lambda text: text.replace("    unconfirmed: true\n", "", 1),
        lambda text: f"{text}# 请法规科核对\n",
        lambda text: f"# 请法规科核对\n{text}",
        lambda text: text.replace("  - name: ", "  - name: 我的", 1),
    ],
)
def test_drafts_in_which_a_person_wrote_stay_as_they_are(run: Run, item: Path, drafts: Path, written: object) -> None:
    text = drafts.read_text("utf-8")
    assert callable(written)
    mine = written(text)
    assert mine != text
    drafts.write_text(mine, "utf-8")

    ended = run("test", str(item), "--write")

    assert ended.code == 0 and drafts.read_text("utf-8") == mine
    assert words(item) == OWN and "nothing was written" in ended.err, "what they reach need not be proposed again"


def test_what_kept_drafts_reach_is_not_proposed_again(run: Run, item: Path, drafts: Path) -> None:
    text = drafts.read_text("utf-8")
    drafts.write_text(f"{text}# 请法规科核对\n", "utf-8")

    ended = run("test", str(item), "--write")

    assert ended.code == 0 and words(item) == OWN
    assert "都已有待确认的草稿" in ended.err and "have drafts to confirm" in ended.err and "nothing was written" in ended.err


def test_what_kept_drafts_do_not_reach_goes_to_a_file_beside_them_under_other_names(run: Run, item: Path, drafts: Path) -> None:
    text = drafts.read_text("utf-8")
    begin, *some = text.split("\n  - name: ")
    drafts.write_text("\n  - name: ".join((begin, some[0])) + "\n", "utf-8")  # a person threw all but the first away
    kept = drafts.read_text("utf-8")

    ended = run("test", str(item), "--write")
    beside = item / "2020-01-01.proposed-2.cases.yaml"

    assert drafts.read_text("utf-8") == kept
    assert f"写出 `{beside}`" in ended.err and "more have drafts to confirm" in ended.err
    assert not set(names(kept)) & set(names(beside.read_text("utf-8")))
    assert run("test", str(item)).code == 0, "both files are read, and no name stands twice"

    once_more = beside.read_bytes()
    run("test", str(item), "--write")
    assert beside.read_bytes() == once_more and words(item) == [*OWN[:1], beside.name, *OWN[1:]]


def names(text: str) -> list[str]:
    return [line.partition(": ")[2] for line in text.splitlines() if line.startswith("  - name: ")]


def test_drafts_that_nobody_touched_are_replaced_and_that_is_said(run: Run, item: Path, drafts: Path) -> None:
    same = run("test", str(item), "--write")
    assert "的内容没有变化" in same.err and "stays as it is" in same.err

    drafts.write_bytes(drafts.read_bytes().replace(b"\n", b"\r\n"))  # as a checkout on another system has it
    assert "stays as it is" in run("test", str(item), "--write").err

    cases(item.parent.parent, f"{GOOD}  - {{name: 又一件, packet: {{in_order: true, facts: {{area: 800, rented: false, kinds: [roof, lit], storeys: 3}}, lists: {{fitters: []}}}}, expect: {{outcome: accept}}}}\n")
    ended = run("test", str(item), "--write")

    assert "里没有人改过的草稿已经换成" in ended.err and "nobody had touched, was replaced" in ended.err
    assert is_untouched(drafts.read_text("utf-8")) and words(item) == OWN


def test_a_seal_breaks_with_any_letter(drafts: Path) -> None:
    whole = drafts.read_text("utf-8")

    assert is_untouched(whole) and is_untouched(whole.replace("\n", "\r\n"))
    for i in range(0, len(whole), 31):
        assert not is_untouched(whole[:i] + "x" + whole[i:]), whole[max(0, i - 20) : i + 20]
    assert not is_untouched("".join(line for line in whole.splitlines(keepends=True) if "sealed sha256" not in line))


def test_a_seal_breaks_when_a_case_or_a_remark_goes_or_cases_change_places(drafts: Path) -> None:
    whole = drafts.read_text("utf-8")
    lines = whole.splitlines(keepends=True)
    begin, *some = whole.split("\n  - name: ")
    assert len(some) > 1

    for i, line in enumerate(lines):
        if line.lstrip().startswith("#"):
            assert not is_untouched("".join((*lines[:i], *lines[i + 1 :])))
    assert not is_untouched("\n  - name: ".join((begin, *some[:-1])) + "\n")
    assert not is_untouched("\n  - name: ".join((begin, *reversed(some))))


@pytest.mark.parametrize("keys", ["en", "zh"])
def test_drafts_that_were_only_put_into_order_are_drafts_that_nobody_touched(run: Run, item: Path, drafts: Path, keys: str) -> None:
    """The seal is about what is meant: another layout and the other language are no edit, a word of a person's is one."""
    drafts.write_text(drafts.read_text("utf-8").replace("    expect:\n      outcome: ", "    expect:\n      outcome:    ", 1), "utf-8")
    before = drafts.read_bytes()
    assert run("fmt", str(drafts), "--keys", keys).code == 0
    written = drafts.read_text("utf-8")
    assert drafts.read_bytes() != before and is_untouched(written)

    ended = run("test", str(item), "--write")
    assert "stays as it is" in ended.err and drafts.read_text("utf-8") == written and words(item) == OWN

    assert not is_untouched(f"{written}# 请法规科核对\n")


# ---------------------------------------------------------------- what is said


@pytest.mark.parametrize(
    ("there", "code"),
    [
        (GOOD, "T-WRITTEN-BY-AUTHOR"),
        ("cases:\n  - {name: 甲, unconfirmed: true, packet: {}, expect: {outcome: accept}}\n", "T-DRAFTS-EDITED"),
        ("我的记录\n", "T-NO-DRAFTS"),
    ],
)
def test_a_named_file_that_is_a_persons_is_not_overwritten_and_that_is_said(
    run: Run, item: Path, tmp_path: Path, there: str, code: str
) -> None:
    target = tmp_path / "mine.cases.yaml"
    target.write_text(there, "utf-8")

    ended = run("test", str(item), "--write-to", str(target))

    assert ended.code == 2 and code in ended.err and "nothing was written" in ended.err
    assert target.read_text("utf-8") == there and words(item) == [OWN[0], OWN[2]]


def test_of_two_versions_none_is_written_to_one_file(run: Run, place: Path, tmp_path: Path) -> None:  # noqa: F811
    cases(place, GOOD)
    target = tmp_path / "mine.cases.yaml"

    ended = run("test", str(place), "--write-to", str(target))

    assert ended.code == 2 and "T-ONE-VERSION" in ended.err and not target.exists()


def test_drafts_on_stdout_are_yaml_and_nothing_else(run: Run, item: Path, drafts: Path) -> None:
    drafts.unlink()
    cases(item.parent.parent, GOOD)

    ended = run("test", str(item), "--write-to", "-", "--coverage")

    assert is_untouched(ended.out) and "T-NOT-REACHED" not in ended.out
    assert "在标准输出写出" in ended.err and "T-NOT-REACHED" in ended.err
    assert words(item) == [OWN[0], OWN[2]]


def test_a_folder_that_is_not_there_is_said_before_any_work(run: Run, item: Path, tmp_path: Path) -> None:
    ended = run("test", str(item), "--write-to", str(tmp_path / "none" / "mine.cases.yaml"))

    assert ended.code == 2 and "X-MISSING" in ended.err and "cases to confirm" not in ended.err


def test_some_of_the_cases_are_no_ground_for_proposals(run: Run, item: Path) -> None:
    ended = run("test", str(item), "--write", "-k", "甲")

    assert ended.code == 2 and "T-WRITE-NAMED" in ended.err and words(item) == [OWN[0], OWN[2]]


def test_where_cases_have_faults_nothing_is_proposed_and_that_is_said(run: Run, item: Path) -> None:
    cases(item.parent.parent, GOOD.replace("[sign-form]", "[sign-from]"))

    ended = run("test", str(item), "--write")

    assert ended.code == 20 and "no draft was written" in ended.err and words(item) == [OWN[0], OWN[2]]
    assert "有误的 1 个版本，用例一个也没有运行" in ended.err and "of 1 versions with faults no case was run" in ended.err


def test_where_no_case_can_be_made_no_file_is_written(run: Run, item: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from materials_rules.cases import proposing

    monkeypatch.setattr(proposing, "propose", lambda reaching, coverage, taken: ((), coverage.missed))

    ended = run("test", str(item), "--write")

    assert ended.code == 0 and "没有写文件" in ended.err and "no case could be made; nothing was written" in ended.err
    assert words(item) == [OWN[0], OWN[2]]


def test_a_disk_that_takes_nothing_keeps_no_result_from_being_told(
    run: Run, place: Path, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:
    cases(place, GOOD)

    def full(data: object, target: str) -> None:
        raise StorageFailed([Diagnostic("X-WRITE", Place(target), {"reason": "EROFS"})])

    monkeypatch.setattr(_proposals, "deliver", full)
    ended = run("test", str(place), "--write", "--coverage")

    assert ended.code == 40 and ended.err.count("X-WRITE") == 2, "one for each version"
    assert "cases to confirm" not in ended.err and "用例 2" in ended.err and "T-NOT-REACHED" in ended.out
