"""What stands beside the requests: not needed, for the office to get, in order, extra, not checked.

    Examination  ->  NotNeeded, OfficeTask, InOrder, Extra, NotChecked

Materials, documents and departments stand here by their ids; whoever puts the notice on paper has names for them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from materials_rules.clock.calendar import Calendars
from materials_rules.clock.clock import count
from materials_rules.notice import model, requests
from materials_rules.notice.citing import cited
from materials_rules.notice.demanded import placed
from materials_rules.notice.elements import element
from materials_rules.notice.situations import depends_on, situation
from materials_rules.notice.wording import either, joined
from materials_rules.packet.document import documents
from materials_rules.packet.model import recorded
from materials_rules.plan.classing import Hit, coverers, supply
from materials_rules.plan.diagram import Claims
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.version import Slot
from materials_rules.verdict.consistency import Unchecked
from materials_rules.verdict.entries import Entry
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.form import Criterion, Key
from materials_rules.verdict.ids import consistency_id
from materials_rules.verdict.licence import licence_shown
from materials_rules.verdict.requirement import Standing, fold_over, never_granted
from materials_rules.verdict.words import called

TAKEN: Final[Mapping[str, model.Effect]] = {"drop": "drop", "obtain": "office_obtains", "show": "show_instead"}
"""What a claim of the plan does to a material."""

_LOOKED_UP: Final = {"not_found": "查无记录", "unavailable": "接口不通", "differs": "查到的内容与申报的不一致"}


def not_needed(examination: Examination) -> tuple[model.NotNeeded, ...]:
    """Materials that a class takes away here, each once, with the class and what stands in their place.

    What others are known to ask for without a basis is spoken of only where somebody demanded it or handed it in.
    """
    found: dict[model.NotNeeded, None] = {}
    spoken_of = _spoken_of(examination)
    day = examination.situation.day.toordinal()
    for standing in examination.standings.values():
        is_unfinished = never_granted(examination.situation, standing.asked)
        for slot in standing.asked.slots:
            if (slot.arm.over_asked or slot.arm.catch_all) and slot.id not in spoken_of:
                continue
            for claim, effect in TAKEN.items():
                # what was never granted cannot be obtained, and is a finding
                if standing.ever(f"{claim}/{slot.id}") and not (claim == "obtain" and is_unfinished):
                    hit = examination.situation.plan.stretch(slot.id, day).decisive()
                    found[_taken(examination, standing, slot, f"{claim}/{slot.id}", effect, hit)] = None
        if any(map(_covers(standing), standing.reachable)):
            found[_covered(examination, standing)] = None
    return tuple(found)


def _spoken_of(examination: Examination) -> set[str]:
    """The slots that somebody demanded or that were handed in."""
    slots = {slot for slot, _ in examination.situation.held}
    for demand in recorded(examination.situation.packet.demands, ()):
        slots.update(slot.id for slot in placed(examination, demand))
    return slots


def _taken(
    examination: Examination, standing: Standing, slot: Slot, claim: str, effect: model.Effect, hit: Hit | None
) -> model.NotNeeded:
    plan = examination.situation.plan
    class_id = hit.class_id if hit is not None else "C2_SHAREABLE"
    about = plan.ruleset.classes[class_id].about
    reason = hit.say if hit is not None else about.say
    match effect:
        case "office_obtains":
            instead = f"由本窗口向{plan.ruleset.departments[holder(examination, slot)].name}取得"
        case "show_instead":
            instead = joined(reason, f"出示{_licences(examination, slot)}的原件即可，核对后当场退还")
        case _:
            instead = joined(reason, about.instead or "")
    return model.NotNeeded(
        material=slot.id,
        class_=class_id,
        effect=effect,
        if_=_if(examination, standing, lambda claims: claim in claims),
        basis=_ground(examination, slot, class_id),
        instead=f"{instead}。",
    )


def _covered(examination: Examination, standing: Standing) -> model.NotNeeded:
    plan, asked = examination.situation.plan, standing.asked
    names = either([plan.version.asked[name].requirement.called() for name in coverers(plan.version, asked.id)])
    return model.NotNeeded(
        material=asked.id,
        class_="C5_COVERED",
        effect="covered_by",
        if_=_if(examination, standing, _covers(standing)),
        basis=_ground(examination, asked.slots[0], "C5_COVERED"),
        instead=f"由{names}涵盖。",
    )


def _ground(examination: Examination, slot: Slot, class_id: str) -> tuple[model.Basis, ...]:
    """The ground in law of a class for this kind of material."""
    ruleset = examination.situation.plan.ruleset
    ground = ruleset.classes[class_id].about.ground
    return cited(ruleset, ground.get(slot.arm.kind) or ground.get("any", []), examination.situation.day)


def _covers(standing: Standing) -> Callable[[Claims], bool]:
    """Whether a material would be asked for if no other covered it."""
    asks = {f"ask/{slot.id}" for slot in standing.asked.slots}
    covered = f"covered/{standing.asked.id}"
    return lambda claims: covered in claims and not asks.isdisjoint(claims)


def _if(examination: Examination, standing: Standing, holds: Callable[[Claims], bool]) -> model.If | None:
    """In which situation it holds, where not in all."""
    answer = fold_over(examination.situation, standing, holds)
    if answer is None or len(answer.values) < 2:
        return None
    plan = examination.situation.plan
    return model.If(situation(answer, True, standing.output, plan), depends_on(answer, standing.output, plan))


def holder(examination: Examination, slot: Slot) -> str:
    """The department that has the document of *slot*: the one that supplies it, that grants it, else the one that decides."""
    plan = examination.situation.plan
    shared = supply(plan.ruleset, slot.arm.document, examination.situation.day)
    if shared is not None and shared[0].supplied_by is not None:
        return shared[0].supplied_by
    item = plan.version.asked[slot.requirement].requirement.result_of
    grants = plan.ruleset.items.get(item or "", ())
    return grants[-1].file.elements.authority.default() if grants else str(element(examination, "authority"))


def _licences(examination: Examination, slot: Slot) -> str:
    documents = examination.situation.plan.ruleset.documents
    return either([documents[licence].name for licence in slot.arm.proved_by])


@dataclass(frozen=True, slots=True)
class _Use:
    """What a document to obtain serves for: a slot, whether in every situation, the papers any one of which is enough."""

    always: bool
    beside: tuple[str, ...]


def office_tasks(examination: Examination, calendars: Calendars) -> tuple[model.OfficeTask, ...]:
    """What the office gets itself and has not found yet: from whom, by when. A document never granted is no task."""
    uses = _uses(examination).items()
    return tuple(_task(examination, document, from_, used, calendars) for (document, from_), (_, used) in uses)


def first_of_tasks(examination: Examination) -> tuple[str, ...]:
    """The requirement for which each task of the office stands where it does, in the order of the tasks."""
    return tuple(first for first, _ in _uses(examination).values())


def _uses(examination: Examination) -> Mapping[tuple[str, str], tuple[str, dict[str, _Use]]]:
    """What each document to obtain, by whom to get it from, serves for, by slot; with the requirement that needs it first."""
    found: dict[tuple[str, str], tuple[str, dict[str, _Use]]] = {}
    for standing in examination.standings.values():
        if never_granted(examination.situation, standing.asked):
            continue
        for slot in standing.asked.slots:
            beside = [other for other in standing.asked.slots if _is_obtained_beside(standing, slot, other)]
            if standing.ever(f"obtain/{slot.id}") and not any("found" in _tried(examination, s) for s in (slot, *beside)):
                _, uses = found.setdefault((slot.arm.document or slot.id, holder(examination, slot)), (standing.asked.id, {}))
                always = standing.always(f"obtain/{slot.id}") or (slot.id in uses and uses[slot.id].always)
                uses[slot.id] = _Use(always, tuple(other.arm.name for other in beside))
    return found


def _is_obtained_beside(standing: Standing, slot: Slot, other: Slot) -> bool:
    """Whether the office gets another document too wherever it gets that of *slot*, so that one of the two is enough."""
    if other.id == slot.id or (other.arm.document or other.id) == (slot.arm.document or slot.id):
        return False
    return all(f"obtain/{other.id}" in claims for claims in standing.reachable if f"obtain/{slot.id}" in claims)


def _tried(examination: Examination, slot: Slot) -> tuple[str, ...]:
    """How the office's look-ups for the document of *slot* ended, in the order of their names."""
    obtained = recorded(examination.situation.packet.obtained, ())
    return tuple(sorted({line.status for line in obtained if line.document == slot.arm.document}))


