"""The command line: one meaning for each exit code, and no traceback, no hang and no secret for anybody."""

from __future__ import annotations

import importlib.metadata
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import materials_rules
import materials_rules.render
from materials_rules.cli import main
from materials_rules.commands import _delivery, _english, _intake, names
from materials_rules.commands._exits import GRAVEST_FIRST, ExitCode, gravest
from materials_rules.commands.doctor import is_within
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import (
    ClockUnusable,
    EngineFault,
    LimitExceeded,
    MaterialsRulesError,
    NotAPacket,
    PinnedRulesetUnavailable,
    RulesetInvalid,
    StorageFailed,
    Untrusted,
    WrongUsage,
)
from materials_rules.version import VERSION

Run = Callable[..., Any]
ROOT = Path(__file__).parent.parent
PLACE = ROOT / "rulesets" / "hengyang"
PACKET = ROOT / "examples" / "packets" / "outcome-accept.json"
SECRET = "430422199001011234"
LOAD = materials_rules.load  # before a test puts another in its place
HEAVY = ("pydantic", "yaml", "msgspec", "jsonschema", "durable", "json", "asyncio", "importlib.metadata", "hypothesis")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """Stands for the engine: a packet's bytes are the outcome, and what was asked is kept."""
    seen: list[dict[str, Any]] = []

    def load(place: Path) -> Any:
        return nullcontext(SimpleNamespace(place=place, names=lambda item: {}))

    def check(library: Any, packet: bytes, path: str, as_of: Any, previous: bytes | None, previous_path: str = "") -> SimpleNamespace:
        seen.append({"place": library.place, "packet": packet, "path": path, "as_of": as_of, "previous": previous})
        word = packet.decode().strip()
        if word == "bad":
            raise NotAPacket([Diagnostic("X-MISSING", Place(path))])
        items = (SimpleNamespace(id="item"),)
        return SimpleNamespace(outcome=word, received_on="2026-03-02", matter=SimpleNamespace(items=items))

    def render(notice: Any, format: str, names: Any) -> bytes:
        return f"{format}: {notice.outcome} 告知书\n".encode()

    monkeypatch.setattr(materials_rules, "load", load, raising=False)
    monkeypatch.setattr(materials_rules, "check", check, raising=False)
    monkeypatch.setattr(materials_rules.render, "render", render)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rulesets" / "hengyang").mkdir(parents=True)
    for word in ("accept", "supplement", "undetermined", "not_required", "bad"):
        (tmp_path / f"{word}.json").write_text(word)
    return seen


def process(*words: str | bytes, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "materials_rules", *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
    )


# ---- exit codes ----


def test_every_exit_code_has_a_sentence_and_one_is_none_of_them() -> None:
    assert all(code.zh and code.en for code in ExitCode)
    assert 1 not in list(ExitCode)


def test_the_gravest_wins() -> None:
    assert GRAVEST_FIRST == (70, 40, 50, 22, 21, 20, 31, 30, 2, 12, 10, 13, 0)


@given(st.lists(st.sampled_from(GRAVEST_FIRST), min_size=1))
def test_the_gravest_is_one_of_them_and_their_order_does_not_matter(ends: list[int]) -> None:
    worst = gravest(ends)

    assert worst in ends
    assert all(GRAVEST_FIRST.index(worst) <= GRAVEST_FIRST.index(end) for end in ends)
    assert gravest(reversed(ends)) == worst


