"""Many packets, each judged alone: what `check` says of each, as bytes, with what there is to count.

    Library, lines  ->  Judged or Rejected, one a line, in the same order

A packet that cannot be judged is one `Rejected` and never the end of the others. Nothing of one packet reaches the next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import EngineFault, LimitExceeded, NotAPacket
from materials_rules.library import Library, judged
from materials_rules.notice.model import encode
from materials_rules.packet.fast import read_packet
from materials_rules.stencil.store import Stencils, Usage


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted of one notice: no word of any language, and nothing of the person whom it concerns.

    `findings` are pairs of the requirement (or line, or fact: the id without item and subject) and the kind; `conditional` the
    same ids of what depends; `not_needed` pairs of a material and the class that forbids to ask for it; `demanded` pairs of a
    verdict and a class (empty where there is none), one for each thing that somebody asked the applicant for.
    """

    item: str
    outcome: str
    findings: tuple[tuple[str, str], ...]
    conditional: tuple[str, ...]
    questions: int
    not_needed: tuple[tuple[str, str], ...]
    demanded: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What one packet came to: its own name, its notice as canonical JSON without a line end, and what to count of it."""

    packet: str
    notice: bytes
    tally: Tally


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that holds no packet, or that could not be judged, and why: places, faults and remedies, no applicant's data."""

    diagnostics: tuple[Diagnostic, ...]
    exit_code: int


class Judge:
    """Judges one packet after the other by one ruleset; *as_of* moves deadlines only, as in `check`.

    It keeps what it worked out of the rules, and of a person nothing but the keys by which lists know their members.
    """

    def __init__(self, library: Library, as_of: dt.date | None = None) -> None:
        self._library = library
        self._as_of = as_of
        self._stencils = Stencils(library, as_of, tally)

    @property
    def usage(self) -> Usage:
        """How the packets so far were judged."""
        return self._stencils.usage

    def __call__(self, line: bytes) -> Judged | Rejected:
        """What *line*, the JSON of one packet, comes to. Raises RulesetInvalid where its item cannot be judged by anybody."""
        try:
            read = read_packet(line, "")
            found = self._stencils.judged(read)
            if found is not None:
                return Judged(read.packet.packet, *found)
            notice = judged(self._library, read, "", self._as_of)
        except (NotAPacket, LimitExceeded) as refused:
            return Rejected(refused.diagnostics, refused.exit_code)
        except (RecursionError, MemoryError, EngineFault) as fault:
            # what breaks on one packet must not cost the others theirs
            return Rejected((Diagnostic("P-ENGINE", Place(""), {"name": type(fault).__name__}),), EngineFault.exit_code)
        whole = encode(notice)
        return Judged(notice.packet, whole, tally(whole))


def check_many(library: Library, packets: Iterable[bytes | str], as_of: dt.date | None = None) -> Iterator[Judged | Rejected]:
    """What each of *packets*, JSON as bytes or text, comes to, in their order; lazily, so that they may be without end.

    Raises RulesetInvalid (20) where an item of the ruleset cannot be compiled.
    """
    judge = Judge(library, as_of)
    for packet in packets:
        yield judge(packet.encode("utf-8", "surrogatepass") if isinstance(packet, str) else packet)


class _Item(msgspec.Struct):
    id: str


class _Matter(msgspec.Struct):
    items: tuple[_Item, ...]


class _Entry(msgspec.Struct):
    id: str
    kind: str


class _Class(msgspec.Struct, rename={"class_": "class"}):
    class_: str | None
    material: str = ""
    verdict: str = ""


class _Counted(msgspec.Struct):
    """Of a notice what is counted."""

    matter: _Matter
    outcome: str
    findings: tuple[_Entry, ...]
    conditional: tuple[_Entry, ...]
    questions: tuple[msgspec.Raw, ...]
    not_needed: tuple[_Class, ...]
    demands: tuple[_Class, ...]


_COUNTED: Final = msgspec.json.Decoder(_Counted)


def tally(notice: bytes) -> Tally:
    """What is counted of a *notice* in canonical JSON."""
    read = _COUNTED.decode(notice)
    item = read.matter.items[0].id
    return Tally(
        item,
        read.outcome,
        tuple((_bare(one.id, item), one.kind) for one in read.findings),
        tuple(_bare(one.id, item) for one in read.conditional),
        len(read.questions),
        tuple((one.material, one.class_ or "") for one in read.not_needed),
        tuple((one.verdict, one.class_ or "") for one in read.demands),
    )


def _bare(id_: str, item: str) -> str:
    """An id without the item before it and the subject behind it."""
    return id_.removeprefix(f"{item}/").partition("[")[0]
