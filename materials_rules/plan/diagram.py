"""A reduced decision diagram: what an output is in every complete situation, stored without repetition.

    table of complete situations  ->  Diagram;  Diagram, what a packet fixes  ->  Answer

A packet is one walk in which an open variable takes all its branches. Two situations that differ in no answer share their
nodes, so a walk costs at most the nodes, never the product. A situation that cannot exist (`never:`, out of scope, broken
order) has no claims at all but `None`, and such a branch is left out of every walk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from materials_rules.plan.domain import Domain

Claims = frozenset[str]
"""What holds in a situation: names of derived claims."""

T = TypeVar("T")


@dataclass(frozen=True)
class Answer(Generic[T]):
    """What is left of an output once a packet is known: a value, or a question about one variable and what follows.

    `variable` is -1 at a leaf. `branches` has one entry a cell; None = no such situation exists. Equal parts of one walk
    are the same object.
    """

    variable: int
    value: T | None
    branches: tuple[Answer[T] | None, ...] = ()

    @cached_property
    def values(self) -> frozenset[T]:
        """Every value that is still possible."""
        if self.variable < 0:
            return frozenset() if self.value is None else frozenset({self.value})
        return frozenset().union(*(branch.values for branch in self.branches if branch is not None))

    @cached_property
    def support(self) -> frozenset[int]:
        """The variables on which the value still depends: they settle it, and without any one of them the rest does not.

        Where situations that cannot exist make several such sets, the variables that the output itself reads come first.
        """
        if self.variable < 0:
            return frozenset()
        below = (branch.support for branch in self.branches if branch is not None)
        return frozenset({self.variable}).union(*below)


@dataclass(frozen=True)
class Diagram:
    """`variables` in order; ids below `len(terminals)` are terminals (None = impossible), the rest are nodes.

    A node is (index into variables, one child id a cell); children have smaller ids. `root` is the id to begin with.
    """

    variables: tuple[str, ...]
    terminals: tuple[Claims | None, ...]
    nodes: tuple[tuple[int, tuple[int, ...]], ...]
    root: int

    def answer(self, cells: Sequence[int | None], judge: Callable[[Claims], T]) -> Answer[T] | None:
        """The output for a packet: *cells* holds the cell of each variable, None = open; *judge* reads the claims.

        Returns None when no situation agrees with the packet (its answers contradict one another).
        """
        making: _Making[T] = _Making()
        seen: dict[int, Answer[T] | None] = {}
        gaps = False

        def walk(node: int) -> Answer[T] | None:
            if node not in seen:
                seen[node] = visit(node)
            return seen[node]

        def visit(node: int) -> Answer[T] | None:
            nonlocal gaps
            if node < len(self.terminals):
                claims = self.terminals[node]
                return None if claims is None else making.leaf(judge(claims))
            variable, children = self.nodes[node - len(self.terminals)]
            cell = cells[variable]
            if cell is not None:
                return walk(children[cell])
            branches = tuple(walk(child) for child in children)
            gaps = gaps or None in branches
            return making.node(variable, branches)

        found = walk(self.root)
        return _without_needless(found, making, 64 + 32 * len(seen)) if gaps and found is not None else found

    def reachable(self, cells: Sequence[int | None]) -> frozenset[Claims]:
        """The claims of every situation that agrees with the packet."""
        found: set[Claims] = set()
        seen: set[int] = set()
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if node in seen:
                continue
            seen.add(node)
            if node < len(self.terminals):
                claims = self.terminals[node]
                if claims is not None:
                    found.add(claims)
                continue
            variable, children = self.nodes[node - len(self.terminals)]
            cell = cells[variable]
            waiting += children if cell is None else (children[cell],)
        return frozenset(found)


    def within(self, variables: Sequence[int], allowed: frozenset[tuple[int, ...]], sizes: Sequence[int]) -> Diagram:
        """The same where *variables*, in their order, lie in some of the *allowed* cells together; elsewhere nothing is possible.

        *sizes* says how many cells each variable has.
        """
        first, nothing = len(self.terminals), self.terminals.index(None)
        parts: dict[tuple[int, tuple[int, ...]], int] = {}
        made: dict[tuple[int, frozenset[tuple[int, ...]]], int] = {}

        def visit(node: int, rest: frozenset[tuple[int, ...]]) -> int:
            """The number of what is left of *node* where the variables that are still to come lie in *rest*."""
            if node == nothing or not rest:
                return nothing
            to_come = len(next(iter(rest)))
            if node < first and not to_come:
                return node
            if (node, rest) not in made:
                asked = len(sizes) if node < first else self.nodes[node - first][0]
                bound = variables[len(variables) - to_come] if to_come else len(sizes)
                variable = min(asked, bound)
                children = (node,) * sizes[variable] if asked > variable else self.nodes[node - first][1]
                if bound == variable:
                    left = [frozenset(cells[1:] for cells in rest if cells[0] == cell) for cell in range(len(children))]
                else:
                    left = [rest] * len(children)
                below = tuple(map(visit, children, left))
                alike = all(child == below[0] for child in below)
                made[node, rest] = below[0] if alike else parts.setdefault((variable, below), first + len(parts))
            return made[node, rest]

        root = visit(self.root, allowed)
        return Diagram(self.variables, self.terminals, tuple(parts), root)


@dataclass(frozen=True)
class Judged:
    """One output ready to be walked: its diagram and the cells of its variables, in the diagram's order."""

    diagram: Diagram
    domains: tuple[Domain, ...]


