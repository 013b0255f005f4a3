"""Whether a notice can be settled: all that it leaves open hangs on something that it asks for, in words that can be understood.

    Plan, Told  ->  what is wrong with the notice, if anything
"""

from __future__ import annotations

from collections.abc import Iterator

from materials_rules.condition.tree import Kind
from materials_rules.plan.compile import Plan
from materials_rules.plan.view import behind
from materials_rules.proof.told import Told
from materials_rules.verdict.entries import Entry
from materials_rules.verdict.situation import Situation
from materials_rules.witness.reading import holds_in

Wrong = tuple[str, dict[str, str]]
"""A code of the catalogue and what fills it."""


def unsettled(plan: Plan, told: Told) -> Wrong | None:
    """The first thing in a notice that nobody could do or answer; None where all can be.

    R-PROOF-HANGS: an entry depends on a paper that nobody is to hand in. R-PROOF-CIRCLE: entries depend on one another and on
    nothing else. R-PROOF-UNASKED: a question is put to somebody whom it is not for. R-PROOF-NAMELESS: a clerk is to read off
    something that has no name.
    """
    return next(_wrong(plan, told), None)


def _wrong(plan: Plan, told: Told) -> Iterator[Wrong]:
    situation = told.examination.situation
    for entry in told.entries:
        if entry.is_conditional:
            yield from _hanging(plan, situation, entry)
    if told.entries and not told.examination.questions and all(entry.is_conditional for entry in told.entries):
        yield "R-PROOF-CIRCLE", {"id": told.entries[0].id}
    for asked in told.examination.questions:
        fact = asked.ask.fact
        if fact in plan.version.given and holds_in(situation, plan.version.given[fact]) is False:
            yield "R-PROOF-UNASKED", {"name": fact, "output": asked.decides[0] if asked.decides else asked.ask.id}
        sort, _, rest = asked.ask.id.removeprefix(f"{plan.version.item}/").partition("/")
        slot, _, field = rest.partition("[")[0].partition(".")
        if sort == "read" and slot in plan.version.slots and field in plan.version.slots[slot].arm.reads:
            read = plan.version.slots[slot].arm.reads[field]
            if read.name is None and read.ask is None:
                yield "R-PROOF-NAMELESS", {"name": f"{slot}.{field}"}


def _hanging(plan: Plan, situation: Situation, entry: Entry) -> Iterator[Wrong]:
    """The papers on which an entry depends and that neither lie there nor are asked for."""
    opened = {slot for slot, _ in situation.opened.slots}
    there = {slot for (slot, _), held in situation.held.items() if held.met is not False}
    for output, left in () if entry.standing is None else entry.standing.depends:
        for index in left.support:
            name = situation.plan.outputs[output].diagram.variables[index]
            for variable in behind(plan, name):
                if variable.kind is Kind.SLOT_FIELD and variable.owner not in opened | there:
                    yield "R-PROOF-HANGS", {"id": entry.id, "name": variable.name}
