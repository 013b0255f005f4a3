"""A notice with blanks where another packet of the same likeness has something else.

    Top, Shares of all groups  ->  Stencil;  Stencil, Packet, days  ->  the bytes of its notice

The blanks: names of packet and case, days, applicant, agent, what members of lists are called, checks of answers, the days of
papers in order and of the office's tasks, deadlines and warnings about them. All else is the same for one likeness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from msgspec import UNSET

from materials_rules.notice import model
from materials_rules.notice.closed_set import digest_of
from materials_rules.notice.reading import Thing
from materials_rules.packet.model import Packet
from materials_rules.stencil.answers import Answers, Steps
from materials_rules.stencil.blanks import applicant_in, encode, labels_of
from materials_rules.stencil.share import SECTIONS, Numbered, Piece, Placed, Share
from materials_rules.stencil.top import TOP, Top

OF_SHARE: Final = 900
"""About so many bytes a share takes besides its entries."""

BLANK: Final = b""
"""Stands in `parts` where something is filled in."""

_FIXED: Final = ("packet", "case", "received_on", "as_of", "handed_in_until", "applicant", "agent", "subjects", "answers")


class Days(NamedTuple):
    """The days of one notice as bytes of JSON: `by` gives that of a task for a document, `deadlines` is the whole value.

    `notes` are the warnings about deadlines, one after the other with commas between.
    """

    received_on: bytes
    as_of: bytes
    handed_in_until: bytes
    deadlines: bytes
    notes: bytes
    by: Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Stencil:
    """One notice as pieces of bytes, blanks among them; the numbers are places in `parts`.

    `head` are the blanks of the fixed keys, `tasks` those of the office's tasks with their documents, `papers` those of the
    days of papers in order with the places of their lines in the packet. `checked` are the answers that have a check.
    """

    parts: tuple[bytes, ...]
    head: tuple[int, ...]
    tasks: tuple[tuple[int, str], ...]
    papers: tuple[tuple[int, int], ...]
    read_at: int
    notes_at: int
    deadlines_at: int
    subjects: frozenset[str]
    checked: Steps
    before_notes: bool
    behind_notes: bool

    @property
    def held(self) -> int:
        """About how many bytes the stencil takes besides what it shares with others."""
        return 8 * len(self.parts) + 500

    def filled(self, packet: Packet, days: Days, answers: Answers, read: bytes = b"") -> bytes:
        """The bytes of the notice for *packet*; *read* are the warnings from reading it, with commas between."""
        parts = list(self.parts)
        name, case, received_on, as_of, until, applicant, agent, subjects, answered = self.head
        parts[name] = encode(packet.packet)
        parts[case] = b"null" if packet.case is UNSET else encode(packet.case)
        parts[received_on] = days.received_on
        parts[as_of] = days.as_of
        parts[until] = days.handed_in_until
        parts[applicant] = applicant_in(packet)
        parts[agent] = b"null" if packet.agent is UNSET or packet.agent is None else _agent(packet.agent.name)
        parts[subjects] = labels_of(packet, answers.version, self.subjects) if self.subjects else b"{}"
        parts[answered] = answers(packet, self.checked)
        for at, document in self.tasks:
            parts[at] = days.by(document)
        for at, line in self.papers:
            day = packet.materials[line].handed_in_on
            parts[at] = b'"%b"' % day.encode() if day else days.received_on
        if read:
            is_last = not (days.notes or self.before_notes or self.behind_notes)
            parts[self.read_at] = read if is_last else read + b","
        if days.notes:
            parts[self.notes_at] = self._apart(days.notes)
        parts[self.deadlines_at] = days.deadlines
        return b"".join(parts)

    def _apart(self, notes: bytes) -> bytes:
        """Warnings about deadlines with what parts them from those around."""
        if self.before_notes:
            return b"," + notes
        return notes + b"," if self.behind_notes else notes


def _agent(name: object) -> bytes:
    return encode(model.Agent(name if isinstance(name, str) else None))


class Joiner:
    """Joins shares into stencils, and keeps every piece of a share once. `held` is about how many bytes shares take."""

    def __init__(self) -> None:
        self._pieces: dict[bytes, bytes] = {}
        self.held = 0

    def joined(
        self, top: Top, shares: Sequence[Share], places: Sequence[Sequence[int]], given: Iterable[Thing], answers: Answers
    ) -> Stencil:
        """The stencil of *shares* under their *top*; *places* are those of each group's papers in the packet.

        *given* are all answers of the packet.
        """
        parts: list[bytes] = []
        blanks: dict[str, list[tuple[int, object]]] = {}
        for piece in _pieces(top, shares):
            if isinstance(piece, bytes):
                parts.append(piece)
            else:
                blanks.setdefault(piece[0], []).append((len(parts), piece[1]))
                parts.append(BLANK)
        papers = []
        for at, where in blanks.get("paper", ()):
            assert isinstance(where, tuple)
            papers.append((at, places[where[0]][where[1]]))
        return Stencil(
            parts=tuple(parts),
            head=tuple(at for at, _ in blanks["head"]),
            tasks=tuple((at, str(what)) for at, what in blanks.get("task", ())),
            papers=tuple(papers),
            read_at=blanks["read"][0][0],
            notes_at=blanks["notes"][0][0],
            deadlines_at=blanks["deadlines"][0][0],
            subjects=frozenset[str]().union(*(share.subjects for share in shares)),
            checked=answers.steps(frozenset(given).difference(*(share.taken for share in shares))),
            before_notes=bool(top.first),
            behind_notes=bool(top.last) or any(share.warnings for share in shares),
        )

    def take(self, share: Share) -> Share:
        """*share* of pieces that are kept once; what it takes is counted."""
        self.held += OF_SHARE + 150 * sum(map(len, share.sections.values()))
        sections = {
            name: tuple(
                Placed(one.rank, tuple(self._kept(piece) if isinstance(piece, bytes) else piece for piece in one.pieces))
                for one in entries
            )
            for name, entries in share.sections.items()
        }
        return replace(
            share, sections=sections, findings=self._numbered(share.findings), conditional=self._numbered(share.conditional)
        )

    def take_top(self, top: Top) -> Top:
        """*top* of pieces that are kept once; what it takes is counted."""
        self.held += 600
        return replace(top, runs={name: self._kept(piece) for name, piece in top.runs.items()})

    def _numbered(self, entries: Sequence[Numbered]) -> tuple[Numbered, ...]:
        self.held += 250 * len(entries)
        return tuple(Numbered(one.rank, self._kept(one.before), self._kept(one.behind)) for one in entries)

    def _kept(self, piece: bytes) -> bytes:
        kept = self._pieces.get(piece)
        if kept is None:
            self.held += len(piece) + 130
            self._pieces[piece] = kept = piece
        return kept


_KEYS: Final = {name: b',"%b":' % name.encode() for name in model.Notice.__struct_fields__}
_OPENINGS: Final = {name: key + b"[" for name, key in _KEYS.items()}
_EMPTY: Final = {name: key + b"[]" for name, key in _KEYS.items()}


def _pieces(top: Top, shares: Sequence[Share]) -> Iterator[Piece]:
    """The pieces of a notice in the order of its keys; nearly all are those of *top*, of *shares*, or the same in all notices."""
    closed: dict[str, str] = {}
    for share in shares:
        closed.update(share.closed)
    findings = sorted((one for share in shares for one in share.findings), key=_rank)
    depending = [one for share in shares for one in share.conditional]
    for name in model.Notice.__struct_fields__:
        if name in _FIXED:
            yield _KEYS[name]
            yield "head", name
        elif name in TOP:
            if name in top.runs:
                yield top.runs[name]
        elif name in ("findings", "conditional"):
            is_first = name == "findings"
            yield from _listed(name, _counted(findings if is_first else depending, 1 if is_first else 1 + len(findings)))
        elif name in SECTIONS:
            entries = sorted((one for share in shares for one in share.sections.get(name, ())), key=_rank)
            yield from _listed(name, (one.pieces for one in entries))
        elif name == "warnings":
            yield _OPENINGS[name]
            yield "read", None
            if top.first:
                yield b",".join(top.first)
            yield "notes", None
            behind = b",".join((*(said for share in shares for said in share.warnings), *top.last))
            yield (b"," + behind if top.first and behind else behind) + b"]"
        elif name == "deadlines":
            yield _KEYS[name]
            yield "deadlines", None
        else:
            assert name == "closed_set"
            yield _KEYS[name] + encode(digest_of(closed))
    yield b"}"


def _rank(one: Placed | Numbered) -> tuple[object, ...]:
    return one.rank


def _counted(entries: Iterable[Numbered], first: int) -> Iterator[tuple[Piece, ...]]:
    for no, entry in enumerate(entries, first):
        yield entry.before, str(no).encode(), entry.behind


def _listed(name: str, entries: Iterable[Iterable[Piece]]) -> Iterator[Piece]:
    """A list of entries, each of several pieces."""
    before = _OPENINGS[name]
    for entry in entries:
        yield before
        yield from entry
        before = b","
    yield b"]" if before == b"," else _EMPTY[name]
