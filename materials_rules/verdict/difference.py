"""What differs, put as something to correct: by its own entry, and with the paper that must be replaced anyway.

    Comparison         ->  the arms of its entry
    arm of a requirement  ->  the same, with the differences that can be seen already
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from msgspec import UNSET

from materials_rules.condition.tree import Kind, Variable
from materials_rules.form_checks import Defect
from materials_rules.packet.model import recorded
from materials_rules.plan.formula import name_of
from materials_rules.rules.version import Line
from materials_rules.verdict.arms import ArmOpen, arm_of_slot, lines_over_answers
from materials_rules.verdict.consistency import Comparison, comparable
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.form import recorded_field
from materials_rules.verdict.ids import consistency_id
from materials_rules.verdict.situation import Situation
from materials_rules.verdict.words import called

DIFFERS = "inconsistent"
"""The kind of defect."""


def difference_arms(situation: Situation, comparison: Comparison) -> tuple[ArmOpen, ...]:
    """An arm for every paper and answer that is compared: which of them is wrong, the applicant knows."""
    names = "、".join(called(situation, part.variable) for part in comparison.known)
    defect = Defect(DIFFERS, _as_it_is(comparison.line) or f"{names}不一致")
    arms: dict[str, ArmOpen] = {}
    for variable in comparison.among:
        name = called(situation, variable)
        do = f"请核对{name}，有误的请更正"
        if variable.kind is Kind.SLOT_FIELD:
            slot = situation.plan.version.slots[variable.owner]
            arm = arm_of_slot(situation, slot, situation.key(slot.id, comparison.subject)[1])
            before = arms[slot.id].do if slot.id in arms else ()
            arms[slot.id] = ArmOpen(arm.material, arm.name, arm.criteria, (defect,), (*before, do), None, arm.sample_form)
        elif variable.kind not in (Kind.RECEIVED_ON, Kind.BY_AGENT):
            told = lines_over_answers(situation, (name_of(variable),), comparison.subject)
            arms[name] = ArmOpen(variable.name, name, told, (defect,), (do,))
    return tuple(arms.values())


def with_differences(examination: Examination, arm: ArmOpen, subject: str | None) -> ArmOpen:
    """*arm* with what the paper that must be replaced says otherwise than all that is settled.

    The paper is not judged for it, for another will come; but its applicant is told what can be seen, and not to bring the
    same again.
    """
    situation = examination.situation
    slot = situation.plan.version.slots.get(arm.material)
    if slot is None or situation.holds(slot.id, subject).met is not False:
        return arm
    own = f"requirement/{slot.requirement}"
    for comparison in examination.comparisons:
        whose = situation.key(slot.id, subject)[1]
        # where the line counts only if this very paper is asked for, it counts here
        if comparison.subject not in (None, whose) or any(output != own for output, _ in comparison.depends):
            continue
        for variable in _unlike(situation, comparison, slot.id, whose):
            id_ = consistency_id(examination.item, comparison.line, comparison.subject)
            name = called(situation, variable)
            others = "、".join(called(situation, part.variable) for part in comparison.known)
            what = _as_it_is(comparison.line) or f"{name}与{others}不一致"
            arm = replace(
                arm,
                criteria=tuple(replace(c, met=False) if c.machine.get("id") == id_ else c for c in arm.criteria),
                defects=(*arm.defects, Defect(DIFFERS, what)),
                do=(*arm.do, f"请核对{name}，应当与{others}一致"),
            )
    return arm


def _unlike(situation: Situation, comparison: Comparison, slot: str, subject: str | None) -> Iterator[Variable]:
    """The fields of the paper in *slot* that bear another value than all that is known of the line."""
    best = situation.holds(slot, subject).best
    values = {comparable(part.variable, part.value) for part in comparison.known}
    if best is None or len(values) != 1 or recorded(best.document.material.unreadable, False):
        return
    for variable in comparison.line.same:
        if variable.kind is Kind.SLOT_FIELD and variable.owner == slot:
            read, name = situation.plan.version.read(variable), variable.name.removeprefix(f"{slot}.")
            value = recorded_field(best.document, name, read)
            if value is not UNSET and value is not None and comparable(variable, value) not in values:
                yield variable


def _as_it_is(line: Line) -> str:
    """An author's sentence says how it should be; that it is not so is added."""
    return f"{line.say.rstrip('。；')}，现不一致" if line.say else ""
