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
        """The variables on which the value still depends."""
        if self.variable < 0:
            return frozenset()
        below = (branch.support for branch in self.branches if branch is not None)
        return frozenset({self.variable}).union(*below)


@dataclass(frozen=True)
class Diagram:
    """`variables` in order; ids below `len(terminals)` are terminals (None = impossible), the rest are nodes.

    A node is (index into variables, one child id a cell). `root` is the id to begin with.
    """

    variables: tuple[str, ...]
    terminals: tuple[Claims | None, ...]
    nodes: tuple[tuple[int, tuple[int, ...]], ...]
    root: int

    def answer(self, cells: Sequence[int | None], judge: Callable[[Claims], T]) -> Answer[T] | None:
        """The output for a packet: *cells* holds the cell of each variable, None = open; *judge* reads the claims.

        Returns None when no situation agrees with the packet (its answers contradict one another).
        """
        seen: dict[int, Answer[T] | None] = {}
        shared: dict[tuple[int, tuple[int, ...]], Answer[T]] = {}
        leaves: dict[T, Answer[T]] = {}

        def walk(node: int) -> Answer[T] | None:
            if node in seen:
                return seen[node]
            seen[node] = found = visit(node)
            return found

        def visit(node: int) -> Answer[T] | None:
            if node < len(self.terminals):
                claims = self.terminals[node]
                if claims is None:
                    return None
                value = judge(claims)
                return leaves.setdefault(value, Answer(-1, value))
            variable, children = self.nodes[node - len(self.terminals)]
            cell = cells[variable]
            if cell is not None:
                return walk(children[cell])
            branches = tuple(walk(child) for child in children)
            possible = [branch for branch in branches if branch is not None]
            if not possible:
                return None
            if all(branch is possible[0] for branch in possible):
                return possible[0]
            key = (variable, tuple(id(branch) for branch in branches))
            return shared.setdefault(key, Answer(variable, None, branches))

        return walk(self.root)

    def reachable(self, cells: Sequence[int | None]) -> frozenset[Claims]:
        """The claims of every situation that agrees with the packet."""
        found = self.answer(cells, lambda claims: claims)
        return frozenset() if found is None else found.values


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
