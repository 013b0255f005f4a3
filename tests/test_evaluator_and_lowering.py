"""Three judges of the same random rules: the engine, the evaluator, and one written here on plain values.

The third knows no cells, no scaled numbers, no names of machine variables: it reads conditions as an author means them, over
Decimals, days, texts and lists of members. Packets at, just below and just above every threshold must fall into a situation
of the table, and find there exactly the claims that hold.
"""

from __future__ import annotations

import datetime as dt
import operator
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, Final

import pytest
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
    ValueType,
    Variable,
)
from materials_rules.condition.written import Op, Span
from materials_rules.ground.errors import EngineFault
from materials_rules.plan import cone, lowering, table
from materials_rules.plan.claims import Output
from materials_rules.plan.cone import Cone, cone_of
from materials_rules.plan.diagram import Claims
from materials_rules.plan.domain import FAR, Value, whole
from materials_rules.plan.engine import CONJUNCTIONS_A_CLAIM, Engine
from materials_rules.plan.evaluator import holds, satisfied
from materials_rules.plan.formula import (
    AllOf,
    AnyOf,
    Claim,
    Formula,
    Not,
    OnDays,
    RuleBase,
    Said,
    Source,
    readings,
)
from materials_rules.plan.lowering import TooWide, lower
from materials_rules.plan.table import Table, tabulate
from materials_rules.rules.version import Version

AT: Final = Span(0, 0)
FIRST: Final = dt.date(2020, 1, 1)
LAST: Final = dt.date(2026, 12, 31)
DAYS: Final = tuple(dt.date(2021, 5, day) for day in (1, 2, 4))
WORDS: Final = ("甲", "乙")
ROUTES: Final = ("general", "commitment", "fast")
ONE_DAY: Final = dt.timedelta(days=1)

OPS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


