"""cel-python: CEL, interpreted in Python.

    Rules  ->  one expression: the list of what is missing
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.peers.engines.common_expression_language import translated
from benchmarks.peers.expression import Value

__all__ = ["PACKAGE", "Peer", "translated"]

PACKAGE = "cel-python"


class Peer:
    """CEL programs, one a frame, by the faster of its two runners."""

    wants_text = False

    def __init__(self, texts: Sequence[str]) -> None:
        import celpy

        environment = celpy.Environment(runner_class=celpy.CompiledRunner)
        self._programs = [environment.program(environment.compile(text)) for text in texts]
        self._types = {bool: celpy.celtypes.BoolType, int: celpy.celtypes.IntType, str: celpy.celtypes.StringType}

    def ask(self, place: int, inputs: Mapping[str, Value]) -> list[str]:
        """What is missing."""
        types = self._types
        found = self._programs[place].evaluate({name: types[type(value)](value) for name, value in inputs.items()})
        return [str(name) for name in found if name]


