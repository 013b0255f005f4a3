"""Lines of packets for the items of an opened ruleset: a stream as long as one wants, in constant memory.

    Library, seed, Rates  ->  line, line, …
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from benchmarks.packets.drawing import Drawing, Pool
from benchmarks.packets.faults import Rates
from benchmarks.packets.persons import businesses, people
from benchmarks.packets.situations import Prepared, Sort, prepared
from benchmarks.packets.template import template
from materials_rules.library import Library
from materials_rules.rules.version import Version

UNTIL: Final = dt.date(2026, 10, 31)
"""The last day of the year in which packets are received."""
SITUATIONS: Final = 32
"""How many situations of a version are prepared at most."""
SORTS: Final[tuple[Sort, ...]] = ("in", "out", "contradiction")


class UnknownItem(LookupError):
    """An item that the ruleset does not have."""


def lines(
    library: Library,
    number: int,
    seed: int,
    rates: Rates,
    items: Sequence[str] = (),
    situations: int | None = None,
    until: dt.date = UNTIL,
) -> Iterator[str]:
    """*number* lines without their ends; of *items* alone where some are given, of every version alike.

    Equal arguments give equal lines. What is prepared of a version is prepared when its first packet is drawn, from
    *situations* (by default as many as the number of packets is worth). Raises UnknownItem.
    """
    versions = chosen(library, items)
    wanted = situations or max(3, min(SITUATIONS, number // (4 * len(versions))))
    pools: dict[int, Pool] = {}

    def pool(place: int) -> Pool:
        if place not in pools:
            version = versions[place]
            chance = Random(f"{seed}/{version.item}/{version.file.in_force_from.isoformat()}")
            pools[place] = _pool(library, version, prepared(library.plan(version), chance, wanted, until), chance)
        return pools[place]

    chance = Random(f"{seed}")
    yield from Drawing(chance, rates, len(versions), pool, people(chance), businesses(chance)).lines(number)


def chosen(library: Library, items: Sequence[str]) -> tuple[Version, ...]:
    """The versions of *items*, or of all, in the order of the ruleset. Raises UnknownItem."""
    for item in items:
        if item not in library.ruleset.items:
            raise UnknownItem(item)
    return tuple(version for item in (items or tuple(library.ruleset.items)) for version in library.ruleset.items[item])


def _pool(library: Library, version: Version, found: Sequence[Prepared], chance: Random) -> Pool:
    templates = [template(library.plan(version), one, chance) for one in found]
    by_sort = {sort: tuple(one for one in templates if one.prepared.sort == sort) for sort in SORTS}
    # an item that nobody may apply for has no situation of its own; its packets are those of another matter
    by_sort["in"] = by_sort["in"] or tuple(templates)
    return Pool(by_sort)
