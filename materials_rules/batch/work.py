"""The work of one block: every line judged, results and rejects as they will lie in the files.

    Task, bytes, a judge  ->  Done, three texts of bytes

Here nobody knows of processes or disks: the same bytes come from any worker, at any time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Final, Protocol

import msgspec

from materials_rules.batch.columns import MARK, fault_of
from materials_rules.batch.counts import Counts
from materials_rules.batch.cutting import Mark, is_blank, lines_of
from materials_rules.batch.packing import packer
from materials_rules.batch.papers import packed, paper_name
from materials_rules.batch.records import id_entry, reject_record, result_record
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.many import Judged, Rejected

ENGINE_FAULT: Final = 70


class Opening(msgspec.Struct, frozen=True):
    """What a worker needs to begin: `judge` is `module:function`, which is called with this and gives a Bench."""

    judge: str
    folder: str
    cache: str | None
    prepares: bool  # whether every plan is made before the first line
    as_of: dt.date | None
    inputs: list[tuple[str, int, int] | None]  # path, device, number of each plain file
    is_numbered: bool
    results: str  # how results are packed
    rejects: str
    tables: list[bool]  # of each input whether its lines were made of rows
    notices: str = ""  # the format in which notices are wanted one by one


class Given(msgspec.Struct, frozen=True):
    """A line that is not judged again: it took too long, or its worker died of it."""

    index: int
    code: str
    args: dict[str, str]


class Task(msgspec.Struct, frozen=True):
    """A block to do. Its bytes come behind this message, or stand in the input from `start` on."""

    number: int
    start: Mark
    length: int
    is_sent: bool
    given: list[Given] = []


class Done(msgspec.Struct, frozen=True):
    """What a block came to, in numbers; results, rejects and entries of names come behind it."""

    number: int
    counts: Counts


class Ready(msgspec.Struct, frozen=True):
    """A worker has begun: by which rules, so that all go by the same."""

    ruleset: str
    calendar: str


class Judging(Protocol):
    """What judges one line."""

    def __call__(self, line: bytes) -> Judged | Rejected:
        """What the line comes to."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A judge with all that it needs at hand, the items that it knows, the digests of its rules, and what writes a notice out."""

    judge: Judging
    items: frozenset[str]
    ruleset: str
    calendar: str
    render: Callable[[Judged], bytes] | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """A block that is done: results and rejects packed as they go into the files, entries for the search of namesakes, and
    notices written out."""

    counts: Counts
    results: bytes
    rejects: bytes
    ids: bytes
    papers: bytes = b""


def open_bench(opening: Opening) -> Bench:
    """The bench that the opening names."""
    module, _, name = opening.judge.partition(":")
    bench = getattr(import_module(module), name)(opening)
    assert isinstance(bench, Bench)
    return bench


class Workplace:
    """A bench and how its records are written."""

    def __init__(self, bench: Bench, opening: Opening) -> None:
        self._bench = bench
        self._is_numbered = opening.is_numbered
        self._tables = opening.tables
        self._notices = opening.notices
        self._pack_results = packer(opening.results)
        self._pack_rejects = packer(opening.rejects)

    def work(self, task: Task, data: bytes, begin: Callable[[int], None]) -> Worked:
        """Judges every line of *data*; *begin* is told the index of each before it is judged."""
        counts = Counts()
        results, rejects, ids, papers = [], [], [], []
        start = task.start
        input_ = start.source + 1 if self._is_numbered else None
        given = {one.index: one for one in task.given}
        for index, (offset, length, line) in enumerate(lines_of(data, start)):
            if is_blank(line):
                counts.blanks += 1
                continue
            number = start.line + index
            paper = b""
            if index in given:
                judged: Judged | Rejected = _given(given[index])
            elif self._tables[start.source] and line.startswith(MARK):
                fault = fault_of(line)
                judged = Rejected((fault.diagnostic(),), fault.exit)
            else:
                judged, paper = self._judged(line, index, begin)
            if isinstance(judged, Judged):
                counts.add(judged.tally, self._bench.items)
                results.append(result_record(number, judged, input_))
                ids.append(id_entry(judged.packet, start.source, number))
                if self._notices:
                    papers.append((paper_name(number, judged.packet, input_, self._notices), paper))
            else:
                why = judged.diagnostics
                counts.reject(one.code for one in why)
                rejects.append(reject_record(number, offset, length, why, judged.exit_code, input_, line))
        packed_results, packed_rejects = _packed(self._pack_results, results), _packed(self._pack_rejects, rejects)
        return Worked(counts, packed_results, packed_rejects, b"".join(ids), packed(papers))

    def _judged(self, line: bytes, index: int, begin: Callable[[int], None]) -> tuple[Judged | Rejected, bytes]:
        begin(index)
        try:
            judged = self._bench.judge(line)
            render = self._bench.render
            if not self._notices or render is None or not isinstance(judged, Judged):
                return judged, b""
            return judged, render(judged)
        except Exception as fault:  # noqa: BLE001 - a fault of ours on one packet must not cost the others theirs
            return Rejected((Diagnostic("P-ENGINE", Place(""), {"name": type(fault).__name__}),), ENGINE_FAULT), b""


def too_long(start: Mark, length: int, is_numbered: bool, pack: Callable[[bytes], bytes]) -> Worked:
    """What a line comes to that is too long to be a packet: one reject."""
    from materials_rules.ground.errors import LimitExceeded
    from materials_rules.reading.jsontext import MOST_BYTES, limit_exceeded

    why = limit_exceeded(Place(""), "字节数", "bytes", MOST_BYTES)
    counts = Counts()
    counts.reject([why.code])
    input_ = start.source + 1 if is_numbered else None
    record = reject_record(start.line, start.offset, length, [why], LimitExceeded.exit_code, input_)
    return Worked(counts, b"", pack(record), b"")


def _given(given: Given) -> Rejected:
    return Rejected((Diagnostic(given.code, Place(""), given.args),), ENGINE_FAULT)


def _packed(pack: Callable[[bytes], bytes], records: list[bytes]) -> bytes:
    return pack(b"".join(records)) if records else b""
