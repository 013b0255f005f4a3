"""Two notices for one applicant compared: what one tells and the other does not.

    Notice, Notice  ->  Difference

Digests, versions of acts and numbers of entries are left out: two notices are the same where the applicant must do the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from materials_rules.notice.model import Finding, Notice

SECTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "findings": ("需要补正", "to supplement"),
    "conditional": ("视情形需要", "conditional"),
    "questions": ("待回答", "questions"),
    "due_later": ("以后提交", "due later"),
    "not_needed": ("不需提交", "not needed"),
    "office_tasks": ("由机关取得", "obtained by the office"),
    "in_order": ("已齐全", "in order"),
    "extra": ("多余", "not asked for"),
}
"""The parts of a notice that are compared, with their names."""


@dataclass(frozen=True)
class Difference:
    """What two notices tell otherwise: the outcome, and part by part what came, went, or is told in another way."""

    outcome: tuple[str, str]
    came: Mapping[str, tuple[str, ...]]
    went: Mapping[str, tuple[str, ...]]
    altered: Mapping[str, tuple[str, ...]]

    @property
    def is_none(self) -> bool:
        """Whether both tell the same."""
        return self.outcome[0] == self.outcome[1] and not (self.came or self.went or self.altered)


def difference(old: Notice, new: Notice) -> Difference:
    """What *new* tells otherwise than *old*."""
    came, went, altered = {}, {}, {}
    for section in SECTIONS:
        mine, yours = _told(old, section), _told(new, section)
        came[section] = tuple(key for key in yours if key not in mine)
        went[section] = tuple(key for key in mine if key not in yours)
        altered[section] = tuple(key for key in yours if key in mine and mine[key] != yours[key])
    return Difference((str(old.outcome), str(new.outcome)), *map(_some, (came, went, altered)))


def _some(found: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {section: keys for section, keys in found.items() if keys}


def _told(notice: Notice, section: str) -> dict[str, object]:
    """The entries of a part by their keys, each with what it asks for."""
    found: dict[str, object] = {}
    for entry in getattr(notice, section):
        key = _key(entry)
        found[key] = _content(entry)
    return found


def _key(entry: object) -> str:
    whose = getattr(entry, "subject", None)
    name = getattr(entry, "id", None) or getattr(entry, "material", None) or getattr(entry, "document", "")
    return f"{name}[{whose}]" if whose and "[" not in str(name) else str(name)


def _content(entry: object) -> object:
    """What an entry asks for, without numbers, sentences and citations."""
    if isinstance(entry, Finding):
        arms = [(arm.material, arm.criteria, arm.defects) for arm in entry.arms]
        ways = (entry.deferrable is None, entry.commitment is None)
        return msgspec.to_builtins((entry.kind, arms, ways, getattr(entry, "if_", None)))
    return getattr(entry, "class_", None)
