"""What a city writes once for all items: the place, its departments, what they share, what is always owed.

    ruleset.yaml departments.yaml sharing.yaml common.yaml  ->  RulesetFile, DepartmentsFile, SharingFile, CommonFile
    laws.yaml disallowed.yaml                               ->  LawsFile, DisallowedFile
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from materials_rules.rules.basis import Authored, Basis
from materials_rules.rules.item import DeferralField, Regime
from materials_rules.rules.limit import AuthorLimit
from materials_rules.rules.material import ClassId, Kind, Requirement
from materials_rules.rules.scalar import Day, Identifier, Sentence, Whole, Words, fault

Level = Literal["law", "regulation", "local_regulation", "state_council_decision", "rule", "normative"]


class CaseType(Authored):
    """办件类型 and the longest time that the city promises for it."""

    name: Words
    cap: AuthorLimit
    source: Words | None = None


class ElementOfCity(Authored):
    """One of the elements that the city's catalogue has, and where that is written."""

    id: Identifier
    name: Words
    source: Words


class DeferralRules(Authored):
    """Where 容缺 may be used at all, what it costs to be late, and what bars it."""

    case_types: list[Identifier]
    excluded_fields: list[DeferralField]
    longest: Literal["promised", "statutory"]
    if_late: Words | None = None
    basis: list[Basis] = []
    source: Words | None = None


Spot = Literal["always", "never", "signatory_present", "agent_may_correct"]


class Correction(Authored):
    """The time an applicant has to correct; none without a basis."""

    within: AuthorLimit
    if_late: Words | None = None
    basis: list[Basis] = Field(min_length=1)


class NoticeLimits(Authored):
    """How much a notice may leave to the applicant's answer."""

    conditional_lines: Whole
    conditional_facts: Whole


class Office(Authored):
    """Who speaks on the notice."""

    name: Words
    seal: Words | None = None
    place: Words | None = None
    phone: Words | None = None
    supervision_phone: Words | None = None
    source: Words | None = None


class Remedy(Authored):
    """What may be done against a refusal."""

    say: Words
    basis: list[Basis] = Field(min_length=1)


def _no_correction(value: Any) -> Any:
    return None if value == "none" else value


class RulesetFile(Authored):
    """The place and its own rules."""

    ruleset: Identifier
    name: Words
    region: Words
    calendar: Identifier = "cn"
    case_types: dict[Identifier, CaseType]
    elements: list[ElementOfCity]
    regimes: dict[Identifier, Regime]
    deferral_rules: DeferralRules
    on_the_spot: dict[Identifier, Spot]
    correction: Annotated[
        Correction | None, BeforeValidator(_no_correction, json_schema_input_type=Literal["none"] | Correction)
    ] = None
    notice: NoticeLimits = NoticeLimits(conditional_lines=5, conditional_facts=2)
    cone_cap: Whole = 50_000
    office: Office
    legal_ground: dict[Identifier, list[Basis]]
    remedies: dict[Identifier, list[Remedy]] = {}


class Department(Authored):
    """One department: who decides, who holds which data, who answers which office facts."""

    name: Words
    code: Words | None = None
    phone: Words | None = None
    supervision_phone: Words | None = None
    place: Words | None = None
    holds: list[Identifier] = []
    answers: list[Identifier] = []
    source: Words | None = None


class DepartmentsFile(Authored):
    departments: dict[Identifier, Department]


class Live(Authored):
    """A stretch of days in which an office can get a document from the one that holds it, by decision."""

    from_: Day = Field(alias="from")
    to: Day | None = None
    region: Words
    decision: Words | None = None
    source: Words | None = None


class DocumentType(Authored):
    """A canonical type of document, and since when another department supplies it."""

    name: Words
    aliases: list[Words] = []
    supplied_by: Identifier | None = None
    live: list[Live] = []
    within: AuthorLimit | None = None
    basis: list[Basis] = []
    source: Words | None = None

    @model_validator(mode="after")
    def _is_supplied_by_someone(self) -> DocumentType:
        if self.live and self.supplied_by is None:
            raise fault("R-MISSING", key="supplied_by")
        return self


