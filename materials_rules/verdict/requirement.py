"""One requirement before one packet: open, closed, or a matter of what is still unknown.

    Situation, requirement, subject  ->  Standing

Satisfaction is judged on what the packet really holds; the world decides only whether and in which of its arms the
material is asked for. That is judged as one output, so that "due" and "taken away" are never merged apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar

from msgspec import UNSET

from materials_rules.ground.once import once
from materials_rules.packet.model import Commitment, recorded
from materials_rules.plan.claims import TAKEN, effect_of
from materials_rules.plan.classing import coverers
from materials_rules.plan.compile import Judged, Plan
from materials_rules.plan.diagram import Answer, Claims
from materials_rules.rules.version import Asked, Slot, Version
from materials_rules.verdict.form import Held, Key
from materials_rules.verdict.licence import licence_shown
from materials_rules.verdict.limits import Limits, within
from materials_rules.verdict.situation import Cells, Situation, reachable

T = TypeVar("T")

State = Literal["open", "closed", "look"]
"""`look`: a person must look at a paper before anybody can tell."""

Verdict = Literal["finding", "conditional", "absent", "look"]

Stake = frozenset[str]
"""What a situation may still ask for, however the applicant cures: its claims `ask/…`, `show/…`; empty = nothing."""


@dataclass(frozen=True)
class Standing:
    """A requirement for a subject.

    `answer` is its state in each situation still possible; `stake` what each may still ask for, so that a question that
    decides only which of the arms is asked for is asked as well. `reachable` are the claims of all these situations,
    `open_in` those in which the requirement is not closed. `is_due` says that it is open as things stand, and could close
    only with a paper in order that is replaced for a difference that has not come about.
    """

    asked: Asked
    subject: str | None
    output: str
    answer: Answer[State] | None
    stake: Answer[Stake] | None
    reachable: frozenset[Claims]
    open_in: frozenset[Claims]
    is_due: bool = False

    @cached_property
    def verdict(self) -> Verdict:
        """A finding is open in every world in scope that agrees with the packet, absent in none; a conditional one in some."""
        states = frozenset() if self.answer is None else self.answer.values
        if "look" in states:
            return "look"
        if states == {"open"} or self.is_due:
            return "finding"
        return "conditional" if "open" in states else "absent"

    def forgiven(self) -> Standing:
        """The same where nobody is charged with it."""
        return replace(self, answer=Answer(-1, "closed"), stake=Answer(-1, frozenset()), open_in=frozenset())

    @property
    def depends(self) -> tuple[tuple[str, Answer[State]], ...]:
        """The output on which it depends, with what is left of it."""
        return () if self.answer is None else ((self.output, self.answer),)

    @cached_property
    def asked_slots(self) -> tuple[Slot, ...]:
        """The slots that a situation in which it is not closed asks for, or whose licence that wants to see."""
        words = frozenset().union(*self.open_in)
        return tuple(s for s in self.asked.slots if f"ask/{s.id}" in words or f"show/{s.id}" in words)

    def always(self, claim: str) -> bool:
        """Whether *claim* holds in every possible situation."""
        return bool(self.reachable) and all(claim in claims for claims in self.reachable)

    def ever(self, claim: str) -> bool:
        """Whether *claim* holds in some possible situation."""
        return claim in self._words

    @property
    def is_at_stake(self) -> bool:
        """Whether anything can still be asked for."""
        return bool(self._stakes)

    @cached_property
    def staked(self) -> tuple[Slot, ...]:
        """The slots that some situation may still ask for, or whose licence it may want to see."""
        return tuple(s for s in self.asked.slots if f"ask/{s.id}" in self._stakes or f"show/{s.id}" in self._stakes)

    @cached_property
    def taken(self) -> frozenset[str]:
        """The slots that some possible situation takes away."""
        return frozenset(s.id for s in self.asked.slots if any(self.ever(f"{word}/{s.id}") for word in TAKEN.values()))

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset().union(*self.reachable)

    @cached_property
    def _stakes(self) -> frozenset[str]:
        return frozenset() if self.stake is None else frozenset().union(*self.stake.values)


class _Evidence(NamedTuple):
    """What closes a requirement, as far as the packet holds it: None = a person must look, or the office answer, first.

    `papers` and `licences` have one entry a slot; `instead` is a paper that covers it, or a promise. `denied`: the result of
    another item was never granted.
    """

    papers: tuple[bool | None, ...]
    licences: tuple[bool | None, ...]
    instead: bool | None
    denied: bool


def stand(situation: Situation, asked: Asked, subject: str | None) -> Standing:
    """Where *asked* stands for *subject*."""
    plan, output = situation.plan, f"requirement/{asked.id}"
    papers = _papers(plan, asked.id)

    def find() -> Standing:
        cells = situation.cells(plan.outputs[output], subject)
        now = _evidence(situation, asked, subject)
        left = now if papers.isdisjoint(situation.replaced) else _evidence(situation.settled, asked, subject)
        standing = _standing(plan, asked.id, situation.limits(output, subject), cells, now, left)
        return standing if subject is None else replace(standing, subject=subject)

    return situation.kept(output, papers, ("standing", asked.id, subject), find)


@once
def _papers(plan: Plan, name: str) -> frozenset[str]:
    """The slots that may close a requirement: its own, those that cover it, those of a licence that is shown instead."""
    asked, slots = plan.version.asked[name], plan.version.slots.values()
    licences = frozenset(licence for slot in asked.slots for licence in slot.arm.proved_by)
    instead = (slot for slot in slots if slot.arm.document in licences)
    return frozenset(slot.id for slot in (*asked.slots, *_covering_slots(plan.version, name), *instead))


@once
def _standing(plan: Plan, name: str, limits: Limits, cells: Cells, now: _Evidence, settled: _Evidence) -> Standing:
    """Where a requirement stands for nobody in particular; *settled* is the evidence that cannot be replaced any more."""
    asked, output = plan.version.asked[name], f"requirement/{name}"
    judged = within(plan.outputs[output], limits)
    found = reachable(judged, cells)
    states = {claims: _state(asked, claims, now) for claims in found}
    stakes = {claims: _stake(asked, claims, settled) for claims in found}
    return Standing(
        asked=asked,
        subject=None,
        output=output,
        answer=_answer(judged, cells, states),
        stake=_answer(judged, cells, stakes),
        reachable=found,
        open_in=frozenset(claims for claims, state in states.items() if state != "closed"),
    )


def _answer(judged: Judged, cells: Cells, values: Mapping[Claims, T]) -> Answer[T] | None:
    """*values* of the claims, situation by situation; without a walk where there is but one."""
    if len(set(values.values())) == 1:
        return Answer(-1, next(iter(values.values())))
    return judged.diagram.answer(cells, values.__getitem__)


def fold_over(situation: Situation, standing: Standing, judge: Callable[[Claims], T]) -> Answer[T] | None:
    """What *judge* says of a requirement's claims in each situation still possible."""
    judged = situation.judged(standing.output, standing.subject)
    return judged.diagram.answer(situation.cells(judged, standing.subject), judge)