def test_of_nothing_the_gravest_is_done() -> None:
    assert gravest([]) == ExitCode.DONE


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (WrongUsage, 2),
        (RulesetInvalid, 20),
        (Untrusted, 21),
        (PinnedRulesetUnavailable, 22),
        (NotAPacket, 30),
        (LimitExceeded, 31),
        (StorageFailed, 40),
        (ClockUnusable, 50),
        (EngineFault, 70),
    ],
)
def test_each_error_has_its_exit_code_and_its_message(
    error: type[MaterialsRulesError], code: int, run: Run, asked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(place: Path) -> None:
        raise error([Diagnostic("X-FORBIDDEN", Place("a.yaml", 3, 7))])

    monkeypatch.setattr(materials_rules, "load", load)

    ended = run("check", "accept.json")

    assert ended.code == code
    assert "a.yaml:3:7: 错误 X-FORBIDDEN: " in ended.err
    assert ended.out == ""


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        ("accept", 0),
        ("accept_deferred", 0),
        ("supplement", 10),
        ("fix_on_spot", 10),
        ("undetermined", 12),
        ("not_required", 13),
        ("not_competent", 13),
    ],
)
def test_each_outcome_has_its_exit_code(outcome: str, code: int, run: Run, asked: Any, tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(outcome)

    assert run("check", "p.json").code == code
    assert run("check", "--exit-zero", "p.json").code == 0


# ---- check ----


def test_check_writes_the_notice_to_stdout_and_words_to_stderr(run: Run, asked: Any) -> None:
    ended = run("check", "supplement.json")

    assert ended.out == "text: supplement 告知书\n"
    assert "X-RULESETS-USED" in ended.err


def test_a_bad_packet_does_not_stop_the_others(run: Run, asked: Any) -> None:
    ended = run("check", "supplement.json", "bad.json", "accept.json")

    assert ended.code == 30
    assert ended.out == "text: supplement 告知书\n\ntext: accept 告知书\n"
    assert "bad.json: 错误" in ended.err


def test_exit_zero_does_not_hide_what_is_no_packet(run: Run, asked: Any) -> None:
    assert run("check", "--exit-zero", "bad.json", "accept.json").code == 30


def test_several_json_notices_follow_each_other(run: Run, asked: Any) -> None:
    ended = run("check", "--format", "json", "accept.json", "accept.json")

    assert ended.out == "json: accept 告知书\n" * 2


def test_a_page_holds_one_notice(run: Run, asked: Any) -> None:
    assert run("check", "--format", "html", "accept.json").code == 0

    ended = run("check", "--format", "html", "accept.json", "accept.json")

    assert (ended.code, ended.out) == (2, "")
    assert "X-ONE-PACKET" in ended.err


def test_what_is_asked_reaches_the_engine(run: Run, asked: list[dict[str, Any]], tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "notice.json").write_text("{}")

    ended = run(
        "check", "--rulesets", "elsewhere", "--as-of", "2026-03-02", "--previous", "notice.json", "accept.json"
    )

    assert ended.code == 0
    assert asked[0]["place"] == Path("elsewhere")
    assert asked[0]["path"] == "accept.json"
    assert asked[0]["as_of"].isoformat() == "2026-03-02"
    assert asked[0]["previous"] == b"{}"
    assert ended.err == ""


def test_deadlines_are_not_counted_as_of_a_day_before_receipt(run: Run, asked: Any) -> None:
    for day, code in (("2026-03-01", 2), ("2026-03-02", 0), ("2026-03-03", 0)):
        ended = run("check", "--as-of", day, "accept.json")
        assert (ended.code, "X-AS-OF" in ended.err, bool(ended.out)) == (code, code == 2, code == 0)

    told = run("check", "--as-of", "2026-03-01", "accept.json", "bad.json")
    assert told.err.count("X-AS-OF") == 1
    assert told.code == 30


def test_the_environment_names_a_ruleset_and_is_told(
    run: Run, asked: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    monkeypatch.setenv("MATERIALS_RULES", str(tmp_path / "mine"))

    ended = run("check", "accept.json")

    assert asked[0]["place"] == tmp_path / "mine"
    assert str(tmp_path / "mine") in ended.err


def test_no_ruleset_anywhere(run: Run, asked: Any, tmp_path: Path) -> None:
    (tmp_path / "rulesets" / "hengyang").rmdir()

    ended = run("check", "accept.json")

    assert ended.code == 2
    assert "X-RULESETS:" in ended.err


def test_standard_input(run: Run, asked: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"supplement")))

    assert run("check", "-").code == 10
    assert (asked[0]["packet"], asked[0]["path"]) == (b"supplement", "-")


def test_closed_standard_input(run: Run, asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    assert run("check", "-").code == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], ""),
        (["chek"], "X-COMMAND"),
        (["--bogus"], "X-OPTION"),
        (["check"], "X-ARGUMENT"),
        (["check", "--formt", "json", "accept.json"], "X-OPTION"),
        (["check", "--format", "xml", "accept.json"], "X-VALUE"),
        (["check", "--format"], "X-USAGE"),
        (["check", "--as-of", "2026-2-3", "accept.json"], "X-DATE"),
        (["check", "--as-of", "2026-02-30", "accept.json"], "X-DATE"),
        (["check", "--as-of", "9999-01-01", "accept.json"], "X-DATE"),
        (["check", "--as-of", "", "accept.json"], "X-DATE"),
        (["check", "--as-of", "-1", "accept.json"], "X-DATE"),
        (["check", "-", "-"], "X-TWICE"),
        (["check", "-", "--previous", "-"], "X-TWICE"),
        (["check", "accept.json", "bad.json", "--previous", "accept.json"], "X-ONE-PACKET"),
        (["check", "nowhere.json"], "X-MISSING"),
        (["check", "accept.json", "--previous", "nowhere.json"], "X-MISSING"),
        (["check", "."], "X-FOLDER"),
        (["check", "accept.json/x"], "X-MISSING"),
        (["check", "x" * 5000], "X-MISSING"),
        (["check", "accept.json", "--rulesets", "nowhere"], "X-MISSING"),
        (["check", "accept.json", "--rulesets", "accept.json"], "X-NOT-A-FOLDER"),
        (["check", "accept.json", "--rulesets", ""], "X-EMPTY"),
        (["doctor", "--rulesets", ""], "X-EMPTY"),
        (["doctor", "--rulesets", "nowhere"], "X-MISSING"),
        (["explain", "item_name", "--rulesets", ""], "X-EMPTY"),
        (["check", "accept.json", "-o", "."], "X-FOLDER"),
        (["check", "accept.json", "-o", "nowhere/notice.txt"], "X-MISSING"),
        (["check", "accept.json", "-o", "accept.json"], "X-OVERWRITE"),
        (["check", "accept.json", "-o", "./accept.json"], "X-OVERWRITE"),
        (["explain"], "X-ARGUMENT"),
        (["explain", "X-DAT"], "X-CODE"),
        (["explain", "10", "12"], "X-USAGE"),
        (["doctor", "--format", "html"], "X-VALUE"),
    ],
)
def test_wrong_usage_does_nothing_and_says_what_is_meant(words: list[str], code: str, run: Run, asked: Any) -> None:
    ended = run(*words)

    assert ended.code == 2
    assert code in ended.err
    assert ended.out == ""
    assert "Traceback" not in ended.err
    assert asked == []


