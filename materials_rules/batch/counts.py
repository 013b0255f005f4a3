"""What a batch came to, in numbers: lines, outcomes, items, requirements by kind, materials by class.

    Tallies  ->  Counts;  Counts + Counts  ->  Counts

How much is kept hangs on the ruleset alone: an item that the ruleset does not know is counted as one of those, without its name.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from materials_rules.many import Tally

UNKNOWN: str = "?"
"""Stands for every item that the ruleset does not know; what somebody else wrote there may be anything."""

Table = dict[str, dict[str, int]]


class Counts(msgspec.Struct, forbid_unknown_fields=True):
    """`lines = results + rejects + blanks`; the tables go from a name to a word to how often.

    `items` by outcome; `findings` (`item/requirement`) by kind; `conditional` by requirement, `questions` by item;
    `not_needed` (`item/material`) by class; `demanded` by verdict and class; `codes` of rejects by lines that have them.
    """

    results: int = 0
    rejects: int = 0
    blanks: int = 0
    outcomes: dict[str, int] = msgspec.field(default_factory=dict)
    codes: dict[str, int] = msgspec.field(default_factory=dict)
    items: Table = msgspec.field(default_factory=dict)
    findings: Table = msgspec.field(default_factory=dict)
    conditional: dict[str, int] = msgspec.field(default_factory=dict)
    questions: dict[str, int] = msgspec.field(default_factory=dict)
    not_needed: Table = msgspec.field(default_factory=dict)
    demanded: Table = msgspec.field(default_factory=dict)

    @property
    def lines(self) -> int:
        """How many lines there were."""
        return self.results + self.rejects + self.blanks

    def add(self, tally: Tally, known: frozenset[str]) -> None:
        """Counts one notice; *known* are the items of the ruleset."""
        item = tally.item if tally.item in known else UNKNOWN
        self.results += 1
        _count(self.outcomes, tally.outcome)
        _count(self.items.setdefault(item, {}), tally.outcome)
        for name, kind in tally.findings:
            _count(self.findings.setdefault(f"{item}/{name}", {}), kind)
        for name in tally.conditional:
            _count(self.conditional, f"{item}/{name}")
        if tally.questions:
            _count(self.questions, item, tally.questions)
        for material, class_ in tally.not_needed:
            _count(self.not_needed.setdefault(f"{item}/{material}", {}), class_)
        for verdict, class_ in tally.demanded:
            _count(self.demanded.setdefault(verdict, {}), class_)

    def reject(self, codes: Iterable[str]) -> None:
        """Counts one line without a result, once for each code."""
        self.rejects += 1
        for code in set(codes):
            _count(self.codes, code)

    def join(self, other: Counts) -> None:
        """Adds what another part of the batch came to."""
        for name in self.__struct_fields__:
            mine, theirs = getattr(self, name), getattr(other, name)
            if isinstance(theirs, int):
                setattr(self, name, mine + theirs)
                continue
            for key, value in theirs.items():
                if isinstance(value, int):
                    _count(mine, key, value)
                else:
                    row = mine.setdefault(key, {})
                    for word, number in value.items():
                        _count(row, word, number)


def _count(table: dict[str, int], word: str, number: int = 1) -> None:
    table[word] = table.get(word, 0) + number
