"""The formats: they say the same, they break on no text, they look as they looked.

To write the golden files of the paper formats anew after a change that was meant: `python -m tests.test_render`.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from materials_rules.ground.errors import WrongUsage
from materials_rules.ground.script import visible, width
from materials_rules.notice.model import (
    Agent,
    Conditional,
    Demand,
    Extra,
    Finding,
    If,
    InOrder,
    Notice,
    Outcome,
    Warning,
    decode,
)
from materials_rules.render import formats, render
from materials_rules.render._paper import Points, Rows, Sheet, Table, plain
from materials_rules.render._sheet import sheet
from materials_rules.render._vocabulary import WORDS
from materials_rules.render._words import Words

GOLDEN = Path(__file__).parent / "golden" / "render"
SAMPLES = sorted(path.stem for path in GOLDEN.glob("*.json"))
NAMES: dict[str, str] = json.loads((GOLDEN.parent / "render-names.json").read_bytes())
ENDINGS = {"text": "txt", "markdown": "md", "html": "html"}
CASES = [(name, format_) for name in SAMPLES for format_ in ENDINGS]

VOID = {"meta"}
DECORATION = "·（）0123456789.#*-：【】"


def sample(name: str) -> Notice:
    return decode((GOLDEN / f"{name}.json").read_bytes())


def paper(name: str) -> Sheet:
    return sheet(sample(name), NAMES)


class Page(HTMLParser):
    """The tree of a page, the text of its body, and what stands in `<bdi>`."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tree: list[str] = []
        self.texts: list[str] = []
        self.isolated: list[str] = []
        self.open: list[str] = []
        self.feed(page.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = [(key, value) for key, value in attrs if key != "content"]
        self.tree.append(f"<{tag} {shown}>")
        if tag == "bdi":
            self.isolated.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.tree.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if "body" in self.open:
            self.texts.append(data)
        if "bdi" in self.open:
            self.isolated[-1] += data

    def handle_comment(self, data: str) -> None:
        self.tree.append("<!-- -->")


def text_of(format_: str, data: bytes) -> str:
    """What a format says, without its markup and without blanks."""
    text = data.decode()
    if format_ == "html":
        text = "".join(Page(data).texts)
    elif format_ == "markdown":
        text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text.replace("&#32;", " "))
    return "".join(text.split())


# ---- the shelf


def test_the_formats_are_the_files_of_the_shelf() -> None:
    assert formats() == ("html", "json", "markdown", "text")


def test_a_format_that_is_not_there_is_wrong_usage() -> None:
    for format_ in ("pdf", "", "_sheet", "../text"):
        with pytest.raises(WrongUsage) as caught:
            render(sample("accept"), format_)
        assert caught.value.diagnostics[0].code == "N-FORMAT"
        assert "html、json、markdown、text" in str(caught.value)


@pytest.mark.parametrize("format_", formats())
def test_every_format_ends_in_a_line_break(format_: str) -> None:
    assert render(sample("accept"), format_).endswith(b"\n")


@pytest.mark.parametrize(("name", "format_"), CASES)
def test_a_paper_looks_as_it_looked(name: str, format_: str) -> None:
    assert render(sample(name), format_, NAMES) == (GOLDEN / f"{name}.{ENDINGS[format_]}").read_bytes()


@pytest.mark.parametrize("name", SAMPLES)
def test_json_is_the_notice_itself_indented(name: str) -> None:
    assert render(sample(name), "json", NAMES) == (GOLDEN / f"{name}.json").read_bytes()


# ---- every format says the same, no more, no less


@pytest.mark.parametrize(("name", "format_"), CASES)
def test_every_paper_says_all_of_the_sheet_in_order_and_nothing_else(name: str, format_: str) -> None:
    said = text_of(format_, render(sample(name), format_, NAMES)).replace(paper(name).title.replace(" ", ""), "", 1)
    words = sorted(("".join(label.split()) for label in paper(name).labels()), key=len, reverse=True)
    between = re.compile("(?:" + "|".join(re.escape(word) for word in [*words, *DECORATION]) + ")*")
    at = 0

    for line in paper(name).lines():
        text = "".join(plain(line).split())
        place = said.find(text, at)
        assert place >= 0, text
        assert between.fullmatch(said[at:place]), said[at:place]
        at = place + len(text)
    assert between.fullmatch(said[at:]), said[at:]


