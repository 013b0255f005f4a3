"""Tables of two rulesets over common axes: every operation held against all situations, one by one."""

from __future__ import annotations

import itertools
import random
from collections.abc import Hashable, Mapping

import pytest

from materials_rules.changes.tables import NOWHERE, Axis, Table, Tables, laid_out, possible
from materials_rules.plan.diagram import Judged, build
from materials_rules.plan.domain import Domain

SIZES = (2, 3, 2)
NAMES = ("a", "b", "c")
WORLDS = tuple(itertools.product(*(range(size) for size in SIZES)))
VALUES = (frozenset[str](), frozenset({"x"}), frozenset({"y"}), None)

World = tuple[int, ...]


def axes() -> list[Axis]:
    domains = [Domain(values=tuple(range(size))) for size in SIZES]
    return [Axis(n, d, tuple((i, i) for i in range(d.size))) for n, d in zip(NAMES, domains, strict=True)]


def value_at(tables: Tables, table: Table, world: World) -> Hashable:
    """What a table is in one situation."""
    while not tables.is_leaf(table):
        level, children = tables.node(table)
        table = children[world[level]]
    return tables.value(table)


def random_table(tables: Tables, rng: random.Random) -> tuple[Table, Mapping[World, Hashable]]:
    """A table, and what it is in every situation."""
    truth = {world: rng.choice(VALUES) for world in WORLDS}

    def made(prefix: World) -> Table:
        if len(prefix) == len(SIZES):
            return tables.leaf(truth[prefix])
        return tables.select(len(prefix), tuple(made((*prefix, cell)) for cell in range(SIZES[len(prefix)])))

    return made(()), truth


@pytest.mark.parametrize("seed", range(20))
def test_a_table_is_what_it_was_made_of(seed: int) -> None:
    tables = Tables(axes())
    table, truth = random_table(tables, random.Random(seed))

    assert {world: value_at(tables, table, world) for world in WORLDS} == truth
    assert tables.values(table) == frozenset(truth.values())


@pytest.mark.parametrize("seed", range(20))
def test_two_tables_together_are_both_in_every_situation(seed: int) -> None:
    tables, rng = Tables(axes()), random.Random(seed)
    (one, first), (other, second) = random_table(tables, rng), random_table(tables, rng)

    both = tables.together(one, other, lambda mine, theirs: (mine, theirs))

    assert {world: value_at(tables, both, world) for world in WORLDS} == {w: (first[w], second[w]) for w in WORLDS}


@pytest.mark.parametrize("seed", range(20))
def test_a_question_may_be_put_above_or_below_others(seed: int) -> None:
    tables, rng = Tables(axes()), random.Random(seed)
    parts = [random_table(tables, rng) for _ in range(SIZES[1])]

    chosen = tables.select(1, tuple(table for table, _ in parts))

    assert {w: value_at(tables, chosen, w) for w in WORLDS} == {w: parts[w[1]][1][w] for w in WORLDS}


@pytest.mark.parametrize("seed", range(30))
def test_the_shortest_way_leads_there_whatever_it_leaves_out(seed: int) -> None:
    tables, rng = Tables(axes()), random.Random(seed)
    table, truth = random_table(tables, rng)
    wanted = rng.choice(list(truth.values()))

    found = tables.shortest(table, lambda value: value == wanted)

    def all_are(cells: Mapping[str, int]) -> bool:
        return all(truth[w] == wanted for w in WORLDS if all(w[NAMES.index(name)] == cell for name, cell in cells.items()))

    assert found is not None
    assert all_are(found)
    assert found == {} or not all_are({})


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_diagram_of_any_order_says_the_same_on_common_axes(seed: int, order: tuple[int, ...]) -> None:
    rng = random.Random(seed)
    truth = {world: rng.choice(VALUES) for world in WORLDS}
    names = tuple(NAMES[i] for i in order)
    turned = {tuple(world[i] for i in order): value for world, value in truth.items()}
    domains = tuple(Domain(values=tuple(range(SIZES[i]))) for i in order)
    judged = Judged(build(names, [SIZES[i] for i in order], turned), domains)
    tables = Tables(axes())

    table = laid_out(tables, judged, {name: name for name in names}, 0)

    assert {world: value_at(tables, table, world) for world in WORLDS} == truth
    diagram = tables.diagram(table, lambda value: value)
    assert diagram.reachable([None] * 3) == frozenset(value for value in truth.values() if value is not None)


def test_what_one_side_does_not_know_is_no_situation() -> None:
    domain = Domain(values=("p", "q"))
    tables = Tables([Axis("a", domain, (("p", "p"), (NOWHERE, "q")))])

    table = possible(tables, tables.leaf("yes"))

    assert [value_at(tables, table, (cell,)) for cell in range(2)] == ["yes", None]
