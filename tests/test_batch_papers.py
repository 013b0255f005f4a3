"""A notice for each packet as a file: nobody's text chooses its place, and after any end the folder holds the very same files."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

import msgspec
import pytest
from batching import HERE, made, packet, request, run
from hypothesis import given
from hypothesis import strategies as st
from tabling import as_csv, write_texts

from materials_rules.batch.papers import paper_name
from materials_rules.batch.run import Request
from materials_rules.ground.errors import StorageFailed, WrongUsage

MEMORY = Path("/dev/shm")
ANY = st.text(max_size=200) | st.sampled_from(["../../etc/passwd", "/root", "a/b", "..", "", "a\0b", "CON", "x" * 300, "张三", "-rf", "~"])


@given(st.lists(st.tuples(st.integers(1, 10**9), ANY), max_size=20, unique_by=lambda pair: pair[0]), st.none() | st.integers(1, 65_535))
def test_no_name_leaves_the_folder_and_no_two_are_one(packets: list[tuple[int, str]], input_: int | None) -> None:
    names = [paper_name(line, packet, input_, "html") for line, packet in packets]

    assert len({name.lower() for name in names}) == len(names)
    for name, (line, _) in zip(names, packets, strict=True):
        parts = PurePosixPath(name).parts
        assert len(parts) == (2 if input_ is None else 3)
        assert name.isascii() and name.isprintable() and not name.startswith("/") and ".." not in parts and "\\" not in name
        assert parts[-1].startswith(f"{line:09d}-") and parts[-1].endswith(".html")
        assert max(map(len, parts)) < 120


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        yield Path(name)


def left(folder: Path) -> dict[str, bytes]:
    """Every file that a batch left, in whatever folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


LINES = [packet(f"P/{number}", size=number % 7) if number % 9 else b"{" for number in range(40)]


def written(folder: Path, shape: str) -> Path:
    """The lines as an input of this shape."""
    path = folder / f"in.{shape}"
    good = [line for line in LINES if line != b"{"]
    if shape == "jsonl":
        path.write_bytes(b"\n".join(LINES))
    elif shape == "csv":
        rows = [{"packet": msgspec.json.decode(one)["packet"], "item": "i", "received_on": "d", "facts": {"n": 1}} for one in good]
        path.write_bytes(as_csv(rows) + b"P-X,too,few\n")
    else:
        write_texts(path, LINES, row_group_size=6)
    return path


