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
    Basis,
    Conditional,
    Defect,
    Demand,
    Extra,
    Finding,
    If,
    InOrder,
    Kind,
    Notice,
    Outcome,
    Question,
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
    if notice["outcome"] in ("accept", "accept_deferred", "not_required", "not_competent"):  # silence has no meaning there
        for item in notice["matter"]["items"]:
            item["regime"] = None
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
    elif isinstance(value, str) and key == "text" and value.startswith("《"):
        # an act that is cited twice in a row is named once: the article stands there all the same
        yield value.rpartition("》")[0]
        yield "第" + value.rpartition("第")[2]
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
        assert "没有发现问题" not in opening  # a paper that depends may have defects, and perhaps nothing was handed in
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

    numbers = [no for table in tables for entry in table.entries for no in range(entry.no, entry.last + 1)]
    assert numbers == list(range(1, 46))
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
        assert "不作要求，不提交也不影响受理" not in shown
    other = replace(sample("accept"), demands=(replace(told, class_="C1_NO_BASIS"),))
    assert "不作要求，不提交也不影响受理" in text_of("text", render(other, "text"))


def test_a_deferral_says_from_which_day_it_runs() -> None:
    assert "期限自受理之日起计算" in text_of("text", render(sample("accept_deferred"), "text"))


def test_a_paper_that_differs_from_another_stands_among_the_entries_alone() -> None:
    notice = sample("supplement")
    finding = next(entry for entry in notice.findings if len(entry.arms) == 2 and entry.subject is None)
    form, card = finding.arms[0].material, finding.arms[1].material
    orderly = (InOrder(form, None, 1), InOrder(card, "installers:1", 1), InOrder(card, "installers:2", 1), InOrder("photo", None, 1))

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


# ---- who is sent elsewhere


@pytest.mark.parametrize("name", ["not_required", "not_competent"])
def test_who_is_sent_elsewhere_is_told_no_days_and_no_place(name: str) -> None:
    """行政许可法 art. 32(1)(1), (2): at once; the days and what silence means belong to point (4)."""
    notice = replace(sample(name), extra=(Extra("photo", None),))
    shown = text_of("text", render(notice, "text"))

    assert "告知期限即时" in shown
    for word in ("办理机关应当在", "逾期不告知", "提交地点", "不作为审查内容"):
        assert word not in shown
    assert "以下材料本机关没有审查，退还申请人。" in shown
    assert "对本决定不服的" not in shown


def test_silence_is_spoken_of_where_something_is_to_be_told() -> None:
    assert "逾期不告知" in text_of("text", render(sample("supplement"), "text"))
    assert "逾期不告知" not in text_of("text", render(sample("accept"), "text"))
    assert "以下材料不是本事项要求的" in text_of("text", render(replace(sample("accept"), extra=(Extra("x", None),)), "text"))


# ---- what depends


def depending(text: str, *, id_: str = "item/pass", depends_on: tuple[str, ...] = ("fact/foreign",), **keys: object) -> Conditional:
    finding = sample("supplement").findings[0]
    return Conditional(**asdict(replace(finding, id=id_, no=7, **keys)), if_=If(text, depends_on))


def conditional_part(*entries: Conditional, **keys: object) -> Table:
    found = replace(sample("supplement"), findings=(), conditional=entries, **keys)
    (table,) = [part for part in sheet(found, {}).parts if isinstance(part, Table)]
    return table


def test_what_depends_says_what_is_wrong() -> None:
    arm = sample("supplement").findings[0].arms[0]
    bad = replace(arm, name="护照", defects=(Defect(Kind("expired"), "提交之日已经超过有效期"),), do=("请换交",))
    missing = replace(arm, name="租赁合同", defects=(Defect(Kind("missing"), "未提交"),))
    here = conditional_part(depending("是否为外国人？□否，不需补正。□是，请补正：", arms=(bad,)))
    one_of = conditional_part(depending("是否为外国人？□否，不需补正。□是，请补正：", arms=(bad, missing)))
    absent = conditional_part(depending("是否为外国人？□否，不需提交。□是，请提交：", arms=(missing,)))

    def told(table: Table) -> list[str]:
        (named,) = table.entries[0].cells[1]
        return [plain(point.line) for point in named.points]

    assert "已过有效期：提交之日已经超过有效期" in told(here)
    assert "护照：已过有效期：提交之日已经超过有效期" in told(one_of)
    assert not any("未提交" in line for line in (*told(absent), *told(one_of)))


