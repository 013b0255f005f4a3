"""`fmt`: files in place or not at all; a file that cannot be read is left alone; nothing is lost to a bad disk."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from calling import ROOT, Run, process

from materials_rules import load
from materials_rules.commands import _delivery

RULESETS = ROOT / "rulesets"
ITEM = Path("hengyang", "items", "road-freight-permit", "2019-03-02.yaml")
UNTIDY = "in_force_from: 2020-01-01 # 起\r\nitem: x\r\n"
TIDY = "item: x\nin_force_from: 2020-01-01 # 起\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A copy of the rulesets that may be changed."""
    shutil.copytree(RULESETS, tmp_path / "rulesets")
    return tmp_path / "rulesets"


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    path = tmp_path / "items" / "x" / "2020-01-01.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(UNTIDY.encode())
    return path


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_ruleset_is_written_in_place_in_both_languages_and_its_digest_stays(run: Run, place: Path) -> None:
    digest = load(RULESETS / "hengyang").ruleset.digest

    first = run("fmt", str(place))
    english = bytes_of(place)
    chinese = run("fmt", "--keys", "zh", str(place))
    digest_of_chinese = load(place / "hengyang").ruleset.digest
    zh = bytes_of(place)
    back = run("fmt", "--keys", "en", str(place))

    assert (first.code, chinese.code, back.code) == (0, 0, 0)
    assert bytes_of(place) != zh and digest_of_chinese == digest
    assert zh.keys() == english.keys() and "\n要素:\n" in zh[str(ITEM)].decode()
    assert load(place / "hengyang").ruleset.digest == digest
    assert run("fmt", "--check", str(place)).code == 0
    once = bytes_of(place)
    run("fmt", "--keys", "zh", str(place))
    run("fmt", "--keys", "en", str(place))
    assert bytes_of(place) == once


@pytest.mark.parametrize("folder", ["rulesets", "examples", "tests/rulesets/lint"])  # edits match the texts of tests/rulesets/base
def test_every_file_that_is_kept_has_the_form(run: Run, folder: str) -> None:
    ended = run("fmt", "--check", str(ROOT / folder))

    assert (ended.code, ended.out) == (0, ""), "`materials-rules fmt` puts them in order"


def test_check_lists_what_would_change_and_changes_nothing(run: Run, untidy: Path) -> None:
    ended = run("fmt", "--check", str(untidy.parent.parent))

    assert (ended.code, ended.out) == (20, f"{untidy}\n")
    assert "文件 1，需要整理 1。 files 1, 1 would change." in ended.err
    assert untidy.read_bytes() == UNTIDY.encode()
    untidy.write_text(TIDY, "utf-8")
    ended = run("fmt", "--check", str(untidy))
    assert (ended.code, ended.out) == (0, "")


def test_diff_shows_what_would_change_and_changes_nothing(run: Run, untidy: Path) -> None:
    shown, checked = run("fmt", "--diff", str(untidy)), run("fmt", "--diff", "--check", str(untidy))

    assert (shown.code, checked.code) == (0, 20)
    assert shown.out == checked.out
    assert "+item: x\n" in shown.out and shown.out.startswith(f"--- {untidy}\n")
    assert untidy.read_bytes() == UNTIDY.encode()


def test_what_changed_is_listed_and_a_second_run_changes_nothing(run: Run, untidy: Path) -> None:
    untidy.chmod(0o640)

    first, second = run("fmt", str(untidy)), run("fmt", str(untidy))

    assert (first.code, first.out, second.code, second.out) == (0, f"{untidy}\n", 0, "")
    assert untidy.read_text("utf-8") == TIDY
    assert untidy.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in untidy.parent.iterdir()] == [untidy.name]


def test_standard_input_goes_to_standard_output() -> None:
    def formatted(data: bytes, *words: str) -> tuple[int, bytes]:
        done = subprocess.run(
            [sys.executable, "-m", "materials_rules", "fmt", "-", *words], cwd=ROOT, input=data, capture_output=True, timeout=60
        )
        return done.returncode, done.stdout

    assert formatted(UNTIDY.encode()) == (0, TIDY.encode())
    assert formatted(UNTIDY.encode(), "--keys", "zh") == (0, "事项: x\n施行之日: 2020-01-01 # 起\n".encode())
    assert formatted(UNTIDY.encode(), "--check") == (20, b"-\n")
    assert formatted(TIDY.encode()) == (0, TIDY.encode())
    assert formatted(b"item: [\n") == (20, b"")
    assert formatted(b"what: is this\n") == (20, b"")


