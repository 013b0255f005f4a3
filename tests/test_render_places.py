"""What stands where on a paper, which words are printed for it, and what is left out."""

from __future__ import annotations

import itertools
import re

import pytest
from msgspec.structs import asdict, replace
from papers import ENDINGS, NAMES, SAMPLES, paper, sample, text_of

from materials_rules.notice.model import Agent, Conditional, Demand, Extra, If, InOrder, Outcome, Warning
from materials_rules.render import render
from materials_rules.render._paper import Points, Rows, Table, plain
from materials_rules.render._sheet import sheet
from materials_rules.render._vocabulary import WORDS
from materials_rules.render._words import Words

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
    depends = sample("supplement")
    now = replace(sample("fix_on_spot"), findings=(), conditional=depends.conditional, questions=depends.questions)

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
    places = ((form, None), (card, "installers:1"), (card, "installers:2"), ("photo", None))
    orderly = tuple(InOrder(material, subject, "2026-03-02", 1, ()) for material, subject in places)

    def listed(id_: str, subject: str | None, conditional: bool = False) -> list[str]:
        entry = replace(finding, id=id_, subject=subject)
        found = replace(notice, findings=() if conditional else (entry,), in_order=orderly, conditional=())
        if conditional:
            found = replace(found, conditional=(Conditional(**asdict(entry), if_=If("□否，不需更正。□是，请更正：", ()), branches=("否，不需更正。", "是，请更正：")),))
        parts = [part for part in sheet(found, {}).parts if isinstance(part, Points) and "已收到且符合要求" in part.title]
        return [plain(point.line) for part in parts for point in part.points]

    everything = [form, f"{card}（对象：installers1）", f"{card}（对象：installers2）", "photo"]
    assert listed("item/site", None) == everything
    for conditional in (False, True):
        assert listed("item/consistency/names", None, conditional) == everything[1:]
        assert listed("item/consistency/names[installers:2]", "installers:2", conditional) == [everything[1], "photo"]


def test_the_boxes_of_a_situation_stand_on_lines_of_their_own() -> None:
    table = [part for part in paper("supplement").parts if isinstance(part, Table)][1]

    assert [plain(point.line) for point in table.entries[1].cells[0]] == [
        "安装人员是否进行高处作业（坠落高度2米以上）？",
        "□否，不需提交。",
        "□是，请逐人提交：高处作业人员操作证（复印件1份，交验原件）。",
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
