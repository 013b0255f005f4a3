"""The one view of the diagrams says what their tables say: who reads what, what makes a difference, what a day leaves."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from math import prod
from typing import Any

import pytest
from building import plan_of, tiny
from hypothesis import given
from hypothesis import strategies as st
from worlds import makes

from materials_rules.plan.claims import barring
from materials_rules.plan.compile import Plan
from materials_rules.plan.diagram import Claims, Judged, build
from materials_rules.plan.domain import BOOLEAN, Domain
from materials_rules.plan.engine import Engine
from materials_rules.plan.formula import RECEIVED_ON, RuleBase
from materials_rules.plan.view import (
    behind,
    cuts,
    decides,
    domains,
    first_days,
    is_read,
    on_day,
    plain,
    possible,
    possible_on,
    reached,
    variables,
)

DAYS = Domain(starts=(0, 10, 20), last=29)
SEEDS = range(40)
MOST = 3000  # situations of one output that are looked at one by one


@st.composite
def judged_with_a_day(draw: st.DrawFn) -> tuple[Judged, dict[tuple[int, ...], Claims | None]]:
    """An output of a few variables, the day anywhere among them or not at all, with its table."""
    cells = [Domain(values=tuple(f"v{i}" for i in range(size))) for size in draw(st.lists(st.integers(1, 3), max_size=3))]
    named = {f"fact/{i}": domain for i, domain in enumerate(cells)}
    place = draw(st.integers(-1, len(named)))
    if place >= 0:
        items = list(named.items())
        named = dict([*items[:place], (RECEIVED_ON, DAYS), *items[place:]])
    rng = random.Random(draw(st.integers(0, 2**32)))
    kinds: tuple[Claims | None, ...] = (None, frozenset(), frozenset("a"), frozenset("ab"))[: draw(st.integers(2, 4))]
    sizes = [domain.size for domain in named.values()]
    table = {found: rng.choice(kinds) for found in itertools.product(*map(range, sizes))}
    return Judged(build(tuple(named), sizes, table), tuple(named.values())), table


def situations(judged: Judged) -> Iterator[tuple[int, ...]]:
    yield from itertools.product(*(range(domain.size) for domain in judged.domains))


# what a day leaves


@given(judged_with_a_day(), st.integers(0, 29))
def test_a_day_leaves_what_the_table_says_of_it(made: tuple[Judged, dict[tuple[int, ...], Claims | None]], day: int) -> None:
    judged, table = made
    left = on_day(judged, day)
    names = judged.diagram.variables

    assert RECEIVED_ON not in left.diagram.variables
    of_the_day = [cells for cells in table if RECEIVED_ON not in names or cells[names.index(RECEIVED_ON)] == DAYS.index(day)]
    for cells in of_the_day:
        mine = [cells[names.index(name)] for name in left.diagram.variables]
        assert left.diagram.reachable(mine) == ({table[cells]} - {None})
    assert possible_on(judged, day) == {table[cells] for cells in of_the_day} - {None}


@given(judged_with_a_day(), st.integers(0, 29))
def test_what_a_day_leaves_asks_nothing_needless(made: tuple[Judged, Any], day: int) -> None:
    left = on_day(made[0], day)
    diagram = left.diagram

    assert len(set(diagram.nodes)) == len(diagram.nodes)
    assert all(len(set(children)) > 1 for _, children in diagram.nodes)
    assert {variable for variable, _ in diagram.nodes} == set(range(len(diagram.variables)))
    assert [name for name in made[0].diagram.variables if name in diagram.variables] == list(diagram.variables)
    for number, (variable, children) in enumerate(diagram.nodes, start=len(diagram.terminals)):
        assert len(children) == left.domains[variable].size and max(children) < number
    assert diagram.root == len(diagram.terminals) + len(diagram.nodes) - 1 or not diagram.nodes


@given(judged_with_a_day())
def test_between_two_first_days_nothing_changes(made: tuple[Judged, Any]) -> None:
    judged, _ = made
    begins = first_days(judged)

    assert begins == (DAYS.starts if RECEIVED_ON in judged.diagram.variables else ())
    last = 0
    for day in range(30):
        last = day if day in begins else last
        assert on_day(judged, day) == on_day(judged, last)


# what makes a difference, and what holds


def test_what_decides_is_what_some_two_situations_differ_in_alone(engine: Engine) -> None:
    looked_at = 0
    for made in makes(SEEDS, engine):
        for output, judged in made.plan.outputs.items():
            if prod(domain.size for domain in judged.domains) > MOST:
                continue
            looked_at += 1
            table = {cells: judged.diagram.reachable(cells) for cells in situations(judged)}
            asked = {name for i, name in enumerate(judged.diagram.variables) if _differ(table, i)}
            assert possible(judged.diagram) == frozenset[Claims]().union(*table.values())
            assert reached(judged.diagram) == frozenset[str]().union(*(claims for found in table.values() for claims in found))
            assert decides(made.plan, output) == {name.partition("#")[0] for name in asked | set(plain(made.plan, asked))}
    assert looked_at > len(SEEDS)


def _differ(table: Mapping[tuple[int, ...], object], place: int) -> bool:
    groups: dict[tuple[int, ...], object] = {}
    return any(groups.setdefault((*cells[:place], *cells[place + 1 :]), found) != found for cells, found in table.items())


# who reads what


@pytest.fixture(scope="module")
def plan(engine: Engine) -> Plan:
    """Outputs that read an answer in two ways, a comparison, a statement about a list, members of a `some_of`."""
    return plan_of(
        tiny(
            {
                "form": {"reads": {"area": {"type": "number", "decimals": 0}}},
                "lease": {"when": "area > 50"},
                "map": {"when": "area > 80 and kinds has wall"},
                "proof": {"when": "provided(form) and form.area != area"},
                "list": {"when": "any(cars, bought > 2)"},
            },
            facts={"area": {"type": "number", "decimals": 0}, "kinds": {"some_of": ["wall", "roof"]}, "idle": "boolean"},
            lists={"cars": {"each": {"bought": {"type": "number", "decimals": 0}}}},
        ),
        engine=engine,
    )


def test_variables_are_named_once_in_the_order_of_the_outputs(plan: Plan) -> None:
    some = variables(plan, ["requirement/map", "requirement/lease"])

    assert list(some) == ["fact/area", "fact/kinds#wall"]
    assert list(variables(plan, [])) == []
    assert list(domains(plan.outputs["requirement/map"])) == list(some)
    assert domains(plan.outputs["requirement/map"])["fact/kinds#wall"] == BOOLEAN


def test_each_output_cuts_a_variable_in_its_own_places(plan: Plan) -> None:
    assert [domain.starts[1:] for domain in cuts(plan, "fact/area")] == [(51,), (81,)]
    assert list(cuts(plan, "fact/idle")) == []
    assert is_read(plan, "fact/area") and not is_read(plan, "fact/idle")


def test_behind_a_comparison_and_a_statement_stands_what_they_read(plan: Plan) -> None:
    read = list(variables(plan, ["requirement/proof", "requirement/list"]))
    relation = next(name for name in read if name.startswith("relation/"))
    statement = next(name for name in read if name.startswith("atom/"))

    assert {variable.name for variable in behind(plan, relation)} == {"area", "form.area"}
    assert [variable.name for variable in behind(plan, statement)] == ["cars", "bought"]
    assert list(behind(plan, RECEIVED_ON)) == []
    assert set(plain(plan, read)) == {"provided/form", "fact/area", "read/form.area", "list/cars", "member/cars.bought"}
    assert list(plain(plan, ["fact/kinds#wall", RECEIVED_ON, "fact/kinds#wall"])) == ["fact/kinds#wall", RECEIVED_ON]
    assert {relation, "fact/area", "read/form.area", "provided/form"} == decides(plan, "requirement/proof")
    assert decides(plan, "requirement/map") == {"fact/area", "fact/kinds"}


def test_lines_that_take_situations_out_can_be_left_out_by_name() -> None:
    base = RuleBase(dict.fromkeys(("never/0", "never/1", "never/10", "ask/m", "out/0"), None), {})  # type: ignore[arg-type]  # names are all that counts

    assert barring(base) == ("never/0", "never/1", "never/10", "out/0")
    assert barring(base, ("never/1/",)) == ("never/0", "never/10", "out/0")
