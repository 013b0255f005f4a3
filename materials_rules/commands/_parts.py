"""What is being written stands beside its place under a name of ours, and what a killed process left there goes.

    file or folder to be  ->  its part, held;  folder  ->  without the parts that nobody holds

A part is locked by whoever writes it, and the system lets go of a lock when its holder ends, however it ends. So a part that can
be locked belongs to nobody, on whatever machine or in whatever container its writer ran; where a disk knows no locks nothing is
removed. The moment between making a part and locking it is covered by its age.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

SETTLED: Final = 600.0
"""Seconds by which a part must be older than what was just written beside it."""

_NAME: Final = re.compile(r"\.materials-rules-[0-9a-f]{16}(-(?P<of>.+))?\.(part|old)")


def part_of(target: Path, *, named: bool = False) -> Path:
    """A name beside *target* that nothing has; *named* holds the name of *target*, by which it can be put back."""
    of = f"-{target.name}" if named else ""
    return target.parent / f".materials-rules-{os.urandom(8).hex()}{of}.part"


def hold(opened: int) -> bool:
    """Lock what is open as *opened* for as long as it is open; whether it could be locked."""
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def held_folder(part: Path) -> Iterator[float]:
    """The new folder *part*, locked; when it was made, by the clock of that disk."""
    part.mkdir()
    opened = os.open(part, os.O_RDONLY)
    try:
        hold(opened)
        yield os.fstat(opened).st_mtime
    finally:
        os.close(opened)


def tidy(folder: Path, now: float) -> None:
    """Remove from *folder* what killed processes had left there when this one first looked; *now* is a time of that disk's clock.

    What is not ours, what somebody holds, and what cannot be removed, stays.
    """
    for path in _left_in(folder):
        with contextlib.suppress(OSError):
            _remove(path, now)


@cache
def _left_in(folder: Path) -> tuple[Path, ...]:
    """Parts in *folder*; looked for once, as a thousand notices may be written to one folder."""
    try:
        with os.scandir(folder) as entries:
            return tuple(sorted(Path(entry.path) for entry in entries if _NAME.fullmatch(entry.name)))
    except OSError:
        return ()


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, so that neither name is ever without one; False where the system cannot.

    Raises OSError where it can and did not. Linux, renameat2(2).
    """
    call = _renameat2()
    if call is None:
        return False
    number = call(os.fsencode(one), os.fsencode(other))
    if number and number not in _CANNOT:
        raise OSError(number, os.strerror(number), str(one))
    return not number


_CANNOT: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM})
"""What kernels, disks and sandboxes answer that know no such call."""

_HERE: Final = -100  # AT_FDCWD
_EXCHANGE: Final = 2  # RENAME_EXCHANGE


@cache
def _renameat2() -> Callable[[bytes, bytes], int] | None:
    """The system call for two paths, which gives the number of the error or 0; None where the C library has none."""
    import ctypes  # only a whole folder needs it

    try:
        named = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return None
    named.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)

    def call(one: bytes, other: bytes) -> int:
        return ctypes.get_errno() if named(_HERE, one, _HERE, other, _EXCHANGE) else 0

    return call


def moved_away(target: Path) -> Path | None:
    """Where what *target* was lies, if a process was killed after it had moved it away and before another took its place."""
    with contextlib.suppress(OSError):
        for path in () if os.path.lexists(target) else sorted(target.parent.glob(".materials-rules-*.old")):
            found = _NAME.fullmatch(path.name)
            part = path.with_suffix(".part")
            if found and found["of"] == target.name and not (part.exists() and not _is_nobodys(part)):
                return path
    return None


def restore(target: Path) -> bool:
    """Put *target* back where a process was killed after it had moved it away; whether there was anything to put back."""
    left = moved_away(target)
    if left is None:
        return False
    with contextlib.suppress(OSError):
        left.rename(target)
        return True
    return False


def _remove(path: Path, now: float) -> None:
    about = path.lstat()
    if now - about.st_mtime < SETTLED or about.st_uid != os.geteuid() or not _is_nobodys(path):
        return
    if stat.S_ISREG(about.st_mode):
        path.unlink()
    elif stat.S_ISDIR(about.st_mode):
        found = _NAME.fullmatch(path.name)
        assert found is not None
        # what was moved away is all that is left of a target that is not there
        if path.suffix == ".part" or (found["of"] and os.path.lexists(path.parent / found["of"])):
            shutil.rmtree(path)


def _is_nobodys(path: Path) -> bool:
    opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        return hold(opened)
    finally:
        os.close(opened)
