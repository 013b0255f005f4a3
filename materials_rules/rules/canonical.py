"""What of a file counts: its texts in order, in English words, also those inside conditions.

    Source in English words  ->  plain texts

Comments, blanks between nodes and the language of the author do not count; everything else does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from materials_rules.condition.spelling import in_english
from materials_rules.condition.tree import OneOf
from materials_rules.reading.source import Mapping as MappingNode
from materials_rules.reading.source import Node, Path, Plain, Scalar, Sequence, Source
from materials_rules.rules.classes import VOCABULARY
from materials_rules.rules.names import BUILT_IN
from materials_rules.rules.sentences import is_condition

_CLOSED: Final = {name: what.type for name, what in BUILT_IN.items() if isinstance(what.type, OneOf)}
_CLOSED_OF_CLASSES: Final = {name: what.type for name, what in VOCABULARY.items() if isinstance(what.type, OneOf)}


def content(path: str, source: Source) -> Plain:
    """The texts of the file at *path* of a ruleset."""
    closed = _CLOSED_OF_CLASSES if path == "../disallowed.yaml" else _CLOSED
    return _content(source.root, (), closed, frozenset(_keys(source.root)))


def _content(node: Node, path: Path, closed: Mapping[str, OneOf], names: frozenset[str]) -> Plain:
    match node:
        case Scalar(text=text):
            return in_english(text, closed, names) if is_condition(path) else text
        case Sequence(items=items):
            return [_content(item, (*path, i), closed, names) for i, item in enumerate(items)]
        case MappingNode(entries=entries):
            return {key.text: _content(value, (*path, key.text), closed, names) for key, value in entries}


def _keys(node: Node) -> Iterator[str]:
    match node:
        case Sequence(items=items):
            for item in items:
                yield from _keys(item)
        case MappingNode(entries=entries):
            for key, value in entries:
                yield key.text
                yield from _keys(value)
        case _:
            return
