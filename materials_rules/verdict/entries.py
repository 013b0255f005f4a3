"""What is open, entry by entry: which papers would do, what is wrong with the one handed in, how to cure it.

    Examination  ->  Entry for each finding and each conditional

One entry a requirement and subject, however many defects; its id never holds a kind, so it stays the same over rounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from materials_rules.condition.tree import Kind
from materials_rules.form_checks import Defect
from materials_rules.form_checks.kinds import gravest
from materials_rules.ground.catalogue import message
from materials_rules.rules.version import Line, Slot, Version
from materials_rules.verdict.arms import ArmOpen, arm_of_slot, arms_of, lines_over_answers
from materials_rules.verdict.consistency import Comparison
from materials_rules.verdict.contradiction import named_in
from materials_rules.verdict.difference import DIFFERS, difference_arms, with_differences
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.ids import consistency_id, never_id, requirement_id
from materials_rules.verdict.on_the_spot import on_the_spot
from materials_rules.verdict.requirement import Standing, stand
from materials_rules.verdict.situation import EVERY
from materials_rules.verdict.words import filled, question_of

Sort = Literal["requirement", "subject", "consistency", "fact", "never"]


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
    standing: Standing | Comparison | None = None
    line: Line | None = None

    @property
    def is_conditional(self) -> bool:
        """Whether it depends on something that is still open."""
        return self.standing is not None and self.standing.verdict == "conditional"


def entries(examination: Examination) -> tuple[Entry, ...]:
    """Every entry: answers first, then requirements in the author's order, then what does not fit together.

    None where the item is not the thing to apply for: that is the answer, and nothing else is asked.
    """
    if examination.scope == "out":
        return ()
    return (
        *_answers(examination),
        *_contradictions(examination),
        *(
            _requirement(examination, standing)
            for standing in examination.standings.values()
            if standing.verdict in ("finding", "conditional")
        ),
        *_wrong_subjects(examination),
        *(
            _difference(examination, comparison)
            for comparison in examination.comparisons
            if comparison.verdict in ("finding", "conditional")
        ),
    )


def _requirement(examination: Examination, standing: Standing) -> Entry:
    situation, asked = examination.situation, standing.asked
    arms = tuple(with_differences(examination, arm, standing.subject) for arm in arms_of(situation, standing))
    kinds = [defect.kind for arm in arms for defect in arm.defects if defect.kind != "missing"]
    return Entry(
        id=requirement_id(examination.item, asked.id, standing.subject),
        sort="requirement",
        requirement=asked.id,
        subject=standing.subject,
        kind=gravest(kinds) if kinds else "missing",
        arms=arms,
        slots=standing.asked_slots or asked.slots,
        on_the_spot=_is_mended_here(standing, {arm.material for arm in arms if on_the_spot(situation, arm.defects)}),
        serves=(examination.item,),
        standing=standing,
    )


def _is_mended_here(standing: Standing, mendable: set[str]) -> bool:
    """Whether in every situation in which it is open one of the papers asked for there can be put right at the window."""
    own = {slot.id for slot in standing.asked.slots}
    always = any(material not in own for material in mendable)  # a licence to be shown, or a paper that covers it
    return always or all(any(f"ask/{material}" in claims for material in mendable) for claims in standing.open_in)


def _wrong_subjects(examination: Examination) -> Iterator[Entry]:
    """A paper that is asked for, handed in for somebody who is not on the list, or without saying for whom."""
    situation = examination.situation
    version = situation.plan.version
    for slot_id, subject in sorted(situation.held, key=lambda key: (key[0], key[1] or "")):
        slot = version.slots[slot_id]
        valid = situation.subjects(slot.list)
        if subject in valid or f"{slot.list}:{EVERY}" in valid or not _is_asked(examination, slot):
            continue
        if slot.list is None:
            what = "本材料不分人员（项目），不应注明属于谁"
        elif subject is None:
            what = "没有注明是哪一位（项）的材料"
        else:
            what = "注明的人员（项目）不在所填清单之内"
        defect = Defect("wrong_subject", what)
        arm = ArmOpen(slot.id, slot.arm.name, (), (defect,), ("请更正材料上注明的人员（项目）",))
        id_ = requirement_id(examination.item, slot.requirement, subject or "?")
        spot = on_the_spot(situation, (defect,))
        yield Entry(id_, "subject", slot.requirement, subject, "wrong_subject", (arm,), (slot,), spot, (examination.item,))


def _is_asked(examination: Examination, slot: Slot) -> bool:
    """Whether a paper for *slot* would be asked of somebody who has none."""
    situation = examination.situation
    asked = situation.plan.version.asked[slot.requirement]
    standing = stand(situation, asked, None if slot.list is None else f"{slot.list}:{EVERY}")
    return slot in standing.asked_slots and not standing.ever(f"show/{slot.id}")


def _difference(examination: Examination, comparison: Comparison) -> Entry:
    """Every paper and answer that takes part may be the one to correct."""
    situation, line, subject = examination.situation, comparison.line, comparison.subject
    version = situation.plan.version
    owners = dict.fromkeys(variable.owner for variable in comparison.among if variable.kind is Kind.SLOT_FIELD)
    slots = tuple(version.slots[owner] for owner in owners)
    return Entry(
        id=consistency_id(examination.item, line, subject),
        sort="consistency",
        requirement=line.name,
        subject=subject,
        kind=DIFFERS,
        arms=difference_arms(situation, comparison),
        slots=slots,
        on_the_spot=on_the_spot(situation, (Defect(DIFFERS, line.name),)),
        serves=tuple(
            dict.fromkeys(requirement_id(examination.item, s.requirement, situation.key(s.id, subject)[1]) for s in slots)
        ),
        standing=comparison if comparison.verdict == "conditional" else None,
        line=line,
    )


def _answers(examination: Examination) -> Iterator[Entry]:
    """Answers of the right type that cannot stand."""
    situation = examination.situation
    for found in situation.answers.defects:
        ask = question_of(situation.plan.version, found.name)
        words = {"name": ask.rstrip("？?"), **found.args}
        said = message(found.code)
        defect = Defect(found.kind, filled(said.zh, words))
        name, _, subject = found.name.partition("[")
        told = lines_over_answers(situation, _known_as(name), subject.removesuffix("]") or None)
        arm = ArmOpen(found.name, ask, told, (defect,), (filled(said.remedy_zh, words),))
        spot = on_the_spot(situation, (defect,))
        id_ = f"{examination.item}/fact/{found.name}"
        yield Entry(id_, "fact", found.name, subject.removesuffix("]") or None, found.kind, (arm,), (), spot, (examination.item,))


def _of_new_members(examination: Examination, names: frozenset[str]) -> Iterator[str]:
    """What will be asked of members that a list may get when it is corrected."""
    for listed, about in examination.situation.plan.version.file.lists.items():
        if f"fact/{listed}" in names:
            yield from (f"{examination.item}/fact/{listed}.{fact}[{listed}:{EVERY}]" for fact in about.each)


def _known_as(name: str) -> tuple[str, ...]:
    """The name of a defective answer as the machine may know it."""
    head, _, rest = name.partition(".")
    return (f"applicant/{rest}",) if head == "applicant" else (f"member/{name}",) if rest else (f"fact/{name}",)


def _questions(version: Version, names: frozenset[str]) -> Iterator[str]:
    """The questions to which these answers were given, in the order of the item."""
    facts = [name for name in (*version.file.facts, *version.file.lists) if f"fact/{name}" in names]
    particulars = sorted(name.replace("/", ".") for name in names if name.startswith("applicant/"))
    yield from (question_of(version, name).rstrip("？?") for name in (*facts, *particulars))


def _contradictions(examination: Examination) -> Iterator[Entry]:
    """Combinations of answers that cannot exist in fact; a paper that takes part may be the one to correct."""
    situation = examination.situation
    version = situation.plan.version
    for i in examination.contradictions:
        defect = Defect("contradictory_answers", version.file.never[i].say)
        named = named_in(situation, i)
        told = lines_over_answers(situation, named.names, None)
        answers = "、".join(f"“{ask}”" for ask in _questions(version, named.names)) or "有关情形"
        arms = [ArmOpen(f"never-{i + 1}", "情形问题的回答", told, (defect,), (f"请核对{answers}的回答，有误的请更正",))]
        papers = [version.slots[slot] for slot, _ in sorted(named.slots & situation.opened.slots)]
        for slot in papers:
            arm = arm_of_slot(situation, slot, None)
            do = (f"请核对《{slot.arm.name}》，有误的请更正",)
            arms.append(ArmOpen(arm.material, arm.name, arm.criteria, (defect,), do, None, arm.sample_form))
        yield Entry(
            id=never_id(examination.item, i),
            sort="never",
            requirement=f"never-{i + 1}",
            subject=None,
            kind="contradictory_answers",
            arms=tuple(arms),
            slots=(),
            on_the_spot=on_the_spot(situation, (defect,)),
            serves=(
                examination.item,
                *(requirement_id(examination.item, slot.requirement, None) for slot in papers),
                *_of_new_members(examination, named.names),
            ),
        )
