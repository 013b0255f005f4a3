"""Elements by situation, taken together: which of their values can hold at the same time, decided on the whole table.

    OneVersion, names of elements  ->  the values that meet in some situation, with that situation
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from materials_rules.lint.subject import OneVersion
from materials_rules.plan.claims import Output
from materials_rules.plan.cone import cone_of
from materials_rules.plan.proof import declared, evaluated, world_of
from materials_rules.plan.witness import witness
from materials_rules.reading.source import Path


@dataclass(frozen=True, slots=True)
class Meeting:
    """One value of each element that hold in one situation; `paths` says where they stand."""

    values: tuple[Any, ...]
    paths: tuple[Path, ...]
    witness: Mapping[str, object] | None


def together(one: OneVersion, *elements: str) -> Iterator[Meeting]:
    """Every combination of values of *elements* that some situation has, each once.

    A version that does not compile, and one with too many situations to tell, gives only what is plain without them.
    """
    cases = [list(one.cases(element)) for element in elements]
    for numbers, found in _combinations(one, elements, [len(values) for values in cases]):
        chosen = [values[number] for values, number in zip(cases, numbers, strict=True)]
        yield Meeting(tuple(value for _, value in chosen), tuple(path for path, _ in chosen), found)


def _combinations(
    one: OneVersion, elements: tuple[str, ...], counts: list[int]
) -> Iterator[tuple[tuple[int, ...], Mapping[str, object] | None]]:
    if all(count == 1 for count in counts):
        yield tuple(0 for _ in counts), None
        return
    if one.plan is None:
        return
    base = one.plan.base
    names = [[f"element/{element}/{i}" for i in range(count - 1)] for element, count in zip(elements, counts, strict=True)]
    constraints = tuple(claim for claim in base.claims if claim.startswith(("never/", "out/")))
    output = Output(" + ".join(elements), tuple(name for group in names for name in group), constraints)
    cone = cone_of(output, base, one.version, *one.days)
    if cone.count > one.ruleset.place.cone_cap:
        return
    told: set[tuple[int, ...]] = set()
    for cells, claims in evaluated(cone, output, base).entries.items():
        if claims is None:
            continue
        numbers = tuple(next((i for i, name in enumerate(group) if name in claims), len(group)) for group in names)
        if numbers not in told:
            told.add(numbers)
            yield numbers, witness(world_of(cone, cells), declared(one.plan.sources))