def state_in(situation: Situation, asked: Asked, subject: str | None, claims: Claims) -> State:
    """The state of a requirement in the situations that have *claims*."""
    return _state(asked, claims, _evidence(situation, asked, subject))


def _evidence(situation: Situation, asked: Asked, subject: str | None) -> _Evidence:
    instead = [committed(situation, asked), *(held.met for held in covering(situation, asked, subject))]
    return _Evidence(
        tuple([situation.holds(slot.id, subject).met for slot in asked.slots]),
        tuple([licence_shown(situation, slot, subject).met if slot.arm.proved_by else False for slot in asked.slots]),
        True if True in instead else None if None in instead else False,
        never_granted(situation, asked),
    )


def _state(asked: Asked, claims: Claims, evidence: _Evidence) -> State:
    if f"later/{asked.id}" in claims or f"covered/{asked.id}" in claims:
        return "closed"
    if any(f"obtain/{slot.id}" in claims for slot in asked.slots):
        return "open" if evidence.denied else "closed"
    met: list[bool | None] = []
    for slot, paper, licence in zip(asked.slots, evidence.papers, evidence.licences, strict=True):
        if f"show/{slot.id}" in claims:
            met += (paper, licence)
        elif f"ask/{slot.id}" in claims:
            met.append(paper)
    if not met or True in met or evidence.instead is True:
        return "closed"
    return "look" if None in met or evidence.instead is None else "open"


def _stake(asked: Asked, claims: Claims, settled: _Evidence) -> Stake:
    """What may still be asked for in the situations that have *claims*: nothing where what is settled closes it."""
    if _state(asked, claims, settled) == "closed":
        return frozenset()
    return frozenset(claim for claim in claims if claim.partition("/")[0] in ("ask", "show", "obtain"))


def covering(situation: Situation, asked: Asked, subject: str | None) -> list[Held]:
    """What is held of the materials that cover *asked*."""
    return [situation.holds(slot.id, subject) for slot in covering_slots(situation, asked)]


def covering_slots(situation: Situation, asked: Asked) -> tuple[Slot, ...]:
    """The slots whose paper covers *asked* for the same subject."""
    return _covering_slots(situation.plan.version, asked.id)


@once
def _covering_slots(version: Version, name: str) -> tuple[Slot, ...]:
    lists = (None, version.asked[name].list)
    return tuple(slot for other in coverers(version, name) for slot in version.asked[other].slots if slot.list in lists)


def offered(situation: Situation, asked: Asked) -> tuple[Slot, ...]:
    """The covering slots that may be offered in its place: none that a class takes away on the day of first receipt."""
    return _offered(situation.plan, asked.id, situation.day.toordinal())


@once
def _offered(plan: Plan, name: str, day: int) -> tuple[Slot, ...]:
    return tuple(
        slot
        for slot in _covering_slots(plan.version, name)
        if effect_of(plan.stretch(slot.id, day), plan.version.asked[slot.requirement], plan.ruleset.classes) not in TAKEN
    )


def lets_hand_in(situation: Situation, standing: Standing) -> frozenset[Key]:
    """The slots that an entry for *standing* lets the applicant hand in or replace; none where nothing can be asked.

    That counts what such an entry would offer if a paper that may be replaced came back defective.
    """
    if not standing.is_at_stake:
        return frozenset()
    slots = (*standing.staked, *offered(situation, standing.asked))
    return frozenset([situation.key(slot.id, standing.subject) for slot in slots])


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
    letters = recorded(situation.packet.commitments, ())
    if not letters:
        return None
    names = {asked.id, *(slot.id for slot in asked.slots)}
    found = [line for line in letters if line.for_ in names]
    # a signed letter speaks before an unsigned one, whatever the order of the lines
    return min(found, key=lambda line: (line.signed is not True, line.signed is not UNSET), default=None)


def deferral_claimed(situation: Situation, asked: Asked) -> bool:
    """容缺: whether the material may come later and the applicant signed the letter for it."""
    names = {asked.id, *(slot.id for slot in asked.slots)}
    signed = any(line.for_ in names and line.signed is True for line in recorded(situation.packet.deferrals, ()))
    return signed and asked.requirement.deferrable is not None


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
