"""Three judges of the same random rules: the engine, the evaluator, and one written for these tests on plain values.

Packets at, just below and just above every threshold must fall into a situation of the table, and find there exactly the
claims that hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import pytest
from random_rules import AT, FIRST, LAST, rules, version
from signs import OPS
from third_judge import Packet, claimed, compared, machine_value, packets

from materials_rules.condition.tree import (
    Against,
    Always,
    Between,
    Boolean,
    Condition,
    Conjunction,
    Date,
    Defined,
    Disjunction,
    Kind,
    Negation,
    Number,
    Scaled,
    Variable,
)
from materials_rules.condition.written import Op
from materials_rules.ground.errors import EngineFault
from materials_rules.plan import domain, lowering, table
from materials_rules.plan.claims import Output
from materials_rules.plan.cone import Cone, cone_of
from materials_rules.plan.diagram import Claims
from materials_rules.plan.domain import FAR, Value, whole
from materials_rules.plan.engine import CONJUNCTIONS_A_CLAIM, Engine
from materials_rules.plan.evaluator import holds, satisfied
from materials_rules.plan.formula import AllOf, Claim, Not, RuleBase, Said, Source, readings
from materials_rules.plan.lowering import TooWide, lower
from materials_rules.plan.table import Table, tabulate

# ---------------------------------------------------------------- the three of them

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
    assert judged > 30


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
    monkeypatch.setattr(domain, "whole", lambda tests, *rest: right(list(tests)[1:], *rest))
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
