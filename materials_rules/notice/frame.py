"""What a notice rests on besides the verdict."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from materials_rules.clock.calendar import Calendars
from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.packet.model import Packet
from materials_rules.rules.item import Regime
from materials_rules.rules.ruleset import Ruleset


@dataclass(frozen=True)
class Frame:
    """The ruleset, the calendars, the packet, the day of first receipt, the day of judgement, the tool's own mark.

    `as_of` moves deadlines only. `warnings` are those of reading the packet.
    """

    ruleset: Ruleset
    calendars: Calendars
    packet: Packet
    day: dt.date
    as_of: dt.date
    tool: str
    warnings: tuple[Diagnostic, ...] = ()


def regime_of(ruleset: Ruleset, written: Regime) -> Regime:
    """The regime of an item: the preset it names, with what it says itself."""
    preset = ruleset.place.regimes.get(written.preset or "", Regime())
    return Regime(
        preset=written.preset,
        notice=written.notice if written.notice is not None else preset.notice,
        packet=written.packet or preset.packet,
        deemed_acceptance=written.deemed_acceptance or preset.deemed_acceptance,
        say=written.say or preset.say,
        basis=written.basis or preset.basis,
        legal_ground={**preset.legal_ground, **written.legal_ground},
    )
