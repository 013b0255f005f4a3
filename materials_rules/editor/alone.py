"""A file that no place reads: why nothing more is checked, and what can be checked of one file alone.

    text, path  ->  diagnostics; none for a file that is not ours
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.source import read_source
from materials_rules.rules.sentences import unreadable
from materials_rules.rules.shape import shaped
from materials_rules.rules.spelling import in_english
from materials_rules.schemas.authored import FILES
from materials_rules.writing.kinds import kind_at, kind_of

_BESIDE: Final = {"cases": "E-CASES", "calendar": "E-CALENDAR"}
"""Kinds of file that a place has and no editor checks whole, with what checks them."""

_TELLING: Final = ("item", "cases", "calendar")
"""Kinds that the path of a file shows, whatever stands in it; other names are common ones."""


def of_no_place(text: str, path: Path, *, has_place: bool) -> list[Diagnostic]:
    """What can be told of *text* at *path*, from where the loader does not read it; *has_place* says that a place is above."""
    by_path = kind_at(path.parts) if kind_at(path.parts) in _TELLING else None
    try:
        written = read_source(text.encode("utf-8", "replace"), str(path))
        kind = kind_of(written.root) or by_path
        if kind is None:
            return []
        source, language = in_english(written, FILES[kind])
        model, found = shaped(source, FILES[kind], language)
        if model is None:
            found += unreadable(source)
    except RulesetInvalid as invalid:
        if by_path is None:
            return []
        kind, found = by_path, list(invalid.diagnostics)
    code = _BESIDE.get(kind) if has_place or kind == "calendar" else None  # calendars stand beside places
    code = code or ("E-NOT-READ" if has_place else "E-NO-PLACE")
    return [Diagnostic(code, Place(str(path), 1), severity=Severity.INFORMATION), *found]
