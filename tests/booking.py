"""Workbooks for tests: the base ruleset as sheets, a cell changed, and what an import says of it.

    [("材料", "C3", "x")]  ->  [("S-…", "材料!C3")]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from editing import BASE, FOLDER

from materials_rules.rules.folder import Files, read_files
from materials_rules.sheet.book import Cell, Grid, Kind, grid_of
from materials_rules.sheet.export import sheets_of
from materials_rules.sheet.gathering import Gathered, gather

BOOK = "目录.xlsx"
Change = tuple[str, str, str] | tuple[str, str, str, Kind]
"""Sheet, cell, what stands there now, and what the spreadsheet took it for."""


def base() -> Files:
    """The base ruleset, as if it stood in `rulesets/town`."""
    return Files(FOLDER, read_files(BASE).bytes_of)


def grids(files: Files | None = None) -> dict[str, Grid]:
    """The sheets of *files* as a reader would find them."""
    return {sheet.name: grid_of(sheet) for sheet in sheets_of(files or base())}


def at(cell: str) -> tuple[int, int]:
    """Row and column of `C7`."""
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(row), column


def changed(found: Mapping[str, Grid], changes: Iterable[Change]) -> list[Grid]:
    """*found* with *changes*; an empty text clears a cell, a sheet that is not there is made."""
    sheets = {name: dict(grid.cells) for name, grid in found.items()}
    for sheet, cell, text, *kind in changes:
        cells: dict[tuple[int, int], Cell] = sheets.setdefault(sheet, {})
        cells.pop(at(cell), None)
        if text:
            cells[at(cell)] = Cell(text, *kind)  # type: ignore[arg-type]
    return [Grid(name, cells, found[name].merged if name in found else ()) for name, cells in sheets.items()]


def gathered(*changes: Change) -> Gathered:
    """The base with *changes*, gathered."""
    return gather(changed(grids(), changes), BOOK)


def told(found: Iterable[Any]) -> list[tuple[str, str]]:
    """Code and cell of each diagnostic."""
    return [(one.code, one.place.pointer) for one in found]


def where(sheet: str, head: str, row: int = 3) -> str:
    """The cell under the English *head* of a *sheet* of the base, as `C3`."""
    grid = grids()[sheet]
    column = next(column for column in range(1, 99) if grid.text(2, column) == head)
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def saved(path: Path, sheets: Mapping[str, list[list[Any]]]) -> Path:
    """A workbook with the rows of *sheets*, as another program would save it."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)
    return path
