"""Whether values exist between which comparisons stand as wanted: decided exactly, by order alone.

    the values that each side may have, how the sides stand to one another  ->  whether that can be

Sides that are equal become one with the values that all of them may have. Of what has an order, each then takes the least value
above all that must lie below it: if that is too much, so is every other choice. Of texts and words, only those that may be few
different values need trying. Numbers with different decimals are held against each other on the finest grid.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from materials_rules.plan.domain import FAR, Value
from materials_rules.plan.formula import BOTH_NONE
from materials_rules.plan.region import Region


@dataclass(frozen=True, slots=True)
class Side:
    """One side of comparisons: the values that it may have, scaled to so many decimals, and whether they have an order."""

    region: Region
    decimals: int
    is_ordered: bool


@dataclass(frozen=True, slots=True)
class Way:
    """How two sides stand: -1, 0, 1 (less, equal, more; without order 0, 1), None (one bears none), BOTH_NONE."""

    left: str
    right: str
    way: Value


def can_stand(sides: Mapping[str, Side], ways: Sequence[Way]) -> bool:
    """Whether each of *sides* has a value so that all *ways* are so."""
    return any(_values_exist(sides, ways, absent) for absent in _absences(sides, ways))


def _absences(sides: Mapping[str, Side], ways: Sequence[Way]) -> Iterator[frozenset[str]]:
    """Which sides may bear none: of a comparison that says so, one or both; of all others neither."""
    both = {end for one in ways if one.way == BOTH_NONE for end in (one.left, one.right)}
    neither = {end for one in ways if one.way not in (None, BOTH_NONE) for end in (one.left, one.right)}
    one_of = [(one.left, one.right) for one in ways if one.way is None]
    for chosen in itertools.product(*one_of):
        absent = both | set(chosen)
        exactly_one = all((left in absent) != (right in absent) for left, right in one_of)
        if exactly_one and not absent & neither and all(sides[name].region.may_be_none for name in absent):
            yield frozenset(absent)


def _values_exist(sides: Mapping[str, Side], ways: Sequence[Way], absent: frozenset[str]) -> bool:
    groups = {name: name for name in sides if name not in absent}
    there = [one for one in ways if one.left in groups and one.right in groups]
    for one in there:
        if one.way == 0:
            gone, kept = groups[one.left], groups[one.right]
            groups = {name: kept if group == gone else group for name, group in groups.items()}
    members: dict[str, list[Side]] = {}
    for name, group in groups.items():
        members.setdefault(group, []).append(sides[name])
    differing = {(groups[one.left], groups[one.right], one.way) for one in there if one.way != 0}
    if any(left == right for left, right, _ in differing):
        return False
    ordered = {group: found for group, found in members.items() if found[0].is_ordered}
    below = {(left, right) if way == -1 else (right, left) for left, right, way in differing if left in ordered}
    apart = {(left, right) for left, right, _ in differing if left not in ordered}
    words = {group: _in_common(found) for group, found in members.items() if group not in ordered}
    return _in_order(ordered, below) and _all_different(words, apart)


def _in_order(groups: Mapping[str, Sequence[Side]], below: set[tuple[str, str]]) -> bool:
    """Whether numbers can be found with the first of each pair below the second."""
    finest = max((side.decimals for found in groups.values() for side in found), default=0)
    least: dict[str, int] = {}
    while len(least) < len(groups):
        ready = [group for group in groups if group not in least and all(low in least for low, high in below if high == group)]
        if not ready:
            return False  # each of them would have to lie below another one of them
        for group in ready:
            start = max((least[low] + 1 for low, high in below if high == group), default=-FAR * 10**finest)
            value = _least(groups[group], start, finest)
            if value is None:
                return False
            least[group] = value
    return True


def _least(found: Sequence[Side], start: int, finest: int) -> int | None:
    """The least number from *start* on, in units of the finest grid, that all of these sides may have."""
    value, changed = start, True
    while changed:
        changed = False
        for side in found:
            grid = 10 ** (finest - side.decimals)
            whole = -(-value // grid)
            ahead = [max(first, whole) for first, last in side.region.stretches if last >= whole]
            if not ahead:
                return None
            if min(ahead) * grid != value:
                value, changed = min(ahead) * grid, True
    return value


def _in_common(found: Sequence[Side]) -> Region:
    common = found[0].region
    for side in found[1:]:
        common &= side.region
    return common.without(None)


def _all_different(words: Mapping[str, Region], apart: set[tuple[str, str]]) -> bool:
    """Whether words can be found, no pair of *apart* with the same; what may be any text is never short of one."""
    if not all(words.values()):
        return False
    few = [group for group, region in words.items() if region.but is None]
    chosen: dict[str, Value] = {}

    def can_go_on() -> bool:
        if len(chosen) == len(few):
            return True
        group = few[len(chosen)]
        near = {left if right == group else right for left, right in apart if group in (left, right)}
        for value in sorted(words[group].values, key=repr):
            if all(chosen[other] != value for other in near & chosen.keys()):
                chosen[group] = value
                if can_go_on():
                    return True
                del chosen[group]
        return False

    return can_go_on()
