"""The stencils of one ruleset: what was decided once is filled in, everything else is judged the whole way.

    Library, packet that was read  ->  the bytes of its notice, and what is counted of it

A stencil is held against the whole way when it is used first and every so many times after that. One that is found to be
wrong is never used again, and the number of them is told: it is a fault of this program.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from materials_rules.ground.day import read_day
from materials_rules.ground.errors import EngineFault
from materials_rules.library import Library, first_frame, first_look
from materials_rules.notice.answered import things
from materials_rules.notice.asides import obtained_by
from materials_rules.notice.deadlines import Promise, deadlines, promise_of
from materials_rules.notice.frame import Frame, regime_of
from materials_rules.notice.model import Notice
from materials_rules.notice.model import encode as encode_notice
from materials_rules.notice.write import told_of
from materials_rules.packet.exact import ReadPacket
from materials_rules.packet.model import Packet
from materials_rules.plan.compile import Plan
from materials_rules.rules.item import Regime
from materials_rules.rules.version import Version
from materials_rules.stencil.blanks import Answers, encode
from materials_rules.stencil.days import turns_of_place
from materials_rules.stencil.likeness import Likeness, Likening
from materials_rules.stencil.stencil import Cutter, Days, Notes, Stencil
from materials_rules.verdict.outcome import Outcome

T = TypeVar("T")

MOST_BYTES: Final = 24_000_000
"""So much is kept of stencils; more, and all are cut anew as they are needed."""

EVERY: Final = 1024
"""One use of a stencil in so many is held against the whole way."""

_DAYS_KEPT: Final = 4096


@dataclass
class Kept(Generic[T]):
    """One stencil, what is counted of its notices, and how often it was used."""

    stencil: Stencil
    tally: T
    uses: int = 0


@dataclass
class Usage:
    """How packets were judged: `filled` from a stencil, `whole` without; `apart` of the latter had no likeness.

    `wrong` stencils were found: what they would have said was not what the whole way says.
    """

    filled: int = 0
    whole: int = 0
    apart: int = 0
    checked: int = 0
    wrong: int = 0


@dataclass
class _OfVersion(Generic[T]):
    plan: Plan
    likening: Likening
    answers: Answers
    regime: Regime
    kept: dict[Likeness, list[Kept[T]]] = field(default_factory=dict)
    wrong: set[Likeness] = field(default_factory=set)


class Stencils(Generic[T]):
    """The stencils of one library; *as_of* moves deadlines only, *count* says what is counted of a notice."""

    def __init__(self, library: Library, as_of: dt.date | None, count: Callable[[Notice], T]) -> None:
        self.usage = Usage()
        self._library = library
        self._as_of = as_of
        self._count = count
        self._of_place = turns_of_place(library.ruleset)
        self._versions: dict[tuple[str, str], Version | None] = {}
        self._of_version: dict[tuple[str, dt.date], _OfVersion[T]] = {}
        self._cutter = Cutter()
        self._deadlines: dict[tuple[int, Outcome, str, str], tuple[bytes, Notes]] = {}
        self._promises: list[tuple[Promise, Regime]] = []
        self._tasks: dict[tuple[str, str], bytes] = {}

    def judged(self, read: ReadPacket) -> tuple[bytes, T] | None:
        """The notice of the packet that was *read*, and its count; None where this is not the way to judge it.

        Raises NotAPacket, RulesetInvalid and EngineFault as `check` does.
        """
        packet = read.packet
        of_version = None if read.warnings else self._for(packet)
        if of_version is None:
            return None
        until = _last_handed_in(packet)
        as_of = until if self._as_of is None else self._as_of.isoformat()
        likeness = of_version.likening(packet, as_of)
        if likeness is None or likeness in of_version.wrong:
            self.usage.whole += 1
            self.usage.apart += 1
            return None
        for kept in of_version.kept.get(likeness, ()):
            found = self._filled(of_version, likeness, kept, read, until, as_of)
            if found is not None:
                return found, kept.tally
        return self._cut(of_version, likeness, read, as_of)

    def _for(self, packet: Packet) -> _OfVersion[T] | None:
        key = (packet.item, packet.received_on)
        if key not in self._versions:
            if len(self._versions) >= _DAYS_KEPT:
                self._versions.clear()
            self._versions[key] = self._library.ruleset.version(packet.item, read_day(packet.received_on))
        version = self._versions[key]
        if version is None:
            return None
        mark = (version.item, version.file.in_force_from)
        if mark not in self._of_version:
            try:
                plan = self._library.plan(version)
            except EngineFault:
                return None  # whoever judges the whole way says so in a notice
            self._of_version[mark] = _OfVersion(
                plan,
                Likening(plan, self._library.criteria(version), self._of_place),
                Answers(version),
                regime_of(self._library.ruleset, version.file.regime),
            )
        return self._of_version[mark]

    def _filled(
        self, of_version: _OfVersion[T], likeness: Likeness, kept: Kept[T], read: ReadPacket, until: str, as_of: str
    ) -> bytes | None:
        """The notice by a stencil; None where its warnings about days are not those of this packet."""
        stencil, packet = kept.stencil, read.packet
        said, notes = self._said(stencil.promise, stencil.regime, stencil.outcome, read, as_of)
        if notes != stencil.notes:
            return None
        days = Days(
            b'"%b"' % packet.received_on.encode(),
            b'"%b"' % as_of.encode(),
            b'"%b"' % until.encode(),
            said,
            lambda document: self._by(document, packet.received_on),
        )
        found = stencil.filled(packet, days, of_version.answers)
        kept.uses += 1
        self.usage.filled += 1
        if kept.uses % EVERY != 1 or EVERY > 10**8:
            return found
        self.usage.checked += 1
        whole = encode_notice(first_look(self._library, first_frame(self._library, read, self._as_of), of_version.plan, "")[0])
        if whole != found:
            self.usage.wrong += 1
            of_version.wrong.add(likeness)
            of_version.kept.pop(likeness, None)
        return whole

    def _cut(self, of_version: _OfVersion[T], likeness: Likeness, read: ReadPacket, as_of: str) -> tuple[bytes, T]:
        """The notice by the whole way, of which a stencil is kept."""
        self.usage.whole += 1
        frame = first_frame(self._library, read, self._as_of)
        notice, examination = first_look(self._library, frame, of_version.plan, "")
        if self._cutter.held > MOST_BYTES:
            self._forget()
        promise, regime = self._one_promise(promise_of(examination), of_version.regime)
        _, notes = self._said(promise, regime, notice.outcome.value, read, as_of)
        kept_things = things(examination, told_of((*notice.findings, *notice.conditional), notice.questions))
        stencil = self._cutter.cut(notice, read.packet, kept_things, of_version.answers, promise, regime, notes)
        tally = self._count(notice)
        of_version.kept.setdefault(likeness, []).append(Kept(stencil, tally))
        return encode_notice(notice), tally

    def _forget(self) -> None:
        self._cutter = Cutter()
        for of_version in self._of_version.values():
            of_version.kept.clear()

    def _one_promise(self, promise: Promise, regime: Regime) -> tuple[Promise, Regime]:
        """The pair itself, or the one equal to it that is known."""
        for known in self._promises:
            if known == (promise, regime):
                return known
        self._promises.append((promise, regime))
        return promise, regime

    def _said(self, promise: Promise, regime: Regime, outcome: Outcome, read: ReadPacket, as_of: str) -> tuple[bytes, Notes]:
        """The deadlines as bytes, and the warnings about them."""
        key = (id(promise), outcome, read.packet.received_on, as_of)
        if key not in self._deadlines:
            if len(self._deadlines) >= 16 * _DAYS_KEPT:
                self._deadlines.clear()
            frame: Frame = first_frame(self._library, read, self._as_of)
            found, warnings = deadlines(frame, promise, regime, outcome, True)
            notes = tuple((one.code, tuple(sorted(one.args.items()))) for one in warnings)
            self._deadlines[key] = encode(found), notes
        return self._deadlines[key]

    def _by(self, document: str, received_on: str) -> bytes:
        """The day of an office's task, as `obtained_by` counts it."""
        key = (document, received_on)
        if key not in self._tasks:
            if len(self._tasks) >= _DAYS_KEPT:
                self._tasks.clear()
            library = self._library
            self._tasks[key] = encode(obtained_by(library.ruleset, document, read_day(received_on), library.calendars))
        return self._tasks[key]


def _last_handed_in(packet: Packet) -> str:
    """The later of first receipt and the last day of handing in; days of one spelling compare as texts."""
    latest = packet.received_on
    for line in packet.materials:
        if line.handed_in_on and line.handed_in_on > latest:
            latest = line.handed_in_on
    return latest
