"""The groups of requirements where certain answers are open, numbered.

    Parting, names of open answers  ->  Base
"""

from __future__ import annotations

from collections.abc import Mapping

from materials_rules.notice.reading import Thing
from materials_rules.packet.model import Packet
from materials_rules.plan.compile import Plan
from materials_rules.stencil.parting import Parting


class Base:
    """The groups of requirements, numbered from 0; of what is whole there is one. `reads` are the facts that each group reads."""

    def __init__(self, plan: Plan, parting: Parting, open_names: tuple[str, ...] | None) -> None:
        """*open_names* as variables are called; None: everything has to do with everything."""
        self._version = plan.version
        self._groups = None if open_names is None or parting.is_whole else parting.groups(open_names)
        self._numbers: dict[str, int] = {}
        for name in plan.version.asked:
            self._number(name)
        self.is_whole = self._groups is None
        self.groups = max(1, len(self._numbers))
        nodes = [*plan.version.asked, *(f"line/{line.name}" for line in plan.version.consistency)]
        self.reads = [parting.read_by([node for node in nodes if self._known(node) == i]) for i in range(self.groups)]

    def _number(self, node: str) -> int:
        if self._groups is None:
            return 0
        return self._numbers.setdefault(self._groups.of(node), len(self._numbers))

    def _known(self, node: str) -> int:
        """The number of the group of *node*; 0 for what no requirement has to do with."""
        return 0 if self._groups is None else self._numbers.get(self._groups.of(node), 0)

    def of_asked(self, name: str) -> int:
        """The group of a requirement."""
        return self._known(name)

    def of_line(self, name: str) -> int:
        """The group of a line of consistency."""
        return self._known(f"line/{name}")

    def of_slot(self, slot: str) -> int:
        """The group of a slot."""
        return self._known(self._version.slots[slot].requirement)

    def of_paper(self, code: str) -> int:
        """The group of a paper by its code: that of its slot, or of those for which it may be shown or got."""
        return self.of_slot(code) if code in self._version.slots else self._known(f"document/{code}")

    def of_answer(self, thing: Thing) -> int | None:
        """The group that may let an answer be given otherwise; None where no group does."""
        name, _ = thing
        sort, slash, letter = name.partition("/")
        if slash:
            slot = self._version.slots.get(letter)
            return self.of_asked(letter if slot is None else slot.requirement)
        if self._groups is None:
            return 0
        about = f"applicant/{sort.removeprefix('applicant.')}" if sort.startswith("applicant.") else ""
        about = about or (f"member/{name}" if "." in name else f"fact/{name}")
        return self._numbers.get(self._groups.of(about))

    def places(self, packet: Packet) -> Mapping[tuple[str, str | None], int]:
        """The place of each paper among those of its group."""
        found: dict[tuple[str, str | None], int] = {}
        number: dict[int, int] = {}
        for line in packet.materials:
            group = self.of_paper(line.material)
            found[line.material, line.subject or None] = number.get(group, 0)
            number[group] = number.get(group, 0) + 1
        return found
