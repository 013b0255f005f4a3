"""Which places of a packet there are, and which of them hold text: what a table needs to know to be read without guessing.

    a path of keys and places  ->  Place, or None

It is read off the published form of a packet, so that a new key is known here as soon as it is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from materials_rules.packet.model import packet_schema

Step = str | int
"""A key of an object, or a place in an array, from 0."""
REQUIRED: Final = ("packet", "item", "received_on")
_Shape = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """What the form of a packet says of one place: whether it holds text and nothing else (apart from null)."""

    is_text: bool


def spot(path: Sequence[Step]) -> Spot | None:
    """What stands at *path* of a packet; None where the form has no such place."""
    shapes: list[_Shape] = _unfolded({"$ref": "#/$defs/Packet"})
    for step in path:
        shapes = [inner for shape in shapes for inner in _below(shape, step)]
        if not shapes:
            return None
    return Spot(all(shape.get("type") in ("string", "null") for shape in shapes))


def _below(shape: _Shape, step: Step) -> list[_Shape]:
    kinds = shape.get("type")
    if isinstance(step, int):
        is_array = kinds == "array" or (isinstance(kinds, list) and "array" in kinds)
        return _unfolded(shape["items"]) if is_array and "items" in shape else []
    if kinds != "object":
        return []
    if step in shape.get("properties", {}):
        return _unfolded(shape["properties"][step])
    return _unfolded(shape["additionalProperties"]) if isinstance(shape.get("additionalProperties"), dict) else []


def _unfolded(shape: _Shape) -> list[_Shape]:
    """*shape* with references followed, each alternative by itself."""
    if "$ref" in shape:
        return [_parts()[shape["$ref"].rpartition("/")[2]]]
    return [inner for one in shape.get("anyOf", [shape]) for inner in (_unfolded(one) if one is not shape else [one])]


@cache
def _parts() -> dict[str, _Shape]:
    parts = packet_schema()["$defs"]
    assert isinstance(parts, dict)
    return parts