def test_a_near_word_is_offered(run: Run) -> None:
    assert "您要的可能是 `check`" in run("chek").err
    assert "did you mean `--format`" in run("check", "--formt", "x").err
    assert "您要的可能是 `X-DATE`" in run("explain", "x-dat").err


# ---- paths ----


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


# ---- output ----


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


def test_help_names_every_exit_code(run: Run) -> None:
    line = next(line for line in run("--help").out.splitlines() if "Exit codes:" in line)

    assert [int(word) for word in line.split() if word.isdecimal()] == sorted(ExitCode)


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


# ---- crashes and signals ----


def test_a_crash_is_a_sentence_and_holds_no_data(run: Run, asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(place: Path) -> None:
        raise ValueError(SECRET) from KeyError(SECRET)

    monkeypatch.setattr(materials_rules, "load", load)

    ended = run("check", "accept.json")

    assert ended.code == 70
    assert "X-CRASH: 程序内部错误（ValueError）" in ended.err
    assert "Traceback" not in ended.err
    assert "--debug" in ended.err
    assert SECRET not in ended.err

    told = run("--debug", "check", "accept.json")

    assert told.code == 70
    assert "ValueError" in told.err
    assert "KeyError" in told.err
    assert "in load" in told.err
    assert SECRET not in told.err


def test_an_error_that_cannot_be_said_is_a_crash(run: Run, asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(place: Path) -> None:
        raise RulesetInvalid([Diagnostic("X-NO-SUCH-CODE"[:4], Place(SECRET))])

    monkeypatch.setattr(materials_rules, "load", load)

    for words in (["check", "accept.json"], ["--debug", "check", "accept.json"]):
        ended = run(*words)
        assert ended.code == 70
        assert SECRET not in ended.err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_us_with_its_own_code(
    number: signal.Signals,
    code: int,
    run: Run,
    asked: Any,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> None:
    # whoever runs the tests in the background may have told SIGINT to be ignored
    own = signal.default_int_handler if number is signal.SIGINT else signal.SIG_DFL
    around = signal.signal(number, own)
    request.addfinalizer(lambda: signal.signal(number, around))

    def load(place: Path) -> None:
        os.kill(os.getpid(), number)
        raise AssertionError("the signal came late")

    monkeypatch.setattr(materials_rules, "load", load)

    ended = run("check", "accept.json", "-o", "notice.txt")

    assert ended.code == code
    assert "X-INTERRUPTED" in ended.err
    assert not (tmp_path / "notice.txt").exists()
    assert signal.getsignal(number) == own


@pytest.mark.parametrize("begun", ["import runpy; runpy.run_module('materials_rules', run_name='__main__')", "import materials_rules.__main__"])
def test_an_interrupt_while_we_are_still_starting_shows_no_traceback(begun: str, request: pytest.FixtureRequest) -> None:
    around = signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may have it ignored
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, around))
    script = (
        "import builtins, os, signal; real = builtins.__import__\n"
        "def meet(name, *rest, **more):\n"
        "    if name == 'click': os.kill(os.getpid(), signal.SIGINT)\n"
        "    return real(name, *rest, **more)\n"
        f"builtins.__import__ = meet; {begun}"
    )

    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, timeout=60, check=False)

    assert (ended.returncode, ended.stderr) == (-signal.SIGINT, b"")


def test_an_interrupt_is_taken_back_by_main(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # whoever runs this may have it ignored
        "import materials_rules.__main__ as m\n"
        "import materials_rules\n"
        "materials_rules.load = lambda place: os.kill(os.getpid(), signal.SIGINT)\n"
        f"sys.exit(m.main(['check', {str(PACKET)!r}, '--rulesets', {str(PLACE)!r}]))"
    )

    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, timeout=60, check=False)

    assert ended.returncode == 130
    assert b"X-INTERRUPTED" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_an_interrupt_that_is_ignored_stays_ignored() -> None:
    script = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); import materials_rules.__main__ as m; m.main(['--version']); print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)"

    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, timeout=60, check=True)

    assert ended.stdout.split()[-1] == b"True"


def test_a_file_planted_in_the_current_folder_is_not_run(tmp_path: Path) -> None:
    for name in ("click", "yaml", "json", "pydantic", "sitecustomize_of_mine"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(99)")

    assert process("explain", "10", cwd=tmp_path).returncode == 0
    assert process("explain", "item_code", cwd=tmp_path).returncode == 0
    assert process("doctor", cwd=tmp_path).returncode == 0


# ---- help, version, completion ----


def test_help_names_every_command_and_nothing_else(run: Run) -> None:
    ended = run("--help")
    listed = ended.out.partition("Commands:")[2].partition("\n\n")[0]

    assert ended.code == 0
    assert tuple(line.split()[0] for line in listed.strip().splitlines()) == names("materials_rules.commands")


@pytest.mark.parametrize("command", names("materials_rules.commands"))
def test_every_command_tells_its_use(command: str, run: Run) -> None:
    ended = run(command, "--help")

    assert ended.code == 0
    assert f"materials-rules {command} " in ended.out


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from materials_rules.cli import main; code = main(['--help']);"
        f"print([name for name in {HEAVY!r} if name in sys.modules], code, file=sys.stderr)"
    )
    root = str(Path(__file__).parent.parent)

    ended = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {root!r}); {script}"],
        capture_output=True, timeout=60, check=True,
    )  # fmt: skip

    assert ended.stderr.decode().strip() == "[] 0"


