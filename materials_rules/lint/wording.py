"""The texts that people will read, each with its place.

    OneVersion  ->  elements with their texts
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.lint.subject import OneVersion
from materials_rules.reading.source import Mapping, Node, Path, Scalar
from materials_rules.rules.element import ELEMENTS
from materials_rules.rules.shape import in_file, node_at

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
    """What is said to people where no material is asked for: elements, questions with their choices, notes, refusals."""
    for element, text in texts_of_elements(one):
        if element in _BESIDE:
            yield text
    asked = [slot for slot in one.own_slots if not slot.arm.over_asked and not slot.arm.catch_all]
    paths: list[Path] = [(*slot.at, "note") for slot in asked]
    for name in one.file.facts:
        paths += [("facts", name, "ask"), ("facts", name, "note")]
    for name, listed in one.file.lists.items():
        paths.append(("lists", name, "ask"))
        paths += [("lists", name, "each", fact, key) for fact in listed.each for key in ("ask", "note")]
    paths += [("not_for", i, "say") for i in range(len(one.file.not_for))]
    paths += [("never", i, "say") for i in range(len(one.file.never))]
    paths += [("consistency", i, "say") for i in range(len(one.file.consistency))]
    yield from filter(None, map(one.text_at, paths))


def texts_at(one: OneVersion, path: Path) -> Iterator[Scalar]:
    """Every text below *path* of the item's file, or the one that stands there; none where nothing does."""
    where = in_file(one.source, path)  # of what is not there, the path of what is above it
    node = node_at(one.source, where) if where[-1:] == path[-1:] else None
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
