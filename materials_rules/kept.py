"""What one start of this tool leaves for the next: files that may be lost at any time.

    a name, bytes  ->  a file  ->  the same bytes, or nothing

A verdict rests on what comes out of here, so nothing is believed but what this very program wrote under this very name,
whole, in a folder where nobody else can write. Whoever can write there as the same user could change the program as well;
against him no seal helps, and none is claimed.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import re
import stat
import sys
import tempfile
from pathlib import Path
from typing import Final

from materials_rules.reading.disk import read_plain
from materials_rules.version import VERSION

LARGEST: Final = 64_000_000
"""No file here is nearly as large (bytes); what is larger is not ours."""
MOST: Final = 2_000
"""How many files are kept; a ruleset of five hundred items has about as many as it has versions."""
MOST_BYTES: Final = 256_000_000
"""How much room they may take together."""
LONGEST_WRITE: Final = 3600
"""After so many seconds nobody is still writing: a part as old was left by a process that was killed."""

_OURS: Final = re.compile(r"(?:[a-z]+-)?[0-9a-f]{64}")
_PART: Final = re.compile(r"\.part-[a-z0-9_]{8}")
_CODE: Final = (".py", ".pyc", ".so")


@functools.cache
def this_program() -> str | None:
    """This very program, as `program` tells it; found out once in a process, before anything is judged."""
    return program(Path(__file__).parent)


def program(folder: Path) -> str | None:
    """What the program in *folder* is, as one line: version, Python, digest of its files; None when they cannot be read.

    The version alone stays the same from one release to the next, while `git pull` brings other code. Sizes and times can
    stay the same as well, so the content counts; it takes a few milliseconds. Where there are no sources, what stands in
    their place counts: `.pyc` outside of `__pycache__` and compiled modules. A program in an archive has no such folder; as
    nothing would tell two of them apart, it keeps nothing.
    """
    total = hashlib.sha256()
    found = False
    try:
        for path in _code(str(folder)):
            with open(path, "rb") as file:
                data = file.read()
            total.update(f"{path[len(str(folder)) :]}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            total.update(data)
            found = True
    except OSError:
        return None
    return f"{VERSION} {sys.implementation.cache_tag} {total.hexdigest()}" if found else None


def _code(folder: str) -> list[str]:
    with os.scandir(folder) as entries:
        there = sorted((entry.name, entry.is_dir()) for entry in entries)
    paths: list[str] = []
    for name, is_folder in there:
        path = f"{folder}{os.sep}{name}"
        if is_folder:
            paths += _code(path) if name != "__pycache__" else []
        elif name.endswith(_CODE):
            paths.append(path)
    return paths


class Cache:
    """Files by name in one folder; a folder of None keeps nothing. A name is a sort and what tells its members apart."""

    def __init__(self, folder: Path | None, program: str | None = "") -> None:
        """*program* is who reads and writes here, by default this one; None is one that nothing tells apart."""
        self._program = this_program() if program == "" and folder is not None else program
        self.folder = folder if self._program else None

    def read(self, *name: str) -> bytes | None:
        """What was kept under *name*, or None."""
        if self.folder is None:
            return None
        try:
            if not is_ours(self.folder):
                return None
            head, _, body = read_plain(self.file(*name), LARGEST).partition(b"\n")
        except OSError:
            return None
        return body if head == self._seal(body, name) else None

    def write(self, data: bytes, *name: str) -> None:
        """Keeps *data* under *name*, whole or not at all; a full or read-only disk is no fault."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if is_ours(self.folder):
                _replace(self.file(*name), self._seal(data, name) + b"\n" + data)

    def file(self, *name: str) -> Path:
        """Where *name* is kept: another file for each program, so that two of them do not drive each other out."""
        parts = json.dumps([self._program, *name])
        return (self.folder or Path()) / f"{name[0]}-{hashlib.sha256(parts.encode()).hexdigest()}"

    def _seal(self, body: bytes, name: tuple[str, ...]) -> bytes:
        """The line above *body*: whose it is, what it is about, and one checksum of all three."""
        about = {"program": self._program, "name": name}
        total = hashlib.sha256(json.dumps(about).encode() + b"\n" + body)
        return json.dumps({**about, "sha256": total.hexdigest()}).encode()


def is_ours(folder: Path) -> bool:
    """Whether *folder* is a folder of this user in which nobody else may write. Raises OSError when it cannot be seen."""
    about = folder.stat()
    others = about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_ISDIR(about.st_mode) and about.st_uid == os.geteuid() and not others


def cache_folder() -> Path | None:
    """`$MATERIALS_RULES_CACHE`, else `materials-rules` in the user's cache folder (XDG Base Directory); None without a home.

    A relative `$XDG_CACHE_HOME` is ignored, as that standard says.
    """
    if own := os.environ.get("MATERIALS_RULES_CACHE"):
        return Path(own)
    for base in (os.environ.get("XDG_CACHE_HOME", ""), os.path.expanduser("~/.cache")):
        if os.path.isabs(base):
            return Path(base) / "materials-rules"
    return None


def _replace(path: Path, data: bytes) -> None:
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    now = os.fstat(handle).st_mtime  # of the disk's own clock
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise
    finally:
        _sweep(path.parent, now)


def _sweep(folder: Path, now: float) -> None:
    """Removes what killed processes left and what is too much, the oldest first; only files that are named as ours are."""
    kept: list[tuple[float, int, str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            about = entry.stat(follow_symlinks=False)
            if _PART.fullmatch(entry.name) and now - about.st_mtime > LONGEST_WRITE:
                _remove(entry.path)
            elif _OURS.fullmatch(entry.name):
                kept.append((about.st_mtime, about.st_size, entry.path))
    room = MOST_BYTES
    for number, (_, size, path) in enumerate(sorted(kept, reverse=True)):
        room -= size
        if number >= MOST or room < 0:
            _remove(path)


def _remove(path: str) -> None:
    with contextlib.suppress(OSError):  # another process was faster, or it is a folder
        os.unlink(path)