BAD = {
    "not yaml": (b"item: [\n", "R-SYNTAX"),
    "two languages": ("item: x\n施行之日: 2020-01-01\n".encode(), "R-KEYLANG"),
    "a sentence cut": (b"item: x\ndefinitions:\n  d: a > 5 # 5\n", "R-COMMENT"),
    "a condition nobody can read": (b"item: x\ndefinitions:\n  d: a >\n", "R-CONDITION"),
    "a tab": (b"item: x\nelements:\n\tfee: none\n", "R-TAB"),
    "another encoding": ("item: 事项事项\n".encode("gbk"), "R-ENCODING"),
    "a hidden character": ("item: x\nelements:\n  item_name: 申\u200b请\n".encode(), "R-CHAR"),
    "empty": (b"", "R-EMPTY"),
    "only a comment": ("# 甲\n".encode(), "R-EMPTY"),
    "an anchor": (b"item: &a x\n", "R-ANCHOR"),
    "a key twice": (b"item: x\nitem: y\n", "R-DUPKEY"),
    "too large": (b"item: x\n#" + b"x" * (1 << 20), "R-LIMIT"),
    "a text alone": (b"# 1\nhello # 2\n# 3\n", "X-NO-KIND"),
    "a list": (b"[a, b] # c\n", "X-NO-KIND"),
    "two documents": (b"item: x\n---\nitem: y\n", "R-DOCUMENTS"),
    "words that are ours in Chinese": ("item: x\nelements:\n  fee: {charged: 'true', basis: [{law: a, source: 假定}]}\n".encode(), "R-OTHER-WORDS"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_read_is_left_alone_and_the_rest_is_written(what: str, run: Run, untidy: Path) -> None:
    data, code = BAD[what]
    bad = untidy.with_name("2021-01-01.yaml")
    bad.write_bytes(data)

    ended = run("fmt", "--keys", "zh", str(untidy.parent))

    assert ended.code == 20
    assert f"{bad}:" in ended.err and f" {code}: " in ended.err
    assert "文件 2，已整理 1，读不懂 1。 files 2, 1 changed, 1 left alone." in ended.err
    assert bad.read_bytes() == data
    assert untidy.read_text("utf-8").startswith("事项: x\n")


GOOD = {
    "a byte order mark": (b"\xef\xbb\xbfitem: x\n", "item: x\n"),
    "carriage returns": (b"# 1\r\n\r\n\r\nitem: x\r\n", "# 1\n\nitem: x\n"),
    "no line end": (b"item: x", "item: x\n"),
    "tabs behind": ("item: x\t# 注\t二 \t\n".encode(), "item: x # 注\t二\n"),
    "a very long line": (f"item: x\nsource: {'长' * 100_000}\n".encode(), f"item: x\nsource: {'长' * 100_000}\n"),
    "comments at the end": ("item: x\n\n\n# 甲\n  # 乙\n\n\n".encode(), "item: x\n\n# 甲\n# 乙\n"),
    "a document mark": ("--- # 甲\nitem: x\n... # 乙\n".encode(), "# 甲\nitem: x\n# 乙\n"),
    "comments in brackets": (
        "item: x\nfields: [ # 一\n  health, # 二\n  # 三\n  ecology # 四\n  # 五\n] # 六\n".encode(),
        # the last of two comments behind one key stays behind it
        "item: x\n# 一\nfields: # 六\n  - health # 二\n  # 三\n  - ecology # 四\n  # 五\n",
    ),
    "a comment behind quoted words": ('item: x\ndefinitions:\n  d: "a > 5" # 注\n'.encode(), 'item: x\ndefinitions:\n  d: "a > 5" # 注\n'),
    "a comment at a block": ("item: x\nsource: |- # 注\n  一\n  #二\n".encode(), "item: x\nsource: |- # 注\n  一\n  #二\n"),
    "comments of nothing": ("item: x\nfields: [ # 甲\n  ]\nfacts: {} # 乙\n".encode(), "item: x\nfields: [] # 甲\nfacts: {} # 乙\n"),
    "a dash alone": ("item: x\nfields:\n- # 甲\n  health\n- ecology\n".encode(), "item: x\nfields:\n  # 甲\n  - health\n  - ecology\n"),
    "nothing in braces": (b"{ } # c\n", "{}\n# c\n"),
    "unknown keys": (b"colour: red\nitem: x\nzeta: 1\n", "item: x\ncolour: red\nzeta: 1\n"),
}


@pytest.mark.parametrize("what", GOOD)
def test_what_is_only_untidy_is_put_right(what: str, run: Run, untidy: Path) -> None:
    data, tidy = GOOD[what]
    untidy.write_bytes(data)

    ended = run("fmt", str(untidy))

    assert (ended.code, untidy.read_text("utf-8")) == (0, tidy), ended.err
    assert run("fmt", "--check", str(untidy)).code == 0


def test_a_link_is_neither_followed_nor_replaced(run: Run, untidy: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_bytes(UNTIDY.encode())
    link = untidy.with_name("2022-01-01.yaml")
    link.symlink_to(elsewhere)

    ended = run("fmt", str(untidy.parent))

    assert ended.code == 20 and f"{link}: 错误 R-PATH" in ended.err
    assert link.is_symlink() and elsewhere.read_bytes() == UNTIDY.encode()


def test_a_folder_behind_a_link_is_not_entered(run: Run, untidy: Path, tmp_path: Path) -> None:
    (tmp_path / "items" / "y").symlink_to(untidy.parent)

    assert run("fmt", "--check", str(tmp_path / "items")).out == f"{untidy}\n"


def test_a_file_that_may_not_be_written_keeps_all_others_from_it(
    run: Run, untidy: Path, as_anybody: None
) -> None:
    other = untidy.with_name("2021-01-01.yaml")
    other.write_bytes(UNTIDY.encode())
    other.chmod(0o444)

    ended = run("fmt", str(untidy.parent))

    assert ended.code == 2 and f"{other}: 错误 X-FORBIDDEN" in ended.err
    assert untidy.read_bytes() == other.read_bytes() == UNTIDY.encode()
    assert run("fmt", "--check", str(untidy.parent)).code == 20


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_full_disk_leaves_the_file_before(
    broken: str, run: Run, untidy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(_delivery.os if broken == "fsync" else Path, broken, fail)

    ended = run("fmt", str(untidy))

    assert ended.code == 40 and f"{untidy}: 错误 X-WRITE" in ended.err
    assert bytes_of(untidy.parent) == {untidy.name: UNTIDY.encode()}


def test_killed_in_the_middle_every_file_is_whole(place: Path) -> None:
    before = bytes_of(place)
    running = subprocess.Popen(
        [sys.executable, "-m", "materials_rules", "fmt", "--keys", "zh", str(place)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    while running.poll() is None and bytes_of(place) == before:
        time.sleep(0.001)
    running.send_signal(signal.SIGKILL)
    running.wait()
    for path in place.rglob(".materials-rules-*.part"):
        path.unlink()

    assert bytes_of(place).keys() == before.keys()
    assert load(place / "hengyang").ruleset.digest == load(RULESETS / "hengyang").ruleset.digest


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["fmt"], "X-ARGUMENT"),
        (["fmt", ""], "X-MISSING"),
        (["fmt", "nothing-here"], "X-MISSING"),
        (["fmt", "-", "-"], "X-TWICE"),
        (["fmt", "--keys", "fr", "x"], "X-VALUE"),
        (["fmt", "tests"], "X-NOTHING-TO-FORMAT"),
        (["fmt", "/dev/null"], "X-NOT-A-FILE"),
    ],
)
def test_wrong_usage_does_nothing(words: list[str], code: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tests").mkdir()
    monkeypatch.chdir(tmp_path)

    ended = run(*words)

    assert (ended.code, ended.out) == (2, "")
    assert f" {code}: " in ended.err


def test_what_is_no_file_of_a_ruleset_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.yaml"
    path.write_text("what: is this\n", "utf-8")

    ended = run("fmt", str(path))

    assert ended.code == 20 and f"{path}: 错误 X-NO-KIND" in ended.err


def test_a_draft_is_known_by_its_keys_wherever_it_lies(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_bytes(UNTIDY.encode())

    assert run("fmt", str(path)).code == 0 and path.read_text("utf-8") == TIDY


def test_help_stays_quick_and_names_the_codes() -> None:
    done = process("fmt", "--help")

    assert done.returncode == 0 and "20 " in done.stdout.decode()
