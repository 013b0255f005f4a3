"""The exact reader: it decides everything about the bytes of a packet, and tells all faults at once.

    bytes  ->  ReadPacket, or NotAPacket, or LimitExceeded

A message names keys and places, never a value: what stands in a packet belongs to the applicant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Final

import msgspec
from msgspec import inspect

from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import LimitExceeded, NotAPacket
from materials_rules.packet.faults import one_type, packet_faults, packet_shape
from materials_rules.packet.model import Packet, days_and_values_hold
from materials_rules.reading.jsontext import key_shown, malformed, read_json


@dataclass(frozen=True, slots=True)
class ReadPacket:
    """A packet as it was read. `extras` keeps what stands under unknown keys, by JSON pointer."""

    packet: Packet
    warnings: tuple[Diagnostic, ...] = ()
    extras: Mapping[str, object] = field(default_factory=dict, hash=False)


def read_exact(data: bytes, path: str) -> ReadPacket:
    """The packet that *data* holds; *path* is where it came from, for messages.

    Raises NotAPacket with every fault, or LimitExceeded where one of them is a limit. Unknown keys are kept
    and warned about.
    """
    text = read_json(data, path)
    if not text.is_readable:
        raise _refusal(text.faults)
    if not isinstance(text.value, dict):
        fault = malformed(Place(path), "最外层应当是一个对象", "the outermost value must be an object")
        raise NotAPacket([fault])
    if text.faults:
        raise _refusal((*text.faults, *packet_faults(text.value, path)))
    if packet := _converted(text.value):
        return ReadPacket(packet)
    unknown = _Unknown(path)
    if packet := _converted(unknown.removed(_known_keys(), text.value, "")):
        return ReadPacket(packet, tuple(unknown.warnings), unknown.extras)
    raise _refusal(packet_faults(text.value, path))


def _refusal(faults: Iterable[Diagnostic]) -> NotAPacket | LimitExceeded:
    faults = tuple(faults)
    assert faults, "the types refuse what the patient walk finds nothing wrong with"
    exceeded = any(fault.code == "P-LIMIT" for fault in faults)
    return LimitExceeded(faults) if exceeded else NotAPacket(faults)


def _converted(value: object) -> Packet | None:
    try:
        packet = msgspec.convert(value, Packet)
    except msgspec.ValidationError:
        return None
    return packet if days_and_values_hold(packet) else None


# ---- unknown keys


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys of one struct; `parts` are those that hold a struct in turn, or an array of structs."""

    names: frozenset[str]
    parts: tuple[tuple[str, _Keys], ...]


@cache
def _known_keys() -> _Keys:
    return _keys(packet_shape())


def _keys(shape: inspect.StructType) -> _Keys:
    parts = []
    for key in shape.fields:
        due = one_type(key.type)
        if isinstance(due, inspect.VarTupleType):
            due = one_type(due.item_type)
        if isinstance(due, inspect.StructType):
            parts.append((key.encode_name, _keys(due)))
    return _Keys(frozenset(key.encode_name for key in shape.fields), tuple(parts))


_MOST_GUESSES: Final = 50  # "did you mean" takes time, and so many unknown keys are no slips


@dataclass(slots=True)
class _Unknown:
    """What stands under keys that are not ours, and the warnings about them."""

    path: str
    warnings: list[Diagnostic] = field(default_factory=list)
    extras: dict[str, object] = field(default_factory=dict)

    def removed(self, keys: _Keys, value: object, pointer: str) -> object:
        """*value* without its unknown keys, which are remembered."""
        if isinstance(value, list):
            return [self.removed(keys, part, f"{pointer}/{index}") for index, part in enumerate(value)]
        if not isinstance(value, dict):
            return value
        if not keys.names.issuperset(value):
            for position, (key, member) in enumerate(value.items(), start=1):
                if key not in keys.names:
                    self._remember(keys, key, position, pointer)
                    self.extras[f"{pointer}/{_escaped(key)}"] = member
            value = {key: member for key, member in value.items() if key in keys.names}
        inner = {
            name: self.removed(part, value[name], f"{pointer}/{name}") for name, part in keys.parts if name in value
        }
        return {**value, **inner} if inner else value

    def _remember(self, keys: _Keys, key: str, position: int, pointer: str) -> None:
        shown = key_shown(key, position)
        near = _nearest(shown, keys.names) if len(self.warnings) < _MOST_GUESSES else None
        args = {
            "key": shown,
            "near_zh": f"；是否应为 `{near}`" if near else "",
            "near_en": f"; did you mean `{near}`" if near else "",
        }
        place = Place(self.path, pointer=f"{pointer}/{shown}")
        self.warnings.append(Diagnostic("P-UNKNOWN-FIELD", place, args, Severity.WARNING))


@lru_cache(maxsize=1024)
def _nearest(key: str, names: frozenset[str]) -> str | None:
    return next(iter(get_close_matches(key, sorted(names), n=1)), None)


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
