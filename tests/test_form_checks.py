"""Form checks: what each asks, what it finds, what it does not know; and that the shelf keeps its contract."""

from __future__ import annotations

import inspect
import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, UnsetType, structs
from pydantic import TypeAdapter, ValidationError

from materials_rules.form_checks import (
    MET,
    Defect,
    FormCheck,
    JudgeContext,
    Met,
    Outcomes,
    Unrecorded,
    always_checks,
    declared_field,
    hand_in_checks,
    kinds,
)
from materials_rules.form_checks._signing import Signatures
from materials_rules.form_checks.declared_field import DeclaredField
from materials_rules.form_checks.issued_within import Age, Freshness, written
from materials_rules.ground.catalogue import codes
from materials_rules.ground.messages.form import MESSAGES
from materials_rules.ground.pattern import compile_pattern
from materials_rules.ground.shelf import members
from materials_rules.packet.document import Document
from materials_rules.packet.model import Material

MARCH = date(2026, 3, 2)
CHECKS = {**hand_in_checks(), **always_checks()}

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


def document(*, uncounted: tuple[str, ...] = (), **recorded: Any) -> Document:
    return Document(Material(material="plan", **recorded), "2026-03-02", (0,), uncounted)


def context(**changes: Any) -> JudgeContext:
    given_ = {"handed_in_on": MARCH, "received_on": MARCH, "agent_may_sign": False, "name": "营业执照"}
    return JudgeContext(**{**given_, **changes})


def parameter_of(word: str, written_: object) -> Any:
    return TypeAdapter(CHECKS[word].Parameter).validate_python(written_)


def short(outcomes: Outcomes) -> list[str]:
    """`met`, the kind of a defect (with what tells it from another), or `?attribute`."""
    shown = []
    for outcome in outcomes:
        match outcome:
            case Met():
                shown.append("met")
            case Defect():
                shown.append(f"{outcome.kind} {outcome.detail}".strip())
            case Unrecorded():
                shown.append(f"?{outcome.attribute}")
    return shown


# ---- what each finds: (word, what the author writes, what is recorded, what comes of it)

