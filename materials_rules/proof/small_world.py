"""A group of requirements as a world small enough to look at every packet of it.

    Plan, Group  ->  World, or none
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from materials_rules.plan.compile import Plan
from materials_rules.proof.axes import Axis, Papers, assembled, axes, count
from materials_rules.proof.laid import Table
from materials_rules.proof.narrowed import Group, narrowed, read_by, variables_of
from materials_rules.proof.told import Told
from materials_rules.verdict.situation import Situation
from materials_rules.witness.packet import packet_of
from materials_rules.witness.rest import settled
from materials_rules.witness.written import Data

MOST_PACKETS: Final = 900
"""Of one small world; a larger one is taken apart, and what is too large even then is proved on the diagrams alone."""

Chosen = tuple[int, ...]

@dataclass
class World:
    """One small world: its plan, its axes, and what was found of each packet."""

    plan: Plan
    group: Group
    axes: tuple[Axis, ...]
    base: Data
    detail: int
    known: dict[Chosen, Told] = field(default_factory=dict)
    papers: Papers = field(default_factory=dict)

    def normal(self, chosen: Chosen) -> Chosen:
        """The same packet without papers for a list that has nobody on it, which show nothing."""
        nobody = {axis.of for i, axis in self._lists if not axis.states[chosen[i]].value}
        if not nobody:
            return chosen
        slots = self.plan.version.slots
        return tuple(
            0 if axis.sort == "slot" and slots[axis.of].list in nobody else number
            for axis, number in zip(self.axes, chosen, strict=True)
        )

    def packet(self, chosen: Chosen) -> Data:
        """The packet with each axis in its chosen state."""
        return assembled(self.plan, self.base, self.axes, chosen, self.papers)

    def situation(self, chosen: Chosen) -> Situation:
        """That packet, read and laid on the table."""
        return self._table.situation(chosen)

    @cached_property
    def _lists(self) -> list[tuple[int, Axis]]:
        return [(i, axis) for i, axis in enumerate(self.axes) if axis.sort == "list"]

    @cached_property
    def _table(self) -> Table:
        return Table(self.plan, self.base, self.axes, self.papers)


BOUND_OF_DETAIL: Final = ("values", "papers", "members", "")
"""What a world of each detail leaves out."""


def small_world(plan: Plan, group: Group, most: int) -> World | None:
    """The small world of *group*, as rich as may be; None where even the plain one is too large.

    What decides whether the item is the right one is answered once and for all, unless the group reads some of it as well.
    """
    small = narrowed(plan, group)
    own = [output for output in small.outputs if not output.startswith("never/") and output != "scope"]
    names = read_by(small, group) if group.part_of else variables_of(small, own)
    if not group.part_of and "scope" in small.outputs and not names.keys().isdisjoint(scope := variables_of(small, ("scope",))):
        names |= scope
    for detail in reversed(range(len(BOUND_OF_DETAIL))):
        found = axes(small, names, detail)
        if found is not None and count(found) <= most:
            return World(small, group, found, _background(small, found), detail)
    return None


def _background(plan: Plan, found: Sequence[Axis]) -> Data:
    """The answers that no axis varies, so that the item is the right one and nothing contradicts itself.

    They are read off a whole packet in which all fits together, and what an axis varies is taken out of it again: a comparison
    has two sides, and a side that stayed behind would be an answer that nobody gave.
    """
    packets = (packet_of(plan, wanted) for wanted in settled(plan, {}))
    whole = next(packet for packet in packets if packet is not None)  # the last of them wants nothing
    varied = {axis.name for axis in found}
    kept = {key: value for key, value in whole.items() if key not in ("materials", "agent")}
    for part, sort in (("facts", "fact"), ("choices", "fact"), ("applicant", "applicant"), ("lists", "list")):
        if part in kept:
            kept[part] = {name: value for name, value in kept[part].items() if f"{sort}/{name}" not in varied}
    return {key: value for key, value in kept.items() if value != {}}
