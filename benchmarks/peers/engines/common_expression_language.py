"""common-expression-language: CEL, compiled by a Rust library.

    Rules  ->  one expression: the list of what is missing
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from benchmarks.peers.expression import Rules, Value
from benchmarks.peers.infix import Spelling, written

PACKAGE = "common-expression-language"
CEL = Spelling("&&", "||", "!")


def translated(rules: Rules) -> str:
    """A list with the name of each requirement whose material is missing, and nothing for the others."""
    entries = (f"({written(rule.missing, CEL)}) ? {json.dumps(rule.requirement)} : ''" for rule in rules.rules)
    return f"[{', '.join(entries)}]"


class Peer:
    """CEL programs, one a frame."""

    wants_text = False

    def __init__(self, texts: Sequence[str]) -> None:
        import cel

        self._programs = [cel.compile(text) for text in texts]

    def ask(self, place: int, inputs: Mapping[str, Value]) -> list[str]:
        """What is missing."""
        return [name for name in self._programs[place].execute(inputs) if name]
