"""What is written: a file appears whole or not at all, rules are never overwritten, and a broken stream is said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from calling import ROOT, Run, process

from materials_rules.commands import _delivery


def test_a_file_appears_whole_and_keeps_its_mode(run: Run, asked: Any, tmp_path: Path) -> None:
    target = tmp_path / "notice.txt"
    target.write_text("before")
    target.chmod(0o600)

    ended = run("check", "supplement.json", "-o", "notice.txt")

    assert (ended.code, ended.out) == (10, "")
    assert target.read_text("utf-8") == "text: supplement 告知书\n"
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.glob(".*")) == []


def test_a_dash_is_stdout(run: Run, asked: Any) -> None:
    assert run("check", "accept.json", "-o", "-").out == "text: accept 告知书\n"


def test_a_link_stays_a_link(run: Run, asked: Any, tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("before")
    (tmp_path / "link.txt").symlink_to("real.txt")

    run("check", "accept.json", "-o", "link.txt")

    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text("utf-8") == "text: accept 告知书\n"


def test_what_is_no_plain_file_is_written_to_and_not_replaced(run: Run, asked: Any, tmp_path: Path) -> None:
    # a pipe of our own stands for /dev/null: a test that breaks must not break the machine
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run("check", "accept.json", "-o", "pipe").code == 0
        assert os.read(reader, 1000).decode() == "text: accept 告知书\n"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_a_pipe_that_nobody_reads_is_wrong_usage_and_does_not_hang(run: Run, asked: Any, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    ended = run("check", "accept.json", "-o", "pipe")

    assert (ended.code, ended.out) == (2, "")
    assert "pipe: 错误 X-NO-READER: " in ended.err


def test_more_than_a_pipe_holds_waits_for_its_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    write = f"from materials_rules.commands._delivery import deliver; deliver(b'x' * 1_000_000, {str(tmp_path / 'pipe')!r})"
    with (tmp_path / "read").open("wb") as read, subprocess.Popen(["cat", str(tmp_path / "pipe")], stdout=read) as reader:
        try:
            # the reader may still be starting, and until then nobody reads
            while subprocess.run([sys.executable, "-c", write], capture_output=True, timeout=60, check=False).returncode:
                assert reader.poll() is None
            assert reader.wait(timeout=60) == 0
        finally:
            reader.kill()

    assert (tmp_path / "read").stat().st_size == 1_000_000


@pytest.mark.parametrize(
    ("output", "code"),
    [
        ("notice.txt/", "X-FOLDER"),
        ("new.txt/", "X-FOLDER"),
        ("notice.txt/.", "X-FOLDER"),
        ("rulesets/..", "X-FOLDER"),
        ("notice.txt/below", "X-MISSING"),
        ("x" * 300, "X-LONG-NAME"),
        ("x" * 300 + "/notice.txt", "X-LONG-NAME"),
        ("loop/notice.txt", "X-MISSING"),
        ("closed/notice.txt", "X-FORBIDDEN"),
        ("closed/below/notice.txt", "X-FORBIDDEN"),
    ],
)
def test_where_no_file_can_be_none_is_written(
    output: str, code: str, run: Run, asked: Any, tmp_path: Path, as_anybody: None
) -> None:
    (tmp_path / "notice.txt").write_text("before")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "closed").mkdir(mode=0o000)
    try:
        ended = run("check", "accept.json", "-o", output)
    finally:
        (tmp_path / "closed").chmod(0o700)

    assert (ended.code, ended.out) == (2, "")
    assert f"错误 {code}: " in ended.err
    assert (tmp_path / "notice.txt").read_text() == "before"
    assert asked == []


RULE_FILES = [
    "rulesets/hengyang/ruleset.yaml",
    "rulesets/hengyang/items/sign/2020-01-01.yaml",
    "rulesets/hengyang/items/sign/2021-01-01.yaml",  # not there yet
    "rulesets/hengyang/items/sign/2020-01-01.cases.yaml",
    "rulesets/laws.yaml",
    "rulesets/disallowed.yaml",
    "rulesets/calendars/cn/2026.yaml",
    "rulesets/hengyang/../laws.yaml",
    "link",
]


@pytest.mark.parametrize("named", [("check", "--rulesets", "rulesets/hengyang"), ("check", "--rulesets", "elsewhere"), ("check",)])
@pytest.mark.parametrize("output", RULE_FILES)
def test_what_belongs_to_the_ruleset_is_never_written(
    output: str, named: tuple[str, ...], run: Run, asked: Any, tmp_path: Path
) -> None:
    (tmp_path / "rulesets" / "hengyang" / "items" / "sign").mkdir(parents=True)
    (tmp_path / "rulesets" / "calendars" / "cn").mkdir(parents=True)
    for name in (RULE_FILES[0], RULE_FILES[1], *RULE_FILES[3:7]):
        (tmp_path / name).write_text("before")
    (tmp_path / "elsewhere").symlink_to("rulesets/hengyang")
    (tmp_path / "link").symlink_to("rulesets/hengyang/ruleset.yaml")

    ended = run(*named, "accept.json", "-o", output)

    if named[-1] == "elsewhere" and output in RULE_FILES[4:8]:
        assert ended.code == 0  # its laws and calendars are those beside the link
        return
    assert (ended.code, ended.out, asked) == (2, "", [])
    assert "X-OVERWRITE" in ended.err
    assert not (tmp_path / RULE_FILES[2]).exists()
    assert {path.read_text() for path in (tmp_path / "rulesets").rglob("*.yaml")} == {"before"}


@pytest.mark.parametrize("output", ["rulesets/hengyang/notice.txt", "rulesets/notices.yaml", "laws.yaml"])
def test_what_only_stands_near_the_ruleset_is_written(output: str, run: Run, asked: Any, tmp_path: Path) -> None:
    assert run("check", "accept.json", "-o", output).code == 0
    assert "accept" in (tmp_path / output).read_text("utf-8")


def test_nothing_is_written_when_every_packet_is_bad(run: Run, asked: Any, tmp_path: Path) -> None:
    assert run("check", "bad.json", "-o", "notice.txt").code == 30
    assert not (tmp_path / "notice.txt").exists()


@pytest.mark.parametrize("broken", ["fsync", "replace"])  # before and at the moment of appearing
def test_a_failing_disk_leaves_the_file_before(
    broken: str, run: Run, asked: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notice.txt").write_text("before")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_delivery.os if broken == "fsync" else Path, broken, fail)

    ended = run("check", "accept.json", "-o", "notice.txt")

    assert ended.code == 40
    assert "notice.txt: 错误 X-WRITE: " in ended.err
    assert "ENOSPC" in ended.err
    assert (tmp_path / "notice.txt").read_text() == "before"
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize("words", [["explain", "--list"], ["--help"], ["check", "--help"]])
def test_a_full_stdout_is_a_storage_fault(words: list[str]) -> None:
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "materials_rules", *words], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )

    assert ended.returncode == 40
    assert "-: 错误 X-WRITE: 写入失败（ENOSPC），已经写到标准输出" in ended.stderr.decode()
    assert b"Traceback" not in ended.stderr


@pytest.mark.parametrize("words", [["--help"], ["check", "--help"], ["--version"], ["explain", "10"]])
def test_a_closed_stdout_is_a_storage_fault(words: list[str]) -> None:
    ended = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "materials_rules", *words],
        cwd=ROOT, stderr=subprocess.PIPE, timeout=60, check=False,
    )  # fmt: skip

    assert ended.returncode == 40
    assert "X-WRITE" in ended.stderr.decode()
    assert "EBADF" in ended.stderr.decode()


@pytest.mark.parametrize("words", [["explain", "--list"], ["--help"]])
def test_a_reader_that_goes_away_ends_us_quietly(words: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "materials_rules", *words], stdout=writer, stderr=subprocess.PIPE, timeout=60, check=False
        )
    finally:
        os.close(writer)

    assert (ended.returncode, ended.stderr) == (141, b"")


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "gbk"},
        {"TERM": "dumb", "COLUMNS": "20"},
    ],
)
def test_output_is_utf8_whatever_the_locale(environment: dict[str, str]) -> None:
    ended = process("explain", "10", **environment)

    assert ended.returncode == 0
    assert "申请件需要补正" in ended.stdout.decode("utf-8")
    assert "没有 `nix` 这个代码" in process("explain", "nix", **environment).stderr.decode("utf-8")
    assert process("--help", **environment).returncode == 0
