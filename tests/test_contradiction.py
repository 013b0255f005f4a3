"""Answers that cannot all be true: lines that are met, lines that only together leave no situation, what they name."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from noticing import entry, examined, ids, noticed, paper

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.verdict.contradiction import joint_lines, met_lines, named_in
from materials_rules.verdict.entries import entries

FACTS: dict[str, Any] = {"a": "boolean", "b": "boolean", "c": "boolean"}


def rules_with(never: list[str], **more: Any) -> dict[str, Any]:
    return {"materials": {"m": {"when": "a and b"}}, "facts": FACTS, "never": never, **more}


@pytest.mark.parametrize(
    ("never", "facts", "met"),
    [
        (["a and b"], {}, ()),
        (["a and b"], {"a": True}, ()),
        (["a and b"], {"a": True, "b": False}, ()),
        (["a and b"], {"a": True, "b": True}, (0,)),
        (["a and b", "c"], {"a": True, "b": True, "c": True}, (0, 1)),
        (["b", "a and c"], {"b": False, "a": True, "c": True}, (1,)),
        # neither is met alone, and no answer to b is left
        (["a and b", "a and not b"], {"a": True}, (0, 1)),
        (["a and b", "a and not b"], {}, ()),
        # a line that is met alone is told alone
        (["a and b", "a and not b", "a and c"], {"a": True, "c": True}, (2,)),
        # a line that can no longer hold takes no part
        (["a and b", "a and not b", "b and c"], {"a": True, "c": False}, (0, 1)),
    ],
)
def test_lines_that_the_answers_meet(never: list[str], facts: dict[str, bool], met: tuple[int, ...]) -> None:
    found = examined(rules_with(never), facts=facts)

    assert found.contradictions == met
    assert found.situation.opened.names == frozenset().union(*(named_in(found.situation, i).names for i in met))


def test_a_material_that_nobody_answers_for_is_judged_as_if_nothing_had_been_said() -> None:
    found = noticed(rules_with(["a and b"]), facts={"a": True, "b": True})

    assert [(line.id, line.kind) for line in found.findings] == [("permit/consistency/never-1", "contradictory_answers")]
    assert [line.id for line in found.conditional] == []  # nobody owes `m`, for its condition is impossible
    assert found.questions == ()


def test_functions_by_themselves() -> None:
    alone = examined(rules_with(["a and c"]), facts={"a": True, "c": True}).situation
    given = alone.as_given

    assert met_lines(given) == {0}
    assert met_lines(alone) == frozenset()  # its answers are open now
    assert joint_lines(given) == frozenset()


# ---- where no situation is left


@pytest.mark.parametrize("what", ["scope", "element", "consistency", "requirement"])
def test_lines_that_only_together_are_at_odds_are_found_wherever_they_show(what: str) -> None:
    cases = [{"when": "a", "value": {"limit": "1 working days", "from": "acceptance"}}, {"value": {"limit": "2 working days", "from": "acceptance"}}]
    rules: dict[str, Any] = {
        "materials": {"form": {"reads": {"x": {}, "y": {}}, **({"when": "a"} if what == "requirement" else {})}},
        "facts": FACTS,
        "never": ["a and b", "a and not b"],
        **({"not_for": ["a and c"]} if what == "scope" else {}),
        **({"elements": {"promised_limit": cases}} if what == "element" else {}),
        **({"consistency": [{"name": "xs", "same": ["form.x", "form.y"], "when": "a"}]} if what == "consistency" else {}),
    }
    found = noticed(rules, facts={"a": True}, materials=[paper("form", fields={"x": "甲", "y": "甲"})])

    assert {"consistency/never-1", "consistency/never-2"} <= ids(found)
    assert found.outcome in ("fix_on_spot", "supplement")
    assert ids(noticed(rules, facts={"a": False, "c": False}, materials=[paper("form", fields={"x": "甲", "y": "甲"})])) == set()


# ---- what a line names

NAMING: dict[str, Any] = {
    "materials": {
        "form": {"reads": {"x": {}, "day": {"type": "date"}}},
        "lease": {"hand_in": {"copies": "1"}},
        "licence": {"for_each": "cars", "reads": {"age": {"type": "number", "decimals": "0"}}},
    },
    "facts": {
        **FACTS,
        "works": {"some_of": ["wall", "roof"]},
        "route": {"one_of": ["simple", "full"], "chosen_by": "applicant"},
        "opened": {"type": "date"},
    },
    "lists": {"cars": {"each": {"bought": "boolean", "since": {"type": "date"}}}},
    "definitions": {"both": "a and b"},
}


@pytest.mark.parametrize(
    ("line", "names", "slots"),
    [
        ("a and c", {"fact/a", "fact/c"}, set()),
        ("both and c", {"fact/a", "fact/b", "fact/c"}, set()),
        ("works has wall and route == simple", {"fact/works", "fact/route"}, set()),
        ("applicant.kind == enterprise and a", {"applicant/kind", "fact/a"}, set()),
        ("form.x == none and a", {"fact/a"}, {("form", None)}),
        ("provided(lease) and a", {"fact/a"}, {("lease", None)}),
        ("form.day < opened", {"fact/opened"}, {("form", None)}),
        ("opened > received_on", {"fact/opened"}, set()),
        ("received_on >= 2030-01-01 and a", {"fact/a"}, set()),
        ("by_agent and a", {"fact/a", "by_agent"}, set()),
        ("count(cars) >= 3 and a", {"fact/cars", "fact/a"}, set()),
        ("any(cars, bought and c) and a", {"fact/cars", "member/cars.bought", "fact/c", "fact/a"}, set()),
        ("any(cars, since > opened)", {"fact/cars", "member/cars.since", "fact/opened"}, set()),
        ("all(cars, bought and form.x == none) and a", {"fact/cars", "member/cars.bought", "fact/a"}, {("form", None)}),
    ],
)
def test_a_line_names_what_may_be_corrected(line: str, names: set[str], slots: set[tuple[str, str | None]]) -> None:
    found = named_in(examined({**NAMING, "never": [line]}).situation, 0)

    assert (found.names, found.slots) == (names, slots)


# ---- papers that take part


PAPERS: dict[str, Any] = {
    "materials": {"form": {"reads": {"x": {}}, "sample_form": "样张"}, "plan": {"when": "c"}, "deed": {"when": "b", "reads": {"z": {}}}},
    "facts": FACTS,
    "never": ["a and form.x == none"],
    "consistency": [{"name": "xs", "same": ["form.x", "applicant.name"]}],
}


def test_a_paper_that_takes_part_may_be_the_one_to_correct() -> None:
    found = noticed(PAPERS, facts={"a": True, "b": False, "c": False}, materials=[paper("form", fields={"x": None})])

    line = entry(found, "consistency/never-1")
    assert [(arm.material, arm.do) for arm in line.arms] == [("never-1", ("请核对“a”的回答，有误的请更正",)), ("form", ("请核对《材料form》，有误的请更正",))]
    assert line.arms[1].sample_form == "样张"
    assert [d.kind for arm in line.arms for d in arm.defects] == ["contradictory_answers", "contradictory_answers"]
    assert {str(c["check"]) for c in line.arms[1].criteria} == {"readable", "same"}
    assert "permit/form" in line.serves


def test_a_paper_that_nobody_asks_for_is_not_the_one_to_correct() -> None:
    rules: dict[str, Any] = {
        "materials": {"form": {}, "deed": {"when": "b", "reads": {"z": {}}}},
        "facts": FACTS,
        "never": ["a and deed.z == none"],
    }
    found = noticed(rules, facts={"a": True, "b": False, "c": False}, materials=[paper("form"), paper("deed", fields={"z": None})])

    assert [arm.material for arm in entry(found, "consistency/never-1").arms] == ["never-1"]


def test_a_list_that_takes_part_brings_what_is_asked_of_new_members() -> None:
    rules: dict[str, Any] = {
        "materials": {"form": {"when": "any(cars, bought)"}},
        "facts": FACTS,
        "lists": {"cars": {"each": {"bought": "boolean"}}, "boats": {"each": {"old": "boolean"}}},
        "never": ["a and count(cars) >= 1"],
    }
    found = noticed(rules, facts={"a": True}, lists={"cars": [{"id": "1", "bought": False}]})

    assert entry(found, "consistency/never-1").serves == ("permit", "permit/fact/cars.bought[cars:*]")
    assert [line.id for line in found.conditional] == ["permit/form"]


def test_lines_are_numbered_from_one_in_the_authors_order() -> None:
    rules = {**rules_with(["b and c", "a and b"]), "materials": {"m": {}}}

    assert ids(noticed(rules, facts={"a": True, "b": True, "c": True}, materials=[paper("m")])) == {"consistency/never-1", "consistency/never-2"}
    assert ids(noticed(rules, facts={"a": True, "b": True, "c": False}, materials=[paper("m")])) == {"consistency/never-2"}

# ---- lines that nothing else reads


ORDERED: dict[str, Any] = {name: {"type": "date"} for name in ("x", "y", "z")}
ROUND = ("x > y", "y > z", "z > x", "x == y", "y == z", "z == x")


@pytest.mark.parametrize(
    ("facts", "never", "given", "met"),
    [
        # no requirement reads a or b
        (FACTS, ["a and b", "a and not b"], {"a": True}, (0, 1)),
        (FACTS, ["a and b", "a and not b"], {"a": False}, ()),
        (FACTS, ["a and b", "a and not b"], {}, ()),
        (FACTS, ["a and b", "a and not b", "c"], {"a": True, "c": True}, (0, 1, 2)),
        # one of those that share a variable is met alone
        (FACTS, ["a and b", "a and not b", "a and c"], {"a": True, "c": True}, (2,)),
        # the whole is at odds, whatever else is answered
        (FACTS, [f"c and ({line})" for line in ("a and b", "b and not a", "a and not b", "not a and not b")], {"c": True}, (0, 1, 2, 3)),
        # numbers are cut where any of the lines cuts
        ({"n": {"type": "number", "decimals": 0}, "a": "boolean"}, ["a and n < 5", "a and n >= 3"], {"a": True}, (0, 1)),
        ({"n": {"type": "number", "decimals": 0}, "a": "boolean"}, ["a and n < 5", "a and n >= 6"], {"a": True}, ()),
        # what order does not allow is no way out
        ({**ORDERED, "a": "boolean"}, [f"a and {line}" for line in ROUND], {"a": True}, (0, 1, 2, 3, 4, 5)),
        (ORDERED, ["x > y", "y > z", "x == y", "y == z", "z == x"], {}, ()),
        # of a choice at least one is taken
        ({"k": {"some_of": ["p", "q"]}, "a": "boolean"}, ["a and k has p", "a and k has q"], {"a": True}, (0, 1)),
        ({"k": {"some_of": ["p", "q"], "at_least": 0}}, ["k has p", "k has q"], {}, ()),
        ({"k": {"some_of": ["p", "q", "r"]}}, ["k has p", "k has q"], {}, ()),
    ],
)
def test_lines_at_odds_are_told_though_nothing_else_reads_them(
    facts: dict[str, Any], never: list[str], given: dict[str, Any], met: tuple[int, ...]
) -> None:
    found = examined({"materials": {"m": {}}, "facts": facts, "never": never}, facts=given)

    assert found.contradictions == met


def test_answers_that_leave_no_situation_are_not_accepted() -> None:
    rules: dict[str, Any] = {"materials": {"m": {"when": "c"}}, "facts": FACTS, "never": ["a and b", "a and not b"]}

    found = noticed(rules, facts={"a": True, "c": False})

    assert found.outcome == "fix_on_spot"
    assert ids(found) == {"consistency/never-1", "consistency/never-2"}


def test_a_contradiction_without_a_question_speaks_of_the_situation() -> None:
    found = examined(rules_with(["by_agent and provided(m)"]), agent={"name": "赵某"}, facts={"a": True, "b": True}, materials=[paper("m")])
    (line,) = [entry for entry in entries(found) if entry.sort == "never"]

    assert line.arms[0].do == ("请核对有关情形的回答，有误的请更正",)


def test_lines_that_take_no_part_are_not_told_and_cost_nothing() -> None:
    """Each pair of answers nobody gave could double the work; none of them has to do with the two lines that are at odds."""
    pairs = [(f"c{i}", f"d{i}") for i in range(30)]
    rules: dict[str, Any] = {
        "materials": {"m": {}},
        "facts": {**FACTS, **{name: "boolean" for pair in pairs for name in pair}},
        "never": [*(f"a and {one} and {other}" for one, other in pairs), "a and b and c", "a and b and not c"],
    }

    assert examined(rules, facts={"a": True, "b": True}).contradictions == (30, 31)


@pytest.mark.parametrize(("shifts", "outcome"), [(4, "supplement"), (8, "undetermined")])
def test_what_is_too_entangled_to_be_searched_is_for_a_person(shifts: int, outcome: str) -> None:
    """Each shift at a post of its own, and a post too few: of many shifts no search finds that out in time."""
    posts = range(shifts - 1)
    facts = {f"s{shift}": {"one_of": {f"p{post}": str(post) for post in posts}} for shift in range(shifts)}
    pairs = [(one, other, post) for one in range(shifts) for other in range(one) for post in posts]
    rules: dict[str, Any] = {
        "materials": {"m": {}},
        "facts": {**facts, "many": "boolean"},
        "never": [f"many and s{one} == p{post} and s{other} == p{post}" for one, other, post in pairs],
    }
    found = noticed(rules, facts={"many": True})
    lines = [line for line in found.findings if line.kind == "contradictory_answers"]

    assert (found.outcome, len(lines)) == (outcome, len(pairs) if outcome == "supplement" else 0)
    assert ("W-ENTANGLED" in {warning.code for warning in found.warnings}) == (outcome == "undetermined")


@st.composite
def lines_over(draw: st.DrawFn, names: str = "abcde") -> list[str]:
    literal = st.builds(lambda name, yes: name if yes else f"not {name}", st.sampled_from(names), st.booleans())
    return [" and ".join(sorted(set(draw(st.lists(literal, min_size=1, max_size=3))))) for _ in range(draw(st.integers(2, 7)))]


@given(lines_over(), st.dictionaries(st.sampled_from("abcde"), st.booleans(), max_size=2))
@settings(max_examples=60)
def test_joint_lines_are_found_where_no_answer_is_left_and_nowhere_else(never: list[str], facts: dict[str, bool]) -> None:
    """Against every situation, one by one; the lines that are told leave none by themselves."""
    rules = {"materials": {"m": {}}, "facts": dict.fromkeys("abcde", "boolean"), "never": never}
    try:
        found = examined(rules, facts=facts).contradictions
    except RulesetInvalid:  # a line that no answers can meet, or that all do
        return

    def leaves(lines: list[str]) -> bool:
        worlds = (dict(zip("abcde", values, strict=True)) for values in itertools.product([False, True], repeat=5))
        return any(world.items() >= facts.items() and not any(_holds(line, world) for line in lines) for world in worlds)

    assert leaves(never) == (not found)
    assert not found or not leaves([never[i] for i in found])


def _holds(line: str, world: dict[str, bool]) -> bool:
    return all(world[part.removeprefix("not ")] != part.startswith("not ") for part in line.split(" and "))
