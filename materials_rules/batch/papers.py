"""A notice for each packet as a file of its own, in folders of ten thousand, named so that nobody's text chooses the place.

    input, line, packet, format  ->  `00000/000000007-HY-2026-000123.txt`

The number of the line makes the name unique; of what the sender wrote only letters, digits, `-`, `_` and `.` stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from materials_rules.batch.cutting import Mark
from materials_rules.batch.disk import Disk
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import WrongUsage

SUFFIXES: Final = {"text": "txt", "markdown": "md", "html": "html", "json": "json"}
A_FOLDER: Final = 10_000
_ODD: Final = re.compile(r"[^A-Za-z0-9._-]")
_LONGEST: Final = 80
_NAME: Final = re.compile(r"([0-9]{9,})-.*")


def paper_name(line: int, packet: str, input_: int | None, format_: str) -> str:
    """Where the notice of a packet lies within the folder of notices; *input_* counts from 1, None where there is one only."""
    above = "" if input_ is None else f"{input_:05d}/"
    return f"{above}{_folder(line)}/{line:09d}-{_ODD.sub('_', packet)[:_LONGEST]}.{SUFFIXES[format_]}"


def _folder(line: int) -> str:
    return f"{(line - 1) // A_FOLDER:05d}"


def packed(papers: list[tuple[str, bytes]]) -> bytes:
    """*papers*, names and contents, as bytes for another process."""
    return msgspec.msgpack.encode(papers) if papers else b""


class Papers:
    """The folder of notices, which only grows; whoever made this holds the lock of the batch."""

    def __init__(self, disk: Disk, folder: Path, *, is_numbered: bool) -> None:
        self._disk = disk
        self._folder = folder
        self._is_numbered = is_numbered
        self._made: set[str] = set()
        self._is_synced = True

    def require_empty(self) -> None:
        """Raises WrongUsage (B-NOTICES) where something lies in the folder: old notices and new ones must not mix."""
        if self._disk.names(self._folder):
            raise WrongUsage([Diagnostic("B-NOTICES", Place(str(self._folder)))])

    def take(self, data: bytes) -> bytes:
        """Writes the notices of a block, each whole or not at all; a line for each as `sha256sum` wants it."""
        told = []
        for name, content in msgspec.msgpack.decode(data, type=list[tuple[str, bytes]]) if data else ():
            self._put(name, content)
            told.append(f"{sha256(content).hexdigest()}  {name}\n")
        return "".join(told).encode()

    def sync(self) -> None:
        """Waits until all of them would survive a power cut."""
        if not self._is_synced:
            self._disk.sync_all(self._folder)
            self._is_synced = True

    def go_back(self, mark: Mark) -> None:
        """Removes what was written of lines from *mark* on; it is written again, unless a line then comes to something else."""
        self._disk.make_folder(self._folder)
        for inner in self._inner(mark):
            for name in self._disk.names(self._folder / inner):
                found = _NAME.fullmatch(name)
                if found and (int(found[1]) >= mark.line or not self._is_of(mark, inner)):
                    self._disk.remove(self._folder / inner / name)

    def _is_of(self, mark: Mark, inner: str) -> bool:
        return not self._is_numbered or int(inner.partition("/")[0]) == mark.source + 1

    def _inner(self, mark: Mark) -> Iterator[str]:
        """The folders in which such notices may lie."""
        if not self._is_numbered:
            if mark.source:  # the one input has ended
                return
            first = _folder(mark.line)
            yield from (name for name in self._disk.names(self._folder) if (len(name), name) >= (len(first), first))
            return
        for above in self._disk.names(self._folder):
            if above > f"{mark.source:05d}":
                yield from (f"{above}/{name}" for name in self._disk.names(self._folder / above))

    def _put(self, name: str, content: bytes) -> None:
        above = name.rpartition("/")[0]
        if above not in self._made:
            self._disk.make_folder(self._folder / above)
            self._made = {above}  # the lines come in order
        path = self._folder / name
        part = path.with_name(f"{path.name}.part")
        self._disk.remove(part)
        opened = self._disk.open(part)
        try:
            self._disk.write(opened, part, content)
        finally:
            self._disk.close(opened)
        self._disk.move(part, path)
        self._is_synced = False
