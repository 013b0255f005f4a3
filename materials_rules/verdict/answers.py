"""What the applicant answered, typed by the item's own declarations.

    Plan, Packet  ->  Answers

A wrong *type* (a text where a number is due) makes the input no packet; a well-typed answer out of bounds is a finding on
the fact, and the fact stays open, because a citizen's slip must not make everything else unreadable.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from msgspec import UNSET

from materials_rules.condition.tree import Boolean, Date, Number, OneOf, SomeOf, Text, ValueType
from materials_rules.ground.day import is_day, read_day
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import NotAPacket
from materials_rules.ground.refusal import Refusal
from materials_rules.identifiers import identifiers
from materials_rules.packet.model import Packet, recorded
from materials_rules.packet.model import Value as Given
from materials_rules.plan.domain import Value
from materials_rules.reading.jsontext import key_shown
from materials_rules.reading.key_words import WORDS
from materials_rules.rules.fact import Fact, ListOf
from materials_rules.rules.item import ItemFile
from materials_rules.rules.names import APPLICANT_KINDS
from materials_rules.rules.version import SERIOUS_BAD_CREDIT, type_of

Answer = Value | frozenset[str]
"""A raw value; the members chosen, for a `some_of`."""

KINDS_OF_APPLICANT: Final[Mapping[str, str]] = {kind: WORDS[kind] for kind in APPLICANT_KINDS}
"""What people call the kinds of applicant: the words of files in Chinese."""

_DUE: Final[dict[type, tuple[str, str]]] = {
    Boolean: ("true 或者 false", "true or false"),
    Number: ("数", "a number"),
    Date: ("日期文本", "a day as text"),
    Text: ("文本", "a text"),
    OneOf: ("文本", "a text"),
    SomeOf: ("文本的列表", "a list of texts"),
}


@dataclass(frozen=True)
class AnswerDefect:
    """An answer of the right type that cannot stand: which fact, and a catalogue code with what fills it (no values).

    `name` is that of a fact, a list (`drivers`), a fact of a member (`drivers.age[drivers:1]`) or `applicant.kind`.
    """

    name: str
    code: str
    args: Mapping[str, str] = field(default_factory=dict)
    kind: str = "invalid_field"


@dataclass(frozen=True)
class Answers:
    """Raw values by name. `facts` holds facts and choices that are settled; `members` the answered lists, by key."""

    facts: Mapping[str, Answer]
    members: Mapping[str, Mapping[str, Mapping[str, Answer]]]
    applicant: Mapping[str, Value]
    defects: tuple[AnswerDefect, ...]
    warnings: tuple[Diagnostic, ...]
    serious_bad_credit: bool | None


def read_answers(file: ItemFile, packet: Packet, path: str) -> Answers:
    """The answers of *packet* to the questions of *file*. Raises NotAPacket (P-TYPE, P-DATE) for values of a wrong type."""
    return _Reader(file, packet, path).answers()


def raw_value(type_: ValueType, given: Given) -> Value:
    """A typed JSON value as the raw value that rules compare. Raises ValueError where it has more decimals than declared."""
    if given is None or isinstance(given, bool):
        return given
    match type_:
        case Number(decimals):
            # not Decimal.scaleb, which rounds to the precision of whoever calls
            scaled = Fraction(given) * 10**decimals if isinstance(given, int | Decimal) else None
            if scaled is None or scaled.denominator != 1:
                raise ValueError("decimals")
            whole: int = scaled.numerator
            return whole
        case Date():
            return read_day(str(given)).toordinal()
        case _:
            return str(given)


def right_type(type_: ValueType, given: Given) -> bool:
    """Whether *given* is of the JSON type that *type_* asks for; null is of every type."""
    match type_:
        case _ if given is None:
            return True
        case Boolean():
            return isinstance(given, bool)
        case Number():
            return isinstance(given, int | Decimal) and not isinstance(given, bool)
        case SomeOf():
            return isinstance(given, list)
        case _:
            return isinstance(given, str)


def wrong_type(place: Place, type_: ValueType, given: Given) -> Diagnostic:
    """P-TYPE: what is due and what was found, without the value."""
    due, found = _DUE[type(type_)], _found(given)
    args = {"due_zh": due[0], "due_en": due[1], "found_zh": found[0], "found_en": found[1]}
    return Diagnostic("P-TYPE", place, args)


class _Reader:
    def __init__(self, file: ItemFile, packet: Packet, path: str) -> None:
        self.file = file
        self.packet = packet
        self.path = path
        self.on = read_day(packet.received_on)
        self.faults: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = []
        self.defects: list[AnswerDefect] = []

    def answers(self) -> Answers:
        facts: dict[str, Answer] = {}
        given: dict[str, Given] = dict(recorded(self.packet.facts, {}))
        chosen = recorded(self.packet.choices, {})
        credit = given.pop(SERIOUS_BAD_CREDIT, None)
        if SERIOUS_BAD_CREDIT in self.file.facts:
            given[SERIOUS_BAD_CREDIT] = credit
        elif not right_type(Boolean(), credit):
            self._wrong_type(("facts", SERIOUS_BAD_CREDIT), Boolean(), credit)
        for name, value in given.items():
            fact = self.file.facts.get(name)
            if fact is None or fact.chosen_by is not None:
                code = "P-UNKNOWN-FACT" if fact is None else "P-CHOICE-AS-FACT"
                self._warn(code, "facts", name)
            else:
                self._take(facts, name, name, fact, value, ("facts", name))
        for name, choice in chosen.items():
            fact = self.file.facts.get(name)
            if fact is None or fact.chosen_by is None:
                self._warn("P-UNKNOWN-FACT", "choices", name)
            else:
                self._take(facts, name, name, fact, choice, ("choices", name))
        members = dict(self._lists())
        applicant = dict(self._applicant())
        if self.faults:
            raise NotAPacket(sorted(self.faults, key=lambda fault: (fault.place, fault.code)))
        return Answers(
            facts,
            members,
            applicant,
            tuple(sorted(self.defects, key=self._declared)),
            tuple(sorted(self.warnings, key=lambda warning: (warning.place, warning.code))),
            credit if isinstance(credit, bool) else None,
        )

    def _declared(self, defect: AnswerDefect) -> tuple[int, str]:
        """In the order in which the author asks, whatever the order of the answers."""
        name = defect.name.partition("[")[0]
        asked = [*self.file.facts, *self.file.lists]
        asked += [f"{listed}.{fact}" for listed, about in self.file.lists.items() for fact in about.each]
        return (asked.index(name) if name in asked else len(asked), defect.name)

    def _take(
        self, into: dict[str, Answer], key: str, name: str, fact: Fact, value: Given, pointer: tuple[str, ...]
    ) -> None:
        """One answer: typed into *into*, or a fault, or a defect on the fact *name*."""
        type_ = type_of(fact)
        if value is None:
            return
        if not right_type(type_, value):
            self._wrong_type(pointer, type_, value)
        elif isinstance(type_, Date) and not is_day(str(value)):
            self.faults.append(Diagnostic("P-DATE", self._place(pointer)))
        else:
            try:
                into[key] = _typed(fact, type_, value, self.on)
            except _Unfit as unfit:
                self.defects.append(AnswerDefect(name, unfit.code, unfit.values, unfit.kind))

    def _lists(self) -> Iterator[tuple[str, Mapping[str, Mapping[str, Answer]]]]:
        for name, lines in recorded(self.packet.lists, {}).items():
            listed = self.file.lists.get(name)
            if listed is None:
                self._warn("P-UNKNOWN-FACT", "lists", name)
                continue
            members = self._members(name, listed, lines)
            if members is not None:
                yield name, members

    def _members(
        self, name: str, listed: ListOf, lines: tuple[Mapping[str, Given], ...]
    ) -> Mapping[str, Mapping[str, Answer]] | None:
        members: dict[str, dict[str, Answer]] = {}
        for i, line in enumerate(lines):
            key = line.get(listed.key)
            if key is not None and not isinstance(key, str):
                self._wrong_type(("lists", name, str(i), listed.key), Text(), key)
                continue
            if not key or key in members or key == "*":
                self.defects.append(AnswerDefect(name, "F-LIST-KEY", {"key": listed.key}))
                return None
            answers: dict[str, Answer] = {}
            for field_name, value in line.items():
                fact = listed.each.get(field_name)
                if fact is not None:
                    shown = f"{name}.{field_name}[{name}:{key}]"
                    self._take(answers, field_name, shown, fact, value, ("lists", name, str(i), field_name))
                elif field_name not in (listed.key, listed.label):
                    self._warn("P-UNKNOWN-FACT", f"lists/{name}/{i}", field_name)
            members[key] = answers
        if len(members) < listed.at_least:
            # those who are on it are judged; that the list grows is still to come
            self.defects.append(AnswerDefect(name, "F-AT-LEAST", {"least": str(listed.at_least)}))
        return members

    def _applicant(self) -> Iterator[tuple[str, Value]]:
        applicant = self.packet.applicant
        if applicant is UNSET:
            return
        for name in ("kind", "name", "id", "phone"):
            value = getattr(applicant, name)
            if name == "kind" and value is not UNSET and value not in APPLICANT_KINDS:
                words = {"members": "、".join(KINDS_OF_APPLICANT.values())}
                self.defects.append(AnswerDefect("applicant.kind", "F-MEMBER", words))
            elif value is not UNSET:
                yield name, value

    def _wrong_type(self, pointer: tuple[str, ...], type_: ValueType, value: Given) -> None:
        self.faults.append(wrong_type(self._place(pointer), type_, value))

    def _warn(self, code: str, where: str, key: str) -> None:
        # not by its position: the order of keys must not change a notice
        shown = key if key_shown(key, 0, self.file.facts) == key else "…"
        place = Place(self.path, pointer=f"/{where}/{shown}")
        self.warnings.append(Diagnostic(code, place, {}, Severity.WARNING))

    def _place(self, pointer: tuple[str, ...]) -> Place:
        """The place of what the item asks: every step is a word of the ruleset or a number."""
        return Place(self.path, pointer="".join(f"/{step}" for step in pointer))


class _Unfit(Refusal):
    """A well-typed answer out of its bounds; words of the ruleset fill what is said."""

    def __init__(self, code: str, kind: str = "invalid_field", **words: str) -> None:
        super().__init__(code, **words)
        self.kind = kind


def _typed(fact: Fact, type_: ValueType, value: Given, on: dt.date) -> Answer:
    """A well-typed *value* as a raw one. Raises _Unfit where it is out of bounds."""
    match type_:
        case SomeOf(members):
            assert isinstance(value, list)
            if not set(value) <= set(members) or len(set(value)) != len(value):
                raise _Unfit("F-MEMBER", members="、".join((fact.some_of or {}).values()))
            if len(value) < fact.at_least:
                raise _Unfit("F-AT-LEAST", least=str(fact.at_least))
            return frozenset(value)
        case OneOf(members):
            if value not in members:
                raise _Unfit("F-MEMBER", members="、".join((fact.one_of or {}).values()))
        case Number(decimals, minimum, maximum, unit):
            assert isinstance(value, int | Decimal)
            if Fraction(value) * 10**decimals % 1:
                raise _Unfit("F-DECIMALS", decimals=str(decimals))
            if minimum is not None and value < minimum:
                raise _Unfit("F-MINIMUM", minimum=f"{minimum}{unit}")
            if maximum is not None and value > maximum:
                raise _Unfit("F-MAXIMUM", maximum=f"{maximum}{unit}")
        case Text():
            return _text(fact, str(value), on)
        case _:
            pass
    return raw_value(type_, value)


def _text(fact: Fact, text: str, on: dt.date) -> str:
    if fact.check is None:
        return text
    identifier = identifiers()[fact.check]
    code = identifier.fault(text, on)
    if code is not None:
        raise _Unfit(code, "invalid_identifier")
    return identifier.normalised(text)


def _found(value: Given) -> tuple[str, str]:
    if isinstance(value, bool):
        return "true 或者 false", "true or false"
    if isinstance(value, str):
        return "文本", "a text"
    if isinstance(value, list):
        return "列表", "a list"
    return "数", "a number"


def last_handed_in(packet: Packet) -> dt.date:
    """The later of first receipt and the latest day on which something was handed in."""
    days = [packet.received_on, *(recorded(line.handed_in_on, packet.received_on) for line in packet.materials)]
    return max(read_day(day) for day in days)
