"""A number of identity as a paper shows it.

    "11010519491231002X"  ->  "1101**********002X"
"""

from __future__ import annotations


def masked(number: str) -> str:
    """A number of identity as a paper shows it: the first and last four characters, the rest as stars.

    >>> masked("11010519491231002X")
    '1101**********002X'
    """
    if len(number) < 12:
        return "*" * max(0, len(number) - 2) + number[-2:] if len(number) > 2 else "*" * len(number)
    return number[:4] + "*" * (len(number) - 8) + number[-4:]
