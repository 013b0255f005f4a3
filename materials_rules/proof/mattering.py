"""Every question matters: there are two packets that differ in its answer alone and get different notices.

    Plan, what a notice says of a packet  ->  Result for each fact, choice, list and fact of a member
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from materials_rules.condition.tree import SomeOf, Variable
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.plan.compile import Plan
from materials_rules.plan.formula import involved, name_of
from materials_rules.plan.region import exactly
from materials_rules.proof.against import compared_with, representatives
from materials_rules.proof.axes import answers, list_states
from materials_rules.proof.narrowed import variables_of
from materials_rules.proof.relations import real, shown
from materials_rules.proof.result import Result
from materials_rules.rules.version import type_of
from materials_rules.witness.situations import Wanted
from materials_rules.witness.written import Data

Notice = Callable[[Data], str]
"""What is said of a packet, in words or JSON, without what only repeats the packet."""

Sketch = Callable[[Data], object]
"""A part of what is said of a packet, found sooner than the whole: where it differs, the whole differs."""

Answered = Callable[[Data, object], Data | None]
"""A packet with another answer to one question; None where it has no place for it."""


@dataclass(frozen=True)
class _Said:
    """What is said of one packet, as soon as somebody wants to know."""

    packet: Data
    notice: Notice
    sketch: Sketch

    def differs(self, other: _Said) -> bool:
        return self._in_part != other._in_part or self._whole != other._whole

    @cached_property
    def _in_part(self) -> object:
        return self.sketch(self.packet)

    @cached_property
    def _whole(self) -> str:
        return self.notice(self.packet)


Say = Callable[[Data], _Said]


def mattering(plan: Plan, notice: Notice, sketch: Sketch = lambda packet: None) -> Iterator[Result]:
    """One result for each question, in the order in which the author declared them."""

    def say(packet: Data) -> _Said:
        return _Said(packet, notice, sketch)

    file = plan.version.file
    for fact, about in file.facts.items():
        values = answers(plan, f"fact/{fact}")
        part = "facts" if about.chosen_by is None else "choices"
        yield _of(plan, say, f"fact/{fact}", ("facts", fact), values, _in(part, fact))
    for listed, about_list in file.lists.items():
        names = variables_of(plan, plan.outputs)
        states = list_states(plan, listed, names)
        yield _of(plan, say, f"fact/{listed}", ("lists", listed), states, _in("lists", listed))
        for fact, about in about_list.each.items():
            if fact in (about_list.key, about_list.label):
                continue  # it tells people which member is meant; that is what it is asked for
            name = f"member/{listed}.{fact}"
            some = isinstance(type_of(about), SomeOf)
            values = [[one] for one in about.some_of or {}] if some else answers(plan, name)
            yield _of(plan, say, name, ("lists", listed, "each", fact), values, _of_member(listed, fact), states)


def _in(part: str, name: str) -> Answered:
    def answered(packet: Data, value: object) -> Data:
        return {**packet, part: {**packet.get(part, {}), name: value}}

    return answered


def _of_member(listed: str, fact: str) -> Answered:
    def answered(packet: Data, value: object) -> Data | None:
        lines = copy.deepcopy(packet.get("lists", {}).get(listed, []))
        if not lines:
            return None
        lines[0][fact] = value
        return {**packet, "lists": {**packet["lists"], listed: lines}}

    return answered


def _of(
    plan: Plan,
    say: Say,
    name: str,
    at: tuple[str, ...],
    values: list[object],
    answered: Answered,
    lists: list[object] | None = None,
) -> Result:
    """Looks at one question in every situation of every output that reads it, with each of its answers."""
    examined = 0
    same: tuple[Data, ...] = ()
    for base in _bases(plan, name, at[1] if lists is not None else "", lists):
        said = [say(packet) for value in values if (packet := answered(base, value)) is not None]
        for number, one in enumerate(said):
            examined += 1
            if number and one.differs(said[0]):
                return Result("matters", name, examined)
        same = same or tuple(one.packet for one in said[:2])
    # what is asked of a member stands below its list
    place = plan.version.places.get(at[1], Place(plan.version.path))
    return Result("matters", name, examined, fault=Diagnostic("R-PROOF-QUESTION", place, {"name": at[-1]}), witness=same)


def _bases(plan: Plan, name: str, listed: str, lists: list[object] | None) -> Iterator[Data]:
    """Packets that say nothing of the question: of each situation in which it may matter, as little as can be and then whole."""
    situations = (s.wanted for output in _reading(plan, name) for s in real(plan, (output,)))
    bare = [narrower for wanted in situations for narrower in _answered_beside(plan, _without(plan, wanted, name), wanted, name)]
    bare += list(_compared(plan, name))
    for whole in (False, True):
        for wanted in (*bare, {}):
            packet = shown(plan, wanted, whole)
            if packet is None:
                continue
            for lines in lists if lists is not None else (None,):
                yield packet if lines is None else {**packet, "lists": {**packet.get("lists", {}), listed: lines}}


def _reading(plan: Plan, name: str) -> list[str]:
    """The outputs that read the question, a line that rules answers out last."""
    found = [output for output in plan.outputs if any(_is_of(other, name) for other in variables_of(plan, [output]))]
    return sorted(found, key=lambda output: output.startswith("never/"))


def _is_of(other: str, name: str) -> bool:
    rest = name.partition("/")[2]
    return other in (name, f"list/{rest}") or other.startswith((f"{name}#", f"member/{rest}."))


def _without(plan: Plan, wanted: Wanted, name: str) -> Wanted:
    """*wanted* but for the question itself, and for what is compared with it or said of its list."""
    kept = {}
    for other, region in wanted.items():
        behind = [name_of(variable) for variable in involved(plan.sources.get(other), plan.base)]
        is_statement = not isinstance(plan.sources.get(other), Variable | None)
        if not _is_of(other, name) and not (is_statement and any(_is_of(one, name) for one in behind)):
            kept[other] = region
        elif is_statement:
            # both sides must be there, so that another answer can change how they stand
            slots = {v.owner for v in involved(plan.sources.get(other), plan.base) if name_of(v).startswith("read/")}
            kept.update({f"provided/{slot}": exactly(True) for slot in slots})
    return kept


def _answered_beside(plan: Plan, kept: Wanted, wanted: Wanted, name: str) -> Iterator[Wanted]:
    """*kept*, with every answer that rules tell apart to what the question is compared with; else its answer changes nothing."""
    related = set(compared_with(plan, name)) - {name}
    beside: set[str] = set()
    for other in wanted:
        if not isinstance(source := plan.sources.get(other), Variable | None):
            behind = {name_of(variable) for variable in involved(source, plan.base)}
            beside |= behind & related if name in behind else set()
    regions = [[exactly(value) for value in representatives(plan, side)] for side in sorted(beside)]
    for chosen in itertools.product(*regions):
        narrower = dict(kept)
        for side, region in zip(sorted(beside), chosen, strict=True):
            narrower[side] = region & kept.get(side, region)
        if all(narrower.values()):
            yield narrower


def _compared(plan: Plan, name: str) -> Iterator[Wanted]:
    """Situations in which a line of consistency holds the answer against a paper that is in order."""
    for line in plan.version.consistency:
        if any(name_of(variable) == name for variable in line.same):
            papers = {f"provided/{v.owner}": exactly(True) for v in line.same if name_of(v).startswith("read/")}
            output = f"consistency/{line.name}"
            found = real(plan, (output,), papers) if output in plan.outputs else ()
            yield from (s.wanted for s in found if s.claims[output])
            yield papers

