"""Whether a situation of a table can be: whether values exist for its comparisons, and lists for its statements about lists.

    Cone, its cells  ->  whether anybody can be in that situation

A table has a variable for each comparison and for each statement about a list, so it also holds combinations that no answers
have: `a > b` with `a <= 3` and `b >= 5`, `any(n >= 5)` with `all(n < 3)`. What is exact and where it stops: comparisons outside
of lists are decided exactly, and so are statements about one list; a value from outside that a list is compared with is looked
at for each member and each list on its own. A situation that is too large to decide counts as possible.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from materials_rules.condition.tree import Between, Boolean, Condition, Counting, Date, Number, Quantifier
from materials_rules.plan.compile import Plan
from materials_rules.plan.cone import Cone
from materials_rules.plan.domain import Value
from materials_rules.plan.evaluator import satisfied
from materials_rules.plan.formula import BOTH_NONE, Said, Source, name_of, readings, relation_of
from materials_rules.witness.compared import Side, Way, can_stand
from materials_rules.witness.counted import can_be
from materials_rules.witness.declared import declared
from materials_rules.witness.members import Signature, Statement, enough_chosen, tests_inside
from materials_rules.witness.region import Region, cut, of_cell

Cells = tuple[int, ...]
Regions = Mapping[str, Region]

MOST_COMBINATIONS: Final = 20_000
"""Of values of the facts of one member; with more, nothing is said of its list."""


def possible(plan: Plan, cone: Cone, sources: Mapping[str, Source]) -> Callable[[Cells], bool]:
    """What says of cells of *cone* whether they can be; *sources* knows every variable of the cone that has a type."""
    compared = {name: source for name in cone.variables if isinstance(source := sources.get(name), Between)}
    lists: dict[str, dict[str, Statement]] = {}
    for name in cone.variables:
        if isinstance(source := sources.get(name), Quantifier | Counting):
            lists.setdefault(source.list.name, {})[name] = source
    checks = [_compared(plan, cone, compared)] if compared else []
    checks += [_listed(plan, cone, listed, statements) for listed, statements in lists.items()]
    return lambda cells: all(check(cells) for check in checks)


def _regions(plan: Plan, cone: Cone, names: Sequence[str]) -> Callable[[Cells], dict[str, Region]]:
    """What says which values variables may have in a situation: those of their cell, or all where the cone does not ask."""
    order = list(cone.variables)
    known = {name: (order.index(name), cone.domains[name]) for name in names if name in cone.domains}
    anything = {name: declared(plan, name).region for name in names}

    def regions(cells: Cells) -> dict[str, Region]:
        here = {name: of_cell(domain, cells[index]) for name, (index, domain) in known.items()}
        return {name: region & here[name] if name in here else region for name, region in anything.items()}

    return regions


def _side(plan: Plan, name: str, region: Region) -> Side:
    about = declared(plan, name)
    return Side(region, about.decimals, about.is_ordered)


def _ends(nodes: Mapping[str, Between]) -> list[str]:
    return list(dict.fromkeys(name_of(side) for node in nodes.values() for side in (node.left, node.right)))


def _way(node: Between, value: Value) -> Way:
    left, right = sorted((name_of(node.left), name_of(node.right)))
    return Way(left, right, value)


def _only(cone: Cone, names: Sequence[str], check: Callable[[Cells], bool]) -> Callable[[Cells], bool]:
    """*check*, asked once for all cells that agree in the variables *names*, the only ones that matter to it."""
    order = list(cone.variables)
    indices = [order.index(name) for name in dict.fromkeys(names) if name in cone.domains]
    known: dict[Cells, bool] = {}

    def once(cells: Cells) -> bool:
        mine = tuple(cells[index] for index in indices)
        if mine not in known:
            known[mine] = check(cells)
        return known[mine]

    return once


def _compared(plan: Plan, cone: Cone, nodes: Mapping[str, Between]) -> Callable[[Cells], bool]:
    """Of comparisons of two variables: all of them at once, with what is known of their sides."""
    ends = _ends(nodes)
    regions = _regions(plan, cone, ends)
    order = list(cone.variables)

    def check(cells: Cells) -> bool:
        sides = {name: _side(plan, name, region) for name, region in regions(cells).items()}
        values = {name: cone.domains[name].samples(cells[order.index(name)])[0] for name in nodes}
        return can_stand(sides, [_way(node, values[name]) for name, node in nodes.items()])

    return _only(cone, [*nodes, *ends], check)


def _listed(plan: Plan, cone: Cone, listed: str, statements: Mapping[str, Statement]) -> Callable[[Cells], bool]:
    """Of statements about one list: whether some list has each as it is in the situation."""
    inner = list(dict.fromkeys(one.inner for one in statements.values() if one.inner is not None))
    found = [reading for part in inner for reading in readings(Said(part), plan.base)]
    nodes = {relation_of(one.source)[0]: one.source for one in found if isinstance(one.source, Between)}
    names = list(dict.fromkeys([*_ends(nodes), *(one.name for one in found if not isinstance(one.source, Between))]))
    outside = [name for name in names if not name.startswith(f"member/{listed}.")]
    regions = _regions(plan, cone, outside)
    order = list(cone.variables)
    least = plan.version.file.lists[listed].at_least
    sorts_of = cache(lambda beside: _sorts(plan, listed, list(statements.values()), inner, nodes, dict(beside)))

    def check(cells: Cells) -> bool:
        wanted = [(one, cone.domains[name].samples(cells[order.index(name)])[0] is True) for name, one in statements.items()]
        around = regions(cells)
        pieces = [_pieces(plan, name, around[name], list(statements.values())) for name in outside]
        for chosen in itertools.product(*pieces):
            sorts = sorts_of(tuple(zip(outside, chosen, strict=True)))
            if sorts is None or can_be(sorts, inner, wanted, least):
                return True
        return False

    return _only(cone, [*statements, *outside], check)


def _pieces(plan: Plan, name: str, region: Region, statements: Sequence[Statement]) -> list[Region]:
    """*region* in pieces that nothing within the statements tells apart."""
    tests = [test for statement in statements for read, test in tests_inside(plan, statement) if read == name]
    about = declared(plan, name)
    type_ = Boolean() if "#" in name else about.type
    return cut(region, type_, region.may_be_none, tests)


def _sorts(
    plan: Plan,
    listed: str,
    statements: Sequence[Statement],
    inner: Sequence[Condition],
    nodes: Mapping[str, Between],
    beside: Regions,
) -> frozenset[Signature] | None:
    """The sorts of members that there can be beside these values from outside; None where there are too many to look at."""
    names = dict.fromkeys([*(name for one in statements for name, _ in tests_inside(plan, one)), *_ends(nodes)])
    own = [name for name in names if name not in beside]
    choices: list[list[Region]] = [_pieces(plan, name, declared(plan, name).region, statements) for name in own]
    ways = [list(_all_ways(node)) for node in nodes.values()]
    if math.prod([*map(len, choices), *map(len, ways)]) > MOST_COMBINATIONS:
        return None
    found = set()
    for chosen in itertools.product(*choices):
        here = {**beside, **dict(zip(own, chosen, strict=True))}
        values = {name: _any_of(region) for name, region in here.items()}
        if not enough_chosen(plan, listed, values):
            continue
        for stand in itertools.product(*ways):
            if nodes:
                sides = {name: _side(plan, name, here[name]) for name in _ends(nodes)}
                if not can_stand(sides, [_way(node, way) for node, way in zip(nodes.values(), stand, strict=True)]):
                    continue
            world = {**values, **dict(zip(nodes, stand, strict=True))}
            found.add(tuple(satisfied(part, world, plan.base) for part in inner))
    return frozenset(found)


def _all_ways(node: Between) -> Iterator[Value]:
    nullable = (node.left.may_be_none, node.right.may_be_none)
    yield from (-1, 0, 1) if isinstance(node.left.type, Number | Date) else (0, 1)
    yield from (None,) if any(nullable) else ()
    yield from (BOTH_NONE,) if all(nullable) else ()


def _any_of(region: Region) -> Value:
    """Some value of a piece that nothing tells apart."""
    if region.stretches:
        return region.stretches[0][0]
    return next(iter(region.values), "") if region.but is None else _unmentioned(region)


def _unmentioned(region: Region) -> str:
    text = "…"
    while region.but is not None and text in region.but:
        text += "…"
    return text
