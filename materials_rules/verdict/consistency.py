"""Papers and answers that must say the same.

    Situation, Standings  ->  Comparison of each line, what nobody here could check

A line is judged on settled values alone: on what the papers in form say and on the answers as they were given. While one
of them is still to come, or may still change, a difference can come about; so it is told beforehand (a criterion of the
paper, an id that the answer decides), and whatever may then be corrected is open already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal

from materials_rules.condition.tree import Date, Kind, Number, Text, Variable
from materials_rules.ground.script import fold
from materials_rules.packet.model import recorded
from materials_rules.plan.claims import TAKEN
from materials_rules.plan.diagram import Answer, Claims
from materials_rules.plan.formula import name_of
from materials_rules.rules.version import Line, type_of
from materials_rules.verdict.answers import Answer as Given
from materials_rules.verdict.answers import raw_value, right_type
from materials_rules.verdict.form import Key, borne
from materials_rules.verdict.requirement import Standing, State
from materials_rules.verdict.settled import OPEN, Open
from materials_rules.verdict.situation import Situation

Standings = Mapping[tuple[str, str | None], Standing]
Applies = Answer[State]
"""In which situations a line, or one of its papers, counts: `open` there, `closed` elsewhere."""

ANSWERS: Final = (Kind.FACT, Kind.CHOICE, Kind.APPLICANT, Kind.MEMBER_FACT)
"""What an applicant can correct without a paper."""


@dataclass(frozen=True)
class Part:
    """One of the values that a line compares.

    `value` is OPEN where it is not known yet. `taken` says that the office holds the paper, so nobody is to hand it in;
    `counts` is where the value counts, None = everywhere, and `is_certain` that it counts if the packet is taken at its word.
    """

    variable: Variable
    value: Given | Open
    settled: bool
    taken: bool = False
    counts: tuple[str, Applies] | None = None
    is_certain: bool = True


@dataclass(frozen=True)
class Comparison:
    """A line before a packet: whether its values differ, whether they still may, and what the applicant may correct.

    `verdict` is `finding` where they differ in every situation, `conditional` where in some, `possible` where they do not
    differ yet but may. `depends` are the outputs, with what is left of them, on which it still depends what is compared.
    """

    line: Line
    subject: str | None
    verdict: Literal["finding", "conditional", "possible", "absent"]
    parts: tuple[Part, ...]
    depends: tuple[tuple[str, Applies], ...]

    @property
    def known(self) -> tuple[Part, ...]:
        """What is compared: every value that is known."""
        return tuple(part for part in self.parts if not isinstance(part.value, Open))

    @property
    def among(self) -> tuple[Variable, ...]:
        """The papers and answers of which one must be corrected; the office's own copy is not the applicant's."""
        return tuple(part.variable for part in self.known if not part.taken)

    @property
    def waiting(self) -> tuple[Variable, ...]:
        """What nobody has answered or read off yet."""
        return tuple(p.variable for p in self.parts if isinstance(p.value, Open))

    @property
    def output(self) -> str:
        """The output on which a conditional difference depends first."""
        return self.depends[0][0]

    @property
    def answer(self) -> Applies | None:
        """What is left of that output: `open` where the difference counts."""
        return self.depends[0][1] if self.depends else None

    def opened_names(self) -> frozenset[str]:
        """The answers that this line may let the applicant correct."""
        names = set()
        for part in self._mine():
            if part.variable.kind is Kind.MEMBER_FACT:
                names.add(f"{name_of(part.variable)}[{self.subject}]")
            elif part.variable.kind in ANSWERS:
                names.add(name_of(part.variable))
        return frozenset(names)

    def opened_slots(self, situation: Situation) -> frozenset[Key]:
        """The slots whose papers this line may let the applicant replace."""
        fields = (part.variable for part in self._mine() if part.variable.kind is Kind.SLOT_FIELD)
        return frozenset(situation.key(field.owner, self.subject) for field in fields)

    def _mine(self) -> Iterator[Part]:
        return (part for part in self.parts if not part.taken) if self.verdict != "absent" else iter(())


@dataclass(frozen=True)
class Unchecked:
    """A value that lies with another department and was not obtained yet."""

    line: Line
    subject: str | None
    variable: Variable


def compare(situation: Situation, standings: Standings) -> tuple[tuple[Comparison, ...], tuple[Unchecked, ...]]:
    """Every consistency line, for every subject it has."""
    found: list[Comparison] = []
    unchecked: list[Unchecked] = []
    for line in situation.plan.version.consistency:
        for subject in situation.subjects(line.list):
            applies = _applies(situation, line, subject)
            if applies is None or "open" not in applies.values:
                continue
            parts = []
            for variable in line.same:
                part = _part(situation, standings, variable, subject)
                if part == "elsewhere":
                    unchecked.append(Unchecked(line, subject, variable))
                elif isinstance(part, Part):
                    parts.append(part)
            copies = [part for part in parts if part.taken]
            if _differ(copies):  # that the office's own copies differ is no fault of the applicant's
                unchecked += [Unchecked(line, subject, part.variable) for part in copies]
                parts = [part for part in parts if not part.taken]
            # answers that contradict one another leave nothing to take at its word
            as_given = situation.as_given
            given = applies if as_given is situation else _applies(as_given, line, subject) or applies
            found.append(_compared(line, subject, applies, given.values == {"open"}, parts))
    return tuple(found), tuple(unchecked)


def _compared(line: Line, subject: str | None, applies: Applies, is_certain: bool, parts: list[Part]) -> Comparison:
    """A finding where the packet taken at its word is at odds with itself: what it opens must not make it doubtful again."""
    known = [part for part in parts if not isinstance(part.value, Open)]
    verdict: Literal["finding", "conditional", "possible"]
    if _differ(known) and any(not part.taken for part in known):
        verdict = "finding" if is_certain and _differ([p for p in known if p.is_certain]) else "conditional"
    elif len(parts) > 1 and any(not part.settled for part in parts):
        verdict = "possible"
    else:
        return Comparison(line, subject, "absent", tuple(parts), ())
    # what is compared first decides first
    depends = {f"consistency/{line.name}": applies} if len(applies.values) > 1 else {}
    depends |= {part.counts[0]: part.counts[1] for part in (*known, *parts) if part.counts is not None}
    return Comparison(line, subject, verdict, tuple(parts), tuple(depends.items()))


def _differ(parts: list[Part]) -> bool:
    return len(parts) > 1 and len({comparable(part.variable, part.value) for part in parts}) > 1


def _applies(situation: Situation, line: Line, subject: str | None) -> Applies | None:
    """Where the line's own condition holds; None where there is no situation at all."""
    output = f"consistency/{line.name}"
    return situation.answer(output, subject, _is_said) if output in situation.plan.outputs else _EVERYWHERE


