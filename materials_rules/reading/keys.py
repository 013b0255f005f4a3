"""The words of our files: one English and one Chinese name each, in two closed tables.

    Source in Chinese words  ->  Source in English words

A file is written in one language; what it means, and its digest, do not depend on which. `KEYS` are the keys, `WORDS`
the values of which there are only so many. What an author names himself, and what a condition says, is no word of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from collections.abc import Mapping as Table
from typing import Final, Literal

from msgspec.structs import replace

from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.key_words import KEYS, WORDS
from materials_rules.reading.source import Mapping, Node, Path, Scalar, Sequence, Source

__all__ = ["KEYS", "TABLE", "WORDS", "WORD_TABLE", "KeyTable", "Language", "translate_keys"]

Language = Literal["en", "zh"]


class KeyTable:
    """English and Chinese names, one to one. Raises ValueError for a table that is not."""

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

    def language(self, key: str) -> Language | None:
        """The language of a *key* of the table; None for any other word."""
        if key in self._chinese:
            return "en"
        return "zh" if key in self._english else None

    def has_chinese(self, keys: Collection[str]) -> bool:
        """Whether any of *keys* is a Chinese name of the table."""
        return not self._english.keys().isdisjoint(keys)

    def said(self, key: str, language: Language) -> str:
        """The English *key* as a file in *language* writes it; any other word as it is."""
        return self._chinese.get(key, key) if language == "zh" else key


TABLE: Final = KeyTable(KEYS)
WORD_TABLE: Final = KeyTable(WORDS)


def _no_words(path: Path) -> Collection[str]:
    return ()


def translate_keys(
    source: Source,
    is_key_position: Callable[[Path], bool],
    table: KeyTable = TABLE,
    *,
    words_at: Callable[[Path], Collection[str]] = _no_words,
    key_words_at: Callable[[Path], Collection[str]] = _no_words,
) -> Source:
    """*source* in English; each key and value stays at its place.

    `is_key_position(path)` says whether the mapping at *path* (English keys, list indexes, `()` is the root)
    holds keys of ours; the names an author chose, as those of materials and facts, are never translated.
    `words_at(path)` are the English words of which the value at *path* is one, `key_words_at(path)` those of which
    the keys of the mapping at *path* are. Words outside the tables stay as they are.

    Raises RulesetInvalid (R-KEYLANG, R-WORDLANG) for a file in both languages.
    """
    translation = _Translation(is_key_position, table, words_at, key_words_at)
    root = translation.of(source.root, ())
    if translation.faults:
        raise RulesetInvalid(translation.faults)
    return replace(source, root=root)


class _Translation:
    """One file on its way into English; its first known key decides its language."""

    def __init__(
        self,
        is_key_position: Callable[[Path], bool],
        table: KeyTable,
        words_at: Callable[[Path], Collection[str]],
        key_words_at: Callable[[Path], Collection[str]],
    ) -> None:
        self.faults: list[Diagnostic] = []
        self._is_key_position = is_key_position
        self._table = table
        self._words_at = words_at
        self._key_words_at = key_words_at
        self._first: Scalar | None = None

    def of(self, node: Node, path: Path) -> Node:
        match node:
            case Scalar():
                return self._word(node, self._words_at(path))
            case Sequence(items=items):
                return replace(node, items=tuple(self.of(item, (*path, at)) for at, item in enumerate(items)))
            case Mapping(entries=entries):
                ours = self._is_key_position(path)
                words = self._key_words_at(path)
                return replace(node, entries=tuple(self._entry(*entry, path, ours, words) for entry in entries))

    def _entry(
        self, key: Scalar, value: Node, path: Path, ours: bool, words: Collection[str]
    ) -> tuple[Scalar, Node]:
        key = self._english(key) if ours else self._word(key, words)
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

    def _word(self, scalar: Scalar, words: Collection[str]) -> Scalar:
        """A value of a closed list: in a file with Chinese keys it is Chinese too."""
        if not words or self._first is None or self._table.language(self._first.text) != "zh":
            return scalar
        english = WORD_TABLE.english(scalar.text)
        if english in words:
            return replace(scalar, text=english)
        chinese = WORD_TABLE.chinese(scalar.text)
        if chinese is not None and scalar.text in words:
            said = {"found": scalar.text, "first": self._first.text, "line": str(self._first.line), "instead": chinese}
            self.faults.append(Diagnostic("R-WORDLANG", scalar.place, said))
        return scalar