def test_nothing_asked_shows_the_help_and_is_wrong_usage(run: Run) -> None:
    ended = run()

    assert ended.code == 2
    assert "Usage: materials-rules" in ended.err


def test_version(run: Run) -> None:
    ended = run("--version")

    assert ended.code == 0
    assert ended.out == f"materials-rules {VERSION}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_written_for_each_shell(shell: str) -> None:
    ended = process(_MATERIALS_RULES_COMPLETE=f"{shell}_source")

    assert ended.returncode == 0
    assert b"materials-rules" in ended.stdout


def test_completion_knows_commands_and_formats() -> None:
    def complete(line: str) -> list[str]:
        ended = process(
            _MATERIALS_RULES_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(len(line.split(" ")) - 1)
        )
        return [word.partition(",")[2] for word in ended.stdout.decode().splitlines()]

    assert complete("materials-rules ch") == ["check"]
    assert complete("materials-rules check --format ht") == ["html"]


def test_an_unknown_shell_is_wrong_usage() -> None:
    assert process(_MATERIALS_RULES_COMPLETE="nosuchshell_source").returncode == 2


# ---- lint ----


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Two places: one with an error in an item, one with a warning; the fault is in the text of `ruleset.yaml`."""

    def load(place: Path) -> Any:
        item = Place(str(place / "items" / "a" / "2020-01-01.yaml"), 3, 7)
        whole = Place(str(place / "ruleset.yaml"), 1, 1)
        match (place / "ruleset.yaml").read_text():
            case "error":
                raise RulesetInvalid([Diagnostic("X-FORBIDDEN", item), Diagnostic("X-MISSING", whole)])
            case "warning":
                return opened(Diagnostic("X-LARGE", whole, {"limit": "9%"}, Severity.WARNING))
            case "storage":
                raise StorageFailed([Diagnostic("X-READ", whole, {"reason": "EIO"})])
            case "uncompiled":
                return nullcontext(SimpleNamespace(compile_all=lambda: refuse(Diagnostic("X-MISSING", whole))))
        return opened()

    def refuse(*faults: Diagnostic) -> None:
        raise RulesetInvalid(faults)

    def opened(*notes: Diagnostic) -> Any:
        return nullcontext(SimpleNamespace(compile_all=lambda: notes))

    monkeypatch.setattr(materials_rules, "load", load, raising=False)
    monkeypatch.chdir(tmp_path)
    for name in ("good", "error", "warning", "storage", "uncompiled"):
        place = tmp_path / "all" / name if name in ("error", "warning") else tmp_path / name
        for item in ("a", "b"):
            (place / "items" / item).mkdir(parents=True)
            (place / "items" / item / "2020-01-01.yaml").write_text("x")
        (place / "ruleset.yaml").write_text(name)
        (place / "README.md").write_text("x")
        (place / "items" / "a" / "notes.cases.yaml").write_text("x")
    (tmp_path / "empty").mkdir()
    (tmp_path / "all" / "laws.yaml").write_text("x")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["good"], 0, []),
        (["all/error"], 20, ["X-FORBIDDEN", "X-MISSING"]),
        (["all/warning"], 0, ["X-LARGE"]),
        (["--strict", "all/warning"], 20, ["X-LARGE"]),
        (["all"], 20, ["X-FORBIDDEN", "X-MISSING", "X-LARGE"]),
        (["good", "all/error", "all/error"], 20, ["X-FORBIDDEN", "X-MISSING"]),
        (["all/error/items/a/2020-01-01.yaml"], 20, ["X-FORBIDDEN"]),
        (["all/error/ruleset.yaml"], 20, ["X-MISSING"]),
        (["all/error/items/a/2020-01-01.yaml", "all/error"], 20, ["X-FORBIDDEN", "X-MISSING"]),
        (["all/warning/items/a/2020-01-01.yaml"], 0, []),
        (["all/laws.yaml"], 20, ["X-NOT-FINISHED"]),
        (["all/error/items/b/2020-01-01.yaml"], 20, ["X-NOT-FINISHED"]),
        (["--strict", "all/error/items/b/2020-01-01.yaml"], 20, ["X-NOT-FINISHED"]),
        (["all/error/items/b"], 20, ["X-NOT-FINISHED"]),
        (["all/error/items/a"], 20, ["X-FORBIDDEN"]),
        (["all/error/items"], 20, ["X-FORBIDDEN"]),
        (["all/warning/items"], 0, []),
        (["uncompiled/items/a/2020-01-01.yaml"], 0, []),
        (["uncompiled"], 20, ["X-MISSING"]),
        (["storage/items/a/2020-01-01.yaml"], 40, ["X-NOT-FINISHED"]),
        (["storage", "all/error"], 40, ["X-FORBIDDEN", "X-MISSING", "X-READ"]),
    ],
)
def test_lint_shows_what_concerns_the_paths(words: list[str], code: int, said: list[str], run: Run, places: Path) -> None:
    ended = run("lint", *words)

    assert ended.code == code
    assert [line.split()[2].rstrip(":") for line in ended.out.splitlines() if "    " not in line] == said
    told = run("lint", *words, "--format", "json")
    assert told.code == code
    assert [one["code"] for one in json.loads(told.out)["diagnostics"]] == said


def test_lint_annotates(run: Run, places: Path) -> None:
    ended = run("lint", "--format", "github", "all")

    assert ended.out.splitlines()[0].startswith("::error title=X-FORBIDDEN,file=all/error/items/a/2020-01-01.yaml,line=3,col=7::")
    assert "::warning title=X-LARGE,file=all/warning/ruleset.yaml,line=1,col=1::超过 9%25 字节" in ended.out


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("nowhere", "X-MISSING"),
        ("x" * 5000, "X-MISSING"),
        ("empty", "X-NO-RULESET"),
        ("/dev/null", "X-NOT-A-FILE"),
        ("good/README.md", "X-NOT-OF-A-RULESET"),
        ("good/items/a/notes.cases.yaml", "X-NOT-OF-A-RULESET"),
        ("all/error/../README.md", "X-MISSING"),
    ],
)
def test_lint_of_what_is_no_ruleset(path: str, code: str, run: Run, places: Path) -> None:
    ended = run("lint", path)

    assert (ended.code, ended.out) == (2, "")
    assert code in ended.err


def test_lint_says_which_file_kept_it_from_finishing(run: Run, places: Path) -> None:
    ended = run("lint", "all/error/items/b")

    assert ended.out.startswith("all/error/items/b/2020-01-01.yaml: 错误 X-NOT-FINISHED: ")
    assert "2 处错误，第一处在 all/error/items/a/2020-01-01.yaml:3:7" in ended.out
    assert "`materials-rules lint all/error`" in ended.out


def test_lint_works_from_inside(run: Run, places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(places / "all" / "error" / "items" / "a")

    ended = run("lint", ".")

    assert ended.code == 20
    assert "X-FORBIDDEN" in ended.out and "X-MISSING" not in ended.out


@pytest.fixture
def calendars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two years of a calendar, the second with a fault."""
    folder = tmp_path / "calendars" / "cn"
    folder.mkdir(parents=True)
    for year in ("2025", "2026"):
        text = (PLACE.parent / "calendars" / "cn" / f"{year}.yaml").read_text("utf-8")
        (folder / f"{year}.yaml").write_text(text.replace("days_off", "dys_off") if year == "2026" else text, "utf-8")
    (folder / "README.md").write_text("x")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("calendars", 20, "calendars/cn/2026.yaml"),
        ("calendars/cn", 20, "calendars/cn/2026.yaml"),
        ("calendars/cn/2026.yaml", 20, "calendars/cn/2026.yaml"),
        ("calendars/cn/2025.yaml", 20, "X-NOT-FINISHED"),
    ],
)
def test_lint_of_a_calendar(path: str, code: int, said: str, run: Run, calendars: Path) -> None:
    ended = run("lint", path)

    assert ended.code == code
    assert said in ended.out
    assert "X-NO-RULESET" not in ended.err


