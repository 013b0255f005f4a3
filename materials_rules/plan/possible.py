"""What no numbers, words or lists have is no situation: which of the situations of a cone can be.

    what a cone reads  ->  Check: some of its variables, and whether they can have values together

A cone has a variable for each comparison and for each statement about a list, so it also holds combinations that no answers
have: `a > b` with `a <= 3` and `b >= 5`, `any(n >= 5)` with `all(n < 3)`. What is exact and where it stops: comparisons outside
of lists are decided exactly, and so are statements about one list with one of its members; a value from outside that
a list is compared with is looked at for each member and each list on its own. What is too large to decide counts as possible.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from materials_rules.condition.tree import (
    Between,
    Boolean,
    Condition,
    Counting,
    Date,
    Number,
    Quantifier,
    SomeOf,
    Type,
    Variable,
)
from materials_rules.plan.compared import Side, Way, can_stand
from materials_rules.plan.counted import Signature, Statement, can_be
from materials_rules.plan.domain import Test, Value
from materials_rules.plan.evaluator import satisfied
from materials_rules.plan.formula import BOTH_NONE, RECEIVED_ON, Reading, RuleBase, Said, name_of, readings
from materials_rules.plan.region import ANYTHING_TRUE_OR_FALSE, Region, cut, of_type
from materials_rules.rules.version import Version, type_of

MOST_COMBINATIONS: Final = 20_000
"""Of values of the facts of one member, and of values from outside; with more, nothing is said of their list."""

Regions = Mapping[str, Region]
Life = tuple[int, int]
"""The first and the last day (ordinals) on which a packet of the version may come."""


@dataclass(frozen=True, slots=True)
class Check:
    """The variables of a cone that it asks, and what says of the values that each may have whether they can be together."""

    names: tuple[str, ...]
    can_be: Callable[[Regions], bool]


@dataclass(frozen=True, slots=True)
class _Side:
    """What is known of one thing that is compared or tested: its type, and every value that it may have."""

    type: Type
    region: Region

    @property
    def decimals(self) -> int:
        return self.type.decimals if isinstance(self.type, Number) else 0

    def within(self, region: Region) -> Side:
        return Side(region, self.decimals, isinstance(self.type, Number | Date))


def checks(
    found: Mapping[str, Sequence[Reading]], base: RuleBase, version: Version, life: Life, subject: str | None
) -> tuple[Check, ...]:
    """What decides the situations of a cone that reads *found*; *subject* names the list of whose members it is about one."""
    nodes = {name: given[0].source for name, given in found.items()}
    compared = {name: node for name, node in nodes.items() if isinstance(node, Between)}
    listed: dict[str, dict[str, Statement]] = {}
    for name, node in nodes.items():
        if isinstance(node, Quantifier | Counting):
            listed.setdefault(node.list.name, {})[name] = node
    alike = [_compared(group, tuple(found), life) for group in _groups(compared)]
    of_lists = [
        _listed(_List(one, statements, base, version, life), tuple(found), one == subject) for one, statements in listed.items()
    ]
    return (*alike, *of_lists)


# comparisons


def _groups(nodes: Mapping[str, Between]) -> list[dict[str, Between]]:
    """The comparisons that hang together by their sides."""
    groups: list[dict[str, Between]] = []
    for name, node in nodes.items():
        near = [group for group in groups if not set(_ends(group)).isdisjoint(_ends({name: node}))]
        groups = [group for group in groups if group not in near]
        groups.append({key: value for group in (*near, {name: node}) for key, value in group.items()})
    return groups


def _ends(nodes: Mapping[str, Between]) -> dict[str, Variable]:
    return {name_of(side): side for node in nodes.values() for side in (node.left, node.right)}


def _way(node: Between, value: Value) -> Way:
    left, right = sorted((name_of(node.left), name_of(node.right)))
    return Way(left, right, value)


def _about(name: str, variable: Variable, life: Life) -> _Side:
    """One variable; a member of a `some_of` is chosen or not."""
    if name == RECEIVED_ON:
        return _Side(variable.type, Region(stretches=(life,)))
    if "#" in name:
        return _Side(Boolean(), ANYTHING_TRUE_OR_FALSE)
    return _Side(variable.type, of_type(variable.type, variable.may_be_none))


def _compared(nodes: Mapping[str, Between], asked: Sequence[str], life: Life) -> Check:
    """Of comparisons of two variables: all of them at once, with what is known of their sides."""
    ends = {name: _about(name, variable, life) for name, variable in _ends(nodes).items()}

    def can_be_so(here: Regions) -> bool:
        sides = {name: about.within(about.region & here.get(name, about.region)) for name, about in ends.items()}
        return can_stand(sides, [_way(node, _only(here[name])) for name, node in nodes.items()])

    return Check(tuple(name for name in asked if name in nodes or name in ends), can_be_so)


def _only(region: Region) -> Value:
    """The one value of a cell of a comparison or a statement, or some value of a piece that nothing tells apart."""
    if region.stretches:
        return region.stretches[0][0]
    return next(iter(region.values), "") if region.but is None else _unmentioned(region.but)


def _unmentioned(but: frozenset[str]) -> str:
    return "…" * (1 + max(map(len, but), default=0))


# lists


@dataclass(frozen=True)
class _List:
    """Statements about one list, and what of its members and from outside they read."""

    name: str
    statements: Mapping[str, Statement]
    base: RuleBase
    version: Version
    life: Life

    def inner(self) -> list[Condition]:
        """What is asked of each member."""
        return list(dict.fromkeys(one.inner for one in self.statements.values() if one.inner is not None))

    def is_own(self, name: str) -> bool:
        """Whether a variable is a fact of one of its members."""
        return name.startswith(f"member/{self.name}.")


def _listed(about: _List, asked: Sequence[str], is_of_member: bool) -> Check:
    """Of statements about one list: whether some list has each as it is, with a member as he is where one is spoken of."""
    inner = about.inner()
    read = [reading for part in inner for reading in readings(Said(part), about.base)]
    nodes = {reading.name: reading.source for reading in read if isinstance(reading.source, Between)}
    sides = {name: _about(name, side, about.life) for name, side in _ends(nodes).items()}
    sides |= {one.name: _about(one.name, one.source, about.life) for one in read if isinstance(one.source, Variable)}
    tests: dict[str, list[Test]] = {name: [] for name in sides}
    for reading in read:
        if reading.name in tests:
            tests[reading.name].append(reading.test)
    outside = [name for name in sides if not about.is_own(name)]
    own = [name for name in asked if about.is_own(name)]
    least = about.version.file.lists[about.name].at_least

    def pieces(name: str, region: Region) -> list[Region]:
        return cut(region & sides[name].region, sides[name].type, True, tests[name])

    @cache
    def sorts(beside: tuple[tuple[str, Region], ...], member: tuple[tuple[str, Region], ...]) -> frozenset[Signature] | None:
        """The sorts of members that there can be beside these values, *member* having these; None where there are too many."""
        around, mine = dict(beside), dict(member)
        choices = {name: pieces(name, mine.get(name, side.region)) for name, side in sides.items() if name not in around}
        ways = [list(_all_ways(node)) for node in nodes.values()]
        if math.prod([*map(len, choices.values()), *map(len, ways)]) > MOST_COMBINATIONS:
            return None
        signatures = set()
        for chosen in itertools.product(*choices.values()):
            here = {**mine, **around, **dict(zip(choices, chosen, strict=True))}
            values = {name: _only(region) for name, region in here.items()}
            if not enough_chosen(about.version, about.name, values):
                continue
            for stand in itertools.product(*ways):
                ends = {name: sides[name].within(here[name]) for name in _ends(nodes)}
                if can_stand(ends, [_way(node, way) for node, way in zip(nodes.values(), stand, strict=True)]):
                    world = {**values, **dict(zip(nodes, stand, strict=True))}
                    signatures.add(tuple(satisfied(part, world, about.base) for part in inner))
        return frozenset(signatures)

    def can_be_so(here: Regions) -> bool:
        wanted = [(one, _only(here[name]) is True) for name, one in about.statements.items()]
        around = [pieces(name, here.get(name, sides[name].region)) for name in outside]
        if math.prod(map(len, around)) > MOST_COMBINATIONS:
            return True
        member = tuple((name, here[name]) for name in own)
        for chosen in itertools.product(*around):
            beside = tuple(zip(outside, chosen, strict=True))
            anybody = sorts(beside, ())
            first = sorts(beside, member) if is_of_member or own else None
            if anybody is None or can_be(anybody, inner, wanted, least, first):
                return True
        return False

    names = {*about.statements, *outside, *own}
    return Check(tuple(name for name in asked if name in names), can_be_so)


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