@pytest.mark.parametrize(("name", "format_"), CASES)
def test_every_title_and_label_is_printed(name: str, format_: str) -> None:
    said = text_of(format_, render(sample(name), format_, NAMES))
    no_heading = "No." if sample(name).lang == "en" else "序号"  # of the number; only a table has it

    missing = [label for label in paper(name).labels() if "".join(label.split()) not in said]

    assert [label for label in missing if label != no_heading and not is_name_column(paper(name), label)] == []


def is_name_column(of: Sheet, label: str) -> bool:
    """The heading of the first cell, which stands beside the number in formats without tables."""
    return any(part.columns[1] == label for part in of.parts if isinstance(part, Table))


@pytest.mark.parametrize(("name", "format_"), CASES)
def test_every_sentence_of_the_json_is_on_every_paper(name: str, format_: str) -> None:
    notice = json.loads((GOLDEN / f"{name}.json").read_bytes())
    if notice["outcome"] != "undetermined":  # only the office's own sheet shows what the office must answer
        notice["questions"] = [question for question in notice["questions"] if question["of"] == "applicant"]
    said = text_of(format_, render(sample(name), format_, NAMES))

    sentences = list(sentences_of(notice))

    assert sentences
    assert [text for text in sentences if "".join(visible(text).split()) not in said] == []


