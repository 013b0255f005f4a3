"""Acts and their provisions: cited from version to version, in force or not, numbered as in the law."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

import pytest
from editing import load
from hypothesis import given
from hypothesis import strategies as st

from materials_rules.reading.source import read_source
from materials_rules.rules.basis import Basis
from materials_rules.rules.folder import read_files
from materials_rules.rules.law import UnknownProvision, chinese_number, standing, turning_days
from materials_rules.rules.place import Law, LawsFile
from materials_rules.rules.ruleset import parse_ruleset
from materials_rules.rules.shape import shaped

RULESETS: Final = Path(__file__).parent.parent / "rulesets"


LAWS: Final = load().laws
THEN, NOW = dt.date(2018, 6, 1), dt.date(2020, 1, 1)


def basis(number: str, law: str = "city-regulation") -> Basis:
    parts = dict(zip(("article", "paragraph", "point"), number.split("."), strict=False)) if number else {}
    return Basis.model_validate({"law": law, **parts}, by_name=True)


@pytest.mark.parametrize(
    ("number", "written_for", "day", "found"),
    [
        ("4.1.7", THEN, THEN, "4.1.7"),
        ("4.1.7", THEN, NOW, None),  # repealed when the act was revised
        ("4.1.8", THEN, NOW, "4.1.7"),  # moved up into its place
        ("4.1.7", NOW, NOW, "4.1.7"),  # written after that: another point with the same number
        ("4.1", THEN, NOW, "4.1"),
        ("4.1.6", THEN, NOW, "4.1.6"),
        ("20", THEN, NOW, "21"),
        ("20.1.3", THEN, NOW, "21.1.3"),
        ("21", THEN, NOW, "21"),
        ("2", THEN, NOW, "2"),
        ("", THEN, NOW, ""),
    ],
)
def test_a_citation_is_carried_from_version_to_version(
    number: str, written_for: dt.date, day: dt.date, found: str | None
) -> None:
    cited = standing(LAWS, basis(number), written_for, day)

    assert cited.in_force is (found is not None)
    assert cited.level == ("regulation" if cited.in_force else "nothing")
    assert not cited.in_force or cited.number == found
    assert (cited.ended_by is None) is cited.in_force


def test_the_flagship_renumbering() -> None:
    """《建筑工程施工许可管理办法》: article 4 paragraph 1 point 8 became point 7 when point 7 went."""
    laws = parse_ruleset(read_files(RULESETS / "hengyang")).laws
    cited = basis("4.1.8", "construction-permit-measures")
    first, second = dt.date(2014, 10, 25), dt.date(2018, 9, 28)

    before = standing(laws, cited, first, first)
    after = standing(laws, cited, first, second)
    gone = standing(laws, basis("4.1.7", "construction-permit-measures"), first, second)

    assert (before.number, after.number) == ("4.1.8", "4.1.7")
    assert before.text().endswith("第四条第一款第八项") and after.text().endswith("第四条第一款第七项")
    assert not gone.in_force and gone.ended_by is not None and gone.ended_by.from_ == second


@pytest.mark.parametrize("order", [("4", "4.1"), ("4.1", "4")])
def test_a_provision_goes_where_the_closest_above_it_goes(order: tuple[str, str]) -> None:
    moved = {"4": "5", "4.1": "5.2"}
    versions = [{"from": "2020-01-01", "by": "公布"}, {"from": "2022-01-01", "by": "修订", "renumbered": {old: moved[old] for old in order}}]
    law = Law.model_validate({"title": "某条例", "level": "regulation", "versions": versions})

    for number, becomes in (("4.1.7", "5.2.7"), ("4.1", "5.2"), ("4.2", "5.2"), ("4", "5"), ("41", "41")):
        cited = basis(number, "act")
        assert standing({"act": law}, cited, dt.date(2020, 1, 1), dt.date(2022, 1, 1)).number == becomes


def test_an_act_that_ended_gives_no_ground() -> None:
    cited = basis("3", "old-measures")

    assert standing(LAWS, cited, dt.date(2010, 1, 1), dt.date(2017, 12, 31)).in_force
    assert not standing(LAWS, cited, dt.date(2010, 1, 1), dt.date(2018, 1, 1)).in_force
    assert turning_days(LAWS["old-measures"]) == (dt.date(2001, 1, 1), dt.date(2018, 1, 1))


@pytest.mark.parametrize(
    ("cited", "day", "code"),
    [
        (basis("1", "nothing"), NOW, "R-LAW"),
        (basis("1", "old-measures"), NOW, "R-LAW-NOT-IN-FORCE"),
        (basis("1", "old-measures"), dt.date(2000, 12, 31), "R-LAW-NOT-IN-FORCE"),
        (basis("84", "licensing-law"), NOW, "R-NO-ARTICLE"),
        (basis("84-2", "licensing-law"), NOW, "R-NO-ARTICLE"),
    ],
)
def test_a_citation_that_names_nothing_is_refused(cited: Basis, day: dt.date, code: str) -> None:
    with pytest.raises(UnknownProvision) as raised:
        standing(LAWS, cited, day, day)

    assert raised.value.code == code


COUNTED = Law.model_validate(
    {"title": "某法", "level": "law", "versions": [{"from": "2020-01-01", "by": "公布", "articles": 9, "divisions": "3.2 4.1.6 5.3 5.2.4"}]}
)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("1", None), ("1.1", None), ("1.2", "R-NO-PARAGRAPH"), ("1.1.1", "R-NO-POINT"),
        ("3.2", None), ("3.3", "R-NO-PARAGRAPH"), ("3.2.1", "R-NO-POINT"),
        ("4.1.6", None), ("4.1.7", "R-NO-POINT"), ("4.2", "R-NO-PARAGRAPH"),
        ("5.3", None), ("5.2.4", None), ("5.2.5", "R-NO-POINT"), ("5.1.1", "R-NO-POINT"), ("5.4.1", "R-NO-PARAGRAPH"),
    ],
)  # fmt: skip
def test_paragraphs_and_points_are_held_against_those_that_were_counted(number: str, code: str | None) -> None:
    cited, found = basis(number, "act"), None
    try:
        standing({"act": COUNTED}, cited, NOW, NOW)
    except UnknownProvision as unknown:
        found = unknown.code

    assert found == code


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("", ""),
        ("1", "第一条"),
        ("10", "第十条"),
        ("11", "第十一条"),
        ("20", "第二十条"),
        ("21", "第二十一条"),
        ("100", "第一百条"),
        ("101", "第一百零一条"),
        ("110", "第一百一十条"),
        ("111", "第一百一十一条"),
        ("120", "第一百二十条"),
        ("201", "第二百零一条"),
        ("1000", "第一千条"),
        ("1001", "第一千零一条"),
        ("1010", "第一千零一十条"),
        ("1100", "第一千一百条"),
        ("1259", "第一千二百五十九条"),
        ("16-1", "第十六条之一"),
        ("16-12.2", "第十六条之十二第二款"),
        ("4.1.7", "第四条第一款第七项"),
        ("32.1.10", "第三十二条第一款第十项"),
    ],
)
def test_a_number_in_chinese(number: str, words: str) -> None:
    assert chinese_number(number) == words


CHINESE_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")}
UNITS: Final = {"十": 10, "百": 100, "千": 1000}


def read_chinese(words: str) -> int:
    """Our own reader of what was written, by the other rule: every unit counts what stands before it."""
    total, digit = 0, None
    for char in words:
        if char in UNITS:
            total += (1 if digit is None else digit) * UNITS[char]
            digit = None
        else:
            digit = CHINESE_DIGITS[char] or None
    return total + (digit or 0)


@given(st.integers(1, 9999))
def test_a_chinese_number_reads_back(number: int) -> None:
    words = chinese_number(str(number)).removeprefix("第").removesuffix("条")

    assert read_chinese(words) == number
    assert "零零" not in words and not words.endswith("零")


def test_every_act_of_the_register_has_its_days_in_order() -> None:
    with pytest.raises(ValueError, match="R-DAYS"):
        Law.model_validate({"title": "甲", "level": "law", "versions": [{"from": "2000-01-01", "by": "甲"}], "ended": "1999-01-01"})


@pytest.mark.parametrize(
    ("divisions", "code", "at"),
    [
        ("3.2 46.2", "R-DIVISIONS-ARTICLE", "46.2"),
        ("11.2 11.3", "R-DIVISIONS-TWICE", "11.3"),
        ("11.2 12.2 11.2", "R-DIVISIONS-TWICE", "11.2"),
        ("11.2 11.3.4", "R-DIVISIONS-TWICE", "11.3.4"),
        ("11.3.4 11.2", "R-DIVISIONS-TWICE", "11.2"),
        ("11.1.4 11.1.5", "R-DIVISIONS-TWICE", "11.1.5"),
        ("3.2 11.0", "R-DIVISIONS", "11.0"),
        ("3.2 0.2", "R-DIVISIONS", "0.2"),
        ("11.02", "R-DIVISIONS", "11.02"),
        ("3.2  11.x", "R-DIVISIONS", "11.x"),
        ("3.2 １１．２", "R-DIVISIONS", "１１．２"),
        ("11", "R-DIVISIONS", "11"),
        ("11.1.2.3", "R-DIVISIONS", "11.1.2.3"),
        ("11.2 11.1.4 11.2.5 3.2 45-2.2", "", ""),
    ],
)
def test_a_register_that_counts_wrongly_is_refused_at_the_number(divisions: str, code: str, at: str) -> None:
    line = f"        divisions: '{divisions}'"
    text = f"laws:\n  act:\n    title: 某法\n    level: law\n    versions:\n      - from: 2020-01-01\n        by: 公布\n        articles: 45\n{line}\n"
    faults = shaped(read_source(text.encode(), "laws.yaml"), LawsFile)[1]

    assert [(one.code, one.place.line, one.place.column) for one in faults] == ([(code, 9, line.rindex(at) + 1)] if code else [])
