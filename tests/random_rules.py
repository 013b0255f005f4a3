"""Random rules over a few variables of one small item, for the judges of conditions.

    seed  ->  RuleBase, the outputs that stand on it, the random numbers that are left
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, Final

from building import tiny

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
    RecordList,
    Scaled,
    SomeOf,
    Text,
    Type,
    Variable,
)
from materials_rules.condition.written import Op, Span
from materials_rules.plan.claims import Output
from materials_rules.plan.formula import AllOf, AnyOf, Claim, Formula, Not, OnDays, RuleBase, Said
from materials_rules.rules.version import Version, type_of

AT: Final = Span(0, 0)
FIRST: Final = dt.date(2020, 1, 1)
LAST: Final = dt.date(2026, 12, 31)
DAYS: Final = tuple(dt.date(2021, 5, day) for day in (1, 2, 4))
WORDS: Final = ("甲", "乙")
ROUTES: Final = ("general", "commitment", "fast")


@cache
def version() -> Version:
    """An item that declares something of every kind; its own conditions do not matter here."""
    date, text = {"type": "date"}, {"type": "text"}
    number = {"type": "number", "decimals": 1}
    ruleset = tiny(
        {
            "lease": {"reads": {"area": number, "until": date, "landlord": text, "sealed": {"type": "boolean"}, "route": {"one_of": {r: r for r in ROUTES}}}},
            "licence": {"reads": {"until": date, "name": text, "area": number}},
        },
        in_force_to=LAST.isoformat(),
        facts={
            "rented": "boolean",
            "owned": "boolean",
            "storeys": {"type": "number", "minimum": 1, "maximum": 6},
            "area": {"type": "number", "decimals": 2},
            "width": {"type": "number", "decimals": 0},
            "begins": "date",
            "ends": "date",
            "trade": "text",
            "street": "text",
            "route": {"one_of": ROUTES},
            "second": {"one_of": ROUTES, "chosen_by": "applicant"},
            "kinds": {"some_of": ("wall", "roof", "ground")},
            "trades": {"some_of": ("food", "drink"), "at_least": 2},
        },
        lists={"drivers": {"each": {"certified": "boolean", "age": "number", "born": "date", "route": {"one_of": ROUTES}}}},
    )
    return ruleset.items["permit"][0]


@cache
def declared() -> tuple[Variable, ...]:
    """Everything that a condition outside a list may read."""
    file = version().file
    found = [
        Variable(Kind.CHOICE if fact.chosen_by else Kind.FACT, name, type_of(fact)) for name, fact in file.facts.items()
    ]
    found += [
        Variable(Kind.SLOT_FIELD, f"{slot.id}.{name}", type_of(read), slot.id)
        for slot in version().slots.values()
        for name, read in slot.arm.reads.items()
    ]
    found += [Variable(Kind.PROVIDED, slot, Boolean()) for slot in version().slots]
    found += [
        Variable(Kind.APPLICANT, "applicant.name", Text()),
        Variable(Kind.APPLICANT, "applicant.kind", OneOf(ROUTES)),
        Variable(Kind.RECEIVED_ON, "received_on", Date()),
        Variable(Kind.BY_AGENT, "by_agent", Boolean()),
    ]
    return tuple(found)


def drivers() -> Variable:
    """The list of that item."""
    fields = tuple((name, type_of(fact)) for name, fact in version().file.lists["drivers"].each.items())
    return Variable(Kind.LIST, "drivers", RecordList(fields))


@cache
def members() -> list[Variable]:
    """What a condition on a member of it may read."""
    return [Variable(Kind.MEMBER_FACT, name, type_of(fact), "drivers") for name, fact in version().file.lists["drivers"].each.items()]


@dataclass
class Author:
    """Writes random conditions over a few variables, so that they meet one another again and again."""

    rng: random.Random
    variables: list[Variable]
    definitions: dict[str, Condition] = field(default_factory=dict)

    def condition(self, depth: int) -> Condition:
        kind = self.rng.randrange(9) if depth else 0
        if kind <= 3:
            return self.leaf(self.variables)
        if kind == 4:
            return Negation(self.condition(depth - 1), at=AT)
        if kind == 5 and self.definitions:
            return Defined(self.rng.choice(sorted(self.definitions)), at=AT)
        parts = tuple(self.condition(depth - 1) for _ in range(self.rng.randint(1, 3)))
        return Conjunction(parts, at=AT) if kind % 2 else Disjunction(parts, at=AT)

    def leaf(self, variables: Sequence[Variable], inside: bool = False) -> Condition:
        variable = self.rng.choice(variables)
        if variable.kind is Kind.PROVIDED:
            return IsProvided(variable, at=AT)
        if variable.kind is Kind.LIST:
            return self.statement(variable)
        if self.rng.randrange(30) == 0:
            return Always(self.rng.random() < 0.5, at=AT)
        if isinstance(variable.type, SomeOf):
            return HasMember(variable, self.rng.choice(variable.type.members), at=AT)
        others = [other for other in variables if _alike(other.type, variable.type)]
        if self.rng.randrange(3) == 0 and not isinstance(variable.type, Boolean):
            other = self.rng.choice(others)
            return Between(self.op(variable.type), variable, other, _decimals(variable, other), at=AT)
        if variable.may_be_none and self.rng.randrange(4) == 0:
            return IsNone(variable, self.rng.random() < 0.5, at=AT)
        if self.rng.randrange(4) == 0 and not isinstance(variable.type, Boolean):
            constants = tuple(self.constant(variable.type) for _ in range(self.rng.randint(1, 2)))
            return Among(variable, constants, self.rng.random() < 0.5, at=AT)
        return Against(self.op(variable.type), variable, self.constant(variable.type), at=AT)

    def statement(self, listed: Variable) -> Condition:
        inner = self.leaf(members(), inside=True)
        if self.rng.random() < 0.3:
            outside = [v for v in self.variables if v.kind not in (Kind.LIST, Kind.PROVIDED)]
            inner = Disjunction((inner, self.leaf(outside)), at=AT) if outside else Negation(inner, at=AT)
        if self.rng.random() < 0.6:
            return Quantifier(self.rng.choice(("any", "all")), listed, inner, at=AT)
        counted = inner if self.rng.random() < 0.7 else None
        return Counting(listed, counted, self.op(Number(0)), self.rng.randrange(3), at=AT)

    def op(self, type_: Type) -> Op:
        ops: tuple[Op, ...] = ("==", "!=", "<", "<=", ">", ">=") if isinstance(type_, Number | Date) else ("==", "!=")
        return self.rng.choice(ops)

    def constant(self, type_: Type) -> Any:
        match type_:
            case Number(decimals):
                exact = self.rng.choice((Decimal(2), Decimal(3), Decimal("2.5") if decimals else Decimal(4)))
                return Scaled(int(exact.scaleb(decimals)), exact)
            case Date():
                return self.rng.choice(DAYS)
            case Text():
                return self.rng.choice(WORDS)
            case OneOf(names):
                return self.rng.choice(names)
            case _:
                return self.rng.random() < 0.5

    def formula(self, claims: Sequence[str]) -> Formula:
        said = Said(self.condition(2))
        kind = self.rng.randrange(6)
        if kind == 0:
            first = self.rng.choice(DAYS)
            return AllOf((said, OnDays(((first.toordinal(), first.toordinal() + self.rng.randrange(3)),))))
        if kind == 1 and claims:
            return AnyOf((Not(Claim(self.rng.choice(claims))), said))
        if kind == 2 and claims:
            return Not(AllOf((Claim(self.rng.choice(claims)), said)))
        return said


def _alike(one: Type, other: Type) -> bool:
    return type(one) is type(other) and not isinstance(one, SomeOf | RecordList)


def _decimals(*variables: Variable) -> int:
    return max(v.type.decimals if isinstance(v.type, Number) else 0 for v in variables)


def rules(seed: int) -> tuple[RuleBase, list[Output], random.Random]:
    """Two outputs alone and two together, what rules them out, and the random numbers after them."""
    rng = random.Random(seed)
    everything = [*declared(), drivers()]
    variables = rng.sample(everything, 4)
    if seed % 3 == 0:  # three that can be compared with one another, so that relations close a triangle
        kind = rng.choice((Date, Text, Number, OneOf))
        alike = [v for v in everything if isinstance(v.type, kind)]
        variables = [*rng.sample(alike, 3), rng.choice(everything)]
    author = Author(rng, variables)
    for number in range(rng.randrange(3)):
        author.definitions[f"d{number}"] = author.condition(2)
    claims: dict[str, Formula] = {}
    for name in ("a", "b", "c", "never/0", "out/0"):
        claims[name] = author.formula([name for name in claims if len(name) == 1])
    outputs = [Output(name, (name,), ("never/0", "out/0")) for name in "ab"] + [Output("bc", ("b", "c"), ("never/0",))]
    return RuleBase(claims, author.definitions), outputs, rng
