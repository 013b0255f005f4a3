"""What an installation rests on: locks that pin everything, and a word for whatever a machine lacks."""

from __future__ import annotations

import configparser
import importlib.util
import re
import sysconfig
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("build.txt", "runtime.txt", "test.txt")


@pytest.fixture
def ready() -> ModuleType:
    """The script that says what a machine lacks; it stands outside the package."""
    spec = importlib.util.spec_from_file_location("ready", ROOT / "requirements" / "ready.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pins(lock: str) -> set[str]:
    """The packages that *lock* pins, as `name==version`."""
    return set(re.findall(r"^([a-z0-9-]+==\S+)", (ROOT / "requirements" / lock).read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_everything_by_hash_and_names_no_index(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]

    assert lines
    assert [line[:60] for line in lines if not re.match(r"[a-z0-9-]+==\S+  +--hash=sha256:[0-9a-f]{64}", line)] == []
    assert "://" not in text


def test_what_runs_is_pinned_the_same_for_tests() -> None:
    assert pins("runtime.txt") <= pins("test.txt")


def test_every_dependency_is_pinned_within_its_bounds() -> None:
    from packaging.requirements import Requirement

    options = configparser.ConfigParser()
    options.read(ROOT / "setup.cfg", "utf-8")
    pinned = dict(pin.split("==") for pin in pins("runtime.txt"))

    for line in options["options"]["install_requires"].strip().splitlines():
        wanted = Requirement(line)
        assert pinned[wanted.name] in wanted.specifier, line


def test_every_dependency_has_its_reason() -> None:
    options = configparser.ConfigParser()
    options.read(ROOT / "setup.cfg", "utf-8")
    reasons = (ROOT / "docs" / "decisions" / "0004-dependencies.md").read_text("utf-8")

    for line in options["options"]["install_requires"].strip().splitlines():
        name, bounds = re.fullmatch(r"([a-z-]+)(.*)", line).groups()  # type: ignore[union-attr]
        assert f"| {name} | {bounds} |" in reasons


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ("WARNING: Retrying ... NewConnectionError('...: Temporary failure in name resolution')", "没有网络"),
        ("ERROR: Could not find a version that satisfies the requirement click==8", "没有网络"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "摘要不符"),
        ("OSError: [Errno 28] No space left on device", "磁盘已满"),
    ],
)
def test_a_failure_is_named(log: str, said: str, ready: ModuleType) -> None:
    lines = list(ready.failure(log))

    assert said in "".join(lines)
    assert any(re.search("[a-z]{3}", line) for line in lines)


def test_a_missing_compiler_is_named(ready: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "no-such-compiler -pthread")

    assert "缺少 C 编译器（no-such-compiler）" in "".join(ready.failure("error: command failed"))


def test_missing_headers_are_named(ready: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(tmp_path))

    assert "Python.h" in "".join(ready.failure("error: command failed"))


def test_a_missing_venv_is_named(ready: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    assert "venv" in "".join(ready.no_venv())


def test_the_words_reach_the_person(
    ready: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    log = tmp_path / "pip.log"
    log.write_text("No space left on device")

    assert ready.main(["failure", str(log)]) == 2
    assert "磁盘已满".encode() in capfdbinary.readouterr().err
