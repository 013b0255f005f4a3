"""A workbook as texts: sheets to be painted, and grids of cells as they were read.

    Sheet  ->  Grid;  Grid, row, column  ->  `材料!C7`
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

LONGEST_CELL: Final = 32_767
"""What one cell of Excel holds, in UTF-16 units; a library that is handed more cuts without a word."""

PIECE: Final = 15_000
"""How much of a long text one cell of its own sheet takes, in characters."""

LONG: Final = "长文"
_LONG_MARK: Final = "→长文 "

Kind = Literal["text", "number", "date", "boolean", "formula", "error"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: its text, and whether the program that saved it took it for something else than text."""

    text: str
    kind: Kind = "text"


Position = tuple[int, int]
"""Row and column, counted from 1."""


@dataclass(frozen=True, slots=True)
class Head:
    """One column as it is painted: its Chinese and English heads, its width in characters, what may be chosen there.

    `choices` are words; `names` is the sheet whose first column holds them; nothing else may stand there if `is_closed`.
    """

    zh: str
    en: str
    width: float = 16
    choices: tuple[str, ...] = ()
    is_closed: bool = False
    names: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet to be painted. `held` columns on the left stay in sight."""

    name: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    held: int = 1


@dataclass(frozen=True)
class Grid:
    """A sheet as it was read: only cells in which something stands; `merged` are the ranges of cells made one.

    `notes` are the comments that a person stuck to cells.
    """

    name: str
    cells: Mapping[Position, Cell]
    merged: tuple[tuple[int, int, int, int], ...] = field(default=())
    notes: Mapping[Position, str] = field(default_factory=dict)

    def text(self, row: int, column: int) -> str:
        """The text of a cell, empty where nothing stands."""
        cell = self.cells.get((row, column))
        return "" if cell is None else cell.text

    @property
    def rows(self) -> list[int]:
        """The rows in which something stands, from above."""
        return sorted({row for row, _ in self.cells})


def grid_of(sheet: Sheet) -> Grid:
    """The cells of *sheet* as a reader would find them: two rows of heads, then the rows."""
    lines = [tuple(head.zh for head in sheet.heads), tuple(head.en for head in sheet.heads), *sheet.rows]
    cells = {
        (row, column): Cell(text)
        for row, line in enumerate(lines, 1)
        for column, text in enumerate(line, 1)
        if text
    }
    return Grid(sheet.name, cells)


def coordinate(sheet: str, row: int, column: int) -> str:
    """`材料!C7`; a row alone is `材料!7`, a sheet alone its name."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{sheet}!{letters}{row}" if row else sheet


def units(text: str) -> int:
    """How long *text* is for Excel."""
    return len(text) + sum(char > "\uffff" for char in text)


def parted(sheets: Iterable[Sheet]) -> list[Sheet]:
    """*sheets*, in which no text is longer than a cell: longer ones stand in pieces on a sheet of their own."""
    pieces: list[tuple[str, ...]] = []
    found = [
        Sheet(sheet.name, sheet.heads, tuple(tuple(_fitting(text, pieces) for text in row) for row in sheet.rows), sheet.held)
        for sheet in sheets
    ]
    if pieces:
        heads = (Head("编号", "number", 8), Head("续", "piece", 8), Head("文字", "text", 100))
        found.append(Sheet(LONG, heads, tuple(pieces), 2))
    return found


def _fitting(text: str, pieces: list[tuple[str, ...]]) -> str:
    if units(text) <= LONGEST_CELL:
        return text
    number = str(1 + sum(piece[1] == "1" for piece in pieces))
    for at, start in enumerate(range(0, len(text), PIECE), 1):
        pieces.append((number, str(at), f"|{text[start : start + PIECE]}|"))  # bars keep the blanks at its ends
    return _LONG_MARK + number


def long_mark(text: str) -> str | None:
    """The number of the long text that a cell refers to."""
    return text.removeprefix(_LONG_MARK) if text.startswith(_LONG_MARK) else None


def long_texts(grid: Grid) -> dict[str, str]:
    """The texts of the sheet of long texts, by number, put together again."""
    found: dict[str, list[tuple[int, str]]] = {}
    for row in grid.rows[2:] if grid.text(2, 1) == "number" else grid.rows[1:]:
        piece = grid.text(row, 2)
        text = grid.text(row, 3).removeprefix("|").removesuffix("|")
        found.setdefault(grid.text(row, 1), []).append((int(piece) if piece.isdecimal() else 0, text))
    return {number: "".join(text for _, text in sorted(pieces)) for number, pieces in found.items()}
