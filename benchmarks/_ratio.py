"""Things timed in turn, A B A B …, so that a machine that slows down slows both."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import TypeVar

Name = TypeVar("Name")


def seconds(work: Callable[[], object], least: float = 0.0) -> float:
    """How long *work* takes once; what is quicker than *least* is done again until so many seconds are over, and shared out."""
    begun, count = time.perf_counter(), 0
    while True:
        work()
        count += 1
        gone = time.perf_counter() - begun
        if gone >= least:
            return gone / count


def in_turn(works: Mapping[Name, Callable[[], object]], rounds: int, least: float = 0.0) -> dict[Name, list[float]]:
    """The seconds of each of *works*, round by round; *least* as for `seconds`."""
    times: dict[Name, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(seconds(work, least))
    return times


def ratio(mine: list[float], other: list[float]) -> float:
    """The median of the ratios, round by round."""
    return median(one / another for one, another in zip(mine, other, strict=True))


def compare(works: Mapping[str, Callable[[], object]], rounds: int, floor: str) -> None:
    """Prints the median seconds of each of *works*, and the median of its ratios to *floor*, round by round."""
    times = in_turn(works, rounds)
    width = max(map(len, works))
    for name, found in times.items():
        print(
            f"{name:{width}}  {median(found):9.4f} s  {min(found):9.4f} … {max(found):9.4f}  × {ratio(found, times[floor]):8.2f}"
        )
