"""The elements of an item as they are in one situation.

    Examination, name of an element  ->  its value
"""

from __future__ import annotations

from typing import Any

from materials_rules.verdict.examine import Examination


def element(examination: Examination, name: str) -> Any:
    """The value of an element in this situation; its default where the situation is open.

    The sixteen elements are of sixteen types, hence `Any`.
    """
    found = getattr(examination.situation.plan.version.file.elements, name)
    case = examination.elements.get(name)
    return found.default() if case is None else found.cases[case].value
