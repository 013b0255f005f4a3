"""What in a packet cannot well be so, though nothing depends on it: days in the wrong order, letters for what knows none.

    Examination, day of judgement  ->  warnings for the clerk
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

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
    commitments = [(line, "commitments", i) for i, line in enumerate(recorded(packet.commitments, ()))]
    deferrals = [(line, "deferrals", i) for i, line in enumerate(recorded(packet.deferrals, ()))]
    for letter, key, i in (*commitments, *deferrals):
        if (recorded(letter.signed_on, None) or "") > as_of.isoformat():
            yield _odd("W-SIGNED-LATER", f"/{key}/{i}/signed_on")
    for letter, key, i in commitments:
        asked = _named(version, letter.for_)
        if asked is None or not may_commit(situation, asked):
            yield _odd("W-NO-COMMITMENT", f"/{key}/{i}/for")
    for letter, key, i in deferrals:
        asked = _named(version, letter.for_)
        if asked is None or asked.requirement.deferrable is None:
            yield _odd("W-NO-DEFERRAL", f"/{key}/{i}/for")


def _named(version: Version, name: str) -> Asked | None:
    """The requirement that a letter names, by its own id or by that of one of its slots."""
    slot = version.slots.get(name)
    return version.asked.get(name if slot is None else slot.requirement)


def _odd(code: str, pointer: str) -> Diagnostic:
    return Diagnostic(code, Place("", pointer=pointer), {}, Severity.WARNING)
