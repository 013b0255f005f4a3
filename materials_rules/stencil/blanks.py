"""What is filled into the blanks of a stencil: the bytes for one packet, worked out once where packets share them.

    Version, the answers that have a check  ->  Answers;  Packet  ->  bytes
    Library's calendars, promise, days  ->  bytes of the deadlines, and what must be warned of
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import msgspec
from msgspec import UNSET

from materials_rules.notice.answered import check_of, checks, mark_of, plain
from materials_rules.notice.masking import masked
from materials_rules.notice.reading import Thing
from materials_rules.packet.model import Applicant, MaybeText, Packet, Value
from materials_rules.rules.version import Version

MOST_KEPT: Final = 200_000
"""So many checks are kept, some 100 bytes each; more, and all are forgotten."""

encode = msgspec.json.Encoder().encode

_OF_APPLICANT: Final = {"applicant.kind": "kind", "applicant.name": "name", "applicant.id": "id"}


class Answers:
    """The checks of answers for one version, of which many packets share most: each is worked out once.

    Nothing is kept of names and numbers, nor of any text that somebody wrote.
    """

    def __init__(self, version: Version) -> None:
        self.version = version
        self._kept: dict[tuple[str, str, str | None, object], tuple[str, bytes]] = {}
        file = version.file
        texts = {name for name, fact in file.facts.items() if fact.type == "text"}
        for listed, about in file.lists.items():
            texts |= {f"{listed}.{name}" for name, fact in about.each.items() if fact.type == "text"}
        self._unkept = frozenset({"applicant.name", "applicant.id", *texts})

    def ordered(self, things: frozenset[Thing]) -> tuple[Thing, ...] | None:
        """*things* in the order of their names, where that is the same in every packet: where no member's name is among them."""
        if all(whose is None and self._is_single(name) for name, whose in things):
            return tuple(sorted((name, None) for name, _ in things))
        return None

    def _is_single(self, name: str) -> bool:
        return name in self.version.file.facts or name in _OF_APPLICANT

    def __call__(self, packet: Packet, things: frozenset[Thing], ordered: tuple[Thing, ...] | None) -> bytes:
        """The value of `answers` in the notice for *packet*."""
        if ordered is not None:
            return b"{" + b",".join([self._check(packet, name, None)[1] for name, _ in ordered]) + b"}"
        if any("/" in name for name, _ in things):
            return encode(checks(packet, self.version, things))
        found = dict(self._check(packet, name, whose) for name, whose in things)
        if len(found) < len(things):  # two members have one mark
            return encode(checks(packet, self.version, things))
        return b"{" + b",".join([found[name] for name in sorted(found)]) + b"}"

    def _check(self, packet: Packet, name: str, whose: str | None) -> tuple[str, bytes]:
        """The name of one answer, and its name with its check as JSON."""
        value = self._value(packet, name, whose)
        if name in self._unkept:
            return self._made(packet, name, whose, value)
        key = (packet.received_on, name, whose, value)
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            kept = self._kept[key] = self._made(packet, name, whose, value)
        return kept

    def _made(self, packet: Packet, name: str, whose: str | None, value: object) -> tuple[str, bytes]:
        shown = name if whose is None else f"{name}[{mark_of(packet, whose)}]"
        said = list(value) if isinstance(value, tuple) else value
        return shown, f'"{shown}":"{check_of(packet.received_on, packet.item, shown, said)}"'.encode()

    def _value(self, packet: Packet, name: str, whose: str | None) -> object:
        """An answer as its check has it; several as a tuple, so that it can be looked up."""
        if whose is not None:
            listed, _, fact = name.partition(".")
            return _plainly(_member(packet, self.version, listed, whose)[fact]) if fact else True
        if name in _OF_APPLICANT:
            return _particular(packet.applicant or Applicant(), name)
        if packet.facts and name in packet.facts:
            return _plainly(packet.facts[name])
        if packet.choices and name in packet.choices:
            return packet.choices[name]
        key = self.version.file.lists[name].key
        members = packet.lists[name] if packet.lists else ()
        return tuple(sorted(mark_of(packet, f"{name}:{member.get(key)}") for member in members))


def _member(packet: Packet, version: Version, listed: str, whose: str) -> Mapping[str, Value]:
    key = version.file.lists[listed].key
    members = packet.lists[listed] if packet.lists else ()
    return next(member for member in members if whose == f"{listed}:{member.get(key)}")


def _plainly(value: Value) -> object:
    if isinstance(value, list):
        return tuple(sorted(value))
    return plain(value) if isinstance(value, int | Decimal) else value


def _particular(applicant: Applicant, name: str) -> object:
    value = getattr(applicant, _OF_APPLICANT[name])
    return masked(value) if name == "applicant.id" and isinstance(value, str) else value


def applicant_in(packet: Packet) -> bytes:
    """The value of `applicant`: who applies, as `applicant_of` says it."""
    applicant = packet.applicant
    if applicant is UNSET:
        return b'{"kind":null,"name":null,"id":null}'
    number = applicant.id
    return b'{"kind":%b,"name":%b,"id":%b}' % (
        _text(applicant.kind),
        _text(applicant.name),
        b"null" if number is UNSET or number is None else encode(masked(number)),
    )


def _text(text: MaybeText) -> bytes:
    return b"null" if text is UNSET else encode(text)


def labels_of(packet: Packet, version: Version, subjects: frozenset[str]) -> bytes:
    """The value of `subjects`: what the members *subjects* are called."""
    found: dict[str, Value] = {}
    lists: Mapping[str, tuple[Mapping[str, Value], ...]] = {} if packet.lists is UNSET else packet.lists
    for listed, about in version.file.lists.items():
        for member in lists.get(listed, ()):
            subject = f"{listed}:{member.get(about.key)}"
            label = member.get(about.label or "")
            if subject in subjects and isinstance(label, str) and label.strip():
                found[subject] = label
    return encode(found)
