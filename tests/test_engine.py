"""The wall around the rules engine: right inside its limits, refusing outside them, and never harmed by what lies behind."""

from __future__ import annotations

import io
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import threading
import types
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from materials_rules.ground.errors import EngineFault
from materials_rules.plan import engine as wall
from materials_rules.plan.engine import (
    ANCHORS,
    CONJUNCTIONS_A_CLAIM,
    PROPERTIES,
    RULES_AN_ANCHOR,
    Comparison,
    Engine,
    Job,
    Rule,
    fnv1a,
    serve,
)

IS_ONE: Final = Job(1, ((Rule(0, ((("f", 0, "==", 1),),)),),))
ANSWER: Final = [frozenset(), frozenset({0})]


def derived(job: Job, situations: Sequence[tuple[int, ...]]) -> list[frozenset[int]]:
    """The same by hand."""
    out = []
    for cells in situations:
        known: dict[int, int] = {}
        for level in job.levels:
            before = dict(known)
            for rule in level:
                known[rule.claim] = int(any(all(_holds(part, cells, before) for part in c) for c in rule.any_of))
        out.append(frozenset(claim for claim, truth in known.items() if truth))
    return out


def _holds(part: Comparison, cells: Sequence[int], known: dict[int, int]) -> bool:
    kind, number, operator, constant = part
    value = cells[number] if kind == "f" else known[number]
    return {"==": value == constant, "$neq": value != constant, "$lt": value < constant, "$gte": value >= constant}[operator]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as running:
        yield running


# ---------------------------------------------------------------- right inside the limits


def random_job(rng: random.Random) -> tuple[Job, list[tuple[int, ...]]]:
    sizes = [rng.randint(1, 4) for _ in range(rng.randint(0, 5))]
    below: list[int] = []
    levels = []
    for _ in range(rng.randint(1, 3)):
        level: list[Rule] = []
        for _ in range(rng.randint(1, 4)):
            literals: list[Comparison] = [
                ("f", v, op, rng.randrange(4)) for v in range(len(sizes)) for op in ("==", "$neq", "$lt", "$gte")
            ]
            literals += [("d", claim, "==", truth) for claim in below for truth in (0, 1)]
            conjunctions = {tuple(rng.sample(literals, rng.randint(0, min(3, len(literals))))) for _ in range(rng.randint(0, 4))}
            level.append(Rule(len(below) + len(level), tuple(sorted(conjunctions))))
        below += [rule.claim for rule in level]
        levels.append(tuple(level))
    situations = list(itertools.product(*map(range, sizes)))
    return Job(len(sizes), tuple(levels)), situations


def test_two_hundred_random_jobs_one_after_another(engine: Engine) -> None:
    rng = random.Random(20)
    for _ in range(200):
        job, situations = random_job(rng)
        assert engine.derive(job, situations) == derived(job, situations)


@pytest.mark.parametrize("last", [(("f", 1, "==", 1),), ()], ids=["ending alike", "ending apart"])
def test_as_many_rules_as_allowed_all_true_at_once(engine: Engine, last: tuple[Comparison, ...]) -> None:
    """960 rules; ending on one identical condition, 256 of them would write over the library's memory without anchors."""
    rules = [
        Rule(claim, tuple((("f", 0, "$gte", -1 - claim * 256 - i), *last) for i in range(240))) for claim in range(4)
    ]
    job = Job(2, (tuple(rules),))
    assert job.too_wide() is None
    assert engine.derive(job, [(0, 1)]) == [frozenset(range(4))]


def test_many_constants_of_one_variable(engine: Engine) -> None:
    """Five hundred and thirteen on one level would never come back from the library."""
    rules = tuple(Rule(claim, tuple((("f", 0, "==", claim * 200 + i),) for i in range(200))) for claim in range(4))
    job = Job(1, (rules,))
    assert engine.derive(job, [(0,), (199,), (200,), (799,), (800,)]) == [{0}, {0}, {1}, {3}, set()]


def test_a_conjunction_over_everything(engine: Engine) -> None:
    count = PROPERTIES - 3
    conjunction: tuple[Comparison, ...] = tuple(
        comparison for v in range(count) for comparison in (("f", v, "$gte", 1), ("f", v, "$lt", 3))
    )
    job = Job(count, ((Rule(0, (conjunction,)),),))
    assert job.too_wide() is None
    good = (2,) * count
    assert engine.derive(job, [good, (*good[:-1], 3), (0, *good[1:])]) == [{0}, set(), set()]


