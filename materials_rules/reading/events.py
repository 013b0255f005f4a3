"""The events of the YAML parser: nodes, and everything that our files may not hold.

    text  ->  root, faults

The parser is asked for events one by one and never builds anything, so neither depth nor references can grow.
"""

from __future__ import annotations

import unicodedata
from typing import Final, Protocol, cast

from yaml import CSafeLoader
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.messages.yaml import NAMES
from materials_rules.reading.characters import ODD, limit_passed, odd_character, wide_blank
from materials_rules.reading.node import File, Mapping, Node, Scalar, Sequence, Style
from materials_rules.reading.slips import slip_in_bracket, slip_in_key, slip_in_text, tabbed_lines
from materials_rules.reading.syntax import parser_fault, refused_name, syntax_fault

DEEPEST: Final = 32
MOST_NODES: Final = 50_000

_STYLES: Final[dict[str | None, Style]] = {
    None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded",
}  # fmt: skip
_SIGNS: Final = frozenset("“‘［【｛｜＞－＃")


def read_events(file: File) -> tuple[Node | None, list[Diagnostic]]:
    """The root of *file*, None for an empty one, and its faults; after a fault the root may be incomplete."""
    reading = _Reading(file)
    try:
        for event in iter(CSafeLoader(file.text).get_event, None):
            reading.take(event)
            if reading.stopped:
                break
        else:
            reading.faults.extend(tabbed_lines(file.text, file.path, reading.texts))
    except MarkedYAMLError as error:
        reading.broken(error)
    return reading.root, reading.faults


class _Mark(Protocol):
    """A place as the parser counts it: everything from 0."""

    index: int
    line: int
    column: int


class _Open:
    """A list or mapping whose end has not come yet."""

    __slots__ = ("column", "entries", "flow", "is_mapping", "items", "key", "line", "seen")

    def __init__(self, event: CollectionStartEvent) -> None:
        mark = cast("_Mark", event.start_mark)
        self.line = mark.line + 1
        self.column = mark.column + 1
        self.flow = bool(event.flow_style)
        self.is_mapping = isinstance(event, MappingStartEvent)
        self.items: list[Node] = []
        self.entries: list[tuple[Scalar, Node]] = []
        self.key: Scalar | None = None
        self.seen: dict[str, Scalar] = {}


