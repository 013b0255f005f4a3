"""What a case says of its packet: only what its author wrote, on top of what he began with.

    Draft, Draft  ->  Draft;  Draft, what is taken away  ->  Draft
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Key = tuple[str, str | None]
"""A material and whose it is: `("licence", "drivers:1")`, `("lease", None)`."""

Paper = Mapping[str, Any]
"""What an author says of one paper, by the keys of a packet; what it bears stands under `fields`."""

Part = Mapping[str, Any]


@dataclass(frozen=True)
class Draft:
    """A packet in short. `absent` are papers that are not handed in even where all else is `in_order`.

    `free` are parts that are replaced as a whole. `unrecorded` names keys of papers that nobody recorded:
    `(("lease", None), "until")`.
    """

    free: Mapping[str, Any] = field(default_factory=dict)
    applicant: Part = field(default_factory=dict)
    agent: Part | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    cannot_answer: Mapping[str, str] = field(default_factory=dict)
    in_order: bool | None = None
    papers: Mapping[Key, tuple[Paper, ...]] = field(default_factory=dict)
    absent: frozenset[Key] = frozenset()
    unrecorded: frozenset[tuple[Key, str]] = frozenset()
    without_applicant: frozenset[str] = frozenset()
    commitments: Mapping[str, Part] = field(default_factory=dict)
    deferrals: Mapping[str, Part] = field(default_factory=dict)
    obtained: Mapping[str, Part] = field(default_factory=dict)
    demands: tuple[Part, ...] = ()
    names_agent: bool = False

    def over(self, base: Draft) -> Draft:
        """This draft on top of *base*: what it names replaces what stood there; answers, papers and letters one by one."""
        papers = {**base.papers, **self.papers}
        return Draft(
            free={**base.free, **self.free},
            applicant={**base.applicant, **self.applicant},
            agent=({**(base.agent or {}), **self.agent} if self.agent else None) if self.names_agent else base.agent,
            facts={**base.facts, **self.facts},
            choices={**base.choices, **self.choices},
            lists={**base.lists, **self.lists},
            cannot_answer={**base.cannot_answer, **self.cannot_answer},
            in_order=base.in_order if self.in_order is None else self.in_order,
            papers=papers,
            absent=(base.absent - self.papers.keys()) | self.absent,
            unrecorded=frozenset(one for one in base.unrecorded if one[0] not in self.papers) | self.unrecorded,
            without_applicant=(base.without_applicant - self.applicant.keys()) | self.without_applicant,
            commitments={**base.commitments, **self.commitments},
            deferrals={**base.deferrals, **self.deferrals},
            obtained={**base.obtained, **self.obtained},
            demands=self.demands or base.demands,
            names_agent=base.names_agent or self.names_agent,
        )

    def without_fact(self, name: str) -> Draft:
        """Without an answer, a choice or a whole list."""
        return replace(
            self,
            facts={key: value for key, value in self.facts.items() if key != name},
            choices={key: value for key, value in self.choices.items() if key != name},
            lists={key: value for key, value in self.lists.items() if key != name},
        )

    def without_member_fact(self, listed: str, key: str, name: str, key_field: str) -> Draft:
        """Without one answer about one member of a list."""
        members = tuple(
            {field: value for field, value in member.items() if field != name or member.get(key_field) != key}
            for member in self.lists.get(listed, ())
        )
        return replace(self, lists={**self.lists, listed: members})

    def without_paper(self, key: Key) -> Draft:
        """Without a paper, even where everything else is in order."""
        papers = {one: lines for one, lines in self.papers.items() if one != key}
        return replace(self, papers=papers, absent=self.absent | {key})
