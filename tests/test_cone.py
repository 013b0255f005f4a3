"""The cone of an output: what can influence it, in which cells, in which situations that can exist."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

import pytest
from building import tiny, version_of
from hypothesis import given
from hypothesis import strategies as st

from materials_rules.plan.claims import Output, claims_of
from materials_rules.plan.classing import life, stretches
from materials_rules.plan.compared import Side, Way, can_stand
from materials_rules.plan.cone import Cone, cone_of
from materials_rules.plan.domain import Value
from materials_rules.plan.engine import Engine
from materials_rules.plan.formula import RuleBase
from materials_rules.plan.region import Region
from materials_rules.plan.table import tabulate
from materials_rules.rules.ruleset import Ruleset


def base_of(ruleset: Ruleset) -> tuple[RuleBase, dict[str, Output]]:
    version = version_of(ruleset)
    by_day = {slot.id: stretches(ruleset, version, a, slot) for a in version.asked.values() for slot in a.slots}
    base, outputs = claims_of(version, ruleset.classes, by_day)
    return base, {output.id: output for output in outputs}


def cone(output: str = "requirement/x", **about: Any) -> Cone:
    """The cone of one output of a tiny item; `x` is a condition of the material x."""
    when = about.pop("x", None)
    materials = {"x": {"when": when} if when else {}, **about.pop("materials", {})}
    ruleset = tiny(materials, **about)
    version = version_of(ruleset)
    base, outputs = base_of(ruleset)
    return cone_of(outputs[output], base, version, *life(ruleset, version))


ABC: Mapping[str, str] = dict.fromkeys("abcdef", "boolean")


# ---------------------------------------------------------------- what belongs to it


@pytest.mark.parametrize(
    ("when", "never", "variables", "constraints"),
    [
        ("a", [], "a", []),
        ("a and b", [], "ab", []),
        ("a", ["c and d"], "a", []),
        ("a", ["a and b"], "ab", ["never/0"]),
        ("a", ["b and c", "a and b"], "abc", ["never/0", "never/1"]),
        ("a", ["c and d", "b and c", "a and b", "e and f"], "abcd", ["never/0", "never/1", "never/2"]),
        (None, ["a and b"], "", []),
    ],
)
def test_lines_that_hang_together_with_it(when: str | None, never: list[str], variables: str, constraints: list[str]) -> None:
    found = cone(x=when, facts=ABC, never=never)
    assert set(found.variables) == {f"fact/{name}" for name in variables}
    assert list(found.constraints) == constraints


def test_scope_lines_are_constraints_of_requirements_and_not_of_scope() -> None:
    about: dict[str, Any] = {"facts": ABC, "x": "a", "never": ["b and c"], "not_for": ["a and b"]}
    assert cone(**about).constraints == ("never/0", "out/0")
    of_scope = cone("scope", **about)
    assert of_scope.claims == ("out/0",) and of_scope.constraints == ("never/0",)
    assert cone("never/0", **about).constraints == ()


def test_definitions_and_other_claims_are_looked_into() -> None:
    found = cone(
        facts=ABC,
        definitions={"both": "a and b", "not_both": "not both"},
        x="not_both",
        materials={"y": {"when": "c", "covers": ["x"]}},
    )
    assert set(found.variables) == {"fact/a", "fact/b", "fact/c"}
    assert set(found.claims) == {"ask/x", "covered/x"}


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("provided(y) and y.area > 5", {"provided/y", "read/y.area"}),
        ("y.area > 5", {"provided/y", "read/y.area"}),
        ("y.name == z.name", {"relation/read/y.name|read/z.name", "provided/y", "provided/z"}),
        ("y.name == applicant.name", {"relation/applicant/name|read/y.name", "provided/y"}),
        ("storeys > 5", {"fact/storeys", "fact/kinds#roof", "fact/a"}),
        ("kinds has wall", {"fact/kinds#wall", "fact/a"}),
        ("storeys > height", {"relation/fact/height|fact/storeys", "fact/kinds#roof", "fact/a"}),
        ("any(drivers, age > 60)", {"atom/any(drivers;member/drivers.age>60)", "fact/b"}),
        ("count(drivers) > 1", {"atom/count(drivers;)>1", "fact/b"}),
        ("any(drivers, name == y.name)", {"atom/any(drivers;member/drivers.name==read/y.name)", "provided/y", "fact/b"}),
        ("any(drivers, age > storeys)", {"atom/any(drivers;member/drivers.age>fact/storeys)", "fact/b", "fact/kinds#roof", "fact/a"}),
    ],
)
def test_what_decides_whether_a_thing_is_there_belongs_to_it(when: str, expected: set[str]) -> None:
    """A field is there where its slot is provided, a fact where its `given` holds, and that may again rest on another."""
    found = cone(
        facts={
            **ABC,
            "kinds": {"some_of": ["wall", "roof"], "given": "a"},
            "storeys": {"type": "number", "given": "kinds has roof"},
            "height": "number",
        },
        lists={"drivers": {"given": "b", "each": {"age": "number", "name": "text"}}},
        materials={
            "y": {"reads": {"area": {"type": "number", "decimals": 0}, "name": {"type": "text"}}},
            "z": {"reads": {"name": {"type": "text"}}},
        },
        x=when,
    )
    assert set(found.variables) == expected


def test_guards_of_what_a_line_reads_are_looked_into_and_may_touch_further_lines() -> None:
    found = cone(
        facts={**ABC, "n": {"type": "number", "given": "c"}},
        x="a",
        never=["a and n > 5", "c and d", "e and f"],
    )
    assert set(found.variables) == {f"fact/{name}" for name in "ancd"}
    assert found.constraints == ("never/0", "never/1")


def test_a_list_that_is_not_asked_asks_for_nothing_of_its_members() -> None:
    about: dict[str, Any] = {"facts": ABC, "lists": {"drivers": {"given": "b"}}}
    ruleset = tiny({"x": {"for_each": "drivers"}}, **about)
    version = version_of(ruleset)
    base, outputs = base_of(ruleset)
    assert cone_of(outputs["requirement/x"], base, version, *life(ruleset, version)).variables == ("fact/b",)


# ---------------------------------------------------------------- its cells


def test_cells_are_cut_by_everything_that_reads_the_variable() -> None:
    found = cone(
        facts={"area": {"type": "number", "decimals": 2, "minimum": 0}, "a": "boolean"},
        x="area > 50",
        never=["area >= 300 and a"],
        materials={"y": {"when": "area > 1000"}},
    )
    assert found.domains["fact/area"].starts == (0, 5001, 30000)


def test_the_day_of_receipt_is_cut_at_days_of_the_rules_inside_the_life_of_the_version() -> None:
    found = cone(
        in_force_from="2020-01-01",
        in_force_to="2024-12-31",
        x="received_on >= 2022-06-01 or received_on < 2019-01-01 or received_on > 2030-01-01",
        materials={"y": {}},
    )
    days = [dt.date.fromordinal(start).isoformat() for start in found.domains["received_on"].starts]
    assert days == ["2020-01-01", "2022-06-01"]
    assert dt.date.fromordinal(found.domains["received_on"].last).isoformat() == "2024-12-31"


def test_the_day_of_receipt_is_cut_where_a_class_begins() -> None:
    about: dict[str, Any] = {"live": [{"from": "2021-03-01", "to": "2021-08-31", "region": "43"}], "supplied_by": "holder"}
    found = cone(documents={"paper": about}, materials={"y": {"document": "paper"}}, output="requirement/y")
    days = [dt.date.fromordinal(start).isoformat() for start in found.domains["received_on"].starts]
    assert days == ["2020-01-01", "2021-03-01", "2021-09-01"]


# ---------------------------------------------------------------- situations that can exist


def kinds(found: Cone) -> set[tuple[int, ...]]:
    return set(found.situations())


def test_at_least_so_many_of_a_choice_of_several() -> None:
    """A member that no rule mentions may be the one that is chosen."""
    two = {"kinds": {"some_of": ["wall", "roof"]}}
    assert kinds(cone(facts=two, x="kinds has wall or kinds has roof")) == {(0, 1), (1, 0), (1, 1)}
    assert kinds(cone(facts=two, x="kinds has wall")) == {(0,), (1,)}
    three = {"kinds": {"some_of": ["wall", "roof", "ground"], "at_least": 2}}
    assert kinds(cone(facts=three, x="kinds has wall or kinds has roof")) == {(0, 1), (1, 0), (1, 1)}
    assert len(kinds(cone(facts=three, x="(kinds has wall or kinds has roof) and not kinds has ground"))) == 4
    none = {"kinds": {"some_of": ["wall", "roof"], "at_least": 0}}
    assert len(kinds(cone(facts=none, x="kinds has wall or kinds has roof"))) == 4


def test_at_least_so_many_of_a_choice_of_a_list_member() -> None:
    lists = {"drivers": {"each": {"kinds": {"some_of": ["wall", "roof"]}}}}
    ruleset = tiny({"x": {"for_each": "drivers", "when": "kinds has wall or kinds has roof"}}, lists=lists)
    version = version_of(ruleset)
    base, outputs = base_of(ruleset)
    found = cone_of(outputs["requirement/x"], base, version, *life(ruleset, version))
    assert kinds(found) == {(0, 1), (1, 0), (1, 1)}


def test_a_line_about_one_member_touches_what_reads_another() -> None:
    facts = {"kinds": {"some_of": ["wall", "roof"]}, "a": "boolean", "b": "boolean"}
    found = cone(facts=facts, x="kinds has wall and b", never=["kinds has roof and a"])
    assert set(found.variables) == {"fact/kinds#wall", "fact/b", "fact/kinds#roof", "fact/a"}
    assert found.constraints == ("never/0",)


DATES: Mapping[str, str] = dict.fromkeys("abcd", "date")


def allowed(found: Cone) -> set[tuple[Value, ...]]:
    """The values of the relations in every situation."""
    return {tuple(d.samples(c)[0] for d, c in zip(found.domains.values(), cells, strict=True)) for cells in found.situations()}


def compared(left: Any, right: Any, ordered: bool) -> Value:
    if left is None or right is None:
        return 2 if left is right else None
    return (left > right) - (left < right) if ordered else int(left != right)


@pytest.mark.parametrize(
    ("facts", "when", "ends", "pool"),
    [
        (DATES, "a < b or b < c or a < c", ["ab", "bc", "ac"], range(3)),
        (DATES, "c < b or a < c or b < a", ["bc", "ac", "ab"], range(3)),
        (DATES, "a < b or b < c", ["ab", "bc"], range(3)),
        (DATES, "a < b or c < d", ["ab", "cd"], range(4)),
        (DATES, "a < b or b < c or c < d or a < d", ["ab", "bc", "cd", "ad"], range(4)),
        (DATES, "a < b or b < c or c < d or a < d or a < c or b < d", ["ab", "bc", "cd", "ad", "ac", "bd"], range(4)),
        (DATES, "a < a", ["aa"], range(1)),
        (dict.fromkeys("abc", "text"), "a == b or b == c or a == c", ["ab", "bc", "ac"], range(3)),
        ({key: {"one_of": ["p", "q"]} for key in "abc"}, "a == b or b == c or a == c", ["ab", "bc", "ac"], range(2)),
        ({key: {"one_of": ["p", "q", "r"]} for key in "abc"}, "a == b or b == c or a == c", ["ab", "bc", "ac"], range(3)),
        (dict.fromkeys("abc", "boolean"), "a == b or b == c or a == c", ["ab", "bc", "ac"], range(2)),
    ],
)
def test_relations_are_closed_under_order_and_equality(facts: Any, when: str, ends: list[str], pool: Sequence[int]) -> None:
    """Exactly those combinations exist for which values exist."""
    ordered = facts is DATES
    found = cone(facts=facts, x=when)
    pairs = [(end[0], end[1]) for end in ends]
    names = [f"relation/fact/{one}|fact/{other}" for one, other in pairs]
    assert list(found.variables) == names
    letters = sorted(set("".join(ends)))
    expected = {
        tuple(compared(values[letters.index(one)], values[letters.index(other)], ordered) for one, other in pairs)
        for values in itertools.product(pool, repeat=len(letters))
    }
    assert allowed(found) == expected


def test_fields_that_may_bear_none_in_a_triangle() -> None:
    found = cone(
        x="provided(y) and provided(z) and (y.until < z.until or z.until < begins or begins < y.until)",
        facts={"begins": "date"},
        materials={"y": {"reads": {"until": {"type": "date"}}}, "z": {"reads": {"until": {"type": "date"}}}},
    )
    at = [found.variables.index(name) for name in found.variables if name.startswith("relation/")]
    assert [found.variables[i] for i in at] == [
        "relation/read/y.until|read/z.until",
        "relation/fact/begins|read/z.until",
        "relation/fact/begins|read/y.until",
    ]
    expected = {
        (compared(y, z, True), compared(b, z, True), compared(b, y, True))
        for y, z, b in itertools.product((None, 0, 1, 2), (None, 0, 1, 2), range(3))
    }
    assert {tuple(values[i] for i in at) for values in allowed(found)} == expected


def test_a_line_about_other_sides_of_the_triangle_touches_it() -> None:
    """`a == b` and `b == c` cannot be, so `a == c` says that a, b, c are not all three alike."""
    found = cone(facts=DATES, x="a == c", never=["a != b", "b != c"])
    assert found.constraints == ("never/0", "never/1")
    with Engine() as engine:
        ruleset = tiny({"x": {"when": "a == c"}}, facts=DATES, never=["a != b", "b != c"])
        base, outputs = base_of(ruleset)
        made = tabulate({"x": found}, base, engine, 1000)["x"]
    assert {claims for claims in made.entries.values() if claims is not None} == {frozenset({"ask/x"})}
    assert outputs["requirement/x"].claims == ("ask/x",)


@given(st.integers(2, 4), st.integers(0, 2**32), st.booleans())
def test_sides_can_stand_so_exactly_when_values_exist(count: int, seed: int, ordered: bool) -> None:
    rng = random.Random(seed)
    pairs = rng.sample(list(itertools.combinations(range(count), 2)), rng.randint(1, count * (count - 1) // 2))
    ends = tuple((rng.choice((2, count)) if not ordered else count, rng.random() < 0.4) for _ in range(count))
    regions = [
        Region(frozenset([None] * none if ordered else [*map(str, range(size)), *[None] * none]), ((0, size - 1),) * ordered)
        for size, none in ends
    ]
    sides = {str(number): Side(region, 0, ordered) for number, region in enumerate(regions)}
    pools = [(*range(size), *((None,) if nullable else ())) for size, nullable in ends]
    possible = {
        tuple(compared(values[one], values[other], ordered) for one, other in pairs) for values in itertools.product(*pools)
    }
    for wanted in itertools.product((*((-1,) if ordered else ()), 0, 1, 2, None), repeat=len(pairs)):
        if len(pairs) > 3 and rng.random() < 0.9:
            continue
        ways = [Way(str(one), str(other), way) for (one, other), way in zip(pairs, wanted, strict=True)]
        assert can_stand(sides, ways) is (wanted in possible)


# ---------------------------------------------------------------- counting, order


def test_the_count_is_of_all_cells_of_all_variables() -> None:
    found = cone(facts={"a": "boolean", "n": "number", "o": {"one_of": list("xyz")}}, x="a and n == 5 and o == x", never=["a and o == y"])
    assert found.count == 2 * 3 * 3 == prod(domain.size for domain in found.domains.values())
    assert cone(x=None).count == 1


def test_the_order_of_lines_changes_nothing_that_is_said() -> None:
    lines = ["a and b", "b and c and not d", "d and e", "not a and f"]
    said = set()
    with Engine() as engine:
        for order in itertools.islice(itertools.permutations(lines), 0, 24, 5):
            ruleset = tiny({"x": {"when": "a or c"}}, facts=ABC, never=list(order))
            version = version_of(ruleset)
            base, outputs = base_of(ruleset)
            found = cone_of(outputs["requirement/x"], base, version, *life(ruleset, version))
            made = tabulate({"x": found}, base, engine, 1000)["x"]
            said.add(
                frozenset(
                    (frozenset(zip(found.variables, cells, strict=True)), claims) for cells, claims in made.entries.items()
                )
            )
    assert len(said) == 1
