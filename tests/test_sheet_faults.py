"""What an import says of a workbook that somebody worked in: each cell that has no place, by sheet and cell, all at once."""

from __future__ import annotations

import pytest
from booking import BOOK, Change, base, changed, gathered, grids, told, where

from materials_rules.ground.diagnostic import Severity
from materials_rules.rules.folder import Files
from materials_rules.rules.ruleset import parse_ruleset
from materials_rules.sheet.book import Cell, Grid
from materials_rules.sheet.checking import check, text_of
from materials_rules.sheet.gathering import gather

NAME = where("材料", "name")
KIND = where("材料", "kind")
COPIES = where("材料", "hand_in.copies", 5)
BASIS = where("材料", "basis")
READS = where("材料", "reads", 4)
FROM_OF_ITEM = where("事项", "in_force_from")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # sheets, columns, rows
        ([("草稿", "B2", "x")], [("S-SHEET", "草稿")]),
        ([("材料", "AZ1", "备忘")], [("S-COLUMN", "材料!AZ1")]),
        ([("材料", "AZ5", "x")], [("S-NO-HEAD", "材料!AZ1")]),
        ([("材料", "AZ2", "name"), ("材料", "AZ1", "名称")], [("S-COLUMN-TWICE", "材料!AZ1")]),
        ([("材料", NAME.replace("3", "1"), "种类")], [("S-HEADS-DIFFER", f"材料!{NAME.replace('3', '1')}")]),
        ([("材料", "A3", "")], [("S-NO-NAME", "材料!A3")]),
        ([("材料", "B4", "")], [("S-NO-NAME", "材料!B4")]),
        ([("材料", "D4", "")], [("S-ADDRESS", "材料!D4")]),
        ([("材料", "B3", "2020-13-01")], [("S-DAY", "材料!B3")]),
        ([("材料", "A3", "../../evil")], [("S-NAME", "材料!A3")]),
        ([("事项", "A3", "../../evil")], [("S-NAME", "事项!A3"), ("S-ORPHAN", "材料!D3")]),
        ([("材料", "A3", "nothing")], [("S-ORPHAN", "材料!D3")]),
        ([("材料", "D5", "sign-form")], [("S-TWICE", "材料!D5")]),
        ([("事项", "A4", "lease-record")], [("S-TWICE", "事项!A4")]),
        ([("事项", where("事项", "empty"), "elements.item_name")], [("S-EMPTY", f"事项!{where('事项', 'empty')}")]),
        ([("设置", "B3", "no.such")], [("S-SETTING", "设置!C3")]),
        ([("设置", "B3", ""), ("设置", "A3", "")], [("S-NO-NAME", "设置!B3")]),
        ([("设置", "B4", "ruleset")], [("S-TWICE", "设置!B4")]),
        # cells
        ([("材料", NAME, "=1+1", "formula")], [("S-FORMULA", f"材料!{NAME}")]),
        ([("材料", NAME, "#REF!", "error")], [("S-ERROR-CELL", f"材料!{NAME}")]),
        ([("材料", NAME, "734", "number")], [("S-NUMBER", f"材料!{NAME}")]),
        ([("材料", NAME, "1.1", "number")], [("S-NUMBER", f"材料!{NAME}")]),
        ([("材料", NAME, "true", "boolean")], [("S-BOOLEAN", f"材料!{NAME}")]),
        ([("材料", NAME, "2026-03-02T00:00:00", "date")], [("S-DATE-CELL", f"材料!{NAME}")]),
        ([("材料", COPIES, "2e+20", "number")], [("S-NUMBER", f"材料!{COPIES}")]),
        ([("事项", FROM_OF_ITEM, "43831", "number")], [("S-DAY-NUMBER", f"事项!{FROM_OF_ITEM}")]),
        ([("事项", FROM_OF_ITEM, "2020-01-01T08:30:00", "date")], [("S-DATE-CELL", f"事项!{FROM_OF_ITEM}")]),
        ([("材料", NAME, "→长文 7")], [("S-LONG", f"材料!{NAME}")]),
        ([("材料", BASIS, "《许可去》第29条")], [("S-ACT", f"材料!{BASIS}")]),
        ([("材料", BASIS, "《许可法》29条")], [("S-CITATION", f"材料!{BASIS}")]),
        ([("材料", BASIS, "按规定")], [("S-CITATION", f"材料!{BASIS}")]),
        ([("材料", READS, "读名称")], [("S-NESTED", f"材料!{READS}")]),
        ([("材料", READS, "code:\n  名称： 代码")], [("S-YAML", f"材料!{READS}")]),
        ([("材料", READS, "code: {名称: a\n")], [("S-YAML", f"材料!{READS}")]),
        ([("不适用情形", where("不适用情形", "basis"), "《无此法》第1条")], [("S-ACT", f"不适用情形!{where('不适用情形', 'basis')}")]),
    ],
)
def test_a_cell_without_a_place_is_told_by_sheet_and_cell(changes: list[Change], expected: list[tuple[str, str]]) -> None:
    found = told(gathered(*changes).faults)

    assert found[: len(expected)] == expected
    # a row that is lost leaves those below it without a home; nothing else may be wrong
    assert {code for code, _ in found[len(expected) :]} <= {"S-ORPHAN"}


