"""The shelf of form checks: one file a check of statutory form; its file name is the word that authors write.

    parameter, document, context  ->  Met, Defect or Unrecorded

A check judges one document by itself. What it asks is told beforehand: `criterion` and `say` know only the
author's parameter, never a packet. A member of the shelf has

- `Parameter`  the type of what the author writes after the word, with one spelling for each value, and `None`
               where nothing is written;
- `ALWAYS`     only where it is true: the check is made of every document and no author writes it;
- `KINDS`      the kinds of defect that it can report;
- `criterion`  what is asked, for machines: no language, always the same;
- `say`        what is asked, in Chinese, told before anything is handed in;
- `do`         how to cure one defect, in Chinese, one imperative sentence;
- `judge`      what came of it.

Two modules beside the checks are no words under `hand_in:` and have no `Parameter`: `kinds` and
`declared_field`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, cast

from materials_rules.ground.shelf import members

if TYPE_CHECKING:
    from materials_rules.packet.document import Document

Electronic: TypeAlias = Literal["counts_as_original", "counts_as_copy", "not_accepted"]


@dataclass(frozen=True, slots=True)
class Met:
    """The document has what is asked."""


@dataclass(frozen=True, slots=True)
class Defect:
    """The document lacks what is asked: the *kind*, and *what* is wrong in Chinese, without a person's data.

    *detail* tells the check which of several it is (a role, a code of the catalogue), so that `do` cures
    just this one.
    """

    kind: str
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """The packet does not say what only a person can see: the *attribute*, and what to *ask* the clerk."""

    attribute: str
    ask: str


Outcome: TypeAlias = Met | Defect | Unrecorded
Outcomes: TypeAlias = tuple[Outcome, ...]

MET: Outcomes = (Met(),)


@dataclass(frozen=True, slots=True)
class JudgeContext:
    """What a check may know besides the document.

    *handed_in_on* is the day on which a document's form is judged, *received_on* that of first receipt;
    *name* is what the ruleset calls the material; *electronic* is the author's word on electronic
    documents, None where he says nothing and only what is recorded counts.
    """

    handed_in_on: date
    received_on: date
    agent_may_sign: bool
    name: str
    electronic: Electronic | None = None


class FormCheck(Protocol):
    """What a member of the shelf offers; each has a type of parameter of its own, hence `Any`."""

    @property
    def Parameter(self) -> Any: ...

    @property
    def KINDS(self) -> tuple[str, ...]: ...

    def criterion(self, parameter: Any) -> dict[str, object]:
        """What is asked, for machines: `{"check": "copies", "at_least": 1}`."""
        ...

    def say(self, parameter: Any) -> str:
        """What is asked, in Chinese, without a full stop."""
        ...

    def do(self, parameter: Any, defect: Defect) -> str:
        """How to cure *defect*, in Chinese, one imperative sentence without a full stop."""
        ...

    def judge(self, parameter: Any, document: Document, ctx: JudgeContext) -> Outcomes:
        """At least one outcome; `MET` alone, or all defects and all that is not recorded."""
        ...


@cache
def hand_in_checks() -> dict[str, FormCheck]:
    """The checks that an author may name under `hand_in:`, by that word, sorted."""
    return {word: check for word, check in _checks().items() if not getattr(check, "ALWAYS", False)}


@cache
def always_checks() -> dict[str, FormCheck]:
    """The checks made of every document, by name, sorted; their parameter is None."""
    return {word: check for word, check in _checks().items() if getattr(check, "ALWAYS", False)}


def _checks() -> dict[str, FormCheck]:
    return {name: cast(FormCheck, module) for name, module in members(__name__).items() if hasattr(module, "Parameter")}