# ---------------------------------------------------------------- what there is to read


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
        Variable(Kind.CHOICE if fact.chosen_by else Kind.FACT, name, _type(fact)) for name, fact in file.facts.items()
    ]
    found += [
        Variable(Kind.SLOT_FIELD, f"{slot.id}.{name}", _type(read), slot.id)
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


def _type(declaration: Any) -> ValueType:
    from materials_rules.rules.version import type_of

    return type_of(declaration)


def drivers() -> Variable:
    fields = tuple((name, _type(fact)) for name, fact in version().file.lists["drivers"].each.items())
    return Variable(Kind.LIST, "drivers", RecordList(fields))


@cache
def members() -> list[Variable]:
    return [Variable(Kind.MEMBER_FACT, name, _type(fact), "drivers") for name, fact in version().file.lists["drivers"].each.items()]


# ---------------------------------------------------------------- random rules


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


# ---------------------------------------------------------------- the third judge


@dataclass
class Packet:
    """Plain values: by variable; by list, one mapping a member."""

    values: Mapping[Variable, Any]
    lists: Mapping[str, Sequence[Mapping[str, Any]]]


def true(node: Condition, base: RuleBase, packet: Packet, member: Mapping[str, Any] | None = None) -> bool:
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
    return constant.exact if isinstance(constant, Scaled) else constant


def claimed(formula: Formula, base: RuleBase, packet: Packet) -> bool:
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
    for _ in range(count):
        values = {variable: plain_value(rng, variable) for variable in declared()}
        each = version().file.lists["drivers"].each
        lists = [
            {name: plain_value(rng, Variable(Kind.MEMBER_FACT, name, _type(fact), "drivers")) for name, fact in each.items()}
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
    sort = {Kind.FACT: "fact", Kind.CHOICE: "fact", Kind.SLOT_FIELD: "read", Kind.APPLICANT: "applicant"}.get(variable.kind)
    return f"{sort}/{variable.name.removeprefix('applicant.')}" if sort else variable.name


# ---------------------------------------------------------------- the three of them


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as running:
        yield running


CAP: Final = 300


def cones(base: RuleBase, outputs: Sequence[Output]) -> dict[str, Cone]:
    return {output.id: cone_of(output, base, version(), FIRST, LAST) for output in outputs}


def sources(base: RuleBase) -> dict[str, Source]:
    found = {}
    for claim in base.claims:
        for reading in readings(Claim(claim), base):
            if reading.source is not None:
                found[reading.name] = reading.source
    return found


def look_up(made: Table, known: Mapping[str, Source], base: RuleBase, packet: Packet) -> Claims | None:
    cells = tuple(
        domain.index(machine_value(name, known.get(name), base, packet)) for name, domain in made.cone.domains.items()
    )
    assert cells in made.entries, "a packet that can exist has no situation"
    return made.entries[cells]


@pytest.mark.parametrize("part", range(4))
def test_three_judges_agree_on_random_rules(engine: Engine, part: int) -> None:
    judged = 0
    for seed in range(part * 90, part * 90 + 90):
        base, outputs, rng = rules(seed)
        found = cones(base, outputs)
        if any(one.count > CAP for one in found.values()):
            continue
        judged += 1
        tables = tabulate(found, base, engine, CAP)  # the first two judges agree here, or it raises
        known = sources(base)
        for packet in packets(rng, 20):
            truth = {claim for claim, formula in base.claims.items() if claimed(formula, base, packet)}
            for output in outputs:
                barred = truth & set(found[output.id].constraints)
                expected = None if barred else truth & set(output.claims)
                assert look_up(tables[output.id], known, base, packet) == expected, (seed, output.id)
    assert judged > 35


def test_a_diagram_of_random_rules_is_its_table(engine: Engine) -> None:
    for seed in range(30):
        base, outputs, _ = rules(seed)
        found = cones(base, outputs)
        if any(one.count > CAP for one in found.values()):
            continue
        for made in tabulate(found, base, engine, CAP).values():
            diagram = made.diagram()
            for cells, claims in made.entries.items():
                assert diagram.reachable(cells) == (frozenset() if claims is None else {claims})


def test_outputs_judged_together_are_judged_as_alone(engine: Engine) -> None:
    """Joined cones have finer cells; what they say of a packet is the same."""
    for seed in range(30):
        base, outputs, rng = rules(seed)
        found = cones(base, outputs)
        if any(one.count > CAP for one in found.values()):
            continue
        together = tabulate(found, base, engine, CAP)
        alone = tabulate(found, base, engine, 0)
        known = sources(base)
        for packet in packets(rng, 10):
            for output in outputs:
                one, other = (look_up(made[output.id], known, base, packet) for made in (together, alone))
                assert one == other


# ---------------------------------------------------------------- a judge that errs


AREA: Final = Variable(Kind.FACT, "area", Number(2))
RENTED: Final = Variable(Kind.FACT, "rented", Boolean())
OVER: Final = Conjunction((Against(">", AREA, Scaled(5000, Decimal(50)), at=AT), Against("==", RENTED, True, at=AT)), at=AT)
BASE: Final = RuleBase({"ask/x": Said(OVER)}, {})
OUTPUT: Final = Output("x", ("ask/x",))


def tables_of_x(engine: Engine) -> Table:
    of_x = cone_of(OUTPUT, BASE, version(), FIRST, LAST)
    return tabulate({"x": of_x}, BASE, engine, CAP)["x"]


def test_both_are_right_about_something_plain(engine: Engine) -> None:
    made = tables_of_x(engine)
    assert made.cone.variables == ("fact/area", "fact/rented")
    assert made.entries == {(0, 0): frozenset(), (0, 1): frozenset(), (1, 0): frozenset(), (1, 1): frozenset({"ask/x"})}


def test_an_engine_that_errs_in_one_situation_stops_the_build(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    right = engine.derive

    def wrong(*given: Any) -> list[frozenset[int]]:
        answer = right(*given)
        return [*answer[:-1], answer[-1] ^ {0}]

    monkeypatch.setattr(engine, "derive", wrong)
    with pytest.raises(EngineFault) as fault:
        tables_of_x(engine)
    assert [(d.code, d.args) for d in fault.value.diagnostics] == [("R-JUDGES", {"claim": "ask/x"})]


@pytest.mark.parametrize("value", [5001, 5001 + (FAR - 5001) // 2, FAR])
def test_an_evaluator_that_errs_at_one_end_of_a_cell_stops_the_build(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, value: int
) -> None:
    right = holds
    monkeypatch.setattr(table, "holds", lambda claim, world, base: right(claim, world, base) or world["fact/area"] == value)
    with pytest.raises(EngineFault) as fault:
        tables_of_x(engine)
    assert fault.value.diagnostics[0].code == "R-JUDGES"


def test_a_lowering_that_errs_stops_the_build(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    right = lowering._comparisons
    monkeypatch.setattr(lowering, "_comparisons", lambda variable, first, last, size: right(variable, 0, last, size))
    with pytest.raises(EngineFault) as fault:
        tables_of_x(engine)
    assert fault.value.diagnostics[0].code == "R-JUDGES"


def test_a_cut_that_is_lost_stops_the_build(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell too coarse for a rule is seen by the samples at both its ends."""
    right = whole
    monkeypatch.setattr(cone, "whole", lambda tests, *rest: right(list(tests)[1:], *rest))
    with pytest.raises(ValueError, match="cuts through"):
        tables_of_x(engine)


# ---------------------------------------------------------------- the narrow form


def test_levels_follow_definitions_and_claims() -> None:
    definitions: dict[str, Condition] = {
        "over": Against(">", AREA, Scaled(5000, Decimal(50)), at=AT),
        "not_over": Negation(Defined("over", at=AT), at=AT),
    }
    base = RuleBase({"a": Said(Defined("not_over", at=AT)), "b": AllOf((Claim("a"), Not(Claim("c")))), "c": Said(OVER)}, definitions)
    of_b = cone_of(Output("b", ("b",)), base, version(), FIRST, LAST)
    lowered = lower(("b",), of_b.variables, of_b.domains, base)
    names = [[lowered.claims[rule.claim] for rule in level] for level in lowered.job.levels]
    assert names == [["definition/over", "c"], ["definition/not_over"], ["a"], ["b"]]


def test_a_definition_and_its_negation_are_no_alternative() -> None:
    """(over or rented) and (not over or owned): of the four products the one of over and not over is left out."""
    owned = Variable(Kind.FACT, "owned", Boolean())
    over = Defined("over", at=AT)
    first = Disjunction((over, Against("==", RENTED, True, at=AT)), at=AT)
    second = Disjunction((Negation(over, at=AT), Against("==", owned, True, at=AT)), at=AT)
    base = RuleBase({"ask/x": Said(Conjunction((first, second), at=AT))}, {"over": OVER})
    of_x = cone_of(OUTPUT, base, version(), FIRST, LAST)
    lowered = lower(("ask/x",), of_x.variables, of_x.domains, base)
    (rule,) = lowered.job.levels[1]
    number = lowered.claims.index("definition/over")
    truths = [{truth for kind, claim, _, truth in part if (kind, claim) == ("d", number)} for part in rule.any_of]
    assert sorted(truths, key=sorted) == [set(), {0}, {1}]


def wide(count: int) -> tuple[RuleBase, Cone]:
    """A condition that has 2^count alternatives however it is turned."""
    pairs = []
    for i in range(count):
        some = Variable(Kind.FACT, f"n{i}", Number(0))
        pairs.append(Disjunction((Against("==", some, Scaled(1, Decimal(1)), at=AT), Against("==", some, Scaled(3, Decimal(3)), at=AT)), at=AT))
    base = RuleBase({"ask/x": Said(Conjunction(tuple(pairs), at=AT))}, {})
    return base, cone_of(OUTPUT, base, version(), FIRST, LAST)


def test_a_condition_of_too_many_alternatives_is_refused_before_they_multiply() -> None:
    base, of_x = wide(8)
    assert len(lower(("ask/x",), of_x.variables, of_x.domains, base).job.levels[0][0].any_of) == CONJUNCTIONS_A_CLAIM
    for count in (9, 60):
        base, of_x = wide(count)
        with pytest.raises(TooWide) as refused:
            lower(("ask/x",), of_x.variables, of_x.domains, base)
        assert (refused.value.claim, refused.value.limit) == ("ask/x", "256 conjunctions a claim")


def test_too_many_claims_together_are_judged_one_by_one(engine: Engine) -> None:
    """Two hundred papers without a condition pass no limit each, and together pass that of properties."""
    base = RuleBase({f"ask/{i}": Said(Always(i % 2 == 0, at=AT)) for i in range(220)}, {})
    outputs = [Output(f"x{i}", (f"ask/{i}",)) for i in range(220)]
    tables = tabulate(cones(base, outputs), base, engine, CAP)
    assert [bool(tables[f"x{i}"].entries[()]) for i in range(220)] == [i % 2 == 0 for i in range(220)]


# ---------------------------------------------------------------- the evaluator on its own


LEFT: Final = Variable(Kind.SLOT_FIELD, "lease.until", Date(), "lease")
RIGHT: Final = Variable(Kind.SLOT_FIELD, "licence.until", Date(), "licence")
RELATION: Final = "relation/read/lease.until|read/licence.until"


@pytest.mark.parametrize("op", sorted(OPS))
@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    ("relation", "left", "right"), [(-1, 1, 2), (0, 2, 2), (1, 2, 1), (None, None, 1), (None, 1, None), (2, None, None)]
)
def test_relations_of_two_fields(op: Op, swapped: bool, relation: Value, left: int | None, right: int | None) -> None:
    sides, values = ((RIGHT, LEFT), (right, left)) if swapped else ((LEFT, RIGHT), (left, right))
    condition = Between(op, *sides, at=AT)
    assert satisfied(condition, {RELATION: relation}, BASE) is compared(op, *values)
