"""The author's own tests of an item version: packets in short, and what must come of each.

    items/<item>/<in-force-date>.cases.yaml  ->  CasesFile

Names of facts, materials and lines are looked up later, when the version is known; here is the shape alone.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from materials_rules import form_checks
from materials_rules.rules.basis import Authored
from materials_rules.rules.element import ApplicantKind
from materials_rules.rules.material import ClassId
from materials_rules.rules.scalar import Day, Flag, Identifier, Whole, Words, one_or_many

Outcome = Literal[
    "accept", "accept_deferred", "fix_on_spot", "supplement", "not_required", "not_competent", "undetermined"
]
Defect = Literal[
    "missing",
    "missing_result",
    "contradictory_answers",
    "wrong_subject",
    "unreadable",
    "expired",
    "not_yet_valid",
    "stale",
    "wrong_format",
    "outdated_template",
    "incomplete_pages",
    "unsigned",
    "wrong_person_signed",
    "unsealed",
    "not_certified",
    "original_not_shown",
    "insufficient_copies",
    "inconsistent",
    "invalid_identifier",
    "invalid_field",
]
Verdict = Literal["allowed", "disallowed", "not_recognised"]
Power = Literal["submit", "correct", "sign", "receive"]
Status = Literal["found", "not_found", "unavailable", "differs"]
NONE: Final = "none"

Roles: Any = form_checks.hand_in_checks()["sealed_by"].Parameter
"""Who signed or sealed: the roles that an author names under `hand_in:`, in either language."""

Given = Annotated[
    str | list[str],
    Field(
        json_schema_extra={
            "anyOf": [{"type": ["string", "number", "boolean"]}, {"type": "array", "items": {"type": "string"}}]
        }
    ),
]
"""An answer or what a paper bears, as it is written; which type it must have, its declaration says."""

Texts = Annotated[list[Words], BeforeValidator(one_or_many, json_schema_input_type=Words | list[Words])]
DayOrNone = Day | Literal["none"]
WordsOrNone = Literal["none"] | Words


class CaseApplicant(Authored):
    """Who applies; what is left out is somebody whom the item is open to, called in no particular way."""

    kind: ApplicantKind | None = None
    name: Words | None = None
    id: Words | None = None
    phone: Words | None = None


class CaseAgent(Authored):
    """Who acts for the applicant, and what his letter of authority says."""

    name: Words | None = None
    id: Words | None = None
    from_: DayOrNone | None = Field(default=None, alias="from")
    until: DayOrNone | None = None
    powers: list[Power] | None = None


class CaseMaterial(Authored):
    """One paper: in form, and saying what everything else says, but for what stands here."""

    material: Words
    originals: Whole | None = None
    copies: Whole | None = None
    original_shown: Flag | None = None
    signed_by: Literal["none"] | Roles | None = None
    sealed_by: Literal["none"] | Roles | None = None
    certified: Flag | None = None
    template: WordsOrNone | None = None
    complete: Flag | None = None
    medium: Literal["paper", "electronic"] | None = None
    issued_on: DayOrNone | None = None
    expires_on: DayOrNone | None = None
    handed_in_on: Day | None = None
    unreadable: Flag | None = None
    reads: dict[Identifier, Given] = {}


class CaseLetter(Authored):
    """A letter by which the applicant promises instead of proving, or to hand in later: signed, unless it is said otherwise."""

    for_: Identifier = Field(alias="for")
    signed: Flag = True
    signed_on: DayOrNone | None = None


class CaseObtained(Authored):
    """What the office got, or tried to get, from another department: found, unless it is said otherwise."""

    document: Identifier
    status: Status = "found"
    by: Identifier | None = None
    on: Day | None = None
    reads: dict[Identifier, Given] = {}


class CaseDemand(Authored):
    """What somebody demanded of the applicant."""

    name: Words
    material: Identifier | None = None
    by: Identifier | None = None
    on: Day | None = None


class CasePacket(Authored):
    """A packet in short. `in_order` hands in, in form, every paper that is asked for and not named."""

    received_on: Day | None = None
    channel: Words | None = None
    present: Literal["none"] | Texts | None = None
    applicant: CaseApplicant | None = None
    agent: Literal["none"] | CaseAgent | None = None
    facts: dict[Identifier, Given] = {}
    choices: dict[Identifier, Words] = {}
    lists: dict[Identifier, list[dict[Identifier, Given]]] = {}
    cannot_answer: dict[Identifier, Words] = {}
    in_order: Flag | None = None
    materials: list[Words | CaseMaterial] = []
    commitments: list[Identifier | CaseLetter] = []
    deferrals: list[Identifier | CaseLetter] = []
    obtained: list[Identifier | CaseObtained] = []
    demands: list[Words | CaseDemand] = []


class Expected(Authored):
    """What must come. A section that stands here holds all that may come of its sort; one that does not is not looked at."""

    outcome: Outcome | None = None
    findings: Literal["none"] | list[Words] | dict[Words, Defect] | None = None
    conditional: Literal["none"] | list[Words] | dict[Words, Defect] | None = None
    questions: Literal["none"] | list[Words] | None = None
    not_needed: Literal["none"] | list[Words] | dict[Words, ClassId] | None = None
    office_tasks: Literal["none"] | list[Words] | None = None
    due_later: Literal["none"] | list[Words] | None = None
    demands: Literal["none"] | list[Words] | dict[Words, Verdict] | None = None


class CaseTable(Authored):
    """Cases that differ in a few answers: one a row. A column is a fact, another part of a packet, or something expected."""

    columns: list[Words] = Field(min_length=1)
    rows: list[list[Given]] = Field(min_length=1)


class CaseFile(Authored):
    """One case, or a table of them: a packet of its own, or that of another case with changes."""

    name: Words
    note: Words | None = None
    from_: Words | None = Field(default=None, alias="from")
    packet: CasePacket | None = None
    with_: CasePacket | None = Field(default=None, alias="with")
    without: Texts = []
    previous: Words | None = None
    expect: Expected | None = None
    table: CaseTable | None = None
    unconfirmed: Flag = False


class CasesFile(Authored):
    """The cases of one version of an item; `packet` is what every case without a `from` begins with."""

    packet: CasePacket | None = None
    cases: list[CaseFile] = Field(min_length=1)
