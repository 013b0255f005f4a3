"""The settings of a place, one a row: `告知制度·…` and what it is.

    rows  ->  path -> value, cell
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from materials_rules.reading.source import Plain
from materials_rules.rules.grammar import position
from materials_rules.rules.ruleset import MODELS
from materials_rules.sheet import layout, notation
from materials_rules.sheet.citation import Acts
from materials_rules.sheet.layout import Pattern
from materials_rules.sheet.notation import CellUnreadable
from materials_rules.sheet.rows import Read, Row
from materials_rules.sheet.snippet import key_in_english
from materials_rules.sheet.typed import text_due

Settings = dict[Pattern, tuple[Plain, str]]
Report = Callable[[str, str, Mapping[str, str]], None]


def gather(read: Read, acts: Acts, report: Report) -> tuple[Settings, dict[Pattern, str]]:
    """Each setting with its cell, what has a sheet of its own standing there empty; and the cells of those that say nothing."""
    found: Settings = {}
    empty: dict[Pattern, str] = {}
    for row in read.rows:
        path = _path(row)
        where = read.at(row.number, "value")
        if path is None:
            report(read.at(row.number, "path"), "S-NO-NAME", {"head": "英文键"})
        elif path in found:
            report(read.at(row.number, "path"), "S-TWICE", {"name": ".".join(path), "other": found[path][1]})
        elif layout.away("ruleset.yaml", path):
            found[path] = ({}, where)
        elif (cell := row.cells.get("value")) is None:
            empty[path] = where
        else:
            here = position(MODELS["ruleset.yaml"], path)
            try:
                found[path] = (notation.read(text_due(cell, here), here, acts), where)
            except CellUnreadable as unreadable:
                code = unreadable.code if here.shapes else "S-SETTING"
                report(where, code, {"hint_zh": "", "hint_en": "", **unreadable.values, "name": ".".join(path)})
    return found, empty


def _path(row: Row) -> Pattern | None:
    """The English path of a setting; by its Chinese name where there is none."""
    if (cell := row.cells.get("path")) is not None:
        return tuple(cell.text.strip().split("."))
    if (cell := row.cells.get("key")) is None:
        return None
    here = position(MODELS["ruleset.yaml"])
    path: list[str] = []
    for step in cell.text.strip().split("·"):
        path.append(key_in_english(step, here))
        here = here.below(path[-1])
    return tuple(path)


def with_tables(found: Settings, tables: Plain) -> Plain:
    """The file: the settings in the order of their rows, and at their places the *tables* that have sheets of their own."""
    content: dict[str, Plain] = {}
    rest = dict(tables) if isinstance(tables, dict) else {}
    for path, (value, _) in found.items():
        inner = content
        for step in path[:-1]:
            deeper = inner.setdefault(step, {})
            if not isinstance(deeper, dict):
                break  # `a` and `a.b` at once: the second is told by whoever reads the file
            inner = deeper
        inner[path[-1]] = rest.pop(path[0], value) if len(path) == 1 and path[0] in rest else value
    return content | {key: value for key, value in rest.items() if value}
