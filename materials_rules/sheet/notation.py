"""One value of a file as the text of one cell, in the plainest notation that reads back to the same.

    value, position  <->  text

The notations, from plain to exact: the text itself with closed words in Chinese; one text a line (names also with `、` or `；`
between them, a name that holds such a sign in quotes); citations as `《…》第…条`; any of these with `〔假定〕` behind it; a small
YAML text. Whatever is written was read back before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.ground.refusal import Refusal
from materials_rules.reading.source import Plain, read_source
from materials_rules.rules.grammar import Position, Schema
from materials_rules.sheet import citation
from materials_rules.sheet.citation import Acts, UnknownAct
from materials_rules.sheet.snippet import (
    emit,
    in_chinese,
    in_english,
    key_in_english,
    quoted,
    unquoted,
    word_in_chinese,
    word_in_english,
)

_MARK: Final = re.compile(r"〔(?:假定|来源：[^〔〕\n]+)〕")
_STRUCTURE: Final = re.compile(r"(?:- |[\[{])|(?P<key>[^\s:：]+):(?:\s|\Z)")
_BETWEEN: Final = re.compile(r"[、；;]")
_NAME: Final = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[^、；;]+)\s*(?:[、；;]|\Z)')
_SCALARS: Final = frozenset({"string", "integer", "number", "boolean"})
_HIDDEN: Final = re.compile(r"\A[\s]|[\s]\Z|[\x00-\x09\x0b-\x1f\x7f-\x9f]|_x[0-9A-Fa-f]{4}_|[\ud800-\udfff\ufffe\uffff]|\A→长文")


class CellUnreadable(Refusal):
    """A text that is no value of its place."""


@dataclass(frozen=True)
class Shape:
    """What the value at a place may be. `is_names`: its lines are names, which may also stand side by side, and no sentences."""

    here: Position
    is_text: bool
    is_lines: bool
    is_names: bool
    is_citations: bool
    is_sourced: bool
    is_mapping: bool


def shape(here: Position) -> Shape:
    """What the value at *here* may be."""
    arrays = [here.below(0)] if any(one.get("type") == "array" for one in here.shapes) else []
    items = [one for inner in arrays for one in inner.shapes]
    return Shape(
        here,
        is_text=any(_is_scalar(one) for one in here.shapes),
        is_lines=any(_is_scalar(one) for one in items),
        # a list of free texts that may also be more than texts is one of sentences: the conditions of acceptance
        is_names=bool(items) and (all(map(_is_scalar, items)) or any("enum" in one or "pattern" in one for one in items)),
        is_citations=any("law" in one.get("properties", {}) for one in items),
        is_sourced=any({"value", "source"} <= set(one.get("properties", {})) for one in here.shapes),
        is_mapping=any(one.get("type") == "object" for one in here.shapes),
    )


def _is_scalar(one: Schema) -> bool:
    return one.get("type") in _SCALARS or "const" in one or "enum" in one


def written(value: Plain, here: Position, acts: Acts) -> str:
    """The cell for *value* at *here*: the first notation that reads back to it."""
    for text in _notations(value, here, acts):
        try:
            if _same(read(text, here, acts), value, here):
                return text
        except CellUnreadable:
            continue
    raise AssertionError("a value that no notation can say")  # the last notation is YAML, which says everything


def _notations(value: Plain, here: Position, acts: Acts) -> Iterator[str]:
    if isinstance(value, str):
        word = word_in_chinese(value, here)
        if word and not _HIDDEN.search(word):
            yield str(word)
        yield quoted(value)
        yield quoted(quoted(value))
        return
    if value and isinstance(value, list) and all(isinstance(item, str) for item in value):
        words = [str(word_in_chinese(str(item), here.below(at))) for at, item in enumerate(value)]
        if not any(_HIDDEN.search(word) or not word for word in words):
            yield "\n".join(words)
            yield "\n".join(quoted(str(item)) if _BETWEEN.search(word) else word for item, word in zip(value, words, strict=True))
    if isinstance(value, list) and shape(here).is_citations:
        yield citation.written(value, acts)
    if isinstance(value, dict) and sorted(value) == ["source", "value"] and isinstance(value["source"], str):
        inner = written(value["value"], here.below("value"), acts)
        yield inner + ("\n" if "\n" in inner else "") + citation.source_mark(value["source"])
    yield emit(in_chinese(value, here, acts)).rstrip("\n")
    yield json.dumps(value, ensure_ascii=False)  # braces and quotes are never taken for anything else


def _same(one: Plain, other: Plain, here: Position) -> bool:
    """Whether two values say the same; the order of our keys says nothing, that of an author's names does."""
    match one, other:
        case dict(), dict():
            in_order = sorted(one) == sorted(other) if here.keys else list(one) == list(other)
            return in_order and all(_same(one[key], other[key], here.below(key)) for key in one)
        case list(), list():
            pairs = enumerate(zip(one, other, strict=False))
            return len(one) == len(other) and all(_same(mine, theirs, here.below(at)) for at, (mine, theirs) in pairs)
        case str(), str():
            return one == other
    return False


