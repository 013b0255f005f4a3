"""What each form check finds and what it does not know, by table and by the law on days and agents."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from form_checking import CHECKS, ELECTRONIC, TABLE, context, document, parameter_of, short


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