def test_lint_of_a_sound_calendar_and_of_what_is_none(run: Run, calendars: Path) -> None:
    (calendars / "2026.yaml").unlink()

    assert (run("lint", "calendars").code, run("lint", "calendars/cn/2025.yaml").code) == (0, 0)
    assert "X-NOT-OF-A-RULESET" in run("lint", "calendars/cn/README.md").err


# ---- schema ----


@pytest.fixture
def schemas(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stands for the registry of schemas."""
    registry = SimpleNamespace(all_schemas=lambda: {"packet": {"title": "申请件"}, "item": {"title": "事项"}})
    monkeypatch.setitem(sys.modules, "materials_rules.schemas", registry)
    return tmp_path


def test_schema_lists_and_prints(run: Run, schemas: Path) -> None:
    assert run("schema").out == "item\npacket\n"
    assert run("schema", "packet").out == '{\n  "title": "申请件"\n}\n'


def test_schema_writes_what_it_prints(run: Run, schemas: Path) -> None:
    ended = run("schema", "--write", str(schemas))

    assert (ended.code, ended.out) == (0, "")
    for name in ("item", "packet"):
        assert (schemas / f"{name}.schema.json").read_text("utf-8") == run("schema", name).out


@pytest.mark.parametrize(
    ("words", "code"),
    [(["packt"], "X-SCHEMA"), (["--write", "nowhere"], "X-MISSING"), (["--write", __file__], "X-NOT-A-FOLDER")],
)
def test_schema_used_wrongly(words: list[str], code: str, run: Run, schemas: Path) -> None:
    ended = run("schema", *words)

    assert (ended.code, ended.out) == (2, "")
    assert code in ended.err


def test_schema_says_when_docstrings_are_gone() -> None:
    ended = process("schema", "packet", PYTHONOPTIMIZE="2")

    assert ended.returncode == 0
    assert "X-NO-WORDS" in ended.stderr.decode()
    assert process("schema", "packet", PYTHONOPTIMIZE="1").stderr == b""


@pytest.fixture
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files that strangers sent."""
    good = json.loads(PACKET.read_text("utf-8"))
    monkeypatch.chdir(tmp_path)
    spoiled = {
        "good": good,
        "bad": {**good, "received_on": SECRET, "facts": {"张三": {"a": SECRET}}, SECRET: 1},
        "remote": {**good, "$schema": "http://127.0.0.1:9/x.json", "facts": {"$ref": "http://127.0.0.1:9/x.json"}},
        "list": [1],
    }
    for name, data in spoiled.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    (tmp_path / "cut.json").write_text('{"packet": "' + SECRET)
    (tmp_path / "twice.json").write_text(json.dumps(good)[:-1] + f', "packet": "{SECRET}", "round": 1e400}}')
    (tmp_path / "deep.json").write_text("[" * 40 + "]" * 40)
    return tmp_path


def test_validate_lets_through_what_fits(run: Run, sent: Path) -> None:
    ended = run("schema", "packet", "--validate", "good.json", "remote.json")

    assert (ended.code, ended.out) == (0, "")
    assert "good.json: 符合 packet。 It fits packet." in ended.err


def test_validate_names_places_in_two_languages_and_never_a_value(run: Run, sent: Path) -> None:
    ended = run("schema", "packet", "--validate", "bad.json", "good.json")

    assert ended.code == 30
    assert "bad.json#/received_on: 错误 P-SCHEMA: 与 `packet` 的格式不符：写法不对" in ended.out
    assert "    error: this does not fit the schema `packet`: it is not written as it must be" in ended.out
    assert "bad.json#/facts/#1: 错误 P-SCHEMA" in ended.out
    assert "good.json: 符合" in ended.err
    assert SECRET not in ended.out + ended.err and "张三" not in ended.out + ended.err


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("cut", 30, {"P-SYNTAX"}),
        ("twice", 30, {"P-DUPKEY", "P-NUMBER"}),
        ("deep", 31, {"P-LIMIT"}),
        ("list", 30, {"P-SCHEMA"}),
    ],
)
def test_validate_reads_as_strictly_as_check(name: str, code: int, said: set[str], run: Run, sent: Path) -> None:
    ended = run("schema", "packet", "--validate", f"{name}.json")

    assert ended.code == code
    assert {line.split()[2].rstrip(":") for line in ended.out.splitlines() if not line.startswith("    ")} == said
    assert SECRET not in ended.out + ended.err


