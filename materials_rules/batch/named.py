"""What people call the items, requirements and materials that a batch counts by their ids.

    Library, Counts  ->  a name for each id that was counted and has one
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from materials_rules.batch.counts import Counts
from materials_rules.library import Library

Names = Mapping[str, str]
"""From an item, or `item/requirement`, to what it is called; what is not there has no name of its own."""


def names_of(library: Library, counts: Counts) -> dict[str, str]:
    """The names of all that stands in *counts*: items by their titles, what is asked for within an item as its rules say it."""
    found: dict[str, str] = {}
    for item in sorted(counts.items):
        if item not in library.ruleset.items:
            continue
        called = library.names(item)
        found[item] = library.ruleset.title(item)
        for key in _keys(counts, item):
            rest = key[len(item) + 1 :]
            if rest in called:
                found[key] = called[rest]
    return found


def _keys(counts: Counts, item: str) -> Iterator[str]:
    for table in (counts.findings, counts.conditional, counts.not_needed):
        yield from (key for key in table if key.startswith(f"{item}/"))
