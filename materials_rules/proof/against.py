"""Values of what is held against something else: so many that every order of them occurs between every two cuts.

    Plan, variable  ->  values

A variable that is compared is cut where those that it is compared with are cut, for a rule may tell it apart there by way of
them: of `n > m and m >= 4` the question `n` is asked for values above 4, though no rule holds it against 4.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

from materials_rules.condition.tree import Between, Counting, Date, Number, Quantifier
from materials_rules.plan.compile import Plan
from materials_rules.plan.counted import Statement
from materials_rules.plan.domain import FAR, Test, Value
from materials_rules.plan.formula import Said, name_of, readings
from materials_rules.plan.region import Region, cut, is_boundless, nearest, of_cell
from materials_rules.plan.view import cuts, variables
from materials_rules.witness.declared import Declared, declared, first_day
from materials_rules.witness.members import tests_inside
from materials_rules.witness.values import NOTHING, candidates, plainest, usual

FEWEST: Final = 2
"""Values between two cuts, so that two variables can be equal and differ."""

MOST: Final = 3
"""However many are compared with one another."""


def representatives(plan: Plan, name: str) -> list[Value]:
    """One value of each cell into which the outputs cut a variable; of one that is compared, several of each finer piece."""
    about = declared(plan, name)
    pieces = _pieces(plan, name)
    found = [plainest(usual(about, piece, first_day(plan))) for piece in pieces]
    related = compared_with(plan, name)
    for piece in pieces if len(related) > 1 else ():
        fine = [piece]
        for other in related:
            theirs = [_scaled(region, declared(plan, other), about) for region in _pieces(plan, other)]
            fine = [part for one in fine for part in _parted(one, theirs)]
        by_rules = len(_related(name, list(_between(plan))))
        for part in fine:
            found += _some(plan, about, part, related, max(FEWEST, min(by_rules, MOST)))
    return [value for value in dict.fromkeys(found) if value != NOTHING]


def statements(plan: Plan) -> list[Statement]:
    """The statements about lists that rules read."""
    read = map(plan.sources.get, variables(plan, plan.outputs))
    return [source for source in read if isinstance(source, Quantifier | Counting)]


def compared_with(plan: Plan, name: str) -> list[str]:
    """A variable and all that it is compared with, also by way of others: by a rule, inside a statement, by a line."""
    lines = (tuple(map(name_of, line.same)) for line in plan.version.consistency)
    pairs = [pair for same in lines for pair in itertools.pairwise(same)]
    return _related(name, [*_between(plan), *pairs])


def _related(name: str, pairs: Sequence[tuple[str, str]]) -> list[str]:
    found = {name: None}
    for _ in pairs:
        for one, other in pairs:
            if one in found or other in found:
                found |= {one: None, other: None}
    return list(found)


def _between(plan: Plan) -> Iterator[tuple[str, str]]:
    """The two sides of each comparison."""
    read = [plan.sources.get(name) for name in variables(plan, plan.outputs)]
    for statement in statements(plan):
        if statement.inner is not None:
            read += [reading.source for reading in readings(Said(statement.inner), plan.base)]
    for source in read:
        if isinstance(source, Between):
            yield name_of(source.left), name_of(source.right)


def _pieces(plan: Plan, name: str) -> list[Region]:
    """The cells into which all outputs together cut a variable, and what is said of the members of lists."""
    about = declared(plan, name)
    pieces = [about.region]
    for domain in cuts(plan, name):
        cells = [of_cell(domain, cell) for cell in range(domain.size)]
        pieces = [piece & cell for piece in pieces for cell in cells if piece & cell]
    inside = [test for read, test in _tests_of_statements(plan) if read == name and "#" not in read]
    return [part for piece in pieces for part in cut(piece, about.type, None in about.region, inside)]


def _tests_of_statements(plan: Plan) -> list[tuple[str, Test]]:
    return [found for statement in statements(plan) for found in tests_inside(plan, statement)]


def _parted(one: Region, theirs: Sequence[Region]) -> list[Region]:
    """*one* cut where the other side is cut; what lies beyond all that the other side may be is kept, below and above apart."""

    def is_theirs(value: Value) -> bool:
        return any(value in region for region in theirs)

    ends = sorted({end for region in theirs for first, last in region.stretches for end in (first, last + 1)})
    gaps = [(first, last - 1) for first, last in itertools.pairwise((-FAR, *ends, FAR + 1)) if not is_theirs(first)]
    beyond = [Region(frozenset(value for value in one.values if not is_theirs(value)))]
    beyond += [one & Region(stretches=(gap,)) for gap in gaps]
    shared = [one & region for region in theirs if one & region]
    return [part for part in (*shared, *beyond) if part] or [one]


def _scaled(region: Region, about: Declared, to: Declared) -> Region:
    """The values of one variable as another would write them, with more decimals or fewer; what has no bound gets none."""
    factor, divisor = 10 ** max(0, to.decimals - about.decimals), 10 ** max(0, about.decimals - to.decimals)

    def least(end: int) -> int:
        return end if is_boundless(end) else -(-end * factor // divisor)

    def most(end: int) -> int:
        return end if is_boundless(end) else (end * factor + factor - 1) // divisor

    ends = ((least(first), most(last)) for first, last in region.stretches)
    return Region(region.values, tuple((first, last) for first, last in ends if first <= last), region.but)


def _some(plan: Plan, about: Declared, part: Region, related: Sequence[str], number: int) -> list[Value]:
    """So many values of a part, those first that others may have as well."""
    if isinstance(about.type, Number | Date):
        wish = first_day(plan).toordinal() if isinstance(about.type, Date) else 10**about.decimals
        start = nearest(part, wish)
        step = 10 ** (about.decimals - min(declared(plan, other).decimals for other in related))
        around: list[Value] = [] if start is None else [start + far * unit for unit in (step, 1) for far in (0, 1, -1, 2, -2)]
        return [value for value in dict.fromkeys(around) if value in part][:number]
    others = [declared(plan, other) for other in related]
    mine = [value for value in itertools.islice(candidates(usual(about, part, first_day(plan))), number) if value is not None]
    theirs: list[Value] = [
        value
        for other in others
        for value in itertools.islice(candidates(usual(other, other.region, first_day(plan))), number)
        if value in part and isinstance(value, str) and about.limits.allow(value)
    ]
    shared = [value for value in theirs if all(value in o.region and o.limits.allow(str(value)) for o in others)]
    enough: list[Value] = list(dict.fromkeys(shared))[:number]
    return enough if len(enough) == number else list(dict.fromkeys((*enough, *mine, *theirs)))
