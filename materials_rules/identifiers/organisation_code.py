"""The nine characters that named an organisation before the unified social credit code and now stand in it.

    text, day  ->  code of the fault, or None

Older papers still bear it by itself; within a credit code its check digit is not judged.
"""

from __future__ import annotations

from datetime import date
from typing import Final

NAME: Final = "组织机构代码"
RULE: Final = "8位数字或者大写字母加1位校验码，校验码前可以有连字符"
SOURCE: Final = "GB 11714-1997 全国组织机构代码编制规则"

LENGTH: Final = 9
_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "0123456789X"


def normalised(text: str) -> str:
    """Without blanks at the ends and the hyphen before the check digit, small ASCII letters as capitals."""
    bare = text.strip(" ")
    bare = bare[:8] + bare[9:] if bare[8:9] == "-" else bare
    return bare.upper() if bare.isascii() else bare


def fault(text: str, on: date) -> str | None:
    """The code of what is wrong with *text*, or None; the day *on* has no influence.

    >>> fault("006554231", date(2026, 3, 2)), fault("00655423-2", date(2026, 3, 2))
    (None, 'F-CHECK-DIGIT')
    """
    code = normalised(text)
    if len(code) != LENGTH:
        return "F-LENGTH"
    if any(char not in _ALPHABET for char in code[:-1]) or code[-1] not in _CHECK:
        return "F-CHARACTER"
    if code == "0" * LENGTH:  # its check character happens to be right
        return "F-PLACEHOLDER"
    total = sum(weight * _ALPHABET.index(char) for weight, char in zip(_WEIGHTS, code[:-1], strict=True))
    return None if _CHECK[-total % 11] == code[-1] else "F-CHECK-DIGIT"
