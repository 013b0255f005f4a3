"""Where the cursor is: in whole files and in ones that are being written, block style and braces, English and Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest

from materials_rules.editor.cursor import Cursor, cursor
from materials_rules.reading.source import Mapping, Node, Scalar, Sequence, read_source
from materials_rules.rules.item import ItemFile
from materials_rules.rules.spelling import in_english

MARK = "▮"
HENGYANG = Path(__file__).parent.parent / "rulesets" / "hengyang"


def at(text: str) -> Cursor:
    """The cursor where *text* has its mark."""
    before = text[: text.index(MARK)]
    return cursor(text.replace(MARK, ""), before.count("\n"), len(before) - before.rfind("\n") - 1, ItemFile)


PLACES = [
    ("it▮", "key", (), "it"),
    ("item: a▮", "value", ("item",), "a"),
    ("item: ▮", "value", ("item",), ""),
    ("elements:\n  fe▮", "key", ("elements",), "fe"),
    ("elements:\n  ▮\n  fee: none", "key", ("elements",), ""),
    ("elements:\n  fee: none\n▮", "key", (), ""),
    ("elements:\n  legal_basis:\n    - la▮", "key", ("elements", "legal_basis", 0), "la"),
    ("elements:\n  legal_basis:\n    - law: a\n    - law: ▮", "value", ("elements", "legal_basis", 1, "law"), ""),
    ("elements:\n  legal_basis:\n  - law: a\n    ar▮", "key", ("elements", "legal_basis", 0), "ar"),
    ("elements:\n  legal_basis:\n  - law: a\n  - ▮", "key", ("elements", "legal_basis", 1), ""),
    ("elements:\n  legal_basis:\n    - {law: a, article: \"1▮\"}", "value", ("elements", "legal_basis", 0, "article"), '"1'),
    ("elements:\n  legal_basis:\n    - {law: a, ar▮}", "key", ("elements", "legal_basis", 0), "ar"),
    ("elements:\n  legal_basis: [{law: x}, {law: ▮", "value", ("elements", "legal_basis", 1, "law"), ""),
    ("elements:\n  applicant_types: [enterprise, ▮", "value", ("elements", "applicant_types", 1), ""),
    ("facts: {rented: {ask: '是否租用, 还是: 自有？', ty▮", "key", ("facts", "rented"), "ty"),
    ("facts:\n  n:\n    ask: |\n      一\n      二: 三\n    ty▮", "key", ("facts", "n"), "ty"),
    ("facts:\n  # n:\n  m:\n    ▮", "key", ("facts", "m"), ""),
    ("never:\n  - when: a and b▮\n    say: x", "value", ("never", 0, "when"), "a and b"),
    ("never:\n  - say: x\n    when: a▮ and b", "value", ("never", 0, "when"), "a"),
    ("要素:\n  材料:\n    申请表:\n      何时▮", "key", ("elements", "materials", "申请表"), "何时"),
    ("要素:\n  材料:\n    材料:\n      名称: ▮", "value", ("elements", "materials", "材料", "name"), ""),
    ("elements:\r\n  fee: none\r\n  ca▮", "key", ("elements",), "ca"),
]


@pytest.mark.parametrize(("text", "role", "path", "typed"), PLACES, ids=lambda value: str(value)[-24:])
def test_the_way_to_the_cursor(text: str, role: str, path: tuple[str | int, ...], typed: str) -> None:
    found = at(text)

    assert (found.role, found.path, found.typed) == (role, path, typed)


def test_the_keys_above_are_known_and_those_of_others_are_not() -> None:
    text = "facts:\n  a:\n    ask: x\n    type: boolean\n  b:\n    ask: y\n    ▮"

    assert at(text).siblings == {"ask"}
    assert at("要素:\n  收费: 无\n  ▮").siblings == {"fee"}


@pytest.mark.parametrize(
    ("line", "word"),
    [("when: a▮rea > 5", "area"), ("when: not (lease.land▮lord == x)", "lease.landlord"), ("何时需要: 面▮积 且 租用", "面积"), ("when: a  ▮", "")],
)
def test_the_word_at_the_cursor(line: str, word: str) -> None:
    assert at(line).word == word


def values(node: Node, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Scalar]]:
    match node:
        case Scalar():
            return [(path, node)]
        case Sequence(items=items):
            return [found for i, item in enumerate(items) for found in values(item, (*path, i))]
        case Mapping(entries=entries):
            return [found for key, value in entries for found in values(value, (*path, key.text))]


@pytest.mark.parametrize("path", sorted(HENGYANG.glob("items/*/*.yaml")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_value_of_the_delivered_items_is_found_where_the_reader_has_it(path: Path) -> None:
    """The way by indentation is the way that the parser takes."""
    if path.name.endswith(".cases.yaml"):
        pytest.skip("no file of rules")
    text = path.read_text("utf-8")
    source, _ = in_english(read_source(text.encode(), path.name), ItemFile)
    compared = 0
    for way, scalar in values(source.root):
        if scalar.style in ("literal", "folded") or "\n" in text[scalar.start : scalar.end]:
            continue
        found = cursor(text, scalar.line - 1, scalar.column - 1 + max(1, scalar.end - scalar.start), ItemFile)
        compared += 1
        assert found.path == way, (scalar.line, scalar.text)
        assert found.role == "value" or isinstance(way[-1], int), scalar.line
    assert compared > 100