def _task(
    examination: Examination, document: str, from_: str, needed: Mapping[str, _Use], calendars: Calendars
) -> model.OfficeTask:
    """One task for one document, whatever it serves for: the slots *needed*."""
    plan, day = examination.situation.plan, examination.situation.day
    ruleset, slots = plan.ruleset, [plan.version.slots[slot] for slot in needed]
    by = obtained_by(ruleset, document, day, calendars)
    known = ruleset.documents.get(document)
    shown = known.name if known is not None and document not in plan.version.slots else ""
    others = [slot.arm.name for slot in slots if slot.id != document and slot.arm.name != shown]
    tried = _tried(examination, slots[0])
    why = "不得要求申请人提交；查不到的，由窗口继续核实，不作为缺少材料"
    if tried:
        why = f"已经查询（{'、'.join(_LOOKED_UP[status] for status in tried)}），由窗口继续核实，不作为缺少材料"
    used = f"用于{'、'.join(f'“{name}”' for name in others)}" if others else ""
    unsure = "" if any(use.always for use in needed.values()) else "是否需要取决于尚未说明的情形"
    beside = dict.fromkeys(name for use in needed.values() for name in use.beside)
    is_enough = all(use.beside for use in needed.values())
    enough = f"与{'、'.join(f'“{name}”' for name in beside)}取得其中一项即可" if is_enough else ""
    return model.OfficeTask(document, from_, by, f"{joined(used, unsure, enough, why)}。")


