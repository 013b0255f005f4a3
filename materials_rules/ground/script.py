"""Chinese and other script: a comparison copy, a copy that hides nothing, and lines of a given width.

    text  ->  folded, visible, wrapped or padded text
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_OTHER_DOTS: Final = "\u2022\u2027\u2219\u22c5\u30fb\uff65"
_MIDDLE_DOTS: Final = str.maketrans(dict.fromkeys(_OTHER_DOTS, "\u00b7"))
_A_MIDDLE_DOT: Final = re.compile(f"[{_OTHER_DOTS}]")

# printable to Python, yet nothing is seen: grapheme joiner, fillers, Mongolian selectors, empty braille
_SEEN_AS_NOTHING: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
)

_NO_LINE_STARTS_WITH: Final = frozenset("，。；：、）」』》？！”’〕]】〉…,.;:)?!}%")
_NO_LINE_ENDS_WITH: Final = frozenset("（「『《“‘〔[【〈({")


def fold(text: str) -> str:
    """A copy to compare by, never shown: NFKC, case folded, every middle dot `·`, all blanks removed."""
    text = unicodedata.normalize("NFKC", text).casefold()
    if _A_MIDDLE_DOT.search(text):  # few texts have one, and translating takes longer than all else
        text = text.translate(_MIDDLE_DOTS)
    return unicodedata.normalize("NFKC", "".join(text.split()))


def visible(text: str) -> str:
    """A copy in which nothing hides: controls, line breaks, bidi and zero-width characters become `⟦U+202E⟧`.

    A rare ideograph stays itself, also one that this Python's character tables do not know yet.
    """
    if text.isprintable() and _SEEN_AS_NOTHING.isdisjoint(text):
        return text
    return "".join(f"⟦U+{ord(char):04X}⟧" if _hides(char) else char for char in text)


def _hides(char: str) -> bool:
    if char in _SEEN_AS_NOTHING:
        return True
    category = unicodedata.category(char)
    if category == "Cn":  # a character of tomorrow is shown; only the noncharacters never will be one
        return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF
    return category in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def width(text: str) -> int:
    """How many columns *text* takes on a terminal: a wide character two, a combining or unseen one none."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    # the tables call all of planes 2 and 3 wide, also what is not assigned yet
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return 2
    return 0 if unicodedata.category(char) in {"Mn", "Me", "Cf", "Cc"} else 1


def pad(text: str, columns: int) -> str:
    """*text* followed by blanks up to *columns* columns; a longer text stays as it is."""
    return text + " " * (columns - width(text))


def wrap(text: str, columns: int) -> list[str]:
    """*text* in lines of at most *columns* columns; a line break in it is kept.

    Words and numbers are not broken unless one alone is too long; no line begins with closing punctuation,
    which hangs over the edge where nothing can come down with it; blanks at a break are dropped.
    At least one line.
    """
    return [line for paragraph in text.splitlines() or [""] for line in _wrapped(paragraph, columns)]


def _wrapped(paragraph: str, columns: int) -> Iterator[str]:
    line = ""
    for piece in _pieces(paragraph):
        needed = width(piece.rstrip(" "))
        if line.strip(" ") and width(line) + needed > columns:
            yield line.rstrip(" ")
            line = ""
        if needed > columns:
            *full, piece = _cut(piece, columns)
            yield from (line + part for part in full)
            line = ""
        line += piece
    yield line.rstrip(" ")


def _pieces(paragraph: str) -> Iterator[str]:
    """What must stay on one line: a word or a wide character, its punctuation and the blanks behind it."""
    piece = ""
    for char in paragraph:
        if piece and _may_break(piece[-1], char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _NO_LINE_STARTS_WITH or _columns(after) == 0:
        return False
    if before == " ":
        return True
    if before in _NO_LINE_ENDS_WITH:
        return False
    closes = before in _NO_LINE_STARTS_WITH and not before.isascii()  # an ASCII one may stand inside a number
    return closes or _columns(before) == 2 or _columns(after) == 2


def _cut(piece: str, columns: int) -> list[str]:
    """A piece that no line can hold, in parts of at most *columns* columns, closing punctuation aside."""
    parts: list[str] = []
    part = ""
    for char in piece:
        stays = char == " " or char in _NO_LINE_STARTS_WITH or _columns(char) == 0
        if part and not stays and width(part + char) > columns:
            parts.append(part)
            part = ""
        part += char
    return [*parts, part]
