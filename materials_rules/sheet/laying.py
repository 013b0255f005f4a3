"""The files of a place laid out on sheets: a row for each item, material, question …, a column for each value.

    Files  ->  Sheets

The order of the rows is the author's; our own keys stand in the models' order, which says nothing. Conditions are
spelled in Chinese.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from materials_rules.condition.spelling import Sighted, spelled
from materials_rules.reading.key_words import KEYS
from materials_rules.reading.keys import WORD_TABLE
from materials_rules.reading.source import Path, Plain, plain, read_source
from materials_rules.rules.canonical import sighted
from materials_rules.rules.folder import Files
from materials_rules.rules.grammar import Position, position
from materials_rules.rules.item import ItemFile
from materials_rules.rules.ruleset import MODELS
from materials_rules.rules.sentences import is_condition
from materials_rules.rules.spelling import in_english
from materials_rules.sheet import layout, notation
from materials_rules.sheet.book import Head, Sheet
from materials_rules.sheet.citation import Acts
from materials_rules.sheet.layout import ADDRESS_KEYS, EMPTY, FROM, ITEM, LIST, NOTES, SETTINGS, TABLES, Pattern, Table

Leaves = list[tuple[Pattern, Plain]]


_SETTINGS: Final = (Head("设置", "key", 30), Head("英文键", "path", 34), Head("取值", "value", 80))
_ADDRESS_WIDTH: Final = {ITEM: 26, FROM: 12, "分组": 8, "材料": 24, "任选其一": 20, "法律": 34}
_WIDE: Final = {
    "when": 36, "given": 30, "ask": 40, "say": 44, "note": 40, "basis": 46, "name": 28, "value": 60, "aliases": 28,
    "signed_by": 22, "sealed_by": 22, "signed_or_sealed_by": 22,
}  # fmt: skip
"""Columns that need more room than the others, by their last key."""

_NESTED: Final = frozenset(
    {"reads", "one_of", "some_of", "deferrable", "commitment", "exception", "due_at", "same", "regime", "ended", "ground",
     "reasons", "caught", "spared", "versions", "live", "unrelated", "unverifiable", "title", "source", "legal_ground"}
)  # fmt: skip
_NAMED: Final = {
    ("elements", "case_type"): "办件类型", ("elements", "authority"): "部门", ("office",): "部门", ("supplied_by",): "部门",
    ("document",): "共享文件",
}  # fmt: skip
"""Columns whose values are names from the first column of a sheet."""


@dataclass
class _Row:
    address: dict[str, str]
    values: dict[str, str]
    empty: str
    note: str = ""


def plain_files(files: Files) -> dict[str, Plain]:
    """What stands in every file of *files*, by path, in English words. Raises RulesetInvalid."""
    return {
        path: plain(in_english(read_source(data, files.shown(path)), MODELS.get(path, ItemFile))[0].root)
        for path, data in sorted(files.bytes_of.items())
    }


def acts_in(contents: Mapping[str, Plain]) -> Acts:
    """The acts that the files may cite."""
    laws = contents.get("../laws.yaml")
    about = laws.get("laws") if isinstance(laws, dict) else None
    found = about.items() if isinstance(about, dict) else ()
    return Acts({act: str(law.get("title", "")) for act, law in found if isinstance(law, dict)})


def lay_out(contents: Mapping[str, Plain], notes: Mapping[str, str]) -> list[Sheet]:
    """The sheets for *contents*, file by file; *notes* are the comments at the head of item files, by path."""
    acts = acts_in(contents)
    laying = _Laying(acts)
    for path in sorted(contents):
        known = sighted(contents[path], is_of_classes=path == "../disallowed.yaml")
        said = spoken(contents[path], position(MODELS.get(path, ItemFile)), known)
        laying.file(path, said, notes.get(path, ""))
    return [laying.sheet(table) for table in TABLES]


class _Laying:
    """Rows found so far, by sheet."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._rows: dict[str, list[_Row]] = {table.name: [] for table in TABLES}

    def file(self, path: str, content: Plain, note: str) -> None:
        """Lays out one file."""
        kind = layout.ITEM_FILES if path.startswith(layout.ITEM_FILES) else path
        address = {}
        if kind == layout.ITEM_FILES:
            _, item, day = path.split("/")
            address = {ITEM: item, FROM: day.removesuffix(".yaml")}
        if kind == "ruleset.yaml":
            self._settings(content)
        else:
            self._row(kind, (), content, address, note)

    def _row(self, kind: str, pattern: Pattern, value: Plain, address: dict[str, str], note: str = "") -> None:
        table = next((one for one in TABLES if one.file == kind and pattern in one.patterns), None)
        leaves = list(self._leaves(kind, pattern, (), value))
        if table is not None:
            by_path = {column.path: column for column in layout.columns(table)}
            values = {
                by_path[path].key: notation.written(leaf, by_path[path].here, self._acts)
                for path, leaf in leaves
                if path in by_path
            }
            self._rows[table.name].append(_Row(address, values, _empty(table, pattern, leaves), note))
        for path, leaf in leaves:
            if layout.away(kind, (*pattern, *path)):
                self._below(kind, (*pattern, *path), leaf, address)

    def _below(self, kind: str, container: Pattern, value: Plain, address: dict[str, str]) -> None:
        pattern = layout.child(kind, container)
        name = pattern[-1].removeprefix("$")
        if isinstance(value, dict):
            for key, inner in value.items():
                self._row(kind, pattern, inner, {**address, name: key})
        elif isinstance(value, list):
            for number, inner in enumerate(value, 1):
                self._row(kind, pattern, inner, address if name == LIST else {**address, name: str(number)})

    def _leaves(self, kind: str, pattern: Pattern, path: Pattern, value: Plain) -> Iterator[tuple[Pattern, Plain]]:
        """The values of a row in the author's order; what has a sheet of its own is one of them."""
        if not isinstance(value, dict):
            yield path, value
            return
        for key, inner in value.items():
            below = (*path, key)
            if inner and isinstance(inner, dict) and layout.is_side_by_side(below) and not layout.away(kind, (*pattern, *below)):
                yield from self._leaves(kind, pattern, below, inner)
            else:
                yield below, inner

    def _settings(self, content: Plain) -> None:
        if not isinstance(content, dict):
            return
        here = position(MODELS["ruleset.yaml"])
        for path, value, place in _settings(content, here, ()):
            if layout.away("ruleset.yaml", path):
                self._below("ruleset.yaml", path, value, {})
                table = next(one for one in TABLES if one.file == "ruleset.yaml" and one.patterns[0][:-1] == path)
                text = f"（见“{table.name}”表）"
            else:
                text = notation.written(value, place, self._acts)
            self._rows[SETTINGS].append(_Row({}, {"key": _settings_head(path), "path": ".".join(path), "value": text}, ""))

    def sheet(self, table: Table) -> Sheet:
        """The rows of *table* as a sheet."""
        rows = self._rows[table.name]
        if table.name == SETTINGS:
            return Sheet(SETTINGS, _SETTINGS, tuple(tuple(row.values[head.en] for head in _SETTINGS) for row in rows), 1)
        names = [ITEM, FROM] if table.is_of_items and table.name != ITEM else []
        names += table.address
        columns = layout.columns(table)
        heads = [Head(name, ADDRESS_KEYS[name], _ADDRESS_WIDTH.get(name, 18), names=ITEM * (name == ITEM)) for name in names]
        heads += map(_head, columns)
        heads.append(Head(*EMPTY, width=10))
        if table.name == ITEM:
            heads.append(Head(*NOTES, width=40))
        body = []
        for row in rows:
            line = [row.address.get(name, "") for name in names]
            line += [row.values.get(column.key, "") for column in columns]
            line.append(row.empty)
            if table.name == ITEM:
                line.append(row.note)
            body.append(tuple(line))
        return Sheet(table.name, tuple(heads), tuple(body), len(names) + 1)


