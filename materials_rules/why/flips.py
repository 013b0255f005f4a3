"""What would change a verdict: the smallest sets of answers, found on the diagram in every situation and not by trying.

    the cells of an output, a verdict  ->  sets of answers with which it would be another

A set is smallest when none of its answers alone, nor any of its parts, would do. Days of receipt are no answers.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from materials_rules.plan.compile import Judged
from materials_rules.plan.diagram import Claims
from materials_rules.plan.formula import RECEIVED_ON

MOST_ANSWERS: Final = 3
MOST_TRIED: Final = 200_000
"""Steps of looking; a ruleset of the usual size needs some hundreds, and where answers are open each look costs more."""

Cells = list[int | None]
Holds = Callable[[Claims], bool]


@dataclass(frozen=True)
class Flip:
    """Answers that together bring another verdict: each variable, by its place, in one of these cells."""

    answers: tuple[tuple[int, frozenset[int]], ...]


@dataclass(frozen=True)
class Flips:
    """All smallest sets; `is_whole` is false where more answers than `MOST_ANSWERS` at once were not looked at."""

    sets: tuple[Flip, ...]
    is_whole: bool


def settled(judged: Judged, cells: Sequence[int | None], holds: Holds) -> bool | None:
    """Whether *holds* is true in every situation that agrees with *cells*, or in none; None where it depends or none is left."""
    found = {holds(claims) for claims in judged.diagram.reachable(cells)}
    return found.pop() if len(found) == 1 else None


def flips(judged: Judged, cells: Sequence[int | None], holds: Holds, wanted: bool) -> Flips:
    """The smallest sets of answers after which *holds* is *wanted* in every situation; *cells* are the answers as they are."""
    free = [i for i, name in enumerate(judged.diagram.variables) if name != RECEIVED_ON and judged.domains[i].size > 1]
    found: list[Flip] = []
    single: list[tuple[tuple[int, int], ...]] = []
    budget = MOST_TRIED
    cost = 1 + (len(judged.diagram.nodes) // 20 if None in cells else 0)
    for number in range(1, min(MOST_ANSWERS, len(free)) + 1):
        for places in itertools.combinations(free, number):
            good = []
            for chosen in itertools.product(*(_others(judged, cells, place) for place in places)):
                budget -= cost
                if budget < 0:
                    return Flips(tuple(found), False)
                set_ = tuple(zip(places, chosen, strict=True))
                if not _holds_a_smaller(set_, single) and settled(judged, _with(cells, set_), holds) is wanted:
                    good.append(chosen)
            single += [tuple(zip(places, chosen, strict=True)) for chosen in good]
            found += [Flip(tuple(zip(places, box, strict=True))) for box in _boxes(good)]
    return Flips(tuple(found), len(free) <= MOST_ANSWERS)


def _others(judged: Judged, cells: Sequence[int | None], place: int) -> list[int]:
    return [cell for cell in range(judged.domains[place].size) if cell != cells[place]]


def _with(cells: Sequence[int | None], answers: Sequence[tuple[int, int]]) -> Cells:
    changed = list(cells)
    for place, cell in answers:
        changed[place] = cell
    return changed


def _holds_a_smaller(answers: Sequence[tuple[int, int]], smaller: Sequence[tuple[tuple[int, int], ...]]) -> bool:
    own = set(answers)
    return any(own.issuperset(one) for one in smaller)


def _boxes(good: Sequence[tuple[int, ...]]) -> Iterator[tuple[frozenset[int], ...]]:
    """Combinations of cells as few boxes: those that differ in one place go together, place by place."""
    boxes = [tuple(frozenset({cell}) for cell in chosen) for chosen in good]
    for place in range(len(boxes[0]) if boxes else 0):
        together: dict[tuple[frozenset[int], ...], frozenset[int]] = {}
        for box in boxes:
            rest = (*box[:place], *box[place + 1 :])
            together[rest] = together.get(rest, frozenset()) | box[place]
        boxes = [(*rest[:place], cells, *rest[place:]) for rest, cells in together.items()]
    yield from boxes
