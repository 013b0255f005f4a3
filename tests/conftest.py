"""What every test may ask for: the command line run inside this process, and settled hypothesis runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import settings

settings.register_profile("settled", derandomize=True, deadline=None)  # the same examples on every machine
settings.load_profile("settled")


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
