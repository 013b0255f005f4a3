"""The keys of our files: one English and one Chinese name each, in one closed table.

    Source in Chinese keys  ->  Source in English keys

A file is written in one language; what it means, and its digest, do not depend on which.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Table
from typing import Final, Literal

from msgspec.structs import replace

from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.source import Mapping, Node, Path, Scalar, Sequence, Source

KEYS: Final[dict[str, str]] = {
    "any_of": "任选其一",
    "basis": "依据",
    "deferrable": "容缺",
    "definitions": "定义",
    "facts": "情形问题",
    "hand_in": "交件",
    "materials": "材料",
    "name": "名称",
    "not_for": "不适用情形",
    "some_of": "可多选",
    "when": "何时需要",
}


class KeyTable:
    """English and Chinese names of keys, one to one. Raises ValueError for a table that is not."""

    def __init__(self, chinese_of: Table[str, str]) -> None:
        self._chinese = dict(chinese_of)
        self._english = {chinese: english for english, chinese in chinese_of.items()}
        if len(self._english) != len(self._chinese) or self._english.keys() & self._chinese.keys():
            raise ValueError("the table of keys is not one to one")

    def english(self, key: str) -> str | None:
        """The English name of the Chinese *key*."""
        return self._english.get(key)

    def chinese(self, key: str) -> str | None:
        """The Chinese name of the English *key*."""
        return self._chinese.get(key)

    def language(self, key: str) -> Literal["en", "zh"] | None:
        """The language of a *key* of the table; None for any other word."""
        if key in self._chinese:
            return "en"
        return "zh" if key in self._english else None


TABLE: Final = KeyTable(KEYS)


def translate_keys(
    source: Source, is_key_position: Callable[[Path], bool], table: KeyTable = TABLE
) -> Source:
    """*source* with English keys; each key and value stays at its place.

    `is_key_position(path)` says whether the mapping at *path* (English keys, list indexes, `()` is the root)
    holds keys of ours; the names an author chose, as those of materials and facts, are never translated.
    Words outside the table stay as they are.

    Raises RulesetInvalid (R-KEYLANG) for a file with keys in both languages.
    """
    translation = _Translation(is_key_position, table)
    root = translation.of(source.root, ())
    if translation.faults:
        raise RulesetInvalid(translation.faults)
    return replace(source, root=root)


class _Translation:
    """One file on its way into English; its first known key decides its language."""

    def __init__(self, is_key_position: Callable[[Path], bool], table: KeyTable) -> None:
        self.faults: list[Diagnostic] = []
        self._is_key_position = is_key_position
        self._table = table
        self._first: Scalar | None = None

    def of(self, node: Node, path: Path) -> Node:
        match node:
            case Scalar():
                return node
            case Sequence(items=items):
                return replace(node, items=tuple(self.of(item, (*path, at)) for at, item in enumerate(items)))
            case Mapping(entries=entries):
                ours = self._is_key_position(path)
                return replace(node, entries=tuple(self._entry(*entry, path, ours) for entry in entries))

    def _entry(self, key: Scalar, value: Node, path: Path, ours: bool) -> tuple[Scalar, Node]:
        if ours:
            key = self._english(key)
        return key, self.of(value, (*path, key.text))

    def _english(self, key: Scalar) -> Scalar:
        language = self._table.language(key.text)
        if language is None:
            return key
        if self._first is None:
            self._first = key
        first = self._first
        other = self._table.english(key.text) or self._table.chinese(key.text) or key.text
        if language != self._table.language(first.text):
            words = {"key": key.text, "first": first.text, "line": str(first.line), "instead": other}
            self.faults.append(Diagnostic("R-KEYLANG", key.place, words))
        return replace(key, text=other) if language == "zh" else key
