"""Any words of a condition beside any others: understood, or refused at a place inside the text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from scoping import KINDS, ROUTE, SCOPE, typed

from materials_rules.condition import ConditionInvalid, Names, variables
from materials_rules.ground.diagnostic import Diagnostic, Place

SIGNS = "== != < <= > >= == has in [ ] ( ) , and or not any( all( count( provided( 5 1.5 2026-01-01 'x' true none"
WORDS_OF_SCOPE = [*SCOPE.declared, *KINDS.members, *ROUTE.members, "certified", "age", "senior", "unheard", "lease"]
pieces = st.sampled_from([*WORDS_OF_SCOPE, *SIGNS.split()])


@given(st.lists(pieces, max_size=14).map(" ".join))
def test_any_words_are_understood_or_refused_at_a_place_inside_the_text(text: str) -> None:
    try:
        condition = typed(text)
    except ConditionInvalid as invalid:
        assert invalid.faults
        for fault in invalid.faults:
            assert 0 <= fault.span.start <= fault.span.end <= len(text)
            assert all(Diagnostic(fault.code, Place("x.yaml"), fault.args).lines())
    else:
        assert 0 <= condition.at.start < condition.at.end <= len(text)


def pieces_of(scope: Names) -> list[str]:
    return [*scope.declared, "roof", "general", "unheard", "lease", "5", "1.5", "'x'", "2026-01-01", "true", "none"]


COMPARISONS = [
    f"{left} {middle} {right}"
    for left in pieces_of(SCOPE)
    for middle in ("==", "<", "has", "in")
    for right in pieces_of(SCOPE)
]


def test_everything_beside_everything_is_understood_or_refused() -> None:
    for text in COMPARISONS:
        listed = re.sub(" in (.*)", r" in [\1]", text)
        try:
            condition = typed(f"rented and any(owners, {listed}) and {listed}")
        except ConditionInvalid as invalid:
            assert invalid.faults, text
        else:
            assert variables(condition), text