class _Making(Generic[T]):
    """The parts of one answer, each made once."""

    def __init__(self) -> None:
        self._leaves: dict[T, Answer[T]] = {}
        self._nodes: dict[tuple[int, tuple[int, ...]], Answer[T]] = {}

    def leaf(self, value: T) -> Answer[T]:
        return self._leaves.setdefault(value, Answer(-1, value))

    def node(self, variable: int, branches: tuple[Answer[T] | None, ...]) -> Answer[T] | None:
        """Where all branches are one, that one; None where no situation is left."""
        first = branches[0]
        if all(branch is first for branch in branches):
            return first
        key = (variable, tuple(id(branch) for branch in branches))
        return self._nodes.setdefault(key, Answer(variable, None, branches))


class _Needed(Exception):
    """Two situations that differ in the variable alone have different values; or it is too dear to tell."""


def _without_needless(root: Answer[T], making: _Making[T], budget: int) -> Answer[T]:
    """*root* without the variables that only seem to matter because some of their situations cannot exist.

    A variable is left out where its branches agree wherever both are possible; the last ones are tried first. After
    *budget* steps no more are tried, so that the cost stays a multiple of a walk; a needless question may then be left.
    """
    steps = budget

    def step() -> None:
        nonlocal steps
        steps -= 1
        if steps < 0:
            raise _Needed

    def union(one: Answer[T] | None, other: Answer[T] | None, known: dict[tuple[int, int], Answer[T] | None]) -> Answer[T] | None:
        if one is None or one is other:
            return other
        if other is None:
            return one
        key = (id(one), id(other))
        if key not in known:
            step()
            if one.variable < 0 and other.variable < 0:
                raise _Needed
            variable = min(v for v in (one.variable, other.variable) if v >= 0)
            cells = len(one.branches if one.variable == variable else other.branches)
            branches = zip(_branches(one, variable, cells), _branches(other, variable, cells), strict=True)
            known[key] = making.node(variable, tuple(union(left, right, known) for left, right in branches))
        return known[key]

    def without(node: Answer[T] | None, variable: int, known: dict[int, Answer[T] | None]) -> Answer[T] | None:
        if node is None or node.variable < 0 or node.variable > variable:
            return node
        if id(node) not in known:
            step()
            if node.variable == variable:
                joined: Answer[T] | None = None
                unions: dict[tuple[int, int], Answer[T] | None] = {}
                for branch in node.branches:
                    joined = union(joined, branch, unions)
                known[id(node)] = joined
            else:
                below = tuple(without(branch, variable, known) for branch in node.branches)
                known[id(node)] = making.node(node.variable, below)
        return known[id(node)]

    def collapsed(node: Answer[T] | None, known: dict[int, Answer[T] | None]) -> Answer[T] | None:
        """Without the questions that have one possible answer only, or one that matters."""
        if node is None or node.variable < 0:
            return node
        if id(node) not in known:
            below = tuple(collapsed(branch, known) for branch in node.branches)
            possible = [branch for branch in below if branch is not None]
            alike = all(branch is possible[0] for branch in possible)
            known[id(node)] = possible[0] if alike else making.node(node.variable, below)
        return known[id(node)]

    found = root
    for variable in sorted(root.support, reverse=True):
        try:
            found = without(found, variable, {}) or found
        except _Needed:
            if steps < 0:
                break
    return collapsed(found, {}) or found


def _branches(node: Answer[T], variable: int, cells: int) -> tuple[Answer[T] | None, ...]:
    return node.branches if node.variable == variable else (node,) * cells


def build(
    variables: Sequence[str], sizes: Sequence[int], table: Mapping[tuple[int, ...], Claims | None]
) -> Diagram:
    """The diagram of a complete *table*; a situation that the table lacks is impossible."""
    terminals: dict[Claims | None, int] = {None: 0}
    for claims in table.values():
        terminals.setdefault(claims, len(terminals))
    nodes: dict[tuple[int, tuple[int, ...]], int] = {}
    offset = len(terminals)

    def make(prefix: tuple[int, ...]) -> int:
        level = len(prefix)
        if level == len(sizes):
            return terminals[table.get(prefix)]
        children = tuple(make((*prefix, cell)) for cell in range(sizes[level]))
        if all(child == children[0] for child in children):
            return children[0]
        return nodes.setdefault((level, children), offset + len(nodes))

    root = make(())
    return Diagram(tuple(variables), tuple(terminals), tuple(nodes), root)
