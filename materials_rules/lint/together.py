"""What can hold at the same time, decided on the whole table: values of elements, claims of materials.

    OneVersion, names of elements  ->  the values that meet in some situation, with that situation
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from materials_rules.lint.subject import OneVersion
from materials_rules.lint.tables import holding
from materials_rules.plan.claims import TAKEN
from materials_rules.reading.source import Path


@dataclass(frozen=True, slots=True)
class Meeting:
    """One value of each element that hold in one situation; `paths` says where they stand."""

    values: tuple[Any, ...]
    paths: tuple[Path, ...]
    witness: Mapping[str, object] | None


def together(one: OneVersion, *elements: str) -> tuple[Meeting, ...]:
    """Every combination of values of *elements* that some situation has, each once.

    A version that does not compile, and one with too many situations to tell, gives only what is plain without them.
    """
    if elements not in one.remembered:  # several rules ask the same, and a table may be large
        one.remembered[elements] = tuple(_together(one, elements))
    found: tuple[Meeting, ...] = one.remembered[elements]
    return found


def _together(one: OneVersion, elements: tuple[str, ...]) -> Iterator[Meeting]:
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
    names = [[f"element/{element}/{i}" for i in range(count - 1)] for element, count in zip(elements, counts, strict=True)]
    told: set[tuple[int, ...]] = set()
    for claims, found in holding(one, tuple(name for group in names for name in group)):
        numbers = tuple(next((i for i, name in enumerate(group) if name in claims), len(group)) for group in names)
        if numbers not in told:
            told.add(numbers)
            yield numbers, found()


def claims_of_slot(one: OneVersion, slot: str) -> tuple[str, ...]:
    """What may be claimed of a slot where it is due: that it is asked for, or taken away by a class."""
    words = ("ask", *TAKEN.values())
    return tuple(f"{word}/{slot}" for word in words if one.plan is not None and f"{word}/{slot}" in one.plan.base.claims)


def meeting_claims(one: OneVersion, these: tuple[str, ...], those: tuple[str, ...]) -> Mapping[str, object] | None:
    """A situation in which one of *these* claims and one of *those* hold; None when there is none.

    Where the version does not compile or has too many situations to tell, they may meet: an empty situation. That no values
    satisfy its comparisons is not looked for: a warning may be one too many, where a proof (`proof.relations.real`) may not.
    """
    if one.plan is None:
        return {}
    wide = True
    for claims, found in holding(one, (*these, *those)):
        wide = False
        if claims & set(these) and claims & set(those):
            return found()
    return {} if wide else None
