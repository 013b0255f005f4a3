"""A lake of packets on Apache Spark: the kernel for tables as the function and the schema that `mapInArrow` wants.

    SparkSession, a ruleset's folder, a data frame  ->  function, schema

The ruleset is packed here and sent to every executor once; each process there opens it once, when its digests agree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from materials_rules.lake.bench import Task, forget, judge_of, side_of
from materials_rules.lake.blocks import worked_batches
from materials_rules.lake.failing import carried
from materials_rules.lake.packed import Marks, pack
from materials_rules.lake.packets import judged_batches, schema_of

if TYPE_CHECKING:
    from pyspark.core.broadcast import Broadcast
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType

Mapped = Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]
"""What `mapInArrow` calls in each process."""


def judging(
    spark: SparkSession,
    folder: str | Path,
    packets: DataFrame,
    column: str = "packet",
    keep: Sequence[str] = (),
    as_of: dt.date | None = None,
) -> tuple[Mapped, StructType]:
    """What judges the packets in *column* of *packets* by the ruleset in *folder*, and the columns that come of it.

    `packets.mapInArrow(function, schema)` has a row for every row of *packets*: the columns *keep* as they are, then `packet`,
    `item`, `outcome`, `notice` (JSON) or `reject` (JSON). A table has no order, so rows are not numbered: keep what names them.
    Raises what `load` raises, and WrongUsage (C-COLUMN, C-NAME, C-TYPE) where the columns do not fit.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    schema = schema_of(to_arrow_schema(packets.schema, timezone="UTC"), column, keep)
    marks, data = pack(Path(folder))
    function = _packets_by(marks, spark.sparkContext.broadcast(data), column, tuple(keep), as_of)
    return function, from_arrow_schema(schema)


def _packets_by(
    marks: Marks, sent: Broadcast[bytes], column: str, keep: tuple[str, ...], as_of: dt.date | None
) -> Mapped:
    def judged(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        with carried():
            judge = judge_of(marks, sent.value, scratch(), as_of)
            yield from judged_batches(judge, batches, column, keep)

    return judged


def blocks_by(task: Task, sent: Broadcast[bytes]) -> Mapped:
    """What judges blocks of lines for *task*, by the ruleset that was *sent*."""

    def worked(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        is_done = False
        try:
            with carried():
                yield from worked_batches(side_of(task, sent.value, scratch()), batches)
            is_done = True
        finally:
            if not is_done:
                forget(task)

    return worked


def scratch() -> Path:
    """A folder of this executor alone, which Spark removes at the end."""
    from pyspark import SparkFiles

    return Path(SparkFiles.getRootDirectory())


