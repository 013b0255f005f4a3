"""Declared fields: what one may hold, what is wrong with it said without its value, what is told beforehand."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from form_checking import assert_is_chinese, context, document, short
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, UnsetType

from materials_rules.form_checks import MET, Defect, Unrecorded, declared_field
from materials_rules.form_checks.declared_field import DeclaredField
from materials_rules.ground.messages.form import MESSAGES
from materials_rules.ground.pattern import compile_pattern

UNTIL = DeclaredField("until", "协议期限", "date", required=True)
AREA = DeclaredField("area", "面积", "number", decimals=2, minimum=Decimal("0.5"), maximum=Decimal(100), unit="平方米")
NUMBER = DeclaredField("id", "证件号码", check="resident_id")
CODE = DeclaredField("code", "编号", pattern=compile_pattern(r"HY-\d{4}"), told="HY-加4位数字")
SORT = DeclaredField("sort", "类别", one_of={"a": "甲类", "b": "乙类"}, required=True)
SURE = DeclaredField("sure", "是否盖章", "boolean", required=True)
BOTH = DeclaredField("id", "证件号码", check="postcode", pattern=compile_pattern("42.*"))
FREE = DeclaredField("note", "备注")

FIELDS: list[tuple[DeclaredField, object, str]] = [
    (UNTIL, UNSET, "?fields.until"),
    (UNTIL, None, "invalid_field F-EMPTY"),
    (UNTIL, " ", "invalid_field F-EMPTY"),
    (UNTIL, "2026-02-28", "met"),
    (UNTIL, "2026-02-30", "invalid_field F-TYPE"),
    (UNTIL, "2026年3月", "invalid_field F-TYPE"),
    (UNTIL, True, "invalid_field F-TYPE"),
    (AREA, UNSET, "?fields.area"),
    (AREA, None, "met"),
    (AREA, 12, "met"),
    (AREA, Decimal("12.5"), "met"),
    (AREA, Decimal("12.500"), "met"),
    (AREA, Decimal("1E+1"), "met"),
    (AREA, Decimal("12.345"), "invalid_field F-DECIMALS"),
    (AREA, Decimal("0.5"), "met"),
    (AREA, Decimal("0.49"), "invalid_field F-MINIMUM"),
    (AREA, 100, "met"),
    (AREA, Decimal("100.01"), "invalid_field F-MAXIMUM"),
    (AREA, Decimal("NaN"), "invalid_field F-TYPE"),
    (AREA, True, "invalid_field F-TYPE"),
    (AREA, "12", "invalid_field F-TYPE"),
    (NUMBER, UNSET, "?fields.id"),
    (NUMBER, None, "met"),
    (NUMBER, "11010519491231002X", "met"),
    (NUMBER, "11010519491231002x", "met"),
    (NUMBER, "110105194912310021", "invalid_identifier F-CHECK-DIGIT"),
    (NUMBER, "123", "invalid_identifier F-LENGTH"),
    (NUMBER, 123, "invalid_field F-TYPE"),
    (CODE, "HY-2026", "met"),
    (CODE, "HY-２０２６", "invalid_field F-PATTERN"),
    (CODE, "HY-2026\n", "invalid_field F-PATTERN"),
    (SORT, "a", "met"),
    (SORT, "c", "invalid_field F-MEMBER"),
    (SORT, "甲类", "invalid_field F-MEMBER"),
    (SORT, ["a"], "invalid_field F-TYPE"),
    (SURE, False, "met"),
    (SURE, "true", "invalid_field F-TYPE"),
    (SURE, 1, "invalid_field F-TYPE"),
    (BOTH, "421001", "met"),
    (BOTH, "411001", "invalid_field F-PATTERN"),
    (BOTH, "42100", "invalid_identifier F-LENGTH"),
    (FREE, UNSET, "met"),
    (FREE, None, "met"),
    (FREE, "任何文字𠮷", "met"),
    (FREE, 5, "invalid_field F-TYPE"),
]


@pytest.mark.parametrize(("declared", "value", "expected"), FIELDS)
def test_what_a_declared_field_may_hold(declared: DeclaredField, value: object, expected: str) -> None:
    fields = {} if isinstance(value, UnsetType) else {declared.key: value}

    assert short(declared_field.judge(declared, document(fields=fields), context())) == [expected]


@pytest.mark.parametrize("declared", [UNTIL, AREA, NUMBER, CODE, SORT, SURE, FREE])
def test_fields_not_recorded_at_all_are_as_each_left_out(declared: DeclaredField) -> None:
    assert declared_field.judge(declared, document(), context()) == declared_field.judge(
        declared, document(fields={}), context()
    )


def test_every_message_about_a_field_is_met_here_or_comes_from_an_identifier() -> None:
    met = {expected.split()[1] for _, _, expected in FIELDS if " " in expected}
    of_identifiers = {
        "F-CHARACTER", "F-BIRTH-DATE", "F-BIRTH-FUTURE", "F-PLACEHOLDER", "F-PREFIX", "F-AREA-CODE", "F-SHAPE",
    }  # fmt: skip
    assert met | of_identifiers == {code for code in MESSAGES if code.startswith("F-")}


@pytest.mark.parametrize(("declared", "value", "expected"), FIELDS)
def test_what_is_wrong_with_a_field_is_said_without_its_value(
    declared: DeclaredField, value: object, expected: str
) -> None:
    fields = {} if isinstance(value, UnsetType) else {declared.key: value}
    for outcome in declared_field.judge(declared, document(fields=fields), context()):
        if isinstance(outcome, Defect):
            assert outcome.kind in declared_field.KINDS
            for said in (outcome.what, declared_field.do(declared, outcome)):
                assert_is_chinese(said)
                assert declared.name in said
                if isinstance(value, str) and value.strip() and value not in ("甲类",):
                    assert value not in said.replace(declared.name, "").replace("HY-加4位数字", "")
        if isinstance(outcome, Unrecorded):
            assert outcome.ask == f"请查看“营业执照”上的“{declared.name}”"


def test_an_author_asks_the_clerk_in_his_own_words() -> None:
    declared = DeclaredField("until", "期限", "date", required=True, ask="协议到哪一天为止？")

    assert declared_field.judge(declared, document(), context()) == (Unrecorded("fields.until", "协议到哪一天为止？"),)


DECLARED = [
    (UNTIL, "“协议期限”必须填写，填写日期", {"type": "date", "required": True}),
    (
        AREA,
        "“面积”填写数值，最多2位小数，不小于0.5平方米，不大于100平方米",
        {"type": "number", "required": False, "decimals": 2, "minimum": "0.5", "maximum": "100"},
    ),
    (
        NUMBER,
        "“证件号码”填写居民身份证号码（18位：前17位为数字，末位为数字或者X，校验码正确，出生日期真实）",
        {"type": "text", "required": False, "identifier": "resident_id"},
    ),
    (CODE, "“编号”格式为HY-加4位数字", {"type": "text", "required": False, "pattern": r"HY-\d{4}"}),
    (
        SORT,
        "“类别”必须填写，从下列各项中选填：甲类、乙类",
        {"type": "text", "required": True, "one_of": ["a", "b"]},
    ),
    (SURE, "“是否盖章”必须填写，填写“是”或者“否”", {"type": "boolean", "required": True}),
    (FREE, "“备注”填写文字", {"type": "text", "required": False}),
]


@pytest.mark.parametrize(("declared", "said", "criterion"), DECLARED)
def test_what_a_field_must_hold_is_told_beforehand(
    declared: DeclaredField, said: str, criterion: dict[str, object]
) -> None:
    assert declared_field.say(declared) == said
    told = declared_field.criterion(declared)
    assert told == {"check": "declared_field", "field": declared.key, **criterion}
    assert json.dumps(told, ensure_ascii=False).isascii()


def test_a_whole_number_is_told_as_such() -> None:
    assert declared_field.say(DeclaredField("n", "层数", "number", decimals=0)) == "“层数”填写数值，不带小数"


VALUES = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.lists(st.text(max_size=5), max_size=2)
    | st.decimals(allow_nan=True, places=3)
)  # fmt: skip


@given(VALUES, st.sampled_from([declared for declared, _, _ in DECLARED]))
def test_every_value_of_a_field_is_judged(value: Any, declared: DeclaredField) -> None:
    judged = declared_field.judge(declared, document(fields={declared.key: value}), context())

    assert len(judged) == 1
    assert not isinstance(judged[0], Unrecorded)


@given(st.text(min_size=1, max_size=9))
def test_a_field_that_nothing_limits_holds_any_text(text: str) -> None:
    assert not declared_field.is_limited(FREE)
    assert declared_field.judge(FREE, document(fields={"note": text}), context()) == MET
