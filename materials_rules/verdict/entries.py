"""What is open, entry by entry: which papers would do, what is wrong with the one handed in, how to cure it.

    Examination  ->  Entry for each finding and each conditional

One entry a requirement and subject, however many defects; its id never holds a kind, so it stays the same over rounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from materials_rules.condition.tree import Condition, Kind, Variable
from materials_rules.form_checks import Defect
from materials_rules.form_checks.kinds import gravest
from materials_rules.ground.catalogue import message
from materials_rules.packet.model import recorded
from materials_rules.plan.classing import coverers
from materials_rules.rules.version import Line, Slot
from materials_rules.verdict.consistency import Mismatch
from materials_rules.verdict.examine import Examination, requirement_id
from materials_rules.verdict.form import NOTHING, agent_may, is_met
from materials_rules.verdict.requirement import Standing, licence_shown
from materials_rules.verdict.situation import EVERY, Situation

Sort = Literal["requirement", "subject", "consistency", "fact", "never"]


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


@dataclass(frozen=True)
class Entry:
    """One open requirement, contradiction or answer. `slots` are those whose basis it rests on."""

    id: str
    sort: Sort
    requirement: str
    subject: str | None
    kind: str
    arms: tuple[ArmOpen, ...]
    slots: tuple[Slot, ...]
    on_the_spot: bool
    serves: tuple[str, ...] = ()
    standing: Standing | None = None
    line: Line | None = None

    @property
    def is_conditional(self) -> bool:
        """Whether it depends on something that is still open."""
        return self.standing is not None and self.standing.verdict == "conditional"


def entries(examination: Examination) -> tuple[Entry, ...]:
    """Every entry: answers first, then requirements in the author's order, then what does not fit together."""
    return (
        *_answers(examination),
        *_contradictions(examination),
        *(
            _requirement(examination, standing)
            for standing in examination.standings.values()
            if standing.verdict in ("finding", "conditional")
        ),
        *_wrong_subjects(examination),
        *(_mismatch(examination, mismatch) for mismatch in examination.mismatches),
    )


def _requirement(examination: Examination, standing: Standing) -> Entry:
    situation, asked = examination.situation, standing.asked
    version = situation.plan.version
    arms = [_arm(situation, standing, slot) for slot in standing.asked_slots]
    if not arms:
        arms = [_never_granted(slot) for slot in asked.slots]
    own = {slot.id for slot in asked.slots}
    for name in coverers(version, asked.id):
        for slot in version.asked[name].slots:
            if slot.id not in own and not standing.always(f"covered/{asked.id}"):
                arms.append(_arm_of_slot(situation, slot, standing.subject, None))
    kinds = [defect.kind for arm in arms for defect in arm.defects if defect.kind != "missing"]
    return Entry(
        id=requirement_id(examination.item, asked.id, standing.subject),
        sort="requirement",
        requirement=asked.id,
        subject=standing.subject,
        kind=gravest(kinds) if kinds else "missing",
        arms=tuple(arms),
        slots=standing.asked_slots or asked.slots,
        on_the_spot=any(_all_on_the_spot(situation, arm.defects) for arm in arms),
        serves=(examination.item,),
        standing=standing,
    )


def _arm(situation: Situation, standing: Standing, slot: Slot) -> ArmOpen:
    """The arm of *slot*; where a class lets a licence be shown instead, the licence is named and never the material."""
    if standing.ever(f"show/{slot.id}") and not standing.ever(f"ask/{slot.id}"):
        return _licence(situation, slot)
    open_in = [c for c in standing.reachable if any(f"ask/{s.id}" in c or f"show/{s.id}" in c for s in standing.asked.slots)]
    everywhere = all(f"ask/{slot.id}" in claims for claims in open_in)
    return _arm_of_slot(situation, slot, standing.subject, None if everywhere else slot.when)


