"""What a spreadsheet made of a cell, held against what is due there: taken where it is exact, reported where a text is lost.

    Cell, position  ->  text

`0734` typed into a cell of numbers is 734 for ever, and 1.10 is 1.1: where a text is due nobody can know what stood there.
"""

from __future__ import annotations

import re
from typing import Final

from materials_rules.rules.grammar import Position
from materials_rules.sheet.book import Cell
from materials_rules.sheet.notation import CellUnreadable

_EXACT: Final = 10**15  # from here on the numbers of a spreadsheet lose digits
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?\Z")


def text_due(cell: Cell, here: Position | None) -> str:
    """The text of *cell* for the place *here*; None stands for a name. Raises CellUnreadable."""
    types = {str(one.get("type")) for one in here.shapes} if here is not None else {"string"}
    is_day = here is not None and any(one.get("format") == "date" for one in here.shapes)
    if cell.kind == "number":
        if types & {"integer", "number"} and _is_exact(cell.text):
            return cell.text
        raise CellUnreadable("S-DAY-NUMBER" if is_day else "S-NUMBER", found=cell.text)
    if cell.kind == "date":
        day = _MIDNIGHT.match(cell.text)
        if is_day and day:
            return day[1]
        raise CellUnreadable("S-DATE-CELL", found=cell.text)
    if cell.kind == "boolean":
        if "boolean" in types:
            return cell.text
        raise CellUnreadable("S-BOOLEAN", found=cell.text.upper())
    return cell.text


def _is_exact(text: str) -> bool:
    return re.fullmatch(r"-?\d+(?:\.\d+)?", text) is not None and abs(float(text)) < _EXACT and len(text.lstrip("-")) <= 16
