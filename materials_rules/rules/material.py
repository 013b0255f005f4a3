"""What may be asked for: one material, its arms, and everything a requirement knows.

    the mapping below `materials:`  ->  Requirement

A requirement asks for one material, or for one of several (`any_of`). Its `hand_in` holds the criteria of form; the words
allowed there are the files of the shelf `form_checks`, so a new check is a new word without an edit here.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, create_model, model_validator

from materials_rules import form_checks
from materials_rules.rules.basis import Authored, Basis
from materials_rules.rules.limit import AuthorLimit
from materials_rules.rules.scalar import (
    Day,
    Dec,
    Flag,
    Identifier,
    Sentence,
    Whole,
    Words,
    fault,
    one_or_many,
)

Kind = Literal["form", "licence", "proof", "report", "drawing", "contract", "commitment", "rule_text", "other"]
ClassId = Literal[
    "C1_NO_BASIS", "C2_SHAREABLE", "C3_HELD_LICENCE", "C4_COMMITMENT", "C5_COVERED", "C6_UNVERIFIABLE"
]
CLASS_IDS: Final[tuple[str, ...]] = (
    "C1_NO_BASIS",
    "C2_SHAREABLE",
    "C3_HELD_LICENCE",
    "C4_COMMITMENT",
    "C5_COVERED",
    "C6_UNVERIFIABLE",
)

CHECKS: Final = form_checks.hand_in_checks()
"""The form checks that an author may name under `hand_in:`, by file name."""

HandIn = create_model(  # type: ignore[call-overload]  # the keys are the files of a shelf, which no type checker sees
    "HandIn",
    __base__=Authored,
    __doc__="The criteria of form of one material; every key is a form check.",
    **{name: (module.Parameter | None, Field(default=None, description=(module.__doc__ or "").split("\n")[0]))
       for name, module in CHECKS.items()},
)


Ids = Annotated[
    list[Identifier], BeforeValidator(one_or_many, json_schema_input_type=Identifier | list[Identifier])
]
"""One id or several."""


class Read(Authored):
    """A field of a material that a condition or a check may read; `say` tells its pattern in words."""

    name: Words | None = None
    ask: Words | None = None
    type: Literal["text", "number", "date", "boolean"] = "text"
    one_of: dict[Identifier, Words] | None = None
    unit: Words | None = None
    decimals: Whole | None = None
    minimum: Dec | None = None
    maximum: Dec | None = None
    check: Identifier | None = None
    pattern: Sentence | None = None
    say: Words | None = None
    required: Flag = False

    @model_validator(mode="after")
    def _fits(self) -> Read:
        if self.type == "number" and self.decimals is None:
            raise fault("R-NO-DECIMALS")
        if self.type != "text" and (self.check or self.pattern):
            raise fault("R-CHECK-TYPE", at=("check",) if self.check else ("pattern",))
        if self.pattern and self.say is None:
            raise fault("R-UNTOLD-PATTERN", at=("pattern",))
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise fault("R-BOUNDS", at=("maximum",))
        return self


class Published(Authored):
    """Where the city published that a material may be handed in later, or proven by a commitment."""

    title: Words | None = None
    number: Words | None = None
    on: Day | None = None
    source: Words | None = None

    @model_validator(mode="after")
    def _is_named(self) -> Published:
        if self.title is None and self.source is None:
            raise fault("R-NOT-PUBLISHED")
        return self


class Deferrable(Authored):
    """容缺: accepted now, handed in within a limit, against a signed letter."""

    published_in: Published
    basis: list[Basis] = Field(min_length=1)
    within: AuthorLimit


class Commitment(Authored):
    """告知承诺: the applicant may commit in writing instead of proving."""

    name: Words | None = None
    listed_in: Published
    basis: list[Basis] = Field(min_length=1)


class DueAt(Authored):
    """Staged by rule: handed over at a later event, which is no deferral."""

    event: Literal["on_site_check"]
    when: Sentence | None = None
    basis: list[Basis] = []


class Exemption(Authored):
    """原则上: a disallowed class set aside for a time, by someone other than the office that asks."""

    class_: ClassId = Field(alias="class")
    why: Words
    basis: list[Basis] = []
    approved_by: Identifier | None = None
    document_no: Words | None = None
    from_: Day = Field(alias="from")
    to: Day


class Judged(Authored):
    """A judgement that only a person can make, recorded with who made it and when."""

    by: Identifier
    on: Day
    why: Words


def _due_at(value: Any) -> Any:
    return {"event": value} if isinstance(value, str) else value


DueAtEvent = Annotated[DueAt, BeforeValidator(_due_at, json_schema_input_type=Literal["on_site_check"] | DueAt)]


class Material(Authored):
    """One document or object that may be handed in."""

    name: Words
    aliases: list[Words] = []
    kind: Kind
    document: Identifier | None = None
    basis: list[Basis] = []
    hand_in: HandIn = HandIn()  # type: ignore[valid-type]
    reads: dict[Identifier, Read] = {}
    intermediary: Flag = False
    catch_all: Flag = False
    over_asked: Flag = False
    proved_by: Ids = []
    unrelated: Judged | None = None
    unverifiable: Judged | None = None
    sample_form: Words | None = None
    note: Words | None = None


class Arm(Material):
    """One of the materials of which any one is enough."""

    when: Sentence | None = None


class Requirement(Authored):
    """A material asked for: when, in what form, on what basis."""

    name: Words | None = None
    aliases: list[Words] = []
    kind: Kind | None = None
    document: Identifier | None = None
    intermediary: Flag = False
    result_of: Identifier | None = None
    when: Sentence | None = None
    for_each: Identifier | None = None
    any_of: dict[Identifier, Arm] | None = None
    catch_all: Flag = False
    basis: list[Basis] = []
    hand_in: HandIn = HandIn()  # type: ignore[valid-type]
    reads: dict[Identifier, Read] = {}
    covers: Ids = []
    deferrable: Deferrable | None = None
    due_at: DueAtEvent | None = None
    commitment: Commitment | None = None
    exception: Annotated[list[Exemption], BeforeValidator(one_or_many, json_schema_input_type=Exemption | list[Exemption])] = []
    over_asked: Flag = False
    proved_by: Ids = []
    unrelated: Judged | None = None
    unverifiable: Judged | None = None
    sample_form: Words | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _is_one_or_several(self) -> Requirement:
        if self.any_of is None:
            if self.name is None:
                raise fault("R-MISSING", key="name")
            if self.kind is None:
                raise fault("R-MISSING", key="kind")
        else:
            if len(self.any_of) < 2:
                raise fault("R-ONE-ARM")
            alone = [key for key in _OF_ONE_MATERIAL if key != "name" and key in self.model_fields_set]
            if alone:
                raise fault("R-ARM-KEY", key=alone[0])
            if self.result_of or self.proved_by:
                raise fault("R-ARM-KEY", key="result_of" if self.result_of else "proved_by")
        return self

    @cached_property
    def arms(self) -> dict[str, Arm]:
        """The materials of which one satisfies this requirement, by id; a single material stands under the empty id."""
        if self.any_of is not None:
            return self.any_of
        values = {key: getattr(self, key) for key in _OF_ONE_MATERIAL}
        return {"": Arm.model_construct(**values, basis=self.basis, when=None)}

    def called(self) -> str:
        """What people call it: its own name, or the names of its arms."""
        if self.name is not None:
            return self.name
        return "或者".join(arm.name for arm in (self.any_of or {}).values())


_OF_ONE_MATERIAL: Final = (
    "name",
    "aliases",
    "kind",
    "document",
    "hand_in",
    "reads",
    "intermediary",
    "catch_all",
    "over_asked",
    "proved_by",
    "unrelated",
    "unverifiable",
    "sample_form",
    "note",
)
