"""Words of the command line: help, version, completion, and wrong usage that does nothing and says what is meant."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from calling import ROOT, Run, process

from materials_rules.cli import main
from materials_rules.commands import names
from materials_rules.commands._exits import ExitCode
from materials_rules.version import VERSION

HEAVY = ("pydantic", "yaml", "msgspec", "jsonschema", "durable", "json", "asyncio", "importlib.metadata", "hypothesis")


def test_help_names_every_command_and_nothing_else(run: Run) -> None:
    ended = run("--help")
    listed = ended.out.partition("Commands:")[2].partition("\n\n")[0]

    assert ended.code == 0
    assert tuple(line.split()[0] for line in listed.strip().splitlines()) == names("materials_rules.commands")


def test_help_names_every_exit_code(run: Run) -> None:
    line = next(line for line in run("--help").out.splitlines() if "Exit codes:" in line)

    assert [int(word) for word in line.split() if word.isdecimal()] == sorted(ExitCode)


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
    root = str(ROOT)

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


def test_main_takes_the_words_of_the_process(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["materials-rules", "explain", "13"])

    assert main() == 0
    assert "不需要许可" in capsys.readouterr().out


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
