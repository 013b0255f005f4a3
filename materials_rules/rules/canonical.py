"""What of a file counts: its texts in order, in English words, also those inside conditions.

    Source in English words  ->  plain texts

Comments, blanks between nodes and the language of the author do not count; everything else does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from materials_rules.condition.spelling import in_english
from materials_rules.condition.tree import OneOf
from materials_rules.reading.source import Mapping as MappingNode
from materials_rules.reading.source import Node, Path, Plain, Scalar, Source, keys
from materials_rules.rules.classes import VOCABULARY
from materials_rules.rules.names import BUILT_IN
from materials_rules.rules.sentences import is_condition

_CLOSED: Final = {name: what.type for name, what in BUILT_IN.items() if isinstance(what.type, OneOf)}
_CLOSED_OF_CLASSES: Final = {name: what.type for name, what in VOCABULARY.items() if isinstance(what.type, OneOf)}


def content(path: str, source: Source) -> Plain:
    """The texts of the file at *path* of a ruleset."""
    closed = _CLOSED_OF_CLASSES if path == "../disallowed.yaml" else _CLOSED
    return _content(source.root, (), closed, keys(source.root))


def _content(node: Node, path: Path, closed: Mapping[str, OneOf], names: Collection[str]) -> Plain:
    if isinstance(node, Scalar):
        return in_english(node.text, closed, names) if is_condition(path) else node.text
    if isinstance(node, MappingNode):
        return {key.text: _content(value, (*path, key.text), closed, names) for key, value in node.entries}
    return [_content(item, (*path, i), closed, names) for i, item in enumerate(node.items)]
