"""The report as a drawing that can be read in print and without colour: bars with their numbers beside them.

    Report  ->  SVG

Before is a bar of stripes, after a full one; every number also stands there as text. Each pair of bars has a scale of its
own, for its unit is its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Final
from unicodedata import east_asian_width

from materials_rules.figures.report import Change, Group, Report, Text
from materials_rules.ground.script import visible
from materials_rules.render._markup import Html, element, escaped

WIDTH: Final = 820
LEFT: Final = 30
BAR: Final = 300
"""Where bars begin; a label stands before it."""
LONGEST: Final = 330
ROW: Final = 26
FONTS: Final = "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
DARK: Final = "#333"
MOST_LINES: Final = 20
"""Of a group with more than this only the first are drawn, and how many more there are is said."""


class _Canvas:
    """What is drawn so far, from top to bottom."""

    def __init__(self) -> None:
        self.drawn: list[Html] = []
        self.y = 34

    def text(self, x: int, words: str, size: int = 13, **attributes: str) -> None:
        """One line of text at the present height."""
        self.drawn.append(element("text", escaped(visible(words)), x=str(x), y=str(self.y), font_size=str(size), **attributes))

    def bar(self, length: float, fill: str) -> None:
        """A bar at the present height; one that is not nothing can be seen."""
        width = f"{max(length, 1.0):.1f}" if length else "0"
        place = {"x": str(BAR), "y": str(self.y - 13), "width": width, "height": "17"}
        self.drawn.append(element("rect", fill=fill, stroke=DARK, stroke_width="1", **place))


def as_svg(report: Report) -> str:
    """The drawing, with a title and a description for those who do not see it."""
    canvas = _Canvas()
    title = f"{'、'.join(map(visible, report.names))}  {report.day.isoformat()}"
    canvas.text(LEFT, title, 19, font_weight="bold")
    if report.before is not None:
        names, day = report.before
        canvas.y += ROW
        canvas.text(LEFT, f"前 before: {'、'.join(map(visible, names))}  {day.isoformat()}", 13)
    if report.label is not None:
        _label(canvas, report.label)
    for change in report.changes:
        _change(canvas, change)
    for group in report.groups:
        if group.key != "totals":
            _group(canvas, group)
    canvas.y += 14
    for note in report.notes:
        for words in note:
            canvas.y += 16
            canvas.text(LEFT, words, 10, fill="#444")
    height = canvas.y + 24
    stripes = element("path", d="M0 6 L6 0", stroke=DARK, stroke_width="1.2")
    ground = element("rect", width="6", height="6", fill="#fff")
    pattern = element("pattern", ground, stripes, id="before", width="6", height="6", patternUnits="userSpaceOnUse")
    said = "; ".join(f"{one.label[0]} {one.before} → {one.after} {one.unit[0]}" for one in report.changes)
    if report.label is not None:
        said = f"{report.label[0]} {said}"
    drawing = element(
        "svg",
        element("title", escaped(title), id="title"),
        element("desc", escaped(visible(said)), id="desc"),
        element("defs", pattern),
        element("rect", width=str(WIDTH), height=str(height), fill="#fff"),
        *(Html(f"\n{one}") for one in canvas.drawn),
        Html("\n"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        width=str(WIDTH),
        height=str(height),
        role="img",
        aria_labelledby="title desc",
        font_family=FONTS,
        fill="#000",
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawing}\n'


def _label(canvas: _Canvas, label: Text) -> None:
    """That it was invented, in a frame that cannot be overlooked."""
    frame = {"x": str(LEFT), "y": str(canvas.y + 12), "width": str(WIDTH - 2 * LEFT), "height": "48"}
    canvas.drawn.append(element("rect", fill="none", stroke="#000", stroke_width="2", **frame))
    for words, size in zip(label, (14, 11), strict=True):
        canvas.y += 31 if size == 14 else 19
        canvas.text(LEFT + 10, words, size, font_weight="bold")
    canvas.y += 14


def _change(canvas: _Canvas, change: Change) -> None:
    """Two bars, the longer one as long as there is room."""
    most = max(change.before, change.after, 1)
    canvas.y += ROW + 14
    items = "" if change.items is None else f"（{change.items} 个事项 items）"
    heading = f"{change.label[0]} {change.label[1]}"
    canvas.text(LEFT, heading, 14, font_weight="bold")
    canvas.text(WIDTH - LEFT, f"{change.unit[0]} {change.unit[1]}{items}", 12, text_anchor="end")
    for side, number, fill in zip(change.sides, (change.before, change.after), ("url(#before)", DARK), strict=True):
        canvas.y += ROW
        length = LONGEST * number / most
        is_after = fill == DARK
        canvas.text(LEFT + 14, f"{side[0]} {side[1]}")
        canvas.bar(length, fill)
        cut = "" if not is_after or change.cut is None else f"　−{change.cut}%" if change.cut >= 0 else f"　+{-change.cut}%"
        canvas.text(int(BAR + length) + 10, f"{number}{cut}", font_weight="bold")


def _group(canvas: _Canvas, group: Group) -> None:
    """A bar for each number, all on one scale."""
    if not group.tallies:
        return
    canvas.y += ROW + 14
    canvas.text(LEFT, f"{group.title[0]} {group.title[1]}", 14, font_weight="bold")
    most = max((tally.number for tally in group.tallies), default=0) or 1
    for tally in group.tallies[:MOST_LINES]:
        canvas.y += ROW
        length = LONGEST * tally.number / most
        canvas.text(LEFT + 14, _fitted(tally.label[0].strip("　"), BAR - LEFT - 24))
        canvas.bar(length, "#bbb")
        canvas.text(int(BAR + length) + 10, "　".join(_beside(tally.label, tally.number)))
    if len(group.tallies) > MOST_LINES:
        canvas.y += ROW
        rest = len(group.tallies) - MOST_LINES
        canvas.text(LEFT + 14, f"另有 {rest} 个，见表格 {rest} more, see the table", 12)


def _fitted(words: str, room: int) -> str:
    """*words* cut off where they would run into the bars; the table has them whole."""
    widths = [13 if east_asian_width(sign) in "FW" else 7 for sign in words]
    if sum(widths) <= room:
        return words
    fits = sum(total <= room - 13 for total in accumulate(widths))
    return f"{words[:fits]}…"


def _beside(label: Text, number: int) -> Iterator[str]:
    yield str(number)
    if label[0] != label[1]:
        yield label[1].strip()
