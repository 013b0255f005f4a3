"""A packet that hangs or kills its worker costs itself alone; workers end with their parent; memory does not grow."""

from __future__ import annotations

import errno
import os
import platform
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from batching import HERE, made, packet, packets, records, request, run

from materials_rules.batch import lane, lock
from materials_rules.batch.disk import Disk
from materials_rules.batch.lock import Lock
from materials_rules.batch.pool import DEATHS_IN_A_ROW
from materials_rules.batch.run import Request, run_batch
from materials_rules.batch.worker import LEARNED, ROOM
from materials_rules.ground.errors import Busy, EngineFault, StorageFailed

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def judges_are_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([HERE, os.environ.get("PYTHONPATH", "")]))
    marks = tmp_path / "marks"
    marks.mkdir()
    monkeypatch.setenv("BATCH_MARKS", str(marks))


def with_workers(folder: Path, number: int = 2, **changes: object) -> Request:
    return request(folder, workers=number, every=60, **{"time_limit": 0.4, **changes})


def codes(folder: Path) -> dict[object, object]:
    """Line and codes of every reject."""
    return {one["line"]: one["codes"] for one in records(made(folder)["out.jsonl.rejects.jsonl"])}


@pytest.mark.parametrize(
    ("do", "code", "number"),
    [
        ("spin", "P-TIMEOUT", 1),
        ("hang", "P-TIMEOUT", 2),
        ("stop", "P-TIMEOUT", 1),
        ("die", "P-ENGINE", 1),
        ("die", "P-ENGINE", 2),
        ("crash", "P-ENGINE", 1),
        ("exit", "P-ENGINE", 1),
        ("room", "P-ENGINE", 1),
        ("fault", "P-ENGINE", 1),
        ("memory", "P-ENGINE", 1),
    ],
)
def test_a_packet_that_breaks_its_worker_is_one_reject(tmp_path: Path, do: str, code: str, number: int) -> None:
    lines = [packet(f"P-{index}") for index in range(40)]
    lines[17] = packet("BAD-17", do)
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    ending = run(with_workers(tmp_path, number))

    assert codes(tmp_path) == {18: [code]}
    assert [one["line"] for one in records(made(tmp_path)["out.jsonl"])] == [index for index in range(1, 41) if index != 18]
    assert (ending.counts.results, ending.counts.rejects) == (39, 1)
    (reject,) = records(made(tmp_path)["out.jsonl.rejects.jsonl"])
    assert reject["packet"] == "BAD-17"
    assert "nobody may see" not in str(reject)


def test_a_worker_that_has_grown_makes_room_for_another_and_no_line_is_lost(tmp_path: Path) -> None:
    """What a judge keeps may be wrong about its own size, or lost in the gaps of a heap: the process is what is bounded."""
    (tmp_path / "in.jsonl").write_bytes(packets(LEARNED, size=10) + packets(1200, "hoard"))
    ending = run(with_workers(tmp_path, 1, block=4000))
    kept = [int(path.read_text()) * 100_000 for path in (tmp_path / "marks").iterdir()]

    assert ending.counts.results == LEARNED + 1200
    assert not ending.counts.rejects
    assert [one["line"] for one in records(made(tmp_path)["out.jsonl"])] == list(range(1, LEARNED + 1201))
    assert len(kept) == 2
    assert sum(kept) == 120_000_000
    assert max(kept) < 1.5 * ROOM


def test_many_that_break_in_one_block_are_as_many_rejects(tmp_path: Path) -> None:
    lines = [packet(f"P-{index}", {3: "die", 4: "exit", 9: "spin", 10: "crash"}.get(index, "")) for index in range(20)]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    run(with_workers(tmp_path, block=100_000))

    assert codes(tmp_path) == {4: ["P-ENGINE"], 5: ["P-ENGINE"], 10: ["P-TIMEOUT"], 11: ["P-ENGINE"]}


def test_what_killed_a_worker_once_is_tried_again(tmp_path: Path) -> None:
    lines = [packet(f"P-{index}", "once" if index == 7 else "") for index in range(20)]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    ending = run(with_workers(tmp_path))

    assert (tmp_path / "marks" / "P-7").exists()
    assert (ending.counts.results, ending.counts.rejects) == (20, 0)


