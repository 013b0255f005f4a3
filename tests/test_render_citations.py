"""Acts that are cited and places that are named: once, in words, whatever names are known."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from papers import sample, text_of

from materials_rules.notice.model import Basis, Demand, Warning
from materials_rules.render import render
from materials_rules.render._paper import Points, plain
from materials_rules.render._sheet import sheet


def cited(*texts: tuple[str, str, str]) -> str:
    """The opening of a notice that rests on these: law, version, text."""
    basis = tuple(Basis(law, law, version, None, None, None, text) for law, version, text in texts)
    return plain(sheet(replace(sample("supplement"), legal_ground=basis), {}).opening[0])


def test_an_act_that_is_cited_twice_in_a_row_is_named_once() -> None:
    act = "《许可法》（2019年修正）"

    def of_act(*provisions: str) -> str:
        return cited(*(("act", "2019年修正", f"{act}{provision}") for provision in provisions))

    assert f"根据{act}第三十二条第一款第二项、第二款，" in of_act("第三十二条第一款第二项", "第三十二条第二款")
    assert f"根据{act}第三十二条、第三十五条，" in of_act("第三十二条", "第三十五条")
    assert f"根据{act}第二十条第一款、第二十四条第一款第一项，" in of_act("第二十条第一款", "第二十四条第一款第一项")
    assert f"根据{act}第十条第一款第一项、第三项，" in of_act("第十条第一款第一项", "第十条第一款第三项")
    assert f"根据{act}第十条、第十条第二款，" in of_act("第十条", "第十条第二款")
    assert f"根据{act}第十条第二款、第十条，" in of_act("第十条第二款", "第十条")
    assert f"根据{act}第十条第二款、第三款、第一款第一项，" in of_act("第十条第二款", "第十条第三款", "第十条第一款第一项")
    other = cited(("act", "2019年修正", f"{act}第一条"), ("act", "2003年", "《许可法》（2003年）第二条"), ("x", "", "《第一办法》第一条"))
    assert f"根据{act}第一条、《许可法》（2003年）第二条、《第一办法》第一条，" in other
    assert "根据《第一办法》、《第一办法》第一条，" in cited(("x", "", "《第一办法》"), ("x", "", "《第一办法》第一条"))
    assert "根据A art. 1、A art. 12，" in cited(("x", "", "A art. 1"), ("x", "", "A art. 12"))


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("/applicant/kind", "提示 W-X（申请人类型）：说明"),
        ("/applicant/name", "提示 W-X（申请人信息“name”）：说明"),
        ("/materials/3/issued_on", "提示 W-X（材料第4项“issued_on”）：说明"),
        ("/facts/profit", "提示 W-X（问题回答“profit”）：说明"),
        ("/choices/route", "提示 W-X（选择“route”）：说明"),
        ("/lists/drivers/0/age", "提示 W-X（清单“drivers”第1项“age”）：说明"),
        ("/commitments/0", "提示 W-X（书面承诺第1项）：说明"),
        ("/deferrals/1", "提示 W-X（容缺承诺第2项）：说明"),
        ("/somewhere", "提示 W-X（/somewhere）：说明"),
        ("/materials/x", "提示 W-X（材料“x”）：说明"),
        ("/facts", "提示 W-X（问题回答）：说明"),
        ("", "提示 W-X：说明"),
    ],
)
def test_a_note_names_its_place_in_words(at: str, shown: str) -> None:
    notice = replace(sample("accept"), warnings=(Warning("W-X", at, "说明"),))
    (part,) = [part for part in sheet(notice, {}).parts if "附注" in part.title]

    assert isinstance(part, Points)
    assert shown in [plain(point.line) for point in part.points]


def test_a_note_that_names_its_place_itself_is_not_told_it_again() -> None:
    warning = Warning("W-APPLICANT-KIND", "/applicant/kind", "申请人类型不在本事项的办理对象之内")
    shown = text_of("text", render(replace(sample("accept"), warnings=(warning,)), "text"))

    assert "提示W-APPLICANT-KIND：申请人类型不在" in shown


def test_a_name_that_nobody_knows_speaks_of_another_basis_once() -> None:
    told = Demand("其他文件", "bureau", "not_recognised", None, "没有按相近的名称认定。")

    assert text_of("text", render(replace(sample("accept"), demands=(told,)), "text")).count("另有依据") == 1
