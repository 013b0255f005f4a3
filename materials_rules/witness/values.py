"""Values that stand to one another as is wanted: equal, unequal, before, after, borne or not.

    regions of variables, comparisons between them  ->  one value each, or none

Exact: where values exist they are found. Comparisons that are given are signs (less, equal, more), so the least values that
fit, taken in order, decide; texts and closed words are coloured.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from materials_rules.condition.tree import Boolean, Date, Number
from materials_rules.plan.domain import FAR, Value
from materials_rules.plan.formula import BOTH_NONE
from materials_rules.plan.region import Region, exactly, nearest
from materials_rules.witness.declared import NO_LIMITS, Declared
from materials_rules.witness.invented import texts

MOST_WAYS: Final = 4096  # in which several comparisons may hold that are tried
MOST_TEXTS: Final = 200  # of one kind that are tried


@dataclass(frozen=True, slots=True)
class Scalar:
    """One variable that needs a value: what it is declared as, and which values are wanted; `wish` is a number to be near."""

    declared: Declared
    region: Region
    wish: int = 0


def usual(about: Declared, region: Region, day: dt.date) -> Scalar:
    """A variable of which a value is wanted that people would expect: a day near *day*, a number near one, else the plainest."""
    return Scalar(about, region, day.toordinal() if isinstance(about.type, Date) else 10**about.decimals)


@dataclass(frozen=True, slots=True)
class Compared:
    """That two variables stand to one another in one of some ways: -1, 0, 1, one bears none, BOTH_NONE."""

    left: str
    right: str
    decimals: int
    ways: frozenset[Value]


def values(scalars: Mapping[str, Scalar], compared: Sequence[Compared]) -> dict[str, Value] | None:
    """A value of each of *scalars*, all of *compared* holding; None where there are none."""
    ways = _ways(compared, {name: scalar.region for name, scalar in scalars.items()})
    for signs, regions in itertools.islice(ways, MOST_WAYS):
        chosen = {name: replace(scalar, region=regions[name]) for name, scalar in scalars.items()}
        found = _placed(chosen, signs)
        if found is not None:
            return found
    return None


Sign = tuple[Compared, int]


def _ways(
    compared: Sequence[Compared], regions: dict[str, Region]
) -> Iterator[tuple[tuple[Sign, ...], dict[str, Region]]]:
    """Every way in which the comparisons can hold: their signs, and who bears none."""
    if not compared:
        yield (), regions
        return
    first, rest = compared[0], compared[1:]
    for way in sorted(first.ways, key=lambda way: (way is None, way == BOTH_NONE, str(way))):
        for bears_none in _SIDES.get(way, ((False, False),)):
            narrowed = dict(regions)
            for name, none in zip((first.left, first.right), bears_none, strict=True):
                narrowed[name] = narrowed[name] & exactly(None) if none else narrowed[name].without(None)
            if not narrowed[first.left] or not narrowed[first.right]:
                continue
            for signs, final in _ways(rest, narrowed):
                yield ((first, way), *signs) if isinstance(way, int) and way != BOTH_NONE else signs, final


_SIDES: Final[dict[Value, tuple[tuple[bool, bool], ...]]] = {
    None: ((True, False), (False, True)),
    BOTH_NONE: ((True, True),),
}
"""Which sides of a comparison bear none, where one does."""


def _placed(scalars: Mapping[str, Scalar], signs: Sequence[Sign]) -> dict[str, Value] | None:
    """Values for signs alone: ordered variables by the least that fit, others by trying."""
    related = {name for one, _ in signs for name in (one.left, one.right)}
    ordered = {name for name in related if scalars[name].declared.is_ordered}
    found: dict[str, Value] = {}
    for name, scalar in scalars.items():
        if name not in related:
            value = plainest(scalar)
            if value is NOTHING:
                return None
            found[name] = value
    numbers = _in_order({name: scalars[name] for name in ordered}, [one for one in signs if one[0].left in ordered])
    words = _coloured({n: scalars[n] for n in related - ordered}, [one for one in signs if one[0].left not in ordered])
    return None if numbers is None or words is None else {**found, **numbers, **words}


NOTHING: Final = "\ufdd1nothing"
"""What a variable has for which no value was found: a text that no author can write."""


def plainest(scalar: Scalar) -> Value:
    """The plainest value of a variable: a number near what is wished, no, the first word, an invented name; else none."""
    return next(iter(candidates(scalar)), NOTHING)


def candidates(scalar: Scalar) -> Iterator[Value]:
    """Values of a variable that is no number or day, the plainest first; of a number or day, the one near what is wished."""
    region, type_ = scalar.region, scalar.declared.type
    if isinstance(type_, Number | Date):
        near = nearest(region, scalar.wish)
        if near is not None:
            yield near
    elif isinstance(type_, Boolean):
        yield from (value for value in (False, True) if value in region)
    else:
        if region.but is not None:
            yield from (text for text in texts(scalar.declared.limits) if text in region)
        mentioned = [value for value in region.values if isinstance(value, str)]
        named = getattr(type_, "members", ())
        for text in sorted(mentioned, key=lambda text: (named.index(text) if text in named else 0, text)):
            if scalar.declared.limits.allow(text):
                yield text
    if None in region:
        yield None


def _in_order(scalars: Mapping[str, Scalar], signs: Sequence[Sign]) -> dict[str, Value] | None:
    """The least values of numbers and days, first those from the wished one on."""
    for is_wished in (True, False):
        found = _least(scalars, signs, is_wished)
        if found is not None:
            return found
    return None


def _least(scalars: Mapping[str, Scalar], signs: Sequence[Sign], is_wished: bool) -> dict[str, Value] | None:
    """Each variable as small as its region and those that come before it allow; all in the finest unit that occurs."""
    finest = max((scalar.declared.decimals for scalar in scalars.values()), default=0)
    units = {name: 10 ** (finest - scalar.declared.decimals) for name, scalar in scalars.items()}
    leader = {name: name for name in scalars}

    def lead(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for one, sign in signs:
        if sign == 0:
            leader[lead(one.left)] = lead(one.right)
    before = {(lead(one.left), lead(one.right)) if sign < 0 else (lead(one.right), lead(one.left)) for one, sign in signs if sign}
    edge = _lowest(scalars, units)
    lowest: dict[str, int] = {}
    waiting = sorted({lead(name) for name in scalars})
    while waiting:
        ready = [name for name in waiting if not any(later == name and earlier in waiting for earlier, later in before)]
        if not ready:
            return None  # a circle
        for name in ready:
            waiting.remove(name)
            floor = max([edge, *(lowest[earlier] + 1 for earlier, later in before if later == name)])
            mine = [other for other in scalars if lead(other) == name]
            if is_wished:
                floor = max(floor, *(scalars[other].wish * units[other] for other in mine))
            least = _first_common(floor, [(scalars[other].region, units[other]) for other in mine])
            if least is None:
                return None
            lowest[name] = least
    return {name: lowest[lead(name)] // units[name] for name in scalars}


def _lowest(scalars: Mapping[str, Scalar], units: Mapping[str, int]) -> int:
    """So far below every bound that all variables find room between."""
    bounds = [
        bound * units[name]
        for name, scalar in scalars.items()
        for stretch in scalar.region.stretches
        for bound in stretch
        if abs(bound) < FAR
    ]
    room = (len(scalars) + 1) * max(units.values(), default=1)
    return min(bounds, default=0) - room


def _first_common(floor: int, members: Sequence[tuple[Region, int]]) -> int | None:
    """The least number from *floor* on that lies in every region, each scaled by its unit."""
    at = floor
    while True:
        reached = at
        for region, unit in members:
            found = _first(region, -(-reached // unit))
            if found is None:
                return None
            reached = found * unit
        if reached == at:
            return at
        at = reached


def _first(region: Region, floor: int) -> int | None:
    inside = [max(first, floor) for first, last in region.stretches if last >= floor]
    return min(inside, default=None)


def _coloured(scalars: Mapping[str, Scalar], signs: Sequence[Sign]) -> dict[str, Value] | None:
    """Texts and words: equal ones together, unequal ones apart."""
    groups = [{name} for name in scalars]
    for one, sign in signs:
        if sign == 0:
            left, right = (next(group for group in groups if name in group) for name in (one.left, one.right))
            if left is not right:
                groups.remove(left)
                right |= left
    of = {name: number for number, group in enumerate(groups) for name in group}
    apart = {(of[one.left], of[one.right]) for one, sign in signs if sign}
    if any(left == right for left, right in apart):
        return None
    choices = [_common([scalars[name] for name in sorted(group)], len(groups)) for group in groups]
    chosen: list[Value] = []

    def can_go_on() -> bool:
        number = len(chosen)
        if number == len(groups):
            return True
        for value in choices[number]:
            others = (chosen[min(pair)] for pair in apart if max(pair) == number)
            if value not in others:
                chosen.append(value)
                if can_go_on():
                    return True
                chosen.pop()
        return False

    return {name: chosen[of[name]] for name in scalars} if can_go_on() else None


def _common(scalars: Sequence[Scalar], enough: int) -> list[Value]:
    """Values that all of *scalars* may have; so many that as many others cannot take them all."""
    # whoever is limited most says what is tried
    narrowest = sorted(scalars, key=lambda one: one.declared.limits == NO_LIMITS)
    found: dict[Value, None] = {}
    for one in narrowest:
        for value in itertools.islice(candidates(one), MOST_TEXTS):
            if value is not None and all(value in other.region and _fits(other, value) for other in scalars):
                found[value] = None
            if len(found) > enough:
                return list(found)
    return list(found)


def _fits(scalar: Scalar, value: Value) -> bool:
    return not isinstance(value, str) or scalar.declared.limits.allow(value)
