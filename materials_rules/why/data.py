"""A reason for machines.

    Reason, Difference  ->  why/1 as data
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from materials_rules.why.compared import Difference
from materials_rules.why.reason import Note, Reason
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
    packet: str,
    item: str,
    notes: Sequence[Note],
    reasons: Sequence[Reason],
    after: tuple[Sequence[Note], Sequence[Reason], Difference] | None,
) -> dict[str, object]:
    """Everything that `why` found: the reasons, and those of the supposed packet with what its notice would tell otherwise."""
    supposed = None
    if after is not None:
        supposed = {
            "notes": [asdict(note) for note in after[0]],
            "reasons": [as_data(reason) for reason in after[1]],
            "notice": difference_as_data(after[2]),
        }
    return {
        "schema": SCHEMA,
        "packet": packet,
        "item": item,
        "notes": [asdict(note) for note in notes],
        "reasons": [as_data(reason) for reason in reasons],
        "what_if": supposed,
    }