def test_workers_that_somebody_kills_change_no_byte(tmp_path: Path) -> None:
    lines = packets(250, "slow")
    (tmp_path / "in.jsonl").write_bytes(lines)
    asked = with_workers(tmp_path, block=2000, time_limit=5.0)
    other = tmp_path / "whole"
    other.mkdir()
    run(replace(asked, workers=0, output=other / "out.jsonl", rejects=other / "out.jsonl.rejects.jsonl"))
    killed: list[int] = []
    is_over = threading.Event()

    def kill() -> None:
        while not is_over.wait(0.8) and len(killed) < DEATHS_IN_A_ROW - 1:
            for worker in children(os.getpid())[:1]:
                os.kill(worker, signal.SIGKILL)
                killed.append(worker)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        run(asked)
    finally:
        is_over.set()
        killer.join()

    assert killed
    assert made(tmp_path) == made(other)


def test_a_slow_batch_of_quick_packets_is_nobodys_fault(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(packets(300, "slow"))
    ending = run(with_workers(tmp_path, 1, block=100_000))

    assert ending.counts.results == 300


@pytest.mark.parametrize(("judge", "error", "said"), [("open_broken", EngineFault, "exit 9"), ("nothing", EngineFault, "exit 1"), ("open_other", StorageFailed, "B-CHANGED")])
def test_workers_that_cannot_begin_end_the_batch(tmp_path: Path, judge: str, error: type[Exception], said: str) -> None:
    (tmp_path / "in.jsonl").write_bytes(packets(3))
    with pytest.raises(error, match=said):
        run(with_workers(tmp_path, judge=f"batching:{judge}"))

    assert "out.jsonl" not in made(tmp_path)


def test_a_system_without_processes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr(lane.subprocess, "Popen", refuse)
    (tmp_path / "in.jsonl").write_bytes(packets(3))
    with pytest.raises(EngineFault, match="B-WORKER"):
        run(with_workers(tmp_path))


def children(process: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def begun(folder: Path, script: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), HERE, os.environ.get("PYTHONPATH", "")])}
    return subprocess.Popen([sys.executable, "-c", script, str(folder)], env=environment, stderr=subprocess.DEVNULL)


def waited(condition: object, seconds: float = 30) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


