"""Only 0x0A ends a line, every byte is in one block, and blocks begun in the middle are those of the whole."""

from __future__ import annotations

import gzip
from hashlib import sha256
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from materials_rules.batch.cutting import Block, Cutter, Mark, is_blank, lines_of
from materials_rules.batch.packing import GZIP, PLAIN, ZSTD, packer, packing_by_content, packing_by_name
from materials_rules.batch.records import plain_id, reject_record, result_record
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.many import Judged, Tally

MOST = 20
LINES = 7
TALLY = Tally("item", "accept", (), (), 0, (), ())
texts = st.lists(st.sampled_from([b"\n", b"\n\n", b"\r\n", b"a", b"bcd", b" ", b"\xe2\x80\xa8", b"\xc2\x85", b"\0", b"x" * 15, b"y" * 40])).map(b"".join)
sizes = st.integers(1, MOST)


def in_pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    edges = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[a:b] for a, b in pairwise(edges)]


def blocks(pieces: list[bytes], size: int, start: Mark | None = None, before: bytes = b"") -> list[Block]:
    return [block for block in Cutter(start or Mark(), sha256(before), size, MOST, LINES).blocks(pieces) if block is not None]


@given(texts, sizes, st.lists(st.integers(0, 200)))
def test_every_byte_is_in_one_block_however_it_arrives(data: bytes, size: int, cuts: list[int]) -> None:
    found = blocks(in_pieces(data, cuts), size)

    assert found == blocks([data], size)
    assert sum(block.length for block in found) == len(data)
    assert all(one.end == other.start for one, other in pairwise(found))
    for block in found:
        piece = data[block.start.offset : block.end.offset]
        assert block.data in (piece, None)
        assert block.lines <= LINES
        assert block.until == sha256(data[: block.end.offset]).hexdigest()
        assert (block.data is None) == (block.lines == 1 and len(piece.removesuffix(b"\n")) > MOST + 1)


@given(texts, sizes)
def test_the_lines_of_all_blocks_are_the_lines_of_the_input(data: bytes, size: int) -> None:
    lines = data.split(b"\n")
    if not lines[-1]:
        lines.pop()
    number = 0
    for block in blocks([data], size):
        assert block.start.line == number + 1
        if block.data is None:
            assert len(lines[number]) > MOST + 1
            number += 1
            continue
        inside = list(lines_of(block.data, block.start))
        assert len(inside) == block.lines
        for offset, length, content in inside:
            assert content == lines[number].removesuffix(b"\r")
            assert data[offset : offset + length].removesuffix(b"\n") == lines[number]
            number += 1
    assert number == len(lines)


@given(texts, sizes, st.integers(0, 30))
def test_whoever_begins_behind_a_block_cuts_alike(data: bytes, size: int, place: int) -> None:
    whole = blocks([data], size)
    behind = place % (len(whole) + 1)
    start = whole[behind - 1].end if behind else Mark()

    assert blocks([data[start.offset :]], size, start, data[: start.offset]) == whole[behind:]


def test_a_byte_order_mark_is_dropped_at_the_beginning_alone() -> None:
    data = b"\xef\xbb\xbf{}\n\xef\xbb\xbf{}\n"

    assert [content for _, _, content in lines_of(data, Mark())] == [b"{}", b"\xef\xbb\xbf{}"]
    assert [content for _, _, content in lines_of(data, Mark(0, 9, 4))] == [b"\xef\xbb\xbf{}", b"\xef\xbb\xbf{}"]


@pytest.mark.parametrize(("content", "is_empty"), [(b"", True), (b" \t\r", True), (b"\0", False), (b"\xe2\x80\xa8", False), (b"{}", False)])
def test_blank_is_what_json_calls_so(content: bytes, is_empty: bool) -> None:
    assert is_blank(content) is is_empty


@pytest.mark.parametrize("packing", [PLAIN, GZIP, ZSTD])
def test_frames_one_behind_the_other_are_one_file(packing: str) -> None:
    pack = packer(packing)
    data = pack(b"one\n") + pack(b"two\n")

    assert pack(b"one\n") == pack(b"one\n")
    assert packing_by_content(data) == packing
    if packing == GZIP:
        assert gzip.decompress(data) == b"one\ntwo\n"
        assert data[4:8] == b"\0\0\0\0"  # no time in it
    if packing == ZSTD:
        from backports import zstd

        assert zstd.decompress(data) == b"one\ntwo\n"


def test_a_suffix_says_how_a_file_is_packed() -> None:
    names = ["a.jsonl", "a.jsonl.gz", "A.JSONL.GZ", "a.zst", "a.zstd", "gz"]
    assert [packing_by_name(name) for name in names] == [PLAIN, GZIP, GZIP, ZSTD, ZSTD, PLAIN]


def test_a_result_says_its_line_its_packet_and_its_notice_as_it_is() -> None:
    judged = Judged('a"\n文', b'{"of":  1}', TALLY)

    assert result_record(7, judged, None) == '{"line":7,"packet":"a\\"\\n文","notice":{"of":  1}}\n'.encode()
    assert result_record(7, judged, 2).startswith(b'{"input":2,"line":7,"packet":')


def test_a_reject_says_where_why_and_what_to_do_in_both_languages() -> None:
    why = Diagnostic("P-EMPTY", Place("", 1, 5, "/applicant/name"))
    record = msgspec.json.decode(reject_record(3, 40, 12, [why], 30, None))

    assert record == {
        "line": 3,
        "offset": 40,
        "bytes": 12,
        "exit": 30,
        "codes": ["P-EMPTY"],
        "reasons": [
            {
                "code": "P-EMPTY",
                "zh": why.say("zh"),
                "en": why.say("en"),
                "at": "/applicant/name",
                "column": 5,
                "remedy_zh": why.remedy("zh"),
                "remedy_en": why.remedy("en"),
            }
        ],
    }
    assert msgspec.json.decode(reject_record(3, 40, 12, [why], 30, 2))["input"] == 2


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (b'{"packet": "HY-2026-000123"}', "HY-2026-000123"),
        (b'{"packet": "430422199001011234"}', None),
        (b'{"packet": "13812345678"}', None),
        ('{"packet": "张三"}'.encode(), None),
        (b'{"packet": "zhang.san"}', None),
        (b'{"packet": "E12345678"}', None),
        (b'{"packet": "P-1", "packet": "P-2"}', None),
        (b'{"packet": 1}', None),
        (b'{"packet": "P-1"', None),
        (b"\xff", None),
    ],
)
def test_of_a_reject_only_a_number_of_a_file_is_shown(line: bytes, shown: str | None) -> None:
    assert plain_id(line) == shown
