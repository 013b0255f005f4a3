"""zen-engine: the expressions of GoRules' ZEN, compiled by a Rust library.

    Rules  ->  one expression: the list of what is missing

Its decision graphs would do the same with an envelope around each answer; an expression alone is the cheaper way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.peers.expression import Rules, Value
from benchmarks.peers.infix import Spelling, written

PACKAGE = "zen-engine"


def _text(text: str) -> str:
    return f"'{text}'"


ZEN = Spelling("and", "or", "not ", text=_text)


def translated(rules: Rules) -> str:
    """A list with the name of each requirement whose material is missing, and nothing for the others."""
    entries = (f"({written(rule.missing, ZEN)}) ? {_text(rule.requirement)} : ''" for rule in rules.rules)
    return f"[{', '.join(entries)}]"


class Peer:
    """ZEN expressions, one a frame."""

    wants_text = False

    def __init__(self, texts: Sequence[str]) -> None:
        import zen

        self._expressions = [zen.compile_expression(text) for text in texts]

    def ask(self, place: int, inputs: Mapping[str, Value]) -> list[str]:
        """What is missing."""
        return [name for name in self._expressions[place].evaluate(inputs) if name]
