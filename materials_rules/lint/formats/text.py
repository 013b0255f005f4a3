"""Diagnostics for people: Chinese first, English beside.

    diagnostics  ->  lines
"""

from __future__ import annotations

from collections.abc import Sequence

from materials_rules.ground.diagnostic import Diagnostic


def written(found: Sequence[Diagnostic], strict: bool) -> str:
    """Two lines for each of *found*, and its witness, if it has one."""
    return "".join(f"{line}\n" for one in found for line in one.lines())
