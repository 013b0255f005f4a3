"""One requirement before one packet: open, closed, or a matter of what is still unknown.

    Situation, requirement, subject  ->  Standing

Satisfaction is judged on what the packet really holds; the world decides only whether and in which of its arms the
material is asked for. That is judged as one output, so that "due" and "taken away" are never merged apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from msgspec import UNSET

from materials_rules.packet.model import Commitment, recorded
from materials_rules.plan.classing import coverers
from materials_rules.plan.diagram import Answer, Claims
from materials_rules.rules.version import Asked, Slot
from materials_rules.verdict.form import Held
from materials_rules.verdict.situation import Situation

State = Literal["open", "closed", "look"]
"""`look`: a person must look at a paper before anybody can tell."""

Verdict = Literal["finding", "conditional", "absent", "look"]


@dataclass(frozen=True)
class Standing:
    """A requirement for a subject: the states still possible, and the claims of every situation still possible."""

    asked: Asked
    subject: str | None
    output: str
    answer: Answer[State] | None
    reachable: frozenset[Claims]

    @property
    def verdict(self) -> Verdict:
        """A finding is open in every world in scope that agrees with the packet, absent in none."""
        states = frozenset() if self.answer is None else self.answer.values
        if "look" in states:
            return "look"
        if states == {"open"}:
            return "finding"
        return "conditional" if "open" in states else "absent"

    @property
    def asked_slots(self) -> tuple[Slot, ...]:
        """The slots that some possible situation asks for, or whose licence it wants to see."""
        words = frozenset().union(*self.reachable) if self.reachable else frozenset()
        return tuple(s for s in self.asked.slots if f"ask/{s.id}" in words or f"show/{s.id}" in words)

    def always(self, claim: str) -> bool:
        """Whether *claim* holds in every possible situation."""
        return bool(self.reachable) and all(claim in claims for claims in self.reachable)

    def ever(self, claim: str) -> bool:
        """Whether *claim* holds in some possible situation."""
        return any(claim in claims for claims in self.reachable)


def stand(situation: Situation, asked: Asked, subject: str | None) -> Standing:
    """Where *asked* stands for *subject*."""
    output = f"requirement/{asked.id}"
    judged = situation.plan.outputs[output]
    cells = situation.cells(judged, subject)

    def state(claims: Claims) -> State:
        return state_in(situation, asked, subject, claims)

    answer = judged.diagram.answer(cells, state)
    return Standing(asked, subject, output, answer, judged.diagram.reachable(cells))


def state_in(situation: Situation, asked: Asked, subject: str | None, claims: Claims) -> State:
    """The state of a requirement in the situations that have *claims*."""
    if f"later/{asked.id}" in claims or f"covered/{asked.id}" in claims:
        return "closed"
    if any(f"obtain/{slot.id}" in claims for slot in asked.slots):
        return "open" if never_granted(situation, asked) else "closed"
    asks = [slot for slot in asked.slots if f"ask/{slot.id}" in claims]
    shows = [slot for slot in asked.slots if f"show/{slot.id}" in claims]
    if not asks and not shows:
        return "closed"
    met = [situation.holds(slot.id, subject).met for slot in (*asks, *shows)]
    met += [licence_shown(situation, slot) for slot in shows]
    met += [held.met for held in covering(situation, asked, subject)]
    met.append(committed(situation, asked))
    if True in met:
        return "closed"
    return "look" if None in met else "open"


def covering(situation: Situation, asked: Asked, subject: str | None) -> list[Held]:
    """What is held of the materials that cover *asked*."""
    version = situation.plan.version
    return [
        situation.holds(slot.id, subject)
        for name in coverers(version, asked.id)
        for slot in version.asked[name].slots
    ]


def licence_shown(situation: Situation, slot: Slot) -> bool:
    """C3: whether the original of a licence that proves the same was shown, or found by the office."""
    for document in situation.strangers:
        if document.code in slot.arm.proved_by and document.material.original_shown is True:
            return _in_date(document.material.expires_on, document.handed_in_on)
    return any(
        line.document in slot.arm.proved_by and line.status == "found"
        for line in recorded(situation.packet.obtained, ())
    )


def _in_date(expires_on: object, handed_in_on: str) -> bool:
    # days of one spelling compare as texts
    return not isinstance(expires_on, str) or expires_on >= handed_in_on


def committed(situation: Situation, asked: Asked) -> bool | None:
    """C4: whether the applicant chose to commit in writing and may; None = the office must answer, or look, first."""
    letter = commitment_letter(situation, asked)
    if letter is None or not may_commit(situation, asked):
        return False
    signed = recorded(letter.signed, None)
    if signed is not True:
        return False if signed is False else None
    credit = situation.answers.serious_bad_credit
    return None if credit is None else not credit


def may_commit(situation: Situation, asked: Asked) -> bool:
    """Whether the material may be replaced by a commitment on the day of first receipt."""
    if asked.requirement.commitment is None:
        return False
    day = situation.day.toordinal()
    return any(situation.plan.stretch(slot.id, day).of("C4_COMMITMENT") for slot in asked.slots)


def commitment_letter(situation: Situation, asked: Asked) -> Commitment | None:
    """The line of the packet that commits for *asked*, or None."""
    names = {asked.id, *(slot.id for slot in asked.slots)}
    found = [line for line in recorded(situation.packet.commitments, ()) if line.for_ in names]
    # a signed letter speaks before an unsigned one, whatever the order of the lines
    return min(found, key=lambda line: (line.signed is not True, line.signed is UNSET), default=None)


def never_granted(situation: Situation, asked: Asked) -> bool:
    """Whether the department that grants the result of another item says that it never did (the sequence is wrong)."""
    item = asked.requirement.result_of
    if item is None:
        return False
    ruleset = situation.plan.ruleset
    versions = ruleset.items.get(item, ())
    grants = {case.value for version in versions for case in version.file.elements.authority.cases}
    documents = {slot.arm.document for slot in asked.slots} | {
        case.value.document for version in versions for case in version.file.elements.result.cases
    }
    lines = [line for line in recorded(situation.packet.obtained, ()) if line.document in documents]
    if any(line.status == "found" for line in lines):
        return False
    return any(line.status == "not_found" and line.by in grants for line in lines)
