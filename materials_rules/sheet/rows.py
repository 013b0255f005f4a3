"""A grid read as the rows of its table: which column is which, which row is which, and every cell that has no place.

    Grid, Table  ->  rows, faults
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from materials_rules.condition.naming import meant
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.sheet.book import Cell, Grid, Position, coordinate, long_mark

HEADS_WITHIN: Final = 10
"""The rows among which the heads are looked for: whoever puts a title above them is told so."""


@dataclass(frozen=True)
class Wanted:
    """One column that a sheet may have: its key, its Chinese head, and whether a row is nothing without it."""

    key: str
    head: str
    is_address: bool = False


@dataclass(frozen=True)
class Row:
    """One row: its number, and by the key of the column each cell that is not empty."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Read:
    """The rows of a sheet, the column in which each key stands, and what has no place."""

    sheet: str
    rows: tuple[Row, ...]
    column_of: Mapping[str, int]
    faults: tuple[Diagnostic, ...]

    def at(self, row: int, key: str) -> str:
        """`材料!C7` for the cell of *key*; the row where no column has that key."""
        return coordinate(self.sheet, row, self.column_of.get(key, 0))


def fault(path: str, where: str, code: str, severity: Severity = Severity.ERROR, /, **args: str) -> Diagnostic:
    """A diagnostic at a cell of the workbook *path*."""
    return Diagnostic(code, Place(path, pointer=where), args, severity)


def rows_of(grid: Grid, wanted: Iterable[Wanted], path: str, longs: Mapping[str, str]) -> Read:
    """The rows of *grid*, whose columns are *wanted*; *longs* are the texts too long for a cell."""
    reading = _Reading(grid, tuple(wanted), path, longs)
    return Read(grid.name, tuple(reading.rows()), reading.column_of, tuple(reading.faults))


class _Reading:
    def __init__(self, grid: Grid, wanted: tuple[Wanted, ...], path: str, longs: Mapping[str, str]) -> None:
        self.grid = grid
        self.path = path
        self.longs = longs
        self.faults: list[Diagnostic] = []
        self._wanted = {one.key: one for one in wanted}
        self._by_head = {one.head: one for one in wanted}
        self.heads = self.first = 1
        self.column_of = dict(self._columns())

    def _columns(self) -> Iterator[tuple[str, int]]:
        """Which column is which: the Chinese head and the English one must agree, and one of them is enough."""
        grid = self.grid
        columns = sorted({column for _, column in grid.cells})
        (english, keys), (chinese, heads) = self._row_of(self._wanted), self._row_of(self._by_head)
        # what stands below may happen to be a head
        if keys < heads and (2 * keys < heads or abs(english - chinese) != 1):
            english = 0
        elif heads <= keys and (2 * heads < keys or abs(english - chinese) != 1):
            chinese = 0
        self.heads = max(english, chinese, 1)
        first = min(row for row in (english, chinese, self.heads) if row)
        for row, column in sorted(grid.cells):
            if row < first:
                self._fault(row, column, "S-ABOVE", row=str(first))
        self.first = first
        seen: dict[str, int] = {}
        for column in columns:
            if not any(at == column and row >= first for row, at in grid.cells):
                continue
            key = grid.text(english, column).strip() if english else ""
            one = self._column(column, key, grid.text(chinese or (0 if english else 1), column).strip())
            if one is None:
                continue
            if one.key in seen:
                self._fault(first, column, "S-COLUMN-TWICE", head=one.head, other=coordinate(grid.name, first, seen[one.key]))
                continue
            seen[one.key] = column
            yield one.key, column

    def _row_of(self, heads: Mapping[str, Wanted]) -> tuple[int, int]:
        """The row in which most of *heads* stand, and how many; 0 where none does."""
        counts: dict[int, int] = {}
        for (row, _), cell in self.grid.cells.items():
            if row <= HEADS_WITHIN and cell.text.strip() in heads:
                counts[row] = counts.get(row, 0) + 1
        row = max(counts, key=lambda row: (counts[row], -row), default=0)
        return row, counts.get(row, 0)

    def _column(self, column: int, key: str, head: str) -> Wanted | None:
        by_key, by_head = self._wanted.get(key), self._by_head.get(head) or self._wanted.get(head)
        if by_key is not None and by_head is not None and by_key is not by_head:
            self._fault(self.first, column, "S-HEADS-DIFFER", zh=head, en=key, said=by_key.head)
            return None
        found = by_key or by_head
        if found is None and (key or head or self._is_used(column)):
            hint_zh, hint_en = meant(head or key, [*self._by_head, *self._wanted])
            code = "S-COLUMN" if key or head else "S-NO-HEAD"
            self._fault(self.first, column, code, head=head or key, hint_zh=hint_zh, hint_en=hint_en)
        return found

    def _is_used(self, column: int) -> bool:
        return any(at == column and row > self.heads for row, at in self.grid.cells)

    def rows(self) -> Iterator[Row]:
        by_row: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in self._spread().items():
            if row > self.heads:
                by_row.setdefault(row, {})[column] = cell
        key_of = {column: key for key, column in self.column_of.items()}
        for number, cells in sorted(by_row.items()):
            placed = {column: self._whole(number, column, cell) for column, cell in sorted(cells.items()) if column in key_of}
            found = {key_of[column]: cell for column, cell in placed.items() if cell.text.strip()}
            if found:
                yield Row(number, found)

    def _spread(self) -> dict[Position, Cell]:
        """The cells, those of a merged range of names standing in each of its rows."""
        cells = dict(self.grid.cells)
        address = {self.column_of[one.key] for one in self._wanted.values() if one.is_address and one.key in self.column_of}
        for top, left, bottom, right in self.grid.merged:
            cell = cells.get((top, left))
            if cell is None or top <= self.heads:
                continue
            if left != right or left not in address:
                self._fault(top, left, "S-MERGED")
                continue
            cells |= {(row, left): cell for row in range(top, bottom + 1)}
        return cells

    def _whole(self, row: int, column: int, cell: Cell) -> Cell:
        """*cell* with its long text in full, and reported where it is no text of anybody's."""
        if cell.kind in ("formula", "error"):
            self._fault(row, column, "S-FORMULA" if cell.kind == "formula" else "S-ERROR-CELL", found=cell.text)
            return Cell("")
        number = long_mark(cell.text)
        if number is None:
            return cell
        if number not in self.longs:
            self._fault(row, column, "S-LONG", number=number)
            return Cell("")
        return Cell(self.longs[number])

    def _fault(self, row: int, column: int, code: str, /, **args: str) -> None:
        self.faults.append(fault(self.path, coordinate(self.grid.name, row, column), code, Severity.ERROR, **args))
