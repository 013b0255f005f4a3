"""The blocks of a batch judged by a cluster, wave after wave, given back in the order in which they came.

    Blocks  ->  waves of rows  ->  Blocks with what they came to, in order

Two waves are out at a time, so that the cluster has work while results are written. A wave that comes back with a block less
or more than went out ends the batch: the last checkpoint stands, and nothing of that wave is in the files.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from materials_rules.batch.cutting import Block
from materials_rules.batch.inputs import Ended
from materials_rules.batch.packing import packer
from materials_rules.batch.pool import Judged
from materials_rules.batch.work import Worked, too_long
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import EngineFault, MaterialsRulesError
from materials_rules.lake.bench import Task
from materials_rules.lake.blocks import rows_of, worked_of
from materials_rules.lake.cluster import told
from materials_rules.lake.spark import blocks_by

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

AT_ONCE: Final = 2
BLOCKS_A_CORE: Final = 8
FEWEST: Final = 16
MOST: Final = 128
"""How many blocks a wave has, however few or many cores there are; its results, eight times as large, are in memory here."""
TASKS_A_CORE: Final = 4
PATIENCE: Final = 0.25

Sent = Callable[[pa.Table], pa.Table]
"""What sends rows of blocks away and brings rows of worked blocks back."""


@dataclass(slots=True)
class _Wave:
    items: list[Block | Ended]
    coming: Future[list[tuple[int, Worked]]]


class Waves:
    """A side that has others judge: *send* does it, *cancel* gives up what is out, *blocks* go out together."""

    def __init__(self, send: Sent, cancel: Callable[[], None], blocks: int, *, is_numbered: bool, rejects: str) -> None:
        self._send = send
        self._cancel = cancel
        self._blocks = blocks
        self._is_numbered = is_numbered
        self._pack_rejects = packer(rejects)
        self._threads = ThreadPoolExecutor(AT_ONCE)
        self._out: deque[_Wave] = deque()
        self._number = 0

    def judged(self, items: Iterable[Block | Ended | None], is_stopping: Callable[[], bool]) -> Iterator[Judged]:
        """What *items* come to, in order, until they end or *is_stopping* says so. Raises EngineFault (C-LOST, C-CLUSTER …)."""
        source = iter(items)
        gathered: list[Block | Ended] = []
        has_more = True
        while not is_stopping():
            is_waiting = False
            while has_more and len(self._out) < AT_ONCE and len(gathered) < self._blocks:
                try:
                    item = next(source)
                except StopIteration:
                    has_more = False
                    break
                if item is None:
                    is_waiting = True  # what is there goes out, and what is out is looked after
                    break
                gathered.append(item)
            if gathered and len(self._out) < AT_ONCE:
                self._out.append(self._begun(gathered))
                gathered = []
                if not is_waiting:
                    continue
            if not self._out:
                if not has_more:
                    return
                yield None
                continue
            if not wait_for([self._out[0].coming], PATIENCE).done:
                yield None
                continue
            yield from self._back(self._out.popleft())

    def close(self) -> None:
        """Gives up what is still out."""
        if self._out:
            self._cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _begun(self, items: list[Block | Ended]) -> _Wave:
        blocks = [one for one in items if isinstance(one, Block) and one.data is not None]
        numbered = list(enumerate(blocks, self._number))
        self._number += len(blocks)
        coming = self._threads.submit(self._judged_away, numbered)
        return _Wave([_without_bytes(one) for one in items], coming)

    def _judged_away(self, blocks: Sequence[tuple[int, Block]]) -> list[tuple[int, Worked]]:
        if not blocks:
            return []
        found = worked_of(self._send(rows_of(blocks)))
        sent = [(number, block.lines) for number, block in blocks]
        if (back := [(number, worked.counts.lines) for number, worked in found]) != sent:
            args = {"sent": str(len(sent)), "back": str(len(back))}
            raise EngineFault([Diagnostic("C-LOST", Place(""), args)])
        return found

    def _back(self, wave: _Wave) -> Iterator[Judged]:
        worked = iter(wave.coming.result())
        for item in wave.items:
            match item:
                case Ended():
                    yield item, None
                case Block(data=None):
                    yield item, too_long(item.start, item.length, self._is_numbered, self._pack_rejects)
                case Block():
                    yield item, next(worked)[1]


def _without_bytes(item: Block | Ended) -> Block | Ended:
    """*item* without bytes that were sent and need not be kept."""
    return replace(item, data=b"") if isinstance(item, Block) and item.data is not None else item


def waves(spark: SparkSession, task: Task, data: bytes) -> Waves:
    """The side that has the cluster of *spark* judge by the packed ruleset *data*."""
    cores = spark.sparkContext.defaultParallelism
    spark.conf.set("spark.sql.leafNodeDefaultParallelism", str(cores * TASKS_A_CORE))
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(BLOCKS_A_CORE))
    function = blocks_by(task, spark.sparkContext.broadcast(data))
    schema = "number long, counts binary, results binary, rejects binary, ids binary, papers binary"

    def send(blocks: pa.Table) -> pa.Table:
        try:
            return spark.createDataFrame(blocks).mapInArrow(function, schema).toArrow()
        except MaterialsRulesError:
            raise
        except Exception as error:  # noqa: BLE001 - what a cluster says is told in our own words
            raise told(error) from None

    number = max(FEWEST, min(MOST, cores * BLOCKS_A_CORE))
    return Waves(send, spark.sparkContext.cancelAllJobs, number, is_numbered=task.is_numbered, rejects=task.rejects)
