"""`guide`: pages of every item or of some, whole or none, and what is wrong with what was asked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from calling import PLACE, ROOT, Run

from materials_rules.guide.item_page import INDEX


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_all_items_and_an_index_are_written_into_a_folder_that_is_made(run: Run, tmp_path: Path) -> None:
    into = tmp_path / "made" / "here"
    ended = run("guide", str(PLACE), "-o", str(into), "--as-of", "2026-03-02")

    items = {path.name for path in (PLACE / "items").iterdir()}
    assert (ended.code, ended.out) == (0, "")
    assert names(into) == {f"{item}.html" for item in items} | {INDEX}
    assert "X-AS-OF-CHOSEN" not in ended.err
    index = (into / INDEX).read_text("utf-8")
    assert all(f'href="{item}.html"' in index for item in items)


def test_some_items_by_option_or_by_path(run: Run, tmp_path: Path) -> None:
    one = run("guide", str(PLACE), "-o", str(tmp_path / "a"), "--item", "project-filing", "--item", "outdoor-advertising")
    other = run("guide", str(PLACE / "items" / "project-filing"), "-o", str(tmp_path / "b"))

    assert (one.code, other.code) == (0, 0)
    assert names(tmp_path / "a") == {"project-filing.html", "outdoor-advertising.html", INDEX}
    assert names(tmp_path / "b") == {"project-filing.html", INDEX}
    assert "X-AS-OF-CHOSEN" in one.err and "2025-07-10" in one.err


def test_the_same_rules_give_the_same_pages(run: Run, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        assert run("guide", str(PLACE), "-o", str(tmp_path / folder), "--item", "fire-safety-inspection").code == 0

    for name in names(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_another_day_has_other_rules(run: Run, tmp_path: Path) -> None:
    for day in ("2018-01-01", "2026-03-02"):
        assert run("guide", str(PLACE), "-o", str(tmp_path / day), "--as-of", day, "--item", "construction-permit").code == 0

    old, new = ((tmp_path / day / "construction-permit.html").read_text("utf-8") for day in ("2018-01-01", "2026-03-02"))
    assert "本版自2014年10月25日起施行" in old and "规则中已知的下一次变化：2018年9月28日" in old
    assert "本版自2019年4月23日起施行" in new and "下一次变化" not in new


def test_an_old_page_is_left_and_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gone.html").write_text("old")
    (tmp_path / "notes.txt").write_text("mine")
    ended = run("guide", str(PLACE), "-o", str(tmp_path), "--item", "project-filing")

    assert ended.code == 0
    assert "X-LEFT-OVER" in ended.err and "gone.html" in ended.err and "notes.txt" not in ended.err
    assert (tmp_path / "gone.html").read_text() == "old"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere", "-o", "out"], 2, "X-MISSING"),
        (["PLACE"], 2, "X-ARGUMENT"),
        (["PLACE", "-o", ""], 2, "X-EMPTY"),
        (["PLACE", "-o", "-"], 2, "X-EMPTY"),
        (["PLACE", "-o", "file"], 2, "X-NOT-A-FOLDER"),
        (["PLACE", "-o", "file/below"], 2, "X-NOT-A-FOLDER"),
        (["PLACE", "-o", "out", "--as-of", "soon"], 2, "X-DATE"),
        (["PLACE", "-o", "out", "--as-of", "1999-01-01"], 2, "X-NONE-IN-FORCE"),
        (["PLACE", "-o", "out", "--item", "outdoor-advertisng"], 2, "outdoor-advertising"),
        (["PLACE", "-o", "out", "--item", "x", "--item", "y"], 2, "X-NO-ITEM"),
        (["CALENDARS", "-o", "out"], 2, "X-NO-RULESET"),
        (["TWO", "-o", "out"], 2, "X-PLACES"),
        (["BROKEN", "-o", "out"], 20, "R-"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    run: Run, words: list[str], code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x")
    known = {"PLACE": PLACE, "CALENDARS": ROOT / "rulesets" / "calendars" / "cn", "TWO": tmp_path / "two", "BROKEN": tmp_path / "two" / "b"}
    if {"TWO", "BROKEN"} & set(words):
        shutil.copytree(ROOT / "rulesets", tmp_path / "two")
        shutil.copytree(tmp_path / "two" / "hengyang", tmp_path / "two" / "b")
        (tmp_path / "two" / "b" / "sharing.yaml").write_text("documents: [")
    ended = run("guide", *(str(known.get(word, word)) for word in words))

    assert ended.code == code, ended.err
    assert said in ended.err
    assert ended.out == ""
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_told(run: Run, tmp_path: Path, as_anybody: None) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    ended = run("guide", str(PLACE), "-o", str(closed / "out"), "--item", "project-filing")

    assert (ended.code, "X-FORBIDDEN" in ended.err) == (2, True)


def test_a_full_disk_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, **_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    ended = run("guide", str(PLACE), "-o", str(tmp_path / "out"), "--item", "project-filing")

    assert (ended.code, "X-WRITE" in ended.err) == (40, True)
