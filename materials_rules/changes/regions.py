"""Two versions laid upon one another on the days that they are compared: the situations that count, and words for them.

    Common, outputs, day  ->  Laid;  Laid, claims of both  ->  Regions
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from materials_rules.changes.axes import MARK, NEW, OLD, Common
from materials_rules.changes.tables import Axis, Table, Tables, laid_out, possible
from materials_rules.changes.wording import situation_said
from materials_rules.notice.situations import situation
from materials_rules.plan.compile import Plan
from materials_rules.plan.diagram import Answer, Claims, Diagram, Judged
from materials_rules.plan.view import first_days, on_day
from materials_rules.rules.fact import Fact
from materials_rules.rules.version import Version

YES: Final = frozenset({"yes"})
_WHOLE: Final = "whole"


@dataclass(frozen=True)
class Days:
    """Days on which two versions are compared. Where they are not in force on one day, `apart` is the day of each."""

    since: dt.date
    until: dt.date | None
    apart: tuple[dt.date, dt.date] | None = None

    def day(self, side: int) -> int:
        """The day (an ordinal) for one side."""
        return (self.since if self.apart is None else self.apart[side]).toordinal()

    def runs(self, cuts: set[int]) -> Iterator[Days]:
        """These days, begun anew on each of *cuts* (ordinals) that lies among them."""
        if self.apart is not None:
            yield self
            return
        last = None if self.until is None else self.until.toordinal()
        first = self.since.toordinal()
        begins = [first, *sorted(cut for cut in cuts if first < cut and (last is None or cut <= last))]
        for begin, after in pairwise([*begins, None]):
            assert begin is not None
            yield Days(dt.date.fromordinal(begin), self.until if after is None else dt.date.fromordinal(after - 1))


@dataclass(frozen=True)
class Region:
    """Situations in which the same changed in the same way: what, in words where, and the fewest values that make one.

    It spans all variables, by the numbers of common cells; that of `witness` holds the raw values of one.
    """

    what: Hashable
    situation: str
    values: Mapping[str, int]


class Laid:
    """Outputs of both sides over common axes on one day."""

    def __init__(self, common: Common, days: Days, outputs: Sequence[tuple[int, str]]) -> None:
        self.common = common
        self.days = days
        judged = [(side, common.plan(side).outputs[name]) for side, name in outputs if name in common.plan(side).outputs]
        self.tables = Tables(common.axes(judged))

    def output(self, side: int, name: str, otherwise: Claims) -> Table:
        """One output; *otherwise* everywhere where its side has none of that name."""
        plan = self.common.plan(side)
        if name not in plan.outputs:
            return self.tables.leaf(otherwise)
        judged = on_day(plan.outputs[name], self.days.day(side))
        names = {own: self.common.named(own, side) for own in judged.diagram.variables}
        return laid_out(self.tables, judged, names, side)

    @cached_property
    def known(self) -> Table:
        """YES where both sides know every value and nothing is so that cannot be; else None."""
        tables = self.tables
        table = possible(tables, tables.leaf(YES))
        yes, nowhere = tables.leaf(YES), tables.leaf(None)
        for one, value, other, its in self.common.forbidden:
            if one in tables.level and other in tables.level:
                inner = tables.select(tables.level[other], (yes, nowhere) if its else (nowhere, yes))
                table = self.both(table, tables.select(tables.level[one], (yes, inner) if value else (inner, yes)))
        return table

    def both(self, one: Table, other: Table) -> Table:
        """YES where both are."""
        return self.tables.together(one, other, lambda mine, theirs: YES if mine is not None and theirs is not None else None)

    def free_of(self, names: Callable[[int], Sequence[str]]) -> Table:
        """YES where none of the outputs *names* claims anything on its side, and both sides know every value."""
        found = self.known
        for side in (OLD, NEW):
            for name in names(side):
                found = self.both(found, self.tables.mapped(self.output(side, name, frozenset()), _yes_where_nothing))
        return found

    def joined(self, old: Table, new: Table, where: Table) -> Table:
        """(old, new) wherever *where* is YES and both have a value; else None."""
        tables = self.tables
        pairs = tables.together(old, new, lambda one, other: None if one is None or other is None else (one, other))
        return tables.together(where, pairs, lambda here, pair: None if here is None else pair)

    def regions(self, table: Table, judge: Callable[[Hashable], Hashable]) -> Iterator[Region]:
        """What *judge* makes of the values of *table*, each once with its situations; None is no region."""
        none = ("nothing",)
        judged = self.tables.mapped(table, lambda value: None if value is None else _or(judge(value), none))
        for what in sorted((v for v in self.tables.values(judged) if v is not None and v != none), key=repr):
            values = self.tables.shortest(judged, lambda value, what=what: value == what)  # type: ignore[misc]  # a default binds the loop's value
            assert values is not None
            yield Region(what, self._words(judged, what), values)

    def _words(self, table: Table, what: Hashable) -> str:
        """Where a table is *what*, in words; empty where that is everywhere."""
        if self._answer(table, what)[1].values == {True}:
            return ""
        # of a number that one side does not take it is not said that it is so: 10层 is no 不满3层或者10层
        told = self.tables.mapped(table, lambda value: None if value is None else value == what)
        taken = possible(self.tables, self.tables.leaf(YES), self.tables.numbers_told_apart(told))
        table = self.tables.together(table, taken, lambda value, is_taken: () if is_taken is None else value)
        diagram, answer = self._answer(table, what)
        judged = Judged(diagram, tuple(axis.domain for axis in self.tables.axes))
        plan = replace(worded(self.common), outputs={_WHOLE: judged})
        return situation_said(situation(answer, True, _WHOLE, plan))

    def _answer(self, table: Table, what: Hashable) -> tuple[Diagram, Answer[bool]]:
        """Where a table is *what*, of which it is somewhere."""
        diagram = self.tables.diagram(table, lambda value: None if value is None else YES if value == what else frozenset())
        answer = diagram.answer([None] * len(diagram.variables), bool)
        assert answer is not None
        return diagram, answer


def _yes_where_nothing(claims: Hashable) -> Hashable:
    return YES if claims == frozenset() else None


def _or(value: Hashable, otherwise: Hashable) -> Hashable:
    return otherwise if value is None else value


def worded(common: Common) -> Plan:
    """A plan that has a name for every common variable; it judges nothing."""
    return replace(common.new, version=_named(common), sources=common.sources, outputs={})


def _named(common: Common) -> Version:
    """The new version with what only the old one asks and names, the old ones of two that are called alike marked."""
    old, new = common.old.version, common.new.version
    facts = {**old.file.facts, **{name + MARK: _marked(fact) for name, fact in old.file.facts.items()}}
    for name, fact in new.file.facts.items():
        mine = old.file.facts.get(name)
        changed = {
            key: {**(getattr(mine, key) or {}), **getattr(fact, key)}
            for key in ("one_of", "some_of")
            if mine is not None and getattr(fact, key) is not None
        }
        facts[name] = fact.model_copy(update=changed) if changed else fact
    lists = {**old.file.lists, **new.file.lists}
    for name, listed in old.file.lists.items():
        each = {**listed.each, **{fact + MARK: _marked(about) for fact, about in listed.each.items()}, **lists[name].each}
        lists[name] = lists[name].model_copy(update={"each": each})
    slots = {}
    for name, slot in old.slots.items():
        became = common.matching.slots.get(name, name)
        marked = slot.arm.model_copy(update={"name": f"{slot.arm.name}{MARK}"})
        slots[became + MARK] = replace(slot, id=became + MARK, arm=marked)
        reads = {**{field + MARK: read for field, read in slot.arm.reads.items()}, **slot.arm.reads}
        slots[became] = replace(slot, id=became, arm=slot.arm.model_copy(update={"reads": reads}))
    for name, slot in new.slots.items():
        known = slots.get(name)
        reads = {**(known.arm.reads if known is not None else {}), **slot.arm.reads}
        slots[name] = replace(slot, arm=slot.arm.model_copy(update={"reads": reads}))
    return replace(
        new,
        file=new.file.model_copy(update={"facts": facts, "lists": lists}),
        slots=slots,
        definitions={**old.definitions, **new.definitions},
    )


def _marked(fact: Fact) -> Fact:
    """A question of the old rules that is another one in the new."""
    asked = fact.ask.rstrip("？?")
    return fact.model_copy(update={"ask": f"{asked}{MARK}{fact.ask[len(asked):]}"})


def cuts(common: Common, outputs: Sequence[tuple[int, str]], slots: Sequence[tuple[int, str]]) -> set[int]:
    """The days on which outputs, or what classes know of slots, may begin to be otherwise."""
    found: set[int] = set()
    for side, name in outputs:
        if name in (known := common.plan(side).outputs):
            found |= set(first_days(known[name]))
    for side, slot in slots:
        found |= {stretch.first for stretch in common.plan(side).by_day[slot]}
    return found


def axis_of(tables: Tables, name: str) -> Axis:
    """The axis of a variable."""
    return tables.axes[tables.level[name]]
