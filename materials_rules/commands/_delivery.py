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
from typing import Final, NoReturn

from materials_rules.commands._parts import hold, part_of, tidy
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import StorageFailed, WrongUsage

STANDARD_OUTPUT: Final = "-"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG, errno.EBADF})
_NOWHERE: Final = {
    errno.ENOENT: "X-MISSING",
    errno.ENOTDIR: "X-MISSING",
    errno.ELOOP: "X-MISSING",
    errno.ENAMETOOLONG: "X-LONG-NAME",
    errno.EACCES: "X-FORBIDDEN",
    errno.EPERM: "X-FORBIDDEN",
}


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
    (a pipe, a device) is written to. Raises WrongUsage for a name where no file can be and for a pipe that nobody reads,
    StorageFailed for a full disk.
    """
    if output in (None, STANDARD_OUTPUT):
        put(data)
        return
    named = str(output)
    require_writable(named)
    target = Path(os.path.realpath(named))  # a link stays a link; what it points to is replaced
    try:
        if _is_special(target):
            _pour(target, _in_utf8(data))
        else:
            _replace(target, _in_utf8(data))
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise WrongUsage([Diagnostic("X-NO-READER", Place(named))]) from error
        raise write_failed(named, error) from error


def create(data: str | bytes, path: Path) -> None:
    """Write *data* to the new file *path* and make its folders. The file appears complete or not at all.

    Raises WrongUsage where there is a file already, or where none can be, StorageFailed for a full disk.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _refuse(path.parent, error)
    _require_room(path)
    part = part_of(path)
    try:
        _fill(part, _in_utf8(data))
        os.link(part, path)  # unlike a rename, never over another file
        _sync_folder(path.parent)
    except FileExistsError:
        raise WrongUsage([Diagnostic("X-EXISTS", Place(str(path)))]) from None
    except OSError as error:
        raise write_failed(str(path), error) from error
    finally:
        part.unlink(missing_ok=True)
    tidy(path.parent, path.stat().st_mtime)


def require_writable(output: str | None, inputs: Iterable[str] = ()) -> None:
    """Raise WrongUsage, before any work, when *output* is a folder, cannot be a file, or is one of *inputs*."""
    if output in (None, STANDARD_OUTPUT):
        return
    named = str(output)
    target = Path(named)
    # Path() forgets a slash at the end, and `notice.txt/` would overwrite notice.txt
    if os.path.basename(named) in ("", ".", "..") or os.path.isdir(named):
        raise WrongUsage([Diagnostic("X-FOLDER", Place(named))])
    _require_room(target)
    for path in inputs:
        if target.exists() and Path(path).exists() and target.samefile(path) and not _is_special(target):
            raise WrongUsage([Diagnostic("X-OVERWRITE", Place(named))])


def require_apart(output: str | None, place: Path) -> None:
    """Raise WrongUsage, before any work, when *output* is or would become a file of the ruleset in *place* or its calendars."""
    if output in (None, STANDARD_OUTPUT):
        return
    from materials_rules.rules.folder import is_part  # heavy, and seldom needed

    if is_part(place, Path(os.path.realpath(str(output)))):
        raise WrongUsage([Diagnostic("X-OVERWRITE", Place(str(output)))])


def out_of_space(error: OSError) -> bool:
    """Whether *error* tells of a disk or stream that takes no more, rather than of a bug."""
    return error.errno in _FULL


def write_failed(path: str, error: OSError) -> StorageFailed:
    """The StorageFailed that names *path* and the system's reason by its symbol, such as ENOSPC."""
    reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return StorageFailed([Diagnostic("X-WRITE", Place(path), {"reason": reason})])


def _require_room(target: Path) -> None:
    """Raise WrongUsage where the disk says that *target* cannot be a file; one that is not there yet is in order."""
    try:
        if not stat.S_ISDIR(target.parent.stat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    except OSError as error:
        _refuse(target.parent, error)
    try:
        target.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        _refuse(target, error)


def _refuse(path: Path, error: OSError) -> NoReturn:
    if code := _NOWHERE.get(error.errno or 0):
        raise WrongUsage([Diagnostic(code, Place(str(path)))]) from error
    raise write_failed(str(path), error) from error


def _in_utf8(data: str | bytes) -> bytes:
    # a lone surrogate stands for a byte of a file name that is not UTF-8
    return data if isinstance(data, bytes) else data.encode("utf-8", "backslashreplace")


def _is_special(target: Path) -> bool:
    # replacing /dev/null by a file would break the machine
    return target.exists() and not target.is_file()


def _pour(target: Path, data: bytes) -> None:
    # a plain open() of a pipe that nobody reads would hold us up for ever
    opened = os.open(target, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(opened, "wb") as file:
        os.set_blocking(opened, True)
        file.write(data)


def _replace(target: Path, data: bytes) -> None:
    part = part_of(target)
    try:
        _fill(part, data, stat.S_IMODE(target.stat().st_mode) if target.exists() else None)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)
    tidy(target.parent, target.stat().st_mtime)


def _fill(part: Path, data: bytes, mode: int | None = None) -> None:
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o666)
    with os.fdopen(opened, "wb") as file:
        hold(opened)
        if mode is not None:
            part.chmod(mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
