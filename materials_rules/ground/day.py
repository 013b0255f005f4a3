"""A day: one spelling in, one Chinese spelling out.

    "2026-03-02"  ->  date  ->  "2026年3月2日"
"""

from __future__ import annotations

from datetime import date
from typing import Final

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 9998  # a day more than the last one must still be a date


def read_day(text: str) -> date:
    """The day written as `YYYY-MM-DD` in ASCII digits, from 1900-01-01 to 9998-12-31.

    Raises ValueError for every other spelling and for a day that does not exist.
    """
    # fromisoformat alone also takes 20260302 and 2026-W10-1
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError("a day is written YYYY-MM-DD")
    day = date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"a day lies between the years {FIRST_YEAR} and {LAST_YEAR}")
    return day


def is_day(text: str) -> bool:
    """Whether *text* is a day as `read_day` reads it."""
    try:
        read_day(text)
    except ValueError:
        return False
    return True


def chinese_day(day: date) -> str:
    """The day as an official paper writes it, without leading zeros: `2026年3月2日`."""
    return f"{day.year}年{day.month}月{day.day}日"
