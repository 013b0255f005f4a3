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

from materials_rules.notice.answered import check_of, checks, plain
from materials_rules.notice.masking import masked
from materials_rules.notice.reading import Thing
from materials_rules.packet.model import Applicant, MaybeText, Packet, Value
from materials_rules.rules.version import Version

MOST_KEPT: Final = 200_000
"""So many checks are kept, some 100 bytes each; more, and all are forgotten."""

encode = msgspec.json.Encoder().encode

_OF_APPLICANT: Final = {"applicant.kind": "kind", "applicant.name": "name", "applicant.id": "id"}


class Answers:
    """The checks of answers for one version: of facts, which many packets share, each is worked out once."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self._kept: dict[tuple[str, str, object], bytes] = {}

    def names(self, things: frozenset[Thing]) -> tuple[str, ...] | None:
        """The names of *things* in their order, where they are facts, choices and particulars alone."""
        file = self.version.file
        if all(whose is None and (name in file.facts or name in _OF_APPLICANT) for name, whose in things):
            return tuple(sorted(name for name, _ in things))
        return None

    def __call__(self, packet: Packet, things: frozenset[Thing], names: tuple[str, ...] | None) -> bytes:
        """The value of `answers` in the notice for *packet*."""
        if names is None:
            return encode(checks(packet, self.version, things))
        received_on, facts, choices = packet.received_on, packet.facts or {}, packet.choices or {}
        found = []
        for name in names:
            if name in _OF_APPLICANT:
                value = _particular(packet.applicant or Applicant(), name)
            else:
                value = _of_fact(facts[name] if name in facts else choices[name])
            kept = self._kept.get((received_on, name, value))
            if kept is None:
                kept = self._made(received_on, packet.item, name, value)
            found.append(kept)
        return b"{" + b",".join(found) + b"}"

    def _made(self, received_on: str, item: str, name: str, value: object) -> bytes:
        said = list(value) if isinstance(value, tuple) else value
        made = f'"{name}":"{check_of(received_on, item, name, said)}"'.encode()
        if name not in ("applicant.name", "applicant.id"):  # of these nothing is kept, and hardly two are alike
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[received_on, name, value] = made
        return made


def _of_fact(value: Value) -> object:
    """An answer as its check has it; what was chosen together as a tuple, so that it can be looked up."""
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
