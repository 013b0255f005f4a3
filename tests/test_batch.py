"""Every line comes to one result, one reject or one blank, in order, with the same bytes for any workers and any blocks."""

from __future__ import annotations

import errno
import gzip
import os
import tempfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from batching import HERE, judge, made, packet, packets, records, request, run
from hypothesis import given, settings
from hypothesis import strategies as st

from materials_rules.batch import duplicates, inputs
from materials_rules.batch.checkpoint import Names
from materials_rules.batch.cutting import is_blank
from materials_rules.batch.disk import Disk, Growing
from materials_rules.batch.records import id_entry
from materials_rules.batch.summary import as_json, as_text
from materials_rules.ground.errors import StorageFailed, WrongUsage
from materials_rules.many import Judged

GOOD = st.integers(0, 30).map(lambda number: packet(f"P-{number}", "unsure" if number % 7 == 0 else "", number))
BAD = st.sampled_from([b"{", b"[]", b"null", b"\0\0\0", b"\xff\xfe", b'{"packet": 3}', b'{"packet":"P-1","do":"fault"}', b'"\xe2\x80\xa8"'])
BLANK = st.sampled_from([b"", b"  ", b"\r", b"\t \r"])
MIXTURES = st.lists(st.one_of(GOOD, GOOD, BAD, BLANK), max_size=60)
ENDS = st.sampled_from([b"\n", b"\r\n"])


@pytest.fixture(autouse=True)
def judges_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([HERE, os.environ.get("PYTHONPATH", "")]))


@settings(max_examples=60)
@given(MIXTURES, ENDS, st.booleans(), st.sampled_from([1, 40, 300, 100_000]))
def test_in_is_results_and_rejects_and_blanks(lines: list[bytes], end: bytes, is_torn: bool, block: int) -> None:
    data = end.join(lines) if is_torn else b"".join(line + end for line in lines)
    read = data.split(b"\n")
    if not read[-1]:
        read.pop()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.jsonl").write_bytes(data)
        ending = run(request(folder, block=block, every=60))
        files = made(folder)
    manifest = msgspec.json.decode(files["out.jsonl.manifest.json"])
    results, rejects = list(records(files["out.jsonl"])), list(records(files["out.jsonl.rejects.jsonl"]))
    blanks = [number for number, line in enumerate(read, start=1) if is_blank(line)]

    assert manifest["lines"] == len(read) == manifest["results"] + manifest["rejects"] + manifest["blanks"]
    assert sorted([*(one["line"] for one in (*results, *rejects)), *blanks]) == list(range(1, len(read) + 1))
    assert [one["line"] for one in results] == sorted(one["line"] for one in results)
    assert (manifest["results"], manifest["rejects"], manifest["blanks"]) == (len(results), len(rejects), len(blanks))
    assert sum(ending.counts.outcomes.values()) == len(results)
    for one in rejects:
        assert data[one["offset"] : one["offset"] + one["bytes"]].removesuffix(b"\n") == read[one["line"] - 1]
    for one in results:
        judged = judge(read[one["line"] - 1].removesuffix(b"\r"))
        assert isinstance(judged, Judged)
        assert one["notice"] == msgspec.json.decode(judged.notice)
    for part, path in (("output", "out.jsonl"), ("rejects_file", "out.jsonl.rejects.jsonl")):
        assert manifest[part] == {"name": path, "bytes": len(files[path]), "digest": f"sha256:{sha256(files[path]).hexdigest()}"}
    assert manifest["inputs"] == [
        {"name": str(folder / "in.jsonl"), "bytes": len(data), "digest": f"sha256:{sha256(data).hexdigest()}", "lines": len(read)}
    ]
    assert set(files) <= {"out.jsonl", "out.jsonl.rejects.jsonl", "out.jsonl.manifest.json", "out.jsonl.duplicates.jsonl"}


