"""What is compared or tested, and the few values of it that need trying.

    type, region, tests  ->  Thing;  Things  ->  single values among which one fits, if any does
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from materials_rules.condition.tree import Boolean, Date, Number, Type, Variable
from materials_rules.plan.compared import Side
from materials_rules.plan.domain import Test, Value
from materials_rules.plan.formula import RECEIVED_ON
from materials_rules.plan.region import ANYTHING_TRUE_OR_FALSE, Region, cut, exactly, of_type

Regions = Mapping[str, Region]
"""The values that variables may have, by their names."""

Life = tuple[int, int]
"""The first and the last day (ordinals) on which a packet of the version may come."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that is compared or tested: its type, every value that it may have, and what is asked of it inside a list."""

    type: Type
    region: Region
    tests: tuple[Test, ...] = ()

    @property
    def decimals(self) -> int:
        """How many decimals its whole numbers stand for."""
        return self.type.decimals if isinstance(self.type, Number) else 0

    @property
    def is_ordered(self) -> bool:
        """Whether its values come before and after one another."""
        return isinstance(self.type, Number | Date)

    def within(self, region: Region) -> Side:
        """It as one side of comparisons, with a value of *region*."""
        return Side(self.region & region, self.decimals, self.is_ordered)

    def pieces(self, region: Region) -> list[Region]:
        """What it may have of *region*, in pieces that none of its tests tells apart."""
        return cut(self.region & region, self.type, True, self.tests)


def thing_of(name: str, variable: Variable, life: Life, tests: tuple[Test, ...] = ()) -> Thing:
    """What is known of one variable; a member of a `some_of` is chosen or not."""
    if name == RECEIVED_ON:
        return Thing(variable.type, Region(stretches=(life,)), tests)
    if "#" in name:
        return Thing(Boolean(), ANYTHING_TRUE_OR_FALSE, tests)
    return Thing(variable.type, of_type(variable.type, variable.may_be_none), tests)


def some_value(region: Region) -> Value:
    """The one value of a cell of a comparison or a statement, or some value of a piece that nothing tells apart."""
    if region.stretches:
        return region.stretches[0][0]
    return next(iter(region.values), "") if region.but is None else _unmentioned(region.but, 1)


def _unmentioned(but: frozenset[str], number: int) -> str:
    return "…" * (number + max(map(len, but), default=0))


def turns(
    name: str, things: Mapping[str, Thing], left: Region, known: Sequence[tuple[str, Region]], steps: int
) -> Iterator[Region]:
    """Single values of *name* in *left*, as regions: if all *things* can stand as is wanted, they can with one of these.

    Where numbers are to stand in some order, each can take the least value that what lies below it allows: where the region of
    one of them begins, or *steps* further at most. Of texts it is those that are named anywhere, and as many others as there are
    things. *known* holds what is known of things besides their types, each as often as anything is.
    """
    about, regions = things[name], [*((other, thing.region) for other, thing in things.items()), *known]
    if left.may_be_none:
        yield exactly(None)
    if about.is_ordered:
        finest = max(thing.decimals for thing in things.values())
        unit = 10 ** (finest - about.decimals)
        values = {-(-one // unit) for one in _low(things, regions, steps, finest)}
        yield from (exactly(value) for value in sorted(values) if value in left)
        return
    named = {value for _, region in regions for value in (*region.values, *(region.but or ()))}
    named |= {test.value for thing in things.values() for test in thing.tests}
    texts = frozenset(value for value in named if isinstance(value, str))
    others = {_unmentioned(texts, number) for number in range(1, len(things) + 1)}
    yield from (exactly(value) for value in sorted({*left.values, *texts, *others} - {None}, key=repr) if value in left)


def _low(things: Mapping[str, Thing], regions: Iterable[tuple[str, Region]], steps: int, finest: int) -> set[int]:
    """Where regions begin, and what lies up to *steps* above that, in units of the *finest* grid."""
    units = {name: 10 ** (finest - thing.decimals) for name, thing in things.items() if thing.is_ordered}
    found = {
        first * units[name]
        for name, region in regions
        if name in units
        for piece in things[name].pieces(region)
        for first, _ in piece.stretches
    }
    grids = set(units.values())
    for _ in range(steps + len(grids) - 1):
        found |= {(one // unit + 1) * unit for one in found for unit in grids}
    return found
