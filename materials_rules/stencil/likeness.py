"""What a packet has in common with all packets that get the same notice, names, numbers and days left blank.

    Plan, Packet, day of judgement  ->  Likeness, or nothing where that cannot be told

Two packets of one likeness differ only in what no rule reads: who applies, what a case is called, texts that are not compared,
numbers within the same bounds, days between which law and rules say the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from msgspec import UNSET

from materials_rules.condition.tree import Text
from materials_rules.ground.day import read_day
from materials_rules.notice.demanded import placed_in
from materials_rules.packet.model import Applicant, Commitment, Deferral, Demand, MaybeText, Obtained, Packet
from materials_rules.plan.compile import Plan
from materials_rules.plan.domain import Test
from materials_rules.plan.formula import RECEIVED_ON
from materials_rules.rules.version import SERIOUS_BAD_CREDIT, Version, type_of
from materials_rules.stencil.days import stretches_of
from materials_rules.stencil.papers import PaperTeller
from materials_rules.stencil.reading import Read, read_by_rules
from materials_rules.stencil.tokens import MOST_KNOWN, Apart, Likes, Teller, Token, teller, told
from materials_rules.verdict.form import Criterion


@dataclass(frozen=True, slots=True)
class Likeness:
    """What counts of a packet: `common` to everything in it, `tokens` by what they are about, of each line of papers in order.

    Tokens are about `fact/x` (a fact or a choice), `applicant/x`, `list/x` (its members), `obtained/x` (a document), `demand/x`
    and `letter/x` (a requirement), `cannot/x` (what cannot be answered), `letters`, `round` and `bundle`.
    """

    common: tuple[Token, ...]
    tokens: Mapping[str, Token]
    lines: tuple[Token, ...]


class Likening:
    """Tells the likeness of packets for one version. *of_place* are the days that count for all items of the place."""

    def __init__(self, plan: Plan, criteria_of: Mapping[str, tuple[Criterion, ...]], of_place: frozenset[int]) -> None:
        read, file = read_by_rules(plan), plan.version.file
        self._stretches = stretches_of(plan, of_place, read.tests.get(RECEIVED_ON, ()))
        self._keeps_day = RECEIVED_ON in read.related
        self._facts: dict[str, Teller] = {}
        self._choices: dict[str, Teller] = {}
        for name, fact in file.facts.items():
            tell = teller(fact, *_asked(read, f"fact/{name}"))
            (self._facts if fact.chosen_by is None else self._choices)[name] = tell
        if SERIOUS_BAD_CREDIT not in file.facts:
            self._facts[SERIOUS_BAD_CREDIT] = _yes_or_no
        self._lists = {
            listed: (
                about.key,
                about.label,
                {name: teller(fact, *_asked(read, f"member/{listed}.{name}")) for name, fact in about.each.items()},
            )
            for listed, about in file.lists.items()
        }
        self._demanded = demanded_of(plan)
        self._requirements = {slot.id: slot.requirement for slot in plan.version.slots.values()}
        self._particulars = {name: _asked(read, f"applicant/{name}") for name in ("name", "id", "phone")}
        self._papers = {slot.id: PaperTeller(slot, criteria_of[slot.id], read) for slot in plan.version.slots.values()}
        self._texts_of = _texts_of(plan.version, read)
        self._stranger = PaperTeller(None, (), read)

    def __call__(self, packet: Packet, as_of: str) -> Likeness | None:
        """The likeness of *packet*, judged on the day *as_of*; None where it is told from all others."""
        likes, tokens = Likes(), dict[str, Token]()
        day = read_day(packet.received_on)
        stretch = packet.received_on if self._keeps_day else self._stretches.number(day.toordinal())
        agent = None if packet.agent is UNSET or packet.agent is None else (packet.agent.powers,)
        try:
            # what is beside the papers first: so its texts are numbered whatever papers there are
            self._told(packet, as_of, likes, day, tokens)
            return Likeness((stretch, packet.present, agent), tokens, tuple(self._lines(packet, likes)))
        except Apart:
            return None

    def _told(self, packet: Packet, as_of: str, likes: Likes, day: dt.date, tokens: dict[str, Token]) -> None:
        if packet.applicant is not UNSET:
            self._applicant(packet.applicant, likes, tokens)
        told(packet.facts or {}, self._facts, likes, day, tokens)
        if packet.choices:
            told(packet.choices, self._choices, likes, day, tokens)
        if packet.lists:
            self._members(packet.lists, likes, day, tokens)
        if packet.obtained:
            _copies(packet.obtained, self._texts_of, likes, tokens)
        if packet.demands:
            for i, demand in enumerate(packet.demands):
                about = f"demand/{self._demanded(demand.name, demand.material)}"
                tokens[about] = tokens.get(about), i, demand.name, demand.material, demand.by
        if packet.commitments or packet.deferrals:
            self._letters(packet, as_of, tokens)
        for name in packet.cannot_answer or ():
            about = f"cannot/{name.partition('.')[0]}"
            tokens[about] = tokens.get(about), name
        tokens["round"] = packet.round
        if packet.bundle is not UNSET:
            tokens["bundle"] = packet.bundle

    def _applicant(self, applicant: Applicant, likes: Likes, tokens: dict[str, Token]) -> None:
        tokens["applicant/kind"] = applicant.kind
        for name, (tests, is_related, is_compared) in self._particulars.items():
            value = getattr(applicant, name)
            if isinstance(value, str):
                is_named = any(test.value == value for test in tests)
                value = value if is_related or is_named else likes.number(value) if is_compared else 0
            tokens[f"applicant/{name}"] = value

    def _members(
        self, lists: Mapping[str, tuple[Mapping[str, object], ...]], likes: Likes, day: dt.date, tokens: dict[str, Token]
    ) -> None:
        """Members stay by their keys, which a notice names; of what they are called only that they are."""
        for listed, members in lists.items():
            if listed not in self._lists:
                raise Apart
            key_of, label, tellers = self._lists[listed]
            keys = [member.get(key_of) for member in members]
            if len(set(map(str, keys))) != len(keys) or not all(isinstance(key, str) and key and key != "*" for key in keys):
                raise Apart
            found: list[Token] = []
            for key, member in zip(keys, members, strict=True):
                called = member.get(label or "")
                rest = {name: value for name, value in member.items() if name in tellers or name not in (key_of, label)}
                answers: dict[str, Token] = {}
                told(rest, tellers, likes, day, answers)
                found += (key, isinstance(called, str) and bool(called.strip()), tuple(answers.items()))
            tokens[f"list/{listed}"] = tuple(found)

    def _letters(self, packet: Packet, as_of: str, tokens: dict[str, Token]) -> None:
        commitments, deferrals = packet.commitments or (), packet.deferrals or ()
        both: list[tuple[str, Commitment | Deferral]] = [("commitment", letter) for letter in commitments]
        both += [("deferral", letter) for letter in deferrals]
        every: list[Token] = []
        for sort, letter in both:
            token = sort, letter.for_, letter.signed, (letter.signed_on or "") > as_of
            about = f"letter/{self._requirements.get(letter.for_, letter.for_)}"
            tokens[about] = tokens.get(about), token
            every.append(token)
        tokens["letters"] = tuple(every)

    def _lines(self, packet: Packet, likes: Likes) -> Iterator[Token]:
        places: set[tuple[str, str | None]] = set()
        for line in packet.materials:
            tell = self._papers.get(line.material, self._stranger)
            yield tell(line, packet.received_on, likes)
            places.add((line.material, line.subject or None))
        if len(places) != len(packet.materials) or any((whose or "").endswith(":*") for _, whose in places):
            raise Apart  # of several papers for one place, which one speaks is decided by everything they bear


def demanded_of(plan: Plan) -> Callable[[str, MaybeText], str]:
    """Which requirement a demand is about, by its words and its code; empty where it is about none."""

    @lru_cache(MOST_KNOWN)
    def found(name: str, material: MaybeText) -> str:
        slots = placed_in(plan, Demand(name=name, material=material))
        return slots[0].requirement if slots else ""

    return found


def _asked(read: Read, variable: str) -> tuple[tuple[Test, ...], bool, bool]:
    return read.tests.get(variable, ()), variable in read.related, variable in read.compared


def _yes_or_no(value: object, likes: Likes, day: dt.date) -> Token:
    if not isinstance(value, bool):
        raise Apart
    return value


def _texts_of(version: Version, read: Read) -> dict[str, frozenset[str]]:
    """The fields that are texts wherever a document is asked for, and that nothing reads but by what they are like."""
    texts: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for slot in version.slots.values():
        for name, declared in slot.arm.reads.items():
            is_text = isinstance(type_of(declared), Text) and f"read/{slot.id}.{name}" not in read.related
            (texts if is_text else others).setdefault(slot.arm.document or "", set()).add(name)
    return {document: frozenset(names - others.get(document, set())) for document, names in texts.items()}


def _copies(
    obtained: tuple[Obtained, ...], texts_of: Mapping[str, frozenset[str]], likes: Likes, tokens: dict[str, Token]
) -> None:
    """What the office found: texts that are only compared by what they are like, everything else as it is."""
    documents = [line.document for line in obtained if line.fields]
    if len(set(documents)) != len(documents):
        raise Apart  # copies of one document count as far as they agree, as they are written
    for line in obtained:
        texts = texts_of.get(line.document, frozenset())
        fields: list[Token] = []
        for name, value in (line.fields or {}).items():
            if isinstance(value, list):
                raise Apart
            is_like = name in texts and isinstance(value, str) and bool(value.strip())
            fields += [name, is_like, likes.number(str(value)) if is_like else (type(value), value)]
        about = f"obtained/{line.document}"
        tokens[about] = tokens.get(about), line.status, line.by, tuple(fields)