def sentences_of(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for inner_key, inner in value.items():
            yield from sentences_of(inner, inner_key)
    elif isinstance(value, list):
        for inner in value:
            yield from sentences_of(inner, key)
    elif isinstance(value, str) and key in {"say", "what", "do", "ask", "why", "instead", "sample_form", "published_in"}:
        yield from value.split("\n")
    elif isinstance(value, str) and key in {"name", "text"}:
        yield from filter(None, value.split("□"))


# ---- what stands where


TITLES = {
    "accept": "材料齐全告知（受理凭据另行出具）",
    "accept_deferred": "容缺受理告知",
    "fix_on_spot": "当场更正单",
    "supplement": "补正材料一次性告知书",
    "not_required": "不受理告知书（依法不需要取得许可）",
    "not_competent": "不予受理告知书",
    "undetermined": "待核实单（供窗口内部使用）",
    "second_round": "补正情况告知（对应衡城管补〔2026〕12号）",
    "forty_hostile": "补正材料一次性告知书",
    "english": "One-time notice of materials to supplement",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_outcome_has_its_title(name: str) -> None:
    assert paper(name).title == TITLES[name]


def test_a_paper_that_only_asks_speaks_of_no_error() -> None:
    asked = replace(sample("fix_on_spot"), findings=(), conditional=())
    shown = text_of("text", render(asked, "text"))

    assert "请当场回答" in shown
    assert "更正" not in shown.partition("收件日期")[0]
    assert "共0项" not in shown


def test_a_paper_without_a_finding_speaks_of_no_fault() -> None:
    """Where all that is open depends on a situation or an answer, nothing is wrong, whatever the outcome and the round."""
    faults = ("存在可以当场更正的错误", "不齐全或者不符合", "以下内容仍需补正，", "更正人")
    again = sample("second_round").previous
    conditional = sample("supplement").conditional
    for outcome, previous, found in itertools.product((Outcome.FIX_ON_SPOT, Outcome.SUPPLEMENT), (None, again), (conditional, ())):
        notice = replace(sample("supplement"), outcome=outcome, previous=previous, findings=(), conditional=found)
        opening = plain(sheet(notice, {}).opening[0])
        shown = text_of("text", render(notice, "text"))
        assert "没有发现问题" in opening
        assert not any(fault in shown for fault in faults), shown
        assert ("取决于尚未说明的情形" in opening) is bool(found)
        assert (f"共{len(found)}项，均视情形需要" in opening) is bool(found)
        assert "共0项" not in shown


def test_what_can_be_stated_at_the_window_is_to_be_ticked_there() -> None:
    conditional = sample("supplement").conditional
    now = replace(sample("fix_on_spot"), findings=(), conditional=conditional)

    assert sheet(now, {}).title == "请当场说明"
    assert "请当场勾选" in text_of("text", render(now, "text"))
    assert "请在补正时勾选" in text_of("text", render(replace(now, outcome=Outcome.SUPPLEMENT), "text"))
    assert sheet(replace(now, outcome=Outcome.SUPPLEMENT), {}).title == TITLES["supplement"]


def test_a_second_round_without_a_number_leaves_room_for_it() -> None:
    notice = sample("second_round")
    assert notice.previous is not None

    title = sheet(replace(notice, previous=replace(notice.previous, number=None), number=None), {}).title
    assert title == "补正情况告知（对应〔　　　　〕第　　　号）"


def test_it_is_a_second_round_where_there_is_an_earlier_notice_whatever_the_packet_counts() -> None:
    again = sample("second_round")
    for round_ in (1, 2, 3):
        later = replace(again, round=round_)
        assert sheet(later, {}).title == TITLES["second_round"]
        assert "现已收到补正材料" in plain(sheet(later, {}).opening[0])
        (told,) = [row for row in sheet(later, {}).heading if row.label == "对应告知书"]
        assert plain(told.lines[0]) == ("衡城管补〔2026〕12号" if round_ == 1 else f"衡城管补〔2026〕12号（第{round_}次提交）")

        first = replace(later, previous=None)
        assert sheet(first, {}).title == TITLES["supplement"]
        assert "现已收到补正材料" not in plain(sheet(first, {}).opening[0])
        assert "对应告知书" not in [row.label for row in sheet(first, {}).heading]


def test_a_later_round_with_something_new_does_not_say_that_there_is_none() -> None:
    again = sample("second_round")
    new = replace(again, warnings=(*again.warnings, Warning("W-NEW-SINCE", "", "授权委托书：前次没有告知")))

    assert "不提出新的要求" in plain(sheet(again, {}).opening[0])
    assert "不提出新的要求" not in plain(sheet(new, {}).opening[0])
    assert "因补正之外的情形与首次不同而新增的（见附注）" in plain(sheet(new, {}).opening[0])
    assert sheet(new, {}).title == TITLES["second_round"]


def test_only_the_sheet_of_the_office_asks_the_office() -> None:
    notice = sample("undetermined")
    asked_inside = text_of("text", render(notice, "text"))
    asked_outside = text_of("text", render(replace(notice, outcome=Outcome.SUPPLEMENT), "text"))

    for question in notice.questions:
        assert question.ask in asked_inside
        assert (question.ask in asked_outside) is (question.of == "applicant")
    assert "不得交申请人" in asked_inside
    assert "签收人" not in asked_inside and "签收人" in asked_outside


def test_entries_are_numbered_through_and_counted_together() -> None:
    tables = [part for part in paper("forty_hostile").parts if isinstance(part, Table)]

    assert [entry.no for table in tables for entry in table.entries] == list(range(1, 46))
    assert "共45项，其中5项视情形需要" in plain(paper("forty_hostile").opening[0])
    assert "共45项，其中5项视情形需要" in render(sample("forty_hostile"), "html").decode().split("</style>")[0]


def test_a_sole_material_is_no_choice_and_several_are() -> None:
    table = next(part for part in paper("supplement").parts if isinstance(part, Table))
    cures = {entry.no: entry.cells[2] for entry in table.entries}

    assert not any(point.choice for point in cures[1])
    assert [point.choice for point in cures[2]] == [True]
    assert [plain(point.line) for point in cures[2][0].points] == ["场地权属证明", "场地使用协议"]


def with_situations(*which: bool) -> str:
    """What stands before the arms of an entry of which those named have a situation of their own."""
    notice = sample("supplement")
    finding = next(entry for entry in notice.findings if len(entry.arms) == 2 and not entry.is_difference)
    arms = tuple(replace(arm, if_=If("场地为租用", ("fact/rented",)) if own else None) for arm, own in zip(finding.arms, which, strict=True))
    changed = replace(notice, findings=(replace(finding, arms=arms),))
    (table, *_) = [part for part in sheet(changed, {}).parts if isinstance(part, Table)]
    return plain(table.entries[0].cells[2][0].line)


def test_arms_that_are_for_a_situation_of_their_own_are_no_free_choice() -> None:
    assert with_situations(False, False) == "以下任选其一："
    assert with_situations(True, True) == "以下各按适用情形提交；同时适用几项的，任选其一："
    assert with_situations(True, False) == "以下任选其一；注明适用情形的，在该情形下才可以选："


def test_what_may_be_replaced_by_a_commitment_is_not_called_needless() -> None:
    told = Demand("检测报告", "未记录", "disallowed", "C4_COMMITMENT", "这份材料可以由书面承诺代替。")
    for format_ in ENDINGS:
        shown = text_of(format_, render(replace(sample("accept"), demands=(told,)), format_))
        assert "要求的是这份材料或者书面承诺，由申请人选择" in shown
        assert "不作要求，可自愿提供" not in shown
    other = replace(sample("accept"), demands=(replace(told, class_="C1_NO_BASIS"),))
    assert "不作要求，可自愿提供" in text_of("text", render(other, "text"))


def test_a_deferral_says_from_which_day_it_runs() -> None:
    assert "期限自受理之日起计算" in text_of("text", render(sample("accept_deferred"), "text"))


def test_a_paper_that_differs_from_another_stands_among_the_entries_alone() -> None:
    notice = sample("supplement")
    finding = next(entry for entry in notice.findings if len(entry.arms) == 2 and entry.subject is None)
    form, card = finding.arms[0].material, finding.arms[1].material
    orderly = (InOrder(form, None), InOrder(card, "installers:1"), InOrder(card, "installers:2"), InOrder("photo", None))

    def listed(id_: str, subject: str | None, conditional: bool = False) -> list[str]:
        entry = replace(finding, id=id_, subject=subject)
        found = replace(notice, findings=() if conditional else (entry,), in_order=orderly, conditional=())
        if conditional:
            found = replace(found, conditional=(Conditional(**asdict(entry), if_=If("□否，不需更正。□是，请更正：", ())),))
        parts = [part for part in sheet(found, {}).parts if isinstance(part, Points) and "已收到且符合要求" in part.title]
        return [plain(point.line) for part in parts for point in part.points]

    everything = [form, f"{card}（对象：installers1）", f"{card}（对象：installers2）", "photo"]
    assert listed("item/site", None) == everything
    for conditional in (False, True):
        assert listed("item/consistency/names", None, conditional) == everything[1:]
        assert listed("item/consistency/names[installers:2]", "installers:2", conditional) == [everything[1], "photo"]


def test_the_boxes_of_a_situation_stand_on_lines_of_their_own() -> None:
    table = [part for part in paper("supplement").parts if isinstance(part, Table)][1]

    assert [plain(point.line) for point in table.entries[0].cells[0]] == [
        "是否在楼顶设置？",
        "□否，不需提交。",
        "□是，请提交：楼顶荷载说明（原件1份，设计单位签名）。",
    ]


def test_papers_of_a_bundle_are_kept_or_returned_item_by_item() -> None:
    rows = [row for part in paper("forty_hostile").parts if isinstance(part, Rows) for row in part.rows]
    papers = next(row for row in rows if row.label == "材料处理")

    assert [plain(line).partition("：")[0] for line in papers.lines] == [
        "食品经营许可（餐饮服务）",
        "户外招牌设置许可",
        "公共场所卫生备案",
    ]


def test_an_id_without_a_name_is_printed_as_it_is() -> None:
    assert "business-licence" in text_of("text", render(sample("supplement"), "text"))
    assert "business-licence" not in text_of("text", render(sample("supplement"), "text", NAMES))


@pytest.mark.parametrize("format_", ENDINGS)
def test_what_was_handed_in_or_is_not_needed_is_printed_by_its_name(format_: str) -> None:
    notice = sample("supplement")
    said = text_of(format_, render(notice, format_, NAMES))

    printed = [entry.material for entry in notice.in_order]
    printed += [entry.material for entry in notice.extra]
    printed += [entry.material for entry in notice.not_needed]
    assert [id_ for id_ in printed if NAMES[id_] not in said] == []


def test_what_is_not_known_leaves_room_to_write() -> None:
    notice = sample("supplement")
    bare = replace(
        notice,
        applicant=replace(notice.applicant, name=None, id=None, kind=None),
        agent=Agent(None),
        office=replace(notice.office, seal=None, handler=None, phone=None, supervision_phone=None, place=None),
    )

    for format_ in ENDINGS:
        said = text_of(format_, render(bare, format_))
        assert "None" not in said
        assert said.count("＿＿＿＿＿＿＿＿") >= 4


def test_nobody_is_accused_by_the_words_of_the_paper() -> None:
    accusing = ("违法", "违规", "illegal", "unlawful")

    assert [text for pair in WORDS.values() for text in pair if any(word in text for word in accusing)] == []


def test_both_languages_fill_the_same_places() -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"\{\w+\}", text))

    assert [key for key, (zh, en) in WORDS.items() if places(zh) != places(en)] == []


