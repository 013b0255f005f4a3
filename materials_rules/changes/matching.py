"""Which requirement and which paper of the new rules is which of the old ones.

    two Versions  ->  Matching

By id first, for packets name papers by their ids. What got another id is known again by its papers: the same slot, the same type
of document, the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from materials_rules.ground.script import fold
from materials_rules.rules.version import Asked, Slot, Version

T = TypeVar("T")
Signs = frozenset[str]
"""What a thing may be known by."""


@dataclass(frozen=True)
class Matching:
    """`requirements` in the order of the new rules, then those that went; `slots` maps old ids to new ones."""

    requirements: tuple[tuple[Asked | None, Asked | None], ...]
    slots: Mapping[str, str]


def matching(old: Version, new: Version) -> Matching:
    """What belongs together in two versions of an item."""
    came_from = _paired(
        old.asked,
        new.asked,
        (
            lambda asked: frozenset(slot.id for slot in asked.slots),
            lambda asked: frozenset(slot.arm.document for slot in asked.slots if slot.arm.document is not None),
            lambda asked: frozenset(map(fold, (asked.requirement.called(), *asked.requirement.aliases))),
        ),
    )
    slots = {name: name for name in old.slots if name in new.slots}
    for became, was in came_from.items():
        mine, theirs = old.asked[was].slots, new.asked[became].slots
        slots |= _slots(
            [slot for slot in mine if slot.id not in slots], [slot for slot in theirs if slot.id not in slots.values()]
        )
        if len(mine) == len(theirs) == 1 and mine[0].id not in slots and theirs[0].id not in slots.values():
            slots[mine[0].id] = theirs[0].id
    both: list[tuple[Asked | None, Asked | None]] = [
        (old.asked[came_from[name]] if name in came_from else None, asked) for name, asked in new.asked.items()
    ]
    both += [(asked, None) for name, asked in old.asked.items() if name not in came_from.values()]
    return Matching(tuple(both), slots)


def _slots(mine: Sequence[Slot], theirs: Sequence[Slot]) -> dict[str, str]:
    """Papers of one requirement that have other ids, old by new: by their type of document, by their name."""
    found = _paired(
        {slot.id: slot for slot in mine},
        {slot.id: slot for slot in theirs},
        (
            lambda slot: frozenset({slot.arm.document} if slot.arm.document is not None else ()),
            lambda slot: frozenset(map(fold, (slot.arm.name, *slot.arm.aliases))),
        ),
    )
    return {was: became for became, was in found.items()}


def _paired(old: Mapping[str, T], new: Mapping[str, T], signs: Iterable[Callable[[T], Signs]]) -> dict[str, str]:
    """Old ids by new ids: those that are the same, then the first that share a sign, sign by sign."""
    found = {name: name for name in new if name in old}
    for signs_of in signs:
        for name, one in new.items():
            left = [other for other in old if other not in found.values()]
            if name not in found and (same := [other for other in left if signs_of(old[other]) & signs_of(one)]):
                found[name] = same[0]
    return found
