"""From which day to which a material is of a class: exceptions, classes that ask for days, stretches without a gap."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from building import delivered_classes, tiny, version_of
from test_classing import HELD, LIVE, OK, act, cites, runs, said, shared

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.plan import classing
from materials_rules.plan.classing import life

# ---------------------------------------------------------------- exceptions


def exception(class_id: str, first: str = "2021-05-01", last: str = "2021-10-31") -> dict[str, Any]:
    return {"class": class_id, "why": "系统维护", "approved_by": "holder", "from": first, "to": last}


def test_an_exception_lasts_from_its_first_to_its_last_day() -> None:
    about = {"document": "paper", "exception": [exception("C2_SHAREABLE")]}
    ruleset = tiny({"x": about}, documents=shared(LIVE))
    assert said(ruleset) == [OK, ("2021-03-01", *HELD), ("2021-05-01", None, ""), ("2021-11-01", *HELD)]
    excepted = runs(ruleset)[2]
    assert [hit.class_id for hit in excepted.hits] == ["C2_SHAREABLE"] and excepted.of("C2_SHAREABLE") is None
    assert excepted.hits[0].exception is not None and excepted.hits[0].exception.why == "系统维护"


def test_an_exception_sets_aside_its_own_class_alone() -> None:
    about = {"document": "paper", "proved_by": "licence", "exception": [exception("C2_SHAREABLE", "2021-01-01", "2021-12-31")]}
    assert said(tiny({"x": about}, documents=shared(LIVE)))[1:] == [
        ("2021-03-01", "C3_HELD_LICENCE", "C3a_licence"),
        ("2022-01-01", *HELD),
    ]


def test_a_class_that_is_never_excepted() -> None:
    """Such an exception does not load; should one come by another way, it does nothing."""
    about = {"basis": [], "exception": [exception("C1_NO_BASIS", "2020-01-01", "2020-12-31")]}
    with pytest.raises(RulesetInvalid):
        tiny({"x": about})
    lax = tiny({"x": about}, disallowed=delivered_classes().replace("excepted: never", "excepted: possible"))
    assert said(lax)[0] == OK
    strict = replace(lax, classes=tiny({}).classes)
    assert said(strict) == [("2020-01-01", "C1_NO_BASIS", "C1a_no_citation")]


def test_an_exception_to_covered() -> None:
    ruleset = tiny({"x": {"exception": [exception("C5_COVERED")]}, "y": {"covers": ["x"]}})
    assert [stretch.of("C5_COVERED") is None for stretch in runs(ruleset)] == [False, True, False]


# ---------------------------------------------------------------- stretches


def classes_with(**conditions: str) -> str:
    """The delivered classes with the conditions of some of them, and of their reasons, changed."""
    text = delivered_classes()
    for class_id, condition in conditions.items():
        text = re.sub(rf"(  {class_id}:\n(?:    .*\n)*?    when: ).*", rf"\g<1>{condition}", text)
    return text


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("day > 2021-03-03", ["2020-01-01", "2021-03-04"]),
        ("day <= 2021-03-03", ["2020-01-01", "2021-03-04"]),
        ("day == 2021-03-03", ["2020-01-01", "2021-03-03", "2021-03-04"]),
        ("day in [2021-03-03]", ["2020-01-01", "2021-03-03", "2021-03-04"]),
        ("day > held_since", ["2020-01-01", "2021-03-02"]),
        ("day >= held_since", ["2020-01-01", "2021-03-01"]),
        ("held_since == none", ["2020-01-01", "2021-03-01"]),
        ("held_since == 2021-03-01", ["2020-01-01", "2021-03-01"]),
        ("citations_in_force < citations", ["2020-01-01", "2022-06-01"]),
        ("citations_ended == citations", ["2020-01-01", "2022-06-01"]),
        ("held == covered", ["2020-01-01", "2021-03-01"]),
        ("day == 1999-01-01", ["2020-01-01"]),
        ("day <= 9998-12-31", ["2020-01-01"]),
    ],
)
def test_classes_may_ask_for_days_and_compare_what_they_know(condition: str, expected: list[str]) -> None:
    """C6 asks it, and nothing else changes on the way."""
    ruleset = tiny(
        {"x": {"document": "paper", "basis": [cites("4")]}},
        laws=act({"from": "2022-06-01", "repealed": ["4"]}),
        documents=shared(LIVE),
        disallowed=classes_with(C1_NO_BASIS="false", C2_SHAREABLE="false", C6_UNVERIFIABLE=condition),
    )
    assert [dt.date.fromordinal(stretch.first).isoformat() for stretch in runs(ruleset)] == expected


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("kind == kind", True),
        ("kind != kind", False),
        ("level == level", True),
        ("catch_all == intermediary", True),
        ("catch_all != intermediary", False),
        ("citations > citations_ended", True),
        ("citations <= citations_ended", False),
        ("held_since == held_since", True),
        ("held_since < held_since", False),
        ("day >= held_since", False),
        ("day != held_since", True),
    ],
)
def test_what_a_class_compares(condition: str, holds: bool) -> None:
    """Words, and yes and no, are equal or not; what nobody holds has no day, so no order holds with it."""
    ruleset = tiny({"x": {}}, disallowed=classes_with(C1_NO_BASIS="false", C6_UNVERIFIABLE=condition))
    assert [hit.class_id for stretch in runs(ruleset) for hit in stretch.hits] == ["C6_UNVERIFIABLE"] * holds


def test_stretches_follow_one_another_without_gap_and_neighbours_differ() -> None:
    ruleset = tiny({"x": {"document": "paper", "exception": [exception("C2_SHAREABLE")]}}, documents=shared(LIVE))
    found = runs(ruleset)
    first, last = life(ruleset, version_of(ruleset))
    assert (found[0].first, found[-1].last) == (first.toordinal(), last.toordinal())
    for one, other in itertools.pairwise(found):
        assert one.last + 1 == other.first and one.hits != other.hits


@pytest.mark.parametrize("seed", range(25))
def test_every_single_day_is_what_it_would_be_if_asked_alone(seed: int) -> None:
    """No day on which something changes is missed, whatever the classes ask."""
    rng = random.Random(seed)
    days = [dt.date(2020, 1, day).isoformat() for day in range(1, 13)]

    def condition() -> str:
        return rng.choice(
            [
                f"day {rng.choice(['<', '<=', '>', '>=', '==', '!='])} {rng.choice(days)}",
                f"day {rng.choice(['<', '<=', '>', '>=', '==', '!='])} held_since",
                f"held_since {rng.choice(['<', '>='])} {rng.choice(days)}",
                "held_since != none",
                "citations_in_force == citations",
                "level in [law, rule]",
                "held",
            ]
        )

    ids = ["C1_NO_BASIS", "C2_SHAREABLE", "C3_HELD_LICENCE", "C6_UNVERIFIABLE"]
    first, last = sorted(rng.sample(days, 2))
    live = {"from": first, "to": last, "region": "43"}
    one, other = sorted(rng.sample(days, 2))
    ruleset = tiny(
        {"x": {"document": "paper", "basis": [cites("4"), cites("5")], "exception": [exception("C2_SHAREABLE", one, other)]}},
        in_force_to="2020-01-14",
        laws=act({"from": rng.choice(days[1:]), "repealed": [rng.choice("45")]}, ended="2020-01-13"),
        documents=shared(live),
        disallowed=classes_with(**{class_id: f"{condition()} or {condition()}" for class_id in ids}),
    )
    version = version_of(ruleset)
    found = runs(ruleset)
    day = dt.date(2020, 1, 1)
    while day <= dt.date(2020, 1, 14):
        alone = classing._hits(ruleset, version, version.asked["x"], version.slots["x"], day)
        (stretch,) = [s for s in found if s.first <= day.toordinal() <= s.last]
        assert stretch.hits == alone, day
        day += dt.timedelta(days=1)


def test_what_is_recorded_of_an_asked_class_is_what_is_printed() -> None:
    (stretch,) = runs(tiny({"x": {"catch_all": True}}))
    sentences: Sequence[str] = [hit.say for hit in stretch.hits]
    assert sentences == ["这是兜底条款，没有写明具体材料，不能据此要求提交任何材料。"]
