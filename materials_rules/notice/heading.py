"""The head of a notice: what made it, who speaks, who applied, for what, after which earlier notice."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, UnsetType

from materials_rules.notice.terms import Closed, Day, Digest, Outcome


class RulesetMark(Closed, frozen=True):
    """Which ruleset judged, and the digest of all of it that can change a verdict."""

    id: str
    digest: Digest


class MadeBy(Closed, frozen=True):
    """What made the notice: together with the packet these determine its bytes."""

    tool: str
    ruleset: RulesetMark
    calendar: Digest


class Office(Closed, frozen=True):
    """Who speaks, with which seal, and where a person can ask or complain."""

    name: str
    seal: str | None
    handler: str | None
    phone: str | None
    supervision_phone: str | None
    place: str | None


class Applicant(Closed, frozen=True):
    """Who applied; `id` is masked (`1101**********4514`)."""

    kind: str | None
    name: str | None
    id: str | None


class Agent(Closed, frozen=True):
    """Who acts for the applicant."""

    name: str | None


class Basis(Closed, frozen=True):
    """Act, version, article, paragraph and point; `text` is the citation as it is printed."""

    law: str
    title: str
    version: str | None
    article: str | None
    paragraph: str | None
    point: str | None
    text: str


class Remedy(Closed, frozen=True):
    """What may be done against a refusal, and under which act."""

    say: str
    basis: tuple[Basis, ...]


class Instead(Closed, frozen=True):
    """Exactly one of: another item to apply for, or a limit within which to publish."""

    item: str | UnsetType = UNSET
    publish_within: str | UnsetType = UNSET


class OutOfScope(Closed, frozen=True):
    """Why the item is not the thing to apply for, and what is."""

    say: str
    instead: Instead | None
    go_to: str | None
    basis: tuple[Basis, ...]


class Regime(Closed, frozen=True):
    """How fast defects are told, what becomes of the papers, what silence means; `say` says it in words."""

    notice: str | None
    packet: Literal["kept", "returned", "none"] | None
    deemed_acceptance: Literal["from_receipt", "none"] | None
    say: str


class MatterItem(Closed, frozen=True):
    """One item applied for, the version of its rules, and what became of it."""

    id: str
    name: str
    code: str | None
    in_force_from: Day | None
    outcome: Outcome
    out_of_scope: OutOfScope | None
    regime: Regime | None


class Matter(Closed, frozen=True):
    """What was applied for: one item, or a bundle of several."""

    bundle: str | None
    items: tuple[MatterItem, ...]


class Previous(Closed, frozen=True):
    """The notice that this one follows. `rules` is the digest of the ruleset that it and all before it were made with.

    It is null where they were made with several: then all are held to what was told, whatever the rules say since.
    """

    number: str | None
    closed_set: Digest
    rules: Digest | None