def test_levels_as_deep_as_properties_allow(engine: Engine) -> None:
    """Each claim is the negation of the one before; each level has an anchor."""
    depth = ANCHORS
    levels = [(Rule(0, ((("f", 0, "==", 1),),)),)]
    levels += [(Rule(i, ((("d", i - 1, "==", 0),),)),) for i in range(1, depth)]
    job = Job(1, tuple(levels))
    assert job.too_wide() is None
    assert engine.derive(job, [(0,), (1,)]) == [set(range(1, depth, 2)), set(range(0, depth, 2))]


@pytest.mark.parametrize(
    ("job", "situations", "expected"),
    [
        (IS_ONE, [], []),
        (Job(0, ()), [()], [set()]),
        (Job(1, ()), [(0,), (1,)], [set(), set()]),
        (Job(0, ((),)), [()], [set()]),
        (Job(0, ((Rule(0, ()),),)), [()], [set()]),
        (Job(0, ((Rule(0, ((),)),),)), [()], [{0}]),
        (Job(1, ((Rule(3, ((), (("f", 0, "==", 0),))),),)), [(0,), (1,)], [{3}, {3}]),
    ],
    ids=["no situation", "nothing", "no level", "empty level", "never", "always", "always and more"],
)
def test_jobs_of_almost_nothing(job: Job, situations: list[tuple[int, ...]], expected: list[set[int]]) -> None:
    with Engine() as own:
        assert own.derive(job, situations) == expected
        assert own.derive(IS_ONE, [(0,), (1,)]) == ANSWER


def test_fifty_thousand_situations(engine: Engine) -> None:
    situations = list(itertools.product(range(50), range(50), range(20)))
    job = Job(3, ((Rule(0, ((("f", 0, "$lt", 7), ("f", 2, "$gte", 19)),)),), (Rule(1, ((("d", 0, "==", 0), ("f", 1, "==", 3)),)),)))
    assert engine.derive(job, situations) == derived(job, situations)


# ---------------------------------------------------------------- refusing outside them


def wide(claims: int, conjunctions: int, variables: int = 1, levels: int = 1) -> Job:
    """So many claims a level with so many conjunctions each."""
    return Job(
        variables,
        tuple(
            tuple(
                Rule(level * claims + claim, tuple((("f", 0, "==", i),) for i in range(conjunctions))) for claim in range(claims)
            )
            for level in range(levels)
        ),
    )


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        (wide(1, CONJUNCTIONS_A_CLAIM), wide(1, CONJUNCTIONS_A_CLAIM + 1)),
        (wide(ANCHORS, RULES_AN_ANCHOR), wide(ANCHORS + 1, RULES_AN_ANCHOR)),
        (wide(1, 1, levels=ANCHORS), wide(1, 1, levels=ANCHORS + 1)),
        (wide(1, 1, variables=PROPERTIES - 3), wide(1, 1, variables=PROPERTIES - 2)),
        (wide(PROPERTIES - 2, 0), wide(PROPERTIES - 1, 0)),
    ],
    ids=["conjunctions", "anchors", "levels", "variables", "claims"],
)
def test_each_limit_of_the_library(engine: Engine, inside: Job, outside: Job) -> None:
    assert inside.too_wide() is None
    assert engine.derive(inside, [(0,) * inside.variables]) == derived(inside, [(0,) * inside.variables])
    limit = outside.too_wide()
    assert limit is not None
    with pytest.raises(EngineFault) as fault:
        engine.derive(outside, [(0,) * outside.variables])
    assert fault.value.diagnostics[0].args == {"why": limit}


def test_the_limits_stay_below_what_the_library_bears() -> None:
    assert ANCHORS - 1 + RULES_AN_ANCHOR < 64, "nodes pending at once"
    assert PROPERTIES < 252
    assert ANCHORS * RULES_AN_ANCHOR < 4096


@pytest.mark.parametrize(
    ("part", "cells"),
    [
        (("f", 1, "==", 0), (0,)),  # no such variable: the library would say false for ever
        (("d", 0, "==", 0), (0,)),  # a claim of its own level
        (("f", 0, "$lte", 0), (0,)),
        (("f", 0, "$nex", 0), (0,)),
        (("f", 0, "==", "0"), (0,)),
        (("f", 0, "==", True), (0,)),
        (("f", 0, "==", 1.5), (0,)),
        (("x", 0, "==", 0), (0,)),
        (("f", 0, "==", 0), (0, 0)),
        (("f", 0, "==", 0), ()),
        (("f", 0, "==", 0), (None,)),
        (("f", 0, "==", 0), ("申请人",)),
        (("f", 0, "==", 0), (True,)),
        (("f", 0, "==", 0), (-1,)),
    ],
)
def test_what_the_narrow_form_does_not_have_is_refused(part: Any, cells: Any) -> None:
    with Engine() as own:
        with pytest.raises(EngineFault) as fault:
            own.derive(Job(1, ((Rule(0, ((part,),)),),)), [cells])
        assert fault.value.diagnostics[0].code == "R-ENGINE"
        assert fault.value.diagnostics[0].args["why"] in ("comparison", "situation")
        assert own.derive(IS_ONE, [(0,), (1,)]) == ANSWER