@pytest.mark.parametrize(
    "change",
    [
        ("材料", COPIES, "2", "number"),
        ("事项", FROM_OF_ITEM, "2020-01-01T00:00:00", "date"),
        ("材料", "B3", "2020-01-01T00:00:00", "date"),
        ("情形分组", "C3", "1", "number"),
        ("材料", where("材料", "over_asked"), "true", "boolean"),
        ("材料", KIND, "form"),
        ("材料", NAME, "=1+1"),
        ("材料", NAME, "0734"),
        ("材料", BASIS, "《许可法》第二十九条\n《licensing-law》第３条"),
    ],
)
def test_what_is_exact_is_taken(change: Change) -> None:
    assert gathered(change).faults == []


def test_all_faults_are_told_at_once_in_the_order_of_the_sheets() -> None:
    found = told(gathered(("材料", "D9", ""), ("材料", NAME, "1", "number"), ("事项", "AZ1", "甲"), ("部门", "AZ1", "乙")).faults)

    assert [place for _, place in found if "材料!D1" not in place][:4] == ["事项!AZ1", f"材料!{NAME}", "材料!D9", "部门!AZ1"]


def test_a_slip_is_answered_with_what_was_meant() -> None:
    (slip,) = gathered(("材料", NAME.replace("3", "1"), "名稱"), ("材料", NAME.replace("3", "2"), "nmae")).faults
    (act,) = gathered(("材料", BASIS, "《许可去》第29条")).faults

    assert "nmae" in slip.say("en") or "名稱" in slip.say("zh")
    assert act.remedy("zh").startswith("是否想写 `许可法`？请照") and "许可法" not in act.say("zh")


def test_a_missing_sheet_is_told() -> None:
    found = grids()
    del found["定义"]

    assert told(gather(found.values(), BOOK).faults) == [("S-SHEET-MISSING", "定义")]


@pytest.mark.parametrize("row", [1, 2])
def test_one_row_of_heads_is_enough(row: int) -> None:
    """Whoever deletes the English heads, or the Chinese ones, still has a workbook."""
    wanted = gather(grids().values(), BOOK).contents
    found = []
    for grid in grids().values():
        gone = 3 - row
        cells = {
            (at if at < gone or row == 2 else at - 1, column): cell for (at, column), cell in grid.cells.items() if at != gone
        }
        found.append(Grid(grid.name, cells))

    out = gather(found, BOOK)
    assert out.faults == []
    assert out.contents == wanted


def test_a_title_above_the_heads_is_told_and_nothing_else() -> None:
    found = grids()
    for name in ("材料", "设置"):
        cells = {(row + 2, column): cell for (row, column), cell in found[name].cells.items()}
        found[name] = Grid(name, cells | {(1, 1): Cell("某市材料清单")})

    assert told(gather(found.values(), BOOK).faults) == [("S-ABOVE", "材料!A1"), ("S-ABOVE", "设置!A1")]


