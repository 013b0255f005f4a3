"""datalogic-py: JSON Logic, compiled by a Rust library.

    Rules  ->  one rule: the list of what is missing
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from benchmarks.peers.expression import Rules
from benchmarks.peers.jsonlogic import logic

PACKAGE = "datalogic-py"


def translated(rules: Rules) -> str:
    """A list with the name of each requirement whose material is missing."""
    return json.dumps(logic(rules))


class Peer:
    """Compiled rules, one a frame; it takes the inputs as JSON, which is its fastest way."""

    wants_text = True

    def __init__(self, texts: Sequence[str]) -> None:
        import datalogic_py

        engine = datalogic_py.Engine()
        self._session = engine.session()
        self._rules = [engine.compile(json.loads(text)) for text in texts]

    def ask(self, place: int, inputs: str) -> list[str]:
        """What is missing."""
        found: list[str] = json.loads(self._session.evaluate_str(self._rules[place], inputs))
        return found
