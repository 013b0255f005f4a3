"""Writes packets, one a line: python -m benchmarks.packets --number 1000000 > packets.jsonl

    ruleset, seed, rates  ->  JSON Lines

All of it is invented. Equal options give equal bytes.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from benchmarks.packets.drawing import escaped
from benchmarks.packets.faults import WEIGHTS, Rates, weights
from benchmarks.packets.generating import UnknownItem, lines
from benchmarks.places import catalogue
from materials_rules import load

ROOT = Path(__file__).resolve().parents[2]
USUAL = Rates()
BLOCK = 512
"""Lines that are written at once."""


def main(arguments: list[str] | None = None) -> int:
    """Writes what the options ask for."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.packets", description=__doc__)
    options.add_argument("--number", type=_whole, default=1000, help="lines (1000)")
    options.add_argument("--seed", type=int, default=1, help="another seed, other packets (1)")
    where = options.add_mutually_exclusive_group()
    where.add_argument("--rulesets", type=Path, default=ROOT / "rulesets" / "hengyang", help="a place (the delivered one)")
    where.add_argument("--catalogue", type=_whole, nargs="?", const=494, metavar="ITEMS", help="of so many generated items (494)")
    options.add_argument("--item", action="append", default=[], help="of this item alone; may be repeated")
    options.add_argument("--faults", type=_share, default=USUAL.faults, help=f"share of packets with a fault ({USUAL.faults})")
    options.add_argument(
        "--weight", action="append", default=[], metavar="KIND=NUMBER", help=f"how often a fault is: {', '.join(WEIGHTS)}"
    )
    options.add_argument("--unanswered", type=_share, default=USUAL.unanswered, help=f"of answers left out ({USUAL.unanswered})")
    options.add_argument("--bad", type=_share, default=USUAL.bad, help="share of lines that are no packets (0)")
    options.add_argument("--odd", type=_share, default=USUAL.odd, help="share of good lines that only the exact reader takes (0)")
    options.add_argument("--strange", type=_share, default=USUAL.strange, help=f"share of an unknown item ({USUAL.strange})")
    options.add_argument("--ascii", action="store_true", help="every character outside ASCII as an escape")
    options.add_argument("--situations", type=_whole, help="situations prepared of each version (as many as are worth it)")
    options.add_argument("--out", type=Path, help="a file instead of standard output")
    chosen = options.parse_args(arguments)
    try:
        rates = Rates(chosen.faults, chosen.unanswered, chosen.bad, chosen.odd, chosen.strange, weights(chosen.weight))
    except ValueError as fault:
        options.error(f"--weight {fault}: KIND=NUMBER, {', '.join(WEIGHTS)}")
    with catalogue(chosen.catalogue) if chosen.catalogue else load(chosen.rulesets) as library:
        found = lines(library, chosen.number, chosen.seed, rates, chosen.item, chosen.situations)
        try:
            if chosen.out is None:
                _write(sys.stdout.buffer, found, chosen.ascii)
            else:
                with chosen.out.open("wb") as out:
                    _write(out, found, chosen.ascii)
        except UnknownItem as unknown:
            options.error(f"--item {unknown}: not in the ruleset")
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on, which is no fault
    return 0


def _write(out: BinaryIO, found: Iterable[str], is_ascii: bool) -> None:
    block: list[bytes] = []
    for line in found:
        block.append(escaped(line) if is_ascii else line.encode())
        if len(block) == BLOCK:
            out.write(b"\n".join(block) + b"\n")
            block.clear()
    if block:
        out.write(b"\n".join(block) + b"\n")
    out.flush()


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text}: from 0 to 1")
    return value


def _whole(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text}: at least 1")
    return value


if __name__ == "__main__":
    sys.exit(main())
