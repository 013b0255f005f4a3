"""Conditions of any shape: what is printed reads back, any text is read or refused at a place inside it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_condition import A, B

from materials_rules.condition import ConditionInvalid, parse, show
from materials_rules.condition.vocabulary import RESERVED
from materials_rules.condition.written import (
    And,
    Compare,
    Counted,
    DateTerm,
    Has,
    Member,
    Name,
    NoneTerm,
    Not,
    NumberTerm,
    Op,
    Or,
    Provided,
    Quantified,
    TextTerm,
    Tree,
    Truth,
    nodes,
)
from materials_rules.ground.diagnostic import Diagnostic, Place

# Properties

names = st.from_regex(r"[a-z甲乙面积][a-z0-9_甲乙]{0,4}(-[a-z0-9]{1,2})?(\.[a-z甲][a-z0-9]{0,2})?", fullmatch=True)
simple_names = names.filter(lambda text: text not in RESERVED).map(Name)
numbers = st.decimals(-(10**6), 10**6, places=3, allow_nan=False).map(lambda value: NumberTerm(value + 0))
texts = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters='"＂'), max_size=6).map(TextTerm)
days = st.dates(dt.date(1900, 1, 1), dt.date(9998, 12, 31)).map(DateTerm)
terms = st.one_of(simple_names, numbers, texts, days, st.builds(Truth, st.booleans()), st.just(NoneTerm()))
ops = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
leaves = st.one_of(
    simple_names,
    st.builds(Truth, st.booleans()),
    st.builds(Compare, ops, terms, terms),
    st.builds(Member, terms, st.lists(terms, min_size=1, max_size=3).map(tuple), st.booleans()),
    st.builds(Has, simple_names, simple_names),
    st.builds(Provided, simple_names),
    st.builds(Counted, simple_names, st.none(), ops, numbers),
)


def branches(trees: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    parts = st.lists(trees, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        st.builds(And, parts),
        st.builds(Or, parts),
        st.builds(Not, trees),
        st.builds(Quantified, st.sampled_from(["any", "all"]), simple_names, trees),
        st.builds(Counted, simple_names, trees, ops, numbers),
    )


written_trees: st.SearchStrategy[Tree] = st.recursive(leaves, branches, max_leaves=12)


@given(written_trees, st.sampled_from(["en", "zh"]))
def test_any_tree_printed_is_read_back_equal(tree: Tree, lang: str) -> None:
    printed = show(tree, "zh" if lang == "zh" else "en")

    assert parse(printed) == tree
    assert show(parse(printed)) == show(tree)


PIECES = (
    "a b and or not in has any( all( count( provided( true none ( ) [ ] , == != < >= = && ! - + 5 5.5 007 2026-03-02 2026-1-1"
    " “ ” \" ' 且 或 非 属于 （ ） ，、 ＝ ≥ 超过 以上 50以上 。 \u202e \ud800 \u3000 roof in kinds"
)
pieces = st.sampled_from(PIECES.split(" "))
anything = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(), max_size=30),
    st.lists(pieces, max_size=25).map(" ".join),
    st.lists(pieces, max_size=25).map("".join),
)


@given(anything)
def test_any_text_is_read_or_refused_at_a_place_inside_it(text: str) -> None:
    try:
        tree = parse(text)
    except ConditionInvalid as invalid:
        spans = [fault.span for fault in invalid.faults]
        for fault in invalid.faults:
            assert all(Diagnostic(fault.code, Place("x.yaml"), fault.args).lines())
    else:
        spans = [node.at for node in nodes(tree)]
        assert parse(show(tree)) == tree
    assert spans
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)


@given(written_trees)
def test_full_width_signs_mean_the_ascii_ones(tree: Tree) -> None:
    printed = show(tree)
    if '"' in printed:
        return
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in printed)

    assert parse(wide.replace("，", "、")) == parse(printed)


def test_a_text_that_no_quotes_can_hold_is_not_printed() -> None:
    with pytest.raises(ValueError, match="quotes"):
        show(Compare("==", A, TextTerm("\"'”’」")))


def test_an_operator_is_one_of_six() -> None:
    written: list[Op] = ["==", "!=", "<", "<=", ">", ">="]

    assert [parse(f"a {op} b") for op in written] == [Compare(op, A, B) for op in written]
