"""Limits against one another, as far as their units let them be compared.

    Limit, Limit  ->  whether one is surely longer

A working day is at least a calendar day, and a `日` whose act does not say which is one of the two, so that it is at most as many
working days (art. 82 of 行政许可法 counts in those); what depends on weekends and holidays is never decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from materials_rules.lint.subject import OneVersion
from materials_rules.rules.element import Step
from materials_rules.rules.limit import Limit, Unit

_LONGEST_REST = 10  # calendar days without a working day between two working days, with a margin: holidays are seven or eight


@dataclass(frozen=True, slots=True)
class TimedStep:
    """A step of a procedure that says how long it takes."""

    step: str
    takes: Limit


def is_surely_longer(one: Limit, other: Limit) -> bool:
    """Whether *one* ends after *other* whenever both begin on the same day."""
    if one.unit is other.unit or (one.unit, other.unit) == (Unit.WORKING_DAY, Unit.DAY_AS_WRITTEN):
        return one.value > other.value
    return _shortest(one) > _longest(other)


def _shortest(limit: Limit) -> float:
    """The fewest calendar days that *limit* can take."""
    match limit.unit:
        case Unit.WORKING_DAY:
            return limit.value
        case Unit.CALENDAR_DAY | Unit.DAY_AS_WRITTEN:
            return limit.value
        case Unit.MONTH:
            return 28 * limit.value
        case Unit.HOUR:
            return limit.value / 24


def _longest(limit: Limit) -> float:
    """More calendar days than *limit* can take."""
    match limit.unit:
        case Unit.WORKING_DAY | Unit.DAY_AS_WRITTEN:
            weeks = limit.value // 5 + 1
            return 7 * weeks + _LONGEST_REST * (weeks // 4 + 1)
        case Unit.CALENDAR_DAY:
            return limit.value
        case Unit.MONTH:
            return 31 * limit.value
        case Unit.HOUR:
            return limit.value / 24


def counted(steps: Sequence[Step]) -> Iterator[tuple[int, TimedStep]]:
    """The steps that have a time and count towards the limit, each with its number."""
    for i, step in enumerate(steps):
        if step.takes is not None and not step.not_counted:
            yield i, TimedStep(step.step, step.takes)


def is_instant(one: OneVersion, case_type: str) -> bool:
    """Whether *case_type* is handled on the spot: its cap is one working day or less."""
    return not is_surely_longer(one.ruleset.place.case_types[case_type].cap, Limit(1, Unit.WORKING_DAY))


def is_after_decision(steps: Sequence[Step], number: int) -> bool:
    """Whether the step comes after the last one that counts, so that the decision has been taken."""
    return steps[number].not_counted and not any(step.takes and not step.not_counted for step in steps[number + 1 :]) and any(
        step.takes and not step.not_counted and "决定" in step.step for step in steps[:number]
    )
