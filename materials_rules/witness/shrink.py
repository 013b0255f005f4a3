"""A packet made smaller while it still shows what it shows.

    packet, property  ->  the smallest packet that has it, of all that leaving out reaches
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any, Final

from materials_rules.witness.written import Data

KEPT: Final = ("packet", "item", "received_on")
"""Without these it would be no packet."""

Step = tuple[str | int, ...]


def shrink(packet: Data, holds: Callable[[Data], bool]) -> Data:
    """*packet* without every part that can be left out, one after the other, so that it still *holds*.

    The result is smallest in that no single part of it can go. *packet* itself must hold.

    >>> shrink({"packet": "W", "facts": {"a": 1, "b": 2}}, lambda packet: packet.get("facts", {}).get("b") == 2)
    {'packet': 'W', 'facts': {'b': 2}}
    """
    found = packet
    again = True
    while again:
        again = False
        for path in _parts(found):
            smaller = _without(found, path)
            if smaller is not None and holds(smaller):
                found, again = smaller, True
                break
    return found


def _parts(value: Any, path: Step = ()) -> Iterator[Step]:
    """Every part that may go, the large ones first, later ones before earlier ones of a list."""
    steps: list[str | int] = []
    if isinstance(value, dict):
        steps = [key for key in value if path or key not in KEPT]
    elif isinstance(value, list):
        steps = list(reversed(range(len(value))))
    for step in steps:
        if step != "material" and not (len(path) >= 2 and path[0] == "lists" and step == "id"):
            yield (*path, step)
    for step in steps:
        yield from _parts(value[step], (*path, step))


def _without(packet: Data, path: Step) -> Data | None:
    found = copy.deepcopy(packet)
    at: Any = found
    for step in path[:-1]:
        at = at[step]
    if isinstance(at, list) and path[0] == "lists" and len(path) == 3 and len(at) > 1 and path[2] != len(at) - 1:
        return None  # members keep the keys by which papers name them
    del at[path[-1]]
    return found
