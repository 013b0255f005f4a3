"""The stencils of one ruleset: what was decided once is filled in, everything else is judged the whole way.

    Library, packet that was read  ->  the bytes of its notice, and what is counted of it

Some of what is filled in is held against the whole way. What is found to be wrong is never used again, and the number is
told: it is a fault of this program.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Generic, NamedTuple, TypeVar

from materials_rules.ground.day import read_day
from materials_rules.ground.errors import EngineFault
from materials_rules.library import Library, first_look
from materials_rules.notice.answered import things_of
from materials_rules.notice.deadlines import promise_of
from materials_rules.notice.model import encode
from materials_rules.notice.write import warnings_of
from materials_rules.packet.exact import ReadPacket
from materials_rules.packet.model import Packet
from materials_rules.rules.version import Version
from materials_rules.stencil.answers import Checks
from materials_rules.stencil.blanks import encode as encode_part
from materials_rules.stencil.days import turns_of_place
from materials_rules.stencil.known import (
    Aside,
    Gate,
    Kept,
    OfVersion,
    gate_of,
    of_version,
    places_of,
    share_keys,
)
from materials_rules.stencil.likeness import Likeness
from materials_rules.stencil.share import Share, Undivided, depending_groups, shares_of
from materials_rules.stencil.stencil import Joiner, Stencil
from materials_rules.stencil.timing import Times, Timing
from materials_rules.stencil.top import top_of
from materials_rules.verdict.outcome import Outcome

T = TypeVar("T", bound=Hashable)

MOST_OF_SHARES: Final = 14_000_000
"""About so many bytes of shares are kept twice over: those in use, and those before; more, and the latter are forgotten."""

MOST_OF_STENCILS: Final = 10_000_000
"""The same of stencils."""

_MOST_TALLIES: Final = 4_096
"""So many tallies are shared between stencils."""

EVERY: Final = 1024
"""One filled stencil in so many is held against the whole way."""

EVERY_JOINED: Final = 64
"""One stencil in so many that was joined of shares of different packets is held against the whole way when it is made."""

_MOST_WRONG: Final = 4_096
"""So many likenesses that make no stencil are remembered; of others it is tried again."""

_MOST_DAYS: Final = 16_384


@dataclass
class Usage:
    """How packets were judged: `filled` into a stencil, of which `joined` were new ones made of known shares; or `whole`.

    `apart` of the latter had no likeness. `checked` were held against the whole way, and so many were `wrong`.
    """

    filled: int = 0
    joined: int = 0
    whole: int = 0
    apart: int = 0
    checked: int = 0
    wrong: int = 0


class _Case(NamedTuple):
    """One packet on its way: what it is like, and the days that count."""

    read: ReadPacket
    likeness: Likeness
    until: str
    as_of: str


class Stencils(Generic[T]):
    """The stencils of one library; *as_of* moves deadlines only.

    *count* says what is counted of a notice in canonical JSON; it must come to the same for all notices of one likeness.
    """

    def __init__(self, library: Library, as_of: dt.date | None, count: Callable[[bytes], T]) -> None:
        self.usage = Usage()
        self._library = library
        self._timing = Timing(library, as_of)
        self._count = count
        self._of_place = turns_of_place(library.ruleset)
        self._versions: dict[tuple[str, str], Version | None] = {}
        self._of_version: dict[tuple[str, dt.date], OfVersion[T]] = {}
        self._tallies: dict[T, T] = {}
        self._checks = Checks()
        self._joiner = Joiner()
        self._held = 0

    def judged(self, read: ReadPacket) -> tuple[bytes, T] | None:
        """The notice of the packet that was *read*, and its count; None where this is not the way to judge it.

        Raises NotAPacket and RulesetInvalid as `check` does.
        """
        packet = read.packet
        known = self._for(packet)
        if known is None:
            return None
        until = self._timing.until(packet)
        as_of = self._timing.as_of(until)
        likeness = known.likening(packet, as_of)
        if likeness is None:
            self.usage.whole += 1
            self.usage.apart += 1
            return None
        case = _Case(read, likeness, until, as_of)
        kept = known.kept.get(likeness) or self._from_before(known, likeness)
        if kept is not None:
            return self._filled(known, case, kept)
        if likeness in known.wrong:
            self.usage.whole += 1
            return None
        return self._joined(known, case) or self._learned(known, case)

    def _for(self, packet: Packet) -> OfVersion[T] | None:
        key = (packet.item, packet.received_on)
        if key not in self._versions:
            if len(self._versions) >= _MOST_DAYS:
                self._versions.clear()
            self._versions[key] = self._library.ruleset.version(packet.item, read_day(packet.received_on))
        version = self._versions[key]
        if version is None:
            return None
        mark = (version.item, version.file.in_force_from)
        found = self._of_version.get(mark)
        if found is None:
            try:
                plan = self._library.plan(version)
            except EngineFault:
                return None  # whoever judges the whole way says so in a notice
            found = self._of_version[mark] = of_version(self._library, plan, self._of_place, self._checks)
        return found

    def _from_before(self, known: OfVersion[T], likeness: Likeness) -> Kept[T] | None:
        """A stencil that was not used lately; it is in use again."""
        kept = known.before.pop(likeness, None)
        if kept is not None:
            self._in_use(known, likeness, kept)
        return kept

    def _filled(self, known: OfVersion[T], case: _Case, kept: Kept[T]) -> tuple[bytes, T] | None:
        usage = self.usage
        found = self._written(known, case, kept.stencil, kept.times)
        usage.filled += 1
        if usage.filled % EVERY == 0 and not self._holds(known, case, found):
            return None
        return found, kept.tally

    def _joined(self, known: OfVersion[T], case: _Case) -> tuple[bytes, T] | None:
        """The notice by a new stencil of shares that are known; None where one is not."""
        likeness, packet = case.likeness, case.read.packet
        aside = known.asides.get(likeness.common)
        gate = None if aside is None else aside.gate(known.gate_key(likeness))
        if aside is None or gate is None or gate.is_whole:
            return None
        number, base = known.base(packet)
        places = places_of(base, packet)
        shares = []
        for key in share_keys(number, base, gate, likeness, places):
            share = aside.share(key, likeness.here, self._joiner)
            if share is None:
                return None
            shares.append(share)
        outcome = gate.outcome or _outcome(shares)
        top = gate.tops.get(outcome)
        if top is None or not _go_together(shares):
            return None
        stencil = self._joiner.joined(top, shares, places, things_of(packet, known.plan.version), known.answers)
        times = gate.times.get(outcome) or self._times(known, gate, outcome)
        found = self._written(known, case, stencil, times)
        self.usage.filled += 1
        self.usage.joined += 1
        if self.usage.joined % EVERY_JOINED == 0 and not self._holds(known, case, found):
            return None
        tally = self._tally(found)
        self._keep(known, case, Kept(stencil, times, tally))
        return found, tally

    def _learned(self, known: OfVersion[T], case: _Case) -> tuple[bytes, T]:
        """The notice by the whole way; its shares, or it as a whole, are kept if they come to the same bytes."""
        self.usage.whole += 1
        likeness, packet = case.likeness, case.read.packet
        look = first_look(self._library, self._timing.frame(case.read), known.plan)
        whole = encode(look.notice)
        tally = self._tally(whole)
        aside = known.asides.setdefault(likeness.common, Aside())
        gate_key = known.gate_key(likeness)
        gate = aside.gate(gate_key)
        if gate is None:
            gate = aside.gates[gate_key] = gate_of(look, promise_of(look.examination), packet)
        outcome: Outcome = look.notice.outcome.value
        times = gate.times.get(outcome) or self._times(known, gate, outcome)
        top = top_of(look.notice, (*self._timing.notes(times, case.read), *warnings_of(case.read.warnings)))
        if likeness in known.wrong:
            return whole, tally
        for number, base in (*(() if gate.is_whole else (known.base(packet),)), (-1, known.whole)):
            places = places_of(base, packet)
            try:
                shares = shares_of(look, base, packet)
            except Undivided:
                continue
            if not _go_together(shares) or (not base.is_whole and (gate.outcome or _outcome(shares)) != outcome):
                continue
            stencil = self._joiner.joined(top, shares, places, things_of(packet, known.plan.version), known.answers)
            if self._written(known, case, stencil, times) != whole:
                continue
            self._keep(known, case, Kept(stencil, times, tally))
            if not base.is_whole:
                if outcome not in gate.tops:
                    gate.tops[outcome] = self._joiner.take_top(top)
                for key, share in zip(share_keys(number, base, gate, likeness, places), shares, strict=True):
                    if aside.share(key, likeness.here, self._joiner) is None:
                        aside.keep(key, likeness.here, self._joiner.take(share))
            return whole, tally
        if len(known.wrong) < _MOST_WRONG:
            known.wrong.add(likeness)
        return whole, tally

    def _times(self, known: OfVersion[T], gate: Gate, outcome: Outcome) -> Times:
        times = gate.times[outcome] = self._timing.one(Times(gate.promise, known.regime, outcome))
        return times

    def _written(self, known: OfVersion[T], case: _Case, stencil: Stencil, times: Times) -> bytes:
        read, _, until, as_of = case
        warned = b",".join(map(encode_part, warnings_of(read.warnings))) if read.warnings else b""
        return stencil.filled(read.packet, self._timing.days(times, read, until, as_of), known.answers, warned)

    def _holds(self, known: OfVersion[T], case: _Case, found: bytes) -> bool:
        """Whether the whole way comes to the same; where it does not, nothing that was made of shares is trusted any more."""
        self.usage.checked += 1
        if encode(first_look(self._library, self._timing.frame(case.read), known.plan).notice) == found:
            return True
        self.usage.wrong += 1
        known.forget()
        known.wrong.add(case.likeness)
        return False

    def _keep(self, known: OfVersion[T], case: _Case, kept: Kept[T]) -> None:
        if self._joiner.held > MOST_OF_SHARES:
            self._joiner = Joiner()
            for one in self._of_version.values():
                one.asides = {common: Aside(before=replace(aside, before=None)) for common, aside in one.asides.items()}
        self._in_use(known, case.likeness, kept)

    def _in_use(self, known: OfVersion[T], likeness: Likeness, kept: Kept[T]) -> None:
        self._held += kept.held
        if self._held > MOST_OF_STENCILS:
            self._held = kept.held
            for one in self._of_version.values():
                one.before, one.kept = one.kept, {}
        known.kept[likeness] = kept

    def _tally(self, notice: bytes) -> T:
        """What is counted of *notice*: the same object for the same count."""
        if len(self._tallies) >= _MOST_TALLIES:
            self._tallies.clear()
        tally = self._count(notice)
        return self._tallies.setdefault(tally, tally)


def _outcome(shares: Sequence[Share]) -> Outcome:
    return sum((share.weight for share in shares[1:]), shares[0].weight).outcome


def _go_together(shares: Sequence[Share]) -> bool:
    """Whether shares may stand in one notice: what depends is numbered through, and told of as a whole."""
    if depending_groups(shares) > 1:
        return False
    number = sum(len(share.findings) for share in shares)
    return all(share.numbered_from in (None, number) for share in shares)
