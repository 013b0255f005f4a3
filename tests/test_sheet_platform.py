"""Tables of platforms: what they say is taken over, codes by their labels, and what they do not say is left to people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from booking import saved, told

from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.errors import NotAPacket
from materials_rules.reading.source import Plain
from materials_rules.rules.scalar import is_identifier
from materials_rules.sheet.book import Cell, Grid
from materials_rules.sheet.cells import read_workbook
from materials_rules.sheet.citation import Acts, found_in
from materials_rules.sheet.platform import Drafted, Known, draft, gaps, name_of
from materials_rules.sheet.platform_codes import decoded
from materials_rules.sheet.platform_table import read_table, records
from materials_rules.sheet.platform_words import CODES, MEANINGS

TABLE = "平台.xlsx"
KNOWN = Known(
    Acts({"hygiene": "公共场所卫生管理条例", "food": "中华人民共和国食品安全法"}),
    {"health": "卫生健康委员会", "market": "市场监督管理局"},
    {"quick": "即办件", "slow": "承诺件"},
)
ITEM_HEADS = ["事项名称", "实施编码", "实施主体", "服务对象", "办件类型", "法定期限", "承诺期限", "时限单位", "设定依据", "受理条件", "是否收费"]
ITEM = ["卫生许可", "11430400X", "卫生健康委员会", "2 企业法人、个体工商户", "2 承诺件", 20, "5", "W 工作日", "《食品安全法》第三十五条", "甲\n乙", "0 否"]


def grid(*rows: list[Any], name: str = "表") -> Grid:
    cells = {
        (row, column): Cell(str(value), "number" if isinstance(value, int) else "text")
        for row, line in enumerate(rows, 1)
        for column, value in enumerate(line, 1)
        if value not in (None, "")
    }
    return Grid(name, cells)


def drafted(*grids: Grid) -> Drafted:
    rows, faults = records(grids, TABLE)
    out = draft(rows, "2026-01-01", KNOWN, TABLE)
    out.faults[:0] = faults
    return out


def material(heads: list[str], row: list[Any]) -> tuple[dict[str, Any], Drafted]:
    """The one material of a table with *heads* and one *row*."""
    out = drafted(grid(["事项名称", "材料名称", *heads], ["事", "材", *row]))
    (file,) = out.files.values()
    assert isinstance(file, dict)
    (found,) = file["elements"]["materials"].values()  # type: ignore[index, union-attr, call-overload]
    return found, out


def test_an_item_is_drafted_from_its_row() -> None:
    out = drafted(grid(ITEM_HEADS, ITEM))

    assert out.faults == []
    assert list(out.files) == ["items/卫生许可/2026-01-01.yaml"]
    elements: Any = out.files["items/卫生许可/2026-01-01.yaml"]["elements"]  # type: ignore[index, call-overload]
    assert {key: elements[key] for key in ("item_code", "authority", "case_type", "statutory_limit", "promised_limit", "fee")} == {
        "item_code": "11430400X",
        "authority": "health",
        "case_type": "slow",
        "statutory_limit": "20 working days",
        "promised_limit": "5 working days",
        "fee": "none",
    }
    assert elements["applicant_types"] == ["enterprise", "individual_business"]
    assert elements["legal_basis"] == [{"law": "food", "article": "35"}]
    assert elements["acceptance_conditions"] == ["甲", "乙"]
    assert elements["contact"] == {"phone": "待补", "supervision_phone": "待补"}


@pytest.mark.parametrize(
    ("heads", "row", "wanted"),
    [
        (["必要性"], ["1 必要"], {}),
        (["必要性", "必要性名称"], [0, "必要"], {}),
        (["必要性", "必要性名称"], [1, "非必要"], {"when": "情形1"}),
        (["是否必备"], ["否"], {"when": "情形1"}),
        (["必要性"], ["容缺后补"], {"deferrable": {"published_in": {"source": "待补"}, "basis": [{"law": "待补"}], "within": "待补"}}),
        (["必要性"], ["信息免交、信用后补"], {"note": "平台标注“信息免交、信用后补”。"}),
        (["来源渠道"], ["30"], {"intermediary": "true"}),
        (["来源渠道"], ["10"], {}),
        (["材料类型"], ["原件"], {"hand_in": {"originals": "1"}}),
        (["材料类型", "复印件份数"], ["2 复印件", 3], {"hand_in": {"copies": "3"}}),
        (["材料类型"], ["原件和复印件"], {"hand_in": {"originals": "1", "copies": "1"}}),
        (["材料类型"], ["2（申请表格文书）"], {"kind": "form"}),
        (["材料形式"], ["5 纸质、电子版"], {"hand_in": {"medium": "either"}}),
        (["材料形式"], ["告知承诺"], {"commitment": {"listed_in": {"source": "待补"}, "basis": [{"law": "待补"}]}}),
        (["材料形式"], ["证照"], {"kind": "licence"}),
        (["验收方式"], [2], {"hand_in": {"copies": "1", "show_original": "true"}}),
        (["收取方式"], ["扫描(3)"], {"hand_in": {"medium": "electronic"}}),
        (["原件份数", "复印件份数"], [1, "2份"], {"hand_in": {"originals": "1", "copies": "2"}}),
        (["原件份数", "复印件份数"], [1, 0], {"hand_in": {"originals": "1"}}),
        (["材料类型", "份数"], ["原件", 2], {"hand_in": {"originals": "2"}}),
        (["要求提供材料的依据"], ["《公共场所卫生管理条例》（国发〔1987〕24号）第四条第二款：……"], {"basis": [{"law": "hygiene", "article": "4", "paragraph": "2"}]}),
        (["填报须知", "受理标准"], ["填全", "清楚"], {"note": "填报须知：填全 受理标准：清楚"}),
        (["示例样表", "出具机构"], ["样.doc", "某局"], {"sample_form": "样.doc", "note": "出具机构：某局"}),
        (["是否需本人到现场"], ["是"], {"note": "平台标注须本人到现场。"}),
    ],
)
def test_a_column_of_a_platform_becomes_what_it_means(heads: list[str], row: list[Any], wanted: dict[str, Any]) -> None:
    found, out = material(heads, row)

    assert out.faults == []
    assert found == {"name": "材", "kind": "待补", "basis": [{"law": "待补"}], **wanted}


@pytest.mark.parametrize(
    ("heads", "row", "code", "cell"),
    [
        (["必要性"], [1], "S-CODE", "C2"),
        (["材料形式"], ["3"], "S-CODE", "C2"),
        (["材料类型"], [1], "S-CODE", "C2"),
        (["必要性"], ["9"], "S-CODE-UNKNOWN", "C2"),
        (["必要性"], ["看情况"], "S-LABEL", "C2"),
        (["材料类型", "材料类型名称"], [1, "申请表格文书"], "S-CODE-LABEL", "C2"),
        (["必要性"], ["3 必要"], "S-CODE-LABEL", "C2"),
        (["复印件份数"], ["若干"], "S-COUNT", "C2"),
        (["份数"], [2], "S-COUNT-OF", "C2"),
        (["要求提供材料的依据"], ["《某某办法》第3条"], "S-BASIS-TEXT", "C2"),
        (["要求提供材料的依据"], ["按规定"], "S-BASIS-TEXT", "C2"),
        (["没见过的列"], ["x"], "S-PLATFORM-COLUMN", "C1"),
        (["行使层级"], ["3"], "S-NOT-NEEDED", "C1"),
        (["备注"], [734], "S-NUMBER", "C2"),
    ],
)
def test_what_cannot_be_placed_is_told_by_cell(heads: list[str], row: list[Any], code: str, cell: str) -> None:
    _, out = material(heads, row)

    assert told(out.faults) == [(code, f"表!{cell}")]
    assert all(one.severity is not Severity.ERROR and one.say("zh") and one.say("en") for one in out.faults)


def test_where_code_and_label_disagree_the_label_is_followed() -> None:
    found, _ = material(["材料类型", "材料类型名称"], [1, "申请表格文书"])

    assert found["kind"] == "form"
    assert "hand_in" not in found


def test_a_necessity_that_nobody_knows_does_not_look_like_always() -> None:
    found, _ = material(["必要性"], [1])

    assert found["when"] == "待补"


def test_a_case_that_two_materials_share_is_one_question() -> None:
    heads = ["事项名称", "材料名称", "必要性", "非必要时办理情形"]
    out = drafted(grid(heads, ["事", "甲", "非必要", "租房的"], ["事", "乙", "非必要", "租房的"], ["事", "丙", "非必要", ""]))
    (file,) = out.files.values()

    assert isinstance(file, dict)
    assert file["facts"] == {
        "情形1": {"ask": "是否属于下列情形：租房的", "type": "boolean"},
        "情形2": {"ask": "待补：什么情形下需要提交“丙”？", "type": "boolean"},
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"实施主体": "没有的局"}, "S-DEPARTMENT"),
        ({"办件类型": "转报件"}, "S-CASE-TYPE"),
        ({"办件类型": "9"}, "S-CASE-TYPE"),
        ({"法定期限": "若干天"}, "S-LIMIT"),
        ({"时限单位": "X"}, "S-CODE-UNKNOWN"),
        ({"设定依据": "《无此法》"}, "S-BASIS-TEXT"),
        ({"服务对象": "外星人"}, "S-LABEL"),
    ],
)
def test_what_the_place_does_not_know_is_told_and_left_open(change: dict[str, str], code: str) -> None:
    row = [change.get(head, value) for head, value in zip(ITEM_HEADS, ITEM, strict=True)]
    before, out = drafted(grid(ITEM_HEADS, ITEM)), drafted(grid(ITEM_HEADS, row))

    assert code in [one.code for one in out.faults]
    assert sum(map(gaps, out.files.values())) > sum(map(gaps, before.files.values()))


def test_items_and_materials_come_from_different_sheets_and_merged_cells_stand_in_each_row() -> None:
    items = grid(ITEM_HEADS, ITEM, ["另一事", *ITEM[1:]], name="事项")
    table = grid(["某省政务服务材料清单"], ["事项名称", "材料名称"], ["卫生许可", "甲"], ["", "乙"], ["另一事", "甲"], name="材料")
    out = drafted(items, Grid("材料", table.cells, ((3, 1, 4, 1),)))

    assert out.faults == []
    found = {path: list(file["elements"]["materials"]) for path, file in out.files.items()}  # type: ignore[index, call-overload]
    assert found == {"items/卫生许可/2026-01-01.yaml": ["甲", "乙"], "items/另一事/2026-01-01.yaml": ["甲"]}


def test_a_material_of_no_item_is_told() -> None:
    out = drafted(grid(ITEM_HEADS, ITEM, ["另一事"]), grid(["事项名称", "材料名称"], ["", "甲"], name="材料"))

    assert told(out.faults) == [("S-NO-NAME", "材料!A2")]


def test_a_sheet_without_heads_is_told() -> None:
    assert told(drafted(grid(["随便", "写写"], ["a", "b"])).faults) == [("S-NO-HEADS", "表")]


@pytest.mark.parametrize(("about", "system"), [(about, system) for about in CODES for system in CODES[about]])
def test_every_label_of_every_system_has_a_meaning_and_its_own_code_agrees(about: str, system: str) -> None:
    for code, label in CODES[about][system].items():
        for text, beside in ((f"{code} {label}", ""), (f"{label}（{code}）", ""), (code, label), (label, "")):
            found = decoded(about, text, beside)

            assert (found.meaning, found.code) == (MEANINGS[about][label], "")


@pytest.mark.parametrize("about", sorted(CODES))
def test_a_bare_code_is_believed_only_where_all_systems_agree(about: str) -> None:
    for code in {code for codes in CODES[about].values() for code in codes}:
        meanings = {MEANINGS[about][codes[code]] for codes in CODES[about].values() if code in codes}
        found = decoded(about, code)

        assert (found.meaning is None) == (len(meanings) > 1)
        assert (found.code == "S-CODE") == (len(meanings) > 1)


@pytest.mark.parametrize("text", ["食品经营许可（新办）", "《许可》 1号", "123", "——", "Ａ类", "x" * 300, "材料_1", "²"])
def test_any_title_gives_a_name(text: str) -> None:
    one = name_of(text, [])
    other = name_of(text, [one])

    assert is_identifier(one)
    assert is_identifier(other)
    assert one != other


def test_citations_are_found_in_running_words() -> None:
    text = "依据《食品安全法》（2021年修正）第三十五条第一款、《公共场所卫生管理条例》第4条和《别的办法》，另见《食品安全法》第三十五条第一款。"

    assert found_in(text, KNOWN.acts) == (
        [{"law": "food", "article": "35", "paragraph": "1"}, {"law": "hygiene", "article": "4"}],
        ["别的办法"],
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_the_encodings_of_the_country(encoding: str) -> None:
    data = '事项名称,材料名称,填报须知\n卫生许可,"申请表\n（一式两份）",0734\n'.encode(encoding)
    out = drafted(read_table(data, "平台.csv"))
    (file,) = out.files.values()

    found: Plain = file["elements"]["materials"]  # type: ignore[index, call-overload]
    assert json.dumps(found, ensure_ascii=False).count("填报须知：0734") == 1


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xff\xfe\x00", b"PK\x03\x04\x00\x00", b"a\x00b,c"])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(NotAPacket) as refused:
        read_table(data, "平台.csv")

    assert [one.code for one in refused.value.diagnostics] == ["S-NOT-CSV"]


def test_a_workbook_of_another_program_is_read(tmp_path: Path) -> None:
    path = saved(tmp_path / "平台.xlsx", {"事项": [ITEM_HEADS, ITEM], "材料": [["事项名称", "材料名称"], ["卫生许可", "甲"]]})
    out = drafted(*read_workbook(path.read_bytes(), TABLE))

    assert out.faults == []
    assert len(out.files) == 1
