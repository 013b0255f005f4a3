"""The kernel for tables: a column of packets through a judge, a row for every row.

    Judging, record batches  ->  record batches, the kept columns and what each packet came to

It knows neither files nor clusters: the same rows give the same rows wherever they are judged, and as often as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec
import pyarrow as pa

from materials_rules.batch.records import Reason, reasons_of
from materials_rules.batch.work import ENGINE_FAULT, Judging
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import RulesetInvalid, WrongUsage
from materials_rules.library import Library
from materials_rules.many import Judge, Judged, Rejected

LINE: Final = pa.field("line", pa.int64())
JUDGED: Final = (
    pa.field("packet", pa.string()),
    pa.field("item", pa.string()),
    pa.field("outcome", pa.string()),
    pa.field("notice", pa.string()),
    pa.field("reject", pa.string()),
)
MOST_ROWS: Final = 1_000
MOST_BYTES: Final = 32_000_000
"""A batch that goes out ends with the row in which it gets to so many rows, or bytes of notices."""
Row = tuple[str | None, ...]
_encode: Final = msgspec.json.Encoder().encode


class Refused(msgspec.Struct, frozen=True):
    """Why a row has no notice: the exit code that `check` would give, codes, and the reasons in both languages."""

    exit: int
    codes: list[str]
    reasons: list[Reason]


def schema_of(schema: pa.Schema, column: str, keep: Sequence[str] = (), first: int | None = None) -> pa.Schema:
    """The columns that come out for a table of *schema*: those of *keep*, `line` where rows are numbered, and JUDGED.

    Raises WrongUsage where a column is not there (C-COLUMN), stands there twice or has a name that is ours (C-NAME), or where
    *column* holds neither text nor bytes (C-TYPE).
    """
    ours = [LINE, *JUDGED] if first is not None else list(JUDGED)
    for name in (column, *keep):
        if len(schema.get_all_field_indices(name)) != 1:
            raise WrongUsage([Diagnostic("C-COLUMN", Place(""), {"name": name, "there": ", ".join(schema.names)})])
    taken = [field.name for field in ours]
    for at, name in enumerate(keep):
        if name in taken or name in keep[:at]:
            raise WrongUsage([Diagnostic("C-NAME", Place(""), {"name": name})])
    if not is_packets(kind := schema.field(column).type):
        raise WrongUsage([Diagnostic("C-TYPE", Place(""), {"name": column, "type": str(kind)})])
    return pa.schema([*(schema.field(name) for name in keep), *ours])


def is_packets(kind: pa.DataType) -> bool:
    """Whether a column of this type can hold packets: text or bytes, of any width."""
    types = pa.types
    text = (types.is_string, types.is_large_string, types.is_string_view)
    data = (types.is_binary, types.is_large_binary, types.is_binary_view)
    return any(is_one(kind) for is_one in (*text, *data))


def judged_batches(
    judge: Judging, batches: Iterable[pa.RecordBatch], column: str, keep: Sequence[str] = (), first: int | None = None
) -> Iterator[pa.RecordBatch]:
    """What the packets in *column* come to: `packet`, `item`, `outcome` and `notice` (JSON), or `reject` (JSON); never both.

    Rows keep their order and their number; an empty cell is a reject like any other text that is no packet. The columns *keep*
    go through as they are. Rows are numbered from *first* on in `line`, or not at all. Raises what `schema_of` raises, and
    RulesetInvalid (20) where an item of the ruleset cannot be compiled.
    """
    number = first
    for batch in batches:
        schema = schema_of(batch.schema, column, keep, number)
        start = 0
        rows: list[Row] = []
        size = 0
        for cell in batch.column(column):
            row, length = _row(judge, _bytes(cell.as_py()))
            rows.append(row)
            size += length
            if len(rows) >= MOST_ROWS or size >= MOST_BYTES:
                yield _table(batch, start, keep, schema, rows, number)
                start, number = start + len(rows), None if number is None else number + len(rows)
                rows, size = [], 0
        if rows or not start:
            yield _table(batch, start, keep, schema, rows, number)
            number = None if number is None else number + len(rows)


def judged_table(library: Library, table: pa.Table, column: str = "packet", keep: Sequence[str] = ()) -> pa.Table:
    """What the packets in *column* of *table* come to, rows numbered from 1 in `line`; the rest as in `judged_batches`."""
    schema = schema_of(table.schema, column, keep, 1)
    return pa.Table.from_batches(judged_batches(Judge(library), table.to_batches(), column, keep, 1), schema)


def _bytes(cell: str | bytes | None) -> bytes:
    return cell.encode() if isinstance(cell, str) else cell or b""


def _row(judge: Judging, packet: bytes) -> tuple[Row, int]:
    """The five cells of JUDGED, and about how many bytes they take."""
    try:
        judged = judge(packet)
    except RulesetInvalid:
        raise
    except Exception as fault:  # noqa: BLE001 - a fault of ours on one packet must not cost the others theirs
        judged = Rejected((Diagnostic("P-ENGINE", Place(""), {"name": type(fault).__name__}),), ENGINE_FAULT)
    if isinstance(judged, Judged):
        notice = judged.notice.decode()
        return (_plain(judged.packet), _plain(judged.tally.item), judged.tally.outcome, notice, None), len(judged.notice)
    reasons = reasons_of(judged.diagnostics)
    reject = _encode(Refused(judged.exit_code, sorted({one.code for one in reasons}), reasons))
    return (None, None, None, None, reject.decode()), len(reject)


def _plain(text: str) -> str:
    """*text* as a column can hold it: half of a pair of surrogates, which JSON can spell, is no character."""
    return text.encode("utf-8", "replace").decode()


def _table(
    batch: pa.RecordBatch, start: int, keep: Sequence[str], schema: pa.Schema, rows: list[Row], first: int | None
) -> pa.RecordBatch:
    length = len(rows)
    kept = [batch.column(name).slice(start, length) for name in keep]
    lines = [] if first is None else [pa.array(range(first, first + length), LINE.type)]
    cells = [pa.array([row[at] for row in rows], field.type) for at, field in enumerate(JUDGED)]
    return pa.RecordBatch.from_arrays([*kept, *lines, *cells], schema=schema)
