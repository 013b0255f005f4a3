"""What the author of a ruleset says of one variable: its type, its form, every value that it may have.

    Version, the name of a variable  ->  Declared
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from materials_rules.condition.tree import Boolean, Date, Number, OneOf, SomeOf, Text, Type
from materials_rules.plan.classing import life
from materials_rules.plan.compile import Plan
from materials_rules.plan.formula import BY_AGENT, RECEIVED_ON
from materials_rules.plan.region import ANYTHING_TRUE_OR_FALSE, Region, of_type
from materials_rules.rules.fact import Fact
from materials_rules.rules.material import Read
from materials_rules.rules.names import APPLICANT_KINDS, type_of
from materials_rules.witness.invented import Limits

NO_LIMITS = Limits()


@dataclass(frozen=True)
class Declared:
    """One variable: its type, every value that it may have, the form of its texts. `slot` and `list` say on what it stands."""

    name: str
    type: Type
    region: Region
    limits: Limits = NO_LIMITS
    slot: str = ""
    list: str = ""

    @property
    def is_ordered(self) -> bool:
        """Whether its values come before and after one another."""
        return isinstance(self.type, Number | Date)

    @property
    def decimals(self) -> int:
        """How many decimals its whole numbers stand for."""
        return self.type.decimals if isinstance(self.type, Number) else 0


def declared(plan: Plan, name: str) -> Declared:
    """The declaration behind *name*, which is no comparison and no statement about a list. KeyError where there is none."""
    file, (sort, _, rest) = plan.version.file, name.partition("/")
    of, is_member, _ = rest.partition("#")
    if name == RECEIVED_ON:
        first, last = life(plan.ruleset, plan.version)
        return Declared(name, Date(), Region(stretches=((first.toordinal(), last.toordinal()),)))
    if name == BY_AGENT:
        return Declared(name, Boolean(), ANYTHING_TRUE_OR_FALSE)
    match sort:
        case "provided":
            slot = plan.version.slots[rest]
            return Declared(name, Boolean(), ANYTHING_TRUE_OR_FALSE, slot=slot.id, list=slot.list or "")
        case "fact":
            return _answered(name, file.facts[of], bool(is_member))
        case "member":
            listed, _, fact = of.partition(".")
            return _answered(name, file.lists[listed].each[fact], bool(is_member), listed)
        case "applicant":
            return _of_applicant(name, rest)
        case "read":
            slot_id, _, field = rest.partition(".")
            slot = plan.version.slots[slot_id]
            return _read(name, slot.arm.reads[field], slot.id, slot.list or "")
    raise KeyError(name)


def _answered(name: str, fact: Fact, is_member: bool, listed: str = "") -> Declared:
    if is_member:
        return Declared(name, Boolean(), ANYTHING_TRUE_OR_FALSE, list=listed)
    type_ = type_of(fact)
    region = Region() if isinstance(type_, SomeOf) else of_type(type_, False)
    return Declared(name, type_, region, Limits(check=fact.check), list=listed)


def _of_applicant(name: str, key: str) -> Declared:
    if key == "kind":
        return Declared(name, OneOf(APPLICANT_KINDS), Region(values=frozenset(APPLICANT_KINDS)))
    return Declared(name, Text(), of_type(Text(), True))


def _read(name: str, read: Read, slot: str, listed: str) -> Declared:
    type_ = type_of(read)
    one_of = None if read.one_of is None else tuple(read.one_of)
    return Declared(
        name, type_, of_type(type_, not read.required), Limits(read.check, read.pattern, one_of), slot=slot, list=listed
    )


def first_day(plan: Plan) -> dt.date:
    """A day of receipt that serves where any does: in the life of the version, and in a year that people remember."""
    first, last = life(plan.ruleset, plan.version)
    return min(max(dt.date(2026, 3, 2), first), last)
