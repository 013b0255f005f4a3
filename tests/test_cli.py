"""The command line: one meaning for each exit code, and no traceback, no hang and no secret for anybody."""

from __future__ import annotations

import io
import json
import os
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
from materials_rules.commands import _delivery, _intake, names
from materials_rules.commands._exits import GRAVEST_FIRST, ExitCode, gravest
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
PLACE = Path(__file__).parent.parent / "rulesets" / "hengyang"
SECRET = "430422199001011234"
HEAVY = ("pydantic", "yaml", "msgspec", "jsonschema", "durable", "json", "asyncio", "importlib.metadata", "hypothesis")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """Stands for the engine: a packet's bytes are the outcome, and what was asked is kept."""
    seen: list[dict[str, Any]] = []

    def load(place: Path) -> Any:
        return nullcontext(SimpleNamespace(place=place, names=lambda item: {}))

    def check(library: Any, packet: bytes, path: str, as_of: Any, previous: bytes | None) -> SimpleNamespace:
        seen.append({"place": library.place, "packet": packet, "path": path, "as_of": as_of, "previous": previous})
        word = packet.decode().strip()
        if word == "bad":
            raise NotAPacket([Diagnostic("X-MISSING", Place(path))])
        return SimpleNamespace(outcome=word, matter=SimpleNamespace(items=(SimpleNamespace(id="item"),)))

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
    assert b"Traceback" not in ended.stderr


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


def test_a_file_planted_in_the_current_folder_is_not_run(tmp_path: Path) -> None:
    for name in ("click", "yaml", "json", "pydantic", "sitecustomize_of_mine"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(99)")

    assert process("explain", "10", cwd=tmp_path).returncode == 0
    assert process("explain", "item_code", cwd=tmp_path).returncode == 2


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
        return opened()

    def opened(*notes: Diagnostic) -> Any:
        return nullcontext(SimpleNamespace(compile_all=lambda: notes))

    monkeypatch.setattr(materials_rules, "load", load, raising=False)
    monkeypatch.chdir(tmp_path)
    for name in ("good", "error", "warning", "storage"):
        place = tmp_path / "all" / name if name in ("error", "warning") else tmp_path / name
        (place / "items" / "a").mkdir(parents=True)
        (place / "ruleset.yaml").write_text(name)
        (place / "items" / "a" / "2020-01-01.yaml").write_text("x")
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
        (["all/laws.yaml"], 0, []),
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


@pytest.mark.parametrize(("path", "code"), [("nowhere", "X-MISSING"), ("good/items", "X-NO-RULESET")])
def test_lint_of_what_is_no_ruleset(path: str, code: str, run: Run, places: Path) -> None:
    ended = run("lint", path)

    assert (ended.code, ended.out) == (2, "")
    assert code in ended.err


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


# ---- explain ----


@pytest.mark.parametrize("code", ["10", "x-date", "expired", "copies", "resident_id", "F-LENGTH", "R-DUPKEY"])
def test_explain_says_it_in_chinese(code: str, run: Run) -> None:
    ended = run("explain", code)

    assert ended.code == 0
    assert ended.out.lower().startswith(code.lower())
    assert len(ended.out.strip().splitlines()) >= 3
    assert "{" not in ended.out


def test_everything_listed_can_be_explained(run: Run) -> None:
    listed = [line.strip() for line in run("explain", "--list").out.splitlines() if line.startswith("  ")]
    of_a_ruleset = {"C1_NO_BASIS", "item_name"}

    assert of_a_ruleset <= set(listed)
    assert len(listed) == len(set(listed))
    for code in listed:
        assert run("explain", code, "--rulesets", str(PLACE)).code == 0, code


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


def test_main_takes_the_words_of_the_process(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["materials-rules", "explain", "13"])

    assert main() == 0
    assert "不需要许可" in capsys.readouterr().out
