"""rule-engine: an expression language in Python.

    Rules  ->  one expression: yes or no for each requirement
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from benchmarks.peers.expression import Rules, Value
from benchmarks.peers.infix import Spelling, written

PACKAGE = "rule-engine"
WORDS = Spelling("and", "or", "not ")


def translated(rules: Rules) -> str:
    """A list of yes and no, and the names that they are for, as JSON."""
    text = f"[{', '.join(f'({written(rule.missing, WORDS)})' for rule in rules.rules)}]"
    return json.dumps([text, [rule.requirement for rule in rules.rules]])


class Peer:
    """Parsed rules, one a frame."""

    wants_text = False

    def __init__(self, texts: Sequence[str]) -> None:
        import rule_engine

        read = [json.loads(text) for text in texts]
        self._rules = [(rule_engine.Rule(text), names) for text, names in read]

    def ask(self, place: int, inputs: Mapping[str, Value]) -> list[str]:
        """What is missing."""
        rule, names = self._rules[place]
        return [name for name, is_missing in zip(names, rule.evaluate(inputs), strict=True) if is_missing]
