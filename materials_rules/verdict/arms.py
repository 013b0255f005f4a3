"""The ways out of an entry: which papers would do, what each must meet, what is wrong with the one handed in.

    Situation, slot  ->  ArmOpen
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from materials_rules.condition.tree import Condition, Kind, Variable
from materials_rules.form_checks import Defect
from materials_rules.plan.formula import name_of
from materials_rules.rules.version import Line, Slot
from materials_rules.verdict.form import NOTHING, Criterion, JudgedDocument, is_met
from materials_rules.verdict.ids import consistency_id, told_with
from materials_rules.verdict.licence import licence_shown
from materials_rules.verdict.requirement import Standing, offered
from materials_rules.verdict.situation import EVERY, Situation
from materials_rules.verdict.words import called


@dataclass(frozen=True)
class CriterionTold:
    """One criterion with its sentence and whether the paper handed in meets it (None = nothing to judge yet)."""

    machine: Mapping[str, object]
    say: str
    met: bool | None


@dataclass(frozen=True)
class ArmOpen:
    """One material that would do. `when` says in which situation, where not in all."""

    material: str
    name: str
    criteria: tuple[CriterionTold, ...]
    defects: tuple[Defect, ...]
    do: tuple[str, ...]
    when: Condition | None = None
    sample_form: str | None = None


def arms_of(situation: Situation, standing: Standing) -> tuple[ArmOpen, ...]:
    """Every material that would close a requirement, in the order of the law's text, then those that cover it."""
    slots = standing.asked_slots
    if not slots:
        return tuple(_never_granted(situation, slot) for slot in standing.asked.slots)
    covering = (arm_of_slot(situation, slot, standing.subject) for slot in offered(situation, standing.asked))
    return (*(_arm(situation, standing, slot) for slot in slots), *covering)


def _arm(situation: Situation, standing: Standing, slot: Slot) -> ArmOpen:
    """The arm of *slot*; where a class lets a licence be shown instead, the licence is named and never the material."""
    if standing.ever(f"show/{slot.id}"):
        return _licence(situation, slot, standing.subject)
    everywhere = all(f"ask/{slot.id}" in claims for claims in standing.open_in)
    return arm_of_slot(situation, slot, standing.subject, None if everywhere else slot.when)


def arm_of_slot(situation: Situation, slot: Slot, subject: str | None, when: Condition | None = None) -> ArmOpen:
    """The arm of a material: all its criteria, and the defects of the paper that speaks for it."""
    held = situation.holds(slot.id, subject)
    told = situation.criteria[slot.id]
    judged = None if held is NOTHING else held.best
    criteria = (*_told(told, judged), *_lines_over(situation, slot, subject))
    if judged is None:
        wanted = [criterion.say for criterion in told if criterion.name != "readable"]
        defects: tuple[Defect, ...] = (Defect("missing", "未提交"),)
        do: tuple[str, ...] = ("，".join((f"请提交{slot.arm.name}", *wanted)),)
    else:
        defects, do = _defects(told, judged)
    return ArmOpen(slot.id, slot.arm.name, criteria, defects, do, when, slot.arm.sample_form)


def _told(criteria: tuple[Criterion, ...], judged: JudgedDocument | None) -> Iterator[CriterionTold]:
    for i, criterion in enumerate(criteria):
        yield CriterionTold(criterion.machine, criterion.say, is_met(judged.outcomes[i]) if judged else None)


def _defects(criteria: tuple[Criterion, ...], judged: JudgedDocument) -> tuple[tuple[Defect, ...], tuple[str, ...]]:
    """What is wrong with a paper, each once, and how to cure it."""
    defects = tuple(dict.fromkeys(defect for _, defect in judged.defects))
    return defects, tuple(dict.fromkeys(criteria[i].do(defect) for i, defect in judged.defects))


def _lines_over(situation: Situation, slot: Slot, subject: str | None) -> Iterator[CriterionTold]:
    """The consistency lines over a paper: told beforehand as its criteria."""
    for line in situation.plan.version.consistency:
        fields = [v for v in line.same if v.kind is Kind.SLOT_FIELD and v.owner == slot.id]
        if fields and situation.may_count(line.name, _whose(line, subject)):
            yield _line_told(situation, line, fields[0], subject)


def lines_over_answers(situation: Situation, names: Iterable[str], subject: str | None) -> tuple[CriterionTold, ...]:
    """The consistency lines over answers that are to be corrected, named as the machine knows them: `fact/area_m2`.

    A list is every fact of its members.
    """
    wanted = frozenset(names)
    found: dict[str, CriterionTold] = {}
    for line in situation.plan.version.consistency:
        for variable in line.same:
            of_list = f"fact/{variable.owner}" if variable.kind is Kind.MEMBER_FACT else ""
            told = name_of(variable) in wanted or of_list in wanted
            if told and situation.may_count(line.name, _whose(line, subject)):
                found.setdefault(line.name, _line_told(situation, line, variable, subject))
    return tuple(found.values())


def _whose(line: Line, subject: str | None) -> str | None:
    """For whom a line is told with a paper of *subject*: for each member where the paper is of nobody in particular."""
    return None if line.list is None else subject or f"{line.list}:{EVERY}"


def _line_told(situation: Situation, line: Line, variable: Variable, subject: str | None) -> CriterionTold:
    """A line as a criterion of *variable*, under the id that a difference would have, with all that counts as told by it."""
    version = situation.plan.version
    whose = _whose(line, subject)
    others = [other for other in line.same if other != variable]
    say = line.say or f"{called(situation, variable)}应当与{'、'.join(called(situation, other) for other in others)}一致"
    machine = {
        "check": "same",
        "id": consistency_id(version.item, line, whose),
        "fields": [v.name for v in line.same],
        "serves": list(told_with(version, line, whose)[1:]),
    }
    return CriterionTold(machine, say, None)


def _licence(situation: Situation, slot: Slot, subject: str | None) -> ArmOpen:
    """C3: the original of a licence the applicant holds already is shown, and nothing is handed in."""
    documents = situation.plan.ruleset.documents
    name = "或者".join(documents[licence].name for licence in slot.arm.proved_by)
    shown = licence_shown(situation, slot, subject)
    if shown.best is None:
        defects: tuple[Defect, ...] = (Defect("original_not_shown", "尚未出示原件"),)
        do: tuple[str, ...] = (f"请出示{name}的原件，核对后当场退还",)
    else:
        defects, do = _defects(shown.criteria, shown.best)
    return ArmOpen(slot.arm.proved_by[0], name, tuple(_told(shown.criteria, shown.best)), defects, do)


def _never_granted(situation: Situation, slot: Slot) -> ArmOpen:
    """The result of another item that nobody granted: which item is to be finished first, and with whom."""
    ruleset = situation.plan.ruleset
    item = situation.plan.version.asked[slot.requirement].requirement.result_of
    assert item is not None  # else nobody could know that it was never granted
    elements = ruleset.items[item][-1].file.elements
    office = ruleset.departments[elements.authority.default()].name
    do = f"请先向{office}办理“{elements.item_name.default()}”，取得{slot.arm.name}"
    return ArmOpen(slot.id, slot.arm.name, (), (Defect("missing_result", "经核实，前置事项尚未办结"),), (do,))
