"""The number of a mobile telephone of the mainland.

    text, day  ->  code of the fault, or None

Ranges are given out anew every few years, so the third digit is not judged.
"""

from __future__ import annotations

from datetime import date
from typing import Final

NAME: Final = "手机号码"
RULE: Final = "11位数字，以13至19开头"
SOURCE: Final = "电信网编号计划（公用移动通信网）"

LENGTH: Final = 11


def normalised(text: str) -> str:
    """Without blanks, hyphens and the country's `+86`.

    >>> normalised("+86 130-0000-0000")
    '13000000000'
    """
    return text.replace(" ", "").replace("-", "").removeprefix("+86")


def fault(text: str, on: date) -> str | None:
    """The code of what is wrong with *text*, or None; the day *on* has no influence.

    >>> fault("13000000000", date(2026, 3, 2)), fault("12000000000", date(2026, 3, 2))
    (None, 'F-PREFIX')
    """
    number = normalised(text)
    if not (number.isascii() and number.isdigit()):
        return "F-CHARACTER" if number else "F-LENGTH"
    if len(number) != LENGTH:
        return "F-LENGTH"
    return None if number[0] == "1" and number[1] in "3456789" else "F-PREFIX"