class _Reading:
    """What has been read of one file so far."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.root: Node | None = None
        self.faults: list[Diagnostic] = []
        self.stopped = False
        self.texts: list[tuple[int, int]] = []  # where quoted and block texts stand, if there are tabs
        self._has_tabs = "\t" in file.text
        self._open: list[_Open] = []
        self._nodes = 0
        self._documents = 0
        self._slip_end = -1

    def take(self, event: Event) -> None:
        """One more event."""
        if isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, CollectionEndEvent):
            self._end()
        elif isinstance(event, AliasEvent):
            mark = cast("_Mark", event.start_mark)
            self._refuse_name("alias", mark, event.anchor or "")
            self._count(mark)
            self._add(Scalar("", mark.line + 1, mark.column + 1, "plain", mark.index, mark.index, self.file))
        elif isinstance(event, DocumentStartEvent):
            self._document(event)

    def broken(self, error: MarkedYAMLError) -> None:
        """The parser cannot go on; where a slip just seen explains it, nothing more is said."""
        mark = error.problem_mark or error.context_mark
        if mark is None or mark.index > self._slip_end:
            self.faults.append(parser_fault(error, self.file.text, self.file.path))

    def _document(self, event: DocumentStartEvent) -> None:
        mark = cast("_Mark", event.start_mark)
        self._documents += 1
        if self._documents > 1:
            self.faults.append(Diagnostic("R-DOCUMENTS", self._place(mark)))
            self.stopped = True
        elif event.version or event.tags:
            self.faults.append(syntax_fault("directive", self.file.text, self.file.path, mark.index))

    def _begin(self, event: CollectionStartEvent) -> None:
        mark = cast("_Mark", event.start_mark)
        if event.tag is not None or event.anchor is not None:
            self._refuse_properties(event, mark)
        self._count(mark)
        if len(self._open) >= DEEPEST:
            self.faults.append(limit_passed(self._place(mark), "depth", DEEPEST))
            self.stopped = True
        self._open.append(_Open(event))

    def _end(self) -> None:
        done = self._open.pop()
        if done.is_mapping:
            self._add(Mapping(tuple(done.entries), done.line, done.column, self.file))
            return
        if any(isinstance(item, Mapping) for item in done.items):
            for item in done.items:  # `- name：营业执照` between `- name: 场地使用协议`
                if isinstance(item, Scalar) and item.style == "plain" and item.end > self._slip_end:
                    self._slip(item, slip_in_text(item, beside_keys=True))
        self._add(Sequence(tuple(done.items), done.line, done.column, self.file))

    def _scalar(self, event: ScalarEvent) -> None:
        start = cast("_Mark", event.start_mark)
        end = cast("_Mark", event.end_mark)
        self._count(start)
        text, style, one_line = event.value, _STYLES[event.style], start.line == end.line
        scalar = Scalar(text, start.line + 1, start.column + 1, style, start.index, end.index, self.file)
        if event.tag is not None or event.anchor is not None:
            self._refuse_properties(event, start)
        if style == "plain":
            if text:
                self._check_plain(scalar, one_line)
        elif style == "double" and (odd := ODD.search(text)):
            self.faults.append(odd_character(scalar.place_of(odd.start()), odd))
        if self._has_tabs and style != "plain":
            self.texts.append((start.index, end.index))
        self._add(scalar, one_line)

    def _check_plain(self, scalar: Scalar, one_line: bool) -> None:
        """What looks like structure inside an unquoted text."""
        written, start = self.file.text, scalar.start
        within = self._open[-1] if self._open else None
        is_key = within is not None and within.is_mapping and within.key is None
        behind_key = one_line and written[start - 2 : start] == ": "
        if scalar.text.isascii():
            if is_key or behind_key:
                return
        elif (blank := written.find("\u3000", start, scalar.end)) >= 0:
            self.faults.append(wide_blank(written, self.file.path, blank))
        if is_key:
            self._slip(scalar, slip_in_key(scalar))
        elif not behind_key or scalar.text[0] in _SIGNS:
            in_bracket = within is not None and within.flow and not within.is_mapping
            self._slip(scalar, slip_in_text(scalar) or (slip_in_bracket(scalar) if in_bracket else None))

    def _slip(self, scalar: Scalar, slip: Diagnostic | None) -> None:
        if slip:
            self.faults.append(slip)
            self._slip_end = scalar.end

    def _add(self, node: Node, one_line: bool = True) -> None:
        if not self._open:
            self.root = node
            return
        within = self._open[-1]
        if not within.is_mapping:
            within.items.append(node)
        elif within.key is None:
            within.key = self._key(node, within, one_line)
        else:
            if within.flow and isinstance(node, Scalar) and not node.text:
                self._check_braces(within.key, node)
            within.entries.append((within.key, node))
            within.key = None

    def _key(self, node: Node, within: _Open, one_line: bool) -> Scalar:
        if not isinstance(node, Scalar):
            self._refuse_key("collection", node.place)
            return Scalar("", node.line, node.column, "plain", 0, 0, self.file)
        if not one_line:
            self._refuse_key("long-key", node.place)
        elif not node.text:
            self._refuse_key("empty-key", node.place)
        elif node.text == "<<" and node.style == "plain":
            zh, en = NAMES["merge"]
            self.faults.append(Diagnostic("R-ANCHOR", node.place, {"what_zh": zh, "what_en": en}))
        else:
            alike = node.text if node.text.isascii() else unicodedata.normalize("NFKC", node.text)
            first = within.seen.setdefault(alike.casefold(), node)
            if first is not node:
                words = {"key": node.text, "first": first.text, "line": str(first.line)}
                self.faults.append(Diagnostic("R-DUPKEY", node.place, words))
        return node

    def _check_braces(self, key: Scalar, nothing: Scalar) -> None:
        """`{say: 请补交执照, 并加盖公章}` has a key `并加盖公章` that nobody meant."""
        written, path = self.file.text, self.file.path
        if nothing.style != "plain" or ":" in written[key.end : nothing.start] or key.end <= self._slip_end:
            return
        colon = written.find(":", key.start, key.end)
        if colon >= 0:
            slip = syntax_fault("colon-without-blank", written, path, colon, key=written[key.start : colon])
        else:
            slip = syntax_fault("flow-no-value", written, path, key.start, key=key.text)
        self._slip(nothing, slip)

    def _refuse_properties(
        self, event: ScalarEvent | CollectionStartEvent, mark: _Mark
    ) -> None:
        """Anchors and tags; `mark` stands where the first of them begins."""
        if event.anchor is not None:
            self._refuse_name("anchor", mark, event.anchor)
        if event.tag is None:
            return
        within = self._open[-1] if self._open else None
        if within and within.is_mapping and within.key is None:
            self._refuse_key("tagged-key", self._place(mark))
        else:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!", 1)
            self.faults.append(Diagnostic("R-TAG", self._place(mark), {"tag": tag}))

    def _refuse_name(self, what: str, mark: _Mark, name: str) -> None:
        self.faults.append(refused_name(what, self._place(mark), name))

    def _refuse_key(self, what: str, place: Place) -> None:
        zh, en = NAMES[what]
        self.faults.append(Diagnostic("R-KEYTYPE", place, {"what_zh": zh, "what_en": en}))

    def _count(self, mark: _Mark) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self.faults.append(limit_passed(self._place(mark), "nodes", MOST_NODES))
            self.stopped = True

    def _place(self, mark: _Mark) -> Place:
        return Place(self.file.path, mark.line + 1, mark.column + 1)
