"""The comments of a file, each with the key, the item or the end of a list that it belongs to.

    root of a file  ->  Draft

The parser throws comments away, so they are found in what is left of the text when every scalar is taken out. A comment
behind something belongs to that; one on a line of its own belongs to what follows it, unless it is indented like the end of
what went before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from materials_rules.reading.source import Mapping, Node, Scalar, Sequence
from materials_rules.writing.draft import Block, Draft, Entry, Text

MODELINE: Final = re.compile(r"(?P<before>#\s*yaml-language-server:\s*\$schema=\S*?)(?:\.zh)?(?P<after>\.schema\.json)\s*\Z")
"""The comment that leads an editor to the schema of a file."""

_BESIDES_SCALARS: Final = re.compile(r"#[^\r\n]*|[\[\]{}]")
_HEADER: Final = re.compile(r"[|>][-+0-9]*")
_SIGNS_BEFORE: Final = re.compile(r"[ \t]*(?:(?:-[ \t]+)*|---[ \t]*|\.\.\.[ \t]*)\Z")


def with_comments(root: Node) -> Draft:
    """*root*, in English words or as it was read, as a draft with every comment of its file.

    A blank line before an entry or a comment is kept; several become one.
    """
    reading = _Reading(root)
    for index, comment in reading.comments:
        reading.attach(index, comment)
    return _with_head(reading.draft(root, 0))


def _with_head(draft: Draft) -> Draft:
    """*draft* with the lines at the top of its file apart from those of its first key."""
    if not isinstance(draft, Block) or not draft.entries:
        return draft
    first = draft.entries[0]
    parted = [number for number, line in enumerate(first.above, 1) if not line or MODELINE.match(line)]
    cut = parted[-1] if parted else 0
    rest = replace(first, above=first.above[cut:])
    return replace(draft, head=first.above[:cut], entries=(rest, *draft.entries[1:]))


@dataclass(frozen=True, slots=True)
class _Collection:
    """A list or mapping: its column, its brackets (`end` is -1 without), the anchor it is the value of (-1: none)."""

    number: int
    start: int
    column: int
    end: int
    owner: int


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A key or an item: where it begins, its column, the numbers of the collections around it, outermost first."""

    start: int
    column: int
    within: tuple[int, ...]


