"""A notice with blanks where another packet of the same likeness has something else.

    Notice, what it was written from  ->  Stencil;  Stencil, Packet, days  ->  the bytes of its notice

The blanks: names of packet and case, days, applicant, agent, what members of lists are called, checks of answers, the days of
papers in order and of the office's tasks, deadlines. Everything else is the same for all packets of one likeness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
from msgspec import UNSET

from materials_rules.notice import model
from materials_rules.notice.deadlines import Promise
from materials_rules.notice.reading import Thing
from materials_rules.notice.write import applicant_of
from materials_rules.packet.model import Packet
from materials_rules.rules.item import Regime
from materials_rules.stencil.blanks import Answers, encode, labels_of
from materials_rules.verdict.outcome import Outcome

BLANK: Final = b""
"""Stands in `parts` where something is filled in."""

Notes = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Warnings about deadlines: codes and what fills them."""

_ENTRIES: Final = frozenset(
    {"legal_ground", "remedies", "findings", "due_later", "conditional", "questions", "not_needed", "demands", "not_checked"}
)
"""Lists of a notice that are kept piece by piece: many stencils share the pieces."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days of one notice as bytes of JSON: `by` gives that of a task for a document, `deadlines` is the whole value."""

    received_on: bytes
    as_of: bytes
    handed_in_until: bytes
    deadlines: bytes
    by: Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Stencil:
    """One notice as pieces of bytes, blanks among them; the numbers are places in `parts`.

    `tasks` are the blanks of the office's tasks with their documents, `papers` those of the days of papers in order with the
    places of their lines in the packet. `notes` are the warnings about deadlines that are among the pieces.
    """

    parts: tuple[bytes, ...]
    head: tuple[int, ...]
    tasks: tuple[tuple[int, str], ...]
    papers: tuple[tuple[int, int], ...]
    deadlines_at: int
    subjects: frozenset[str]
    things: frozenset[Thing]
    names: tuple[str, ...] | None
    promise: Promise
    regime: Regime
    outcome: Outcome
    notes: Notes

    def filled(self, packet: Packet, days: Days, answers: Answers) -> bytes:
        """The bytes of the notice for *packet*."""
        parts = list(self.parts)
        name, case, received_on, as_of, until, applicant, agent, subjects, answered = self.head
        parts[name] = encode(packet.packet)
        parts[case] = b"null" if packet.case is UNSET else encode(packet.case)
        parts[received_on] = days.received_on
        parts[as_of] = days.as_of
        parts[until] = days.handed_in_until
        parts[applicant] = encode(applicant_of(packet))
        parts[agent] = encode(_agent(packet))
        parts[subjects] = labels_of(packet, answers.version, self.subjects) if self.subjects else b"{}"
        parts[answered] = answers(packet, self.things, self.names)
        for at, document in self.tasks:
            parts[at] = days.by(document)
        for at, line in self.papers:
            day = packet.materials[line].handed_in_on
            parts[at] = b'"%b"' % day.encode() if day else days.received_on
        parts[self.deadlines_at] = days.deadlines
        return b"".join(parts)


def _agent(packet: Packet) -> model.Agent | None:
    agent = packet.agent
    if agent is UNSET or agent is None:
        return None
    return model.Agent(None if agent.name is UNSET else agent.name)


class Cutter:
    """Cuts stencils, and keeps every piece once. `held` is how many bytes it keeps."""

    def __init__(self) -> None:
        self._pieces: dict[bytes, bytes] = {}
        self.held = 0

    def cut(
        self,
        notice: model.Notice,
        packet: Packet,
        things: frozenset[Thing],
        answers: Answers,
        promise: Promise,
        regime: Regime,
        notes: Notes,
    ) -> Stencil:
        """The stencil of *notice*, which was written for *packet*."""
        parts: list[bytes] = []
        blanks: list[tuple[int, str, object]] = []
        for piece in _pieces(notice, packet):
            if isinstance(piece, bytes):
                parts.append(self._kept(piece))
            else:
                blanks.append((len(parts), *piece))
                parts.append(BLANK)
        self.held += 8 * len(parts) + 400
        return Stencil(
            parts=tuple(parts),
            head=tuple(at for at, sort, _ in blanks if sort == "head"),
            tasks=tuple((at, str(what)) for at, sort, what in blanks if sort == "task"),
            papers=tuple((at, what) for at, sort, what in blanks if sort == "paper" and isinstance(what, int)),
            deadlines_at=next(at for at, sort, _ in blanks if sort == "deadlines"),
            subjects=frozenset(notice.subjects),
            things=things,
            names=answers.names(things),
            promise=promise,
            regime=regime,
            outcome=notice.outcome.value,
            notes=notes,
        )

    def _kept(self, piece: bytes) -> bytes:
        kept = self._pieces.get(piece)
        if kept is None:
            self.held += len(piece) + 130
            self._pieces[piece] = kept = piece
        return kept


_HEAD: Final = ("packet", "case", "received_on", "as_of", "handed_in_until", "applicant", "agent", "subjects", "answers")

Piece = bytes | tuple[str, object]


def _pieces(notice: model.Notice, packet: Packet) -> Iterator[Piece]:
    """The pieces of *notice* in order; a blank is its sort and what it is about."""
    before = b"{"
    for name in model.Notice.__struct_encode_fields__:
        value = getattr(notice, name)
        key = before + encode(name) + b":"
        before = b","
        if name in _HEAD:
            yield key
            yield "head", name
        elif name == "deadlines":
            yield key
            yield "deadlines", None
        elif name == "office_tasks":
            yield from _with_blanks(key, value, "by", [("task", task.document) for task in value])
        elif name == "in_order":
            lines = {(line.material, line.subject or None): i for i, line in enumerate(packet.materials)}
            places = [("paper", lines[one.material, one.subject]) for one in value]
            yield from _with_blanks(key, value, "handed_in_on", places)
        elif name in _ENTRIES and value:
            yield key + b"["
            for i, entry in enumerate(value):
                if i:
                    yield b","
                yield encode(entry)
            yield b"]"
        else:
            yield key + encode(value)
    yield b"}"


def _with_blanks(
    key: bytes, entries: Sequence[msgspec.Struct], field: str, blanks: Sequence[tuple[str, object]]
) -> Iterator[Piece]:
    """A list of a notice whose entries have one blank each, at *field*."""
    opening = key + b"["
    for entry, blank in zip(entries, blanks, strict=True):
        for name in entry.__struct_fields__:
            written = entry.__struct_encode_fields__[entry.__struct_fields__.index(name)]
            head = opening + (b"{" if name == entry.__struct_fields__[0] else b",") + encode(written) + b":"
            if name == field:
                yield head
                yield blank
            else:
                yield head + encode(getattr(entry, name))
            opening = b""
        yield b"}"
        opening = b","
    yield opening + b"]" if not entries else b"]"
