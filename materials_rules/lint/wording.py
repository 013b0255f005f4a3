"""The texts that people will read, each with its place.

    OneVersion  ->  elements with their texts
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.lint.asking import questions
from materials_rules.lint.subject import OneVersion
from materials_rules.reading.source import Mapping, Node, Path, Scalar, Source
from materials_rules.rules.element import ELEMENTS
from materials_rules.rules.shape import in_file, node_at
from materials_rules.rules.version import Slot

_NOT_FOR_PEOPLE: Final = frozenset({"basis", "when", "source", "law", "article", "paragraph", "point", "takes", "limit", "from"})
"""Keys of an element whose texts are names, numbers or conditions."""

_IDS: Final = frozenset({"legal_basis", "authority", "applicant_types", "case_type", "materials"})
"""Elements that consist of names of ours and of the author's, not of words; the materials are looked at by rules of their own."""


def texts_of_elements(one: OneVersion) -> Iterator[tuple[str, Scalar]]:
    """Every text of an element that people read, with the element."""
    for element in ELEMENTS:
        node = None if element in _IDS else node_at(one.source, ("elements", element))
        for scalar in () if node is None else _texts(node):
            yield element, scalar


_BESIDE: Final = frozenset(
    {"acceptance_conditions", "procedure", "application_place", "quantity_limit", "contact", "result", "promised_limit",
     "statutory_limit"}
)  # fmt: skip
"""Elements in whose words something may be asked for or charged that belongs to another element."""


def texts_beside_materials(one: OneVersion) -> Iterator[Scalar]:
    """What is said to people where no material is asked for: elements, questions with their choices, fields, notes, refusals.

    The notes of what must not be asked for, or names nothing, are read too: their material is refused, not what they say.
    """
    for element, text in texts_of_elements(one):
        if element in _BESIDE:
            yield text
    for slot in one.slots:
        yield from texts_of_slot(one, slot, "note")
        for name, field in slot.arm.reads.items():
            for key in ("name", "ask", "say"):
                yield from texts_of_slot(one, slot, "reads", name, key)
            for member in field.one_of or {}:
                yield from texts_of_slot(one, slot, "reads", name, "one_of", member)
    paths: list[Path] = []
    for path, fact in questions(one):
        paths += [(*path, "ask"), (*path, "note")]
        paths += [(*path, key, member) for key in ("one_of", "some_of") for member in getattr(fact, key) or {}]
    for name in one.file.lists:
        paths += [("lists", name, "ask"), ("lists", name, "name")]
    paths += [("not_for", i, "say") for i in range(len(one.file.not_for))]
    paths += [("never", i, "say") for i in range(len(one.file.never))]
    paths += [("consistency", i, "say") for i in range(len(one.file.consistency))]
    for path in paths:
        yield from texts_at(one, path)  # none where nothing is written


def texts_at(one: OneVersion, path: Path) -> Iterator[Scalar]:
    """Every text below *path* of the item's file, or the one that stands there; none where nothing does."""
    yield from _texts_in(one.source, path)


def texts_of_slot(one: OneVersion, slot: Slot, *path: str | int) -> Iterator[Scalar]:
    """The same below a slot: in the item's file, or in that of all items."""
    yield from _texts_in(one.source_of(slot), (*slot.at, *path))


def _texts_in(source: Source, path: Path) -> Iterator[Scalar]:
    where = in_file(source, path)  # of what is not there, the path of what is above it
    node = node_at(source, where) if where[-1:] == path[-1:] else None
    yield from () if node is None else _texts(node)


def _texts(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            if key.text not in _NOT_FOR_PEOPLE:
                yield from _texts(value)
    else:
        for item in node.items:
            yield from _texts(item)
