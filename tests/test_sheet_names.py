"""Several names in one cell, and what a person left in a workbook that no file of rules holds."""

from __future__ import annotations

from io import BytesIO

import pytest
from booking import BOOK, base
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment

from materials_rules.ground.diagnostic import Severity
from materials_rules.reading.source import Plain
from materials_rules.rules.grammar import position
from materials_rules.rules.item import ItemFile
from materials_rules.sheet import notation
from materials_rules.sheet.cells import read_workbook
from materials_rules.sheet.citation import Acts
from materials_rules.sheet.export import exported
from materials_rules.sheet.leaving import unreturned

ACTS = Acts({})
PAPER = ("elements", "materials", "m")
ALIASES = position(ItemFile, (*PAPER, "aliases"))
SIGNED = position(ItemFile, (*PAPER, "hand_in", "signed_by"))
APPLICANTS = position(ItemFile, ("elements", "applicant_types"))
CONDITIONS = position(ItemFile, ("elements", "acceptance_conditions"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("营业执照、执照", ["营业执照", "执照"]),
        ("营业执照；执照;证照", ["营业执照", "执照", "证照"]),
        ("营业执照、执照\n证照", ["营业执照", "执照", "证照"]),
        (" 营业执照 、 执照 、", ["营业执照", "执照"]),
        ('"法人、其他组织登记证"', ["法人、其他组织登记证"]),
        ('"法人、其他组织登记证"、执照', ["法人、其他组织登记证", "执照"]),
        ('"法人、其他组织登记证"\n执照', ["法人、其他组织登记证", "执照"]),
        ("执照，证照", ["执照，证照"]),
    ],
)
def test_names_may_stand_side_by_side(text: str, value: Plain) -> None:
    assert notation.read(text, ALIASES, ACTS) == value


def test_closed_words_may_stand_side_by_side_too() -> None:
    assert notation.read("企业、自然人", APPLICANTS, ACTS) == ["enterprise", "natural_person"]
    assert notation.read("applicant；agent", SIGNED, ACTS) == ["applicant", "agent"]
    assert notation.read("applicant、", SIGNED, ACTS) == "applicant、", "one name is a text, as it stands"


def test_sentences_are_not_parted() -> None:
    text = "有场地、设备；有人员\n符合规划"

    assert notation.read(text, CONDITIONS, ACTS) == ["有场地、设备；有人员", "符合规划"]


names = st.text(st.sampled_from('甲乙、；;"\\ \n-:〔'), min_size=1, max_size=6)


@given(st.lists(names, min_size=1, max_size=4))
def test_any_names_come_back(value: list[str]) -> None:
    here = ALIASES

    assert notation.read(notation.written(list(value), here, ACTS), here, ACTS) == value


@given(names)
def test_one_text_that_may_be_several_comes_back(value: str) -> None:
    assert notation.read(notation.written(value, SIGNED, ACTS), SIGNED, ACTS) == value


def test_a_name_that_holds_a_sign_between_names_is_written_in_quotes() -> None:
    assert notation.written(["法人、其他组织登记证", "执照"], ALIASES, ACTS) == '"法人、其他组织登记证"\n执照'
    assert notation.written(["营业执照", "执照"], ALIASES, ACTS) == "营业执照\n执照"


# ---- what does not come back ----


def test_what_a_person_left_is_told_by_cell_in_full() -> None:
    book = load_workbook(BytesIO(exported(base()).data))
    book["材料"]["F3"].comment = Comment("请法规科核对\n　张三", "张三")
    book["材料"]["ZZ900"].comment = Comment("空格子上的批注", "张三")
    book["说明"]["B8"] = "我改了这里"
    book["说明"]["A60"] = "备忘"
    book["说明"]["D2"] = "旁边"
    into = BytesIO()
    book.save(into)

    found = list(unreturned(read_workbook(into.getvalue(), BOOK), BOOK))

    assert [(one.place.pointer, one.code, one.args["found"]) for one in found] == [
        ("说明!D2", "S-ABOUT", "旁边"),
        ("说明!A8", "S-ABOUT", "空格子"),
        ("说明!B8", "S-ABOUT", "我改了这里"),
        ("说明!A60", "S-ABOUT", "备忘"),
        ("材料!F3", "S-NOTE", "请法规科核对 张三"),
        ("材料!ZZ900", "S-NOTE", "空格子上的批注"),
    ]
    assert {one.severity for one in found} == {Severity.WARNING}


def test_of_a_workbook_as_it_was_written_there_is_nothing_to_tell() -> None:
    assert list(unreturned(read_workbook(exported(base()).data, BOOK), BOOK)) == []
