"""A diagram says what its table says; what is left of it for a packet is exact, and asks for nothing needless."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from math import prod
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from materials_rules.plan.diagram import Answer, Claims, Diagram, _Making, _without_needless, build

Table = dict[tuple[int, ...], Claims | None]

WORDS = "abc"


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[int], Table]:
    """Sizes of a few variables, and claims for every situation; some cannot exist."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=0, max_size=5))
    few = draw(st.sampled_from([0, 0, 1, 3]))
    kinds = [frozenset(WORDS[:n]) for n in range(draw(st.integers(1, 4)))]
    rng = random.Random(draw(st.integers(0, 2**32)))
    table: Table = {}
    for cells in itertools.product(*map(range, sizes)):
        table[cells] = None if rng.randrange(6) < few else rng.choice(kinds)
    return sizes, table


@st.composite
def packets(draw: st.DrawFn) -> tuple[Table, Diagram, list[int | None]]:
    sizes, table = draw(tables())
    cells = [draw(st.one_of(st.none(), st.integers(0, size - 1))) for size in sizes]
    return table, build([f"v{i}" for i in range(len(sizes))], sizes, table), cells


def completions(table: Table, cells: Sequence[int | None]) -> Iterator[tuple[tuple[int, ...], Claims]]:
    """Every possible situation that agrees with *cells*."""
    for situation, claims in table.items():
        if claims is not None and all(c is None or c == s for c, s in zip(cells, situation, strict=True)):
            yield situation, claims


def walked(answer: Answer[Any], situation: Sequence[int]) -> object:
    while answer.variable >= 0:
        below = answer.branches[situation[answer.variable]]
        assert below is not None, "a possible situation was left out"
        answer = below
    return answer.value


def settles(left: Sequence[tuple[tuple[int, ...], object]], variables: frozenset[int]) -> bool:
    """Whether the value follows from *variables* alone."""
    known: dict[tuple[int, ...], object] = {}
    return all(known.setdefault(tuple(s[v] for v in sorted(variables)), value) == value for s, value in left)


@given(tables())
def test_every_situation_is_what_the_table_says(made: tuple[list[int], Table]) -> None:
    sizes, table = made
    diagram = build([str(i) for i in range(len(sizes))], sizes, table)
    for situation, claims in table.items():
        assert diagram.reachable(situation) == (frozenset() if claims is None else {claims})
        found = diagram.answer(situation, lambda claims: claims)
        assert (None if found is None else found.value) == claims


@given(tables(), st.randoms(use_true_random=False))
def test_within_limits_a_diagram_says_what_the_table_says_there(made: tuple[list[int], Table], rng: random.Random) -> None:
    sizes, table = made
    diagram = build([str(i) for i in range(len(sizes))], sizes, table)
    bound = sorted(rng.sample(range(len(sizes)), rng.randint(0, len(sizes))))
    every = list(itertools.product(*(range(sizes[i]) for i in bound)))
    allowed = frozenset(rng.sample(every, rng.randint(0, len(every))))
    left = {cells: claims if tuple(cells[i] for i in bound) in allowed else None for cells, claims in table.items()}
    found = diagram.within(bound, allowed, sizes)
    assert all(found.reachable(cells) == (frozenset() if claims is None else {claims}) for cells, claims in left.items())
    numbers = range(len(found.terminals), len(found.terminals) + len(found.nodes))
    assert all(child < number for number, (_, below) in zip(numbers, found.nodes, strict=True) for child in below)
    assert len(found.nodes) == len(build(found.variables, sizes, left).nodes)


@given(tables())
def test_a_diagram_repeats_nothing_and_points_downwards(made: tuple[list[int], Table]) -> None:
    sizes, table = made
    diagram = build([str(i) for i in range(len(sizes))], sizes, table)
    offset = len(diagram.terminals)
    assert diagram.terminals[0] is None and len(set(diagram.terminals)) == offset
    assert len(set(diagram.nodes)) == len(diagram.nodes)
    for number, (variable, children) in enumerate(diagram.nodes):
        assert len(children) == sizes[variable] and len(set(children)) > 1
        for child in children:
            assert child < offset + number
            assert child < offset or diagram.nodes[child - offset][0] > variable
    assert len(diagram.nodes) <= sum(prod(sizes[:level]) for level in range(len(sizes)))
    assert len(diagram.nodes) < max(2, len(table))


@given(tables())
def test_a_situation_that_the_table_lacks_cannot_exist(made: tuple[list[int], Table]) -> None:
    sizes, table = made
    lacking = {situation: claims for situation, claims in table.items() if claims is not None}
    names = [str(i) for i in range(len(sizes))]
    full, short = build(names, sizes, table), build(names, sizes, lacking)
    assert [full.reachable(s) for s in table] == [short.reachable(s) for s in table]


@settings(max_examples=400)
@given(packets(), st.booleans())
def test_an_answer_is_the_fold_over_every_possible_completion(
    made: tuple[Table, Diagram, list[int | None]], coarse: bool
) -> None:
    """*coarse*: the judge reads but one claim, so that situations with other claims fall together."""
    table, diagram, cells = made

    def judge(claims: Claims) -> object:
        return "a" in claims if coarse else claims

    left = [(situation, judge(claims)) for situation, claims in completions(table, cells)]
    answer = diagram.answer(cells, judge)
    assert diagram.reachable(cells) == {claims for _, claims in completions(table, cells)}
    if answer is None:
        assert not left
        return
    assert answer.values == {value for _, value in left}
    for situation, value in left:
        assert walked(answer, situation) == value
    open_ = {index for index, cell in enumerate(cells) if cell is None}
    assert answer.support <= open_
    assert settles(left, answer.support)
    for variable in answer.support:
        assert not settles(left, answer.support - {variable}), "a question that need not be asked"