@pytest.mark.parametrize(
    ("part", "cells", "why", "calls"),
    [
        (("f", 1, "==", 0), (0,), "comparison", []),
        (("d", 0, "==", 0), (0,), "comparison", []),
        (("f", 0, "$lte", 0), (0,), "comparison", []),
        (("f", 0, "==", True), (0,), "comparison", []),
        (("f", 0, "==", 0), (0, 0), "situation", ["create", "delete"]),
        (("f", 0, "==", 0), (True,), "situation", ["create", "delete"]),
        (("f", 0, "==", 0), (-1,), "situation", ["create", "delete"]),
    ],
)
def test_the_library_hears_nothing_of_what_is_refused(
    monkeypatch: pytest.MonkeyPatch, part: Any, cells: Any, why: str, calls: list[str]
) -> None:
    native = native_that(monkeypatch, lambda fact: ["end"])
    assert served(Job(1, ((Rule(0, ((part,),)),),)), [cells]) == {"fault": why}
    assert [kind for kind, _ in native.calls] == calls


def test_all_tokens_differ_in_the_hash_by_which_the_library_knows_them() -> None:
    assert fnv1a("") == 0x811C9DC5 and fnv1a("a") == 0xE40C292C and fnv1a("foobar") == 0xBF9CF968
    numbered = [f"{letter}{i}" for letter in "fdg" for i in range(PROPERTIES)]
    rules = [f"r{i}" for i in range(ANCHORS * RULES_AN_ANCHOR)]
    tokens = ["go", "end", "id", "sid", "$s", "$forward", "m", *numbered, *rules]
    assert len({fnv1a(token) for token in tokens}) == len(tokens)


def test_a_collision_of_tokens_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wall, "fnv1a", lambda token: len(token))
    assert served(IS_ONE, [(0,)]) == {"fault": "hash"}


# ---------------------------------------------------------------- what is sent


def message_of(job: Job, situations: Sequence[tuple[int, ...]], monkeypatch: pytest.MonkeyPatch) -> bytes:
    sent: list[bytes] = []

    def ask(self: Engine, message: bytes, longest: int) -> bytes:
        sent.append(message)
        raise EngineFault([])

    with monkeypatch.context() as patch, pytest.raises(EngineFault):
        patch.setattr(Engine, "_ask", ask)
        Engine().derive(job, situations)
    return sent[0]


def test_nothing_but_whole_numbers_and_our_tokens_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    job, situations = random_job(random.Random(3))
    message = message_of(job, situations, monkeypatch)
    assert message.count(b"\n") == 1 and message.endswith(b"\n")
    sent = json.loads(message)
    assert set(sent) == {"variables", "levels", "situations"}
    words = {"f", "d", "==", "$neq", "$lt", "$gte"}

    def check(value: Any) -> None:
        if isinstance(value, list):
            for inner in value:
                check(inner)
        else:
            assert type(value) is int or value in words

    for part in sent.values():
        check(part)


class Native:
    """A stand-in for the library that writes down what it is given, and answers as it is told."""

    def __init__(self, fired: Callable[[dict[str, int]], list[str]], code: int = 0, code_of_retract: int = 0) -> None:
        self.fired = fired
        self.codes = (code, code_of_retract)
        self.calls: list[tuple[str, str]] = []
        self.waiting: list[str] = []

    def create_ruleset(self, name: str, text: str) -> int:
        self.calls.append(("create", text))
        return 1

    def delete_ruleset(self, handle: int) -> None:
        self.calls.append(("delete", ""))

    def delete_state(self, handle: int, sid: str) -> None:
        self.calls.append(("state", sid))

    def assert_fact(self, handle: int, text: str) -> tuple[int, int]:
        self.calls.append(("assert", text))
        self.waiting = [f'{{"{name}":{{"m":{text}}}}}' for name in self.fired(json.loads(text))]
        return self.codes[0], 7

    def retract_fact(self, handle: int, text: str) -> tuple[int, int]:
        self.calls.append(("retract", text))
        return self.codes[1], 7

    def start_action_for_state(self, handle: int, state: int) -> tuple[str, str] | None:
        return ("{}", self.waiting.pop(0)) if self.waiting else None

    def complete_and_start_action(self, handle: int, state: int) -> str | None:
        return self.waiting.pop(0) if self.waiting else None


def served(job: Job, situations: Sequence[tuple[int, ...]]) -> Any:
    """The answer of the other side, in this process."""
    out = io.BytesIO()
    serve([request(job, situations)], out)
    return json.loads(out.getvalue())


