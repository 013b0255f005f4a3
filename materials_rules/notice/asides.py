"""What stands beside the requests: not needed, for the office to get, demanded, in order, extra, not checked.

    Examination  ->  NotNeeded, OfficeTask, Demand, InOrder, Extra, NotChecked
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from materials_rules.clock.calendar import Calendars
from materials_rules.clock.clock import count
from materials_rules.ground.script import fold
from materials_rules.notice import model
from materials_rules.notice.citing import cited
from materials_rules.notice.situations import depends_on, ticks
from materials_rules.packet.model import Demand, recorded
from materials_rules.plan.classing import Hit, coverers, supply
from materials_rules.plan.diagram import Claims
from materials_rules.rules.version import Slot
from materials_rules.verdict.consistency import Unchecked
from materials_rules.verdict.entries import Entry, called, consistency_id
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.requirement import Standing, may_commit

WORDS: Final = {"drop": "drop", "obtain": "office_obtains", "show": "show_instead"}


def not_needed(examination: Examination) -> tuple[model.NotNeeded, ...]:
    """Materials that a class takes away here, each once, with the class and what stands in their place."""
    found = []
    wanted = _wanted(examination)
    for standing in examination.standings.values():
        for slot in standing.asked.slots:
            if slot.arm.over_asked and slot.id not in wanted:
                continue
            for claim, effect in WORDS.items():
                if standing.ever(f"{claim}/{slot.id}"):
                    hit = examination.situation.plan.stretch(slot.id, examination.situation.day.toordinal()).decisive()
                    found.append(_taken(examination, standing, slot, f"{claim}/{slot.id}", effect, hit))
        if standing.ever(f"covered/{standing.asked.id}"):
            found.append(_covered(examination, standing))
    return tuple(dict.fromkeys(found))


def _wanted(examination: Examination) -> set[str]:
    """The slots that somebody demanded or that were handed in: only these of the over-asked are spoken of."""
    packet = examination.situation.packet
    slots = {slot for slot, _ in examination.situation.held}
    for demand in recorded(packet.demands, ()):
        slot = placed(examination, demand)
        if slot is not None:
            slots.add(slot.id)
    return slots


def _taken(
    examination: Examination, standing: Standing, slot: Slot, claim: str, effect: str, hit: Hit | None
) -> model.NotNeeded:
    plan, day = examination.situation.plan, examination.situation.day
    class_id = hit.class_id if hit is not None else "C2_SHAREABLE"
    about = plan.ruleset.classes[class_id].about
    ground = about.ground.get(slot.arm.kind) or about.ground.get("any", [])
    reason = hit.say if hit is not None else about.say
    instead = {
        "office_obtains": f"由本窗口向{_holder(examination, slot)}核查，不需申请人提交",
        "show_instead": f"出示{_licences(examination, slot)}的原件即可",
        "drop": about.instead or "不得要求提交；自愿提供的不影响受理",
    }[effect]
    return model.NotNeeded(
        material=slot.arm.name,
        class_=class_id,
        effect=effect,  # type: ignore[arg-type]  # one of the closed words above
        if_=_if(examination, standing, claim),
        basis=cited(plan.ruleset, ground, day),
        instead=f"{reason}；{instead}" if reason else instead,
    )


def _covered(examination: Examination, standing: Standing) -> model.NotNeeded:
    plan, day = examination.situation.plan, examination.situation.day
    about = plan.ruleset.classes["C5_COVERED"].about
    slot = standing.asked.slots[0]
    ground = about.ground.get(slot.arm.kind) or about.ground.get("any", [])
    names = "、".join(plan.version.asked[name].requirement.called() for name in coverers(plan.version, standing.asked.id))
    return model.NotNeeded(
        material=standing.asked.requirement.called(),
        class_="C5_COVERED",
        effect="covered_by",
        if_=_if(examination, standing, f"covered/{standing.asked.id}"),
        basis=cited(plan.ruleset, ground, day),
        instead=f"已由{names}涵盖",
    )


def _if(examination: Examination, standing: Standing, claim: str) -> model.If | None:
    """In which situation the class speaks, where not in all."""
    plan = examination.situation.plan
    judged = plan.outputs[standing.output]

    def holds(claims: Claims) -> bool:
        return claim in claims

    answer = judged.diagram.answer(examination.situation.cells(judged, standing.subject), holds)
    if answer is None or len(answer.values) < 2:
        return None
    text = ticks(answer, True, standing.output, plan, "不需提交", "见本告知书其他部分")
    return model.If(text, depends_on(answer, standing.output, plan))


def _holder(examination: Examination, slot: Slot) -> str:
    plan = examination.situation.plan
    shared = supply(plan.ruleset, slot.arm.document, examination.situation.day)
    if shared is not None and shared[0].supplied_by is not None:
        return plan.ruleset.departments[shared[0].supplied_by].name
    item = plan.version.asked[slot.requirement].requirement.result_of
    if item is not None and plan.ruleset.items.get(item):
        return plan.ruleset.departments[plan.ruleset.items[item][-1].file.elements.authority.default()].name
    return "有关部门"


def _licences(examination: Examination, slot: Slot) -> str:
    documents = examination.situation.plan.ruleset.documents
    return "或者".join(documents[licence].name for licence in slot.arm.proved_by)


def office_tasks(examination: Examination, calendars: Calendars) -> tuple[model.OfficeTask, ...]:
    """What the office gets itself and has not found yet: from whom, by when."""
    plan, packet = examination.situation.plan, examination.situation.packet
    found = {line.document for line in recorded(packet.obtained, ()) if line.status == "found"}
    tasks = []
    for standing in examination.standings.values():
        for slot in standing.asked.slots:
            if not standing.ever(f"obtain/{slot.id}") or slot.arm.document in found or standing.verdict != "absent":
                continue
            shared = supply(plan.ruleset, slot.arm.document, examination.situation.day)
            within = shared[0].within if shared is not None else None
            by = None if within is None else count(examination.situation.day, within, calendars).day
            sure = "" if standing.always(f"obtain/{slot.id}") else "（视情形而定）"
            tasks.append(
                model.OfficeTask(
                    document=slot.arm.name,
                    from_=_holder(examination, slot),
                    by=None if by is None else by.isoformat(),
                    why=f"可以共享取得，不得要求申请人提交{sure}；查不到、接口不通或者有出入的，由窗口继续核实，不作为缺少材料",
                )
            )
    return tuple(dict.fromkeys(tasks))


def placed(examination: Examination, demand: Demand) -> Slot | None:
    """The slot that a demand names: by its code, or by a name or alias that is declared for exactly one slot."""
    slots = examination.situation.plan.version.slots
    code = recorded(demand.material, None)
    if code is not None:
        return slots.get(code)
    name = fold(demand.name)
    found = [slot for slot in slots.values() if name in {fold(called_) for called_ in (slot.arm.name, *slot.arm.aliases)}]
    return found[0] if len(found) == 1 else None


def demands(examination: Examination, entries: Sequence[Entry]) -> tuple[model.Demand, ...]:
    """What somebody demanded: allowed, disallowed with its class, or not recognised; neutral, never a guess."""
    return tuple(_demand(examination, demand) for demand in recorded(examination.situation.packet.demands, ()))


def _demand(examination: Examination, demand: Demand) -> model.Demand:
    plan = examination.situation.plan
    by = recorded(demand.by, None) or ""
    office = plan.ruleset.departments[by].name if by in plan.ruleset.departments else by
    slot = placed(examination, demand)
    if slot is None:
        say = "不在已公布的材料目录内，不得作为受理条件；是否另有依据，由提出要求的部门核实"
        return model.Demand(demand.name, office, "not_recognised", None, say)
    standings_ = [s for s in examination.standings.values() if s.asked.id == slot.requirement]
    stretch = plan.stretch(slot.id, examination.situation.day.toordinal())
    hit = stretch.decisive()
    about = None if hit is None else plan.ruleset.classes[hit.class_id].about
    if hit is not None and about is not None and about.effect in WORDS.values():
        return model.Demand(demand.name, office, "disallowed", hit.class_id, f"{hit.say or about.say}，不需提交；自愿提供的不影响受理")
    asked = plan.version.asked[slot.requirement]
    if asked.requirement.result_of is not None:
        return model.Demand(demand.name, office, "disallowed", "C2_SHAREABLE", "属于其他事项的办理结果，由窗口查询，不需提交")
    if any(s.ever(f"covered/{asked.id}") for s in standings_) and all(s.always(f"covered/{asked.id}") for s in standings_):
        return model.Demand(demand.name, office, "disallowed", "C5_COVERED", "已由其他材料涵盖，不需另行提交")
    if may_commit(examination.situation, asked):
        return model.Demand(demand.name, office, "disallowed", "C4_COMMITMENT", "可以由申请人书面承诺代替，不得只要求提交本材料；由申请人选择")
    if any(s.ever(f"ask/{slot.id}") for s in standings_):
        return model.Demand(demand.name, office, "allowed", None, "依法应当提交的材料，依据见本告知书")
    return model.Demand(demand.name, office, "disallowed", "C1_NO_BASIS", "在本次申请的情形下没有要求提交的依据，不需提交；自愿提供的不影响受理")


def in_order(examination: Examination) -> tuple[model.InOrder, ...]:
    """What was handed in, is asked for, and meets its form."""
    return tuple(
        model.InOrder(slot.id, standing.subject if slot.list else None)
        for standing in examination.standings.values()
        for slot in standing.asked.slots
        if standing.ever(f"ask/{slot.id}") and examination.situation.holds(slot.id, standing.subject).met is True
    )


def extra(examination: Examination) -> tuple[model.Extra, ...]:
    """What was handed in though nothing asks for it: no fault, and nobody judges its form."""
    situation = examination.situation
    asked = {
        (slot.id, standing.subject if slot.list else None)
        for standing in examination.standings.values()
        for slot in standing.asked.slots
        if standing.ever(f"ask/{slot.id}") or standing.ever(f"show/{slot.id}")
    }
    licences = {
        licence
        for standing in examination.standings.values()
        for slot in standing.asked.slots
        if standing.ever(f"show/{slot.id}")
        for licence in slot.arm.proved_by
    }
    mine = [key for key in situation.held if key not in asked]
    strange = [(document.code, document.subject) for document in situation.strangers if document.code not in licences]
    ordered = sorted({*mine, *strange}, key=lambda key: (key[0], key[1] or ""))
    return tuple(model.Extra(material, subject) for material, subject in ordered)


def not_checked(examination: Examination) -> tuple[model.NotChecked, ...]:
    """What this tool could not judge, and who does."""
    return tuple(_unchecked(examination, unchecked) for unchecked in examination.unchecked)


def _unchecked(examination: Examination, unchecked: Unchecked) -> model.NotChecked:
    situation = examination.situation
    slot = situation.plan.version.slots[unchecked.variable.owner]
    id_ = consistency_id(examination.item, unchecked.line, unchecked.subject)
    why = f"{called(situation, unchecked.variable)}由窗口取得后核对是否一致"
    return model.NotChecked(id_, _holder(examination, slot), why)
