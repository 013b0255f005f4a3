"""Situations in words: what a conditional line asks, with a box to tick for each branch.

    Answer, the cells of its variables  ->  "场地是否为租用？□否，不需提交。□是，请提交："
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, TypeVar

from materials_rules.condition.tree import (
    Between,
    Boolean,
    Condition,
    Counting,
    Date,
    Kind,
    Number,
    OneOf,
    Quantifier,
    SomeOf,
    Text,
    Type,
    Variable,
)
from materials_rules.condition.words import statement, words
from materials_rules.ground.day import chinese_day
from materials_rules.plan.compile import Plan, Source
from materials_rules.plan.diagram import Answer
from materials_rules.plan.domain import FAR, Domain, Value
from materials_rules.plan.formula import name_of
from materials_rules.rules.version import Version

T = TypeVar("T")
MOST_BRANCHES: Final = 6
"""More branches than this are no list to tick; the line then names what decides."""

Branch = dict[int, frozenset[int]]


class Names:
    """What people call the things that a condition names, by the words of one item version."""

    def __init__(self, version: Version) -> None:
        self.version = version

    def variable(self, variable: Variable) -> str:
        """The question of a fact, the name of a material, a field, a list."""
        file = self.version.file
        match variable.kind:
            case Kind.FACT | Kind.CHOICE:
                return file.facts[variable.name].ask
            case Kind.SLOT_FIELD:
                read = self.version.read(variable)
                return f"《{self.version.slots[variable.owner].arm.name}》的“{read.name or variable.name}”"
            case Kind.PROVIDED:
                return self.version.slots[variable.name].arm.name
            case Kind.LIST:
                return file.lists[variable.name].name
            case Kind.MEMBER_FACT:
                return file.lists[variable.owner].each[variable.name].ask
            case Kind.APPLICANT:
                return {"kind": "申请人类型", "name": "申请人名称", "id": "申请人证件号码", "phone": "申请人电话"}[
                    variable.name.removeprefix("applicant.")
                ]
            case Kind.BY_AGENT:
                return "是否由代理人办理？"
            case _:
                return "收件日期"

    def member(self, variable: Variable, member: str) -> str:
        """The name of one member of a choice."""
        if variable.kind is Kind.APPLICANT:
            return APPLICANT_KINDS.get(member, member)
        if variable.kind is Kind.SLOT_FIELD:
            return (self.version.read(variable).one_of or {}).get(member, member)
        file = self.version.file
        fact = file.lists[variable.owner].each[variable.name] if variable.kind is Kind.MEMBER_FACT else file.facts[variable.name]
        return (fact.one_of or fact.some_of or {}).get(member, member)

    def definition(self, name: str) -> str:
        """The words of a definition's condition."""
        return words(self.version.definitions[name], self)


APPLICANT_KINDS: Final[Mapping[str, str]] = {
    "natural_person": "自然人",
    "individual_business": "个体工商户",
    "enterprise": "企业法人",
    "public_institution": "事业法人",
    "social_organisation": "社会组织法人",
    "government_body": "行政机关",
    "other_organisation": "其他组织",
}


def in_words(condition: Condition, version: Version) -> str:
    """An author's condition said in Chinese."""
    return words(condition, Names(version))


def ticks(answer: Answer[T], wanted: T, output: str, plan: Plan, yes: str, no: str) -> str:
    """The line of boxes: where *answer* is *wanted*, *yes* is said, elsewhere *no*."""
    judged = plan.outputs[output]
    variables, domains = judged.diagram.variables, judged.domains
    order = sorted(answer.support)
    branches = list(_branches(answer, wanted))
    if len(order) == 1:
        name, domain = variables[order[0]], domains[order[0]]
        inside = frozenset().union(*(branch.get(order[0], frozenset()) for branch in branches))
        outside = frozenset(range(domain.size)) - inside
        asked, cells_yes, cells_no = _single(name, plan, domain, inside, outside)
        return f"{asked}□{cells_no}，{no}。□{cells_yes}，{yes}"
    if len(branches) > MOST_BRANCHES:
        return f"取决于{'、'.join(_called(variables[i], plan) for i in order)}。□不符合规定情形，{no}。□符合规定情形，{yes}"
    parts = "；或者".join(
        "且".join(_cells(variables[i], plan, domains[i], cells) for i, cells in sorted(branch.items())) for branch in branches
    )
    return f"符合以下情形的：{parts}。□不符合，{no}。□符合，{yes}"