def request(job: Job, situations: Sequence[tuple[int, ...]]) -> bytes:
    levels = [[[rule.claim, rule.any_of] for rule in level] for level in job.levels]
    return json.dumps({"variables": job.variables, "levels": levels, "situations": situations}).encode() + b"\n"


def test_the_process_serves_what_comes_in_and_ends_with_its_input(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = request(IS_ONE, [(0,), (1,)]) + request(IS_ONE, [(0, 0)]) + request(IS_ONE, [])
    apart = subprocess.run(wall._command(), input=lines, capture_output=True, check=True, timeout=60)
    assert [json.loads(line) for line in apart.stdout.splitlines()] == [[[], [0]], {"fault": "situation"}, []]

    native_that(monkeypatch, lambda fact: ["end", "r0"] if fact["f0"] == 1 else ["end"])
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out))
    wall.main()
    assert out.getvalue() == apart.stdout


def native_that(monkeypatch: pytest.MonkeyPatch, fired: Callable[[dict[str, int]], list[str]], *codes: int) -> Native:
    native = Native(fired, *codes)
    monkeypatch.setitem(sys.modules, "durable_rules_engine", native)
    return native


TWO_LEVELS: Final = Job(1, ((Rule(0, ((("f", 0, "==", 1),),)),), (Rule(1, ((("d", 0, "==", 0),), (("f", 0, "$lt", 3),))),)))


def test_every_text_that_the_library_sees_is_of_tokens_and_whole_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    native = native_that(monkeypatch, lambda fact: ["end"])
    assert served(TWO_LEVELS, [(1,), (2,)]) == [[], []]
    kinds = [call[0] for call in native.calls]
    assert kinds == ["create", *["assert", "retract"] * 4, "state", "delete"]
    for (_, one), (_, other) in zip(native.calls[1:-2:2], native.calls[2:-2:2], strict=True):
        assert one == other, "the very fact that was asserted is taken back"
    facts = [json.loads(text) for kind, text in native.calls if kind == "assert"]
    assert facts[:2] == [{"go": 1, "g0": 1, "f0": 1}, {"go": 1, "g1": 1, "f0": 1, "d0": 0}]
    assert json.loads(native.calls[0][1]) == {
        "end": {"all": [{"m": {"go": 1}}]},
        "r0": {"all": [{"m": {"$and": [{"g0": 1}, {"f0": 1}]}}]},
        "r1": {"all": [{"m": {"$and": [{"g1": 1}, {"d0": 0}]}}]},
        "r2": {"all": [{"m": {"$and": [{"g1": 1}, {"$lt": {"f0": 3}}]}}]},
    }


@pytest.mark.parametrize(
    ("fired", "codes", "why"),
    [
        (lambda fact: [], (), "sentinel"),
        (lambda fact: ["r0"], (), "sentinel"),
        (lambda fact: ["end", "r0", "r0"], (), "twice"),
        (lambda fact: ["end"] * 5, (), "twice"),
        (lambda fact: ["end", "r9"], (), "name"),
        (lambda fact: ["end", "x0"], (), "name"),
        (lambda fact: ["end"], (1,), "assert"),
        (lambda fact: ["end"], (2,), "assert"),
        (lambda fact: ["end"], (0, 1), "retract"),
    ],
)
def test_whatever_the_library_does_amiss_is_heard_of(
    monkeypatch: pytest.MonkeyPatch, fired: Callable[[dict[str, int]], list[str]], codes: tuple[int, ...], why: str
) -> None:
    native = native_that(monkeypatch, fired, *codes)
    assert served(IS_ONE, [(1,)]) == {"fault": why}
    assert [kind for kind, _ in native.calls if kind in ("state", "delete")] == ["delete"], "no action ended, so no state is freed"


def test_without_an_action_no_state_is_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library frees an uninitialised pointer there."""
    native = native_that(monkeypatch, lambda fact: ["end"])
    assert served(IS_ONE, []) == []
    assert served(Job(0, ()), [()]) == [[]]
    assert [kind for kind, _ in native.calls] == ["create", "delete"] * 2


def test_without_the_library_there_is_a_fault_and_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    assert served(IS_ONE, [(1,)]) == {"fault": "ModuleNotFoundError"}


# ---------------------------------------------------------------- what the other side may do


def open_files() -> set[str]:
    return {name for name in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{name}")}


def children() -> set[str]:
    found = set()
    for task in os.listdir("/proc/self/task"):
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


def test_the_stand_in_is_like_the_library() -> None:
    import durable_rules_engine as native

    assert isinstance(native, types.ModuleType)
    missing = [name for name in vars(Native) if not name.startswith("_") and not hasattr(native, name)]
    assert missing == []
