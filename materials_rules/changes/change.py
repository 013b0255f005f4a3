"""One difference between two rulesets, decided and ready to be told.

A change is told from the applicant's side: stricter is more to bring, to answer, to wait or to pay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from materials_rules.changes.duty import ORDER, Direction

Sort = Literal["item", "scope", "requirement", "line", "never", "answer", "element", "text"]
"""An item as a whole, whom it is for, a material, what must agree, what cannot be, a question, an element, words."""

SORTS: Final[tuple[Sort, ...]] = ("item", "scope", "requirement", "line", "never", "answer", "element", "text")

Packet = Mapping[str, object]


@dataclass(frozen=True)
class Said:
    """One sentence in both languages."""

    zh: str
    en: str


@dataclass(frozen=True)
class Witness:
    """The smallest packet that shows a change, as each ruleset must have it; `ids` are the entries that it changes."""

    old: Packet
    new: Packet
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """What changed, for whom (`situation` empty = for everybody), from what to what.

    `since` and `until` are the days of receipt on which it is so, where that is not the whole time that is compared. Where the
    tables say that nothing follows, `is_only_words`; where words changed whose meaning no table knows, `for_a_person`.
    """

    sort: Sort
    of: str
    name: str
    direction: Direction
    was: Said
    became: Said
    situation: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    witness: Witness | None = field(default=None, compare=False)
    is_only_words: bool = False
    for_a_person: bool = False

    @property
    def rank(self) -> tuple[int, int, str]:
        """Stricter first, then the order of `SORTS`."""
        return ORDER.index(self.direction), SORTS.index(self.sort), self.of


@dataclass(frozen=True)
class ItemChanges:
    """All that changed in one item on the days from `since` to `until` (None = for ever), between two versions of it.

    `old` and `new` are the first days of the versions; None where one side has none on these days. `apart` are the days on which
    each was judged, where they are not in force together.
    """

    item: str
    title: str
    old: dt.date | None
    new: dt.date | None
    since: dt.date
    until: dt.date | None
    changes: tuple[Change, ...]
    apart: tuple[dt.date, dt.date] | None = None

    def directions(self) -> dict[tuple[Sort, str], Direction]:
        """What each changed thing became as a whole: stricter in one situation and looser in another is both."""
        found: dict[tuple[Sort, str], set[Direction]] = {}
        for change in self.changes:
            found.setdefault((change.sort, change.of), set()).add(change.direction)
        return {key: overall(directions) for key, directions in found.items()}


def overall(directions: set[Direction] | Sequence[Direction]) -> Direction:
    """What several directions are together."""
    left = set(directions) - {"neutral"}
    return "neutral" if not left else left.pop() if len(left) == 1 else "both"
