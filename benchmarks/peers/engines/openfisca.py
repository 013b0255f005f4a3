"""OpenFisca-Core: laws as variables with formulas, computed for a whole population at once by numpy.

    Rules  ->  one variable a requirement

It is made for many households under one law; here many packets for one item. It alone is asked for all packets of an item
together, which is what it is good at.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.peers.expression import (
    AllOf,
    AnyOf,
    Beside,
    Compared,
    Expression,
    Flag,
    Not,
    Rules,
    Truth,
    Value,
    as_data,
    from_data,
)

PACKAGE = "OpenFisca-Core"
DAY = "2026-01-01"
"""Each input and each answer is that of one day; which day is all the same."""
TYPES: Mapping[str, type] = {"bool": bool, "int": int, "str": str}


def translated(rules: Rules) -> str:
    """The rules as they are: formulas are functions of Python, made where they are opened."""
    return json.dumps(as_data(rules))


def value_of(expression: Expression, read: Any, whole: Any) -> Any:
    """*expression* over arrays: *read* gives that of an input, *whole* one of equal values."""
    match expression:
        case Flag(name):
            return read(name)
        case Compared(op, name, value):
            return _compared(op, read(name), value)
        case Beside(op, name, other):
            return _compared(op, read(name), read(other))
        case Truth(value):
            return whole(value)
        case AllOf(parts):
            found = value_of(parts[0], read, whole)
            for part in parts[1:]:
                found = found & value_of(part, read, whole)
            return found
        case AnyOf(parts):
            found = value_of(parts[0], read, whole)
            for part in parts[1:]:
                found = found | value_of(part, read, whole)
            return found
        case Not(part):
            return ~value_of(part, read, whole)


def _compared(op: str, one: Any, other: Any) -> Any:
    match op:
        case "==":
            return one == other
        case "!=":
            return one != other
        case "<":
            return one < other
        case "<=":
            return one <= other
        case ">":
            return one > other
        case _:
            return one >= other


class Peer:
    """A tax and benefit system a frame."""

    wants_text = False

    def __init__(self, texts: Sequence[str]) -> None:
        from openfisca_core.entities import build_entity
        from openfisca_core.taxbenefitsystems import TaxBenefitSystem

        self._systems = []
        for text in texts:
            rules = from_data(json.loads(text))
            entity = build_entity("packet", "packets", "A packet", is_person=True)
            system = TaxBenefitSystem([entity])
            for name, sort in rules.inputs.items():
                system.add_variable(self._variable(name, entity, TYPES[sort], None))
            answers = [f"missing_{number}" for number in range(len(rules.rules))]
            for answer, rule in zip(answers, rules.rules, strict=True):
                system.add_variable(self._variable(answer, entity, bool, rule.missing))
            self._systems.append((system, rules, answers))

    def _variable(self, name: str, entity: Any, type_: type, missing: Expression | None) -> Any:
        from openfisca_core.periods import DateUnit
        from openfisca_core.variables import Variable

        about: dict[str, Any] = {
            "value_type": type_,
            "entity": entity,
            "definition_period": DateUnit.DAY,
            "label": name,
            "default_value": type_(),
        }
        if missing is not None:

            def formula(packet: Any, period: Any) -> Any:
                return value_of(missing, lambda read: packet(read, period), lambda value: packet.filled_array(value, bool))

            about["formula"] = formula
        return type(name, (Variable,), about)

    def ask_many(self, place: int, inputs: Sequence[Mapping[str, Value]]) -> list[list[str]]:
        """What is missing for each of *inputs*; what is left out has the default of its type."""
        import numpy
        from openfisca_core.simulations import SimulationBuilder

        system, rules, answers = self._systems[place]
        simulation = SimulationBuilder().build_default_simulation(system, count=len(inputs))
        for name, sort in rules.inputs.items():
            type_ = TYPES[sort]
            values = [one.get(name, type_()) for one in inputs]
            simulation.set_input(name, DAY, numpy.array(values, dtype=object if type_ is str else type_))
        found: list[list[str]] = [[] for _ in inputs]
        for answer, rule in zip(answers, rules.rules, strict=True):
            for position in numpy.flatnonzero(simulation.calculate(answer, DAY)):
                found[position].append(rule.requirement)
        return found
