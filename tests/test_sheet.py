"""A ruleset as a workbook: every key goes out and comes back, and nothing in a cell is ever more than a text."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from booking import BOOK, base, grids
from building import files as tiny_files
from chinese import in_chinese
from hypothesis import given, settings
from hypothesis import strategies as st
from makings import OTHER, Making
from openpyxl import load_workbook

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.characters import ODD
from materials_rules.reading.key_words import KEYS, WORDS
from materials_rules.reading.source import Plain
from materials_rules.rules.folder import Files, read_files
from materials_rules.rules.grammar import position
from materials_rules.rules.item import ItemFile
from materials_rules.rules.ruleset import MODELS, parse_ruleset
from materials_rules.sheet import layout, notation
from materials_rules.sheet.book import LONG, LONGEST_CELL, Head, Sheet, grid_of, long_mark, long_texts, parted, units
from materials_rules.sheet.cells import read_workbook
from materials_rules.sheet.checking import check, text_of
from materials_rules.sheet.citation import Acts, arabic, read, written
from materials_rules.sheet.export import digest_of, exported, sheets_of
from materials_rules.sheet.gathering import gather
from materials_rules.sheet.painting import paint

ROOT = Path(__file__).parent.parent
SHIPPED = read_files(ROOT / "rulesets" / "hengyang")
DEFERRAL = read_files(ROOT / "examples" / "deferral" / "yanshi")
ACTS = Acts({"licensing-law": "许可法", "state": "中华人民共和国国家法", "a": "同名法", "b": "同名法", "odd": "奇》怪"})


def through_workbook(files: Files) -> Files:
    """*files* written as a workbook, read from its bytes, and written as YAML again."""
    found = gather(read_workbook(exported(files).data, BOOK), BOOK)
    assert found.faults == []
    return Files(files.folder, {path: text_of(path, content, "en").encode() for path, content in found.contents.items()})


# ---- nothing is lost ----


@pytest.mark.parametrize("files", [SHIPPED, base(), DEFERRAL], ids=["hengyang", "base", "deferral"])
def test_a_ruleset_comes_back_with_the_same_digest(files: Files) -> None:
    back = through_workbook(files)

    assert back.bytes_of.keys() == files.bytes_of.keys()
    assert parse_ruleset(back).digest == parse_ruleset(files).digest


def test_a_ruleset_in_chinese_words_comes_back_too() -> None:
    english = base()
    chinese = Files(
        english.folder,
        {path: in_chinese(data.decode(), MODELS.get(path, ItemFile)).encode() for path, data in english.bytes_of.items()},
    )

    assert chinese.bytes_of != english.bytes_of
    assert parse_ruleset(through_workbook(chinese)).digest == parse_ruleset(english).digest


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_any_ruleset_that_loads_comes_back(seed: int) -> None:
    making = Making(seed)
    files = tiny_files(items={"permit": making.item, "other": OTHER}, documents=making.documents)
    try:
        wanted = parse_ruleset(files).digest
    except RulesetInvalid:
        return

    assert digest_of(sheets_of(files)) == wanted


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("elements:\n", "groups: []\nelements:\n"),
        ("elements:\n", "common: {}\nfields: []\nelements:\n"),
        ("      kind: form\n", "      kind: form\n      hand_in: {}\n"),
        ("      kind: form\n", "      kind: form\n      reads: {}\n      aliases: []\n"),
    ],
)
def test_what_is_there_and_empty_comes_back_empty(old: str, new: str) -> None:
    files = base()
    path = "items/lease-record/2020-01-01.yaml"
    text = files.bytes_of[path].decode()
    other = Files(files.folder, {**files.bytes_of, path: text.replace(old, new, 1).encode()})

    assert parse_ruleset(other).digest != parse_ruleset(files).digest
    assert digest_of(sheets_of(other)) == parse_ruleset(other).digest


def test_every_key_of_every_file_has_a_place() -> None:
    """What a model knows is a column, a sheet, or below one; whatever is added to a model has its place by itself."""
    for table in layout.TABLES:
        for pattern in table.patterns:
            known = {path[0] for path in layout.default_order(table, pattern) if path}
            if table.name != layout.SETTINGS:
                assert known == set(layout.at(table.model, pattern).keys)


def test_heads_are_chinese_and_no_two_alike() -> None:
    for table in layout.TABLES:
        heads = [column.head for column in layout.columns(table)]

        assert len(set(heads)) == len(heads)
        assert [head for head in heads if head.isascii()] == []


def test_the_same_ruleset_gives_the_same_bytes() -> None:
    assert exported(base()).data == exported(base()).data


def test_comments_at_the_head_go_along_and_the_others_are_counted() -> None:
    out = exported(SHIPPED)
    found = gather(read_workbook(out.data, BOOK), BOOK)

    path = "items/outdoor-advertising/2017-03-01.yaml"
    head = SHIPPED.bytes_of[path].decode().splitlines()[1].removeprefix("# ")
    assert found.comments[path].startswith(head)
    assert out.comments_left > 0


# ---- one cell ----

PLACES = [
        ("elements", "item_name"),
        ("elements", "fee"),
        ("elements", "acceptance_conditions"),
        ("elements", "application_place"),
        ("elements", "materials", "x", "name"),
        ("elements", "materials", "x", "aliases"),
        ("elements", "materials", "x", "covers"),
        ("elements", "materials", "x", "kind"),
        ("elements", "materials", "x", "basis"),
        ("elements", "materials", "x", "reads"),
        ("source",),
]
NASTY = st.sampled_from(
    ["=1+1", "+1", "-1", "@x", "\t甲", "甲\r乙", "＝1", "430422199001011234", "0734", "1.10", "true", "假定", "无", "申请表", "- 甲",
     "a: b", "name: x", "名称: x", "{a}", "[a]", "《许可法》第3条", "甲〔假定〕", "〔来源：甲〕", '"甲"', "_x000D_", "→长文 1", " 甲 ", "甲\n乙",
     "\n", "", "#N/A", "2026-03-02", "甲 #乙", "说明：乙", "\u200b", "\x00", "𠮷"]
)  # fmt: skip
TEXTS = NASTY | st.text(max_size=8)
IN_YAML = TEXTS.filter(lambda text: not ODD.search(text))
VALUES: st.SearchStrategy[Plain] = st.recursive(
    IN_YAML,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["value", "source", "name", "say", "basis", "law", "article", "甲"]), inner, max_size=3),
    max_leaves=6,
)
CITATION = st.fixed_dictionaries(
    {"law": st.sampled_from([*ACTS.titles, "nowhere"])},
    optional={"article": st.sampled_from(["11", "16-1", "x"]), "paragraph": st.just("2"), "point": st.just("10"), "source": IN_YAML},
)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(PLACES), VALUES | st.lists(CITATION, max_size=3))
def test_any_value_reads_back_from_its_cell(path: tuple[str, ...], value: Plain) -> None:
    here = position(ItemFile, path)
    text = notation.written(value, here, ACTS)

    assert json.dumps(notation.read(text, here, ACTS), sort_keys=True) == json.dumps(value, sort_keys=True)


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text_comes_back_from_an_xlsx_as_a_text(texts: list[str]) -> None:
    here = position(ItemFile, ("elements", "materials", "x", "name"))
    cells = tuple(notation.written(text, here, ACTS) for text in texts)
    data = paint([Sheet("甲", tuple(Head("甲", "a") for _ in cells), (cells,))], "甲")

    page = load_workbook(BytesIO(data)).worksheets[0]
    (grid,) = read_workbook(data, BOOK)
    assert {page.cell(3, column).data_type for column in range(1, len(cells) + 1)} == {"s"}
    assert [notation.read(grid.text(3, column), here, ACTS) for column in range(1, len(cells) + 1)] == texts


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        (("elements", "materials", "x", "kind"), "form", "申请表"),
        (("elements", "materials", "x", "over_asked"), "true", "是"),
        (("elements", "materials", "x", "aliases"), ["甲", "乙"], "甲\n乙"),
        (("elements", "materials", "x", "covers"), "a", "a"),
        (("elements", "materials", "x", "covers"), ["a"], "- a"),
        (("elements", "fee"), "none", "无"),
        (("elements", "quantity_limit"), "none", "none"),
        (("elements", "case_type"), {"value": "promised", "source": "assumption"}, "promised〔假定〕"),
        (("elements", "case_type"), {"value": "promised", "source": "公报"}, "promised〔来源：公报〕"),
        (("source",), "assumption", "假定"),
        (("source",), "假定", '"假定"'),
        (("elements", "materials", "x", "basis"), [{"law": "licensing-law", "article": "16-1", "paragraph": "2"}], "《许可法》第16条之1第2款"),
        (("elements", "materials", "x", "basis"), [{"law": "a", "article": "3"}], "《a》第3条"),
        (("elements", "materials", "x", "basis"), [{"law": "odd"}], "《odd》"),
        (
            ("elements", "acceptance_conditions"),
            [{"say": "甲", "basis": [{"law": "licensing-law", "article": "3"}, {"law": "state", "source": "assumption"}]}],
            "- 说明: 甲\n  依据: 《许可法》第3条；《中华人民共和国国家法》〔假定〕",
        ),
        (("elements", "materials", "x", "reads"), {"until": {"name": "期限", "type": "date"}}, "until:\n  名称: 期限\n  类型: 日期"),
    ],
)
def test_a_value_stands_in_a_cell_as_an_official_would_write_it(path: tuple[str, ...], value: Plain, text: str) -> None:
    assert notation.written(value, position(ItemFile, path), ACTS) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("《许可法》第三十二条第一款第（四）项", [{"law": "licensing-law", "article": "32", "paragraph": "1", "point": "4"}]),
        ("《国家法》第十条之二", [{"law": "state", "article": "10-2"}]),
        ("《许可法》第１１条、《state》", [{"law": "licensing-law", "article": "11"}, {"law": "state"}]),
        ("《许可法》第3条 〔假定〕", None),
        ("《许可法》第3条等", None),
        ("《许可法》", [{"law": "licensing-law"}]),
    ],
)
def test_citations_are_read_as_people_write_them(text: str, found: list[Plain] | None) -> None:
    assert read(text, ACTS) == found


@pytest.mark.parametrize("number", range(1, 400))
def test_chinese_numbers_of_articles(number: int) -> None:
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    said = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        said += "十" if tens == 1 and not hundreds else f"{digits[tens]}十"
    elif hundreds and ones:
        said += "零"
    said += digits[ones] if ones else ""

    assert arabic(said) == arabic(str(number)) == str(number)


def test_an_act_with_a_title_of_two_is_written_by_its_name() -> None:
    assert written([{"law": "a"}, {"law": "state"}], ACTS) == "《a》\n《中华人民共和国国家法》"


# ---- long texts ----


@pytest.mark.parametrize("text", ["x" * 40_000, "𠮷" * 20_000, " \n" * 30_000, "x" * LONGEST_CELL])
def test_a_text_longer_than_a_cell_is_parted_and_never_cut(text: str) -> None:
    sheets = parted([Sheet("甲", (Head("甲", "a"),), ((text,), ("乙",)))])
    grids_ = {grid.name: grid for grid in read_workbook(paint(sheets, "甲"), BOOK)}

    number = long_mark(grids_["甲"].text(3, 1))
    assert (number is None) == (units(text) <= LONGEST_CELL)
    assert (grids_["甲"].text(3, 1) if number is None else long_texts(grids_[LONG])[number]) == text
    assert all(units(cell.text) <= LONGEST_CELL for grid in grids_.values() for cell in grid.cells.values())


def test_a_ruleset_with_a_very_long_list_of_choices_comes_back() -> None:
    many = {f"m{number}": f"第{number}种情形，" + "说" * 40 for number in range(1000)}
    files = tiny_files({"form": {}}, facts={"sort": {"one_of": many}})
    assert LONG in grids(files)

    assert digest_of(sheets_of(files)) == parse_ruleset(files).digest


# ---- how it looks ----


def test_the_workbook_is_made_for_people() -> None:
    book = load_workbook(BytesIO(exported(SHIPPED).data))

    assert book.sheetnames[:3] == ["说明", "事项", "材料"]
    for page in book.worksheets:
        heads = [cell.value for cell in page[1]]
        assert all(heads), page.title
        assert page.freeze_panes is not None
        assert all(page.column_dimensions[cell.column_letter].width >= 8 for cell in page[1])
        assert {cell.number_format for row in page.iter_rows(min_row=3) for cell in row if cell.value} <= {"@"}
        assert {page.column_dimensions[cell.column_letter].number_format for cell in page[1]} == {"@"}
    page = book["材料"]
    lists = {str(offer.sqref).partition("3")[0]: offer.formula1 for offer in page.data_validations.dataValidation}
    kind = next(cell.column_letter for cell in page[1] if cell.value == KEYS["kind"])
    assert WORDS["form"] in lists[kind]
    assert lists["A"].startswith("'事项'!")


def test_nothing_in_it_is_a_formula_and_no_time_is_kept() -> None:
    data = exported(SHIPPED).data
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for part in package.namelist():
            if part.startswith("xl/worksheets/"):
                assert b"<f>" not in package.read(part)


def test_a_place_exported_imports_as_the_loader_sees_it() -> None:
    found = gather(grids(SHIPPED).values(), BOOK)
    checked = check(found, "rulesets/hengyang", {}, BOOK)

    assert checked.errors == ()
    assert checked.ruleset is not None
    assert checked.ruleset.digest == parse_ruleset(SHIPPED).digest


def test_chinese_yaml_says_the_same() -> None:
    found = gather(grids().values(), BOOK)
    chinese = {path: text_of(path, content, "zh").encode() for path, content in found.contents.items()}

    assert "要素:" in chinese["items/sign/2020-01-01.yaml"].decode()
    assert parse_ruleset(Files("rulesets/town", chinese)).digest == parse_ruleset(base()).digest


def test_a_text_that_is_one_of_our_chinese_words_stays_a_text() -> None:
    """`source: 假定` in an English file names a source; in Chinese words it would mean our `assumption`."""
    files = base()
    path = "items/lease-record/2020-01-01.yaml"
    text = files.bytes_of[path].decode().replace("elements:\n", "source: 假定\nelements:\n", 1)
    odd = Files(files.folder, {**files.bytes_of, path: text.encode()})
    found = gather(grids(odd).values(), BOOK)
    chinese = {path: text_of(path, content, "zh").encode() for path, content in found.contents.items()}

    assert parse_ruleset(Files(files.folder, chinese)).digest == parse_ruleset(odd).digest != parse_ruleset(files).digest


def test_a_sheet_as_painted_is_the_sheet_as_gathered() -> None:
    sheets = sheets_of(base())
    read_back = {grid.name: dict(grid.cells) for grid in read_workbook(paint(sheets, "甲"), BOOK)}

    assert read_back == {sheet.name: dict(grid_of(sheet).cells) for sheet in sheets}


def test_no_two_columns_of_a_sheet_have_the_same_key() -> None:
    for sheet in sheets_of(base()):
        keys = [head.en for head in sheet.heads]

        assert len(set(keys)) == len(keys)
        assert all(key.isascii() for key in keys)


@pytest.mark.parametrize("blank", ["", "\n"])
@pytest.mark.parametrize(
    ("comment", "head"),
    [
        ("甲的事项。\n第二行。", "# 甲的事项。\n# 第二行。\n"),
        ("另一说明。", "# 另一说明。\n"),
        ("", ""),
    ],
)
def test_the_head_of_a_file_is_the_comment_of_its_row(comment: str, head: str, blank: str) -> None:
    """The line for editors stays first whatever is written below it; the comments inside stay too."""
    line = "# yaml-language-server: $schema=../../../../schemas/item.schema.json\n"
    path = "items/lease-record/2020-01-01.yaml"
    before = f"{line}# 甲的事项。\n# 第二行。\n{blank}{base().bytes_of[path].decode()}".replace(
        "    record-form:\n", "    # 表在窗口领\n    record-form:\n"
    )
    content = gather(grids().values(), BOOK).contents[path]
    written_ = text_of(path, content, "en", comment, before.encode())

    chinese = text_of(path, content, "zh", comment, before.encode())

    assert chinese.startswith(line.replace("item.schema", "item.zh.schema"))
    assert written_.startswith(f"{line}{head}")
    assert written_.replace("\n\n", "\n").startswith(f"{line}{head}item: lease-record\n")
    assert "    # 表在窗口领\n    record-form:\n" in written_
