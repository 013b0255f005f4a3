"""The same packets for everybody: as lines for us, as flat inputs for the other engines, with what we say of each.

    Library, number, seed  ->  Workload
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from benchmarks.packets.faults import Rates
from benchmarks.packets.generating import chosen, lines
from benchmarks.peers.expression import Rules
from benchmarks.peers.lowering import Asking, Lowered, asking, lowered
from materials_rules.ground.day import read_day
from materials_rules.library import Library
from materials_rules.many import Judge, Judged
from materials_rules.packet.fast import read_packet
from materials_rules.packet.model import Packet
from materials_rules.rules.version import Version

UNANSWERED: Final = 0.12
"""The share of answers left out of the packets that show what an engine says then."""
MOST_DRAWN: Final = 40
"""How many packets are drawn at most for one that serves."""

Missing = frozenset[tuple[str, str | None]]


@dataclass(frozen=True)
class Left:
    """What is right of a packet with an answer left out: what is missing whatever the answer, and what depends on it."""

    missing: Missing
    depends: Missing


@dataclass(frozen=True)
class Workload:
    """Files and what is right. `frames` are the rules in the order of the places that the inputs name.

    `packets` and `asked` are the same packets, line by line, fully answered, and `paired` both in turn; `missing` is what our
    notices say of them.
    `partly` are inputs with an answer left out, `left` what is right there.
    """

    packets: Path
    asked: Path
    paired: Path
    missing: tuple[Missing, ...]
    partly: Path
    left: tuple[Left, ...]
    frames: tuple[Rules, ...]


class _Finding(msgspec.Struct):
    id: str


class _Told(msgspec.Struct):
    """What is read of a notice."""

    findings: list[_Finding]


def workload(library: Library, folder: Path, number: int, partial: int, seed: int, items: tuple[str, ...] = ()) -> Workload:
    """*number* packets that are answered in full, and *partial* with something left out that matters, below *folder*."""
    rules = {_key(version): lowered(library.plan(version)) for version in chosen(library, items)}
    frames = tuple(frame for one in rules.values() for frame in one.frames.values())
    places = {(frame.version, frame.frame): place for place, frame in enumerate(frames)}
    judge = Judge(library)
    packets, asked, paired, partly = (folder / f"{name}.jsonl" for name in ("packets", "asked", "paired", "partly"))
    missing: list[Missing] = []
    with packets.open("wb") as all_, asked.open("wb") as inputs, paired.open("wb") as both:
        for text, packet, one in _found(library, rules, Rates(unanswered=0.0, strange=0.0), number, seed, items):
            if one.is_answered:
                line = _line(library, packet, one, places)
                all_.write(text + b"\n")
                inputs.write(line)
                both.write(text + b"\n" + line)
                missing.append(_told(library, judge, text, packet))
            if len(missing) == number:
                break
    left: list[Left] = []
    with partly.open("wb") as inputs:
        rates = Rates(unanswered=UNANSWERED, strange=0.0)
        for _, packet, one in _found(library, rules, rates, partial, seed + 1, items, is_complete=False):
            if one.depends:
                inputs.write(_line(library, packet, one, places))
                left.append(Left(one.missing, one.depends))
            if len(left) == partial:
                break
    return Workload(packets, asked, paired, tuple(missing), partly, tuple(left), frames)


def _key(version: Version) -> tuple[str, str]:
    return version.item, version.file.in_force_from.isoformat()


def _found(
    library: Library,
    rules: Mapping[tuple[str, str], Lowered],
    rates: Rates,
    number: int,
    seed: int,
    items: tuple[str, ...],
    is_complete: bool = True,
) -> Iterator[tuple[bytes, Packet, Asking]]:
    """Packets for which a list of missing materials is the answer."""
    for line in lines(library, MOST_DRAWN * number, seed, rates, items, situations=max(3, min(32, number // len(rules)))):
        text = line.encode()
        packet = read_packet(text, "").packet
        one = asking(library, rules, packet, is_complete)
        if one is not None:
            yield text, packet, one


def _line(library: Library, packet: Packet, one: Asking, places: Mapping[tuple[str, str], int]) -> bytes:
    version = library.ruleset.version(packet.item, read_day(packet.received_on))
    assert version is not None
    name = "/".join(_key(version))
    frames = [[places[name, frame], subject, inputs] for frame, subject, inputs in one.frames]
    return json.dumps({"frames": frames}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _told(library: Library, judge: Judge, text: bytes, packet: Packet) -> Missing:
    """The requirements that our notice reports, with their subjects."""
    judged = judge(text)
    assert isinstance(judged, Judged)
    version = library.ruleset.version(packet.item, read_day(packet.received_on))
    assert version is not None
    found = []
    for finding in msgspec.json.decode(judged.notice, type=_Told).findings:
        name, _, subject = finding.id.removeprefix(f"{packet.item}/").partition("[")
        if name in version.asked:
            found.append((name, subject.removesuffix("]") or None))
    return frozenset(found)
