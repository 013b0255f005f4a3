"""Every fault in data that is no packet, found by following the types of the one definition through it.

    plain data  ->  diagnostics, each with its JSON pointer

The patient way, taken only where the types refuse: msgspec stops at the first fault and quotes the data.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Final

from msgspec import inspect

from materials_rules.ground.day import is_day
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.packet.model import Packet, is_flat
from materials_rules.reading.jsontext import UNUSABLE, key_shown, limit_exceeded

_FOUND: Final = {
    bool: ("true 或者 false", "true or false"),
    int: ("数", "a number"),
    Decimal: ("带小数点的数", "a number with a decimal point"),
    str: ("文本", "a text"),
    list: ("数组", "an array"),
    dict: ("对象", "an object"),
    NoneType: ("null", "null"),
}
_DUE: Final = {
    inspect.BoolType: ("true 或者 false", "true or false"),
    inspect.IntType: ("整数", "a whole number"),
    inspect.StrType: ("文本", "a text"),
    inspect.LiteralType: ("文本", "a text"),
    inspect.VarTupleType: ("数组", "an array"),
    inspect.DictType: ("对象", "an object"),
    inspect.StructType: ("对象", "an object"),
    inspect.AnyType: (
        "数、文本、true、false、null，或者由文本组成的数组",
        "a number, a text, true, false, null or an array of texts",
    ),
}


@cache
def packet_shape() -> inspect.StructType:
    """The definition of a packet, for walking along."""
    shape = inspect.type_info(Packet)
    assert isinstance(shape, inspect.StructType)
    return shape


def packet_faults(value: object, path: str) -> Iterator[Diagnostic]:
    """What keeps *value* from being a packet, unknown keys aside: P-TYPE, P-MISSING, P-DATE and the like."""
    yield from _faults(packet_shape(), value, Place(path))


def one_type(due: inspect.Type) -> inspect.Type:
    """*due* without its descriptions and without "or null": the one type that is left."""
    while isinstance(due, (inspect.Metadata, inspect.UnionType)):
        if isinstance(due, inspect.Metadata):
            due = due.type
        else:
            (due,) = (part for part in due.types if not isinstance(part, inspect.NoneType))
    return due


def _faults(due: inspect.Type, value: object, at: Place) -> Iterator[Diagnostic]:
    if value is UNUSABLE or (value is None and _may_be_null(due)):
        return
    match one_type(due), value:
        case inspect.StructType() as struct, dict():
            yield from _faults_of_members(struct, value, at)
        case inspect.DictType(value_type=inner), dict():
            for position, (key, member) in enumerate(value.items(), start=1):
                yield from _faults(inner, member, _below(at, key_shown(key, position)))
        case inspect.VarTupleType() as array, list():
            if array.max_length is not None and len(value) > array.max_length:
                yield limit_exceeded(at, "一个清单的成员数", "members of one list", array.max_length)
            for index, member in enumerate(value):
                yield from _faults(array.item_type, member, _below(at, str(index)))
        case inspect.StrType() as text, str():
            if _is_for_days(due) and not is_day(value):
                yield Diagnostic("P-DATE", at)
            elif len(value) < (text.min_length or 0):
                yield Diagnostic("P-EMPTY", at)
        case inspect.LiteralType(values=words), str():
            if value not in words:
                yield Diagnostic("P-WORD", at, {"words": " ".join(f"`{word}`" for word in words)})
        case inspect.IntType() as whole, int() if not isinstance(value, bool):
            if not (whole.ge or 0) <= value <= (whole.le or value):
                yield Diagnostic("P-RANGE", at, {"least": str(whole.ge), "most": str(whole.le)})
        case inspect.BoolType(), bool():
            pass
        case inspect.AnyType(), list():
            for index, member in enumerate(value):
                if not isinstance(member, str) and member is not UNUSABLE:
                    yield _wrong_type(inspect.StrType(), member, _below(at, str(index)))
        case inspect.AnyType(), _ if is_flat(value):
            pass
        case kind, _:
            yield _wrong_type(kind, value, at)


def _wrong_type(due: inspect.Type, value: object, at: Place) -> Diagnostic:
    (due_zh, due_en), (found_zh, found_en) = _DUE[type(due)], _FOUND[type(value)]
    args = {"due_zh": due_zh, "due_en": due_en, "found_zh": found_zh, "found_en": found_en}
    return Diagnostic("P-TYPE", at, args)


def _faults_of_members(due: inspect.StructType, value: dict[str, object], at: Place) -> Iterator[Diagnostic]:
    for key in due.fields:
        if key.encode_name in value:
            yield from _faults(key.type, value[key.encode_name], _below(at, key.encode_name))
        elif key.required:
            what_zh, what_en = _description(key.type)
            yield Diagnostic("P-MISSING", at, {"key": key.encode_name, "what_zh": what_zh, "what_en": what_en})


def _below(at: Place, step: str) -> Place:
    return Place(at.path, pointer=f"{at.pointer}/{step}")


def _may_be_null(due: inspect.Type) -> bool:
    while isinstance(due, inspect.Metadata):
        due = due.type
    return isinstance(due, inspect.AnyType) or (isinstance(due, inspect.UnionType) and due.includes_none)


def _is_for_days(due: inspect.Type) -> bool:
    match due:
        case inspect.Metadata(extra={"kind": "day"}):
            return True
        case inspect.Metadata(type=inner):
            return _is_for_days(inner)
        case inspect.UnionType(types=parts):
            return any(map(_is_for_days, parts))
    return False


def _description(due: inspect.Type) -> tuple[str, str]:
    match due:
        case inspect.Metadata(extra_json_schema={"description": str() as described}):
            zh, _, en = described.rstrip(".").partition("。")
            return zh, en
        case inspect.Metadata(type=inner):
            return _description(inner)
    return "", ""
