"""Every rule of lint does what its manual says: its bad example is reported once, at the mark, its good one is in order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from linting import ROOT, example, linted
from test_catalogue import faults_of, unnamed

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.manual import reference
from materials_rules.lint.shelf import all_rules
from materials_rules.plan.engine import Engine
from materials_rules.rules.law import chinese_number
from materials_rules.rules.ruleset import parse_ruleset


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as running:
        yield running


CODES = list(all_rules())


def test_the_small_ruleset_is_in_order(engine: Engine) -> None:
    assert [line for one in linted("", engine) for line in one.lines()] == []


@pytest.mark.parametrize("code", CODES)
def test_the_bad_example_is_reported_once_at_the_mark(code: str, engine: Engine) -> None:
    found = [str(one.place) for one in linted(all_rules()[code].bad, engine) if one.code == code]

    assert example(all_rules()[code].bad).place
    assert found == [example(all_rules()[code].bad).place]


@pytest.mark.parametrize("code", CODES)
def test_the_good_example_is_in_order(code: str, engine: Engine) -> None:
    found = [one for one in linted(all_rules()[code].good, engine) if one.code == code or one.severity is Severity.ERROR]

    assert example(all_rules()[code].good).place == ""
    assert [line for one in found for line in one.lines()] == []


@pytest.mark.parametrize("code", CODES)
def test_every_rule_says_what_it_means_in_both_languages(code: str, engine: Engine) -> None:
    rule = all_rules()[code]

    assert faults_of(code, rule.said) == []
    assert unnamed(rule.said) == []
    for one in linted(rule.bad, engine):
        if one.code == code:
            assert not any("{" in text for text in (one.say("zh"), one.say("en"), one.remedy("zh"), one.remedy("en")))
    chinese = (rule.manual.wrong_zh, rule.manual.why_zh, rule.manual.do_zh)
    assert unnamed(Message("".join(chinese), "", "", "")) == []
    for text in chinese:
        assert text.endswith("。"), text
    for text in (rule.manual.wrong_en, rule.manual.why_en, rule.manual.do_en):
        assert text.endswith("."), text


def test_the_reference_is_fresh() -> None:
    """`materials-rules explain --lint-reference > docs/lint.md` writes it anew."""
    assert (ROOT / "docs" / "lint.md").read_text("utf-8") == reference()


ACTS = {
    "行政许可法": "administrative-licensing-law",
    "优化营商环境条例": "business-environment-regulation",
    "国务院关于在线政务服务的若干规定": "online-government-services-provisions",
}
ARTICLE = re.compile(r"第([一二三四五六七八九十百]+)条")
ENGLISH_ARTICLES = re.compile(r"\barts?\.? ((?:\d+(?:, | and )?)+)", re.IGNORECASE)


def numbers(text: str) -> set[int]:
    """The articles that a Chinese *text* names."""
    of = {chinese_number(str(i)): i for i in range(1, 200)}
    return {of[f"第{found}条"] for found in ARTICLE.findall(text)}


@pytest.mark.parametrize("code", CODES)
def test_a_manual_names_the_same_articles_in_both_languages_and_they_exist(code: str) -> None:
    about = all_rules()[code].manual
    chinese = "".join((about.wrong_zh, about.why_zh, about.do_zh))
    english = " ".join((about.wrong_en, about.why_en, about.do_en))
    laws = parse_ruleset(example("").files).laws

    assert numbers(chinese) == {int(n) for found in ENGLISH_ARTICLES.findall(english) for n in re.findall(r"\d+", found)}
    for title, id_ in ACTS.items():
        for article in re.findall(rf"{title}(第[一二三四五六七八九十百]+条)", chinese):
            assert max(numbers(article)) <= (laws[id_].versions[-1].articles or 0)


def test_the_articles_of_a_manual_are_found() -> None:
    english = "arts 14, 15 and 17 of it; its art. 82"

    assert numbers("行政许可法第三十二条第一款第四项，第八十二条") == {32, 82}
    assert [re.findall(r"\d+", found) for found in ENGLISH_ARTICLES.findall(english)] == [["14", "15", "17"], ["82"]]
