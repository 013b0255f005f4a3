"""The unified social credit code of a legal person or other organisation.

    text, day  ->  code of the fault, or None

Only the last character is checked. The organisation code inside (places 9 to 17, GB 11714) has a check
digit of its own, which the codes of individual businesses (92…) need not carry; and registering offices
other than 1, 5 and 9 put letters into the first places (N2… village co-operatives), so neither is judged.
"""

from __future__ import annotations

from datetime import date
from typing import Final

NAME: Final = "统一社会信用代码"
RULE: Final = "18位数字或者大写字母（不含I、O、Z、S、V），校验码正确"
SOURCE: Final = "GB 32100-2015 法人和其他组织统一社会信用代码编码规则"

LENGTH: Final = 18
ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PLACE: Final = {char: place for place, char in enumerate(ALPHABET)}
_WEIGHTS: Final = tuple(pow(3, power, 31) for power in range(LENGTH - 1))


def normalised(text: str) -> str:
    """Without blanks at the ends, small ASCII letters as capitals."""
    bare = text.strip(" ")
    return bare.upper() if bare.isascii() else bare


def fault(text: str, on: date) -> str | None:
    """The code of what is wrong with *text*, or None; the day *on* has no influence.

    >>> fault("11431026MB0R05447F", date(2026, 3, 2)), fault("11431026MB0R05447G", date(2026, 3, 2))
    (None, 'F-CHECK-DIGIT')
    """
    code = normalised(text)
    if len(code) != LENGTH:
        return "F-LENGTH"
    if any(char not in _PLACE for char in code):
        return "F-CHARACTER"
    if code == "0" * LENGTH:  # its check character happens to be right
        return "F-PLACEHOLDER"
    return None if check_character(code[:-1]) == code[-1] else "F-CHECK-DIGIT"


def check_character(places: str) -> str:
    """The eighteenth character that belongs to seventeen characters of the alphabet."""
    total = sum(weight * _PLACE[char] for weight, char in zip(_WEIGHTS, places, strict=True))
    return ALPHABET[-total % 31]
