"""Our own words in the language of a file: keys, closed values, and the words inside conditions.

    English word, where it stands  ->  the word of the file
"""

from __future__ import annotations

from dataclasses import dataclass, field

from materials_rules.condition.spelling import NOTHING, Sighted, spelled
from materials_rules.reading.keys import TABLE, WORD_TABLE, Language
from materials_rules.rules.element import is_quota, quota_in
from materials_rules.rules.grammar import Position
from materials_rules.rules.limit import is_limit, limit_in
from materials_rules.rules.sentences import is_condition
from materials_rules.rules.shape import PROSE

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """The language of one file and what its conditions may name."""

    language: Language = "en"
    sighted: Sighted = field(default=NOTHING)

    def key(self, key: str, at: Position) -> str:
        """The English *key* of the mapping at *at*; what an author chose stays as it is."""
        if at.keys:  # also a key of ours that does not belong here: the file has one language
            return TABLE.said(key, self.language)
        return WORD_TABLE.said(key, self.language) if key in at.key_words else key

    def text(self, text: str, here: Position, path: Path) -> str:
        """The *text* at *path*: a closed word, a condition or a limit in its canonical form, or as it is."""
        if text in here.words:
            return WORD_TABLE.said(text, self.language)
        if is_condition(path) and here.shapes:
            return spelled(text, self.sighted, self.language)
        if is_quota(path):
            return quota_in(text, self.language)
        return limit_in(text, self.language) if is_limit(path) and here.shapes else text

    def is_prose(self, path: Path, here: Position) -> bool:
        """Whether a comment behind the plain text at *path* would read as a lost part of a sentence."""
        if len(path) == 2 and path[0] == "definitions":
            return True
        return next((step in PROSE for step in reversed(path) if isinstance(step, str)), False)
