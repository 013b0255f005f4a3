"""A packet judged for a proof: its entries and questions, everything that its notice announces, what may change then.

    Situation  ->  Told
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from materials_rules.notice.closed_set import was_announced
from materials_rules.notice.requests import due_later
from materials_rules.plan.compile import Plan
from materials_rules.rules.version import Version
from materials_rules.verdict.entries import Entry, entries
from materials_rules.verdict.examine import Examination, examine_read
from materials_rules.verdict.situation import Situation


@dataclass(frozen=True)
class Told:
    """What is found of one packet, and the ids that count as told."""

    examination: Examination
    entries: tuple[Entry, ...]
    ids: frozenset[str]

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is left to do."""
        return not self.entries and not self.examination.questions


def told(situation: Situation) -> Told:
    """A packet before a plan, without the words of a notice."""
    examination = examine_read(situation)
    found = entries(examination)
    return Told(examination, found, frozenset(_announced(situation.plan, examination, found)))


def _announced(plan: Plan, examination: Examination, found: Sequence[Entry]) -> Iterator[str]:
    """The ids that `announced` reads off the whole notice."""
    for entry in found:
        yield entry.id
        for arm in entry.arms:
            for criterion in arm.criteria:
                if "id" in criterion.machine:
                    yield str(criterion.machine["id"])
                    yield from cast("list[str]", criterion.machine.get("serves", []))
        if "/consistency/" in entry.id:
            yield from entry.serves
    for asked in examination.questions:
        yield asked.ask.id
        yield from asked.decides
    if any(asked.requirement.due_at for asked in plan.version.asked.values()):
        yield from (due.id for due in due_later(examination))


def is_new(before: frozenset[str], id_: str, version: Version) -> bool:
    """Whether *id_* could not be expected by somebody who was told *before*.

    Three things may be said of a paper that is told, or that a clerk was told to look at: that it bears the wrong person, that
    a clerk must read something off it, and that the office must look whether bad credit bars the promise made in its place.
    """
    item = version.item
    if was_announced(before, id_) or id_ == f"{item}/fact/serious_bad_credit":
        return False
    head = id_.removeprefix(f"{item}/").partition("[")[0]
    bare = {known.partition("[")[0].removeprefix(f"{item}/") for known in before}
    if head.startswith("read/"):
        slot = head.removeprefix("read/").rpartition(".")[0]
        own = version.slots[slot].requirement if slot in version.slots else slot
        looked_at = any(known.startswith(f"read/{slot}.") for known in bare)
        return not looked_at and not bare & {own, *version.asked[own].requirement.covers}
    return "/" in head or head not in bare
