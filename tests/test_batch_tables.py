"""Packets that come as CSV or Parquet are the packets that they are as lines of JSON; what is no packet is told, never guessed."""

from __future__ import annotations

import csv
import io
import itertools
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from batching import HERE, made, records, request, run
from hypothesis import given, settings
from hypothesis import strategies as st
from tabling import PACKET, Packet, as_csv, as_lines, line, plain, write_nested, write_texts

from materials_rules.batch import inputs
from materials_rules.batch.columns import MARK, fault_of
from materials_rules.batch.form import spot
from materials_rules.batch.rows import Rows
from materials_rules.ground.errors import StorageFailed, WrongUsage

ROOT = Path(__file__).parent.parent
HEAD = b"packet,item,received_on"


def lines_of(data: bytes) -> list[bytes]:
    """The lines that CSV reads as."""
    return b"".join(Rows("in.csv").lines([data])).split(b"\n")[:-1]


@given(st.lists(PACKET, min_size=1, max_size=5), st.sampled_from(["\r\n", "\n"]))
def test_rows_are_the_packets_that_were_written(packets: list[Packet], end: str) -> None:
    found = [one for one in lines_of(as_csv(packets, end=end)) if one]

    assert [plain(one) for one in found] == [plain(line(one)) for one in packets]


@given(st.lists(PACKET, min_size=1, max_size=4), st.lists(st.integers(0, 400), max_size=6))
def test_where_the_pieces_end_changes_nothing(packets: list[Packet], cuts: list[int]) -> None:
    data = as_csv(packets)
    places = [0, *sorted(cuts), len(data)]
    pieces = [data[start:end] for start, end in itertools.pairwise(places)]

    assert b"".join(Rows("x").lines(pieces)) == b"".join(Rows("x").lines([data]))


@given(st.binary(max_size=60).map(lambda data: data.replace(b"\0", b'"')))
def test_every_line_of_the_file_is_one_line_whatever_stands_there(data: bytes) -> None:
    whole = HEAD + b"\n" + data
    found = b"".join(Rows("x").lines([whole]))

    assert found.count(b"\n") == whole.count(b"\n") + (not whole.endswith(b"\n"))
    for one in filter(None, found.split(b"\n")):
        assert fault_of(one).code if one.startswith(MARK) else plain(one)


@pytest.mark.parametrize(
    ("names", "cells", "expected"),
    [
        (["applicant.phone"], ["13812345678"], {"applicant": {"phone": "13812345678"}}),
        (["facts.area_m2"], ["120.50"], {"facts": {"area_m2": "120.50"}}),
        (["facts.zone:text"], ["true"], {"facts": {"zone": "true"}}),
        (["facts.zone"], ['"centre"'], {"facts": {"zone": "centre"}}),
        (["facts.open"], ["TRUE"], {"facts": {"open": True}}),
        (["materials.1.material", "materials.0.material"], ["b", "a"], {"materials": [{"material": "a"}, {"material": "b"}]}),
        (["materials.3.material", "materials.0.material"], ["b", ""], {"materials": [{"material": "b"}]}),
        (["materials.0.expires_on:json"], ["null"], {"materials": [{"expires_on": None}]}),
        (["present.0", "present.1"], ["applicant", "agent"], {"present": ["applicant", "agent"]}),
        (["facts", "applicant"], ['{"a": [ "x" ]}', ""], {"facts": {"a": ["x"]}}),
        (["lists.drivers.0.id:text"], ["d1"], {"lists": {"drivers": [{"id": "d1"}]}}),
        (["agent", "agent.name"], ["", "x"], {"agent": {"name": "x"}}),
    ],
)
def test_what_a_cell_is_hangs_on_its_column_alone(names: list[str], cells: list[str], expected: Packet) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["packet", "item", "received_on", *names], ["P", "i", "d", *cells]])
    (found,) = filter(None, lines_of(text.getvalue().encode()))

    assert plain(found) == {"packet": "P", "item": "i", "received_on": "d", **expected}


@pytest.mark.parametrize(
    ("row", "code", "at"),
    [
        (b"P,i,d,yes", "B-CELL", "/facts/open"),
        (b"P,i,d,13812345678x", "B-CELL", "/facts/open"),
        (b'P,i,d,"1,""x"":2"', "B-CELL", "/facts/open"),
        (b"P,i,d,NaN", "B-CELL", "/facts/open"),
        (b"P,i,d", "B-ROW", ""),
        (b"P,i,d,1,", "B-ROW", ""),
        (b'P,i,d,a"b"', "B-QUOTE", ""),
        (b'P,i,d,"b"c', "B-QUOTE", ""),
        (b'P,i,d,"b', "B-QUOTE", ""),
        (b"P,i,d,\xff", "P-ENCODING", ""),
    ],
)
def test_a_wrong_row_is_one_reject_that_shows_nothing_of_it(tmp_path: Path, row: bytes, code: str, at: str) -> None:
    good = b"SECRET-1,i,d,true\n"
    (tmp_path / "in.csv").write_bytes(HEAD + b",facts.open\n" + good + good.replace(b"true", b"") + b"\n" + row)
    ending = run(request(tmp_path, tmp_path / "in.csv"))
    (reject,) = records(made(tmp_path)["out.jsonl.rejects.jsonl"])

    assert [one["line"] for one in records(made(tmp_path)["out.jsonl"])] == [2, 3]
    assert (reject["line"], reject["codes"], reject["exit"]) == (5, [code], 30)
    assert reject["reasons"][0].get("at", "") == at  # type: ignore[index]
    assert not at or "facts.open" in str(reject)
    assert "yes" not in str(reject) and "138" not in str(reject)
    assert (ending.counts.lines, ending.counts.blanks) == (5, 2)