def test_validate_of_our_own_notice(run: Run, tmp_path: Path) -> None:
    notice = ROOT / "examples" / "notices" / "outcome-accept.json"
    (tmp_path / "n.json").write_text(notice.read_text("utf-8").replace('"schema": "notice/1"', '"schema": "notice/9"'), "utf-8")

    assert run("schema", "notice", "--validate", str(notice)).code == 0
    assert run("schema", "notice", "--validate", str(tmp_path / "n.json")).code == 30


def test_validate_reads_standard_input(run: Run, sent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((sent / "bad.json").read_bytes())))

    assert run("schema", "packet", "--validate", "-").code == 30


def test_validate_goes_on_after_a_file_that_is_too_large(run: Run, sent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (sent / "large.json").write_text(" " * (_intake.MOST_BYTES + 1))

    ended = run("schema", "packet", "--validate", "large.json", "bad.json")

    assert ended.code == 31
    assert "X-LARGE" in ended.err and "P-SCHEMA" in ended.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["packet", "good.json"], "X-VALIDATE"),
        (["packet", "--validate", "--write", ".", "good.json"], "X-VALIDATE"),
        (["packet", "--validate"], "X-ARGUMENT"),
        (["--validate"], "X-ARGUMENT"),
        (["item", "--validate", "good.json"], "X-NOT-JSON"),
        (["item.zh", "--validate", "good.json"], "X-NOT-JSON"),
        (["packet", "--validate", "nowhere.json", "good.json"], "X-MISSING"),
        (["packet", "--validate", "-", "-"], "X-TWICE"),
        (["passport", "--validate", "good.json"], "X-SCHEMA"),
    ],
)
def test_validate_used_wrongly(words: list[str], code: str, run: Run, sent: Path) -> None:
    ended = run("schema", *words)

    assert (ended.code, ended.out) == (2, "")
    assert code in ended.err


def test_check_stays_without_the_library_that_compares() -> None:
    script = (
        f"import sys; from materials_rules.cli import main; main(['check', {str(PACKET)!r}, '--rulesets', {str(PLACE)!r}]);"
        "print('jsonschema' in sys.modules, file=sys.stderr)"
    )

    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, timeout=60, check=True)

    assert ended.stderr.split() == [b"False"]


# ---- explain ----


@pytest.mark.parametrize("code", ["10", "x-date", "expired", "copies", "resident_id", "F-LENGTH", "R-DUPKEY"])
def test_explain_says_it_in_chinese(code: str, run: Run) -> None:
    ended = run("explain", code)

    assert ended.code == 0
    assert ended.out.lower().startswith(code.lower())
    assert len(ended.out.strip().splitlines()) >= 3
    assert "{" not in ended.out


