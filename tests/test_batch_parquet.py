"""Packets that come as Parquet: texts of JSON or nested columns; what is torn, broken or has no form in a packet is told."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from batching import made, records, request, run
from hypothesis import given, settings
from hypothesis import strategies as st
from tabling import PACKET, Packet, line, plain, write_nested, write_texts

from materials_rules.batch import parquet
from materials_rules.batch.columns import fault_of
from materials_rules.ground.errors import StorageFailed, WrongUsage


def read(path: Path) -> list[bytes]:
    """The lines that a file of Parquet reads as."""
    with open(path, "rb") as file:
        return b"".join(parquet.lines_of_file(file, "in.parquet", True, lambda _: None)).split(b"\n")[:-1]


@settings(deadline=None)
@given(st.lists(PACKET, min_size=1, max_size=4), st.integers(1, 3))
def test_texts_in_a_column_are_the_packets_that_they_are(packets: list[Packet], rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.parquet"
        write_texts(path, [line(one) for one in packets], row_group_size=rows)
        assert read(path) == [line(one) for one in packets]


NESTED = pa.schema([
    ("packet", pa.string()), ("item", pa.dictionary(pa.int8(), pa.string())), ("received_on", pa.date32()), ("round", pa.int8()),
    ("applicant", pa.struct([("name", pa.large_string())])),
    ("facts", pa.struct([("open", pa.bool_()), ("area", pa.decimal128(20, 9)), ("kinds", pa.list_(pa.string()))])),
    ("choices", pa.map_(pa.string(), pa.string())),
    ("materials", pa.list_(pa.struct([("material", pa.string()), ("copies", pa.int32())]))),
])  # fmt: skip


def test_nested_columns_are_the_keys_of_a_packet(tmp_path: Path) -> None:
    rows = [
        {"packet": "甲", "item": "i", "received_on": date(2026, 3, 2), "round": 2, "applicant": {"name": None}, "facts": {"area": Decimal("0.000000001")}, "choices": [("a", "b")]},
        {"packet": "P", "item": "i", "received_on": date(2026, 3, 2), "facts": {"open": False, "kinds": []}, "materials": [{"material": "m", "copies": None}, None]},
    ]
    write_nested(tmp_path / "in.parquet", rows, NESTED)

    assert read(tmp_path / "in.parquet") == [
        '{"packet":"甲","item":"i","received_on":"2026-03-02","round":2,"applicant":{},"facts":{"area":0.000000001},"choices":{"a":"b"}}'.encode(),
        b'{"packet":"P","item":"i","received_on":"2026-03-02","facts":{"open":false,"kinds":[]},"materials":[{"material":"m"},null]}',
    ]


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("facts", pa.struct([("area", pa.float64())]), "decimal"),
        ("facts", pa.struct([("at", pa.timestamp("s"))]), "decimal"),
        ("applicant", pa.binary(), "decimal"),
        ("choices", pa.map_(pa.int32(), pa.string()), "keys of a map"),
        ("ingested_at", pa.string(), "no such place"),
        ("applicant", pa.struct([("nmae", pa.string())]), "no such place"),
        ("applicant", pa.struct([("name", pa.string()), ("name", pa.string())]), "repeated"),
        ("packet", pa.string(), "repeated"),
        ("json", pa.int32(), "one column of texts"),
    ],
)
def test_columns_without_a_form_in_a_packet_are_refused(tmp_path: Path, name: str, kind: pa.DataType, said: str) -> None:
    schema = pa.schema([("packet", pa.string()), ("item", pa.string()), ("received_on", pa.string()), (name, kind)])
    pq.write_table(schema.empty_table(), tmp_path / "in.parquet")
    with pytest.raises(WrongUsage, match=said):
        run(request(tmp_path, tmp_path / "in.parquet"))

    assert os.listdir(tmp_path) == ["in.parquet"]


def test_rows_that_are_no_packet_are_rejects(tmp_path: Path) -> None:
    broken = pa.array([b"P-1", b"\xff", b"P-3"], pa.binary()).view(pa.string())
    rest = {"item": ["i"] * 3, "received_on": ["d"] * 3}
    twice = pa.array([[("a", "x")], [], [("a", "x"), ("a", "y")]], pa.map_(pa.string(), pa.string()))
    pq.write_table(pa.table({"packet": broken, **rest, "choices": twice}), tmp_path / "in.parquet")
    run(request(tmp_path, tmp_path / "in.parquet"))

    assert [one["line"] for one in records(made(tmp_path)["out.jsonl"])] == [1]
    rejects = list(records(made(tmp_path)["out.jsonl.rejects.jsonl"]))
    assert [(one["line"], one["codes"]) for one in rejects] == [(2, ["P-ENCODING"]), (3, ["B-KEY"])]


def test_texts_that_are_odd_stay_on_their_line(tmp_path: Path) -> None:
    texts = ['{\n"packet": "P-1"\n}', "", '\x01{"code":"B-ROW","args":{}}', '{"packet": "a\nb"}', " ", "x" * 5_000_001, '{"packet":"P-7"}']
    pq.write_table(pa.table({"json": [*texts, None]}), tmp_path / "in.parquet")
    ending = run(request(tmp_path, tmp_path / "in.parquet"))

    assert [one["line"] for one in records(made(tmp_path)["out.jsonl"])] == [1, 7]
    rejects = [(one["line"], one["codes"]) for one in records(made(tmp_path)["out.jsonl.rejects.jsonl"])]
    assert rejects == [(3, ["P-SYNTAX"]), (4, ["P-SYNTAX"]), (6, ["P-LIMIT"])]
    assert (ending.counts.lines, ending.counts.blanks) == (8, 3)


def whole(folder: Path) -> bytes:
    """A good file of Parquet with several groups of rows."""
    write_texts(folder / "good", [b'{"packet":"P-%d"}' % number for number in range(3000)], row_group_size=900, write_page_checksum=True)
    return (folder / "good").read_bytes()


@pytest.mark.parametrize("is_repeated", [False, True])
def test_a_group_of_any_size_is_read_piece_by_piece(tmp_path: Path, is_repeated: bool) -> None:
    """Some programs write a million rows as one group, or a long text once for all rows: memory must not hang on that."""
    rows = ["x" * 4_000_000] * 60 if is_repeated else [f"{number:0600x}" for number in range(60_000)]
    path = tmp_path / "in.parquet"
    kind = pa.dictionary(pa.int32(), pa.string()) if is_repeated else pa.string()
    table = pa.table({"json": pa.array(rows, kind)})
    pq.write_table(table, path, row_group_size=len(rows), use_dictionary=is_repeated, dictionary_pagesize_limit=1 << 25, compression="none")
    before, most, longest, lines = pa.total_allocated_bytes(), 0, 0, 0
    with Reads(path) as file:
        for piece in parquet.lines_of_file(file, "in.parquet", True, lambda _: None):
            most, longest = max(most, pa.total_allocated_bytes() - before), max(longest, len(piece))
            lines += piece.count(b"\n")

    assert lines == len(rows)
    assert most < 24_000_000
    assert longest < 6_000_000
    assert file.longest < 5_000_000


class Reads(io.FileIO):
    """A file that knows the most that was read of it at once."""

    longest = 0

    def read(self, size: int = -1, /) -> bytes:
        data = super().read(size)
        self.longest = max(self.longest, len(data))
        return data


def test_what_only_says_how_a_text_is_stored_changes_nothing(tmp_path: Path) -> None:
    """A column that is known to be JSON, and one in which nothing was ever recorded."""
    storage = pa.array(['{"packet":"P"}', None])
    write(tmp_path / "json.parquet", pa.table({"json": pa.ExtensionArray.from_storage(pa.json_(pa.string()), storage)}))
    day = [date(2026, 3, 2)]
    write(tmp_path / "none.parquet", pa.table({"packet": ["P"], "item": ["i"], "received_on": day, "agent": pa.nulls(1)}))

    assert read(tmp_path / "json.parquet") == [b'{"packet":"P"}', b""]
    assert read(tmp_path / "none.parquet") == [b'{"packet":"P","item":"i","received_on":"2026-03-02"}']


def test_a_date_that_no_calendar_has_costs_its_row_alone(tmp_path: Path) -> None:
    days = pa.array([20_514, 2_000_000_000, 20_514], pa.int32()).cast(pa.date32())
    write(tmp_path / "in.parquet", pa.table({"packet": ["A", "B", "C"], "item": ["i"] * 3, "received_on": days}))
    first, second, third = read(tmp_path / "in.parquet")

    assert (plain(first)["packet"], plain(third)["packet"]) == ("A", "C")
    assert fault_of(second).code == "B-DATE"


def write(path: Path, table: pa.Table) -> None:
    pq.write_table(table, path)


def test_a_torn_file_is_told_and_never_taken_for_the_end(tmp_path: Path) -> None:
    data = whole(tmp_path)
    for length in (0, 3, 4, 8, 11, len(data) // 2, len(data) - 9, len(data) - 1):
        (tmp_path / "in.parquet").write_bytes(data[:length])
        with pytest.raises(StorageFailed, match="B-PARQUET") as failed:
            run(request(tmp_path, tmp_path / "in.parquet"))
        assert failed.value.exit_code == 40
        assert sorted(os.listdir(tmp_path)) == ["good", "in.parquet"]


def test_a_broken_byte_anywhere_is_told_or_changes_nothing(tmp_path: Path) -> None:
    data = whole(tmp_path)
    expected = read(tmp_path / "good")
    told = 0
    for place in range(4, len(data), max(1, len(data) // 150)):
        broken = bytearray(data)
        broken[place] ^= 0x55
        (tmp_path / "in.parquet").write_bytes(broken)
        try:
            assert read(tmp_path / "in.parquet") == expected
        except (StorageFailed, WrongUsage):
            told += 1
    assert told > 20


def test_what_comes_through_a_pipe_cannot_be_parquet(tmp_path: Path) -> None:
    whole(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    writer = subprocess.Popen(["cp", str(tmp_path / "good"), str(tmp_path / "pipe")], stderr=subprocess.DEVNULL)
    with open(tmp_path / "pipe", "rb") as file, pytest.raises(WrongUsage, match="B-WHOLE"):
        list(parquet.lines_of_file(file, "pipe", False, lambda _: None))
    writer.wait()


def test_without_the_library_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole(tmp_path)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    for asked in (request(tmp_path, tmp_path / "good"), request(tmp_path, tmp_path / "in.csv", output=tmp_path / "out.parquet")):
        (tmp_path / "in.csv").write_bytes(b"packet,item,received_on\n")
        with pytest.raises(WrongUsage, match=r"X-EXTRA.*pyarrow.*materials-rules\[parquet\]"):
            run(asked)


def test_parquet_with_too_many_columns_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.schema([(f"c{number}", pa.int8()) for number in range(10_001)]).empty_table(), tmp_path / "in.parquet")
    with pytest.raises(WrongUsage, match="10000"):
        run(request(tmp_path, tmp_path / "in.parquet"))
    data = whole(tmp_path)
    (tmp_path / "in.parquet").write_bytes(data[:-8] + (1 << 27).to_bytes(4, "little") + b"PAR1")
    with pytest.raises(WrongUsage, match="footer"):
        run(request(tmp_path, tmp_path / "in.parquet"))
