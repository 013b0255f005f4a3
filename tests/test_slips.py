"""Slips of the keyboard: where a sign is named as one, and where it is meant."""

from __future__ import annotations

import pytest

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.source import MOST_SHOWN, Source, read_source


def read(text: str) -> Source:
    return read_source(text.encode(), "f.yaml")


def refused(data: str | bytes) -> list[str]:
    """The codes and places of the faults, `R-TAG 1:4`."""
    with pytest.raises(RulesetInvalid) as raised:
        read_source(data.encode() if isinstance(data, str) else data, "f.yaml")
    return [f"{fault.code} {fault.place.line}:{fault.place.column}" for fault in raised.value.diagnostics]


@pytest.mark.parametrize(
    "text",
    [
        "say: 请注意：材料须齐全\n",
        "- 面积：不超过十平方米\n- 高度：三米\n",
        "- A类：三层以下\n",
        "- installers:1\n- '*'\n",
        "- a: b\n  c: 说明：见附件\n",
        "say: |\n  名称：营业执照\n",
        "say: 【提示】请核对【附件】\n",
        "{ask: 可多选，请勾选, type: boolean}\n",
        "say: “甲”或者“乙”\n",
        "when: area － 3\n",
        "count: －5\n",
        "a: b - c\n",
        "- - a\n  - b\n",
        "- name: a\n- 三层以下\n",
        "opens:\n  9:00\n",
        "url:\n  https://example.com\n",
        "say: 甲\n  乙，见附件：丙\n",
    ],
)
def test_a_text_that_is_one_is_left_alone(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("say: 请补交\n  其中：一份\n", "2:5"),
        ("a:\n  - name: x\n  - kind：y\n", "3:9"),
        ("- name：y\n", "1:7"),
        ("a:\n  名称 ：x\n", "2:6"),
        ("a:\n  ＃ 注\n", "2:3"),
        ("a: b\n  ＃ 注\n", "2:3"),
        ("a: ｛b｝\n", "1:4"),
        ("a: ‘b’\n", "1:4"),
        ("a: “b\"\n", "1:4"),
        ("“a”: b\n", "1:1"),
        ("a：b: c\n", "1:2"),
        ("[甲、乙]\n", "1:3"),
        ("a: ＞\n  b\n", "1:4"),
        ("a: ［b: c］\n", "1:4"),
        ("a: “b: c”\n", "1:4"),
        ("{a: 1，b: 2}\n", "1:6"),
        ("{a: x, b：[y]}\n", "1:9"),
        ("a: 'b’\n", "1:6"),
        ("－ a: b\n c: d\n", "1:1"),
    ],
)  # fmt: skip
def test_a_full_width_sign_in_the_place_of_structure_is_named(text: str, at: str) -> None:
    with pytest.raises(RulesetInvalid, match="全角") as raised:
        read(text)

    assert [f"{fault.code} {fault.place.line}:{fault.place.column}" for fault in raised.value.diagnostics] == [f"R-SYNTAX {at}"]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a: 名\u3000称\n\u3000b: c\n", ["R-CHAR 1:5", "R-CHAR 2:1"]),
        ("a:\u00a0\u00a0b\u2003c\n", ["R-CHAR 1:3", "R-CHAR 1:6"]),
        ("a: \u200b!x b\na: c\n", ["R-CHAR 1:4", "R-DUPKEY 2:1"]),
        ("a: b\u2028  c: d\n", ["R-CHAR 1:5"]),
        ("a: !x b\nc: [*y]\nd: &z {e: 1, e: 2}\n", ["R-TAG 1:4", "R-ANCHOR 2:5", "R-ANCHOR 3:4", "R-DUPKEY 3:14"]),
        ("a: 1\na: 2\nb: [\n", ["R-DUPKEY 2:1", "R-SYNTAX 3:4"]),
        ("name：a\nkind: b\n", ["R-SYNTAX 1:5"]),
        ("a: b\n\tc: d\n", ["R-TAB 2:1"]),
        ("a: 'b\n\tc'\nd: e\n\tf\n", ["R-TAB 4:1"]),
        ("a: b\n \tc\n", ["R-TAB 2:2"]),
        ("a: [b,\n\tc]\n", ["R-TAB 2:1"]),
        ('a: "b\n  \tc"\nd: |\n  e\n  \tf\ng:\n  h\n  \ti\n', ["R-TAB 8:3"]),
        ('a: "\\N"\n', ["R-CHAR 1:5"]),
        ('a: "\\0\\u3000"\n', ["R-CHAR 1:5"]),
    ],
)
def test_all_that_can_be_seen_is_said_at_once(text: str, faults: list[str]) -> None:
    assert refused(text) == faults


def test_very_many_faults_are_cut_with_their_number() -> None:
    with pytest.raises(RulesetInvalid) as raised:
        read("a: 1\n" * (MOST_SHOWN + 8))

    *shown, more = raised.value.diagnostics
    assert len(shown) == MOST_SHOWN
    assert more.code == "R-MORE"
    assert more.args == {"count": "7"}
