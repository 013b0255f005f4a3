"""The documents in a packet: lines that describe the same document are one, their counts added.

Packet  ->  the documents, in an order that does not depend on the order of the lines
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

import msgspec
from msgspec import UNSET, UnsetType, structs

from materials_rules.packet.model import Material, MaybeText, Packet, Value, encode


class Document(msgspec.Struct, frozen=True, gc=False):
    """One document that was handed in.

    `material` tells what is recorded about it, the counts of all its lines added. `handed_in_on` is the day
    of receipt where nothing else is recorded. `lines` are the places in `packet.materials` that describe it.
    `uncounted` names the counts (`originals`, `copies`) that some of its lines state and others leave open:
    the sum is then a lower bound.
    """

    material: Material
    handed_in_on: str
    lines: tuple[int, ...]
    uncounted: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The code of the material that it was handed in as."""
        return self.material.material

    @property
    def subject(self) -> str | None:
        """Whose document it is, `list:key`; None where the item has only one, or nobody is named (`list:*` are those to come)."""
        return _whose(self.material.subject)


def documents(packet: Packet) -> tuple[Document, ...]:
    """The documents of *packet*, sorted by material, subject and content.

    Lines with the same material and subject that agree in everything else (days, fields, signatures, …) are
    one document: originals, copies and files are added, and the original was shown if any line says so.
    Numbers agree by value (`12.5` and `12.50`); a day of handing in left out is the day of receipt.
    """
    lines, received_on = packet.materials, packet.received_on
    slots = [(line.material, _whose(line.subject) or "") for line in lines]
    in_order = sorted(range(len(lines)), key=slots.__getitem__)
    if len(set(slots)) == len(slots):  # nearly always, and there is nothing to compare
        return tuple([Document(lines[at], lines[at].handed_in_on or received_on, (at,)) for at in in_order])
    return tuple(
        document
        for _, places in groupby(in_order, key=slots.__getitem__)
        for document in _of_one_slot(packet, list(places))
    )


def _whose(subject: MaybeText) -> str | None:
    return None if not subject or subject.endswith(":*") else subject


def _of_one_slot(packet: Packet, places: list[int]) -> list[Document]:
    alike: dict[bytes, list[int]] = {}
    for place in places:
        alike.setdefault(_likeness(packet.materials[place], packet.received_on), []).append(place)
    return [_document(packet, same) for _, same in sorted(alike.items())]


def _document(packet: Packet, places: list[int]) -> Document:
    lines = [packet.materials[place] for place in places]
    material = lines[0] if len(lines) == 1 else _merged(lines)
    handed_in_on = material.handed_in_on or packet.received_on
    return Document(material, handed_in_on, tuple(places), tuple(_counted_in_part(lines)))


def _counted_in_part(lines: list[Material]) -> Iterator[str]:
    for name in ("originals", "copies"):
        left_open = [getattr(line, name) is UNSET for line in lines]
        if any(left_open) and not all(left_open):
            yield name


def _merged(lines: list[Material]) -> Material:
    shown = {line.original_shown for line in lines}
    files = [file for line in lines for file in line.files or ()]
    return structs.replace(
        min(lines, key=encode),  # they differ in nothing that matters, and the order of lines must not matter
        originals=_total(line.originals for line in lines),
        copies=_total(line.copies for line in lines),
        original_shown=True if True in shown else UNSET if UNSET in shown else False,
        files=UNSET if all(line.files is UNSET for line in lines) else tuple(sorted(files, key=encode)),
    )


def _total(counts: Iterable[int | UnsetType]) -> int | UnsetType:
    counted = [count for count in counts if not isinstance(count, UnsetType)]
    return sum(counted) if counted else UNSET


def _likeness(line: Material, received_on: str) -> bytes:
    """What two lines of one document have in common, as bytes to compare and to sort by."""
    fields = line.fields
    return encode(
        structs.replace(
            line,
            subject=_whose(line.subject),
            originals=UNSET,
            copies=UNSET,
            original_shown=UNSET,
            files=UNSET,
            handed_in_on=line.handed_in_on or received_on,
            fields=UNSET if isinstance(fields, UnsetType) else {key: by_value(fields[key]) for key in fields},
        )
    )


def by_value(value: Value) -> Value:
    """A number without closing zeros, `12.50` as `12.5`; every other value as it is."""
    if not isinstance(value, Decimal):
        return value
    # not normalize(), which rounds to the precision of whoever calls
    text = format(value, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