def test_everything_listed_can_be_explained(run: Run) -> None:
    sections = [section.split("\n  ") for section in run("explain", "--list").out.strip().split("\n\n")]
    listed = {code for _, *codes in sections for code in codes}

    assert {"C1_NO_BASIS", "item_name", "hand_in", "R-DUPKEY"} <= listed
    assert all(len(codes) == len(set(codes)) for codes in sections)
    for code in sorted(listed):
        ended = run("explain", code, "--rulesets", str(PLACE))
        assert ended.code == 0, code
        assert re.search(r"[\u4e00-\u9fff]{2}", ended.out), code


def test_explain_has_english_for_every_member_of_a_shelf() -> None:
    from materials_rules.form_checks import always_checks, hand_in_checks
    from materials_rules.form_checks.kinds import KINDS
    from materials_rules.identifiers import identifiers
    from materials_rules.rules.material import CLASS_IDS

    assert _english.KINDS.keys() == KINDS.keys()
    assert set(_english.CLASSES) == set(CLASS_IDS)
    assert _english.NUMBERS.keys() == identifiers().keys()
    assert _english.CHECKS.keys() == {*hand_in_checks(), *always_checks()}
    english = [text for table in (_english.KINDS, _english.CLASSES, _english.NUMBERS) for pair in table.values() for text in pair]
    assert all(re.search("[a-z]{3}", text) for text in [*english, *(en for _, en in _english.CHECKS.values())])


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("wrong_format", ["不符合形式 wrong form", "It is not in the medium"]),
        ("C2_SHAREABLE", ["materials that departments share", "机关自行取得 the office obtains it", "任何 any"]),
        ("resident_id", ["number of a resident's identity card", "17 digits"]),
        ("signed_by", ["Everybody who must sign has signed.", "应当签名的都已签名", "unsigned 未签名"]),
        ("readable", ["It can be read.", "能够辨认"]),
    ],
)
@pytest.mark.parametrize("flag", ["-B", "-OO"])
def test_explain_speaks_both_languages_with_and_without_docstrings(code: str, said: list[str], flag: str) -> None:
    ended = subprocess.run(
        [sys.executable, flag, "-m", "materials_rules", "explain", code, "--rulesets", str(PLACE)],
        cwd=ROOT, capture_output=True, timeout=60, check=True,
    )  # fmt: skip

    out = ended.stdout.decode()
    assert [text for text in said if text not in out] == []


def test_explain_knows_keys_in_both_languages(run: Run) -> None:
    english, chinese = run("explain", "hand_in"), run("explain", "交件")

    assert english.out == chinese.out
    assert "In what form it is handed in." in english.out
    assert "elements.materials.‹…›.hand_in · 要素.材料.‹…›.交件（材料要求）" in english.out
    assert "common.yaml: materials.‹…›.hand_in" in english.out


def test_explain_tells_every_meaning_of_a_word(run: Run) -> None:
    out = run("explain", "copies").out

    assert out.index("形式审查") < out.index("规则文件的键")
    both = run("explain", "name").out
    assert "What people call it." in both and "The id of the line." in both


def test_every_key_has_a_place(run: Run) -> None:
    from materials_rules.reading.keys import KEYS

    assert [key for key in KEYS if not any(": " in line and " · " in line for line in run("explain", key).out.splitlines())] == []


def test_a_near_key_is_offered(run: Run) -> None:
    assert "`hand_in`" in run("explain", "hand_inn").err
    assert "`注明与原件一致`" in run("explain", "注明和原件一致").err


