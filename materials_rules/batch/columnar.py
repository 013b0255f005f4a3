"""Results as a table: Parquet, made at the end of the finished records, so that nothing of it has to be gone on with.

    records as they were written  ->  Parquet

Columns: `input` (where there are several), `line`, `packet`, `item`, `outcome`, `final`, `findings` (how many), `notice` (JSON).
Groups of rows end where the records decide, so the bytes hang on them and on the version of the library alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Final, cast

import msgspec

SIZE: Final = 1 << 24
"""How many bytes of records a group of rows has, up to the end of the record in which it gets there."""


class _Item(msgspec.Struct, frozen=True):
    id: str


class _Matter(msgspec.Struct, frozen=True):
    items: tuple[_Item, ...] = ()


class _Told(msgspec.Struct):
    matter: _Matter = _Matter()
    outcome: str | None = None
    final: bool | None = None
    findings: tuple[msgspec.Raw, ...] = ()


class _Record(msgspec.Struct):
    line: int
    packet: str
    notice: msgspec.Raw
    source: int = msgspec.field(default=0, name="input")


class Sink:
    """What a writer of Parquet writes to: every byte goes on to *put*."""

    closed = False

    def __init__(self, put: Callable[[bytes], None]) -> None:
        self._put = put
        self._length = 0

    def write(self, data: Any) -> int:
        """Takes *data*."""
        taken = bytes(data)
        self._put(taken)
        self._length += len(taken)
        return len(taken)

    def tell(self) -> int:
        """How many bytes came."""
        return self._length

    def writable(self) -> bool:
        """Always."""
        return True

    def readable(self) -> bool:
        """Never."""
        return False

    def seekable(self) -> bool:
        """Never."""
        return False

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Left to whoever takes the bytes."""


def write_table(pieces: Iterable[bytes], put: Callable[[bytes], None], *, is_numbered: bool, size: int = SIZE) -> None:
    """The records in *pieces* as Parquet, handed to *put*."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = [("line", pa.int64(), False), ("packet", pa.string(), False), ("item", pa.string(), True)]
    columns += [("outcome", pa.string(), True), ("final", pa.bool_(), True)]
    columns += [("findings", pa.int32(), False), ("notice", pa.large_string(), False)]
    if is_numbered:
        columns.insert(0, ("input", pa.int32(), False))
    schema = pa.schema([pa.field(name, kind, nullable=nullable) for name, kind, nullable in columns])
    with pq.ParquetWriter(cast("BinaryIO", Sink(put)), schema, compression="zstd", write_page_checksum=True) as writer:
        for group in _groups(pieces, size):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


def _groups(pieces: Iterable[bytes], size: int) -> Iterator[list[dict[str, object]]]:
    group: list[dict[str, object]] = []
    held = 0
    for line in _lines(pieces):
        group.append(_row(line))
        held += len(line)
        if held >= size:
            yield group
            group, held = [], 0
    if group:
        yield group


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines


def _row(line: bytes) -> dict[str, object]:
    record = msgspec.json.decode(line, type=_Record)
    told = msgspec.json.decode(record.notice, type=_Told)
    return {
        "input": record.source,
        "line": record.line,
        "packet": record.packet,
        "item": told.matter.items[0].id if told.matter.items else None,
        "outcome": told.outcome,
        "final": told.final,
        "findings": len(told.findings),
        "notice": bytes(record.notice).decode(),
    }
