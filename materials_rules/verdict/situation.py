"""A packet as the machine sees it: a value for every variable, or open.

    Plan, Answers, Held, Open  ->  the cells of an output's variables
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, TypeVar, cast

from msgspec import UNSET

from materials_rules.condition.tree import Between, Counting, Quantifier
from materials_rules.ground.once import once
from materials_rules.packet.document import Document
from materials_rules.packet.model import Packet
from materials_rules.plan.compile import Judged, Plan
from materials_rules.plan.counted import Statement
from materials_rules.plan.diagram import Answer, Claims
from materials_rules.plan.domain import Value
from materials_rules.plan.formula import BY_AGENT, RECEIVED_ON
from materials_rules.plan.region import Region, exactly
from materials_rules.verdict.answers import Answers
from materials_rules.verdict.form import NOTHING, Accepted, Criterion, Held, Key
from materials_rules.verdict.limits import Limits, checks_of, limits, within
from materials_rules.verdict.settled import OPEN, Open, relation, statement

T = TypeVar("T")

Cells = tuple[int | None, ...]
"""The cell of each variable of an output; None where it is open."""

_NO_PAPERS: Final = frozenset[str]()


EVERY: Final = "*"
"""The key of a subject that stands for all members of a list that is not answered."""


@dataclass(frozen=True)
class Opened:
    """What the notice leaves for the applicant to change: answers by name, slots by key."""

    names: frozenset[str] = frozenset()
    slots: frozenset[Key] = frozenset()

    def __or__(self, other: Opened) -> Opened:
        return Opened(self.names | other.names, self.slots | other.slots)


@dataclass(frozen=True)
class Situation:
    """One packet before one plan, with what is open at this moment of the judgement.

    `counting` are the lines of consistency that may count, each with for whom; None while that is not known. `unopened` and
    `by_answers` are what was found of the packet, and of its answers alone, and holds whatever else is opened.
    """

    plan: Plan
    packet: Packet
    day: dt.date
    answers: Answers
    held: Mapping[Key, Held]
    criteria: Mapping[str, tuple[Criterion, ...]]
    strangers: tuple[Document, ...] = ()
    opened: Opened = field(default_factory=Opened)
    forgiven: frozenset[str] = frozenset()
    accepted: Accepted = field(default_factory=Accepted)
    counting: Mapping[str, frozenset[str | None]] | None = None
    unopened: dict[Hashable, object] = field(default_factory=dict, repr=False, compare=False)
    by_answers: dict[Hashable, object] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def settled(self) -> Situation:
        """The same packet without the papers that the applicant may still replace."""
        if self.opened.slots.isdisjoint(self.held):
            return self
        left = {key: held for key, held in self.held.items() if key not in self.opened.slots}
        return replace(self, held=left, unopened={})

    @cached_property
    def as_given(self) -> Situation:
        """The same packet taken at its word: answers as they were given, papers in form as they are.

        Open is what nobody answered, and the papers that are still to come.
        """
        if not self.opened.names and not any(self.held.get(key, NOTHING).met for key in self.opened.slots):
            return self
        to_come = frozenset(key for key in self.opened.slots if not self.held.get(key, NOTHING).met)
        return self.opening(Opened(slots=to_come), self.counting)

    def opening(self, opened: Opened, counting: Mapping[str, frozenset[str | None]] | None) -> Situation:
        """The same packet with other things open."""
        # by hand, for a batch does it several times for every packet
        read = (self.plan, self.packet, self.day, self.answers, self.held, self.criteria, self.strangers)
        return Situation(*read, opened, self.forgiven, self.accepted, counting, self.unopened, self.by_answers)

    def subjects(self, listed: str | None) -> tuple[str | None, ...]:
        """Whose a requirement is asked for: once; once a member; once for all members not known or still to be corrected."""
        if listed is None:
            return (None,)
        members = self.answers.members.get(listed)
        unknown = (f"{listed}:{EVERY}",) if members is None or f"fact/{listed}" in self.opened.names else ()
        return (*(f"{listed}:{key}" for key in members or ()), *unknown)

    def may_count(self, line: str, subject: str | None) -> bool:
        """Whether a line of consistency may count for *subject*; `list:*` is any member."""
        whom = None if self.counting is None else self.counting.get(line, frozenset())
        if whom is None or subject in whom:
            return True
        listed, _, key = (subject or "").partition(":")
        return bool(whom) and (key == EVERY or f"{listed}:{EVERY}" in whom)

    def key(self, slot: str, subject: str | None) -> Key:
        """Where a paper for *slot* and *subject* stands."""
        return slot, subject if self.plan.version.slots[slot].list else None

    def holds(self, slot: str, subject: str | None) -> Held:
        """What is held in *slot* for *subject*."""
        return self.held.get(self.key(slot, subject), NOTHING)

    def cells(self, judged: Judged, subject: str | None) -> Cells:
        """The cell of each variable of an output; None where it is open."""
        return cells_of(judged, [self.value(name, subject) for name in judged.diagram.variables])

    def judged(self, output: str, subject: str | None) -> Judged:
        """An output in which nothing is possible but what the answers leave."""
        return within(self.plan.outputs[output], self.limits(output, subject))

    def limits(self, output: str, subject: str | None) -> Limits:
        """What the answers leave of an output besides their cells."""
        if not checks_of(self.plan, output):
            return ()

        def find() -> Limits:
            cells = self.cells(self.plan.outputs[output], subject)
            return limits(self.plan, output, subject, cells, self.exact, self.members)

        return self.kept(output, _NO_PAPERS, ("limits", output, subject), find)

    def exact(self, name: str, subject: str | None) -> Region | None:
        """The value of a variable as a region; None where it is open."""
        value = self.value(name, subject)
        return None if isinstance(value, Open) else exactly(value)

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """The keys of the members of the lists that are answered."""
        known = self.answers.members.items()
        return {listed: tuple(members) for listed, members in known if f"fact/{listed}" not in self.opened.names}

    def kept(self, output: str, papers: frozenset[str], what: Hashable, find: Callable[[], T]) -> T:
        """What *find* finds in what *output* reads and in *papers*: found once for a packet, as long as none of it is opened.

        A paper that is not there yet does not change by being let in.
        """
        reads = self.plan.behind[output]
        if self._is_opened and not (reads.names.isdisjoint(self._touched) and papers.isdisjoint(self.replaced)):
            return find()
        known = self.by_answers if reads.is_answered and not papers else self.unopened
        if what not in known:
            known[what] = find()
        return cast("T", known[what])

    @cached_property
    def _is_opened(self) -> bool:
        return bool(self.opened.names or self.opened.slots)

    @cached_property
    def _touched(self) -> frozenset[str]:
        """What is opened, whoever's it is."""
        names = [name.partition("[")[0] for name in self.opened.names]
        return frozenset(names).union([f"slot/{slot}" for slot, _ in self.opened.slots])

    @cached_property
    def replaced(self) -> frozenset[str]:
        """The slots whose papers, lying there already, may be replaced."""
        return frozenset([slot for slot, _ in self.opened.slots & self.held.keys()])

    def answer(self, output: str, subject: str | None, judge: Callable[[Claims], T]) -> Answer[T] | None:
        """What *judge* says of the claims of *output* in each situation still possible; equal judges say the same."""

        def find() -> Answer[T] | None:
            judged = self.judged(output, subject)
            return _answer(judged, self.cells(judged, subject), judge)

        return self.kept(output, _NO_PAPERS, (output, subject, judge), find)

    def reachable(self, output: str, subject: str | None) -> frozenset[Claims]:
        """The claims of *output* in every situation still possible."""

        def find() -> frozenset[Claims]:
            judged = self.judged(output, subject)
            return reachable(judged, self.cells(judged, subject))

        return self.kept(output, _NO_PAPERS, (output, subject), find)

    @cached_property
    def _values(self) -> dict[tuple[str, str | None], Value | Open]:
        return {}

    def value(self, name: str, subject: str | None = None) -> Value | Open:
        """The raw value of a variable for *subject*, or OPEN."""
        known, key = self._values, (name, subject)
        if key not in known:
            known[key] = self._value(name, subject)
        return known[key]

    def _value(self, name: str, subject: str | None) -> Value | Open:
        sort, _, rest = name.partition("/")
        match sort:
            case "fact":
                return self._fact(rest)
            case "applicant":
                return self._applicant(rest)
            case "member":
                return self._member(rest, subject)
            case "provided":
                return self._provided(rest, subject)
            case "read":
                return self._read(rest, subject)
            case "relation":
                node = self.plan.sources[name]
                assert isinstance(node, Between)
                return relation(node, self.value, subject)
            case "atom":
                said = self.plan.sources[name]
                assert isinstance(said, Quantifier | Counting)
                return self._statement(said)
            case _ if name == RECEIVED_ON:
                return self.day.toordinal()
            case _ if name == BY_AGENT:
                return self.packet.agent is not UNSET and self.packet.agent is not None
        raise AssertionError(f"no such variable: {name}")

    def _fact(self, rest: str) -> Value | Open:
        name, _, member = rest.partition("#")
        if f"fact/{name}" in self.opened.names or name not in self.answers.facts:
            return OPEN
        answer = self.answers.facts[name]
        if isinstance(answer, frozenset):
            return member in answer
        return answer

    def _applicant(self, name: str) -> Value | Open:
        if f"applicant/{name}" in self.opened.names or name not in self.answers.applicant:
            return OPEN
        return self.answers.applicant[name]

    def _member(self, rest: str, subject: str | None) -> Value | Open:
        of, _, member = rest.partition("#")
        listed, _, name = of.partition(".")
        if subject is None:
            return OPEN
        key = subject.removeprefix(f"{listed}:")
        answers = self.answers.members.get(listed, {}).get(key, {})
        if name not in answers or f"member/{of}[{subject}]" in self.opened.names:
            return OPEN
        answer = answers[name]
        return member in answer if isinstance(answer, frozenset) else answer

    def _provided(self, slot: str, subject: str | None) -> Value | Open:
        if self.key(slot, subject) in self.opened.slots:
            return OPEN
        met = self.holds(slot, subject).met
        return OPEN if met is None else met

    def _read(self, rest: str, subject: str | None) -> Value | Open:
        slot, _, name = rest.partition(".")
        if self.key(slot, subject) in self.opened.slots:
            return OPEN
        settled, value = self.holds(slot, subject).field(name)
        return value if settled else OPEN

    def _statement(self, node: Statement) -> Value | Open:
        """A statement about a list that is answered."""
        listed = node.list.name
        if listed not in self.members:
            return OPEN
        return statement(node, [f"{listed}:{key}" for key in self.members[listed]], self.value, self.plan.base)


@once
def _answer(judged: Judged, cells: Cells, judge: Callable[[Claims], T]) -> Answer[T] | None:
    return judged.diagram.answer(cells, judge)


@once
def reachable(judged: Judged, cells: Cells) -> frozenset[Claims]:
    """The claims of *judged* in every situation that agrees with *cells*."""
    return judged.diagram.reachable(cells)


def cells_of(judged: Judged, values: Iterable[Value | Open]) -> Cells:
    """The cells of an output in which *values* lie, in the order of its variables; None where one is open."""
    named = zip(values, judged.domains, strict=True)
    return tuple([None if value is OPEN else domain.index(cast("Value", value)) for value, domain in named])