def test_parts_are_counted_as_official_papers_count() -> None:
    words = Words("zh")

    assert [words.numbered(place, "甲") for place in (1, 9, 10, 11, 19)] == ["一、甲", "九、甲", "十、甲", "十一、甲", "十九、甲"]


# ---- no text breaks a paper

HOSTILE = [
    "</td></table><script>alert(1)</script>",
    "<!--",
    "]]><![CDATA[",
    "&lt;b&gt; &amp; &#0; &copy",
    "a\nb\r\nc\td\u2028e\u0085f",
    "\u202eabc\u202c\u2066x\u200b\ufeff\u200d",
    "{{7*7}} {0.__class__} %s ${x}",
    "\x00\x01\x1b[31m\x7f",
    "𠮷\U0002ebf0\U00031350\ue000\ufffe\U0010ffff",
    "'\"`\\",
    "# 标题\n- 一\n> 二\n```\n|a|b|\n[x](javascript:1) ![](http://e.example)",
    "1. 一",
    "2) 一",
    "- 一",
    "+ 一",
    "> 一",
    "===",
    "    code",
    "□□□ □是",
    "ابن سينا שלום",
    "",
    " ",
    "长" * 3000,
]


def with_text(text: str) -> Notice:
    """A notice in which *text* stands wherever an applicant, or who types for him, can bring a text."""
    notice = sample("supplement")
    return replace(
        notice,
        packet=text,
        case=text,
        applicant=replace(notice.applicant, name=text, id=text, kind=text),
        agent=Agent(text),
        demands=(Demand(text, text, "not_recognised", None, "由窗口核实。"),),
        extra=(Extra(text, None), Extra("x", f"installers:{text}")),
        in_order=(InOrder("x", text.replace(":", "")),),
        warnings=tuple(replace(warning, at=f"/{text}") for warning in notice.warnings),
    )