ELECTRONIC = {"medium": "electronic"}
TABLE: list[tuple[str, object, dict[str, Any], str]] = [
    ("originals", "1", {}, "?originals"),
    ("originals", "1", {"originals": 0}, "wrong_format"),
    ("originals", "1", {"originals": 1}, "met"),
    ("originals", "2", {"originals": 1, "copies": 5}, "insufficient_copies"),
    ("originals", "2", {"originals": 1, "uncounted": ("originals",)}, "?originals"),
    ("originals", "2", {"originals": 2, "uncounted": ("originals",)}, "met"),
    ("copies", "1", {}, "?copies"),
    ("copies", "1", {"copies": 0, "originals": 9}, "insufficient_copies"),
    ("copies", "2", {"copies": 1}, "insufficient_copies"),
    ("copies", "2", {"copies": 2}, "met"),
    ("copies", "2", {"copies": 1, "uncounted": ("copies",)}, "?copies"),
    ("show_original", "true", {}, "?original_shown"),
    ("show_original", "true", {"original_shown": False}, "original_not_shown"),
    ("show_original", "true", {"original_shown": True}, "met"),
    ("show_original", "true", {"originals": 1}, "met"),
    ("show_original", "true", {"originals": 1, "original_shown": False}, "met"),
    ("show_original", "true", {"originals": 0}, "?original_shown"),
    ("show_original", "false", {"original_shown": False}, "met"),
    ("signed_by", "applicant", {}, "?signed_by"),
    ("signed_by", "applicant", {"signed_by": None}, "unsigned applicant"),
    ("signed_by", "applicant", {"signed_by": ()}, "unsigned applicant"),
    ("signed_by", "applicant", {"signed_by": ("applicant",)}, "met"),
    ("signed_by", "applicant", {"signed_by": ("legal_representative",)}, "met"),
    ("signed_by", "applicant", {"signed_by": ("agent",)}, "wrong_person_signed applicant"),
    ("signed_by", "applicant", {"signed_by": ("witness",)}, "wrong_person_signed applicant"),
    ("signed_by", "legal_representative", {"signed_by": ("applicant",)}, "wrong_person_signed legal_representative"),
    ("signed_by", ["landlord", "tenant"], {"signed_by": ("tenant", "landlord")}, "met"),
    ("signed_by", ["landlord", "tenant"], {"signed_by": ("tenant",)}, "unsigned landlord"),
    ("signed_by", ["landlord", "tenant"], {"signed_by": None}, "unsigned landlord, unsigned tenant"),
    ("signed_by", ["landlord", "tenant"], {"signed_by": ("tenant", "agent")}, "wrong_person_signed landlord"),
    ("signed_by", "设计负责人", {"signed_by": ("设计负责人",)}, "met"),
    ("signed_or_sealed_by", "applicant", {}, "?signed_by, ?sealed_by"),
    ("signed_or_sealed_by", "applicant", {"signed_by": None}, "?sealed_by"),
    ("signed_or_sealed_by", "applicant", {"sealed_by": ()}, "?signed_by"),
    ("signed_or_sealed_by", "applicant", {"signed_by": ("agent",)}, "?sealed_by"),
    ("signed_or_sealed_by", "applicant", {"signed_by": None, "sealed_by": None}, "unsigned applicant"),
    ("signed_or_sealed_by", "applicant", {"signed_by": ("applicant",)}, "met"),
    ("signed_or_sealed_by", "applicant", {"sealed_by": ("applicant",)}, "met"),
    ("signed_or_sealed_by", "applicant", {"signed_by": None, "sealed_by": ("applicant",)}, "met"),
    ("signed_or_sealed_by", "applicant", {"signed_by": ("applicant",), "sealed_by": None}, "met"),
    ("signed_or_sealed_by", "applicant", {"sealed_by": ("legal_representative",)}, "met"),
    ("signed_or_sealed_by", "applicant", {"signed_by": ("agent",), "sealed_by": ()}, "wrong_person_signed applicant"),
    ("signed_or_sealed_by", "applicant", {"signed_by": (), "sealed_by": ("landlord",)}, "wrong_person_signed applicant"),
    ("signed_or_sealed_by", ["landlord", "tenant"], {"signed_by": ("tenant",), "sealed_by": ("landlord",)}, "met"),
    ("signed_or_sealed_by", ["landlord", "tenant"], {"signed_by": ("tenant",), "sealed_by": ()}, "unsigned landlord"),
    ("sealed_by", "applicant", {}, "?sealed_by"),
    ("sealed_by", "applicant", {"sealed_by": None}, "unsealed applicant"),
    ("sealed_by", "applicant", {"sealed_by": ("landlord",)}, "unsealed applicant"),
    ("sealed_by", "applicant", {"sealed_by": ("landlord", "applicant")}, "met"),
    ("sealed_by", ["applicant", "landlord"], {"sealed_by": ()}, "unsealed applicant, unsealed landlord"),
    ("certified", "true", {}, "?certified"),
    ("certified", "true", {"certified": True}, "met"),
    ("certified", "true", {"certified": False, "copies": 1}, "not_certified"),
    ("certified", "true", {"certified": None, "copies": 1}, "not_certified"),
    ("certified", "true", {"certified": False}, "?copies"),
    ("certified", "true", {"certified": False, "copies": 0}, "met"),
    ("certified", "true", {"copies": 0, "uncounted": ("copies",)}, "?certified"),
    ("certified", "true", {"certified": False, "copies": 1, "uncounted": ("copies",)}, "not_certified"),
    ("certified", "false", {"certified": False, "copies": 1}, "met"),
    ("in_date", "true", {}, "?expires_on, ?issued_on"),
    ("in_date", "true", {"issued_on": None, "expires_on": None}, "met"),
    ("in_date", "true", {"issued_on": None, "expires_on": "2026-03-02"}, "met"),
    ("in_date", "true", {"issued_on": None, "expires_on": "2026-03-01"}, "expired"),
    ("in_date", "true", {"expires_on": "2026-03-01"}, "expired, ?issued_on"),
    ("in_date", "true", {"issued_on": "2026-03-02", "expires_on": None}, "met"),
    ("in_date", "true", {"issued_on": "2026-03-03", "expires_on": None}, "not_yet_valid"),
    ("in_date", "true", {"issued_on": "2026-03-03"}, "?expires_on, not_yet_valid"),
    ("in_date", "false", {"expires_on": "1999-01-01"}, "met"),
    ("issued_within", "90 calendar days", {}, "?issued_on"),
    ("issued_within", "90 calendar days", {"issued_on": None}, "stale"),
    ("issued_within", "90 calendar days", {"issued_on": "2025-12-02"}, "met"),
    ("issued_within", "90 calendar days", {"issued_on": "2025-12-01"}, "stale"),
    ("issued_within", "90 calendar days", {"issued_on": "2026-03-02"}, "met"),
    ("issued_within", "90 calendar days", {"issued_on": "2026-03-03"}, "not_yet_valid"),
    ("issued_within", "3 months", {"issued_on": "2025-12-02"}, "met"),
    ("issued_within", "3 months", {"issued_on": "2025-12-01"}, "stale"),
    ("issued_within", "1 year", {"issued_on": "2025-03-02"}, "met"),
    ("issued_within", "1 year", {"issued_on": "2025-03-01"}, "stale"),
    ("template", "form@2024", {}, "?template"),
    ("template", "form@2024", {"template": None}, "outdated_template"),
    ("template", "form@2024", {"template": "form@2023"}, "outdated_template"),
    ("template", "form@2024", {"template": "form@2024"}, "met"),
    ("template", ["form@2023", "form@2024"], {"template": "form@2024"}, "met"),
    ("complete", "true", {}, "?complete"),
    ("complete", "true", {"complete": True}, "met"),
    ("complete", "true", {"complete": False}, "incomplete_pages"),
    ("complete", "false", {"complete": False}, "met"),
    ("medium", "paper", {}, "?medium"),
    ("medium", "paper", {"medium": None}, "?medium"),
    ("medium", "paper", {"medium": "paper"}, "met"),
    ("medium", "paper", ELECTRONIC, "wrong_format"),
    ("medium", "electronic", {"medium": "paper"}, "wrong_format"),
    ("medium", "either", {}, "met"),
    ("electronic", "not_accepted", ELECTRONIC, "wrong_format"),
    ("electronic", "not_accepted", {"medium": "paper"}, "met"),
    ("electronic", "not_accepted", {}, "?medium"),
    ("electronic", "counts_as_original", ELECTRONIC, "met"),
    ("electronic", "counts_as_copy", {}, "met"),
    ("readable", None, {}, "met"),
    ("readable", None, {"unreadable": False}, "met"),
    ("readable", None, {"unreadable": True}, "unreadable"),
]


