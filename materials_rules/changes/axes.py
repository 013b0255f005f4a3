"""The questions of two versions as common axes: which variable of the one is which of the other, and where their cells meet.

    two Plans, Matching  ->  Common;  Common, two outputs  ->  Axes

An answer is the same on both sides where it has the same name and sort of type. `provided(x)` is the same where the form is;
where one form is stricter, whoever meets it meets the other. What cannot be one question stands twice, the old one marked 原.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from materials_rules.changes.form import Form, form_of
from materials_rules.changes.matching import Matching
from materials_rules.changes.spelled import spelled_out
from materials_rules.changes.statements import Of, impossible
from materials_rules.changes.tables import NOWHERE, Axis, Nowhere
from materials_rules.condition.tree import (
    Between,
    Counting,
    Kind,
    Number,
    OneOf,
    Quantifier,
    SomeOf,
    Type,
    Variable,
)
from materials_rules.plan.compile import Plan
from materials_rules.plan.diagram import Judged
from materials_rules.plan.domain import FAR, Domain, Value, joined
from materials_rules.plan.formula import RECEIVED_ON, Source, canonical, name_of, relation_of
from materials_rules.plan.region import Region, exactly, of_type
from materials_rules.plan.view import domains
from materials_rules.rules.fact import Fact
from materials_rules.rules.version import Version, type_of
from materials_rules.witness.invented import COMPANIES

MARK: Final = "（原）"
"""What stands behind the name of a question of the old rules that is none of the new ones, though it is called the same."""

OLD: Final = 0
NEW: Final = 1


@dataclass(frozen=True)
class Common:
    """Two plans of an item, the old one and the new one, and what belongs together in them."""

    old: Plan
    new: Plan
    matching: Matching

    def plan(self, side: int) -> Plan:
        """The plan of one side."""
        return (self.old, self.new)[side]

    @cached_property
    def forms(self) -> tuple[dict[str, Form], dict[str, Form]]:
        """The form of every slot, side by side."""
        old, new = ({slot.id: form_of(slot.arm) for slot in plan.version.slots.values()} for plan in (self.old, self.new))
        return old, new

    @cached_property
    def came_from(self) -> dict[str, str]:
        """Old slots by new ones."""
        return {new: old for old, new in self.matching.slots.items()}

    # names

    def named(self, name: str, side: int) -> str:
        """The common name of a machine variable of one side."""
        if side == NEW:
            return name
        source = self.old.sources.get(name)
        match source:
            case Variable():
                return name_of(self.carried(source)) + "".join(name.partition("#")[1:])
            case Between():
                return self._relation(name, source)
            case Quantifier() | Counting():
                return name if self._is_same_statement(name, source) else name + MARK
            case _:
                return name

    def carried(self, variable: Variable) -> Variable:
        """A variable of the old rules as it stands among the common ones."""
        match variable.kind:
            case Kind.PROVIDED:
                slot = self.matching.slots.get(variable.name, variable.name)
                is_same = slot not in self.forms[NEW] or self.forms[OLD][variable.name].is_same(self.forms[NEW][slot])
                return replace(variable, name=slot if is_same else slot + MARK)
            case Kind.SLOT_FIELD:
                slot = self.matching.slots.get(variable.owner, variable.owner)
                field = variable.name.removeprefix(f"{variable.owner}.")
                mark = "" if self._is_same_field(variable, slot, field) else MARK
                return replace(variable, name=f"{slot}.{field}{mark}", owner=slot)
            case Kind.FACT | Kind.CHOICE | Kind.MEMBER_FACT:
                is_same = fits(fact_of(self.old.version, variable), fact_of(self.new.version, variable))
                return variable if is_same else replace(variable, name=variable.name + MARK)
            case _:
                return variable

    def _is_same_field(self, variable: Variable, slot: str, field: str) -> bool:
        known = self.new.version.slots.get(slot)
        read = None if known is None else known.arm.reads.get(field)
        return read is None or _alike(type_of(read), variable.type)

    def _relation(self, name: str, source: Between) -> str:
        """The name of a relation; it stands apart where the two would change places or one of them stands apart."""
        left, right = sorted((source.left, source.right), key=name_of)
        one, other = self.carried(left), self.carried(right)
        common, _ = relation_of(Between("==", one, other))
        is_turned = name_of(other) < name_of(one)
        theirs = self.new.sources.get(common)
        is_other = isinstance(theirs, Between) and not _alike(theirs.left.type, source.left.type)
        return name + MARK if is_turned or is_other else common

    def _is_same_statement(self, name: str, source: Quantifier | Counting) -> bool:
        """Whether a statement about a list says the same on both sides, its definitions and the types of its facts included."""
        theirs = self.new.sources.get(name)
        if not isinstance(theirs, Quantifier | Counting):
            return True
        one, other = (
            canonical(spelled_out(node, plan.version.definitions)) for node, plan in ((source, self.old), (theirs, self.new))
        )
        return one == other and source.list == theirs.list

    # sources

    @cached_property
    def sources(self) -> dict[str, Source]:
        """What every common variable is; of what both have, as the new rules know it."""
        found: dict[str, Source] = {}
        for name, source in self.old.sources.items():
            found[self.named(name, OLD)] = self._carried_source(source)
        found |= self.new.sources
        return {name: self._in_finest(source) for name, source in found.items()}

    def _in_finest(self, source: Source) -> Source:
        """A number with as many decimals as either side declares."""
        if not isinstance(source, Variable) or not isinstance(source.type, Number):
            return source
        types = [fact_type(plan.version, source) for plan in (self.old, self.new)]
        finest = max((type_.decimals for type_ in types if isinstance(type_, Number)), default=source.type.decimals)
        return replace(source, type=replace(source.type, decimals=max(finest, source.type.decimals)))

    def _carried_source(self, source: Source) -> Source:
        match source:
            case Variable():
                return self.carried(source)
            case Between(_, left, right):
                return replace(source, left=self.carried(left), right=self.carried(right))
            case _:
                return source

    # cells

    def axes(self, outputs: Sequence[tuple[int, Judged]]) -> tuple[Axis, ...]:
        """Common axes for the variables of *outputs*, each with its side; the day of receipt is none."""
        found: dict[str, list[tuple[int, Domain]]] = {}
        for side, judged in outputs:
            for name, domain in domains(judged).items():
                if name != RECEIVED_ON:
                    found.setdefault(self.named(name, side), []).append((side, domain))
        return tuple(self._axis(name, domains) for name, domains in found.items())

    def _axis(self, name: str, domains: Sequence[tuple[int, Domain]]) -> Axis:
        types = (self.declared(name, OLD), self.declared(name, NEW))
        domain = _joined([(domain, types[side]) for side, domain in domains], types)
        finest = max((t.decimals for t in types if isinstance(t, Number)), default=0)
        old, new = ([_own(type_, domain, cell, name, finest) for cell in range(domain.size)] for type_ in types)
        return Axis(name, domain, tuple(zip(old, new, strict=True)))

    def declared(self, name: str, side: int) -> Type | None:
        """The type that one side declares for a common variable; None where it declares no such thing."""
        source = self.sources.get(name)
        if not isinstance(source, Variable):
            return None
        version = self.plan(side).version
        if source.kind in (Kind.FACT, Kind.CHOICE, Kind.MEMBER_FACT):
            if source.name.endswith(MARK):
                return source.type if side == OLD else None
            fact = fact_of(version, source)
            return None if fact is None else type_of(fact)
        if source.kind is Kind.SLOT_FIELD:
            owner = source.owner if side == NEW else self.came_from.get(source.owner, source.owner)
            slot = version.slots.get(owner)
            read = None if slot is None else slot.arm.reads.get(source.name.removeprefix(f"{source.owner}."))
            return None if read is None else type_of(read)
        return source.type

    def scales(self, name: str, side: int) -> tuple[int, int]:
        """How many decimals a common number has, and how many it has on one side."""
        types = [self.declared(name, one) for one in (OLD, NEW)]
        finest = max((type_.decimals for type_ in types if isinstance(type_, Number)), default=0)
        own = types[side]
        return finest, own.decimals if isinstance(own, Number) else finest

    def slot_named(self, slot: str, side: int) -> str:
        """The common name of a slot of one side."""
        return slot if side == NEW else self.matching.slots.get(slot, slot)

    def two_values(self, one: str, other: str, side: int) -> tuple[Region, Region]:
        """Two values that two things of one side may have and that are not equal."""
        plan = self.plan(side)
        regions = [of_type(_type_of(plan, name), False) for name in (one, other)]
        picked = [_picked(region, i) for i, region in enumerate(regions)]
        return exactly(picked[0]), exactly(picked[1])

    @cached_property
    def forbidden(self) -> tuple[tuple[str, bool, str, bool], ...]:
        """Pairs of variables (one, its value, other, its value) that cannot be so together."""
        return (*self._papers(), *self._statements())

    def _papers(self) -> Iterator[tuple[str, bool, str, bool]]:
        """A paper in the stricter of two forms is in the other too."""
        for old, new in self.matching.slots.items():
            mine, theirs = self.forms[OLD][old], self.forms[NEW][new]
            if mine.is_same(theirs):
                continue
            if mine.implies(theirs):
                yield f"provided/{new}{MARK}", True, f"provided/{new}", False
            if theirs.implies(mine):
                yield f"provided/{new}", True, f"provided/{new}{MARK}", False

    def _statements(self) -> Iterator[tuple[str, bool, str, bool]]:
        """Answers to two statements about a list that no list has."""
        for name, source in self.old.sources.items():
            for other, theirs in self.new.sources.items():
                if isinstance(source, Quantifier | Counting) and isinstance(theirs, Quantifier | Counting):
                    common = self.named(name, OLD)
                    pairs = impossible(Of(self.old, source), Of(self.new, theirs)) if common != other else ()
                    yield from ((common, one, other, two) for one, two in pairs)


def fact_of(version: Version, variable: Variable) -> Fact | None:
    """The declaration of an answer in one version; None where it asks no such thing, or elsewhere in a packet."""
    if variable.kind is Kind.MEMBER_FACT:
        listed = version.file.lists.get(variable.owner)
        return None if listed is None else listed.each.get(variable.name)
    fact = version.file.facts.get(variable.name)
    return None if fact is None or (fact.chosen_by is not None) != (variable.kind is Kind.CHOICE) else fact


def fact_type(version: Version, variable: Variable) -> Type | None:
    """The type of an answer in one version."""
    fact = fact_of(version, variable) if variable.kind in (Kind.FACT, Kind.CHOICE, Kind.MEMBER_FACT) else None
    return None if fact is None else type_of(fact)


def fits(one: Fact | None, other: Fact | None) -> bool:
    """Whether an answer to the one can be one to the other; what only one asks fits."""
    return one is None or other is None or _alike(type_of(one), type_of(other))


def _alike(one: Type, other: Type) -> bool:
    return type(one) is type(other)


def _joined(found: list[tuple[Domain, Type | None]], types: tuple[Type | None, Type | None]) -> Domain:
    """One domain that cuts wherever one of *found* cuts, and at the bounds that one side sets."""
    return _numbers(found, types) if found[0][0].starts else joined([domain for domain, _ in found])


def _numbers(found: list[tuple[Domain, Type | None]], types: tuple[Type | None, Type | None]) -> Domain:
    numbers = [type_ for type_ in types if isinstance(type_, Number)]
    finest = max((type_.decimals for type_ in numbers), default=0)
    starts: set[int] = set()
    ends: list[int] = []
    for domain, type_ in found:
        factor = 10 ** (finest - (type_.decimals if isinstance(type_, Number) else 0))
        starts |= {start if abs(start) == FAR else start * factor for start in domain.starts}
        ends.append(domain.last if domain.last == FAR else (domain.last + 1) * factor - 1)
    for type_ in numbers:
        low, high = _whole(type_.minimum, finest, -FAR), _whole(type_.maximum, finest, FAR)
        starts |= {low} if low > -FAR else set()
        starts |= {high + 1} if high < FAR else set()
        ends.append(high)
    last = max(ends)
    return replace(found[0][0], starts=tuple(sorted(start for start in starts if start <= last)), last=last)


def _whole(bound: Decimal | None, decimals: int, otherwise: int) -> int:
    return otherwise if bound is None else int(bound * 10**decimals)


def _own(type_: Type | None, domain: Domain, cell: int, name: str, finest: int) -> Value | Nowhere:
    """A value of a common cell as one side knows it; NOWHERE where that side takes no such answer."""
    value = domain.example(cell)
    own = value
    if isinstance(type_, Number) and isinstance(value, int) and not isinstance(value, bool):
        factor = 10 ** (finest - type_.decimals)
        own = -(-value // factor)  # with fewer decimals not every value can be written
        if own * factor > domain.samples(cell)[2]:
            own = value // factor
            if own * factor < domain.samples(cell)[0]:
                return NOWHERE
    return own if _is_taken(type_, own, value, name) else NOWHERE


def _is_taken(type_: Type | None, own: Value, value: Value, name: str) -> bool:
    match type_:
        case OneOf(members) if isinstance(own, str):
            return own in members
        case SomeOf(members):
            return name.partition("#")[2] in members or not value
        case Number(decimals, minimum, maximum) if isinstance(own, int):
            low, high = _whole(minimum, decimals, -FAR), _whole(maximum, decimals, FAR)
            return low <= own <= high
        case _:
            return True


def _type_of(plan: Plan, name: str) -> Type:
    source = plan.sources[name]
    assert isinstance(source, Variable)
    return source.type


def _picked(region: Region, which: int) -> Value:
    """One of two values of a region that are not equal: the names of two companies, two numbers, two words."""
    if region.but is not None:
        return COMPANIES[which]
    if region.stretches:
        first, last = region.stretches[0]
        near = max(first, min(last, 10 + which))
        return near
    return sorted(region.values, key=repr)[min(which, len(region.values) - 1)]
