"""What a paper is made of, before anybody decides how it looks: every paper format prints all of it, and only it.

    runs -> lines -> rows, points, tables -> parts -> Sheet
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from materials_rules.ground.script import visible


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in which nothing hides. `theirs`: the applicant's own words, to be set apart from ours."""

    text: str
    theirs: bool = False


Line = tuple[Run, ...]


def ours(text: str) -> Line:
    """A text of this tool, of a rule or of the office; the lines of a block of YAML become one."""
    lines = text.rstrip("\n").split("\n")
    return (Run(visible(" ".join(line.strip(" ") for line in lines))),)


def theirs(text: str) -> Line:
    """A text that came from the applicant or from what was typed at the window."""
    return (Run(visible(text), theirs=True),)


def joined(lines: Iterable[Line], between: str) -> Line:
    """The lines as one, with *between* after each but the last."""
    runs: list[Run] = []
    for line in lines:
        if runs:
            runs.append(Run(between))
        runs.extend(line)
    return tuple(runs)


def plain(line: Line) -> str:
    """The line as one text, without telling whose it is."""
    return "".join(run.text for run in line)


@dataclass(frozen=True, slots=True)
class Point:
    """A line with points below it; `choice` = any one of these is enough, so they are counted."""

    line: Line
    points: tuple[Point, ...] = ()
    choice: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what stands beside it, one line or several."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered row of a table: one cell for each column after the number; the first names the entry.

    Entries that stand in one row have the numbers from `no` to `last`.
    """

    no: int
    last: int
    cells: tuple[tuple[Point, ...], ...]


    @property
    def numbers(self) -> str:
        """The number, or the first and the last."""
        return str(self.no) if self.no == self.last else f"{self.no}—{self.last}"


@dataclass(frozen=True, slots=True)
class Rows:
    """A part made of labels and values."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """A part made of points, with a sentence before them."""

    title: str
    lead: Line
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A part made of numbered entries; `columns` begins with the heading of the number."""

    title: str
    caption: Line
    columns: tuple[str, ...]
    entries: tuple[Entry, ...]


Part = Rows | Points | Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole paper, in the order in which it is read. `total` counts what is to be cured, here or perhaps."""

    lang: str
    title: str
    number: Line
    stamp: Line
    addressee: Line
    opening: tuple[Line, ...]
    heading: tuple[Row, ...]
    parts: tuple[Part, ...]
    seal: tuple[Line, ...]
    signing: tuple[Line, ...]
    small: tuple[Line, ...]
    footer: str

    def lines(self) -> Iterator[Line]:
        """Every line with a text, in the order of reading, without labels and headings."""
        yield from (self.number, self.stamp, self.addressee, *self.opening)
        for row in self.heading:
            yield from row.lines
        for part in self.parts:
            yield from _lines_of_part(part)
        yield from (*self.seal, *self.signing, *self.small)

    def labels(self) -> Iterator[str]:
        """Every title, heading and label, in the order of reading."""
        yield self.title
        yield from (row.label for row in self.heading)
        for part in self.parts:
            yield part.title
            match part:
                case Rows(rows=rows):
                    yield from (row.label for row in rows)
                case Table(columns=columns):
                    yield from columns


def _lines_of_part(part: Part) -> Iterator[Line]:
    match part:
        case Rows(rows=rows):
            for row in rows:
                yield from row.lines
        case Points(lead=lead, points=points):
            yield lead
            yield from _lines_of_points(points)
        case Table(caption=caption, entries=entries):
            yield caption
            for entry in entries:
                for cell in entry.cells:
                    yield from _lines_of_points(cell)


def _lines_of_points(points: Iterable[Point]) -> Iterator[Line]:
    for point in points:
        yield point.line
        yield from _lines_of_points(point.points)
