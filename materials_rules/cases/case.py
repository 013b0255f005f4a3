"""One case as it is run: what its packet is made of, what must come, where it stands.

    (data)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from materials_rules.cases.draft import Draft
from materials_rules.ground.diagnostic import Place

SECTIONS: Final = (
    "outcome",
    "findings",
    "conditional",
    "questions",
    "not_needed",
    "office_tasks",
    "due_later",
    "demands",
)
"""What a case may expect, in the order in which it is told."""


_TELLING: Final = frozenset({"outcome", "findings", "conditional", "elements"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that must come: its short id and, where the author says so, its kind, class or verdict."""

    id: str
    detail: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """All that may come of one sort."""

    place: Place
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A case; `previous` is the name of the case that was the earlier visit.

    One that is not confirmed expects what the program computed: it is run, and counts for nothing.
    """

    name: str
    place: Place
    draft: Draft
    expected: Mapping[str, Section]
    previous: str | None = None
    is_confirmed: bool = True

    @property
    def tells_the_notice(self) -> bool:
        """Whether it says what the notice comes to or finds: without that a case looks at nothing that it reaches."""
        return not _TELLING.isdisjoint(self.expected)
