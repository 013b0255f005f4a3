"""Statements about one list in two rulesets: which of their answers cannot go together.

    a statement of the old rules, one of the new ones  ->  pairs of answers that no list has

More than two drivers are also more than one. Members are told apart only by whether they count for the one and for the other, so
there are four kinds of them at most, and how many of each there are decides both statements.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from materials_rules.condition.tree import Condition, Counting, Kind, Quantifier, SomeOf, Variable
from materials_rules.plan.compile import Plan
from materials_rules.plan.domain import BOOLEAN, Domain, Test, Value, domain_of
from materials_rules.plan.evaluator import satisfied
from materials_rules.plan.formula import Said, readings

Statement = Quantifier | Counting

MOST_MEMBERS: Final = 12
"""A list so long is tried at most; a statement that counts further is taken to be independent of every other."""

_PAIRS: Final = ((False, False), (False, True), (True, False), (True, True))

MOST_KINDS: Final = 5_000
"""Combinations of answers of one member that are looked at."""


@dataclass(frozen=True)
class Of:
    """A statement with the plan that it belongs to."""

    plan: Plan
    node: Statement


def impossible(one: Of, other: Of) -> Iterator[tuple[bool, bool]]:
    """Pairs of answers to *one* and *other*, statements about the same list, that no list has; none where that is not known."""
    if one.node.list.name != other.node.list.name:
        return
    kinds = _kinds(one, other)
    longest = max(_number(one.node), _number(other.node)) + 1
    if kinds is None or longest > MOST_MEMBERS:
        return
    lists = (of.plan.version.file.lists[of.node.list.name] for of in (one, other))
    least = max(listed.at_least for listed in lists)
    found: set[tuple[bool, bool]] = set()
    for numbers in itertools.product(range(longest + 2), repeat=len(kinds)):
        if sum(numbers) >= least:
            counted = dict(zip(kinds, numbers, strict=True))
            found.add((_holds(one.node, counted, 0), _holds(other.node, counted, 1)))
    yield from (pair for pair in _PAIRS if pair not in found)


def _number(node: Statement) -> int:
    return node.number if isinstance(node, Counting) else 1


def _holds(node: Statement, counted: Mapping[tuple[bool, bool], int], which: int) -> bool:
    """Whether a statement holds of a list with so many members of each kind."""
    total = sum(counted.values())
    passing = sum(number for kind, number in counted.items() if kind[which])
    if isinstance(node, Counting):
        return Test(node.op, node.number).holds(passing)
    return passing > 0 if node.kind == "any" else passing == total


def _kinds(one: Of, other: Of) -> tuple[tuple[bool, bool], ...] | None:
    """The kinds of members that there can be, by whether they count for each; None where more than their own answers decides."""
    sources: dict[str, Variable] = {}
    tests: dict[str, list[Test]] = {}
    for of in (one, other):
        for reading in () if of.node.inner is None else readings(Said(of.node.inner), of.plan.base):
            source = reading.source
            if not isinstance(source, Variable) or source.kind is not Kind.MEMBER_FACT:
                return None
            if sources.setdefault(reading.name, source).type != source.type:
                return None
            tests.setdefault(reading.name, []).append(reading.test)
    domains = {name: _domain(sources[name], tests[name]) for name in sources}
    count = 1
    for domain in domains.values():
        count *= domain.size
    if count > MOST_KINDS:
        return None
    found: dict[tuple[bool, bool], None] = {}
    for cells in itertools.product(*(range(domain.size) for domain in domains.values())):
        world = {name: domain.example(cell) for (name, domain), cell in zip(domains.items(), cells, strict=True)}
        found[_counts(one, world), _counts(other, world)] = None
    return tuple(found)


def _domain(source: Variable, tests: Sequence[Test]) -> Domain:
    return BOOLEAN if isinstance(source.type, SomeOf) else domain_of(source.type, tests, False)


def _counts(of: Of, world: Mapping[str, Value]) -> bool:
    inner: Condition | None = of.node.inner
    return inner is None or satisfied(inner, world, of.plan.base)
