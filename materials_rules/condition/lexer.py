"""A condition's text cut into tokens.

    text  ->  Tokens

Full-width signs, letters and digits mean the ASCII ones, character by character, so that places stay right.
Inside quotes a text stays what it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from materials_rules.condition.faults import ConditionFault, fault
from materials_rules.condition.vocabulary import (
    AFTER_A_NUMBER,
    ARITHMETIC,
    BETWEEN,
    COMPARISONS,
    FOREIGN_SIGNS,
    HAS,
    RESERVED,
    SIGNS,
    WORDS,
)
from materials_rules.condition.written import Span
from materials_rules.ground.day import read_day

LONGEST_SHOWN: Final = 40

_FULL_WIDTH: Final = range(0xFF01, 0xFF5F)  # as far from ASCII, sign for sign
_ASCII: Final = {code: chr(code - 0xFEE0) for code in _FULL_WIDTH} | {0x3000: " ", ord("、"): ","}
QUOTES: Final[dict[str, str]] = {'"': '"', "“": "”", "'": "'", "‘": "’", "「": "」"}

_ASCII_NAME: Final = re.compile(r"[A-Za-z_](?:-*(?:[A-Za-z0-9_]|\.[A-Za-z_]))*")
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_PLAIN: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
_DATE_LIKE: Final = re.compile(r"[0-9]{4}([-/.])[0-9]+\1[0-9]+|[0-9]{4}年[0-9]+月(?:[0-9]+日)?")
_WHOLE_DIGITS: Final = 18
_DECIMAL_DIGITS: Final = 9


class TokenKind(StrEnum):
    """What sort of token; WRONG carries the fault that the parser raises when it arrives there."""

    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    WORD = "word"
    OPERATOR = "operator"
    SIGN = "sign"
    END = "end"
    WRONG = "wrong"


_THINGS: Final = frozenset((TokenKind.NAME, TokenKind.NUMBER, TokenKind.DATE))


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is canonical: the English word, the ASCII sign, the name, what stands between quotes."""

    kind: TokenKind
    text: str
    at: Span
    value: Decimal | dt.date | None = None
    fault: ConditionFault | None = None