def test_an_element_is_explained_without_a_ruleset(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    ended = run("explain", "item_name")

    assert ended.code == 0
    assert "事项名称" in ended.out and "--rulesets" in ended.out


def test_a_class_needs_a_ruleset(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    ended = run("explain", "C1_NO_BASIS")

    assert ended.code == 2
    assert "X-RULESETS:" in ended.err


# ---- doctor ----


def test_doctor_tells_the_same_as_text_and_as_json(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))  # for the engine's own process

    text, data = run("doctor"), run("doctor", "--format", "json")
    symptoms = json.loads(data.out)["symptoms"]

    assert text.code == data.code == 0
    assert [symptom["name"] for symptom in symptoms if symptom["state"] == "fault"] == []
    assert {"python", "engine", "encoding", "ruleset", "cache"} <= {symptom["name"] for symptom in symptoms}
    for symptom in symptoms:
        assert f" {symptom['name']}: {symptom['found']}" in text.out


def test_doctor_finds_a_broken_engine(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from materials_rules.plan.engine import Engine

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Engine, "derive", lambda *_: [frozenset(), frozenset()])

    ended = run("doctor")

    assert ended.code == 70
    assert "故障 engine" in ended.out
    assert "CPPFLAGS" in ended.out


def test_doctor_finds_a_folder_that_is_no_ruleset(run: Run, tmp_path: Path) -> None:
    ended = run("doctor", "--rulesets", str(tmp_path))

    assert ended.code == 2
    assert "故障 ruleset" in ended.out


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place with a small ruleset and the calendar, to be spoiled; its folder."""
    shutil.copytree(ROOT / "tests" / "rulesets" / "base", tmp_path / "rules")
    shutil.copytree(PLACE.parent / "calendars", tmp_path / "rules" / "calendars")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # for the engine's own process
    monkeypatch.setenv("MATERIALS_RULES_CACHE", str(tmp_path / "cache"))
    return tmp_path / "rules" / "town"


def symptoms(run: Run, *words: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """How `doctor` ended, and what it found, by name."""
    ended = run("doctor", *words, "--format", "json")
    return ended.code, {one["name"]: one for one in json.loads(ended.out)["symptoms"]}


def test_doctor_finds_nothing_wrong_where_nothing_is(run: Run, office: Path) -> None:
    code, found = symptoms(run, "--rulesets", str(office))

    assert code == 0
    assert {one["state"] for one in found.values()} == {"ok"}
    assert "faults 0, notes 0" in run("doctor", "--rulesets", str(office)).err


def test_doctor_compiles(run: Run, office: Path) -> None:
    path = office / "ruleset.yaml"
    text, changed = re.subn(r"(?m)^cone_cap: .*$", "cone_cap: 1", path.read_text("utf-8"))
    assert changed == 1
    path.write_text(text, "utf-8")

    code, found = symptoms(run, "--rulesets", str(office))

    assert code == 20
    assert found["ruleset"]["state"] == "fault"
    assert "R-CONE" in "".join(found["ruleset"]["said"])
    assert run("lint", str(office)).code == 20


@pytest.mark.parametrize("spoil", ["no folder", "no calendar", "no year", "a fault"])
def test_doctor_finds_a_calendar_that_cannot_be_used(spoil: str, run: Run, office: Path) -> None:
    calendars = office.parent / "calendars"
    match spoil:
        case "no folder":
            shutil.rmtree(calendars)
        case "no calendar":
            shutil.rmtree(calendars / "cn")
        case "no year":
            for path in (calendars / "cn").iterdir():
                path.unlink()
        case "a fault":
            (calendars / "cn" / "2026.yaml").write_text("year: 2025\n")

    code, found = symptoms(run, "--rulesets", str(office))

    assert code == 50
    assert found["calendar cn"]["state"] == "fault"
    assert found["ruleset"]["state"] == "note"


def test_doctor_passes_over_what_is_no_calendar_and_notes_one_that_is_not_used(run: Run, office: Path) -> None:
    (office.parent / "calendars" / "README.md").write_text("x")
    (office.parent / "calendars" / "hk").mkdir()

    code, found = symptoms(run, "--rulesets", str(office))

    assert code == 0
    assert [name for name in found if name.startswith("calendar")] == ["calendar cn", "calendar hk"]
    assert found["calendar hk"]["state"] == "note"


def test_doctor_looks_at_calendars_beside_a_broken_ruleset(run: Run, office: Path) -> None:
    (office / "ruleset.yaml").write_text("x: [")

    code, found = symptoms(run, "--rulesets", str(office))

    assert (code, found["ruleset"]["state"]) == (20, "fault")
    assert "calendar cn" in found


def test_doctor_works_from_inside(run: Run, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office)

    code, found = symptoms(run, "--rulesets", ".")

    assert (code, found["calendar cn"]["state"]) == (0, "ok")


@pytest.mark.parametrize("folder", ["/dev/null", "file", "file/below", "open to all"])
def test_doctor_notes_a_cache_that_cannot_be_used(
    folder: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "open to all").mkdir()
    (tmp_path / "open to all").chmod(0o777)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MATERIALS_RULES_CACHE", str(tmp_path / folder))

    code, found = symptoms(run)

    assert (code, found["cache"]["state"]) == (0, "note")


def test_doctor_leaves_nothing_in_the_cache(run: Run, office: Path, tmp_path: Path) -> None:
    symptoms(run, "--rulesets", str(office))
    before = sorted((tmp_path / "cache").iterdir())
    symptoms(run, "--rulesets", str(office))

    assert sorted((tmp_path / "cache").iterdir()) == before
    assert not any(path.name.startswith("doctor") for path in before)


def test_doctor_compares_versions_with_their_bounds(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    real = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "1.10.99" if name == "pydantic" else real(name))

    code, found = symptoms(run)

    assert (code, found["pydantic"]["state"]) == (70, "fault")
    assert found["msgspec"]["state"] == "ok"


@pytest.mark.parametrize(
    ("version", "bounds", "within"),
    [
        ("8.1", ">=8.1,<9", True), ("8.1.0", ">=8.1,<9", True), ("8.0.9", ">=8.1,<9", False), ("9", "<9,>=8.1", False),
        ("10.0", ">=9", True), ("2.0.28", "==2.0.28", True), ("2.0.29", "==2.0.28", False), ("3.0rc1", "<3", False),
        ("1.0", "", True), ("3.11.2", ">=3.11, <3.14", True), ("3.14.0", ">=3.11, <3.14", False), ("1.2", "!=1.2", False),
    ],
)  # fmt: skip
def test_bounds(version: str, bounds: str, within: bool) -> None:
    assert is_within(version, bounds) is within


def test_main_takes_the_words_of_the_process(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["materials-rules", "explain", "13"])

    assert main() == 0
    assert "不需要许可" in capsys.readouterr().out