def test_both_the_whole_and_a_part_is_a_reject() -> None:
    found = lines_of(HEAD + b",agent,agent.name\nP,i,d,null,x\n")

    assert fault_of(found[1]).code == "B-TWICE"


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (b"", "B-HEADER"),
        (b"packet,item", "received_on"),
        (b"packet;item;received_on", "B-HEADER"),
        (b'{"packet":"P-1"}', "B-HEADER"),
        (HEAD + b",\xff", "UTF-8"),
        (HEAD + b",packet", "repeated"),
        (HEAD + b",matreials.0.material", "`matreials.0.material`"),
        (HEAD + b",materials.0.nmae", "no such place"),
        (HEAD + b",materials.first.material", "no such place"),
        (HEAD + b",facts.zone:txt", "colon"),
        (HEAD + b",facts..zone", "empty"),
        (HEAD + b",facts.k.0,facts.k.x", "no such place"),
        (HEAD + b",", "empty"),
        (b"packet," * 20_000 + HEAD, "10000"),
    ],
)
def test_a_header_that_is_none_is_refused_before_any_work(tmp_path: Path, header: bytes, said: str) -> None:
    (tmp_path / "in.csv").write_bytes(header + (b"\nP,i,d\n" if header else b""))
    with pytest.raises(WrongUsage, match=said) as refused:
        run(request(tmp_path, tmp_path / "in.csv"))

    assert refused.value.exit_code == 2
    assert os.listdir(tmp_path) == ["in.csv"]


