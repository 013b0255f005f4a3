"""Members of a list for which statements about it are as wanted: `any`, `all`, `count`.

    statements with what they are to be, the values of everything else  ->  members, or none

Members that answer every statement alike are of one sort; what matters is how many there are of each.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from materials_rules.condition.tree import Between, Condition, Counting, Number, Variable
from materials_rules.packet.model import LONGEST_LIST
from materials_rules.plan.compile import Plan
from materials_rules.plan.counted import Signature, Statement
from materials_rules.plan.domain import Test, Value
from materials_rules.plan.evaluator import satisfied
from materials_rules.plan.formula import BOTH_NONE, Said, name_of, readings, relation_of
from materials_rules.plan.region import Region, cut
from materials_rules.plan.sorts import enough_chosen
from materials_rules.witness.declared import Declared, declared
from materials_rules.witness.values import Scalar, plainest

MOST_SORTS: Final = 4096  # of members that are looked at
MOST_TRIED: Final = 20_000  # numbers of members of each sort

Member = dict[str, Value]
"""The values of one member by the names of its variables (`member/cars.bought`)."""


class Known(dict[str, Value]):
    """The values of one world, with comparisons worked out from both sides when somebody asks."""

    def __init__(self, scalars: Mapping[str, Value], relations: Mapping[str, Between]) -> None:
        self.scalars = scalars
        self.relations = relations

    def __missing__(self, name: str) -> Value:
        if name in self.scalars:
            return self.scalars[name]
        return related_as(self.relations[name], self.scalars)


def related_as(node: Between, scalars: Mapping[str, Value]) -> Value:
    """How the two sides of *node*, in the order of their names, stand to one another. KeyError where one has no value."""
    left, right = sorted((node.left, node.right), key=name_of)
    one, other = scalars[name_of(left)], scalars[name_of(right)]
    if one is None or other is None:
        return BOTH_NONE if one is other else None
    if isinstance(one, int) and isinstance(other, int) and not isinstance(one, bool):
        one *= int(10 ** (node.decimals - _decimals(left)))
        other *= int(10 ** (node.decimals - _decimals(right)))
        return (one > other) - (one < other)
    return int(one != other)


def _decimals(variable: Variable) -> int:
    return variable.type.decimals if isinstance(variable.type, Number) else 0


def read_inside(plan: Plan, statement: Statement) -> Iterator[str]:
    """The variables that a statement reads besides the facts of the members."""
    for name, _ in _scalars_of(plan, statement):
        if not name.startswith("member/"):
            yield name


def tests_inside(plan: Plan, statement: Statement) -> Iterator[tuple[str, Test]]:
    """What a statement asks of single variables, inside and outside of its list."""
    if statement.inner is not None:
        for reading in readings(Said(statement.inner), plan.base):
            if isinstance(reading.source, Variable):
                yield reading.name, reading.test


def compared_inside(plan: Plan, statement: Statement) -> Iterator[tuple[str, str]]:
    """The two sides of each comparison that a statement makes of its members."""
    for reading in () if statement.inner is None else readings(Said(statement.inner), plan.base):
        if isinstance(reading.source, Between):
            yield name_of(reading.source.left), name_of(reading.source.right)


def _scalars_of(plan: Plan, statement: Statement) -> Iterator[tuple[str, Between | None]]:
    if statement.inner is None:
        return
    for reading in readings(Said(statement.inner), plan.base):
        if isinstance(reading.source, Between):
            for side in (reading.source.left, reading.source.right):
                yield name_of(side), reading.source
        elif isinstance(reading.source, Variable):
            yield reading.name, None


def members(
    plan: Plan, listed: str, wanted: Mapping[Statement, bool], outside: Mapping[str, Value], subject: Mapping[str, Region] | None
) -> list[Member] | None:
    """The members of a list with which each statement is as *wanted*, as few as will do; None where there are none.

    *outside* holds the values of everything else that they read. With *subject*, the first member has such values.
    """
    inner = list(dict.fromkeys(statement.inner for statement in wanted if statement.inner is not None))
    relations = {
        relation_of(reading.source)[0]: reading.source
        for part in inner
        for reading in readings(Said(part), plan.base)
        if isinstance(reading.source, Between)
    }
    sorts = _sorts(plan, listed, list(wanted), inner, outside, relations, subject or {})
    if sorts is None:
        return None
    anybody = {signature: found for signature, (found, _) in sorts.items() if found is not None}
    own = [(signature, first) for signature, (_, first) in sorts.items() if first is not None]
    heads = [None] if subject is None else own
    least = plan.version.file.lists[listed].at_least
    bound = min(LONGEST_LIST, least + 1 + sum(s.number + 1 if isinstance(s, Counting) else 1 for s in wanted))
    budget = MOST_TRIED
    for size in range(max(least, subject is not None), bound + 1):
        for head in heads:
            for rest in itertools.combinations_with_replacement(anybody, size - (head is not None)):
                budget -= 1
                if budget < 0:
                    return None
                signatures = [*([] if head is None else [head[0]]), *rest]
                if all(_said(statement, signatures, inner) == truth for statement, truth in wanted.items()):
                    return [*([] if head is None else [dict(head[1])]), *(dict(anybody[one]) for one in rest)]
    return None


def _said(statement: Statement, signatures: Sequence[Signature], inner: Sequence[Condition]) -> bool:
    if statement.inner is None:
        count = len(signatures)
    else:
        which = inner.index(statement.inner)
        count = sum(signature[which] for signature in signatures)
    if isinstance(statement, Counting):
        return Test(statement.op, statement.number).holds(count)
    return count > 0 if statement.kind == "any" else count == len(signatures)


def _sorts(
    plan: Plan,
    listed: str,
    statements: Sequence[Statement],
    inner: Sequence[Condition],
    outside: Mapping[str, Value],
    relations: Mapping[str, Between],
    subject: Mapping[str, Region],
) -> dict[Signature, tuple[Member | None, Member | None]] | None:
    """By what they answer: some member of each sort, and some that has the values of the *subject*."""
    choices = _choices(plan, listed, statements, outside, subject)
    found: dict[Signature, tuple[Member | None, Member | None]] = {}
    count = 0
    for values in itertools.product(*choices.values()):
        count += 1
        if count > MOST_SORTS:
            return None
        member = dict(zip(choices, values, strict=True))
        if not enough_chosen(plan.version, listed, member):
            continue
        world = Known({**outside, **member}, relations)
        signature = tuple(satisfied(part, world, plan.base) for part in inner)
        anybody, first = found.get(signature, (None, None))
        fits = all(member[name] in region for name, region in subject.items() if name in member)
        found[signature] = (anybody if anybody is not None else member, first if first is not None or not fits else member)
    return found


def _choices(
    plan: Plan, listed: str, statements: Sequence[Statement], outside: Mapping[str, Value], subject: Mapping[str, Region]
) -> dict[str, list[Value]]:
    """The values of each variable of a member that anything can tell apart."""
    names: dict[str, Declared] = {}
    for name in [*(n for s in statements for n, _ in _scalars_of(plan, s)), *subject]:
        if name.startswith(f"member/{listed}."):
            names.setdefault(name, declared(plan, name))
    choices: dict[str, list[Value]] = {}
    for name, about in names.items():
        pieces = [about.region]
        if name in subject:
            pieces = [piece for piece in (about.region & subject[name], about.region) if piece]
        tests = [test for statement in statements for read, test in tests_inside(plan, statement) if read == name]
        if "#" not in name:
            pieces = [part for piece in pieces for part in cut(piece, about.type, False, tests)]
        else:
            pieces = [Region(values=frozenset({value})) for value in (False, True)]
        choices[name] = [plainest(Scalar(about, piece, 1)) for piece in pieces]
    for statement in statements:
        _beside(plan, statement, choices, names, outside)
    return {name: list(dict.fromkeys(values)) for name, values in choices.items()}


def _beside(
    plan: Plan, statement: Statement, choices: dict[str, list[Value]], names: Mapping[str, Declared], outside: Mapping[str, Value]
) -> None:
    """Values equal to, just below and just above what a fact of a member is compared with."""
    for name, node in _scalars_of(plan, statement):
        if node is None or name not in choices:
            continue
        other = next(name_of(side) for side in (node.left, node.right) if name_of(side) != name or node.left == node.right)
        about = names[name]
        for value in choices.get(other, [outside.get(other)]):
            if isinstance(value, int) and not isinstance(value, bool):
                scale = 10**about.decimals
                theirs = 10 ** declared(plan, other).decimals
                near = value * scale // theirs
                choices[name] += [v for v in (near - 1, near, near + 1) if v in about.region]
            elif isinstance(value, str) and value in about.region and about.limits.allow(value):
                choices[name].append(value)
