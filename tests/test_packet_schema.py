"""The definition of a packet, its schema and its reader agree on what is one."""

from __future__ import annotations

import json
from collections.abc import Iterator

import jsonschema
import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import inspect
from packets import EXACT, FULL, places, planted, written

from materials_rules.ground.errors import NotAPacket
from materials_rules.packet import Packet, packet_schema, read_exact
from materials_rules.packet.faults import one_type, packet_shape
from materials_rules.packet.model import days_and_values_hold


def test_every_day_and_every_value_of_the_definition_is_checked() -> None:
    assert days_and_values_hold(read_exact(written(FULL), "p").packet)
    days = [place for place in places(FULL) if is_text(place) and at(place)[:3] in {"202"}]
    values = [place for place in places(FULL) if len(place) > 1 and place[-2] in {"facts", "fields"}]
    values += [place for place in places(FULL) if place[:1] == ("lists",) and len(place) == 4]

    assert len(days) == 3 + 2 + 1 + 2 and len(values) == 6 + 1 + 1 + 2
    assert {str(place[-1]) for place in days} == set(day_keys(packet_shape())) - {"issued_on", "expires_on"}
    for place in [*days, ("materials", 0, "issued_on"), ("materials", 0, "expires_on")]:
        assert not days_and_values_hold(msgspec.convert(planted(EXACT, place, "2026-02-30"), Packet))
    for place in values:
        wrong: tuple[object, ...] = ({}, [1], [None], [[]], 10**28, -(10**28))
        for bad in wrong:
            assert not days_and_values_hold(msgspec.convert(planted(EXACT, place, bad), Packet))


def at(place: tuple[object, ...]) -> str:
    value: object = FULL
    for step in place:
        value = value[step]  # type: ignore[index]  # places() leads through objects and arrays only
    return value if isinstance(value, str) else ""


def is_text(place: tuple[object, ...]) -> bool:
    return bool(at(place))


def day_keys(shape: inspect.StructType) -> Iterator[str]:
    for key in shape.fields:
        if "'day'" in str(key.type) and not isinstance(one_type(key.type), (inspect.StructType, inspect.VarTupleType)):
            yield key.encode_name
        due = one_type(key.type)
        if isinstance(due, inspect.VarTupleType):
            due = one_type(due.item_type)
        if isinstance(due, inspect.StructType):
            yield from day_keys(due)


def test_the_schema_is_a_schema_and_describes_every_key_in_both_languages() -> None:
    schema = packet_schema()
    jsonschema.Draft202012Validator.check_schema(schema)

    text = json.dumps(schema, ensure_ascii=False)
    assert all(ref.startswith('#/$defs/') for ref in text.split('"$ref": "')[1:])
    for name, shape in json.loads(text)["$defs"].items():
        for key, said in {"": shape, **shape["properties"]}.items():
            assert "。" in said["description"] and said["description"].endswith("."), (name, key)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.decimals(-9, 9, places=2).map(float) | st.sampled_from(["", "x", "2026-03-02", "paper", "found"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["x", "for", "material"]), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(places(FULL), key=repr)), ANY), min_size=1, max_size=2))
def test_reader_and_schema_agree_on_what_is_a_packet(changes: list[tuple[tuple[object, ...], object]]) -> None:
    value: object = FULL
    for place, new in changes:
        try:
            value = planted(value, place, new)
        except (KeyError, TypeError, IndexError, ValueError):
            continue  # the first change took that place away
    validator = jsonschema.Draft202012Validator(packet_schema())
    try:
        faults = read_exact(written(value), "p").warnings
        assert all(fault.code == "P-UNKNOWN-FIELD" for fault in faults)
        assert validator.is_valid(value)
    except NotAPacket as error:
        # what a schema cannot tell: real days, and the sign and exponent that Python's floats have
        unseen = {"P-DATE", "P-NUMBER", "P-TYPE"} if "1.0" in repr(value) or ".0" in repr(value) else {"P-DATE", "P-NUMBER"}
        assert not validator.is_valid(value) or {fault.code for fault in error.diagnostics} <= unseen
