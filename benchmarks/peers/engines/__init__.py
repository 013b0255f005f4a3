"""One engine a file: how rules are spelt for it, and how it is asked.

Each file has `PACKAGE` (what is installed), `translated` (rules as its own language, which needs no installation), and
`Peer`, which opens what was translated and answers `ask`: the requirements whose material is missing.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Final, Protocol

from benchmarks.peers.expression import Rules, Value

NAMES: Final = (
    "common_expression_language",
    "zen_engine",
    "datalogic",
    "rule_engine",
    "cedar",
    "rego",
    "json_logic_qubit",
    "cel_python",
    "durable_rules",
    "openfisca",
)
"""The engines, in the order in which they are printed."""

UNUSABLE: Final[Mapping[str, str]] = {
    "json-logic": "0.6.3, the last release (2015), is Python 2: its folder `json-logic-py` is no name that can be imported, "
    "and `tests.keys()[0]` fails on Python 3. json-logic-qubit, which continues it, is measured instead.",
}
"""Packages that were looked at and cannot be measured, and why."""


class Unable(ValueError):
    """These rules cannot be said in the language of this engine; the text says why."""


class Asked(Protocol):
    """An engine with the rules of all frames open. `wants_text` says that it takes the inputs as JSON."""

    wants_text: bool

    def ask(self, place: int, inputs: Mapping[str, Value] | str) -> Sequence[str]:
        """The requirements of the frame at *place* whose material is missing."""


class AskedAtOnce(Protocol):
    """An engine that judges many packets at a time."""

    def ask_many(self, place: int, inputs: Sequence[Mapping[str, Value]]) -> Sequence[Sequence[str]]:
        """For each of *inputs* of the frame at *place* the requirements whose material is missing."""


def engine(name: str) -> ModuleType:
    """The file of the engine *name*; what it wraps is imported when a peer is opened."""
    if name not in NAMES:
        raise LookupError(name)
    return importlib.import_module(f"benchmarks.peers.engines.{name}")


__all__ = ["NAMES", "UNUSABLE", "Asked", "AskedAtOnce", "Rules", "Unable", "engine"]
