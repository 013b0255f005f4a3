"""Decision diagrams of two rulesets over the same questions, so that they can be laid upon one another.

    Judged of the old rules, Judged of the new ones, Axes  ->  what is claimed by both in every situation

The diagrams of one plan have an order of variables and cells of their own. Here all are brought to common axes: one order, cells
that neither side cuts. A value that one side does not know (an answer that was not offered) is a situation that cannot be there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from materials_rules.plan.diagram import Claims, Diagram, Judged
from materials_rules.plan.domain import Domain, Value

Table = int
"""A table of this module: the number of its root."""

MOST_NODES: Final = 400_000
"""More nodes than these and two outputs cannot be compared exactly; the tables of one output have 50,000 at most by default."""


class TooManyNodes(Exception):
    """Two tables together are too large to compare."""


class Nowhere:
    """The value of a common cell on a side that takes no such answer."""

    def __repr__(self) -> str:
        return "NOWHERE"


NOWHERE: Final = Nowhere()


@dataclass(frozen=True)
class Axis:
    """A variable of both: its common cells, and for each a raw value as the old and as the new rules know it.

    It is not the axis of a proof, which varies what a packet says: a paper absent, defective, in form.
    """

    name: str
    domain: Domain
    values: tuple[tuple[Value | Nowhere, Value | Nowhere], ...]


class Tables:
    """Tables over *axes*, each made once; equal tables have equal numbers."""

    def __init__(self, axes: Sequence[Axis]) -> None:
        self.axes = tuple(axes)
        self.level = {axis.name: i for i, axis in enumerate(axes)}
        self._made: dict[Hashable, Table] = {}
        self._what: list[tuple[int, tuple[Table, ...]] | None] = []
        self._values: dict[Table, Hashable] = {}

    def leaf(self, value: Hashable) -> Table:
        """The table that is *value* everywhere."""
        key = ("leaf", value)
        if key not in self._made:
            self._made[key] = self._new(None)
            self._values[self._made[key]] = value
        return self._made[key]

    def value(self, table: Table) -> Hashable:
        """What a leaf is."""
        return self._values[table]

    def is_leaf(self, table: Table) -> bool:
        """Whether a table is the same everywhere."""
        return self._what[table] is None

    def node(self, table: Table) -> tuple[int, tuple[Table, ...]]:
        """The axis that a table asks first, and what follows in each of its cells."""
        found = self._what[table]
        assert found is not None
        return found

    def values(self, table: Table) -> frozenset[Hashable]:
        """Everything that a table is somewhere."""
        found: set[Hashable] = set()
        seen: set[Table] = set()
        waiting = [table]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                if self.is_leaf(one):
                    found.add(self.value(one))
                else:
                    waiting += self.node(one)[1]
        return frozenset(found)

    def numbers_told_apart(self, table: Table) -> frozenset[int]:
        """The levels of numbers of which a table is one thing for some that both sides take, and another for others."""
        found: set[int] = set()
        seen: set[Table] = set()
        waiting = [table]
        while waiting:
            one = waiting.pop()
            if one in seen or self.is_leaf(one):
                continue
            seen.add(one)
            level, parts = self.node(one)
            axis = self.axes[level]
            taken = {part for part, values in zip(parts, axis.values, strict=True) if NOWHERE not in values}
            if axis.domain.starts and len(taken) > 1:
                found.add(level)
            waiting += parts
        return frozenset(found)

    def select(self, level: int, parts: tuple[Table, ...]) -> Table:
        """The table that is `parts[i]` where the axis lies in its cell i."""
        if all(part == parts[0] for part in parts) and self._top(parts[0]) > level:
            return parts[0]
        key = ("select", level, parts)
        if key in self._made:
            return self._made[key]
        top = min(map(self._top, parts))
        if top >= level:
            found = self._make(level, tuple(self._below(part, level, i) for i, part in enumerate(parts)))
        else:
            size = len(self.axes[top].values)
            found = self._make(
                top, tuple(self.select(level, tuple(self._below(part, top, cell) for part in parts)) for cell in range(size))
            )
        self._made[key] = found
        return found

    def together(self, one: Table, other: Table, join: Callable[[Hashable, Hashable], Hashable]) -> Table:
        """The table of what *join* makes of both in each situation."""
        known: dict[tuple[Table, Table], Table] = {}

        def walk(one: Table, other: Table) -> Table:
            if (one, other) not in known:
                if self.is_leaf(one) and self.is_leaf(other):
                    found = self.leaf(join(self.value(one), self.value(other)))
                else:
                    top = min(self._top(one), self._top(other))
                    cells = range(len(self.axes[top].values))
                    found = self._make(top, tuple(walk(self._below(one, top, i), self._below(other, top, i)) for i in cells))
                known[one, other] = found
            return known[one, other]

        return walk(one, other)

    def mapped(self, table: Table, what: Callable[[Hashable], Hashable]) -> Table:
        """The table of what *what* makes of it in each situation."""
        return self.together(table, self.leaf(None), lambda value, _: what(value))

    def shortest(self, table: Table, is_wanted: Callable[[Hashable], bool]) -> dict[str, int] | None:
        """The fewest cells, by the names of their axes, that make a table as wanted; None where it never is."""
        known: dict[Table, tuple[int, tuple[tuple[str, int], ...]] | None] = {}

        def walk(table: Table) -> tuple[int, tuple[tuple[str, int], ...]] | None:
            if table not in known:
                known[table] = visit(table)
            return known[table]

        def visit(table: Table) -> tuple[int, tuple[tuple[str, int], ...]] | None:
            if self.is_leaf(table):
                return (0, ()) if is_wanted(self.value(table)) else None
            level, children = self.node(table)
            axis, best = self.axes[level], None
            for cell, child in enumerate(children):
                found = walk(child)
                if found is not None and (best is None or found[0] + 1 < best[0]):
                    best = (found[0] + 1, ((axis.name, cell), *found[1]))
            return best

        found = walk(table)
        return None if found is None else dict(found[1])

    def diagram(self, table: Table, what: Callable[[Hashable], Claims | None]) -> Diagram:
        """A table as a diagram that can be walked and said in words."""
        terminals: dict[Claims | None, int] = {None: 0}
        order: list[Table] = []
        for one in self._from_below(table):
            if self.is_leaf(one):
                terminals.setdefault(what(self.value(one)), len(terminals))
            else:
                order.append(one)
        places = {one: len(terminals) + i for i, one in enumerate(order)}

        def place(one: Table) -> int:
            return terminals[what(self.value(one))] if self.is_leaf(one) else places[one]

        nodes = tuple((self.node(one)[0], tuple(map(place, self.node(one)[1]))) for one in order)
        return Diagram(tuple(axis.name for axis in self.axes), tuple(terminals), nodes, place(table))

    def _from_below(self, table: Table) -> Iterator[Table]:
        """Every part of a table once, each after what follows from it."""
        done: set[Table] = set()
        waiting = [(table, False)]
        while waiting:
            one, is_ready = waiting.pop()
            if is_ready or self.is_leaf(one):
                if one not in done:
                    done.add(one)
                    yield one
            elif one not in done:
                waiting.append((one, True))
                waiting += [(child, False) for child in self.node(one)[1]]

    def _new(self, what: tuple[int, tuple[Table, ...]] | None) -> Table:
        if len(self._what) >= MOST_NODES:
            raise TooManyNodes
        self._what.append(what)
        return len(self._what) - 1

    def _make(self, level: int, parts: tuple[Table, ...]) -> Table:
        if all(part == parts[0] for part in parts):
            return parts[0]
        key = ("node", level, parts)
        if key not in self._made:
            self._made[key] = self._new((level, parts))
        return self._made[key]

    def _top(self, table: Table) -> int:
        what = self._what[table]
        return len(self.axes) if what is None else what[0]

    def _below(self, table: Table, level: int, cell: int) -> Table:
        what = self._what[table]
        return table if what is None or what[0] != level else what[1][cell]


def laid_out(tables: Tables, judged: Judged, names: Mapping[str, str], side: int) -> Table:
    """An output of one *side* (0 old, 1 new) on common axes. It asks no day any more; *names* are its variables' there."""
    diagram = judged.diagram
    known: dict[int, Table] = {}
    nowhere = tables.leaf(None)

    def walk(node: int) -> Table:
        if node not in known:
            known[node] = visit(node)
        return known[node]

    def visit(node: int) -> Table:
        if node < len(diagram.terminals):
            return tables.leaf(diagram.terminals[node])
        variable, children = diagram.nodes[node - len(diagram.terminals)]
        name, domain = diagram.variables[variable], judged.domains[variable]
        level = tables.level[names[name]]
        own = (values[side] for values in tables.axes[level].values)
        parts = (nowhere if isinstance(value, Nowhere) else walk(children[domain.index(value)]) for value in own)
        return tables.select(level, tuple(parts))

    return walk(diagram.root)


def possible(tables: Tables, table: Table, only: Collection[int] | None = None) -> Table:
    """*table* where both sides know every value (with *only*, at these levels); elsewhere there is no situation to compare."""
    nowhere = tables.leaf(None)
    for level, axis in enumerate(tables.axes):
        if only is not None and level not in only:
            continue
        if any(isinstance(value, Nowhere) for values in axis.values for value in values):
            parts = (nowhere if any(isinstance(v, Nowhere) for v in values) else table for values in axis.values)
            table = tables.select(level, tuple(parts))
    return table
