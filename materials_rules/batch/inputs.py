"""What a batch reads: JSON Lines and CSV, plain or compressed or from standard input, and Parquet, each once from end to end.

    paths, a place to begin at  ->  Blocks in order, and Ended behind the last of each input

This is a door: it opens and reads. What is cut short inside a compressed file is told, never taken for the end.
"""

from __future__ import annotations

import errno
import gzip
import os
import select
import stat
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO, Final, NoReturn, cast

import msgspec

from materials_rules.batch.cutting import SIZE, Block, Cutter, Mark, Total
from materials_rules.batch.packing import GZIP, LONGEST_MAGIC, PLAIN, ZSTD, packing_by_content, packing_by_name
from materials_rules.batch.rows import Rows
from materials_rules.batch.shape import LINES, PARQUET, PARQUET_MAGIC, shape_of
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import StorageFailed, WrongUsage

STANDARD_INPUT: Final = "-"
PIECE: Final = 1 << 20
PATIENCE: Final = 0.1
"""How long standard input is waited for before something else gets its turn (seconds)."""


class Input(msgspec.Struct, frozen=True):
    """An input as it was found: the name that the person gave, how it is packed, size and time of change of a plain file.

    `device` and `number` tell the very file; all four are 0 for what is read as it comes.
    """

    name: str
    packing: str
    size: int = 0
    changed: int = 0
    device: int = 0
    number: int = 0
    is_plain: bool = False
    shape: str = LINES

    @property
    def is_as_it_lies(self) -> bool:
        """Whether its bytes on the disk are the lines."""
        return self.is_plain and self.packing == PLAIN and self.shape == LINES


@dataclass(frozen=True, slots=True)
class Ended:
    """An input has ended: so many bytes in the file, and their SHA-256."""

    source: int
    bytes: int
    sha256: str


def look(path: str, shape: str | None = None) -> Input:
    """What *path* is; *shape* says of what shape, where its name does not.

    Raises WrongUsage (B-NOT-PACKED, B-WHOLE, B-HEADER, B-COLUMN, X-EXTRA) and StorageFailed (X-READ, B-PARQUET).
    """
    if path == STANDARD_INPUT:
        return Input(path, PLAIN, shape=shape or LINES)
    try:
        with open(path, "rb", buffering=0) as file:
            about = os.fstat(file.fileno())
            is_file = stat.S_ISREG(about.st_mode)
            head = (file.read(LONGEST_MAGIC) or b"") if is_file else b""
            packing = packing_by_content(head)
    except OSError as error:
        _failed(path, error)
    shape = shape_of(path, head, shape)
    if not is_file:
        return Input(path, PLAIN, shape=shape)
    if packing == PLAIN and (named := packing_by_name(path)) != PLAIN:
        raise WrongUsage([Diagnostic("B-NOT-PACKED", Place(path), {"packing": named})])
    if packing == ZSTD:
        require_zstd()
    found = Input(path, packing, about.st_size, about.st_mtime_ns, about.st_dev, about.st_ino, True, shape)
    if shape != LINES:
        _Reading(found, Mark(), None).look()  # a table whose header is wrong is refused before any work
    return found


def require_zstd() -> None:
    """Raises WrongUsage (X-EXTRA) where zstd cannot be read and written."""
    try:
        from backports import zstd  # noqa: F401 - only whether it is there
    except ImportError:
        raise WrongUsage([Diagnostic("X-EXTRA", Place(""), {"package": "backports.zstd", "extra": "batch"})]) from None


def blocks(
    inputs: Sequence[Input], start: Mark, until: str | None, size: int = SIZE
) -> Iterator[Block | Ended | None]:
    """The blocks of all *inputs* from *start* on, whose content before it must have the SHA-256 *until*, if given.

    None says that there is nothing yet. Raises StorageFailed (X-READ, B-CUT, B-CHANGED), WrongUsage (B-RESUME) where what
    came before *start* is not what it was.
    """
    for index in range(start.source, len(inputs)):
        mark = start if index == start.source else Mark(index)
        yield from _Reading(inputs[index], mark, until if mark is start else None).blocks(size)


