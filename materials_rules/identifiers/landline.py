"""The number of a fixed telephone of the mainland, with its area code.

    text, day  ->  code of the fault, or None

The area code is asked for, so that anybody can dial it. Numbers of services (400…, 12345) are no landlines.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

NAME: Final = "固定电话号码"
RULE: Final = "区号（3至4位）加号码（7至8位），如有分机写在“-”之后"
SOURCE: Final = "电信网编号计划（公用电话网）"

_AREA: Final = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})")
_SPELLING: Final = re.compile(r"\(?(?P<area>0[0-9]{2,3})\)?-?(?P<local>[0-9]+)(?:-(?P<extension>[0-9]{1,6}))?")
_LENGTHS: Final = {3: (8,), 4: (7, 8)}
_OUT_OF_ASCII: Final = str.maketrans("（）－—", "()--")


def normalised(text: str) -> str:
    """Area code, local number and extension joined by `-`.

    >>> normalised("（0734） 2000000")
    '0734-2000000'
    """
    bare = text.replace(" ", "").translate(_OUT_OF_ASCII).removeprefix("+86-").removeprefix("+86")
    parts = _parts(bare)
    return "-".join(part for part in parts if part) if parts else bare


def fault(text: str, on: date) -> str | None:
    """The code of what is wrong with *text*, or None; the day *on* has no influence.

    >>> fault("0734-2000000", date(2026, 3, 2)), fault("2000000", date(2026, 3, 2))
    (None, 'F-AREA-CODE')
    """
    number = normalised(text)
    if not re.fullmatch(r"[0-9()-]+", number):
        return "F-CHARACTER" if number else "F-LENGTH"
    parts = _parts(number)
    if parts is None or not _AREA.fullmatch(parts[0]):
        return "F-AREA-CODE"
    area, local, _ = parts
    if len(local) not in _LENGTHS[len(area)]:
        return "F-LENGTH"
    return None if local[0] in "23456789" else "F-PREFIX"


def _parts(bare: str) -> tuple[str, str, str] | None:
    """Area code, local number and extension; area codes 010 and 02x have three digits, all others four."""
    found = _SPELLING.fullmatch(bare)
    if found is None:
        return None
    area, local, extension = found["area"], found["local"], found["extension"] or ""
    if area[1] in "12" and len(area) == 4:
        area, local = area[:3], area[3:] + local
    return area, local, extension
