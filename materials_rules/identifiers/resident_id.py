"""The number of a resident's identity card, and of a residence permit of the same form.

    text, day  ->  code of the fault, or None

Region codes are not judged: numbers were given out from 1984 on with the codes of that year, so a county
that was renamed since is right for whoever was born there before. Residence permits of Hong Kong, Macao and
Taiwan residents (81, 82, 83) and permanent residence cards have the same form and pass the same way.
"""

from __future__ import annotations

from datetime import date
from typing import Final

NAME: Final = "居民身份证号码"
RULE: Final = "18位：前17位为数字，末位为数字或者X，校验码正确，出生日期真实"
SOURCE: Final = "GB 11643-1999 公民身份号码；居民身份证法第三条"

LENGTH: Final = 18
FIRST_BIRTH_YEAR: Final = 1800  # the oldest bearer of a number, given out since 1984, was born long after
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"


def normalised(text: str) -> str:
    """Without blanks at the ends, a final `x` as `X`.

    >>> normalised("11010519491231002x ")
    '11010519491231002X'
    """
    bare = text.strip(" ")
    return f"{bare[:-1]}X" if bare.endswith("x") else bare


def fault(text: str, on: date) -> str | None:
    """The code of what is wrong with *text*, or None: length, characters, check digit, a birth by *on*.

    >>> fault("11010519491231002X", date(2026, 3, 2)), fault("110105194912310021", date(2026, 3, 2))
    (None, 'F-CHECK-DIGIT')
    """
    number = normalised(text)
    if len(number) != LENGTH:
        return "F-LENGTH"
    digits, last = number[:-1], number[-1]
    if not (digits.isascii() and digits.isdigit() and last in _CHECK):
        return "F-CHARACTER"
    if check_character(digits) != last:
        return "F-CHECK-DIGIT"
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return "F-BIRTH-DATE"
    if born.year < FIRST_BIRTH_YEAR:
        return "F-BIRTH-DATE"
    return "F-BIRTH-FUTURE" if born > on else None


def check_character(digits: str) -> str:
    """The eighteenth character that belongs to seventeen *digits*."""
    return _CHECK[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11]
