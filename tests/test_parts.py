"""What a killed process left beside the file it was writing: the next write to that folder removes it, and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from calling import ROOT, Run

from materials_rules.commands import _parts
from materials_rules.commands._delivery import create, deliver
from materials_rules.commands._folder import replace_rules
from materials_rules.ground.errors import WrongUsage

HOUR = 3600


@pytest.fixture(autouse=True)
def looks_anew() -> None:
    """Each test is a process that has looked into no folder yet."""
    _parts._left_in.cache_clear()


def stopping_at(call: str, *, when: str, then: str) -> str:
    """A script that runs *then* and waits for ever, saying so, when it comes to the system call *call* and *when* holds."""
    return f"""
import os, sys, time
from pathlib import Path
real = os.{call}
def stop(*args, **more):
    if {when}:
        print("here", flush=True)
        time.sleep(600)
    return real(*args, **more)
os.{call} = stop
from materials_rules.commands import _folder
from materials_rules.commands._delivery import deliver
from materials_rules.commands._folder import replace_rules
{then}
"""


@contextmanager
def stopped(script: str) -> Iterator[subprocess.Popen[str]]:
    """A process that runs *script* as far as it stops."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen([sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    try:
        assert running.stdout.readline() == "here\n"
        yield running
    finally:
        running.kill()
        running.wait()
        running.stdout.close()


def kill(running: subprocess.Popen[str]) -> None:
    running.send_signal(signal.SIGKILL)
    running.wait()


def parts(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name.startswith(".materials-rules-"))


def age(path: Path, seconds: float) -> None:
    now = path.stat().st_mtime
    os.utime(path, (now - seconds, now - seconds))


def writing(file: Path) -> str:
    """A process that stops in the middle of writing *file*."""
    return stopping_at("fsync", when="True", then=f"deliver('x' * 100_000, {str(file)!r})")


def test_what_a_killed_process_left_goes_with_the_next_write(tmp_path: Path) -> None:
    with stopped(writing(tmp_path / "notice.txt")) as running:
        kill(running)
    (part,) = parts(tmp_path)
    assert part.stat().st_size == 100_000
    age(part, HOUR)

    deliver("whole", str(tmp_path / "other.txt"))

    assert sorted(path.name for path in tmp_path.iterdir()) == ["other.txt"]


def test_what_a_living_process_writes_stays_however_long_it_takes(tmp_path: Path) -> None:
    with stopped(writing(tmp_path / "notice.txt")):
        (part,) = parts(tmp_path)
        age(part, 24 * HOUR)

        deliver("whole", str(tmp_path / "other.txt"))

        assert parts(tmp_path) == [part]


def test_what_was_left_just_now_stays_for_a_while(tmp_path: Path) -> None:
    """Between making a part and locking it there is a moment in which a living process does not hold it."""
    with stopped(writing(tmp_path / "notice.txt")) as running:
        kill(running)
    left = parts(tmp_path)
    age(left[0], _parts.SETTLED / 2)

    deliver("whole", str(tmp_path / "other.txt"))

    assert parts(tmp_path) == left


def test_a_new_file_tidies_too_and_a_refused_one_does_not(tmp_path: Path) -> None:
    with stopped(writing(tmp_path / "notice.txt")) as running:
        kill(running)
    left = parts(tmp_path)
    age(left[0], HOUR)
    (tmp_path / "there.txt").write_text("a person's")

    with pytest.raises(WrongUsage):
        create("whole", tmp_path / "there.txt")
    assert parts(tmp_path) == left

    create("whole", tmp_path / "new.txt")
    assert parts(tmp_path) == []


def test_only_what_bears_our_name_goes(tmp_path: Path) -> None:
    theirs = [".materials-rules-notes.part", ".materials-rules-0123456789abcdef.txt", "materials-rules-0123456789abcdef.part", "a.part"]
    link = tmp_path / ".materials-rules-0123456789abcdef.part"
    link.symlink_to(tmp_path / "a.part")
    for name in theirs:
        (tmp_path / name).write_text("a person's")
        age(tmp_path / name, HOUR)
    os.utime(link, (0, 0), follow_symlinks=False)

    deliver("whole", str(tmp_path / "new.txt"))

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*theirs, link.name, "new.txt"])


