"""How the time of one packet changes with the number of packets, items, materials, unknown facts, workers.

    what grows  ->  Curve

Each point is measured in turn with the floor of the same lines. The goal is flat curves, but for materials and what is unknown.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

from benchmarks._ratio import in_turn
from benchmarks.measured import Curve, Point
from benchmarks.ours import batch, floor, judged
from benchmarks.packets.faults import Rates
from benchmarks.packets.generating import lines
from benchmarks.places import written
from materials_rules import Library, load
from materials_rules.many import Judge

LEAST: Final = 0.2
"""Seconds that each works at least in a round."""
ASKING: Final = "construction-permit"
"""The delivered item with the most questions."""
TITLES: Final = {
    "packets": "number of packets",
    "items": "items in the ruleset",
    "materials": "materials of the item",
    "unknown": "facts left out of the packet",
    "workers": "workers of `batch`, the whole command",
}


def point(at: int, work: Callable[[Path, Path], object], source: Path, number: int, rounds: int) -> Point:
    """What *work* takes a packet of *source*, beside the floor."""
    target = source.with_suffix(".out.jsonl")
    times = in_turn({"ours": lambda: work(source, target), "floor": lambda: floor(source, target)}, rounds, LEAST)
    return Point(at, *(median(times[name]) / number * 1e6 for name in ("ours", "floor")))


def drawn(library: Library, target: Path, number: int, rates: Rates, items: Sequence[str] = ()) -> Path:
    """*target* with so many packets."""
    with target.open("wb") as out:
        out.writelines(line.encode() + b"\n" for line in lines(library, number, 1, rates, items))
    return target


def by_packets(rulesets: Path, sizes: Sequence[int], rounds: int) -> Curve:
    """Files of so many packets."""
    with load(rulesets) as library, tempfile.TemporaryDirectory() as folder:
        judge, found = Judge(library), []
        for size in sizes:
            source = drawn(library, Path(folder) / f"{size}.jsonl", size, Rates())
            judged(judge, source, Path(folder) / "warm")
            found.append(point(size, lambda a, b: judged(judge, a, b), source, size, rounds))
    return _curve("packets", found)


def by_items(sizes: Sequence[int], number: int, rounds: int) -> Curve:
    """Catalogues of so many generated items; the packets are for all of them alike."""
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder, load(written(Path(folder), size)) as library:
            judge = Judge(library)
            source = drawn(library, Path(folder) / "packets.jsonl", number, Rates())
            judged(judge, source, Path(folder) / "warm")  # every plan is made
            found.append(point(size, lambda a, b, judge=judge: judged(judge, a, b), source, number, rounds))
    return _curve("items", found)


def by_materials(sizes: Sequence[int], number: int, rounds: int) -> Curve:
    """One generated item with so many materials more, all asked for in nearly every situation."""
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            place = written(Path(folder), 1)
            (path,) = (place / "items").rglob("*.yaml")
            text, more = path.read_text("utf-8"), more_materials(size)
            path.write_text(text.replace("  procedure:\n", f"{more}  procedure:\n", 1), "utf-8")
            with load(place) as library:
                judge = Judge(library)
                source = drawn(library, Path(folder) / "packets.jsonl", number, Rates())
                judged(judge, source, Path(folder) / "warm")
                (version,) = library.ruleset.items["generated-000"]
                count = len(version.asked)
                found.append(point(count, lambda a, b, judge=judge: judged(judge, a, b), source, number, rounds))
    return _curve("materials", found)


def more_materials(number: int) -> str:
    """So many materials in the manner of the generated catalogue."""
    return "".join(
        f"    more-{i:03}:\n      name: 示范补充材料{i:03}\n      kind: proof\n      when: area_m2_000 >= {5 + i % 40}\n"
        '      basis:\n        - {law: generated-act, article: "1", paragraph: "1"}\n'
        "      hand_in:\n        originals: 1\n        signed_or_sealed_by: applicant\n"
        for i in range(number)
    )


def by_unknown(rulesets: Path, sizes: Sequence[int], number: int, rounds: int) -> Curve:
    """Packets of one item out of which so many answers were taken."""
    with load(rulesets) as library, tempfile.TemporaryDirectory() as folder:
        judge, found = Judge(library), []
        whole = drawn(library, Path(folder) / "whole", number, Rates(unanswered=0.0, strange=0.0), (ASKING,))
        for size in sizes:
            source = Path(folder) / f"{size}.jsonl"
            source.write_text("".join(without(whole, size)), "utf-8")
            judged(judge, source, Path(folder) / "warm")
            found.append(point(size, lambda a, b: judged(judge, a, b), source, number, rounds))
    return _curve("unknown", found)


def without(source: Path, number: int) -> Iterator[str]:
    """The packets of *source*, each without so many of its answers."""
    chance = Random("unknown")
    with source.open(encoding="utf-8") as all_:
        for line in all_:
            packet = json.loads(line)
            facts = packet.get("facts", {})
            for name in sorted(facts, key=lambda _: chance.random())[:number]:
                del facts[name]
            yield json.dumps(packet, ensure_ascii=False, separators=(",", ":")) + "\n"


def by_workers(rulesets: Path, sizes: Sequence[int], number: int, rounds: int) -> Curve:
    """The command itself with so many workers, its start and end with it."""
    found = []
    with load(rulesets) as library, tempfile.TemporaryDirectory() as folder:
        source = drawn(library, Path(folder) / "packets.jsonl", number, Rates())
        batch(rulesets, 1, source, Path(folder) / "warm.jsonl")  # every plan is made and kept
        for size in sizes:
            found.append(point(size, partial(batch, rulesets, size), source, number, rounds))
    return _curve("workers", found)


def _curve(name: str, found: Sequence[Point]) -> Curve:
    return Curve(name, TITLES[name], tuple(found))