def _empty(table: Table, pattern: Pattern, leaves: Leaves) -> str:
    """What of a row is there and empty, and has no cell in which to say so."""
    empty = [path for path, value in leaves if not value and not isinstance(value, str)]
    apart = [path for path in empty if layout.away(table.file, (*pattern, *path)) or layout.is_side_by_side(path)]
    return ", ".join(".".join(path) for path in apart)


def spoken(content: Plain, here: Position, known: Sighted, path: Path = ()) -> Plain:
    """*content* with its conditions in Chinese words."""
    if isinstance(content, str):
        return spelled(content, known, "zh") if is_condition(path) and here.shapes else content
    if isinstance(content, list):
        return [spoken(inner, here.below(at), known, (*path, at)) for at, inner in enumerate(content)]
    return {key: spoken(inner, here.below(key), known, (*path, key)) for key, inner in content.items()}


def _settings(value: Plain, here: Position, path: Pattern) -> Iterator[tuple[Pattern, Plain, Position]]:
    """The settings of a place, each with its path; lists and mixed values are one setting."""
    is_open = isinstance(value, dict) and value and len(here.shapes) == 1 and not layout.away("ruleset.yaml", path)
    if isinstance(value, dict) and is_open and all("." not in key and key.strip() == key for key in value):
        for key, inner in value.items():
            yield from _settings(inner, here.below(key), (*path, key))
    else:
        yield path, value, here


def _settings_head(path: Sequence[str]) -> str:
    here = position(MODELS["ruleset.yaml"])
    said = []
    for step in path:
        said.append(KEYS.get(step, step) if step in here.keys else step)
        here = here.below(step)
    return "·".join(said)


def _width(key: str) -> float:
    last = key.rpartition(".")[2]
    if key.startswith("elements."):
        return 38
    if last in _WIDE:
        return _WIDE[last]
    return 34 if last in _NESTED else 14


def _head(column: layout.Column) -> Head:
    here, path = column.here, column.path
    words = tuple(WORD_TABLE.said(word, "zh") for word in here.words) if path[-1:] != ("source",) else ()
    is_closed = all(one.get("type") == "boolean" or "enum" in one or "const" in one for one in here.shapes)
    return Head(column.head, column.key, _width(column.key), words, bool(words) and is_closed, _NAMED.get(path, ""))
