"""What stands in every notice of one base with one outcome, whatever its groups add.

    Notice  ->  Top
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from materials_rules.notice import model
from materials_rules.stencil.blanks import encode

LIMITS: Final = frozenset({"W-CONDITIONAL-LINES", "W-CONDITIONAL-FACTS", "W-ASK-FIRST"})
"""Warnings about what depends."""

FIRST: Final = frozenset({"W-NO-PREVIOUS", "W-ENTANGLED"})
"""Warnings that stand before those about days."""

TOP: Final = (
    "schema", "round", "outcome", "final", "lang", "made_by", "office", "number", "legal_ground", "remedies", "matter",
    "previous", "office_faults",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Top:
    """What stands in every notice of one base with one outcome; `first` and `last` are warnings.

    `runs` are its keys with their values and the comma or brace before, those that follow one another in one piece under the
    name of the first.
    """

    runs: Mapping[str, bytes]
    first: tuple[bytes, ...]
    last: tuple[bytes, ...]


def top_of(notice: model.Notice, notes: Sequence[model.Warning]) -> Top:
    """What of *notice* does not come from any group."""
    own = [warning for warning in notice.warnings if warning not in notes and warning.code not in LIMITS]
    return Top(
        _runs(notice),
        tuple(encode(warning) for warning in own if warning.code in FIRST),
        tuple(encode(warning) for warning in own if warning.code not in FIRST),
    )


def _runs(notice: model.Notice) -> dict[str, bytes]:
    runs: dict[str, bytes] = {}
    first = ""
    for name in notice.__struct_fields__:
        if name not in TOP:
            first = ""
            continue
        piece = (b"," if runs or first else b"{") + encode(name) + b":" + encode(getattr(notice, name))
        first = first or name
        runs[first] = runs.get(first, b"") + piece
    return runs
