"""What a YAML file is made of: texts, lists and mappings, each with its place in the file.

    file, offset in a text  ->  Place

A node holds only what was made before it, so none is ever part of a circle, and no search for garbage need look at it.
"""

from __future__ import annotations

import re
from typing import Any, Final, Literal

from msgspec import Struct

from materials_rules.ground.diagnostic import Place
from materials_rules.reading.characters import place_of

Style = Literal["plain", "single", "double", "literal", "folded"]
Plain = str | list["Plain"] | dict[str, "Plain"]

_COMMENT: Final = re.compile(r"[ \t]+#")
_ESCAPE: Final = re.compile(r"\\(?:x..|u.{4}|U.{8}|.)")


class File(Struct, frozen=True, gc=False):
    """The file a node stands in."""

    path: str
    text: str

    def __repr__(self) -> str:
        return f"File({self.path!r})"


class Scalar(Struct, frozen=True, gc=False):
    """A text as it was written: `0734`, `no`, `2026-01-01`; nothing written is the empty text."""

    text: str
    line: int
    column: int
    style: Style
    start: int  # characters of the file before it, and before what follows it
    end: int
    file: File

    @property
    def place(self) -> Place:
        """Where it begins, with its quote if it has one."""
        return Place(self.file.path, self.line, self.column)

    @property
    def has_comment_after(self) -> bool:
        """Whether a comment follows an unquoted text on its line: perhaps a lost part of the text."""
        return self.style == "plain" and _COMMENT.match(self.file.text, self.end) is not None

    @property
    def comment_place(self) -> Place | None:
        """Where that comment begins."""
        comment = _COMMENT.match(self.file.text, self.end) if self.style == "plain" else None
        return comment and place_of(self.file.text, self.file.path, comment.end() - 1)

    def place_of(self, offset: int) -> Place:
        """Where the character *offset* of `text` stands; of a folded text, where the scalar begins."""
        offset = max(0, min(offset, len(self.text)))
        if self.style == "literal":
            return self._place_in_block(offset)
        written = self.file.text[self.start : self.end]
        if self.style == "folded" or "\n" in written:
            return self.place
        index = offset
        if self.style in {"single", "double"}:
            index = _written_offset(written, self.style, offset)
        return Place(self.file.path, self.line, self.column + index)

    def _place_in_block(self, offset: int) -> Place:
        number = self.text.count("\n", 0, offset)
        lines = self.file.text[self.start : self.end].replace("\r\n", "\n").split("\n")
        value = self.text.split("\n")[number]
        in_line = offset - self.text.rfind("\n", 0, offset) - 1
        # the first line holds `|`; a line of the text is a line of the file without the indent
        indent = len(lines[number + 1]) - len(value) if value and number + 1 < len(lines) else 0
        return Place(self.file.path, self.line + 1 + number, indent + in_line + 1)


class Sequence(Struct, frozen=True, gc=False):
    """A list, in the author's order."""

    items: tuple[Node, ...]
    line: int
    column: int
    file: File

    @property
    def place(self) -> Place:
        """Where its first dash or its bracket stands."""
        return Place(self.file.path, self.line, self.column)


class Mapping(Struct, frozen=True, gc=False):
    """Keys and what stands under them, in the author's order; no key twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    file: File

    @property
    def place(self) -> Place:
        """Where its first key or its brace stands."""
        return Place(self.file.path, self.line, self.column)

    def entry(self, key: str) -> tuple[Scalar, Node] | None:
        """The key spelt *key* and what stands under it."""
        for entry in self.entries:
            if entry[0].text == key:
                return entry
        return None


Node = Scalar | Sequence | Mapping


def plain(node: Node) -> Plain:
    """The texts alone, in lists and dicts; nothing is given a type."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    return [plain(item) for item in node.items]


def keys(node: Node) -> set[str]:
    """Every key of every mapping in *node*."""
    found: set[str] = set()
    _add_keys(node, found)
    return found


def _add_keys(node: Node, found: set[str]) -> None:
    if isinstance(node, Mapping):
        for key, value in node.entries:
            found.add(key.text)
            if not isinstance(value, Scalar):
                _add_keys(value, found)
    elif isinstance(node, Sequence):
        for item in node.items:
            if not isinstance(item, Scalar):
                _add_keys(item, found)


def _written_offset(written: str, style: Style, offset: int) -> int:
    """How far into a quoted text, quote included, the character *offset* of its value stands."""
    index = 1
    for _ in range(offset):
        if style == "single":
            index += 2 if written[index] == "'" else 1
        else:
            escape = _ESCAPE.match(written, index)
            index = escape.end() if escape else index + 1
    return index


def mapping_below(data: object, key: str) -> dict[str, Any]:
    """The mapping below *key* of plain *data*; empty where there is none, whatever stands there."""
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}
