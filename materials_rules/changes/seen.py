"""What two versions show of one thing in some situations, gathered over the days on which it is so.

    Found, Region, Witness, day by day  ->  Change
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from materials_rules.changes.axes import NEW, OLD, Common
from materials_rules.changes.change import Change, Said, Sort, Witness
from materials_rules.changes.duty import Direction
from materials_rules.changes.regions import Days, Region
from materials_rules.changes.tables import TooManyNodes

_TOO_WIDE: Final = Said("情形过多，未能逐一比较", "too many situations to compare one by one")

_LOOK: Final = Said("请人工核对", "a person must compare them")

Read = Callable[[int], Sequence[str]]
"""The outputs of a side."""


@dataclass(frozen=True)
class Found:
    """What a region is: its direction and its words, equal for all situations that are told alike; `pair` is one example."""

    direction: Direction
    was: Said
    became: Said
    pair: tuple[Hashable, Hashable]

    def __hash__(self) -> int:
        return hash((self.direction, self.was, self.became))

    def __eq__(self, other: object) -> bool:
        mine = (self.direction, self.was, self.became)
        return isinstance(other, Found) and mine == (other.direction, other.was, other.became)

    def __repr__(self) -> str:
        return f"{self.direction} {self.was.zh} {self.became.zh}"


Seen = tuple[Found, Region, Witness | None]
"""What a region is, the region, and the packet that shows it."""


def barred(common: Common) -> Read:
    """The outputs of each side that leave no list of materials: what cannot be, and for whom the item is not."""
    return lambda side: [name for name in common.plan(side).outputs if name == "scope" or name.startswith("never/")]


def impossible(common: Common) -> Read:
    return lambda side: [name for name in common.plan(side).outputs if name.startswith("never/")]


def both_sides(names: Read) -> list[tuple[int, str]]:
    return [(side, name) for side in (OLD, NEW) for name in names(side)]


def told(
    sort: Sort, of: str, name: str, runs: Iterator[Days], found: Callable[[Days], Iterator[Seen]]
) -> Iterator[Change]:
    """The changes that *found* sees run by run; what is the same on neighbouring runs is told once."""
    told: list[tuple[Change, Days]] = []
    whole: list[Days] = []
    for run in runs:
        whole.append(run)
        try:
            seen = [
                Change(sort, of, name, what.direction, what.was, what.became, region.situation, witness=witness)
                for what, region, witness in found(run)
            ]
        except TooManyNodes:
            seen = [Change(sort, of, name, "both", _TOO_WIDE, _LOOK, is_only_words=True)]
        for change in seen:
            told.append((change, run))
    ends = (whole[0].since, whole[-1].until)
    for change in dict.fromkeys(change for change, _ in told):
        witness = next(one.witness for one, _ in told if one == change)
        mine = [run for one, run in told if one == change]
        for since, until in joined(mine):
            yield replace(
                change,
                since=None if since == ends[0] else since,
                until=None if until == ends[1] else until,
                witness=witness,
            )


def joined(runs: Sequence[Days]) -> Iterator[tuple[dt.date, dt.date | None]]:
    """Neighbouring runs as one."""
    since, until = runs[0].since, runs[0].until
    for run in runs[1:]:
        if until is None or run.since == until + dt.timedelta(days=1):
            until = run.until
        else:
            yield since, until
            since, until = run.since, run.until
    yield since, until
