"""The text of a condition: read, refused with the place of the fault, printed and read again."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest

from materials_rules.condition import ConditionInvalid, parse, show
from materials_rules.condition.parser import LONGEST, MOST_NODES
from materials_rules.condition.reader import DEEPEST
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
    Or,
    Provided,
    Quantified,
    Span,
    TextTerm,
    Tree,
    Truth,
)
from materials_rules.ground.diagnostic import Diagnostic, Place

A, B, C = Name("a"), Name("b"), Name("c")


def number(text: str) -> NumberTerm:
    return NumberTerm(Decimal(text))


GOOD: list[tuple[str, Tree]] = [
    ("a", A),
    ("true", Truth(True)),
    ("not a", Not(A)),
    ("not not a", Not(Not(A))),
    ("a and b and c", And((A, B, C))),
    ("(a and b) and c", And((And((A, B)), C))),
    ("a or (b and c)", Or((A, And((B, C))))),
    ("not (a or b)", Not(Or((A, B)))),
    ("not a and b", And((Not(A), B))),
    ("not a == b", Not(Compare("==", A, B))),
    ("((a))", A),
    ("area_m2 > 50", Compare(">", Name("area_m2"), number("50"))),
    ("area_m2>50.50", Compare(">", Name("area_m2"), number("50.5"))),
    ("a >= -5", Compare(">=", A, number("-5"))),
    ("a == -0.0", Compare("==", A, number("0"))),
    ("a < 2026-03-02", Compare("<", A, DateTerm(dt.date(2026, 3, 2)))),
    ("5 < a", Compare("<", number("5"), A)),
    ("a == none", Compare("==", A, NoneTerm())),
    ("a != false", Compare("!=", A, Truth(False))),
    ('a == "x or y"', Compare("==", A, TextTerm("x or y"))),
    ("a == 'x'", Compare("==", A, TextTerm("x"))),
    ("a == “张三”", Compare("==", A, TextTerm("张三"))),
    ("a == ‘张三’", Compare("==", A, TextTerm("张三"))),
    ("a == 「张“三”」", Compare("==", A, TextTerm("张“三”"))),
    ('a == "１＝２"', Compare("==", A, TextTerm("１＝２"))),
    ("a in [b, c]", Member(A, (B, C), False)),
    ("a not in [1, 2]", Member(A, (number("1"), number("2")), True)),
    ("kinds has roof", Has(Name("kinds"), Name("roof"))),
    ("provided(site-right)", Provided(Name("site-right"))),
    ("lease.until > received_on", Compare(">", Name("lease.until"), Name("received_on"))),
    ("a-b_1.c-2", Name("a-b_1.c-2")),
    ("any(l, a and b)", Quantified("any", Name("l"), And((A, B)))),
    ("all(l, not a)", Quantified("all", Name("l"), Not(A))),
    ("count(l) >= 2", Counted(Name("l"), None, ">=", number("2"))),
    ("count(l, a) == 0", Counted(Name("l"), A, "==", number("0"))),
    ("2 <= count(l)", Counted(Name("l"), None, ">=", number("2"))),
    ("甲 且 乙", And((Name("甲"), Name("乙")))),
    ("甲 或 非 乙", Or((Name("甲"), Not(Name("乙"))))),
    ("（甲 或 乙）且 非（丙）", And((Or((Name("甲"), Name("乙"))), Not(Name("丙"))))),
    ("面积　≥　１０．５", Compare(">=", Name("面积"), number("10.5"))),
    ("面积 ＞＝ 5", Compare(">=", Name("面积"), number("5"))),
    ("面积 ＝＝ 5 且 a ！＝ 6", And((Compare("==", Name("面积"), number("5")), Compare("!=", A, number("6"))))),
    ("a≤5 and b≠c", And((Compare("<=", A, number("5")), Compare("!=", B, C)))),
    ("方式 属于［一般，承诺］", Member(Name("方式"), (Name("一般"), Name("承诺")), False)),
    ("方式 不属于 [一般、承诺]", Member(Name("方式"), (Name("一般"), Name("承诺")), True)),
    ("方式 非 属于 [一般]", Member(Name("方式"), (Name("一般"),), True)),
    ("种类 包含 楼顶", Has(Name("种类"), Name("楼顶"))),
    ("已交（租赁合同）", Provided(Name("租赁合同"))),
    ("任一（人员，持证）", Quantified("any", Name("人员"), Name("持证"))),
    ("全部(人员, 持证 == 真)", Quantified("all", Name("人员"), Compare("==", Name("持证"), Truth(True)))),
    ("计数（人员） ＞ ２", Counted(Name("人员"), None, ">", number("2"))),
    ("栏目 == 无", Compare("==", Name("栏目"), NoneTerm())),
    # the law's own words
    ("面积 50 以上", Compare(">=", Name("面积"), number("50"))),
    ("面积 ５０以上", Compare(">=", Name("面积"), number("50"))),
    ("面积 50.5以下", Compare("<=", Name("面积"), number("50.5"))),
    ("面积 50 以内", Compare("<=", Name("面积"), number("50"))),
    ("面积 超过 50", Compare(">", Name("面积"), number("50"))),
    ("面积 不满 50", Compare("<", Name("面积"), number("50"))),
    ("面积 不足 50", Compare("<", Name("面积"), number("50"))),
    ("面积 不少于 50", Compare(">=", Name("面积"), number("50"))),
    ("面积 不超过 50", Compare("<=", Name("面积"), number("50"))),
    ("50 不超过 面积", Compare("<=", number("50"), Name("面积"))),
    ("期限 不超过 2026-01-01", Compare("<=", Name("期限"), DateTerm(dt.date(2026, 1, 1)))),
    ("非 面积 50 以上", Not(Compare(">=", Name("面积"), number("50")))),
    ("计数(人员) 3以上", Counted(Name("人员"), None, ">=", number("3"))),
    ("计数(人员, 持证) 不满 3", Counted(Name("人员"), Name("持证"), "<", number("3"))),
    ("种类 有 楼顶", Has(Name("种类"), Name("楼顶"))),
    # these words are names wherever a name is due
    ("超过 > 50", Compare(">", Name("超过"), number("50"))),
    ("超过 超过 超过", Compare(">", Name("超过"), Name("超过"))),
    ("设施 == 有", Compare("==", Name("设施"), Name("有"))),
    ("设施 属于 [有, 不足]", Member(Name("设施"), (Name("有"), Name("不足")), False)),
    ("有 有 有", Has(Name("有"), Name("有"))),
    ("以上", Name("以上")),
    ("ａｎｄｙ == ａ", Compare("==", Name("andy"), A)),
    ("a\n  and\tb\r\n", And((A, B))),
]


@pytest.mark.parametrize(("text", "tree"), GOOD, ids=[text for text, _ in GOOD])
def test_a_condition_is_read(text: str, tree: Tree) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(("text", "tree"), GOOD, ids=[text for text, _ in GOOD])
def test_what_is_printed_reads_back(text: str, tree: Tree) -> None:
    assert parse(show(tree)) == tree
    assert parse(show(tree, "zh")) == tree


def test_printing_is_canonical() -> None:
    tree = parse("（面积＞ 5.0 或 kinds 包含 roof） 且 非 已交（甲） 且 计数（l，a）≥1")

    assert show(tree) == "(面积 > 5 or kinds has roof) and not provided(甲) and count(l, a) >= 1"
    assert show(tree, "zh") == "(面积 超过 5 或 kinds 包含 roof) 且 非 已交(甲) 且 计数(l, a) 1 以上"
    assert show(Compare("==", A, TextTerm('say "x"'))) == "a == “say \"x\"”"


# ⟪ and ⟫ enclose the characters that the fault is about; they are taken out before the condition is read.
BAD: list[tuple[str, str]] = [
    # nothing there
    ("⟪⟫", "R-CONDITION-EMPTY"),
    ("⟪  　⟫", "R-CONDITION-EMPTY"),
    ("(⟪)⟫", "R-CONDITION"),
    # something missing, something too much
    ("a and⟪⟫", "R-CONDITION"),
    ("⟪and⟫ a", "R-CONDITION"),
    ("a or ⟪or⟫ b", "R-CONDITION"),
    ("not⟪⟫", "R-CONDITION"),
    ("a >⟪⟫", "R-CONDITION"),
    ("⟪>⟫ a", "R-CONDITION"),
    ("a > ⟪>⟫ b", "R-CONDITION"),
    ("a > ⟪not⟫ b", "R-CONDITION"),
    ("a ⟪b⟫", "R-CONDITION"),
    ("a > 5 ⟪b⟫", "R-CONDITION"),
    ("a ⟪5⟫", "R-CONDITION"),
    ("a ⟪(⟫b)", "R-CONDITION"),
    ("⟪5⟫", "R-CONDITION"),
    ("a > 5 or ⟪10⟫", "R-CONDITION"),
    ("⟪“文字”⟫", "R-CONDITION"),
    ("(⟪2026-01-01⟫) and a", "R-CONDITION"),
    ("a⟪)⟫", "R-CONDITION"),
    ("a > 5⟪)⟫", "R-CONDITION"),
    ("(a⟪]⟫", "R-CONDITION"),
    ("(a > 5 ⟪,⟫ b)", "R-CONDITION"),
    ("(a) ⟪==⟫ b", "R-CONDITION"),
    ("a in ⟪5⟫", "R-CONDITION"),
    ("a in [⟪]⟫", "R-CONDITION"),
    ("a in [1 ⟪2⟫]", "R-CONDITION"),
    ("a in [1⟪)⟫", "R-CONDITION"),
    ("a ⟪not⟫ 5", "R-CONDITION"),
    ("a has ⟪5⟫", "R-CONDITION"),
    ("a has ⟪[⟫b]", "R-CONDITION"),
    ("⟪5⟫ has a", "R-CONDITION"),
    ("provided ⟪lease⟫", "R-CONDITION"),
    ("provided(⟪5⟫)", "R-CONDITION"),
    ("provided(a⟪,⟫ b)", "R-CONDITION"),
    ("any(l⟪)⟫", "R-CONDITION"),
    ("any(⟪(⟫l), a)", "R-CONDITION"),
    ("any(l, a⟪,⟫ b)", "R-CONDITION"),
    ("count(l)⟪⟫", "R-CONDITION"),
    ("count(l) ⟪in⟫ [1]", "R-CONDITION"),
    ("count(l) > ⟪a⟫", "R-CONDITION"),
    ("⟪a⟫ > count(l)", "R-CONDITION"),
    # brackets and quotes left open
    ("⟪(⟫a", "R-CONDITION-OPEN"),
    ("(a) and ⟪(⟫b", "R-CONDITION-OPEN"),
    ("a in ⟪[⟫1, 2", "R-CONDITION-OPEN"),
    ("any⟪(⟫l, a", "R-CONDITION-OPEN"),
    ("a == ⟪“张三⟫", "R-CONDITION-OPEN"),
    ("a == ⟪'x and b⟫", "R-CONDITION-OPEN"),
    # other languages
    ("a ⟪=⟫ 5", "R-CONDITION-WORD"),
    ("a ⟪＝⟫ 5", "R-CONDITION-WORD"),
    ("a ⟪===⟫ 5", "R-CONDITION-WORD"),
    ("a ⟪=<⟫ 5", "R-CONDITION-WORD"),
    ("a ⟪=>⟫ 5", "R-CONDITION-WORD"),
    ("a ⟪<>⟫ 5", "R-CONDITION-WORD"),
    ("a ⟪>=<⟫ 5", "R-CONDITION-WORD"),
    ("a ⟪≧⟫ 5", "R-CONDITION-WORD"),
    ("a ⟪&&⟫ b", "R-CONDITION-WORD"),
    ("a ⟪||⟫ b", "R-CONDITION-WORD"),
    ("⟪!⟫a", "R-CONDITION-WORD"),
    ("⟪！⟫a", "R-CONDITION-WORD"),
    ("a ⟪AND⟫ b", "R-CONDITION-WORD"),
    ("⟪NOT⟫ a", "R-CONDITION-WORD"),
    ("a ⟪is⟫ 5", "R-CONDITION-WORD"),
    ("面积 ⟪大于等于⟫ 50", "R-CONDITION-WORD"),
    ("面积 ⟪50平方米以上⟫", "R-CONDITION-WORD"),
    ("面积 10 以上 ⟪不满⟫ 50", "R-CONDITION-CHAIN"),
    ("面积 不满 3 ⟪以上⟫", "R-CONDITION-TWO-LIMITS"),
    ("面积 超过 3 ⟪以下⟫ 且 甲", "R-CONDITION-TWO-LIMITS"),
    ("面积 超过 10 ⟪不满⟫ 50", "R-CONDITION-CHAIN"),
    ("计数(人员) 3 以上 ⟪不满⟫ 5", "R-CONDITION-CHAIN"),
    ("面积 >= 50 ⟪以上⟫", "R-CONDITION-TWO-LIMITS"),
    ("日期 ⟪2026-01-01⟫ 以上", "R-CONDITION"),
    ("50 ⟪以上⟫", "R-CONDITION"),
    ("人数 ⟪10人以下⟫", "R-CONDITION-WORD"),
    ("甲 ⟪并且⟫ 乙", "R-CONDITION-WORD"),
    ("⟪不是⟫ 甲", "R-CONDITION-WORD"),
    ("类别 ⟪不是⟫ 甲", "R-CONDITION-WORD"),
    ("类别 in ⟪甲, 乙⟫", "R-CONDITION-WORD"),
    ("类别 not in ⟪甲, 乙, 丙⟫ and 丁", "R-CONDITION-WORD"),
    ("类别 in ⟪甲, 5⟫", "R-CONDITION-WORD"),
    ("any(人员, 类别 in ⟪甲, 乙⟫)", "R-CONDITION-WORD"),
    ("面积 > ⟪50且⟫ 甲", "R-CONDITION-WORD"),
    ("⟪roof in kinds⟫", "R-CONDITION-WORD"),
    ("a and ⟪roof not in kinds⟫", "R-CONDITION-WORD"),
    # no calculation
    ("a ⟪+⟫ 5 > b", "R-CONDITION-ARITHMETIC"),
    ("a > b ⟪*⟫ 2", "R-CONDITION-ARITHMETIC"),
    ("a > b ⟪×⟫ 2", "R-CONDITION-ARITHMETIC"),
    ("a > b ⟪-⟫ 2", "R-CONDITION-ARITHMETIC"),
    ("a > b ⟪-⟫2", "R-CONDITION-ARITHMETIC"),
    ("a > 50⟪%⟫", "R-CONDITION-ARITHMETIC"),
    # chains
    ("1 < a ⟪<⟫ 5", "R-CONDITION-CHAIN"),
    ("a == b ⟪==⟫ c", "R-CONDITION-CHAIN"),
    ("1 < count(l) ⟪<⟫ 5", "R-CONDITION-CHAIN"),
    ("count(l) > 1 ⟪>⟫ a", "R-CONDITION-CHAIN"),
    ("阶段==⟪终审且台数⟫>=100", "R-CONDITION-WORD"),
    ("阶段 == ⟪终审或台数⟫ 不满 100", "R-CONDITION-WORD"),
    # numbers and days
    ("a > ⟪50m2⟫", "R-CONDITION-NUMBER"),
    ("a > ⟪50平方米⟫", "R-CONDITION-NUMBER"),
    ("a > ⟪007⟫", "R-CONDITION-NUMBER"),
    ("a > ⟪5.⟫", "R-CONDITION-NUMBER"),
    ("a > ⟪1e5⟫", "R-CONDITION-NUMBER"),
    ("a > ⟪1_000⟫", "R-CONDITION-NUMBER"),
    ("a > ⟪2026-02-30⟫", "R-CONDITION-DATE"),
    ("a > ⟪2026-3-2⟫", "R-CONDITION-DATE"),
    ("a > ⟪2026/03/02⟫", "R-CONDITION-DATE"),
    ("a > ⟪2026年3月2日⟫", "R-CONDITION-DATE"),
    ("a > ⟪0026-03-02⟫", "R-CONDITION-DATE"),
    ("a > ⟪2026-03-02T10⟫", "R-CONDITION-NUMBER"),
    # characters
    ("a ⟪?⟫", "R-CONDITION-CHARACTER"),
    ("a > 5⟪。⟫", "R-CONDITION-CHARACTER"),
    ("a and ⟪{⟫b}", "R-CONDITION-CHARACTER"),
    ("a ⟪\u200b⟫and b", "R-CONDITION-CHARACTER"),
    ("a ⟪\u00a0⟫and b", "R-CONDITION-CHARACTER"),
    ("a == “张⟪\u202e⟫三”", "R-CONDITION-CHARACTER"),
    ("a == ⟪\ud800⟫", "R-CONDITION-CHARACTER"),
    ("a ⟪;⟫ b", "R-CONDITION-CHARACTER"),
    # and with or
    ("a and b ⟪or⟫ c", "R-MIXED"),
    ("a or b ⟪and⟫ c or d", "R-MIXED"),
    ("甲 且 乙 ⟪或⟫ 丙", "R-MIXED"),
    ("a and (b or c ⟪and⟫ d)", "R-MIXED"),
    ("any(l, a and b ⟪or⟫ c)", "R-MIXED"),
    # limits
    ("a > ⟪1234567890123456789⟫", "R-CONDITION-LIMIT"),
    ("a > ⟪0.1234567891⟫", "R-CONDITION-LIMIT"),
    ("not " * DEEPEST + "⟪not⟫ a", "R-CONDITION-LIMIT"),
    ("(" * DEEPEST + "⟪(⟫a" + ")" * (DEEPEST + 1), "R-CONDITION-LIMIT"),
    ("a or " * (MOST_NODES - 1) + "⟪b⟫", "R-CONDITION-LIMIT"),
    ("a" * LONGEST + "⟪a⟫", "R-CONDITION-LIMIT"),
]


def marked(text: str) -> tuple[str, Span]:
    before, between, after = re.split("[⟪⟫]", text)
    return before + between + after, Span(len(before), len(before) + len(between))


@pytest.mark.parametrize(("text", "code"), BAD, ids=[ascii(text[-40:]) for text, _ in BAD])
def test_a_fault_has_its_code_and_its_place(text: str, code: str) -> None:
    condition, span = marked(text)

    with pytest.raises(ConditionInvalid) as caught:
        parse(condition)

    assert [(fault.code, fault.span) for fault in caught.value.faults] == [(code, span)]
    for fault in caught.value.faults:
        chinese, english = Diagnostic(fault.code, Place("x.yaml", 1, 1), fault.args).lines()
        assert "{" not in fault.code and chinese and english


REMEDIES = [
    ("a = 5", "请写 `==`"),
    ("a >=< 5", "请写 `== != < <= > >=`"),
    ("面积 少于 5", "请写 `<`"),
    ("面积 50平方米以上", "请写 `50 以上`"),
    ("类别 不是 甲", "请写 `!=`"),
    ("不是 甲 且 乙", "请写 `非`"),
    ("甲 且 不是 乙", "请写 `非`"),
    ("类别 in 甲, 乙", "请写 `[甲, 乙]`"),
    ("年份 in 2020, 2021", "请写 `[2020, 2021]`"),
    ("a > 50且 b", "请写 `50 且`"),
    ("roof not in kinds", "请写 `not kinds has roof`"),
    ("1 < a < 5", "请分开写成 `1 < a and a < 5`"),
    ("1 < count(l, a) < 5", "请分开写成 `1 < count(l, a) and count(l, a) < 5`"),
    ("a and b or c", "请写成 `(a and b) or c`，或者 `a and (b or c)`"),
    ("a or x > 1 and c or d", "请写成 `a or (x > 1 and c) or d`，或者 `(a or x > 1) and (c or d)`"),
    ("a > 007.5", "数字请只写 `7.5`"),
    ("a > -00", "数字请只写 `-0`"),
    ("(a", "缺少 `)`"),
    ("a == “b", "缺少 `”`"),
    ("a and", "条件读到末尾处读不通"),
    ("a \u202e", "U+202E"),
]


@pytest.mark.parametrize(("text", "words"), REMEDIES)
def test_a_fault_says_what_to_write(text: str, words: str) -> None:
    with pytest.raises(ConditionInvalid) as caught:
        parse(text)

    (fault,) = caught.value.faults
    assert words in Diagnostic(fault.code, Place("x.yaml"), fault.args).lines()[0]
