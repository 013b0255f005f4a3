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
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, Self

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import EngineFault

RULES_AN_ANCHOR: Final = 24  # with 40 anchors below the 64 nodes that may be pending at once in the library
ANCHORS: Final = 40
PROPERTIES: Final = 200
CONJUNCTIONS_A_CLAIM: Final = 256
SECONDS_A_JOB: Final = 120.0
PIECE: Final = 1 << 16

Comparison = tuple[str, int, str, int]
"""("f" variable or "d" claim, its number, one of == $neq $lt $gte, constant)."""

OPERATORS: Final = frozenset({"==", "$neq", "$lt", "$gte"})


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
    """A running engine; `with Engine() as engine: engine.derive(job, situations)`.

    Threads may share one (they wait for one another); it must not be carried across a fork.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process, if it runs."""
        process, self._process = self._process, None
        if process is not None:
            with process:  # closes the pipes and waits for its end
                process.kill()

    def derive(self, job: Job, situations: Sequence[tuple[int, ...]]) -> list[frozenset[int]]:
        """The numbers of the claims that hold in each of *situations*, each a cell for every variable.

        Raises EngineFault (R-ENGINE) when the engine crashed, hung, or answered anything unexpected; the next job then
        begins with a new process.
        """
        limit = job.too_wide()
        if limit is not None:
            raise _fault(limit)
        if not situations:
            return []
        claims = frozenset(rule.claim for level in job.levels for rule in level)
        message = json.dumps(
            {
                "variables": job.variables,
                "levels": [[[rule.claim, rule.any_of] for rule in level] for level in job.levels],
                "situations": situations,
            }
        )
        longest = 256 + len(situations) * (4 + 12 * len(claims))
        with self._lock:
            try:
                return _understood(self._ask(message.encode() + b"\n", longest), claims, len(situations))
            except BaseException:  # whatever is left in the pipes belongs to no later job
                self.close()
                raise

    def _ask(self, message: bytes, longest: int) -> bytes:
        """The one line that the process answers, of at most *longest* bytes. It is killed when its time is over."""
        process = self._started()
        assert process.stdin is not None and process.stdout is not None
        late = threading.Event()

        def kill() -> None:
            late.set()
            process.kill()

        watch = threading.Timer(SECONDS_A_JOB, kill)
        watch.daemon = True
        watch.start()
        try:
            rest = memoryview(message)
            while rest:
                rest = rest[process.stdin.write(rest) :]
            return _line(process.stdout, longest)
        except (OSError, EOFError) as error:
            code = process.wait()  # it may have closed its streams and live on, until its time is over
            raise _fault("time" if late.is_set() else f"exit {code}") from error
        finally:
            watch.cancel()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            # without buffers of ours: what was not read is in the pipe, and closing never waits to write
            self._process = subprocess.Popen(
                _command(), bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return self._process


def _command() -> list[str]:
    """Our own interpreter and this very package, whatever the current folder holds."""
    root = str(Path(__file__).parents[2])
    begin = "import sys; sys.path.insert(0, sys.argv[1]); from materials_rules.plan import engine; engine.main()"
    return [sys.executable, "-P", "-W", "ignore", "-c", begin, root]


def _line(stream: IO[bytes], longest: int) -> bytes:
    """The one line that *stream* holds. Raises EOFError where it ends before; EngineFault where there is more."""
    found = bytearray()
    while not found.endswith(b"\n"):
        piece = stream.read(PIECE)
        if not piece:
            raise EOFError
        found += piece
        if len(found) > longest or b"\n" in found[:-1]:
            raise _fault("answer")
    return bytes(found)


def _understood(line: bytes, claims: frozenset[int], count: int) -> list[frozenset[int]]:
    """The answer of the process; anything but known numbers of claims, once for each situation, is a fault."""
    try:
        answer: object = json.loads(line)
    except ValueError as error:
        raise _fault("answer") from error
    if isinstance(answer, dict):
        raise _fault(str(answer.get("fault", "answer")))
    if not isinstance(answer, list) or len(answer) != count:
        raise _fault("answer")
    out = []
    for numbers in answer:
        if not isinstance(numbers, list) or not all(type(number) is int and number in claims for number in numbers):
            raise _fault("answer")
        out.append(frozenset(numbers))
    return out


def _fault(why: str) -> EngineFault:
    return EngineFault([Diagnostic("R-ENGINE", Place(""), {"why": why})])


# ---- the other side: runs in the process apart, imports the library, reads jobs from standard input --------------------


def main() -> None:
    """Serves jobs from standard input until it ends."""
    serve(sys.stdin.buffer, sys.stdout.buffer)


def serve(lines: Iterable[bytes], out: IO[bytes]) -> None:
    """Answers one job a line until the input ends; what is no fault of the library ends the process, which is one too."""
    for line in lines:
        job = json.loads(line)
        try:
            answer: object = _derive(job)
        except (ImportError, RuntimeError, ValueError, MemoryError) as error:
            answer = {"fault": str(error) if isinstance(error, Refused) else type(error).__name__}
        out.write(json.dumps(answer).encode() + b"\n")
        out.flush()


class Refused(RuntimeError):
    """The library did what it never should; the message is a word of ours."""


def _derive(job: Any) -> list[list[int]]:
    rows, anchors, definitions = _lowered(job)
    _check_tokens(job, rows, anchors)
    import durable_rules_engine as native  # the functions that the package itself uses; no host, so no threads

    handle = native.create_ruleset("i", json.dumps(definitions))
    acted = False
    try:
        out = []
        for cells in job["situations"]:
            out.append(_situation(native, handle, job, rows, anchors, cells))
            acted = bool(job["levels"])
        return out
    finally:
        if acted:  # of a state in which no action ran the library frees what it never set
            native.delete_state(handle, "0")
        native.delete_ruleset(handle)


def _lowered(job: Any) -> tuple[dict[str, int], list[list[str]], dict[str, Any]]:
    """The claim of each rule by its name, the anchors of each level, and the rules as the library reads them."""
    rows: dict[str, int] = {}
    anchors: list[list[str]] = []
    definitions: dict[str, Any] = {"end": {"all": [{"m": {"go": 1}}]}}
    finished: set[int] = set()
    for level in job["levels"]:
        mine: list[str] = []
        count = 0
        for claim, conjunctions in level:
            for conjunction in conjunctions:
                if count % RULES_AN_ANCHOR == 0:
                    mine.append(f"g{sum(map(len, anchors)) + len(mine)}")
                count += 1
                comparisons = [_comparison(part, job["variables"], finished) for part in conjunction]
                name = f"r{len(rows)}"
                definitions[name] = {"all": [{"m": {"$and": [{mine[-1]: 1}, *comparisons]}}]}
                rows[name] = claim
        anchors.append(mine)
        finished.update(claim for claim, _ in level)
    return rows, anchors, definitions


def _comparison(part: Sequence[Any], variables: int, finished: set[int]) -> dict[str, Any]:
    """A comparison as the library reads it. What is missing there would be silently false, so it is refused here."""
    kind, number, operator, constant = part
    known = (kind == "f" and number in range(variables)) or (kind == "d" and number in finished)
    if not known or operator not in OPERATORS or type(constant) is not int:
        raise Refused("comparison")
    name = f"{kind}{number}"
    return {name: constant} if operator == "==" else {operator: {name: constant}}


def _situation(
    native: Any, handle: Any, job: Any, rows: Mapping[str, int], anchors: Sequence[Sequence[str]], cells: Sequence[int]
) -> list[int]:
    if len(cells) != job["variables"] or not all(type(cell) is int and cell >= 0 for cell in cells):
        raise Refused("situation")
    known: dict[int, int] = {}
    for level, mine in zip(job["levels"], anchors, strict=True):
        fact: dict[str, int] = {"go": 1}
        fact.update((name, 1) for name in mine)
        fact.update((f"f{i}", cell) for i, cell in enumerate(cells))
        fact.update((f"d{claim}", truth) for claim, truth in known.items())
        fired = {rows[name] for name in _fire(native, handle, fact, rows)}
        for claim, _ in level:
            known[claim] = int(claim in fired)
    return sorted(claim for claim, truth in known.items() if truth)


def _fire(native: Any, handle: Any, fact: dict[str, int], rows: Mapping[str, int]) -> list[str]:
    """The names of the rules that one fact fires. The fact is taken back, so nothing is kept and no two ever meet."""
    text = json.dumps(fact)
    code, state = native.assert_fact(handle, text)
    if code:
        raise Refused("assert")
    fired: dict[str, None] = {}
    started = native.start_action_for_state(handle, state)
    action = started[1] if started else None
    while action:
        name = action[2 : action.index('"', 2)]
        if name != "end" and name not in rows:
            raise Refused("name")
        if name in fired:  # once a rule, so the loop ends
            raise Refused("twice")
        fired[name] = None
        action = native.complete_and_start_action(handle, state)
    code, _ = native.retract_fact(handle, text)
    if code:
        raise Refused("retract")
    if "end" not in fired:
        raise Refused("sentinel")
    return [name for name in fired if name != "end"]


def _check_tokens(job: Any, rows: Iterable[str], anchors: Sequence[Sequence[str]]) -> None:
    """The library knows a property by a 32-bit hash alone, so all our tokens must differ in it."""
    claims = [claim for level in job["levels"] for claim, _ in level]
    tokens = ["go", "end", "id", "sid", "$s", "$forward", "m", *rows, *(name for mine in anchors for name in mine)]
    tokens += [f"f{i}" for i in range(job["variables"])] + [f"d{claim}" for claim in claims]
    if len({fnv1a(token) for token in tokens}) != len(tokens):
        raise Refused("hash")


def fnv1a(token: str) -> int:
    """The 32-bit FNV-1a hash of an ASCII token."""
    value = 0x811C9DC5
    for byte in token.encode("ascii"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value
