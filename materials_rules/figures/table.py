"""The report as a table of text, and as JSON.

    Report  ->  text
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import east_asian_width

from materials_rules.figures.report import Change, Report, Text
from materials_rules.ground.script import visible


def as_table(report: Report) -> str:
    """Columns that stand below each other where a Chinese character is two wide; Chinese first, English beside."""
    return "".join(f"{line.rstrip()}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield f"{'、'.join(map(visible, report.names))}  {report.day.isoformat()}"
    if report.before is not None:
        names, day = report.before
        yield f"前 before: {'、'.join(map(visible, names))}  {day.isoformat()}"
    if report.label is not None:
        yield from _said("【{}】", report.label)
    yield ""
    heading = ("", "前 before", "后 after", "减少 cut", "单位 unit", "事项 items")
    yield from _columns([heading, *map(_cells, report.changes)], numbers=(1, 2, 3, 5))
    for group in report.groups:
        yield ""
        yield f"{group.title[0]} {group.title[1]}"
        rows = [(f"  {tally.label[0]}", str(tally.number), _english(tally.label)) for tally in group.tallies]
        yield from _columns(rows, numbers=(1,))
    yield ""
    for note in report.notes:
        yield from _said("注 {}", note)


def _cells(change: Change) -> tuple[str, ...]:
    cut = "—" if change.cut is None else f"{change.cut}%"
    items = "" if change.items is None else str(change.items)
    label = f"{change.label[0]} {change.label[1]}"
    return (label, str(change.before), str(change.after), cut, f"{change.unit[0]} {change.unit[1]}", items)


def _english(label: Text) -> str:
    return "" if label[0] == label[1] else label[1].strip()


def _said(pattern: str, text: Text) -> Iterator[str]:
    yield pattern.format(text[0])
    yield f"   {text[1]}"


def _columns(rows: Sequence[Sequence[str]], numbers: Iterable[int]) -> Iterator[str]:
    """*rows* with every column as wide as its widest cell; *numbers* are the columns that end below each other."""
    right = frozenset(numbers)
    cells = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = []
        for i, cell in enumerate(row):
            blanks = " " * (widths[i] - _width(cell))
            padded.append(blanks + cell if i in right else cell + blanks)
        yield "  ".join(padded)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "FW" else 1 for sign in text)


def as_json(report: Report) -> str:
    """The same as one JSON object; percentages are texts, so that no reader rounds them again."""
    before = None
    if report.before is not None:
        before = {"names": list(report.before[0]), "day": report.before[1].isoformat()}
    told = {
        "schema": "stats/1",
        "generated": None if report.label is None else _pair(report.label),
        "places": list(report.places),
        "names": list(report.names),
        "day": report.day.isoformat(),
        "compared_with": before,
        "changes": [
            {
                "key": change.key,
                "label": _pair(change.label),
                "before": change.before,
                "after": change.after,
                "cut_percent": None if change.cut is None else str(change.cut),
                "unit": _pair(change.unit),
                "items": change.items,
            }
            for change in report.changes
        ],
        "counts": {
            group.key: [{"key": tally.key, "label": _pair(tally.label), "number": tally.number} for tally in group.tallies]
            for group in report.groups
        },
        "notes": [_pair(note) for note in report.notes],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _pair(text: Text) -> dict[str, str]:
    return {"zh": text[0].strip("　 "), "en": text[1].strip()}
