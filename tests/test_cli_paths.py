"""What is read: names of every kind, pipes, devices, files that are too large or may not be read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from calling import Run, process

import materials_rules
import materials_rules.render
from materials_rules.commands import _intake
from materials_rules.ground.errors import LimitExceeded

LOAD = materials_rules.load  # before a test puts another in its place


def test_a_name_that_begins_with_a_dash(run: Run, asked: Any, tmp_path: Path) -> None:
    (tmp_path / "-odd.json").write_text("accept")

    assert run("check", "--", "-odd.json").code == 0
    assert run("check", "./-odd.json").code == 0


def test_a_name_with_a_line_break_and_one_outside_utf8(run: Run, asked: Any, tmp_path: Path) -> None:
    (tmp_path / "a\nb.json").write_text("bad")
    odd = os.fsdecode(b"\xff\xfe.json")
    (tmp_path / odd).write_text("bad")

    ended = run("check", "a\nb.json", odd)

    assert ended.code == 30
    assert "a⟦U+000A⟧b.json: 错误" in ended.err
    assert "⟦U+DCFF⟧" in ended.err


def test_a_name_outside_utf8_in_a_process_of_its_own(tmp_path: Path) -> None:
    ended = process("check", b"\xff.json", "--rulesets", str(tmp_path), cwd=tmp_path, LC_ALL="C")

    assert ended.returncode == 2
    assert "X-MISSING" in ended.stderr.decode()


def test_a_pipe_by_name_is_refused_and_does_not_hang(run: Run, asked: Any, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")

    ended = run("check", "pipe.json")

    assert ended.code == 2
    assert "X-PIPE" in ended.err


def test_a_pipe_that_is_open_already_is_read(run: Run, asked: list[dict[str, Any]]) -> None:
    reader, writer = os.pipe()
    os.write(writer, b"accept")
    os.close(writer)
    try:
        assert run("check", f"/dev/fd/{reader}").code == 0
    finally:
        os.close(reader)
    assert asked[0]["packet"] == b"accept"


def test_endless_and_empty_devices(run: Run, asked: list[dict[str, Any]]) -> None:
    ended = run("check", "/dev/zero")

    assert ended.code == 31
    assert "X-LARGE" in ended.err
    assert asked == []


def test_too_large_an_earlier_notice_is_not_taken_for_a_packet(run: Run, asked: Any, tmp_path: Path) -> None:
    (tmp_path / "notice.json").write_text(" " * (_intake.MOST_BYTES + 1))

    ended = run("check", "accept.json", "--previous", "notice.json")

    assert ended.code == 31
    assert "notice.json: 错误 X-LARGE: " in ended.err
    assert "告知书也不会这么大" in ended.err and "no notice is as large" in ended.err


def test_the_limit_of_a_file_is_that_of_a_packet() -> None:
    from materials_rules.reading import jsontext

    assert _intake.MOST_BYTES == jsontext.MOST_BYTES


def test_reading_stops_one_byte_past_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x" * 10)

    assert _intake.read_named(str(path), 10) == b"x" * 10
    with pytest.raises(LimitExceeded):
        _intake.read_named(str(path), 9)


@pytest.mark.parametrize(("error", "code"), [(PermissionError(13, "denied"), 2), (OSError(5, "input/output"), 40)])
def test_what_cannot_be_read(
    error: OSError, code: int, run: Run, asked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> int:
        raise error

    monkeypatch.setattr(_intake, "_opened", refuse)

    ended = run("check", "accept.json")

    assert ended.code == code
    assert ended.out == ""


@pytest.mark.parametrize(
    ("words", "at"),
    [
        (["check", "closed/accept.json"], "closed/accept.json"),
        (["check", "shut.json"], "shut.json"),
        (["check", "accept.json", "--previous", "shut.json"], "shut.json"),
        (["check", "accept.json", "--rulesets", "closed/hengyang"], "closed/hengyang"),
        (["check", "accept.json", "--rulesets", "closed"], "closed"),
    ],
)
def test_what_may_not_be_read_is_said_in_two_languages_each_by_itself(
    words: list[str], at: str, run: Run, asked: Any, tmp_path: Path, as_anybody: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(materials_rules, "load", LOAD)
    (tmp_path / "closed").mkdir(mode=0o000)
    (tmp_path / "shut.json").touch(mode=0o000)
    try:
        ended = run(*words)
    finally:
        (tmp_path / "closed").chmod(0o700)

    assert ended.code == 2
    assert [line for line in ended.err.splitlines() if "错误" in line] == [
        f"{at}: 错误 X-FORBIDDEN: 没有权限。请检查文件和文件夹的权限。"
    ]


@pytest.mark.parametrize(("named", "code"), [("x" * 300, "X-MISSING"), ("accept.json", "X-NOT-A-FOLDER"), ("accept.json/x", "X-MISSING")])
def test_a_ruleset_that_can_be_no_folder(named: str, code: str, run: Run, asked: Any) -> None:
    ended = run("check", "accept.json", "--rulesets", named)

    assert (ended.code, f" {code}: " in ended.err) == (2, True)