@pytest.mark.parametrize(("word", "author", "recorded", "expected"), TABLE)
def test_what_a_check_finds(word: str, author: object, recorded: dict[str, Any], expected: str) -> None:
    judged = CHECKS[word].judge(parameter_of(word, author), document(**recorded), context())

    assert ", ".join(short(judged)) == expected


def test_every_check_and_every_kind_it_reports_is_in_the_table() -> None:
    seen = {(word, part.split()[0]) for word, _, _, expected in TABLE for part in expected.split(", ")}

    for word, check in CHECKS.items():
        assert (word, "met") in seen, word
        assert {kind for kind in check.KINDS if (word, kind) not in seen} == set(), word


ISSUED = [  # 民法典 art. 201, 202: day of issue not counted; corresponding day, or the last of the month
    ("1 month", "2026-01-31", "2026-02-28"),
    ("1 month", "2024-01-31", "2024-02-29"),
    ("1 month", "2026-02-28", "2026-03-28"),
    ("12 months", "2025-03-02", "2026-03-02"),
    ("1 year", "2024-02-29", "2025-02-28"),
    ("4 years", "2024-02-29", "2028-02-29"),
    ("1 calendar day", "2026-02-28", "2026-03-01"),
    ("9999 years", "2026-02-28", "9998-12-31"),
]


@pytest.mark.parametrize(("limit", "issued", "last"), ISSUED)
def test_the_last_day_on_which_a_document_is_new_enough(limit: str, issued: str, last: str) -> None:
    parameter = parameter_of("issued_within", limit)
    day = date.fromisoformat(last)

    def on(handed_in: date) -> list[str]:
        judged = CHECKS["issued_within"].judge(parameter, document(issued_on=issued), context(handed_in_on=handed_in))
        return short(judged)

    assert on(day) == ["met"]
    if day.year < 9998:
        assert on(day + timedelta(days=1)) == ["stale"]


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        ({}, "?expires_on, ?issued_on"),
        ({"expires_on": "2030-01-01"}, "met"),
        ({"expires_on": None}, "?issued_on"),
        ({"expires_on": None, "issued_on": "2025-01-01"}, "stale"),
        ({"expires_on": None, "issued_on": "2026-01-01"}, "met"),
        ({"issued_on": "2026-01-01"}, "met"),
        ({"issued_on": "2025-01-01"}, "?expires_on"),
        ({"issued_on": None}, "?expires_on"),
    ],
)
def test_a_licence_with_a_term_need_not_be_new(recorded: dict[str, Any], expected: str) -> None:
    parameter = parameter_of("issued_within", {"limit": "90 calendar days", "only_without_term": "true"})

    judged = CHECKS["issued_within"].judge(parameter, document(**recorded), context())

    assert ", ".join(short(judged)) == expected


