"""Packets that bear the name of an earlier one, found on the disk: memory stays the same for ten million.

    entries (digest of a name, where it stands)  ->  a record for every later namesake, in the order of the input

All are judged and all are reported; who is whose namesake stands in a file of its own.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from materials_rules.batch.checkpoint import Names
from materials_rules.batch.disk import Disk, Growing
from materials_rules.batch.records import ID_BYTES

PLACE_BYTES: Final = 8
_ENTRY: Final = ID_BYTES + PLACE_BYTES
_PAIR: Final = 2 * PLACE_BYTES
_A_RUN: Final = 100_000  # entries that are sorted at once
_AT_ONCE: Final = 512  # entries of each run that are in memory while runs are merged


class _At(msgspec.Struct, frozen=True):
    source: int = msgspec.field(name="input")
    line: int


class _Namesake(msgspec.Struct, frozen=True, omit_defaults=True):
    line: int
    duplicate_of: int | _At
    source: int = msgspec.field(default=0, name="input")


def write_duplicates(disk: Disk, names: Names, target: Growing, is_numbered: bool, a_run: int = _A_RUN) -> int:
    """Appends to *target* a record for each packet that bears the name of an earlier one; how many there are."""
    number = 0
    pairs = Growing(disk, _emptied(disk, names.beside(".ids.namesakes")))
    try:
        waiting: list[bytes] = []
        for pair in _namesakes(_sorted(disk, names.ids, names.beside(".ids.sorted"), _ENTRY, a_run)):
            waiting.append(pair)
            number += 1
            if len(waiting) == _AT_ONCE:
                pairs.append(b"".join(waiting))
                waiting.clear()
        pairs.append(b"".join(waiting))
        records: list[bytes] = []
        for pair in _sorted(disk, pairs.path, names.beside(".ids.namesakes.sorted"), _PAIR, a_run):
            records.append(_record(pair, is_numbered))
            if len(records) == _AT_ONCE:
                target.append(b"".join(records))
                records.clear()
        target.append(b"".join(records))
    finally:
        pairs.close()
    remove_scratch(disk, names)
    return number


def remove_scratch(disk: Disk, names: Names) -> None:
    """Removes what the search needed on the disk."""
    for suffix in (".ids.sorted", ".ids.namesakes", ".ids.namesakes.sorted"):
        disk.remove(names.beside(suffix))


def _namesakes(entries: Iterator[bytes]) -> Iterator[bytes]:
    """Later and first place of every entry whose digest stood before; *entries* are sorted, so the first comes first."""
    digest, first = b"", b""
    for entry in entries:
        if entry[:ID_BYTES] == digest:
            yield entry[ID_BYTES:] + first
        else:
            digest, first = entry[:ID_BYTES], entry[ID_BYTES:]


def _record(pair: bytes, is_numbered: bool) -> bytes:
    (input_, line), (other, first) = (_place(pair[at : at + PLACE_BYTES]) for at in (0, PLACE_BYTES))
    if not is_numbered:
        return msgspec.json.encode(_Namesake(line, first)) + b"\n"
    return msgspec.json.encode(_Namesake(line, _At(other, first), input_)) + b"\n"


def _place(place: bytes) -> tuple[int, int]:
    return int.from_bytes(place[:2], "big") + 1, int.from_bytes(place[2:], "big")


def _emptied(disk: Disk, path: Path) -> Path:
    disk.remove(path)
    return path


def _sorted(disk: Disk, path: Path, scratch: Path, width: int, a_run: int) -> Iterator[bytes]:
    """The entries of *path*, each *width* bytes, sorted: runs are sorted in memory, written to *scratch* and merged."""
    length = disk.size(path) or 0
    if length <= a_run * width:
        yield from sorted(_split(disk.read(path) or b"", width))
        return
    runs = Growing(disk, _emptied(disk, scratch))
    try:
        with open(path, "rb") as file:
            while data := file.read(a_run * width):
                runs.append(b"".join(sorted(_split(data, width))))
    finally:
        runs.close()
    with open(scratch, "rb", buffering=0) as merged:

        def run(at: int, end: int) -> Iterator[bytes]:
            while at < end:
                merged.seek(at)
                data = _exactly(merged.read, min(_AT_ONCE * width, end - at))
                yield from _split(data, width)
                at += len(data)

        starts = range(0, length, a_run * width)
        yield from heapq.merge(*(run(start, min(start + a_run * width, length)) for start in starts))


def _split(data: bytes, width: int) -> list[bytes]:
    return [data[at : at + width] for at in range(0, len(data), width)]


def _exactly(read: Callable[[int], bytes | None], length: int) -> bytes:
    data = b""
    while len(data) < length and (piece := read(length - len(data))):
        data += piece
    return data
