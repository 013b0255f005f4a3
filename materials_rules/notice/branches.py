"""The situations in which an answer is the wanted one, as few boxes as it takes: what stands behind a line to tick.

    Answer, wanted value  ->  Branching

A box holds wherever each of its variables lies in one of the named cells; a variable that a box does not name may be
anything. Situations that cannot exist are nobody's, so a box may reach over them when that makes it simpler.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from materials_rules.plan.diagram import Answer

T = TypeVar("T")

Box = Mapping[int, frozenset[int]]
"""Cells by variable, each by its number in the diagram."""

World = tuple[int, ...]

MOST_SITUATIONS: Final = 512
MOST_BOXES: Final = 6
"""More alternatives than these are no list that a person can tick."""


@dataclass(frozen=True)
class Branching:
    """`variables` are those that the answer depends on; `boxes` together hold exactly where it is the wanted one."""

    variables: tuple[int, ...]
    boxes: tuple[Box, ...]

    def holds(self, cells: Mapping[int, int]) -> bool:
        """Whether the answer is the wanted one where the variables lie in *cells*."""
        return any(all(cells[variable] in inside for variable, inside in box.items()) for box in self.boxes)


def branching(answer: Answer[T], wanted: T, sizes: Sequence[int], plain: Collection[int] = ()) -> Branching | None:
    """Where *answer* is *wanted*; *sizes* holds how many cells each variable has. None when no list to tick can say it.

    Of the variables *plain* a box names no cell that no situation has: to say it would make nothing simpler.
    """
    order = tuple(sorted(answer.support))
    count = 1
    for variable in order:
        count *= sizes[variable]
    if count > MOST_SITUATIONS:
        return None
    inside: list[World] = []
    outside: list[World] = []
    for world in itertools.product(*(range(sizes[variable]) for variable in order)):
        value = value_in(answer, dict(zip(order, world, strict=True)))
        if value is not None:
            (inside if value == wanted else outside).append(world)
    boxes = boxes_of(inside, outside, [sizes[variable] for variable in order])
    if boxes is None:
        return None
    met = {i: {world[i] for world in (*inside, *outside)} for i, variable in enumerate(order) if variable in plain}
    named = ({order[i]: cells & met.get(i, cells) for i, cells in box.items()} for box in boxes)
    return Branching(order, tuple(sorted(named, key=sorted)))


def boxes_of(inside: Sequence[World], outside: Sequence[World], sizes: Sequence[int]) -> tuple[Box, ...] | None:
    """Boxes that hold in every situation *inside* and in none *outside*, variables by their place; None where too many."""
    boxes: list[Box] = []
    missing = inside
    every = [frozenset(range(size)) for size in sizes]
    while missing:
        if len(boxes) == MOST_BOXES:
            return None
        best = min(_candidates(missing[0], outside, every), key=lambda box: (-_covered(box, missing), _narrow(box, every)))
        boxes.append({i: cells for i, cells in enumerate(best) if cells != every[i]})
        missing = [world for world in missing if not _has(best, world)]
    return tuple(boxes)


def value_in(answer: Answer[T], cells: Mapping[int, int]) -> T | None:
    """What *answer* is where its variables lie in *cells*; None where that cannot be."""
    found: Answer[T] | None = answer
    while found is not None and found.variable >= 0:
        found = found.branches[cells[found.variable]]
    return None if found is None else found.value


_Wide = tuple[frozenset[int], ...]


def _candidates(world: World, outside: Sequence[World], every: Sequence[frozenset[int]]) -> list[_Wide]:
    """Boxes around *world* that no situation outside lies in and that no cell can be added to, one for each order."""
    places = range(len(every))
    orders = itertools.permutations(places) if len(every) <= 3 else ((*places[i:], *places[:i]) for i in places)
    return list(dict.fromkeys(_grown(world, outside, every, order) for order in orders))


def _grown(world: World, outside: Sequence[World], every: Sequence[frozenset[int]], order: Sequence[int]) -> _Wide:
    box = [frozenset({cell}) for cell in world]
    for place in order:
        barred = {
            other[place]
            for other in outside
            if all(other[i] in cells for i, cells in enumerate(box) if i != place)
        }
        box[place] = every[place] - barred
    return tuple(box)


def _has(box: _Wide, world: World) -> bool:
    return all(cell in cells for cell, cells in zip(world, box, strict=True))


def _covered(box: _Wide, worlds: Sequence[World]) -> int:
    return sum(_has(box, world) for world in worlds)


def _narrow(box: _Wide, every: Sequence[frozenset[int]]) -> int:
    """How many variables a box speaks of."""
    return sum(cells != whole for cells, whole in zip(box, every, strict=True))
