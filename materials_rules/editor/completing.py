"""What may be written at the cursor: keys, closed words, ids of others, and in a condition the names and words it may use.

    Cursor, Named  ->  Proposals
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from materials_rules.condition.vocabulary import CHINESE
from materials_rules.editor.cursor import Cursor
from materials_rules.editor.meaning import meaning
from materials_rules.editor.names import Named, is_condition, referred
from materials_rules.reading.keys import TABLE, WORD_TABLE

Sort = Literal["key", "word", "name", "operator", "option"]

_COMPARED: Final = re.compile(
    r"""(?P<name>[^\s()\[\],]+)\s*(?:==|!=|≠|＝＝|(?:not\s+)?in\s*\[[^\]]*|不?属于\s*\[[^\]]*|has|包含|有)\s*[^\s()\[\],]*$"""
)
_IN_CONDITIONS: Final = frozenset({"fact", "definition", "list", "field", "built_in"})


@dataclass(frozen=True)
class Proposal:
    """One thing that may be written: `insert` stands for the word at the cursor, from `start` to `end` on its line."""

    label: str
    insert: str
    sort: Sort
    detail: str
    start: int
    end: int


def proposals(cursor: Cursor, own: Iterable[Named], others: Iterable[Named], model: str) -> list[Proposal]:
    """What fits at *cursor*: *own* are the names of its file, *others* those of the place; *model* is that of the file."""
    own, others = tuple(own), tuple(others)
    found = [*_keys(cursor, model)] if cursor.role == "key" else []
    if cursor.role == "value" or (cursor.path and isinstance(cursor.path[-1], int)):
        if is_condition(cursor.path):
            found += _condition(cursor, (*own, *others))
        else:
            found += _words(cursor)
            found += _ids(cursor, (*own, *others))
    return list({one.label: one for one in found}.values())


def _keys(cursor: Cursor, model: str) -> Iterator[Proposal]:
    for key in cursor.at.keys or cursor.at.key_words:
        if key not in cursor.siblings:
            table = TABLE if cursor.at.keys else WORD_TABLE
            said = table.said(key, cursor.language)
            zh, en = meaning(model, (*cursor.path, key))
            yield _made(cursor, said, f"{said}: ", "key", f"{zh} {en}".strip())


def _words(cursor: Cursor) -> Iterator[Proposal]:
    for word in cursor.at.words:
        said = WORD_TABLE.said(word, cursor.language)
        yield _made(cursor, said, said, "word", "")


def _ids(cursor: Cursor, known: Iterable[Named]) -> Iterator[Proposal]:
    kind = referred(cursor.path)
    for one in known if kind is not None else ():
        if one.kind == kind:
            yield _made(cursor, one.name, one.name, "name", one.called)


def _condition(cursor: Cursor, known: tuple[Named, ...]) -> Iterator[Proposal]:
    before = cursor.typed
    if compared := _COMPARED.search(before):
        of = next((one for one in known if one.name == compared["name"]), None)
        for option, label in of.options if of is not None else ():
            yield _made(cursor, option, option, "option", label)
        if of is not None and of.options:
            return
    for one in known:
        if one.kind in _IN_CONDITIONS:
            yield _made(cursor, one.name, one.name, "name", " ".join(filter(None, (one.called, one.type))))
    if not (cursor.path and "same" in cursor.path):
        for word, chinese in CHINESE.items():
            said = chinese if cursor.language == "zh" else word
            yield _made(cursor, said, said, "operator", word if cursor.language == "zh" else chinese)


def _made(cursor: Cursor, label: str, insert: str, sort: Sort, detail: str) -> Proposal:
    return Proposal(label, insert, sort, detail, cursor.start, cursor.end)
