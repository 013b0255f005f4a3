"""What follows from a thing that never changes, worked out once and kept with it.

    function of (thing, …)  ->  the same function, which remembers
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar, TypeVarTuple, cast

Thing = TypeVar("Thing")
Rest = TypeVarTuple("Rest")
Found = TypeVar("Found")

MOST: Final = 512
"""So much is remembered of one thing; then all of it is forgotten."""

_UNKNOWN: Final = object()


def once(work: Callable[[Thing, *Rest], Found]) -> Callable[[Thing, *Rest], Found]:
    """*work*, which remembers what it found for the thing that comes first; what is remembered goes with that thing.

    The thing is frozen, a dataclass without slots, and a copy of it with something replaced remembers nothing. What follows
    it is hashable and nothing of an applicant, for it is kept; equal things there must give equal results.
    """
    name = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def remembering(thing: Thing, *rest: *Rest) -> Found:
        known: dict[tuple[object, ...], object] = thing.__dict__.get(name) or thing.__dict__.setdefault(name, {})
        found = known.get(rest, _UNKNOWN)  # at one stroke, for another thread may forget it in between
        if found is _UNKNOWN:
            if len(known) >= MOST:
                known.clear()
            found = known[rest] = work(thing, *rest)
        return cast("Found", found)

    return remembering
