"""Papers and answers that must say the same.

    Situation, lines  ->  Mismatch, what is not settled yet, what nobody here could check

A line is judged on settled values alone. While a paper is still to come, the line is one of the criteria told with it, so
a difference that the new paper brings was told beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from materials_rules.condition.tree import Date, Kind, Number, Text, Variable
from materials_rules.ground.script import fold
from materials_rules.packet.model import recorded
from materials_rules.plan.domain import Value
from materials_rules.plan.formula import name_of
from materials_rules.rules.version import Line, type_of
from materials_rules.verdict.answers import raw_value, right_type
from materials_rules.verdict.requirement import Standing
from materials_rules.verdict.situation import EVERY, Situation, Open


@dataclass(frozen=True)
class Mismatch:
    """A line whose settled values differ, and what takes part in the difference."""

    line: Line
    subject: str | None
    among: tuple[Variable, ...]


@dataclass(frozen=True)
class Pending:
    """A line that waits for values: the variables that are not recorded although they could be."""

    line: Line
    subject: str | None
    waiting: tuple[Variable, ...]


@dataclass(frozen=True)
class Unchecked:
    """A value that lies with another department and was not obtained yet."""

    line: Line
    subject: str | None
    variable: Variable


def compare(
    situation: Situation, standings: dict[tuple[str, str | None], Standing]
) -> tuple[list[Mismatch], list[Pending], list[Unchecked]]:
    """Every consistency line, for every subject it has."""
    mismatches: list[Mismatch] = []
    pending: list[Pending] = []
    unchecked: list[Unchecked] = []
    for line in situation.plan.version.consistency:
        for subject in situation.subjects(line.list):
            if subject is not None and subject.endswith(f":{EVERY}"):
                continue
            applies = _applies(situation, line, subject)
            if applies is False:
                continue
            values: list[tuple[Variable, Value]] = []
            waiting: list[Variable] = []
            for variable in line.same:
                standing = standings.get((_requirement(situation, variable), _subject(situation, variable, subject)))
                found = _value(situation, variable, subject, standing)
                if found == "elsewhere":
                    unchecked.append(Unchecked(line, subject, variable))
                elif found == "unrecorded":
                    waiting.append(variable)
                elif not isinstance(found, str):
                    values.append((variable, found[0]))
            if applies and len({_comparable(variable, value) for variable, value in values}) > 1:
                mismatches.append(Mismatch(line, subject, tuple(variable for variable, _ in values)))
            elif waiting and (values or len(waiting) > 1):
                pending.append(Pending(line, subject, tuple(waiting)))
    return mismatches, pending, unchecked


def _applies(situation: Situation, line: Line, subject: str | None) -> bool | None:
    """Whether the line's own condition holds; None = that is open."""
    judged = situation.plan.outputs.get(f"consistency/{line.name}")
    if judged is None:
        return True
    answer = judged.diagram.answer(situation.cells(judged, subject), bool)
    if answer is None or len(answer.values) != 1:
        return None
    return True in answer.values


def _requirement(situation: Situation, variable: Variable) -> str:
    return situation.plan.version.slots[variable.owner].requirement if variable.kind is Kind.SLOT_FIELD else ""


def _subject(situation: Situation, variable: Variable, subject: str | None) -> str | None:
    if variable.kind is Kind.SLOT_FIELD and situation.plan.version.slots[variable.owner].list is None:
        return None
    return subject


def _value(
    situation: Situation, variable: Variable, subject: str | None, standing: Standing | None
) -> tuple[Value] | str:
    """The settled value in a tuple, or why there is none: elsewhere, unrecorded, absent."""
    if variable.kind is not Kind.SLOT_FIELD:
        settled = _answer(situation, variable, subject)
        return "unrecorded" if isinstance(settled, Open) else (settled,)
    slot = variable.owner
    if standing is None or not standing.reachable:
        return "absent"
    if any(standing.always(f"{word}/{slot}") for word in ("obtain", "drop", "show")):
        return _obtained(situation, variable)
    held = situation.holds(slot, subject)
    if held.met is not True or not standing.ever(f"ask/{slot}"):
        return "absent"
    settled_, value = held.field(variable.name.removeprefix(f"{slot}."))
    return (value,) if settled_ else "unrecorded"


def _answer(situation: Situation, variable: Variable, subject: str | None) -> Value | Open:
    """An answer as it was given, though the notice may let the applicant correct it."""
    name = variable.name
    match variable.kind:
        case Kind.APPLICANT:
            key = name.removeprefix("applicant.")
            return situation.answers.applicant[key] if key in situation.answers.applicant else Open()
        case Kind.MEMBER_FACT:
            key = (subject or "").removeprefix(f"{variable.owner}:")
            answers = situation.answers.members.get(variable.owner, {}).get(key, {})
            answer = answers.get(name.removeprefix(f"{variable.owner}."), Open())
        case Kind.RECEIVED_ON:
            return situation.day.toordinal()
        case _:
            answer = situation.answers.facts.get(name, Open())
    assert not isinstance(answer, frozenset)
    return answer


def _obtained(situation: Situation, variable: Variable) -> tuple[Value] | str:
    """The field from the copy that the office obtained."""
    arm = situation.plan.version.slots[variable.owner].arm
    name = variable.name.removeprefix(f"{variable.owner}.")
    type_ = type_of(arm.reads[name])
    for line in recorded(situation.packet.obtained, ()):
        fields = recorded(line.fields, {})
        if line.document == arm.document and line.status == "found" and name in fields:
            given = fields[name]
            if right_type(type_, given):
                return (raw_value(type_, given),)
    return "elsewhere"


def _comparable(variable: Variable, value: Value) -> object:
    """Texts by their folded copy, numbers by their value; what bears none equals only what bears none."""
    if isinstance(value, str):
        return fold(value) if isinstance(variable.type, Text) else value
    if isinstance(value, int) and isinstance(variable.type, Number):
        return Decimal(value).scaleb(-variable.type.decimals).normalize()
    if isinstance(value, int) and isinstance(variable.type, Date):
        return ("day", value)
    return value


def opened_names(situation: Situation, mismatch: Mismatch) -> Iterator[str]:
    """The answers that a mismatch lets the applicant correct."""
    for variable in mismatch.among:
        if variable.kind is Kind.MEMBER_FACT:
            yield f"{name_of(variable)}[{mismatch.subject}]"
        elif variable.kind is not Kind.SLOT_FIELD:
            yield name_of(variable)
