"""Texts without quotes that look like structure which was mistyped: valid YAML that says something else.

    Scalar  ->  Diagnostic, or None

`name：营业执照` is one text to the parser, and so is a list item below a key that already has a value.
Nothing would stop there; the requirement would be gone. So such a text must be quoted where it is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.reading.characters import place_of
from materials_rules.reading.node import Scalar
from materials_rules.reading.syntax import KEY, full_width, syntax_fault

_CLOSING: Final = {"“": "”\"", "‘": "’'", "［": "］]", "【": "】]", "｛": "｝}"}
_KEY_LINE: Final = re.compile(rf"[ ]*(?P<key>{KEY})[ ]*(?P<colon>：|:(?=[^\s/]))")
_SIGN_LINE: Final = re.compile(r"[ ]*(?:(?P<wide>[－＃])|(?P<dash>-)[ ])")
_BLOCK_SIGN: Final = re.compile(r"(?P<wide>[｜＞])[-+0-9]*[ ]*\r?\n")
_BRACKET_COMMA: Final = re.compile("[，、]")
_TAB_INDENT: Final = re.compile(r"^ *\t[ \t]*(?![ \t\r\n#]|\Z)", re.MULTILINE)


def slip_in_key(scalar: Scalar) -> Diagnostic | None:
    """A key that swallowed its value with a full-width colon, or that stands in full-width quotes."""
    found = scalar.file.text.find("：", scalar.start, scalar.end)
    return full_width(scalar.file.text, scalar.file.path, found) if found >= 0 else _enclosed(scalar)


def slip_in_bracket(scalar: Scalar) -> Diagnostic | None:
    """A member of `[…]` that is really several, with full-width commas between."""
    comma = _BRACKET_COMMA.search(scalar.file.text, scalar.start, scalar.end)
    return comma and full_width(scalar.file.text, scalar.file.path, comma.start())


def slip_in_text(scalar: Scalar, *, beside_keys: bool = False) -> Diagnostic | None:
    """A value in full-width signs, or with a line that reads `key：…` or `key:…` or begins with `- ` or `＃`.

    A text on the line of its own key may hold any colon. Behind a dash only an ASCII word and a full-width
    colon make a slip, because `- A类：三层` is a text; *beside_keys* (other items are mappings) any key does.
    """
    text, path = scalar.file.text, scalar.file.path
    if slip := _enclosed(scalar):
        return slip
    if sign := _BLOCK_SIGN.match(text, scalar.start, scalar.end):
        return full_width(text, path, sign.start())
    before = text[text.rfind("\n", 0, scalar.start) + 1 : scalar.start].strip(" ")
    index = scalar.start
    if before.strip("- "):  # its own key stands before it
        index = text.find("\n", index, scalar.end) + 1 or scalar.end
    while index < scalar.end:
        if sign := _SIGN_LINE.match(text, index, scalar.end):
            if sign["dash"]:
                return syntax_fault("dash-in-text", text, path, sign.start("dash"))
            return full_width(text, path, sign.start("wide"))
        in_list = index == scalar.start and before != "" and not beside_keys
        key = _KEY_LINE.match(text, index, scalar.end)
        if key and not (in_list and (key["colon"] == ":" or not key["key"].isascii())):
            return _key_slip(key, text, path)
        index = text.find("\n", index, scalar.end) + 1 or scalar.end
    return None


def tabbed_lines(text: str, path: str, texts: list[tuple[int, int]]) -> list[Diagnostic]:
    """R-TAB for every line indented with a tab outside *texts*, the quoted and block texts in their order."""
    starts = [start for start, _ in texts]
    faults = []
    for line in _TAB_INDENT.finditer(text):
        within = bisect_right(starts, line.start()) - 1
        if within < 0 or texts[within][1] <= line.start():
            faults.append(Diagnostic("R-TAB", place_of(text, path, text.index("\t", line.start()))))
    return faults


def _enclosed(scalar: Scalar) -> Diagnostic | None:
    text = scalar.file.text
    closing = _CLOSING.get(text[scalar.start])
    if not closing or text[scalar.end - 1] not in closing:
        return None
    if text.find(text[scalar.start], scalar.start + 1, scalar.end) >= 0:
        return None
    return full_width(text, scalar.file.path, scalar.start)


def _key_slip(slip: re.Match[str], text: str, path: str) -> Diagnostic:
    colon = slip.start("colon")
    if slip["colon"] == "：":
        return full_width(text, path, colon)
    return syntax_fault("colon-without-blank", text, path, colon, key=slip["key"])
