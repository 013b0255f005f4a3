"""A condition said in Chinese for people who read no conditions.

    Condition, the questions and names  ->  场地为租用 且 广告面积（平方米）大于 50
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, Protocol, assert_never

from materials_rules.condition.printed import figures
from materials_rules.condition.tree import (
    Against,
    Always,
    Among,
    Between,
    Boolean,
    Condition,
    Conjunction,
    Constant,
    Counting,
    Date,
    Defined,
    Disjunction,
    HasMember,
    IsNone,
    IsProvided,
    Leaf,
    Negation,
    Number,
    OneOf,
    Quantifier,
    Scaled,
    Variable,
)
from materials_rules.condition.written import Op
from materials_rules.ground.day import chinese_day


class Wording(Protocol):
    """What people call the things that a condition names."""

    def variable(self, variable: Variable) -> str:
        """The question or the name; for PROVIDED that of the material, for a list that of its members."""
        ...

    def member(self, variable: Variable, member: str) -> str:
        """What the member *member* of a choice is called."""
        ...

    def definition(self, name: str) -> str:
        """What a definition is called, or the words of its condition."""
        ...


def words(condition: Condition, names: Wording) -> str:
    """*condition* as a Chinese sentence without a full stop, with full-width brackets where they are needed."""
    match condition:
        case Conjunction(parts):
            return " 且 ".join(_part(part, names) for part in parts)
        case Disjunction(parts):
            return " 或 ".join(_part(part, names) for part in parts)
        case Negation(Defined(name)):
            return f"不符合“{names.definition(name)}”"
        case Negation(part):
            return f"并非（{words(part, names)}）"
        case Quantifier(kind, listing, inner):
            some = "至少有一项" if kind == "any" else "每一项都"
            return f"{names.variable(listing)}中{some}符合：（{words(inner, names)}）"
        case Counting(listing, inner, op, number):
            which = "" if inner is None else f"符合（{words(inner, names)}）"
            return f"{names.variable(listing)}中{which}的项数{_ORDER[op]} {number}"
        case _:
            return _leaf(condition, names)


def _part(part: Condition, names: Wording) -> str:
    text = words(part, names)
    return f"（{text}）" if isinstance(part, Conjunction | Disjunction) else text


_ORDER: Final[dict[Op, str]] = {
    "==": "等于",
    "!=": "不等于",
    "<": "小于",
    "<=": "不大于",
    ">": "大于",
    ">=": "不小于",
}
_SAME: Final[dict[Op, str]] = {"==": "为", "!=": "不是"}
_TIME: Final = _SAME | {"<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于"}


def _leaf(leaf: Leaf, names: Wording) -> str:
    match leaf:
        case Against(op, variable, bool() as value):
            claim = statement(names.variable(variable), value)
            return f"并非（{claim}）" if op == "!=" else claim
        case Against(op, variable, constant):
            return f"{_name(variable, names)}{_op(op, variable)} {_value(variable, constant, names)}"
        case Between(op, left, right):
            first, second = _name(left, names), _name(right, names)
            if op in ("==", "!="):
                return f"{first}与{second}{'相同' if op == '==' else '不同'}"
            return f"{first}{_op(op, left)}{second}"
        case Among(variable, constants, negated):
            values = "、".join(_value(variable, constant, names) for constant in constants)
            several = ("中的任何一种" if negated else "之一") if len(constants) > 1 else ""
            return f"{_name(variable, names)}{'不是' if negated else '是'} {values}{several}"
        case IsNone(variable, negated):
            return f"{'已' if negated else '未'}载明{_name(variable, names)}"
        case HasMember(variable, member):
            return f"{_name(variable, names)}包含“{names.member(variable, member)}”"
        case IsProvided(variable):
            return f"已提交符合法定形式的《{names.variable(variable)}》"
        case Defined(name):
            return f"符合“{names.definition(name)}”"
        case Always(value):
            return "任何情形" if value else "没有任何情形"
        case _:
            assert_never(leaf)


def _op(op: Op, variable: Variable) -> str:
    if isinstance(variable.type, Number):
        return _ORDER[op]
    return _TIME[op] if isinstance(variable.type, Date) else _SAME[op]


def _value(variable: Variable, constant: Constant, names: Wording) -> str:
    match constant:
        case Scaled(_, exact):
            return figures(exact)
        case dt.date():
            return chinese_day(constant)
        case str() if isinstance(variable.type, OneOf):
            return f"“{names.member(variable, constant)}”"
        case _:
            return f"“{constant}”"


_UNITS: Final[dict[str, str]] = {
    "m": "米",
    "m2": "平方米",
    "m3": "立方米",
    "km": "公里",
    "kg": "千克",
    "t": "吨",
    "CNY": "元",
    "yuan": "元",
    "percent": "%",
    "day": "日",
    "year": "年",
    "person": "人",
}
_HOW_MANY: Final = re.compile(r"(?P<thing>.+?)(?:是|为|有|共)?(?:多少|几)(?P<unit>.{0,6})\Z")
_WHAT: Final = re.compile(r"(?P<thing>.+?)(?:是|为)(?:什么|哪一?(?:种|类|个|天|日))\Z")


def _name(variable: Variable, names: Wording) -> str:
    """`广告面积是多少平方米？` as `广告面积（平方米）`; a question that cannot be turned stands in quotes."""
    said = names.variable(variable)
    question = said.partition("？")[0]
    unit = _UNITS.get(variable.type.unit, variable.type.unit) if isinstance(variable.type, Number) else ""
    if question == said:
        return f"{said}（{unit}）" if unit and unit not in said else said
    if isinstance(variable.type, Number) and (found := _HOW_MANY.match(question)):
        if unit and (things := found["unit"].removeprefix(unit)) != found["unit"]:
            return f"{found['thing']}{things}（{unit}）"  # 设置多少台计算机 counts 计算机 by 台
        counted = found["unit"] or unit
        return f"{found['thing']}（{counted}）" if counted else found["thing"]
    if found := _WHAT.match(question):
        return found["thing"]
    return f"“{said}”" if isinstance(variable.type, Boolean) else f"“{question}？”的回答"


_YES_OR_NO: Final[tuple[tuple[str, str, str], ...]] = (
    ("是否有", "有", "没有"),
    ("是否已经", "已经", "尚未"),
    ("是否已", "已", "未"),
    ("是否曾", "曾", "未曾"),
    ("是否为", "为", "不是"),
    ("是不是", "是", "不是"),
    ("是否", "", "不"),
    ("有没有", "有", "没有"),
    ("有无", "有", "没有"),
)


def statement(question: str, answer: bool) -> str:
    """The answer to a yes/no question as a claim: `场地是否为租用？` answered yes is `场地为租用`."""
    plain = question.rstrip("？?")
    for asked, yes, no in _YES_OR_NO:
        if plain.count(asked) == 1:
            return plain.replace(asked, yes if answer else no)
    if plain != question or plain.endswith("吗"):
        return f"“{question}”答“{'是' if answer else '否'}”"
    return plain if answer else f"并非“{plain}”"
