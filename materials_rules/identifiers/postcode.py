"""The postcode of an address on the mainland.

    text, day  ->  code of the fault, or None

Which codes are in use is not judged.
"""

from __future__ import annotations

from datetime import date
from typing import Final

NAME: Final = "邮政编码"
RULE: Final = "6位数字"
SOURCE: Final = "中国邮政编码，四级六位"

LENGTH: Final = 6


def normalised(text: str) -> str:
    """Without blanks at the ends."""
    return text.strip(" ")


def fault(text: str, on: date) -> str | None:
    """The code of what is wrong with *text*, or None; the day *on* has no influence.

    >>> fault("421001", date(2026, 3, 2)), fault("42100", date(2026, 3, 2)), fault("000000", date(2026, 3, 2))
    (None, 'F-LENGTH', 'F-PLACEHOLDER')
    """
    code = normalised(text)
    if len(code) != LENGTH:
        return "F-LENGTH"
    if not (code.isascii() and code.isdigit()):
        return "F-CHARACTER"
    return "F-PLACEHOLDER" if code == "0" * LENGTH else None
