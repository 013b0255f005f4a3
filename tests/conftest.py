"""What every test may ask for: the command line run inside this process, and settled hypothesis runs."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

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


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code, its data, its words for people."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ended]:
    """`run("check", "packet.json")`: the command line, without leaving this process."""
    from materials_rules.cli import main

    monkeypatch.delenv("MATERIALS_RULES", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words: str) -> Ended:
        code = main(words)
        said = capsys.readouterr()
        return Ended(int(code), said.out, said.err)

    return run
