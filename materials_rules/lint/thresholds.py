"""The limits that numbers and days are compared with in the conditions of a version.

    OneVersion  ->  (variable, limit, every comparison with it)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from materials_rules.condition.tree import Against, Scaled
from materials_rules.ground.diagnostic import Place
from materials_rules.lint.subject import OneVersion

Compared = list[tuple[str, Place]]
"""Operators, each with the place of its comparison, in the order of the file."""


def limits(one: OneVersion) -> Iterator[tuple[str, str, Compared]]:
    """Each number or day that a variable is compared with, with all comparisons of this kind."""
    found: dict[tuple[str, str], Compared] = {}
    for written in one.conditions:
        for part, place in written.parts():
            if isinstance(part, Against) and isinstance(part.constant, Scaled | dt.date):
                value = str(part.constant.exact if isinstance(part.constant, Scaled) else part.constant)
                found.setdefault((part.variable.name, value), []).append((str(part.op), place))
    for (variable, value), comparisons in found.items():
        yield variable, value, sorted(comparisons, key=lambda one: one[1])
