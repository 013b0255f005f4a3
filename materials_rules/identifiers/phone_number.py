"""A telephone number at which somebody can be reached: a mobile one, or a fixed one with its area code.

    text, day  ->  code of the fault, or None

What begins with 1 is judged as a mobile number, all else as a fixed one.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from materials_rules.identifiers import Identifier, landline, mobile_number

NAME: Final = "电话号码"
RULE: Final = "手机号码11位，或者固定电话号码带区号"
SOURCE: Final = "电信网编号计划"


def normalised(text: str) -> str:
    """As the kind of number it looks like normalises it."""
    return _kind(text).normalised(text)


def fault(text: str, on: date) -> str | None:
    """The code of what is wrong with *text*, or None; the day *on* has no influence.

    >>> fault("13000000000", date(2026, 3, 2)), fault("0734-2000000", date(2026, 3, 2))
    (None, None)
    """
    return _kind(text).fault(text, on)


def _kind(text: str) -> Identifier:
    return mobile_number if mobile_number.normalised(text).startswith("1") else landline