class SharingFile(Authored):
    documents: dict[Identifier, DocumentType]


class CommonFile(Authored):
    materials: dict[Identifier, Requirement]


_DIVISION: Final = re.compile(r"[1-9][0-9]{0,3}(?:-[1-9][0-9]*)?(?:\.[1-9][0-9]{0,3}){1,2}")


def _counted(value: str) -> str:
    """*value*, where every number in it is one, and no two say different things of one article."""
    told: dict[str, list[str]] = {}
    for written in re.finditer(r"\S+", value):
        number = written[0]
        if _DIVISION.fullmatch(number) is None:
            raise fault("R-DIVISIONS", offset=written.start(), found=number)
        before = told.setdefault(number.partition(".")[0], [])
        other = next((other for other in before if _contradict(number, other)), None)
        if other is not None:
            raise fault("R-DIVISIONS-TWICE", offset=written.start(), found=number, other=other)
        before.append(number)
    return value


def _contradict(one: str, other: str) -> bool:
    """Whether two numbers of an article name the last of the same, or one a point in a paragraph behind the other."""
    shorter, longer = sorted((one.split("."), other.split(".")), key=len)
    return shorter[:-1] == longer[:-1] if len(shorter) == len(longer) else int(longer[1]) > int(shorter[1])


Divisions = Annotated[Words, AfterValidator(_counted)]
"""Numbers of paragraphs and points with blanks between: `3.2 12.1.6`."""


class LawVersion(Authored):
    """An act from one day on: who made it so, and which provisions went or got another number that day.

    `divisions` names the last paragraph of each article that has several, and the last point of each paragraph that has
    points, as `3.2 12.1.6`: an article that is not named is one paragraph without points. None: nobody counted them.
    """

    from_: Day = Field(alias="from")
    by: Words
    articles: Whole | None = None
    repealed: list[Words] = []
    renumbered: dict[Words, Words] = {}
    divisions: Divisions | None = None
    source: Words | None = None

    @model_validator(mode="after")
    def _divides_what_is_there(self) -> LawVersion:
        for written in re.finditer(r"(\d+)\S*", self.divisions or ""):
            if self.articles is not None and int(written[1]) > self.articles:
                args = {"found": written[0], "articles": str(self.articles)}
                raise fault("R-DIVISIONS-ARTICLE", at=("divisions",), offset=written.start(), **args)
        return self


class Law(Authored):
    """An act: its title, its level, its versions."""

    title: Words
    level: Level
    source: Words | None = None
    versions: list[LawVersion] = Field(min_length=1)
    ended: Day | None = None

    @model_validator(mode="after")
    def _versions_are_in_order(self) -> Law:
        days = [version.from_ for version in self.versions]
        for i, (earlier, later) in enumerate(pairwise(days), 1):
            if later <= earlier:
                raise fault("R-DAYS", at=("versions", i, "from"))
        if self.ended is not None and self.ended <= days[-1]:
            raise fault("R-DAYS", at=("ended",))
        return self


class LawsFile(Authored):
    laws: dict[Identifier, Law]


class Reason(Authored):
    """A sub-reason of a class: the first whose condition holds is printed."""

    id: Identifier
    when: Sentence
    say: Words
    source: Words | None = None


class DisallowedClass(Authored):
    """One of the six: its ground in law per kind of material, when it holds, what follows, what to say."""

    name: Words
    effect: Literal["drop", "office_obtains", "show_instead", "material_or_commitment", "covered_by"]
    when: Sentence
    reasons: list[Reason] = Field(min_length=1)
    ground: dict[Kind | Literal["any"], list[Basis]]
    say: Words
    instead: Words | None = None
    excepted: Literal["never", "possible"] = "possible"
    source: Words
    caught: list[dict[str, str]] = []
    spared: list[dict[str, str]] = []


class DisallowedFile(Authored):
    classes: dict[ClassId, DisallowedClass]

    @model_validator(mode="after")
    def _are_six(self) -> DisallowedFile:
        if len(self.classes) != 6:
            raise fault("R-SIX-CLASSES")
        return self
