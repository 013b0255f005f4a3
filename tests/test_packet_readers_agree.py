"""The fast reader may only say "good" or "ask the exact one": whenever it says good, the exact one gives the same.

A seeded mutator makes lines that are nearly packets; hypothesis makes packets and writings of them.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from materials_rules.ground.errors import LimitExceeded, NotAPacket
from materials_rules.packet import ReadPacket, encode, read_exact, read_fast, read_packet

LINES = 20_000


def agree(line: bytes) -> str:
    """Hold the promise for one line; tell which of the readers took it."""
    fast = read_fast(line)
    try:
        exact = read_exact(line, "line")
    except (NotAPacket, LimitExceeded) as error:
        assert fast is None, f"the fast reader took what is refused: {error}"
        return "refused"
    if fast is None:
        assert read_packet(line, "line") == exact
        return "warned" if exact.warnings else "exact"
    assert exact == ReadPacket(fast)
    assert encode(exact.packet) == encode(fast)  # 1 == True == Decimal("1.0") for Python, not on paper
    return "fast"


# ---- a seeded mutator


class Maker:
    """Makes packets from one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def one_of(self, *members: object) -> object:
        return self.chance.choice(members)

    def text(self) -> object:
        return self.one_of("", "x", "张三", "𠮷", "é", "-", "a-b", "\u2028", "materials", "1e5", ":", ",", "[{")

    def day(self) -> object:
        return self.one_of("2026-03-02", "1900-01-01", "9998-12-31", "2024-02-29")

    def value(self) -> object:
        text = self.text()
        return self.one_of(True, False, None, 0, 7, -3, 10**27, 12.5, -0.5, text, [], [text], [text, "x"])

    def truth(self) -> object:
        return self.one_of(True, False)

    def count(self) -> object:
        return self.one_of(0, 1, 2, 7)

    def some(self, make: Callable[[], object]) -> list[object]:
        return [make() for _ in range(self.chance.randrange(3))]

    def keyed(self, make: Callable[[], object]) -> dict[str, object]:
        return {f"k{n}": make() for n in range(self.chance.randrange(3))}

    def values(self) -> object:
        return self.keyed(self.value)

    def of(self, required: dict[str, object], **optional: Callable[[], object]) -> dict[str, object]:
        chosen = {key.strip("_"): make() for key, make in optional.items() if self.chance.random() < 0.3}
        return required | chosen

    def material(self) -> object:
        return self.of(
            {"material": self.text()},
            subject=lambda: self.one_of(None, "l:1"), originals=self.count, copies=self.count, original_shown=self.truth,
            signed_by=lambda: self.some(self.text), certified=self.truth, template=self.text, complete=self.truth,
            medium=lambda: self.one_of("paper", "electronic", None), issued_on=lambda: self.one_of(None, self.day()),
            handed_in_on=self.day, fields=self.values, files=lambda: self.some(lambda: {"name": self.text()}),
        )  # fmt: skip

    def packet(self) -> dict[str, object]:
        return self.of(
            {"packet": "P-1", "item": self.text(), "received_on": self.day(), "materials": self.some(self.material)},
            bundle=lambda: None, round=lambda: self.one_of(1, 2), channel=self.text, present=lambda: self.some(self.text),
            applicant=lambda: self.of({}, name=self.text, id=self.text), agent=lambda: self.one_of(None, self.of({}, from_=self.day, name=self.text)),
            facts=self.values, lists=lambda: self.keyed(lambda: self.some(self.values)), choices=lambda: self.keyed(self.text),
            commitments=lambda: self.some(lambda: self.of({"for": self.text()}, signed_on=self.day)), cannot_answer=lambda: self.keyed(self.text),
            obtained=lambda: self.some(lambda: self.of({"document": self.text(), "status": "found"}, on=self.day, fields=self.values)),
            demands=lambda: self.some(lambda: self.of({"name": self.text()}, on=self.day)),
        )  # fmt: skip


_ASCII = json.JSONEncoder().encode
_UTF8 = json.JSONEncoder(ensure_ascii=False).encode


def writing(value: object, chance: random.Random) -> str:
    """One of the many ways to write *value* as JSON: order, blanks, escapes, repeated and unknown keys."""
    blank = chance.choice(["", "", "", " ", "\n", "\t "])
    if isinstance(value, dict):
        members = list(value.items())
        if chance.random() < 0.03:
            members.append(chance.choice([*members, ("colour", "red"), ("copies", 1)]))
        if chance.random() < 0.5:
            chance.shuffle(members)
        inside = f"{blank},{blank}".join(f"{writing(key, chance)}{blank}:{blank}{writing(member, chance)}" for key, member in members)
        return f"{{{blank}{inside}{blank}}}"
    if isinstance(value, list):
        return f"[{blank}" + f"{blank},{blank}".join(writing(member, chance) for member in value) + f"{blank}]"
    if isinstance(value, str) and chance.random() < 0.02:
        return '"' + "".join(f"\\u{ord(char):04x}" if ord(char) < 0x10000 else char for char in value) + '"'
    return _ASCII(value) if chance.random() < 0.05 else _UTF8(value)


