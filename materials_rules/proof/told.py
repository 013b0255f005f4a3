"""A packet judged for a proof: its entries and questions, everything that its notice announces, what may change then.

    Plan, packet as data  ->  Told
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from materials_rules.notice import requests
from materials_rules.notice.boxes import rows
from materials_rules.notice.closed_set import announced, was_announced
from materials_rules.notice.model import Notice
from materials_rules.packet.fast import read_packet
from materials_rules.plan.compile import Plan
from materials_rules.rules.version import Version
from materials_rules.verdict.entries import Entry, entries
from materials_rules.verdict.examine import Examination, examine
from materials_rules.verdict.form import Criterion
from materials_rules.witness.written import text


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


def told(plan: Plan, packet: Mapping[str, Any], criteria_of: Mapping[str, tuple[Criterion, ...]]) -> Told:
    """*packet* before *plan*: only what announces is written, for a notice has much else."""
    examination = examine(plan, read_packet(text(packet).encode(), "").packet, "", criteria_of)
    found = entries(examination)
    findings = requests.findings(examination, found)
    together = rows(examination, [entry for entry in found if entry.is_conditional])
    parts = SimpleNamespace(
        findings=findings,
        conditional=requests.conditional(examination, together, len(findings)),
        questions=requests.questions(examination, together),
        due_later=requests.due_later(examination),
    )
    return Told(examination, found, announced(cast(Notice, parts)))


def is_new(before: frozenset[str], id_: str, version: Version) -> bool:
    """Whether *id_* could not be expected by somebody who was told *before*.

    Three things may be said of a paper that is told: that it bears the wrong person, that a clerk must read something off it,
    and that the office must look whether bad credit bars the promise made in its place.
    """
    item = version.item
    if was_announced(before, id_) or id_ == f"{item}/fact/serious_bad_credit":
        return False
    head = id_.removeprefix(f"{item}/").partition("[")[0]
    bare = {known.partition("[")[0].removeprefix(f"{item}/") for known in before}
    if head.startswith("read/"):
        slot = head.removeprefix("read/").rpartition(".")[0]
        own = version.slots[slot].requirement if slot in version.slots else slot
        return not bare & {own, *version.asked[own].requirement.covers}
    return "/" in head or head not in bare
