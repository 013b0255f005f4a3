"""How one text is written: plain where our own reader takes it for that text, else in quotes or as a block.

    text, where it stands  ->  YAML

The reader is asked, not imitated: what it refuses without quotes (a full-width colon that looks like a key, ` #`, a dash)
is known there and nowhere else.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.source import Plain, plain, read_source

Spot = Literal["value", "item", "key", "braces", "brackets"]
"""Behind a key, behind a dash, before a colon, inside `{…}`, inside `[…]`."""

_FRAMES: Final[dict[Spot, tuple[str, Plain]]] = {
    "value": ("a: {}\n", {"a": "{}"}),
    # a mapping beside it makes the reader look most sharply
    "item": ("- a: b\n- {}\n", [{"a": "b"}, "{}"]),
    "key": ("{}: b\n", {"{}": "b"}),
    "braces": ("- {{a: {}, b: c}}\n", [{"a": "{}", "b": "c"}]),
    "brackets": ("- [{}, b]\n", [["{}", "b"]]),
}
_SAFE: Final = re.compile(r"[a-zA-Z_\u4e00-\u9fff][\w\u4e00-\u9fff()（）《》〔〕“”。；/.-]*\Z")
"""Texts that need no asking: letters first, then nothing that means anything to YAML."""

_TYPED: Final = re.compile(
    r"(?:[0-9]+(?:\.[0-9]+){2,}|[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9_]+|0x[0-9a-fA-F]+|0o[0-7]+"
    r"|[-+]?[0-9]+(?::[0-5]?[0-9])+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    r"|true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|y|Y|n|N|null|Null|NULL|~)\Z"
)
"""What other readers of YAML take for a number, a truth value or nothing, and what people would: `8.1.7`."""

_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def written(text: str, spot: Spot, *, keep_text: bool = False) -> str:
    """*text* on one line. With *keep_text* what others would read as a number or a truth value stands in quotes."""
    if not text or (keep_text and is_typed(text)) or not _is_plain(text, spot):
        return quoted(text)
    return text


def is_typed(text: str) -> bool:
    """Whether other readers of YAML would take the plain *text* for something else than a text."""
    return _TYPED.match(text) is not None


def quoted(text: str) -> str:
    """*text* in double quotes, or in single ones where that needs no escapes."""
    if not any(char in text for char in '"\\') or any(not char.isprintable() and char != "\u3000" for char in text):
        return '"' + "".join(map(_escaped, text)) + '"'
    return "'" + text.replace("'", "''") + "'"


def block_lines(text: str) -> list[str] | None:
    """*text* as the lines of a literal block, header first; None where it has one line or no block can hold it."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if "\n" not in text or not lines[0].strip() or not lines[-1].strip() or lines[0].startswith((" ", "\t")):
        return None
    if any(not char.isprintable() and char not in "\n\u3000" for char in text):
        return None
    return ["|" if text.endswith("\n") else "|-", *lines]


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable() or char == "\u3000":
        return char
    return f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\U{ord(char):08x}"


@lru_cache(maxsize=8192)
def _is_plain(text: str, spot: Spot) -> bool:
    if spot not in ("braces", "brackets") and _SAFE.match(text) and not text.endswith(("-", ".")):
        return True
    if "\n" in text or "\r" in text or text != text.strip():
        return False
    frame, meant = _FRAMES[spot]
    try:
        found = plain(read_source(frame.format(text).encode("utf-8", "surrogatepass"), "").root)
    except RulesetInvalid:
        return False
    return found == _filled(meant, text)


def _filled(meant: Plain, text: str) -> Plain:
    if isinstance(meant, str):
        return text if meant == "{}" else meant
    if isinstance(meant, dict):
        return {text if key == "{}" else key: _filled(value, text) for key, value in meant.items()}
    return [_filled(item, text) for item in meant]
