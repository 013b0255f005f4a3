"""What is filled into the blanks of a stencil about who applies, and what the members of lists are called.

    Packet  ->  bytes of JSON
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import UNSET

from materials_rules.notice.masking import masked
from materials_rules.packet.model import MaybeText, Packet, Value
from materials_rules.rules.version import Version

encode = msgspec.json.Encoder().encode

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
