"""What one start leaves for the next: believed only when it is whole, ours, of this program and of this name."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import materials_rules
from materials_rules import check, kept, load
from materials_rules.kept import Cache
from materials_rules.notice.model import Notice, encode

ROOT = Path(__file__).parent.parent
BASE = ROOT / "tests" / "rulesets" / "base"
ITEM = Path("items", "sign", "2020-01-01.yaml")
PACKET = b'{"packet":"P","item":"sign","received_on":"2026-03-02","facts":{"area":5}}'


def copied(folder: Path) -> Path:
    """A small ruleset in *folder*; the place of it."""
    shutil.copytree(BASE, folder)
    shutil.copytree(ROOT / "rulesets" / "calendars", folder / "calendars")
    return folder / "town"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A ruleset that a test may change."""
    return copied(tmp_path / "rulesets")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another ruleset, by which the same packet has another answer."""
    folder = copied(tmp_path / "other")
    path = folder / ITEM
    text = path.read_text("utf-8")
    assert "area < 1\n" in text
    path.write_text(text.replace("area < 1\n", "area < 10\n"), "utf-8")
    return folder


def judged(place: Path, cache: Path | str) -> Notice:
    with load(place, cache=cache) as library:
        return check(library, PACKET, "packet.json")


def files(cache: Path) -> tuple[Path, Path]:
    """The record of the ruleset and the one plan in *cache*."""
    record, plan = sorted(cache.iterdir(), key=lambda path: not path.name.startswith("ruleset-"))
    return record, plan


# ---------------------------------------------------------------- of this name


def test_a_plan_under_the_name_of_another_is_not_used(place: Path, other: Path, tmp_path: Path) -> None:
    mine, theirs = judged(place, tmp_path / "a"), judged(other, tmp_path / "b")
    assert mine.outcome != theirs.outcome
    shutil.copy(files(tmp_path / "a")[1], files(tmp_path / "b")[1])

    assert encode(judged(other, tmp_path / "b")) == encode(theirs)


def test_a_record_with_another_digest_is_not_used(place: Path, tmp_path: Path) -> None:
    """Or the notice would name a ruleset that nobody has."""
    before = judged(place, tmp_path / "c")
    record, _ = files(tmp_path / "c")
    digest = before.made_by.ruleset.digest
    changed = digest[:-1] + ("0" if digest[-1] != "0" else "1")
    record.write_bytes(record.read_bytes().replace(digest.encode(), changed.encode()))

    assert judged(place, tmp_path / "c").made_by.ruleset.digest == digest


def test_a_record_of_another_ruleset_does_not_bring_its_plan(place: Path, other: Path, tmp_path: Path) -> None:
    mine, theirs = judged(place, tmp_path / "a"), judged(other, tmp_path / "b")
    record, _ = files(tmp_path / "b")
    swapped = theirs.made_by.ruleset.digest.encode(), mine.made_by.ruleset.digest.encode()
    record.write_bytes(record.read_bytes().replace(*swapped))
    shutil.copy(files(tmp_path / "a")[1], tmp_path / "b")

    assert encode(judged(other, tmp_path / "b")) == encode(theirs)


def test_names_do_not_run_into_one_another(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c")
    names = [("plan", "a", "b"), ("plan", "a"), ("plan", "ab"), ("plan", "", "ab"), ("record", "a", "b")]
    for name in names:
        cache.write(repr(name).encode(), *name)

    assert [cache.read(*name) for name in names] == [repr(name).encode() for name in names]
    assert cache.read("plan", "b", "a") is None


# ---------------------------------------------------------------- of this program

SCRIPT = """
import sys
from materials_rules import check, load
from materials_rules.notice.model import encode
sys.stdout.buffer.write(encode(check(load(sys.argv[1], cache=sys.argv[2]), sys.argv[3].encode(), "p")))
"""


def by_a_copy(home: Path, place: Path, cache: Path | str) -> bytes:
    """The notice that the copy of the package in *home* writes."""
    words = [sys.executable, "-c", SCRIPT, str(place), str(cache), PACKET.decode()]
    env = {"PYTHONPATH": str(home), "PATH": os.environ["PATH"]}
    return subprocess.run(words, env=env, cwd=home, capture_output=True, check=True).stdout


def test_what_an_earlier_state_of_the_sources_found_is_not_used(place: Path, tmp_path: Path) -> None:
    """The version stays the same between two releases, and `git pull` must not leave the verdicts of the old rules."""
    home, cache = tmp_path / "home", tmp_path / "c"
    shutil.copytree(ROOT / "materials_rules", home / "materials_rules", ignore=shutil.ignore_patterns("__pycache__"))
    before = by_a_copy(home, place, cache)
    table = home / "materials_rules" / "plan" / "table.py"
    old = "None if claims & barred else claims & mine"
    assert old in table.read_text("utf-8")
    table.write_text(table.read_text("utf-8").replace(old, "frozenset()"), "utf-8")

    after = by_a_copy(home, place, cache)

    assert after == by_a_copy(home, place, "") != before


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A small program."""
    folder = tmp_path / "program"
    (folder / "part").mkdir(parents=True)
    (folder / "one.py").write_bytes(b"x = 1\n")
    (folder / "part" / "two.py").write_bytes(b"y = 1\n")
    return folder


@pytest.mark.parametrize("suffix", [".py", ".so", ".pyc"])
def test_a_program_is_its_files_whatever_their_size_and_time(program: Path, suffix: str) -> None:
    path = program / "part" / f"two{suffix}"
    path.write_bytes(b"y = 1\n")
    about = path.stat()
    before = kept.program(program)
    path.write_bytes(b"y = 2\n")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))

    assert before is not None
    assert kept.program(program) not in (None, before)


