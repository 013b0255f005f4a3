"""What is too nested for columns, as a small YAML text in a cell, its keys and closed words in Chinese.

    plain texts, position  <->  YAML text

A text in double quotes is meant letter by letter: in a cell `"假定"` is these two characters, and 假定 our word `assumption`.
"""

from __future__ import annotations

import json
import re
from typing import Final

from materials_rules.reading.characters import ODD
from materials_rules.reading.keys import TABLE, WORD_TABLE
from materials_rules.reading.source import Mapping, Node, Plain, Scalar
from materials_rules.rules.grammar import Position
from materials_rules.sheet import citation
from materials_rules.sheet.citation import Acts, UnknownAct
from materials_rules.writing.scalars import Spot, written

_HIDDEN: Final = re.compile(f"{ODD.pattern}|[\ud800-\udfff]")


class Literal(str):
    """A text that must not be taken for one of our words."""

    __slots__ = ()


def quoted(text: str) -> str:
    """*text* in double quotes, on one line, with everything escaped that hides something or that Excel would change."""
    whole = json.dumps(text, ensure_ascii=False)
    whole = _HIDDEN.sub(lambda odd: json.dumps(odd.group())[1:-1], whole)
    return whole.replace("_x", "\\u005fx")  # `_x000D_` is a carriage return to Excel


def unquoted(text: str) -> str | None:
    """What a text in double quotes says, None where *text* is no such text."""
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return None
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, str) else None


def emit(value: Plain) -> str:
    """*value* as YAML in block style, which `read_source` reads back as the same texts in the same order."""
    return "\n".join(_lines(value, 0)) + "\n"


def _lines(value: Plain, indent: int, spot: Spot = "value") -> list[str]:
    pad = " " * indent
    if isinstance(value, str):
        return [pad + _scalar(value, spot)]
    if not value:
        return [pad + ("{}" if isinstance(value, dict) else "[]")]
    lines: list[str] = []
    if isinstance(value, list):
        for inner in value:
            first, *rest = _lines(inner, indent + 2, "item")
            lines += [f"{pad}- {first.strip(' ')}", *rest]
        return lines
    for key, inner in value.items():
        if isinstance(inner, str) or not inner:
            lines.append(f"{pad}{_scalar(key, 'key')}: {_lines(inner, 0)[0]}")
        else:
            lines += [f"{pad}{_scalar(key, 'key')}:", *_lines(inner, indent + 2)]
    return lines


def _scalar(text: str, spot: Spot) -> str:
    is_plain = not isinstance(text, Literal) and "_x" not in text and written(text, spot) == text
    return str(text) if is_plain else quoted(text)


def in_chinese(value: Plain, here: Position, acts: Acts) -> Plain:
    """*value* with our keys and words in Chinese and its citations on one line; what looks like a word of ours is a Literal."""
    if isinstance(value, list):
        if value and are_citations(here) and (line := _cited(value, acts)):
            return line
        return [in_chinese(inner, here.below(at), acts) for at, inner in enumerate(value)]
    if isinstance(value, dict):
        return {_key_in_chinese(key, here): in_chinese(inner, here.below(key), acts) for key, inner in value.items()}
    return word_in_chinese(value, here)


def are_citations(here: Position) -> bool:
    """Whether a list of citations may stand at *here*."""
    return any("law" in shape.get("properties", {}) for shape in here.below(0).shapes)


def _cited(value: list[Plain], acts: Acts) -> str:
    """The citations on one line; empty where they do not read back."""
    line = citation.written(value, acts).replace("\n", "；")
    try:
        return line if citation.read(line, acts) == value else ""
    except UnknownAct:
        return ""


def word_in_chinese(text: str, here: Position) -> str:
    """A closed word in Chinese; any other text as it is, a Literal where it looks like a closed word."""
    if text in here.words:
        return WORD_TABLE.said(text, "zh")
    return Literal(text) if WORD_TABLE.english(text) in here.words else text


def _key_in_chinese(key: str, here: Position) -> str:
    if key in here.keys:
        return TABLE.said(key, "zh")
    return WORD_TABLE.said(key, "zh") if key in here.key_words else key


def in_english(node: Node, here: Position, acts: Acts) -> Plain:
    """*node* with our keys and words in English, wherever they were written in Chinese. Raises UnknownAct."""
    if isinstance(node, Scalar):
        if node.style != "double" and are_citations(here) and citation.looks_like_citations(node.text):
            found = citation.read(node.text, acts)
            return node.text if found is None else found
        return node.text if node.style == "double" else word_in_english(node.text, here)
    if isinstance(node, Mapping):
        mapping: dict[str, Plain] = {}
        for key, value in node.entries:
            english = key_in_english(key.text, here)
            mapping[english] = in_english(value, here.below(english), acts)
        return mapping
    return [in_english(item, here.below(at), acts) for at, item in enumerate(node.items)]


def word_in_english(text: str, here: Position) -> str:
    """The closed word that *text* is at this place; any other text as it is."""
    english = WORD_TABLE.english(text)
    return english if english is not None and english in here.words else text


def key_in_english(key: str, here: Position) -> str:
    """The key or closed word that *key* is at this place; a name of the author's as it is."""
    english = TABLE.english(key)
    if english in here.keys:
        return english
    word = WORD_TABLE.english(key)
    return word if word is not None and word in here.key_words else key
