"""The tables of a platform's workbook: found by their heads, read row by row, every cell by what it is about.

    Grids  ->  records, faults
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from materials_rules.condition.naming import meant
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import NotAPacket
from materials_rules.rules.grammar import position
from materials_rules.rules.item import ItemFile
from materials_rules.sheet.book import Cell, Grid, coordinate
from materials_rules.sheet.notation import CellUnreadable
from materials_rules.sheet.platform_words import CODES, ITEM_COLUMNS, LABEL_SUFFIXES, MATERIAL_COLUMNS, NO_PLACE, NOTED
from materials_rules.sheet.rows import fault
from materials_rules.sheet.typed import text_due

_HEADS_WITHIN: Final = 10
_FEWEST_HEADS: Final = 2
_COUNTS: Final = frozenset({"originals", "copies", "paper_count", "statutory", "promised"})
_NAMED: Final = (*MATERIAL_COLUMNS.values(), *ITEM_COLUMNS.values())
_HEADS: Final = (*NOTED, *NO_PLACE, *(one for some in _NAMED for one in some))
_COUNT: Final = position(ItemFile, ("elements", "materials", "x", "hand_in", "copies"))


@dataclass(frozen=True)
class Said:
    """One cell: its text, the label beside it, where it stands."""

    text: str
    where: str
    label: str = ""


@dataclass
class Record:
    """One row: by what each cell is about; `notes` are the cells that go into a note, with their heads."""

    where: str
    is_material: bool
    cells: dict[str, Said] = field(default_factory=dict)
    notes: list[tuple[str, Said]] = field(default_factory=list)

    def text(self, about: str) -> str:
        """The text about *about*, empty where there is none."""
        return self.cells[about].text if about in self.cells else ""


@dataclass(frozen=True)
class _Column:
    about: str
    head: str
    labels: int = 0
    is_noted: bool = False


def read_table(data: bytes, path: str) -> Grid:
    """A CSV file as one sheet, in UTF-8 or GB 18030. Raises NotAPacket for what is no table."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise NotAPacket([Diagnostic("S-NOT-CSV", Place(path))])
    try:
        lines = list(csv.reader(text.splitlines(keepends=True)))
    except csv.Error:
        raise NotAPacket([Diagnostic("S-NOT-CSV", Place(path))]) from None
    placed = ((row, column, cell) for row, line in enumerate(lines, 1) for column, cell in enumerate(line, 1))
    cells = {(row, column): Cell(cell) for row, column, cell in placed if cell.strip()}
    if "\0" in text or not cells:
        raise NotAPacket([Diagnostic("S-NOT-CSV", Place(path))])
    return Grid(path.replace("\\", "/").rpartition("/")[2], cells)


def records(grids: Iterable[Grid], path: str) -> tuple[list[Record], list[Diagnostic]]:
    """The rows of every table in *grids*, and each cell and column that has no place."""
    found: list[Record] = []
    faults: list[Diagnostic] = []
    for grid in grids:
        if grid.cells:
            table = _Table(grid, path)
            found += table.records()
            faults += table.faults
    return found, faults


def _about(head: str) -> str | None:
    """What a column with *head* is about, `material.` or `item.` before it."""
    for sort, columns in (("material", MATERIAL_COLUMNS), ("item", ITEM_COLUMNS)):
        for about, heads in columns.items():
            if head in heads:
                return f"{sort}.{about}"
    return None


