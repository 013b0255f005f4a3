"""The texts that people will read, each with its place.

    OneVersion  ->  (element, place, text)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.diagnostic import Place
from materials_rules.lint.subject import OneVersion
from materials_rules.reading.source import Mapping, Node, Scalar
from materials_rules.rules.element import ELEMENTS
from materials_rules.rules.shape import node_at

_NOT_FOR_PEOPLE: Final = frozenset({"basis", "when", "source", "law", "article", "paragraph", "point", "takes", "limit", "from"})
"""Keys of an element whose texts are names, numbers or conditions."""

_IDS: Final = frozenset({"legal_basis", "authority", "applicant_types", "case_type", "materials"})
"""Elements that consist of names of ours and of the author's, not of words; the materials are looked at by rules of their own."""


def texts_of_elements(one: OneVersion) -> Iterator[tuple[str, Place, str]]:
    """Every text of an element that people read: the element, the place, the text."""
    for element in ELEMENTS:
        node = None if element in _IDS else node_at(one.source, ("elements", element))
        for scalar in () if node is None else _texts(node):
            yield element, scalar.place, scalar.text


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
