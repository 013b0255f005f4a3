"""Where what one start leaves for the next lies, how much room it takes, and what is swept away."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_kept import PACKET, ROOT, copied, judged

from materials_rules import check, kept, load
from materials_rules.kept import Cache, cache_folder

# ---------------------------------------------------------------- room


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A ruleset that a test may change."""
    return copied(tmp_path / "rulesets")


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may grow beyond ten bytes: what a full disk is to a process."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_not_made_fuller(place: Path, tmp_path: Path, full_disk: None) -> None:
    (tmp_path / "c").mkdir(mode=0o700)

    assert judged(place, tmp_path / "c").packet
    assert list((tmp_path / "c").iterdir()) == []


def aged(path: Path, seconds: float) -> Path:
    """*path*, made if need be, as old as that."""
    path.touch()
    now = path.stat().st_mtime
    os.utime(path, (now - seconds, now - seconds))
    return path


def test_what_a_killed_process_left_is_swept_and_a_running_one_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    folder.mkdir(mode=0o700)
    old, young = aged(folder / ".part-abc_1234", 7200), aged(folder / ".part-zzzzzzzz", 60)
    foreign = [aged(folder / name, 1e6) for name in ("thesis.odt", ".part-time", ".part-abcdefgh.txt", "ruleset-old")]

    Cache(folder).write(b"x", "plan", "a")

    assert not old.exists()
    assert young.exists()
    assert all(path.exists() for path in foreign)


def test_the_sweep_also_follows_a_write_that_failed(tmp_path: Path, full_disk: None) -> None:
    folder = tmp_path / "c"
    folder.mkdir(mode=0o700)
    old = aged(folder / ".part-abcd1234", 7200)

    Cache(folder).write(b"x" * 100, "plan", "a")

    assert not old.exists()
    assert list(folder.iterdir()) == []


def test_of_too_many_the_oldest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    cache = Cache(tmp_path / "c")
    for number in range(5):
        cache.write(b"x", "plan", str(number))
        aged(cache.file("plan", str(number)), 100 - number)
    before_names_were_sealed = aged(tmp_path / "c" / ("0" * 64), 1e6)
    foreign = aged(tmp_path / "c" / "thesis.odt", 1e6)
    cache.write(b"x", "plan", "last")

    there = [name for name in ("0", "1", "2", "3", "4", "last") if cache.read("plan", name)]
    assert there == ["3", "4", "last"]
    assert not before_names_were_sealed.exists()
    assert foreign.exists()


def test_of_too_much_the_oldest_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path / "c")
    cache.write(b"x" * 1000, "plan", "a")
    aged(cache.file("plan", "a"), 100)
    monkeypatch.setattr(kept, "MOST_BYTES", 1500)
    cache.write(b"x" * 1000, "plan", "b")

    assert cache.read("plan", "a") is None
    assert cache.read("plan", "b")


# ---------------------------------------------------------------- where


def test_the_cache_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MATERIALS_RULES_CACHE", str(tmp_path / "own"))
    assert cache_folder() == tmp_path / "own"

    monkeypatch.delenv("MATERIALS_RULES_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "materials-rules"

    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")  # XDG Base Directory: "should consider the path invalid and ignore it"
    assert cache_folder() == tmp_path / ".cache" / "materials-rules"

    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == tmp_path / ".cache" / "materials-rules"


@pytest.mark.parametrize("home", [None, "relative", "~"])
def test_nobody_without_a_home_keeps_anything(
    monkeypatch: pytest.MonkeyPatch, place: Path, tmp_path: Path, home: str | None
) -> None:
    for name in ("MATERIALS_RULES_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    if home is not None:
        monkeypatch.setenv("HOME", home)
    import pwd

    def nobody(_: int) -> None:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    monkeypatch.chdir(tmp_path)

    assert cache_folder() is None
    with load(place) as library:
        assert check(library, PACKET, "packet.json").packet
    assert [path.name for path in tmp_path.iterdir()] == ["rulesets"]


def test_tests_do_not_use_the_cache_of_whoever_runs_them(cache_of_this_run: Path, tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", "from materials_rules.kept import cache_folder; print(cache_folder())"],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=tmp_path, capture_output=True, check=True, text=True,
    )  # fmt: skip

    assert cache_folder() == cache_of_this_run == Path(said.stdout.strip())
    assert cache_of_this_run.parent in tmp_path.parents
