"""A file in English words written again in Chinese ones, for tests: by the same tables, by other means.

    English YAML, model  ->  Chinese YAML

Only the words change; every line, comment and blank stays. The reader under test goes the other way, along the models.
"""

from __future__ import annotations

from pydantic import BaseModel

from materials_rules.reading.keys import KEYS, WORDS
from materials_rules.reading.source import Mapping, Node, Path, Scalar, Sequence, read_source
from materials_rules.rules.grammar import position


def in_chinese(text: str, model: type[BaseModel]) -> str:
    """*text*, a file of *model* in English words, in Chinese words."""
    changes: list[tuple[int, int, str]] = []

    def word(scalar: Scalar, words: tuple[str, ...]) -> None:
        if scalar.text in words and scalar.text in WORDS:
            changes.append((scalar.start, scalar.end, WORDS[scalar.text]))

    def walk(node: Node, path: Path) -> None:
        here = position(model, path)
        if isinstance(node, Scalar):
            word(node, here.words)
        elif isinstance(node, Sequence):
            for i, item in enumerate(node.items):
                walk(item, (*path, i))
        elif isinstance(node, Mapping):
            for key, value in node.entries:
                if key.text in here.keys:
                    changes.append((key.start, key.end, KEYS[key.text]))
                else:
                    word(key, here.key_words)
                walk(value, (*path, key.text))

    walk(read_source(text.encode(), "f.yaml").root, ())
    for start, end, instead in sorted(changes, reverse=True):
        text = text[:start] + instead + text[end:]
    return text
