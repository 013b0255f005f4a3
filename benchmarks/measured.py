"""What was measured, as data: what is printed, drawn and written is made of this.

    Measured  ->  JSON  ->  Measured
"""

from __future__ import annotations

import datetime as dt
import os
import platform
from pathlib import Path

import msgspec


class Machine(msgspec.Struct, frozen=True):
    """Where it was measured; `load` is how many processes wanted a core when it began."""

    processor: str
    cores: int
    system: str
    python: str
    day: str
    load: float = 0.0


class Unknown(msgspec.Struct, frozen=True):
    """What an engine says where an answer is left out that matters, in how many of `packets`.

    `refused` is an error; `silent`: a material that depends on the answer is passed over; `claimed`: it is called missing;
    `wrong`: something is told that would not be so whatever the answer. One packet may count twice.
    """

    packets: int
    refused: int
    silent: int
    claimed: int
    wrong: int


class Row(msgspec.Struct, frozen=True):
    """One line of the table: microseconds a packet over the rounds, and the median ratio to the floor.

    `reading` is the same where each packet is decoded too, besides the inputs that were made of it. `agreed` of `compared`
    fully answered packets had the same list as ours. `absent` says why nothing was measured.
    """

    name: str
    version: str
    microseconds: tuple[float, ...] = ()
    ratio: float = 0.0
    reading: tuple[float, ...] = ()
    opened: float = 0.0
    agreed: int = 0
    compared: int = 0
    unknown: Unknown | None = None
    absent: str = ""


class Point(msgspec.Struct, frozen=True):
    """One point of a curve: microseconds a packet of ours and of the floor, medians."""

    at: int
    ours: float
    floor: float


class Curve(msgspec.Struct, frozen=True):
    """How the time of a packet changes with something."""

    name: str
    title: str
    points: tuple[Point, ...]


class Apart(msgspec.Struct, frozen=True):
    """A run that stands apart: lines of another kind, and how many of them the exact reader took."""

    name: str
    microseconds: float
    ratio: float
    lines: int
    exact: int


class Measured(msgspec.Struct, frozen=True):
    """One run of everything."""

    machine: Machine
    packets: int
    bytes_a_packet: int
    rounds: int
    rows: tuple[Row, ...]
    apart: tuple[Apart, ...] = ()
    curves: tuple[Curve, ...] = ()
    command: str = ""


def machine() -> Machine:
    """This one, now."""
    return Machine(
        _processor(),
        len(os.sched_getaffinity(0)),
        f"{platform.system()} {platform.machine()}",
        f"{platform.python_implementation()} {platform.python_version()}",
        dt.datetime.now(dt.UTC).date().isoformat(),
        round(os.getloadavg()[0], 1),
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()
