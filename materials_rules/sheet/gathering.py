"""Sheets gathered into the files of a place: each row goes where its names say, each cell to its key.

    Grids  ->  contents of files, the cell in which each value stands, faults
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from materials_rules.condition.naming import meant
from materials_rules.ground.day import is_day
from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.reading.source import Path, Plain
from materials_rules.rules.scalar import is_identifier
from materials_rules.sheet import layout, notation, settings
from materials_rules.sheet.assembling import Node, Nodes, assemble, read_empty
from materials_rules.sheet.book import LONG, Cell, Grid, long_texts
from materials_rules.sheet.citation import Acts
from materials_rules.sheet.front import ABOUT
from materials_rules.sheet.layout import ADDRESS_KEYS, BY_NAME, EMPTY, FROM, ITEM, LIST, NOTES, SETTINGS, TABLES, Table
from materials_rules.sheet.notation import CellUnreadable
from materials_rules.sheet.rows import Read, Row, Wanted, fault, rows_of
from materials_rules.sheet.typed import text_due

MAY_BE_ELSEWHERE: Final = frozenset({"../laws.yaml", "../disallowed.yaml"})
"""Files above the place: a workbook without their sheets goes by those that are there."""


@dataclass
class Gathered:
    """The contents of files by path, the comments at their heads, and the cell of each path in each file."""

    contents: dict[str, Plain] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    cells: dict[str, dict[Path, str]] = field(default_factory=dict)
    columns: dict[str, dict[Path, Mapping[str, str]]] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)


def gather(grids: Iterable[Grid], path: str, acts: Acts | None = None) -> Gathered:
    """The files that the sheets *grids* of the workbook *path* say, and every cell that has no place in them.

    *acts* may be cited where the workbook has no sheet of acts.
    """
    return _Gathering({grid.name: grid for grid in grids}, path, acts).gathered()


class _Gathering:
    def __init__(self, grids: Mapping[str, Grid], path: str, acts: Acts | None) -> None:
        self._grids = grids
        self._path = path
        self._acts = acts
        self._nodes: Nodes = {}
        self._out = Gathered()
        self._columns: dict[str, dict[layout.Pattern, Mapping[str, str]]] = {}
        self._longs = long_texts(grids[LONG]) if LONG in grids else {}

    def gathered(self) -> Gathered:
        """Everything that the sheets say."""
        self._check_names()
        read = {table.name: self._read(table) for table in TABLES if table.name in self._grids}
        self._acts = self._own_acts(read.get("法律法规")) or self._acts or Acts({})
        for table in TABLES:
            if table.name == SETTINGS or table.name not in read:
                continue
            for row in read[table.name].rows:
                self._row(table, read[table.name], row)
        self._check_parents()
        rows: dict[str, dict[layout.Pattern, Node]] = {file: {} for file in self._place_files()}
        for (file, path), node in self._nodes.items():
            rows.setdefault(file, {})[path] = node
        for file in sorted(rows):
            if file == "ruleset.yaml":
                self._settings(read.get(SETTINGS), rows[file])
            else:
                self._assembled(file, rows[file])
        order = {name: at for at, name in enumerate(BY_NAME)}
        self._out.faults.sort(key=lambda one: _by_cell(one, order))
        return self._out

    def _check_names(self) -> None:
        known = [*BY_NAME, LONG, ABOUT]
        for name, grid in self._grids.items():
            if name not in known and grid.cells:
                hint_zh, hint_en = meant(name, known)
                self._fault(name, "S-SHEET", name=name, hint_zh=hint_zh, hint_en=hint_en)
        for table in TABLES:
            if table.name not in self._grids and not (table.file in MAY_BE_ELSEWHERE and self._acts is not None):
                self._fault(table.name, "S-SHEET-MISSING", name=table.name)

    def _place_files(self) -> set[str]:
        return {table.file for table in TABLES if not table.is_of_items and table.name in self._grids}

    def _own_acts(self, read: Read | None) -> Acts | None:
        if read is None:
            return None
        rows = [(row.cells.get(ADDRESS_KEYS["法律"]), row.cells.get("title")) for row in read.rows]
        return Acts({name.text.strip(): title.text.strip() if title else "" for name, title in rows if name})

    def _read(self, table: Table) -> Read:
        read = rows_of(self._grids[table.name], wanted(table), self._path, self._longs)
        self._out.faults += read.faults
        return read

    # ---- rows ----

    def _row(self, table: Table, read: Read, row: Row) -> None:
        file = self._file(table, read, row)
        if file is None:
            return
        names: dict[str, str] = {}
        for name in table.address:
            if (cell := row.cells.get(ADDRESS_KEYS[name])) is not None:
                names[name] = self._name(read, row, ADDRESS_KEYS[name], cell)
        pattern = next((one for one in table.patterns if {s[1:] for s in one if s[0] == "$"} == names.keys()), None)
        if pattern is None:
            missing = _missing(table, names)
            self._fault(read.at(row.number, ADDRESS_KEYS[missing]), "S-ADDRESS", head=missing)
            return
        path = tuple(names[step[1:]] if step[0] == "$" else step for step in pattern)
        if path and path[-1] == LIST:
            path = (*path[:-1], f"{LIST}{row.number}")
        own = [ADDRESS_KEYS[name] for name in table.address if name in names] or [layout.columns(table)[0].key]
        where = read.at(row.number, own[-1])
        if path and (other := self._nodes.get((file, path))) is not None:
            self._fault(where, "S-TWICE", name=path[-1], other=other.where)
            return
        node = Node(table, pattern, where, {})
        columns = {}
        for column in layout.columns(table):
            columns[column.key] = read.at(row.number, column.key)
            cell = row.cells.get(column.key)
            if cell is not None and (value := self._value(columns[column.key], cell, column)) is not None:
                node.leaves[column.path] = (value, columns[column.key])
        if table.name == ITEM:
            self._out.comments[file] = row.cells[NOTES[1]].text if NOTES[1] in row.cells else ""
        self._nodes[file, path] = self._with_empty(node, read, row)
        self._columns.setdefault(file, {})[path] = columns

    def _with_empty(self, node: Node, read: Read, row: Row) -> Node:
        cell = row.cells.get(EMPTY[1])
        if cell is None:
            return node
        empty, unknown = read_empty(cell.text, node)
        for one in unknown:
            self._fault(read.at(row.number, EMPTY[1]), "S-EMPTY", found=one)
        return replace(node, empty=empty)

    def _file(self, table: Table, read: Read, row: Row) -> str | None:
        """The file to which a row belongs; None, and a fault, where it does not say."""
        if not table.is_of_items:
            return table.file
        item_key, day_key = ("item", "in_force_from") if table.name == ITEM else (ADDRESS_KEYS[ITEM], ADDRESS_KEYS[FROM])
        found: list[str] = []
        for key in (item_key, day_key):
            cell = row.cells.get(key)
            if cell is None:
                self._fault(read.at(row.number, key), "S-NO-NAME", head=ITEM if key == item_key else FROM)
                return None
            text = self._name(read, row, key, cell, is_day=key == day_key)
            if not (is_day(text) if key == day_key else is_identifier(text)):
                if cell.kind == "text":
                    self._fault(read.at(row.number, key), "S-DAY" if key == day_key else "S-NAME", found=text)
                return None
            found.append(text)
        file = f"items/{found[0]}/{found[1]}.yaml"
        if table.name == ITEM and (other := self._nodes.get((file, ()))) is not None:
            self._fault(read.at(row.number, item_key), "S-TWICE", name=found[0], other=other.where)
            return None
        return file

    def _name(self, read: Read, row: Row, key: str, cell: Cell, is_day: bool = False) -> str:
        if cell.kind == "number" and key == ADDRESS_KEYS["分组"] and cell.text.isdecimal():
            return cell.text
        here = next((column.here for column in layout.columns(BY_NAME[ITEM]) if column.key == "in_force_from"), None)
        try:
            return text_due(cell, here if is_day else None).strip()
        except CellUnreadable as unreadable:
            self._fault(read.at(row.number, key), unreadable.code, **unreadable.values)
            return cell.text.strip()

    def _value(self, where: str, cell: Cell, column: layout.Column) -> Plain | None:
        assert self._acts is not None
        try:
            return notation.read(text_due(cell, column.here), column.here, self._acts)
        except CellUnreadable as unreadable:
            values = dict(unreadable.values)
            if unreadable.code == "S-ACT":
                values["hint_zh"], values["hint_en"] = meant(values["act"], [*self._acts.titles, *self._acts.titles.values()])
            self._fault(where, unreadable.code, **values)
            return None

    # ---- files ----

    def _check_parents(self) -> None:
        """Whether the row above each row is there: a material whose item has no row belongs nowhere."""
        for (file, path), node in list(self._nodes.items()):
            above = next(
                (path[:length] for length in range(len(path) - 1, -1, -1) if node.pattern[:length] in _patterns(node.table)), None
            )
            if above is None or (file, above) in self._nodes or not path:
                continue
            name = above[-1] if above else file.removeprefix("items/").removesuffix(".yaml").replace("/", " ")
            sheet = next(t.name for t in TABLES if t.file == node.table.file and node.pattern[: len(above)] in t.patterns)
            self._fault(node.where, "S-ORPHAN", name=name, sheet=sheet)
            del self._nodes[file, path]

    def _assembled(self, file: str, rows: Mapping[layout.Pattern, Node]) -> None:
        content, cells, real = assemble(file, rows)
        self._out.contents[file] = content
        sheet = next((table.name for table in TABLES if table.file == file), "")
        self._out.cells[file] = {(): sheet, **cells} if sheet else cells
        known = self._columns.get(file, {})
        self._out.columns[file] = {real[row]: columns for row, columns in known.items() if row in real}

    def _settings(self, read: Read | None, rows: Mapping[layout.Pattern, Node]) -> None:
        if read is None:
            return
        assert self._acts is not None
        found, empty = settings.gather(read, self._acts, lambda where, code, values: self._fault(where, code, **values))
        content, cells, _ = assemble("ruleset.yaml", rows)
        self._out.contents["ruleset.yaml"] = settings.with_tables(found, content)
        self._out.cells["ruleset.yaml"] = {(): SETTINGS, **{path: where for path, (_, where) in found.items()}, **cells}
        self._out.columns["ruleset.yaml"] = {(): {".".join(path): where for path, where in empty.items()}}

    def _fault(self, where: str, code: str, **args: str) -> None:
        self._out.faults.append(fault(self._path, where, code, Severity.ERROR, **args))


def wanted(table: Table) -> Iterator[Wanted]:
    """The columns that the sheet of *table* may have."""
    if table.name == SETTINGS:
        yield from (Wanted("key", "设置"), Wanted("path", "英文键"), Wanted("value", "取值"))
        return
    if table.is_of_items and table.name != ITEM:
        yield from (Wanted(ADDRESS_KEYS[ITEM], ITEM, True), Wanted(ADDRESS_KEYS[FROM], FROM, True))
    yield from (Wanted(ADDRESS_KEYS[name], name, True) for name in table.address)
    yield from (Wanted(column.key, column.head, column.key in ("item", "in_force_from")) for column in layout.columns(table))
    yield Wanted(EMPTY[1], EMPTY[0])
    if table.name == ITEM:
        yield Wanted(NOTES[1], NOTES[0])


def _missing(table: Table, names: Mapping[str, str]) -> str:
    """The first name that a row lacks, for the kind of row that it comes nearest to."""
    wanted = [{step[1:] for step in pattern if step[0] == "$"} for pattern in table.patterns]
    nearest = min(wanted, key=lambda one: (len(one ^ names.keys()), len(one)))
    return next((name for name in table.address if name in nearest - names.keys()), table.address[-1])


@cache
def _patterns(table: Table) -> set[layout.Pattern]:
    return {pattern for one in TABLES if one.file == table.file and one.name != SETTINGS for pattern in one.patterns}


def _by_cell(one: Diagnostic, order: Mapping[str, int]) -> tuple[int, int, str, str]:
    """Sheet by sheet, row by row."""
    sheet, _, cell = one.place.pointer.partition("!")
    row = "".join(char for char in cell if char.isdigit())
    return order.get(sheet, len(order)), int(row or 0), f"{len(cell)}{cell}", one.code