SPOILS = [
    ("2026-03-02", "2026-02-30"), ("2026-03-02", "2026-3-2"), ("true", "1"), ("null", "true"), ("7", "-0"), ("7", "7e0"), ("7", "7.0"), ("7", "-0.0"),
    ("12.5", "1.25e1"), ("12.5", "NaN"), ("12.5", "1e400"), ("0", "-0"), ("1", "1.0"), ('"x"', "1"), ('"x"', '"\\u0022"'), ('"x"', '"\\""'), ('"x"', '"\\\\"'),
    ('"x"', '"\\ud800"'), ('"x"', '"\\u0000"'), ('"x"', '"\\u002d"'), ("-3", "-03"), ("1000", "7" * 29), ("12.5", "0." + "3" * 28), ("{", "["), ("}", ""),
    (",", ",,"), (":", "::"), ('"', ""), ("paper", "fax"), ("found", "lost"), ("k0", "k1"), ("k1", "k0"), ("k0", "k" * 201), ("material", "Material"),
    ("[]", "[[]]"), ("[]", "{}"), ("{}", '{"k0":{}}'), ("张", "\x00"), ("é", "\x0b"), ("originals", "copies"), ("[", '[["' + "y" * 9), ("x", "\\/"),
    ("true", "true "), ("null", "nul"), ("2026", "２０２６"), ("1900", "1899"), ("P-1", ""), (", ", " "), ("7", "1" * 28), ("false", "1.5"),
]  # fmt: skip