def test_columns_and_rows_may_be_moved() -> None:
    files = base()
    found = []
    for grid in grids().values():
        last = max(column for _, column in grid.cells)
        found.append(Grid(grid.name, {(row, last + 1 - column): cell for (row, column), cell in grid.cells.items()}))
    out = gather(found, BOOK)

    assert out.faults == []
    texts = {path: text_of(path, content, "en").encode() for path, content in out.contents.items()}
    assert parse_ruleset(Files(files.folder, texts)).digest == parse_ruleset(files).digest


def test_names_merged_downwards_stand_in_each_row_and_other_merged_cells_are_told() -> None:
    found = grids()
    grid = found["材料"]
    cells = {at: cell for at, cell in grid.cells.items() if not (at[0] in (5, 6) and at[1] in (1, 2))}
    merged = Grid("材料", cells, ((4, 1, 6, 1), (4, 2, 6, 2)))
    wrong = Grid("材料", grid.cells, ((4, 1, 4, 3), (4, 7, 5, 7)))

    assert gather([*(one for one in found.values() if one.name != "材料"), merged], BOOK).contents == gathered().contents
    assert told(gather([*(one for one in found.values() if one.name != "材料"), wrong], BOOK).faults) == [
        ("S-MERGED", "材料!A4"),
        ("S-MERGED", "材料!G4"),
    ]


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ([("材料", KIND, "表格")], "R-WORD", f"材料!{KIND}"),
        ([("材料", NAME, "")], "R-MISSING", f"材料!{NAME}"),
        ([("材料", where("材料", "document", 5), "unheard-of")], None, f"材料!{where('材料', 'document', 5)}"),
        ([("材料", where("材料", "when", 5), "hihg")], None, f"材料!{where('材料', 'when', 5)}"),
        ([("材料", where("材料", "hand_in.copies", 5), "两份")], "R-FORM-COUNT", f"材料!{where('材料', 'hand_in.copies', 5)}"),
        ([("材料", BASIS, "《许可法》第9999条")], None, f"材料!{BASIS}"),
        ([("事项", where("事项", "elements.item_name"), "")], "R-MISSING", f"事项!{where('事项', 'elements.item_name')}"),
        ([("事项", where("事项", "elements.authority"), "nobody")], None, f"事项!{where('事项', 'elements.authority')}"),
        ([("定义", where("定义", "value"), "x +")], None, f"定义!{where('定义', 'value')}"),
        ([("设置", "C5", "")], "R-MISSING", "设置!C5"),
        ([("共享文件", where("共享文件", "supplied_by"), "nobody")], None, f"共享文件!{where('共享文件', 'supplied_by')}"),
    ],
)
def test_what_the_loader_finds_is_told_at_its_cell(changes: list[Change], code: str | None, place: str | None) -> None:
    found = gather(changed(grids(), changes), BOOK)
    assert found.faults == []
    errors = check(found, "rulesets/town", {}, BOOK).errors

    assert errors
    assert all(one.place.path == BOOK and "!" in one.place.pointer for one in errors)
    if place is not None:
        assert place in [one.place.pointer for one in errors]
    if code is not None:
        assert code in [one.code for one in errors]


def test_a_refusal_of_the_compiler_is_told_at_its_cell() -> None:
    """R-CHAIN, R-UNGUARDED and the like come after loading; they too name the sheet."""
    when = where("材料", "when", 3)
    found = gather(changed(grids(), [("材料", when, "lease.until > 2020-01-01")]), BOOK)
    errors = check(found, "rulesets/town", {}, BOOK).errors

    assert errors
    assert {one.severity for one in errors} == {Severity.ERROR}
    assert all(one.place.path == BOOK for one in errors)


def test_an_emptied_row_is_no_row() -> None:
    found = grids()
    cells = dict(found["定义"].cells) | {(40, 4): Cell("  "), (41, 1): Cell("\n")}

    out = gather([*(one for one in found.values() if one.name != "定义"), Grid("定义", cells)], BOOK)

    assert out.faults == []
    assert out.contents == gathered().contents
