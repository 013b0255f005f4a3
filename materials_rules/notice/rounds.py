"""The second visit: what may still be raised, and what the office should have said the first time.

    previous Notice, entries of the new packet  ->  what stands, OfficeFault for the rest

行政许可法 art. 32(4) and (5): the whole is told once, and whoever hands in everything that was asked for is accepted.
Three things may be raised: an entry that is still open, a defect in a paper that is new, a contradiction newly made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from materials_rules.condition.tree import Kind
from materials_rules.notice.closed_set import announced, was_announced
from materials_rules.notice.model import Notice, OfficeFault
from materials_rules.verdict.entries import ArmOpen, Entry
from materials_rules.verdict.examine import Asked, Examination


@dataclass(frozen=True)
class Round:
    """What may be raised in this round, and what was kept back as the office's fault."""

    examination: Examination
    entries: tuple[Entry, ...]
    faults: tuple[OfficeFault, ...]


def second_look(examination: Examination, entries: Sequence[Entry], previous: Notice, same_rules: bool) -> Round:
    """*entries* and questions against what *previous* told. With other rules, only what its criteria told may stand."""
    told = announced(previous)
    seen = _seen(previous)
    kept: list[Entry] = []
    faults: list[OfficeFault] = []
    for entry in entries:
        may = _may_stand(examination, entry, told, seen)
        if may and not same_rules:
            may = _criteria_told(entry, previous)
        if may:
            kept.append(entry)
        else:
            faults.append(OfficeFault(entry.id, _said(entry)))
    questions = []
    for asked in examination.questions:
        if _may_ask(examination, asked, told, seen):
            questions.append(asked)
        else:
            faults.append(OfficeFault(asked.ask.id, "应当在前次一次告知时询问而未询问，不得因此不予受理"))
    remaining = replace(examination, questions=tuple(questions))
    return Round(remaining, tuple(kept), tuple(faults))


def _said(entry: Entry) -> str:
    name = "或者".join(arm.name for arm in entry.arms) or entry.requirement
    return f"{name}：应当在前次一次告知而未告知，本次不再要求；由受理机关自行核实"


def _seen(previous: Notice) -> frozenset[tuple[str, str | None]]:
    """The papers that were on the table when *previous* was written."""
    found = {(line.material, line.subject) for line in (*previous.in_order, *previous.extra)}
    for entry in (*previous.findings, *previous.conditional):
        for arm in entry.arms:
            if any(defect.kind != "missing" for defect in arm.defects):
                found.add((arm.material, entry.subject))
    for question in previous.questions:
        # a paper that a clerk was asked to look at was there
        place, _, rest = question.id.partition("/read/")
        if place and rest:
            slot, _, tail = rest.partition(".")
            subject = tail.partition("[")[2].rstrip("]") or None
            found.add((slot, subject))
    return frozenset(found)


def _is_new(examination: Examination, slot: str, subject: str | None, seen: frozenset[tuple[str, str | None]]) -> bool:
    """Whether the paper in *slot* came after the earlier notice."""
    held = examination.situation.holds(slot, subject)
    if held.best is None:
        return False
    return (slot, subject) not in seen or _later(examination, held.best.document.handed_in_on)


def _later(examination: Examination, handed_in_on: str) -> bool:
    return handed_in_on > examination.situation.packet.received_on


def _may_stand(
    examination: Examination, entry: Entry, told: frozenset[str], seen: frozenset[tuple[str, str | None]]
) -> bool:
    if was_announced(told, entry.id):
        return True
    slots = examination.situation.plan.version.slots
    if entry.sort in ("requirement", "subject"):
        subject = entry.subject
        return entry.kind != "missing" and any(
            _is_new(examination, arm.material, subject if slots[arm.material].list else None, seen)
            for arm in entry.arms
            if arm.material in slots
        )
    if entry.sort == "consistency":
        assert entry.line is not None
        papers = [variable for variable in entry.line.same if variable.kind is Kind.SLOT_FIELD]
        answers = len(papers) < len(entry.line.same)
        # with the same papers as before, only an answer can have changed
        return answers or any(_is_new(examination, variable.owner, entry.subject, seen) for variable in papers)
    return True


def _may_ask(
    examination: Examination, asked: Asked, told: frozenset[str], seen: frozenset[tuple[str, str | None]]
) -> bool:
    """A question may stand when it was asked, when the office must answer it, or when it is about a new paper."""
    if asked.ask.of == "office" or was_announced(told, asked.ask.id) or any(was_announced(told, id_) for id_ in asked.decides):
        return True
    _, mark, rest = asked.ask.id.partition("/read/")
    if not mark:
        return False
    slot, _, tail = rest.partition(".")
    return _is_new(examination, slot, tail.partition("[")[2].rstrip("]") or None, seen)


def _criteria_told(entry: Entry, previous: Notice) -> bool:
    """Whether the earlier notice told, for this id, every criterion that this entry now fails in some arm."""
    told = {
        (arm.material, _key(criterion))
        for before in (*previous.findings, *previous.conditional)
        if was_announced(frozenset({before.id}), entry.id)
        for arm in before.arms
        for criterion in arm.criteria
    }
    if not entry.arms or entry.sort != "requirement":
        return True
    return any(_arm_told(arm, told) for arm in entry.arms)


def _arm_told(arm: ArmOpen, told: set[tuple[str, str]]) -> bool:
    return all((arm.material, _key(c.machine)) in told for c in arm.criteria if c.met is not True)


def _key(criterion: Mapping[str, object]) -> str:
    return repr(sorted((k, list(v) if isinstance(v, list | tuple) else v) for k, v in criterion.items() if k not in ("met", "say")))
