"""What has the same words on both sides belongs together; so papers whose ids became those of other papers are known again.

    two Versions  ->  new ids of papers by old ones

A packet names papers by their ids, but people bring what a paper is called. A paper that only has another id, or only another
name, keeps its place: `changes.matching` and `changes.meaning` tell of it. But where its id is that of another paper now, it is
the name that says which is which, and the type of document with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from materials_rules.ground.script import fold
from materials_rules.rules.version import Asked, Slot, Version

BEFORE: Final = "（旧）"
"""What stands behind an id of the old rules whose question went, or whose answer, list or paper, while another has its id now."""

Pairs = Mapping[str, str]
"""New ids by old ones."""


def paired(edges: Sequence[tuple[str, str]]) -> tuple[dict[str, str], list[str]]:
    """Old and new ids of what is alike just once, of what is alike several times those of one id; the rest is unclear."""
    mine, yours = Counter(was for was, _ in edges), Counter(now for _, now in edges)
    found = {was: now for was, now in edges if was == now or mine[was] == yours[now] == 1}
    left = [(was, now) for was, now in edges if was not in found and now not in found.values()]
    return found, list(dict.fromkeys(name for now_first in left for name in reversed(now_first)))


def settled(pairs: Pairs, old: Collection[str]) -> dict[str, str]:
    """The new id of everything old: of what is known again, else its own, unless another has that now."""
    met = set(pairs.values())
    found = {}
    for name in old:
        found[name] = pairs.get(name, f"{name}{BEFORE}" if name in met else name)
    return found


# papers


def exchanged(old: Version, new: Version, taken: Collection[str]) -> dict[str, str]:
    """The new ids of papers whose ids are those of others now, requirements and arms alike; *taken* ids mean something else."""
    other = {*taken, *(old.slots.keys() - old.asked.keys())}
    mine, yours = ({id_: _sign(one) for id_, one in version.asked.items()} for version in (old, new))
    found = _moved(mine, yours, other)
    for was, asked in old.asked.items():
        there = new.asked.get(found.get(was, was))
        if there is not None and asked.requirement.any_of and there.requirement.any_of:
            other = {*taken, *old.asked, *old.slots} - {slot.id for slot in asked.slots}
            mine, yours = ({slot.id: _sign_of_paper(slot) for slot in one.slots} for one in (asked, there))
            found |= _moved(mine, yours, other)
    return found


def _moved(old: Mapping[str, object], new: Mapping[str, object], taken: Collection[str]) -> dict[str, str]:
    """New ids by old ones, of what took the id of something else, and of that in turn; *old* and *new* are signs by ids."""
    edges = [(was, now) for was in old for now in new if (was == now or now not in taken) and old[was] == new[now]]
    pairs, _ = paired(edges)
    waiting = [was for was, now in pairs.items() if was != now and now in old]
    found: dict[str, str] = {}
    while waiting:
        was = waiting.pop()
        found[was] = pairs.get(was, f"{was}{BEFORE}")
        if found[was] in old and found[was] not in found:
            waiting.append(found[was])
    return found


def _sign(asked: Asked) -> object:
    """By what a requirement is known: its name, its papers, and whose result it is."""
    return fold(asked.requirement.called()), asked.requirement.result_of, frozenset(map(_sign_of_paper, asked.slots))


def _sign_of_paper(slot: Slot) -> object:
    """By what a paper is known: its name, and its type of document, which must not speak against it."""
    return fold(slot.arm.name), slot.arm.document
