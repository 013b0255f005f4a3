"""Progress is shown on a terminal and nowhere else: how far, how quick, how much longer."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from unicodedata import east_asian_width

import pytest

from materials_rules.batch.counts import Counts
from materials_rules.batch.progress import Bar, said
from materials_rules.batch.run import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ((1000, 2.0, 0.5, 3661.4), "[##########----------]  50%  1,000 行 lines  500/s  还需 left 1:01:01"),
        ((1000, 2.0, None, None), "1,000 行 lines  500/s"),
        ((0, 0.0, 0.0, None), "[--------------------]   0%  0 行 lines  0/s"),
        ((7, 1.0, 1.7, -4.0), "[####################] 100%  7 行 lines  7/s  还需 left 0:00:00"),
    ],
)
def test_what_the_line_says(given: tuple[int, float, float | None, float | None], shown: str) -> None:
    assert said(*given) == shown


def test_on_a_terminal_the_line_replaces_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"x" * 100)
    (tmp_path / "b").write_bytes(b"x" * 300)
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    bar = Bar([str(tmp_path / "a"), str(tmp_path / "b")])
    bar(Progress(Counts(results=50), 10, 1, 100))
    bar(Progress(Counts(results=60), 10, 1, 200))  # too soon to be shown
    bar.clear()

    assert screen.getvalue().startswith("\r\x1b[K[##########----------]  50%  40 行 lines")
    assert "50 行" not in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_of_an_input_without_a_size_no_share_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    Bar(["-"])(Progress(Counts(results=5), 0, 0, 100))

    assert "%" not in screen.getvalue()
    assert "5 行 lines" in screen.getvalue()


def test_elsewhere_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for screen in (io.StringIO(), None):
        monkeypatch.setattr(sys, "stderr", screen)
        bar = Bar(["-"])
        bar(Progress(Counts(results=5), 0, 0, 100))
        bar.clear()
        assert screen is None or screen.getvalue() == ""


@pytest.mark.parametrize("room", range(1, 130))
def test_the_line_is_never_broken_in_two(room: int) -> None:
    line = said(123_456_789, 86_400.0, 0.37, 360_000.0, room)

    assert sum(2 if east_asian_width(sign) in "FW" else 1 for sign in line) <= room
    assert ("[" in line) == (room >= 76)
    assert ("37%" in line) == (room >= 4)
