"""What answers leave of an output besides their cells: an answered value says more than in which cell it lies.

    plan, output, what is answered exactly  ->  Limits;  Judged, Limits  ->  Judged in which nothing else is possible

Of `a > b` with `a` answered as 0 and no `b` below 0 nothing is open, although no rule holds `a` against a constant.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from materials_rules.ground.once import once
from materials_rules.plan.classing import life
from materials_rules.plan.compile import Judged, Plan
from materials_rules.plan.cone import list_of
from materials_rules.plan.possible import Answered, Check, checks
from materials_rules.plan.region import Region, of_cell

MOST_COMBINATIONS: Final = 20_000
"""Of cells of what hangs together and is open; with more, nothing more is said than by the cells."""

Limit = tuple[tuple[int, ...], frozenset[tuple[int, ...]]]
"""Open variables of an output, by their places, and the cells in which they can lie together."""

Limits = tuple[Limit, ...]

Exact = Callable[[str, str | None], Region | None]
"""The answer to a variable for somebody, as a region; None where it is open."""


def limits(
    plan: Plan, output: str, subject: str | None, cells: Sequence[int | None], exact: Exact, members: Mapping[str, Sequence[str]]
) -> Limits:
    """What answers leave of *output* for *subject*, its variables lying in *cells*; *members* are the keys of answered lists."""
    judged = plan.outputs[output]
    found = []
    for check in checks_of(plan, output):
        own = {name: place for place, name in enumerate(judged.diagram.variables) if name in check.names}
        free = [name for name, place in own.items() if cells[place] is None]
        known, lists = answers(check, subject, exact, members)
        sizes = [judged.domains[own[name]].size for name in free]
        if not free or not (known or lists) or math.prod(sizes) > MOST_COMBINATIONS:
            continue
        here = {name: of_cell(judged.domains[place], cell) for name, place in own.items() if (cell := cells[place]) is not None}
        regions = [[of_cell(judged.domains[own[name]], cell) for cell in range(judged.domains[own[name]].size)] for name in free]
        can_be = check.deciding()
        allowed = frozenset(
            chosen
            for chosen in itertools.product(*map(range, sizes))
            if can_be({**here, **known, **{n: some[i] for n, some, i in zip(free, regions, chosen, strict=True)}}, lists)
        )
        if len(allowed) < math.prod(sizes):
            found.append((tuple(own[name] for name in free), allowed))
    return tuple(found)


def answers(
    check: Check, subject: str | None, exact: Exact, members: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Region], dict[str, Answered]]:
    """What is answered of the things behind *check*, for *subject*, and of each of the *members* of its lists."""
    known: dict[str, Region] = {}
    # who is on a list that may be corrected may be somebody else
    open_lists = tuple(f"member/{one.name}." for one in check.lists if one.name not in members)
    for name, thing in check.things.items():
        region = None if name.startswith(open_lists) else exact(name, subject)
        if region is not None and region & thing.region:
            known[name] = region
    lists: dict[str, Answered] = {}
    for one in check.lists:
        if one.name in members:
            whose = [f"{one.name}:{key}" for key in members[one.name]]
            own = [name for name in check.things if one.is_own(name)]
            facts = [{name: region for name in own if (region := exact(name, who)) is not None} for who in whose]
            lists[one.name] = Answered(tuple(facts), whose.index(subject) if subject in whose else None)
    return known, lists


@once
def checks_of(plan: Plan, output: str) -> tuple[Check, ...]:
    """What hangs together of the variables of *output*, by comparisons and by statements about lists."""
    names = plan.outputs[output].diagram.variables
    if not any(name.startswith(("relation/", "atom/")) for name in names):
        return ()
    first, last = life(plan.ruleset, plan.version)
    sources = {name: plan.sources.get(name) for name in names}
    return checks(sources, plan.base, plan.version, (first.toordinal(), last.toordinal()), list_of(output, plan.version))


@once
def within(judged: Judged, limits: Limits) -> Judged:
    """*judged* in which nothing is possible beyond *limits*."""
    diagram = judged.diagram
    for variables, allowed in limits:
        diagram = diagram.within(variables, allowed, [domain.size for domain in judged.domains])
    return Judged(diagram, judged.domains)
