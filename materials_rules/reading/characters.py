"""The characters of a file: decoded, and none of them hidden.

    bytes  ->  text, odd characters
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.ground.messages.yaml import NAMES

LARGEST_FILE: Final = 1 << 20  # bytes

_KINDS: Final = {
    "break": "\x0b\x0c\r\x85\u2028\u2029",
    "control": "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb\ufffe\uffff",
    "blank": "\u00a0\u1680\u2000-\u200a\u202f\u205f",
    "bidi": "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    "bom": "\ufeff",
    "unseen": "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\u2800\u3164\uffa0\U000e0000-\U000e007f",
}
# a carriage return is odd only where no line feed follows
_SUSPECT: Final = re.compile("[" + "".join(_KINDS.values()) + "]")
_GROUPS: Final = "|".join(f"(?P<{kind}>[{some}])" for kind, some in _KINDS.items())
ODD: Final = re.compile(f"(?!\r\n)(?:{_GROUPS})")


def decode(data: bytes, path: str) -> str:
    """The text of a UTF-8 file, without a byte order mark at its start.

    Raises RulesetInvalid: R-LIMIT for more than 1 MiB, R-ENCODING for any other encoding, with a guess which.
    """
    if len(data) > LARGEST_FILE:
        raise RulesetInvalid([limit_passed(Place(path), "bytes", LARGEST_FILE)])
    data = data.removeprefix(b"\xef\xbb\xbf")
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or data.count(0) * 4 > len(data):
        raise RulesetInvalid([_wrong_encoding(Place(path, 1, 1), "utf-16")])
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        place = place_of(before, path, len(before))
        raise RulesetInvalid([_wrong_encoding(place, _guess(data, before))]) from None


def _guess(data: bytes, before: str) -> str:
    # Chinese that did decode as UTF-8 before the fault speaks for a damaged file
    if any("\u4e00" <= char <= "\u9fff" for char in before):
        return "bytes-wrong"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "bytes-wrong"
    return "gbk"


def odd_characters(text: str, path: str) -> list[Diagnostic]:
    """Every character of *text* that hides something, by code point, line and column."""
    if not _SUSPECT.search(text):
        return []
    faults = []
    before, end = "", 0
    for odd in ODD.finditer(text):
        if odd.group() != before or odd.start() != end:  # a row of the same character is one fault
            faults.append(odd_character(place_of(text, path, odd.start()), odd))
        before, end = odd.group(), odd.end()
    return faults


def odd_character(place: Place, odd: re.Match[str]) -> Diagnostic:
    """R-CHAR for one match of `ODD`."""
    return _refused(place, odd.group(), odd.lastgroup or "unseen", "odd-remedy")


def wide_blank(text: str, path: str, index: int) -> Diagnostic:
    """R-CHAR: the full-width blank at *index* stands outside quotes, where it looks like structure."""
    return _refused(place_of(text, path, index), text[index], "wide-blank", "wide-blank-remedy")


def _refused(place: Place, character: str, what: str, remedy: str) -> Diagnostic:
    what_zh, what_en = NAMES[what]
    remedy_zh, remedy_en = NAMES[remedy]
    words = {"what_zh": what_zh, "what_en": what_en, "remedy_zh": remedy_zh, "remedy_en": remedy_en}
    return Diagnostic("R-CHAR", place, {"character": f"U+{ord(character):04X}", **words})


def without_odd_characters(text: str) -> str:
    """*text*, as long as before, with a blank or a letter for each odd character, to look on in."""
    return ODD.sub(lambda odd: " " if odd.lastgroup in {"blank", "break"} else "x", text)


def limit_passed(place: Place, what: str, most: int) -> Diagnostic:
    """R-LIMIT: more than *most* of *what* (`bytes`, `depth` or `nodes`)."""
    zh, en = NAMES[what]
    return Diagnostic("R-LIMIT", place, {"what_zh": zh, "what_en": en, "most": f"{most:,}"})


def place_of(text: str, path: str, index: int) -> Place:
    """The place of the character *index* of *text*: lines end with a line feed, columns count characters."""
    starts = _line_starts(text)
    line = bisect_right(starts, index)
    return Place(path, line, index - starts[line - 1] + 1)


@lru_cache(maxsize=2)  # one file at a time has faults, and perhaps very many
def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *(found.end() for found in re.finditer("\n", text)))


def _wrong_encoding(place: Place, what: str) -> Diagnostic:
    zh, en = NAMES[what]
    return Diagnostic("R-ENCODING", place, {"what_zh": zh, "what_en": en})