@pytest.mark.parametrize(
    ("in_person", "may_sign", "expected"),
    [
        ("false", True, "met"),
        ("false", False, "wrong_person_signed applicant"),
        ("true", True, "wrong_person_signed applicant"),
        ("true", False, "wrong_person_signed applicant"),
    ],
)
def test_an_agent_signs_for_the_applicant_only_with_the_power_to(in_person: str, may_sign: bool, expected: str) -> None:
    parameter = parameter_of("signed_by", {"by": "applicant", "in_person": in_person})
    judged = CHECKS["signed_by"].judge(parameter, document(signed_by=("agent",)), context(agent_may_sign=may_sign))

    assert short(judged) == [expected]


@pytest.mark.parametrize("mark", ["signed_by", "sealed_by"])
@pytest.mark.parametrize(
    ("in_person", "may_sign", "expected"),
    [
        ("false", True, "met"),
        ("false", False, "wrong_person_signed applicant"),
        ("true", True, "wrong_person_signed applicant"),
    ],
)
def test_an_agent_puts_either_mark_only_with_the_power_to(
    mark: str, in_person: str, may_sign: bool, expected: str
) -> None:
    parameter = parameter_of("signed_or_sealed_by", {"by": "applicant", "in_person": in_person})
    recorded: dict[str, Any] = {"signed_by": None, "sealed_by": None, mark: ("agent",)}
    judged = CHECKS["signed_or_sealed_by"].judge(
        parameter, document(**recorded), context(agent_may_sign=may_sign)
    )

    assert short(judged) == [expected]


def test_an_agent_with_every_power_does_not_sign_for_a_third_person() -> None:
    judged = CHECKS["signed_by"].judge(
        parameter_of("signed_by", "landlord"), document(signed_by=("agent",)), context(agent_may_sign=True)
    )

    assert short(judged) == ["wrong_person_signed landlord"]


@pytest.mark.parametrize(
    ("word", "author", "electronic", "recorded", "expected"),
    [
        ("originals", "1", "counts_as_original", ELECTRONIC, "met"),
        ("originals", "1", "counts_as_original", {**ELECTRONIC, "originals": 0}, "met"),
        ("originals", "1", "counts_as_original", {"originals": 0}, "?medium"),
        ("originals", "1", "counts_as_original", {"originals": 0, "medium": "paper"}, "wrong_format"),
        ("originals", "1", "counts_as_copy", {**ELECTRONIC, "originals": 0}, "wrong_format"),
        ("originals", "1", None, {**ELECTRONIC, "originals": 0}, "wrong_format"),
        ("copies", "1", "counts_as_copy", {**ELECTRONIC, "copies": 0}, "met"),
        ("copies", "1", "counts_as_copy", {"copies": 0}, "?medium"),
        ("copies", "1", "counts_as_original", {**ELECTRONIC, "copies": 0}, "insufficient_copies"),
        ("show_original", "true", "counts_as_original", ELECTRONIC, "met"),
        ("show_original", "true", "counts_as_original", {"original_shown": False}, "?medium"),
        ("show_original", "true", "counts_as_copy", {**ELECTRONIC, "original_shown": False}, "original_not_shown"),
    ],
)
def test_an_electronic_document_counts_as_the_author_says(
    word: str, author: str, electronic: Any, recorded: dict[str, Any], expected: str
) -> None:
    judged = CHECKS[word].judge(parameter_of(word, author), document(**recorded), context(electronic=electronic))

    assert short(judged) == [expected]


# ---- what authors write: one spelling

READ: list[tuple[str, object, object]] = [
    ("originals", "1", 1),
    ("copies", "99", 99),
    ("show_original", "true", True),
    ("show_original", "false", False),
    ("signed_by", "applicant", Signatures(by=("applicant",))),
    ("signed_by", ["applicant", "出租人"], Signatures(by=("applicant", "出租人"))),
    ("signed_by", {"by": "applicant", "in_person": "true"}, Signatures(by=("applicant",), in_person=True)),
    ("signed_by", {"by": ["a", "b"]}, Signatures(by=("a", "b"))),
    ("signed_or_sealed_by", "applicant", Signatures(by=("applicant",))),
    ("signed_or_sealed_by", {"by": "applicant", "in_person": "true"}, Signatures(by=("applicant",), in_person=True)),
    ("sealed_by", "applicant", ("applicant",)),
    ("sealed_by", ["applicant", "landlord"], ("applicant", "landlord")),
    ("issued_within", "90 calendar days", Freshness(limit=Age(90, "calendar_day"))),
    ("issued_within", "1 calendar day", Freshness(limit=Age(1, "calendar_day"))),
    ("issued_within", "90个自然日", Freshness(limit=Age(90, "calendar_day"))),
    ("issued_within", "3个月", Freshness(limit=Age(3, "month"))),
    ("issued_within", "1年", Freshness(limit=Age(1, "year"))),
    ("issued_within", {"limit": "6 months"}, Freshness(limit=Age(6, "month"))),
    ("template", "form@2024", ("form@2024",)),
    ("template", ["a@1", "a@2"], ("a@1", "a@2")),
    ("medium", "either", "either"),
    ("electronic", "not_accepted", "not_accepted"),
    ("readable", None, None),
]


