"""What follows from a thing alone is worked out once, kept with it, and forgotten when it is too much or the thing is another."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from materials_rules.ground import once as keeping
from materials_rules.ground.once import once

ASKED: list[tuple[int, int]] = []


@dataclass(frozen=True)
class Thing:
    number: int


@once
def added(thing: Thing, other: int) -> int:
    """The sum of both."""
    ASKED.append((thing.number, other))
    return thing.number + other


@once
def negated(thing: Thing) -> int:
    return -thing.number


@pytest.fixture(autouse=True)
def nobody_asked() -> None:
    ASKED.clear()


def test_the_same_is_worked_out_once_and_something_else_anew() -> None:
    thing = Thing(1)

    assert [added(thing, 2), added(thing, 2), added(thing, 3), added(thing, 2)] == [3, 3, 4, 3]
    assert ASKED == [(1, 2), (1, 3)]


def test_what_is_kept_belongs_to_one_function_and_to_one_thing() -> None:
    one, equal = Thing(1), Thing(1)

    assert (added(one, 2), added(equal, 2), negated(one), negated(equal)) == (3, 3, -1, -1)
    assert ASKED == [(1, 2), (1, 2)], "an equal thing has a memory of its own"
    assert one == equal and repr(one) == "Thing(number=1)", "and it is no part of the thing"


def test_a_copy_with_something_replaced_remembers_nothing() -> None:
    thing = Thing(1)
    added(thing, 2)

    assert added(replace(thing, number=5), 2) == 7


def test_when_it_is_too_much_all_is_forgotten_and_still_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST", 3)
    thing = Thing(10)

    assert [added(thing, n % 5) for n in range(20)] == [10 + n % 5 for n in range(20)]
    kept = next(value for name, value in vars(thing).items() if name.endswith("added"))
    assert 0 < len(kept) <= 3


def test_it_still_says_what_it_is() -> None:
    assert (added.__name__, added.__doc__) == ("added", "The sum of both.")
