"""What the loader finds wrong with the files, told at the cells from which they came.

    diagnostics with lines, contents, cells  ->  diagnostics with cells
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.reading.keys import TABLE
from materials_rules.reading.source import Mapping as MappingNode
from materials_rules.reading.source import Node, Path, Scalar, Source
from materials_rules.sheet.gathering import Gathered


def at_cells(found: Iterable[Diagnostic], gathered: Gathered, sources: Mapping[str, Source], workbook: str) -> list[Diagnostic]:
    """*found* with the cell of the *workbook* for each line of a file that came from it; other places stay.

    *sources* are the files as they were read, in English words, by path; a diagnostic names the path of the source itself.
    """
    files = {source.path: file for file, source in sources.items()}
    places: dict[str, _Places] = {}
    told = []
    for one in found:
        file = files.get(one.place.path)
        cell = None
        if file is not None:
            at = places.setdefault(file, _Places(sources[file]))
            cell = _cell(one, at.path(one.place), gathered, file)
        told.append(one if cell is None else replace(one, place=Place(workbook, pointer=cell)))
    return told


def _cell(one: Diagnostic, path: Path, gathered: Gathered, file: str) -> str | None:
    """The cell of *path*, of the key that is missing there, or of the nearest thing above that has one."""
    cells, rows = gathered.cells.get(file), gathered.columns.get(file, {})
    if cells is None:
        return None
    key = one.args.get("key", "")
    english = TABLE.english(key) or key
    # what has no key above it (a file, an item of a list) begins where its first key does
    if one.code == "R-MISSING" and path not in rows and english in rows.get(path[:-1], {}):
        return rows[path[:-1]][english]
    for length in range(len(path), -1, -1):
        above = path[:length]
        if one.code == "R-MISSING" and above in rows:
            rest = ".".join(str(step) for step in (*path[length:], english))
            if rest in rows[above]:
                return rows[above][rest]
        if above in cells:
            return cells[above]
    return None


class _Places:
    """Where each path of a file begins."""

    def __init__(self, source: Source) -> None:
        found = sorted(_starts(source.root, ()), key=lambda start: (start[0], len(start[1])))
        self._starts = [at for at, _ in found]
        self._paths = [path for _, path in found]

    def path(self, place: Place) -> Path:
        """The path of what stands at *place*: of several that begin there the innermost."""
        at = bisect_right(self._starts, (place.line, place.column)) - 1
        return self._paths[at] if at >= 0 else ()


def _starts(node: Node, path: Path) -> Iterator[tuple[tuple[int, int], Path]]:
    yield (node.line, node.column), path
    if isinstance(node, Scalar):
        return
    if isinstance(node, MappingNode):
        for key, value in node.entries:
            yield (key.line, key.column), (*path, key.text)
            yield from _starts(value, (*path, key.text))
        return
    for at, item in enumerate(node.items):
        yield from _starts(item, (*path, at))