def _arm_of_slot(situation: Situation, slot: Slot, subject: str | None, when: Condition | None) -> ArmOpen:
    held = situation.holds(slot.id, subject)
    told = situation.criteria[slot.id]
    judged = None if held is NOTHING else held.best
    criteria = [
        CriterionTold(criterion.machine, criterion.say, is_met(judged.outcomes[i]) if judged else None)
        for i, criterion in enumerate(told)
    ]
    criteria += _same(situation, slot, subject)
    if judged is None:
        defects: tuple[Defect, ...] = (Defect("missing", "未提交"),)
        do: tuple[str, ...] = ("请提交" + "，".join((slot.arm.name, *(c.say for c in told if c.machine.get("check") != "readable"))),)
    else:
        found = list(dict.fromkeys(judged.defects))
        defects = tuple(dict.fromkeys(defect for _, defect in found))
        do = tuple(dict.fromkeys(told[i].do(defect) for i, defect in found))
    return ArmOpen(slot.id, slot.arm.name, tuple(criteria), defects, do, when, slot.arm.sample_form)


def _same(situation: Situation, slot: Slot, subject: str | None) -> Iterator[CriterionTold]:
    """The consistency lines over this slot: told beforehand as criteria, under the id that a difference would have."""
    for line in situation.plan.version.consistency:
        fields = [v for v in line.same if v.kind is Kind.SLOT_FIELD and v.owner == slot.id]
        if not fields:
            continue
        mine = subject if line.list is not None else None
        others = [variable for variable in line.same if variable not in fields]
        id_ = consistency_id(situation.plan.version.item, line, mine)
        machine = {"check": "same", "id": id_, "fields": [v.name for v in line.same]}
        say = line.say or f"{called(situation, fields[0])}应当与{'、'.join(called(situation, o) for o in others)}一致"
        yield CriterionTold(machine, say, None)


def consistency_id(item: str, line: Line, subject: str | None) -> str:
    """`item/consistency/name[subject]`."""
    return f"{item}/consistency/{line.name}" + (f"[{subject}]" if subject else "")


def called(situation: Situation, variable: Variable) -> str:
    """What people call a field, an answer or an applicant's particular."""
    version = situation.plan.version
    match variable.kind:
        case Kind.SLOT_FIELD:
            read = version.read(variable)
            return f"《{version.slots[variable.owner].arm.name}》上的“{read.name or variable.name}”"
        case Kind.APPLICANT:
            return _APPLICANT[variable.name]
        case Kind.RECEIVED_ON:
            return "收件日期"
        case Kind.MEMBER_FACT:
            return f"“{version.file.lists[variable.owner].each[variable.name].ask.rstrip('？?')}”的回答"
        case _:
            return f"“{version.file.facts[variable.name].ask.rstrip('？?')}”的回答"


_APPLICANT = {
    "applicant.kind": "申请人类型",
    "applicant.name": "申请人姓名（名称）",
    "applicant.id": "申请人证件号码",
    "applicant.phone": "申请人联系电话",
}


def _licence(situation: Situation, slot: Slot) -> ArmOpen:
    """C3: the original of a licence the applicant holds already is shown, and nothing is handed in."""
    documents = situation.plan.ruleset.documents
    names = [documents[licence].name for licence in slot.arm.proved_by]
    name = "或者".join(names) or slot.arm.name
    told = CriterionTold({"check": "show_original", "licences": list(slot.arm.proved_by)}, "出示原件，当场退还", licence_shown(situation, slot))
    return ArmOpen(
        material=slot.arm.proved_by[0] if slot.arm.proved_by else slot.id,
        name=name,
        criteria=(told,),
        defects=(Defect("original_not_shown", "尚未出示原件"),),
        do=(f"请出示{name}的原件，核对后当场退还",),
    )


def _never_granted(slot: Slot) -> ArmOpen:
    what = "经核实，前置事项尚未办结"
    return ArmOpen(slot.id, slot.arm.name, (), (Defect("missing_result", what),), (f"请先办理并取得{slot.arm.name}",))


def _wrong_subjects(examination: Examination) -> Iterator[Entry]:
    """A paper handed in for somebody who is not on the list, or for nobody where the list says for whom."""
    situation = examination.situation
    version = situation.plan.version
    for (slot_id, subject), held in sorted(situation.held.items(), key=lambda kv: (kv[0][0], kv[0][1] or "")):
        slot = version.slots[slot_id]
        valid = situation.subjects(slot.list)
        if subject in valid or (slot.list and valid == (f"{slot.list}:{EVERY}",)) or held.best is None:
            continue
        if examination.scope == "out":
            continue
        what = "没有注明是哪一位（项）的材料" if subject is None else "注明的人员（项目）不在所填清单之内"
        if slot.list is None:
            what = "本材料不分人员（项目），不应注明属于谁"
        defect = Defect("wrong_subject", what)
        arm = ArmOpen(slot.id, slot.arm.name, (), (defect,), ("请更正材料所属的人员（项目），或者更正清单",))
        id_ = requirement_id(examination.item, slot.requirement, subject or "?")
        yield Entry(id_, "subject", slot.requirement, subject, "wrong_subject", (arm,), (slot,), _all_on_the_spot(situation, (defect,)), (examination.item,))


