"""Output, whole or not at all: words for people to stderr, data to stdout or into a file.

    text or bytes  ->  the screen, or a file that appears complete
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import StorageFailed, WrongUsage

STANDARD_OUTPUT: Final = "-"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG, errno.EBADF})


def tell(lines: Iterable[str]) -> None:
    """Say *lines* to the person, on stderr. Nobody listening is no fault."""
    text = "".join(f"{line}\n" for line in lines)
    with contextlib.suppress(OSError, ValueError, AttributeError):  # gone, closed, never there
        sys.stderr.write(text)
        sys.stderr.flush()


def put(data: str | bytes) -> None:
    """Write *data* to stdout in UTF-8, through to its end.

    Raises StorageFailed when it cannot be written whole; BrokenPipeError when its reader went away.
    """
    try:
        if sys.stdout is None:  # closed by the caller: `>&-`
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        sys.stdout.flush()
        sys.stdout.buffer.write(_in_utf8(data))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise write_failed(STANDARD_OUTPUT, error) from error


def deliver(data: str | bytes, output: str | None) -> None:
    """Write *data* to the file *output*, or to stdout for None and `-`.

    The file appears complete under its name or not at all: written beside it, synced, renamed. What is no plain file
    (a pipe, a device) is written to. Raises WrongUsage for a name where no file can be, StorageFailed for a full disk.
    """
    if output in (None, STANDARD_OUTPUT):
        put(data)
        return
    named = str(output)
    require_writable(named)
    target = Path(os.path.realpath(named))  # a link stays a link; what it points to is replaced
    try:
        if _is_special(target):
            target.write_bytes(_in_utf8(data))
        else:
            _replace(target, _in_utf8(data))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise write_failed(named, error) from error


def require_writable(output: str | None, inputs: Iterable[str] = ()) -> None:
    """Raise WrongUsage, before any work, when *output* is a folder, lies in none, or is one of *inputs*."""
    if output in (None, STANDARD_OUTPUT):
        return
    target = Path(str(output))
    if target.is_dir():
        raise WrongUsage([Diagnostic("X-FOLDER", Place(str(output)))])
    if not target.parent.is_dir():
        raise WrongUsage([Diagnostic("X-MISSING", Place(str(target.parent)))])
    for path in inputs:
        if target.exists() and Path(path).exists() and target.samefile(path) and not _is_special(target):
            raise WrongUsage([Diagnostic("X-OVERWRITE", Place(str(output)))])


def out_of_space(error: OSError) -> bool:
    """Whether *error* tells of a disk or stream that takes no more, rather than of a bug."""
    return error.errno in _FULL


def write_failed(path: str, error: OSError) -> StorageFailed:
    """The StorageFailed that names *path* and the system's reason by its symbol, such as ENOSPC."""
    reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return StorageFailed([Diagnostic("X-WRITE", Place(path), {"reason": reason})])


def _in_utf8(data: str | bytes) -> bytes:
    # a lone surrogate stands for a byte of a file name that is not UTF-8
    return data if isinstance(data, bytes) else data.encode("utf-8", "backslashreplace")


def _is_special(target: Path) -> bool:
    # replacing /dev/null by a file would break the machine
    return target.exists() and not target.is_file()


def _replace(target: Path, data: bytes) -> None:
    part = target.parent / f".materials-rules-{os.urandom(8).hex()}.part"
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o666)
    try:
        with os.fdopen(opened, "wb") as file:
            if target.exists():
                part.chmod(stat.S_IMODE(target.stat().st_mode))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
