"""Files that a person names, read with care: never more than a limit, never for ever.

    a path or `-`  ->  bytes
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO, Final, NoReturn

from materials_rules.commands._parts import moved_away
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import LimitExceeded, StorageFailed, WrongUsage

STANDARD_INPUT: Final = "-"
MOST_BYTES: Final = 5_000_000
_OPEN_ALREADY: Final = ("/dev/fd/", "/proc/self/fd/", "/dev/stdin")  # a pipe among these has its writer
_USAGE: Final = {
    errno.ENOENT: "X-MISSING",
    errno.ENOTDIR: "X-MISSING",
    errno.ENAMETOOLONG: "X-MISSING",
    errno.ELOOP: "X-MISSING",
    errno.EISDIR: "X-FOLDER",
    errno.EACCES: "X-FORBIDDEN",
    errno.EPERM: "X-FORBIDDEN",
    errno.ENXIO: "X-PIPE",
}


def read_named(path: str, limit: int = MOST_BYTES) -> bytes:
    """The bytes of the file *path*, or of standard input for `-`; at most *limit* bytes.

    Raises WrongUsage for what is no readable plain file (missing, a folder, a named pipe, a terminal, no permission),
    LimitExceeded for more bytes, StorageFailed when the disk fails.
    """
    try:
        if path == STANDARD_INPUT:
            return _limited(_standard_input(), STANDARD_INPUT, limit)
        with os.fdopen(_opened(path), "rb", buffering=0) as source:
            return _limited(source, path, limit)
    except OSError as error:
        _refuse(path, error)


def require_readable(path: str) -> None:
    """Raise what `read_named` would raise at once for *path*, before any work is done."""
    try:
        if path == STANDARD_INPUT:
            _standard_input()
        else:
            os.close(_opened(path))
    except OSError as error:
        _refuse(path, error)


def require_folder(path: Path) -> Path:
    """*path*, if it is a folder. Raises WrongUsage otherwise, StorageFailed when the disk fails."""
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            return path
    except OSError as error:
        _refuse(str(path), error)
    raise WrongUsage([Diagnostic("X-NOT-A-FOLDER", Place(str(path)))])


def missing(path: str) -> Diagnostic:
    """That nothing is called *path*; of rules that were about to be replaced when a process was killed, where they lie."""
    left = moved_away(Path(path)) if path else None
    if left is None:
        return Diagnostic("X-MISSING", Place(path))
    return Diagnostic("X-MOVED-AWAY", Place(path), {"left": str(left)})


def _opened(path: str) -> int:
    # a named pipe without a writer would hold us up for ever in a plain open()
    opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        mode = os.fstat(opened).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if (stat.S_ISFIFO(mode) and not path.startswith(_OPEN_ALREADY)) or os.isatty(opened):
            raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))
        os.set_blocking(opened, True)
    except BaseException:
        os.close(opened)
        raise
    return opened


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # closed by the caller: `<&-`
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    return sys.stdin.buffer


def _limited(source: BinaryIO, path: str, limit: int) -> bytes:
    pieces: list[bytes] = []
    room = limit + 1
    while room and (piece := source.read(min(room, 1 << 20))):
        pieces.append(piece)
        room -= len(piece)
    if not room:
        raise LimitExceeded([Diagnostic("X-LARGE", Place(path), {"limit": str(limit)})])
    return b"".join(pieces)


def _refuse(path: str, error: OSError) -> NoReturn:
    if code := _USAGE.get(error.errno or 0):
        raise WrongUsage([missing(path) if code == "X-MISSING" else Diagnostic(code, Place(path))]) from error
    reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
    raise StorageFailed([Diagnostic("X-READ", Place(path), {"reason": reason})]) from error
