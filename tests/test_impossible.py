"""What no answers have is told to nobody: rules over lists and comparisons, against every list and every number there is."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from building import plan_of, refused, tiny
from noticing import examined, ids, noticed

from materials_rules.plan.compile import Plan
from materials_rules.plan.engine import Engine

World = Mapping[str, Any]
"""The answers by their names; `L` holds the members, `me` is the one of whom something is asked."""

SMALL = {"type": "number", "minimum": "0", "maximum": "3"}
LISTS = {"L": {"each": {"c": "boolean", "n": SMALL}}}
FACTS = {"o": "boolean", "x": SMALL, "y": SMALL, "z": SMALL}

OF_LISTS = (
    "any(L, c)",
    "all(L, c)",
    "all(L, not c)",
    "count(L) == 0",
    "count(L) < 2",
    "count(L, c) >= 2",
    "count(L, c) != 1",
    "any(L, n > 1)",
    "all(L, n > 1 or c)",
    "any(L, n > x)",
    "all(L, n <= x and c)",
    "x >= 2",
    "o",
)
COMPARED = ("x > y", "x == y", "y > z", "x != z", "x >= 2", "y < 1", "z > 2", "z == 0", "o")
OF_MEMBERS = ("c", "not c", "n > 1", "n == 0")


def holds(text: str, world: World) -> bool:
    """What an author wrote, as Python reads it."""
    for word in ("any", "all", "count"):
        text = text.replace(f"{word}(L, ", f"{word}_(lambda c, n: ")
    members = world["L"]
    functions = {
        "any_": lambda inner: any(inner(**member) for member in members),
        "all_": lambda inner: all(inner(**member) for member in members),
        "count_": lambda inner: sum(inner(**member) for member in members),
    }
    return bool(eval(text.replace("count(L)", "len(L)"), {**world, **world.get("me", {}), **functions}))  # noqa: S307


def numbers() -> Iterator[World]:
    for o, x, y, z in itertools.product((False, True), range(4), range(4), range(4)):
        yield {"o": o, "x": x, "y": y, "z": z, "L": ()}


def lists(least: int) -> Iterator[World]:
    """Every list of up to four members, as far as the statements tell them apart, beside every answer."""
    sorts = [{"c": c, "n": n} for c in (False, True) for n in range(4)]
    for size in range(least, 5):
        for members in itertools.combinations_with_replacement(sorts, size):
            for o, x in itertools.product((False, True), range(4)):
                yield {"o": o, "x": x, "L": members}


def written(rng: random.Random, words: tuple[str, ...]) -> str:
    one, other, third = rng.sample([f"({word})" if rng.random() < 0.6 else f"(not ({word}))" for word in words], 3)
    first, second = rng.choice(("and", "or")), rng.choice(("and", "or"))
    return f"({one} {first} {other}) {second} {third}"


def verdicts(plan: Plan, name: str, answered: Mapping[str, Any]) -> frozenset[bool]:
    """What the plan says of a material, where only *answered* is known."""
    judged = plan.outputs[f"requirement/{name}"]
    named = zip(judged.diagram.variables, judged.domains, strict=True)
    cells = [domain.index(answered[name]) if name in answered else None for name, domain in named]
    found = judged.diagram.answer(cells, lambda claims: bool(claims))
    return frozenset() if found is None else found.values


@pytest.mark.parametrize("seed", range(30))
def test_what_is_due_is_due_of_some_list(seed: int, engine: Engine) -> None:
    """Of the whole list, and of each member on it, with a line of `never` about the list now and then."""
    rng = random.Random(seed)
    least = rng.choice((0, 0, 1))
    never = [written(rng, OF_LISTS)] if rng.random() < 0.6 else []
    mine = rng.choice(OF_MEMBERS)
    whens = {"m": written(rng, OF_LISTS), "e": mine}
    materials = {"m": {"when": whens["m"]}, "e": {"for_each": "L", "when": mine}, "free": {}}
    ruleset = tiny(materials, facts=FACTS, lists={"L": {**LISTS["L"], "at_least": str(least)}}, never=never)
    worlds = [world for world in lists(least) if not any(holds(line, world) for line in never)]
    refusal = refused(ruleset, engine=engine)

    assert (refusal is not None) == (not worlds), (refusal, never)
    if refusal is not None:
        return
    plan = plan_of(ruleset, engine=engine)
    for known in ({}, {"o": True}, {"o": False}, {"x": 3}, {"x": 0, "o": True}):
        here = [world for world in worlds if all(world[name] == value for name, value in known.items())]
        answered = {f"fact/{name}": value for name, value in known.items()}
        if not here:
            continue
        told, expected = verdicts(plan, "m", answered), {holds(whens["m"], world) for world in here}
        # a table has no `x` where only members are compared with it: then its answer says nothing of the list
        is_beside = "x" in known and " x" in f"{whens} {never}"
        assert told == expected or (is_beside and told > expected), (whens, never, known)
        each = [{**world, "me": member} for world in here for member in world["L"]]
        told, expected = verdicts(plan, "e", answered), {holds(mine, world) for world in each}
        assert told == expected or (is_beside and told > expected), (whens, never, known)


@pytest.mark.parametrize("seed", range(30))
def test_what_is_due_is_due_of_some_numbers(seed: int, engine: Engine) -> None:
    rng = random.Random(seed)
    never = [written(rng, COMPARED)] if rng.random() < 0.5 else []
    when = written(rng, COMPARED)
    ruleset = tiny({"m": {"when": when}}, facts=FACTS, never=never)
    worlds = [world for world in numbers() if not any(holds(line, world) for line in never)]
    plan = plan_of(ruleset, engine=engine)

    for known in ({}, {"x": 0}, {"x": 3}, {"y": 2}, {"z": 0, "o": True}):
        here = [world for world in worlds if all(world[name] == value for name, value in known.items())]
        # what follows for a comparison from a value inside its cell is found when both sides are answered
        told = verdicts(plan, "m", {f"fact/{name}": value for name, value in known.items()})
        expected = {holds(when, world) for world in here}
        assert told >= expected, (when, never, known)
        assert told == expected or known, (when, never)


TINY: dict[str, Any] = {"lists": {"L": {"each": {"c": "boolean"}}}}


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("count(L, c) == 0 or any(L, c)", ["m"]),
        ("any(L, c) or all(L, not c)", ["m"]),
        ("count(L, c) >= 2 and count(L) < 2", []),
        ("any(L, c and not c)", []),
        ("all(L, c) and count(L, not c) > 0", []),
    ],
)
def test_what_is_certain_of_every_list_is_told_and_nothing_is_asked(when: str, found: list[str]) -> None:
    notice = noticed({"materials": {"m": {"when": when}}, **TINY})

    assert ids(notice) == set(found) and not notice.conditional and not notice.questions
    assert notice.outcome == ("supplement" if found else "accept")


@pytest.mark.parametrize("line", ["never", "not_for"])
@pytest.mark.parametrize("said", ["any(L, c)", "count(L, c) > 0", "not all(L, not c)"])
def test_a_paper_for_members_whom_a_line_rules_out_is_never_due(line: str, said: str, engine: Engine) -> None:
    ruleset = tiny({"m": {"for_each": "L", "when": "c"}, "other": {}}, **TINY, **{line: [said]})

    assert [(note.code, note.args) for note in plan_of(ruleset, engine=engine).notes] == [("R-DEAD", {"name": "m"})]


def test_a_paper_for_each_of_nobody_is_never_due(engine: Engine) -> None:
    rules = {"materials": {"m": {"for_each": "L"}, "other": {}}, **TINY, "never": ["count(L) > 0"]}

    assert [(note.code, note.args) for note in plan_of(tiny(**rules), engine=engine).notes] == [("R-DEAD", {"name": "m"})]
    assert ids(noticed(rules)) == {"other"}


def test_numbers_that_rule_one_another_out_are_no_situation() -> None:
    facts = {"a": SMALL, "b": {"type": "number", "minimum": "3", "maximum": "9"}}
    rules = {"materials": {"m": {"when": "a > b"}, "n": {"when": "a <= b"}}, "facts": facts}

    assert ids(noticed(rules)) == {"n"} and not noticed(rules).questions


def test_lines_that_only_together_leave_no_list_are_answers_at_odds() -> None:
    """Each could be kept alone; the list is not answered, and what is answered lets none be."""
    rules = {
        "materials": {"m": {}},
        "facts": {"o": "boolean"},
        **TINY,
        "never": ["o and any(L, c)", "o and all(L, not c)"],
    }
    assert set(examined(rules, facts={"o": True}).contradictions) == {0, 1}
    assert not examined(rules, facts={"o": False}).contradictions


def test_a_list_with_too_many_sorts_of_members_is_taken_as_possible(engine: Engine) -> None:
    """Sixteen facts of a member have too many combinations to look at: nothing is ruled out, and nothing goes wrong."""
    names = [f"c{i}" for i in range(16)]
    said = " and ".join(names)
    ruleset = tiny({"m": {"when": f"any(L, {said}) and all(L, not ({said}))"}}, lists={"L": {"each": dict.fromkeys(names, "boolean")}})

    assert verdicts(plan_of(ruleset, engine=engine), "m", {}) == {False, True}


def test_the_tables_of_papers_for_members_are_not_those_of_others(engine: Engine) -> None:
    """Two outputs read the same; one of them knows that somebody is on the list."""
    ruleset = tiny({"m": {"when": "count(L) == 0"}, "e": {"for_each": "L", "when": "count(L) == 0"}}, **TINY)
    plan = plan_of(ruleset, engine=engine)

    assert verdicts(plan, "m", {}) == {False, True} and verdicts(plan, "e", {}) == {False}
