"""Patterns of authors: whole text, ASCII digits, linear time, and a reason for every refusal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from materials_rules.ground.catalogue import codes
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.pattern import (
    LONGEST_PATTERN,
    LONGEST_TEXT,
    PatternRefused,
    compile_pattern,
)


def refusal(text: str) -> PatternRefused:
    with pytest.raises(PatternRefused) as refused:
        compile_pattern(text)
    return refused.value


FITS = [
    ("a", "a", True),
    ("a", "ab", False),
    ("a", "ba", False),
    ("a|b", "b", True),
    ("a|b", "ax", False),  # the bar must not escape from the whole
    ("a|b", "xb", False),
    ("^a$", "a", True),
    ("^a$", "a\n", False),
    ("(?m)^a$", "a\n", False),
    ("(?R)^a$", "a\r\n", False),
    (r"\Aa\z", "a", True),
    (r"\d{3}", "123", True),
    (r"\d{3}", "１２３", False),
    (r"\d{3}", "٣٣٣", False),
    (r"[\d]{3}", "１２３", False),
    (r"[A-Z\d]+", "A1", True),
    (r"[^\d]", "１", True),
    (r"[^\d]", "1", False),
    (r"\D", "１", True),
    (r"\D", "1", False),
    (r"\\d", "\\d", True),  # an escaped backslash and the letter d
    (r"\\d", "\\1", False),
    (r"\\\d", "\\1", True),
    (r"[\w&&\d]", "1", True),
    (r"\p{Han}{2}", "衡阳", True),
    (r"\p{Han}{2}", "衡", False),
    ("𠮷", "𠮷", True),
    (r"\x{4e2d}", "中", True),
    ("(?i)ab", "AB", True),
    ("(?x)a b", "ab", True),
    ("x{0,9}", "", True),
    ("a?", "", True),
    (r"\d+", "\ud800", False),  # no text at all to the engine, and no crash
]


@pytest.mark.parametrize(("text", "value", "fits"), FITS)
def test_a_pattern_means_the_whole_text_and_ascii_digits(text: str, value: str, fits: bool) -> None:
    assert compile_pattern(text).fits(value) is fits


REFUSED = [
    ("", "R-PATTERN-EMPTY", 0),
    ("a" * (LONGEST_PATTERN + 1), "R-PATTERN-LONG", LONGEST_PATTERN),
    ("a\nb", "R-PATTERN-CHARACTER", 1),
    ("a\u200bb", "R-PATTERN-CHARACTER", 1),
    ("\u202e", "R-PATTERN-CHARACTER", 0),
    ("a\ud800", "R-PATTERN-CHARACTER", 1),
    ("(?=a)a", "R-PATTERN-LOOKAROUND", 0),
    ("编号(?!0)", "R-PATTERN-LOOKAROUND", 2),
    ("(?<=a)b", "R-PATTERN-LOOKAROUND", 0),
    ("(?<!a)b", "R-PATTERN-LOOKAROUND", 0),
    (r"(a)\1", "R-PATTERN-BACKREFERENCE", 3),
    (r"(?<n>a)\k<n>", "R-PATTERN-BACKREFERENCE", 7),
    ("(?P<n>a)(?P=n)", "R-PATTERN-BACKREFERENCE", 10),
    ("((a{100}){100}){100}", "R-PATTERN-SIZE", 0),
    ("(a", "R-PATTERN-GROUP", 0),
    ("a)", "R-PATTERN-GROUP", 1),
    ("a)|(?:b", "R-PATTERN-GROUP", 1),  # must not pair with the brackets that we put around
    ("(?<n>a)(?<n>b)", "R-PATTERN-GROUP", 3),
    ("[a", "R-PATTERN-CLASS", 0),
    ("[z-a]", "R-PATTERN-CLASS", 1),
    (r"[A-\d]", "R-PATTERN-CLASS", 3),  # would mean something else with the digits written out
    ("*a", "R-PATTERN-REPEAT", 0),
    ("a{3,2}", "R-PATTERN-REPEAT", 1),
    ("a{99999999999}", "R-PATTERN-REPEAT", 2),
    ("a\\", "R-PATTERN-ESCAPE", 1),
    (r"a\Z", "R-PATTERN-ESCAPE", 1),
    ("(?x)a # b", "R-PATTERN-COMMENT", 0),
    ("(?>a)", "R-PATTERN-SYNTAX", 2),
]


@pytest.mark.parametrize(("text", "code", "offset"), REFUSED)
def test_what_a_linear_engine_cannot_do_is_refused_with_place_and_reason(text: str, code: str, offset: int) -> None:
    refused = refusal(text)

    assert (refused.code, refused.offset) == (code, offset)
    assert refused.reason and refused.values["position"] == str(offset + 1)


def test_every_code_of_a_pattern_can_be_met_and_said() -> None:
    assert {code for _, code, _ in REFUSED} == {code for code in codes() if code.startswith("R-PATTERN-")}
    for text, code, _ in REFUSED:
        lines = Diagnostic(code, Place("x.yaml", 1, 1), refusal(text).values).lines()
        assert all("{position}" not in line and "{reason}" not in line for line in lines)


@pytest.mark.parametrize("text", [r"^(a+)+$", r"(a|aa)+", r"(.*)*", r"(a?){100}a{100}"])
def test_a_pattern_that_nests_repetitions_ends_on_a_million_characters(text: str) -> None:
    engine = compile_pattern(text).engine

    assert engine.isinstance_python("a" * 1_000_000) is (text != r"(a?){100}a{100}")
    assert engine.isinstance_python("a" * 999_999 + "b") is (text == "(.*)*")


def test_a_text_longer_than_allowed_never_fits() -> None:
    pattern = compile_pattern("a*")

    assert pattern.fits("a" * LONGEST_TEXT)
    assert not pattern.fits("a" * (LONGEST_TEXT + 1))


def test_a_pattern_is_a_value_by_its_text() -> None:
    assert compile_pattern("a+") == compile_pattern("a+") != compile_pattern("a*")
    assert hash(compile_pattern("a+")) == hash(compile_pattern("a+"))
    assert repr(compile_pattern("a+")) == "Pattern(text='a+')"


@given(st.text(alphabet="ab(|)[]{}?*+^$.\\dDwPx=!<>:-,#0123 中１", max_size=30))
def test_every_text_is_a_pattern_or_refused_inside_itself(text: str) -> None:
    try:
        pattern = compile_pattern(text)
    except PatternRefused as refused:
        assert refused.code in codes()
        assert 0 <= refused.offset <= len(text)
    else:
        assert pattern.text == text
        assert isinstance(pattern.fits("ab1"), bool)


@given(st.text(alphabet="ab1", max_size=8), st.text(alphabet="ab1", max_size=3))
def test_nothing_may_stand_around_what_fits(word: str, around: str) -> None:
    if word:
        assert compile_pattern(word).fits(around + word) is (around == "")
        assert compile_pattern(word).fits(word + around) is (around == "")


@given(st.characters(categories=["Nd"]))
def test_a_digit_is_one_of_ten(char: str) -> None:
    assert compile_pattern(r"\d").fits(char) is (char in "0123456789")
    assert compile_pattern(r"\D").fits(char) is (char not in "0123456789")
