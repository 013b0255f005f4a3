"""The sixteen elements of an item, each one plain, sourced or by situation.

    the mapping below `elements:`  ->  Elements

Which sixteen, and where each comes from, is data of the city (`ruleset.yaml`); their types are here.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Generic, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field

from materials_rules.reading.source import Path
from materials_rules.rules.basis import Authored, Basis
from materials_rules.rules.limit import AuthorLimit
from materials_rules.rules.material import Requirement
from materials_rules.rules.scalar import Flag, Identifier, Sentence, Whole, Words, fault, one_or_many

T = TypeVar("T")

ELEMENTS: Final[tuple[str, ...]] = (
    "item_name",
    "item_code",
    "legal_basis",
    "authority",
    "applicant_types",
    "case_type",
    "acceptance_conditions",
    "materials",
    "procedure",
    "statutory_limit",
    "promised_limit",
    "application_place",
    "fee",
    "quantity_limit",
    "result",
    "contact",
)

ApplicantKind = Literal[
    "natural_person",
    "individual_business",
    "enterprise",
    "public_institution",
    "social_organisation",
    "government_body",
    "other_organisation",
]


class Sourced(Authored, Generic[T]):
    """A value with where it comes from: `{value: …, source: assumption}`."""

    value: T
    source: Words | None = None


class Situation(Authored, Generic[T]):
    """One line of an element by situation: the value that holds `when`; the last line has no condition."""

    when: Sentence | None = None
    value: T


class Element(Authored, Generic[T]):
    """An element as it is judged: one line without condition, or several lines ending in a default."""

    cases: list[Situation[T]] = Field(min_length=1)
    source: str | None = None

    def default(self) -> T:
        """The value when nothing else holds: the last line."""
        return self.cases[-1].value


def _element(value: Any) -> Any:
    if isinstance(value, Element):
        return value
    if isinstance(value, dict) and "value" in value and set(value) <= {"value", "source"}:
        return {"cases": [{"value": value["value"]}], "source": value.get("source")}
    if isinstance(value, list) and value and all(isinstance(x, dict) and "value" in x for x in value):
        if "when" in value[-1] or any("when" not in x for x in value[:-1]):
            raise fault("R-GAP")
        return {"cases": value}
    return {"cases": [{"value": value}]}


class ApplicationPlace(Authored):
    """Where one applies."""

    place: Words
    window: Words | None = None
    hours: Words | None = None
    online: Words | None = None


SpecialProcedure = Literal[
    "hearing", "tender", "auction", "inspection", "test", "quarantine", "appraisal", "expert_review"
]
"""行政许可法 art. 45: what takes time that the limit does not count."""


class Step(Authored):
    """One step of the procedure and the time it takes."""

    step: Words
    takes: AuthorLimit | None = None
    not_counted: Flag = False
    special: SpecialProcedure | None = None
    by: Words | None = None
    basis: list[Basis] = []


class ConditionOfAcceptance(Authored):
    """What must hold for the application to be taken."""

    say: Words
    basis: list[Basis] = []


class LimitOf(Authored):
    """A limit, from which event it runs, and its basis."""

    limit: AuthorLimit
    from_: Literal["receipt", "acceptance", "inspection", "completion"] = Field(default="acceptance", alias="from")
    then: Words | None = None
    basis: list[Basis] = []
    source: Words | None = None


class Fee(Authored):
    """What is charged; 行政许可法 art. 58 needs a law or an administrative regulation."""

    charged: Flag
    standard: Words | None = None
    basis: list[Basis] = []


class Result(Authored):
    """The document that the item ends in; it may be a material of another item."""

    document: Identifier
    name: Words | None = None
    validity: Words | None = None
    quantity: Whole | None = None


class Contact(Authored):
    """Telephones for questions and for complaints."""

    phone: Words
    supervision_phone: Words
    source: Words | None = None


def is_quota(path: Path) -> bool:
    """Whether the text at *path* (English keys) says how many are granted."""
    names = [step for step in path if isinstance(step, str)]
    return names[-1:] == ["quantity_limit"] or names[-2:] == ["quantity_limit", "value"]


def quota_in(words: str, lang: str) -> str:
    """`none` as an author says it in *lang*; any other words as they are.

    >>> quota_in("无", "en"), quota_in("none", "zh"), quota_in("每年一百件", "en")
    ('none', '无', '每年一百件')
    """
    return ("无" if lang == "zh" else "none") if words in ("无", "none") else words


def _words_as(key: str) -> Any:
    def wrap(value: Any) -> Any:
        return {key: value} if isinstance(value, str) else value

    return wrap


def _fee(value: Any) -> Any:
    if isinstance(value, str) and value != "none":
        raise fault("R-FEE")
    return {"charged": "false"} if value == "none" else value


Place1 = Annotated[ApplicationPlace, BeforeValidator(_words_as("place"), json_schema_input_type=Words | ApplicationPlace)]
Condition1 = Annotated[
    ConditionOfAcceptance, BeforeValidator(_words_as("say"), json_schema_input_type=Words | ConditionOfAcceptance)
]
Limit1 = Annotated[LimitOf, BeforeValidator(_words_as("limit"), json_schema_input_type=Words | LimitOf)]
Quota = Annotated[Words, AfterValidator(lambda words: quota_in(words, "en"))]
Fee1 = Annotated[Fee, BeforeValidator(_fee, json_schema_input_type=Literal["none"] | Fee)]
Kinds = list[ApplicantKind]
Conditions = list[Condition1]
Steps = list[Step]
Bases = Annotated[
    list[Basis], Field(min_length=1), BeforeValidator(one_or_many, json_schema_input_type=Basis | list[Basis])
]


def _shape(plain: Any, sourced: Any, situations: Any) -> BeforeValidator:
    """Brings the three spellings of an element to one: plain, sourced, or by situation."""
    return BeforeValidator(_element, json_schema_input_type=plain | sourced | situations)


class Elements(Authored):
    """All sixteen; an item that lacks one does not load."""

    item_name: Annotated[Element[Words], _shape(Words, Sourced[Words], list[Situation[Words]])]
    item_code: Annotated[Element[Words], _shape(Words, Sourced[Words], list[Situation[Words]])]
    legal_basis: Annotated[Element[Bases], _shape(Bases, Sourced[Bases], list[Situation[Bases]])]
    authority: Annotated[Element[Identifier], _shape(Identifier, Sourced[Identifier], list[Situation[Identifier]])]
    applicant_types: Annotated[Element[Kinds], _shape(Kinds, Sourced[Kinds], list[Situation[Kinds]])]
    case_type: Annotated[Element[Identifier], _shape(Identifier, Sourced[Identifier], list[Situation[Identifier]])]
    acceptance_conditions: Annotated[
        Element[Conditions], _shape(Conditions, Sourced[Conditions], list[Situation[Conditions]])
    ]
    materials: dict[Identifier, Requirement]
    procedure: Annotated[Element[Steps], _shape(Steps, Sourced[Steps], list[Situation[Steps]])]
    statutory_limit: Annotated[Element[Limit1], _shape(Limit1, Sourced[Limit1], list[Situation[Limit1]])]
    promised_limit: Annotated[Element[Limit1], _shape(Limit1, Sourced[Limit1], list[Situation[Limit1]])]
    application_place: Annotated[Element[Place1], _shape(Place1, Sourced[Place1], list[Situation[Place1]])]
    fee: Annotated[Element[Fee1], _shape(Fee1, Sourced[Fee1], list[Situation[Fee1]])]
    quantity_limit: Annotated[Element[Quota], _shape(Words, Sourced[Words], list[Situation[Words]])]
    result: Annotated[Element[Result], _shape(Result, Sourced[Result], list[Situation[Result]])]
    contact: Annotated[Element[Contact], _shape(Contact, Sourced[Contact], list[Situation[Contact]])]
