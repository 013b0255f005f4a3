"""The kernel for lines: blocks of a batch as rows, each with what it came to, in the very bytes that go into the files.

    Side, record batches of blocks  ->  record batches of worked blocks;  Block  <->  a row
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec
import pyarrow as pa

from materials_rules.batch.counts import Counts
from materials_rules.batch.cutting import Block, Mark
from materials_rules.batch.run import Side
from materials_rules.batch.work import Worked

BLOCKS: Final = pa.schema(
    [
        pa.field("number", pa.int64()),
        pa.field("source", pa.int64()),
        pa.field("offset", pa.int64()),
        pa.field("line", pa.int64()),
        pa.field("lines", pa.int64()),
        pa.field("data", pa.binary()),
    ]
)
WORKED: Final = pa.schema(
    [
        pa.field("number", pa.int64()),
        pa.field("counts", pa.binary()),
        pa.field("results", pa.binary()),
        pa.field("rejects", pa.binary()),
        pa.field("ids", pa.binary()),
        pa.field("papers", pa.binary()),
    ]
)
_BYTES: Final = ("results", "rejects", "ids", "papers")


def _never() -> bool:
    return False


def worked_batches(side: Side, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """What the blocks in *batches* (BLOCKS) come to, as WORKED, a record batch for each block."""
    for batch in batches:
        numbers = iter(batch.column("number").to_pylist())
        for one in side.judged(map(_block, batch.to_pylist()), _never):
            if one is not None and one[1] is not None:
                yield _row(next(numbers), one[1])


def rows_of(blocks: Sequence[tuple[int, Block]]) -> pa.Table:
    """Numbered *blocks* as BLOCKS."""
    rows = [(number, one.start.source, one.start.offset, one.start.line, one.lines, one.data) for number, one in blocks]
    columns = zip(*rows, strict=True) if rows else [()] * len(BLOCKS)
    cells = [pa.array(cells, field.type) for cells, field in zip(columns, BLOCKS, strict=True)]
    return pa.Table.from_arrays(cells, schema=BLOCKS)


def worked_of(table: pa.Table) -> list[tuple[int, Worked]]:
    """The numbers and what the blocks of *table* (WORKED) came to, in the order of their numbers."""
    found = [
        (row["number"], Worked(msgspec.json.decode(row["counts"], type=Counts), *(row[name] for name in _BYTES)))
        for row in table.to_pylist()
    ]
    return sorted(found, key=lambda one: one[0])


def _block(row: dict[str, object]) -> Block:
    match row:
        case {"source": int(source), "offset": int(offset), "line": int(line), "lines": int(lines), "data": bytes(data)}:
            return Block(Mark(source, offset, line), len(data), lines, data, "")
    raise TypeError(", ".join(row))


def _row(number: int, worked: Worked) -> pa.RecordBatch:
    cells = (number, msgspec.json.encode(worked.counts), *(getattr(worked, name) for name in _BYTES))
    return pa.RecordBatch.from_arrays(
        [pa.array([cell], field.type) for cell, field in zip(cells, WORKED, strict=True)], schema=WORKED
    )
