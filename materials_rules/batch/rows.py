"""CSV as lines of JSON, one for each line of the file, so that line numbers are those that a person sees.

    pieces of bytes as they come  ->  pieces of JSON Lines, blank where no row begins

RFC 4180 in UTF-8: commas, rows end with a line feed, quotes only around a whole cell and doubled within. Nothing is ever held but
the row in hand: one that is longer than a packet may be is counted, not kept. Where quotes do not match, only the line in which
they begin is no packet: what stands behind it is read anew, or one forgotten quote would swallow all rows up to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from materials_rules.batch.columns import MOST_COLUMNS, Columns, Fault, header_refused
from materials_rules.batch.cutting import BOM
from materials_rules.ground.errors import LimitExceeded
from materials_rules.reading.jsontext import MOST_BYTES

_CELL: Final = re.compile(r'(?:"((?:[^"]++|"")*+)"|([^",]*+))(,|\Z)')
_ENDS: Final = 2  # bytes: CR, LF
PIECE: Final = 1 << 20


class Rows:
    """Reads one CSV file; *file* is its name in messages."""

    def __init__(self, file: str, most: int = MOST_BYTES) -> None:
        self._file = file
        self._most = most
        self._columns: Columns | None = None
        self._parts: list[bytes] = []  # each ends with a line feed, but for the last
        self._size = 0
        self._quotes = 0
        self._is_dropped = False  # of a line that is too long nothing is kept

    def lines(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The rows of *pieces* as lines; an empty piece stays one. Raises WrongUsage where the first row is no header."""
        for piece in pieces:
            if not piece:
                yield b""
            yield from _gathered(self._taken(piece))
        while self._size:
            yield from _gathered(self._ended())
        if self._columns is None:
            raise header_refused(self._file, "文件是空的", "the file is empty")

    def _taken(self, piece: bytes) -> Iterator[bytes]:
        for part in _parts(piece):
            yield from self._part(part)

    def _part(self, part: bytes) -> Iterator[bytes]:
        """Takes a line of the file, or the beginning of one."""
        is_whole = part.endswith(b"\n")
        self._size += len(part)
        self._quotes += part.count(b'"')
        if self._parts and not self._parts[-1].endswith(b"\n"):
            self._parts[-1] += part
        elif not self._is_dropped:
            self._parts.append(part)
        if self._size > self._most + _ENDS:
            yield from self._too_much()
        if is_whole and self._size and (self._is_dropped or not self._quotes % 2):
            yield from self._row()

    def _too_much(self) -> Iterator[bytes]:
        """What is held is more than a packet may be: one line that is counted, or quotes that nobody closed."""
        if self._columns is None:
            raise header_refused(self._file, f"表头超过 {self._most} 字节", f"it has more than {self._most} bytes")
        if len(self._parts) > 1:
            yield from self._without_its_first_line()
        else:
            self._parts.clear()
            self._is_dropped = True

    def _ended(self) -> Iterator[bytes]:
        """The file has ended with a row in hand."""
        if len(self._parts) > 1 and self._quotes % 2 and self._columns is not None:
            yield from self._without_its_first_line()
        else:
            yield from self._row()

    def _without_its_first_line(self) -> Iterator[bytes]:
        """The first line in hand is no row; those behind it are read anew."""
        _, *rest = self._emptied()
        yield Fault("B-QUOTE", {}).line() + b"\n"
        for part in rest:
            yield from self._part(part)

    def _emptied(self) -> list[bytes]:
        parts = self._parts
        self._parts, self._size, self._quotes, self._is_dropped = [], 0, 0, False
        return parts

    def _row(self) -> Iterator[bytes]:
        """The row in hand as a line, and a blank line for each further line of the file that it took."""
        is_dropped, size = self._is_dropped, self._size
        parts = self._emptied()
        data = b"".join(parts).removesuffix(b"\n").removesuffix(b"\r")
        if self._columns is None:
            self._columns = self._header(data.removeprefix(BOM))
            yield b"\n" * len(parts)
            return
        if is_dropped or size > len(data) + _ENDS or len(data) > self._most:
            args = {"what_zh": "字节数", "what_en": "bytes", "most": str(self._most)}
            yield Fault("P-LIMIT", args, exit=LimitExceeded.exit_code).line() + b"\n" * max(1, len(parts))
            return
        cells = _cells(data)
        if isinstance(cells, Fault) and cells.code == "B-QUOTE" and len(parts) > 1:
            yield cells.line() + b"\n"
            for part in parts[1:]:
                yield from self._part(part)
            return
        yield (cells.line() if isinstance(cells, Fault) else self._columns.line(cells)) + b"\n" * len(parts)

    def _header(self, data: bytes) -> Columns:
        if data.count(b",") >= MOST_COLUMNS:
            raise header_refused(self._file, f"最多 {MOST_COLUMNS} 列", f"at most {MOST_COLUMNS} columns")
        cells = _cells(data)
        if isinstance(cells, Fault):
            raise header_refused(self._file, "不是 UTF-8，或者引号不成对", "it is not UTF-8, or its quotes do not match")
        return Columns(cells, self._file)


def _parts(data: bytes) -> Iterator[bytes]:
    """*data* cut behind every line feed."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start) + 1 or len(data)
        yield data[start:end]
        start = end


def _gathered(lines: Iterable[bytes]) -> Iterator[bytes]:
    """*lines* in pieces of about PIECE bytes: a row may come to a line that is a thousand times as long."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= PIECE:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def _cells(data: bytes) -> list[str] | Fault:
    """The cells of one row without its end."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return Fault("P-ENCODING", {"what_zh": "这一行不是 UTF-8", "what_en": "this row is not UTF-8"})
    if '"' not in text:
        return text.split(",")
    cells: list[str] = []
    place = 0
    while True:
        found = _CELL.match(text, place)
        if found is None:
            return Fault("B-QUOTE", {})
        quoted, bare, end = found.groups()
        cells.append(bare if quoted is None else quoted.replace('""', '"'))
        if not end:
            return cells
        place = found.end()
