"""What no numbers, words or lists have is no situation: which of the situations of a cone can be.

    what a cone reads  ->  Check: some of its variables, and whether they can have values together

A cone has a variable for each comparison and for each statement about a list, so it also holds combinations that no answers
have: `a > b` with `a <= 3` and `b >= 5`, `any(n >= 5)` with `all(n < 3)`. Comparisons and statements that hang together, by
what they compare or by their list, are decided at once and exactly. What is too large to decide counts as possible.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from materials_rules.condition.tree import Between, Counting, Quantifier
from materials_rules.plan.compared import Way, can_stand
from materials_rules.plan.counted import Signature, Statement, can_be, can_be_of
from materials_rules.plan.formula import RuleBase, Source
from materials_rules.plan.region import Region
from materials_rules.plan.sides import Life, Regions, Thing, some_value, thing_of, turns
from materials_rules.plan.sorts import Members, ends, sorts, way_of
from materials_rules.rules.version import Version

MOST_COMBINATIONS: Final = 20_000
"""Of values from outside of lists; with more, nothing is said of what hangs together by them."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A list that is answered: what is known of each member, and the place of the one whom the cone is about, where he is one."""

    members: tuple[Regions, ...]
    subject: int | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found for one check: the sorts of members, the values from outside that need trying."""

    sorts: dict[Hashable, frozenset[Signature] | None] = field(default_factory=dict)
    choices: dict[Hashable, dict[str, list[Region]]] = field(default_factory=dict)


Lists = Mapping[str, Answered]
CanBe = Callable[[Regions, Lists], bool]
"""Whether the variables of a check can have such values together, the lists that are answered being as they are."""


@dataclass(frozen=True)
class Check:
    """Comparisons and statements that hang together. `names` are the variables of the cone that they ask.

    `things` stand behind them, in the cone or not: values that may be known more exactly than by a cell. `subject` is the list
    of whose members the cone is about one.
    """

    names: tuple[str, ...]
    comparisons: Mapping[str, Between]
    lists: tuple[Members, ...]
    things: Mapping[str, Thing]
    subject: str

    def deciding(self) -> CanBe:
        """What says of regions of `names`, and of `things`, whether that can be; it remembers what it found of members."""
        known = _Known()
        return lambda here, answered: self._can_be(here, answered, known)

    @cached_property
    def _against(self) -> frozenset[str]:
        """What members of lists are held against."""
        return frozenset[str]().union(*(one.against for one in self.lists))

    @cached_property
    def _ends(self) -> tuple[str, ...]:
        return tuple(ends(self.comparisons))

    @cached_property
    def _steps(self) -> int:
        """The most things, one above the other, that can lie below something that members are held against."""
        own = [sum(one.is_own(end) for end in {*ends(one.comparisons), *self._ends}) for one in self.lists]
        outside = {end for one in self.lists for end in one.against} | {end for end in self._ends if not self._is_own(end)}
        return max(0, len(outside) * (max(own) + 1) - 1)

    def _is_own(self, name: str) -> bool:
        return any(one.is_own(name) for one in self.lists)

    def _can_be(self, here: Regions, answered: Lists, known: _Known) -> bool:
        ways = [way_of(node, some_value(here[name])) for name, node in self.comparisons.items()]
        left = {name: thing.region & here.get(name, thing.region) for name, thing in self.things.items()}
        if not self.lists:
            return self._stand(left, ways)
        answers = (*left.items(), *(fact for one in answered.values() for member in one.members for fact in member.items()))
        if answers not in known.choices:
            read = dict.fromkeys(name for one in self.lists for name in one.outside)
            known.choices[answers] = {name: list(self._choices(name, left, answers)) for name in read}
        choices = known.choices[answers]
        if math.prod(map(len, choices.values())) > MOST_COMBINATIONS:
            return True
        for chosen in itertools.product(*choices.values()):
            around = {**left, **dict(zip(choices, chosen, strict=True))}
            if self._stand(around, ways) and all(self._has(one, here, around, ways, answered, known) for one in self.lists):
                return True
        return False

    def _choices(self, name: str, left: Regions, answers: Sequence[tuple[str, Region]]) -> Iterator[Region]:
        if name in self._against:
            return turns(name, self.things, left[name], answers, self._steps)
        return iter(self.things[name].pieces(left[name]))

    def _stand(self, around: Regions, ways: Sequence[Way]) -> bool:
        return can_stand({name: self.things[name].within(around[name]) for name in self._ends}, ways)

    def _has(
        self,
        one: Members,
        here: Regions,
        around: Regions,
        ways: Sequence[Way],
        answered: Lists,
        known: _Known,
    ) -> bool:
        """Whether a list has each statement as it is *here*, with a member as he is where one is spoken of."""
        outside = {name: around[name] for name in one.outside}
        mine = {name: region for name, region in {**here, **around}.items() if one.is_own(name)}
        beside = ways if any(map(one.is_own, self._ends)) else ()
        fixed = {name: around[name] for name in self._ends if not one.is_own(name)} if beside else {}

        def kinds(member: Regions, also: Sequence[Way] = ()) -> frozenset[Signature] | None:
            near = {**outside, **fixed} if also else outside
            key = (one.name, tuple(near.items()), tuple(member.items()), tuple(also))
            if key not in known.sorts:
                known.sorts[key] = sorts(one, self.things, near, member, also)
            return known.sorts[key]

        wanted = [(statement, some_value(here[name]) is True) for name, statement in one.statements.items()]
        given = answered.get(one.name)
        if given is None:
            anybody, first = kinds({}), kinds(mine, beside) if one.name == self.subject else None
            return anybody is None or can_be(anybody, one.inner, wanted, one.least, first)
        found = [kinds(mine, beside) if i == given.subject else kinds(member) for i, member in enumerate(given.members)]
        sure = [some for some in found if some is not None]
        return len(sure) < len(found) or can_be_of(sure, one.inner, wanted)


def checks(
    sources: Mapping[str, Source | None], base: RuleBase, version: Version, life: Life, subject: str
) -> tuple[Check, ...]:
    """What decides the situations of a cone with these variables; *subject* names the list of whose members it is about one."""
    comparisons = {name: node for name, node in sources.items() if isinstance(node, Between)}
    listed: dict[str, dict[str, Statement]] = {}
    for name, node in sources.items():
        if isinstance(node, Quantifier | Counting):
            listed.setdefault(node.list.name, {})[name] = node
    lists = {name: Members(name, statements, base, version) for name, statements in listed.items()}
    return tuple(_check(group, comparisons, lists, tuple(sources), life, subject) for group in _groups(comparisons, lists))


def _groups(comparisons: Mapping[str, Between], lists: Mapping[str, Members]) -> list[set[str]]:
    """The names of comparisons and lists that hang together by what they read."""
    touched = {name: set(ends({name: node})) for name, node in comparisons.items()}
    for sides in touched.values():
        sides |= {f"list/{name}" for name, one in lists.items() if any(map(one.is_own, sides))}
    touched |= {f"list/{name}": {f"list/{name}", *one.outside} for name, one in lists.items()}
    groups: list[tuple[set[str], set[str]]] = []
    for name, things in touched.items():
        near = [group for group in groups if not group[1].isdisjoint(things)]
        groups = [group for group in groups if group not in near]
        groups.append(({name}.union(*(group[0] for group in near)), things.union(*(group[1] for group in near))))
    return [names for names, _ in groups]


def _check(
    group: set[str],
    comparisons: Mapping[str, Between],
    lists: Mapping[str, Members],
    asked: Sequence[str],
    life: Life,
    subject: str,
) -> Check:
    compared = {name: node for name, node in comparisons.items() if name in group}
    mine = tuple(one for name, one in lists.items() if f"list/{name}" in group)
    things = {name: thing_of(name, variable, life) for name, variable in ends(compared).items()}
    for one in mine:
        for name, thing in one.things(life).items():
            tests = (*thing.tests, *(things[name].tests if name in things else ()))
            things[name] = Thing(thing.type, thing.region, tests)
    statements = {name for one in mine for name in one.statements}
    names = (n for n in asked if n in compared or n in statements or n in things or any(one.is_own(n) for one in mine))
    return Check(tuple(names), compared, mine, things, subject)
