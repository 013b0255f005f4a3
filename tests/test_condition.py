"""The text of a condition: read, refused with the place of the fault, printed and read again."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import materials_rules.condition as package
from materials_rules.condition import ConditionInvalid, is_name, parse, show
from materials_rules.condition.parser import LONGEST, MOST_NODES
from materials_rules.condition.reader import DEEPEST
from materials_rules.condition.vocabulary import CHINESE, RESERVED
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
    Span,
    TextTerm,
    Tree,
    Truth,
    nodes,
)
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.messages.condition import MESSAGES

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
