"""A paper in Markdown (CommonMark, no tables, no HTML), for issue trackers, mails and further conversion.

    Sheet  ->  Markdown
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from materials_rules.notice.model import Notice
from materials_rules.render._paper import Entry, Line, Part, Point, Points, Row, Rows, Sheet, Table, plain
from materials_rules.render._sheet import sheet

_MEANS_SOMETHING: Final = frozenset("\\`*_[]<>&#|~$")
_BEGINS_A_BLOCK: Final = frozenset("-+=>")


def render(notice: Notice, names: Mapping[str, str]) -> bytes:
    """The paper of *notice*; whatever is text in it stays text, no character of it becomes markup."""
    return ("\n".join(_page(sheet(notice, names))) + "\n").encode()


def _page(paper: Sheet) -> Iterator[str]:
    yield f"# {_safe(paper.title)}"
    if paper.number:
        yield from _paragraph(paper.number)
    if paper.stamp:
        yield ""
        yield f"**{_text(paper.stamp)}**"
    if paper.addressee:
        yield from _paragraph(paper.addressee)
    for line in paper.opening:
        yield from _paragraph(line)
    yield ""
    yield from _rows(paper.heading)
    for part in paper.parts:
        yield ""
        yield from _part(part)
    yield ""
    yield "---"
    for line in (*paper.seal, *paper.signing, *paper.small):
        yield from _paragraph(line)


def _part(part: Part) -> Iterator[str]:
    yield f"## {_safe(part.title)}"
    match part:
        case Rows(rows=rows):
            yield ""
            yield from _rows(rows)
        case Points(lead=lead, points=points):
            yield from _paragraph(lead)
            yield ""
            yield from _points(points, "")
        case Table(caption=caption, columns=columns, entries=entries):
            yield from _paragraph(caption)
            for entry in entries:
                yield ""
                yield from _entry(columns[1:], entry)


def _entry(columns: Iterable[str], entry: Entry) -> Iterator[str]:
    (_, name), *cells = zip(columns, entry.cells, strict=True)
    yield f"### {entry.numbers}. {_text(name[0].line)}"
    yield ""
    yield from _points(name[1:], "")
    for label, cell in cells:
        yield from _labelled(label, cell)


def _rows(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield from _labelled(row.label, [Point(line) for line in row.lines])


def _labelled(label: str, points: Iterable[Point]) -> Iterator[str]:
    """A point that begins with its label; several lines stand below it."""
    match tuple(points):
        case (Point(line=line, points=()),):
            yield f"- **{_safe(label)}**：{_text(line)}"
        case several:
            yield f"- **{_safe(label)}**："
            yield from _points(several, "  ")


def _points(points: Iterable[Point], indent: str) -> Iterator[str]:
    for point in points:
        yield from _point("- ", point, indent)


def _point(mark: str, point: Point, indent: str) -> Iterator[str]:
    yield f"{indent}{mark}{_text(point.line)}"
    below = indent + " " * len(mark)
    for place, inner in enumerate(point.points, start=1):
        yield from _point(f"{place}. " if point.choice else "- ", inner, below)


def _paragraph(line: Line) -> Iterator[str]:
    yield ""
    yield _text(line)


def _text(line: Line) -> str:
    """The line with everything escaped that could begin or be markup, also a block or leading blanks."""
    text = _safe(plain(line))
    head = text.lstrip(" ")
    text = "&#32;" * (len(text) - len(head)) + head
    if head[:1] in _BEGINS_A_BLOCK:
        return f"\\{text}"
    digits = len(head) - len(head.lstrip("0123456789"))
    if digits and head[digits : digits + 1] in {".", ")"}:
        return f"{text[:digits]}\\{text[digits:]}"
    return text


def _safe(text: str) -> str:
    escaped = "".join(f"\\{char}" if char in _MEANS_SOMETHING else char for char in text)
    # bare addresses become links in GitHub's dialect
    return escaped.replace("://", "\\://").replace("www.", "www\\.")
