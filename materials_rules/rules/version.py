"""One item version with everything in it understood: slots found, names resolved, conditions typed.

A *slot* is a place for one material: a requirement, or one arm of a requirement with several. `rules.understand` makes a
version from its file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from materials_rules.condition.tree import Condition, Variable
from materials_rules.ground.diagnostic import Place
from materials_rules.reading.source import Path, Scalar
from materials_rules.rules.basis import Basis
from materials_rules.rules.item import ItemFile
from materials_rules.rules.material import Arm, Read, Requirement
from materials_rules.rules.names import type_of

__all__ = ["SERIOUS_BAD_CREDIT", "Asked", "Line", "Slot", "Version", "type_of"]

SERIOUS_BAD_CREDIT: Final = "serious_bad_credit"
"""The built-in office fact: asked only where a deferral or a commitment is claimed."""


@dataclass(frozen=True)
class Slot:
    """A place for one material. `list` names the list that repeats it; `at` is its path in its file."""

    id: str
    requirement: str
    arm: Arm
    basis: tuple[Basis, ...]
    when: Condition | None
    list: str | None
    place: Place
    at: Path = ()


@dataclass(frozen=True)
class Asked:
    """One requirement in this item: `due` must hold as a whole for it to be asked; `at` is its path in its file."""

    id: str
    requirement: Requirement
    due: tuple[Condition, ...]
    staged: Condition | None
    slots: tuple[Slot, ...]
    list: str | None
    place: Place
    common: bool = False
    group: str | None = None
    at: Path = ()


@dataclass(frozen=True)
class Line:
    """One consistency line: what must say the same, in which situation."""

    name: str
    same: tuple[Variable, ...]
    when: Condition | None
    place: Place
    say: str | None
    basis: tuple[Basis, ...]
    list: str | None


@dataclass(frozen=True)
class Version:
    """An item from one day on, understood."""

    item: str
    file: ItemFile
    path: str
    asked: Mapping[str, Asked]
    slots: Mapping[str, Slot]
    definitions: Mapping[str, Condition]
    never: tuple[tuple[Condition, Place], ...]
    not_for: tuple[tuple[Condition, Place], ...]
    given: Mapping[str, Condition]
    consistency: tuple[Line, ...]
    elements: Mapping[str, tuple[Condition, ...]]
    places: Mapping[str, Place] = field(default_factory=dict)
    texts: tuple[tuple[Condition, Scalar], ...] = field(default=(), compare=False, repr=False)

    def place_of(self, condition: Condition, part: Condition | None = None) -> Place | None:
        """Where *condition* begins in its file, or a *part* of it; None for one that no author wrote."""
        for written, text in self.texts:
            if written is condition:
                return text.place_of(0 if part is None else part.at.start)
        return None

    def read(self, variable: Variable) -> Read:
        """The declaration of a slot's field."""
        return self.slots[variable.owner].arm.reads[variable.name.removeprefix(variable.owner + ".")]
