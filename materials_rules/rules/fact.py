"""What is asked about an application: facts, choices and lists.

    the mappings below `facts:` and `lists:`  ->  Fact, ListOf
"""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from materials_rules.rules.basis import Authored
from materials_rules.rules.scalar import Dec, Identifier, Sentence, Whole, Words, fault


class Fact(Authored):
    """Something stated about the application, with a type and a question."""

    ask: Words
    type: Literal["boolean", "number", "date", "text"] | None = None
    one_of: dict[Identifier, Words] | None = None
    some_of: dict[Identifier, Words] | None = None
    at_least: Whole = 1
    unit: Words | None = None
    decimals: Whole | None = None
    minimum: Dec | None = None
    maximum: Dec | None = None
    given: Sentence | None = None
    answered_by: Literal["applicant", "office"] = "applicant"
    office: Identifier | None = None
    chosen_by: Literal["applicant"] | None = None
    check: Identifier | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _has_one_type(self) -> Fact:
        given = [key for key in ("type", "one_of", "some_of") if getattr(self, key) is not None]
        if len(given) != 1:
            raise fault("R-ONE-TYPE")
        if self.type == "number" and self.decimals is None:
            raise fault("R-NO-DECIMALS")
        numeric = [key for key in ("decimals", "minimum", "maximum", "unit") if getattr(self, key) is not None]
        if self.type != "number" and numeric:
            raise fault("R-NOT-A-NUMBER", at=(numeric[0],))
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise fault("R-BOUNDS", at=("maximum",))
        if self.one_of is not None and len(self.one_of) < 2:
            raise fault("R-MEMBERS", at=("one_of",))
        if self.some_of is not None and (not self.some_of or self.at_least > len(self.some_of)):
            raise fault("R-MEMBERS", at=("at_least",) if self.some_of else ("some_of",))
        if self.chosen_by and (self.answered_by == "office" or self.one_of is None):
            raise fault("R-CHOICE", at=("chosen_by",))
        if self.office and self.answered_by != "office":
            raise fault("R-OFFICE", at=("office",))
        if self.check and self.type != "text":
            raise fault("R-CHECK-TYPE", at=("check",))
        return self


class ListOf(Authored):
    """A list of alike things (drivers, vehicles, shareholders), each with its own facts; at most 200 members."""

    ask: Words
    name: Words
    key: Identifier = "id"
    label: Identifier | None = None
    at_least: Whole = 0
    given: Sentence | None = None
    each: dict[Identifier, Fact] = {}

    @model_validator(mode="after")
    def _holds_plain_facts(self) -> ListOf:
        for fact in self.each.values():
            if fact.chosen_by or fact.given or fact.answered_by == "office":
                raise fault("R-MEMBER-FACT")
        if self.key in self.each:
            raise fault("R-LIST-KEY")
        return self
