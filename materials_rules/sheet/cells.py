"""A workbook read cell by cell, as it is: no formula is worked out, no link followed, nothing guessed.

    bytes  ->  Grids
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import NotAPacket
from materials_rules.sheet.book import Cell, Grid, Kind, Position
from materials_rules.sheet.package import in_memory, require_workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_KINDS: Final[dict[str, Kind]] = {"f": "formula", "e": "error", "b": "boolean", "d": "date", "n": "number"}


def read_workbook(data: bytes, path: str) -> list[Grid]:
    """The sheets of the workbook *data*. Raises NotAPacket (30) for what is none, LimitExceeded (31) for what is too large."""
    require_workbook(data, path)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the library leaves out is nothing that we read
            book = load_workbook(in_memory(data), data_only=False, keep_links=False, rich_text=False)
    except Exception:  # noqa: BLE001  # a library that meets broken XML raises whatever it stumbles over
        raise NotAPacket([Diagnostic("S-BROKEN", Place(path))]) from None
    grids = [Grid(sheet.title.strip(), dict(_cells(sheet)), _merged(sheet), dict(_notes(sheet))) for sheet in book.worksheets]
    if not grids:
        raise NotAPacket([Diagnostic("S-BROKEN", Place(path))])
    return grids


def _cells(sheet: Worksheet) -> Iterator[tuple[Position, Cell]]:
    for row in sheet.iter_rows() if not sheet._cells else [sheet._cells.values()]:
        for cell in row:
            if cell.value is not None and cell.value != "":
                yield (cell.row, cell.column), _cell(cell.value, str(cell.data_type))


def _cell(value: Any, data_type: str) -> Cell:
    if data_type == "f":
        return Cell(str(getattr(value, "text", None) or value), "formula")
    if isinstance(value, bool):
        return Cell("true" if value else "false", "boolean")
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        return Cell(value.isoformat() if not isinstance(value, dt.timedelta) else str(value), "date")
    if isinstance(value, int | float):
        whole = isinstance(value, float) and value.is_integer() and abs(value) < 10**15
        return Cell(str(int(value)) if whole else repr(value), "number")
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
    return Cell(text, _KINDS[data_type] if data_type == "e" else "text")


def _notes(sheet: Worksheet) -> Iterator[tuple[Position, str]]:
    """The comments that a person stuck to cells, whether anything stands in the cell or not."""
    for row in sheet.iter_rows() if not sheet._cells else [sheet._cells.values()]:
        for cell in row:
            if cell.comment is not None:
                yield (int(cell.row or 0), int(cell.column or 0)), str(cell.comment.text or "")


def _merged(sheet: Worksheet) -> tuple[tuple[int, int, int, int], ...]:
    ranges = sheet.merged_cells.ranges
    return tuple(sorted((one.min_row, one.min_col, one.max_row, one.max_col) for one in ranges))