_EVERYWHERE: Final[Applies] = Answer(-1, "open")


def _is_said(claims: Claims) -> State:
    return "open" if claims else "closed"


@lru_cache(maxsize=4096)
def _says_one_of(*some: str) -> Callable[[Claims], State]:
    """Whether a situation has one of *some* claims; for the same ones it is the same judge."""

    def judge(claims: Claims) -> State:
        return "open" if claims.intersection(some) else "closed"

    return judge


def _part(
    situation: Situation, standings: Standings, variable: Variable, subject: str | None
) -> Part | Literal["elsewhere"] | None:
    """One value of a line; None where there is none to compare."""
    if variable.kind is not Kind.SLOT_FIELD:
        value = _answer(situation, variable, subject)
        return Part(variable, value, not isinstance(value, Open) and not _may_change(situation, variable, subject))
    key = situation.key(variable.owner, subject)
    standing = standings[situation.plan.version.slots[variable.owner].requirement, key[1]]
    if variable.owner in standing.taken:
        copy = _obtained(situation, variable)
        if isinstance(copy, Open):
            return "elsewhere"
        claims = tuple(f"{word}/{variable.owner}" for word in TAKEN.values())
        return Part(variable, copy, True, True, *_counts(situation, standing, claims))
    held, may_come = situation.holds(*key), key in situation.opened.slots
    if not standing.ever(f"ask/{variable.owner}") or not (held.met is not False or may_come):
        return None
    settled, value = held.field(variable.name.removeprefix(f"{variable.owner}."))
    counts = _counts(situation, standing, (f"ask/{variable.owner}",))
    return Part(variable, value if settled else OPEN, settled and not may_come, False, *counts)


def _counts(situation: Situation, standing: Standing, claims: tuple[str, ...]) -> tuple[tuple[str, Applies] | None, bool]:
    """Where one of *claims* holds, None = everywhere; and whether it does if the packet is taken at its word."""
    judge = _says_one_of(*claims)
    answer = situation.answer(standing.output, standing.subject, judge)
    as_given = situation.as_given
    given = answer if as_given is situation else as_given.answer(standing.output, standing.subject, judge) or answer
    counts = None if answer is None or answer.variable < 0 else (standing.output, answer)
    return counts, given is not None and given.values == {"open"}


def _may_change(situation: Situation, variable: Variable, subject: str | None) -> bool:
    name = name_of(variable) + (f"[{subject}]" if variable.kind is Kind.MEMBER_FACT else "")
    return name in situation.opened.names


def _answer(situation: Situation, variable: Variable, subject: str | None) -> Given | Open:
    """An answer as it was given, though the notice may let the applicant correct it."""
    answers = situation.answers
    match variable.kind:
        case Kind.APPLICANT:
            return answers.applicant.get(variable.name.removeprefix("applicant."), OPEN)
        case Kind.MEMBER_FACT:
            key = (subject or "").removeprefix(f"{variable.owner}:")
            return answers.members.get(variable.owner, {}).get(key, {}).get(variable.name, OPEN)
        case Kind.FACT | Kind.CHOICE:
            return answers.facts.get(variable.name, OPEN)
        case _:
            return situation.value(name_of(variable))


def _obtained(situation: Situation, variable: Variable) -> Given | Open:
    """The field from the copies that the office obtained, as far as they agree; OPEN where there is none."""
    arm = situation.plan.version.slots[variable.owner].arm
    name = variable.name.removeprefix(f"{variable.owner}.")
    type_ = type_of(arm.reads[name])
    values = set()
    for line in recorded(situation.packet.obtained, ()):
        fields = recorded(line.fields, {})
        if line.document == arm.document and line.status == "found" and name in fields:
            given = borne(fields[name])
            try:
                values.add(raw_value(type_, given) if right_type(type_, given) else OPEN)
            except ValueError:  # of another shape than declared here: a person compares
                values.add(OPEN)
    return values.pop() if len(values) == 1 else OPEN


def comparable(variable: Variable, value: Given | Open) -> object:
    """Texts by their folded copy, numbers by their value; what bears none equals only what bears none."""
    if isinstance(value, str):
        return fold(value) if isinstance(variable.type, Text) else value
    if isinstance(value, int) and isinstance(variable.type, Number):
        return Fraction(value, 10**variable.type.decimals)
    if isinstance(value, int) and isinstance(variable.type, Date):
        return ("day", value)
    return value