def lines(seed: int, count: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    for _ in range(count):
        text = writing(Maker(chance).packet(), chance)
        for _ in range(chance.choice([0, 0, 1, 1, 2])):
            old, new = chance.choice(SPOILS)
            if parts := text.count(old):
                at = chance.randrange(parts) + 1
                before = text.split(old, at)
                text = old.join(before[:-1]) + new + before[-1]
        line = text.encode("utf-8")
        if chance.random() < 0.05:
            at = chance.randrange(len(line))
            line = line[:at] + bytes([chance.randrange(256)]) + line[at + chance.randrange(2) :]
        yield line


def test_the_readers_agree_on_every_line_of_the_mutator() -> None:
    shares = Counter(map(agree, lines(20260302, LINES)))

    assert shares.total() == LINES
    # each of the four must be met often, or the test shows nothing
    assert min(shares[kind] for kind in ("fast", "exact", "warned", "refused")) > LINES // 100, shares


@pytest.mark.parametrize(
    "line",
    [
        '{"packet":"a","packet":"b","item":"i","received_on":"2026-03-02","materials":[]}',
        '{"packet":"a","item":"materials","received_on":"2026-03-02","round":1,"round":2}',
        '{"packet":"a","item":"i","received_on":"2026-03-02","round":1,"round":2}',
        '{"packet":"a","item":"i","received_on":"2026-03-02","facts":{"a":-0},"materials":[{"material":"\\u002d"}]}',
        '{"packet":"a","item":"i","received_on":"2026-03-02","facts":{"a":-0},"materials":[]}',
        '{"packet":"a","item":"i","received_on":"2026-03-02","facts":{"a":-0},"materials":[{"material":"m"}]}',
        '{"packet":"a","item":"i","received_on":"2026-03-02","facts":{"a":1,"a":2},"materials":[{"material":"\\u0022"}]}',
        '{"packet":"a","item":"i","received_on":"2026-03-02","facts":{"a":1,"a":2},"materials":[{"material":"\\""}]}',
        '{"packet":"a","item":"i","received_on":"2026-03-02","facts":{"a":"\\\\","\\u0061":"\\\\"},"materials":[{"material":"m"}]}',
        '{"packet":"a","item":"i","received_on":"2026-03-02","materials":[{"material":"m","copies":1,"copies":1}]}',
        '{"packet":"a","item":"i","received_on":"2026-03-02","materials":[{"material":"m","copies":1.0}]}',
        '{"packet":"a","item":"i","received_on":"2026-03-02","facts":{"a":1e400},"materials":[{"material":"m"}]}',
        '{"packet":"a","item":"i","received_on":"2026-03-02","facts":{"a":"\\u0000"},"materials":[{"material":"m"}]}',
        '{"packet":"a","item":"i","received_on":"2026-03-02","facts":{"a":{"b":1,"b":1}},"materials":[{"material":"m"}]}',
        '{"packet":"a","item":"i","received_on":"2026-03-02","materials":[{"material":"m"}]}\n{}',
    ],
)  # fmt: skip
def test_what_was_invented_against_the_count_of_quotes_is_not_taken(line: str) -> None:
    assert read_fast(line.encode()) is None
    assert agree(line.encode()) == "refused" or "round" not in line


@pytest.mark.parametrize("extra", [9_990, 10_000, 10_010, 20_000])
def test_the_readers_agree_at_the_limit_of_members(extra: int) -> None:
    member = '"","\U00020bb7",'
    line = '{"packet":"a","item":"i","received_on":"2026-03-02","facts":{"a":[' + member * (extra // 2) + '""]},"materials":[]}'

    assert agree(line.encode()) == ("fast" if extra < 10_000 else "refused")


def test_the_readers_agree_at_the_limit_of_members_in_objects() -> None:
    shares = []
    for number in (4_998, 5_002):
        lines_ = ",".join(['{"material":"m"}'] * number)
        shares.append(agree(f'{{"packet":"a","item":"i","received_on":"2026-03-02","materials":[{lines_}]}}'.encode()))

    assert shares == ["fast", "refused"]


@pytest.mark.parametrize("escape", ['\\"', "\\\\x", "\\u0022", "\\u0061", "\\u0000"])
def test_escapes_that_may_hide_something_are_for_the_exact_reader(escape: str) -> None:
    line = f'{{"packet":"a","item":"i","received_on":"2026-03-02","materials":[{{"material":"{escape}"}}]}}'.encode()

    assert read_fast(line) is None
    assert agree(line) == ("refused" if "0000" in escape else "exact")


@pytest.mark.parametrize("length", [199, 200, 201])
def test_the_readers_agree_at_the_limits_of_length(length: int) -> None:
    head = '{"packet":"a","item":"i","received_on":"2026-03-02",'
    key = head + '"facts":{"' + "键" * length + '":true},"materials":[]}'
    members = head + '"lists":{"l":[' + ",".join(["{}"] * length) + ']},"materials":[]}'
    digits = head + '"facts":{"n":' + "7" * (length - 172) + '},"materials":[]}'

    assert [agree(line.encode()) for line in (key, members, digits)] == ["fast" if length <= 200 else "refused"] * 3


# ---- hypothesis: good packets in canonical form are taken by the fast reader

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
PLAIN = st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs"], exclude_characters='"\\'), max_size=8)
DAY = st.dates(min_value=date(1900, 1, 1), max_value=date(9998, 12, 31)).map(str)


def good(text: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, object]]:
    number = st.integers(-(10**27), 10**27) | st.decimals(-(10**6), 10**6, places=2).filter(lambda n: abs(n) >= 1)
    value = st.none() | st.booleans() | text | number | st.lists(text, max_size=2)
    values = st.dictionaries(text, value, max_size=3)
    material = st.fixed_dictionaries(
        {"material": text},
        optional={"subject": st.none() | text, "copies": st.integers(0, 9), "certified": st.booleans() | st.none(), "issued_on": st.none() | DAY, "fields": values},
    )
    return st.fixed_dictionaries(
        {"packet": text.filter(bool), "item": text, "received_on": DAY, "materials": st.lists(material, max_size=3)},
        optional={"facts": values, "choices": st.dictionaries(text, text, max_size=2), "agent": st.none(), "lists": st.dictionaries(text, st.lists(values, max_size=2), max_size=2)},
    )


def written(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, default=lambda number: f"⟪{number}⟫")
    return text.replace('"⟪', "").replace('⟫"', "").encode()


@settings(max_examples=300, deadline=None)
@given(good(TEXT))
def test_every_good_packet_is_read_the_same_by_both(value: dict[str, object]) -> None:
    assert agree(written(value)) in {"fast", "exact"}
    assert agree(encode(read_exact(written(value), "p").packet)) in {"fast", "exact"}


@settings(max_examples=300, deadline=None)
@given(good(PLAIN))
def test_the_canonical_form_is_taken_by_the_fast_reader(value: dict[str, object]) -> None:
    canonical = encode(read_exact(written(value), "p").packet)

    assert agree(canonical) == "fast"
    assert agree(canonical.replace(b'"packet":', b' "packet" :', 1)) in {"fast", "exact"}


def test_numbers_come_the_same_way_from_both() -> None:
    line = b'{"packet":"a","item":"i","received_on":"2026-03-02","facts":{"a":12.50,"b":7,"c":true},"materials":[]}'
    fast = read_fast(line)

    assert fast is not None and fast.facts
    assert [repr(value) for value in fast.facts.values()] == [repr(Decimal("12.50")), "7", "True"]
    assert agree(line) == "fast"
