"""What rules read of each variable: the tests that they make of it, and whether they hold it against another.

    Plan  ->  Read
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from materials_rules.condition.tree import Between, Counting, Quantifier, Text
from materials_rules.plan.compile import Plan
from materials_rules.plan.domain import Test
from materials_rules.plan.formula import Claim, Formula, Reading, Said, name_of, readings


@dataclass(frozen=True)
class Read:
    """What the rules of one version read.

    `tests` are the tests of a variable by its name. `related` are the variables whose whole value counts, for they are held
    against another by order or as they are written; `compared` the texts that lines of consistency hold against other texts.
    """

    tests: Mapping[str, tuple[Test, ...]] = field(default_factory=dict)
    related: frozenset[str] = frozenset()
    compared: frozenset[str] = frozenset()


def read_by_rules(plan: Plan) -> Read:
    """Everything that claims, conditions on questions and lines of consistency of *plan* read."""
    base, version = plan.base, plan.version
    said = (*version.given.values(), *base.definitions.values())
    formulas: list[Formula] = [*map(Claim, base.claims), *map(Said, said)]
    tests: dict[str, list[Test]] = {}
    related: set[str] = set()
    for reading in _whole(plan, formulas):
        if isinstance(reading.source, Between):
            related |= {name_of(reading.source.left), name_of(reading.source.right)}
        else:
            tests.setdefault(reading.name, []).append(reading.test)
    compared: set[str] = set()
    for line in version.consistency:
        are_texts = all(isinstance(variable.type, Text) for variable in line.same)
        (compared if are_texts else related).update(map(name_of, line.same))
    return Read({name: tuple(dict.fromkeys(found)) for name, found in tests.items()}, frozenset(related), frozenset(compared))


def _whole(plan: Plan, formulas: list[Formula]) -> Iterator[Reading]:
    """The readings of *formulas*, and of what stands inside statements about lists."""
    for formula in formulas:
        for reading in readings(formula, plan.base):
            yield reading
            if isinstance(reading.source, Quantifier | Counting) and reading.source.inner is not None:
                yield from _whole(plan, [Said(reading.source.inner)])

