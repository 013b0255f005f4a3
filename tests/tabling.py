"""Packets as tables for tests: the same packets as lines of JSON, as CSV and as Parquet.

    packets  ->  bytes
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import strategies as st

Packet = dict[str, Any]


def line(packet: Packet) -> bytes:
    """A packet as JSON in one line; decimals keep their digits."""
    return msgspec.json.Encoder(decimal_format="number").encode(packet)


def as_lines(packets: Sequence[Packet]) -> bytes:
    return b"".join(line(one) + b"\n" for one in packets)


def flat(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every leaf of a packet, with its column."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from flat(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        for place, inner in enumerate(value):
            yield from flat(inner, f"{path}.{place}")
    else:
        yield path, value


def as_csv(packets: Sequence[Packet], *, end: str = "\r\n") -> bytes:
    """A packet a row; every column says that its cells are JSON."""
    rows = [dict(flat(one)) for one in packets]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=end)
    writer.writerow([f"{name}:json" for name in columns])
    for row in rows:
        writer.writerow([line(row[name]).decode() if name in row else "" for name in columns])  # type: ignore[arg-type]
    return text.getvalue().encode()


def write_texts(path: Path, packets: Sequence[bytes], **options: Any) -> None:
    """Parquet with one column of JSON texts, and one that nobody reads."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table({"rank": [0.5] * len(packets), "json": pa.array([one.decode() for one in packets], pa.string())})
    pq.write_table(table, path, **options)


def write_nested(path: Path, packets: Sequence[Packet], schema: Any = None, **options: Any) -> None:
    """Parquet with a column for each key."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(list(packets), schema=schema), path, **options)


def plain(data: bytes) -> object:
    """JSON with numbers as they are written."""
    return json.loads(data, parse_int=str, parse_float=str)


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
SHORT = st.sampled_from(["", "甲", 'say "no"', "a,b", "one\ntwo", "\r", " ", "true", "01", '"', "x\x01", "=1+1"]) | TEXT
VALUE = (
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | SHORT | st.lists(SHORT, max_size=3)
    | st.decimals(-10**6, 10**6, places=3, allow_nan=False)
)
NAME = st.sampled_from(["area_m2", "is_large", "kinds", "zone", "面积"])
MATERIAL = st.fixed_dictionaries(
    {"material": SHORT},
    optional={"copies": st.integers(0, 9), "signed_by": st.lists(SHORT, max_size=2), "expires_on": st.none() | SHORT, "fields": st.dictionaries(NAME, VALUE, min_size=1)},
)
PACKET = st.fixed_dictionaries(
    {"packet": SHORT, "item": SHORT, "received_on": SHORT},
    optional={
        "round": st.integers(1, 9),
        "applicant": st.fixed_dictionaries({}, optional={"name": SHORT, "id": SHORT}).filter(bool),
        "facts": st.dictionaries(NAME, VALUE, min_size=1),
        "materials": st.lists(MATERIAL, min_size=1, max_size=3),
        "cannot_answer": st.dictionaries(NAME, SHORT, min_size=1),
        "agent": st.none(),
        "present": st.just([]),
    },
)
