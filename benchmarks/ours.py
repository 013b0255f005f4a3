"""What we do with a file of packets, and the floors below it.

    file  ->  file

The floor is a typed decode and encode of whole packets by msgspec: no program that looks at all of a packet can do less.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from materials_rules.many import Judge, Judged
from materials_rules.notice.model import Notice
from materials_rules.notice.model import decode as decode_notice
from materials_rules.packet.fast import read_fast
from materials_rules.packet.model import Packet

ENDED: Final = (0, 11, 12)
"""What `batch` ends with when all is done: every line judged, some refused, some undetermined."""


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


def notices_of(judge: Judge, source: Path) -> list[Notice]:
    """The notice of each packet of *source*, as objects."""
    found = (judge(line) for line in source.read_bytes().splitlines())
    return [decode_notice(one.notice) for one in found if isinstance(one, Judged)]


def notices(found: Sequence[Notice], source: Path, target: Path) -> None:
    """Lines read, decoded into typed packets; notices that are there already encoded and written: nothing is decided."""
    decode, encode = msgspec.json.Decoder(Packet).decode, msgspec.json.Encoder().encode
    with source.open("rb") as lines, target.open("wb") as out:
        for line, notice in zip(lines, found, strict=True):
            decode(line)
            out.write(encode(notice) + b"\n")


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


def batch(rulesets: Path, workers: int, source: Path, target: Path) -> None:
    """The whole command, its start and end with it: `materials-rules batch` with so many workers."""
    words = ["batch", str(source), "-o", str(target), "--rulesets", str(rulesets), "--workers", str(workers), "--force"]
    command = [sys.executable, "-m", "materials_rules", *words]
    ended = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if ended.returncode not in ENDED:
        raise RuntimeError(ended.stderr.decode())