class _Reading:
    """One input from its beginning to its end."""

    def __init__(self, input_: Input, start: Mark, until: str | None) -> None:
        self._input = input_
        self._start = start
        self._until = until
        self._raw = sha256()
        self._bytes = 0

    def blocks(self, size: int) -> Iterator[Block | Ended | None]:
        """Its blocks from the start on, and that it ended."""
        # the content of a file that is not compressed is the file: one digest for both
        total = self._raw if self._input.is_as_it_lies else sha256()
        try:
            with self._opened() as file:
                pieces = self._lines(file)
                rest = self._skipped(pieces, total)
                yield from Cutter(self._start, total, size, read=lambda: self._bytes).blocks(_chain(rest, pieces))
                self._require_unchanged(file)
        except OSError as error:
            _failed(self._input.name, error)
        yield Ended(self._start.source, self._bytes, self._raw.hexdigest())

    def _opened(self) -> BinaryIO:
        if self._input.name == STANDARD_INPUT:
            return cast("BinaryIO", os.fdopen(os.dup(0), "rb", buffering=0))
        return cast("BinaryIO", open(self._input.name, "rb", buffering=0))

    def look(self) -> None:
        """Reads as far as the header of a table. Raises what is raised for one that cannot be used."""
        try:
            with self._opened() as file:
                for piece in self._lines(file):
                    if piece or self._input.shape == PARQUET:
                        return
        except OSError as error:
            _failed(self._input.name, error)

    def _lines(self, file: BinaryIO) -> Iterator[bytes]:
        """The content as JSON Lines, of whatever shape it is."""
        match self._input.shape:
            case "parquet":  # shape.PARQUET
                from materials_rules.batch.parquet import lines_of_file  # heavy, and seldom needed

                yield from lines_of_file(file, self._input.name, self._input.is_plain, self._reached)
                file.seek(0)
                self._bytes = 0
                for piece in self._pieces(file):
                    self._raw.update(piece)
                    yield b""
            case "csv":  # shape.CSV
                yield from Rows(self._input.name).lines(self._summed(self._pieces(file)))
            case _:
                yield from self._pieces(file)

    def _summed(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """*pieces*; of a plain file they are its own bytes, which nobody else sums up."""
        is_own = self._input.is_plain and self._input.packing == PLAIN
        for piece in pieces:
            if is_own:
                self._raw.update(piece)
            yield piece

    def _reached(self, share: float) -> None:
        self._bytes = int(share * self._input.size)

    def _pieces(self, file: BinaryIO) -> Iterator[bytes]:
        """The content as it comes; an empty piece says: nothing yet."""
        if not self._input.is_plain:
            yield from self._streamed(file)
        elif self._input.packing != PLAIN:
            yield from self._unpacked(_Counted(file, self._raw, self), self._input.packing)
        else:
            while piece := file.read(PIECE):
                self._bytes += len(piece)
                yield piece

    def _streamed(self, file: BinaryIO) -> Iterator[bytes]:
        """The content of what comes through a pipe, whose first bytes say how it is packed."""
        coming = self._coming(file)
        head = b""
        while len(head) < LONGEST_MAGIC and (piece := next(coming, None)) is not None:
            head += piece
            if not piece:
                yield b""
        if head == PARQUET_MAGIC:
            raise WrongUsage([Diagnostic("B-WHOLE", Place(self._input.name))])
        packing = packing_by_content(head)
        if packing != PLAIN:
            if packing == ZSTD:
                require_zstd()
            yield from self._unpacked(_Joined(head, coming), packing)
            return
        if head:
            yield head
        yield from coming

    def _coming(self, file: BinaryIO) -> Iterator[bytes]:
        while True:
            if not select.select([file], [], [], PATIENCE)[0]:
                yield b""
                continue
            piece: bytes | None = file.read(PIECE)
            if piece is None:  # somebody else made the pipe one that does not wait, and was quicker
                continue
            if not piece:
                return
            self._bytes += len(piece)
            self._raw.update(piece)
            yield piece

    def _unpacked(self, raw: _Raw, packing: str) -> Iterator[bytes]:
        """The content of compressed bytes. Raises StorageFailed (B-CUT) where they are not whole."""
        try:
            with _unpacking(raw, packing) as content:
                while piece := content.read(PIECE):
                    yield piece
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise self._cut(packing) from error
        except Exception as error:
            if type(error).__name__ != "ZstdError":  # the library is not there unless it is needed
                raise
            raise self._cut(packing) from error

    def count(self, number: int) -> None:
        """So many bytes of the file were read."""
        self._bytes += number

    def _skipped(self, pieces: Iterator[bytes], total: Total) -> bytes:
        """Reads up to the start and compares; gives what of a piece stands behind it."""
        left = self._start.offset
        while left and (piece := next(pieces, None)) is not None:
            total.update(piece[:left])
            piece, left = piece[left:], max(0, left - len(piece))
            if piece:
                self._compare(total)
                return piece
        if left:
            raise _other_input(self._input.name)
        self._compare(total)
        return b""

    def _compare(self, total: Total) -> None:
        if self._until is not None and total.hexdigest() != self._until:
            raise _other_input(self._input.name)

    def _require_unchanged(self, file: BinaryIO) -> None:
        about = os.fstat(file.fileno())
        if self._input.is_plain and (about.st_size, about.st_mtime_ns, about.st_ino) != (
            self._input.size,
            self._input.changed,
            self._input.number,
        ):
            raise StorageFailed([Diagnostic("B-CHANGED", Place(self._input.name))])

    def _cut(self, packing: str) -> StorageFailed:
        return StorageFailed([Diagnostic("B-CUT", Place(self._input.name), {"packing": packing})])


class _Raw(ABC):
    """Bytes that are read once, from the first to the last, as what unpacks them wants to read."""

    @abstractmethod
    def read(self, size: int = -1) -> bytes:
        """The next bytes, none at the end."""

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Never."""
        return False

    def close(self) -> None:  # noqa: B027  what unpacks calls it, and there is nothing to do
        """Left to whoever opened it."""


class _Counted(_Raw):
    """The bytes of a compressed file, counted and summed up while they are read."""

    def __init__(self, file: BinaryIO, total: Total, reading: _Reading) -> None:
        self._file = file
        self._total = total
        self._reading = reading

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._file.read(size)
        self._total.update(data)
        self._reading.count(len(data))
        return data


class _Joined(_Raw):
    """Bytes of which the first have been read already; waits for the others."""

    def __init__(self, head: bytes, coming: Iterator[bytes]) -> None:
        self._held = head
        self._coming = coming

    def read(self, size: int = -1) -> bytes:
        """The next bytes: at most *size*."""
        while not self._held and (piece := next(self._coming, None)) is not None:
            self._held = piece
        most = len(self._held) if size < 0 else size
        data, self._held = self._held[:most], self._held[most:]
        return data


def _unpacking(raw: _Raw, packing: str) -> BinaryIO:
    file = cast("BinaryIO", raw)
    if packing == GZIP:
        return cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb"))
    from backports import zstd

    return cast("BinaryIO", zstd.ZstdFile(file))


def _chain(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from pieces


def _other_input(name: str) -> WrongUsage:
    return WrongUsage([Diagnostic("B-RESUME", Place(name), {"what_zh": "输入文件", "what_en": "the input"})])


def _failed(path: str, error: OSError) -> NoReturn:
    reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
    raise StorageFailed([Diagnostic("X-READ", Place(path), {"reason": reason})]) from error
