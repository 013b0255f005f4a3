"""The Chinese guide leaves nothing out: every key and word is told in it, and its tables are made from the program.

    python -m tests.test_authoring_words  ->  the tables written anew
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

import pytest

from materials_rules import form_checks
from materials_rules.condition.vocabulary import CHINESE
from materials_rules.form_checks import _roles
from materials_rules.identifiers import identifiers
from materials_rules.reading.key_words import KEYS, WORDS
from materials_rules.schemas import all_schemas
from tests.test_authoring import _TABLE, CHINESE_GUIDE, ROOT, text_of

# ---- nothing is left out ----


def schema_keys(shape: Any) -> Iterator[str]:
    """Every key that an author may write in a file of this JSON Schema."""
    if isinstance(shape, dict):
        yield from shape.get("properties", {})
        for name, inner in shape.items():
            yield from (key for part in inner.values() for key in schema_keys(part)) if name in ("properties", "$defs") else schema_keys(inner)
    elif isinstance(shape, list):
        for inner in shape:
            yield from schema_keys(inner)


FILES: Final = {
    "item": "事项",
    "ruleset": "ruleset",
    "departments": "departments",
    "sharing": "sharing",
    "common": "common",
    "laws": "laws",
    "disallowed": "disallowed",
    "calendar": "日历",
    "cases": "用例",
}
"""The schemas of what authors write, and what the table calls the files."""


@cache
def files_of_key() -> Mapping[str, tuple[str, ...]]:
    """Every key with the files in which it may stand."""
    schemas = all_schemas()
    keys = {name: set(schema_keys(schemas[name])) for name in FILES}
    return {key: tuple(FILES[name] for name in FILES if key in keys[name]) for key in sorted(set().union(*keys.values()))}


def test_the_schemas_are_those_of_the_table() -> None:
    assert {name for name in all_schemas() if f"{name}.zh" in all_schemas()} == set(FILES)


def key_table() -> str:
    rows = [f"| `{key}` | `{KEYS[key]}` | {'、'.join(files)} |\n" for key, files in files_of_key().items()]
    return "| 键 | 中文 | 在哪些文件里 |\n| --- | --- | --- |\n" + "".join(rows)


def word_table() -> str:
    rows = [f"| `{word}` | `{WORDS[word]}` |\n" for word in sorted(WORDS)]
    return "| 词 | 中文 |\n| --- | --- |\n" + "".join(rows)


def condition_word_table() -> str:
    rows = [f"| `{word}` | `{chinese}` |\n" for word, chinese in CHINESE.items()]
    return "| 词 | 中文 |\n| --- | --- |\n" + "".join(rows)


TABLES: Final = {"keys": key_table, "words": word_table, "condition words": condition_word_table}


def with_tables(text: str) -> str:
    """A guide with its tables made anew."""
    return _TABLE.sub(lambda found: found[1] + TABLES[found[2]]() + found[4], text)


def test_the_tables_are_those_of_the_program() -> None:
    text = text_of(CHINESE_GUIDE)

    assert {name for _, name, _, _ in _TABLE.findall(text)} == set(TABLES)
    assert with_tables(text) == text, "python -m tests.test_authoring_words writes the tables anew"


@cache
def prose() -> str:
    """The Chinese guide without its tables of all keys and words and without its marks."""
    return re.sub(r"<!--.*?-->", "", _TABLE.sub("", text_of(CHINESE_GUIDE)))


def is_told(word: str) -> bool:
    """Whether the text or an example of the Chinese guide has *word*."""
    return re.search(rf"(?<![A-Za-z0-9_-]){re.escape(word)}(?![A-Za-z0-9_-])", prose()) is not None


@pytest.mark.parametrize("name", ["item", "common", "sharing", "laws"])
def test_every_key_of_what_a_department_writes_is_told_in_the_text(name: str) -> None:
    assert [key for key in sorted(set(schema_keys(all_schemas()[name]))) if not is_told(key)] == []


def test_every_form_check_identifier_and_role_is_told_in_the_text() -> None:
    words = [*form_checks.hand_in_checks(), *identifiers(), *_roles._NAMES]

    assert [word for word in words if not is_told(f"{word}")] == []
    for word, kind in identifiers().items():
        assert f"`{word}` {kind.NAME.removesuffix('号码')[:4]}" in prose(), word
    for role, name in _roles._NAMES.items():
        assert f"`{role}` {name}" in prose()


def test_every_closed_word_of_an_item_is_told_in_the_text() -> None:
    words = {word for word in _closed_words(all_schemas()["item"]) if word.isascii()}

    assert sorted(word for word in words - {"C1_NO_BASIS", "C3_HELD_LICENCE", "C4_COMMITMENT", "C5_COVERED", "C6_UNVERIFIABLE"} if not is_told(word)) == []


def _closed_words(shape: Any) -> Iterator[str]:
    if isinstance(shape, dict):
        yield from (word for word in shape.get("enum", ()) if isinstance(word, str))
        if isinstance(shape.get("const"), str):
            yield shape["const"]
        for inner in shape.values():
            yield from _closed_words(inner)
    elif isinstance(shape, list):
        for inner in shape:
            yield from _closed_words(inner)




def write() -> None:
    """Writes the tables of the guide anew."""
    path = ROOT / "docs" / CHINESE_GUIDE
    path.write_text(with_tables(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    write()
