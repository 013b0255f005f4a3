"""What a rule of lint looks at: one version of an item, or the whole ruleset, with the place of every word.

    Ruleset, plans  ->  WholeRuleset, OneVersion
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from materials_rules.condition.tree import Condition, parts
from materials_rules.condition.written import Span
from materials_rules.ground.diagnostic import Place
from materials_rules.plan.classing import life
from materials_rules.plan.compile import Plan
from materials_rules.reading.source import Path, Scalar, Source
from materials_rules.rules.basis import Basis
from materials_rules.rules.checks import bases
from materials_rules.rules.element import ELEMENTS, Elements
from materials_rules.rules.item import ItemFile
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.shape import in_file, node_at
from materials_rules.rules.version import Asked, Slot, Version


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a rule of lint is broken; `args` fill what the rule says. `witness` is a situation that proves it."""

    place: Place
    args: Mapping[str, str] = field(default_factory=dict, hash=False)
    witness: Mapping[str, object] | None = field(default=None, hash=False)


@dataclass(frozen=True, slots=True)
class Written:
    """A condition that an author wrote: the path of its text, the text, what was understood.

    `owner` is the material, group, fact, list, definition, consistency line or element that it belongs to; of the lines of
    `never` and `not_for` it is their number.
    """

    owner: str
    path: Path
    text: Scalar
    condition: Condition

    def place(self, at: Span | None = None) -> Place:
        """Where the condition begins, or the part *at* of it."""
        return self.text.place_of(0 if at is None else at.start)

    def parts(self) -> Iterator[tuple[Condition, Place]]:
        """Every part of the condition with the place of its first character."""
        return ((part, self.place(part.at)) for part in parts(self.condition))