def depends_on(answer: Answer[T], output: str, plan: Plan) -> tuple[str, ...]:
    """The facts, fields and slots on which an answer depends, named as in a notice."""
    variables = plan.outputs[output].diagram.variables
    found: dict[str, None] = {}
    for index in sorted(answer.support):
        name = variables[index]
        source = plan.sources.get(name)
        if isinstance(source, Between):
            found.update((name_of(side), None) for side in (source.left, source.right))
        elif isinstance(source, Quantifier | Counting):
            found[f"fact/{source.list.name}"] = None
        else:
            found[name.partition("#")[0]] = None
    return tuple(found)


def _branches(answer: Answer[T], wanted: T) -> Iterator[Branch]:
    if answer.variable < 0:
        if answer.value == wanted:
            yield {}
        return
    groups: dict[int, tuple[Answer[T], set[int]]] = {}
    for cell, branch in enumerate(answer.branches):
        if branch is not None:
            groups.setdefault(id(branch), (branch, set()))[1].add(cell)
    for branch, cells in groups.values():
        for below in _branches(branch, wanted):
            yield {answer.variable: frozenset(cells), **below}


def _single(name: str, plan: Plan, domain: Domain, inside: frozenset[int], outside: frozenset[int]) -> tuple[str, str, str]:
    """The question of one variable, and its two sets of cells as short answers."""
    source = plan.sources.get(name)
    is_boolean = isinstance(source, Variable) and isinstance(source.type, Boolean) and domain.size == 2
    if is_boolean and isinstance(source, Variable) and source.kind in (Kind.FACT, Kind.MEMBER_FACT, Kind.CHOICE):
        yes, no = ("是", "否") if inside == {1} else ("否", "是")
        return Names(plan.version).variable(source), yes, no
    if isinstance(source, Variable) and "#" not in name and source.kind in (Kind.FACT, Kind.CHOICE, Kind.MEMBER_FACT):
        asked = Names(plan.version).variable(source)
        return asked, _short(source, domain, inside, plan), _short(source, domain, outside, plan)
    return "", _cells(name, plan, domain, inside), _cells(name, plan, domain, outside)


def _called(name: str, plan: Plan) -> str:
    source = plan.sources.get(name)
    names = Names(plan.version)
    if isinstance(source, Variable):
        return f"“{names.variable(source).rstrip('？?')}”"
    if isinstance(source, Between):
        return f"{names.variable(source.left)}与{names.variable(source.right)}"
    if isinstance(source, Quantifier | Counting):
        return f"“{names.variable(source.list)}”"
    return name


def _cells(name: str, plan: Plan, domain: Domain, cells: frozenset[int]) -> str:
    """A variable in some of its cells, as a claim."""
    source: Source | None = plan.sources.get(name)
    names = Names(plan.version)
    if name.startswith("provided/"):
        material = plan.version.slots[name.removeprefix("provided/")].arm.name
        return f"{'提交' if cells == {1} else '不提交'}《{material}》"
    if isinstance(source, Quantifier | Counting):
        text = words(source, names)
        return text if cells == {1} else f"并非（{text}）"
    if isinstance(source, Between):
        return _relation(source, frozenset(domain.samples(cell)[0] for cell in cells), names)
    assert isinstance(source, Variable)
    if "#" in name:
        member = names.member(source, name.partition("#")[2])
        return f"{names.variable(source).rstrip('？?')}：{'包括' if cells == {1} else '不包括'}“{member}”"
    if isinstance(source.type, Boolean) and domain.size == 2:
        return statement(names.variable(source), cells == {1})
    return f"{names.variable(source).rstrip('？?')}：{_short(source, domain, cells, plan)}"


