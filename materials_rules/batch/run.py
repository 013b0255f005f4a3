"""A whole batch: inputs through one ruleset into files, from the beginning or from where an earlier run was ended.

    Request  ->  Ending
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from materials_rules.batch import inputs as read
from materials_rules.batch.checkpoint import Identity, Names, State, resumable
from materials_rules.batch.counts import Counts
from materials_rules.batch.cutting import SIZE, Block
from materials_rules.batch.disk import Disk
from materials_rules.batch.inputs import Ended, Input
from materials_rules.batch.kept import Files, finished_before, publish, require_free, require_whole
from materials_rules.batch.lock import Lock
from materials_rules.batch.manifest import Manifest, Options, Rules
from materials_rules.batch.packing import ZSTD, packing_by_name
from materials_rules.batch.pool import Inline, Judged, Pool
from materials_rules.batch.shape import LINES, PARQUET, require_parquet, shape_by_name
from materials_rules.batch.work import Opening, Ready, open_bench

JUDGE: Final = "materials_rules.batch.judging:open_judge"
TIME_LIMIT: Final = 2.0
EVERY: Final = 5.0


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. `tool` is the version as notices tell it, `program` tells two states of the program apart.

    `workers` = 0 judges in this very process, without a time limit. `judge` names what opens a bench, as `module:function`.
    `prepares` says that workers make all plans first, where none were kept for them. `engine` is who judges in their place.
    """

    inputs: tuple[str, ...]
    output: Path
    rejects: Path
    folder: str
    rules: Rules
    tool: str
    program: str
    as_of: dt.date | None = None
    workers: int = 1
    time_limit: float = TIME_LIMIT
    resume: bool = False
    force: bool = False
    every: float = EVERY
    block: int = SIZE
    cache: str | None = None
    prepares: bool = True
    judge: str = JUDGE
    shape: str | None = None  # of all inputs, where their names do not say it
    notices: Path | None = None  # a folder for notices one by one, in this format
    notice_format: str = "text"
    engine: Callable[[Opening], Side] | None = None

    @property
    def is_numbered(self) -> bool:
        """Whether records say of which input they are."""
        return len(self.inputs) > 1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is: what it came to, how many lines before this run, the input in hand, how much of that was read."""

    counts: Counts
    before: int
    source: int
    read: int


@dataclass(frozen=True, slots=True)
class Ending:
    """How a batch ended: finished with a manifest, or stopped behind a checkpoint (`manifest` is None)."""

    counts: Counts
    manifest: Manifest | None
    was_finished: bool = False


class Side(Protocol):
    """Whoever judges blocks: a Pool or Inline."""

    def judged(self, items: Iterator[Block | Ended | None], is_stopping: Callable[[], bool]) -> Iterator[Judged]:
        """What *items* come to, in order."""

    def close(self) -> None:
        """Ends it."""


def _never() -> bool:
    return False


def _quietly(_: Progress) -> None:
    """Shows nothing."""


def run_batch(
    request: Request,
    disk: Disk | None = None,
    is_stopping: Callable[[], bool] = _never,
    show: Callable[[Progress], None] = _quietly,
) -> Ending:
    """Runs the batch that *request* asks for.

    Raises WrongUsage before any work, Busy where another is at work on the same output, StorageFailed where the disk refuses,
    EngineFault where no worker can be had.
    """
    disk = disk or Disk()
    names = Names(request.output, request.rejects, request.notices)
    with Lock(disk, names.lock), Lock(disk, names.lock_of_rejects):
        found = [read.look(path, request.shape) for path in request.inputs]
        identity = _identity(request, found)
        state = None
        if request.resume:
            data = disk.read(names.checkpoint)
            state = None if data is None else resumable(data, identity, names.checkpoint)
            if state is None and (made := finished_before(disk, names, identity, request.rules, request.tool)):
                return Ending(made.counts, made, was_finished=True)
        if state is not None and state.manifest is not None:
            require_whole(disk, names, state)
            made = publish(disk, names, state)
            return Ending(made.counts, made)
        if state is None and not request.force:
            require_free(disk, names)
        files = Files(disk, names, identity, state or State(may_replace=request.force), request.every)
        try:
            files.begin(is_new=state is None)
            return _through(request, found, files, is_stopping, show)
        finally:
            files.close()


def _through(
    request: Request, found: list[Input], files: Files, is_stopping: Callable[[], bool], show: Callable[[Progress], None]
) -> Ending:
    before = files.state.counts.lines
    side = side_of(request, found)
    try:
        for one in side.judged(read.blocks(found, files.state.mark, files.state.until, request.block), is_stopping):
            if one is None:
                files.save_in_time()
            else:
                files.take(*one)
                if isinstance(one[0], Block):
                    show(Progress(files.state.counts, before, one[0].start.source, one[0].read))
    finally:
        side.close()
    if len(files.state.inputs) < len(found):
        files.save()
        return Ending(files.state.counts, None)
    options = Options(_day(request), request.time_limit, request.notice_format if request.notices is not None else "")
    made = files.finish(request.tool, request.rules, options, is_numbered=request.is_numbered)
    return Ending(made.counts, made)


def side_of(request: Request, found: list[Input]) -> Side:
    """Who judges: workers, or this very process."""
    opening = Opening(
        request.judge,
        os.path.abspath(request.folder),
        request.cache,
        request.prepares,
        request.as_of,
        [
            (os.path.abspath(one.name), one.device, one.number) if one.is_as_it_lies else None
            for one in found
        ],
        request.is_numbered,
        packing_by_name(request.output.name),
        packing_by_name(request.rejects.name),
        [one.shape != LINES for one in found],
        request.notice_format if request.notices is not None else "",
    )
    if request.engine is not None:
        return request.engine(opening)
    if not request.workers:
        return Inline(open_bench(opening), opening)
    return Pool(opening, request.workers, request.time_limit, Ready(request.rules.ruleset, request.rules.calendar))


def _identity(request: Request, found: list[Input]) -> Identity:
    packing = packing_by_name(request.output.name)
    if shape_by_name(request.output.name) == PARQUET:
        require_parquet()
    if ZSTD in (packing, packing_by_name(request.rejects.name)):
        read.require_zstd()
    return Identity(
        request.program,
        request.rules.ruleset,
        request.rules.calendar,
        found,
        _day(request),
        request.time_limit,
        os.path.abspath(request.rejects),
        packing,
        request.block,
        [] if request.notices is None else [os.path.abspath(request.notices), request.notice_format],
    )


def _day(request: Request) -> str | None:
    return None if request.as_of is None else request.as_of.isoformat()
