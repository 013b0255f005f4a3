"""A line at the bottom of a terminal that says how far a batch is, how quick, and how much longer.

    Progress  ->  a line that replaces itself
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Final
from unicodedata import east_asian_width

from materials_rules.batch.run import Progress

_AGAIN_AFTER: Final = 0.2  # seconds
_WIDTH: Final = 20
_WITH_A_BAR: Final = 76
_CLEAR: Final = "\r\x1b[K"


class Bar:
    """Shows progress on stderr if that is a terminal, else nothing. *paths* are all inputs, whose sizes are looked up."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._is_shown = sys.stderr is not None and sys.stderr.isatty()
        self._sizes = [_size(path) for path in paths] if self._is_shown else []
        self._began = time.monotonic()
        self._shown_at = 0.0
        self._first: tuple[int, float] | None = None

    def __call__(self, progress: Progress) -> None:
        """Shows *progress*, a few times in a second."""
        now = time.monotonic()
        if self._is_shown and now - self._shown_at >= _AGAIN_AFTER:
            self._shown_at = now
            done = sum(size or 0 for size in self._sizes[: progress.source]) + progress.read
            self._first = self._first or (done, now)
            lines = progress.counts.lines - progress.before
            line = said(lines, now - self._began, self._share(done), self._left(done, now), _room())
            self._write(_CLEAR + line)

    def clear(self) -> None:
        """Takes the line away."""
        if self._is_shown:
            self._write(_CLEAR)

    def _share(self, done: int) -> float | None:
        total = self._total()
        return done / total if total else None

    def _left(self, done: int, now: float) -> float | None:
        total = self._total()
        first, since = self._first or (done, now)
        return (total - done) * (now - since) / (done - first) if total and done > first else None

    def _total(self) -> int | None:
        sizes = [size for size in self._sizes if size is not None]
        return sum(sizes) if len(sizes) == len(self._sizes) else None

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):  # the terminal went away
            sys.stderr.write(text)
            sys.stderr.flush()


def said(lines: int, seconds: float, share: float | None, left: float | None, room: int = 80) -> str:
    """The line: a bar and a percentage where the whole is known, lines, lines a second, time left.

    It takes at most *room* columns, for a line that is broken in two cannot be replaced: the bar goes first, then what is last.
    """
    parts = []
    if share is not None:
        full = round(min(1.0, share) * _WIDTH)
        bar = f"[{'#' * full}{'-' * (_WIDTH - full)}] " if room >= _WITH_A_BAR else ""
        parts.append(f"{bar}{min(1.0, share):4.0%}")
    parts.append(f"{lines:,} 行 lines")
    parts.append(f"{lines / seconds if seconds else 0:,.0f}/s")
    if left is not None:
        whole = round(max(0.0, left))
        parts.append(f"还需 left {whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}")
    while len(parts) > 1 and _columns("  ".join(parts)) > room:
        parts.pop()
    line = "  ".join(parts)
    return line if _columns(line) <= room else ""


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "FW" else 1 for sign in text)


def _room() -> int:
    """How many columns the terminal has, but for the last one, where some begin a new line."""
    try:
        return (os.get_terminal_size(2).columns or 80) - 1
    except OSError:
        return 79


def _size(path: str) -> int | None:
    """The size of a plain file, None of anything else."""
    try:
        return os.stat(path).st_size if os.path.isfile(path) else None
    except OSError:
        return None
