"""What does not load beside its nearest neighbour that does: circles, bases, sizes, dead lines, conflicts.

Each row is a whole tiny item.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from building import ITEM, OUTER, refused, tiny, version_of
from refusing import READS, SHARED, Item, codes, item, only

from materials_rules.condition.tree import Between
from materials_rules.ground.diagnostic import Severity
from materials_rules.plan.compile import compile_version
from materials_rules.plan.engine import Engine
from materials_rules.rules.ruleset import Ruleset

# ---------------------------------------------------------------- circles


@pytest.mark.parametrize(
    ("bad", "good", "circle"),
    [
        (
            {"x": {"when": "not provided(y)"}, "y": {"when": "not provided(x)"}},
            {"x": {"when": "not provided(y)"}, "y": {"when": "a"}},
            ["x", "y", "x"],
        ),
        (
            {"x": {"when": "provided(x)"}},
            {"x": {"when": "a"}},
            ["x", "x"],
        ),
        (
            {"x": {"when": "provided(y) and y.area > 5"}, "y": {"reads": READS, "when": "provided(z)"}, "z": {"when": "provided(x)"}},
            {"x": {"when": "provided(y) and y.area > 5"}, "y": {"reads": READS, "when": "provided(z)"}, "z": {}},
            ["x", "y", "z", "x"],
        ),
        (
            {"x": {"any_of": {"p": {"when": "provided(y)"}, "q": {}}}, "y": {"when": "provided(p)"}},
            {"x": {"any_of": {"p": {"when": "provided(y)"}, "q": {}}}, "y": {}},
            ["x", "y", "x"],
        ),
        (
            {"x": {"when": "has_y"}, "y": {"when": "provided(x)"}},
            {"x": {"when": "has_y"}, "y": {}},
            ["x", "y", "x"],
        ),
        (
            {"x": {"when": "c"}, "y": {"when": "provided(x)"}},  # whether c is asked rests on y
            {"x": {"when": "c"}, "y": {}},
            ["x", "y", "x"],
        ),
        (
            {"x": {"covers": ["y"], "when": "provided(y)"}, "y": {}},
            {"x": {"covers": ["y"]}, "y": {}},
            ["x", "y", "x"],
        ),
        (
            {"x": {"due_at": {"event": "on_site_check", "when": "provided(y)"}}, "y": {"when": "provided(x)"}},
            {"x": {"due_at": {"event": "on_site_check", "when": "provided(y)"}}, "y": {}},
            ["x", "y", "x"],
        ),
    ],
)
def test_slots_that_read_one_another(engine: Engine, bad: Item, good: Item, circle: list[str]) -> None:
    def ruleset(materials: Item) -> Ruleset:
        about: Item = {"facts": {"a": "boolean", "c": {"type": "boolean", "given": "provided(y)"}}} if "y" in materials else {"facts": {"a": "boolean"}}
        return tiny(materials, definitions={"has_y": "provided(y)"} if "y" in materials else {}, **about)

    found = only(ruleset(bad), engine, "R-READ-CYCLE")
    assert found.witness is not None
    turned = found.witness["circle"]
    assert isinstance(turned, list) and turned[0] == turned[-1] and set(turned) == set(circle) and len(turned) == len(circle)
    assert "R-READ-CYCLE" not in codes(ruleset(good), engine)


def test_materials_that_cover_one_another(engine: Engine) -> None:
    found = only(tiny({"x": {"covers": ["y"]}, "y": {"covers": ["z"]}, "z": {"covers": ["x"]}}), engine, "R-COVER-CYCLE")
    assert found.witness == {"circle": ["x", "z", "y", "x"]}
    assert codes(tiny({"x": {"covers": ["y"]}, "y": {"covers": ["z"]}, "z": {}}), engine) == []


def test_a_duplicate_that_covers_the_first_is_a_circle(engine: Engine) -> None:
    paper: Item = {"document": "paper", "name": "同一份材料"}
    only(tiny({"x": paper, "y": {**paper, "covers": ["x"]}}), engine, "R-COVER-CYCLE")
    assert codes(tiny({"x": {**paper, "covers": ["y"]}, "y": paper}), engine) == []


def test_facts_of_which_each_waits_for_the_other(engine: Engine) -> None:
    def ruleset(given: str) -> Ruleset:
        facts = {"a": {"type": "boolean", "given": "b"}, "b": {"type": "boolean", "given": given}, "c": "boolean"}
        return tiny({"x": {}}, facts=facts, definitions={"also_a": "a or c"})

    for given in ("a", "also_a", "b"):
        assert only(ruleset(given), engine, "R-CYCLE").witness is not None
    assert codes(ruleset("c"), engine) == []


# ---------------------------------------------------------------- what could never be told, or lawfully asked


def test_a_consistency_line_over_a_material_that_nobody_is_asked_for(engine: Engine) -> None:
    def ruleset(**lease: Any) -> Ruleset:
        return tiny({"lease": {"reads": READS, **lease}}, consistency=[{"name": "n", "same": ["lease.landlord", "applicant.name"]}])

    found = only(ruleset(catch_all=True), engine, "R-UNTOLD")
    assert found.args == {"line": "n", "name": "lease.landlord"} and found.witness == {"slot": "lease"}
    assert codes(ruleset(), engine) == []


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ({"basis": []}, {}),
        ({"basis": [{"law": "measures", "article": "4"}], "kind": "proof"}, {"basis": [{"law": "measures", "article": "4"}]}),
        ({"unrelated": {"by": "bureau", "on": "2020-01-01", "why": "无关"}}, {}),
        ({"basis": []}, {"basis": [], "over_asked": True}),
        ({"basis": []}, {"basis": [], "catch_all": True}),
        ({"any_of": {"p": {}, "q": {"basis": [{"law": "measures", "article": "4"}], "kind": "proof"}}}, {"any_of": {"p": {}, "q": {}}}),
    ],
)
def test_a_material_without_basis_on_every_day(engine: Engine, bad: Item, good: Item) -> None:
    found = only(tiny({"x": bad}), engine, "R-NO-BASIS")
    assert found.witness == {"received_on": "2020-01-01"}
    assert codes(tiny({"x": good}), engine) == []


def test_a_basis_that_goes_in_the_middle_stops_nothing(engine: Engine) -> None:
    """What was lawful on some day of the version is decided by the day of receipt."""
    laws = {"act": {"title": "试验法", "level": "law", "versions": [{"from": "1990-01-01", "by": "试验"}, {"from": "2021-01-01", "by": "试验", "repealed": ["4"]}]}}
    other = {"law": "measures", "article": "4"}
    about: Item = {"laws": laws, "elements": {**OUTER, "legal_basis": [other]}}
    assert codes(tiny({"x": {}}, **about), engine) == []
    found = only(tiny({"x": {"basis": [{"law": "measures", "article": "4"}], "kind": "proof"}, "y": {}}, **about), engine, "R-NO-BASIS")
    assert found.args["name"] == "材料x" and "规章" in found.args["reason"]


def test_a_material_marked_as_over_asked_that_a_class_does_not_take_away(engine: Engine) -> None:
    about = {"over_asked": True, "document": "paper"}
    found = only(tiny({"x": about}, documents=SHARED), engine, "R-OVER-ASKED")
    assert found.witness == {"received_on": "2020-01-01"}
    late = {"paper": {"supplied_by": "holder", "live": [{"from": "2015-01-01", "to": "2020-12-31", "region": "43"}]}}
    assert only(tiny({"x": about}, documents=late), engine, "R-OVER-ASKED").witness == {"received_on": "2021-01-01"}
    early = {"paper": {"supplied_by": "holder", "live": [{"from": "2015-01-01", "region": "43"}]}}
    assert codes(tiny({"x": about}, documents=early), engine) == []


# ---------------------------------------------------------------- too large, too wide


def test_a_cone_above_the_cap(engine: Engine) -> None:
    """The message counts, and names what it comes from, the widest first."""
    facts = {"n": "number", "a": "boolean", "route": {"one_of": ["p", "q", "r", "s"]}}
    when = "a and n == 5 and route == p"

    def ruleset(cap: int) -> Ruleset:
        return tiny({"x": {"when": when}}, facts=facts, place={"cone_cap": str(cap)})

    found = only(ruleset(23), engine, "R-CONE")
    variables = "fact/route（4）、fact/n（3）、fact/a（2）"
    assert found.args == {"output": "requirement/x", "count": "24", "cap": "23", "variables": variables}
    assert found.witness == {"variables": {"fact/route": 4, "fact/n": 3, "fact/a": 2}}
    assert codes(ruleset(24), engine) == []


def test_a_cone_that_a_guard_makes_too_large(engine: Engine) -> None:
    """The proof that a field is guarded looks at what decides whether its slot is asked, too."""
    facts = dict.fromkeys("abcd", "boolean")
    materials = {"lease": {"when": "a and b and c and d", "reads": READS}, "x": {"when": "provided(lease) and lease.area > 50"}}

    def ruleset(cap: int) -> Ruleset:
        return tiny(materials, facts=facts, place={"cone_cap": str(cap)})

    found = only(ruleset(95), engine, "R-CONE")
    assert found.args["output"] == "requirement/x" and found.args["count"] == "96"
    assert codes(ruleset(96), engine) == []


NUMBERS: Final[Item] = {f"n{i}": {"type": "number", "minimum": 1, "maximum": 3} for i in range(9)}


def odd(count: int) -> str:
    """A condition that is written out as 2^count conjunctions."""
    return " and ".join(f"n{i} in [1, 3]" for i in range(count))


@pytest.mark.parametrize(
    ("bad", "good"),
    [(odd(9), odd(5)), (f"(a and {odd(8)}) or (not a and {odd(8)})", f"(a and {odd(5)}) or (not a and {odd(5)})")],
    ids=["one alternative", "two that are too wide together"],
)
def test_a_condition_too_wide_for_the_engine(engine: Engine, bad: str, good: str) -> None:
    def ruleset(when: str) -> Ruleset:
        return tiny({"x": {"when": when}}, facts={**NUMBERS, "a": "boolean"})

    found = only(ruleset(bad), engine, "R-WIDE")
    assert found.args == {"claim": "ask/x", "limit": "256 conjunctions a claim"}
    assert found.place == version_of(ruleset(bad)).asked["x"].place
    assert codes(ruleset(good), engine) == []


# ---------------------------------------------------------------- never, dead, always


@pytest.mark.parametrize(
    ("never", "not_for", "line"),
    [
        (["m >= 0 and m <= 4"], [], "never/0"),  # between its bounds it always is
        (["o", "m >= 0 and m <= 4"], [], "never/1"),  # shares nothing with what stands before it
        (["o", "m < 2", "not o"], [], "never/2"),
        (["count(L, c) != 2"], ["count(L, c) != 0"], "not_for/0"),
        (["any(L, c)", "all(L, not c)"], [], "never/1"),
        (["m < 3"], ["m > 1"], "not_for/0"),
        (["m < a", "a > 3"], ["m >= 4", "m != 4 and a <= m"], "not_for/1"),
    ],
)
def test_the_line_that_leaves_nothing_is_shown(never: list[str], not_for: list[str], line: str, engine: Engine) -> None:
    facts = {"m": {"type": "number", "maximum": "4", "minimum": "0"}, "a": {"type": "number"}, "o": "boolean"}
    made = tiny({"m0": {"when": "o"}}, facts=facts, lists={"L": {"each": {"c": "boolean"}}}, never=never, not_for=not_for)
    found = only(made, engine, "R-NEVER")
    word, _, number = line.partition("/")

    assert found.args == {"name": "permit"}
    assert found.place == (version_of(made).never if word == "never" else version_of(made).not_for)[int(number)][1]


def test_lines_that_rule_out_everything(engine: Engine) -> None:
    def ruleset(*never: str, not_for: tuple[str, ...] = ()) -> Ruleset:
        return tiny({"x": {"when": "a"}}, facts={"a": "boolean", "b": "boolean"}, never=never, not_for=not_for)

    assert only(ruleset("a and b", "not a", "not b"), engine, "R-NEVER").args == {"name": "permit"}
    assert codes(ruleset("a", not_for=("not a",)), engine) == ["R-NEVER"]
    assert codes(ruleset("a and b", "not b"), engine) == []


@pytest.mark.parametrize(
    ("when", "never", "expected"),
    [
        ("a", [], None),
        ("a and not a", [], "R-DEAD"),
        ("a or not a", [], "R-ALWAYS"),
        ("false", [], "R-DEAD"),
        ("true", [], "R-ALWAYS"),
        ("a and b", ["a and b"], "R-DEAD"),
        ("a and b", ["a and not b"], None),
        ("a or b", ["not a and not b"], "R-ALWAYS"),
        ("n > 5 and n < 6", [], "R-DEAD"),
        ("n > 5 and n < 7", [], None),
        ("n > 10", [], "R-DEAD"),
        ("kinds has wall or kinds has roof", [], "R-ALWAYS"),
        ("begins < ends or ends < begins or begins == ends", [], "R-ALWAYS"),
        ("received_on < 2020-01-01", [], "R-DEAD"),
    ],
)
def test_conditions_that_never_or_always_hold_are_warned_of(engine: Engine, when: str, never: list[str], expected: str | None) -> None:
    facts: Item = {
        "a": "boolean",
        "b": "boolean",
        "n": {"type": "number", "minimum": 0, "maximum": 9},
        "kinds": {"some_of": ["wall", "roof"]},
        "begins": "date",
        "ends": "date",
    }
    ruleset = tiny({"x": {"when": when}}, facts=facts, never=never)
    notes = compile_version(ruleset, version_of(ruleset), engine).notes
    assert [(note.code, note.severity, note.args) for note in notes] == (
        [] if expected is None else [(expected, Severity.WARNING, {"name": "x"})]
    )


def test_a_group_that_never_holds_is_warned_of_and_a_common_material_is_not(engine: Engine) -> None:
    ruleset = tiny(
        {},
        facts={"a": "boolean"},
        groups=[{"when": "a and not a", "materials": {"x": {}}}],
        common={"y": {"when": "by_agent or not by_agent"}},
    )
    notes = compile_version(ruleset, version_of(ruleset), engine).notes
    assert [(note.code, note.args) for note in notes] == [("R-DEAD", {"name": "x"})]


def test_what_a_class_takes_away_is_not_dead(engine: Engine) -> None:
    ruleset = tiny({"x": {"when": "a", "catch_all": True}}, facts={"a": "boolean"})
    assert compile_version(ruleset, version_of(ruleset), engine).notes == ()


@pytest.mark.parametrize(
    ("arms", "when", "expected"),
    [
        ({"p": {"when": "a"}, "q": {"when": "not a"}}, None, []),
        ({"p": {"when": "a"}, "q": {}}, None, []),
        ({"p": {"when": "a"}, "q": {"when": "b"}}, None, ["R-NO-ARM x"]),
        ({"p": {"when": "a"}, "q": {"when": "b"}}, "a or b", []),
        ({"p": {"when": "a and not a"}, "q": {}}, None, ["R-DEAD-ARM p"]),
        ({"p": {"when": "a and not a"}, "q": {"when": "b"}}, None, ["R-DEAD-ARM p", "R-NO-ARM x"]),
        ({"p": {"when": "a"}, "q": {"when": "b"}}, "a and not a", ["R-DEAD x"]),
    ],
)
def test_arms_that_leave_a_gap_or_are_never_open_are_warned_of(
    engine: Engine, arms: Item, when: str | None, expected: list[str]
) -> None:
    about: Item = {"any_of": arms} | ({} if when is None else {"when": when})
    ruleset = tiny({"x": about}, facts={"a": "boolean", "b": "boolean"})
    notes = compile_version(ruleset, version_of(ruleset), engine).notes

    assert [f"{note.code} {note.args['name']}" for note in notes] == expected
    assert {note.severity for note in notes} <= {Severity.WARNING}
    for note in notes:
        if note.code == "R-NO-ARM":
            assert note.witness == {"facts": {"a": False, "b": False}}


def test_nobody_in_scope_is_refused(engine: Engine) -> None:
    refused_ = only(tiny({"x": {}}, facts={"a": "boolean"}, not_for=("a or not a",)), engine, "R-NEVER")

    assert refused_.args == {"name": "permit"}


# ---------------------------------------------------------------- conflicts

ONE: Final[Item] = {"document": "paper", "hand_in": {"copies": 1}}
OTHER: Final[Item] = {"document": "paper", "hand_in": {"copies": 2}}
PLAIN: Final[Item] = {"facts": {"a": "boolean", "b": "boolean"}, "lists": {"drivers": {}}}


@pytest.mark.parametrize(
    ("one", "other", "about"),
    [
        ({**ONE, "when": "a"}, {**OTHER, "when": "not a"}, {}),
        (ONE, ONE, {}),
        (ONE, {**OTHER, "document": "another"}, {}),
        ({**ONE, "when": "a"}, {**OTHER, "when": "b"}, {"never": ["a and b"]}),
        ({**ONE, "when": "a"}, {**OTHER, "when": "b"}, {"not_for": ["a and b"]}),
        (ONE, {**OTHER, "for_each": "drivers"}, {}),
        (ONE, {**OTHER, "due_at": "on_site_check"}, {}),
        (ONE, {**OTHER, "covers": ["x"]}, {}),
        ({**ONE, "when": "received_on < 2022-01-01"}, {**OTHER, "when": "received_on >= 2022-01-01"}, {}),
    ],
    ids=["exclusive", "alike", "another document", "never", "scope", "for each", "later", "covers", "by day"],
)
def test_one_document_asked_for_in_two_forms(engine: Engine, one: Item, other: Item, about: Item) -> None:
    ruleset = tiny({"x": {**ONE, "when": "a"}, "y": {**OTHER, "when": "b"}}, **PLAIN)
    found = only(ruleset, engine, "R-CONFLICT")
    assert found.args == {"one": "x", "other": "y"} and found.witness == {"facts": {"a": True, "b": True}}
    assert codes(tiny({"x": one, "y": other}, **PLAIN, **about), engine) == []


def test_two_arms_of_one_requirement_are_no_conflict(engine: Engine) -> None:
    assert codes(tiny({"x": {"any_of": {"p": ONE, "q": OTHER}}}, **PLAIN), engine) == []


def test_a_conflict_on_some_days_only(engine: Engine) -> None:
    documents = {"paper": {"supplied_by": "holder", "live": [{"from": "2021-03-01", "region": "43"}]}}
    found = only(tiny({"x": ONE, "y": OTHER}, documents=documents, **PLAIN), engine, "R-CONFLICT")
    assert found.witness == {"received_on": "2020-01-01"}
    always = {"paper": {"supplied_by": "holder", "live": [{"from": "2015-01-01", "region": "43"}]}}
    assert codes(tiny({"x": ONE, "y": OTHER}, documents=always, **PLAIN), engine) == []


def test_a_conflict_too_wide_to_look_for_is_said(engine: Engine) -> None:
    facts = dict.fromkeys("abcdef", "boolean")
    ruleset = tiny(
        {"x": {**ONE, "when": "a and b and c"}, "y": {**OTHER, "when": "d and e and f"}}, facts=facts, place={"cone_cap": "63"}
    )
    notes = compile_version(ruleset, version_of(ruleset), engine).notes
    assert [(note.code, note.severity, note.args["output"]) for note in notes] == [("R-CONE", Severity.WARNING, "x + y")]


# ---------------------------------------------------------------- all at once


def test_faults_of_the_same_stage_come_together(engine: Engine) -> None:
    ruleset = tiny({"x": {"basis": []}, "y": {"when": "provided(y)"}, "z": {"covers": []}})
    assert sorted(codes(ruleset, engine)) == ["R-NO-BASIS", "R-READ-CYCLE"]
    ruleset = item("storeys > 3", {"y": {"when": "height > 3"}}, never=[])
    found = refused(ruleset, engine=engine)
    assert found is not None
    assert sorted((d.code, d.args["name"]) for d in found.diagnostics) == [("R-UNGUARDED", "height"), ("R-UNGUARDED", "storeys")]


def test_a_relation_that_only_decides_whether_a_fact_is_asked_is_known_to_the_plan(engine: Engine) -> None:
    """The judge of packets looks up what each variable is, those of `given:` too."""
    facts = {"a": "boolean", "begins": "date", "ends": "date", "n": {"type": "number", "given": "a or begins < ends"}}
    ruleset = tiny({"x": {"when": "a and n > 3"}, "y": {}}, facts=facts)
    plan = compile_version(ruleset, version_of(ruleset), engine)
    assert isinstance(plan.sources["relation/fact/begins|fact/ends"], Between)
    for judged in plan.outputs.values():
        for name in judged.diagram.variables:
            assert name in plan.sources or name.startswith("provided/") or name == "received_on"


def test_another_item_has_no_part_in_it(engine: Engine) -> None:
    ruleset = tiny(items={ITEM: {"materials": {"x": {}}}, "bad": {"materials": {"x": {"basis": []}}}})
    assert codes(ruleset, engine) == []
    assert refused(ruleset, "bad", engine=engine) is not None
