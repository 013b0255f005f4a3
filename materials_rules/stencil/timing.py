"""The days of notices as bytes, each worked out once: deadlines with what must be warned of, days of the office's tasks.

    Library, Times, packet that was read  ->  Days
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from materials_rules.ground.day import read_day
from materials_rules.library import Library, first_frame
from materials_rules.notice.asides import obtained_by
from materials_rules.notice.deadlines import Promise, deadlines
from materials_rules.notice.frame import Frame
from materials_rules.notice.model import Warning
from materials_rules.notice.write import warnings_of
from materials_rules.packet.exact import ReadPacket
from materials_rules.packet.model import Packet
from materials_rules.rules.item import Regime
from materials_rules.stencil.blanks import encode
from materials_rules.stencil.stencil import Days
from materials_rules.verdict.outcome import Outcome

MOST_KEPT: Final = 16_384
"""So many deadlines are kept, of some 600 bytes; more, and all are forgotten."""


@dataclass(frozen=True, slots=True)
class Times:
    """What decides the deadlines of notices with one outcome."""

    promise: Promise
    regime: Regime
    outcome: Outcome


class Timing:
    """The days of the notices of one library; *as_of* as in `check`."""

    def __init__(self, library: Library, as_of: dt.date | None) -> None:
        self._library = library
        self._as_of = as_of
        self._all: list[Times] = []
        self._said: dict[tuple[int, str, str], tuple[bytes, bytes]] = {}
        self._tasks: dict[tuple[str, str], bytes] = {}

    def one(self, times: Times) -> Times:
        """*times* itself, or what is equal to it and known: it is known again by its identity."""
        for known in self._all:
            if known == times:
                return known
        self._all.append(times)
        return times

    def until(self, packet: Packet) -> str:
        """The later of first receipt and the last day of handing in; days of one spelling compare as texts."""
        latest = packet.received_on
        for line in packet.materials:
            if line.handed_in_on and line.handed_in_on > latest:
                latest = line.handed_in_on
        return latest

    def as_of(self, until: str) -> str:
        """The day of judgement of a packet whose last papers came on the day *until*."""
        return until if self._as_of is None else self._as_of.isoformat()

    def frame(self, read: ReadPacket) -> Frame:
        """What the first notice of a packet rests on besides the verdict."""
        return first_frame(self._library, read, self._as_of)

    def notes(self, times: Times, read: ReadPacket) -> tuple[Warning, ...]:
        """The warnings about deadlines."""
        return warnings_of(deadlines(self.frame(read), times.promise, times.regime, times.outcome, True)[1])

    def days(self, times: Times, read: ReadPacket, until: str, as_of: str) -> Days:
        """The days of the notice for a packet that was *read*; *times* as `one` gave it."""
        received_on = read.packet.received_on
        key = (id(times), received_on, as_of)
        found = self._said.get(key)
        if found is None:
            if len(self._said) >= MOST_KEPT:
                self._said.clear()
            said, warnings = deadlines(self.frame(read), times.promise, times.regime, times.outcome, True)
            found = self._said[key] = encode(said), b",".join(map(encode, warnings_of(warnings)))
        return Days(
            b'"%b"' % received_on.encode(),
            b'"%b"' % as_of.encode(),
            b'"%b"' % until.encode(),
            *found,
            lambda document: self._by(document, received_on),
        )

    def _by(self, document: str, received_on: str) -> bytes:
        key = (document, received_on)
        found = self._tasks.get(key)
        if found is None:
            if len(self._tasks) >= MOST_KEPT:
                self._tasks.clear()
            library = self._library
            found = encode(obtained_by(library.ruleset, document, read_day(received_on), library.calendars))
            self._tasks[key] = found
        return found
