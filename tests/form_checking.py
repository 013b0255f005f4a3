"""What tests of form checks share: papers and circumstances, and what authors write with what comes of it.

    (word, what the author writes, what is recorded)  ->  what is found
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from materials_rules.form_checks import Defect, JudgeContext, Met, Outcomes, Unrecorded, always_checks, hand_in_checks
from materials_rules.form_checks._signing import Signatures
from materials_rules.form_checks.issued_within import Age, Freshness
from materials_rules.packet.document import Document
from materials_rules.packet.model import Material

MARCH = date(2026, 3, 2)
CHECKS = {**hand_in_checks(), **always_checks()}
"""Every check that an author writes or that is always made, by its word."""


def document(*, uncounted: tuple[str, ...] = (), **recorded: Any) -> Document:
    """A paper of which the clerk recorded this."""
    return Document(Material(material="plan", **recorded), "2026-03-02", (0,), uncounted)


def context(**changes: Any) -> JudgeContext:
    """The circumstances in which it is judged: handed in and received in March, by the applicant, unless *changes*."""
    given_ = {"handed_in_on": MARCH, "received_on": MARCH, "agent_may_sign": False, "name": "营业执照"}
    return JudgeContext(**{**given_, **changes})


def parameter_of(word: str, written_: object) -> Any:
    """What the check *word* understands of what an author writes."""
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


ELECTRONIC = {"medium": "electronic"}
TABLE: list[tuple[str, object, dict[str, Any], str]] = [  # word, what the author writes, what is recorded, what comes of it
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

READ: list[tuple[str, object, object]] = [  # word, what the author writes, what is understood
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

SAID = {(word, json.dumps(author)): (word, author) for word, author, _, _ in TABLE}
SAID |= {(word, json.dumps(author)): (word, author) for word, author, _ in READ}
"""Every pair of a word and what an author writes that stands in one of the two tables."""


def assert_is_chinese(text: str) -> None:
    """*text* is a Chinese sentence without its end, filled in."""
    assert any("\u4e00" <= char <= "\u9fff" for char in text)
    assert text == text.strip() and not text.endswith(("。", "；", "，"))
    assert "{" not in text and "None" not in text
