"""Every condition of a version where its author wrote it, taken apart into what it asks one by one.

    Plan, the files of its ruleset  ->  Sentence for each condition, with its atoms
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from materials_rules.condition.tree import (
    Against,
    Among,
    Between,
    Condition,
    Conjunction,
    Counting,
    Disjunction,
    HasMember,
    IsNone,
    IsProvided,
    Negation,
    Quantifier,
)
from materials_rules.condition.written import Span
from materials_rules.ground.diagnostic import Place
from materials_rules.plan.compile import Plan
from materials_rules.reading.source import Path, Scalar, Source, read_source
from materials_rules.rules.folder import Files
from materials_rules.rules.item import ItemFile
from materials_rules.rules.place import CommonFile
from materials_rules.rules.shape import node_at
from materials_rules.rules.spelling import in_english
from materials_rules.rules.version import Asked

Within = Literal["scope", "order", "anywhere"]
"""Where a condition is judged: for packets in scope, for packets whose answers fit together, for any."""

Atom = Against | Among | Between | HasMember | IsNone | IsProvided | Quantifier | Counting
_ATOMS: Final = (Against, Among, Between, HasMember, IsNone, IsProvided, Quantifier, Counting)


@dataclass(frozen=True)
class Sentence:
    """A condition: where it stands, for which packets it is judged, of the members of which list it is said."""

    id: str
    condition: Condition
    scalar: Scalar | None
    otherwise: Place
    within: Within
    list: str | None = None

    def place(self, at: Span) -> Place:
        """Where a part of it begins."""
        return self.otherwise if self.scalar is None else self.scalar.place_of(at.start)

    def text(self, at: Span) -> str:
        """A part of it, as its author wrote it."""
        return self.id if self.scalar is None else " ".join(self.scalar.text[at.start : at.end].split())

    @property
    def whole(self) -> str:
        """All of it, on one line."""
        return self.id if self.scalar is None else " ".join(self.scalar.text.split())


def atoms(sentence: Sentence) -> Iterator[tuple[Atom, str | None]]:
    """What a condition asks one by one, each with the list of whose members it is asked; definitions are not looked into."""
    waiting: list[tuple[Condition, str | None]] = [(sentence.condition, sentence.list)]
    while waiting:
        node, listed = waiting.pop(0)
        if isinstance(node, _ATOMS):
            yield node, listed
        match node:
            case Conjunction(parts) | Disjunction(parts):
                waiting[:0] = [(part, listed) for part in parts]
            case Negation(part):
                waiting.insert(0, (part, listed))
            case Quantifier(_, about, part):
                waiting.insert(0, (part, about.name))
            case Counting(about, inner) if inner is not None:
                waiting.insert(0, (inner, about.name))


def is_compound(condition: Condition) -> bool:
    """Whether it joins parts, so that it may be true or false in several ways."""
    while isinstance(condition, Negation):
        condition = condition.part
    return isinstance(condition, Conjunction | Disjunction)


@dataclass
class Sources:
    """The files of a ruleset, read again for the places of conditions; in English words."""

    files: Files
    read: dict[str, Source] = field(default_factory=dict)

    def at(self, shown: str) -> Source:
        """The file that messages call *shown*."""
        if shown not in self.read:
            path = next(path for path in self.files.bytes_of if self.files.shown(path) == shown)
            model = ItemFile if path.startswith("items/") else CommonFile
            self.read[shown] = in_english(read_source(self.files.bytes_of[path], shown), model)[0]
        return self.read[shown]


def sentences(plan: Plan, sources: Sources) -> Iterator[Sentence]:
    """Every condition of a version, in the order of its file: what comes before the materials, then they, then the rest."""
    version, file = plan.version, plan.version.file

    def made(
        id_: str, condition: Condition, path: Path, within: Within, where: str = version.path, listed: str | None = None
    ) -> Sentence:
        source = sources.at(where)
        node = node_at(source, path)
        return Sentence(id_, condition, node if isinstance(node, Scalar) else None, source.place_at(path), within, listed)

    for name, condition in version.definitions.items():
        yield made(f"definition/{name}", condition, ("definitions", name), "anywhere")
    for name, condition in version.given.items():
        path: Path = ("facts" if name in file.facts else "lists", name, "given")
        yield made(f"given/{name}", condition, path, "anywhere")
    for i, (condition, _) in enumerate(version.never):
        yield made(f"never/{i}", condition, ("never", i, "when"), "anywhere")
    for i, (condition, _) in enumerate(version.not_for):
        yield made(f"not_for/{i}", condition, ("not_for", i, "when"), "order")
    for name, conditions in version.elements.items():
        for i, condition in enumerate(conditions):
            yield made(f"element/{name}/{i}", condition, ("elements", name, i, "when"), "scope")
    groups: set[Path] = set()
    for asked in version.asked.values():
        for path, condition in _due(plan, asked):
            if path[0] == "groups" and len(path) == 3:
                if path in groups:
                    continue
                groups.add(path)
            yield made(f"due/{asked.id}", condition, path, "scope", asked.place.path, asked.list)
        if asked.staged is not None:
            yield made(f"staged/{asked.id}", asked.staged, (*asked.at, "due_at", "when"), "scope", asked.place.path, asked.list)
        for slot in asked.slots:
            if slot.when is not None and slot.at != asked.at:
                yield made(f"arm/{slot.id}", slot.when, (*slot.at, "when"), "scope", asked.place.path, asked.list)
    for i, line in enumerate(version.consistency):
        if line.when is not None:
            yield made(f"line/{line.name}", line.when, ("consistency", i, "when"), "scope", line.place.path, line.list)


def _due(plan: Plan, asked: Asked) -> Iterator[tuple[Path, Condition]]:
    """The conditions of a requirement with their paths: that of its group, then its own."""
    paths: list[Path] = []
    if asked.group is not None:
        paths.append((*asked.at[:2], "when"))
    if asked.requirement.when is not None:
        paths.append((*asked.at, "when"))
    yield from zip(paths, asked.due, strict=False)