@dataclass(frozen=True, eq=False)
class OneVersion:
    """One version of an item; `plan` is None when it does not compile, `as_of` the day of lint when it is known.

    Paths are those of the typed models: `("elements", "fee", "cases", 0, "value", "standard")`.
    """

    ruleset: Ruleset
    version: Version
    source: Source
    common: Source
    plan: Plan | None
    as_of: dt.date | None = None

    @property
    def file(self) -> ItemFile:
        """The file as its author wrote it."""
        return self.version.file

    @property
    def elements(self) -> Elements:
        """Its sixteen elements."""
        return self.version.file.elements

    @cached_property
    def days(self) -> tuple[dt.date, dt.date]:
        """The first and the last day on which it is in force; the last is far away when no end is known."""
        return life(self.ruleset, self.version)

    @cached_property
    def remembered(self) -> dict[tuple[str, ...], Any]:
        """What one rule found out on the whole table and others ask again, by what was asked."""
        return {}

    def at(self, path: Path, key: bool = False) -> Place:
        """Where the value at *path* of the item's file stands, or with *key* the key above it."""
        return self.source.place_at(in_file(self.source, path), key)

    def text_at(self, path: Path) -> Scalar | None:
        """The text at *path* of the item's file; None where no single text stands there."""
        node = node_at(self.source, in_file(self.source, path))
        return node if isinstance(node, Scalar) else None

    def at_asked(self, asked: Asked, *path: str | int, key: bool = False) -> Place:
        """Where the value at *path* below a requirement stands: in the item's file, or in that of all items."""
        source = self.common if asked.common else self.source
        return source.place_at(in_file(source, (*asked.at, *path)), key)

    def source_of(self, slot: Slot) -> Source:
        """The file in which a slot stands: the item's, or that of all items."""
        return self.common if self.version.asked[slot.requirement].common else self.source

    def at_slot(self, slot: Slot, *path: str | int, key: bool = False) -> Place:
        """Where the value at *path* below a slot stands: in the item's file, or in that of all items."""
        source = self.source_of(slot)
        return source.place_at(in_file(source, (*slot.at, *path)), key)

    def at_word(self, slot: Slot, key: str, word: str) -> Place:
        """Where *word* begins in the text below *key* of a slot; where the text begins when it is not in it as it is."""
        source = self.source_of(slot)
        node = node_at(source, in_file(source, (*slot.at, key)))
        if not isinstance(node, Scalar):
            return self.at_slot(slot, key)
        return node.place_of(max(0, node.text.find(word)))

    def cases(self, element: str) -> Iterator[tuple[Path, Any]]:
        """Every value of an *element* other than `materials`, with its path."""
        for i, case in enumerate(getattr(self.elements, element).cases):
            yield ("elements", element, "cases", i, "value"), case.value

    @cached_property
    def own(self) -> tuple[Asked, ...]:
        """The requirements that the item's own file asks for."""
        return tuple(asked for asked in self.version.asked.values() if not asked.common)

    @cached_property
    def own_slots(self) -> tuple[Slot, ...]:
        """The slots of the item's own file."""
        return tuple(slot for asked in self.own for slot in asked.slots)

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """All slots of the item, those of what every item owes included."""
        return tuple(self.version.slots.values())

    @cached_property
    def citations(self) -> tuple[tuple[Path, Basis], ...]:
        """Every citation of the item's file with its path."""
        return tuple(bases(self.file))

    @cached_property
    def conditions(self) -> tuple[Written, ...]:
        """Every condition of the item's own file."""
        return tuple(self._conditions())

    def _conditions(self) -> Iterator[Written]:
        version = self.version
        for name, condition in version.definitions.items():
            yield self._written(name, ("definitions", name), condition)
        for name, condition in version.given.items():
            sort = "facts" if name in self.file.facts else "lists"
            yield self._written(name, (sort, name, "given"), condition)
        for key, lines in (("never", version.never), ("not_for", version.not_for)):
            for i, (condition, _) in enumerate(lines):
                yield self._written(str(i), (key, i, "when"), condition)
        for i, line in enumerate(version.consistency):
            if line.when is not None:
                yield self._written(line.name, ("consistency", i, "when"), line.when)
        for name in ELEMENTS:
            for i, condition in enumerate(version.elements.get(name, ())):
                yield self._written(name, ("elements", name, "cases", i, "when"), condition)
        told: set[Path] = set()
        for asked in self.own:
            for written in self._of_a_requirement(asked):
                if written.path not in told:  # a group has one condition for all its materials
                    told.add(written.path)
                    yield written

    def _of_a_requirement(self, asked: Asked) -> Iterator[Written]:
        # the condition of its group comes first, then its own
        whens: list[tuple[str, Path]] = [(asked.group, (*asked.at[:2], "when"))] if asked.group is not None else []
        whens += [(asked.id, (*asked.at, "when"))] if asked.requirement.when is not None else []
        for (owner, path), condition in zip(whens, asked.due, strict=True):
            yield self._written(owner, path, condition)
        if asked.staged is not None:
            yield self._written(asked.id, (*asked.at, "due_at", "when"), asked.staged)
        for slot in asked.slots:
            if slot.when is not None:
                yield self._written(slot.id, (*slot.at, "when"), slot.when)

    def _written(self, owner: str, path: Path, condition: Condition) -> Written:
        text = self.text_at(path)
        assert text is not None  # what was understood was written
        return Written(owner, path, text, condition)


@dataclass(frozen=True, eq=False)
class WholeRuleset:
    """A ruleset with all its versions; `sources` are its files by path relative to the place's folder."""

    ruleset: Ruleset
    versions: tuple[OneVersion, ...]
    as_of: dt.date | None = None

    @property
    def sources(self) -> Mapping[str, Source]:
        """Its files as they were read."""
        return self.ruleset.sources

    def at(self, file: str, path: Path, key: bool = False) -> Place:
        """Where the value at *path* of *file* stands (`sharing.yaml`, `../laws.yaml`), or with *key* the key above it."""
        source = self.sources[file]
        return source.place_at(in_file(source, path), key)

    @cached_property
    def newest(self) -> Mapping[str, OneVersion]:
        """The newest version of each item."""
        return {one.version.item: one for one in self.versions}


def whole(
    ruleset: Ruleset, plans: Mapping[tuple[str, dt.date], Plan], as_of: dt.date | None = None
) -> WholeRuleset:
    """*ruleset*, which was read from its files, ready to be looked at; items in order, their versions oldest first."""
    common = ruleset.sources["common.yaml"]
    versions = tuple(
        OneVersion(
            ruleset, version, ruleset.sources[_path(version)], common, plans.get((item, version.file.in_force_from)), as_of
        )
        for item, found in ruleset.items.items()
        for version in found
    )
    return WholeRuleset(ruleset, versions, as_of)


def _path(version: Version) -> str:
    return f"items/{version.item}/{version.file.in_force_from.isoformat()}.yaml"
