"""Us and other engines on the same packets with the same rules: python -m benchmarks.compare

    packets  ->  a table; with --json, --svg, --write also files

Every engine is asked one thing, which materials are missing, over inputs that are ready for it; we do the whole job. Before
anything is timed its answers are held against ours. docs/benchmarks.md says what is compared and what is not.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

import msgspec

from benchmarks import scaling
from benchmarks._ratio import in_turn, ratio, seconds
from benchmarks.measured import Apart, Curve, Measured, Row, Unknown, machine
from benchmarks.ours import copy, floor, judged, notices, notices_of, read_by_the_exact_reader
from benchmarks.packets.drawing import escaped
from benchmarks.packets.faults import Rates
from benchmarks.packets.generating import UnknownItem, lines
from benchmarks.page import OURS, drawing, page, table
from benchmarks.peers.engines import NAMES, UNUSABLE, Unable, engine
from benchmarks.peers.environment import Broken, Engine, Environment, environment, plain
from benchmarks.places import catalogue
from benchmarks.workload import Left, Missing, Workload, workload
from materials_rules import Library, load
from materials_rules.many import Judge
from materials_rules.version import VERSION

ROOT: Final = Path(__file__).resolve().parents[1]
COPY, FLOOR, NOTICES = "lines copied", "floor: typed decode and encode", "packets decoded, ready notices encoded"
LEAST: Final = 0.25
"""Seconds that everybody works at least in a round; who is quicker goes through the packets again."""
CURVES: Final = ("packets", "items", "materials", "unknown", "workers")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures what the options ask for, prints the table, writes the files."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=__doc__)
    options.add_argument("--packets", type=int, default=2000, help="fully answered packets (2000)")
    options.add_argument("--partly", type=int, default=300, help="packets with an answer left out (300)")
    options.add_argument("--rounds", type=int, default=5, help="rounds, everybody in turn (5)")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rulesets", type=Path, default=ROOT / "rulesets" / "hengyang")
    options.add_argument("--catalogue", type=int, metavar="ITEMS", help="the generated catalogue instead")
    options.add_argument("--item", action="append", default=[], help="this item alone; may be repeated")
    options.add_argument("--engine", action="append", choices=NAMES, help="this engine alone; may be repeated")
    options.add_argument("--no-engines", action="store_true", help="us and the floors alone; nothing is installed")
    options.add_argument("--environment", type=Path, default=ROOT / "build" / "engines", help="their own Python (build/engines)")
    options.add_argument("--curves", nargs="*", choices=CURVES, default=None, help="how time grows; all where none is named")
    options.add_argument("--largest", type=int, default=494, help="most items of the curve (494; the goal 5000)")
    options.add_argument("--json", type=Path, help="write what was measured")
    options.add_argument("--svg", type=Path, help="draw it")
    options.add_argument("--write", type=Path, metavar="PAGE", help="write the page, with .json and .svg beside it")
    options.add_argument("--from", dest="from_", type=Path, metavar="JSON", help="measure nothing, write what was measured")
    chosen = options.parse_args(arguments)
    if chosen.from_ is not None:
        found = msgspec.json.decode(chosen.from_.read_bytes(), type=Measured)
    else:
        try:
            found = measure(chosen)
        except UnknownItem as unknown:
            options.error(f"--item {unknown}: not in the ruleset")
    sys.stdout.write(table(found))
    _write(found, chosen)
    return 0 if all(row.agreed == row.compared for row in found.rows) else 1


def measure(chosen: argparse.Namespace) -> Measured:
    """Everything that *chosen* asks for."""
    where_it_runs = machine()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        library = stack.enter_context(catalogue(chosen.catalogue) if chosen.catalogue else load(chosen.rulesets))
        _say("packets are drawn")
        load_ = workload(library, folder, chosen.packets, chosen.partly, chosen.seed, tuple(chosen.item))
        names = () if chosen.no_engines else tuple(chosen.engine or NAMES)
        where = _environment(names, chosen.environment)
        opened: dict[str, Engine] = {}
        absent: dict[str, Row] = {}
        for name in names:
            try:
                opened[name] = stack.enter_context(_opened(where, name, load_, folder))
            except (Unable, Broken) as fault:
                absent[name] = Row(_package(name), where.versions.get(plain(_package(name)), ""), absent=str(fault))
        bytes_ = load_.packets.stat().st_size
        rows, apart = _compared(library, load_, opened, absent, where, folder, chosen.rounds)
        apart += tuple(_apart(library, load_, folder, chosen.rounds, chosen.packets))
    if not chosen.no_engines and chosen.engine is None:
        rows += tuple(Row(name, "", absent=why) for name, why in UNUSABLE.items())
    size = len(load_.missing)
    return Measured(
        machine=where_it_runs,
        packets=size,
        bytes_a_packet=bytes_ // size,
        rounds=chosen.rounds,
        rows=rows,
        apart=apart,
        curves=tuple(_curves(chosen)),
        command=" ".join(("python -m benchmarks.compare", *sys.argv[1:])),
    )


def _environment(names: Sequence[str], folder: Path) -> Environment:
    if not names:
        return Environment(folder)
    _say(f"the engines' environment: {folder}")
    return environment(folder, [_package(name) for name in names])


def _package(name: str) -> str:
    return str(engine(name).PACKAGE)


@contextlib.contextmanager
def _opened(where: Environment, name: str, load_: Workload, folder: Path) -> Iterator[Engine]:
    package = plain(_package(name))
    if package in where.absent:
        raise Broken(f"not installed: {where.absent[package]}")
    with Engine(where, name, [engine(name).translated(frame) for frame in load_.frames], folder) as found:
        yield found


def _compared(
    library: Library,
    load_: Workload,
    opened: dict[str, Engine],
    absent: dict[str, Row],
    where: Environment,
    folder: Path,
    rounds: int,
) -> tuple[tuple[Row, ...], tuple[Apart, ...]]:
    """The rows of the table: agreement first, then everybody in turn."""
    out, agreed, unknown = folder / "answers", {}, {}
    for name, one in list(opened.items()):
        _say(f"{name}: held against ours")
        try:
            one.answer(load_.asked, out, "careful")
            agreed[name] = agreement(read_answers(out), load_.missing)
            one.answer(load_.partly, out, "careful")
            unknown[name] = left_out(read_answers(out), load_.left)
            one.answer(load_.asked, out)
        except Broken as fault:
            absent[name] = Row(_package(name), where.versions.get(plain(_package(name)), ""), absent=str(fault))
            del opened[name]
    judge = Judge(library)
    judged(judge, load_.packets, out)  # every plan is made
    works: dict[object, Callable[[], object]] = {
        COPY: partial(copy, load_.packets, out),
        FLOOR: partial(floor, load_.packets, out),
        NOTICES: partial(notices, notices_of(judge, load_.packets), load_.packets, out),
        OURS: partial(judged, judge, load_.packets, out),
        **{name: partial(one.answer, load_.asked, out) for name, one in opened.items()},
        **{(name, "paired"): partial(one.answer, load_.paired, out, "paired") for name, one in opened.items()},
    }
    _say(f"{rounds} rounds of {len(works)}")
    times = in_turn(works, rounds, LEAST)
    size = len(load_.missing)

    def each_of(name: object) -> tuple[float, ...]:
        return tuple(seconds / size * 1e6 for seconds in times[name])

    def row(name: str, called: str, version: str, **more: object) -> Row:
        each = each_of(name)
        return Row(called, version, each, ratio(times[name], times[FLOOR]), **more)  # type: ignore[arg-type]  # keys of Row

    rows = [row(COPY, COPY, ""), *(row(one, one, msgspec.__version__) for one in (FLOOR, NOTICES)), row(OURS, OURS, VERSION)]
    for name, one in opened.items():
        package = _package(name)
        version = where.versions.get(plain(package), "")
        more: dict[str, object] = {"opened": one.opened, "agreed": agreed[name], "compared": size}
        more |= {"unknown": unknown[name], "reading": each_of((name, "paired"))}
        rows.append(row(name, package, version, **more))
    exact = read_by_the_exact_reader(load_.packets)
    whole = Apart("the packets of the table", median(times[OURS]) / size * 1e6, ratio(times[OURS], times[FLOOR]), size, exact)
    new = [seconds(partial(judged, Judge(library), load_.packets, out)) for _ in range(rounds)]
    first = Apart("the same, met for the first time", median(new) / size * 1e6, ratio(new, times[FLOOR]), size, exact)
    return (*rows, *absent.values()), (whole, first)


def read_answers(path: Path) -> list[Missing | None]:
    """What an engine answered line by line; None where it refused."""
    found: list[Missing | None] = []
    with path.open("rb") as lines_:
        for line in lines_:
            told = json.loads(line)
            found.append(None if isinstance(told, dict) else frozenset((name, subject) for name, subject in told))
    return found


def agreement(answers: Sequence[Missing | None], right: Sequence[Missing]) -> int:
    """How many answers are the same list as ours."""
    return sum(one == other for one, other in zip(answers, right, strict=True))


def left_out(answers: Sequence[Missing | None], right: Sequence[Left]) -> Unknown:
    """What an engine says where an answer that matters is left out."""
    told = [(answer, one) for answer, one in zip(answers, right, strict=True) if answer is not None]
    return Unknown(
        packets=len(right),
        refused=len(right) - len(told),
        silent=sum(bool(one.depends - answer) for answer, one in told),
        claimed=sum(bool(one.depends & answer) for answer, one in told),
        wrong=sum(answer - one.depends != one.missing for answer, one in told),
    )


def _apart(library: Library, load_: Workload, folder: Path, rounds: int, number: int) -> Iterator[Apart]:
    """Lines of other kinds, each beside the floor of the plain ones: escaped, for the exact reader alone, as they come."""
    ascii_ = folder / "ascii.jsonl"
    with load_.packets.open(encoding="utf-8") as plain_, ascii_.open("wb") as out:
        out.writelines(escaped(line) for line in plain_)
    yield _one_apart(library, "the same, escaped into ASCII", ascii_, ascii_, rounds)
    odd = folder / "odd.jsonl"
    plain_lines = folder / "plain.jsonl"
    for path, rates in ((odd, Rates(odd=1.0)), (plain_lines, Rates(bad=0.01, odd=0.02))):
        with path.open("wb") as out:
            out.writelines(line.encode() + b"\n" for line in lines(library, number, 3, rates, situations=4))
    yield _one_apart(library, "for the exact reader alone", odd, load_.packets, rounds)
    yield _one_apart(library, "as they come: 2 % unanswered, 2 % odd, 1 % no packets", plain_lines, load_.packets, rounds)


def _one_apart(library: Library, name: str, source: Path, beside: Path, rounds: int) -> Apart:
    judge, out = Judge(library), source.with_suffix(".out")
    judged(judge, source, out)
    with source.open("rb") as lines_:
        size = sum(1 for _ in lines_)
    longer = source.stat().st_size / beside.stat().st_size
    times = in_turn({"ours": partial(judged, judge, source, out), "floor": partial(floor, beside, out)}, rounds, LEAST)
    scaled = [seconds * longer for seconds in times["floor"]]
    return Apart(name, median(times["ours"]) / size * 1e6, ratio(times["ours"], scaled), size, read_by_the_exact_reader(source))


def _curves(chosen: argparse.Namespace) -> Iterator[Curve]:
    if chosen.curves is None:
        return
    number, rounds, rulesets = max(100, chosen.packets // 2), max(1, chosen.rounds // 2), chosen.rulesets
    made: dict[str, Callable[[], Curve]] = {
        "packets": lambda: scaling.by_packets(rulesets, [number // 4, number, 4 * number], rounds),
        "items": lambda: scaling.by_items([n for n in (1, 10, 100, 494, 1000, 5000) if n <= chosen.largest], number, rounds),
        "materials": lambda: scaling.by_materials((0, 10, 40, 100), number, rounds),
        "unknown": lambda: scaling.by_unknown(rulesets, (0, 1, 2, 4, 8), number, rounds),
        "workers": lambda: scaling.by_workers(rulesets, sorted({1, 2, machine().cores}), 8 * number, rounds),
    }
    for name in chosen.curves or CURVES:
        _say(f"curve: {name}")
        yield made[name]()


def _write(found: Measured, chosen: argparse.Namespace) -> None:
    data, drawn, written = chosen.json, chosen.svg, chosen.write
    if written is not None:
        data, drawn = data or written.with_suffix(".json"), drawn or written.with_suffix(".svg")
        written.write_text(page(found, drawn.name), "utf-8")
    if data is not None:
        data.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    if drawn is not None:
        drawn.write_text(drawing(found), "utf-8")


def _say(words: str) -> None:
    print(f"… {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
