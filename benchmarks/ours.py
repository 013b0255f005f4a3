"""What we do with a file of packets, and the floors below it.

    file  ->  file

The floor is a typed decode and encode of whole packets by msgspec: no program that looks at all of a packet can do less.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import msgspec

from materials_rules import load
from materials_rules.many import Judge, Judged
from materials_rules.packet.fast import read_fast
from materials_rules.packet.model import Packet

BLOCK: Final = 1 << 18  # bytes that a worker is given at once


def copy(source: Path, target: Path) -> None:
    """Lines read and written as they are."""
    with source.open("rb") as lines, target.open("wb") as out:
        for line in lines:
            out.write(line)


def floor(source: Path, target: Path) -> None:
    """Lines read, decoded into typed packets, encoded, written."""
    decode, encode = msgspec.json.Decoder(Packet).decode, msgspec.json.Encoder(decimal_format="number").encode
    with source.open("rb") as lines, target.open("wb") as out:
        for line in lines:
            out.write(encode(decode(line)) + b"\n")


def judged(judge: Judge, source: Path, target: Path) -> None:
    """The whole job: lines read, checked strictly, judged, their notices written; a line that is no packet is one word."""
    with source.open("rb") as lines, target.open("wb") as out:
        for line in lines:
            out.write(_said(judge, line) + b"\n")


def _said(judge: Judge, line: bytes) -> bytes:
    found = judge(line.rstrip(b"\n"))
    return found.notice if isinstance(found, Judged) else found.diagnostics[0].code.encode()


def read_by_the_exact_reader(source: Path) -> int:
    """How many lines the fast reader leaves to the exact one."""
    with source.open("rb") as lines:
        return sum(read_fast(line.rstrip(b"\n")) is None for line in lines)


class Workers:
    """Processes that judge blocks of lines; a `with` block ends them. Order is kept."""

    def __init__(self, rulesets: Path, number: int) -> None:
        self._pool = ProcessPoolExecutor(number, get_context("spawn"), _open, (rulesets,))

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def judged(self, source: Path, target: Path) -> None:
        """The whole job, blocks side by side."""
        with target.open("wb") as out:
            for block in self._pool.map(_judge_block, _blocks(source)):
                out.write(block)


_JUDGE: dict[str, Judge] = {}


def _open(rulesets: Path) -> None:
    _JUDGE["judge"] = Judge(load(rulesets))


def _judge_block(block: bytes) -> bytes:
    return b"".join(_said(_JUDGE["judge"], line) + b"\n" for line in block.splitlines())


def _blocks(source: Path) -> Iterator[bytes]:
    with source.open("rb") as file:
        while block := file.read(BLOCK):
            yield block + file.readline()
