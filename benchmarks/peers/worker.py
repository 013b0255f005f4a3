"""One engine in its own process and environment: told to answer a file, it answers it and says how long it took.

    python -m benchmarks.peers.worker ENGINE RULES.json   <- ["IN", "OUT", way]   -> {"seconds": …}

RULES.json is a list of what was translated, one text a frame. A line of IN is `{"frames": [[place, subject, inputs], …]}`; the
line of OUT is the list of `[requirement, subject]` that are missing. The way `careful` makes `{"error": …}` of an error; `paired`
reads a file in which each line of inputs comes after the packet that they are of, and decodes that too.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from benchmarks.peers.engines import engine

BATCH = 10_000
"""Lines that an engine for many packets at once is given at once."""

Frame = tuple[int, str | None, dict[str, bool | int | str]]
Missing = list[tuple[str, str | None]]
Answers = Callable[[Iterable[bytes]], Iterator[Missing]]


class Asked(msgspec.Struct, gc=False):
    """One packet, inputs as data."""

    frames: list[Frame]


class Told(msgspec.Struct, gc=False):
    """One packet, inputs as the JSON that stands there."""

    frames: list[tuple[int, str | None, msgspec.Raw]]


def answering(peer: Any) -> Answers:
    """How *peer* goes through lines."""
    if hasattr(peer, "ask_many"):
        return lambda lines: _at_once(peer, lines)
    if peer.wants_text:
        decode_text = msgspec.json.Decoder(Told).decode
        return lambda lines: (
            [(name, whose) for place, whose, inputs in decode_text(line).frames for name in peer.ask(place, str(inputs, "utf-8"))]
            for line in lines
        )
    decode = msgspec.json.Decoder(Asked).decode
    return lambda lines: (
        [(name, subject) for place, subject, inputs in decode(line).frames for name in peer.ask(place, inputs)] for line in lines
    )


def _at_once(peer: Any, lines: Iterable[bytes]) -> Iterator[Missing]:
    decode = msgspec.json.Decoder(Asked).decode
    waiting: list[list[Frame]] = []
    for line in lines:
        waiting.append(decode(line).frames)
        if len(waiting) == BATCH:
            yield from _judged(peer, waiting)
            waiting.clear()
    yield from _judged(peer, waiting)


def _judged(peer: Any, waiting: Sequence[list[Frame]]) -> Iterator[Missing]:
    by_place: dict[int, list[tuple[int, str | None, Any]]] = {}
    for number, frames in enumerate(waiting):
        for place, subject, inputs in frames:
            by_place.setdefault(place, []).append((number, subject, inputs))
    found: list[Missing] = [[] for _ in waiting]
    for place, some in by_place.items():
        for (number, subject, _), names in zip(some, peer.ask_many(place, [inputs for _, _, inputs in some]), strict=True):
            found[number] += [(name, subject) for name in names]
    yield from found


def timed(answers: Answers, source: Path, target: Path) -> float:
    """Seconds that *source* takes, read and answered and written."""
    encode = msgspec.json.Encoder().encode
    begun = time.perf_counter()
    with source.open("rb") as lines, target.open("wb") as out:
        for missing in answers(lines):
            out.write(encode(missing) + b"\n")
    return time.perf_counter() - begun


def paired(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The second of each two lines; the first is decoded and looked at no further."""
    decode = msgspec.json.Decoder().decode
    both = iter(lines)
    for packet in both:
        decode(packet)
        yield next(both)


def timed_in_pairs(answers: Answers, source: Path, target: Path) -> float:
    """Seconds that a file of packets, each with its inputs behind it, takes."""
    return timed(lambda lines: answers(paired(lines)), source, target)


def careful(answers: Answers, source: Path, target: Path) -> float:
    """The same line by line, an error being an answer too."""
    begun = time.perf_counter()
    with source.open("rb") as lines, target.open("wb") as out:
        for line in lines:
            told: object
            try:
                told = next(answers([line]))
            except Exception as error:  # noqa: BLE001  whatever an engine says of an input that is not there
                told = {"error": f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"[:160]}
            out.write(msgspec.json.encode(told) + b"\n")
    return time.perf_counter() - begun


WAYS: Final = {
    "timed": timed,
    "careful": careful,
    "paired": timed_in_pairs,
}


def main(name: str, rules: str, orders: IO[str], out: IO[str]) -> None:
    """Opens the engine, then does what it is told until nobody tells it anything."""
    begun = time.perf_counter()
    try:
        peer = engine(name).Peer(json.loads(Path(rules).read_text("utf-8")))
        answers = answering(peer)
        said: dict[str, object] = {"opened": time.perf_counter() - begun}
    except Exception as error:  # noqa: BLE001  an engine that cannot be opened is one line of the table
        said = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(said), file=out, flush=True)
    for order in orders:
        source, target, way = json.loads(order)
        try:
            said = {"seconds": WAYS[way](answers, Path(source), Path(target))}
        except Exception as error:  # noqa: BLE001  an order that an engine cannot carry out is one line of the table
            said = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(said), file=out, flush=True)


if __name__ == "__main__":
    logging.disable()
    # what an engine prints for itself must not stand between our answers
    with contextlib.redirect_stdout(sys.stderr):
        main(sys.argv[1], sys.argv[2], sys.stdin, sys.__stdout__ or sys.stdout)
