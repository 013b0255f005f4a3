"""The author's own tests of an item version: packets in short, and what must come of each.

    items/<item>/<in-force-date>.cases.yaml  ->  CasesFile

Names of facts, materials and lines are looked up later, when the version is known; here is the shape alone.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, create_model

from materials_rules import form_checks
from materials_rules.rules.basis import Authored
from materials_rules.rules.element import ELEMENTS, ApplicantKind
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



def _nothing(value: Any) -> Any:
    """`none` for what is not there; a key that is left out says nothing of it."""
    return None if value == NONE else value


def _listed(value: Any) -> Any:
    return [] if value == NONE else one_or_many(value)


def _told(value: Any) -> Any:
    """`none`, an id, ids, or ids with what is said of each, as the last of these."""
    return value if isinstance(value, dict) else dict.fromkeys(_listed(value)) if isinstance(value, str | list) else value


def _by(key: str) -> Any:
    """One line that may be written by its *key* alone."""
    return lambda value: {key: value} if isinstance(value, str) else value


Texts = Annotated[list[Words], BeforeValidator(one_or_many, json_schema_input_type=Words | list[Words])]
TextsOrNone = Annotated[list[Words], BeforeValidator(_listed, json_schema_input_type=Literal["none"] | Words | list[Words])]
DayOrNone = Day | Literal["none"]
WordsOrNone = Literal["none"] | Words
RolesOrNone: Any = Annotated[Roles | None, BeforeValidator(_nothing, json_schema_input_type=Literal["none"] | Roles)]
Kinds = Annotated[
    dict[Words, Defect | None],
    BeforeValidator(_told, json_schema_input_type=Literal["none"] | Words | list[Words] | dict[Words, Defect]),
]
Classes = Annotated[
    dict[Words, ClassId | None],
    BeforeValidator(_told, json_schema_input_type=Literal["none"] | Words | list[Words] | dict[Words, ClassId]),
]
Verdicts = Annotated[
    dict[Words, Verdict | None],
    BeforeValidator(_told, json_schema_input_type=Literal["none"] | Words | list[Words] | dict[Words, Verdict]),
]


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
    signed_by: RolesOrNone = None
    sealed_by: RolesOrNone = None
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


Line = Annotated[CaseMaterial, BeforeValidator(_by("material"), json_schema_input_type=Words | CaseMaterial)]
Letter = Annotated[CaseLetter, BeforeValidator(_by("for"), json_schema_input_type=Identifier | CaseLetter)]
LookUp = Annotated[CaseObtained, BeforeValidator(_by("document"), json_schema_input_type=Identifier | CaseObtained)]
Asking = Annotated[CaseDemand, BeforeValidator(_by("name"), json_schema_input_type=Words | CaseDemand)]
Acting = Annotated[CaseAgent | None, BeforeValidator(_nothing, json_schema_input_type=Literal["none"] | CaseAgent)]


class CasePacket(Authored):
    """A packet in short. `in_order` hands in, in form, every paper that is asked for and not named."""

    received_on: Day | None = None
    channel: Words | None = None
    present: TextsOrNone | None = None
    applicant: CaseApplicant | None = None
    agent: Acting = None
    facts: dict[Identifier, Given] = {}
    choices: dict[Identifier, Words] = {}
    lists: dict[Identifier, list[dict[Identifier, Given]]] = {}
    cannot_answer: dict[Identifier, Words] = {}
    in_order: Flag | None = None
    materials: list[Line] = []
    commitments: list[Letter] = []
    deferrals: list[Letter] = []
    obtained: list[LookUp] = []
    demands: list[Asking] = []


ExpectedElements: Any = create_model(  # type: ignore[call-overload]  # the keys are a table, which no type checker sees
    "ExpectedElements",
    __base__=Authored,
    __doc__="What elements by situation come to: an id, a limit, or which line holds, as `#2`.",
    **dict.fromkeys(ELEMENTS, (Words | None, None)),
)


ElementsOrNone: Any = ExpectedElements | None


class Expected(Authored):
    """What must come. A section that stands here holds all that may come of its sort; one that does not is not looked at."""

    outcome: Outcome | None = None
    findings: Kinds | None = None
    conditional: Kinds | None = None
    questions: TextsOrNone | None = None
    not_needed: Classes | None = None
    office_tasks: TextsOrNone | None = None
    due_later: TextsOrNone | None = None
    demands: Verdicts | None = None
    elements: ElementsOrNone = None


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
