"""One layout: two blanks a level, one entry a line, braces only around citations and rows.

    Draft, its model  ->  YAML

A text stays on one line however long it is, because folding would put blanks between Chinese characters; only a text with
line breaks of its own becomes a block.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from materials_rules.rules.grammar import Position
from materials_rules.writing.draft import Block, Draft, Entry, Text
from materials_rules.writing.scalars import Spot, block_lines, is_typed, quoted, written
from materials_rules.writing.words import Speech

WIDEST: Final = 130
"""Columns that a citation in braces may reach; a Chinese character counts two."""

_TABLE: Final = "rows"
"""The key of a table of cases: a row stays on its line however wide it is."""

_CASE: Final = 3
"""How deep a part of one case stands at least: below `cases`, its number and its key."""

_INDENT: Final = "  "
_OTHER: Final = frozenset({"integer", "number", "boolean"})

_ROWS: Final = frozenset({"law", "id"})
"""The keys by which a citation, or a row of the list of elements, is known: short, and read across."""


def lay_out(draft: Draft, at: Position, speech: Speech, *, compact: bool = False) -> str:
    """*draft*, what stands at *at*, as the text of a file in the language of *speech*.

    With *compact*, as in files of cases, whatever has no further parts and fits on its line stands in braces or brackets.
    """
    layout = _Layout(speech, compact)
    if isinstance(draft, Text):
        return f"{layout.scalar(draft, at, 'value')}\n"
    lines = [*_without_first_blank(draft.head), *layout.block(draft, at, ())]
    return "".join(f"{line}\n" for line in lines)


class _Layout:
    def __init__(self, speech: Speech, compact: bool) -> None:
        self.speech = speech
        self.compact = compact

    def block(self, block: Block, at: Position, path: tuple[str | int, ...]) -> Iterator[str]:
        """The lines of *block*, not indented."""
        if not block.entries:
            yield "{}" if block.is_mapping else "[]"
            yield from block.below
            return
        for number, entry in enumerate(block.entries):
            above = entry.above if number else _without_first_blank(entry.above)
            yield from above
            yield from self.entry(entry, number, at, path)
        yield from _without_last_blank(block.below)

    def entry(self, entry: Entry, number: int, at: Position, path: tuple[str | int, ...]) -> Iterator[str]:
        if entry.key is None:
            here, step, head = at.below(number), (*path, number), "-"
        else:
            here, step = at.below(entry.key.text), (*path, entry.key.text)
            key = self.speech.key(entry.key.text, at)
            head = f"{written(key, 'key', keep_text=key[:1].isdigit())}:"
        value, beside = entry.value, f" {entry.beside}" if entry.beside else ""
        if isinstance(value, Text):
            yield from self.text(value, here, step, head, beside, entry.beside != "")
        elif (flow := self.flow(value, here, step)) is not None and (
            path[-1:] == (_TABLE,) or _width(flow) + _width(head) + 2 * len(path) <= WIDEST
        ):
            yield f"{head} {flow}{beside}"
        elif not value.entries:
            yield f"{head} {'{}' if value.is_mapping else '[]'}{beside}"
            yield from (_indented(line) for line in value.below)
        elif entry.key is None:
            yield from ([entry.beside] if beside else [])  # behind the dash alone it would belong to what follows
            yield from self.item(value, here, step)
        else:
            yield f"{head}{beside}"
            yield from (_indented(line) for line in self.block(value, here, step))

    def item(self, value: Block, here: Position, path: tuple[str | int, ...]) -> Iterator[str]:
        """A list item that is itself a block begins on the line of its dash, behind the comments of its first entry."""
        lines = list(self.block(value, here, path))
        first = next(i for i, line in enumerate(lines) if line and not line.startswith("#"))
        yield from lines[:first]
        yield f"- {lines[first]}"
        yield from (_indented(line) for line in lines[first + 1 :])

    def text(
        self, value: Text, here: Position, path: tuple[str | int, ...], head: str, beside: str, has_comment: bool
    ) -> Iterator[str]:
        said = self.speech.text(value.text, here, path)
        if (lines := block_lines(said)) is not None:
            yield f"{head} {lines[0]}{beside}"
            yield from (_indented(line) for line in lines[1:])
            return
        spot: Spot = "item" if head == "-" else "value"
        if has_comment and self.speech.is_prose(path, here):
            yield f"{head} {quoted(said)}{beside}"  # a comment behind a plain sentence reads as a lost part of it
        elif said:
            yield f"{head} {self.scalar(Text(said, value.quoted), here, spot)}{beside}"
        else:
            yield f"{head}{'' if value.quoted is False else ' ' + quoted('')}{beside}"

    def scalar(self, value: Text, here: Position, spot: Spot) -> str:
        """*value* on one line; a figure that is a text to its model stands in quotes."""
        return written(value.text, spot, keep_text=is_typed(value.text) and _is_text(value, here))

    def flow(self, block: Block, here: Position, path: tuple[str | int, ...]) -> str | None:
        """A citation or a row in braces, in a file of cases anything short; None for what takes lines of its own."""
        keys = [entry.key.text for entry in block.entries if entry.key is not None]
        if not block.is_silent or path[-1:] == (_TABLE,) or (_ROWS.isdisjoint(keys) if not self.compact else len(path) < _CASE):
            return None
        parts = []
        for number, entry in enumerate(block.entries):
            step: str | int = number if entry.key is None else entry.key.text
            part = self.part(entry.value, here.below(step), (*path, step), "braces" if block.is_mapping else "brackets")
            if part is None:
                return None
            head = "" if entry.key is None else written(self.speech.key(entry.key.text, here), "braces", keep_text=True) + ": "
            parts.append(f"{head}{part}")
        return f"{{{', '.join(parts)}}}" if block.is_mapping else f"[{', '.join(parts)}]"

    def part(self, value: Draft, here: Position, path: tuple[str | int, ...], within: Spot) -> str | None:
        """A value in braces or brackets: a text; in a file of cases also a list, in a list a mapping, in braces plain lists."""
        if isinstance(value, Text):
            said = self.speech.text(value.text, here, path)
            return None if "\n" in said else self.scalar(Text(said, value.quoted), here, within)
        is_plain = not value.is_mapping and all(isinstance(entry.value, Text) for entry in value.entries)
        return self.flow(value, here, path) if self.compact and value.entries and (is_plain or within == "brackets") else None


def _is_text(value: Text, at: Position) -> bool:
    """Whether a figure here is a text to its model; where both are right, or nothing is known, as its author wrote it."""
    kinds = [shape.get("type") for shape in at.shapes]
    if any(kind in _OTHER for kind in kinds if isinstance(kind, str)):
        return False
    if not kinds or any(isinstance(kind, list) and _OTHER.intersection(kind) for kind in kinds):
        return value.quoted is not False if not kinds else value.quoted is True
    return True


def _indented(line: str) -> str:
    return f"{_INDENT}{line}" if line else ""


def _without_first_blank(lines: tuple[str, ...]) -> tuple[str, ...]:
    return lines[1:] if lines and not lines[0] else lines


def _without_last_blank(lines: tuple[str, ...]) -> tuple[str, ...]:
    return lines[:-1] if lines and not lines[-1] else lines


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
