"""Packets in tables: every row has its row, whatever is in it, however the table is cut, and the notices are those of `check`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from batching import judge as told_to
from batching import made, open_bench, packets, request
from calling import PLACE, ROOT, SECRET, Run
from hypothesis import given
from hypothesis import strategies as st
from tabling import write_texts

pa = pytest.importorskip("pyarrow", reason="the extra `spark` is not installed")

from materials_rules import Judge, Judged, Library, load  # noqa: E402
from materials_rules.batch.cutting import Block, Mark  # noqa: E402
from materials_rules.batch.run import run_batch  # noqa: E402
from materials_rules.batch.work import Opening  # noqa: E402
from materials_rules.ground.diagnostic import Diagnostic, Place  # noqa: E402
from materials_rules.ground.errors import EngineFault, RulesetInvalid, StorageFailed, Untrusted, WrongUsage  # noqa: E402
from materials_rules.lake import bench, failing, packed  # noqa: E402
from materials_rules.lake import packets as kernel  # noqa: E402
from materials_rules.lake.blocks import worked_batches  # noqa: E402
from materials_rules.lake.cluster import settings  # noqa: E402
from materials_rules.lake.packets import judged_batches, judged_table  # noqa: E402
from materials_rules.lake.waves import Waves  # noqa: E402

EXAMPLES = [path.read_bytes() for path in sorted((ROOT / "examples" / "packets").glob("*.json"))]
LINES = st.sampled_from(
    [b'{"packet":"P-1"}', b'{"packet":"P-2","do":"fault"}', b'{"packet":"P-3","do":"memory"}', b"", b"{", b"[]", b"\xff", b'{"packet":"P-4"}']
)


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with load(PLACE) as opened:
        yield opened


def rows(batches: Iterable[Any]) -> list[dict[str, Any]]:
    return [row for batch in batches for row in batch.to_pylist()]


def test_a_row_says_what_check_says(library: Library) -> None:
    table = pa.table({"id": list(range(len(EXAMPLES))), "packet": EXAMPLES})
    found = judged_table(library, table, keep=["id"]).to_pylist()
    judge = Judge(library)

    assert len(found) == len(EXAMPLES)
    for number, (row, packet) in enumerate(zip(found, EXAMPLES, strict=True)):
        one = judge(packet)
        assert isinstance(one, Judged)
        assert row == {
            "id": number,
            "line": number + 1,
            "packet": one.packet,
            "item": one.tally.item,
            "outcome": one.tally.outcome,
            "notice": one.notice.decode(),
            "reject": None,
        }


@pytest.mark.parametrize("kind", ["string", "large_string", "string_view", "binary", "large_binary", "binary_view"])
def test_text_and_bytes_of_every_width_are_packets(library: Library, kind: str) -> None:
    column = pa.array([EXAMPLES[0].decode() if "string" in kind else EXAMPLES[0]]).cast(getattr(pa, kind)())
    [row] = judged_table(library, pa.table({"packet": column})).to_pylist()

    assert row["outcome"]


@given(lines=st.lists(LINES, max_size=12), cuts=st.integers(1, 5), most=st.integers(1, 4))
def test_however_a_table_is_cut_the_rows_are_the_same(lines: list[bytes], cuts: int, most: int) -> None:
    table = pa.table({"n": pa.array(range(len(lines)), pa.int64()), "packet": pa.array(lines, pa.binary())})
    whole = rows(judged_batches(told_to, table.to_batches(), "packet", ["n"], 1))
    before = kernel.MOST_ROWS
    try:
        kernel.MOST_ROWS = most  # type: ignore[misc]
        cut = rows(judged_batches(told_to, table.to_batches(max_chunksize=cuts), "packet", ["n"], 1))
    finally:
        kernel.MOST_ROWS = before  # type: ignore[misc]

    assert cut == whole
    assert [(row["n"], row["line"]) for row in whole] == [(at, at + 1) for at in range(len(lines))]
    assert all((row["notice"] is None) != (row["reject"] is None) for row in whole)


def test_an_empty_cell_and_a_fault_of_ours_are_rejects_that_show_nothing() -> None:
    lines = ['{"packet":"P-1","do":"fault"}', None, f'{{"{SECRET}"']
    found = rows(judged_batches(told_to, [pa.record_batch({"packet": lines})], "packet"))

    assert [json.loads(row["reject"])["codes"] for row in found] == [["P-ENGINE"], ["P-SYNTAX"], ["P-SYNTAX"]]
    assert [json.loads(row["reject"])["exit"] for row in found] == [70, 30, 30]
    assert "line" not in found[0]
    assert SECRET not in str(found)
    assert "nobody may see" not in str(found)


def test_an_empty_batch_comes_out_empty() -> None:
    [batch] = judged_batches(told_to, [pa.record_batch({"packet": pa.array([], pa.string())})], "packet", [], 1)

    assert batch.num_rows == 0
    assert batch.schema.names == ["line", "packet", "item", "outcome", "notice", "reject"]


@pytest.mark.parametrize(
    ("columns", "column", "keep", "code"),
    [
        ({"packet": ["{}"]}, "json", [], "C-COLUMN"),
        ({"packet": ["{}"]}, "packet", ["id"], "C-COLUMN"),
        ({"packet": ["{}"], "item": [1]}, "packet", ["item"], "C-NAME"),
        ({"packet": ["{}"], "line": [1]}, "packet", ["line"], "C-NAME"),
        ({"packet": ["{}"], "id": [1]}, "packet", ["id", "id"], "C-NAME"),
        ({"packet": [{"item": "x"}]}, "packet", [], "C-TYPE"),
        ({"packet": [1]}, "packet", [], "C-TYPE"),
    ],
)
def test_columns_that_do_not_fit_are_named(
    library: Library, columns: dict[str, list[object]], column: str, keep: list[str], code: str
) -> None:
    with pytest.raises(WrongUsage) as refused:
        judged_table(library, pa.table(columns), column, keep)

    assert [one.code for one in refused.value.diagnostics] == [code]


def test_a_ruleset_that_cannot_be_compiled_ends_the_table_and_no_row_hides_it() -> None:
    def broken(line: bytes) -> Judged:
        raise RulesetInvalid([Diagnostic("R-FILE", Place("x"))])

    with pytest.raises(RulesetInvalid):
        rows(judged_batches(broken, [pa.record_batch({"packet": ["{}"]})], "packet"))


# ---- a ruleset that travels


def test_a_ruleset_travels_whole_and_is_opened_once(tmp_path: Path) -> None:
    marks, data = packed.pack(PLACE)
    target = packed.unpacked(marks, data, tmp_path)

    assert marks.is_compiled
    assert packed.pack(PLACE) == (marks, data)
    assert packed.unpacked(marks, data, tmp_path) == target
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    with load(target / packed.PLACE, "") as there, load(PLACE, "") as here:
        assert there.ruleset.digest == here.ruleset.digest == marks.ruleset
        assert there.calendars.digest == here.calendars.digest == marks.calendar
    judge = bench.judge_of(marks, data, tmp_path)
    assert bench.judge_of(marks, data, tmp_path) is judge
    assert isinstance(judge(EXAMPLES[0]), Judged)


def test_what_is_not_what_was_sent_is_not_judged_by(tmp_path: Path) -> None:
    marks, data = packed.pack(PLACE)
    with pytest.raises(Untrusted, match="C-DIGEST"):
        packed.unpacked(marks, data[:-1] + b"?", tmp_path)
    with pytest.raises(Untrusted, match="C-DIGEST"):
        packed.unpacked(replace_marks(marks, ruleset="sha256:other"), data, tmp_path)
    with pytest.raises(Untrusted, match="C-DIGEST"):
        packed.unpacked(replace_marks(marks, calendar="sha256:other"), data, tmp_path)
    with pytest.raises(WrongUsage, match="C-PROGRAM"):
        packed.unpacked(replace_marks(marks, program="0.0.9"), data, tmp_path)


def test_files_changed_on_the_executor_are_found(tmp_path: Path) -> None:
    marks, data = packed.pack(PLACE)
    path = packed.unpacked(marks, data, tmp_path) / packed.PLACE / "ruleset.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("name: 衡阳市", "name: 别处"), "utf-8")
    assert path.read_text("utf-8") != text

    with pytest.raises((Untrusted, RulesetInvalid)):
        packed.unpacked(marks, data, tmp_path)


def test_a_path_that_leads_out_is_refused(tmp_path: Path) -> None:
    for name in ("../out.yaml", "/out.yaml", "place/../../out.yaml"):
        with pytest.raises(Untrusted, match="C-DIGEST"):
            packed._write(packed._Packed({name: b""}, []), tmp_path / "target")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    marks, data = packed.pack(PLACE)
    with pytest.raises(StorageFailed, match="C-DISK"):
        packed.unpacked(marks, data, tmp_path / "nowhere")


def replace_marks(marks: packed.Marks, **changes: str) -> packed.Marks:
    import msgspec

    return msgspec.structs.replace(marks, **changes)


# ---- what goes wrong over there


@pytest.mark.parametrize("kind", [EngineFault, RulesetInvalid, StorageFailed, Untrusted, WrongUsage])
def test_an_error_comes_through_as_what_it_was(kind: type[EngineFault]) -> None:
    first = Diagnostic("C-DIGEST", Place("a.yaml", 3), {"wanted": "一", "found": '] end "'})
    with pytest.raises(failing.OnAnotherMachine) as there, failing.carried():
        raise kind([first])
    text = f"Job aborted … Traceback …\nOnAnotherMachine: {there.value}\n\tat org.apache.spark …"
    here = failing.understood(text, "PythonException")

    assert type(here) is kind
    assert here.diagnostics == (first,)


def test_any_other_error_keeps_its_words_to_itself() -> None:
    with pytest.raises(failing.OnAnotherMachine) as there, failing.carried():
        raise KeyError(SECRET)
    here = failing.understood(str(there.value), "PythonException")

    assert SECRET not in str(there.value)
    assert there.value.__suppress_context__
    assert [(one.code, one.args) for one in here.diagnostics] == [("C-CLUSTER", {"reason": "KeyError"})]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ModuleNotFoundError: No module named 'materials_rules'", "C-LACKING"),
        ("No module named 'pyarrow'", "C-LACKING"),
        ("[PYTHON_VERSION_MISMATCH] Python in worker has different version", "C-PYTHON"),
        ("java.lang.OutOfMemoryError", "C-CLUSTER"),
        ("materials-rules-says 00", "C-CLUSTER"),
        ("materials-rules-says 123", "C-CLUSTER"),
    ],
)
def test_what_a_cluster_says_is_told_in_our_words(text: str, code: str) -> None:
    assert [one.code for one in failing.understood(text, "Py4JJavaError").diagnostics] == [code]


# ---- waves


def waves_by(send: Any, opening: Opening, blocks: int = 3) -> Waves:
    return Waves(send, lambda: None, blocks, is_numbered=opening.is_numbered, rejects=opening.rejects)


def sent_here(opening: Opening) -> Any:
    from materials_rules.batch.pool import Inline

    def send(blocks: Any) -> Any:
        side = Inline(open_bench(opening), opening)
        done = list(worked_batches(side, blocks.to_batches(max_chunksize=2)))
        return pa.Table.from_batches(done[::-1])  # a cluster keeps no order

    return send


@pytest.mark.parametrize("number", [0, 1, 7, 200])
def test_waves_come_to_the_same_files(tmp_path: Path, number: int) -> None:
    data = packets(number) + b"\n{\n" + b"[" * 5_000_100 + b"\n" + packets(number)
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    path = tmp_path / "in.jsonl"
    path.write_bytes(data)
    asked = request(tmp_path / "here", path)
    run_batch(asked)
    run_batch(replace(request(tmp_path / "there", path), engine=lambda opening: waves_by(sent_here(opening), opening)))

    assert made(tmp_path / "there") == made(tmp_path / "here")


@pytest.mark.parametrize(("shape", "output"), [("csv", "out.jsonl"), ("parquet", "out.parquet"), ("jsonl", "out.parquet")])
def test_waves_of_tables_come_to_the_same_files_and_notices(tmp_path: Path, shape: str, output: str) -> None:
    lines = [*packets(40).splitlines(), b"{", b"["]
    path = tmp_path / f"in.{shape}"
    match shape:
        case "csv":
            path.write_bytes(b'packet,item,received_on\nP-1,"open,d\nP-2,i,d\nP-3,i\nP-4,i,d\n')
        case "parquet":
            write_texts(path, lines)
        case _:
            path.write_bytes(b"\n".join(lines))
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        asked = replace(request(tmp_path / name, path), output=tmp_path / name / output, notices=tmp_path / name / "notices")
        run_batch(asked if name == "here" else replace(asked, engine=lambda opening: waves_by(sent_here(opening), opening)))

    here, there = ({str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()} for folder in (tmp_path / "here", tmp_path / "there"))
    assert here == there
    assert msgspec.json.decode(here[f"{output}.manifest.json"])["rejects"] == 2
    assert sum(name.startswith("notices/") for name in here) == (2 if shape == "csv" else 40)


@pytest.mark.parametrize("spoil", ["lost", "twice", "other lines"])
def test_a_block_lost_or_twice_ends_the_batch_and_resume_goes_on(tmp_path: Path, spoil: str) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    path = tmp_path / "in.jsonl"
    path.write_bytes(packets(200))
    run_batch(request(tmp_path / "here", path))
    calls = []

    def spoiling(opening: Opening) -> Waves:
        send = sent_here(opening)

        def spoiled(blocks: Any) -> Any:
            calls.append(blocks.num_rows)
            back = send(blocks)
            if len(calls) < 4:
                return back
            match spoil:
                case "lost":
                    return back.slice(1)
                case "twice":
                    return pa.concat_tables([back, back.slice(0, 1)])
            return back.set_column(1, "counts", pa.array([b'{"results":1}'] * back.num_rows, pa.binary()))

        return waves_by(spoiled, opening)

    asked = request(tmp_path / "there", path)
    with pytest.raises(EngineFault, match="C-LOST"):
        run_batch(replace(asked, engine=spoiling))
    assert not asked.output.exists()
    run_batch(replace(asked, resume=True))

    assert made(tmp_path / "there") == made(tmp_path / "here")


def test_a_batch_that_is_asked_to_stop_gives_up_what_is_out(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(packets(200))
    given_up = []

    def engine(opening: Opening) -> Waves:
        send = sent_here(opening)
        return Waves(send, lambda: given_up.append(1), 3, is_numbered=False, rejects="none")

    asks = iter([False] * 6)
    ending = run_batch(replace(request(tmp_path, path), engine=engine), None, lambda: next(asks, True))
    assert ending.manifest is None
    run_batch(replace(request(tmp_path, path), resume=True))

    assert given_up


def test_what_is_out_comes_back_while_the_input_has_nothing_more_yet() -> None:
    """A pipe that pauses: what came before is judged and given back, or nobody would see it until the pipe goes on."""
    opening = Opening("", "", None, False, None, [None], False, "none", "none", [False])
    data = packets(1)
    first, second = Block(Mark(), len(data), 1, data, ""), Block(Mark(0, len(data), 2), len(data), 1, data, "")
    seen: list[object] = []

    def items() -> Iterator[Any]:
        yield first
        while first.end not in [one.end for one in seen if isinstance(one, Block)]:
            yield None
        yield second

    for one in waves_by(sent_here(opening), opening).judged(items(), lambda: False):
        if one is not None:
            seen.append(one[0])
    assert [one.start for one in seen if isinstance(one, Block)] == [first.start, second.start]


# ---- the command


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--master", "local[2]"], "C-ONLY"),
        (["--spark-conf", "spark.a=1"], "C-ONLY"),
        (["--engine", "spark", "--workers", "2"], "C-ONLY"),
        (["--engine", "spark", "--spark-conf", "spark.a"], "C-SETTING"),
        (["--engine", "spark", "--spark-conf", "a=1"], "C-SETTING"),
        (["--engine", "spark", "--spark-conf", "spark.master=local"], "C-SETTING"),
    ],
)
def test_words_that_do_not_go_together_are_refused(tmp_path: Path, run: Run, words: list[str], code: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"")
    ended = run("batch", str(path), "-o", str(tmp_path / "out.jsonl"), "--rulesets", str(PLACE), *words)

    assert (ended.code, code in ended.err) == (2, True)
    assert [one.name for one in tmp_path.iterdir()] == ["in.jsonl"]


def test_a_library_that_is_missing_is_named(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from materials_rules.lake import cluster

    monkeypatch.setattr(cluster, "PACKAGES", ("no_such_package",))
    (tmp_path / "in.jsonl").write_bytes(b"")
    ended = run("batch", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "o"), "--rulesets", str(PLACE), "--engine", "spark")

    assert ended.code == 2
    assert "materials-rules[spark]" in ended.err


def test_settings_may_hold_equals_signs() -> None:
    assert settings(("spark.a=b=c", "spark.d=")) == {"spark.a": "b=c", "spark.d": ""}
