"""How many originals or copies of a document there are.

    document  ->  Count

Where a line of the packet leaves a number open, the numbers of the others are the least there are.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import UnsetType

from materials_rules.packet.document import Document


class Count(NamedTuple):
    """At least so many; *is_exact* says that there are no more."""

    least: int
    is_exact: bool


def count(document: Document, what: Literal["originals", "copies"]) -> Count:
    """How many *what* of *document* are recorded."""
    number = document.material.originals if what == "originals" else document.material.copies
    if isinstance(number, UnsetType):
        return Count(0, is_exact=False)
    return Count(number, is_exact=what not in document.uncounted)
