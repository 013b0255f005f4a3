"""Documents: lines of one paper are added up, lines that differ are two, and the order decides nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET
from packets import with_, written

from materials_rules.packet import Document, FileRef, Material, Packet, documents, encode, read_exact, recorded


def packet(*lines: dict[str, object]) -> Packet:
    return read_exact(with_(materials=list(lines)), "p").packet


def content(found: tuple[Document, ...]) -> list[tuple[bytes, str, tuple[str, ...]]]:
    return [(encode(document.material), document.handed_in_on, document.uncounted) for document in found]


def test_lines_of_one_document_are_added() -> None:
    (one,) = documents(packet(
        {"material": "m", "copies": 1, "originals": 1, "fields": {"a": 12.5}, "files": [{"name": "b"}], "original_shown": False},
        {"material": "m", "copies": 2, "originals": 0, "fields": {"a": 12.50}, "files": [{"name": "a"}], "original_shown": True,
         "handed_in_on": "2026-03-02", "subject": None},
    ))  # fmt: skip

    assert (one.material.copies, one.material.originals, one.material.original_shown) == (3, 1, True)
    assert one.material.files == (FileRef(name="a"), FileRef(name="b"))
    assert (one.code, one.subject, one.lines, one.handed_in_on, one.uncounted) == ("m", None, (0, 1), "2026-03-02", ())


@pytest.mark.parametrize(
    "other",
    [{"subject": "installers:1"}, {"issued_on": "2026-01-01"}, {"issued_on": None}, {"expires_on": "2026-01-01"}, {"handed_in_on": "2026-03-03"},
     {"fields": {"a": 1}}, {"fields": {}}, {"signed_by": []}, {"sealed_by": ["x"]}, {"certified": True}, {"template": "2"}, {"complete": True},
     {"medium": "paper"}, {"unreadable": False}, {"material": "n"}],
)  # fmt: skip
def test_lines_that_differ_are_two_documents(other: dict[str, object]) -> None:
    found = documents(packet({"material": "m", "copies": 1}, {"material": "m", "copies": 1, **other}))

    assert sorted(document.lines for document in found) == [(0,), (1,)]
    assert all(document.material.copies == 1 for document in found)


def test_numbers_are_one_content_by_their_value() -> None:
    lines = [written({"material": "m", "fields": {"a": 7}}).replace(b"7", number) for number in (b"0.00", b"0", b"0.0")]
    lines += [written({"material": "n", "fields": {"a": 7}}).replace(b"7", number) for number in (b"10.50", b"10.5")]
    several = with_(materials=[0]).replace(b"0]", b",".join(lines) + b"]")

    assert [document.lines for document in documents(read_exact(several, "p").packet)] == [(0, 1, 2), (3, 4)]


def test_true_and_one_are_not_the_same_content() -> None:
    assert len(documents(packet({"material": "m", "fields": {"a": True}}, {"material": "m", "fields": {"a": 1}}))) == 2
    assert len(documents(packet({"material": "m", "fields": {"a": "1"}}, {"material": "m", "fields": {"a": 1}}))) == 2


def test_a_count_left_open_by_one_line_is_a_lower_bound() -> None:
    (one,) = documents(packet({"material": "m", "copies": 1}, {"material": "m", "originals": 1, "original_shown": False}))

    assert (one.material.copies, one.material.originals, one.uncounted) == (1, 1, ("originals", "copies"))
    assert one.material.original_shown is UNSET  # one line does not say: nobody knows
    (none,) = documents(packet({"material": "m"}, {"material": "m"}))
    assert none.material.copies is UNSET and none.uncounted == ()


LINES = st.lists(
    st.fixed_dictionaries(
        {"material": st.sampled_from(["a", "b"])},
        optional={
            "subject": st.sampled_from([None, "l:1", ""]),
            "copies": st.integers(0, 3),
            "originals": st.integers(0, 3),
            "original_shown": st.booleans(),
            "handed_in_on": st.sampled_from(["2026-03-02", "2026-03-03"]),
            "fields": st.sampled_from([{}, {"x": 1}, {"x": True}, {"x": "1"}]),
            "files": st.lists(st.fixed_dictionaries({"name": st.sampled_from(["p", "q"])}), max_size=2),
        },
    ),
    max_size=6,
)


@settings(max_examples=200, deadline=None)
@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_lines_decides_nothing_and_nothing_is_lost(lines: list[dict[str, object]], random: object) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    first, second = documents(packet(*lines)), documents(packet(*shuffled))

    assert content(first) == content(second)
    assert sorted(place for document in first for place in document.lines) == list(range(len(lines)))
    for count in ("copies", "originals"):
        total = sum(line.get(count, 0) for line in lines)  # type: ignore[misc]  # counts are whole numbers here
        assert total == sum(recorded(getattr(document.material, count), 0) for document in first)
    assert all(document.handed_in_on for document in first)


def test_a_document_can_be_made_by_hand() -> None:
    lines = tuple(Material(material="m", fields={"a": number}) for number in (Decimal(100), 100, Decimal("100.0"), Decimal(1)))
    found = documents(Packet(packet="p", item="i", received_on="2026-03-02", materials=lines))

    assert sorted(document.lines for document in found) == [(0, 1, 2), (3,)]
    assert Document(lines[0], "2026-03-02", (0,)).subject is None
