"""What a person left in a workbook and no file of rules holds: comments at cells, words on the first sheet.

    Grids  ->  a warning for each, by sheet and cell, with its words
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.sheet.book import Grid, coordinate
from materials_rules.sheet.front import ABOUT, written_by_hand
from materials_rules.sheet.rows import fault


def unreturned(grids: Iterable[Grid], path: str) -> Iterator[Diagnostic]:
    """What in *grids* does not come back, with its words in full."""
    for grid in grids:
        for (row, column), text in sorted(grid.notes.items()):
            yield fault(path, coordinate(grid.name, row, column), "S-NOTE", Severity.WARNING, found=_in_a_line(text))
        if grid.name == ABOUT:
            for row, column, text in written_by_hand(grid):
                yield fault(path, coordinate(ABOUT, row, column), "S-ABOUT", Severity.WARNING, found=_in_a_line(text))


def _in_a_line(text: str) -> str:
    return " ".join(text.split())