@given(packets())
def test_without_impossible_situations_an_answer_is_no_larger_than_the_diagram(
    made: tuple[Table, Diagram, list[int | None]],
) -> None:
    table, diagram, cells = made
    answer = diagram.answer(cells, lambda claims: claims)
    if None in table.values() or answer is None:
        return
    seen: dict[int, Answer[Claims]] = {}
    waiting = [answer]
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen[id(node)] = node
            waiting += [branch for branch in node.branches if branch is not None]
    assert len(seen) <= len(diagram.nodes) + len(diagram.terminals)
    shapes = {(n.variable, n.value, tuple(id(b) for b in n.branches)) for n in seen.values()}
    assert len(shapes) == len(seen), "equal parts are the same object"


X, Y = frozenset({"x"}), frozenset({"y"})


@pytest.mark.parametrize(
    ("entries", "support"),
    [
        ((X, X, Y, Y), {0}),
        ((X, Y, X, Y), {1}),
        ((X, Y, Y, X), {0, 1}),
        ((X, X, X, X), set()),
        # the flagship's line `never: rented and owned`: who rents cannot own, so only owning matters
        ((X, Y, X, None), {1}),
        # either would do; the first is what the output itself reads
        ((X, None, None, Y), {0}),
        ((X, None, None, X), set()),
        ((None, None, X, Y), {1}),
        ((None, None, None, Y), set()),
    ],
)
def test_what_a_value_depends_on(entries: Sequence[Claims | None], support: set[int]) -> None:
    table: Table = dict(zip(itertools.product((0, 1), (0, 1)), entries, strict=True))
    answer = build(("v", "w"), (2, 2), table).answer((None, None), lambda claims: claims)
    assert answer is not None and answer.support == support


def test_answers_that_contradict_one_another_leave_no_answer() -> None:
    table: Table = {(0, 0): X, (0, 1): X, (1, 0): X, (1, 1): None}
    diagram = build(("v", "w"), (2, 2), table)
    assert diagram.answer((1, 1), lambda claims: claims) is None
    assert diagram.reachable((1, 1)) == frozenset()
    assert diagram.reachable((1, None)) == {X}


def test_an_output_without_variables_is_its_one_value() -> None:
    diagram = build((), (), {(): X})
    assert diagram.nodes == () and diagram.reachable(()) == {X}
    assert build((), (), {}).answer((), lambda claims: claims) is None


def test_a_walk_costs_the_nodes_and_not_the_product() -> None:
    """Thirty variables of which an odd number holds: 2^30 situations, 59 nodes."""
    count = 30
    nodes = []
    even, odd = 1, 2
    for level in reversed(range(count)):
        nodes += [(level, (even, odd)), (level, (odd, even))]
        even, odd = 2 + len(nodes) - 1, 2 + len(nodes)
    diagram = Diagram(tuple(map(str, range(count))), (None, X, Y), tuple(nodes[:-1]), 2 + len(nodes) - 1)
    looked = []

    def judge(claims: Claims) -> Claims:
        looked.append(claims)
        return claims

    answer = diagram.answer([None] * count, judge)
    assert answer is not None and answer.values == {X, Y} and len(answer.support) == count
    assert len(looked) == 2


def test_branches_are_joined_once_however_often_they_meet() -> None:
    """Which of two branches is taken does not matter; they meet 2^12 times, and 12 of these are different."""
    count = 12
    nodes: list[tuple[int, tuple[int, ...]]] = [(count + 1, (1, 0, 2)), (count + 1, (0, 1, 2))]
    for level in reversed(range(1, count + 1)):
        one, other = len(nodes) + 1, len(nodes) + 2
        nodes += [(level, (one, one, 2)), (level, (other, other, 2))]
    nodes.append((0, (len(nodes) + 1, len(nodes) + 2)))
    diagram = Diagram(tuple(map(str, range(count + 2))), (None, X, Y), tuple(nodes), len(nodes) + 2)
    answer = diagram.answer([None] * (count + 2), lambda claims: claims)
    assert answer is not None and answer.support == set(range(1, count + 2))
    for first in (0, 1):
        assert walked(answer, (first, *(0, 1) * (count // 2), first)) == X
        assert walked(answer, (first, *(0, 1) * (count // 2), 2)) == Y
        assert walked(answer, (first, 2, *[0] * count)) == Y


@pytest.mark.parametrize(("budget", "support"), [(0, {0, 1}), (3, {0, 1}), (99, {1})])
def test_looking_for_needless_questions_ends_with_its_budget(budget: int, support: set[int]) -> None:
    """Then one may be left, but no value is lost and no situation is made up."""
    making: _Making[str] = _Making()
    x, y = making.leaf("x"), making.leaf("y")
    root = making.node(0, (making.node(1, (x, y)), making.node(1, (x, None))))
    assert root is not None
    answer = _without_needless(root, making, budget)
    assert answer.support == support and answer.values == {"x", "y"}
    assert [walked(answer, situation) for situation in ((0, 0), (0, 1), (1, 0))] == ["x", "y", "x"]
