"""cedarpy: Cedar, a language for authorisation, compiled by a Rust library.

    Rules  ->  one policy a requirement: whoever lacks the material may be told so

AllOf policies that hold come back as the reasons of one decision, so that one request is enough.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.peers.expression import Rules, Value
from benchmarks.peers.infix import Spelling, written

PACKAGE = "cedarpy"
CEDAR = Spelling("&&", "||", "!", input="context.{}".format)
REQUEST = {"principal": 'Office::"window"', "action": 'Action::"tell"', "resource": 'Packet::"one"'}


def translated(rules: Rules) -> str:
    """The policies, in the order of the requirements, each named by its requirement."""
    return "\n".join(
        f"@id({json.dumps(rule.requirement)})\npermit(principal, action, resource) when {{ {written(rule.missing, CEDAR)} }};"
        for rule in rules.rules
    )


class Peer:
    """Parsed policy sets, one a frame."""

    wants_text = False

    def __init__(self, texts: Sequence[str]) -> None:
        import cedarpy

        self._ask = cedarpy.is_authorized
        self._sets = [cedarpy.PolicySet.from_str(text) for text in texts]
        self._nobody: Any = cedarpy.Entities.from_json_str("[]")

    def ask(self, place: int, inputs: Mapping[str, Value]) -> list[str]:
        """What is missing. Raises RuntimeError where a policy could not be judged."""
        told = self._ask({**REQUEST, "context": inputs}, self._sets[place], self._nobody).diagnostics
        if told.errors:
            raise RuntimeError(told.errors[0])
        return list(told.id_annotations_by_reason.values())
