"""The packets of a small world, read and laid on the table: what answers, or one paper, come to is found once.

    Plan, axes, chosen states  ->  Situation

It is what the whole packet would be read as: answers do not change how a paper is judged, nor do papers in other places.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from materials_rules.ground.day import read_day
from materials_rules.packet.document import Document
from materials_rules.packet.fast import read_packet
from materials_rules.packet.model import Packet
from materials_rules.plan.compile import Plan
from materials_rules.proof.axes import Axis, Papers, assembled, papers_of
from materials_rules.verdict.answers import Answers, read_answers
from materials_rules.verdict.form import Accepted, Held, Key, criteria_of_version, judge_documents
from materials_rules.verdict.situation import Situation
from materials_rules.witness.written import Data

EXACT: Final = msgspec.json.Encoder(decimal_format="number")

FRAME: Final = ("received_on", "by_agent", "list")
"""The sorts of axes on which it depends how a paper is judged, and whose papers there are."""


@dataclass(frozen=True)
class _Papers:
    """Some papers, judged: what is held in each place, and those that belong to no slot."""

    packet: Packet
    held: Mapping[Key, Held]
    strangers: tuple[Document, ...]

    @property
    def codes(self) -> set[str]:
        """What they were handed in as."""
        return {line.material for line in self.packet.materials}


@dataclass(frozen=True)
class _Answered:
    """A packet without the papers that vary. `known` is what follows from its answers alone."""

    data: Data
    day: dt.date
    answers: Answers
    papers: _Papers
    known: dict[Hashable, object] = field(default_factory=dict)


class Table:
    """Where the packets of a small world are laid; *made* keeps papers that were written before."""

    def __init__(self, plan: Plan, base: Data, axes: Sequence[Axis], made: Papers) -> None:
        self._plan = plan
        self._base = base
        self._axes = axes
        self._made = made
        self._slots = [i for i, axis in enumerate(axes) if axis.sort == "slot"]
        self._frame = [i for i, axis in enumerate(axes) if axis.sort in FRAME]
        self._answered: dict[tuple[int, ...], _Answered] = {}
        self._papers: dict[tuple[tuple[int, ...], int, int], _Papers] = {}

    def situation(self, chosen: Sequence[int]) -> Situation:
        """The packet with each axis in its chosen state, nothing opened yet."""
        answered = self._answers(chosen)
        lying = [answered.papers, *(self._paper(chosen, i, answered) for i in self._slots if chosen[i])]
        materials = tuple(line for some in lying for line in some.packet.materials)
        packet = msgspec.structs.replace(answered.papers.packet, materials=materials)
        if len(set[str]().union(*(some.codes for some in lying))) < sum(len(some.codes) for some in lying):
            together = self._judged(packet)  # lines from several axes may describe one document
            held, strangers = together.held, together.strangers
        else:
            held = dict(sorted((one for some in lying for one in some.held.items()), key=lambda one: _order(*one[0])))
            strangers = tuple(sorted((d for some in lying for d in some.strangers), key=lambda d: _order(d.code, d.subject)))
        criteria = criteria_of_version(self._plan.version)
        return Situation(
            self._plan, packet, answered.day, answered.answers, held, criteria, strangers, by_answers=answered.known
        )

    def _answers(self, chosen: Sequence[int]) -> _Answered:
        bare = tuple(0 if axis.sort == "slot" else number for axis, number in zip(self._axes, chosen, strict=True))
        if bare not in self._answered:
            data = assembled(self._plan, self._base, self._axes, bare, self._made)
            packet = read_packet(EXACT.encode(data), "").packet
            answers = read_answers(self._plan.version.file, packet, "")
            self._answered[bare] = _Answered(data, read_day(packet.received_on), answers, self._judged(packet))
        return self._answered[bare]

    def _paper(self, chosen: Sequence[int], axis: int, answered: _Answered) -> _Papers:
        key = (tuple(chosen[i] for i in self._frame), axis, chosen[axis])
        if key not in self._papers:
            slot, state = self._plan.version.slots[self._axes[axis].of], self._axes[axis].states[chosen[axis]]
            lines = list(papers_of(self._plan, answered.data, slot, state, self._made))
            packet = read_packet(EXACT.encode({**answered.data, "materials": lines}), "").packet
            self._papers[key] = self._judged(packet)
        return self._papers[key]

    def _judged(self, packet: Packet) -> _Papers:
        version = self._plan.version
        return _Papers(packet, *judge_documents(version, criteria_of_version(version), packet, "", Accepted()))


def _order(code: str, subject: str | None) -> tuple[str, str]:
    """The order in which the documents of a packet are judged."""
    return code, subject or ""
