"""The header of a table, and its rows as packets: what every cell is follows from its column, never from what it holds.

    names of columns  ->  Columns;  Columns x cells  ->  one line of JSON, or why it is none

A column is a path into the packet, its steps parted by dots, numbers for places in arrays. Where the form of a packet has text
the cell is that text as it stands; everywhere else it is a JSON literal. `:text` or `:json` behind a name says it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from materials_rules.batch.form import REQUIRED, Step, spot
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import NotAPacket, WrongUsage
from materials_rules.reading.jsontext import DEEPEST, LONGEST_KEY, MOST_MEMBERS, key_shown

MOST_COLUMNS: Final = MOST_MEMBERS
_SUFFIXES: Final = {"text": True, "json": False}
_PLACE: Final = re.compile(r"0|[1-9][0-9]{0,3}")
_SPREADSHEETS: Final = {"TRUE": b"true", "FALSE": b"false"}
"""How programs for spreadsheets write the two; they can be nothing else."""

MARK: Final = b"\x01"
"""Begins a line that stands for a row without a packet; no JSON begins so."""


class Fault(msgspec.Struct, frozen=True):
    """Why a row is no packet: a code, what fills its message, where in the packet it would stand, the exit code of `check`."""

    code: str
    args: dict[str, str]
    at: str = ""
    exit: int = NotAPacket.exit_code

    def line(self) -> bytes:
        """It as a line among lines of JSON."""
        return MARK + msgspec.json.encode(self)

    def diagnostic(self) -> Diagnostic:
        """It as whoever is told of it wants it."""
        return Diagnostic(self.code, Place("", pointer=self.at), self.args)


def fault_of(line: bytes) -> Fault:
    """The fault that a line beginning with MARK stands for."""
    return msgspec.json.decode(line[len(MARK) :], type=Fault)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its steps, whether its cells are text as they stand, and its name as it may be shown."""

    path: tuple[Step, ...]
    is_text: bool
    shown: str


class Columns:
    """The columns of a table. Raises WrongUsage (B-HEADER, B-COLUMN) for names that are none, with every reason at once."""

    def __init__(self, names: Sequence[str], file: str) -> None:
        if len(names) > MOST_COLUMNS:
            raise header_refused(file, f"最多 {MOST_COLUMNS} 列", f"at most {MOST_COLUMNS} columns")
        found = [_column(name, number, file) for number, name in enumerate(names, start=1)]
        faults = [one for one in found if isinstance(one, Diagnostic)]
        self._columns = [one for one in found if isinstance(one, Column)]
        faults += _conflicts(self._columns, file)
        there = {one.path for one in self._columns}
        lacking = [key for key in REQUIRED if (key,) not in there]
        if lacking:
            zh, en = "、".join(lacking), ", ".join(lacking)
            faults[:0] = header_refused(file, f"没有必有的列 {zh}", f"columns that must be there are not: {en}").diagnostics
        if faults:
            raise WrongUsage(faults[:20])

    def line(self, cells: Sequence[str]) -> bytes:
        """The packet that *cells* are, as JSON; empty where all of them are; a Fault's line where they are none."""
        if len(cells) != len(self._columns):
            if not any(cells):
                return b""
            return Fault("B-ROW", {"found": str(len(cells)), "due": str(len(self._columns))}).line()
        whole: dict[Step, object] = {}
        for column, cell in zip(self._columns, cells, strict=True):
            if not cell:
                continue
            value: object = cell
            if not column.is_text and (value := _literal(cell)) is None:
                return Fault("B-CELL", {"column": column.shown}, pointer(column.path)).line()
            inner: object = whole
            for step in column.path[:-1]:
                inner = inner.setdefault(step, {}) if isinstance(inner, dict) else None
            if not isinstance(inner, dict) or column.path[-1] in inner:
                return Fault("B-TWICE", {"column": column.shown}, pointer(column.path)).line()
            inner[column.path[-1]] = value
        return msgspec.json.encode(_in_shape(whole)) if whole else b""


def pointer(path: Sequence[Step]) -> str:
    """*path* as a JSON pointer, in which a key that may be somebody's name is not shown."""
    return "".join(f"/{step if isinstance(step, int) else key_shown(step, 0)}" for step in path)


def header_refused(file: str, what_zh: str, what_en: str) -> WrongUsage:
    """That the header of a table cannot be used."""
    return WrongUsage([Diagnostic("B-HEADER", Place(file), {"what_zh": what_zh, "what_en": what_en})])


def column_refused(file: str, shown: str, what_zh: str, what_en: str) -> Diagnostic:
    """That one column cannot be used."""
    return Diagnostic("B-COLUMN", Place(file), {"column": shown, "what_zh": what_zh, "what_en": what_en})


def shown_path(steps: Sequence[str], number: int) -> str:
    """The name of column *number*, unless a part of it may be somebody's name: then only the number."""
    is_plain = all(_PLACE.fullmatch(step) or key_shown(step, 0) == step for step in steps)
    return ".".join(steps) if is_plain else f"#{number}"


def _column(name: str, number: int, file: str) -> Column | Diagnostic:
    bare, _, suffix = name.strip().partition(":")
    steps = bare.split(".")
    shown = shown_path(steps, number)
    if suffix and suffix not in _SUFFIXES:
        return column_refused(file, shown, "冒号后只能是 text 或 json", "only `text` or `json` may stand behind the colon")
    if len(steps) > DEEPEST or not all(0 < len(step) <= LONGEST_KEY for step in steps):
        return column_refused(file, shown, "列名的某一级为空或者过长", "a part of its name is empty or too long")
    path = tuple(int(step) if _PLACE.fullmatch(step) else step for step in steps)
    found = spot(path)
    if found is None:
        return column_refused(file, shown, "申请件的格式里没有这一项", "the form of a packet has no such place")
    return Column(path, _SUFFIXES[suffix] if suffix else found.is_text, shown)


def _conflicts(columns: Sequence[Column], file: str) -> list[Diagnostic]:
    """Columns that stand there twice, or that take one thing for an object and an array."""
    faults: list[Diagnostic] = []
    whole: set[tuple[Step, ...]] = set()
    opened: dict[tuple[Step, ...], type] = {}
    for column in columns:
        path = column.path
        if path in whole:
            faults.append(column_refused(file, column.shown, "重复", "it is repeated"))
        elif any(opened.setdefault(path[:place], type(step)) is not type(step) for place, step in enumerate(path)):
            zh, en = "同一处既当作对象又当作数组", "one thing is taken for an object and for an array"
            faults.append(column_refused(file, column.shown, zh, en))
        whole.add(path)
    return faults


def _literal(cell: str) -> msgspec.Raw | None:
    """*cell* as the JSON that it is, or None. It comes into the line as it stands, so every digit stays."""
    text = _SPREADSHEETS.get(cell) or cell.encode()
    try:
        msgspec.json.decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return msgspec.Raw(text.replace(b"\n", b" "))  # in JSON that holds they can only stand between


def _in_shape(value: object) -> object:
    """*value* with what has places for keys as an array, in their order."""
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(key, int) for key in value):
        return [_in_shape(value[place]) for place in sorted(value)]
    return {key: _in_shape(inner) for key, inner in value.items()}