def test_a_program_is_also_where_its_files_are(program: Path) -> None:
    before = kept.program(program)
    (program / "part" / "two.py").rename(program / "two.py")
    moved = kept.program(program)
    (program / "two.py").unlink()

    assert len({before, moved, kept.program(program), None}) == 4


def test_what_is_no_part_of_a_program_does_not_count(program: Path) -> None:
    before = kept.program(program)
    (program / "__pycache__").mkdir()
    (program / "__pycache__" / "one.cpython-311.pyc").write_bytes(b"x")
    (program / "notes.txt").write_bytes(b"x")

    assert kept.program(program) == before


def test_a_program_whose_files_cannot_be_read_keeps_nothing(program: Path, tmp_path: Path) -> None:
    """One in a zip archive, such as a zipapp, has no folder of sources; the version alone would not tell two apart."""
    (program / "loop.py").symlink_to("loop.py")
    assert kept.program(program) is None
    assert kept.program(tmp_path / "app.zip" / "materials_rules") is None
    (tmp_path / "empty").mkdir()
    assert kept.program(tmp_path / "empty") is None

    cache = Cache(tmp_path / "c", program=None)
    cache.write(b"x", "plan", "a")
    assert cache.read("plan", "a") is None
    assert not (tmp_path / "c").exists()


def test_this_program_is_what_the_package_holds() -> None:
    folder = Path(str(materials_rules.__file__)).parent
    assert kept.this_program() == kept.program(folder)


def test_what_another_program_kept_is_nothing_and_stays(tmp_path: Path) -> None:
    one, another = Cache(tmp_path / "c", program="1"), Cache(tmp_path / "c", program="2")
    one.write(b"one", "plan", "a")
    assert another.read("plan", "a") is None
    another.write(b"another", "plan", "a")

    assert (one.read("plan", "a"), another.read("plan", "a")) == (b"one", b"another")
    one.file("plan", "a").write_bytes(another.file("plan", "a").read_bytes())
    assert one.read("plan", "a") is None


# ---------------------------------------------------------------- whole


def test_bytes_come_back_as_they_went(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c")
    for data in (b"", b"\n", b"a\nb\n", bytes(range(256)) * 9):
        cache.write(data, "plan", "a")
        assert cache.read("plan", "a") == data


def test_damaged_bytes_are_nothing(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c")
    cache.write(b'{"a":1}', "plan", "a")
    path = cache.file("plan", "a")
    whole = path.read_bytes()
    for at in range(len(whole)):
        for damaged in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], whole[:at] + whole[at + 1 :]):
            path.write_bytes(damaged)
            assert cache.read("plan", "a") is None
    path.write_bytes(whole + b"\n")
    assert cache.read("plan", "a") is None


def test_the_head_tells_what_it_is_about_and_by_whom(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c", program="0.1.0 x")
    cache.write(b"{}", "plan", "sha256:00", "permit", "2020-01-01")

    head, body = cache.file("plan", "sha256:00", "permit", "2020-01-01").read_bytes().split(b"\n")
    about = json.loads(head)
    assert body == b"{}"
    assert set(about) == {"program", "name", "sha256"}
    assert (about["program"], about["name"]) == ("0.1.0 x", ["plan", "sha256:00", "permit", "2020-01-01"])


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("sort", ["pipe", "endless", "folder", "link", "large"])
def test_an_entry_that_is_no_plain_file_is_nothing_and_holds_nobody_up(
    place: Path, tmp_path: Path, which: int, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "c"
    expected = encode(judged(place, cache))
    path = files(cache)[which]
    if sort == "large":
        monkeypatch.setattr(kept, "LARGEST", 100)
    else:
        path.rename(tmp_path / "good")
    match sort:
        case "pipe":
            os.mkfifo(path)
        case "endless":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "link":
            path.symlink_to(tmp_path / "good")

    read: list[bytes | None] = []
    reading = Cache.read
    monkeypatch.setattr(Cache, "read", lambda self, *name: read.append(reading(self, *name)) or read[-1])
    assert encode(judged(place, cache)) == expected
    assert read[which] is None


# ---------------------------------------------------------------- ours


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o720, 0o777, 0o1777])
def test_a_folder_that_others_may_write_in_is_not_used(tmp_path: Path, mode: int) -> None:
    cache = tmp_path / "c"
    ours = Cache(cache)
    ours.write(b"x", "plan", "a")
    cache.chmod(mode)

    assert ours.read("plan", "a") is None
    ours.write(b"x", "plan", "b")
    assert len(list(cache.iterdir())) == 1
    cache.chmod(0o755)
    assert ours.read("plan", "a") == b"x"


def test_a_folder_of_somebody_else_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = Cache(tmp_path / "c")
    ours.write(b"x", "plan", "a")
    monkeypatch.setattr(os, "geteuid", lambda: 12345)

    assert ours.read("plan", "a") is None
    ours.write(b"x", "plan", "b")
    assert len(list((tmp_path / "c").iterdir())) == 1


def test_what_is_written_is_for_nobody_else(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        Cache(tmp_path / "c").write(b"x", "plan", "a")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "c").stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "c").iterdir()] == [0o600]


def test_a_cache_without_a_folder_keeps_nothing() -> None:
    cache = Cache(None)
    cache.write(b"1", "x")

    assert cache.read("x") is None


def test_a_cache_that_cannot_be_written_is_no_fault(place: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    assert judged(place, tmp_path / "file" / "below").packet
