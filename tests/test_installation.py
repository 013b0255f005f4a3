"""What an installation rests on: locks that pin everything, and a word for whatever a machine lacks."""

from __future__ import annotations

import configparser
import importlib.util
import re
import shutil
import subprocess
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


def test_the_script_begins_where_an_interrupt_is_seen_to() -> None:
    """`__main__` quiets Ctrl-C before anything heavy is imported; `cli` would import it first."""
    options = configparser.ConfigParser()
    options.read(ROOT / "setup.cfg", "utf-8")

    assert options["options.entry_points"]["console_scripts"].strip() == "materials-rules = materials_rules.__main__:main"


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


def test_a_place_where_no_environment_can_be_is_named(ready: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to("nowhere")
    (tmp_path / "folder").mkdir()

    for name in ("file", "link"):
        lines = list(ready.no_place(tmp_path / name))
        assert "不是文件夹" in lines[0] and "is no folder" in lines[1]
    assert [*ready.no_place(tmp_path / "folder"), *ready.no_place(tmp_path / "new")] == []
    assert ready.main(["venv", str(tmp_path / "file")]) == 2
    assert ready.main(["venv", str(tmp_path / "new")]) == 0


def test_a_place_that_may_not_be_written_to_is_named(
    ready: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ready.os, "access", lambda path, mode: False)  # the one who runs the tests may write anywhere

    assert "没有权限" in "".join(ready.no_place(tmp_path / "new"))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with an environment that is installed, whose Python only keeps what it was asked."""
    root = tmp_path / "a checkout"
    (root / ".venv" / "bin").mkdir(parents=True)
    shutil.copytree(ROOT / "requirements", root / "requirements")
    for name in ("Makefile", "setup.cfg", "pyproject.toml"):
        shutil.copy2(ROOT / name, root)
    python = root / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\necho "$@" >> asked\n')
    python.chmod(0o755)
    for stamp in (".made", ".runtime", ".test"):
        (root / ".venv" / stamp).touch()
    (root / ".venv" / ".folder").write_text(f"{root.resolve()}\n")
    return root


def made(root: Path, target: str) -> tuple[int, list[str], str]:
    """`make` in *root*: how it ended, what Python was asked, what was said."""
    ended = subprocess.run(["make", target], cwd=root, capture_output=True, timeout=60, check=False)
    asked = root / "asked"
    lines = asked.read_text("utf-8").splitlines() if asked.exists() else []
    asked.unlink(missing_ok=True)
    return ended.returncode, lines, (ended.stdout + ended.stderr).decode()


def test_what_is_installed_is_not_installed_again(checkout: Path) -> None:
    code, asked, _ = made(checkout, "demo")

    assert code == 0
    assert not any("pip" in line for line in asked)
    assert any(line.startswith("-m materials_rules check ") for line in asked)


@pytest.mark.parametrize("folder", ["/somewhere/else\n", None])
def test_a_checkout_that_was_moved_is_installed_again_and_once(folder: str | None, checkout: Path) -> None:
    record = checkout / ".venv" / ".folder"
    record.unlink()
    if folder:
        record.write_text(folder)

    code, asked, said = made(checkout, "demo")

    assert code == 0, said
    assert any(line.startswith("-m pip install") and line.endswith("--no-deps -e .") for line in asked)
    assert record.read_text() == f"{checkout.resolve()}\n"
    assert not any("pip" in line for line in made(checkout, "demo")[1])


def test_nothing_is_run_by_a_script_that_knows_its_folder(checkout: Path) -> None:
    text = (checkout / "Makefile").read_text("utf-8")

    assert re.findall(r"\$\(VENV\)/bin/(?!python\b)\S+", text) == []


def test_a_plain_file_where_the_environment_belongs_is_named(checkout: Path) -> None:
    shutil.rmtree(checkout / ".venv")
    (checkout / ".venv").write_text("x")

    code, _, said = made(checkout, "demo")

    assert code == 2
    assert ".venv 不是文件夹" in said
    assert "Errno" not in said


def test_the_words_reach_the_person(
    ready: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    log = tmp_path / "pip.log"
    log.write_text("No space left on device")

    assert ready.main(["failure", str(log)]) == 2
    assert "磁盘已满".encode() in capfdbinary.readouterr().err
