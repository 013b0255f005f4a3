"""The process behind the engine: whatever it does, or is done to it, is an error, and the next job works."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from jobs import ANSWER, IS_ONE, derived, random_job

from materials_rules.ground.errors import EngineFault
from materials_rules.plan import engine as wall
from materials_rules.plan.engine import Engine


def open_files() -> set[str]:
    return {name for name in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{name}")}


def children() -> set[str]:
    found = set()
    for task in os.listdir("/proc/self/task"):
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that ended meanwhile
            found |= set(Path(f"/proc/self/task/{task}/children").read_text().split())
    return found


def other_side(script: str) -> Callable[[], list[str]]:
    """A process that reads one job and then does as *script* says; `say` writes and flushes."""
    begin = (
        "import sys, os, signal, time\n"
        "def say(text):\n    sys.stdout.write(text)\n    sys.stdout.flush()\n"
        "line = sys.stdin.readline()\n"
    )
    return lambda: [sys.executable, "-I", "-S", "-c", begin + script]


HANG = "time.sleep(600)"


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", "exit -9"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "exit -11"),
        ("say('[[], [')\nos.kill(os.getpid(), signal.SIGKILL)", "exit -9"),
        ("say('[[], [0]]')", "exit 0"),
        ("sys.exit(3)", "exit 3"),
        (HANG, "time"),
        ("say('[[], ')\n" + HANG, "time"),
        ("say('[[], [0]]')\n" + HANG, "time"),
        ("sys.stdout.close()\nos.close(1)\n" + HANG, "time"),
        ("say('[[], [0]]\\n[[], [0]]\\n')\n" + HANG, "answer"),
        ("say('[[], [0]]\\n[')\n" + HANG, "answer"),
        ("say('nothing\\n')", "answer"),
        ("say('\\n')", "answer"),
        ("say('null\\n')", "answer"),
        ("say('[[]]\\n')", "answer"),
        ("say('[[], [0], []]\\n')", "answer"),
        ("say('[[], [1]]\\n')", "answer"),
        ("say('[[], [true]]\\n')", "answer"),
        ("say('[[], [0.0]]\\n')", "answer"),
        ("say('[[], 0]\\n')", "answer"),
        ("say('[[], {\"0\": 0}]\\n')", "answer"),
        ("say('{\"fault\": \"word\"}\\n')", "word"),
        ("say('{}\\n')", "answer"),
        ("say('\\u00e9\\n')", "answer"),
        ("say('[' * 100000)\n" + HANG, "answer"),
        ("while True: say(' ' * 100000)", "answer"),
    ],
)
def test_a_process_that_fails_is_an_error_and_the_next_job_works(
    monkeypatch: pytest.MonkeyPatch, script: str, why: str
) -> None:
    files, before = open_files(), children()
    with Engine() as own:
        with monkeypatch.context() as patch, pytest.raises(EngineFault) as fault:
            patch.setattr(wall, "_command", other_side(script))
            patch.setattr(wall, "SECONDS_A_JOB", 0.3 if why == "time" else 60.0)
            own.derive(IS_ONE, [(0,), (1,)])
        assert [(d.code, d.args) for d in fault.value.diagnostics] == [("R-ENGINE", {"why": why})]
        assert open_files() == files and children() == before, "nothing is left behind"
        if why != "answer":
            assert own.derive(IS_ONE, [(0,), (1,)]) == ANSWER
    assert open_files() == files and children() == before


def test_a_process_that_does_not_read_cannot_hold_us(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message is larger than any pipe."""
    monkeypatch.setattr(wall, "_command", lambda: [sys.executable, "-I", "-S", "-c", "import time; " + HANG])
    monkeypatch.setattr(wall, "SECONDS_A_JOB", 0.3)
    with Engine() as own, pytest.raises(EngineFault) as fault:
        own.derive(IS_ONE, [(0,)] * 400_000)
    assert fault.value.diagnostics[0].args == {"why": "time"}


def test_a_large_answer_that_comes_in_pieces_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    count = 40_000
    script = f"import json\ntext = json.dumps([[0]] * {count})\nfor i in range(0, len(text), 9973): say(text[i:i+9973])\nsay('\\n')\n{HANG}"
    monkeypatch.setattr(wall, "_command", other_side(script))
    with Engine() as own:
        assert own.derive(IS_ONE, [(1,)] * count) == [{0}] * count


def test_a_process_killed_between_two_jobs(engine: Engine) -> None:
    files = open_files()
    with Engine() as own:
        assert own.derive(IS_ONE, [(0,), (1,)]) == ANSWER
        process = own._process
        assert process is not None
        os.kill(process.pid, signal.SIGKILL)
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        with pytest.raises(EngineFault) as fault:
            own.derive(IS_ONE, [(0,), (1,)])
        assert fault.value.diagnostics[0].args == {"why": "exit -9"}
        assert own.derive(IS_ONE, [(0,), (1,)]) == ANSWER
    assert open_files() == files


def test_a_stopped_process_is_ended_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with Engine() as own:
        assert own.derive(IS_ONE, [(0,), (1,)]) == ANSWER
        process = own._process
        assert process is not None
        os.kill(process.pid, signal.SIGSTOP)
        with monkeypatch.context() as patch, pytest.raises(EngineFault) as fault:
            patch.setattr(wall, "SECONDS_A_JOB", 0.2)
            own.derive(IS_ONE, [(0,), (1,)])
        assert fault.value.diagnostics[0].args == {"why": "time"}
        assert own.derive(IS_ONE, [(0,), (1,)]) == ANSWER


def test_an_interruption_leaves_nothing_for_the_next_job_to_misread(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer to the interrupted job is still in the pipe, and would look like one to the next."""
    with Engine() as own:
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):

            def interrupted(*_: object) -> bytes:
                raise KeyboardInterrupt

            patch.setattr(wall, "_line", interrupted)
            own.derive(IS_ONE, [(1,), (1,)])
        assert own.derive(IS_ONE, [(0,), (1,)]) == ANSWER


def test_closing_twice_and_using_again() -> None:
    files, before = open_files(), children()
    own = Engine()
    own.close()
    assert own.derive(IS_ONE, [(0,), (1,)]) == ANSWER
    own.close()
    own.close()
    assert open_files() == files and children() == before
    assert own.derive(IS_ONE, [(0,), (1,)]) == ANSWER
    own.close()


def test_no_watch_is_left_waiting(engine: Engine) -> None:
    for _ in range(20):
        engine.derive(IS_ONE, [(0,), (1,)])
    watches = [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    for watch in watches:
        watch.join(timeout=20)
    assert not any(watch.is_alive() for watch in watches)


def test_threads_wait_for_one_another() -> None:
    jobs = [random_job(random.Random(seed)) for seed in range(12)]
    answers: dict[int, list[frozenset[int]]] = {}
    with Engine() as own:

        def work(number: int) -> None:
            for _ in range(3):
                answers[number] = own.derive(*jobs[number])

        threads = [threading.Thread(target=work, args=(number,)) for number in range(len(jobs))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == {number: derived(*job) for number, job in enumerate(jobs)}


def test_the_current_folder_is_not_where_code_comes_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "threading", "durable_rules_engine", "materials_rules"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    with Engine() as own:
        assert own.derive(IS_ONE, [(0,), (1,)]) == ANSWER