def _relation(source: Between, relations: frozenset[Value], names: Names) -> str:
    left, right = sorted((source.left, source.right), key=name_of)
    one, other = names.variable(left), names.variable(right)
    known = {relation for relation in relations if relation in (-1, 0, 1)}
    if isinstance(left.type, Number | Date):
        later = ("早于", "晚于") if isinstance(left.type, Date) else ("小于", "大于")
        said = {
            frozenset({-1}): later[0],
            frozenset({1}): later[1],
            frozenset({-1, 0}): f"不{later[1]}",
            frozenset({0, 1}): f"不{later[0]}",
        }.get(frozenset(known))
        if said is not None:
            return f"{one}{said}{other}"
    return f"{one}与{other}{'相同' if known == {0} else '不同'}"


def _short(source: Variable, domain: Domain, cells: frozenset[int], plan: Plan) -> str:
    """Cells as a short answer: member names, stretches of numbers or days, texts."""
    names = Names(plan.version)
    parts = []
    if domain.starts:
        ordered = sorted(cell for cell in cells if cell < len(domain.starts))
        runs: list[list[int]] = []
        for cell in ordered:
            if runs and runs[-1][1] == cell - 1:
                runs[-1][1] = cell
            else:
                runs.append([cell, cell])
        parts = [_stretch(source.type, domain, first, last) for first, last in runs]
    else:
        for cell in sorted(cells):
            value = domain.samples(cell)[0]
            if value is None:
                continue
            if isinstance(source.type, OneOf | SomeOf):
                parts.append(names.member(source, str(value)))
            elif isinstance(source.type, Text):
                parts.append(f"“{value}”" if cell < len(domain.values) else "其他")
            else:
                parts.append("是" if value else "否")
    if domain.nullable and domain.size - 1 in cells:
        parts.append("未载明")
    return "或者".join(parts) or "其他情形"


def _stretch(type_: Type, domain: Domain, first: int, last: int) -> str:
    """A run of cells: 不足…, …以上, …以上不足…; the upper bound is the first value that lies beyond."""
    low = domain.starts[first] if first > 0 else None
    high = domain.starts[last + 1] if last + 1 < len(domain.starts) else None
    if low is None and high is None:
        return "任何值"
    if isinstance(type_, Date):
        below = "" if high is None else f"{chinese_day(dt.date.fromordinal(high))}之前"
        above = "" if low is None else f"{chinese_day(dt.date.fromordinal(low))}及以后"
        return "、".join(part for part in (above, below) if part)
    if low is not None and high is not None and high == low + 1:
        return _number(type_, low)
    whole = isinstance(type_, Number) and type_.decimals == 0
    if low is None:
        assert high is not None
        return f"{_number(type_, high - 1)}以下" if whole or not _round(type_, high) else f"不足{_number(type_, high)}"
    above = f"{_number(type_, low)}以上" if whole or _round(type_, low) else f"超过{_number(type_, low - 1)}"
    if high is None:
        return above
    if whole:
        return f"{_number(type_, low)}至{_number(type_, high - 1)}"
    return f"{above}、" + (f"不足{_number(type_, high)}" if _round(type_, high) else f"不超过{_number(type_, high - 1)}")


def _round(type_: Type, value: int) -> bool:
    """Whether a bound was written as such: 50.00 is, 50.01 comes from "more than 50"."""
    return isinstance(type_, Number) and value % (10**type_.decimals) == 0


def _number(type_: Type, value: int) -> str:
    if abs(value) >= FAR or not isinstance(type_, Number):
        return str(value)
    text = format(Decimal(value).scaleb(-type_.decimals), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    unit = {"m2": "平方米", "m": "米", "kg": "千克", "yuan": "元", "day": "日", "year": "年"}.get(type_.unit, type_.unit)
    return f"{text}{unit}"
