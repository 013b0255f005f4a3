"""What somebody demanded of the applicant, held against the rules: allowed, disallowed, or not recognised.

    Examination, Demand  ->  the slot it names, notice Demand

The words are neutral, for the office that asked is a reader too; and a class is never found by a name that is only near.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from materials_rules.ground.script import fold
from materials_rules.notice import model
from materials_rules.notice.citing import cited_standings
from materials_rules.notice.wording import bare, joined
from materials_rules.packet.model import Demand, recorded
from materials_rules.plan.classing import standings
from materials_rules.plan.compile import Plan
from materials_rules.plan.diagram import Claims
from materials_rules.rules.version import Asked, Slot
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.ids import requirement_id
from materials_rules.verdict.requirement import Standing, covering_slots, may_commit, never_granted, offered

NOBODY: Final = "未记录"

_UNKNOWN: Final = "所说的名称与目录中的材料都不相同，没有按相近的名称认定。"
_OTHER_CODE: Final = "所写的材料代码不在本事项的目录中，名称与目录中的一份材料相同，是否就是那份材料，由提出要求的部门说明。"
_FORGIVEN: Final = "首次告知时没有列出，本次不再要求"
_UNSURE: Final = "是否需要取决于尚未说明的情形"


def demands(examination: Examination) -> tuple[model.Demand, ...]:
    """Every demand that the packet records, in its order."""
    return tuple(_demand(examination, demand) for demand in recorded(examination.situation.packet.demands, ()))


def placed(examination: Examination, demand: Demand) -> tuple[Slot, ...]:
    """The slots that a demand names: by its code one, or all of a requirement; else the one that is called so, if one is."""
    return placed_in(examination.situation.plan, demand)


def placed_in(plan: Plan, demand: Demand) -> tuple[Slot, ...]:
    """The slots of *plan* that a demand names, as `placed`."""
    version = plan.version
    code = recorded(demand.material, None)
    if code is None:
        return _called_so(plan, demand.name)
    if code in version.slots:
        return (version.slots[code],)
    return version.asked[code].slots if code in version.asked else ()


def _called_so(plan: Plan, name: str) -> tuple[Slot, ...]:
    """The slot that *name* or an alias is declared for: of the material itself before that of its type of document."""
    slots, documents = plan.version.slots.values(), plan.ruleset.documents
    wanted = fold(name)

    def is_called(names: Iterable[str]) -> bool:
        return wanted in map(fold, names)

    found = [slot for slot in slots if is_called((slot.arm.name, *slot.arm.aliases))]
    if not found:
        typed = [(slot, documents[slot.arm.document]) for slot in slots if slot.arm.document is not None]
        found = [slot for slot, document in typed if is_called((document.name, *document.aliases))]
    return tuple(found) if len(found) == 1 else ()


def _demand(examination: Examination, demand: Demand) -> model.Demand:
    by = recorded(demand.by, None) or NOBODY
    slots = placed(examination, demand)
    if not slots:
        known = recorded(demand.material, None) is not None and _called_so(examination.situation.plan, demand.name)
        return model.Demand(demand.name, by, "not_recognised", None, _OTHER_CODE if known else _UNKNOWN)
    refusals = {slot.id: _refused(examination, slot) for slot in slots}
    allowed = [slot for slot in slots if refusals[slot.id] is None]
    if allowed:
        return model.Demand(demand.name, by, "allowed", None, f"{_allowed(examination, allowed)}。")
    refused = refusals[slots[0].id]
    assert refused is not None
    class_id, say = refused
    return model.Demand(demand.name, by, "disallowed", class_id, f"{say}。")


def _refused(examination: Examination, slot: Slot) -> tuple[str | None, str] | None:
    """Class and reason why *slot* may not be demanded here; None where some situation asks for it now."""
    situation = examination.situation
    plan, asked = situation.plan, situation.plan.version.asked[slot.requirement]
    worlds = _worlds(examination, asked)
    if not worlds and any(standing.asked.id == asked.id for standing in examination.standings.values()):
        return None, _FORGIVEN
    asks = [claims for claims in worlds if f"ask/{slot.id}" in claims]
    unsure = "" if any(_is_asked(standing, slot) for standing in _standings(examination, asked)) else _UNSURE
    if any(_is_due(examination, slot, claims) for claims in worlds):
        if may_commit(situation, asked) and situation.answers.serious_bad_credit is not True:
            say = "这份材料可以由书面承诺代替，不得只要求提交材料，提交还是承诺由申请人选择"
            return "C4_COMMITMENT", joined(unsure, say)
        return None
    hit = plan.stretch(slot.id, situation.day.toordinal()).decisive()
    taken = any(f"{claim}/{slot.id}" in claims for claims in worlds for claim in ("obtain", "show"))
    dropped = hit is not None and plan.ruleset.classes[hit.class_id].about.effect == "drop"
    if not (asks or taken or dropped):
        # not "without a basis": another situation may ask for it
        return None, "在本次申请的情形下，不需要这份材料"
    if hit is not None and plan.ruleset.classes[hit.class_id].about.effect in ("drop", "office_obtains", "show_instead"):
        return hit.class_id, bare(hit.say)
    if asked.requirement.result_of is not None:
        return "C2_SHAREABLE", "属于另一事项的办理结果，由窗口查询"
    even = "即使需要，也" if unsure else ""
    if all(f"covered/{asked.id}" in claims for claims in asks):
        return "C5_COVERED", joined(unsure, f"{even}已由另一份材料涵盖")
    return None, joined(unsure, f"{even}{'，或者'.join(_other_ways(asked, asks))}，本次不需提交")


def _is_asked(standing: Standing, slot: Slot) -> bool:
    """Whether *slot* is asked for in every situation that matters now."""
    situations = _now(standing)
    return bool(situations) and all(f"ask/{slot.id}" in claims for claims in situations)


def _now(standing: Standing) -> frozenset[Claims]:
    """The claims of every situation; of what is due as things stand, those in which it is not closed."""
    return standing.open_in if standing.is_due else standing.reachable


def _other_ways(asked: Asked, asks: Sequence[Claims]) -> Iterator[str]:
    """What stands in the way of a paper in the situations that ask for it: it comes later, is covered, or another is got."""
    obtained = [slot for slot in asked.slots if any(f"obtain/{slot.id}" in claims for claims in asks)]
    ways = {f"later/{asked.id}": "依照规定在后续环节交", f"covered/{asked.id}": "已由另一份材料涵盖"}
    yield from (say for claim, say in ways.items() if any(claim in claims for claims in asks))
    if obtained:
        yield f"由本机关自行取得{_titles(obtained)}即可"


def _standings(examination: Examination, asked: Asked) -> list[Standing]:
    """For whom a requirement is asked; not where an earlier notice forgot it, for then it is asked of nobody."""
    item, forgiven = examination.item, examination.situation.forgiven
    found = (standing for standing in examination.standings.values() if standing.asked.id == asked.id)
    return [one for one in found if requirement_id(item, asked.id, one.subject) not in forgiven]


def _worlds(examination: Examination, asked: Asked) -> list[Claims]:
    return [claims for standing in _standings(examination, asked) for claims in standing.reachable]


def _is_due(examination: Examination, slot: Slot, claims: Claims) -> bool:
    """Whether a situation with *claims* asks for *slot* now: itself, or that the other item be finished first.

    Where the office gets another paper of the same requirement, that is enough.
    """
    if f"later/{slot.requirement}" in claims or f"covered/{slot.requirement}" in claims:
        return False
    asked = examination.situation.plan.version.asked[slot.requirement]
    if any(f"obtain/{other.id}" in claims for other in asked.slots):
        return _is_unfinished(examination, slot) and (f"ask/{slot.id}" in claims or f"obtain/{slot.id}" in claims)
    return f"ask/{slot.id}" in claims


def _is_unfinished(examination: Examination, slot: Slot) -> bool:
    situation = examination.situation
    return never_granted(situation, situation.plan.version.asked[slot.requirement])


def _allowed(examination: Examination, slots: Sequence[Slot]) -> str:
    """On what ground the *slots* of one requirement are asked for, and what would do beside them or is here already."""
    situation = examination.situation
    plan, day = situation.plan, situation.day
    asked = plan.version.asked[slots[0].requirement]
    bases = cited_standings(standings(plan.ruleset, plan.version, slots[0], day), day)
    basis = f"依据{'、'.join(basis.text for basis in bases)}"
    if _is_unfinished(examination, slots[0]):
        basis = joined("经核实，前置事项尚未办结，请先办理", basis)

    def is_due(claims: Claims) -> bool:
        return any(_is_due(examination, slot, claims) for slot in slots)

    due = [claims for claims in _worlds(examination, asked) if is_due(claims)]
    beside = _here(examination, asked, slots) or _enough(examination, asked, slots, due)
    if any(all(map(is_due, _now(standing))) for standing in _standings(examination, asked)):
        return joined(basis, beside)
    return joined(_UNSURE, f"需要时，{basis}", beside)


def _here(examination: Examination, asked: Asked, slots: Sequence[Slot]) -> str:
    """That a paper which closes the requirement is here already, for everybody of whom it is asked."""
    situation = examination.situation
    found: dict[str, Slot] = {}
    for standing in _standings(examination, asked):
        ways = (*slots, *asked.slots, *covering_slots(situation, asked))
        met = next((slot for slot in ways if situation.holds(slot.id, standing.subject).met), None)
        if met is None or standing.verdict != "absent":
            return ""
        found[met.id] = met
    if found.keys() <= {slot.id for slot in slots}:
        return "已经收到，符合要求"
    return f"这一项要求有其中一份即可，{_titles(found.values())}已经收到，符合要求"


def _enough(examination: Examination, asked: Asked, slots: Sequence[Slot], due: Sequence[Claims]) -> str:
    """That any one of several is enough, wherever *slots* are due; or that each is for a situation of its own."""
    always = [slot for slot in asked.slots if all(f"ask/{slot.id}" in claims for claims in due)]
    ways = {slot.id: slot for slot in (*always, *offered(examination.situation, asked))}
    if len(ways) > 1:
        return f"{_titles(ways.values())}，有其中一份即可"
    return f"{_titles(slots)}，各按适用情形提交" if len(slots) > 1 else ""


def _titles(slots: Iterable[Slot]) -> str:
    return "、".join(f"《{slot.arm.name}》" for slot in slots)
