"""The wall around the rules engine: right inside its limits, refusing outside them."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from jobs import ANSWER, IS_ONE, derived, random_job

from materials_rules.ground.errors import EngineFault
from materials_rules.plan.engine import (
    ANCHORS,
    CONJUNCTIONS_A_CLAIM,
    PROPERTIES,
    RULES_AN_ANCHOR,
    Comparison,
    Engine,
    Job,
    Rule,
)

# ---------------------------------------------------------------- right inside the limits


def test_two_hundred_random_jobs_one_after_another(engine: Engine) -> None:
    rng = random.Random(20)
    for _ in range(200):
        job, situations = random_job(rng)
        assert engine.derive(job, situations) == derived(job, situations)


@pytest.mark.parametrize("last", [(("f", 1, "==", 1),), ()], ids=["ending alike", "ending apart"])
def test_as_many_rules_as_allowed_all_true_at_once(engine: Engine, last: tuple[Comparison, ...]) -> None:
    """960 rules; ending on one identical condition, 256 of them would write over the library's memory without anchors."""
    rules = [
        Rule(claim, tuple((("f", 0, "$gte", -1 - claim * 256 - i), *last) for i in range(240))) for claim in range(4)
    ]
    job = Job(2, (tuple(rules),))
    assert job.too_wide() is None
    assert engine.derive(job, [(0, 1)]) == [frozenset(range(4))]


def test_many_constants_of_one_variable(engine: Engine) -> None:
    """Five hundred and thirteen on one level would never come back from the library."""
    rules = tuple(Rule(claim, tuple((("f", 0, "==", claim * 200 + i),) for i in range(200))) for claim in range(4))
    job = Job(1, (rules,))
    assert engine.derive(job, [(0,), (199,), (200,), (799,), (800,)]) == [{0}, {0}, {1}, {3}, set()]


def test_a_conjunction_over_everything(engine: Engine) -> None:
    count = PROPERTIES - 3
    conjunction: tuple[Comparison, ...] = tuple(
        comparison for v in range(count) for comparison in (("f", v, "$gte", 1), ("f", v, "$lt", 3))
    )
    job = Job(count, ((Rule(0, (conjunction,)),),))
    assert job.too_wide() is None
    good = (2,) * count
    assert engine.derive(job, [good, (*good[:-1], 3), (0, *good[1:])]) == [{0}, set(), set()]


def test_levels_as_deep_as_properties_allow(engine: Engine) -> None:
    """Each claim is the negation of the one before; each level has an anchor."""
    depth = ANCHORS
    levels = [(Rule(0, ((("f", 0, "==", 1),),)),)]
    levels += [(Rule(i, ((("d", i - 1, "==", 0),),)),) for i in range(1, depth)]
    job = Job(1, tuple(levels))
    assert job.too_wide() is None
    assert engine.derive(job, [(0,), (1,)]) == [set(range(1, depth, 2)), set(range(0, depth, 2))]


@pytest.mark.parametrize(
    ("job", "situations", "expected"),
    [
        (IS_ONE, [], []),
        (Job(0, ()), [()], [set()]),
        (Job(1, ()), [(0,), (1,)], [set(), set()]),
        (Job(0, ((),)), [()], [set()]),
        (Job(0, ((Rule(0, ()),),)), [()], [set()]),
        (Job(0, ((Rule(0, ((),)),),)), [()], [{0}]),
        (Job(1, ((Rule(3, ((), (("f", 0, "==", 0),))),),)), [(0,), (1,)], [{3}, {3}]),
    ],
    ids=["no situation", "nothing", "no level", "empty level", "never", "always", "always and more"],
)
def test_jobs_of_almost_nothing(job: Job, situations: list[tuple[int, ...]], expected: list[set[int]]) -> None:
    with Engine() as own:
        assert own.derive(job, situations) == expected
        assert own.derive(IS_ONE, [(0,), (1,)]) == ANSWER


def test_fifty_thousand_situations(engine: Engine) -> None:
    situations = list(itertools.product(range(50), range(50), range(20)))
    job = Job(3, ((Rule(0, ((("f", 0, "$lt", 7), ("f", 2, "$gte", 19)),)),), (Rule(1, ((("d", 0, "==", 0), ("f", 1, "==", 3)),)),)))
    assert engine.derive(job, situations) == derived(job, situations)


# ---------------------------------------------------------------- refusing outside them


def wide(claims: int, conjunctions: int, variables: int = 1, levels: int = 1) -> Job:
    """So many claims a level with so many conjunctions each."""
    return Job(
        variables,
        tuple(
            tuple(
                Rule(level * claims + claim, tuple((("f", 0, "==", i),) for i in range(conjunctions))) for claim in range(claims)
            )
            for level in range(levels)
        ),
    )


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        (wide(1, CONJUNCTIONS_A_CLAIM), wide(1, CONJUNCTIONS_A_CLAIM + 1)),
        (wide(ANCHORS, RULES_AN_ANCHOR), wide(ANCHORS + 1, RULES_AN_ANCHOR)),
        (wide(1, 1, levels=ANCHORS), wide(1, 1, levels=ANCHORS + 1)),
        (wide(1, 1, variables=PROPERTIES - 3), wide(1, 1, variables=PROPERTIES - 2)),
        (wide(PROPERTIES - 2, 0), wide(PROPERTIES - 1, 0)),
    ],
    ids=["conjunctions", "anchors", "levels", "variables", "claims"],
)
def test_each_limit_of_the_library(engine: Engine, inside: Job, outside: Job) -> None:
    assert inside.too_wide() is None
    assert engine.derive(inside, [(0,) * inside.variables]) == derived(inside, [(0,) * inside.variables])
    limit = outside.too_wide()
    assert limit is not None
    with pytest.raises(EngineFault) as fault:
        engine.derive(outside, [(0,) * outside.variables])
    assert fault.value.diagnostics[0].args == {"why": limit}


def test_the_limits_stay_below_what_the_library_bears() -> None:
    assert ANCHORS - 1 + RULES_AN_ANCHOR < 64, "nodes pending at once"
    assert PROPERTIES < 252
    assert ANCHORS * RULES_AN_ANCHOR < 4096


@pytest.mark.parametrize(
    ("part", "cells"),
    [
        (("f", 1, "==", 0), (0,)),  # no such variable: the library would say false for ever
        (("d", 0, "==", 0), (0,)),  # a claim of its own level
        (("f", 0, "$lte", 0), (0,)),
        (("f", 0, "$nex", 0), (0,)),
        (("f", 0, "==", "0"), (0,)),
        (("f", 0, "==", True), (0,)),
        (("f", 0, "==", 1.5), (0,)),
        (("x", 0, "==", 0), (0,)),
        (("f", 0, "==", 0), (0, 0)),
        (("f", 0, "==", 0), ()),
        (("f", 0, "==", 0), (None,)),
        (("f", 0, "==", 0), ("申请人",)),
        (("f", 0, "==", 0), (True,)),
        (("f", 0, "==", 0), (-1,)),
    ],
)
def test_what_the_narrow_form_does_not_have_is_refused(part: Any, cells: Any) -> None:
    with Engine() as own:
        with pytest.raises(EngineFault) as fault:
            own.derive(Job(1, ((Rule(0, ((part,),)),),)), [cells])
        assert fault.value.diagnostics[0].code == "R-ENGINE"
        assert fault.value.diagnostics[0].args["why"] in ("comparison", "situation")
        assert own.derive(IS_ONE, [(0,), (1,)]) == ANSWER
