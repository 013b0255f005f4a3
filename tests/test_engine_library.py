"""What the library hears, and what is heard of it: tokens and whole numbers alone, and every answer that is amiss."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import types
from collections.abc import Callable, Sequence
from typing import Any, Final

import pytest
from jobs import IS_ONE, random_job

from materials_rules.ground.errors import EngineFault
from materials_rules.plan import engine as wall
from materials_rules.plan.engine import ANCHORS, PROPERTIES, RULES_AN_ANCHOR, Engine, Job, Rule, fnv1a, serve


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


def native_that(monkeypatch: pytest.MonkeyPatch, fired: Callable[[dict[str, int]], list[str]], *codes: int) -> Native:
    native = Native(fired, *codes)
    monkeypatch.setitem(sys.modules, "durable_rules_engine", native)
    return native


def test_the_stand_in_is_like_the_library() -> None:
    import durable_rules_engine as native

    assert isinstance(native, types.ModuleType)
    missing = [name for name in vars(Native) if not name.startswith("_") and not hasattr(native, name)]
    assert missing == []


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
