"""No text breaks a paper: no markup, no control, no line too wide."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from papers import ENDINGS, GOLDEN, SAMPLES, Page, sample

from materials_rules.ground.script import visible, width
from materials_rules.notice.model import Agent, Demand, Extra, Finding, InOrder, Notice
from materials_rules.render import render

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
        in_order=(InOrder("x", text.replace(":", ""), "2026-03-02", 1, ()),),
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
