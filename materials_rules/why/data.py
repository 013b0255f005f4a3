"""A reason for machines.

    Reason, Difference  ->  why/1 as data
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from materials_rules.why.compared import Difference
from materials_rules.why.reason import Reason
from materials_rules.why.truths import Part

SCHEMA: Final = "why/1"


def as_data(reason: Reason) -> dict[str, object]:
    """One reason, keys as in `Reason`."""
    found: dict[str, object] = asdict(reason)
    found["conditions"] = [{"text": text or None, "whole": _part(part)} for text, part in reason.conditions]
    found["papers"] = [
        {**asdict(paper), "criteria": [{"say": say, "met": met} for say, met in paper.criteria]} for paper in reason.papers
    ]
    return found


def _part(part: Part) -> dict[str, object]:
    return {
        "say": part.say,
        "truth": part.truth,
        "answers": list(part.answers),
        "joined": part.joined or None,
        "parts": [_part(inner) for inner in part.parts],
    }


def difference_as_data(difference: Difference) -> dict[str, object]:
    """What two notices tell otherwise."""
    return {
        "outcome": list(difference.outcome),
        "came": {section: list(keys) for section, keys in difference.came.items()},
        "went": {section: list(keys) for section, keys in difference.went.items()},
        "altered": {section: list(keys) for section, keys in difference.altered.items()},
    }


def report(
    packet: str, item: str, reasons: Sequence[Reason], after: Sequence[Reason], difference: Difference | None
) -> dict[str, object]:
    """Everything that `why` found: the reasons, and those of the supposed packet with what its notice would tell otherwise."""
    return {
        "schema": SCHEMA,
        "packet": packet,
        "item": item,
        "reasons": [as_data(reason) for reason in reasons],
        "what_if": None
        if difference is None
        else {"reasons": [as_data(reason) for reason in after], "notice": difference_as_data(difference)},
    }
