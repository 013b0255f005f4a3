"""Nothing that a class drops, or that the office obtains, is ever asked of the applicant; and no two requirements contradict.

    Plan  ->  Result for each requirement

What may not be asked on a day follows from the day alone; every notice of every situation is searched for it: with nothing
handed in, with a paper that is not in form, and with nothing answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.plan.claims import effect_of
from materials_rules.plan.classing import coverers
from materials_rules.plan.compile import Plan
from materials_rules.proof.narrowed import around, narrowed
from materials_rules.proof.relations import real, shown
from materials_rules.proof.result import Result
from materials_rules.rules.version import Asked, Slot
from materials_rules.verdict.entries import Entry, entries
from materials_rules.verdict.examine import examine_read
from materials_rules.verdict.form import criteria
from materials_rules.witness.reading import situation_of
from materials_rules.witness.written import Data

UNASKABLE = ("drop", "office_obtains")


def lawful(plan: Plan) -> Iterator[Result]:
    """One result for each requirement: what its notices ask for."""
    for asked in plan.version.asked.values():
        small = narrowed(plan, around(plan, asked.id))
        examined = 0
        result: Result | None = None
        for packet in _packets(plan, asked):
            examined += 1
            examination = examine_read(situation_of(small, packet))
            slot = unlawful(small, dt.date.fromisoformat(packet["received_on"]), entries(examination))
            if slot is not None:
                fault = Diagnostic("R-PROOF-TAKEN", asked.place, {"name": slot})
                result = Result("lawful", asked.id, examined, fault=fault, witness=(packet,))
                break
        yield result or Result("lawful", asked.id, examined)


def unlawful(plan: Plan, day: dt.date, found: Iterable[Entry]) -> str | None:
    """A material that an entry asks for though a class takes it away on that day, or the office obtains it; or None."""
    for entry in found:
        if entry.kind == "missing_result" or entry.sort not in ("requirement", "subject"):
            continue  # a result that was never granted is to be applied for; what a line compares is no demand
        for arm in entry.arms:
            slot = plan.version.slots.get(arm.material)
            if slot is not None and is_taken(plan, slot, day):
                return slot.id
    return None


def is_taken(plan: Plan, slot: Slot, day: dt.date) -> bool:
    """Whether a class takes *slot* away on *day*, or the office obtains it."""
    asked = plan.version.asked[slot.requirement]
    return effect_of(plan.stretch(slot.id, day.toordinal()), asked, plan.ruleset.classes) in UNASKABLE


def _packets(plan: Plan, asked: Asked) -> Iterator[Data]:
    days: dict[str, Data] = {}
    for situation in real(plan, (f"requirement/{asked.id}",)):
        packet = shown(plan, situation.wanted)
        if packet is None:
            continue
        yield packet
        yield {**packet, "materials": [*packet.get("materials", ()), *_defective(plan, asked, packet)]}
        days.setdefault(packet["received_on"], {key: packet[key] for key in ("packet", "item", "received_on")})
    yield from days.values()


def _defective(plan: Plan, asked: Asked, packet: Data) -> Iterator[Data]:
    """A paper for each slot of a requirement that cannot be read."""
    lying = {line["material"] for line in packet.get("materials", ())}
    for slot in asked.slots:
        lines = packet.get("lists", {}).get(slot.list, ()) if slot.list else (None,)
        for line in lines:
            subject = {} if line is None else {"subject": f"{slot.list}:{line[plan.version.file.lists[str(slot.list)].key]}"}
            if slot.id not in lying:
                yield {"material": slot.id, "unreadable": True, **subject}


def agreeing(plan: Plan) -> Iterator[Result]:
    """One result for each requirement: that in no situation it contradicts itself or one of those after it."""
    requirements = list(plan.version.asked.values())
    for number, asked in enumerate(requirements):
        result = _alone(plan, asked)
        for other in requirements[number + 1 :]:
            if result.holds and _same_documents(asked, other):
                result = _with_other(plan, asked, other, result.examined)
        yield result


def _alone(plan: Plan, asked: Asked) -> Result:
    """That no slot is both asked for and taken away."""
    output, examined = f"requirement/{asked.id}", 0
    for situation in real(plan, (output,)):
        examined += 1
        claims = situation.claims[output]
        for slot in asked.slots:
            if f"ask/{slot.id}" in claims and any(f"{word}/{slot.id}" in claims for word in ("drop", "obtain", "show")):
                packet = shown(plan, situation.wanted)
                fault = Diagnostic("R-PROOF-BOTH", asked.place, {"one": slot.id, "other": slot.id})
                return Result("agreeing", asked.id, examined, fault=fault, witness=() if packet is None else (packet,))
    return Result("agreeing", asked.id, examined)


def _same_documents(one: Asked, other: Asked) -> list[tuple[Slot, Slot]]:
    """The slots of two requirements that ask one applicant for one and the same document."""
    return [
        (mine, theirs)
        for mine in one.slots
        for theirs in other.slots
        if mine.arm.document and mine.arm.document == theirs.arm.document and mine.list == theirs.list
    ]


def _with_other(plan: Plan, one: Asked, other: Asked, before: int) -> Result:
    """Required and disallowed at once (R-PROOF-BOTH), or asked for in two forms at once (R-PROOF-FORMS)."""
    outputs, examined = (f"requirement/{one.id}", f"requirement/{other.id}"), before
    beside = other.id in coverers(plan.version, one.id) or one.id in coverers(plan.version, other.id)
    staged = {None if asked.requirement.due_at is None else asked.requirement.due_at.event for asked in (one, other)}
    for situation in real(plan, outputs):
        examined += 1
        claims = frozenset[str]().union(*situation.claims.values())
        for mine, theirs in _same_documents(one, other):
            code = ""
            for asked_for, taken in ((mine, theirs), (theirs, mine)):
                if f"ask/{asked_for.id}" in claims and any(f"{word}/{taken.id}" in claims for word in ("drop", "obtain")):
                    code = "R-PROOF-BOTH"
            twice = f"ask/{mine.id}" in claims and f"ask/{theirs.id}" in claims
            if not code and twice and not beside and len(staged) == 1 and _form(mine) != _form(theirs):
                code = "R-PROOF-FORMS"
            if code:
                packet = shown(plan, situation.wanted)
                fault = Diagnostic(code, other.place, {"one": mine.id, "other": theirs.id})
                return Result("agreeing", one.id, examined, fault=fault, witness=() if packet is None else (packet,))
    return Result("agreeing", one.id, examined)


def _form(slot: Slot) -> list[str]:
    """What is asked of the form of a paper, the fields that are read from it aside."""
    return sorted(repr(sorted(c.machine.items())) for c in criteria(slot.arm) if c.name not in ("declared_field", "readable"))