def test_neighbours_of_one_situation_are_ticked_together() -> None:
    """The same boxes stand once before all that they decide, each under its own number and with its own basis."""
    text, other = "是否为外国人？□否，不需提交。□是，请提交：", "是否租用？□否，不需提交。□是，请提交："
    first, second, third = (depending(text, id_=f"item/{name}") for name in ("a", "b", "c"))
    entries = (first, replace(second, no=8), replace(depending(other), no=9), replace(third, no=10, basis=()))

    table = conditional_part(*entries)

    assert [(entry.no, entry.last) for entry in table.entries] == [(7, 8), (9, 9), (10, 10)]
    together = table.entries[0]
    assert [plain(point.line) for point in together.cells[0]] == ["是否为外国人？", "□否，不需提交。", "□是，请提交："]
    name = first.arms[0].name
    assert [plain(point.line) for point in together.cells[1]] == [f"第7项　{name}", f"第8项　{name}"]
    assert [point.points for point in together.cells[1]] == [table.entries[1].cells[1][0].points] * 2
    assert together.cells[2] == table.entries[1].cells[2]  # the same ground once
    apart = conditional_part(first, replace(second, no=8, basis=())).entries[0].cells[2]
    assert [plain(point.line) for point in apart] == ["第7项：", "第8项：—"]
    assert apart[0].points == together.cells[2]
    two = tuple(replace(first.basis[0], text=text) for text in ("《甲法》第一条", "《乙法》第二条"))
    several = conditional_part(first, replace(second, no=8, basis=two)).entries[0].cells[2]
    assert [plain(point.line) for point in several[1].points] == ["《甲法》第一条", "《乙法》第二条"]


def test_the_numbers_of_several_stand_before_them() -> None:
    text = "是否为外国人？□否，不需提交。□是，请提交："
    entries = [replace(depending(text, id_=f"item/{no}"), no=no) for no in (7, 8, 10, 11, 12)]
    entries[2:] = [replace(entry, if_=If(text.replace("外国人", "法人"), ())) for entry in entries[2:]]
    found = replace(sample("supplement"), findings=(), conditional=tuple(entries))

    assert "\n 7—8.\n     是否为外国人" in render(found, "text").decode()
    assert "\n10—12.\n     是否为法人" in render(found, "text").decode()
    assert "\n### 7—8. 是否为外国人" in render(found, "markdown").decode()
    assert "<td>10—12</td>" in render(found, "html").decode()


def test_the_column_says_what_is_done_there() -> None:
    paper_, difference = depending("是否？□否。□是："), depending("是否？□否。□是：", id_="item/consistency/names")

    assert conditional_part(paper_).columns[2] == "需要提交的"
    assert conditional_part(difference).columns[2] == "需要更正的"
    assert conditional_part(paper_, difference).columns[2] == "需提交或更正"


# ---- what is asked once


def asked(ask: str, *entries: Conditional, decides: tuple[str, ...] = ()) -> list[str]:
    """The questions that stand among those to answer, where one is asked that *entries* ask too."""
    question = Question("item/fact/foreign", "applicant", None, ask, decides or tuple(entry.id for entry in entries))
    found = replace(sample("supplement"), findings=(), conditional=entries, questions=(question,))
    parts = [part for part in sheet(found, {}).parts if isinstance(part, Points) and "请回答的问题" in part.title]
    return [plain(point.line).partition("　")[0] for part in parts for point in part.points]


YES_OR_NO = "是否为外国人？□否，不需提交。□是，请提交："


def test_what_is_ticked_is_not_asked_again() -> None:
    ask = "是否为外国人？"
    kinds = "办理哪一种？（新办；变更）"

    assert asked(ask, depending(YES_OR_NO)) == []
    assert asked(ask, depending(YES_OR_NO), decides=("item/pass", "item/other")) == []  # yes or no says it all
    assert asked(kinds, depending("办理哪一种？□新办，不需提交。□变更，请提交："), decides=("item/pass", "item/other")) == []
    assert asked(ask, depending(YES_OR_NO, subject="drivers:1")) == []


def test_what_no_box_answers_in_full_is_asked() -> None:
    ask = "面积是多少？"
    half = depending("面积是多少？□不满50平方米，不需提交。□50平方米以上，请提交：")

    assert asked(ask, half) == []  # it decides nothing else
    assert asked(ask, half, decides=("item/pass", "item/other")) == [ask]
    assert asked(ask, depending(YES_OR_NO, depends_on=("fact/foreign", "fact/area"))) == [ask]
    assert asked(ask, depending("由“甲”、“乙”共同决定，请先回答这些问题。□不需要，不需提交。□需要，请提交：")) == [ask]
    assert asked(ask, depending(YES_OR_NO, depends_on=("fact/other",))) == [ask]
    assert asked(ask) == [ask]


def test_what_decides_the_scope_is_asked_though_it_is_ticked() -> None:
    item = sample("supplement").matter.items[0].id
    ask = "是否为外国人？（答“是”的，请向持证局申请）"

    assert asked(ask, depending(YES_OR_NO), decides=(item, "item/pass")) == [ask]


# ---- citations and places


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


def escaped(text: str) -> str:
    """A key as a JSON pointer has it."""
    return text.replace("~", "~0").replace("/", "~1")


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
        in_order=(InOrder("x", text.replace(":", ""), 1),),
        warnings=tuple(replace(warning, at=f"/materials/0/{escaped(text)}") for warning in notice.warnings),
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
    assert "tr { break-inside" not in style  # a tall row would leave half a page empty
    assert "ul, ol { break-before: avoid; }" in style  # no list without what stands before it


def test_the_same_notice_gives_the_same_bytes() -> None:
    for format_ in formats():
        assert render(sample("supplement"), format_, NAMES) == render(sample("supplement"), format_, dict(NAMES))


def write() -> None:
    """Writes what the paper formats make of every sample."""
    for name, format_ in CASES:
        (GOLDEN / f"{name}.{ENDINGS[format_]}").write_bytes(render(sample(name), format_, NAMES))


if __name__ == "__main__":
    write()