HANGING = "import sys; from pathlib import Path; from batching import request, run; run(request(Path(sys.argv[1]), workers=2, time_limit=60.0))"


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A batch in a process of its own whose two workers hang."""
    (tmp_path / "in.jsonl").write_bytes(packets(50, "hang"))
    process = begun(tmp_path, HANGING)
    try:
        assert waited(lambda: len(children(process.pid)) == 2)
        yield process
    finally:
        process.kill()
        process.wait()


def test_workers_end_with_their_parent(at_work: subprocess.Popen[bytes]) -> None:
    workers = children(at_work.pid)
    time.sleep(0.5)  # they hang by now
    at_work.send_signal(signal.SIGKILL)
    at_work.wait()

    assert waited(lambda: not any(map(is_alive, workers)))


def test_whoever_comes_second_is_told_who_is_at_work(tmp_path: Path, at_work: subprocess.Popen[bytes]) -> None:
    with pytest.raises(Busy, match="B-BUSY") as busy:
        run(request(tmp_path, force=True))

    assert busy.value.exit_code == 41
    assert str(at_work.pid) in str(busy.value)
    assert os.uname().nodename in str(busy.value)
    at_work.send_signal(signal.SIGKILL)
    at_work.wait()
    (tmp_path / "in.jsonl").write_bytes(packets(5))
    assert (tmp_path / "out.jsonl.lock").exists()
    assert run(request(tmp_path, force=True)).counts.results == 5
    assert not (tmp_path / "out.jsonl.lock").exists()


@pytest.mark.parametrize(("held", "is_free"), [(b"", True), (b'{"pid":1', True), (b'{"pid":1,"host":"another"}', False)])
def test_what_a_lock_says_that_nobody_holds(tmp_path: Path, held: bytes, is_free: bool) -> None:
    path = tmp_path / "out.lock"
    path.write_bytes(held)
    if is_free:
        Lock(Disk(), path).release()
        assert not path.exists()
        return
    with pytest.raises(Busy, match="another"):
        Lock(Disk(), path)
    assert path.read_bytes() == held


@pytest.mark.parametrize("output", ["other.jsonl", "refused.jsonl"])
def test_two_batches_never_write_the_same_rejects(tmp_path: Path, output: str) -> None:
    """Neither as the rejects of both nor as the rejects of one and the output of the other."""
    (tmp_path / "in.jsonl").write_bytes(packets(3))
    names = replace(request(tmp_path), rejects=tmp_path / "refused.jsonl")
    mine = replace(names, output=tmp_path / output, rejects=tmp_path / ("more.jsonl" if output == "refused.jsonl" else "refused.jsonl"))

    def meanwhile(step: str, path: Path) -> None:
        if step == "rename" and path.name == "out.jsonl.checkpoint.new":
            with pytest.raises(Busy, match="B-BUSY"):
                run(mine)

    assert run(names, meanwhile).counts.results == 3
    assert run(replace(mine, force=True)).counts.results == 3


def test_a_disk_without_locks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(lock.fcntl, "flock", refuse)
    with pytest.raises(StorageFailed, match="ENOLCK"):
        Lock(Disk(), tmp_path / "out.lock")


def test_a_line_of_two_gigabytes_is_one_reject_in_constant_memory(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    with open(path, "wb") as file:
        file.write(packet("P-1") + b"\n")
        file.truncate(2_000_000_000)
        file.seek(0, os.SEEK_END)
        file.write(b"\n" + packet("P-2") + b"\n" + b"\0" * 100)
    script = (
        "import resource, sys; from pathlib import Path; from batching import request, run;"
        "asked = request(Path(sys.argv[1]), workers=1, every=60, block=1 << 18);"
        "most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024;"
        "before = most(); run(asked); print(most() - before)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), HERE, os.environ.get("PYTHONPATH", "")])}
    ended = subprocess.run([sys.executable, "-c", script, str(tmp_path)], env=environment, capture_output=True, timeout=120, check=True)
    rejects = list(records(made(tmp_path)["out.jsonl.rejects.jsonl"]))

    assert [one["line"] for one in records(made(tmp_path)["out.jsonl"])] == [1, 3]
    assert [(one["line"], one["codes"]) for one in rejects] == [(2, ["P-LIMIT"]), (4, ["P-SYNTAX"])]
    assert rejects[0]["offset"] + rejects[0]["bytes"] == 2_000_000_001
    assert int(ended.stdout) <= 64


@pytest.mark.parametrize("line", [packet("P-1", size=500), b"{"])
def test_memory_does_not_grow_with_the_input(tmp_path: Path, line: bytes) -> None:
    most = []
    for number in (1_000, 40_000):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "in.jsonl").write_bytes((line + b"\n") * number)
        script = (
            "import resource, sys; from pathlib import Path; from batching import request, run;"
            "run(request(Path(sys.argv[1]), workers=1, every=60, block=1 << 18));"
            "print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024)"
        )
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), HERE, os.environ.get("PYTHONPATH", "")])}
        ended = subprocess.run([sys.executable, "-c", script, str(folder)], env=environment, capture_output=True, timeout=300, check=True)
        most.append(int(ended.stdout))

    assert most[1] - most[0] <= 64


def test_no_file_stays_open(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(packets(4) + packet("X-1", "exit") + b"\n")
    run(with_workers(tmp_path))
    before = len(os.listdir("/proc/self/fd"))
    run(replace(with_workers(tmp_path), force=True))

    assert len(os.listdir("/proc/self/fd")) == before


def test_a_batch_waits_for_nobody_when_it_is_asked_to_stop(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(packets(50, "hang"))
    began = time.monotonic()
    ending = run_batch(with_workers(tmp_path, time_limit=3600.0), None, lambda: time.monotonic() - began > 1)

    assert ending.manifest is None
    assert time.monotonic() - began < 20



PIECES = """
import random, sys
from materials_rules.batch.heap import return_large_pieces
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
if sys.argv[1] == "asked":
    return_large_pieces()
source = random.Random(1)
bytearray(30_000_000)  # once freed, the C library keeps pieces up to this size for itself
before, large, small = resident(), [], []
for _ in range(2_000):
    large.append(bytearray(source.randrange(500_000, 3_000_000)))
    small.append(bytearray(2_000))
    if len(large) > 12:
        large.pop(source.randrange(12))
large.clear()
print(resident() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library: memory was NOT looked at")
def test_large_pieces_of_memory_go_back_when_they_are_free() -> None:
    """In processes of their own: blocks of many sizes with small pieces between them leave gaps, unless somebody asks."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def left(word: str) -> int:
        done = subprocess.run([sys.executable, "-c", PIECES, word], capture_output=True, text=True, check=True, env=environment)
        return int(done.stdout)

    assert left("asked") < 8_000_000
    assert left("asked") < left("not asked")
