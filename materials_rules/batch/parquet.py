"""Parquet as lines of JSON, one a row: a column of JSON texts, or columns that are the keys of a packet.

    a file  ->  pieces of JSON Lines

A null in a nested column is a key that was not recorded. Binary fractions, times and raw bytes have no form in a packet, so
columns of them are refused, not rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, BinaryIO, Final

import msgspec

from materials_rules.batch.columns import MARK, MOST_COLUMNS, Fault, column_refused, header_refused, shown_path
from materials_rules.batch.form import REQUIRED, Step, spot
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import LimitExceeded, StorageFailed, WrongUsage
from materials_rules.reading.jsontext import DEEPEST, MOST_BYTES

JSON_COLUMN: Final = "json"
"""A column of this name holds whole packets as JSON; others beside it are not read."""
ROWS: Final = 256
AT_ONCE: Final = 1 << 20
"""About how many bytes of rows are told at once, and how much of a column chunk is read at once: groups may be of any size."""
_MOST_IN_MEMORY: Final = 1 << 24
_MOST_OF_A_FOOTER: Final = 1 << 26
_MOST_IN_A_FOOTER: Final = 100_000
_TAIL: Final = 8  # bytes: the length of the footer, then the magic
Told = Callable[[Any], object]
"""Makes of a value that is not null what JSON is written from."""


def lines_of_file(file: BinaryIO, name: str, is_plain: bool, reached: Callable[[float], None]) -> Iterator[bytes]:
    """The rows of the open *file* as lines; *reached* is told which share of them was read.

    Raises WrongUsage (B-WHOLE, B-HEADER, B-COLUMN) for a table that holds no packets, StorageFailed (B-PARQUET) for a broken one.
    """
    if not is_plain:
        raise WrongUsage([Diagnostic("B-WHOLE", Place(name))])
    import pyarrow as pa

    try:
        _require_small_footer(file, name)
        table = _opened(file)
        row, columns = _row(table.schema_arrow, name)
        if columns == [JSON_COLUMN] and _is_small(table.metadata):
            # a text that stands there once is not written out for every row that has it
            table = _opened(file, metadata=table.metadata, read_dictionary=columns)
        yield b""  # the header is good; whoever only wants to know that need not read on
        done, rows = 0, max(table.metadata.num_rows, 1)
        for batch in table.iter_batches(_rows_at_once(table.metadata), columns=columns, use_threads=False):
            reached(done / rows)
            yield from _gathered(_lines(batch, row))
            done += batch.num_rows
    except (pa.ArrowException, EOFError, OverflowError, ValueError) as error:
        raise StorageFailed([Diagnostic("B-PARQUET", Place(name))]) from error
    except OSError as error:
        if error.errno is not None:
            raise  # the disk, not what lies on it
        raise StorageFailed([Diagnostic("B-PARQUET", Place(name))]) from error


def _opened(file: BinaryIO, **options: Any) -> Any:
    import pyarrow.parquet as pq

    return pq.ParquetFile(
        file,
        thrift_string_size_limit=_MOST_OF_A_FOOTER,
        thrift_container_size_limit=_MOST_IN_A_FOOTER,
        page_checksum_verification=True,
        pre_buffer=False,
        buffer_size=AT_ONCE,
        **options,
    )


def _is_small(about: Any) -> bool:
    """Whether every group fits into memory whole: what is read with its dictionaries is kept up to the end of a group."""
    return all(about.row_group(number).total_byte_size <= _MOST_IN_MEMORY for number in range(about.num_row_groups))


def _rows_at_once(about: Any) -> int:
    """How many rows are read at once: fewer where they are long on the average of their group."""
    groups = (about.row_group(number) for number in range(about.num_row_groups))
    longest = max((group.total_byte_size / max(group.num_rows, 1) for group in groups), default=0)
    return max(1, min(ROWS, int(AT_ONCE / (longest + 1))))


def _gathered(lines: Iterator[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= AT_ONCE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _require_small_footer(file: BinaryIO, name: str) -> None:
    """Looks at the end of the file before anything is built of it."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    file.seek(0)
    if len(tail) < _TAIL or tail[4:] != b"PAR1":
        raise StorageFailed([Diagnostic("B-PARQUET", Place(name))])
    if int.from_bytes(tail[:4], "little") > _MOST_OF_A_FOOTER:
        raise header_refused(name, f"表尾超过 {_MOST_OF_A_FOOTER} 字节", f"its footer has more than {_MOST_OF_A_FOOTER} bytes")


def _row(schema: Any, name: str) -> tuple[Callable[[dict[str, Any]], bytes], list[str]]:
    """What makes a line of a row, and the columns that are read. Raises WrongUsage for columns that are no packet."""
    import pyarrow.types as types

    if len(schema.names) > MOST_COLUMNS:
        raise header_refused(name, f"最多 {MOST_COLUMNS} 列", f"at most {MOST_COLUMNS} columns")
    faults: list[Diagnostic] = []
    if JSON_COLUMN in schema.names:
        kind = _bare(schema.field(JSON_COLUMN).type) if schema.names.count(JSON_COLUMN) == 1 else None
        if kind is None or not (_is_text(kind) or types.is_binary(kind) or types.is_large_binary(kind)):
            raise WrongUsage([_refused(name, (JSON_COLUMN,), 1, "须是一列文本", "one column of texts is due")])
        return _text_of, [JSON_COLUMN]
    lacking = [key for key in REQUIRED if key not in schema.names]
    if lacking:
        told = "、".join(lacking), ", ".join(lacking)
        zh = f"没有 json 列，也没有必有的列 {told[0]}"
        raise header_refused(name, zh, f"neither a column `json` nor these, which must be there: {told[1]}")
    tellers: dict[str, Told] = {}
    for number, field in enumerate(schema, start=1):
        if field.name in tellers:
            faults.append(_refused(name, (field.name,), number, "重复", "it is repeated"))
        else:
            tellers[field.name] = _teller(field.type, (field.name,), number, name, faults)
    if faults:
        raise WrongUsage(faults[:20])

    def line(row: dict[str, Any]) -> bytes:
        return msgspec.json.encode({key: tellers[key](value) for key, value in row.items() if value is not None})

    return line, list(tellers)


