"""The questions that an open variable stands for: whom they are put to, and what each decides.

    name of a variable, Situation  ->  Ask
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from materials_rules.condition.tree import Between, Counting, Quantifier, Variable
from materials_rules.plan.formula import Reading, Said, name_of, readings
from materials_rules.rules.fact import Fact
from materials_rules.verdict.form import JudgedDocument
from materials_rules.verdict.settled import open_of_member
from materials_rules.verdict.situation import EVERY, Situation

Whom = Literal["applicant", "clerk", "office"]


@dataclass(frozen=True, order=True)
class Ask:
    """One question. `fact` is the name below `cannot_answer`, empty for what is read off a paper.

    `words` are those of the question where no author wrote it; `brings` the ids of the questions that its answer brings
    along: a list that is not answered brings those about its members.
    """

    id: str
    of: Whom
    fact: str = ""
    words: str = field(default="", compare=False)
    brings: tuple[str, ...] = field(default=(), compare=False)


def asks(situation: Situation, name: str, subject: str | None) -> Iterator[Ask]:
    """The questions behind the variable *name* that nobody has answered yet; none for a paper that is still to come."""
    source = situation.plan.sources.get(name)
    if isinstance(source, Between):
        yield from _of_relation(situation, source, subject)
    elif isinstance(source, Quantifier | Counting):
        yield from _of_statement(situation, source)
    else:
        yield from _of_variable(situation, name, subject)


def _of_variable(situation: Situation, name: str, subject: str | None) -> Iterator[Ask]:
    sort, _, rest = name.partition("/")
    match sort:
        case "fact":
            yield from _of_fact(situation, rest.partition("#")[0])
        case "applicant":
            yield from _of_applicant(situation, rest)
        case "member":
            listed, _, fact = rest.partition("#")[0].partition(".")
            if subject is None or subject.endswith(f":{EVERY}"):
                yield from of_list(situation, listed, (fact,))
            else:
                yield from _of_member(situation, listed, fact, subject)
        case "read":
            yield from _of_field(situation, rest, subject)
        case "provided":
            yield from evidence(situation, rest, subject)


def _of_relation(situation: Situation, node: Between, subject: str | None) -> Iterator[Ask]:
    for variable in (node.left, node.right):
        yield from _of_variable(situation, name_of(variable), subject)


def _of_fact(situation: Situation, name: str) -> Iterator[Ask]:
    if name not in situation.answers.facts and not _is_defective(situation, name):
        fact = situation.plan.version.file.facts[name]
        yield Ask(f"{situation.plan.version.item}/fact/{name}", whom(fact), name)


def _of_applicant(situation: Situation, key: str) -> Iterator[Ask]:
    name = f"applicant.{key}"
    if key not in situation.answers.applicant and not _is_defective(situation, name):
        yield Ask(f"{situation.plan.version.item}/fact/{name}", "applicant", name)


def whom(fact: Fact) -> Whom:
    """A fact that the office knows is never put to the applicant."""
    return "office" if fact.answered_by == "office" else "applicant"


def of_list(situation: Situation, listed: str, facts: tuple[str, ...] = ()) -> Iterator[Ask]:
    """The question for the members of a list; *facts* will be asked of each."""
    if listed not in situation.answers.members and not _is_defective(situation, listed):
        item = situation.plan.version.item
        brings = tuple(f"{item}/fact/{listed}.{fact}[{listed}:{EVERY}]" for fact in facts)
        yield Ask(f"{item}/fact/{listed}", "applicant", listed, brings=brings)


def _of_member(situation: Situation, listed: str, fact: str, subject: str) -> Iterator[Ask]:
    key = subject.removeprefix(f"{listed}:")
    name = f"{listed}.{fact}[{subject}]"
    answered = situation.answers.members.get(listed, {}).get(key, {})
    if fact not in answered and not _is_defective(situation, name):
        yield Ask(f"{situation.plan.version.item}/fact/{name}", "applicant", name)


def _is_defective(situation: Situation, name: str) -> bool:
    """Whether an entry of its own says what is wrong with the answer."""
    return any(defect.name == name for defect in situation.answers.defects)


def _of_field(situation: Situation, rest: str, subject: str | None) -> Iterator[Ask]:
    slot, _, read = rest.partition(".")
    held = situation.holds(slot, subject)
    if held.met is None:
        yield from evidence(situation, slot, subject)
    elif held.met and not held.field(read)[0]:
        yield Ask(read_id(situation, slot, read, situation.key(slot, subject)[1]), "clerk")


def evidence(situation: Situation, slot: str, subject: str | None) -> Iterator[Ask]:
    """What only a person can see of the paper that speaks for *slot*, as long as that decides whether it is in form."""
    held = situation.holds(slot, subject)
    if held.met is None and held.best is not None:
        yield from evidence_of(situation, held.best, slot, situation.key(slot, subject)[1])


def evidence_of(situation: Situation, judged: JudgedDocument, slot: str, subject: str | None) -> Iterator[Ask]:
    """What only a person can see of one paper."""
    for missing in judged.unrecorded:
        attribute = missing.attribute.removeprefix("fields.")
        yield Ask(read_id(situation, slot, attribute, subject), "clerk", words=missing.ask)


def _of_statement(situation: Situation, node: Quantifier | Counting) -> Iterator[Ask]:
    """The list, or what is open of its members; what the statement reads besides them is asked at once.

    Of a member nothing is asked that cannot change whether he passes.
    """
    listed, base = node.list.name, situation.plan.base
    inner = [] if node.inner is None else list(readings(Said(node.inner), base))
    if listed not in situation.answers.members:
        read = {fact for reading in inner for fact in _member_facts(reading, listed)}
        declared = situation.plan.version.file.lists[listed].each
        yield from of_list(situation, listed, tuple(fact for fact in declared if fact in read))
    for subject in situation.subjects(listed):
        parts = open_of_member(node.inner, subject or "", situation.value, base)
        for reading in (reading for part in parts for reading in readings(Said(part), base)):
            if isinstance(reading.source, Between):
                found = _of_relation(situation, reading.source, subject)
            else:
                found = _of_variable(situation, reading.name, subject)
            yield from (replace(ask, brings=()) for ask in found if ask.fact != listed)


def _member_facts(reading: Reading, listed: str) -> Iterator[str]:
    """The facts of the members of *listed* that a reading asks of."""
    source = reading.source
    for variable in (source.left, source.right) if isinstance(source, Between) else (source,):
        if isinstance(variable, Variable) and name_of(variable).startswith(f"member/{listed}."):
            yield name_of(variable).removeprefix(f"member/{listed}.")


def read_id(situation: Situation, slot: str, attribute: str, subject: str | None) -> str:
    """The id of what a clerk reads off a paper: `item/read/slot.field[subject]`."""
    return f"{situation.plan.version.item}/read/{slot}.{attribute}" + (f"[{subject}]" if subject else "")
