"""One variable in some of its cells, said as a claim or as a short answer; and an author's condition in words.

    name of a variable, Domain, cells  ->  "广告面积：10平方米以上"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from materials_rules.condition.tree import (
    Against,
    Among,
    Between,
    Boolean,
    Condition,
    Conjunction,
    Counting,
    Date,
    Disjunction,
    IsNone,
    Kind,
    Negation,
    Number,
    OneOf,
    Quantifier,
    Variable,
)
from materials_rules.condition.words import statement, words
from materials_rules.condition.written import Op
from materials_rules.notice.naming import Names
from materials_rules.notice.spans import said_days, said_number, spans
from materials_rules.notice.wording import close_up, either, stem
from materials_rules.plan.compile import Plan
from materials_rules.plan.domain import OTHER, Domain, Value
from materials_rules.plan.formula import BOTH_NONE, name_of
from materials_rules.rules.version import Version

LONG: Final = 3
"""A choice of more members than this is told by those that count, not by the rest."""

REST: Final = "其他"
"""What none of the other answers is."""

FACTS: Final = (Kind.FACT, Kind.CHOICE, Kind.MEMBER_FACT)
"""What is asked with a question of its author's."""

_OPPOSITE: Final[Mapping[Op, Op]] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_HOW_MANY: Final[Mapping[Op, str]] = {"==": "等于", "!=": "不等于", "<": "少于", "<=": "不多于", ">": "多于", ">=": "不少于"}


def in_words(condition: Condition, version: Version) -> str:
    """An author's condition said in Chinese, every `not` as near to its fact as it can stand."""
    return close_up(words(_pushed(condition, True), Names(version)))


def claim(name: str, plan: Plan, domain: Domain, cells: frozenset[int]) -> str:
    """A variable in some of its cells, as a claim."""
    source = plan.sources.get(name)
    names = Names(plan.version)
    if name.startswith("provided/"):
        material = plan.version.slots[name.removeprefix("provided/")].arm.name
        return f"{'已' if cells == {1} else '没有'}提交符合形式要求的《{material}》"
    if isinstance(source, Quantifier | Counting):
        return _of_list(source, plan, cells == {1})
    if isinstance(source, Between):
        return _relation(source, frozenset(domain.samples(cell)[0] for cell in cells), names)
    assert isinstance(source, Variable)
    of_member = source.kind is Kind.MEMBER_FACT
    listed = plan.version.file.lists[source.owner].name if of_member else ""
    if isinstance(source.type, Boolean) and source.kind in FACTS:
        said = statement(names.variable(source), cells == {1})
        return f"{listed}：{said}" if of_member else said
    asked = f"{listed}“{thing(source, names)}”" if of_member else thing(source, names)
    return f"{asked}：{short(source, domain, cells, plan)}"


def called(name: str, plan: Plan) -> str:
    """What a variable is about."""
    names = Names(plan.version)
    if name.startswith("provided/"):
        return f"《{plan.version.slots[name.removeprefix('provided/')].arm.name}》"
    source = plan.sources[name]
    if isinstance(source, Between):
        return "与".join(_side(side, names) for side in sorted((source.left, source.right), key=name_of))
    if isinstance(source, Quantifier | Counting):
        return f"“{names.variable(source.list)}”"
    return f"“{thing(source, names)}”" if source.kind in FACTS else thing(source, names)


def thing(source: Variable, names: Names) -> str:
    """The question of a fact without its mark, a field or a particular by its name."""
    return stem(names.variable(source))


def short(source: Variable, domain: Domain, cells: frozenset[int], plan: Plan) -> str:
    """Cells as a short answer: member names, stretches of numbers or days, texts, 是 or 否."""
    return either(_values(source, domain, cells, plan))


def both(source: Variable, domain: Domain, inside: frozenset[int], plan: Plan) -> tuple[str, str]:
    """The two short answers to the question of one fact: outside, inside."""
    outside = frozenset(range(domain.size)) - inside
    no, yes = short(source, domain, outside, plan), short(source, domain, inside, plan)
    if not domain.starts and len(outside) > LONG >= len(inside):
        no = _none_of(source, domain, inside, plan)
    elif not domain.starts and len(inside) > LONG >= len(outside):
        yes = _none_of(source, domain, outside, plan)
    return no, yes


