"""Whether a list exists of which statements are as wanted: decided exactly, by how many members of each sort it would need.

    sorts of members, statements with what they are to be  ->  whether some list has it so

Members that answer every statement alike are of one sort. A statement then says how many members of some sorts there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from operator import add
from typing import Final

from materials_rules.condition.tree import Condition, Counting, Quantifier
from materials_rules.packet.model import LONGEST_LIST
from materials_rules.plan.domain import Test

Statement = Quantifier | Counting
"""What a condition says of a whole list."""

Signature = tuple[bool, ...]
"""What a member answers to each statement."""

MOST_SUMS: Final = 50_000
"""Of which it is looked whether they can be reached; with more, nothing is decided."""


@dataclass(frozen=True, slots=True)
class Bound:
    """That between *least* and *most* members are of the sorts *of* (numbers of sorts); no *most* where it is None."""

    of: frozenset[int]
    least: int
    most: int | None


def can_be(
    sorts: Collection[Signature],
    inner: Sequence[Condition],
    wanted: Sequence[tuple[Statement, bool]],
    least: int,
    subject: Collection[Signature] | None = None,
) -> bool:
    """Whether a list with at least *least* members of these *sorts* has every statement as *wanted*; True where unknown.

    With *subject*, one of its members is of these sorts.
    """
    order = sorted(sorts)
    ways = [list(_bounds(statement, truth, order, inner)) for statement, truth in wanted]
    if subject is not None:
        ways.append([Bound(frozenset(i for i, sort in enumerate(order) if sort in subject), 1, None)])
    return any(_is_reachable(len(order), (_whole(len(order), least, chosen), *chosen)) for chosen in product(*ways))


def can_be_of(
    members: Sequence[Collection[Signature]], inner: Sequence[Condition], wanted: Sequence[tuple[Statement, bool]]
) -> bool:
    """Whether a list has every statement as *wanted* whose *members* are each of one of some sorts; True where unknown."""
    counts = {tuple(0 for _ in inner)}
    for sorts in members:
        counts = {tuple(map(add, count, sort)) for count in counts for sort in sorts}
        if len(counts) > MOST_SUMS:
            return True
    return any(all(_said(one, count, len(members), inner) == truth for one, truth in wanted) for count in counts)


def _said(statement: Statement, counts: Sequence[int], length: int, inner: Sequence[Condition]) -> bool:
    """What a statement is of a list of which so many members answer yes to each of *inner*."""
    number = length if statement.inner is None else counts[inner.index(statement.inner)]
    if isinstance(statement, Counting):
        return Test(statement.op, statement.number).holds(number)
    return number > 0 if statement.kind == "any" else number == length


def _whole(sorts: int, least: int, others: Sequence[Bound]) -> Bound:
    """That of the whole list; how long it may be matters only where that many members could be needed."""
    needed = least + sum(bound.least for bound in others)
    return Bound(frozenset(range(sorts)), least, LONGEST_LIST if needed > LONGEST_LIST else None)


def _bounds(statement: Statement, truth: bool, order: Sequence[Signature], inner: Sequence[Condition]) -> Iterator[Bound]:
    """What a statement says of numbers of members; one of these bounds must hold."""
    everybody = frozenset(range(len(order)))
    which = everybody
    if statement.inner is not None:
        place = inner.index(statement.inner)
        which = frozenset(i for i in everybody if order[i][place])
    if not isinstance(statement, Counting):
        # `all` is `not any not`
        which, some = (which, truth) if statement.kind == "any" else (everybody - which, not truth)
        yield Bound(which, 1, None) if some else Bound(which, 0, 0)
        return
    number = statement.number
    match (statement.op if truth else _OPPOSITE[statement.op]):
        case "==":
            yield Bound(which, number, number)
        case "!=":
            yield from (Bound(which, 0, number - 1), Bound(which, number + 1, None))
        case "<":
            yield Bound(which, 0, number - 1)
        case "<=":
            yield Bound(which, 0, number)
        case ">":
            yield Bound(which, number + 1, None)
        case _:
            yield Bound(which, number, None)


_OPPOSITE: Final = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def _is_reachable(sorts: int, bounds: Sequence[Bound]) -> bool:
    """Whether so many members of each sort exist that every bound is kept."""
    if any(bound.most is not None and bound.most < max(0, bound.least) for bound in bounds):
        return False
    seen = {tuple(0 for _ in bounds)}
    for sort in range(sorts):
        mine = [sort in bound.of for bound in bounds]
        waiting = list(seen)
        while waiting:
            sums = waiting.pop()
            more = _added(sums, mine, bounds)
            if more is not None and more not in seen:
                seen.add(more)
                waiting.append(more)
                if len(seen) > MOST_SUMS:
                    return True
    return any(all(total >= bound.least for total, bound in zip(sums, bounds, strict=True)) for sums in seen)


def _added(sums: tuple[int, ...], mine: Sequence[bool], bounds: Sequence[Bound]) -> tuple[int, ...] | None:
    """The sums with one member more of a sort; None where a bound allows no more. Without an upper bound the least is enough."""
    found = []
    for total, counts, bound in zip(sums, mine, bounds, strict=True):
        if counts and bound.most is not None and total + 1 > bound.most:
            return None
        found.append(total + counts if bound.most is not None else min(total + counts, bound.least))
    return tuple(found)
