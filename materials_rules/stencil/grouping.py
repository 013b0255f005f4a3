"""The groups of requirements where certain answers are open, numbered.

    Parting, names of open answers  ->  Grouping
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from materials_rules.notice.reading import Thing
from materials_rules.packet.model import Packet
from materials_rules.plan.compile import Plan
from materials_rules.stencil.parting import ITEM, Parting
from materials_rules.stencil.tokens import Token


@dataclass(frozen=True, slots=True)
class Reads:
    """What a group reads: `answers`, what is `beside` them, and the `gate`, which counts where one of the answers is open."""

    answers: tuple[str, ...]
    beside: tuple[str, ...]
    gate: tuple[str, ...]

    def tokens(self, tokens: Mapping[Token, Token]) -> tuple[Token, ...]:
        """Those of *tokens* that count for the group."""
        answers = tuple(map(tokens.get, self.answers))
        gate = tuple(map(tokens.get, self.gate)) if None in answers else ()
        return answers + tuple(map(tokens.get, self.beside)) + gate


class Grouping:
    """The groups of requirements, numbered from 0; of what is whole there is one. `reads` is what each group reads."""

    def __init__(self, plan: Plan, parting: Parting, open_names: tuple[str, ...] | None) -> None:
        """*open_names* as variables are called; None: everything has to do with everything."""
        self._version = plan.version
        self._groups = None if open_names is None or parting.is_whole else parting.groups(open_names)
        self._numbers: dict[str, int] = {}
        self._of: dict[str, int] = {}
        for name in (*plan.version.asked, ITEM):
            self._number(name)
        self.is_whole = self._groups is None
        self.groups = max(1, len(self._numbers))
        nodes = [*plan.version.asked, *(f"line/{line.name}" for line in plan.version.consistency), ITEM]
        self.reads = [Reads(*self._read(plan, parting, nodes, group)) for group in range(self.groups)]

    @property
    def mark(self) -> tuple[int, ...]:
        """The same for bases with the same groups."""
        lines = (f"line/{line.name}" for line in self._version.consistency)
        return tuple(self._known(name) for name in (*self._version.asked, *lines, ITEM))

    @property
    def item(self) -> int:
        """The group of what is asked for the item itself."""
        return self._known(ITEM)

    def _read(self, plan: Plan, parting: Parting, nodes: Sequence[str], group: int) -> Iterator[tuple[str, ...]]:
        answers = parting.read_by([node for node in nodes if self._known(node) == group])
        lists = {f"list/{asked.list}" for asked in plan.version.asked.values() if asked.list and self._known(asked.id) == group}
        names = answers | lists
        yield tuple(sorted(names))
        questions = {f"cannot/{'applicant' if one.startswith('applicant/') else one.partition('/')[2]}" for one in names}
        yield tuple(sorted({*questions, *self._read_beside(plan, group), *parting.of_all} - names))
        yield parting.gate

    def _read_beside(self, plan: Plan, group: int) -> Iterator[str]:
        """What counts for a group besides answers: what the office found, what was demanded, letters; the first has the rest."""
        if group == 0:
            yield "demand/"
        for asked in plan.version.asked.values():
            if self._known(asked.id) == group:
                yield f"demand/{asked.id}"
                yield f"letter/{asked.id}"
                granted = plan.ruleset.items.get(asked.requirement.result_of or "", ())
                results = (case.value.document for version in granted for case in version.file.elements.result.cases)
                own = (code for slot in asked.slots for code in (slot.arm.document, *slot.arm.proved_by))
                yield from (f"obtained/{code}" for code in dict.fromkeys((*own, *results)) if code)

    def _number(self, node: str) -> int:
        if self._groups is None:
            return 0
        return self._numbers.setdefault(self._groups.of(node), len(self._numbers))

    def _known(self, node: str) -> int:
        """The number of the group of *node*; 0 for what no requirement has to do with."""
        if self._groups is None:
            return 0
        number = self._of.get(node)
        if number is None:
            number = self._numbers.get(self._groups.of(node), 0)
            if node in self._groups:  # a packet may have any number of codes that nobody knows
                self._of[node] = number
        return number

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