def is_name(text: str) -> bool:
    """Whether a condition can name *text*: a letter or `_`, then letters, digits, `_`, `-`, none reserved."""
    plain = text.translate(_ASCII) == text and "." not in text
    return plain and bool(text) and text not in RESERVED and _name_end(text, 0) == len(text)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of *text*, of which the last is END or the first WRONG one.

    The words of the law between a thing and a number are operators only there: two names never follow each other, so an
    author may still call something 超过 or 有.
    """
    behind_a_thing, behind_a_name = False, False
    for token in _tokens(text):
        if behind_a_thing and token.kind is TokenKind.NAME and token.text in BETWEEN:
            token = replace(token, kind=TokenKind.OPERATOR, text=BETWEEN[token.text])
        elif behind_a_name and token.kind is TokenKind.NAME and token.text == HAS:
            token = replace(token, kind=TokenKind.WORD, text="has")
        yield token
        behind_a_name = token.kind is TokenKind.NAME
        behind_a_thing = token.kind in _THINGS or (token.kind is TokenKind.SIGN and token.text == ")")


def _tokens(text: str) -> Iterator[Token]:
    folded = text.translate(_ASCII)
    place = 0
    while True:
        while place < len(folded) and folded[place] in " \t\r\n":
            place += 1
        token = _token(text, folded, place)
        yield token
        if token.kind in (TokenKind.END, TokenKind.WRONG):
            return
        place = token.at.end


def _token(text: str, folded: str, start: int) -> Token:
    if start == len(folded):
        return Token(TokenKind.END, "", Span(start, start))
    char = folded[start]
    if (end := _name_end(folded, start)) > start:
        return _named(folded[start:end], Span(start, end))
    if _is_digit(char) or (char == "-" and start + 1 < len(folded) and _is_digit(folded[start + 1])):
        return _figure(folded, start)
    if char in "()[],":
        return Token(TokenKind.SIGN, char, Span(start, start + 1))
    if char in QUOTES:
        return _quoted(text, folded, start)
    return _sign(folded, start)


def _named(word: str, at: Span) -> Token:
    if word in WORDS:
        return Token(TokenKind.WORD, WORDS[word], at)
    return Token(TokenKind.NAME, word, at)


def _name_end(text: str, start: int) -> int:
    """Where the name that begins at *start* ends; *start* itself if none does."""
    if text.isascii():
        found = _ASCII_NAME.match(text, start)
        return found.end() if found else start
    # no regular expression knows a letter from the other characters that may stand in a word
    end = start
    while end < len(text):
        char, inside = text[end], end > start and text[end - 1] != "."
        begins_a_part = char == "." and inside and _is_letter(text[end + 1 : end + 2])
        if not (_is_letter(char) or begins_a_part or (inside and (_is_digit(char) or char == "-"))):
            break
        end += 1
    while end > start and text[end - 1] == "-":
        end -= 1
    return end


def _is_letter(char: str) -> bool:
    return char.isalpha() or char == "_"


def _is_digit(char: str) -> bool:
    return "0" <= char <= "9"


def _figure(folded: str, start: int) -> Token:
    if found := _DATE_LIKE.match(folded, start):
        at = Span(*found.span())
        try:
            day = read_day(found.group())
        except ValueError:
            return _wrong(fault("R-CONDITION-DATE", at, found=shown(found.group())))
        return _alone(folded, Token(TokenKind.DATE, found.group(), at, day))
    number = _NUMBER.match(folded, start)
    assert number is not None
    return _alone(folded, _number(number.group(), Span(*number.span())))


def _number(figures: str, at: Span) -> Token:
    whole, _, decimals = figures.lstrip("-").partition(".")
    if not _PLAIN.match(figures):
        instead = figures.replace(whole, whole.lstrip("0") or "0", 1)
        return _wrong(fault("R-CONDITION-NUMBER", at, found=shown(figures), instead=shown(instead)))
    if len(whole) > _WHOLE_DIGITS or len(decimals) > _DECIMAL_DIGITS:
        most = f"{_WHOLE_DIGITS}.{_DECIMAL_DIGITS}"
        what_zh, what_en = "数字小数点前后的位数", "digits of a number before and after the point"
        return _wrong(fault("R-CONDITION-LIMIT", at, what_zh=what_zh, what_en=what_en, limit=most))
    # Without closing zeros, and without a sign on zero, two spellings of a number print alike.
    plain = figures.rstrip("0").rstrip(".") if decimals else figures
    value = Decimal(plain) or Decimal(0)
    return Token(TokenKind.NUMBER, plain, at, value)


def _alone(folded: str, token: Token) -> Token:
    """*token*, or the fault that a unit, a measure word or the next word is glued to it."""
    if token.kind is TokenKind.WRONG:
        return token
    start, end = token.at.start, token.at.end
    while end < len(folded) and (folded[end].isalnum() or folded[end] in "_.-"):
        end += 1
    glued = folded[token.at.end : end]
    if not glued or glued in AFTER_A_NUMBER:
        return token
    figure, at = folded[start : token.at.end], Span(start, end)
    found = shown(figure + glued)
    for word in AFTER_A_NUMBER:
        if glued.endswith(word):
            return _wrong(fault("R-CONDITION-WORD", at, found=found, instead=f"{figure} {word}"))
    if any(glued.startswith(word) for word in WORDS if not word.isascii()):
        return _wrong(fault("R-CONDITION-WORD", at, found=found, instead=shown(f"{figure} {glued}")))
    return _wrong(fault("R-CONDITION-NUMBER", at, found=found, instead=figure))


def _quoted(text: str, folded: str, start: int) -> Token:
    close = QUOTES[folded[start]]
    end = folded.find(close, start + 1)
    if end < 0:
        at = Span(start, len(text))
        return _wrong(fault("R-CONDITION-OPEN", at, found=shown(text[start:]), missing=close))
    for place in range(start + 1, end):
        if not text[place].isprintable() and text[place] != "\u3000":
            return _odd(text[place], place)
    return Token(TokenKind.TEXT, text[start + 1 : end], Span(start, end + 1))


def _sign(folded: str, start: int) -> Token:
    char = folded[start]
    if char in SIGNS:
        return Token(TokenKind.OPERATOR, SIGNS[char], Span(start, start + 1))
    run = char
    for family in ("=<>!", "&", "|"):
        if char in family:
            end = start
            while end < len(folded) and folded[end] in family:
                end += 1
            run = folded[start:end]
    at = Span(start, start + len(run))
    if run in COMPARISONS:
        return Token(TokenKind.OPERATOR, run, at)
    if run in FOREIGN_SIGNS:
        return _wrong(fault("R-CONDITION-WORD", at, found=run, instead=FOREIGN_SIGNS[run]))
    if char in "=<>!&|":
        return _wrong(fault("R-CONDITION-WORD", at, found=shown(run), instead="== != < <= > >="))
    if char in ARITHMETIC:
        return _wrong(fault("R-CONDITION-ARITHMETIC", at, found=char))
    return _odd(char, start)


def _odd(char: str, start: int) -> Token:
    code = f"U+{ord(char):04X}"
    at = Span(start, start + 1)
    return _wrong(fault("R-CONDITION-CHARACTER", at, found=f"{char} {code}" if char.isprintable() else code))


def _wrong(why: ConditionFault) -> Token:
    return Token(TokenKind.WRONG, "", why.span, None, why)


def shown(text: str) -> str:
    """*text* short enough for a message."""
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
