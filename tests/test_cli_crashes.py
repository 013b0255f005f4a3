"""Crashes and signals: a sentence and an exit code, no traceback, and nothing of an applicant's data."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from calling import PACKET, PLACE, SECRET, Run, process, python

import materials_rules
import materials_rules.render
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import RulesetInvalid


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

    ended = python(script)

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

    ended = python(script)

    assert ended.returncode == 130
    assert b"X-INTERRUPTED" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_an_interrupt_that_is_ignored_stays_ignored() -> None:
    script = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); import materials_rules.__main__ as m; m.main(['--version']); print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)"

    ended = python(script, check=True)

    assert ended.stdout.split()[-1] == b"True"


def test_a_file_planted_in_the_current_folder_is_not_run(tmp_path: Path) -> None:
    for name in ("click", "yaml", "json", "pydantic", "sitecustomize_of_mine"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(99)")

    assert process("explain", "10", cwd=tmp_path).returncode == 0
    assert process("explain", "item_code", cwd=tmp_path).returncode == 0
    assert process("doctor", cwd=tmp_path).returncode == 0