def read(text: str, here: Position, acts: Acts) -> Plain:
    """The value that the cell *text* says at *here*. Raises CellUnreadable."""
    may = shape(here)
    text = text.strip(" \t\n\r\u3000")
    if (literal := unquoted(text)) is not None:
        return _one_name(literal) if may.is_names and not may.is_text else literal
    mark = _mark(text) if may.is_sourced else ""
    if mark and not (may.is_citations and citation.looks_like_citations(text) and _cites(text, acts)):
        return {
            "value": read(text.removesuffix(mark), here.below("value"), acts),
            "source": citation.source_of(mark),
        }
    if may.is_citations and citation.looks_like_citations(text):
        return _citations(text, acts)
    if _is_structure(text, may):
        return _yaml(text, here, acts)
    if may.is_text and not (may.is_lines and ("\n" in text or (may.is_names and len(_names(text)) > 1))):
        return word_in_english(text, here)
    if may.is_lines:
        lines = [line for line in text.split("\n") if line.strip()]
        return [_line(name, here.below(0)) for line in lines for name in (_names(line) if may.is_names else (line,))]
    raise CellUnreadable("S-CITATION" if may.is_citations else "S-NESTED", found=_beginning(text))


def _mark(text: str) -> str:
    """The source of a whole value: behind a value of one line, on a line of its own below a longer one; empty without one."""
    mark = text[text.rfind("〔") :]
    last = text[text.rfind("\n") + 1 :].removesuffix(mark)
    return mark if _MARK.fullmatch(mark) and ("\n" not in text or not last.strip()) else ""


def _names(line: str) -> list[str]:
    """The names that stand side by side in *line*; one in quotes is a name whatever it holds."""
    return [name for name in _NAME.findall(line) if name.strip()]


def _one_name(literal: str) -> Plain:
    """A text in quotes where only several may stand is one of them; in quotes twice it is no list, which the loader will tell."""
    bare = unquoted(literal)
    return [literal] if bare is None else bare


def _line(line: str, here: Position) -> str:
    line = line.strip(" \t\r\u3000")
    literal = unquoted(line)
    return word_in_english(line, here) if literal is None else literal


def _cites(text: str, acts: Acts) -> bool:
    try:
        return citation.read(text, acts) is not None
    except UnknownAct:
        return True


def _citations(text: str, acts: Acts) -> list[Plain]:
    try:
        found = citation.read(text, acts)
    except UnknownAct as unknown:
        raise CellUnreadable("S-ACT", act=str(unknown)) from None
    if found is None:
        raise CellUnreadable("S-CITATION", found=_beginning(text))
    return found


def _is_structure(text: str, may: Shape) -> bool:
    """Whether *text* is meant as YAML: where a plain text may stand too, only its first key can tell."""
    found = _STRUCTURE.match(text)
    if found is None:
        return False
    if not (may.is_text or may.is_lines):
        return True
    if found["key"] is None:
        return text[0] == "-" or text[-1:] in ("]", "}")
    return key_in_english(found["key"].strip("\"'"), may.here) in may.here.keys


def _yaml(text: str, here: Position, acts: Acts) -> Plain:
    try:
        source = read_source(text.encode("utf-8", "surrogatepass"), "")
    except RulesetInvalid as invalid:
        first = invalid.diagnostics[0]
        args = {"line": str(first.place.line), "column": str(first.place.column)}
        for language in ("zh", "en"):
            args[f"fault_{language}"] = first.say(language)
            args[f"remedy_{language}"] = first.remedy(language)
        raise CellUnreadable("S-YAML", **args) from None
    try:
        return in_english(source.root, here, acts)
    except UnknownAct as unknown:
        raise CellUnreadable("S-ACT", act=str(unknown)) from None


def _beginning(text: str) -> str:
    line = text.split("\n")[0]
    return line if len(line) <= 40 else line[:40] + "…"
