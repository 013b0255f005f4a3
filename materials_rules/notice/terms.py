"""What every part of a notice is made of: closed values, days, digests, criteria, lists of codes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct

Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="a day, YYYY-MM-DD")]
Digest = Annotated[str, Meta(pattern=r"^sha256:[0-9a-f]{64}$")]
Check = Annotated[str, Meta(pattern=r"^[0-9a-f]{4}$", description="the first digits of a SHA-256 of one answer")]
Whole = Annotated[int, Meta(ge=1)]

CriterionValue = bool | int | str | tuple[str, ...] | None
Criterion = Annotated[
    Mapping[str, CriterionValue],
    Meta(
        description="One criterion of form: the check, what it asks, whether it is met, the sentence.",
        extra_json_schema={
            "properties": {
                "check": {"type": "string"},
                "met": {"type": ["boolean", "null"]},
                "say": {"type": "string"},
            },
            "required": ["check", "met", "say"],
        },
    ),
]
"""`{"check": "copies", "at_least": 1, "met": false, "say": "…"}`: what it asks stands under its own keys.

A decimal is a text; `met` null = not known. One that is judged under an id of its own bears it as `id`.
"""

Wanted = Annotated[
    Mapping[str, CriterionValue],
    Meta(
        description="What a criterion asks: the check and its keys, without whether it is met and without a sentence.",
        extra_json_schema={"properties": {"check": {"type": "string"}}, "required": ["check"]},
    ),
]
"""`{"check": "copies", "at_least": 1}`."""


class Outcome(StrEnum):
    """The five answers of 行政许可法 art. 32, deferred acceptance, and: a person must look first."""

    ACCEPT = "accept"
    ACCEPT_DEFERRED = "accept_deferred"
    FIX_ON_SPOT = "fix_on_spot"
    SUPPLEMENT = "supplement"
    NOT_REQUIRED = "not_required"
    NOT_COMPETENT = "not_competent"
    UNDETERMINED = "undetermined"


class Kind(StrEnum):
    """What is wrong, for counting: the codes of `form_checks.kinds`. An entry bears its gravest."""

    MISSING = "missing"
    INSUFFICIENT_COPIES = "insufficient_copies"
    WRONG_FORMAT = "wrong_format"
    ORIGINAL_NOT_SHOWN = "original_not_shown"
    UNSIGNED = "unsigned"
    UNSEALED = "unsealed"
    WRONG_PERSON_SIGNED = "wrong_person_signed"
    NOT_CERTIFIED = "not_certified"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    STALE = "stale"
    OUTDATED_TEMPLATE = "outdated_template"
    INCOMPLETE_PAGES = "incomplete_pages"
    INVALID_FIELD = "invalid_field"
    INVALID_IDENTIFIER = "invalid_identifier"
    INCONSISTENT = "inconsistent"
    CONTRADICTORY_ANSWERS = "contradictory_answers"
    WRONG_SUBJECT = "wrong_subject"
    UNREADABLE = "unreadable"
    MISSING_RESULT = "missing_result"


Language = Literal["zh", "en"]
Effect = Literal["drop", "office_obtains", "show_instead", "material_or_commitment", "covered_by"]


class Closed(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A part of a notice: frozen, and with no other keys than its own."""
