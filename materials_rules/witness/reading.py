"""A packet read back: the value of each variable of a plan, as the judgement of a packet sees it.

    Plan, packet as data  ->  Situation, values by name
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from materials_rules.condition.tree import Condition, Kind
from materials_rules.ground.day import read_day
from materials_rules.packet.fast import read_packet
from materials_rules.plan.compile import Plan
from materials_rules.plan.domain import Value
from materials_rules.plan.evaluator import satisfied
from materials_rules.plan.formula import Said, readings
from materials_rules.plan.region import exactly
from materials_rules.plan.view import behind
from materials_rules.verdict.answers import read_answers
from materials_rules.verdict.form import Accepted, Criterion, criteria_of_version, judge_documents
from materials_rules.verdict.settled import Open
from materials_rules.verdict.situation import Situation
from materials_rules.witness.situations import Wanted
from materials_rules.witness.written import FIRST, text


def situation_of(plan: Plan, packet: Mapping[str, Any]) -> Situation:
    """*packet*, which was made here, before *plan*. Raises NotAPacket where it is none."""
    return as_handed_in(plan, criteria_of_version(plan.version), text(packet).encode())


def as_handed_in(plan: Plan, criteria_of: Mapping[str, tuple[Criterion, ...]], packet: bytes) -> Situation:
    """A packet before *plan*, nothing opened yet. Raises NotAPacket where it is none."""
    read = read_packet(packet, "").packet
    answers = read_answers(plan.version.file, read, "")
    held, strangers = judge_documents(plan.version, criteria_of, read, "", Accepted())
    return Situation(plan, read, read_day(read.received_on), answers, held, criteria_of, strangers)


def holds_in(situation: Situation, condition: Condition, subject: str | None = None) -> bool | None:
    """Whether *condition* holds of *subject*; None where anything that it reads is open, though the rest may decide it."""
    world: dict[str, Value] = {}
    for reading in readings(Said(condition), situation.plan.base):
        value = situation.value(reading.name, subject)
        if isinstance(value, Open):
            return None
        world[reading.name] = value
    return satisfied(condition, world, situation.plan.base)


def subject_of(plan: Plan, name: str) -> str | None:
    """Of whom the value of a variable is said: the first member of the list that it belongs to."""
    for variable in behind(plan, name):
        if variable.kind is Kind.MEMBER_FACT:
            return f"{variable.owner}:{FIRST}"
        slot = plan.version.slots.get(variable.name if variable.kind is Kind.PROVIDED else variable.owner)
        if slot is not None and slot.list:
            return f"{slot.list}:{FIRST}"
    sort, _, rest = name.partition("/")
    slot = plan.version.slots.get(rest.partition(".")[0]) if sort in ("provided", "read") else None
    listed = slot.list if slot is not None else rest.partition(".")[0] if sort == "member" else None
    return f"{listed}:{FIRST}" if listed else None


def values_of(plan: Plan, packet: Mapping[str, Any], names: Iterable[str]) -> dict[str, Value | Open]:
    """The value of each of *names* in *packet*, or OPEN."""
    situation = situation_of(plan, packet)
    return {name: situation.value(name, subject_of(plan, name)) for name in names}


def astray(plan: Plan, packet: Mapping[str, Any], wanted: Wanted) -> list[str]:
    """The variables that do not lie where they are *wanted*; what is wanted of a paper that is not there is passed over."""
    absent = {name.removeprefix("provided/") for name, region in wanted.items() if region == exactly(False)}
    found = []
    for name, value in values_of(plan, packet, wanted).items():
        on = {variable.owner for variable in behind(plan, name) if variable.kind is Kind.SLOT_FIELD}
        if on & absent:
            continue
        region = wanted[name]
        if isinstance(value, Open):
            if not _is_anything(name, plan, wanted):
                found.append(name)
        elif value not in region:
            found.append(name)
    return found


def _is_anything(name: str, plan: Plan, wanted: Wanted) -> bool:
    """Whether a statement about a list may be either way, so that it need not be settled."""
    return name.startswith("atom/") and len(wanted[name].values) > 1
