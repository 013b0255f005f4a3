"""The names and values of a condition: found and typed, or refused with the place of each fault."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from scoping import APPLICANTS, LEASE, member_fact, true, typed, variable
from signs import OPS

from materials_rules.condition import ConditionInvalid, Span, definitions_used, variables
from materials_rules.condition.scope import nearest
from materials_rules.condition.spelling import Sighted, spelled
from materials_rules.condition.tree import (
    Against,
    Always,
    Among,
    Between,
    Condition,
    Conjunction,
    Counting,
    Defined,
    Disjunction,
    HasMember,
    IsNone,
    IsProvided,
    Kind,
    Negation,
    Number,
    Quantifier,
    Scaled,
    Variable,
)
from materials_rules.ground.diagnostic import Diagnostic, Place

FIFTY = Scaled(5000, Decimal(50))

GOOD: list[tuple[str, Condition]] = [
    ("rented", true("rented")),
    ("true", Always(True)),
    ("by_agent", true("by_agent")),
    ("rented == true", true("rented")),
    ("rented == false", Against("==", variable("rented"), False)),
    ("true != rented", Against("!=", variable("rented"), True)),
    ("lease.sealed", true("lease.sealed")),
    ("high_level", Defined("high_level")),
    ("high_level == true", Defined("high_level")),
    ("high_level == false", Negation(Defined("high_level"))),
    ("high_level != true", Negation(Defined("high_level"))),
    ("area_m2 > 50", Against(">", variable("area_m2"), FIFTY)),
    ("50 < area_m2", Against(">", variable("area_m2"), FIFTY)),
    ("50 >= area_m2", Against("<=", variable("area_m2"), FIFTY)),
    ("area_m2 == 12.5", Against("==", variable("area_m2"), Scaled(1250, Decimal("12.5")))),
    ("area_m2 == 12.500", Against("==", variable("area_m2"), Scaled(1250, Decimal("12.5")))),
    ("area_m2 > -0.01", Against(">", variable("area_m2"), Scaled(-1, Decimal("-0.01")))),
    ("storeys >= 10", Against(">=", variable("storeys"), Scaled(10, Decimal(10)))),
    ("opened_on < 2026-03-02", Against("<", variable("opened_on"), dt.date(2026, 3, 2))),
    ("brand == “甲”", Against("==", variable("brand"), "甲")),
    ("route == general", Against("==", variable("route"), "general")),
    ("general != route", Against("!=", variable("route"), "general")),
    ("size == small", Against("==", variable("size"), "small")),
    ("size == other_size", Between("==", variable("size"), variable("other_size"))),
    ("lease.until > received_on", Between(">", variable("lease.until"), variable("received_on"))),
    ("received_on >= 2026-01-01", Against(">=", variable("received_on"), dt.date(2026, 1, 1))),
    ("lease.landlord != applicant.name", Between("!=", variable("lease.landlord"), variable("applicant.name"))),
    ("area_m2 <= lease.area", Between("<=", variable("area_m2"), variable("lease.area"), 3)),
    ("storeys == area_m2", Between("==", variable("storeys"), variable("area_m2"), 2)),
    ("rented != owned", Between("!=", variable("rented"), variable("owned"))),
    ("lease.until == none", IsNone(variable("lease.until"), False)),
    ("none != applicant.name", IsNone(variable("applicant.name"), True)),
    ("kinds has roof", HasMember(variable("kinds"), "roof")),
    ("route in [general, commitment]", Among(variable("route"), ("general", "commitment"), False)),
    ("storeys not in [1, 2]", Among(variable("storeys"), (Scaled(1, Decimal(1)), Scaled(2, Decimal(2))), True)),
    ("brand in ['a']", Among(variable("brand"), ("a",), False)),
    ("opened_on in [2026-01-01]", Among(variable("opened_on"), (dt.date(2026, 1, 1),), False)),
    ("provided(lease)", IsProvided(LEASE)),
    ("count(installers) >= 2", Counting(variable("installers"), None, ">=", 2)),
    (
        "count(installers, certified) == 2",
        Counting(variable("installers"), Against("==", member_fact("certified"), True), "==", 2),
    ),
    (
        "any(installers, level == senior and rented)",
        Quantifier(
            "any",
            variable("installers"),
            Conjunction((Against("==", member_fact("level"), "senior"), true("rented"))),
        ),
    ),
    (
        "all(installers, age < storeys)",
        Quantifier("all", variable("installers"), Between("<", member_fact("age"), variable("storeys"))),
    ),
    (
        "all(owners, years > 1)",
        Quantifier(
            "all",
            variable("owners"),
            Against(">", Variable(Kind.MEMBER_FACT, "years", Number(0), "owners"), Scaled(1, Decimal(1))),
        ),
    ),
    ("not rented or owned", Disjunction((Negation(true("rented")), true("owned")))),
    ("场地为租用 且 面积 ＞ ５０", Conjunction((true("场地为租用"), Against(">", variable("面积"), Scaled(50, Decimal(50)))))),
]


@pytest.mark.parametrize(("text", "condition"), GOOD, ids=[text for text, _ in GOOD])
def test_every_leaf_says_what_it_reads(text: str, condition: Condition) -> None:
    assert typed(text) == condition


# ⟪ and ⟫ enclose the characters that the fault is about; they are taken out before the condition is read.
BAD: list[tuple[str, str]] = [
    # unknown names
    ("⟪retned⟫", "R-NAME"),
    ("rented and ⟪unheard-of⟫", "R-NAME"),
    ("⟪areas_m2⟫ > 50", "R-NAME"),
    ("⟪foo⟫ == bar", "R-NAME"),
    ("5 == ⟪foo⟫", "R-NAME"),
    ("area_m2 > ⟪general⟫", "R-NAME"),
    ("brand == ⟪张三⟫", "R-NAME"),
    ("⟪foo⟫ in [a, b]", "R-NAME"),
    ("⟪foo⟫ has roof", "R-NAME"),
    ("provided(⟪leese⟫)", "R-NAME"),
    ("provided(⟪rented⟫)", "R-NAME"),
    ("any(⟪instalers⟫, certified)", "R-NAME"),
    ("any(installers, ⟪certifed⟫)", "R-NAME"),
    ("⟪certified⟫", "R-NAME-OF-MEMBER"),
    ("⟪lease⟫", "R-NAME"),
    ("⟪lease.landlady⟫ == “a”", "R-NAME"),
    ("⟪场地为租用且rented⟫", "R-NAME"),
    # types
    ("⟪area_m2⟫", "R-TYPE"),
    ("not ⟪route⟫", "R-TYPE"),
    ("rented and ⟪installers⟫", "R-TYPE"),
    ("area_m2 > ⟪“50”⟫", "R-TYPE"),
    ("area_m2 > ⟪2026-01-01⟫", "R-TYPE"),
    ("area_m2 == ⟪true⟫", "R-TYPE"),
    ("brand == ⟪5⟫", "R-TYPE"),
    ("rented == ⟪“是”⟫", "R-TYPE"),
    ("rented == ⟪1⟫", "R-TYPE"),
    ("opened_on == ⟪“2026-01-01”⟫", "R-TYPE"),
    ("route == ⟪“general”⟫", "R-TYPE"),
    ("route == ⟪size⟫", "R-TYPE"),
    ("route == ⟪rented⟫", "R-TYPE"),
    ("brand == ⟪area_m2⟫", "R-TYPE"),
    ("⟪brand⟫ < “b”", "R-TYPE"),
    ("⟪route⟫ < general", "R-TYPE"),
    ("⟪rented⟫ > false", "R-TYPE"),
    ("⟪lease.landlord⟫ >= applicant.name", "R-TYPE"),
    ("⟪kinds⟫ == 5", "R-TYPE"),
    ("⟪kinds⟫ < 5", "R-TYPE"),
    ("⟪installers⟫ > 2", "R-TYPE"),
    ("⟪kinds⟫ in [roof]", "R-TYPE"),
    ("⟪rented⟫ in [true]", "R-TYPE"),
    ("⟪area_m2⟫ has roof", "R-TYPE"),
    ("any(⟪rented⟫, owned)", "R-TYPE"),
    ("count(⟪kinds⟫) > 1", "R-TYPE"),
    ("⟪high_level⟫ == rented", "R-TYPE"),
    ("area_m2 in [1, ⟪“2”⟫]", "R-TYPE"),
    ("area_m2 in [⟪storeys⟫]", "R-TYPE"),
    ("⟪area_m2 > length⟫", "R-UNIT"),
    # values
    ("area_m2 > ⟪50.001⟫", "R-DECIMALS"),
    ("storeys == ⟪1.5⟫", "R-DECIMALS"),
    ("⟪1.5⟫ == storeys", "R-DECIMALS"),
    ("storeys in [1, ⟪1.5⟫]", "R-DECIMALS"),
    ("count(installers) > ⟪1.5⟫", "R-COUNT"),
    ("count(installers, certified) > ⟪-1⟫", "R-COUNT"),
    ("route == ⟪genaral⟫", "R-MEMBER"),
    ("⟪express⟫ == route", "R-MEMBER"),
    ("route in [general, ⟪express⟫]", "R-MEMBER"),
    ("kinds has ⟪rooof⟫", "R-MEMBER"),
    ("any(installers, level == ⟪general⟫)", "R-MEMBER"),
    # none
    ("area_m2 == ⟪none⟫", "R-NONE"),
    ("route != ⟪none⟫", "R-NONE"),
    ("received_on == ⟪none⟫", "R-NONE"),
    ("lease.until < ⟪none⟫", "R-NONE"),
    ("high_level == ⟪none⟫", "R-NONE"),
    ("lease.until in [2026-01-01, ⟪none⟫]", "R-NONE"),
    ("any(installers, age == ⟪none⟫)", "R-NONE"),
    # nothing named
    ("⟪1 == 1⟫", "R-CONSTANT"),
    ("⟪true == false⟫", "R-CONSTANT"),
    ("⟪none == none⟫", "R-CONSTANT"),
    ("rented and ⟪5 in [5, 6]⟫", "R-CONSTANT"),
    # another spelling
    ("⟪kinds == roof⟫", "R-CONDITION-WORD"),
    ("⟪roof != kinds⟫", "R-CONDITION-WORD"),
    ("⟪route has general⟫", "R-CONDITION-WORD"),
    # lists in lists, and names that mean two things
    ("any(installers, ⟪all(owners, years > 1)⟫)", "R-NESTED"),
    ("count(installers, certified and ⟪count(installers) > 1⟫) > 1", "R-NESTED"),
    ("any(owners, ⟪rented⟫)", "R-SHADOW"),
    ("any(owners, ⟪rented⟫ == owned)", "R-SHADOW"),
    ("size == ⟪large⟫", "R-AMBIGUOUS"),
    ("applicant.kind == ⟪公司⟫", "R-MEMBER"),
    ("rented == ⟪对⟫", "R-NAME"),
    ("brand == ⟪是⟫", "R-NAME"),
]


@pytest.mark.parametrize(("text", "code"), BAD, ids=[text for text, _ in BAD])
def test_a_fault_has_its_code_and_its_place(text: str, code: str) -> None:
    before, between, after = re.split("[⟪⟫]", text)

    with pytest.raises(ConditionInvalid) as caught:
        typed(before + between + after)

    span = Span(len(before), len(before) + len(between))
    assert [(fault.code, fault.span) for fault in caught.value.faults] == [(code, span)]
    for fault in caught.value.faults:
        assert all(Diagnostic(fault.code, Place("x.yaml"), fault.args).lines())


REMEDIES = [
    ("retned", "是否想写 `rented`？"),
    ("Area_M2 > 5", "是否想写 `area_m2`？"),
    ("any(installers, certifed)", "是否想写 `certified`？"),
    ("provided(leese)", "是否想写 `lease`？"),
    ("any(instalers, rented)", "是否想写 `installers`？"),
    ("lease", "是否交了材料写作 `provided(lease)`"),
    ("brand == 张三", "写作 `“张三”`"),
    ("场地为租用且rented", "`场地为租用 且 rented`"),
    ("notrented", "`not rented`"),
    ("not_rented", "`not rented`"),
    ("nothing", "没有叫 `nothing` 的名称。请改正"),
    ("zzz且rented", "没有叫 `zzz且rented` 的名称。"),
    ("grade不是first", "`grade != first`"),
    ("不是rented", "`非 rented`"),
    ("applicant.type == enterprise", "申请人的栏目有 `applicant.name` `applicant.born` `applicant.kind`"),
    ("applicant.type == enterprise", "请改正名称"),
    ("grade == 一级", "是否想写 `first`？"),
    ("goods has 工具", "是否想写 `tools`？"),
    ("applicant.kind == 公司", "它的选项是：natural_person（自然人） enterprise（企业）"),
    ("applicant.kind == 自然", "是否想写 `自然人`？"),
    ("非场地为租用", "`非 场地为租用`"),
    ("面积超过50", "`面积 超过 50`"),
    ("面积不超过50", "`面积 不超过 50`"),
    ("面积50以上", "`面积 50 以上`"),
    ("面积大于50", "`面积 > 50`"),
    ("route == genaral", "它的选项是：general commitment。是否想写 `general`？"),
    ("route == “general”", "是文字，这里要的是单选。请改成单选（选项：general commitment，不加引号），"),
    ("route == size", "（选项：general commitment / small large，不加引号）"),
    ("not kinds == roof", "请写 `kinds has roof`"),
    ("kinds != roof", "请写 `not kinds has roof`"),
    ("route has general", "请写 `route == general`"),
    ("area_m2 > 0.001", "多于 `area_m2` 声明的 2 位"),
    ("zzz", "没有叫 `zzz` 的名称。请改正名称，或者先声明它。"),
]


@pytest.mark.parametrize(("text", "words"), REMEDIES)
def test_a_fault_says_what_to_write(text: str, words: str) -> None:
    with pytest.raises(ConditionInvalid) as caught:
        typed(text)

    (fault,) = caught.value.faults
    assert words in Diagnostic(fault.code, Place("x.yaml"), fault.args).lines()[0]


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("applicant.kind == 自然人", "applicant.kind == natural_person"),
        ("自然人 != applicant.kind", "natural_person != applicant.kind"),
        ("applicant.kind == 企业", "applicant.kind == enterprise"),
        ("applicant.kind 属于 [自然人, enterprise]", "applicant.kind in [natural_person, enterprise]"),
        ("rented == 是", "rented == true"),
        ("是 != rented", "true != rented"),
        ("high_level == 是", "high_level == true"),
        ("rented == 否", "rented == 否"),
    ],
)
def test_a_closed_word_is_accepted_in_chinese_and_means_the_same(chinese: str, english: str) -> None:
    assert typed(chinese) == typed(english)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("甲 且 （乙 或 ８ ≥ 丙）", "甲 and (乙 or 8 >= 丙)"),
        ("名称 == “甲 且 乙”", '名称 == "甲 且 乙"'),
        ("kind 属于 [企业, 否] 且 甲 ！＝ 否", "kind in [enterprise, 否] and 甲 != 否"),
        ("kind == 企业 且 甲 == 企业 且 乙 == 是", "kind == enterprise and 甲 == 企业 and 乙 == true"),
        ("任一（人员，非 甲）", "any(人员, not 甲)"),
        ("甲 并且 乙", "甲 并且 乙"),
        ("kind == enterprise", "kind == enterprise"),
    ],
)
def test_a_condition_is_written_again_in_english_words(chinese: str, english: str) -> None:
    assert spelled(chinese, Sighted({"kind": APPLICANTS}, {"否"})) == english


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("kind == enterprise", "kind == 企业"),
        ("kind not in [enterprise, natural_person]", "kind 不属于 [企业, 自然人]"),
        ("kind == somebody", "kind == somebody"),
        ("甲 == enterprise", "甲 == enterprise"),
        ("rented == true or not high_level", "rented == 真 或 非 high_level"),
        ("area >= 50 and area < 100", "area 50 以上 且 area 不满 100"),
        ("count(人员, 证 == true) > 2", "计数(人员, 证 == 真) 超过 2"),
        ("received_on >= 2026-01-01", "received_on >= 2026-01-01"),
        ("面积 != 5", "面积 != 5"),
        ('名称 == "且"', '名称 == "且"'),
    ],
)
def test_a_condition_is_written_again_in_chinese_words(english: str, chinese: str) -> None:
    sighted = Sighted({"kind": APPLICANTS}, {"甲", "人员"})

    assert spelled(english, sighted, "zh") == chinese
    assert spelled(chinese, sighted) == english


@pytest.mark.parametrize("value", ["49.99", "50", "50.01"])
@pytest.mark.parametrize(
    ("said", "sign"),
    [
        ("{} 以上", ">="), ("{}以上", ">="), ("不少于 {}", ">="), ("{} 以下", "<="), ("{} 以内", "<="), ("不超过 {}", "<="),
        ("超过 {}", ">"), ("不满 {}", "<"), ("不足 {}", "<"),
    ],
)  # fmt: skip
def test_the_words_of_the_law_draw_the_line_where_the_sign_does(said: str, sign: str, value: str) -> None:
    """民法典 art. 1259: 以上 以下 以内 include the number, 超过 不满 do not; judged below, at and above 50."""
    condition = typed(f"area_m2 {said.format(50)}")

    assert condition == typed(f"area_m2 {sign} 50")
    assert isinstance(condition, Against) and isinstance(condition.constant, Scaled)
    holds = {">=": Decimal(value) >= 50, "<=": Decimal(value) <= 50, ">": Decimal(value) > 50, "<": Decimal(value) < 50}
    assert holds[sign] == OPS[condition.op](Decimal(value), condition.constant.exact)


def test_a_name_goes_before_the_chinese_word_for_no() -> None:
    assert isinstance(typed("rented == 否"), Between)
    assert typed("applicant.kind == 企业") == Against("==", variable("applicant.kind"), "enterprise")


def test_a_question_called_like_its_own_option_is_told_so() -> None:
    with pytest.raises(ConditionInvalid) as caught:
        typed("large == small and large == large")

    said = {Diagnostic(f.code, Place("x.yaml"), f.args).lines()[0] for f in caught.value.faults}
    assert said == {
        "x.yaml: 错误 R-AMBIGUOUS: `large` 既是一个问题的名称，又是选项的名称（问题 `large` 的选项里也有 `large`），分不清指哪一个。"
        "请给问题或者选项改名，让问题和选项不同名。"
    }


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ConditionInvalid) as caught:
        typed("retned or (area_m2 > 'x' and route == express) or count(installers, agee > 1.5) > 0.5 or 1 == 1")

    found = [fault.code for fault in caught.value.faults]
    assert found == ["R-NAME", "R-TYPE", "R-MEMBER", "R-NAME", "R-COUNT", "R-CONSTANT"]


def test_what_is_read_is_listed_once_in_order_of_appearance() -> None:
    condition = typed(
        "high_level and (lease.until > received_on or rented) and not provided(lease) and any(installers, age > 5)"
        " and count(owners) < 2 and rented and high_level and 5 < storeys and lease.area == none"
    )

    assert [found.name for found in variables(condition)] == [
        *("lease.until", "received_on", "rented", "lease", "installers", "age", "owners", "storeys", "lease.area")
    ]
    assert variables(condition)[3].kind is Kind.PROVIDED
    assert definitions_used(condition) == ("high_level",)


def test_typed_nodes_keep_their_places() -> None:
    text = "rented and 50 < area_m2"
    condition = typed(text)

    assert isinstance(condition, Conjunction)
    assert [text[part.at.start : part.at.end] for part in condition.parts] == ["rented", "50 < area_m2"]


def test_the_nearest_name_does_not_depend_on_the_order() -> None:
    candidates = ["area_m3", "area_m2", "Area_m2"]

    assert nearest("area_m", candidates) == nearest("area_m", candidates[::-1])
    assert nearest("completely-else", candidates) == ""
