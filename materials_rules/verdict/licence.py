"""C3: a licence that the applicant holds already proves the same, so its original is shown and nothing is handed in.

    Situation, slot, subject  ->  whether such a licence was shown, and what a person must still look at
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from materials_rules.form_checks import JudgeContext, hand_in_checks
from materials_rules.ground.day import read_day
from materials_rules.packet.document import Document
from materials_rules.packet.model import encode, recorded
from materials_rules.rules.version import Slot
from materials_rules.verdict.form import Criterion, JudgedDocument, Key
from materials_rules.verdict.situation import Situation

_ASKED = ("show_original", "in_date")


@dataclass(frozen=True)
class Shown:
    """Whether a licence that proves the same was shown; None = a person must look at `best` first."""

    met: bool | None
    criteria: tuple[Criterion, ...]
    best: JudgedDocument | None = None


def licence_shown(situation: Situation, slot: Slot, subject: str | None = None) -> Shown:
    """What the packet shows of the licences named in `proved_by`. A licence that the office found itself is shown."""
    told = tuple(_criterion(word, slot) for word in _ASKED)
    if any(line.document in slot.arm.proved_by and line.status == "found" for line in recorded(situation.packet.obtained, ())):
        return Shown(True, told)
    judged = [_judged(situation, told, document) for document in _licences(situation, slot, subject)]
    for one in judged:
        # once in order at an earlier visit, it stays so
        if situation.accepted.paper(_key(one), [other for other in judged if _key(other) == _key(one)]) is one:
            return Shown(True, told, one)
    # the one that is in order, else the one that may be, else the one with the fewest defects
    judged.sort(key=lambda j: (not j.met, j.met is not None, len(j.defects), encode(j.document.material)))
    return Shown(judged[0].met, told, judged[0]) if judged else Shown(False, told)


def _key(judged: JudgedDocument) -> Key:
    return judged.document.code, judged.document.subject


def _criterion(word: str, slot: Slot) -> Criterion:
    check = hand_in_checks()[word]
    return Criterion(word, {**check.criterion(True), "licences": list(slot.arm.proved_by)}, check.say(True), check, True)


def _judged(situation: Situation, told: tuple[Criterion, ...], document: Document) -> JudgedDocument:
    context = JudgeContext(
        handed_in_on=read_day(document.handed_in_on),
        received_on=situation.day,
        agent_may_sign=False,
        name=_called(situation, document),
    )
    return JudgedDocument(document, tuple(criterion.judge(document, context) for criterion in told))


def _called(situation: Situation, document: Document) -> str:
    slots = situation.plan.version.slots
    return slots[document.code].arm.name if document.code in slots else situation.plan.ruleset.documents[document.code].name


def _licences(situation: Situation, slot: Slot, subject: str | None) -> Iterator[Document]:
    """The licences on the table: those that are no material of this item, and those handed in as one of its materials."""
    slots = situation.plan.version.slots
    wanted = slot.arm.proved_by
    for document in situation.strangers:
        if document.code in wanted and (slot.list is None or document.subject == subject):
            yield document
    for (other, whose), held in situation.held.items():
        if slots[other].arm.document in wanted and (slot.list is None or whose == subject):
            yield from (judged.document for judged in (held.best, *held.others) if judged is not None)
