"""Every rule of lint does what its manual says: its bad example is reported once, at the mark, its good one is in order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from linting import ROOT, example, linted
from test_catalogue import faults_of, unnamed

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.manual import reference
from materials_rules.lint.shelf import all_rules
from materials_rules.plan.engine import Engine


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
