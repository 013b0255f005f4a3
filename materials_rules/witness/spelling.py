"""Texts that fit a pattern, spelt from the pattern itself.

    pattern  ->  text, text, …

What can be spelt is what forms ask for: letters and figures, classes, groups, choices, repetitions. Of anything else (flags,
differences of classes) nothing is spelt; whoever asks tries the texts against the pattern.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

_CLASSES: Final = {"d": "0123456789", "w": "a0_", "s": " ", "D": "A-", "W": "-/", "S": "a0"}
_HAN: Final = "甲乙丙丁"
_LETTERS: Final = "aAbB甲"
_MORE: Final = 2  # how many times more than it must a part is repeated
_WIDE: Final = 40  # characters of one class that are tried


class _Unknown(ValueError):
    """Something that is not spelt here."""


def spellings(pattern: str) -> Iterator[str]:
    """Some texts of the form *pattern*, shortest choices first; they are to be tried, for some may not fit."""
    try:
        parts, end = _choice(pattern, 0)
    except (_Unknown, IndexError):
        return
    if end == len(pattern):
        yield from dict.fromkeys(itertools.islice(_texts(parts), 400))


Node = tuple[str, object]


def _choice(text: str, at: int) -> tuple[Node, int]:
    options: list[Node] = []
    while True:
        found, at = _sequence(text, at)
        options.append(found)
        if at >= len(text) or text[at] != "|":
            return ("choice", options), at
        at += 1


def _sequence(text: str, at: int) -> tuple[Node, int]:
    parts: list[Node] = []
    while at < len(text) and text[at] not in "|)":
        part, at = _atom(text, at)
        least, most, at = _times(text, at)
        parts.append(("repeat", (part, least, most)))
    return ("sequence", parts), at


def _atom(text: str, at: int) -> tuple[Node, int]:
    match text[at]:
        case "(":
            start = at + 1
            if text.startswith("?:", start):
                start += 2
            elif text.startswith("?", start):
                raise _Unknown
            found, end = _choice(text, start)
            if text[end] != ")":
                raise _Unknown
            return found, end + 1
        case "[":
            return _class(text, at + 1)
        case "\\":
            characters, end = _escape(text, at)
            return ("one", characters), end
        case "^" | "$":
            return ("one", ""), at + 1
        case ".":
            return ("one", _LETTERS), at + 1
        case char:
            return ("one", char), at + 1


def _class(text: str, at: int) -> tuple[Node, int]:
    negated = text[at] == "^"
    at += negated
    found = ""
    start = at
    while text[at] != "]" or at == start:
        if text[at] == "[" or text.startswith(("&&", "--", "~~"), at):
            raise _Unknown
        first, at = _escape(text, at) if text[at] == "\\" else (text[at], at + 1)
        if text[at] == "-" and text[at + 1] != "]" and len(first) == 1:
            last, at = _escape(text, at + 1) if text[at + 1] == "\\" else (text[at + 1], at + 2)
            first = "".join(map(chr, range(ord(first), min(ord(last), ord(first) + _WIDE) + 1)))
        found += first
    if negated:
        found = "".join(char for char in "aA0甲-/. " if char not in found)
    return ("one", found), at + 1


def _escape(text: str, at: int) -> tuple[str, int]:
    word = text[at + 1]
    if word == "p" and text.startswith("{Han}", at + 2):
        return _HAN, at + 7
    if word.isalnum() and word not in _CLASSES:
        raise _Unknown
    return _CLASSES.get(word, word), at + 2


def _times(text: str, at: int) -> tuple[int, int, int]:
    least, most = 1, 1
    match text[at : at + 1]:
        case "?":
            least, most, at = 0, 1, at + 1
        case "*":
            least, most, at = 0, _MORE, at + 1
        case "+":
            least, most, at = 1, 1 + _MORE, at + 1
        case "{":
            end = text.index("}", at)
            low, comma, high = text[at + 1 : end].partition(",")
            least = int(low or 0)
            most = int(high) if high else least + _MORE if comma else least
            at = end + 1
        case _:
            return least, most, at
    return least, most, at + (text[at : at + 1] == "?")


def _texts(node: Node) -> Iterator[str]:
    match node:
        case "one", str(characters):
            yield from characters or ("",)
        case "choice", list(options):
            for option in options:
                yield from itertools.islice(_texts(option), 40)
        case "sequence", list(parts):
            yield from _joined(parts)
        case "repeat", (part, int(least), int(most)):
            assert isinstance(part, tuple)
            for count in range(least, most + 1):
                yield from itertools.islice(_joined([part] * count), 40)


def _joined(parts: list[Node]) -> Iterator[str]:
    if not parts:
        yield ""
        return
    # the last part changes first, so that texts differ without a product of all
    for head in itertools.islice(_texts(parts[0]), 40):
        for tail in _joined(parts[1:]):
            yield head + tail