class _Table:
    def __init__(self, grid: Grid, path: str) -> None:
        self.grid = grid
        self.path = path
        self.faults: list[Diagnostic] = []
        self.cells = _unmerged(grid)

    def records(self) -> Iterator[Record]:
        heads = self._heads()
        if heads is None:
            self.faults.append(fault(self.path, self.grid.name, "S-NO-HEADS", Severity.WARNING))
            return
        columns = dict(self._columns(heads))
        is_of_materials = any(column.about.startswith("material.") for column in columns.values())
        for row in sorted({row for row, _ in self.cells if row > heads}):
            record = Record(coordinate(self.grid.name, row, 1), is_of_materials)
            for column, what in columns.items():
                if (said := self._said(row, column, what)) is None:
                    continue
                if what.is_noted:
                    record.notes.append((what.head, said))
                else:
                    record.cells[what.about] = said
            if record.cells:
                yield record

    def _heads(self) -> int | None:
        """The row of heads: of the first rows the one with most known heads."""
        counts: dict[int, int] = {}
        for (row, _), cell in self.cells.items():
            if row <= _HEADS_WITHIN and _about(_plain(cell.text)) is not None:
                counts[row] = counts.get(row, 0) + 1
        best = max(counts, key=lambda row: (counts[row], -row), default=None)
        return best if best is not None and counts[best] >= _FEWEST_HEADS else None

    def _columns(self, heads: int) -> Iterator[tuple[int, _Column]]:
        named = {column: _plain(cell.text) for (row, column), cell in self.cells.items() if row == heads}
        is_of_materials = any((_about(head) or "").startswith("material.") for head in named.values())
        labels = {column: of for column, head in named.items() if (of := _labelled(head, set(named.values())))}
        by_head = {head: column for column, head in named.items()}
        for column, head in sorted(named.items()):
            about = _about(head)
            if column in labels:
                continue
            if about is not None and not (is_of_materials and about == "item.basis"):
                beside = next((at for at, of in labels.items() if of == head), 0)
                yield column, _Column(about, head, beside)
            elif about is not None:
                yield column, _Column("material.basis", head)
            elif head in NOTED:
                yield column, _Column(head, head, is_noted=True)
            elif by_head[head] == column:
                hint_zh, hint_en = ("", "") if head in NO_PLACE else meant(head, _HEADS)
                code = "S-NOT-NEEDED" if head in NO_PLACE else "S-PLATFORM-COLUMN"
                severity = Severity.INFORMATION if head in NO_PLACE else Severity.WARNING
                args = {"head": head, "hint_zh": hint_zh, "hint_en": hint_en} if severity is Severity.WARNING else {"head": head}
                self.faults.append(fault(self.path, coordinate(self.grid.name, heads, column), code, severity, **args))

    def _said(self, row: int, column: int, what: _Column) -> Said | None:
        cell = self.cells.get((row, column))
        label = self.cells.get((row, what.labels)) if what.labels else None
        if cell is None and label is None:
            return None
        where = coordinate(self.grid.name, row, column)
        text = "" if cell is None else self._text(cell, what, where)
        if text is None:
            return None
        return Said(text.strip(), where, label.text.strip() if label is not None and label.kind == "text" else "")

    def _text(self, cell: Cell, what: _Column, where: str) -> str | None:
        about = what.about.partition(".")[2]
        if cell.kind in ("formula", "error"):
            code = "S-FORMULA" if cell.kind == "formula" else "S-ERROR-CELL"
            self.faults.append(fault(self.path, where, code, Severity.WARNING, found=cell.text))
            return None
        try:
            return text_due(cell, _COUNT if about in _COUNTS or about in CODES else None)
        except CellUnreadable as unreadable:
            self.faults.append(fault(self.path, where, unreadable.code, Severity.WARNING, **unreadable.values))
            return None


def _plain(head: str) -> str:
    return "".join(head.split()).rstrip("*＊：:")


def _labelled(head: str, heads: set[str]) -> str:
    """The head of the codes whose labels stand in the column *head*; empty where it is no such column."""
    for suffix in LABEL_SUFFIXES:
        of = head.removesuffix(suffix)
        about = (_about(of) or "").partition(".")[2]
        if of != head and of in heads and about in CODES:
            return of
    return ""


def _unmerged(grid: Grid) -> Mapping[tuple[int, int], Cell]:
    """The cells, those of ranges merged downwards standing in each row."""
    cells = dict(grid.cells)
    for top, left, bottom, right in grid.merged:
        if left == right and (top, left) in cells:
            cells |= {(row, left): cells[top, left] for row in range(top, bottom + 1)}
    return cells