def killed_at(step: int, asked: Request) -> bool:
    """Runs *asked* in a copy of this process that kills itself before its step *step* on the disk; whether it did so."""
    child = os.fork()
    if not child:
        rest = iter(range(step, -1, -1))

        def before(what: str, path: Path) -> None:
            if not next(rest, 0):
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            run(asked, before)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.parametrize(("shape", "output"), [("jsonl", "out.parquet"), ("csv", "out.jsonl"), ("parquet", "out.parquet"), ("csv", "out.parquet")])
def test_a_kill_before_any_step_costs_nothing_whatever_goes_in_and_out(folder: Path, shape: str, output: str) -> None:
    path = written(folder, shape)

    def asked(name: str) -> Request:
        inner = folder / name
        inner.mkdir()
        return request(folder, path, output=inner / output, rejects=inner / "r", notices=inner / "papers", block=600, resume=True)

    run(asked("whole"))
    expected = left(folder / "whole")
    assert sum(name.startswith("papers/") for name in expected) > 30

    for step in range(0, 100_000, 5):
        again = asked(str(step))
        ended = not killed_at(step, again)
        killed_at(step // 2 + 5, again)  # and once more, somewhere else
        run(again)
        assert left(folder / str(step)) == expected, step
        if ended:
            break
    assert step > 100


def test_every_notice_is_told_with_its_digest(tmp_path: Path) -> None:
    other = written(tmp_path, "csv")
    run(request(tmp_path, written(tmp_path, "jsonl"), other, notices=tmp_path / "papers"))
    index = made(tmp_path)["out.jsonl.notices.sha256"].decode().splitlines()
    manifest = msgspec.json.decode(made(tmp_path)["out.jsonl.manifest.json"])

    assert manifest["notices"]["digest"] == f"sha256:{sha256(made(tmp_path)['out.jsonl.notices.sha256']).hexdigest()}"
    assert manifest["options"]["notices"] == "text"
    assert {line[66:]: line[:64] for line in index} == {
        name: sha256(data).hexdigest() for name, data in left(tmp_path / "papers").items()
    }
    assert index[0].endswith("  00001/00000/000000002-P_1.txt")
    assert subprocess.run(["sha256sum", "-c", "--quiet", "../out.jsonl.notices.sha256"], cwd=tmp_path / "papers", check=False).returncode == 0


@pytest.mark.parametrize("how", ["other", "away", "elsewhere"])
def test_what_is_finished_has_all_its_notices(tmp_path: Path, how: str) -> None:
    asked = request(tmp_path, written(tmp_path, "jsonl"), notices=tmp_path / "papers")
    run(asked)
    assert run(replace(asked, resume=True)).was_finished

    one = next(path for path in sorted((tmp_path / "papers").rglob("*")) if path.is_file())
    if how == "other":
        one.write_bytes(one.read_bytes() + b" ")
    if how == "away":
        one.unlink()
    if how == "elsewhere":
        asked = replace(asked, notices=tmp_path / "others")
    with pytest.raises(WrongUsage, match="B-RESUME"):
        run(replace(asked, resume=True))


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, force: bool) -> None:
    path = written(tmp_path, "jsonl")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "mine").write_bytes(b"mine")
    with pytest.raises(WrongUsage, match="B-NOTICES"):
        run(request(tmp_path, path, notices=tmp_path / "papers", force=force))

    assert left(tmp_path) == {"in.jsonl": path.read_bytes(), "papers/mine": b"mine"}


def fails_after(number: int) -> Callable[[str, Path], None]:
    """A disk that is full when that many notices have their names."""
    count = 0

    def before(step: str, path: Path) -> None:
        nonlocal count
        if step == "rename" and "papers" in path.parts:
            count += 1
            if count > number:
                raise OSError(28, "full")

    return before


def test_what_was_written_behind_the_checkpoint_does_not_stay(tmp_path: Path) -> None:
    path = written(tmp_path, "jsonl")
    asked = request(tmp_path, path, notices=tmp_path / "papers", every=3600, resume=True)
    with pytest.raises(StorageFailed, match="B-DISK"):
        run(asked, fails_after(20))
    (tmp_path / "papers" / "00000" / "000000001-GONE.txt").write_bytes(b"of a line that is a reject now")
    run(asked)

    assert not (tmp_path / "papers" / "00000" / "000000001-GONE.txt").exists()
    assert len(left(tmp_path / "papers")) == sum(line != b"{" for line in LINES)


@pytest.mark.parametrize("changed", [{"notice_format": "html"}, {"notices": None}, {"shape": "csv"}])
def test_other_notices_cannot_be_gone_on_with(tmp_path: Path, changed: dict[str, object]) -> None:
    path = written(tmp_path, "jsonl").rename(tmp_path / "in")
    path.write_bytes(b"packet,item,received_on\nP,i,d\n")
    asked = request(tmp_path, path, notices=tmp_path / "papers", resume=True)
    assert killed_at(40, asked)
    with pytest.raises(WrongUsage, match="B-RESUME"):
        run(replace(asked, **changed))  # type: ignore[arg-type]


def test_a_notice_that_cannot_be_written_out_is_one_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([HERE, os.environ.get("PYTHONPATH", "")]))
    path = written(tmp_path, "jsonl")
    run(request(tmp_path, path, notices=tmp_path / "papers", judge="batching:open_writer", workers=1, time_limit=5.0))

    assert len(left(tmp_path / "papers")) == sum(line != b"{" for line in LINES) - 1
    assert b'"codes":["P-ENGINE"]' in made(tmp_path)["out.jsonl.rejects.jsonl"]
    assert left(tmp_path / "papers")["00000/000000003-P_2.txt"] == b"P/2"
