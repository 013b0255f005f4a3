"""What the tables show an author: conditions that never or always hold, and one document asked for in two forms.

    Output, its table  ->  diagnostics, each with the situation that proves it
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.plan.claims import Output, barring
from materials_rules.plan.classing import coverers, same_form
from materials_rules.plan.cone import Cone, cone_of
from materials_rules.plan.diagram import Claims
from materials_rules.plan.evaluated import evaluated, world_of
from materials_rules.plan.evaluator import holds
from materials_rules.plan.example import Sources, witness
from materials_rules.plan.formula import AllOf, Claim, RuleBase, Said
from materials_rules.plan.pointing import part_that_covers, part_that_ends
from materials_rules.plan.refusals import too_large
from materials_rules.plan.table import Table
from materials_rules.rules.version import Asked, Slot, Version


def advice(output: Output, table: Table, version: Version, base: RuleBase, sources: Sources) -> Iterator[Diagnostic]:
    """Warnings: R-DEAD (never asked), R-ALWAYS (a condition that always holds).

    Of a requirement with arms also R-DEAD-ARM (an arm that is never open) and R-NO-ARM (due, and no arm is open).
    """
    counted = {cells: claims for cells, claims in table.entries.items() if claims is not None}
    if not output.id.startswith("requirement/"):
        return
    asked = version.asked[output.id.removeprefix("requirement/")]
    if not counted:  # there are others, but nobody is on the list: that no situation at all is left is refused before
        yield Diagnostic("R-DEAD", asked.place, {"name": asked.id}, Severity.WARNING)
        return
    if asked.due and not asked.common:
        if not any(counted.values()):
            worlds = [world_of(table.cone, cells) for cells in counted]
            yield Diagnostic("R-DEAD", part_that_ends(version, asked, worlds, base), {"name": asked.id}, Severity.WARNING)
            return
        if all(counted.values()) and len(asked.slots) == 1:
            worlds = [world_of(table.cone, cells) for cells in counted]
            yield Diagnostic("R-ALWAYS", part_that_covers(version, asked, worlds, base), {"name": asked.id}, Severity.WARNING)
    if len(asked.slots) > 1:
        yield from _arms(asked, table, counted, version, base, sources)


def _arms(
    asked: Asked, table: Table, counted: Mapping[tuple[int, ...], Claims], version: Version, base: RuleBase, sources: Sources
) -> Iterator[Diagnostic]:
    open_ = frozenset().union(*counted.values())
    for slot in asked.slots:
        if not any(f"{word}/{slot.id}" in open_ for word in ("ask", "obtain", "show", "drop")):
            place = None if slot.when is None else version.place_of(slot.when)
            yield Diagnostic("R-DEAD-ARM", place or slot.place, {"name": slot.id}, Severity.WARNING)
    due = AllOf(tuple(Said(condition) for condition in asked.due))
    for cells, claims in counted.items():
        if not claims:
            world = world_of(table.cone, cells)
            if holds(due, world, base):
                yield Diagnostic("R-NO-ARM", asked.place, {"name": asked.id}, Severity.WARNING, witness(world, sources))
                return


def nothing_left(version: Version, base: RuleBase, days: tuple[dt.date, dt.date], cap: int) -> Iterator[Diagnostic]:
    """R-NEVER of the whole item: the first line of `never` and `not_for` with which, and those before it, no situation is left.

    Lines that share nothing are looked at apart; of those that are too many to tell nothing is said.
    """
    waiting = barring(base)
    while waiting:
        cone = cone_of(Output("never", waiting[:1], waiting[1:]), base, version, *days)
        lines = (*waiting[:1], *cone.constraints)
        waiting = tuple(line for line in waiting if line not in lines)
        if cone.count > cap or _leave_one(lines, cone, base):
            continue
        last = next(i for i in range(len(lines)) if not _leave_one(lines[: i + 1], cone, base))
        word, _, number = lines[last].partition("/")
        written = version.never if word == "never" else version.not_for
        yield Diagnostic("R-NEVER", written[int(number)][1], {"name": version.item})


def _leave_one(lines: tuple[str, ...], cone: Cone, base: RuleBase) -> bool:
    """Whether some situation is left in which none of *lines* holds."""
    worlds = (world_of(cone, cells) for cells in cone.situations())
    return any(not any(holds(Claim(line), world, base) for line in lines) for world in worlds)


def conflicts(
    version: Version, base: RuleBase, days: tuple[dt.date, dt.date], sources: Sources, cap: int
) -> Iterator[Diagnostic]:
    """R-CONFLICT: one document asked for twice in one situation, in two forms (B15). Too wide to tell: R-CONE, a warning."""
    slots = [slot for slot in version.slots.values() if slot.arm.document and f"ask/{slot.id}" in base.claims]
    constraints = barring(base)
    for i, one in enumerate(slots):
        for other in slots[i + 1 :]:
            if not _may_conflict(version, one, other):
                continue
            both = (f"ask/{one.id}", f"ask/{other.id}")
            output = Output(f"{one.id} + {other.id}", both, constraints)
            cone = cone_of(output, base, version, *days)
            for wide in too_large(output, cone, cap, other.place):
                yield replace(wide, severity=Severity.WARNING)
            if cone.count > cap:
                continue
            for cells, claims in evaluated(cone, output, base).entries.items():
                if claims == frozenset(both):
                    found = witness(world_of(cone, cells), sources)
                    yield Diagnostic("R-CONFLICT", other.place, {"one": one.id, "other": other.id}, witness=found)
                    break


def _may_conflict(version: Version, one: Slot, other: Slot) -> bool:
    """Whether two slots ask one and the same applicant for one document in two forms, at one time, neither covering the other."""
    if one.arm.document != other.arm.document or same_form(one.arm, other.arm):
        return False
    if one.requirement == other.requirement or one.list != other.list:
        return False
    if one.requirement in coverers(version, other.requirement) or other.requirement in coverers(version, one.requirement):
        return False
    staged = (version.asked[slot.requirement].requirement.due_at for slot in (one, other))
    return len({None if at is None else at.event for at in staged}) == 1
