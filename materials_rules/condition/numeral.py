"""Numbers as Chinese writes them, for the sake of saying how a condition writes them.

    三十五  ->  35;  三以上  ->  3 以上
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Final

from materials_rules.condition.vocabulary import AFTER_A_NUMBER

_DIGITS: Final = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_CHARACTERS: Final = "".join(chain(_DIGITS, _UNITS, "万亿"))

_NUMERAL: Final = re.compile(rf"(?P<number>[{_CHARACTERS}]+)(?P<after>{'|'.join(AFTER_A_NUMBER)})?")
_ONE: Final = rf"[0-9]+(?:\.[0-9]+)?|[{_CHARACTERS}]+"
_RANGE: Final = re.compile(
    rf"(?:介于|在)?\s*(?P<first>{_ONE})\s*(?:至|到|to(?![a-z])|~|～|—+|–)\s*(?P<last>{_ONE})(?:\s*之间)?"
)


def in_figures(word: str) -> str | None:
    """*word* in figures, 以上 and the like behind it apart; None where it is no Chinese number."""
    found = _NUMERAL.fullmatch(word)
    number = None if found is None else _read(found["number"])
    if found is None or number is None:
        return None
    return f"{number} {found['after']}" if found["after"] else str(number)


def in_range(text: str) -> tuple[str, str, str] | None:
    """The first and the last number of the range with which *text* begins, in figures, and the range as it is written."""
    found = _RANGE.match(text)
    if found is None:
        return None
    ends = [end if end[0].isascii() else in_figures(end) for end in (found["first"], found["last"])]
    return None if ends[0] is None or ends[1] is None else (ends[0], ends[1], found.group())


def _read(numeral: str) -> int | None:
    """A whole number: 三, 十二, 一百零五, 二〇, 三万五千; None where the characters make none."""
    if all(char in _DIGITS for char in numeral):
        return int("".join(str(_DIGITS[char]) for char in numeral))
    whole = section = 0
    digit: int | None = None
    for char in numeral:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (1 if digit is None else digit) * _UNITS[char]
            digit = None
        else:
            section += digit or 0
            whole = whole + section * 10**4 if char == "万" else (whole + section) * 10**8
            section, digit = 0, None
    return whole + section + (digit or 0)
