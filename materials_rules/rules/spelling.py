"""The language that a file is written in: Chinese or English keys and closed words.

    Source, model  ->  Source in English words, its language
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel

from materials_rules.reading.keys import TABLE, Language, translate_keys
from materials_rules.reading.source import Path, Source, keys

if TYPE_CHECKING:
    from materials_rules.rules.grammar import Position


def in_english(source: Source, model: type[BaseModel]) -> tuple[Source, Language]:
    """*source*, a file of *model*, in English words, each at the place where the author wrote his own.

    Raises RulesetInvalid (R-KEYLANG, R-WORDLANG) for a file in two languages.
    """
    if not TABLE.has_chinese(keys(source.root)):  # neither ours nor, by chance, the author's
        return source, "en"
    # all of JSON Schema is read for it, and only a file in Chinese needs it
    from materials_rules.rules.grammar import position

    @cache
    def at(path: Path) -> Position:
        return at(path[:-1]).below(path[-1]) if path else position(model)

    translated = translate_keys(
        source,
        lambda path: bool(at(path).keys),
        words_at=lambda path: at(path).words,
        key_words_at=lambda path: at(path).key_words,
    )
    return translated, "en" if translated == source else "zh"