def test_where_a_disk_knows_no_locks_nothing_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with stopped(writing(tmp_path / "notice.txt")) as running:
        kill(running)
    left = parts(tmp_path)
    age(left[0], HOUR)

    def none(*_: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(_parts.fcntl, "flock", none)
    deliver("whole", str(tmp_path / "new.txt"))

    assert parts(tmp_path) == left
    assert (tmp_path / "new.txt").read_text() == "whole"


# a whole folder


def replacing(place: Path, *, when: str) -> str:
    """A process that replaces the rules in *place* and stops before a rename."""
    without_exchange = "_folder.exchange = lambda one, other: False"
    return stopping_at("rename", when=when, then=f"{without_exchange}; replace_rules(Path({str(place)!r}), {{'ruleset.yaml': 'new'}})")


def test_the_part_of_a_folder_goes_too(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    (place / "ruleset.yaml").write_text("old")
    with stopped(replacing(place, when="True")) as running:
        kill(running)
    (part,) = parts(tmp_path)
    age(part, HOUR)

    replace_rules(place, {"ruleset.yaml": "newer"})

    assert parts(tmp_path) == []
    assert (place / "ruleset.yaml").read_text() == "newer"


def test_rules_that_were_moved_away_and_not_replaced_are_put_back_with_the_cases_beside_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    (place / "ruleset.yaml").write_text("old")
    (place / "cases.yaml").write_text("a person's cases")
    with stopped(replacing(place, when="str(args[0]).endswith('.part')")) as running:
        kill(running)
    assert not place.exists()
    for path in parts(tmp_path):
        age(path, HOUR)

    deliver("whole", str(tmp_path / "other.txt"))  # a write to the folder above takes away nothing that is the last of its sort
    assert [path.suffix for path in parts(tmp_path) if path.suffix == ".old"] == [".old"]

    _parts._left_in.cache_clear()
    capsys.readouterr()
    replace_rules(place, {"ruleset.yaml": "newer"})

    assert "S-PUT-BACK" in capsys.readouterr().err
    assert (place / "ruleset.yaml").read_text() == "newer"
    assert (place / "cases.yaml").read_text() == "a person's cases"
    assert parts(tmp_path) == []


@pytest.mark.parametrize("command", [["lint"], ["fmt"], ["test"], ["prove"], ["sheet", "export", "-o", "out.xlsx"]])
def test_whoever_reads_rules_that_were_moved_away_is_told_where_they_are(tmp_path: Path, command: list[str], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "place"
    place.mkdir()
    (place / "ruleset.yaml").write_text("old")
    with stopped(replacing(place, when="str(args[0]).endswith('.part')")) as running:
        kill(running)
    (left,) = (path for path in parts(tmp_path) if path.suffix == ".old")
    monkeypatch.chdir(tmp_path)

    ended = run(*command, str(place))

    assert ended.code == 2
    assert "X-MOVED-AWAY" in ended.err and str(left) in ended.err and "X-MISSING" not in ended.err
    assert left.is_dir() and not place.exists(), "whoever only reads changes nothing"


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_process_killed_at_any_point_leaves_rules_in_their_place(tmp_path: Path, moment: str) -> None:
    """Where the system lets two folders change places there is no moment without rules: the old ones are there, or the new."""
    place, spare = tmp_path / "place", tmp_path / "spare"
    place.mkdir()
    spare.mkdir()
    (place / "ruleset.yaml").write_text("old")
    if not _parts.exchange(place, spare):
        pytest.skip("this system or this disk knows no exchange")
    assert _parts.exchange(place, spare)
    stop = "print('here', flush=True), time.sleep(600)"
    order = f"({stop}, real(one, other))" if moment == "before" else f"(real(one, other), {stop})"
    script = f"""
import time
from pathlib import Path
from materials_rules.commands import _folder
real = _folder.exchange
_folder.exchange = lambda one, other: {order}
_folder.replace_rules(Path({str(place)!r}), {{'ruleset.yaml': 'new'}})
"""
    with stopped(script) as running:
        kill(running)

    assert (place / "ruleset.yaml").read_text() == ("old" if moment == "before" else "new")
    for path in parts(tmp_path):
        age(path, HOUR)
    replace_rules(place, {"ruleset.yaml": "newer"})
    assert (place / "ruleset.yaml").read_text() == "newer" and parts(tmp_path) == []


def test_an_exchange_that_fails_says_why(tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    (tmp_path / "other").mkdir()
    if not _parts.exchange(tmp_path / "place", tmp_path / "other"):
        pytest.skip("this system or this disk knows no exchange")

    with pytest.raises(FileNotFoundError):
        _parts.exchange(tmp_path / "place", tmp_path / "nothing")


def test_without_an_exchange_folders_are_replaced_by_two_renames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_parts, "_renameat2", lambda: None)
    place = tmp_path / "place"
    place.mkdir()
    (place / "ruleset.yaml").write_text("old")

    replace_rules(place, {"ruleset.yaml": "new"})

    assert (place / "ruleset.yaml").read_text() == "new" and parts(tmp_path) == []


def test_rules_that_another_process_is_moving_are_left_to_it(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    (place / "ruleset.yaml").write_text("old")
    with stopped(replacing(place, when="str(args[0]).endswith('.part')")):
        left = parts(tmp_path)
        for path in left:
            age(path, HOUR)

        _parts.restore(place)
        deliver("whole", str(tmp_path / "other.txt"))

        assert parts(tmp_path) == left
        assert not place.exists()
