"""Stored packets through both rulesets: whose notice would be another, and how. No applicant's data is kept, only ids of packets.

    Library, Library, packets  ->  Replay
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import EngineFault, LimitExceeded, MaterialsRulesError, NotAPacket
from materials_rules.library import Library, check
from materials_rules.why.compared import difference

STRANGE: Final = "…"
"""Stands for what no ruleset names."""


@dataclass(frozen=True)
class Stored:
    """One stored packet: its bytes, and its place (the file, and the line where one file holds many)."""

    data: bytes
    place: Place


@dataclass
class Counted:
    """What became of the packets of one item: how many, of how many the notice changed, and how.

    `outcomes` counts the pairs of outcomes that differ; `came` and `went` the requirements that are told to a packet now and were
    not, or the reverse, `altered` those that are told otherwise; `changed` holds the ids of the packets.
    """

    packets: int = 0
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    came: Counter[str] = field(default_factory=Counter)
    went: Counter[str] = field(default_factory=Counter)
    altered: Counter[str] = field(default_factory=Counter)
    changed: list[str] = field(default_factory=list)


@dataclass
class Replay:
    """What became of all packets: by item (empty: one that neither ruleset has), and what could not be judged, with reasons."""

    items: dict[str, Counted] = field(default_factory=dict)
    bad: list[Diagnostic] = field(default_factory=list)

    @property
    def packets(self) -> int:
        """How many packets were judged by both rulesets."""
        return sum(counted.packets for counted in self.items.values())

    @property
    def changed(self) -> int:
        """Of how many the notice is another."""
        return sum(len(counted.changed) for counted in self.items.values())


def replay(old: Library, new: Library, packets: Iterable[Stored]) -> Replay:
    """Judges every packet by both rulesets. What is no packet is counted with its place and the rest goes on."""
    found = Replay()
    for stored in packets:
        try:
            _judged(found, old, new, stored)
        except (NotAPacket, LimitExceeded, EngineFault) as fault:
            found.bad.append(_first(fault, stored))
    return found


def _judged(found: Replay, old: Library, new: Library, stored: Stored) -> None:
    notices = [check(library, stored.data, str(stored.place)) for library in (old, new)]
    item = notices[1].matter.items[0].id
    if item not in old.ruleset.items and item not in new.ruleset.items:
        item = ""  # what somebody wrote into a packet is not repeated
    counted = found.items.setdefault(item, Counted())
    counted.packets += 1
    differs = difference(*notices)
    if differs.is_none:
        return
    counted.changed.append(notices[1].packet)
    if differs.outcome[0] != differs.outcome[1]:
        counted.outcomes[differs.outcome] += 1
    known = frozenset((*_known(old, item), *_known(new, item)))
    for counter, sections in ((counted.came, differs.came), (counted.went, differs.went), (counted.altered, differs.altered)):
        for section, keys in sections.items():
            counter.update({f"{section} {_without_whose(key, known)}" for key in keys})


def _without_whose(key: str, known: frozenset[str]) -> str:
    """An entry without the member of a list that it is of: members are persons. What a packet alone names is not repeated."""
    name = key.partition("[")[0]
    return name if "/" in name or name in known else STRANGE


def _known(library: Library, item: str) -> Iterator[str]:
    """The papers and documents that a ruleset names."""
    yield from library.ruleset.documents
    for version in library.ruleset.items.get(item, ()):
        yield from version.slots
        yield from version.asked


def _first(fault: MaterialsRulesError, stored: Stored) -> Diagnostic:
    """The first reason, at the place of the packet: later ones of the same packet would count it twice."""
    first = fault.diagnostics[0]
    place = Place(stored.place.path, stored.place.line, 0, first.place.pointer)
    return Diagnostic(first.code, place, first.args, first.severity)
