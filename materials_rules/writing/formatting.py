"""A file of a ruleset in its canonical order and layout, in the language of its keys or in the other one.

    Source, kind of file  ->  YAML, or every reason why not

Nothing is lost on the way: what comes out is read again, and must say the same with the same comments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.keys import TABLE, Language
from materials_rules.reading.source import Path, Plain, Source, read_source
from materials_rules.rules.canonical import content
from materials_rules.rules.grammar import position
from materials_rules.rules.sentences import unreadable
from materials_rules.rules.shape import cut_sentences
from materials_rules.rules.spelling import in_english
from materials_rules.schemas.authored import FILES
from materials_rules.writing.draft import Block, Draft
from materials_rules.writing.order import in_order
from materials_rules.writing.remarks import MODELINE, with_comments
from materials_rules.writing.write import write_yaml


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
    draft = _with_modeline(in_order(with_comments(english.root), position(model)), spoken)
    text = write_yaml(draft, model, spoken)
    _require_same(english, own, draft, text, kind)
    return text


_PLACES: Final = {"disallowed": "../disallowed.yaml"}
"""Where the canonical form looks for a file whose conditions name other things than those of an item."""


def _require_same(english: Source, own: Language, draft: Draft, text: str, kind: str) -> None:
    """Raises unless *text* reads back as *english*, which was written in *own*, with the comments of *draft*."""
    try:
        again, _ = in_english(read_source(text.encode(), english.path), FILES[kind])
    except RulesetInvalid as error:
        raise AssertionError(f"what was written cannot be read: {error.diagnostics[0].code}") from error
    before, after = (content(_PLACES.get(kind, kind), one) for one in (english, again))
    if before != after:
        where = next(_differences(before, after, ()))
        key = next((str(step) for step in reversed(where) if isinstance(step, str)), kind)
        raise RulesetInvalid([Diagnostic("R-OTHER-WORDS", english.place_at(where), {"key": TABLE.said(key, own)})])
    # from here on a difference is a bug of ours, and the file stays as it was
    if Counter(_comments(with_comments(again.root))) != Counter(_comments(draft)):
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


def _comments(draft: Draft, path: Path = (), first: Path | None = ()) -> Iterator[tuple[Path, str]]:
    """Every comment with the key or item it stands with; those above the first entry of a list item stand above the item.

    *first* is what those above the first entry of *draft* stand above: the whole file, an item, or nothing else.
    """
    if not isinstance(draft, Block):
        return
    yield from ((path, line) for line in (*draft.head, *draft.below) if line)
    for number, entry in enumerate(draft.entries):
        step: Path = (*path, number if entry.key is None else entry.key.text)
        home = step if number or first is None else first
        yield from ((home, line) for line in (*entry.above, entry.beside) if line)
        yield from _comments(entry.value, step, home if entry.key is None else None)


def _with_modeline(draft: Draft, language: Language) -> Draft:
    """*draft* with the line that leads an editor to the schema of *language*, where it has such a line."""
    return replace(draft, head=tuple(_modeline(line, language) for line in draft.head)) if isinstance(draft, Block) else draft


def _modeline(line: str, language: Language) -> str:
    found = MODELINE.match(line)
    return f"{found['before']}{'.zh' if language == 'zh' else ''}{found['after']}" if found else line
