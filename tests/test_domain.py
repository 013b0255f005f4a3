"""Cells: inside one, no rule can tell two values apart; together they hold every value there is."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from signs import OPS

from materials_rules.plan.domain import (
    BOOLEAN,
    FAR,
    OTHER,
    Domain,
    Value,
    choices,
    days,
    joined,
    texts,
    whole,
)
from materials_rules.plan.domain import Test as Asks

small = st.integers(-12, 12)
tests_of_numbers = st.lists(st.builds(Asks, st.sampled_from(sorted(OPS)), small), max_size=6)
bounds = st.one_of(st.none(), small)


@st.composite
def domains_of_numbers(draw: st.DrawFn) -> tuple[Domain, list[Asks], int, int]:
    tests = draw(tests_of_numbers)
    first, last = draw(bounds), draw(bounds)
    if first is not None and last is not None and first > last:
        first, last = last, first
    domain = whole(tests, first, last, draw(st.booleans()))
    return domain, tests, -20 if first is None else first, 20 if last is None else last


@given(domains_of_numbers())
def test_two_values_of_a_cell_pass_the_same_tests(built: tuple[Domain, list[Asks], int, int]) -> None:
    domain, tests, low, high = built
    for value in range(low, high + 1):
        cell = domain.index(value)
        first, inner, last = domain.samples(cell)
        assert isinstance(first, int) and isinstance(inner, int) and isinstance(last, int)
        assert first <= value <= last and first <= inner <= last
        for test in tests:
            assert isinstance(test.value, int)
            right = OPS[test.op](value, test.value)
            assert test.holds(value) is right
            assert (cell in domain.cells(test)) is right


@given(domains_of_numbers())
def test_every_cell_holds_its_own_samples_and_its_example(built: tuple[Domain, list[Asks], int, int]) -> None:
    domain, _, _, _ = built
    for cell in range(domain.size):
        assert {domain.index(value) for value in (*domain.samples(cell), domain.example(cell))} == {cell}
        assert domain.example(cell) not in (FAR, -FAR)


@given(domains_of_numbers(), st.integers())
def test_a_value_out_of_bounds_falls_into_the_outermost_cell(built: tuple[Domain, list[Asks], int, int], value: int) -> None:
    domain, _, low, high = built
    if low <= value <= high:
        return
    last = len(domain.starts) - 1
    assert domain.index(value) == (last if value > high else 0)


@pytest.mark.parametrize("constant", [10**12, 10**12 + 1, 10**27 - 1, -(10**27) + 1])
@pytest.mark.parametrize("op", sorted(OPS))
def test_no_number_that_an_author_may_write_is_too_large(constant: int, op: str) -> None:
    """Eighteen digits before the point and nine behind it, scaled to whole."""
    domain = whole([Asks(op, constant)], None, None)
    for value in (constant - 1, constant, constant + 1, 10**40, -(10**40)):
        assert (domain.index(value) in domain.cells(Asks(op, constant))) is OPS[op](value, constant)


@pytest.mark.parametrize(
    ("tests", "first", "last", "starts"),
    [
        ([], None, None, (-FAR,)),
        ([Asks("<", 50)], None, None, (-FAR, 50)),
        ([Asks(">=", 50)], 0, None, (0, 50)),
        ([Asks("<=", 50)], 0, None, (0, 51)),
        ([Asks(">", 50)], 0, 100, (0, 51)),
        ([Asks("==", 50)], 0, 100, (0, 50, 51)),
        ([Asks("!=", 50)], 50, 50, (50,)),
        ([Asks(">", 5000), Asks("<", 5001)], 0, None, (0, 5001)),  # with two decimals nothing lies between 50 and 50.01
        ([Asks(">", 200)], 0, 100, (0,)),
        ([Asks("==", None), Asks("==", True)], 0, 9, (0,)),
    ],
)
def test_where_numbers_are_cut(tests: list[Asks], first: int | None, last: int | None, starts: tuple[int, ...]) -> None:
    assert whole(tests, first, last).starts == starts


def test_what_a_document_does_not_bear_is_a_cell_of_its_own() -> None:
    domain = whole([Asks("<", 5)], 0, 9, nullable=True)
    none = domain.index(None)
    assert domain.size == 3 and domain.samples(none) == (None, None, None)
    assert none not in domain.cells(Asks("<", 5)) | domain.cells(Asks(">=", 5))
    assert domain.cells(Asks("==", None)) == {none}
    assert none in domain.cells(Asks("!=", 3))
    with pytest.raises(ValueError, match="always"):
        whole([], 0, 9).index(None)


@given(st.lists(st.builds(Asks, st.sampled_from(["==", "!="]), st.sampled_from("abcde")), max_size=5), st.text(max_size=3))
def test_a_text_is_one_of_those_mentioned_or_any_other(tests: list[Asks], text: str) -> None:
    domain = texts(tests, nullable=True)
    for value in (*"abcdef", text, OTHER):
        for test in tests:
            assert (domain.index(value) in domain.cells(test)) is test.holds(value)
    assert domain.size == len({test.value for test in tests}) + 2


def test_a_closed_list_of_words_has_a_cell_for_each() -> None:
    domain = choices(["general", "commitment"])
    assert [domain.index(word) for word in ("general", "commitment")] == [0, 1]
    assert domain.cells(Asks("!=", "general")) == {1}
    with pytest.raises(ValueError, match="not one"):
        domain.index("other")


def test_truth_is_no_number() -> None:
    assert [BOOLEAN.index(value) for value in (False, True)] == [0, 1]
    with pytest.raises(ValueError, match="not one"):
        BOOLEAN.index(1)
    assert not Asks("==", True).holds(1)
    assert not Asks("==", 1).holds(True)


def test_days_are_ordinals_between_two_days() -> None:
    first, last, cut = (dt.date(2020, 1, 1), dt.date(2024, 12, 31), dt.date(2022, 1, 1))
    domain = days([Asks(">=", cut.toordinal())], first, last)
    assert domain.size == 2
    assert domain.index(dt.date(2021, 12, 31).toordinal()) == 0
    assert domain.index(cut.toordinal()) == 1
    assert domain.index(dt.date(2030, 1, 1).toordinal()) == 1
    with pytest.raises(TypeError, match="number or a date"):
        domain.index("2021-12-31")


def test_a_cut_too_coarse_for_a_test_is_no_silent_answer() -> None:
    with pytest.raises(ValueError, match="cuts through"):
        whole([], 0, 9).cells(Asks("<", 5))


@pytest.mark.parametrize("value", ["text", None, True])
@pytest.mark.parametrize("op", ["<", "<=", ">", ">="])
def test_nothing_but_numbers_has_an_order(op: str, value: Value) -> None:
    assert not Asks(op, 5).holds(value)
    assert not Asks(op, value).holds(5)


@given(st.lists(tests_of_numbers, min_size=1, max_size=3))
def test_cells_joined_are_those_of_all_tests_at_once(asked: list[list[Asks]]) -> None:
    assert joined([whole(tests, -5, 5) for tests in asked]) == whole([test for tests in asked for test in tests], -5, 5)


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=3), min_size=1, max_size=3))
def test_texts_joined_are_all_that_are_mentioned_each_once(asked: list[list[str]]) -> None:
    cut = [texts([Asks("==", text) for text in mentioned]) for mentioned in asked]
    found = joined(cut)

    assert found.open_text
    assert set(found.values) == {text for mentioned in asked for text in mentioned} and len(set(found.values)) == len(found.values)
    assert found.values[: len(cut[0].values)] == cut[0].values


def test_what_is_true_and_what_is_one_are_joined_as_two_values() -> None:
    found = joined([BOOLEAN, Domain(values=(0, 1, 2))])
    assert [(type(value), value) for value in found.values] == [(bool, False), (bool, True), (int, 0), (int, 1), (int, 2)]
