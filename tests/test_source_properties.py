"""Every file that can be written can be read, with the places it was written at; any other is refused."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.characters import ODD
from materials_rules.reading.source import Mapping, Node, Scalar, Sequence, Source, plain, read_source


def read(text: str) -> Source:
    return read_source(text.encode(), "f.yaml")


def places(node: Node) -> list[tuple[str, int, int]]:
    return [(scalar.text, scalar.line, scalar.column) for scalar in scalars(node)]


PRINTABLE = st.characters(exclude_categories=["Cs"]).filter(lambda char: not ODD.match(char) and char != "\u3000")
WORDS = st.text(PRINTABLE, max_size=12)
SAFE = st.from_regex(r"[a-z][a-z0-9_-]{0,8}|[\u4e00-\u9fa5]{1,6}|[0-9]{1,6}", fullmatch=True)
TREES = st.recursive(
    st.tuples(st.sampled_from(["plain", "single", "double", "literal"]), WORDS, SAFE),
    lambda inner: st.lists(inner, min_size=1, max_size=4)
    | st.dictionaries(SAFE, inner, min_size=1, max_size=4),
    max_leaves=12,
)


class Printer:
    """Prints a tree in block style and remembers where each text began."""

    def __init__(self) -> None:
        self.lines = [""]
        self.begun: list[tuple[str, int, int]] = []

    def put(self, tree: Any, indent: int) -> Any:
        blanks = " " * indent
        if isinstance(tree, tuple):
            style, words, safe = tree
            return self.text(style, words, safe, indent)
        if isinstance(tree, list):
            values = []
            for item in tree:
                self.line(f"{blanks}- ")
                values.append(self.put(item, indent + 2))
            return values
        known: dict[str, Any] = {}
        for key, value in tree.items():
            self.line(blanks)
            self.begin(key)
            self.lines[-1] += f"{key}: "
            known[key] = self.put(value, indent + 2)
        return known

    def text(self, style: str, words: str, safe: str, indent: int) -> str:
        words = words.replace("\n", "").replace("\t", "")
        if style == "literal" and words.strip():
            self.begin(f"{words}\n")
            self.lines[-1] += f"|{min(indent, 2)}"
            self.line(" " * indent + words)
            return f"{words}\n"
        if style == "single":
            self.begin(words)
            self.lines[-1] += "'" + words.replace("'", "''") + "'"
            return words
        if style == "double":
            self.begin(words)
            self.lines[-1] += '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
            return words
        self.begin(safe)
        self.lines[-1] += safe
        return safe

    def begin(self, text: str) -> None:
        self.begun.append((text, len(self.lines), len(self.lines[-1]) + 1))

    def line(self, text: str) -> None:
        self.lines.append(text)


@given(st.lists(TREES, min_size=1, max_size=3))
def test_what_is_written_is_read_with_the_places_it_was_written_at(tree: Any) -> None:
    printer = Printer()
    expected = printer.put(tree, 0)

    source = read("\n".join(printer.lines) + "\n")

    assert plain(source.root) == expected
    assert places(source.root) == printer.begun
    for text, scalar in zip((text for text, _, _ in printer.begun), scalars(source.root), strict=True):
        for offset, char in enumerate(text):
            place = scalar.place_of(offset)
            written = (printer.lines[place.line - 1] + "\n")[place.column - 1]
            assert written == char or (written, scalar.style) == ("\\", "double")


def scalars(node: Node) -> list[Scalar]:
    match node:
        case Scalar():
            return [node]
        case Sequence(items=items):
            return [scalar for item in items for scalar in scalars(item)]
        case Mapping(entries=entries):
            return [scalar for entry in entries for each in entry for scalar in scalars(each)]


YAMLISH = st.text(
    st.sampled_from(list("ab：:，, -－\n\n  \t#＃|｜>\"'“”[]［］{}【】&*!?%@`~<=\\\r\u3000\u00a0\u200b\u0085名称1")), max_size=40
)


@given(st.one_of(st.binary(max_size=80), YAMLISH.map(str.encode), YAMLISH.map(lambda text: text.encode("gb18030"))))
def test_any_bytes_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    try:
        source = read_source(data, "f.yaml")
    except RulesetInvalid as error:
        lines = data.count(b"\n") + 2
        assert error.diagnostics and str(error)
        assert all(0 < fault.place.line <= lines and fault.place.column > 0 for fault in error.diagnostics)
        return

    plain(source.root)
    for scalar in scalars(source.root):
        assert scalar.place_of(len(scalar.text)).line >= scalar.line


@given(st.dictionaries(WORDS.filter(str.strip), WORDS, min_size=1, max_size=4))
def test_what_another_library_writes_is_read_or_refused_as_alike_keys_or_looks(table: dict[str, str]) -> None:
    text = yaml.safe_dump(table, allow_unicode=True, sort_keys=False)
    try:
        found = plain(read(text).root)
    except RulesetInvalid as error:
        assert {fault.code for fault in error.diagnostics} <= {"R-DUPKEY", "R-SYNTAX", "R-KEYTYPE", "R-ANCHOR", "R-CHAR"}
        return

    assert found == table
