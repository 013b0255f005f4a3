"""What members of a list can be like: what each may answer to all that is said of his list.

    statements about a list, values from outside, what is known of a member  ->  the sorts of which he may be
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from materials_rules.condition.tree import Between, Condition, Date, Number, SomeOf, Variable
from materials_rules.plan.compared import Way, can_stand
from materials_rules.plan.counted import Signature, Statement
from materials_rules.plan.domain import Test, Value
from materials_rules.plan.evaluator import satisfied
from materials_rules.plan.formula import BOTH_NONE, Reading, RuleBase, Said, name_of, readings
from materials_rules.plan.sides import Life, Regions, Thing, some_value, thing_of
from materials_rules.rules.version import Version, type_of

MOST_COMBINATIONS: Final = 20_000
"""Of values of the facts of one member; with more, nothing is said of their list."""


@dataclass(frozen=True)
class Members:
    """Statements about one list, by the names of their variables, and what they read."""

    name: str
    statements: Mapping[str, Statement]
    base: RuleBase
    version: Version

    @cached_property
    def inner(self) -> tuple[Condition, ...]:
        """What is asked of each member."""
        return tuple(dict.fromkeys(one.inner for one in self.statements.values() if one.inner is not None))

    @cached_property
    def _readings(self) -> tuple[Reading, ...]:
        return tuple(reading for part in self.inner for reading in readings(Said(part), self.base))

    @cached_property
    def comparisons(self) -> dict[str, Between]:
        """The comparisons that are made of each member, by name."""
        return {one.name: one.source for one in self._readings if isinstance(one.source, Between)}

    @cached_property
    def variables(self) -> dict[str, Variable]:
        """Everything that is read of members and from outside, by name."""
        plain = {one.name: one.source for one in self._readings if isinstance(one.source, Variable)}
        return ends(self.comparisons) | plain

    @cached_property
    def outside(self) -> tuple[str, ...]:
        """What is read from outside."""
        return tuple(name for name in self.variables if not self.is_own(name))

    @cached_property
    def against(self) -> frozenset[str]:
        """What of it is compared."""
        return frozenset(ends(self.comparisons)).intersection(self.outside)

    @property
    def least(self) -> int:
        """How many members there must be."""
        return self.version.file.lists[self.name].at_least

    def is_own(self, name: str) -> bool:
        """Whether a variable is a fact of one of the members."""
        return name.startswith(f"member/{self.name}.")

    def things(self, life: Life) -> dict[str, Thing]:
        """What is known of all that is read."""
        tests: dict[str, list[Test]] = {name: [] for name in self.variables}
        for reading in self._readings:
            if reading.name in tests:
                tests[reading.name].append(reading.test)
        return {name: thing_of(name, one, life, tuple(tests[name])) for name, one in self.variables.items()}


def ends(comparisons: Mapping[str, Between]) -> dict[str, Variable]:
    """The sides of comparisons, by name."""
    return {name_of(side): side for node in comparisons.values() for side in (node.left, node.right)}


def way_of(node: Between, value: Value) -> Way:
    """That a comparison is so: its sides in the order of their names."""
    left, right = sorted((name_of(node.left), name_of(node.right)))
    return Way(left, right, value)


def sorts(
    of: Members, things: Mapping[str, Thing], around: Regions, member: Regions, beside: Sequence[Way] = ()
) -> frozenset[Signature] | None:
    """The sorts of which one member can be; None where too many combinations would have to be looked at.

    *around* is what things from outside may have, *member* what is known of him. *beside* are comparisons that he has to fit as
    well, those of his own facts among them.
    """
    choices = {name: things[name].pieces(member.get(name, things[name].region)) for name in of.variables if of.is_own(name)}
    stands = [list(_all_ways(node)) for node in of.comparisons.values()]
    if math.prod([*map(len, choices.values()), *map(len, stands)]) > MOST_COMBINATIONS:
        return None
    compared = {*ends(of.comparisons), *(end for one in beside for end in (one.left, one.right))}
    found = set()
    for chosen in itertools.product(*choices.values()):
        here = {**around, **member, **dict(zip(choices, chosen, strict=True))}
        values = {name: some_value(region) for name, region in here.items()}
        if not enough_chosen(of.version, of.name, values):
            continue
        sides = {name: things[name].within(here.get(name, things[name].region)) for name in compared}
        for stand in itertools.product(*stands):
            ways = [way_of(node, way) for node, way in zip(of.comparisons.values(), stand, strict=True)]
            if can_stand(sides, [*beside, *ways]):
                world = {**values, **dict(zip(of.comparisons, stand, strict=True))}
                found.add(tuple(satisfied(part, world, of.base) for part in of.inner))
    return frozenset(found)


def enough_chosen(version: Version, listed: str, member: Mapping[str, Value]) -> bool:
    """Whether every `some_of` of a member may have so many members chosen; what is not known may still be."""
    for name, fact in version.file.lists[listed].each.items():
        type_ = type_of(fact)
        if isinstance(type_, SomeOf):
            known = [member.get(f"member/{listed}.{name}#{one}") for one in type_.members]
            if any(v is not None for v in known) and sum(value is not False for value in known) < fact.at_least:
                return False
    return True


def _all_ways(node: Between) -> Iterator[Value]:
    nullable = (node.left.may_be_none, node.right.may_be_none)
    yield from (-1, 0, 1) if isinstance(node.left.type, Number | Date) else (0, 1)
    yield from (None,) if any(nullable) else ()
    yield from (BOTH_NONE,) if all(nullable) else ()
