"""Numbers in words, ranges, and fields of members outside of their list: refused with what to write, which then is accepted."""

from __future__ import annotations

import re

import pytest
from editing import edited
from hypothesis import given
from hypothesis import strategies as st
from scoping import SCOPE, typed

from materials_rules.condition import ConditionInvalid, parse
from materials_rules.condition.numeral import in_figures, in_range
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.rules.ruleset import parse_ruleset


def refused(text: str) -> Diagnostic:
    """The one fault of *text*, at the characters that it is about."""
    with pytest.raises(ConditionInvalid) as caught:
        parse(text)
    (fault,) = caught.value.faults
    return Diagnostic(fault.code, Place(text[fault.span.start : fault.span.end]), fault.args)


@pytest.mark.parametrize(
    ("text", "at", "instead"),
    [
        ("计数(人员, 专职) 三 以上", "三", "计数(人员, 专职) 3 以上"),
        ("计数(人员, 专职) 三以上", "三以上", "计数(人员, 专职) 3 以上"),
        ("计数(人员) 不少于 两", "两", "计数(人员) 不少于 2"),
        ("count(staff) >= 十二", "十二", "count(staff) >= 12"),
        ("count(staff) 五", "五", "count(staff) == 5"),
        ("面积 五十 以上", "五十", "面积 50 以上"),
        ("甲 且 面积 三万五千 以下", "三万五千", "面积 35000 以下"),
    ],
)
def test_a_number_in_words_is_answered_by_the_same_in_figures(text: str, at: str, instead: str) -> None:
    fault = refused(text)

    assert (fault.code, fault.place.path, fault.args["instead"]) == ("R-CONDITION-NUMERAL", at, instead)
    parse(instead)


@pytest.mark.parametrize(
    ("text", "at", "instead"),
    [
        ("计数(人员, 专职) 3 至 5", "3 至 5", "计数(人员, 专职) 3 以上 且 计数(人员, 专职) 5 以下"),
        ("计数(人员) 三至五", "三至五", "计数(人员) 3 以上 且 计数(人员) 5 以下"),
        ("面积 在 10 到 50.5 之间", "在 10 到 50.5 之间", "面积 10 以上 且 面积 50.5 以下"),
        ("面积 3至5", "3至5", "面积 3 以上 且 面积 5 以下"),
        ("area 3 to 5", "3 to 5", "area >= 3 and area <= 5"),
        ("count(staff, ok) 3~5", "3~5", "count(staff, ok) >= 3 and count(staff, ok) <= 5"),
        ("非 甲 且 area 3 ~ 5", "3 ~ 5", "area 3 以上 且 area 5 以下"),
    ],
)
def test_a_range_is_answered_by_two_comparisons_in_the_language_that_is_there(text: str, at: str, instead: str) -> None:
    fault = refused(text)

    assert (fault.code, fault.place.path, fault.args["instead"]) == ("R-CONDITION-RANGE", at, instead)
    parse(instead)


@pytest.mark.parametrize("text", ["类别 == 三", "五 == 类别", "面积 3 以上 且 三", "类别 属于 [一, 二]", "三 包含 五"])
def test_what_is_called_like_a_number_is_left_alone(text: str) -> None:
    parse(text)


def test_a_number_in_words_is_no_value_of_a_number_and_may_be_one_of_a_choice() -> None:
    with pytest.raises(ConditionInvalid) as caught:
        typed("area_m2 > 五十")

    assert [(fault.code, fault.args["instead"]) for fault in caught.value.faults] == [("R-CONDITION-NUMERAL", "50")]


@pytest.mark.parametrize(
    ("numeral", "figures"),
    [("零", "0"), ("十", "10"), ("十二", "12"), ("二十", "20"), ("一百零五", "105"), ("一百二十", "120"), ("二〇二六", "2026"),
     ("三万五千", "35000"), ("一亿两千万", "120000000"), ("三五十", None), ("三个", None), ("面积", None), ("", None), ("以上", None)],
)  # fmt: skip
def test_chinese_numbers_are_read(numeral: str, figures: str | None) -> None:
    assert in_figures(numeral) == figures


@given(st.text(alphabet="零一二两三十百千万亿〇以上至 ~3", max_size=12))
def test_whatever_looks_like_a_number_is_read_or_is_none(text: str) -> None:
    figures, span = in_figures(text), in_range(text)

    assert figures is None or re.fullmatch(r"[0-9]+( 以上)?", figures)
    assert span is None or (text.startswith(span[2]) and float(span[0]) >= 0 and float(span[1]) >= 0)


# ---------------------------------------------------------------- fields of members


def named(text: str) -> list[tuple[str, str]]:
    with pytest.raises(ConditionInvalid) as caught:
        typed(text)
    return [(fault.code, fault.args.get("list", "")) for fault in caught.value.faults]


def test_a_field_of_a_member_is_said_to_be_one_and_not_to_be_unknown() -> None:
    lists = {listed: SCOPE.lookup(listed) for listed in SCOPE.lists()}
    outside = [(listed, name) for listed, one in lists.items() for name, _ in one.type.fields if SCOPE.lookup(name) is None]  # type: ignore[union-attr]
    assert outside
    for listed, name in outside:
        assert named(f"{name} and rented") == [("R-NAME-OF-MEMBER", listed)]
        assert named(f"{listed}.{name} == rented") == [("R-NAME-OF-MEMBER", listed)]


def test_it_is_said_in_which_words_it_can_be_asked() -> None:
    said = Diagnostic("R-NAME-OF-MEMBER", Place("x.yaml"), {"name": "专职", "list": "人员", "inner": "专职"}).lines()[0]

    assert "任一(人员, 专职)" in said and "全部(人员, 专职)" in said and "计数(人员, 专职)" in said and "没有叫" not in said


# ---------------------------------------------------------------- cause before consequence


ITEM = "items/sign/2020-01-01.yaml"


@pytest.mark.parametrize("when", ["climbs", "climbs and weight > 5", "not (weight > 5)"])
def test_of_a_list_that_is_not_there_only_that_is_told(when: str) -> None:
    """What its members are asked is a consequence, and would be told before the cause."""
    files, _ = edited([(ITEM, "      for_each: fitters\n      when: climbs\n", f"      when: {when}\n      for_each: fiters\n")])

    with pytest.raises(RulesetInvalid) as caught:
        parse_ruleset(files)
    assert [(one.code, one.args.get("name")) for one in caught.value.diagnostics] == [("R-NO-LIST", "fiters")]


def test_what_else_is_wrong_in_its_condition_is_told_still() -> None:
    files, _ = edited([(ITEM, "      for_each: fitters\n      when: climbs\n", "      when: climbs and area > rented\n      for_each: fiters\n")])

    with pytest.raises(RulesetInvalid) as caught:
        parse_ruleset(files)
    assert [one.code for one in caught.value.diagnostics] == ["R-TYPE", "R-NO-LIST"]
