"""Batches for tests: a judge whose packets say what shall become of them, and batches that run with it in this process.

    {"packet": "P-1", "do": "hang"}  ->  a worker that hangs
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import msgspec

from materials_rules.batch.disk import Disk
from materials_rules.batch.manifest import Rules
from materials_rules.batch.run import Ending, Request, run_batch
from materials_rules.batch.work import Bench, Opening
from materials_rules.batch.worker import FULL
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.many import Judged, Rejected, Tally

HERE = str(Path(__file__).parent)
HOARD: list[bytes] = []
RULES = Rules("town", "sha256:rules", "sha256:days")


class _Asked(msgspec.Struct):
    packet: str
    do: str = ""
    size: int = 0


def judge(line: bytes) -> Judged | Rejected:
    """What a packet of a test comes to: a notice that repeats its own line, or whatever it asks for in `do`."""
    try:
        asked = msgspec.json.decode(line, type=_Asked)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Rejected((Diagnostic("P-SYNTAX", Place(""), {"what_zh": "坏", "what_en": "bad"}),), 30)
    match asked.do:
        case "spin":
            while True:
                pass
        case "hang":
            time.sleep(3600)
        case "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "crash":
            ctypes.string_at(0)
        case "exit":
            os._exit(3)
        case "fault":
            raise KeyError("a name that nobody may see")
        case "memory":
            raise MemoryError
        case "room":
            os._exit(FULL)
        case "hoard":
            HOARD.append(b"x" * 100_000)
            (Path(os.environ["BATCH_MARKS"]) / f"{os.getpid()}").write_text(str(len(HOARD)))
        case "slow":
            time.sleep(0.004)
        case "once":
            _die_once(asked.packet)
    outcome = "undetermined" if asked.do == "unsure" else "accept"
    tally = Tally("item", outcome, (("plan", "missing"),), (), 1, (("map", "C1_NO_BASIS"),), (("allowed", ""),))
    notice = b'{"of":"%b","padding":"%b"}' % (sha256(line).hexdigest().encode(), b"x" * asked.size)
    return Judged(asked.packet, notice, tally)


def _die_once(name: str) -> None:
    mark = Path(os.environ["BATCH_MARKS"]) / name
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def open_bench(opening: Opening) -> Bench:
    """The bench of tests."""
    return Bench(judge, frozenset({"item"}), RULES.ruleset, RULES.calendar)


def open_broken(opening: Opening) -> Bench:
    """A bench that cannot be opened."""
    sys.exit(9)


def open_other(opening: Opening) -> Bench:
    """A bench whose rules are others than the parent saw."""
    return Bench(judge, frozenset(), "sha256:other", RULES.calendar)


def packet(name: str, do: str = "", size: int = 0) -> bytes:
    """One line, without its end."""
    return msgspec.json.encode({"packet": name, "do": do, "size": size})


def packets(number: int, do: str = "", size: int = 0) -> bytes:
    """So many lines."""
    return b"".join(packet(f"P-{index}", do, size) + b"\n" for index in range(number))


def request(folder: Path, *inputs: Path, **changes: object) -> Request:
    """A batch in *folder* from *inputs* into `out.jsonl`, in this very process and with a checkpoint after each small block."""
    named = tuple(map(str, inputs)) or (str(folder / "in.jsonl"),)
    output = folder / "out.jsonl"
    rejects = folder / "out.jsonl.rejects.jsonl"
    asked = Request(
        named, output, rejects, str(folder), RULES, "tool 1", "program 1", workers=0, every=0, block=300, judge="batching:open_bench"
    )
    return replace(asked, **changes)  # type: ignore[arg-type]  # the names are those of Request


def run(asked: Request, before: Callable[[str, Path], None] | None = None) -> Ending:
    """Runs it."""
    return run_batch(asked, Disk(before) if before else None)


def made(folder: Path, name: str = "out.jsonl") -> dict[str, bytes]:
    """Every file that a batch left, by its name."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob(f"{name}*"))}


def records(data: bytes) -> Iterator[dict[str, object]]:
    """The records of a file of JSON Lines."""
    for line in data.splitlines():
        yield msgspec.json.decode(line)


def open_writer(opening: Opening) -> Bench:
    """A bench that writes notices out, all but one."""

    def write(judged: Judged) -> bytes:
        if judged.packet == "P/7":
            raise KeyError("a name that nobody may see")
        return judged.packet.encode()

    return Bench(judge, frozenset({"item"}), RULES.ruleset, RULES.calendar, write)