def _mismatch(examination: Examination, mismatch: Mismatch) -> Entry:
    """Every paper and answer that takes part may be the one to correct."""
    situation = examination.situation
    version = situation.plan.version
    line = mismatch.line
    names = [called(situation, variable) for variable in mismatch.among]
    defect = Defect("inconsistent", line.say or f"{'、'.join(names)}不一致")
    arms = []
    serves = []
    slots = []
    for variable in mismatch.among:
        if variable.kind is Kind.SLOT_FIELD:
            slot = version.slots[variable.owner]
            subject = mismatch.subject if slot.list else None
            arm = _arm_of_slot(situation, slot, subject, None)
            do = f"请核对并更正{called(situation, variable)}"
            arms.append(ArmOpen(arm.material, arm.name, arm.criteria, (defect,), (do,), None, arm.sample_form))
            serves.append(requirement_id(examination.item, slot.requirement, subject))
            slots.append(slot)
        else:
            name = called(situation, variable)
            arms.append(ArmOpen(variable.name, name, (), (defect,), (f"请核对并更正{name}",)))
    id_ = consistency_id(examination.item, line, mismatch.subject)
    spot = _all_on_the_spot(situation, (defect,))
    return Entry(id_, "consistency", line.name, mismatch.subject, "inconsistent", tuple(arms), tuple(slots), spot, tuple(serves), None, line)


def _answers(examination: Examination) -> Iterator[Entry]:
    """Answers of the right type that cannot stand."""
    situation = examination.situation
    file = situation.plan.version.file
    for found in situation.answers.defects:
        listed = found.name.partition(".")[0]
        fact = file.facts.get(found.name)
        ask = fact.ask if fact is not None else file.lists[listed].ask
        words = {"name": ask.rstrip("？?"), **found.args}
        said = message(found.code)
        defect = Defect(found.kind, said.zh.format_map(_Filled(words)))
        arm = ArmOpen(found.name, ask, (), (defect,), (said.remedy_zh.format_map(_Filled(words)),))
        spot = _all_on_the_spot(situation, (defect,))
        yield Entry(f"{examination.item}/fact/{found.name}", "fact", found.name, None, found.kind, (arm,), (), spot, (examination.item,))


class _Filled(dict[str, str]):
    """Words for a template; a name that nothing fills stays empty."""

    def __missing__(self, key: str) -> str:
        return ""


def _contradictions(examination: Examination) -> Iterator[Entry]:
    """Combinations of answers that cannot exist in fact."""
    situation = examination.situation
    for i in examination.contradictions:
        say = situation.plan.version.file.never[i].say
        defect = Defect("contradictory_answers", say)
        arm = ArmOpen(f"never-{i + 1}", "情形问题的回答", (), (defect,), ("请核对并更正有关回答",))
        id_ = f"{examination.item}/consistency/never-{i + 1}"
        spot = _all_on_the_spot(situation, (defect,))
        yield Entry(id_, "never", f"never-{i + 1}", None, "contradictory_answers", (arm,), (), spot, (examination.item,))


def _all_on_the_spot(situation: Situation, defects: tuple[Defect, ...]) -> bool:
    return bool(defects) and all(_on_the_spot(situation, defect) for defect in defects)


def _on_the_spot(situation: Situation, defect: Defect) -> bool:
    """Whether the people at the window can mend it now: a matter of the defect and of who is present."""
    present = set(recorded(situation.packet.present, ()))
    applicant = bool(present & {"applicant", "legal_representative"})
    match situation.plan.ruleset.place.on_the_spot.get(defect.kind, "never"):
        case "always":
            return True
        case "signatory_present":
            role = defect.detail or "applicant"
            if role == "applicant":
                return applicant or ("agent" in present and agent_may(situation.packet, "sign"))
            return role in present
        case "agent_may_correct":
            return applicant or ("agent" in present and agent_may(situation.packet, "correct"))
        case _:
            return False