def test_a_table_without_a_header_shows_nobodys_data(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes("P-1,张三,430400199001011234,zhangsan.li\n".encode())
    with pytest.raises(WrongUsage) as refused:
        run(request(tmp_path, tmp_path / "in.csv"))

    assert "张三" not in str(refused.value) and "4304" not in str(refused.value)
    assert "`#2`" in str(refused.value)


def test_a_row_longer_than_a_packet_may_be_is_counted_and_not_kept() -> None:
    rows = Rows("x", most=40)
    found = b"".join(rows.lines([HEAD + b"\n", b"x" * 30, b"y" * 50, b"y" * 50, b',i,d\nP,i,d\n'])).split(b"\n")

    assert (fault_of(found[1]).code, fault_of(found[1]).exit) == ("P-LIMIT", 31)
    assert [one for one in found[2:] if one] == [b'{"packet":"P","item":"i","received_on":"d"}']
    assert len(found) == 4


def test_quotes_around_more_than_a_packet_may_be_are_not_waited_for() -> None:
    rows = Rows("x", most=40)
    found = b"".join(rows.lines([HEAD + b"\n", b'"', b"x" * 30, b"\n" * 50, b'",i,d\nP,i,d\n'])).split(b"\n")

    assert [(place, fault_of(one).code) for place, one in enumerate(found) if one.startswith(MARK)] == [(1, "B-QUOTE"), (51, "B-QUOTE")]
    assert found[52:] == [b'{"packet":"P","item":"i","received_on":"d"}', b""]


ROW = st.integers(0, 99).map(lambda number: b"P-%d,i,d" % number)
WITH_LINES = st.integers(0, 99).map(lambda number: b'"P-%d\nx",i,d' % number)
FORGOTTEN = st.sampled_from([b'5" pipe,i,d', b'"open,i,d', b'P,i,"d', b'"a"b,i,d', b'P,"i""",d,"'])


@settings(deadline=None)
@given(st.lists(st.one_of(ROW, ROW, WITH_LINES, FORGOTTEN), max_size=12), st.sampled_from([b"\n", b"\r\n"]), st.integers(1, 40))
def test_a_forgotten_quote_costs_its_own_line_and_no_other(rows: list[bytes], end: bytes, size: int) -> None:
    """Whatever stands around it, each plain row is a packet: a quote that nobody closed must not swallow the backlog."""
    rows = [row for place, row in enumerate(rows) if b"\n" not in row or not any(b'"' in one and b"\n" not in one for one in rows)]
    data = end.join([HEAD, *rows])
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    found = b"".join(Rows("x").lines(pieces)).split(b"\n")[:-1]

    packets = [plain(one)["packet"] for one in found if one and not one.startswith(MARK)]
    assert packets == [row.split(b",")[0].decode().replace('"', "") for row in rows if b'"' not in row or b"\n" in row]
    assert sum(one.startswith(MARK) for one in found) == sum(b'"' in row and b"\n" not in row for row in rows)
    assert len(found) == data.count(b"\n") + 1


def test_every_place_of_the_form_is_known() -> None:
    assert spot(["applicant", "phone"]) is not None and spot(["applicant", "phone"]).is_text  # type: ignore[union-attr]
    assert spot(["materials", 0, "copies"]) is not None and not spot(["materials", 0, "copies"]).is_text  # type: ignore[union-attr]
    assert spot(["materials", "copies"]) is None and spot(["agent", "age"]) is None and spot(["facts", "a", "b"]) is None


# ---- whatever the form, the same results


def shapes(folder: Path, packets: Sequence[Packet]) -> list[Path]:
    """The same packets in every form."""
    (folder / "in.jsonl").write_bytes(as_lines(packets))
    (folder / "in.csv").write_bytes(as_csv(packets))
    write_texts(folder / "texts.parquet", [line(one) for one in packets], row_group_size=7)
    write_nested(folder / "nested.parquet", packets, row_group_size=11)
    return [folder / name for name in ("in.jsonl", "in.csv", "texts.parquet", "nested.parquet")]


SAME: list[Packet] = [{"packet": f"P-{number}", "item": "i", "received_on": "2026-03-02", "facts": {"n": number}} for number in range(60)]


def test_the_same_packets_in_every_form_come_to_the_same(tmp_path: Path) -> None:
    seen = []
    for place, path in enumerate(shapes(tmp_path, SAME)):
        folder = tmp_path / str(place)
        folder.mkdir()
        run(request(folder, path))
        seen.append([(one["packet"], one["notice"]) for one in records(made(folder)["out.jsonl"])])

    assert seen[0] == seen[1] == seen[2] == seen[3]
    assert len(seen[0]) == 60


@pytest.mark.parametrize("workers", [1, 2])
def test_the_table_of_results_holds_what_the_lines_hold(tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([HERE, os.environ.get("PYTHONPATH", "")]))
    inputs_ = shapes(tmp_path, SAME)[:3]
    asked = request(tmp_path, *inputs_)
    run(asked)
    for name, number in (("a.parquet", 0), ("b.parquet", workers)):
        run(replace(asked, output=tmp_path / name, rejects=tmp_path / f"{name}.r", workers=number))
    table = pq.read_table(tmp_path / "a.parquet")

    assert table.column_names == ["input", "line", "packet", "item", "outcome", "final", "findings", "notice"]
    rows = [f'{{"input":{row["input"]},"line":{row["line"]},"packet":"{row["packet"]}","notice":{row["notice"]}}}' for row in table.to_pylist()]
    assert rows == made(tmp_path)["out.jsonl"].decode().splitlines()
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
    assert not [name for name in os.listdir(tmp_path) if "records" in name or ".part" in name]


def memory(script: str, *words: str) -> list[str]:
    """What *script* prints, and by how many MiB its memory grew."""
    before = "import resource, sys; from pathlib import Path; from batching import request, run; most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), HERE, os.environ.get("PYTHONPATH", "")])}
    ended = subprocess.run([sys.executable, "-c", before + script, *words], env=environment, capture_output=True, timeout=120, check=True, text=True)
    return ended.stdout.split()


@pytest.mark.parametrize("piece", [b"facts.column_%07d,", b","])
def test_a_header_of_a_million_columns_is_refused_in_constant_memory(tmp_path: Path, piece: bytes) -> None:
    with open(tmp_path / "in.csv", "wb") as file:
        file.write(HEAD)
        file.writelines(piece % number if b"%" in piece else piece for number in range(1_000_000))
        file.write(b"\nP,i,d\n" * 3)
    script = (
        "before = most()\ntry: run(request(Path(sys.argv[1]), Path(sys.argv[1]) / 'in.csv'))\n"
        "except Exception as error: print(error.diagnostics[0].code, error.exit_code, most() - before)"
    )
    code, end, grown = memory(script, str(tmp_path))

    assert (code, end) == ("B-HEADER", "2")
    assert int(grown) <= 64


def test_a_file_that_changes_meanwhile_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in.csv").write_bytes(as_csv(SAME))
    found = inputs.look(str(tmp_path / "in.csv"))
    (tmp_path / "in.csv").write_bytes(as_csv(SAME[:-1]))
    with pytest.raises(StorageFailed, match="B-CHANGED"):
        list(inputs.blocks([found], inputs.Mark(), None))


def test_the_format_of_what_has_no_suffix_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "rows").write_bytes(as_csv(SAME))
    ending = run(request(tmp_path, tmp_path / "rows", shape="csv"))

    assert ending.counts.results == 60


def test_the_example_of_the_documentation_is_a_packet() -> None:
    text = (ROOT / "docs" / "batch.md").read_text("utf-8").split("```csv\n")[1].split("```")[0]
    (found,) = filter(None, lines_of(text.encode()))

    assert plain(found) == {
        "packet": "HY-2026-000123", "item": "outdoor-advertising", "received_on": "2026-03-02",
        "applicant": {"name": "衡阳某某传媒有限公司", "phone": "07340000000"}, "facts": {"area_m2": "120.50", "zone": "centre"},
        "materials": [{"material": "application-form", "copies": "1"}],
    }  # fmt: skip
