"""A file of a ruleset in its canonical order and layout, in the language of its keys or in the other one.

    Source, kind of file  ->  YAML, or every reason why not

Nothing is lost on the way: what comes out is read again, and must say the same with the same comments.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pydantic import BaseModel

from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.keys import TABLE, Language
from materials_rules.reading.source import Path, Plain, Source, read_source
from materials_rules.rules.canonical import content
from materials_rules.rules.sentences import unreadable
from materials_rules.rules.shape import cut_sentences
from materials_rules.rules.spelling import in_english
from materials_rules.schemas.authored import FILES
from materials_rules.writing.draft import Block, Draft
from materials_rules.writing.remarks import with_comments
from materials_rules.writing.write import write_yaml

_MODELINE: Final = re.compile(r"(?P<before>#\s*yaml-language-server:\s*\$schema=\S*?)(?:\.zh)?(?P<after>\.schema\.json)\s*\Z")


def formatted(source: Source, kind: str, language: Language | None = None) -> str:
    """*source*, a file of the *kind* `item`, `laws` and so on, in canonical form; in *language* if one is named.

    Raises RulesetInvalid for a file in two languages, with a sentence cut by a comment or a condition that cannot be read,
    and for one whose own words would mean something else in *language* (R-OTHER-WORDS).
    """
    model = FILES[kind]
    english, own = in_english(source, model)
    if faults := [*cut_sentences(english, model, own), *unreadable(english)]:
        raise RulesetInvalid(sorted(faults, key=lambda fault: (fault.place, fault.code)))
    spoken = language or own
    draft = with_comments(english.root)
    text = write_yaml(_with_modeline(draft, spoken), model, spoken)
    _require_same(english, draft, text, model, kind, spoken)
    return text


_PLACES: Final = {"disallowed": "../disallowed.yaml"}
"""Where the canonical form looks for a file whose conditions name other things than those of an item."""


def _require_same(
    english: Source, draft: Draft, text: str, model: type[BaseModel], kind: str, language: Language
) -> None:
    """Raises unless *text* reads back as *english* with the comments of *draft*."""
    again, found = in_english(read_source(text.encode(), english.path), model)
    before, after = (content(_PLACES.get(kind, kind), one) for one in (english, again))
    if before != after:
        where = next(_differences(before, after, ()))
        key = next((str(step) for step in reversed(where) if isinstance(step, str)), kind)
        raise RulesetInvalid([Diagnostic("R-OTHER-WORDS", english.place_at(where), {"key": TABLE.said(key, found)})])
    # from here on a difference is a bug of ours, and the file stays as it was
    if _comments(with_comments(again.root), language) != _comments(draft, language):
        raise AssertionError("a comment changed its place")


def _differences(one: Plain, other: Plain, path: Path) -> Iterator[Path]:
    """Where two plain things are not the same; the deepest place first."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one.keys() & other.keys():
            yield from _differences(one[key], other[key], (*path, key))
    if isinstance(one, list) and isinstance(other, list):
        for i, (mine, his) in enumerate(zip(one, other, strict=False)):
            yield from _differences(mine, his, (*path, i))
    if one != other:
        yield path


def _comments(draft: Draft, language: Language) -> Counter[tuple[Path, str]]:
    """Every comment with the key or item it stands with, the modeline as *language* has it."""
    return Counter(_said(draft, (), None, language))


def _said(draft: Draft, path: Path, item: Path | None, language: Language) -> Iterator[tuple[Path, str]]:
    """The comments in *draft*; those above the first entry of the list item *item* count as standing above the item."""
    if not isinstance(draft, Block):
        return
    for number, entry in enumerate(draft.entries):
        step: Path = (*path, number if entry.key is None else entry.key.text)
        home = step if number or item is None else item
        yield from ((home, _modeline(line, language)) for line in (*entry.above, entry.beside) if line)
        yield from _said(entry.value, step, home if entry.key is None else None, language)
    yield from ((path, line) for line in draft.below if line)


def _with_modeline(draft: Draft, language: Language) -> Draft:
    """*draft* with the line that leads an editor to the schema of *language*, where it has such a line."""
    if not isinstance(draft, Block) or not draft.entries:
        return draft
    first = draft.entries[0]
    above = tuple(_modeline(line, language) for line in first.above)
    return replace(draft, entries=(replace(first, above=above), *draft.entries[1:]))


def _modeline(line: str, language: Language) -> str:
    found = _MODELINE.match(line)
    return f"{found['before']}{'.zh' if language == 'zh' else ''}{found['after']}" if found else line
