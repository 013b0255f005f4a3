"""Limits against one another, as far as their units let them be compared.

    Limit, Limit  ->  whether one is surely longer

A working day is at least a calendar day, and a `日` whose act does not say which is one of the two; what depends on weekends
and holidays is never decided here.
"""

from __future__ import annotations

from materials_rules.rules.limit import Limit, Unit

_LONGEST_REST = 10  # calendar days without a working day between two working days, with a margin: holidays are seven or eight


def is_surely_longer(one: Limit, other: Limit) -> bool:
    """Whether *one* ends after *other* whenever both begin on the same day."""
    if one.unit is other.unit:
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
