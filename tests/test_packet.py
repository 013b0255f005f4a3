"""Packets: what the exact reader takes, what it refuses and where, what is kept of it, within which limits."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET, inspect
from packets import FULL, LEAST, found, refusal, with_, written

from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.ground.errors import LimitExceeded, MaterialsRulesError, NotAPacket
from materials_rules.ground.messages.packet import MESSAGES
from materials_rules.packet import encode, exact, faults, read_exact, read_packet, recorded
from materials_rules.packet.faults import one_type, packet_shape
from materials_rules.reading import jsontext
from materials_rules.reading.jsontext import key_shown, read_json

BAD = Path(__file__).parent / "bad" / "packets"


# ---- bad inputs, with the very words


@pytest.mark.parametrize("bad", sorted(BAD.glob("*.json")), ids=lambda path: path.stem)
def test_a_bad_input_is_refused_in_these_words(bad: Path) -> None:
    error = refusal_of_file(bad)

    assert f"{error}\nexit {error.exit_code}\n" == bad.with_suffix(".out").read_text(encoding="utf-8")


def refusal_of_file(bad: Path) -> MaterialsRulesError:
    with pytest.raises((NotAPacket, LimitExceeded)) as caught:
        read_packet(bad.read_bytes(), bad.name)
    return caught.value


def test_every_golden_message_has_its_input() -> None:
    assert {out.stem for out in BAD.glob("*.out")} == {bad.stem for bad in BAD.glob("*.json")}
    assert len(list(BAD.glob("*.json"))) >= 40


# ---- codes and places

TABLE: dict[str, tuple[bytes, list[tuple[str, str]]]] = {
    "repeated at the top": (b'{"packet":"a","packet":"a","item":"i","received_on":"2026-03-02"}', [("P-DUPKEY", "/packet")]),
    "repeated below": (
        with_(materials=[{"material": "m", "fields": {}}]).replace(b"{}", b'{"x":1,"x":1}'),
        [("P-DUPKEY", "/materials/0/fields/x")],
    ),
    "repeated in another spelling": (with_(facts={"a": 1, "b": 2}).replace(b'"b"', b'"\\u0061"'), [("P-DUPKEY", "/facts/a")]),
    "NaN": (with_(facts={"a": float("nan")}), [("P-NUMBER", "/facts/a")]),
    "infinity": (with_(facts={"a": float("-inf")}), [("P-NUMBER", "/facts/a")]),
    "1e400": (with_(facts={"a": 7}).replace(b"7", b"1e400"), [("P-NUMBER", "/facts/a")]),
    "1E2": (with_(facts={"a": 7}).replace(b"7", b"1E2"), [("P-NUMBER", "/facts/a")]),
    "-0": (with_(facts={"a": 7}).replace(b"7", b"-0"), [("P-NUMBER", "/facts/a")]),
    "-0.00": (with_(facts={"a": 7}).replace(b"7", b"-0.00"), [("P-NUMBER", "/facts/a")]),
    "400 digits": (with_(facts={"a": 7}).replace(b"7", b"7" * 400), [("P-NUMBER", "/facts/a")]),
    "5000 digits": (with_(facts={"a": 7}).replace(b"7", b"7" * 5000), [("P-NUMBER", "/facts/a")]),
    "29 digits": (with_(facts={"a": 7}).replace(b"7", b"7" * 28 + b".7"), [("P-NUMBER", "/facts/a")]),
    "a bad number among texts": (with_(facts={"a": ["x", 7]}).replace(b"7", b"1e9"), [("P-NUMBER", "/facts/a/1")]),
    "identity number as number": (with_(applicant={"id": 430421199001011234}), [("P-TYPE", "/applicant/id")]),
    "text for a truth": (with_(materials=[{"material": "m", "complete": "false"}]), [("P-TYPE", "/materials/0/complete")]),
    "number for a truth": (with_(materials=[{"material": "m", "complete": 0}]), [("P-TYPE", "/materials/0/complete")]),
    "truth for a count": (with_(materials=[{"material": "m", "copies": True}]), [("P-TYPE", "/materials/0/copies")]),
    "fraction for a count": (with_(materials=[{"material": "m", "copies": 1.0}]), [("P-TYPE", "/materials/0/copies")]),
    "text for a count": (with_(materials=[{"material": "m", "copies": "1"}]), [("P-TYPE", "/materials/0/copies")]),
    "count below zero": (with_(materials=[{"material": "m", "copies": -1}]), [("P-RANGE", "/materials/0/copies")]),
    "too many copies": (with_(materials=[{"material": "m", "copies": 10**6}]), [("P-RANGE", "/materials/0/copies")]),
    "round zero": (with_(round=0), [("P-RANGE", "/round")]),
    "object as an answer": (with_(facts={"a": {}}), [("P-TYPE", "/facts/a")]),
    "array of numbers as an answer": (with_(facts={"a": [1]}), [("P-TYPE", "/facts/a/0")]),
    "null for a list": (with_(lists=None), [("P-TYPE", "/lists")]),
    "text as a list member": (with_(lists={"a": ["x"]}), [("P-TYPE", "/lists/a/0")]),
    "text as a material": (with_(materials=["x"]), [("P-TYPE", "/materials/0")]),
    "null for materials": (with_(materials=None), [("P-TYPE", "/materials")]),
    "choice that is no text": (with_(choices={"a": True}), [("P-TYPE", "/choices/a")]),
    "unknown medium": (with_(materials=[{"material": "m", "medium": "fax"}]), [("P-WORD", "/materials/0/medium")]),
    "unknown status": (with_(obtained=[{"document": "d", "status": "x"}]), [("P-WORD", "/obtained/0/status")]),
    "no code of a material": (with_(materials=[{}]), [("P-MISSING", "/materials/0")]),
    "no day of receipt": (written({"packet": "a", "item": "b"}), [("P-MISSING", "")]),
    "nothing at all": (b"{}", [("P-MISSING", "")] * 3),
    "no name of the packet": (with_(packet=""), [("P-EMPTY", "/packet")]),
    "long key": (with_(facts={"k" * 201: 1}), [("P-LIMIT", "/facts/#1")]),
    "long unknown key": (with_(**{"k" * 201: 1}), [("P-LIMIT", "/#4")]),
    "long list": (with_(lists={"a": [{}] * 201}), [("P-LIMIT", "/lists/a")]),
    "half a surrogate pair": (with_(item="x").replace(b'"x"', b'"\\ud800"'), [("P-ENCODING", "/item")]),
    "half a pair in a key": (with_(facts={"x": 1}).replace(b'"x"', b'"\\udc00"'), [("P-ENCODING", "/facts/#1")]),
    "escaped NUL": (with_(item="x").replace(b'"x"', b'"\\u0000"'), [("P-ENCODING", "/item")]),
    "raw NUL": (with_(item="x").replace(b'"x"', b'"\x00"'), [("P-ENCODING", "")]),
    "several": (
        b'{"packet":1,"item":null,"received_on":"2026-02-30","round":NaN,"facts":{"a":1,"a":{}},"materials":[{}]}',
        [
            ("P-NUMBER", "/round"),
            ("P-DUPKEY", "/facts/a"),
            ("P-TYPE", "/packet"),
            ("P-TYPE", "/item"),
            ("P-DATE", "/received_on"),
            ("P-TYPE", "/facts/a"),
            ("P-MISSING", "/materials/0"),
        ],
    ),
}


@pytest.mark.parametrize(("data", "expected"), TABLE.values(), ids=TABLE)
def test_all_faults_are_told_at_once_each_at_its_place(data: bytes, expected: list[tuple[str, str]]) -> None:
    assert found(data) == expected


@pytest.mark.parametrize(
    "day",
    ["2026-02-30", "2026-2-3", "20260203", "2024-W09-4", "0001-01-01", "1899-12-31", "9999-01-01", "", "2026-02-03 ",
     "2026-02-03T00:00:00Z", "2026-02-03+08:00", "２０２６-02-03", "2026/02/03", "2025-02-29", "2026-00-10"],
)  # fmt: skip
def test_a_day_has_one_spelling(day: str) -> None:
    assert found(with_(received_on=day)) == [("P-DATE", "/received_on")]
    assert found(with_(materials=[{"material": "m", "issued_on": day}])) == [("P-DATE", "/materials/0/issued_on")]


@pytest.mark.parametrize("day", ["1900-01-01", "9998-12-31", "2024-02-29"])
def test_every_real_day_is_taken(day: str) -> None:
    assert read_exact(with_(received_on=day), "p").packet.received_on == day


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"", 0, 0), (b" \r\n\t", 0, 0), (b"\xef\xbb\xbf", 0, 0), (b"[]", 0, 0), (b"1", 0, 0), (b"null", 0, 0), (b'"x"', 0, 0),
        (b"{} {}", 1, 4), (b"{}x", 1, 3), (b"{\n  'a': 1}", 2, 3), (b'{"a" 1}', 1, 6), (b'{"a":1 "b":2}', 1, 8), (b'{"a":1', 1, 7),
        (b'{"a":}', 1, 6), (b'{"a":01}', 1, 7), (b'{"a":+1}', 1, 6), (b'{"a":.5}', 1, 6), (b'{"a":"\n"}', 1, 7), (b'{"a":"\\x"}', 1, 7),
        (b'{"a":"b}', 1, 6), (b'{"a":1,}', 1, 8), (b"\xef\xbb\xbf\xef\xbb\xbf{}", 1, 1), ('{"a"：1}'.encode(), 1, 5), (b"{}\x0c", 1, 3),
        (b'{"a":True}', 1, 6), (b'{"a":"\\ud8zz"}', 1, 9), (b"{/**/}", 1, 2),
    ],
)  # fmt: skip
def test_what_is_no_json_object_is_told_with_line_and_column(data: bytes, line: int, column: int) -> None:
    (fault,) = refusal(data).diagnostics

    assert fault.code == "P-SYNTAX"
    assert (fault.place.line, fault.place.column) in {(line, column), (line, column - 1)}  # 3.13 points at the comma


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ('{"packet":"张三"}'.encode("gbk"), "GBK"),
        ('{"packet":"张三"}'.encode("utf-16"), "UTF-16"),
        ('{"packet":"张三"}'.encode("utf-16-le"), "UTF-16"),
        ('{"packet":"张三"}'.encode("utf-16-be"), "UTF-16"),
        ('{"packet":"张三李四王五赵六"}'.encode()[:-4] + b'"}', "UTF-8"),
        (b'{"packet":"\xff\xff"}', "UTF-8"),
        (b'{"packet":"\xed\xa0\x80"}', "UTF-8"),
        (b'{"packet":"\xc0\xaf\xff"}', "UTF-8"),
    ],
)
def test_a_wrong_encoding_is_named(data: bytes, word: str) -> None:
    (fault,) = refusal(data).diagnostics

    assert fault.code == "P-ENCODING"
    assert word in fault.say("zh") and word in fault.say("en")


def test_a_byte_order_mark_alone_is_accepted() -> None:
    assert read_packet(b"\xef\xbb\xbf" + written(LEAST), "p").packet == read_exact(written(LEAST), "p").packet


# ---- limits, guarded before anything is built


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 5_000_000,
        b'{"a":' * 900_000,
        b'{"a":[' * 33,
        b"[" * 33,
        b'{"facts":{"a":' + b"[" * 31 + b"]" * 31 + b"}}",
        b'{"a":"\\\\","b":' + b"[" * 40 + b"]" * 40 + b"}",
        b'{"a":"x\\"","b":' + b"[" * 40 + b"]" * 40 + b"}",
        b'{"a":' + b"[" * 31 + b"{}" + b"]" * 31 + b"}",
        b'{"a":"[","b":' + b"[" * 40 + b"]" * 40 + b"}",
        b" " * 5_000_001,
        b"[" + b"1," * 10_000 + b"1]",
        b"[" + b"[]," * 10_000 + b"[]]",
        b'{"a":[' + b'"",' * 9_999 + b'""]}',
    ],
    ids=range(13),
)
def test_a_limit_exceeded_is_31(data: bytes) -> None:
    error = refusal(data)

    assert isinstance(error, LimitExceeded) and error.exit_code == 31
    assert {fault.code for fault in error.diagnostics} == {"P-LIMIT"}


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":' * 31 + b"{}" + b"}" * 31,
        b'{"a":' + b"[" * 31 + b"]" * 31 + b"}",
        b'{"a":"' + b"[" * 50_000 + b'"}',
        b'{"a":"' + b'\\"[' * 50_000 + b'"}',
        b'{"a":"' + b"," * 50_000 + b'"}',
        b'{"a":[' + b"1," * 9_998 + b"1]}",
        b'{"a":[' + b" [ ]," * 9_998 + b"[]]}",
        b'{"a":"' + b"x" * 4_999_992 + b'"}',
        b'{"' + b"k" * 200 + b'":1}',
    ],
    ids=range(9),
)
def test_what_just_keeps_a_limit_is_read(data: bytes) -> None:
    text = read_json(data, "p")

    assert text.is_readable and not text.faults


# ---- what is kept


def test_every_key_of_the_definition_is_read_and_written_back() -> None:
    read = read_exact(written(FULL), "p")

    assert json.loads(encode(read.packet)) == FULL
    assert not read.warnings and not read.extras
    assert keys_of(packet_shape()) == keys_in(FULL)


def keys_of(shape: inspect.StructType) -> set[tuple[str, ...]]:
    keys: set[tuple[str, ...]] = set()
    for key in shape.fields:
        keys.add((key.encode_name,))
        due = one_type(key.type)
        if isinstance(due, inspect.VarTupleType):
            due = one_type(due.item_type)
        if isinstance(due, inspect.StructType):
            keys |= {(key.encode_name, *below) for below in keys_of(due)}
    return keys


def keys_in(value: dict[str, object]) -> set[tuple[str, ...]]:
    keys: set[tuple[str, ...]] = set()
    for key, member in value.items():
        keys.add((key,))
        inner = member[0] if isinstance(member, list) and member else member
        if isinstance(inner, dict) and key not in {"facts", "lists", "choices", "cannot_answer", "fields"}:
            keys |= {(key, *below) for below in keys_in(inner)}
    return keys


def test_left_out_and_null_are_two_things() -> None:
    out = read_exact(written(LEAST), "p").packet
    null = read_exact(with_(agent=None, materials=[{"material": "m", "issued_on": None}]), "p").packet

    assert out.agent is UNSET and out.materials == () and out.facts is UNSET
    assert null.agent is None and null.materials[0].issued_on is None and null.materials[0].expires_on is UNSET
    assert recorded(out.facts, {}) == {} and recorded(null.agent, None) is None


def test_numbers_stay_exact() -> None:
    facts = '{"a":50.00000000000000001,"b":12.50,"c":9999999999999999999999999999,"d":-1,"e":-0.5,"f":0,"g":0.1}'
    packet = read_exact(with_(facts=0).replace(b": 0}", b":" + facts.encode() + b"}"), "p").packet

    assert packet.facts == {"a": Decimal("50.00000000000000001"), "b": Decimal("12.50"), "c": 10**28 - 1, "d": -1,
                            "e": Decimal("-0.5"), "f": 0, "g": Decimal("0.1")}  # fmt: skip
    assert facts.encode() in encode(packet)


@pytest.mark.parametrize(
    "name",
    ["𠮷野", "\U0002ebf0", "\U00031350", "\ue000\U000f0000", "葛\U000e0100", "阿·依•古・丽‧", "名" * 100, "⼈", "\u202e右",
     "a\u200bb", "</td><script>", "{{7*7}}", "行\n\r\n\t\u2028\u0085x", '引"号\\', "\x7f\x1b[0m", "\ufeffx", "e\u0301"],
)  # fmt: skip
def test_a_name_is_kept_as_written(name: str) -> None:
    data = with_(applicant={"name": name}, materials=[{"material": "m", "fields": dict.fromkeys(["name", name], name)}])

    packet = read_packet(data, "p").packet

    assert packet.applicant and packet.applicant.name == name
    assert packet.materials[0].fields == dict.fromkeys(["name", name], name)
    assert read_packet(encode(packet), "p").packet == packet
    assert read_packet(json.dumps(json.loads(data)).encode(), "p").packet == packet


def test_the_same_material_may_stand_twice() -> None:
    lines = [{"material": "m", "copies": 1}, {"material": "m", "copies": 1}]

    assert len(read_exact(with_(materials=lines), "p").packet.materials) == 2


# ---- unknown keys


def test_unknown_keys_are_kept_and_warned_about() -> None:
    read = read_exact(
        with_(colour="red", recieved_on=1.50, agent=None, **{"a b/~": 1}, materials=[{"material": "m", "copys": 2}, {"material": "n"}]), "p"
    )

    assert [(w.code, w.place.pointer, w.severity) for w in read.warnings] == [
        ("P-UNKNOWN-FIELD", "/colour", Severity.WARNING),
        ("P-UNKNOWN-FIELD", "/recieved_on", Severity.WARNING),
        ("P-UNKNOWN-FIELD", "/#7", Severity.WARNING),
        ("P-UNKNOWN-FIELD", "/materials/0/copys", Severity.WARNING),
    ]
    assert "`received_on`" in read.warnings[1].say("zh") and "`copies`" in read.warnings[3].say("en")
    assert read.extras == {"/colour": "red", "/recieved_on": Decimal("1.50"), "/a b~1~0": 1, "/materials/0/copys": 2}
    assert read.packet.agent is None and [m.material for m in read.packet.materials] == ["m", "n"]


def test_an_unknown_key_hides_no_fault_and_a_fault_spreads_no_further() -> None:
    allowed = {"agent": None, "materials": [{"material": "m", "issued_on": None, "signed_by": None, "fields": {"a": None}}]}

    assert found(with_(colour=1, round="x", **allowed)) == [("P-TYPE", "/round")]


@pytest.mark.parametrize(
    "key",
    [
        "430421199001011234", "id430421199001011234", "a0734-8888888", "tel_138-1234-5678", "0734-8888888", "1st", "-a",
        "张三", "张 三", "欧阳娜娜", "ｚｈａｎｇ", "zhāng", "x" * 41, "", "a.b", "名\u202e", "<b>",
    ],
)  # fmt: skip
def test_a_key_that_does_not_look_like_one_is_shown_by_its_place(key: str) -> None:
    (warning,) = read_exact(with_(**{key: 1}), "p").warnings

    assert warning.place.pointer == "/#4" and "`#4`" in warning.say("zh")
    assert not key or key not in "".join(warning.lines())


def test_a_packet_keyed_by_names_of_persons_shows_none_of_them() -> None:
    """A sender who writes `{"张三": …}` where our keys belong."""
    data = with_(张三={"id": 1}, facts={"李四": {"a": 1}, "王五": 2}, lists={"赵六": 7}, materials=[{"material": "m", "fields": {"钱七": {"x": 1}}}])

    with pytest.raises(NotAPacket) as refused:
        read_exact(data, "p")

    assert [fault.place.pointer for fault in refused.value.diagnostics] == ["/facts/#1", "/lists/#1", "/materials/0/fields/#1"]
    assert not re.search("张三|李四|王五|赵六|钱七", str(refused.value))


def test_our_own_words_and_identifiers_are_shown() -> None:
    assert key_shown("received_on", 3) == "received_on"
    assert key_shown("申请地点", 3, {"申请地点"}) == "申请地点"
    assert key_shown("form@2024", 3, {"form@2024"}) == "form@2024"
    assert key_shown("line-12345", 3) == "line-12345"


# ---- every code, and any bytes


def test_every_code_of_the_readers_is_met_here_and_explained() -> None:
    met = {code for data, _ in TABLE.values() for code, _ in found(data)} | {"P-DATE", "P-SYNTAX", "P-UNKNOWN-FIELD"}
    readers = [Path(str(module.__file__)).read_text(encoding="utf-8") for module in (jsontext, exact, faults)]

    assert met == set(re.findall(r'"(P-[A-Z-]+)"', "".join(readers)))
    assert met <= set(MESSAGES)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60) | st.text(alphabet='{}[]",:\\u0na1-.eE \n金', max_size=60).map(str.encode))
def test_any_bytes_end_in_a_documented_way(data: bytes) -> None:
    for whole in (data, written(LEAST)[:-1] + b"," + data + b"}"):
        try:
            read_packet(whole, "p")
        except (NotAPacket, LimitExceeded) as error:
            assert error.diagnostics and all(isinstance(fault, Diagnostic) for fault in error.diagnostics)
