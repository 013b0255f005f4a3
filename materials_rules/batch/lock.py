"""Two batches never write the same output: whoever comes second is told who is at work.

    a path  ->  held until released, or Busy
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from pathlib import Path
from typing import Self

import msgspec

from materials_rules.batch.disk import Disk
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import Busy, StorageFailed

_LONGEST: int = 4096


class Holder(msgspec.Struct, frozen=True):
    """Who is at work: a process on a machine."""

    pid: int
    host: str


class Lock:
    """Held from its making to `release`; the system lets go of it when this process ends, however it ends.

    What a dead process of this machine left is taken over. Of another machine nobody here can tell, so that is respected
    until a person removes the file.
    """

    def __init__(self, disk: Disk, path: Path) -> None:
        self._path = path
        self._opened = -1
        me = Holder(os.getpid(), os.uname().nodename)
        while self._opened < 0:
            self._opened = self._taken(disk, me)
        try:
            disk.cut(self._opened, path, 0)
            disk.write(self._opened, path, msgspec.json.encode(me) + b"\n")
        except BaseException:
            self.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def release(self) -> None:
        """Removes the file and lets go."""
        if self._opened >= 0:
            with contextlib.suppress(OSError):  # what is left behind is stale and will be seen to be
                os.unlink(self._path)
            os.close(self._opened)
            self._opened = -1

    def _taken(self, disk: Disk, me: Holder) -> int:
        """The file, locked; -1 where its holder removed it meanwhile. Raises Busy."""
        opened = disk.open(self._path)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(opened)
            if error.errno not in (errno.EAGAIN, errno.EACCES):  # a disk without locks
                reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
                raise StorageFailed([Diagnostic("B-DISK", Place(str(self._path)), {"reason": reason})]) from error
            raise self._busy(self._holder()) from None
        try:
            is_mine = os.path.samestat(os.fstat(opened), os.stat(self._path))
        except FileNotFoundError:
            is_mine = False
        if not is_mine:
            os.close(opened)
            return -1
        before = self._holder()
        if before is not None and before.host != me.host:
            os.close(opened)
            raise self._busy(before)
        return opened

    def _holder(self) -> Holder | None:
        try:
            with open(self._path, "rb") as file:
                return msgspec.json.decode(file.read(_LONGEST), type=Holder)
        except (OSError, msgspec.MsgspecError):
            return None

    def _busy(self, holder: Holder | None) -> Busy:
        pid, host = ("?", "?") if holder is None else (str(holder.pid), holder.host)
        return Busy([Diagnostic("B-BUSY", Place(str(self._path)), {"pid": pid, "host": host})])
