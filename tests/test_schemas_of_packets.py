"""Schemas for whoever sends packets: places and never values, nothing fetched, nothing raised."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from chinese import in_chinese
from hypothesis import given, settings
from hypothesis import strategies as st
from referencing.exceptions import Unresolvable
from test_schemas import BASES, NAMES, ROOT, called, errors, in_editor, mutate

from materials_rules.schemas import validate_outside
from materials_rules.schemas.authored import FILES
from materials_rules.schemas.outside import MOST_SHOWN, faults_in

# ---------------------------------------------------------------- what strangers send

PACKET: Final[dict[str, Any]] = {
    "packet": "P-1", "item": "sign", "received_on": "2026-03-02",
    "applicant": {"kind": "enterprise", "name": "张三丰商行", "id": "430400199901011234"},
    "facts": {"area": 12.5, "rented": True, "kinds": ["lit"]},
    "materials": [{"material": "sign-form", "originals": 1, "fields": {"name": "张三丰商行"}}],
}  # fmt: skip
PERSONAL: Final = ("张三丰", "430400199901011234", "secret")


def test_a_packet_that_fits_is_let_through() -> None:
    assert validate_outside("packet", PACKET) == []


@pytest.mark.parametrize(
    ("path", "value", "pointer", "words"),
    [
        (["received_on"], None, "", "缺少 `received_on`"),
        (["applicant"], ["secret"], "/applicant", "应当是对象"),
        (["applicant", "id"], 430400199901011234, "/applicant/id", ""),
        (["received_on"], "secret", "/received_on", "写法不对"),
        (["materials", 0, "originals"], -1, "/materials/0/originals", "应当不小于 0"),
        (["materials", 0, "originals"], "secret", "/materials/0/originals", "应当是整数"),
        (["materials", 0, "material"], None, "/materials/0", "缺少 `material`"),
        (["materials", 0, "medium"], "secret", "/materials/0/medium", ""),
        (["facts", "area"], {"secret": 1}, "/facts/area", "应当是"),
        (["round"], 0, "/round", "应当不小于 1"),
        (["packet"], "", "/packet", "至少 1 个字符"),
        (["lists"], {"张三丰 secret": 1}, "/lists/#1", "应当是列表"),
        (["lists"], {"drivers": [], "张三丰": 1}, "/lists/#2", "应当是列表"),
        (["lists"], {"430400199901011234": 1}, "/lists/#1", "应当是列表"),
        (["lists"], {"drivers": 1}, "/lists/drivers", "应当是列表"),
    ],
)
def test_a_stranger_is_told_the_place_and_never_a_value(path: list[Any], value: object, pointer: str, words: str) -> None:
    """B104."""
    (fault,) = validate_outside("packet", mutate(PACKET, path, value), "in.json")

    assert (fault.code, fault.place.path, fault.place.pointer) == ("P-SCHEMA", "in.json", pointer)
    assert words in fault.say("zh")
    said = "\n".join(fault.lines())
    assert not any(secret in said for secret in PERSONAL)
    assert "materials-rules schema packet" in said


def test_all_faults_are_told_in_order_and_once() -> None:
    spoiled = mutate(mutate(mutate(PACKET, ["item"], None), ["packet"], None), ["materials", 0, "copies"], "x")

    found = validate_outside("packet", spoiled)

    assert [fault.place.pointer for fault in found] == ["", "", "/materials/0/copies"]
    assert found == validate_outside("packet", spoiled)


def test_unknown_keys_are_named_only_where_they_look_like_keys() -> None:
    notice = {"schema": "notice/1", "张三丰": 1, "colour": 2, "430400199901011234": 3}

    said = "\n".join(line for fault in validate_outside("notice", notice) for line in fault.lines())

    assert "没有 `colour` 这个键" in said and "没有 `#2` 这个键" in said and "没有 `#4` 这个键" in said
    assert not any(secret in said for secret in PERSONAL)


def test_the_words_of_a_schema_are_shown_in_chinese_too() -> None:
    item = in_editor(in_chinese(BASES["item"].read_text("utf-8"), FILES["item"]))
    spoiled = mutate(item, ["要素", "事项名称"], {"取值": 1})

    (fault,) = list(validate_outside("item.zh", spoiled))

    assert fault.place.pointer == "/要素/事项名称"


def test_very_many_faults_are_cut() -> None:
    assert len(validate_outside("packet", {**PACKET, "materials": [1] * 10_000})) == MOST_SHOWN


@settings(max_examples=60)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8) | st.sampled_from(sorted(PACKET)), inner, max_size=5),
        max_leaves=12,
    ),
    st.sampled_from(NAMES),
)
def test_anything_at_all_is_judged_and_nothing_raised(data: Any, name: str) -> None:
    found = validate_outside(name, data)

    assert bool(found) is bool(errors(name, data))
    assert all(len(fault.lines()) == 2 for fault in found)


def test_a_schema_of_another_name_is_a_bug() -> None:
    with pytest.raises(KeyError):
        validate_outside("passport", {})


@pytest.fixture
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port on which somebody listens, and who called."""
    calls: list[str] = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.05)
    done = threading.Event()

    def listen() -> None:
        while not done.is_set():
            try:
                connection, address = server.accept()
            except TimeoutError:
                continue
            calls.append(str(address))
            connection.close()

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        yield server.getsockname()[1], calls
    finally:
        done.set()
        thread.join()
        server.close()


def test_nothing_is_ever_fetched(listener: tuple[int, list[str]]) -> None:
    port, calls = listener
    address = f"http://127.0.0.1:{port}/schema.json"

    with pytest.raises(Unresolvable):
        faults_in({"$ref": address}, "packet", {})
    with pytest.raises(Unresolvable):
        faults_in({"properties": {"a": {"$ref": f"{address}#/$defs/x"}}}, "packet", {"a": 1})
    with pytest.raises(Unresolvable):
        faults_in({"$id": address, "$ref": "other.json"}, "packet", {})
    for sent in ({"$ref": address}, {"$schema": address, **PACKET}, {**PACKET, "facts": {"$ref": address}}):
        validate_outside("packet", sent)

    with socket.create_connection(("127.0.0.1", port)):
        pass
    for _ in range(100):
        if calls:
            break
        threading.Event().wait(0.02)
    assert len(calls) == 1  # ours, which shows that a call would have been seen


NOTICES: Final = [
    path
    for top in ("examples", "tests/golden")
    for path in sorted((ROOT / top).rglob("*.json"))
    if '"schema": "notice/1"' in path.read_text("utf-8")
]


@pytest.mark.parametrize("path", NOTICES, ids=called)
def test_a_notice_of_ours_fits(path: Path) -> None:
    assert validate_outside("notice", json.loads(path.read_text("utf-8"))) == []


def test_there_are_notices_to_look_at() -> None:
    assert NOTICES
