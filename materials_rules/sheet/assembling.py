"""Rows put together to the content of a file: values under their keys, rows of other sheets where they belong, in order.

    nodes  ->  content, the cell of each path
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from materials_rules.reading.source import Path, Plain
from materials_rules.sheet import layout
from materials_rules.sheet.layout import LIST, TABLES, Pattern, Table


@dataclass(frozen=True)
class Node:
    """One row: its table and pattern, its cell, its values with their cells, and what in it is there and empty."""

    table: Table
    pattern: Pattern
    where: str
    leaves: dict[Pattern, tuple[Plain, str]]
    empty: tuple[Pattern, ...] = ()


Nodes = dict[tuple[str, Pattern], Node]
"""Rows by file and path, in the order of the sheets."""


def read_empty(text: str, node: Node) -> tuple[tuple[Pattern, ...], list[str]]:
    """What the column 空项 says, and what in it can not be empty in this row."""
    paths = [*layout.default_order(node.table, node.pattern)]
    known = {".".join(path): path for path in paths if layout.away(node.table.file, (*node.pattern, *path))}
    known |= {path[0]: path[:1] for path in paths if len(path) > 1}
    said = [one.strip() for one in text.replace("，", ",").replace("、", ",").split(",") if one.strip()]
    return tuple(known[one] for one in said if one in known), [one for one in said if one not in known]


def assemble(file: str, rows: Mapping[Pattern, Node]) -> tuple[Plain, dict[Path, str], dict[Pattern, Path]]:
    """The content of *file* from its *rows*, the cell of each path in it, and the path in the file of each row."""
    return _Assembling(file, rows).whole()


class _Assembling:
    def __init__(self, file: str, nodes: Mapping[Pattern, Node]) -> None:
        self._kind = layout.ITEM_FILES if file.startswith(layout.ITEM_FILES) else file
        self._nodes = nodes
        self._below: dict[Pattern, list[Pattern]] = {}
        for path in nodes:
            if path:
                self._below.setdefault(path[:-1], []).append(path)
        self.cells: dict[Path, str] = {}
        self.real: dict[Pattern, Path] = {}

    def whole(self) -> tuple[Plain, dict[Path, str], dict[Pattern, Path]]:
        """Everything in the file."""
        if () in self._nodes:
            return self._row((), ()), self.cells, self.real
        tables = [one for one in TABLES if one.file == self._kind and len(one.patterns[0]) == 2]
        roots = [one.patterns[0][:1] for one in tables]
        return {root[0]: self._container(root, root, root) for root in roots}, self.cells, self.real

    def _row(self, path: Pattern, real: Path) -> Plain:
        node = self._nodes[path]
        self.cells[real] = node.leaves[()][1] if () in node.leaves else node.where
        self.real[path] = real
        if () in node.leaves:
            return node.leaves[()][0]
        found: dict[str, Plain] = {}
        for below in self._in_order(node, path):
            value, where = node.leaves.get(below, (None, ""))
            if value is None:
                if layout.away(self._kind, (*node.pattern, *below)):
                    value = self._container((*node.pattern, *below), (*path, *below), (*real, *below))
                else:
                    value = {}
            inner = found
            for step in below[:-1]:
                deeper = inner.setdefault(step, {})
                assert isinstance(deeper, dict)
                inner = deeper
            inner.setdefault(below[-1], value)
            if where:
                self.cells[(*real, *below)] = where
        return found

    def _in_order(self, node: Node, path: Pattern) -> list[Pattern]:
        """The paths of what the row has, in the models' order."""
        default = layout.default_order(node.table, node.pattern)
        there = [below for below in default if below in node.leaves or (*path, *below) in self._below]
        return there + [one for one in node.empty if one not in there and not any(below[: len(one)] == one for below in there)]

    def _container(self, pattern: Pattern, path: Pattern, real: Path) -> Plain:
        """The rows of another sheet, as a list or by their names."""
        rows = self._below.get(path, [])
        step = layout.child(self._kind, pattern)[-1]
        if step in (LIST, "$分组"):
            return [self._row(row, (*real, at)) for at, row in enumerate(rows)]
        return {row[-1]: self._row(row, (*real, row[-1])) for row in rows}
