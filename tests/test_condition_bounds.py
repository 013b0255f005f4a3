"""Conditions that are hostile, too large or oddly named: refused or read, each node at its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_condition import A, number

import materials_rules.condition as package
from materials_rules.condition import ConditionInvalid, is_name, parse
from materials_rules.condition.parser import LONGEST, MOST_NODES
from materials_rules.condition.reader import DEEPEST
from materials_rules.condition.vocabulary import CHINESE, RESERVED
from materials_rules.condition.written import (
    And,
    Compare,
    Name,
    Not,
    nodes,
)
from materials_rules.ground.messages.condition import MESSAGES


def test_faults_before_the_one_that_stops_the_reading_are_kept() -> None:
    with pytest.raises(ConditionInvalid) as caught:
        parse("(a and b or c) and (d or e and f) and )")

    assert [(f.code, f.span.start) for f in caught.value.faults] == [("R-MIXED", 9), ("R-MIXED", 27), ("R-CONDITION", 38)]
    assert str(caught.value) == "R-MIXED at 9-11, R-MIXED at 27-30, R-CONDITION at 38-39"
    assert caught.value.exit_code == 20


@pytest.mark.parametrize(
    "text",
    [
        " or ".join(["a"] * 10_000),
        "(" * 10_000 + "a" + ")" * 10_000,
        "not " * 10_000 + "a",
        "(" * 3_900,
        "not " * 990,
        "any(l," * 600,
        "count(l," * 450,
        "a>" * 1_900,
        "[" * 3_900,
        "a and b or " * 300 + "c",
    ],
    ids=lambda text: text[:8],
)
def test_hostile_conditions_are_refused_and_overflow_nothing(text: str) -> None:
    with pytest.raises(ConditionInvalid):
        parse(text)


def test_as_much_as_is_allowed_is_read() -> None:
    assert len(list(nodes(parse(" or ".join(["a"] * (MOST_NODES - 1)))))) == MOST_NODES
    assert parse("(" * DEEPEST + "a" + ")" * DEEPEST) == A
    assert isinstance(parse("not " * DEEPEST + "a"), Not)
    assert parse("a > 123456789012345678.123456789") == Compare(">", A, number("123456789012345678.123456789"))
    assert parse("a" + " " * (LONGEST - 1)) == A


@pytest.mark.parametrize("part", ["(a)", "not a", "provided(a)", "any(l, a)", "count(l, (a)) > 1", "1 < count(l)"])
def test_only_what_stands_inside_each_other_is_deep(part: str) -> None:
    tree = parse(" and ".join([part] * (DEEPEST + 5)))

    assert isinstance(tree, And)
    assert set(tree.parts) == {parse(part)}


def test_every_node_knows_its_place() -> None:
    text = "kinds has roof and not (area ≥ 5.50 or x in [“a”, b]) and count(l, c) > 2 and provided(s)"
    places = {text[node.at.start : node.at.end] for node in nodes(parse(text))}

    assert places == {
        text,
        "kinds has roof",
        "kinds",
        "roof",
        "not (area ≥ 5.50 or x in [“a”, b])",
        "area ≥ 5.50 or x in [“a”, b]",
        "area ≥ 5.50",
        "area",
        "5.50",
        "x in [“a”, b]",
        "x",
        "“a”",
        "b",
        "count(l, c) > 2",
        "l",
        "c",
        "2",
        "provided(s)",
        "s",
    }


@pytest.mark.parametrize("name", ["a", "_a", "a-b", "area_m2", "场地", "x2", "é"])
def test_names_that_can_be_written(name: str) -> None:
    assert is_name(name)
    assert parse(name) == Name(name)


@pytest.mark.parametrize(
    "name", ["", "2a", "a-", "-a", "a.b", "a b", "ａ", "面积²", "a,b", "。", *sorted(RESERVED)]
)
def test_names_that_cannot_be_written(name: str) -> None:
    assert not is_name(name)


def test_every_word_has_one_chinese_word() -> None:
    assert len(set(CHINESE.values())) == len(CHINESE)
    assert parse("a in [b] and (c == true)".replace("true", CHINESE["true"])) == parse("a in [b] and (c == true)")


def test_every_code_is_in_the_catalogue_and_used() -> None:
    written = "".join(path.read_text("utf-8") for path in Path(package.__file__ or "").parent.glob("*.py"))

    assert set(re.findall(r'"(R-[A-Z-]+)"', written)) == set(MESSAGES)
