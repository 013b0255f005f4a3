"""The text of a YAML file as plain things that remember where they stood: no type, no reference, no tag.

    bytes  ->  Source

A scalar stays the text that was written; only our own models give it a type. Nothing is ever built from what
a file asks for, and everything that can be refused is refused at once.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.characters import decode, odd_characters, without_odd_characters
from materials_rules.reading.events import read_events
from materials_rules.reading.node import File, Mapping, Node, Plain, Scalar, Sequence, Style, keys, mapping_below, plain

__all__ = [
    "Mapping", "Node", "Path", "Plain", "Scalar", "Sequence", "Source", "Style", "keys", "mapping_below",
    "plain", "read_source",
]  # fmt: skip

MOST_SHOWN: Final = 100  # diagnostics of one file

Path = tuple[str | int, ...]


class Source(Struct, frozen=True):
    """One file that was read: its path and what stands in it."""

    path: str
    root: Node

    def place_at(self, path: Path, key: bool = False) -> Place:
        """Where the node at *path* stands, or the deepest one on the way; with *key* the key above it."""
        node = self.root
        place = node.place
        for step in path:
            if isinstance(node, Mapping) and isinstance(step, str) and (found := node.entry(step)):
                node = found[1]
                place = found[0].place if key else node.place
            elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
                node = node.items[step]
                place = node.place
            else:
                break
        return place


def read_source(data: bytes, path: str) -> Source:
    """The file *path* with the content *data*.

    Raises RulesetInvalid with every fault that can be seen at once, in the order of the file.
    """
    text = decode(data, path)
    odd = odd_characters(text, path)
    root, faults = read_events(File(path, without_odd_characters(text) if odd else text))
    if odd:  # with those replaced, a structure may break that the author will never see broken
        faults = odd + [fault for fault in faults if fault.code not in {"R-SYNTAX", "R-TAB"}]
    if not faults and (root is None or (isinstance(root, Scalar) and not root.text)):
        faults = [Diagnostic("R-EMPTY", Place(path, 1, 1))]
    if faults or root is None:
        raise RulesetInvalid(_in_order(faults))
    return Source(path, root)


def _in_order(faults: list[Diagnostic]) -> list[Diagnostic]:
    ordered = sorted(faults, key=lambda fault: (fault.place, fault.code))
    if len(ordered) <= MOST_SHOWN:
        return ordered
    more = {"count": str(len(ordered) - MOST_SHOWN)}
    path = ordered[0].place.path
    return [*ordered[:MOST_SHOWN], Diagnostic("R-MORE", Place(path), more, Severity.INFORMATION)]
