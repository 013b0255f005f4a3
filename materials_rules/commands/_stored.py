"""Stored packets: one a line of a file, or one a file of a folder.

    path  ->  Stored packets, each with its place
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from materials_rules.changes.replay import Stored
from materials_rules.commands._intake import MOST_BYTES, read_named, require_readable
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import WrongUsage


def require_packets(path: str) -> None:
    """Raise WrongUsage, before any work, where *path* is no file that can be read and no folder with packets."""
    if not os.path.isdir(path):
        require_readable(path)
    elif not _files(path):
        raise WrongUsage([Diagnostic("X-NO-PACKETS", Place(path))])


def stored_packets(path: str) -> Iterator[Stored]:
    """Every packet in *path*: the lines of a file that are not blank, or the .json files of a folder by name.

    A file is read line by line; of a line that is too long only so much is kept that its reader can say so.
    """
    if os.path.isdir(path):
        for file in _files(path):
            require_readable(str(file))
            yield Stored(_whole(file), Place(str(file)))
        return
    if path == "-":
        yield from _lines(read_named(path).split(b"\n"), path)
        return
    with open(path, "rb") as source:
        yield from _lines(iter(lambda: _line(source), b""), path)


def _lines(lines: Iterator[bytes] | list[bytes], path: str) -> Iterator[Stored]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield Stored(line.rstrip(b"\r\n"), Place(path, number))


def _line(source: object) -> bytes:
    """The next line; of one that is too long the beginning."""
    from io import BufferedReader

    assert isinstance(source, BufferedReader)
    line = source.readline(MOST_BYTES + 1)
    rest = line
    while len(rest) > MOST_BYTES and not rest.endswith(b"\n"):
        rest = source.readline(MOST_BYTES + 1)
    return line


def _files(path: str) -> list[Path]:
    return sorted(file for file in Path(path).iterdir() if file.suffix == ".json" and file.is_file())


def _whole(file: Path) -> bytes:
    with file.open("rb") as source:
        return source.read(MOST_BYTES + 1)
