"""The questions of a version: of its facts, and of the facts of its lists' members.

    OneVersion  ->  (path, fact)
"""

from __future__ import annotations

from collections.abc import Iterator

from materials_rules.lint.subject import OneVersion
from materials_rules.reading.source import Path
from materials_rules.rules.fact import Fact


def questions(one: OneVersion) -> Iterator[tuple[Path, Fact]]:
    """Every fact that is asked about, with the path of it."""
    for name, fact in one.file.facts.items():
        yield ("facts", name), fact
    for listed, about in one.file.lists.items():
        for name, fact in about.each.items():
            yield ("lists", listed, "each", name), fact
