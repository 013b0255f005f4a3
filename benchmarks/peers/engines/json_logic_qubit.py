"""json-logic-qubit: JSON Logic in Python.

    Rules  ->  one rule: the list of what is missing
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from benchmarks.peers.expression import Rules, Value
from benchmarks.peers.jsonlogic import logic

PACKAGE = "json-logic-qubit"


def translated(rules: Rules) -> str:
    """A list with the name of each requirement whose material is missing."""
    return json.dumps(logic(rules))


class Peer:
    """Rules as data, read anew at each call, as the library does."""

    wants_text = False

    def __init__(self, texts: Sequence[str]) -> None:
        from json_logic import jsonLogic

        self._logic = jsonLogic
        self._rules = [json.loads(text) for text in texts]

    def ask(self, place: int, inputs: Mapping[str, Value]) -> list[str]:
        """What is missing."""
        found: list[str] = self._logic(self._rules[place], inputs)
        return found
