"""CSV as lines of JSON, one for each line of the file, so that line numbers are those that a person sees.

    pieces of bytes as they come  ->  pieces of JSON Lines, blank where no row begins

RFC 4180 in UTF-8: commas, rows end with a line feed, quotes only around a whole cell and doubled within. Nothing is ever held but
the row in hand: one that is longer than a packet may be is counted, not kept.
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


class Rows:
    """Reads one CSV file; *file* is its name in messages."""

    def __init__(self, file: str, most: int = MOST_BYTES) -> None:
        self._file = file
        self._most = most
        self._columns: Columns | None = None
        self._parts: list[bytes] = []
        self._size = 0
        self._quotes = 0
        self._lines = 0

    def lines(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The rows of *pieces* as lines; an empty piece stays one. Raises WrongUsage where the first row is no header."""
        for piece in pieces:
            yield b"".join(self._taken(piece))
        if self._size:
            self._lines += not self._parts or not self._parts[-1].endswith(b"\n")
            yield self._row()
        if self._columns is None:
            raise header_refused(self._file, "文件是空的", "the file is empty")

    def _taken(self, piece: bytes) -> Iterator[bytes]:
        start = 0
        while start < len(piece):
            end = piece.find(b"\n", start) + 1
            part = piece[start : end or len(piece)]
            start += len(part)
            self._size += len(part)
            self._quotes += part.count(b'"')
            if self._size <= self._most + _ENDS:
                self._parts.append(part)
            else:
                self._parts.clear()
                if self._columns is None:
                    raise header_refused(self._file, f"表头超过 {self._most} 字节", f"it has more than {self._most} bytes")
            if end:
                self._lines += 1
                if not self._quotes % 2:
                    yield self._row()

    def _row(self) -> bytes:
        """The row in hand as a line, and a blank line for each further line of the file that it took."""
        data = b"".join(self._parts).removesuffix(b"\n").removesuffix(b"\r")
        is_too_long = self._size > len(data) + _ENDS or len(data) > self._most
        more = b"\n" * self._lines
        self._parts, self._size, self._quotes, self._lines = [], 0, 0, 0
        if self._columns is None:
            self._columns = self._header(data.removeprefix(BOM))
            return more
        if is_too_long:
            args = {"what_zh": "字节数", "what_en": "bytes", "most": str(self._most)}
            return Fault("P-LIMIT", args, exit=LimitExceeded.exit_code).line() + more
        return self._line(data, self._columns) + more

    def _line(self, data: bytes, columns: Columns) -> bytes:
        cells = _cells(data)
        return cells.line() if isinstance(cells, Fault) else columns.line(cells)

    def _header(self, data: bytes) -> Columns:
        if data.count(b",") >= MOST_COLUMNS:
            raise header_refused(self._file, f"最多 {MOST_COLUMNS} 列", f"at most {MOST_COLUMNS} columns")
        cells = _cells(data)
        if isinstance(cells, Fault):
            raise header_refused(self._file, "不是 UTF-8，或者引号不成对", "it is not UTF-8, or its quotes do not match")
        return Columns(cells, self._file)


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
