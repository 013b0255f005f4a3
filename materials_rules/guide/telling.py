"""A version told on one day: citations, conditions, limits and names as a citizen reads them.

    Plan, day  ->  Telling;  Telling, what an author wrote  ->  text
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from materials_rules.condition.tree import Condition
from materials_rules.ground.script import visible
from materials_rules.guide.conditions import in_plain_words
from materials_rules.guide.words import say
from materials_rules.notice.citing import cited, cited_standings
from materials_rules.plan.classing import life, standings, supply
from materials_rules.plan.compile import Judged, Plan
from materials_rules.plan.diagram import Claims
from materials_rules.plan.view import first_days, possible_on
from materials_rules.render._citations import short_citations
from materials_rules.rules.basis import Basis
from materials_rules.rules.place import Department
from materials_rules.rules.scalar import ASSUMED
from materials_rules.rules.version import Slot


@dataclass(frozen=True)
class Telling:
    """One version on one day."""

    plan: Plan
    day: dt.date

    def basis(self, bases: Iterable[Basis], *, common: bool = False, whole: bool = False) -> list[str]:
        """Citations as they stand on the day, each once; what is not in force then is left out, an assumption is marked.

        *common*: cited by the place, not by this item. *whole*: each names its act, whatever stands before it.
        """
        written_for = None if common else self.plan.version.file.in_force_from
        found: dict[str, bool] = {}
        for one in bases:
            for basis in cited(self.plan.ruleset, [one], self.day, written_for):
                found[basis.text] = found.get(basis.text, True) and one.source == ASSUMED
        return list(_marked(found, found if whole else short_citations(found)))

    def basis_of(self, slots: Sequence[Slot]) -> list[str]:
        """The citations that let the office ask for the materials of *slots*."""
        found: dict[str, bool] = {}
        for slot in slots:
            for standing in standings(self.plan.ruleset, self.plan.version, slot, self.day):
                for basis in cited_standings([standing], self.day):
                    found[basis.text] = found.get(basis.text, True) and standing.basis.source == ASSUMED
        return list(_marked(found, short_citations(found)))

    def ground(self, class_id: str, kind: str) -> list[str]:
        """The ground in law of a class for a kind of material."""
        ground = self.plan.ruleset.classes[class_id].about.ground
        bases = ground.get(kind) or ground.get("any", [])  # type: ignore[call-overload]  # any text may be asked for
        return self.basis(bases, common=True)

    def condition(self, condition: Condition) -> str:
        """An author's condition in words, without a stop; what it defines elsewhere is said in its place."""
        return in_plain_words(condition, self.plan.version)

    def department(self, name: str) -> str:
        """What a department is called."""
        return self.plan.ruleset.departments[name].name

    def holder(self, slot: Slot) -> str:
        """Who has the document of *slot*: who supplies it, who grants it, who holds it; empty where nobody is named."""
        ruleset = self.plan.ruleset
        shared = supply(ruleset, slot.arm.document, self.day)
        if shared is not None and shared[0].supplied_by is not None:
            return self.department(shared[0].supplied_by)
        item = self.plan.version.asked[slot.requirement].requirement.result_of
        grants = ruleset.items.get(item or "", ())
        if grants:
            return self.department(grants[-1].file.elements.authority.default())
        return self._held.get(slot.arm.document or "", "")

    @cached_property
    def _held(self) -> dict[str, str]:
        departments: Iterable[Department] = self.plan.ruleset.departments.values()
        return {document: department.name for department in departments for document in department.holds}

    def possible(self, judged: Judged) -> frozenset[Claims]:
        """What may hold of an output on this day, as long as nothing is answered."""
        return possible_on(judged, self.day.toordinal())

    @property
    def next_change(self) -> dt.date | None:
        """The first day after this one from which the rules, as far as they are known, say something else."""
        later = [first for one in self.plan.by_day.values() for stretch in one if (first := stretch.first) > self.day.toordinal()]
        for judged in self.plan.outputs.values():
            later += [first for first in first_days(judged) if first > self.day.toordinal()]
        days = [dt.date.fromordinal(day) for day in later]
        if self.plan.ruleset.last_day(self.plan.version) is not None:
            days.append(life(self.plan.ruleset, self.plan.version)[1] + dt.timedelta(days=1))
        return min(days, default=None)


def _marked(found: dict[str, bool], said: Iterable[str]) -> Iterator[str]:
    for text, is_assumed in zip(said, found.values(), strict=True):
        yield text + (say("assumed") if is_assumed else "")


def clean(text: str) -> str:
    """A text of an author on one line, in which nothing hides."""
    return visible(" ".join(line.strip(" ") for line in text.rstrip("\n").split("\n")))
