"""A paper for the terminal: 80 columns, a Chinese character counting two.

    Sheet  ->  lines of text
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from materials_rules.ground.script import pad, width, wrap
from materials_rules.notice.model import Notice
from materials_rules.render._paper import Entry, Line, Part, Point, Points, Row, Rows, Sheet, Table, plain
from materials_rules.render._sheet import sheet

COLUMNS: Final = 80
_LABEL: Final = 14  # columns of a label beside its value; a longer one stands on its own line
_NUMBER: Final = 5


def render(notice: Notice, names: Mapping[str, str]) -> bytes:
    """The paper of *notice* in plain text, no line wider than 80 columns unless one word alone is."""
    return ("\n".join(line.rstrip(" ") for line in _page(sheet(notice, names))) + "\n").encode()


def _page(paper: Sheet) -> Iterator[str]:
    yield from _centred(paper.title)
    if paper.number:
        yield from _right(paper.number)
    if paper.stamp:
        yield from _wrapped(f"【{plain(paper.stamp)}】")
    if paper.addressee:
        yield ""
        yield from _wrapped(plain(paper.addressee))
    for line in paper.opening:
        yield from _wrapped(plain(line), first=4)
    yield ""
    yield from _rows(paper.heading)
    for part in paper.parts:
        yield ""
        yield from _part(part)
    yield ""
    for line in paper.seal:
        yield from _right(line)
    yield "-" * COLUMNS
    for line in (*paper.signing, *paper.small):
        yield from _wrapped(plain(line))


def _part(part: Part) -> Iterator[str]:
    yield part.title
    yield "-" * min(width(part.title), COLUMNS)
    match part:
        case Rows(rows=rows):
            yield from _rows(rows)
        case Points(lead=lead, points=points):
            yield from _wrapped(plain(lead))
            yield from _points(points, 0)
        case Table(caption=caption, columns=columns, entries=entries):
            yield from _wrapped(plain(caption))
            for entry in entries:
                yield ""
                yield from _entry(columns[1:], entry)


def _entry(columns: Iterable[str], entry: Entry) -> Iterator[str]:
    """The first cell beside the number, the others below it, each beside the heading of its column."""
    heading, *cells = zip(columns, entry.cells, strict=True)
    first = [*_cell(heading[1], COLUMNS - _NUMBER)]
    number = f"{entry.numbers:>3}."
    if entry.last > entry.no:
        yield number.rjust(_NUMBER)
        number = ""
    for place, line in enumerate(first):
        yield pad(number if place == 0 else "", _NUMBER) + line
    for label, cell in cells:
        yield from (" " * _NUMBER + line for line in _beside(label, cell, COLUMNS - _NUMBER))


def _rows(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield from _beside(row.label, [Point(line) for line in row.lines], COLUMNS)


def _beside(label: str, points: Iterable[Point], columns: int) -> Iterator[str]:
    lines = list(_cell(points, columns - _LABEL))
    if width(label) + 1 > _LABEL:
        yield from wrap(label, columns)
        label = ""
    for place, line in enumerate(lines):
        yield pad(label if place == 0 else "", _LABEL) + line


def _cell(points: Iterable[Point], columns: int) -> Iterator[str]:
    """Points without a mark, those below them with one."""
    for point in points:
        yield from wrap(plain(point.line), columns)
        yield from _below(point, columns)


def _points(points: Iterable[Point], indent: int) -> Iterator[str]:
    for point in points:
        yield from _marked("· ", point, COLUMNS - indent)


def _below(point: Point, columns: int) -> Iterator[str]:
    for place, below in enumerate(point.points, start=1):
        yield from _marked(f"（{place}）" if point.choice else "· ", below, columns)


def _marked(mark: str, point: Point, columns: int) -> Iterator[str]:
    indent = width(mark)
    for place, line in enumerate(wrap(plain(point.line), columns - indent)):
        yield pad(mark if place == 0 else "", indent) + line
    yield from (" " * indent + line for line in _below(point, columns - indent))


def _wrapped(text: str, first: int = 0) -> Iterator[str]:
    """*text* in lines, the first of which begins *first* columns further in."""
    yield from wrap("\u3000" * (first // 2) + text, COLUMNS)


def _centred(text: str) -> Iterator[str]:
    for line in wrap(text, COLUMNS):
        yield " " * ((COLUMNS - width(line)) // 2) + line


def _right(line: Line) -> Iterator[str]:
    for text in wrap(plain(line), COLUMNS):
        yield " " * (COLUMNS - width(text)) + text