def with_rule_text(text: str) -> Notice:
    """A notice in which *text* stands wherever the author of a ruleset can bring a text."""
    notice = sample("supplement")

    def worded(finding: Finding) -> Finding:
        arms = tuple(
            replace(
                arm,
                name=text,
                do=(text,),
                sample_form=text,
                defects=tuple(replace(defect, what=text) for defect in arm.defects),
                criteria=tuple({**criterion, "say": text} for criterion in arm.criteria),
            )
            for arm in finding.arms
        )
        return replace(finding, arms=arms, basis=tuple(replace(basis, text=text) for basis in finding.basis[:1]))

    items = tuple(replace(item, name=text, code=text) for item in notice.matter.items)
    return replace(
        notice,
        number=text,
        office=replace(notice.office, name=text, seal=text, place=text, phone=text),
        matter=replace(notice.matter, items=items),
        findings=tuple(map(worded, notice.findings)),
        questions=tuple(replace(question, ask=text) for question in notice.questions),
        not_needed=tuple(replace(entry, instead=text, class_=text) for entry in notice.not_needed),
    )


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:30])
@pytest.mark.parametrize("bring", [with_text, with_rule_text])
def test_no_hostile_text_changes_the_tree_of_the_page(bring: Callable[[str], Notice], text: str) -> None:
    assert Page(render(bring(text), "html")).tree == Page(render(bring("x"), "html")).tree


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=[])))
@settings(max_examples=60)
def test_no_text_changes_the_tree_of_the_page_and_every_text_is_read_back(text: str) -> None:
    page = Page(render(with_text(text), "html"))

    assert page.tree == Page(render(with_text("x"), "html")).tree
    assert page.isolated.count(visible(text)) >= 5


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:30])
@pytest.mark.parametrize("bring", [with_text, with_rule_text])
def test_no_hostile_text_adds_a_line_or_a_control_to_any_paper(bring: Callable[[str], Notice], text: str) -> None:
    for format_ in ENDINGS:
        data = render(bring(text), format_).decode()
        assert visible(data.replace("\n", "")) == data.replace("\n", "")
        if format_ == "markdown":
            assert data.count("\n") == render(bring("x"), format_).decode().count("\n")


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:30])
def test_no_hostile_text_becomes_markup_in_markdown(text: str) -> None:
    shape = [marks(line) for line in render(with_text(text), "markdown").decode().splitlines()]

    assert shape == [marks(line) for line in render(with_text("x"), "markdown").decode().splitlines()]


