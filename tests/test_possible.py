"""What no answers have is no situation: comparisons and statements about lists, held against z3 and against lists that are tried."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from building import plan_of, tiny

from materials_rules.condition.tree import SomeOf
from materials_rules.plan import counted
from materials_rules.plan import possible as possibility
from materials_rules.plan.claims import Output
from materials_rules.plan.compared import Side, Way, can_stand
from materials_rules.plan.compile import Plan
from materials_rules.plan.cone import Cone, cone_of
from materials_rules.plan.domain import FAR
from materials_rules.plan.engine import Engine
from materials_rules.plan.evaluated import evaluated
from materials_rules.plan.region import Region, cut, exactly, is_boundless, of_cell
from materials_rules.proof.relations import is_possible

COUNTS = {"type": "number", "decimals": 0, "minimum": 0, "maximum": 9}


def cone(plan: Plan) -> Cone:
    return cone_of(Output("all", tuple(c for c in plan.base.claims if c.startswith("ask/"))), plan.base, plan.version, *DAYS)


def every(wide: Cone) -> Iterator[tuple[int, ...]]:
    """Every combination of cells, those that cannot be among them."""
    return itertools.product(*(range(domain.size) for domain in wide.domains.values()))


DAYS = (dt.date(2020, 1, 1), dt.date(2030, 1, 1))
COMPARISONS = ("a < b", "a == b", "b <= c", "a != c", "a > 3", "b == 5", "c < 4", "b > 8", "t == u", "u != v", "t == v", "t == “甲”", "v != “乙”")


@pytest.mark.parametrize("seed", range(40))
def test_comparisons_are_decided_as_z3_decides_them(seed: int, engine: Engine) -> None:
    """Two methods that share nothing, over numbers with different decimals, and texts that may be missing."""
    rng = random.Random(seed)
    facts = {"a": COUNTS, "b": {**COUNTS, "decimals": 1}, "c": COUNTS}
    papers = {"p": {"reads": {"t": {}, "u": {}}}, "q": {"reads": {"v": {}}}}
    some = rng.sample(COMPARISONS, 4)
    whens = [one.replace("t", "p.t").replace("u", "p.u").replace("v", "q.v") for one in some]
    guarded = [f"(provided(p) and provided(q)) and {one}" if "." in one else one for one in whens]
    made = plan_of(tiny({**papers, **{f"m{i}": {"when": one} for i, one in enumerate(guarded)}}, facts=facts), engine=engine)
    wide = cone(made)
    there = [i for i, name in enumerate(wide.variables) if name.startswith("provided/")]
    check = wide.allowing()
    answers = set()
    for cells in itertools.islice(every(wide), 0, None, 3):
        if any(not cells[i] for i in there):
            continue  # what stands on a paper that is not there is nothing to z3
        wanted = {name: of_cell(wide.domains[name], cell) for name, cell in zip(wide.variables, cells, strict=True)}
        answers.add(check(cells))
        assert check(cells) == is_possible(made, wanted), wanted
    assert True in answers


STATEMENTS = (
    "any(cars, n >= 5)",
    "all(cars, n < 3)",
    "all(cars, n >= 2)",
    "count(cars, n < 4) == 2",
    "count(cars) > 3",
    "count(cars) <= 2",
    "count(cars, old) != 1",
    "any(cars, old and n > 6)",
    "all(cars, old or n == 0)",
    "any(cars, n > m)",
    "all(cars, n <= m)",
    "count(cars, m == n) >= 2",
)


@pytest.mark.parametrize("seed", range(40))
def test_lists_are_decided_as_by_trying_them(seed: int, engine: Engine) -> None:
    """Every list of up to five members with small numbers is made, and what holds of it is looked up."""
    rng = random.Random(seed)
    least = rng.choice((0, 1, 2))
    some = rng.sample(STATEMENTS, 3)
    number = {**COUNTS, "maximum": 7}
    lists = {"cars": {"at_least": least, "each": {"n": number, "m": number, "old": {"type": "boolean"}}}}
    made = plan_of(tiny({f"x{i}": {"when": one} for i, one in enumerate(some)}, lists=lists), engine=engine)
    wide = cone(made)
    found = {tuple(bool(cell) for cell in cells) for cells in wide.situations()}
    order = [next(i for i, one in enumerate(some) if made.sources[name] == made.version.asked[f"x{i}"].due[0]) for name in wide.variables]

    assert found == {tuple(truths[i] for i in order) for truths in _tried(some, least)}


def _tried(some: list[str], least: int) -> set[tuple[bool, ...]]:
    tests = [_python(one) for one in some]
    sorts: dict[tuple[bool, ...], dict[str, Any]] = {}
    for n, m, old in itertools.product(range(8), range(8), (False, True)):
        member = {"n": n, "m": m, "old": old}
        sorts.setdefault(tuple(inner(member) for _, inner, _ in tests), member)
    return {
        tuple(whole([inner(member) for member in chosen]) for whole, inner, _ in tests)
        for size in range(least, 7)
        for chosen in itertools.combinations_with_replacement(sorts.values(), size)
    }


def _python(text: str) -> tuple[Any, Any, str]:
    """A statement as two functions: of what holds of each member, and of one member."""
    word, _, rest = text.partition("(")
    inside, _, after = rest.rpartition(")")
    code = inside.removeprefix("cars").removeprefix(", ") or "True"
    inner = eval(f"lambda member: (lambda n, m, old: {code})(**member)")  # noqa: S307
    if word in ("any", "all"):
        return (any if word == "any" else all), inner, text
    return eval(f"lambda found: sum(found) {after}"), inner, text  # noqa: S307


@pytest.mark.parametrize(
    ("when", "can_be"),
    [
        ("a > b and a <= 3 and b >= 5", False),
        ("a > b and a <= 6 and b >= 5", True),
        ("a > b and a <= 5 and b >= 5", False),
        ("a == b and b == c and a < 3 and c > 3", False),
        ("any(cars, n > a) and a > 5 and all(cars, n < 5)", False),
        ("any(cars, n > a) and a > 5 and all(cars, n < 8)", True),
        ("count(cars) < 2", False),
        ("count(cars) <= 2", True),
        ("any(cars, n == 1) and any(cars, n == 2) and any(cars, n == 3) and count(cars) < 3", False),
        ("count(cars, n == 1) > 200", False),
        ("count(cars) == 200", True),
        ("count(cars) >= 150 and count(cars, n > 1) <= 90 and count(cars, n <= 1) < 60", False),
        ("count(cars) >= 150 and count(cars, n > 1) <= 90 and count(cars, n <= 1) <= 60", True),
    ],
)
def test_conditions_that_authors_write_are_decided(when: str, can_be: bool, engine: Engine) -> None:
    facts = {"a": COUNTS, "b": COUNTS, "c": COUNTS}
    made = plan_of(tiny({"m": {"when": when}}, facts=facts, lists={"cars": {"at_least": 2, "each": {"n": COUNTS}}}), engine=engine)
    wide = cone(made)
    held = {
        free: [cells for cells, claims in evaluated(one, Output("x", ("ask/m",)), made.base).entries.items() if claims]
        for free, one in ((True, replace(wide, checks=())), (False, wide))
    }
    assert held[True] and bool(held[False]) == can_be


def test_a_side_that_may_bear_none_bears_none_where_the_comparison_says_so() -> None:
    texts = {name: Side(Region(frozenset({None}), but=frozenset()), 0, False) for name in "ab"}
    assert can_stand(texts, [Way("a", "b", None)])
    assert can_stand(texts, [Way("a", "b", 2)])
    named = {"a": Side(Region(frozenset({"甲"})), 0, False), "b": Side(Region(frozenset({"甲"})), 0, False)}
    assert not can_stand(named, [Way("a", "b", None)]) and not can_stand(named, [Way("a", "b", 1)])
    assert can_stand(named, [Way("a", "b", 0)])
    assert not can_stand(texts, [Way("a", "b", None), Way("a", "b", 0)])


def test_three_of_two_words_are_never_all_different() -> None:
    words = {name: Side(Region(frozenset({"红", "蓝"})), 0, False) for name in "abc"}
    apart = [Way("a", "b", 1), Way("b", "c", 1)]
    assert can_stand(words, apart)
    assert not can_stand(words, [*apart, Way("a", "c", 1)])


def test_numbers_of_different_decimals_meet_on_whole_numbers_alone() -> None:
    coarse, fine = Region(stretches=((1, 2),)), Region(stretches=((11, 19),))
    sides = {"whole": Side(coarse, 0, True), "tenths": Side(fine, 1, True)}
    assert not can_stand(sides, [Way("whole", "tenths", 0)])
    assert can_stand(sides, [Way("whole", "tenths", -1)]) and can_stand(sides, [Way("whole", "tenths", 1)])
    assert not can_stand({**sides, "more": Side(coarse, 0, True)}, [Way("more", "whole", -1), Way("tenths", "more", -1)])


# the ends of what is looked at


def test_nobody_has_fewer_of_several_than_must_be_chosen(engine: Engine) -> None:
    lists = {"cars": {"each": {"k": {"some_of": {"a": "甲", "b": "乙"}}}}}
    made = plan_of(tiny({"m": {"when": "any(cars, not (k has a) and not (k has b))"}}, lists=lists), engine=engine)
    assert [note.code for note in made.notes] == ["R-DEAD"]


def test_too_many_combinations_are_left_as_they_are(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def notes() -> list[str]:
        lists = {"cars": {"each": {"n": COUNTS}}}
        made = plan_of(tiny({"m": {"when": "any(cars, n > a) and all(cars, n < a)"}}, facts={"a": COUNTS}, lists=lists), engine=engine)
        return [note.code for note in made.notes]

    assert notes() == ["R-DEAD"]
    monkeypatch.setattr(possibility, "MOST_COMBINATIONS", 0)
    assert notes() == []


def test_too_many_sums_may_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    bounds = [counted.Bound(frozenset({0}), 5, None), counted.Bound(frozenset({1}), 1, 0)]
    assert not counted._is_reachable(2, bounds)
    open_ended = [counted.Bound(frozenset({0}), 5, None)]
    monkeypatch.setattr(counted, "MOST_SUMS", 1)
    assert counted._is_reachable(1, open_ended)


def test_pieces_of_what_is_chosen_together_and_numbers_that_stand_for_no_bound() -> None:
    both = exactly(True)
    assert cut(both, SomeOf(("a", "b")), False, []) == [both]
    assert is_boundless(FAR) and is_boundless(-FAR) and not is_boundless(10**9)
