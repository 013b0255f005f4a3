"""What somebody demanded of the applicant, held against the rules: allowed, disallowed, or not recognised.

    Examination, Demand  ->  the slot it names, notice Demand

The words are neutral, for the office that asked is a reader too; and a class is never found by a name that is only near.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from materials_rules.ground.script import fold
from materials_rules.notice import model
from materials_rules.notice.citing import cited_standings
from materials_rules.notice.wording import bare
from materials_rules.packet.model import Demand, recorded
from materials_rules.plan.classing import standings
from materials_rules.rules.version import Slot
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.requirement import Standing, may_commit

NOBODY: Final = "未记录"


def demands(examination: Examination) -> tuple[model.Demand, ...]:
    """Every demand that the packet records, in its order."""
    return tuple(_demand(examination, demand) for demand in recorded(examination.situation.packet.demands, ()))


def placed(examination: Examination, demand: Demand) -> Slot | None:
    """The slot that a demand names.

    By its code; or by a name or alias, of the material itself before that of its type of document, that is declared for
    exactly one slot.
    """
    version, documents = examination.situation.plan.version, examination.situation.plan.ruleset.documents
    code = recorded(demand.material, None)
    if code is not None:
        return version.slots.get(code)
    name = fold(demand.name)

    def is_called(names: Iterable[str]) -> bool:
        return name in map(fold, names)

    found = [slot for slot in version.slots.values() if is_called((slot.arm.name, *slot.arm.aliases))]
    if not found:
        typed = [(slot, documents[slot.arm.document]) for slot in version.slots.values() if slot.arm.document is not None]
        found = [slot for slot, document in typed if is_called((document.name, *document.aliases))]
    return found[0] if len(found) == 1 else None


def _demand(examination: Examination, demand: Demand) -> model.Demand:
    by = recorded(demand.by, None) or NOBODY
    slot = placed(examination, demand)
    if slot is None:
        say = "所说的名称与目录中的材料都不相同，没有按相近的名称认定；另有依据的，由提出要求的部门说明。"
        return model.Demand(demand.name, by, "not_recognised", None, say)
    not_allowed = _disallowed(examination, slot)
    if not_allowed is not None:
        class_id, say = not_allowed
        return model.Demand(demand.name, by, "disallowed", class_id, f"{say}。")
    return model.Demand(demand.name, by, "allowed", None, _allowed(examination, slot))


def _disallowed(examination: Examination, slot: Slot) -> tuple[str | None, str] | None:
    """Class and reason why *slot* may not be demanded here; None where it may."""
    situation = examination.situation
    plan, asked = situation.plan, situation.plan.version.asked[slot.requirement]
    hit = plan.stretch(slot.id, situation.day.toordinal()).decisive()
    if hit is not None and plan.ruleset.classes[hit.class_id].about.effect in ("drop", "office_obtains", "show_instead"):
        return hit.class_id, bare(hit.say)
    if asked.requirement.result_of is not None:
        return "C2_SHAREABLE", "属于另一事项的办理结果，由窗口查询"
    here = _standings(examination, slot)
    if not any(standing.ever(f"ask/{slot.id}") for standing in here):
        return "C1_NO_BASIS", "在本次申请的情形下，没有要求提交这份材料的依据"
    if all(standing.always(f"covered/{asked.id}") for standing in here):
        return "C5_COVERED", "已由另一份材料涵盖"
    if all(standing.always(f"later/{asked.id}") for standing in here):
        return None, "依照规定在后续环节交，本次不需提交"
    if may_commit(situation, asked) and situation.answers.serious_bad_credit is not True:
        return "C4_COMMITMENT", "可以由申请人书面承诺代替，不得只要求提交这份材料；提交还是承诺，由申请人选择"
    return None


def _standings(examination: Examination, slot: Slot) -> list[Standing]:
    return [standing for standing in examination.standings.values() if standing.asked.id == slot.requirement]


def _allowed(examination: Examination, slot: Slot) -> str:
    plan, day = examination.situation.plan, examination.situation.day
    bases = cited_standings(standings(plan.ruleset, plan.version, slot, day), day)
    basis = f"依据{'、'.join(basis.text for basis in bases)}。"
    if all(standing.always(f"ask/{slot.id}") for standing in _standings(examination, slot)):
        return basis
    return f"是否需要取决于尚未说明的情形；需要时，{basis}"
