"""A condition taken apart before one packet: what each part is, and by which answer.

    Condition, Situation  ->  Part, with a Part for each of its parts

Truth has three values: what nobody answered is neither true nor false, and a whole may be settled although a part is not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from materials_rules.condition.tree import (
    Condition,
    Conjunction,
    Counting,
    Date,
    Defined,
    Disjunction,
    Kind,
    Negation,
    Number,
    OneOf,
    Quantifier,
    SomeOf,
    Variable,
    variables,
)
from materials_rules.ground.day import chinese_day
from materials_rules.notice.naming import Names
from materials_rules.notice.saying import in_words
from materials_rules.notice.spans import number
from materials_rules.plan.formula import member_of, name_of
from materials_rules.verdict.settled import Open
from materials_rules.verdict.situation import Situation
from materials_rules.verdict.words import called
from materials_rules.witness.reading import holds_in

NOT_ANSWERED = "未回答"
PERSONAL = "已填写"
"""Names, numbers and texts of an applicant are not repeated."""


@dataclass(frozen=True)
class Part:
    """One part of a condition: its words, whether it holds (None = open), the answers that it reads, and its own parts.

    `joined` is how the parts go together: 且, 或, 非, or empty for a part that has none.
    """

    say: str
    truth: bool | None
    answers: tuple[str, ...] = ()
    joined: str = ""
    parts: tuple[Part, ...] = ()


def taken_apart(condition: Condition, situation: Situation, subject: str | None) -> Part:
    """*condition* with the truth of each part for *subject*."""
    version = situation.plan.version
    match condition:
        case Conjunction(inner) | Disjunction(inner):
            is_all = isinstance(condition, Conjunction)
            parts = tuple(taken_apart(part, situation, subject) for part in inner)
            return Part(in_words(condition, version), _together(parts, is_all), (), "且" if is_all else "或", parts)
        case Negation(inner_part) if not isinstance(inner_part, Defined):
            inside = taken_apart(inner_part, situation, subject)
            truth = None if inside.truth is None else not inside.truth
            if not inside.parts:
                return Part(in_words(condition, version), truth, inside.answers)
            return Part(in_words(condition, version), truth, (), "非", (inside,))
        case Negation(Defined(name)):
            inside = taken_apart(version.definitions[name], situation, subject)
            return Part(in_words(condition, version), None if inside.truth is None else not inside.truth, (), "非", (inside,))
        case Defined(name):
            inside = taken_apart(version.definitions[name], situation, subject)
            return Part(f"{name}：{inside.say}", inside.truth, inside.answers, inside.joined, inside.parts)
        case _:
            truth = holds_in(situation, condition, subject)
            return Part(in_words(condition, version), truth, _answers(condition, situation, subject))


def _together(parts: tuple[Part, ...], is_all: bool) -> bool | None:
    truths = [part.truth for part in parts]
    decisive = not is_all
    return decisive if decisive in truths else None if None in truths else is_all


def _answers(condition: Condition, situation: Situation, subject: str | None) -> tuple[str, ...]:
    """What is known of everything that a part reads."""
    if isinstance(condition, Quantifier | Counting):
        members = situation.answers.members.get(condition.list.name)
        listed = situation.plan.version.file.lists[condition.list.name].name
        return (f"清单“{listed}”：" + (NOT_ANSWERED if members is None else f"填写了{len(members)}项"),)
    return tuple(dict.fromkeys(_known(variable, situation, subject) for variable in variables(condition)))


def _known(variable: Variable, situation: Situation, subject: str | None) -> str:
    if variable.kind is Kind.PROVIDED:
        name = situation.plan.version.slots[variable.name].arm.name
        value = situation.value(name_of(variable), subject)
        if isinstance(value, Open):
            return f"《{name}》：待提交或者待核实"
        return f"《{name}》：{'已提交，符合形式要求' if value else '没有提交，或者不符合形式要求'}"
    return f"{called(situation, variable)}：{value_said(variable, situation, subject)}"


def value_said(variable: Variable, situation: Situation, subject: str | None) -> str:
    """A value as people say it; of names, numbers of identity and texts only whether there is one."""
    if isinstance(variable.type, SomeOf):
        return "、".join(_chosen(variable, situation, subject)) or NOT_ANSWERED
    value = situation.value(name_of(variable), subject)
    if isinstance(value, Open):
        return NOT_ANSWERED if variable.kind is not Kind.SLOT_FIELD else "未记录"
    if value is None:
        return "没有载明" if variable.kind is Kind.SLOT_FIELD else "没有"
    match variable.type:
        case Number():
            return number(int(value), variable.type)
        case Date():
            return chinese_day(dt.date.fromordinal(int(value)))
        case OneOf():
            return f"“{Names(situation.plan.version).member(variable, str(value))}”"
    return PERSONAL if isinstance(value, str) else "是" if value else "否"


def _chosen(variable: Variable, situation: Situation, subject: str | None) -> Iterator[str]:
    assert isinstance(variable.type, SomeOf)
    for member in variable.type.members:
        if situation.value(member_of(variable, member), subject) is True:
            yield f"“{Names(situation.plan.version).member(variable, member)}”"