class _Reading:
    """One file: what begins where, and what has been said about it."""

    def __init__(self, root: Node) -> None:
        self.text = root.file.text
        self.starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        self.collections: list[_Collection] = []
        self.anchors: list[_Anchor] = []
        self.above: dict[int, list[str]] = defaultdict(list)
        self.beside: dict[int, list[str]] = defaultdict(list)
        self.below: dict[int, list[str]] = defaultdict(list)
        self.ends: dict[int, int] = {}
        self.comments = list(self._comments(root))
        self._walk(root, -1, ())
        self._begins = [anchor.start for anchor in self.anchors]
        self._owned = {collection.owner: collection.number for collection in self.collections}
        self._filled = {anchor.within[-1] for anchor in self.anchors}
        self._gap = (-1, -1, False)  # the next anchor, the column of the last end spoken about, whether it was spoken about

    # what there is

    def _comments(self, root: Node) -> Iterator[tuple[int, str]]:
        opened: list[int] = []
        begin = 0
        for start, end in [*_texts(root), (len(self.text), len(self.text))]:
            for found in _BESIDES_SCALARS.finditer(self.text, begin, start):
                if found[0][0] == "#":
                    yield found.start(), found[0].rstrip()
                elif found[0] in "[{":
                    opened.append(found.start())
                elif opened:
                    self.ends[opened.pop()] = found.start()
            begin = max(begin, end)

    def _walk(self, node: Node, owner: int, within: tuple[int, ...]) -> None:
        if isinstance(node, Scalar):
            return
        number, start = len(self.collections), self._index(node)
        self.collections.append(_Collection(number, start, node.column - 1, self.ends.get(start, -1), owner))
        for begin, value in _entries(node):
            place = self._index(begin)
            # an item is as far to the right as its dash, a key as its first letter
            column = node.column - 1 if isinstance(node, Sequence) else place - self._line_start(place)
            self.anchors.append(_Anchor(place, column, (*within, number)))
            self._walk(value, len(self.anchors) - 1, (*within, number))

    def _index(self, node: Node) -> int:
        return node.start if isinstance(node, Scalar) else self.starts[node.line - 1] + node.column - 1

    def _line_start(self, index: int) -> int:
        return self.starts[bisect_right(self.starts, index) - 1]

    # what belongs to what

    def attach(self, index: int, comment: str) -> None:
        """Puts *comment*, which begins at *index*, with what it belongs to."""
        before = self.text[self._line_start(index) : index]
        following = bisect_right(self._begins, index)
        if not _SIGNS_BEFORE.match(before) and following:
            self.beside[self._closed(following - 1, index)].append(comment)
            return
        lines = ["", comment] if self._is_blank_above(index) else [comment]
        end = None if "-" in before else self._end_before(index, following)
        if end is None or (end.owner >= 0 and end.number not in self._filled):
            self.above[following if end is None else end.owner] += lines
        else:
            self.below[end.start] += lines

    def _closed(self, anchor: int, index: int) -> int:
        """The outermost anchor whose brackets closed between *anchor* and the comment at *index*."""
        for number in reversed(self.anchors[anchor].within):
            collection = self.collections[number]
            if not 0 <= collection.end < index:
                break
            anchor = max(collection.owner, 0)
        return anchor

    def _end_before(self, index: int, following: int) -> _Collection | None:
        """The collection at whose end the comment at *index* stands; None where it belongs to what follows."""
        brackets = [c for c in self._nearby(following) if c.start < index < c.end]
        last = len(self.anchors)
        if brackets:
            innermost = brackets[-1]
            return None if following < last and self._begins[following] < innermost.end else innermost
        if following == 0:
            return None if last else self.collections[0] if self.collections else None
        around = self.anchors[following].within if following < last else ()
        column = index - self._line_start(index)
        gap, limit, is_done = self._gap
        if gap == following:
            column = min(column, limit)
            if is_done:
                return None
        ended = [
            self.collections[number]
            for number in self.anchors[following - 1].within
            if number not in around and self.collections[number].end < 0
        ]
        fitting = [collection for collection in ended if collection.column <= column]
        if following < last and (column <= self.anchors[following].column or not fitting):
            self._gap = (following, column, True)
            return None
        deepest = max(fitting, key=lambda c: c.column) if fitting else self.collections[0]
        self._gap = (following, deepest.column, False)
        return deepest

    def _nearby(self, following: int) -> list[_Collection]:
        """The collections that can be around a place before the anchor *following*, outermost first."""
        numbers: set[int] = set()
        for anchor in self.anchors[max(following - 1, 0) : following + 1]:
            numbers.update(anchor.within)
        numbers.update(self._owned[owner] for owner in (-1, following - 1) if owner in self._owned)
        return [self.collections[number] for number in sorted(numbers)]

    def _is_blank_above(self, index: int) -> bool:
        line = bisect_right(self.starts, index) - 1
        return line > 0 and not self.text[self.starts[line - 1] : self.starts[line]].strip()

    # the draft

    def draft(self, node: Node, anchor: int) -> Draft:
        """*node*, whose first entry is the anchor number *anchor*, with what was said about it."""
        if isinstance(node, Scalar):
            return Text(node.text, node.style != "plain")
        entries = []
        for key, value in node.entries if isinstance(node, Mapping) else ((None, item) for item in node.items):
            above, beside = self._said(anchor, key or value)
            drafted = Text(key.text, key.style != "plain") if key else None
            entries.append(Entry(drafted, self.draft(value, anchor + 1), above, beside))
            anchor += 1 + _count(value)
        return Block(tuple(entries), isinstance(node, Mapping), tuple(self.below[self._index(node)]))

    def _said(self, anchor: int, begin: Node) -> tuple[tuple[str, ...], str]:
        above, beside = self.above[anchor], self.beside[anchor]
        above += beside[:-1]
        index = self._index(begin)
        is_first = bisect_left(self._begins, index) == anchor
        if is_first and _SIGNS_BEFORE.match(self.text[self._line_start(index) : index]) and self._is_blank_above(index):
            above.append("")
        return tuple(above), beside[-1] if beside else ""


def _entries(node: Mapping | Sequence) -> Iterator[tuple[Node, Node]]:
    """What each entry begins with, and its value."""
    if isinstance(node, Mapping):
        yield from node.entries
    else:
        yield from ((item, item) for item in node.items)


def _count(node: Node) -> int:
    """How many anchors stand in *node*."""
    if isinstance(node, Scalar):
        return 0
    return sum(1 + _count(value) for _, value in _entries(node))


def _texts(node: Node) -> Iterator[tuple[int, int]]:
    """Where every text stands, in order; the header of a block is none."""
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield key.start, key.end
            yield from _texts(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(item)
    elif node.style in ("literal", "folded"):
        header = _HEADER.match(node.file.text, node.start)
        begin = header.end() if header else node.start
        line_end = node.file.text.find("\n", begin)
        yield node.start, begin
        yield (line_end if line_end >= 0 else node.end), node.end
    else:
        yield node.start, node.end
