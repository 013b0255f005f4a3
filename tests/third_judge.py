"""A third judge of rules, on plain values; and random packets of them.

It knows no cells, no scaled numbers, no names of machine variables: it reads conditions as an author means them, over
Decimals, days, texts and lists of members. `machine_value` alone says what the other two would be given.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from random_rules import DAYS, FIRST, LAST, WORDS, declared, version
from signs import OPS

from materials_rules.condition.tree import (
    Against,
    Always,
    Among,
    Between,
    Boolean,
    Condition,
    Conjunction,
    Counting,
    Date,
    Defined,
    Disjunction,
    HasMember,
    IsNone,
    IsProvided,
    Kind,
    Negation,
    Number,
    OneOf,
    Quantifier,
    Scaled,
    SomeOf,
    Text,
    Variable,
)
from materials_rules.plan.domain import Value
from materials_rules.plan.formula import AllOf, AnyOf, Claim, Formula, Not, OnDays, RuleBase, Said, Source
from materials_rules.rules.version import type_of

ONE_DAY: Final = dt.timedelta(days=1)


@dataclass
class Packet:
    """Plain values: by variable; by list, one mapping a member."""

    values: Mapping[Variable, Any]
    lists: Mapping[str, Sequence[Mapping[str, Any]]]


def true(node: Condition, base: RuleBase, packet: Packet, member: Mapping[str, Any] | None = None) -> bool:
    """What an author means by a condition, of a packet or of one member."""
    def value(variable: Variable) -> Any:
        return member[variable.name] if variable.kind is Kind.MEMBER_FACT and member is not None else packet.values[variable]

    match node:
        case Against(op, variable, constant):
            return compared(op, value(variable), plain(constant))
        case Between(op, left, right):
            return compared(op, value(left), value(right))
        case Among(variable, constants, negated):
            return (value(variable) in [plain(c) for c in constants]) is not negated
        case IsNone(variable, negated):
            return (value(variable) is None) is not negated
        case HasMember(variable, name):
            return name in value(variable)
        case IsProvided(variable):
            return bool(value(variable))
        case Defined(name):
            return true(base.definitions[name], base, packet, member)
        case Always(truth):
            return truth
        case Quantifier(kind, listed, inner):
            found = [true(inner, base, packet, one) for one in packet.lists[listed.name]]
            return any(found) if kind == "any" else all(found)
        case Counting(listed, counted, op, number):
            count = sum(counted is None or true(counted, base, packet, one) for one in packet.lists[listed.name])
            return OPS[op](count, number)
        case Conjunction(parts):
            return all(true(part, base, packet, member) for part in parts)
        case Disjunction(parts):
            return any(true(part, base, packet, member) for part in parts)
        case Negation(part):
            return not true(part, base, packet, member)


def compared(op: str, left: Any, right: Any) -> bool:
    """What bears none equals only what bears none, and comes before or after nothing."""
    if left is None or right is None:
        return (left is right) if op == "==" else (left is not right) if op == "!=" else False
    return OPS[op](left, right)


def plain(constant: Any) -> Any:
    """What an author wrote."""
    return constant.exact if isinstance(constant, Scaled) else constant


def claimed(formula: Formula, base: RuleBase, packet: Packet) -> bool:
    """Whether a claim that is written so holds."""
    match formula:
        case Said(condition):
            return true(condition, base, packet)
        case OnDays(stretches):
            day = packet.values[Variable(Kind.RECEIVED_ON, "received_on", Date())]
            return any(dt.date.fromordinal(one) <= day <= dt.date.fromordinal(other) for one, other in stretches)
        case Claim(name):
            return claimed(base.claims[name], base, packet)
        case AllOf(parts):
            return all(claimed(part, base, packet) for part in parts)
        case AnyOf(parts):
            return any(claimed(part, base, packet) for part in parts)
        case Not(part):
            return not claimed(part, base, packet)


def packets(rng: random.Random, count: int) -> Iterator[Packet]:
    """Random packets of the item of the random rules."""
    for _ in range(count):
        values = {variable: plain_value(rng, variable) for variable in declared()}
        each = version().file.lists["drivers"].each
        lists = [
            {name: plain_value(rng, Variable(Kind.MEMBER_FACT, name, type_of(fact), "drivers")) for name, fact in each.items()}
            for _ in range(rng.randrange(4))
        ]
        yield Packet(values, {"drivers": lists})


def plain_value(rng: random.Random, variable: Variable) -> Any:
    """At, just below and just above what the rules compare with; now and then far away."""
    if variable.may_be_none and rng.randrange(5) == 0:
        return None
    match variable.type:
        case Number(decimals, minimum, maximum):
            step = Decimal(1).scaleb(-decimals)
            near = rng.choice((Decimal(2), Decimal(3), Decimal("2.5") if decimals else Decimal(4))) + rng.choice((-step, 0, step))
            exact = rng.choice((near, near, near, Decimal(0), Decimal(-9), Decimal(10**20)))
            low = exact if minimum is None else max(minimum, exact)
            return low if maximum is None else min(maximum, low)
        case Date():
            day = rng.choice(DAYS) + rng.choice((-ONE_DAY, 0 * ONE_DAY, ONE_DAY))
            far = (day, day, day, FIRST, LAST) if variable.kind is Kind.RECEIVED_ON else (day, day, day, dt.date(1900, 1, 1), dt.date(9998, 12, 31))
            return rng.choice(far)
        case Text():
            return rng.choice((*WORDS, "丙", "", "甲 "))
        case OneOf(names):
            return rng.choice(names)
        case SomeOf(names):
            least = version().file.facts[variable.name].at_least
            return frozenset(rng.sample(names, rng.randint(least, len(names))))
        case _:
            return rng.random() < 0.5


def machine_value(name: str, source: Source | None, base: RuleBase, packet: Packet) -> Value:
    """The value of a machine variable, computed from plain values alone."""
    if name == "received_on":
        source = Variable(Kind.RECEIVED_ON, name, Date())
    if source is None:  # what guards a field
        slot = name.removeprefix("provided/")
        return bool(packet.values[Variable(Kind.PROVIDED, slot, Boolean())])
    if isinstance(source, Quantifier | Counting):
        return true(source, base, packet)
    if isinstance(source, Between):
        one, other = (packet.values[side] for side in (source.left, source.right))
        if not name.startswith(f"relation/{machine_name(source.left)}|"):
            one, other = other, one
        if one is None or other is None:
            return 2 if one is other else None
        if isinstance(source.left.type, Number | Date):
            return int(one > other) - int(one < other)
        return int(one != other)
    value = packet.values[source]
    if isinstance(value, frozenset):
        return name.partition("#")[2] in value
    if isinstance(value, dt.date):
        return value.toordinal()
    if isinstance(value, Decimal):
        assert isinstance(source.type, Number)
        return int(value * 10**source.type.decimals)
    assert value is None or isinstance(value, bool | str)
    return value


def machine_name(variable: Variable) -> str:
    """What the other two judges call it."""
    sort = {Kind.FACT: "fact", Kind.CHOICE: "fact", Kind.SLOT_FIELD: "read", Kind.APPLICANT: "applicant"}.get(variable.kind)
    return f"{sort}/{variable.name.removeprefix('applicant.')}" if sort else variable.name
