"""The one way by which a batch changes the disk, so that a test can make any step of it fail.

    a step, a path  ->  done, or StorageFailed
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import StorageFailed

_MODE: Final = 0o666
_PIECE: Final = 1 << 20


def _go_on(step: str, path: Path) -> None:
    """Lets every step happen."""


class Disk:
    """Opens, writes, syncs, renames and removes files. *before* is told each step (`open`, `write`, `sync`, `cut`, `rename`,
    `remove`) and its path and may raise the OSError that the disk would."""

    def __init__(self, before: Callable[[str, Path], None] = _go_on) -> None:
        self._before = before

    def open(self, path: Path) -> int:
        """A descriptor that writes at the end of *path*, which is made if it is not there."""
        with self._step("open", path):
            return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, _MODE)

    def write(self, opened: int, path: Path, data: bytes) -> None:
        """Writes all of *data*."""
        rest = memoryview(data)
        while rest:
            with self._step("write", path):
                rest = rest[os.write(opened, rest) :]

    def sync(self, opened: int, path: Path) -> None:
        """Waits until what was written would survive a power cut."""
        with self._step("sync", path):
            os.fsync(opened)

    def cut(self, opened: int, path: Path, length: int) -> None:
        """Forgets what stands behind *length* bytes."""
        with self._step("cut", path):
            os.ftruncate(opened, length)

    def rename(self, path: Path, target: Path) -> None:
        """Gives *path* the name *target*, whatever has it now, for good."""
        with self._step("rename", path):
            os.replace(path, target)
        self.sync_folder(target.parent)

    def move(self, path: Path, target: Path) -> None:
        """Gives *path* the name *target* without waiting until that would survive a power cut."""
        with self._step("rename", path):
            os.replace(path, target)

    def make_folder(self, path: Path) -> None:
        """Makes the folder *path* and those above it, where they are not there."""
        with self._step("folder", path):
            os.makedirs(path, exist_ok=True)

    def names(self, folder: Path) -> list[str]:
        """What lies in *folder*, in order; nothing where there is no such folder."""
        with self._step("read", folder):
            try:
                return sorted(os.listdir(folder))
            except FileNotFoundError:
                return []

    def close(self, opened: int) -> None:
        """Lets go of a descriptor."""
        os.close(opened)

    def sync_all(self, folder: Path) -> None:
        """Waits until everything ever written would survive a power cut; for very many files in *folder* the quick way."""
        with self._step("sync", folder):
            os.sync()

    def remove(self, path: Path) -> None:
        """Removes *path*, if it is there."""
        with self._step("remove", path), contextlib.suppress(FileNotFoundError):
            os.unlink(path)

    def put(self, path: Path, data: bytes) -> None:
        """Makes *data* the content of *path*: all of it or nothing, for good."""
        beside = path.with_name(f"{path.name}.new")
        self.remove(beside)
        opened = self.open(beside)
        try:
            self.write(opened, beside, data)
            self.sync(opened, beside)
        finally:
            os.close(opened)
        self.rename(beside, path)

    def sync_folder(self, folder: Path) -> None:
        """Waits until the names in *folder* would survive a power cut."""
        with self._step("sync", folder):
            opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)

    def read(self, path: Path, limit: int = -1) -> bytes | None:
        """The content of *path*, or None where there is none."""
        with self._step("read", path):
            try:
                with open(path, "rb") as file:
                    return file.read(limit)
            except FileNotFoundError:
                return None

    def size(self, path: Path) -> int | None:
        """How many bytes *path* has, or None where there is none."""
        with self._step("read", path):
            try:
                return path.stat().st_size
            except FileNotFoundError:
                return None

    def pieces(self, path: Path) -> Iterator[bytes]:
        """The content of *path*, piece by piece."""
        with self._step("read", path), open(path, "rb", buffering=0) as file:
            while piece := file.read(_PIECE):
                yield piece

    @contextlib.contextmanager
    def _step(self, step: str, path: Path) -> Iterator[None]:
        try:
            self._before(step, path)
            yield
        except OSError as error:
            reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
            raise StorageFailed([Diagnostic("B-DISK", Place(str(path)), {"reason": reason})]) from error


class Growing:
    """A file that only grows: its bytes so far and their SHA-256, which one can go back to."""

    def __init__(self, disk: Disk, path: Path) -> None:
        from hashlib import sha256

        self._disk = disk
        self.path = path
        self.length = 0
        self._total = sha256()
        self._opened = disk.open(path)

    def append(self, data: bytes) -> None:
        """Writes *data* behind all else."""
        if data:
            self._disk.write(self._opened, self.path, data)
            self._total.update(data)
            self.length += len(data)

    def go_back(self, length: int, digest: str) -> bool:
        """Forgets what stands behind *length* bytes, if those before have the SHA-256 *digest*; whether they have."""
        left = length
        for piece in self._disk.pieces(self.path):
            self._total.update(piece[:left])
            self.length += len(piece[:left])
            left = length - self.length
            if not left:
                break
        if self.length != length or self.digest != digest:
            return False
        self._disk.cut(self._opened, self.path, length)
        return True

    @property
    def digest(self) -> str:
        """The SHA-256 of what was written."""
        return self._total.hexdigest()

    def sync(self) -> None:
        """Waits until all of it would survive a power cut."""
        self._disk.sync(self._opened, self.path)

    def close(self) -> None:
        """Lets go of the file."""
        opened, self._opened = self._opened, -1
        if opened >= 0:
            os.close(opened)
