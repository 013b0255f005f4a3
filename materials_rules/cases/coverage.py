"""How much of a version its cases reach, of what any packet can.

    Plan, branches, results  ->  Coverage
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from materials_rules.cases.branches import SORTS, Branch
from materials_rules.cases.reaching import Reaching
from materials_rules.cases.running import Result
from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.ground.errors import MaterialsRulesError


@dataclass(frozen=True)
class Coverage:
    """The branches of a version: reached by a confirmed case, not reached though some packet does, beyond every packet."""

    item: str
    day: dt.date
    reached: tuple[Branch, ...]
    missed: tuple[Branch, ...]
    beyond: tuple[Branch, ...]

    @property
    def percent(self) -> float:
        """The share that is reached of what some packet reaches; never rounded up."""
        whole = len(self.reached) + len(self.missed)
        return 100.0 if not self.missed else len(self.reached) * 1000 // whole / 10

    def of_sort(self, sort: str) -> tuple[int, int]:
        """How many of a sort are reached, and of how many."""
        reached = sum(branch.sort == sort for branch in self.reached)
        return reached, reached + sum(branch.sort == sort for branch in self.missed)

    def diagnostics(self) -> Iterable[Diagnostic]:
        """What is not reached, by place."""
        for branch in sorted(self.missed, key=lambda branch: branch.place):
            words = {"what_zh": branch.zh, "what_en": branch.en}
            yield Diagnostic("T-NOT-REACHED", branch.place, words, Severity.INFORMATION)


def cover(reaching: Reaching, results: Iterable[Result]) -> Coverage:
    """What the confirmed among *results* reach; one that failed counts, for it shows what its author looked at.

    One that expects neither an outcome nor what is found looks at nothing, and counts for nothing.
    """
    branches = reaching.branches
    left = list(branches)
    reached: set[str] = set()
    for result in results:
        if result.case.is_confirmed and result.case.tells_the_notice and result.packet and left:
            now = {branch.id for branch in reached_by(reaching, result.packet, left)}
            reached |= now
            left = [branch for branch in left if branch.id not in now]
    missed = {branch.id for branch in left if reaching.is_reachable(branch)}
    file = reaching.plan.version.file
    return Coverage(
        file.item,
        file.in_force_from,
        tuple(branch for branch in branches if branch.id in reached),
        tuple(branch for branch in left if branch.id in missed),
        tuple(branch for branch in left if branch.id not in missed),
    )


def reached_by(reaching: Reaching, packet: bytes, branches: Sequence[Branch]) -> tuple[Branch, ...]:
    """Those of *branches* that a packet reaches; none where it is no packet of this version."""
    try:
        return tuple(reaching.reached(reaching.situation(packet), branches))
    except MaterialsRulesError:
        return ()


def as_text(one: Coverage, cases: int, unconfirmed: int) -> str:
    """The report of one version, in words."""
    found, whole = len(one.reached), len(one.reached) + len(one.missed)
    lines = [
        f"{one.item} {one.day.isoformat()}：用例 {cases}（未确认 {unconfirmed}），到达 {found}/{whole}（{one.percent:g}%）。"
        f" cases {cases} (unconfirmed {unconfirmed}), reached {found} of {whole} ({one.percent:g}%)."
    ]
    counts = [(names, one.of_sort(sort)) for sort, names in SORTS.items()]
    lines.append("  " + " · ".join(f"{zh} {en} {found}/{due}" for (zh, en), (found, due) in counts if due))
    if one.beyond:
        lines.append(f"  任何申请件都到不了，不计入：{len(one.beyond)}。 beyond every packet, not counted: {len(one.beyond)}.")
    lines += [line for diagnostic in one.diagnostics() for line in diagnostic.lines()]
    return "".join(f"{line}\n" for line in lines)


def as_data(one: Coverage, cases: int, unconfirmed: int) -> dict[str, Any]:
    """The report of one version, as data for JSON."""
    return {
        "item": one.item,
        "in_force_from": one.day.isoformat(),
        "cases": cases,
        "unconfirmed": unconfirmed,
        "reached": len(one.reached),
        "reachable": len(one.reached) + len(one.missed),
        "percent": one.percent,
        "sorts": {sort: dict(zip(("reached", "reachable"), one.of_sort(sort), strict=True)) for sort in SORTS},
        "not_reached": [_told(branch) for branch in sorted(one.missed, key=lambda branch: branch.place)],
        "beyond": [_told(branch) for branch in one.beyond],
    }


def _told(branch: Branch) -> dict[str, Any]:
    place = branch.place
    return {
        "id": branch.id,
        "sort": branch.sort,
        "path": place.path,
        "line": place.line or None,
        "column": place.column or None,
        "zh": branch.zh,
        "en": branch.en,
    }