def obtained_by(ruleset: Ruleset, document: str, day: dt.date, calendars: Calendars) -> model.Day | None:
    """The last day for getting *document* from whoever supplies it; None where nobody promised one, or no calendar knows it."""
    shared = supply(ruleset, document, day)
    within = shared[0].within if shared is not None else None
    by = None if within is None else count(day, within, calendars).day
    return None if by is None else by.isoformat()


def in_order(examination: Examination) -> tuple[model.InOrder, ...]:
    """What was handed in, is asked for, and meets its form; and the licences shown instead of a material."""
    return tuple(line for _, line in in_order_of(examination))


def in_order_of(examination: Examination) -> Iterable[tuple[str, model.InOrder]]:
    """What is in order, each with the requirement for which it stands where it does."""
    situation_ = examination.situation
    found: dict[Key, tuple[str, model.InOrder]] = {}
    for standing in examination.standings.values():
        for slot in standing.asked.slots:
            held = situation_.holds(slot.id, standing.subject)
            if standing.ever(f"ask/{slot.id}") and held.met:
                key = situation_.key(slot.id, standing.subject)
                first, _ = found.get(key, (standing.asked.id, None))
                found[key] = first, model.InOrder(*key, held.last_day, held.papers, _wanted(situation_.criteria[slot.id]))
            shown = licence_shown(situation_, slot, standing.subject) if standing.ever(f"show/{slot.id}") else None
            if shown is not None and shown.met and shown.best is not None:
                licence = shown.best.document
                key, day = (licence.code, licence.subject), licence.handed_in_on
                alike = [d for d in documents(situation_.packet) if (d.code, d.subject, d.handed_in_on) == (*key, day)]
                found.setdefault(key, (standing.asked.id, model.InOrder(*key, day, len(alike), _wanted(shown.criteria))))
    return found.values()


def _wanted(criteria: Iterable[Criterion]) -> tuple[model.Wanted, ...]:
    return tuple(requests.wanted(criterion.machine) for criterion in criteria)


def extra(
    examination: Examination, entries: Sequence[Entry], orderly: Sequence[model.InOrder]
) -> tuple[model.Extra, ...]:
    """What was handed in though nothing asks for it: no fault, and nobody judges its form.

    So every document of a packet is in order, extra, part of an entry, or one that a person must look at.
    """
    situation_ = examination.situation
    told = {(line.material, line.subject) for line in orderly} | set(_under_question(examination))
    for entry in entries:
        for arm in entry.arms:
            slot = situation_.plan.version.slots.get(arm.material)
            told.add((arm.material, entry.subject if slot is None or slot.list or entry.sort == "subject" else None))
    held = {*situation_.held, *((document.code, document.subject) for document in situation_.strangers)}
    ordered = sorted(held - told, key=lambda key: (key[0], key[1] or ""))
    return tuple(model.Extra(material, subject) for material, subject in ordered)


def _under_question(examination: Examination) -> Iterator[Key]:
    for standing in examination.standings.values():
        for slot in standing.asked.slots:
            if examination.situation.holds(slot.id, standing.subject).met is None and standing.verdict == "look":
                yield slot.id, standing.subject if slot.list else None


def not_checked(examination: Examination) -> tuple[model.NotChecked, ...]:
    """What this tool could not judge, and who does."""
    return tuple(_unchecked(examination, unchecked) for unchecked in examination.unchecked)


def _unchecked(examination: Examination, unchecked: Unchecked) -> model.NotChecked:
    situation_ = examination.situation
    slot = situation_.plan.version.slots[unchecked.variable.owner]
    id_ = consistency_id(examination.item, unchecked.line, unchecked.subject)
    about = called(situation_, unchecked.variable)
    hit = situation_.plan.stretch(slot.id, situation_.day.toordinal()).decisive()
    effect = None if hit is None else situation_.plan.ruleset.classes[hit.class_id].about.effect
    if effect == "drop":
        return model.NotChecked(id_, "clerk", f"{about}所在的材料不作要求，本项不核对。")
    if effect == "show_instead":
        return model.NotChecked(id_, "clerk", f"{about}在出示证照时核对是否一致。")
    department = situation_.plan.ruleset.departments[holder(examination, slot)].name
    return model.NotChecked(id_, "clerk", f"{about}待从{department}取得后核对是否一致。")
