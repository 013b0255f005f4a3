"""What a packet has in common with all packets that get the same notice, names, numbers and days left blank.

    Plan, Packet, day of judgement  ->  Likeness, or nothing where that cannot be told

Two packets of one likeness differ only in what no rule reads: who applies, what a case is called, texts that are not compared,
numbers within the same bounds, days between which law and rules say the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

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
from materials_rules.stencil.tokens import MOST_KNOWN, Apart, Likes, Tell, Token, teller, told
from materials_rules.verdict.form import Criterion


class Likeness(NamedTuple):
    """What counts of a packet: `common` to everything in it, who is `here` to put things right at once, `told` beside the
    papers, of each line of papers in order.

    `told` has by turns what a token is about and the token. It is about `fact/x` (a fact or a choice), `applicant/x`, `list/x`
    (its members), `obtained/x` (a document), `demand/x` and `letter/x` (a requirement), `cannot/x` (what cannot be answered),
    `letters`, `round`, `bundle`.
    """

    common: tuple[Token, ...]
    here: tuple[Token, ...]
    told: tuple[Token, ...]
    lines: tuple[Token, ...]

    @property
    def tokens(self) -> dict[Token, Token]:
        """The tokens by what they are about."""
        return dict(zip(self.told[::2], self.told[1::2], strict=True))


class Likening:
    """Tells the likeness of packets for one version. *of_place* are the days that count for all items of the place."""

    def __init__(self, plan: Plan, criteria_of: Mapping[str, tuple[Criterion, ...]], of_place: frozenset[int]) -> None:
        read, file = read_by_rules(plan), plan.version.file
        self._stretches = stretches_of(plan, of_place, read.tests.get(RECEIVED_ON, ()))
        self._keeps_day = RECEIVED_ON in read.related
        self._facts: dict[str, tuple[str, Tell]] = {}
        self._choices: dict[str, tuple[str, Tell]] = {}
        for name, fact in file.facts.items():
            tell = teller(fact, *_asked(read, f"fact/{name}"))
            (self._facts if fact.chosen_by is None else self._choices)[name] = f"fact/{name}", tell
        if SERIOUS_BAD_CREDIT not in file.facts:
            self._facts[SERIOUS_BAD_CREDIT] = f"fact/{SERIOUS_BAD_CREDIT}", _yes_or_no
        self._lists = {
            listed: (
                about.key,
                about.label,
                about.at_least,
                {name: (name, teller(fact, *_asked(read, f"member/{listed}.{name}"))) for name, fact in about.each.items()},
            )
            for listed, about in file.lists.items()
        }
        self._demanded = demanded_of(plan)
        self._requirements = {slot.id: slot.requirement for slot in plan.version.slots.values()}
        self._particulars = [
            (name, f"applicant/{name}", *_asked(read, f"applicant/{name}")) for name in ("name", "id", "phone")
        ]
        slots = plan.version.slots.values()
        shown = {code for slot in slots for code in slot.arm.proved_by}
        self._papers = {
            slot.id: PaperTeller(slot, criteria_of[slot.id], read, not shown.isdisjoint((slot.id, slot.arm.document)))
            for slot in slots
        }
        self._copied = _fields_of(plan.version, read)
        self._stranger = PaperTeller(None, (), read, True)

    def __call__(self, packet: Packet, as_of: str) -> Likeness | None:
        """The likeness of *packet*, judged on the day *as_of*; None where it is told from all others."""
        likes, found = Likes(), list[Token]()
        received_on = packet.received_on
        day = read_day(received_on)
        stretch = received_on if self._keeps_day else self._stretches.number(day.toordinal())
        agent = packet.agent
        try:
            # what is beside the papers first: so its texts are numbered whatever papers there are
            self._told(packet, as_of, likes, day, found)
            lines = self._lines(packet, likes)
        except Apart:
            return None
        if agent is UNSET or agent is None:
            acting, corrects = None, False
        else:
            powers = agent.powers or ()
            acting, corrects = "sign" in powers, "correct" in powers
        present = frozenset(packet.present or ())
        here = present, corrects and "agent" in present
        return Likeness((stretch, acting), here, tuple(found), lines)

    def _told(self, packet: Packet, as_of: str, likes: Likes, day: dt.date, found: list[Token]) -> None:
        if packet.applicant is not UNSET:
            self._applicant(packet.applicant, likes, found)
        if packet.facts:
            told(packet.facts, self._facts, likes, day, found)
        if packet.choices:
            told(packet.choices, self._choices, likes, day, found)
        if packet.lists:
            self._members(packet.lists, likes, day, found)
        if packet.obtained:
            found += _copies(packet.obtained, self._copied, likes)
        if packet.demands:
            found += _gathered(
                (f"demand/{self._demanded(one.name, one.material)}", (i, one.name, one.material, one.by))
                for i, one in enumerate(packet.demands)
            )
        if packet.commitments or packet.deferrals:
            found += self._letters(packet, as_of)
        if packet.cannot_answer:
            found += _gathered((f"cannot/{name.partition('.')[0]}", name) for name in packet.cannot_answer)
        found += ("round", packet.round)
        if packet.bundle is not UNSET:
            found += ("bundle", packet.bundle)

    def _applicant(self, applicant: Applicant, likes: Likes, found: list[Token]) -> None:
        found += ("applicant/kind", applicant.kind)
        for name, about, tests, is_related, is_compared in self._particulars:
            value = getattr(applicant, name)
            if isinstance(value, str):
                is_named = is_related or any(test.value == value for test in tests)
                value = value if is_named else likes.number(value) if is_compared else 0
            found += (about, value)

    def _members(
        self, lists: Mapping[str, tuple[Mapping[str, object], ...]], likes: Likes, day: dt.date, found: list[Token]
    ) -> None:
        """Members stay by their keys, which a notice names; of what they are called only that they are."""
        for listed, members in lists.items():
            if listed not in self._lists:
                raise Apart
            key_of, label, at_least, tellers = self._lists[listed]
            if len(members) < at_least:
                raise Apart  # that it must grow is said of no requirement, and so the list is open to all of them
            keys = [member.get(key_of) for member in members]
            if len(set(map(str, keys))) != len(keys) or not all(isinstance(key, str) and key and key != "*" for key in keys):
                raise Apart
            answers: list[Token] = []
            for key, member in zip(keys, members, strict=True):
                called = member.get(label or "")
                rest = {name: value for name, value in member.items() if name in tellers or name not in (key_of, label)}
                answers += (key, isinstance(called, str) and bool(called.strip()))
                told(rest, tellers, likes, day, answers)
            found += (f"list/{listed}", tuple(answers))

    def _letters(self, packet: Packet, as_of: str) -> list[Token]:
        both: list[tuple[str, Commitment | Deferral]] = [("commitment", letter) for letter in packet.commitments or ()]
        both += [("deferral", letter) for letter in packet.deferrals or ()]
        every = [
            (f"letter/{self._requirements.get(letter.for_, letter.for_)}", (sort, letter.for_, letter.signed, later))
            for sort, letter in both
            for later in ((letter.signed_on or "") > as_of,)
        ]
        return [*_gathered(every), "letters", tuple(token for _, token in every)]

    def _lines(self, packet: Packet, likes: Likes) -> tuple[Token, ...]:
        received_on, stranger, tellers = packet.received_on, self._stranger, self._papers
        places: set[tuple[str, str | None]] = set()
        found = []
        for line in packet.materials:
            whose = line.subject or None
            if whose is not None and whose.endswith(":*"):
                raise Apart
            places.add((line.material, whose))
            found.append(tellers.get(line.material, stranger)(line, received_on, likes))
        if len(places) != len(found):
            raise Apart  # of several papers for one place, which one speaks is decided by everything they bear
        return tuple(found)


def _gathered(tokens: Iterable[tuple[str, Token]]) -> list[Token]:
    """Tokens by turns with what they are about; those about one thing are one."""
    by: dict[str, tuple[Token, ...]] = {}
    for about, token in tokens:
        by[about] = (*by[about], token) if about in by else (token,)
    found: list[Token] = []
    for pair in by.items():
        found += pair
    return found


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


def _fields_of(version: Version, read: Read) -> dict[str, dict[str, bool]]:
    """The fields that rules know of each document; whether they are texts wherever it is asked for, and only compared."""
    texts: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for slot in version.slots.values():
        for name, declared in slot.arm.reads.items():
            is_text = isinstance(type_of(declared), Text) and f"read/{slot.id}.{name}" not in read.related
            (texts if is_text else others).setdefault(slot.arm.document or "", set()).add(name)
    documents = {*texts, *others}
    unlike = {document: others.get(document, set()) for document in documents}
    return {one: {name: name not in unlike[one] for name in texts.get(one, set()) | unlike[one]} for one in documents}


def _copies(obtained: tuple[Obtained, ...], known: Mapping[str, Mapping[str, bool]], likes: Likes) -> list[Token]:
    """What the office found: texts that are only compared by what they are like, what else rules know as it is."""
    documents = [line.document for line in obtained if line.fields]
    if len(set(documents)) != len(documents):
        raise Apart  # copies of one document count as far as they agree, as they are written
    return _gathered(
        [
            (f"obtained/{line.document}", (line.status, line.by, _fields(line, known, likes) if line.fields else ()))
            for line in obtained
        ]
    )


def _fields(line: Obtained, known: Mapping[str, Mapping[str, bool]], likes: Likes) -> Token:
    are_texts = known.get(line.document, {})
    fields: list[Token] = []
    for name, value in (line.fields or {}).items():
        if name not in are_texts:
            continue
        if isinstance(value, list):
            raise Apart
        is_like = are_texts[name] and isinstance(value, str) and bool(value.strip())
        fields += [name, is_like, likes.number(str(value)) if is_like else (type(value), value)]
    return tuple(fields)
