"""A batch may end at any moment, by a kill or by a disk that refuses: going on gives the same bytes as one run to the end."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from batching import HERE, RULES, made, packet, packets, request, run

from materials_rules.batch.checkpoint import Names
from materials_rules.batch.disk import Disk
from materials_rules.batch.manifest import Rules
from materials_rules.batch.run import Request, run_batch
from materials_rules.ground.errors import MaterialsRulesError, StorageFailed, WrongUsage

ROOT = Path(__file__).parent.parent
MEMORY = Path("/dev/shm")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: these tests sync thousands of times."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        yield Path(name)


def lines(number: int) -> bytes:
    """Lines of which some are rejected, some blank and some namesakes."""
    some = [packet(f"P-{index % (number - 5)}", size=index % 20) for index in range(number)]
    return b"\n".join(line if index % 9 else (b"{" if index % 2 else b"") for index, line in enumerate(some))


def whole(folder: Path, asked: Request) -> dict[str, bytes]:
    """What one run to the end leaves."""
    other = folder / "whole"
    other.mkdir()
    run(replace(asked, output=other / asked.output.name, rejects=other / asked.rejects.name))
    return made(other)


def killed_at(step: int, asked: Request) -> bool:
    """Runs *asked* in a copy of this process that kills itself before its step *step* on the disk; whether it did so."""
    child = os.fork()
    if not child:
        left = step

        def before(what: str, path: Path) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            run(asked, before)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.parametrize(("name", "replaces"), [("out.jsonl", True), ("out.jsonl.gz", False)])
def test_a_kill_before_any_step_on_the_disk_costs_nothing(folder: Path, name: str, replaces: bool) -> None:
    (folder / "in.jsonl").write_bytes(lines(60))
    asked = request(folder, output=folder / name, block=1000)
    expected = whole(folder, asked)
    asked = replace(asked, force=replaces)
    if replaces:
        old = lines(60).replace(b"P-7", b"P-8")
        (folder / "old.jsonl").write_bytes(old)
        run(request(folder, folder / "old.jsonl"))
    earlier = made(folder)
    step = 0
    while killed_at(step, asked):
        left = {path: data for path, data in made(folder).items() if not path.endswith((".lock", ".new"))}
        if left.get(f"{name}.manifest.json") == expected[f"{name}.manifest.json"]:  # the last of all
            assert {path: data for path, data in left.items() if path in expected} == expected
        if (folder / f"{name}.checkpoint").exists() or left == expected:
            if step % 3 == 0:
                assert killed_at(step // 2, replace(asked, resume=True)) or made(folder) == expected
            run(replace(asked, resume=True))
        else:  # it was not begun, and what was there before is whole
            assert left == earlier
            run(asked)
        assert made(folder) == expected, step
        for path in made(folder):
            (folder / path).unlink()
        for path, data in earlier.items():
            (folder / path).write_bytes(data)
        step += 1

    assert step > 60


def test_kills_at_random_moments_of_real_processes_cost_nothing(folder: Path) -> None:
    (folder / "in.jsonl").write_bytes(packets(150, "slow") + lines(60))
    asked = request(folder, block=400)
    expected = whole(folder, replace(asked, workers=0))
    rng = random.Random(4)
    script = (
        "import sys; from pathlib import Path; from batching import request, run;"
        "run(request(Path(sys.argv[1]), block=400, resume=True, workers=int(sys.argv[2])))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), HERE, os.environ.get("PYTHONPATH", "")])}
    kills = midway = 0
    while kills < 60:
        words = [sys.executable, "-c", script, str(folder), str(kills % 2)]
        process = subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while not (folder / "out.jsonl.lock").exists() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)  # it has begun
        time.sleep(rng.random() * 0.4)
        process.send_signal(signal.SIGKILL)
        if process.wait() == -signal.SIGKILL:
            kills += 1
            midway += (folder / "out.jsonl.checkpoint").exists()
            continue
        assert process.returncode == 0
        assert made(folder) == expected
        for path in made(folder):
            (folder / path).unlink()

    run(replace(asked, resume=True))
    assert made(folder) == expected
    assert midway >= 20


@pytest.mark.parametrize(("number", "tears"), [(errno.ENOSPC, True), (errno.EIO, False), (errno.EROFS, False)])
def test_a_disk_that_refuses_any_step_costs_nothing(folder: Path, number: int, tears: bool) -> None:
    (folder / "in.jsonl").write_bytes(lines(1000))
    asked = request(folder, block=12_000)
    expected = whole(folder, asked)
    step, steps = 0, set()
    while True:
        left = step

        def refuse(what: str, path: Path) -> None:
            nonlocal left
            left -= 1
            if left < 0 and what != "read":
                steps.add(what)
                if tears and what == "write":
                    with open(path, "ab") as file:
                        file.write(b'{"torn')  # a full disk takes the first half
                raise OSError(number, os.strerror(number))

        try:
            run(asked, refuse)
            break
        except StorageFailed as failed:
            assert failed.exit_code == 40
            assert errno.errorcode[number] in str(failed)
        before = {name: data for name, data in made(folder).items() if name == "out.jsonl.checkpoint"}
        ending = run(replace(asked, resume=True))
        assert ending.counts.lines == 1000
        assert made(folder) == expected, (step, before.keys())
        for path in made(folder):
            (folder / path).unlink()
        step += 1

    assert step > 60
    assert steps == {"open", "write", "sync", "cut", "rename", "remove"}
    assert made(folder) == expected


def stopped(asked: Request, after: int) -> None:
    """Runs *asked* until *after* lines are done, then asks it to stop."""
    seen = 0

    def show(progress: object) -> None:
        nonlocal seen
        seen = progress.counts.lines  # type: ignore[attr-defined]

    ending = run_batch(asked, None, lambda: seen >= after, show)
    assert ending.manifest is None
    assert after <= ending.counts.lines < after + 100


@pytest.mark.parametrize("workers", [0, 2])
def test_a_batch_that_is_asked_to_stop_goes_on_later(tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([HERE, os.environ.get("PYTHONPATH", "")]))
    (tmp_path / "in.jsonl").write_bytes(lines(300))
    asked = request(tmp_path, workers=workers, every=60)
    expected = whole(tmp_path, replace(asked, workers=0))
    stopped(asked, 50)
    assert {"out.jsonl.part", "out.jsonl.checkpoint"} <= set(made(tmp_path))
    assert "out.jsonl" not in made(tmp_path)
    stopped(replace(asked, resume=True), 150)
    ending = run(replace(asked, resume=True, workers=2 - workers))

    assert ending.counts.lines == 300
    assert made(tmp_path) == expected


OTHERS: dict[str, tuple[Callable[[Request], Request], str]] = {
    "tool": (lambda asked: replace(asked, program="program 2"), "the tool"),
    "ruleset": (lambda asked: replace(asked, rules=Rules("town", "sha256:new", RULES.calendar)), "the ruleset"),
    "calendar": (lambda asked: replace(asked, rules=Rules("town", RULES.ruleset, "sha256:new")), "the calendars"),
    "time limit": (lambda asked: replace(asked, time_limit=3.0), "--time-limit"),
    "rejects": (lambda asked: replace(asked, rejects=asked.rejects.with_name("other")), "--rejects"),
    "block": (lambda asked: replace(asked, block=301), "the size of a block"),
}


@pytest.mark.parametrize("what", OTHERS)
def test_going_on_with_something_else_is_refused_and_changes_nothing(tmp_path: Path, what: str) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(200))
    asked = request(tmp_path)
    stopped(asked, 50)
    before = made(tmp_path)
    change, said = OTHERS[what]
    with pytest.raises(WrongUsage, match="B-RESUME") as refused:
        run(replace(change(asked), resume=True))

    assert said in str(refused.value)
    assert refused.value.exit_code == 2
    assert made(tmp_path) == before


def changed(path: Path, data: bytes) -> None:
    """Writes *data* as if nobody had: the time of change stays."""
    about = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


@pytest.mark.parametrize("how", ["longer", "touched", "other bytes at the beginning"])
def test_going_on_with_another_input_is_refused(tmp_path: Path, how: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(lines(200))
    asked = request(tmp_path)
    stopped(asked, 50)
    before = made(tmp_path)
    match how:
        case "longer":
            changed(path, path.read_bytes() + b"{}\n")
        case "touched":
            os.utime(path, ns=(1, 1))
        case _:
            changed(path, path.read_bytes().replace(b'"P-1"', b'"P-7"', 1))
    with pytest.raises(WrongUsage, match="the input"):
        run(replace(asked, resume=True))

    assert made(tmp_path) == before


@pytest.mark.parametrize("how", ["changed", "cut", "changed and longer"])
def test_a_part_that_somebody_changed_is_refused(tmp_path: Path, how: str) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(200))
    asked = request(tmp_path)
    stopped(asked, 50)
    part = tmp_path / "out.jsonl.part"
    data = part.read_bytes()
    other = data.replace(b"P-1", b"P-2", 1)
    part.write_bytes({"changed": other, "cut": data[:-1], "changed and longer": other + data}[how])
    before = made(tmp_path)
    with pytest.raises(WrongUsage, match="what had been written"):
        run(replace(asked, resume=True))

    assert made(tmp_path) == before


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"schema":"batch-checkpoint/2"}'])
def test_a_checkpoint_that_is_none_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(20))
    (tmp_path / "out.jsonl.checkpoint").write_bytes(data)
    with pytest.raises(WrongUsage, match="the checkpoint itself"):
        run(request(tmp_path, resume=True))


def test_what_is_finished_stays_and_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(50))
    asked = request(tmp_path)
    first = run(asked)
    before = made(tmp_path)
    again = run(replace(asked, resume=True))

    assert again.was_finished
    assert (again.counts, made(tmp_path)) == (first.counts, before)
    for change, _ in OTHERS.values():
        other = change(asked)
        if other.program == asked.program and other.block == asked.block:
            with pytest.raises(WrongUsage, match="B-RESUME"):
                run(replace(other, resume=True, tool=asked.tool))
    changed(tmp_path / "in.jsonl", lines(50).replace(b'"P-1"', b'"P-7"', 1))
    with pytest.raises(WrongUsage, match="the input"):
        run(replace(asked, resume=True))
    assert made(tmp_path) == before


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.rejects.jsonl", "out.jsonl.duplicates.jsonl"])
def test_what_is_finished_and_was_changed_is_not_called_finished(tmp_path: Path, name: str) -> None:
    """Not a byte more or less: only its digest tells."""
    (tmp_path / "in.jsonl").write_bytes(lines(50))
    asked = request(tmp_path)
    run(asked)
    content = (tmp_path / name).read_bytes()
    changed(tmp_path / name, content[:8] + bytes([content[8] ^ 1]) + content[9:])
    before = made(tmp_path)
    with pytest.raises(WrongUsage, match="a file that had been written"):
        run(replace(asked, resume=True))
    assert made(tmp_path) == before


def test_a_file_that_was_changed_before_it_got_its_name_does_not_get_it(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(50))
    asked = request(tmp_path)

    def refuse(step: str, path: Path) -> None:
        if step == "rename" and path.name == "out.jsonl.part":
            raise OSError(errno.EIO, "")

    with pytest.raises(StorageFailed):
        run(asked, refuse)
    part = tmp_path / "out.jsonl.part"
    whole_part = part.read_bytes()
    part.write_bytes(whole_part.replace(b"1", b"2", 1))
    with pytest.raises(WrongUsage, match="B-RESUME"):
        run(replace(asked, resume=True))
    assert not (tmp_path / "out.jsonl").exists()

    part.write_bytes(whole_part)
    assert run(replace(asked, resume=True)).manifest is not None
    assert (tmp_path / "out.jsonl").read_bytes() == whole_part


def test_nothing_is_overwritten_unless_asked_for(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(50))
    asked = request(tmp_path)
    for path in Names(asked.output, asked.rejects).made:
        path.write_bytes(b"mine")
        with pytest.raises(WrongUsage, match="B-EXISTS"):
            run(asked)
        with pytest.raises(MaterialsRulesError):
            run(replace(asked, resume=True))
        assert made(tmp_path) == {path.name: b"mine"}
        path.unlink()
    expected = whole(tmp_path, asked)
    for path in Names(asked.output, asked.rejects).made:
        path.write_bytes(b"mine")
    stopped(replace(asked, force=True), 20)
    assert (tmp_path / "out.jsonl").read_bytes() == b"mine"
    run(replace(asked, resume=True))
    assert made(tmp_path) == expected


@pytest.mark.parametrize("name", ["P-1", "Q-1"])
def test_an_output_is_replaced_by_one_of_the_same_length(tmp_path: Path, name: str) -> None:
    (tmp_path / "in.jsonl").write_bytes(packet("P-1") + b"\n")
    asked = request(tmp_path)
    run(asked)
    (tmp_path / "in.jsonl").write_bytes(packet(name) + b"\n")
    expected = whole(tmp_path, asked)
    run(replace(asked, force=True))

    assert made(tmp_path) == expected
    assert name.encode() in made(tmp_path)["out.jsonl"]


def test_what_an_earlier_batch_left_does_not_stand_beside_another(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(packet("P-1") + b"\n" + packet("P-1") + b"\n")
    asked = request(tmp_path)
    run(asked)
    assert "out.jsonl.duplicates.jsonl" in made(tmp_path)
    (tmp_path / "in.jsonl").write_bytes(packet("P-1") + b"\n")
    run(replace(asked, force=True))

    assert "out.jsonl.duplicates.jsonl" not in made(tmp_path)


def test_an_unfinished_batch_is_not_begun_anew_by_mistake(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(200))
    asked = request(tmp_path)
    stopped(asked, 50)
    before = made(tmp_path)
    with pytest.raises(WrongUsage, match="B-UNFINISHED"):
        run(asked)
    assert made(tmp_path) == before
    run(replace(asked, force=True))
    assert "out.jsonl" in made(tmp_path)


def test_what_somebody_made_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(100))
    asked = request(tmp_path)
    stopped(asked, 50)
    (tmp_path / "out.jsonl").write_bytes(b"mine")
    with pytest.raises(WrongUsage, match="B-EXISTS"):
        run(replace(asked, resume=True))
    assert (tmp_path / "out.jsonl").read_bytes() == b"mine"
    (tmp_path / "out.jsonl").unlink()
    assert run(replace(asked, resume=True)).counts.lines == 100


def test_an_input_that_changes_while_it_is_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(lines(2000))

    def touch(what: str, _: Path) -> None:
        if what == "sync":
            os.utime(path, ns=(1, path.stat().st_mtime_ns + 1))

    with pytest.raises(StorageFailed, match="B-CHANGED"):
        run_batch(request(tmp_path), Disk(touch))
    assert "out.jsonl" not in made(tmp_path)
