"""What follows from a thing that never changes, worked out once and kept with it.

    function of (thing, …)  ->  the same function, which remembers
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar, TypeVarTuple

Thing = TypeVar("Thing")
Rest = TypeVarTuple("Rest")
Found = TypeVar("Found")

MOST: Final = 4096
"""So much is remembered of one thing; then all of it is forgotten."""


def once(work: Callable[[Thing, *Rest], Found]) -> Callable[[Thing, *Rest], Found]:
    """*work*, which remembers what it found for the thing that comes first; what is remembered goes with that thing.

    The thing is frozen, a dataclass without slots, and a copy of it with something replaced remembers nothing. What follows
    it is hashable and nothing of an applicant, for it is kept; equal things there must give equal results.
    """
    name = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def remembering(thing: Thing, *rest: *Rest) -> Found:
        known: dict[tuple[object, ...], Found] | None = thing.__dict__.get(name)
        if known is None:
            known = thing.__dict__.setdefault(name, {})
        elif rest in known:
            return known[rest]
        if len(known) >= MOST:
            known.clear()
        found = known[rest] = work(thing, *rest)
        return found

    return remembering
