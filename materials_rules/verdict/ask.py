"""The questions that an open variable stands for: whom they are put to, and what each decides.

    name of a variable, Situation  ->  Ask
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from materials_rules.condition.tree import Between, Counting, Quantifier
from materials_rules.plan.formula import Reading, Said, name_of, readings
from materials_rules.rules.fact import Fact
from materials_rules.verdict.situation import EVERY, Situation

Whom = Literal["applicant", "clerk", "office"]


@dataclass(frozen=True, order=True)
class Ask:
    """One question. `fact` is the name below `cannot_answer`, empty for what is read off a paper."""

    id: str
    of: Whom
    fact: str = ""


def asks(situation: Situation, name: str, subject: str | None) -> Iterator[Ask]:
    """The questions behind the variable *name* that nobody has answered yet; none for what the notice already lets change."""
    item = situation.plan.version.item
    sort, _, rest = name.partition("/")
    match sort:
        case "fact":
            yield from _of_fact(situation, rest.partition("#")[0])
        case "applicant":
            if rest not in situation.answers.applicant:
                yield Ask(f"{item}/fact/applicant.{rest}", "applicant", f"applicant.{rest}")
        case "member":
            listed, _, field = rest.partition(".")
            if subject is None or subject.endswith(f":{EVERY}"):
                yield from _of_list(situation, listed)
            else:
                yield from _of_member(situation, listed, field, subject)
        case "read":
            yield from _of_field(situation, rest, subject)
        case "relation":
            node = situation.plan.sources[name]
            assert isinstance(node, Between)
            for variable in (node.left, node.right):
                yield from asks(situation, name_of(variable), subject)
        case "atom":
            node = situation.plan.sources[name]
            assert isinstance(node, Quantifier | Counting)
            yield from _of_statement(situation, node)


def _of_fact(situation: Situation, name: str) -> Iterator[Ask]:
    fact = situation.plan.version.file.facts[name]
    if name in situation.answers.facts or any(defect.name == name for defect in situation.answers.defects):
        return
    yield Ask(f"{situation.plan.version.item}/fact/{name}", whom(fact), name)


def whom(fact: Fact) -> Whom:
    """A fact that the office knows is never put to the applicant."""
    return "office" if fact.answered_by == "office" else "applicant"


def _of_list(situation: Situation, listed: str) -> Iterator[Ask]:
    if listed not in situation.answers.members and not any(d.name == listed for d in situation.answers.defects):
        yield Ask(f"{situation.plan.version.item}/fact/{listed}", "applicant", listed)


def _of_member(situation: Situation, listed: str, field: str, subject: str) -> Iterator[Ask]:
    key = subject.removeprefix(f"{listed}:")
    name = f"{listed}.{field}[{subject}]"
    answered = situation.answers.members.get(listed, {}).get(key, {})
    if field not in answered and not any(d.name == name for d in situation.answers.defects):
        yield Ask(f"{situation.plan.version.item}/fact/{name}", "applicant", name)


def _of_field(situation: Situation, rest: str, subject: str | None) -> Iterator[Ask]:
    slot, _, field = rest.partition(".")
    mine = subject if situation.plan.version.slots[slot].list else None
    held = situation.holds(slot, mine)
    if (slot, mine) in situation.opened.slots or held.met is not True or held.field(field)[0]:
        return
    yield Ask(read_id(situation, slot, field, mine), "clerk")


def _of_statement(situation: Situation, node: Quantifier | Counting) -> Iterator[Ask]:
    listed = node.list.name
    if listed not in situation.answers.members:
        yield from _of_list(situation, listed)
    elif node.inner is not None:
        for key in situation.answers.members[listed]:
            for reading in readings(Said(node.inner), situation.plan.base):
                if not _is_self(reading, node):
                    yield from asks(situation, reading.name, f"{listed}:{key}")


def _is_self(reading: Reading, node: Quantifier | Counting) -> bool:
    return reading.source is node


def read_id(situation: Situation, slot: str, attribute: str, subject: str | None) -> str:
    """The id of what a clerk reads off a paper: `item/read/slot.field[subject]`."""
    return f"{situation.plan.version.item}/read/{slot}.{attribute}" + (f"[{subject}]" if subject else "")
