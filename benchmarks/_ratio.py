"""Things timed in turn, A B A B …, so that a machine that slows down slows both."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from statistics import median


def seconds(work: Callable[[], object]) -> float:
    """How long *work* takes once."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def compare(works: Mapping[str, Callable[[], object]], rounds: int, floor: str) -> None:
    """Prints the median seconds of each of *works*, and the median of its ratios to *floor*, round by round."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(seconds(work))
    width = max(map(len, works))
    for name, found in times.items():
        ratio = median(mine / other for mine, other in zip(found, times[floor], strict=True))
        print(f"{name:{width}}  {median(found):9.4f} s  {min(found):9.4f} … {max(found):9.4f}  × {ratio:8.2f}")