def _lines(batch: Any, row: Callable[[dict[str, Any]], bytes]) -> Iterator[bytes]:
    for place in range(batch.num_rows):
        try:
            line = row({name: cells[place].as_py() for name, cells in zip(batch.schema.names, batch.columns, strict=True)})
        except _Repeated:
            line = Fault("B-KEY", {}).line()
        except UnicodeDecodeError:
            args = {"what_zh": "这一行不是 UTF-8", "what_en": "this row is not UTF-8"}
            line = Fault("P-ENCODING", args).line()
        except (OverflowError, ValueError):  # a date before the year 1 or behind 9999: nothing else is out of reach
            line = Fault("B-DATE", {}).line()
        if len(line) > MOST_BYTES and not line.startswith(MARK):
            args = {"what_zh": "字节数", "what_en": "bytes", "most": str(MOST_BYTES)}
            line = Fault("P-LIMIT", args, exit=LimitExceeded.exit_code).line()
        yield line + b"\n"


def _text_of(row: dict[str, Any]) -> bytes:
    """A packet that is there as JSON, on one line. A tab is white space where a line feed is, and wrong where that is."""
    value = row[JSON_COLUMN]
    if value is None:
        return b""
    line = (value.encode("utf-8", "surrogatepass") if isinstance(value, str) else bytes(value)).replace(b"\n", b"\t")
    return b" " + line if line.startswith(MARK) else line


class _Repeated(Exception):
    """A key of a map stands there twice."""


def _teller(kind: Any, path: tuple[Step, ...], number: int, name: str, faults: list[Diagnostic]) -> Told:
    """What tells values of the type *kind* at *path*; what has no form in a packet is added to *faults*."""
    import pyarrow.types as types

    kind = _bare(kind)
    if spot(path) is None or len(path) > DEEPEST:
        faults.append(_refused(name, path, number, "申请件的格式里没有这一项", "the form of a packet has no such place"))
        return _as_it_is
    if types.is_struct(kind):
        return _of_struct(kind, path, number, name, faults)
    if types.is_map(kind):
        return _of_map(kind, path, number, name, faults)
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        inner = _teller(kind.value_type, (*path, 0), number, name, faults)
        return lambda value: [None if one is None else inner(one) for one in value]
    if types.is_decimal(kind):
        return _digits
    plain = (types.is_null, types.is_boolean, types.is_integer, types.is_date, _is_text)
    if not any(is_one(kind) for is_one in plain):
        zh = "类型只能是文本、布尔、整数、decimal、date、struct、list 或 map；小数请用 decimal，申请件里没有二进制小数和时刻"
        en = "text, boolean, integer, decimal, date, struct, list and map have a form in a packet; use decimal for fractions"
        faults.append(_refused(name, path, number, zh, en))
    return _as_it_is


def _of_struct(kind: Any, path: tuple[Step, ...], number: int, name: str, faults: list[Diagnostic]) -> Told:
    inner: dict[str, Told] = {}
    for field in kind:
        if field.name in inner:
            faults.append(_refused(name, (*path, field.name), number, "重复", "it is repeated"))
        else:
            inner[field.name] = _teller(field.type, (*path, field.name), number, name, faults)
    return lambda value: {key: inner[key](one) for key, one in value.items() if one is not None}


def _of_map(kind: Any, path: tuple[Step, ...], number: int, name: str, faults: list[Diagnostic]) -> Told:
    if not _is_text(kind.key_type):
        faults.append(_refused(name, path, number, "map 的键须是文本", "keys of a map are texts"))
    inner = _teller(kind.item_type, (*path, "key"), number, name, faults)

    def tell(value: list[tuple[str, Any]]) -> object:
        if len({key for key, _ in value}) < len(value):
            raise _Repeated
        return {key: inner(one) for key, one in value if one is not None}

    return tell


def _digits(value: Decimal) -> object:
    return msgspec.Raw(format(value, "f").encode())


def _as_it_is(value: Any) -> object:
    return value


def _bare(kind: Any) -> Any:
    """*kind* without what only says how it is stored or what its text is about."""
    import pyarrow as pa

    while True:
        if pa.types.is_dictionary(kind):
            kind = kind.value_type
        elif isinstance(kind, pa.BaseExtensionType):
            kind = kind.storage_type
        else:
            return kind


def _is_text(kind: Any) -> bool:
    import pyarrow.types as types

    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _refused(name: str, path: tuple[Step, ...], number: int, zh: str, en: str) -> Diagnostic:
    return column_refused(name, shown_path([str(step) for step in path], number), zh, en)
