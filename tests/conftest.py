"""What every test may ask for: the command line run inside this process, the engine, and settled hypothesis runs.

The program is imported inside the fixtures alone: what is imported with this file is imported before its lines are counted.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from calling import Ended, Run
from hypothesis import settings

if TYPE_CHECKING:
    from materials_rules.plan.engine import Engine

# what these modules hold against the program is shown in full when it fails, as in a test
pytest.register_assert_rewrite("form_checking", "papers", "refusing")

settings.register_profile("settled", derandomize=True, deadline=None)  # the same examples on every machine
settings.load_profile("settled")


@pytest.fixture(scope="session", autouse=True)
def cache_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder for this run and the processes it starts: what earlier runs compiled must not hide a broken compiler."""
    folder = tmp_path_factory.getbasetemp() / "cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MATERIALS_RULES_CACHE", str(folder))
        yield folder


CAPABILITIES_V3 = 0x20080522
MAY_READ_AND_WRITE_EVERYTHING = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


@pytest.fixture
def as_anybody() -> Iterator[None]:
    """The permissions of files count, also for root, who puts aside the powers that go round them (Linux)."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_V3, 0)
    powers = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; twice 32 bits
    if libc.capget(header, powers):
        pytest.skip("the powers of root cannot be put aside here")
    before = powers[0]
    powers[0] = before & ~MAY_READ_AND_WRITE_EVERYTHING
    if libc.capset(header, powers):
        pytest.skip("the powers of root cannot be put aside here")
    try:
        yield
    finally:
        powers[0] = before
        libc.capset(header, powers)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """An engine that serves all tests of a file."""
    from materials_rules.plan.engine import Engine

    with Engine() as engine:
        yield engine


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("check", "packet.json")`: the command line, without leaving this process."""
    from materials_rules.cli import main

    monkeypatch.delenv("MATERIALS_RULES", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words: str) -> Ended:
        code = main(words)
        said = capsys.readouterr()
        return Ended(int(code), said.out, said.err)

    return run


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """Stands for the engine: a packet's bytes are the outcome, and what was asked is kept."""
    import materials_rules
    import materials_rules.render
    from materials_rules.ground.diagnostic import Diagnostic, Place
    from materials_rules.ground.errors import NotAPacket

    seen: list[dict[str, Any]] = []

    def load(place: Path) -> Any:
        return nullcontext(SimpleNamespace(place=place, names=lambda item: {}))

    def check(library: Any, packet: bytes, path: str, as_of: Any, previous: bytes | None, previous_path: str = "") -> SimpleNamespace:
        seen.append({"place": library.place, "packet": packet, "path": path, "as_of": as_of, "previous": previous})
        word = packet.decode().strip()
        if word == "bad":
            raise NotAPacket([Diagnostic("X-MISSING", Place(path))])
        items = (SimpleNamespace(id="item"),)
        return SimpleNamespace(outcome=word, received_on="2026-03-02", matter=SimpleNamespace(items=items))

    def render(notice: Any, format: str, names: Any) -> bytes:
        return f"{format}: {notice.outcome} 告知书\n".encode()

    monkeypatch.setattr(materials_rules, "load", load, raising=False)
    monkeypatch.setattr(materials_rules, "check", check, raising=False)
    monkeypatch.setattr(materials_rules.render, "render", render)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rulesets" / "hengyang").mkdir(parents=True)
    for word in ("accept", "supplement", "undetermined", "not_required", "bad"):
        (tmp_path / f"{word}.json").write_text(word)
    return seen