@pytest.mark.parametrize(("word", "author", "expected"), READ)
def test_what_an_author_writes_is_understood_and_written_back(word: str, author: object, expected: object) -> None:
    parameter = parameter_of(word, author)
    assert parameter == expected

    adapter = TypeAdapter(CHECKS[word].Parameter)
    assert adapter.validate_python(json.loads(adapter.dump_json(parameter))) == expected


REFUSED: list[tuple[str, object, str]] = [
    *[
        ("originals", text, "R-FORM-COUNT")
        for text in ("", "0", "01", "+1", "-1", "1.0", " 1", "100", "１", "一", "1\n", None, True, 0, 1.0)
    ],
    *[("complete", text, "R-FLAG") for text in ("yes", "True", "TRUE", "是", "1", "", "true ", None, 1)],
    ("signed_by", [], "R-FORM-NOBODY"),
    ("signed_or_sealed_by", [], "R-FORM-NOBODY"),
    ("signed_by", ["a", "b", "a"], "R-FORM-TWICE"),
    ("signed_by", "the applicant", "R-IDENTIFIER"),
    ("signed_by", "-a", "R-IDENTIFIER"),
    ("signed_by", "", "R-IDENTIFIER"),
    ("signed_by", {"by": "applicant", "in_person": "yes"}, "R-FLAG"),
    ("sealed_by", ["a", "a"], "R-FORM-TWICE"),
    ("sealed_by", "a" * 81, "R-IDENTIFIER"),
    *[
        ("issued_within", text, "R-FORM-AGE")
        for text in (
            "90",
            "90 days",
            "90日",
            "5 working days",
            "5个工作日",
            "090 calendar days",
            "0 months",
            "90  calendar days",
            "90 calendar days\n",
            "10000 months",
            "9 Months",
        )
    ],
    ("issued_within", {"limit": "5 working days"}, "R-FORM-AGE"),
    ("issued_within", {"limit": "1 month", "only_without_term": "1"}, "R-FLAG"),
    ("template", "form", "R-FORM-TEMPLATE"),
    ("template", "form@", "R-FORM-TEMPLATE"),
    ("template", "a@b@c", "R-FORM-TEMPLATE"),
    ("template", "a @b", "R-FORM-TEMPLATE"),
    ("template", "a@b\n", "R-FORM-TEMPLATE"),
    ("template", [], "R-FORM-TEMPLATE"),
    ("template", ["a@1", "a@1"], "R-FORM-TWICE"),
]


