"""What a formula reads is found once for each claim and definition, however many others build on it."""

from __future__ import annotations

from materials_rules.condition.tree import Against, Boolean, Condition, Conjunction, Defined, Kind, Variable
from materials_rules.condition.written import Span
from materials_rules.plan.formula import AllOf, AnyOf, Claim, Formula, OnDays, RuleBase, Said, readings

AT = Span(0, 0)
RENTED = Against("==", Variable(Kind.FACT, "rented", Boolean()), True, at=AT)


def names(formula: Formula, base: RuleBase) -> list[str]:
    return [reading.name for reading in readings(formula, base)]


def test_claims_on_which_many_build_are_read_once() -> None:
    """Ten levels, on each of which two claims build on both of the level below: two thousand ways down."""
    claims: dict[str, Formula] = {"a0": Said(RENTED), "b0": OnDays(((1, 2),))}
    for level in range(1, 11):
        below = (Claim(f"a{level - 1}"), Claim(f"b{level - 1}"))
        claims |= {f"a{level}": AllOf(below), f"b{level}": AnyOf(below)}
    found = names(AllOf((Claim("a10"), Claim("b10"))), RuleBase(claims, {}))
    assert found == ["fact/rented", "received_on", "received_on"]


def test_definitions_on_which_many_build_are_read_once() -> None:
    definitions: dict[str, Condition] = {"d0": RENTED}
    for level in range(1, 11):
        below = Defined(f"d{level - 1}", at=AT)
        definitions[f"d{level}"] = Conjunction((below, below), at=AT)
    assert names(Said(Defined("d10", at=AT)), RuleBase({}, definitions)) == ["fact/rented"]