def each(source: Variable, domain: Domain, classes: Sequence[frozenset[int]], plan: Plan) -> list[str]:
    """The short answers to the question of one fact, one a class of its cells; the first is where nothing is due."""
    if len(classes) == 2:
        return list(both(source, domain, classes[1], plan))
    longest = max(classes, key=len)
    is_rest = not domain.starts and len(longest) > LONG
    return [REST if is_rest and cells is longest else short(source, domain, cells, plan) for cells in classes]


def _none_of(source: Variable, domain: Domain, cells: frozenset[int], plan: Plan) -> str:
    said = [f"“{text.strip('“”')}”" for text in _values(source, domain, cells, plan)]
    return f"不是{said[0]}" if len(said) == 1 else f"{'、'.join(said)}都不是"


def _values(source: Variable, domain: Domain, cells: frozenset[int], plan: Plan) -> list[str]:
    parts = []
    if domain.starts:
        for span in spans(domain, cells):
            parts.append(said_number(span, source.type) if isinstance(source.type, Number) else said_days(span))
    else:
        for cell in sorted(cells):
            value = domain.samples(cell)[0]
            if isinstance(source.type, OneOf) and value is not None:
                parts.append(Names(plan.version).member(source, str(value)))
            elif isinstance(value, str):
                parts.append(REST if value == OTHER else f"“{value}”")
            elif value is not None:
                parts.append("是" if value else "否")
    if domain.nullable and domain.size - 1 in cells:
        parts.append("没有填写" if source.kind is Kind.APPLICANT else "没有载明")
    return parts


def _of_list(node: Quantifier | Counting, plan: Plan, holds: bool) -> str:
    """A statement about a list, or its opposite, without a `not` around the whole."""
    listed = Names(plan.version).variable(node.list)
    inner = "" if node.inner is None else in_words(node.inner, plan.version)
    if isinstance(node, Counting):
        op = node.op if holds else _OPPOSITE[node.op]
        return f"{listed}{f'中符合“{inner}”的' if inner else '的'}项数{_HOW_MANY[op]}{node.number}"
    if node.kind == "any":
        return f"{listed}中{'有' if holds else '没有'}符合“{inner}”的"
    return f"{listed}{'都' if holds else '并不都'}符合“{inner}”"


def _side(variable: Variable, names: Names) -> str:
    """A side of a comparison: a particular or a field by its name, an answer by its question."""
    return f"“{thing(variable, names)}”的回答" if variable.kind in FACTS else thing(variable, names)


def _relation(source: Between, relations: frozenset[Value], names: Names) -> str:
    left, right = sorted((source.left, source.right), key=name_of)
    one, other = _side(left, names), _side(right, names)
    is_ordered = isinstance(left.type, Number | Date)
    if 0 in relations and not relations & {-1, 1, None}:
        return f"{one}与{other}相同"
    if relations >= ({-1, 1} if is_ordered else {1}) and not relations & {0, BOTH_NONE}:
        return f"{one}与{other}不同"
    less, more = ("早于", "晚于") if isinstance(left.type, Date) else ("小于", "大于")
    word = {
        frozenset({-1}): less,
        frozenset({0}): "等于",
        frozenset({1}): more if is_ordered else "不等于",
        frozenset({-1, 0}): f"不{more}",
        frozenset({0, 1}): f"不{less}",
        frozenset({-1, 1}): "不等于",
    }.get(frozenset(relation for relation in relations if relation in (-1, 0, 1)))
    parts = [] if word is None else [f"{one}{word}{other}"]
    parts += [f"{one}与{other}只载明其中一项"] if None in relations else []
    parts += [f"{one}与{other}都没有载明"] if BOTH_NONE in relations else []
    return either(parts)


def _pushed(condition: Condition, holds: bool) -> Condition:
    """*condition*, or its opposite, with every `not` as near to a fact as it can stand and mean the same."""
    match condition:
        case Negation(part):
            return _pushed(part, not holds)
        case Conjunction(parts) | Disjunction(parts):
            inner = tuple(_pushed(part, holds) for part in parts)
            return Conjunction(inner) if isinstance(condition, Conjunction) == holds else Disjunction(inner)
        case Against(op, variable, bool() as value) if op in ("==", "!=") and not variable.may_be_none:
            return Against("==", variable, value == (holds == (op == "==")))
        case Against(op, variable, constant) if not holds and (op in ("==", "!=") or not variable.may_be_none):
            return Against(_OPPOSITE[op], variable, constant)
        case Among(variable, constants, negated) if not holds:
            return Among(variable, constants, not negated)
        case IsNone(variable, negated) if not holds:
            return IsNone(variable, not negated)
        case _:
            return condition if holds else Negation(condition)
