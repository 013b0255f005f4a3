"""What the machine is asked about an item: each claim holds exactly where the author's words and the classes say so."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import pytest
from building import BASIS, ITEM, plan_of, tiny, version_of

from materials_rules.condition.tree import Kind, OneOf, Quantifier, Variable
from materials_rules.plan.claims import Output, claims_of
from materials_rules.plan.classing import stretches
from materials_rules.plan.domain import Value
from materials_rules.plan.evaluator import holds
from materials_rules.plan.formula import (
    AllOf,
    Claim,
    Not,
    OnDays,
    RuleBase,
    atom_of,
    canonical,
    name_of,
    readings,
)
from materials_rules.rules.ruleset import Ruleset

FACTS: Final[dict[str, Any]] = {"a": "boolean", "b": "boolean", "c": "boolean"}
SHARED: Final[dict[str, Any]] = {"paper": {"supplied_by": "holder", "live": [{"from": "2021-03-01", "to": "2021-08-31", "region": "43"}]}}
JUDGED: Final = {"by": "bureau", "on": "2020-01-01", "why": "核实不了"}


def claims(ruleset: Ruleset) -> tuple[RuleBase, dict[str, Output]]:
    version = version_of(ruleset)
    by_day = {slot.id: stretches(ruleset, version, a, slot) for a in version.asked.values() for slot in a.slots}
    base, outputs = claims_of(version, ruleset.classes, by_day)
    assert len({output.id for output in outputs}) == len(outputs)
    assert {claim for output in outputs for claim in (*output.claims, *output.constraints)} <= base.claims.keys()
    return base, {output.id: output for output in outputs}


def true_claims(ruleset: Ruleset, day: str = "2020-06-01", **facts: Value) -> set[str]:
    """The claims that hold where these facts are true, and all others false."""
    base, _ = claims(ruleset)
    world: dict[str, Value] = {f"fact/{name}": False for name in FACTS} | {f"fact/{name}": value for name, value in facts.items()}
    world["received_on"] = dt.date.fromisoformat(day).toordinal()
    return {claim for claim in base.claims if holds(Claim(claim), world, base)}


# ---------------------------------------------------------------- when something is due


def test_a_material_is_due_where_its_group_and_itself_say_so() -> None:
    ruleset = tiny(
        {"x": {"when": "a"}, "y": {}},
        groups=[{"when": "b", "materials": {"z": {"when": "a"}, "w": {}}}],
        facts=FACTS,
    )
    assert true_claims(ruleset) == {"ask/y"}
    assert true_claims(ruleset, a=True) == {"ask/x", "ask/y"}
    assert true_claims(ruleset, b=True) == {"ask/y", "ask/w"}
    assert true_claims(ruleset, a=True, b=True) == {"ask/x", "ask/y", "ask/z", "ask/w"}


def test_an_arm_may_have_a_condition_of_its_own() -> None:
    ruleset = tiny({"x": {"when": "a", "any_of": {"p": {}, "q": {"when": "b"}}}}, facts=FACTS)
    assert true_claims(ruleset, b=True) == set()
    assert true_claims(ruleset, a=True) == {"ask/p"}
    assert true_claims(ruleset, a=True, b=True) == {"ask/p", "ask/q"}
    assert claims(ruleset)[1]["requirement/x"].claims == ("ask/p", "ask/q")


def test_what_is_staged_by_rule() -> None:
    ruleset = tiny({"x": {"when": "a", "due_at": {"event": "on_site_check", "when": "b"}}, "y": {"due_at": "on_site_check"}}, facts=FACTS)
    assert true_claims(ruleset) == {"ask/y", "later/y"}
    assert true_claims(ruleset, a=True) == {"ask/y", "later/y", "ask/x"}
    assert true_claims(ruleset, a=True, b=True) == {"ask/y", "later/y", "ask/x", "later/x"}


@pytest.mark.parametrize(
    ("about", "day", "expected"),
    [
        ({"document": "paper"}, "2021-02-28", {"ask/x"}),
        ({"document": "paper"}, "2021-03-01", {"obtain/x"}),
        ({"document": "paper"}, "2021-08-31", {"obtain/x"}),
        ({"document": "paper"}, "2021-09-01", {"ask/x"}),
        ({"unverifiable": JUDGED}, "2021-03-01", {"drop/x"}),
        ({"catch_all": True}, "2021-03-01", {"drop/x"}),
        ({"proved_by": "licence"}, "2021-03-01", {"show/x"}),
        ({"commitment": {"listed_in": {"title": "清单"}, "basis": [BASIS]}}, "2021-03-01", {"ask/x"}),
        ({"document": "paper", "unverifiable": JUDGED}, "2021-02-28", {"drop/x"}),
        ({"document": "paper", "unverifiable": JUDGED}, "2021-03-01", {"obtain/x"}),
    ],
)
def test_a_class_takes_a_material_away_on_its_days_and_only_where_it_is_due(about: dict[str, Any], day: str, expected: set[str]) -> None:
    ruleset = tiny({"x": {"when": "a", **about}}, facts=FACTS, documents=SHARED)
    assert true_claims(ruleset, day, a=True) == expected
    assert true_claims(ruleset, day) == set()


def test_one_arm_may_be_taken_away_and_the_other_not() -> None:
    ruleset = tiny({"x": {"any_of": {"p": {"document": "paper"}, "q": {}}}}, documents=SHARED)
    assert true_claims(ruleset, "2021-01-01") == {"ask/p", "ask/q"}
    assert true_claims(ruleset, "2021-03-01") == {"obtain/p", "ask/q"}


def test_what_is_taken_away_all_the_time_is_never_asked() -> None:
    item = {"materials": {"x": {"catch_all": True}, "y": {"result_of": "other"}, "z": {}}}
    _, outputs = claims(tiny(items={ITEM: item, "other": {"materials": {}}}))
    assert outputs["requirement/x"].claims == ("drop/x",)
    assert outputs["requirement/y"].claims == ("obtain/y",)
    assert outputs["requirement/z"].claims == ("ask/z",)


# ---------------------------------------------------------------- C5


def test_covered_where_a_coverer_is_itself_asked() -> None:
    """The counter-example of the design: premises are proven by the lease only where there is one."""
    ruleset = tiny({"x": {}, "lease": {"when": "a", "covers": ["x"]}}, facts=FACTS)
    assert true_claims(ruleset) == {"ask/x"}
    assert true_claims(ruleset, a=True) == {"ask/x", "ask/lease", "covered/x"}


def test_covered_by_what_the_office_obtains_and_not_by_what_is_dropped() -> None:
    materials = {"x": {}, "y": {"when": "a", "document": "paper", "covers": ["x"]}}
    ruleset = tiny(materials, facts=FACTS, documents=SHARED)
    assert true_claims(ruleset, "2021-03-01", a=True) == {"ask/x", "obtain/y", "covered/x"}
    dropped = tiny({"x": {}, "y": {"catch_all": True, "covers": ["x"]}})
    assert true_claims(dropped) == {"ask/x", "drop/y"}


def test_covered_by_any_of_several_and_by_any_arm() -> None:
    ruleset = tiny({"x": {}, "y": {"when": "a", "covers": ["x"]}, "z": {"any_of": {"p": {"when": "b"}, "q": {"when": "c"}}, "covers": ["x"]}}, facts=FACTS)
    assert "covered/x" not in true_claims(ruleset)
    assert "covered/x" in true_claims(ruleset, a=True)
    assert "covered/x" in true_claims(ruleset, b=True)
    assert "covered/x" in true_claims(ruleset, c=True)


def test_an_exception_to_covered_is_of_its_days() -> None:
    exception = {"class": "C5_COVERED", "why": "试行", "approved_by": "holder", "from": "2021-01-01", "to": "2021-12-31"}
    ruleset = tiny({"x": {"exception": [exception]}, "y": {"covers": ["x"]}})
    assert "covered/x" in true_claims(ruleset, "2020-12-31")
    assert "covered/x" not in true_claims(ruleset, "2021-06-01")
    assert "covered/x" in true_claims(ruleset, "2022-01-01")


def test_a_duplicate_is_covered_where_the_first_is_asked() -> None:
    paper = {"document": "paper", "name": "同一份材料"}
    ruleset = tiny({"y": {"when": "a", **paper}, "x": paper}, facts=FACTS)
    assert true_claims(ruleset) == {"ask/x"}
    assert true_claims(ruleset, a=True) == {"ask/x", "ask/y", "covered/x"}


# ---------------------------------------------------------------- the other outputs


def test_every_question_of_a_notice_is_an_output() -> None:
    ruleset = tiny(
        {"x": {}},
        facts=FACTS,
        never=["a and b", "b and c"],
        not_for=["c"],
        elements={"fee": [{"when": "a", "value": {"charged": "true", "basis": [BASIS]}}, {"value": "none"}]},
        consistency=[
            {"name": "one", "same": ["applicant.name", "applicant.phone"], "when": "b"},
            {"name": "other", "same": ["applicant.name", "applicant.phone"]},
        ],
    )
    base, outputs = claims(ruleset)
    assert set(outputs) == {"never/0", "never/1", "scope", "requirement/x", "element/fee", "consistency/one"}
    lines = ("never/0", "never/1", "out/0")
    assert outputs["scope"] == Output("scope", ("out/0",), lines[:2])
    for name in ("requirement/x", "element/fee", "consistency/one"):
        assert outputs[name].constraints == lines
    assert outputs["element/fee"].claims == ("element/fee/0",)
    assert outputs["consistency/one"].claims == ("same/one",)
    assert outputs["never/0"] == Output("never/0", ("never/0",))
    assert set(base.claims) == {"ask/x", "never/0", "never/1", "out/0", "element/fee/0", "same/one"}


def test_an_item_may_call_its_materials_as_it_likes() -> None:
    """A material named as an output of another sort is confused with nothing."""
    plan = plan_of(tiny({"scope": {"when": "a"}, "never": {}, "element": {}}, facts=FACTS, not_for=["b and not b"]))
    assert {"scope", "requirement/scope", "requirement/never", "requirement/element"} <= set(plan.outputs)
    assert [note.code for note in plan.notes] == []


# ---------------------------------------------------------------- names


def test_names_of_variables_are_those_of_a_notice() -> None:
    kind = OneOf(("p", "q"))
    assert name_of(Variable(Kind.FACT, "area_m2", kind)) == "fact/area_m2"
    assert name_of(Variable(Kind.CHOICE, "route", kind)) == "fact/route"
    assert name_of(Variable(Kind.APPLICANT, "applicant.kind", kind)) == "applicant/kind"
    assert name_of(Variable(Kind.SLOT_FIELD, "lease.until", kind, "lease")) == "read/lease.until"
    assert name_of(Variable(Kind.PROVIDED, "lease", kind)) == "provided/lease"
    assert name_of(Variable(Kind.MEMBER_FACT, "age", kind, "drivers")) == "member/drivers.age"
    assert name_of(Variable(Kind.LIST, "drivers", kind)) == "list/drivers"
    assert name_of(Variable(Kind.RECEIVED_ON, "received_on", kind)) == "received_on"
    assert name_of(Variable(Kind.BY_AGENT, "by_agent", kind)) == "by_agent"


STATEMENTS: Final = (
    "any(drivers, certified)",
    "all(drivers, certified)",
    "any(drivers, not certified)",
    "any(drivers, certified and age > 60)",
    "any(drivers, certified or age > 60)",
    "any(drivers, age > 61)",
    "any(drivers, age >= 61)",
    "any(drivers, age in [60, 61])",
    "any(drivers, age not in [60, 61])",
    "any(drivers, age == 60)",
    "any(drivers, name == \"60\")",
    "any(drivers, name == applicant.name)",
    "any(drivers, kinds has wall)",
    "any(drivers, both)",
    "any(drivers, provided(x))",
    "any(drivers, certified == false)",
    "any(drivers, x.name == none)",
    "any(drivers, x.name != none)",
    "count(drivers) > 1",
    "count(drivers) >= 1",
    "count(drivers, certified) > 1",
    "any(others, certified)",
)


def test_statements_about_lists_are_one_variable_exactly_when_they_are_one_statement() -> None:
    """Each is written twice; the atoms are as many as the statements. None looks like a member of a choice."""
    each = {"certified": "boolean", "age": "number", "name": "text", "kinds": {"some_of": ["wall", "roof"]}}
    ruleset = tiny(
        {
            "x": {"reads": {"name": {"type": "text"}}},
            **{f"y{i}": {"when": statement} for i, statement in enumerate((*STATEMENTS, *STATEMENTS))},
        },
        facts=FACTS,
        definitions={"both": "a and b"},
        lists={"drivers": {"each": each}, "others": {"each": {"certified": "boolean"}}},
    )
    base, _ = claims(ruleset)
    names = [next(readings(Claim(f"ask/y{i}"), base)).name for i in range(2 * len(STATEMENTS))]
    assert names[: len(STATEMENTS)] == names[len(STATEMENTS) :]
    assert len(set(names)) == len(STATEMENTS)
    assert not any("#" in name for name in names)
    assert all(name.startswith("atom/") for name in names)


def test_marks_in_an_authors_text_make_no_two_names_one() -> None:
    words = ["a#b", "a%23b", "a%b", "a"]
    materials = {f"x{i}": {"when": f'any(drivers, name == "{word}")'} for i, word in enumerate(words)}
    ruleset = tiny(materials, lists={"drivers": {"each": {"name": "text"}}})
    base, _ = claims(ruleset)
    sources = [next(readings(Claim(f"ask/x{i}"), base)).source for i in range(len(words))]
    statements = [source for source in sources if isinstance(source, Quantifier)]
    names = {atom_of(source) for source in statements}
    assert len(names) == len(words) and not any("#" in name for name in names)
    assert len({canonical(source) for source in statements}) == len(words)


def test_days_and_not_make_no_third_value() -> None:
    base = RuleBase({"a": OnDays(((5, 7), (9, 9))), "b": Not(Claim("a")), "c": AllOf((Claim("a"), Claim("b")))}, {})
    for day in range(3, 12):
        found = {name for name in base.claims if holds(Claim(name), {"received_on": day}, base)}
        assert found == ({"a"} if day in (5, 6, 7, 9) else {"b"})
