"""One order: our keys as their models list them, the author's own names as he put them.

    Draft, where it stands  ->  Draft
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from materials_rules.rules.grammar import Position, position
from materials_rules.rules.item import ItemFile
from materials_rules.writing.draft import Draft, Entry, Text

_AMONG: Final = ("elements", "materials", "")
"""Where a material stands that may be one of several: what an arm may say besides, it says in the same order."""


def in_order(draft: Draft, at: Position) -> Draft:
    """*draft* with the keys of ours in the order of the models; unknown ones behind, in the order they had."""
    if isinstance(draft, Text):
        return draft
    entries = [_ordered(entry, number, at) for number, entry in enumerate(draft.entries)]
    if draft.is_mapping and at.keys:
        rank = {key: number for number, key in enumerate(_keys(at))}
        entries.sort(key=lambda entry: rank.get(entry.key.text if entry.key else "", len(rank)))
    return replace(draft, entries=tuple(entries))


def _ordered(entry: Entry, number: int, at: Position) -> Entry:
    below = at.below(number if entry.key is None else entry.key.text)
    return replace(entry, value=in_order(entry.value, below))


def _keys(at: Position) -> tuple[str, ...]:
    if "hand_in" in at.keys and set(at.keys) < set(whole := position(ItemFile, _AMONG).keys):
        return whole
    return at.keys
