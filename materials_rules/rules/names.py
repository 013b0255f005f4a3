"""The names that the conditions of one item may write, apart from its slots: built-in, and as its author chose them.

    ItemFile, its requirements  ->  names with their places and types
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, get_args

from materials_rules.condition.scope import Declared
from materials_rules.condition.tree import Boolean, Date, Kind, Number, OneOf, SomeOf, Text, ValueType
from materials_rules.reading.key_words import WORDS
from materials_rules.reading.source import Path
from materials_rules.rules.element import ApplicantKind
from materials_rules.rules.fact import Fact
from materials_rules.rules.item import ItemFile
from materials_rules.rules.material import Read, Requirement

APPLICANT_KINDS: Final[tuple[str, ...]] = get_args(ApplicantKind)


def closed(members: tuple[str, ...]) -> OneOf:
    """A choice of our own among *members*, each of which a condition may also spell as files in Chinese do."""
    return OneOf(members, spellings=tuple(WORDS.get(member, member) for member in members))


BUILT_IN: Final[Mapping[str, Declared]] = {
    "received_on": Declared(Kind.RECEIVED_ON, Date()),
    "by_agent": Declared(Kind.BY_AGENT, Boolean()),
    "applicant.kind": Declared(Kind.APPLICANT, closed(APPLICANT_KINDS)),
    "applicant.name": Declared(Kind.APPLICANT, Text()),
    "applicant.id": Declared(Kind.APPLICANT, Text()),
    "applicant.phone": Declared(Kind.APPLICANT, Text()),
}

_PLAIN: Final[Mapping[str, ValueType]] = {"boolean": Boolean(), "date": Date(), "text": Text()}


def type_of(fact: Fact | Read) -> ValueType:
    """The type of a fact or a field as conditions know it."""
    if fact.one_of is not None:
        return OneOf(tuple(fact.one_of), labels=tuple(fact.one_of.values()))
    if isinstance(fact, Fact) and fact.some_of is not None:
        return SomeOf(tuple(fact.some_of), labels=tuple(fact.some_of.values()))
    if fact.type == "number":
        return Number(fact.decimals or 0, fact.minimum, fact.maximum, fact.unit or "")
    return _PLAIN[fact.type or "text"]


def names_of_answers(file: ItemFile) -> Iterator[tuple[str, Path]]:
    """The name of every fact, list and definition, of their fields and members, each with the path of its key."""
    for name, fact in file.facts.items():
        yield name, ("facts", name)
        yield from _members(fact, ("facts", name))
    for name, listed in file.lists.items():
        yield name, ("lists", name)
        for field, fact in listed.each.items():
            yield field, ("lists", name, "each", field)
            yield from _members(fact, ("lists", name, "each", field))
    for name in file.definitions:
        yield name, ("definitions", name)


def names_of_materials(requirement: Requirement, name: str, path: Path) -> Iterator[tuple[str, Path]]:
    """The id of a requirement at *path* and of its arms, the names of their fields and members."""
    yield name, path
    for arm_id, arm in requirement.arms.items():
        where: Path = (*path, "any_of", arm_id) if arm_id else path
        if arm_id:
            yield arm_id, where
        for field, read in arm.reads.items():
            yield field, (*where, "reads", field)
            yield from _members(read, (*where, "reads", field))


def ids_of(requirement: Requirement, name: str, path: Path) -> Iterable[tuple[str, Path]]:
    """The ids alone: of a requirement at *path* and of its arms."""
    yield name, path
    for arm_id in requirement.any_of or {}:
        yield arm_id, (*path, "any_of", arm_id)


def _members(of: Fact | Read, path: Path) -> Iterator[tuple[str, Path]]:
    for key in ("one_of", "some_of"):
        for member in getattr(of, key, None) or {}:
            yield member, (*path, key, member)