def mixture(number: int = 400) -> bytes:
    lines = []
    for index in range(number):
        lines.append(packet(f"P-{index % 350}", size=index % 50))
        if index % 11 == 0:
            lines.append(b"{")
        if index % 13 == 0:
            lines.append(b"")
        if index % 97 == 0:
            lines.append(packet(f"Q-{index}", "fault"))
    return b"\n".join(lines)


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_workers_change_no_byte(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "in.jsonl").write_bytes(mixture())
    seen = []
    for workers in (0, 1, 2, 3):
        folder = tmp_path / str(workers)
        folder.mkdir()
        asked = request(folder, tmp_path / "in.jsonl", output=folder / f"out.jsonl{suffix}", rejects=folder / f"out.jsonl.r{suffix}")
        run(request(folder, tmp_path / "in.jsonl", output=asked.output, rejects=asked.rejects, workers=workers, block=2000, every=1))
        seen.append(made(folder))

    assert all(one == seen[0] for one in seen)
    assert len(seen[0]) == 4


def test_blocks_change_no_byte(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(mixture())
    seen = []
    for block, workers in ((1, 0), (100, 0), (5000, 2), (1 << 20, 1)):
        folder = tmp_path / str(block)
        folder.mkdir()
        run(request(folder, tmp_path / "in.jsonl", block=block, workers=workers, every=60))
        seen.append(made(folder))

    assert all(one == seen[0] for one in seen)


@pytest.mark.parametrize("workers", [0, 2])
def test_compressed_inputs_and_several_come_to_the_same_results(tmp_path: Path, workers: int) -> None:
    from backports import zstd

    data = mixture(100)
    (tmp_path / "in.jsonl").write_bytes(data)
    (tmp_path / "in.gz").write_bytes(gzip.compress(data[:3000]) + gzip.compress(data[3000:]))
    (tmp_path / "in.zst").write_bytes(zstd.compress(data[:2000]) + zstd.compress(data[2000:]))
    names = ("in.jsonl", "in.gz", "in.zst")
    ending = run(request(tmp_path, *(tmp_path / name for name in names), workers=workers))
    files = made(tmp_path)
    by_input: dict[object, list[object]] = {}
    for one in records(files["out.jsonl"]):
        by_input.setdefault(one.pop("input"), []).append(one)

    assert by_input[1] == by_input[2] == by_input[3]
    assert ending.manifest is not None
    assert [one.lines for one in ending.manifest.inputs] == [len(data.split(b"\n"))] * 3
    for one, name in zip(ending.manifest.inputs, names, strict=True):
        content = (tmp_path / name).read_bytes()
        assert (one.bytes, one.digest) == (len(content), f"sha256:{sha256(content).hexdigest()}")
    assert ending.manifest.namesakes == 2 * len(by_input[1])
    first = next(records(files["out.jsonl.duplicates.jsonl"]))
    assert first == {"input": 2, "line": 1, "duplicate_of": {"input": 1, "line": 1}}


def test_a_compressed_output_of_nothing_is_whole(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"\n")
    run(request(tmp_path, output=tmp_path / "out.gz", rejects=tmp_path / "rejects.gz"))

    assert gzip.decompress((tmp_path / "out.gz").read_bytes()) == b""
    assert gzip.decompress((tmp_path / "rejects.gz").read_bytes()) == b""


@pytest.mark.parametrize("cut", [1, 8, 100])
@pytest.mark.parametrize("suffix", ["gz", "zst"])
def test_a_compressed_file_that_is_cut_short_is_told_and_nothing_is_given_out(tmp_path: Path, suffix: str, cut: int) -> None:
    from backports import zstd

    data = mixture()
    packed = gzip.compress(data) if suffix == "gz" else zstd.compress(data)
    path = tmp_path / f"in.{suffix}"
    path.write_bytes(packed[:-cut])
    with pytest.raises(StorageFailed, match="B-CUT"):
        run(request(tmp_path, path))

    assert not (tmp_path / "out.jsonl").exists()
    assert not (tmp_path / "out.jsonl.manifest.json").exists()


def test_a_damaged_compressed_file_is_told(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(mixture()))
    packed[len(packed) // 2] ^= 0xFF
    (tmp_path / "in.gz").write_bytes(packed)
    with pytest.raises(StorageFailed, match="B-CUT"):
        run(request(tmp_path, tmp_path / "in.gz"))


@pytest.mark.parametrize("name", ["in.gz", "in.zst"])
def test_a_suffix_that_lies_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"{}\n")
    with pytest.raises(WrongUsage, match="B-NOT-PACKED"):
        run(request(tmp_path, tmp_path / name))


def test_an_input_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in.jsonl").write_bytes(packets(3))

    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(inputs, "packing_by_content", refuse)
    with pytest.raises(StorageFailed, match=r"X-READ.*EIO"):
        run(request(tmp_path))


def test_namesakes_are_judged_and_flagged(tmp_path: Path) -> None:
    names = ["A", "B", "A", "C", "A", "B"]
    (tmp_path / "in.jsonl").write_bytes(b"{\n" + b"".join(packet(name) + b"\n" for name in names))
    ending = run(request(tmp_path))
    files = made(tmp_path)

    assert len(list(records(files["out.jsonl"]))) == 6
    assert list(records(files["out.jsonl.duplicates.jsonl"])) == [
        {"line": 4, "duplicate_of": 2},
        {"line": 6, "duplicate_of": 2},
        {"line": 7, "duplicate_of": 3},
    ]
    assert ending.manifest is not None
    assert ending.manifest.namesakes == 3
    assert ending.manifest.duplicates is not None


@settings(max_examples=50)
@given(st.lists(st.integers(0, 12), max_size=80), st.integers(1, 40))
def test_namesakes_are_found_with_any_memory(ids: list[int], a_run: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        names = Names(Path(name) / "out", Path(name) / "rejects")
        names.ids.write_bytes(b"".join(id_entry(f"P-{one}", 0, line) for line, one in enumerate(ids, start=1)))
        target = Growing(Disk(), Path(name) / "found")
        number = duplicates.write_duplicates(Disk(), names, target, False, a_run)
        target.close()
        found = list(records((Path(name) / "found").read_bytes()))
        left = sorted(path.name for path in Path(name).iterdir())
    first: dict[int, int] = {}
    expected = [
        {"line": line, "duplicate_of": first[one]}
        for line, one in enumerate(ids, start=1)
        if first.setdefault(one, line) != line
    ]

    assert found == expected
    assert number == len(expected)
    assert left == ["found", "out.ids"]


def test_the_summary_counts_what_the_notices_say(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(packets(5) + packet("Q-1", "unsure") + b"\n{\n")
    ending = run(request(tmp_path))
    assert ending.manifest is not None
    told = msgspec.json.decode(as_json(ending.manifest))

    assert (told["lines"], told["results"], told["rejects"], told["blanks"]) == (7, 6, 1, 0)
    assert told["outcomes"] == {"accept": 5, "undetermined": 1}
    assert told["items"] == {"item": {"accept": 5, "undetermined": 1}}
    assert told["findings"] == {"item/plan": {"missing": 6}}
    assert told["not_needed"] == {"item/map": {"C1_NO_BASIS": 6}}
    assert told["demanded"] == {"allowed": {"": 6}}
    assert told["questions"] == {"item": 6}
    assert told["codes"] == {"P-SYNTAX": 1}
    text = as_text(ending.counts, 0)
    for piece in ("7 行", "accept 材料齐全", "missing 缺少", "C1_NO_BASIS", "P-SYNTAX"):
        assert piece in text


def test_a_pipe_that_has_nothing_to_give_yet_has_not_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever shares a pipe may have made it one that does not wait, and may be quicker: no data is not the end of the data."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    looks = 0

    def ready(files: list[object], *_: object) -> tuple[list[object], list[object], list[object]]:
        nonlocal looks
        looks += 1
        if looks == 3:
            os.write(writing, packets(5))
            os.close(writing)
        return files, [], []

    monkeypatch.setattr(inputs.select, "select", ready)
    monkeypatch.setattr(inputs.os, "dup", lambda _: reading)
    ending = run(replace(request(tmp_path), inputs=("-",)))

    assert ending.counts.results == 5
    assert looks > 3


def test_a_frame_that_holds_nothing_may_come_first(tmp_path: Path) -> None:
    """So write programs that compress side by side."""
    from backports import zstd

    path = tmp_path / "in.jsonl.zst"
    path.write_bytes(b"\x50\x2a\x4d\x18\x04\0\0\0size" + zstd.compress(packets(3)))
    assert run(request(tmp_path, path)).counts.results == 3
