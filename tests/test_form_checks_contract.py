"""The contract of the shelf of form checks: names, stable criteria, Chinese for every finding, kinds of defect."""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest
from form_checking import CHECKS, SAID, TABLE, assert_is_chinese, context, document, parameter_of

from materials_rules.form_checks import Defect, FormCheck, Unrecorded, always_checks, declared_field, kinds
from materials_rules.ground.shelf import members
from materials_rules.packet.model import Material

DESIGN_KINDS = [
    "missing",
    "insufficient_copies",
    "wrong_format",
    "original_not_shown",
    "unsigned",
    "unsealed",
    "wrong_person_signed",
    "not_certified",
    "expired",
    "not_yet_valid",
    "stale",
    "outdated_template",
    "incomplete_pages",
    "invalid_field",
    "invalid_identifier",
    "inconsistent",
    "contradictory_answers",
    "wrong_subject",
    "unreadable",
    "missing_result",
]


# ---- names, criteria, words

EVERY = [pytest.param(*pair, id=f"{pair[0]}-{key[1]}") for key, pair in sorted(SAID.items())]


def test_a_check_of_the_shelf_is_a_form_check() -> None:
    checks: list[FormCheck] = list(CHECKS.values())
    assert len(checks) == len(set(map(id, checks))) == 14


def test_every_module_of_the_shelf_has_all_names() -> None:
    found = members("materials_rules.form_checks")
    assert set(found) - {"kinds", "declared_field"} == set(CHECKS)
    assert set(always_checks()) == {"readable"}

    for word, module in found.items():
        assert module.__doc__ and module.__doc__.split("\n")[0].endswith("."), word
        if word in CHECKS:
            assert {"Parameter", "KINDS", "criterion", "say", "do", "judge"} <= set(dir(module)), word
            assert all(inspect.getdoc(getattr(module, name)) for name in ("criterion", "say", "do", "judge")), word
            assert module.KINDS and set(module.KINDS) <= set(kinds.KINDS), word


@pytest.mark.parametrize("check", [*CHECKS.values(), declared_field])
def test_what_is_told_beforehand_cannot_see_a_packet(check: Any) -> None:
    assert len(inspect.signature(check.say).parameters) == 1
    assert len(inspect.signature(check.criterion).parameters) == 1


@pytest.mark.parametrize(("word", "author"), EVERY)
def test_a_criterion_is_stable_and_without_language_and_what_is_said_is_chinese(word: str, author: object) -> None:
    check = CHECKS[word]
    criterion = check.criterion(parameter_of(word, author))

    assert criterion["check"] == word
    assert criterion == check.criterion(parameter_of(word, author))
    assert not {"met", "say"} & set(criterion)
    assert json.loads(json.dumps(criterion)) == criterion
    if json.dumps(author).isascii() and "\\u" not in json.dumps(author):
        assert json.dumps(criterion, ensure_ascii=False).isascii()
    assert_is_chinese(check.say(parameter_of(word, author)))


@pytest.mark.parametrize(("word", "author", "recorded", "expected"), TABLE)
def test_every_defect_is_said_and_has_its_cure(
    word: str, author: object, recorded: dict[str, Any], expected: str
) -> None:
    check, parameter = CHECKS[word], parameter_of(word, author)

    for outcome in check.judge(parameter, document(**recorded), context()):
        match outcome:
            case Defect():
                assert outcome.kind in check.KINDS
                assert_is_chinese(outcome.what)
                cure = check.do(parameter, outcome)
                assert_is_chinese(cure)
                assert cure.startswith("请")
            case Unrecorded():
                assert outcome.attribute in Material.__struct_fields__
                assert_is_chinese(outcome.ask)
                assert "营业执照" in outcome.ask


SAYINGS = [
    ("originals", "1", "原件1份"),
    ("copies", "1", "复印件1份"),
    ("show_original", "true", "交验原件，当场退还"),
    ("signed_by", "applicant", "申请人签名"),
    ("signed_by", {"by": "applicant", "in_person": "true"}, "申请人本人签名"),
    ("signed_by", ["landlord", "设计负责人"], "出租人、设计负责人签名"),
    ("signed_or_sealed_by", "applicant", "申请人签名或者盖章"),
    ("signed_or_sealed_by", {"by": "applicant", "in_person": "true"}, "申请人本人签名或者盖章"),
    ("sealed_by", "applicant", "加盖申请人公章"),
    ("certified", "true", "复印件注明“与原件一致”并签章"),
    ("in_date", "true", "提交之日在有效期内"),
    ("issued_within", "90 calendar days", "出具之日起90日内提交"),
    ("issued_within", "3 months", "出具之日起3个月内提交"),
    (
        "issued_within",
        {"limit": "90 calendar days", "only_without_term": "true"},
        "没有载明有效期的，出具之日起90日内提交",
    ),
    ("template", ["form@2023", "form@2024"], "使用form（2023版）或者form（2024版）样式"),
    ("complete", "true", "页数齐全"),
    ("readable", None, "内容清晰，可以辨认"),
]


@pytest.mark.parametrize(("word", "author", "said"), SAYINGS)
def test_what_an_applicant_is_told_beforehand(word: str, author: object, said: str) -> None:
    assert CHECKS[word].say(parameter_of(word, author)) == said


def test_one_attribute_is_asked_about_in_one_way() -> None:
    asked: dict[str, set[str]] = {}
    for word, author, recorded, _ in TABLE:
        for outcome in CHECKS[word].judge(parameter_of(word, author), document(**recorded), context()):
            if isinstance(outcome, Unrecorded):
                asked.setdefault(outcome.attribute, set()).add(outcome.ask)

    assert {attribute: len(ways) for attribute, ways in asked.items()} == dict.fromkeys(asked, 1)


# ---- kinds of defect


def test_the_kinds_of_defect_are_those_of_the_contract() -> None:
    assert set(kinds.KINDS) == set(DESIGN_KINDS)
    for kind, said in kinds.KINDS.items():
        assert said.name and said.about.endswith("。"), kind
    assert len({said.name for said in kinds.KINDS.values()}) == len(DESIGN_KINDS)


def test_no_two_kinds_are_equally_grave_and_missing_is_the_gravest() -> None:
    order = sorted(DESIGN_KINDS, key=kinds.gravity)

    assert len({kinds.gravity(kind) for kind in DESIGN_KINDS}) == len(DESIGN_KINDS)
    assert order[-1] == "missing"
    assert kinds.gravest(DESIGN_KINDS) == "missing"
    assert kinds.gravest(["unsealed", "insufficient_copies", "unreadable"]) == "unreadable"
    with pytest.raises(KeyError):
        kinds.gravity("wrong_form")
    with pytest.raises(ValueError, match="empty"):
        kinds.gravest([])
