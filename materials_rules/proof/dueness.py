"""Every requirement can be due and can be not due; or its author declared it unconditional; or a class takes it away.

    Plan  ->  Result for each requirement

What the diagram says is held against what `check` says of a packet in that situation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.plan.compile import Plan
from materials_rules.plan.diagram import Claims
from materials_rules.proof.narrowed import around, narrowed
from materials_rules.proof.relations import real, shown
from materials_rules.proof.result import Result
from materials_rules.rules.version import Asked
from materials_rules.verdict.examine import examine_read
from materials_rules.verdict.situation import EVERY
from materials_rules.witness.reading import situation_of
from materials_rules.witness.situations import Situation
from materials_rules.witness.written import FIRST, Data

ASKED: Final = ("ask", "show")
TAKEN: Final = ("drop", "obtain")


def dueness(plan: Plan) -> Iterator[Result]:
    """One result for each requirement, in the author's order."""
    for asked in plan.version.asked.values():
        yield _of(plan, asked)


def _of(plan: Plan, asked: Asked) -> Result:
    output = f"requirement/{asked.id}"
    first: Situation | None = None
    due: Situation | None = None
    other: Situation | None = None
    taken, examined = False, 0
    for situation in real(plan, (output, "scope") if "scope" in plan.outputs else (output,)):
        examined += 1
        claims = situation.claims[output]
        if first is None:
            first = situation
        if situation.claims.get("scope"):
            continue  # the item is not for this applicant, and asks nothing of him
        if is_asked(claims):
            due = _plainer(due, situation)
        elif any(claim.startswith(tuple(f"{word}/" for word in TAKEN)) for claim in claims):
            taken = True
        else:
            other = _plainer(other, situation)
    if due is None and not taken:
        return _failed(plan, asked, examined, "R-PROOF-NEVER-DUE", first)
    if due is not None and other is None and not taken and asked.due:
        return _failed(plan, asked, examined, "R-PROOF-ALWAYS-DUE", due)
    shown_in: tuple[tuple[Situation | None, str], ...] = ((due, "absent"), (other, "finding"))
    for found, wrong in shown_in:
        if found is not None and _verdict(plan, asked, found) == wrong:
            return _failed(plan, asked, examined, "R-PROOF-DIFFERS", found)
    return Result("due", asked.id, examined)


def is_asked(claims: Claims) -> bool:
    """Whether something is asked for, or its licence is to be shown, that nothing else closes."""
    wanted = any(claim.partition("/")[0] in ASKED for claim in claims)
    return wanted and not any(claim.startswith(("covered/", "obtain/")) for claim in claims)


def _plainer(one: Situation | None, other: Situation) -> Situation:
    """The situation that says less."""
    return other if one is None or len(other.wanted) < len(one.wanted) else one


def _verdict(plan: Plan, asked: Asked, situation: Situation) -> str | None:
    """What `check` says of the requirement in this situation with nothing handed in for it; None where something is.

    A paper that is asked for may still say anything, so what depends on it is conditional, whatever the situation has it say.
    """
    packet = shown(plan, situation.wanted)
    if packet is None or asked.requirement.due_at is not None:
        return None
    if {line["material"] for line in packet.get("materials", ())} & {slot.id for slot in asked.slots}:
        return None
    small = narrowed(plan, around(plan, asked.id))
    examination = examine_read(situation_of(small, packet))
    first = None if asked.list is None else f"{asked.list}:{FIRST}"  # a situation speaks of the first member alone
    standings = ((subject, standing) for (name, subject), standing in examination.standings.items() if name == asked.id)
    verdicts = {standing.verdict for subject, standing in standings if subject == first or f"{asked.list}:{EVERY}" == subject}
    if not verdicts or examination.contradictions:
        return None
    return "finding" if "finding" in verdicts else "absent" if verdicts == {"absent"} else str(max(verdicts))


def _failed(plan: Plan, asked: Asked, examined: int, code: str, situation: Situation | None) -> Result:
    packet: Data | None = None if situation is None else shown(plan, situation.wanted)
    fault = Diagnostic(code, asked.place, {"name": asked.id})
    return Result("due", asked.id, examined, fault=fault, witness=() if packet is None else (packet,))
