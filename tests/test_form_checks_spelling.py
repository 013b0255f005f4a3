"""What authors write for a form check: one spelling is understood, every other refused with a code."""

from __future__ import annotations

import json
from typing import Any

import pytest
from form_checking import CHECKS, READ, parameter_of
from pydantic import TypeAdapter, ValidationError

from materials_rules.form_checks.issued_within import Age, written
from materials_rules.ground.catalogue import codes
from materials_rules.ground.messages.form import MESSAGES


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


def test_ages_are_written_in_one_way() -> None:
    assert [written(Age(1, "month")), written(Age(90, "calendar_day"))] == ["1 month", "90 calendar days"]
