"""A paper as one HTML page: semantic, without script, printable on A4, as a clerk would hand it over.

    Sheet  ->  HTML

Everything printed passes `_text`, which escapes it; the applicant's own words stand in `<bdi>`, so that nothing they
hold can turn or join what stands beside them. No address is loaded; the page's own policy forbids it as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from materials_rules.notice.model import Notice
from materials_rules.render._markup import Html, digest
from materials_rules.render._markup import element as _element
from materials_rules.render._markup import escaped as _escaped
from materials_rules.render._markup import void as _void
from materials_rules.render._paper import Entry, Line, Part, Point, Points, Row, Rows, Sheet, Table
from materials_rules.render._sheet import sheet
from materials_rules.render._words import Words

_LANGUAGES: Final = {"zh": "zh-CN", "en": "en"}
_COUNTED: Final = {4: "four", 5: "five"}


def render(notice: Notice, names: Mapping[str, str]) -> bytes:
    """The paper of *notice* as a page that needs nothing beside itself."""
    paper = sheet(notice, names)
    style = _style(paper, Words(notice.lang))
    page = _element(
        "html", _head(paper, style), _element("body", _element("main", *_main(paper))), lang=_LANGUAGES[paper.lang]
    )
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _head(paper: Sheet, style: str) -> Html:
    policy = f"default-src 'none'; style-src {digest(style)}; base-uri 'none'; form-action 'none'"
    return _element(
        "head",
        _void("meta", charset="utf-8"),
        _void("meta", http_equiv="Content-Security-Policy", content=policy),
        _void("meta", name="referrer", content="no-referrer"),
        _void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _element("title", _escaped(paper.title)),
        _element("style", Html(style)),
    )


def _style(paper: Sheet, words: Words) -> str:
    """The style sheet, and below every printed page its number and how many entries the paper counts."""
    before, between, after = words.text("page", page="|", pages="|").split("|")
    total = f"{paper.footer}\u3000" if paper.footer else ""
    footer = f'"{total}{before}" counter(page) "{between}" counter(pages) "{after}"'
    return f"\n{_sheet_of_style()}\n@page {{ @bottom-center {{ content: {footer}; font-size: 10.5pt; }} }}\n"


@cache
def _sheet_of_style() -> str:
    return files(__package__).joinpath("page.css").read_text(encoding="utf-8").strip()


def _main(paper: Sheet) -> Iterable[Html]:
    head = [_element("p", *_text(paper.number), class_="number")] if paper.number else []
    head.append(_element("h1", _escaped(paper.title)))
    if paper.stamp:
        head.append(_element("p", *_text(paper.stamp), class_="stamp"))
    yield _element("header", *head)
    if paper.addressee:
        yield _element("p", *_text(paper.addressee), class_="addressee")
    for line in paper.opening:
        yield _element("p", *_text(line), class_="opening")
    yield _rows(paper.heading)
    for part in paper.parts:
        yield _element("section", _element("h2", _escaped(part.title)), *_part(part))
    if paper.seal:
        yield _element("div", *_paragraphs(paper.seal), class_="seal")
    yield _element("div", *_paragraphs(paper.signing), class_="signing")
    yield _element("footer", *_paragraphs(paper.small), class_="small")


def _part(part: Part) -> Iterable[Html]:
    match part:
        case Rows(rows=rows):
            yield _rows(rows)
        case Points(lead=lead, points=points):
            yield _element("p", *_text(lead), class_="lead")
            yield _list(points)
        case Table(caption=caption, columns=columns, entries=entries):
            heading = _element("tr", *(_element("th", _escaped(column), scope="col") for column in columns))
            yield _element(
                "table",
                _element("caption", *_text(caption)),
                _element("thead", heading),
                _element("tbody", *map(_entry, entries)),
                class_=_COUNTED[len(columns)],
            )


def _entry(entry: Entry) -> Html:
    name, *cells = entry.cells
    return _element(
        "tr",
        _element("td", _escaped(entry.numbers)),
        _element("th", *_cell(name), scope="row"),
        *(_element("td", *_cell(cell)) for cell in cells),
    )


def _cell(points: Iterable[Point]) -> Iterable[Html]:
    for point in points:
        yield _element("p", *_text(point.line))
        if point.points:
            yield _list(point.points, choice=point.choice)


def _list(points: Iterable[Point], *, choice: bool = False) -> Html:
    return _element("ol" if choice else "ul", *map(_list_item, points))


def _list_item(point: Point) -> Html:
    if not point.points:
        return _element("li", *_text(point.line))
    return _element("li", _element("p", *_text(point.line)), _list(point.points, choice=point.choice))


def _rows(rows: Iterable[Row]) -> Html:
    return _element(
        "dl",
        *(
            _element("div", _element("dt", _escaped(row.label)), _element("dd", *_paragraphs(row.lines)))
            for row in rows
        ),
    )


def _paragraphs(lines: Iterable[Line]) -> Iterable[Html]:
    for line in lines:
        yield _element("p", *_text(line))


def _text(line: Line) -> Iterable[Html]:
    for run in line:
        yield _element("bdi", _escaped(run.text)) if run.theirs else _escaped(run.text)
