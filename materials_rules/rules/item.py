"""One item from one day on: the file that a department writes.

    items/<item>/<in-force-date>.yaml  ->  ItemFile
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, model_validator

from materials_rules.rules.basis import Authored, Basis
from materials_rules.rules.element import Elements
from materials_rules.rules.fact import Fact, ListOf
from materials_rules.rules.limit import AuthorLimit
from materials_rules.rules.material import Requirement
from materials_rules.rules.scalar import Day, Flag, Identifier, Sentence, Words, fault

DeferralField = Literal["public_safety", "ecology", "energy_saving", "health", "life_property"]


class Regime(Authored):
    """How and how fast defects are told, what becomes of the packet, and what silence means; differs by law.

    `legal_ground` names what an outcome rests on where that is not what the place says for all its items.
    """

    preset: Identifier | None = None
    notice: AuthorLimit | Literal["on_the_spot", "none"] | None = None
    packet: Literal["kept", "returned", "none"] | None = None
    deemed_acceptance: Literal["from_receipt", "none"] | None = None
    say: Words | None = None
    basis: list[Basis] = []
    legal_ground: dict[Identifier, list[Basis]] = {}


class Instead(Authored):
    """What to do where no permit is needed: another item, or something to publish."""

    item: Identifier | None = None
    publish_within: AuthorLimit | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Instead:
        if (self.item is None) == (self.publish_within is None):
            raise fault("R-INSTEAD")
        return self


_DECISIONS: Final = frozenset({
    "不予受理", "不受理", "不予许可", "不予批准", "不予办理", "不予登记", "不予备案", "驳回",
    "refuse", "refused", "reject", "rejected", "not_accepted", "not_admissible",
})  # fmt: skip


def _reason(outcome: Any) -> Any:
    """*outcome*, unless it names a decision where the reason for it is due."""
    if isinstance(outcome, str) and outcome.casefold() in _DECISIONS:
        raise fault("R-NOT-A-REASON")
    return outcome


class NotFor(Authored):
    """A situation in which this item is not the thing to apply for, judged before any material."""

    when: Sentence
    outcome: Annotated[Literal["not_required", "not_competent"], BeforeValidator(_reason)]
    instead: Instead | None = None
    go_to: Identifier | None = None
    say: Words
    basis: list[Basis] = Field(min_length=1)

    @model_validator(mode="after")
    def _says_where_to_go(self) -> NotFor:
        if self.outcome == "not_competent" and self.go_to is None:
            raise fault("R-GO-TO")
        return self


class Never(Authored):
    """A combination of answers that cannot exist in fact."""

    when: Sentence
    say: Words


class Consistency(Authored):
    """Fields of different papers and answers that must say the same."""

    name: Identifier
    same: list[Sentence] = Field(min_length=2)
    when: Sentence | None = None
    say: Words | None = None
    basis: list[Basis] = []


class Group(Authored):
    """A list of materials under one condition, as guides are written: 情形 with a list under each."""

    name: Words
    when: Sentence
    materials: dict[Identifier, Requirement] = Field(min_length=1)


class Ended(Authored):
    """The item is gone from `in_force_to` on."""

    instead: Instead | None = None
    say: Words
    basis: list[Basis] = []


class SwitchedOff(Authored):
    """A material owed in every item that this item does not want, and why."""

    off: Flag
    why: Words
    basis: list[Basis] = Field(min_length=1)


def _regime(value: Any) -> Any:
    return {"preset": value} if isinstance(value, str) else value


class ItemFile(Authored):
    """One item, one version."""

    item: Identifier
    in_force_from: Day
    in_force_to: Day | None = None
    ended: Ended | None = None
    regime: Annotated[Regime, BeforeValidator(_regime, json_schema_input_type=Identifier | Regime)]
    fields: list[DeferralField] = []
    source: Words | None = None
    elements: Elements
    groups: list[Group] = []
    facts: dict[Identifier, Fact] = {}
    lists: dict[Identifier, ListOf] = {}
    definitions: dict[Identifier, Sentence] = {}
    never: list[Never] = []
    not_for: list[NotFor] = []
    consistency: list[Consistency] = []
    common: dict[Identifier, SwitchedOff] = {}

    @model_validator(mode="after")
    def _days_are_in_order(self) -> ItemFile:
        if self.in_force_to is not None and self.in_force_to < self.in_force_from:
            raise fault("R-DAYS", at=("in_force_to",))
        if self.ended is not None and self.in_force_to is None:
            raise fault("R-ENDED", at=("ended",))
        return self