def marks(line: str) -> str:
    """What of a line of Markdown is markup: its beginning, and every mark inside that is not escaped."""
    begin = re.match(r" *(?:#+ |[-+>=] ?|[0-9]+[.)] |\*\*|---)*", line)
    assert begin is not None
    inside = re.findall(r"(?<!\\)[`*_\[\]<>|~]", re.sub(r"\\.", "", line[begin.end() :]))
    return begin[0] + "".join(inside)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_line_of_text_is_wider_than_80_columns(name: str) -> None:
    too_wide = [line for line in (GOLDEN / f"{name}.txt").read_text("utf-8").splitlines() if width(line) > 80]

    assert too_wide == []


@given(st.text(alphabet="甲，。（）《a1 -·", max_size=200))
@settings(max_examples=60)
def test_no_text_makes_a_line_wider_than_80_columns_by_more_than_punctuation(text: str) -> None:
    for line in render(with_text(text), "text").decode().splitlines():
        assert width(line.rstrip("，。（）《 ")) <= 80


# ---- the page itself


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_is_semantic_and_loads_nothing(name: str) -> None:
    page = render(sample(name), "html", NAMES).decode()
    tree = Page(page.encode()).tree
    tags = [entry.split()[0].strip("<>") for entry in tree]

    assert page.startswith("<!DOCTYPE html>\n<html lang=")
    assert tags.count("main") == tags.count("h1") == tags.count("title") == 1
    assert not {"script", "img", "link", "iframe", "form", "a", "object"} & set(tags)
    assert "http" not in re.sub(r'http-equiv="', "", page)
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        assert table.count("<caption>") == table.count("<thead>") == 1
        assert 'scope="col"' in table
        assert table.count('<th scope="row">') == table.count("<tr>") - 1


def test_the_policy_of_the_page_allows_its_own_style_and_nothing_else() -> None:
    page = render(sample("supplement"), "html").decode()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()

    assert f"content=\"default-src &#x27;none&#x27;; style-src &#x27;sha256-{digest}&#x27;" in page
    assert "style=" not in page
    assert "</" not in style[1] and "@import" not in style[1] and "url(" not in style[1]


def test_the_language_of_the_page_is_named() -> None:
    assert '<html lang="zh-CN">' in render(sample("supplement"), "html").decode()
    assert '<html lang="en">' in render(sample("english"), "html").decode()


def test_a_page_is_printed_on_a4_with_the_margins_of_official_papers() -> None:
    style = render(sample("supplement"), "html").decode().split("<style>")[1].split("</style>")[0]

    assert "size: A4;" in style and "margin: 37mm 26mm 35mm 28mm;" in style  # GB/T 9704: 37, 35, 28, 26
    assert "thead { display: table-header-group; }" in style
    assert "tr { break-inside: avoid; }" in style


def test_the_same_notice_gives_the_same_bytes() -> None:
    for format_ in formats():
        assert render(sample("supplement"), format_, NAMES) == render(sample("supplement"), format_, dict(NAMES))


def write() -> None:
    """Writes what the paper formats make of every sample."""
    for name, format_ in CASES:
        (GOLDEN / f"{name}.{ENDINGS[format_]}").write_bytes(render(sample(name), format_, NAMES))


if __name__ == "__main__":
    write()
