"""Which requirements have to do with one another; what is found of one group does not depend on the papers of another.

    Plan  ->  Parting;  Parting, what the packet leaves open  ->  the groups

Requirements belong together where one reads a paper of the other, covers it or is shown the same licence, asks for the same
document, where a line compares their papers, or what such a comparison may let the applicant correct, or where they read an
answer that is still open, so that one question decides both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from materials_rules.condition.tree import Kind, Variable
from materials_rules.packet.model import Packet
from materials_rules.plan.classing import coverers
from materials_rules.plan.compile import Plan
from materials_rules.plan.formula import BY_AGENT, RECEIVED_ON, Said, involved, name_of, readings
from materials_rules.rules.version import SERIOUS_BAD_CREDIT

PAPERS: Final = (Kind.SLOT_FIELD, Kind.PROVIDED)
OF_TOP: Final = ("round", "bundle", "applicant/kind", "letters")
"""What else a notice depends on besides its groups."""

READ_OFF: Final = "cannot/"
"""That what is read off papers cannot be answered: it has no name by which a packet could say so but the empty one."""

ITEM: Final = "item/"
"""The node of what is asked for the item itself: whether it is the right one, and what its elements are."""


class Groups:
    """Names joined into groups."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._parents = {name: name for name in names}

    def copy(self) -> Groups:
        """The same groups, to be joined further."""
        other = Groups()
        other._parents = dict(self._parents)
        return other

    def __contains__(self, name: str) -> bool:
        return name in self._parents

    def of(self, name: str) -> str:
        """The name that stands for the group of *name*; one that nobody knows stands alone."""
        parent = self._parents.get(name)
        if parent is None:
            return name
        while parent != self._parents[parent]:
            parent = self._parents[parent]
        self._parents[name] = parent
        return parent

    def join(self, names: Iterable[str]) -> None:
        """Makes one group of the groups of *names*."""
        first: str | None = None
        for name in names:
            self._parents.setdefault(name, name)
            if first is None:
                first = self.of(name)
            else:
                self._parents[self.of(name)] = first


class Parting:
    """The groups of one version, by the names of its requirements, and the answers that each requirement reads.

    `is_whole`: what is no requirement reads papers too, so that everything has to do with everything. `gate` is what decides
    the scope, contradictions, elements and what letters are worth, by what tokens are about; `of_all` of that what every group
    may speak of, elements and letters.
    """

    def __init__(self, plan: Plan) -> None:
        version = plan.version
        self._groups = Groups(version.asked)
        self._readers: dict[str, set[str]] = {}
        self.is_whole = False
        gate: set[str] = set()
        of_elements: set[str] = set()
        compared = {name_of(variable) for line in version.consistency for variable in line.same}
        for output, judged in plan.outputs.items():
            sort, _, name = output.partition("/")
            read = list(_variables(plan, judged.diagram.variables))
            if sort == "requirement":
                self._reads(plan, name, read, compared)
            elif sort != "consistency":
                self.is_whole = self.is_whole or any(one.kind in PAPERS or name_of(one) in compared for one in read)
                if sort in ("scope", "element"):
                    self._reads(plan, ITEM, read, compared)
                (of_elements if sort == "element" else gate).update(about(name_of(one)) for one in read)
        self.of_all = tuple(sorted({*of_elements, f"fact/{SERIOUS_BAD_CREDIT}", f"cannot/{SERIOUS_BAD_CREDIT}", READ_OFF}))
        self.gate = tuple(sorted({*gate, *self.of_all, *OF_TOP}))
        for line in version.consistency:
            judged_line = plan.outputs.get(f"consistency/{line.name}")
            read = [*line.same, *(_variables(plan, judged_line.diagram.variables) if judged_line else ())]
            node = f"line/{line.name}"
            self._reads(plan, node, read, compared)
            self._groups.join((node, *(name_of(variable) for variable in line.same if variable.kind not in PAPERS)))
        for asked in version.asked.values():
            self._groups.join((asked.id, *coverers(version, asked.id)))
            if asked.list is not None:
                self._readers.setdefault(f"list/{asked.list}", set()).add(asked.id)
            for slot in asked.slots:
                # what has no document is known by its own name, which may be that of another's
                shown = (slot.arm.document or slot.id, *slot.arm.proved_by)
                self._groups.join((asked.id, *(f"document/{document}" for document in shown)))

    def groups(self, open_names: Iterable[str]) -> Groups:
        """The groups where the answers with these names as variables are open."""
        found = self._groups.copy()
        for name in open_names:
            found.join(self._readers.get(name, ()))
        return found

    def read(self) -> Iterator[str]:
        """The names of the answers that some requirement or line reads, as variables."""
        yield from self._readers

    def read_by(self, nodes: Collection[str]) -> frozenset[str]:
        """What the answers are about that the requirements or lines *nodes* read."""
        return frozenset(about(name) for name, readers in self._readers.items() if not readers.isdisjoint(nodes))

    def _reads(self, plan: Plan, node: str, read: Iterable[Variable], compared: set[str]) -> None:
        for variable in read:
            name = name_of(variable)
            if variable.kind in PAPERS:
                slot = variable.owner if variable.kind is Kind.SLOT_FIELD else variable.name
                self._groups.join((node, plan.version.slots[slot].requirement))
            elif name not in (RECEIVED_ON, BY_AGENT):
                self._readers.setdefault(name, set()).add(node)
                if name in compared:
                    self._groups.join((node, name))


def about(variable: str) -> str:
    """What the token of a variable is about: of a member's fact its list."""
    sort, _, name = variable.partition("/")
    return f"list/{name.partition('.')[0]}" if sort == "member" else variable


def _variables(plan: Plan, names: Iterable[str]) -> Iterator[Variable]:
    """The declared variables behind those of a diagram, and those that decide whether they are asked."""
    for name in names:
        for variable in involved(plan.sources.get(name), plan.base):
            yield variable
            given = plan.version.given.get(variable.name) if variable.kind in (Kind.FACT, Kind.CHOICE) else None
            for reading in () if given is None else readings(Said(given), plan.base):
                yield from involved(reading.source, plan.base)


def open_in(packet: Packet, names: Iterable[str]) -> tuple[str, ...]:
    """The answers among *names*, as variables are called, that *packet* does not give, or not for every member of a list."""
    facts, choices, lists = packet.facts or {}, packet.choices or {}, packet.lists or {}
    found = []
    for name in names:
        sort, _, rest = name.partition("/")
        match sort:
            case "fact":
                is_given = facts.get(rest) is not None or choices.get(rest) is not None
            case "list":
                is_given = rest in lists
            case "member":
                listed, _, fact = rest.partition(".")
                is_given = listed in lists and all(member.get(fact) is not None for member in lists[listed])
            case _:
                is_given = bool(packet.applicant) and isinstance(getattr(packet.applicant, rest), str)
        if not is_given:
            found.append(name)
    return tuple(found)
