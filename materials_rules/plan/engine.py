"""The wall around durable_rules: what holds in each complete situation, derived in a process of its own.

    Job (rules over small whole numbers), situations  ->  the claims of each situation

The library is right in a narrow part of its language and wrong, crashing or hanging outside it, so this file is the only
one that knows it and keeps to that part: one flat fact of small whole numbers; one rule for each conjunction of
comparisons with constants; no negation, alternative, join, text or missing property; claims are finished level by level.
The process apart means that a crash or a hang of native code is an error here and nothing else. Texts of authors and
applicants never get here: only the tokens `f0 d0 g0 r0 go end`.
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final, Self

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import EngineFault

RULES_AN_ANCHOR: Final = 24  # with 40 anchors below the 64 nodes that may be pending at once in the library
ANCHORS: Final = 40
PROPERTIES: Final = 200
CONJUNCTIONS_A_CLAIM: Final = 256
SECONDS_A_JOB: Final = 120.0

Comparison = tuple[str, int, str, int]
"""("f" variable or "d" claim, its number, one of == $neq $lt $gte, constant)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One claim holds where any of its conjunctions does; an empty conjunction always holds."""

    claim: int
    any_of: tuple[tuple[Comparison, ...], ...]


@dataclass(frozen=True, slots=True)
class Job:
    """Rules level by level: a rule may read variables and claims of levels before its own."""

    variables: int
    levels: tuple[tuple[Rule, ...], ...]

    def too_wide(self) -> str | None:
        """Which limit of the library this job would pass, or None."""
        rules = [rule for level in self.levels for rule in level]
        if any(len(rule.any_of) > CONJUNCTIONS_A_CLAIM for rule in rules):
            return f"{CONJUNCTIONS_A_CLAIM} conjunctions a claim"
        anchors = sum(-(-sum(len(rule.any_of) for rule in level) // RULES_AN_ANCHOR) for level in self.levels)
        if anchors > ANCHORS:
            return f"{ANCHORS * RULES_AN_ANCHOR} rules"
        if self.variables + len(rules) + anchors + 1 > PROPERTIES:
            return f"{PROPERTIES} properties"
        return None


class Engine:
    """A running engine; `with Engine() as engine: engine.derive(job, situations)`."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process, if it runs."""
        process, self._process = self._process, None
        if process is not None:
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()
            process.kill()
            process.wait()

    def derive(self, job: Job, situations: Sequence[tuple[int, ...]]) -> list[frozenset[int]]:
        """The numbers of the claims that hold in each of *situations*, each a cell for every variable.

        Raises EngineFault (R-ENGINE) when the engine crashed, hung, or answered anything unexpected.
        """
        message = json.dumps(
            {
                "variables": job.variables,
                "levels": [[[rule.claim, rule.any_of] for rule in level] for level in job.levels],
                "situations": situations,
            }
        )
        answer = self._ask(message.encode() + b"\n")
        if not isinstance(answer, list) or len(answer) != len(situations):
            self.close()
            raise _fault("answer" if not isinstance(answer, dict) else str(answer.get("fault", "answer")))
        return [frozenset(claims) for claims in answer]

    def _ask(self, message: bytes) -> Any:
        process = self._started()
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(message)
            process.stdin.flush()
            line = _line(process.stdout)
        except OSError as error:
            self.close()
            raise _fault("pipe") from error
        if not line.endswith(b"\n"):
            code = process.poll()
            self.close()
            raise _fault("time" if code is None and not line else f"exit {code}")
        return json.loads(line)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and our own module
                [sys.executable, "-W", "ignore", "-m", "materials_rules.plan.engine"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process


def _line(stream: IO[bytes]) -> bytes:
    """One line, or what came before the end of the stream or of the time."""
    ready, _, _ = select.select([stream], [], [], SECONDS_A_JOB)
    return stream.readline() if ready else b""


def _fault(why: str) -> EngineFault:
    return EngineFault([Diagnostic("R-ENGINE", Place(""), {"why": why})])


# ---- the other side: runs in the process apart, imports the library, reads jobs from standard input --------------------


def serve(lines: Iterable[bytes], out: IO[bytes]) -> None:
    """Answers one job a line until the input ends."""
    for line in lines:
        job = json.loads(line)
        try:
            answer: object = _derive(job)
        except Exception as error:  # whatever the library does, the parent hears of it as a fault
            answer = {"fault": type(error).__name__}
        out.write(json.dumps(answer).encode() + b"\n")
        out.flush()


def _derive(job: Any) -> list[list[int]]:
    import durable_rules_engine as native  # the functions that the package itself uses; no host, so no threads

    rows: list[tuple[int, list[dict[str, Any]]]] = []
    anchors: list[list[str]] = []
    definitions: dict[str, Any] = {"end": {"all": [{"m": {"go": 1}}]}}
    for level in job["levels"]:
        mine: list[str] = []
        count = 0
        for claim, conjunctions in level:
            for conjunction in conjunctions:
                if count % RULES_AN_ANCHOR == 0:
                    mine.append(f"g{sum(map(len, anchors)) + len(mine)}")
                count += 1
                comparisons = [{mine[-1]: 1}, *(_comparison(*part) for part in conjunction)]
                definitions[f"r{len(rows)}"] = {"all": [{"m": {"$and": comparisons}}]}
                rows.append((claim, comparisons))
        anchors.append(mine)
    _check_tokens(job, anchors)
    handle = native.create_ruleset("i", json.dumps(definitions))
    try:
        return [_situation(native, handle, job, rows, anchors, cells) for cells in job["situations"]]
    finally:
        if job["situations"]:
            native.delete_state(handle, "0")
        native.delete_ruleset(handle)


def _comparison(kind: str, number: int, operator: str, constant: int) -> dict[str, Any]:
    name = f"{kind}{number}"
    return {name: constant} if operator == "==" else {operator: {name: constant}}


def _situation(
    native: Any, handle: Any, job: Any, rows: Sequence[tuple[int, Any]], anchors: Sequence[Sequence[str]], cells: Sequence[int]
) -> list[int]:
    known: dict[int, int] = {}
    for level, mine in zip(job["levels"], anchors, strict=True):
        fact: dict[str, int] = {"go": 1}
        fact.update((name, 1) for name in mine)
        fact.update((f"f{i}", cell) for i, cell in enumerate(cells))
        fact.update((f"d{claim}", truth) for claim, truth in known.items())
        fired = {rows[int(name[1:])][0] for name in _fire(native, handle, fact)}
        for claim, _ in level:
            known[claim] = int(claim in fired)
    return sorted(claim for claim, truth in known.items() if truth)


def _fire(native: Any, handle: Any, fact: dict[str, int]) -> list[str]:
    """The names of the rules that one fact fires. The fact is taken back, so nothing is kept and no two ever meet."""
    text = json.dumps(fact)
    code, state = native.assert_fact(handle, text)
    if code:
        raise RuntimeError("assert")
    fired: list[str] = []
    started = native.start_action_for_state(handle, state)
    action = started[1] if started else None
    while action:
        fired.append(action[2 : action.index('"', 2)])
        action = native.complete_and_start_action(handle, state)
    code, _ = native.retract_fact(handle, text)
    if code:
        raise RuntimeError("retract")
    if len(set(fired)) != len(fired):
        raise RuntimeError("a rule fired twice")
    if "end" not in fired:
        raise RuntimeError("the sentinel did not fire")
    return [name for name in fired if name != "end"]


def _check_tokens(job: Any, anchors: Sequence[Sequence[str]]) -> None:
    """The library knows a property by a 32-bit hash alone, so all our tokens must differ in it."""
    claims = [claim for level in job["levels"] for claim, _ in level]
    tokens = ["go", "end", "id", "sid", "$s", "$forward", *(name for mine in anchors for name in mine)]
    tokens += [f"f{i}" for i in range(job["variables"])] + [f"d{claim}" for claim in claims]
    if len({fnv1a(token) for token in tokens}) != len(tokens):
        raise RuntimeError("token hash")


def fnv1a(token: str) -> int:
    """The 32-bit FNV-1a hash of an ASCII token."""
    value = 0x811C9DC5
    for byte in token.encode("ascii"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