@pytest.mark.parametrize(("word", "author", "code"), REFUSED)
def test_every_other_spelling_is_refused_with_a_code(word: str, author: object, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        parameter_of(word, author)

    assert {error["ctx"]["code"] for error in refused.value.errors()} == {code}


@pytest.mark.parametrize(
    ("word", "author"),
    [
        ("medium", "Paper"),
        ("electronic", "true"),
        ("signed_by", {"by": "applicant", "inperson": "true"}),
        ("signed_by", {"in_person": "true"}),
        ("issued_within", {"only_without_term": "true"}),
        ("issued_within", None),
        ("sealed_by", {"by": "applicant"}),
        ("readable", "true"),
    ],
)
def test_a_wrong_shape_is_refused(word: str, author: object) -> None:
    with pytest.raises(ValidationError):
        parameter_of(word, author)


def test_every_code_of_a_criterion_is_in_the_catalogue_and_can_be_met() -> None:
    own = {code for code in MESSAGES if code.startswith("R-FORM-")}
    assert own <= set(codes())
    assert own == {code for _, _, code in REFUSED if code.startswith("R-FORM-")}


def test_an_editor_sees_the_types_that_authors_mean() -> None:
    def schema(word: str) -> dict[str, Any]:
        return TypeAdapter(CHECKS[word].Parameter).json_schema()

    assert schema("originals") == {"type": "integer", "minimum": 1, "maximum": 99}
    assert schema("show_original") == {"type": "boolean"}
    assert schema("sealed_by") == {"anyOf": [{"type": "string"}, {"items": {"type": "string"}, "type": "array"}]}
    assert schema("medium") == {"enum": ["paper", "electronic", "either"], "type": "string"}
    assert [next(iter(one)) for one in schema("signed_by")["anyOf"]] == ["type", "items", "$ref"]
    assert schema("signed_by")["$defs"]["Signatures"]["properties"]["in_person"]["type"] == "boolean"
    assert schema("issued_within")["anyOf"][0]["pattern"].startswith("^[1-9]")
    assert schema("readable") == {"type": "null"}


# ---- the contract of the shelf

SAID = {(word, json.dumps(author)): (word, author) for word, author, _, _ in TABLE}
SAID |= {(word, json.dumps(author)): (word, author) for word, author, _ in READ}
EVERY = [pytest.param(*pair, id=f"{pair[0]}-{key[1]}") for key, pair in sorted(SAID.items())]


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


def assert_is_chinese(text: str) -> None:
    assert any("\u4e00" <= char <= "\u9fff" for char in text)
    assert text == text.strip() and not text.endswith(("。", "；", "，"))
    assert "{" not in text and "None" not in text


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


# ---- properties: total, and exact about what is not recorded

DAYS = st.dates(date(1900, 1, 1), date(9998, 12, 31)).map(date.isoformat)
ROLES = st.lists(st.sampled_from(["applicant", "agent", "legal_representative", "landlord"]), max_size=3).map(tuple)
RECORDED: dict[str, st.SearchStrategy[Any]] = {
    "originals": st.integers(0, 3),
    "copies": st.integers(0, 3),
    "original_shown": st.booleans(),
    "signed_by": st.none() | ROLES,
    "sealed_by": st.none() | ROLES,
    "certified": st.sampled_from([True, False, None]),
    "template": st.sampled_from([None, "form@2023", "form@2024"]),
    "complete": st.booleans(),
    "medium": st.sampled_from(["paper", "electronic"]),
    "issued_on": st.none() | DAYS | st.dates(date(2025, 11, 1), date(2026, 3, 9)).map(date.isoformat),
    "expires_on": st.none() | DAYS | st.dates(date(2026, 2, 1), date(2026, 3, 9)).map(date.isoformat),
    "unreadable": st.booleans(),
}
FULL = st.fixed_dictionaries(RECORDED)
CONTEXTS = st.builds(
    context,
    handed_in_on=st.just(MARCH) | st.dates(date(1900, 1, 1), date(9998, 12, 31)),
    agent_may_sign=st.booleans(),
    electronic=st.sampled_from([None, "counts_as_original", "counts_as_copy", "not_accepted"]),
)


@given(FULL, CONTEXTS, st.sampled_from(sorted(SAID.values(), key=repr)))
def test_where_everything_is_recorded_a_check_decides(
    recorded: dict[str, Any], ctx: JudgeContext, asked: tuple[str, object]
) -> None:
    word, author = asked
    judged = CHECKS[word].judge(parameter_of(word, author), document(**recorded), ctx)

    assert judged == MET or (judged and all(isinstance(outcome, Defect) for outcome in judged))
    assert {outcome.kind for outcome in judged if isinstance(outcome, Defect)} <= set(CHECKS[word].KINDS)


@given(FULL, st.sets(st.sampled_from(sorted(RECORDED))), CONTEXTS, st.sampled_from(sorted(SAID.values(), key=repr)))
def test_what_is_decided_without_a_record_stays_so_with_it(
    recorded: dict[str, Any], left_out: set[str], ctx: JudgeContext, asked: tuple[str, object]
) -> None:
    """Unknown is not false: `met` and a defect hold for whatever the clerk may yet record."""
    word, author = asked
    if word == "readable":
        left_out = left_out - {"unreadable"}  # said in its own docstring: nothing recorded is no question
    if word == "show_original" and recorded["original_shown"] is False:
        left_out = left_out - {"originals"}  # and here: a recorded `false` is the clerk's own answer
    check, parameter = CHECKS[word], parameter_of(word, author)
    whole = document(**recorded)
    part = structs.replace(whole, material=structs.replace(whole.material, **dict.fromkeys(left_out, UNSET)))

    judged, finally_ = check.judge(parameter, part, ctx), check.judge(parameter, whole, ctx)

    if judged == MET:
        assert finally_ == MET
    for outcome in judged:
        if isinstance(outcome, Defect):
            assert outcome in finally_
        if isinstance(outcome, Unrecorded):
            assert outcome.attribute in left_out


@given(st.integers(0, 3), st.integers(0, 3), st.sampled_from(["originals", "copies", "show_original", "certified"]))
def test_a_number_that_lines_leave_open_is_a_lower_bound(least: int, more: int, word: str) -> None:
    check, parameter = CHECKS[word], parameter_of(word, "2" if word in ("originals", "copies") else "true")
    rest: dict[str, Any] = {"original_shown": UNSET, "certified": False}
    open_ = document(originals=least, copies=least, uncounted=("originals", "copies"), **rest)
    final = document(originals=least + more, copies=least + more, **rest)

    judged, finally_ = check.judge(parameter, open_, context()), check.judge(parameter, final, context())

    if not any(isinstance(outcome, Unrecorded) for outcome in judged):
        assert [type(outcome) for outcome in judged] == [type(outcome) for outcome in finally_]


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


# ---- declared fields


UNTIL = DeclaredField("until", "协议期限", "date", required=True)
AREA = DeclaredField("area", "面积", "number", decimals=2, minimum=Decimal("0.5"), maximum=Decimal(100), unit="平方米")
NUMBER = DeclaredField("id", "证件号码", check="resident_id")
CODE = DeclaredField("code", "编号", pattern=compile_pattern(r"HY-\d{4}"), told="HY-加4位数字")
SORT = DeclaredField("sort", "类别", one_of={"a": "甲类", "b": "乙类"}, required=True)
SURE = DeclaredField("sure", "是否盖章", "boolean", required=True)
BOTH = DeclaredField("id", "证件号码", check="postcode", pattern=compile_pattern("42.*"))
FREE = DeclaredField("note", "备注")

FIELDS: list[tuple[DeclaredField, object, str]] = [
    (UNTIL, UNSET, "?fields.until"),
    (UNTIL, None, "invalid_field F-EMPTY"),
    (UNTIL, " ", "invalid_field F-EMPTY"),
    (UNTIL, "2026-02-28", "met"),
    (UNTIL, "2026-02-30", "invalid_field F-TYPE"),
    (UNTIL, "2026年3月", "invalid_field F-TYPE"),
    (UNTIL, True, "invalid_field F-TYPE"),
    (AREA, UNSET, "?fields.area"),
    (AREA, None, "met"),
    (AREA, 12, "met"),
    (AREA, Decimal("12.5"), "met"),
    (AREA, Decimal("12.500"), "met"),
    (AREA, Decimal("1E+1"), "met"),
    (AREA, Decimal("12.345"), "invalid_field F-DECIMALS"),
    (AREA, Decimal("0.5"), "met"),
    (AREA, Decimal("0.49"), "invalid_field F-MINIMUM"),
    (AREA, 100, "met"),
    (AREA, Decimal("100.01"), "invalid_field F-MAXIMUM"),
    (AREA, Decimal("NaN"), "invalid_field F-TYPE"),
    (AREA, True, "invalid_field F-TYPE"),
    (AREA, "12", "invalid_field F-TYPE"),
    (NUMBER, UNSET, "?fields.id"),
    (NUMBER, None, "met"),
    (NUMBER, "11010519491231002X", "met"),
    (NUMBER, "11010519491231002x", "met"),
    (NUMBER, "110105194912310021", "invalid_identifier F-CHECK-DIGIT"),
    (NUMBER, "123", "invalid_identifier F-LENGTH"),
    (NUMBER, 123, "invalid_field F-TYPE"),
    (CODE, "HY-2026", "met"),
    (CODE, "HY-２０２６", "invalid_field F-PATTERN"),
    (CODE, "HY-2026\n", "invalid_field F-PATTERN"),
    (SORT, "a", "met"),
    (SORT, "c", "invalid_field F-MEMBER"),
    (SORT, "甲类", "invalid_field F-MEMBER"),
    (SORT, ["a"], "invalid_field F-TYPE"),
    (SURE, False, "met"),
    (SURE, "true", "invalid_field F-TYPE"),
    (SURE, 1, "invalid_field F-TYPE"),
    (BOTH, "421001", "met"),
    (BOTH, "411001", "invalid_field F-PATTERN"),
    (BOTH, "42100", "invalid_identifier F-LENGTH"),
    (FREE, UNSET, "met"),
    (FREE, None, "met"),
    (FREE, "任何文字𠮷", "met"),
    (FREE, 5, "invalid_field F-TYPE"),
]


@pytest.mark.parametrize(("declared", "value", "expected"), FIELDS)
def test_what_a_declared_field_may_hold(declared: DeclaredField, value: object, expected: str) -> None:
    fields = {} if isinstance(value, UnsetType) else {declared.key: value}

    assert short(declared_field.judge(declared, document(fields=fields), context())) == [expected]


@pytest.mark.parametrize("declared", [UNTIL, AREA, NUMBER, CODE, SORT, SURE, FREE])
def test_fields_not_recorded_at_all_are_as_each_left_out(declared: DeclaredField) -> None:
    assert declared_field.judge(declared, document(), context()) == declared_field.judge(
        declared, document(fields={}), context()
    )


def test_every_message_about_a_field_is_met_here_or_comes_from_an_identifier() -> None:
    met = {expected.split()[1] for _, _, expected in FIELDS if " " in expected}
    of_identifiers = {
        "F-CHARACTER", "F-BIRTH-DATE", "F-BIRTH-FUTURE", "F-PLACEHOLDER", "F-PREFIX", "F-AREA-CODE", "F-SHAPE",
    }  # fmt: skip
    assert met | of_identifiers == {code for code in MESSAGES if code.startswith("F-")}


@pytest.mark.parametrize(("declared", "value", "expected"), FIELDS)
def test_what_is_wrong_with_a_field_is_said_without_its_value(
    declared: DeclaredField, value: object, expected: str
) -> None:
    fields = {} if isinstance(value, UnsetType) else {declared.key: value}
    for outcome in declared_field.judge(declared, document(fields=fields), context()):
        if isinstance(outcome, Defect):
            assert outcome.kind in declared_field.KINDS
            for said in (outcome.what, declared_field.do(declared, outcome)):
                assert_is_chinese(said)
                assert declared.name in said
                if isinstance(value, str) and value.strip() and value not in ("甲类",):
                    assert value not in said.replace(declared.name, "").replace("HY-加4位数字", "")
        if isinstance(outcome, Unrecorded):
            assert outcome.ask == f"请查看“营业执照”上的“{declared.name}”"


def test_an_author_asks_the_clerk_in_his_own_words() -> None:
    declared = DeclaredField("until", "期限", "date", required=True, ask="协议到哪一天为止？")

    assert declared_field.judge(declared, document(), context()) == (Unrecorded("fields.until", "协议到哪一天为止？"),)


DECLARED = [
    (UNTIL, "“协议期限”必须填写，填写日期", {"type": "date", "required": True}),
    (
        AREA,
        "“面积”填写数值，最多2位小数，不小于0.5平方米，不大于100平方米",
        {"type": "number", "required": False, "decimals": 2, "minimum": "0.5", "maximum": "100"},
    ),
    (
        NUMBER,
        "“证件号码”填写居民身份证号码（18位：前17位为数字，末位为数字或者X，校验码正确，出生日期真实）",
        {"type": "text", "required": False, "identifier": "resident_id"},
    ),
    (CODE, "“编号”格式为HY-加4位数字", {"type": "text", "required": False, "pattern": r"HY-\d{4}"}),
    (
        SORT,
        "“类别”必须填写，从下列各项中选填：甲类、乙类",
        {"type": "text", "required": True, "one_of": ["a", "b"]},
    ),
    (SURE, "“是否盖章”必须填写，填写“是”或者“否”", {"type": "boolean", "required": True}),
    (FREE, "“备注”填写文字", {"type": "text", "required": False}),
]


@pytest.mark.parametrize(("declared", "said", "criterion"), DECLARED)
def test_what_a_field_must_hold_is_told_beforehand(
    declared: DeclaredField, said: str, criterion: dict[str, object]
) -> None:
    assert declared_field.say(declared) == said
    told = declared_field.criterion(declared)
    assert told == {"check": "declared_field", "field": declared.key, **criterion}
    assert json.dumps(told, ensure_ascii=False).isascii()


def test_a_whole_number_is_told_as_such() -> None:
    assert declared_field.say(DeclaredField("n", "层数", "number", decimals=0)) == "“层数”填写数值，不带小数"


VALUES = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.lists(st.text(max_size=5), max_size=2)
    | st.decimals(allow_nan=True, places=3)
)  # fmt: skip


@given(VALUES, st.sampled_from([declared for declared, _, _ in DECLARED]))
def test_every_value_of_a_field_is_judged(value: Any, declared: DeclaredField) -> None:
    judged = declared_field.judge(declared, document(fields={declared.key: value}), context())

    assert len(judged) == 1
    assert not isinstance(judged[0], Unrecorded)


@given(st.text(min_size=1, max_size=9))
def test_a_field_that_nothing_limits_holds_any_text(text: str) -> None:
    assert not declared_field.is_limited(FREE)
    assert declared_field.judge(FREE, document(fields={"note": text}), context()) == MET


def test_ages_are_written_in_one_way() -> None:
    assert [written(Age(1, "month")), written(Age(90, "calendar_day"))] == ["1 month", "90 calendar days"]


def test_a_check_of_the_shelf_is_a_form_check() -> None:
    checks: list[FormCheck] = list(CHECKS.values())
    assert len(checks) == len(set(map(id, checks))) == 14
