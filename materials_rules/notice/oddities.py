"""What in a packet cannot well be so, though nothing depends on it: days in the wrong order, letters for what knows none.

    Examination, day of judgement  ->  warnings for the clerk
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import UnsetType

from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.packet.model import recorded
from materials_rules.rules.version import Asked, Version
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.requirement import may_commit


def oddities(examination: Examination, as_of: dt.date) -> Iterator[Diagnostic]:
    """A warning for each paper handed in before the first receipt, each letter signed after *as_of*, or for nothing."""
    situation = examination.situation
    packet, version = situation.packet, situation.plan.version
    # days of one spelling compare as texts
    for i, line in enumerate(recorded(packet.materials, ())):
        if recorded(line.handed_in_on, packet.received_on) < packet.received_on:
            yield _odd("W-HANDED-IN-EARLY", f"/materials/{i}/handed_in_on")
    for i, commitment in enumerate(recorded(packet.commitments, ())):
        yield from _signed_later(commitment.signed_on, as_of, f"/commitments/{i}/signed_on")
        asked = _named(version, commitment.for_)
        if asked is None or not may_commit(situation, asked):
            yield _odd("W-NO-COMMITMENT", f"/commitments/{i}/for")
    for i, deferral in enumerate(recorded(packet.deferrals, ())):
        yield from _signed_later(deferral.signed_on, as_of, f"/deferrals/{i}/signed_on")
        asked = _named(version, deferral.for_)
        if asked is None or asked.requirement.deferrable is None:
            yield _odd("W-NO-DEFERRAL", f"/deferrals/{i}/for")


def _signed_later(day: str | UnsetType | None, as_of: dt.date, pointer: str) -> Iterator[Diagnostic]:
    if (recorded(day, None) or "") > as_of.isoformat():
        yield _odd("W-SIGNED-LATER", pointer)


def _named(version: Version, name: str) -> Asked | None:
    """The requirement that a letter names, by its own id or by that of one of its slots."""
    slot = version.slots.get(name)
    return version.asked.get(name if slot is None else slot.requirement)


def _odd(code: str, pointer: str) -> Diagnostic:
    return Diagnostic(code, Place("", pointer=pointer), {}, Severity.WARNING)
