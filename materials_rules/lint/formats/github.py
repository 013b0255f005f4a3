"""Diagnostics as annotations of a change on GitHub.

    diagnostics  ->  workflow commands
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic, Severity

_ANNOTATIONS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}
_ESCAPES: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_ESCAPES_OF_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def written(found: Sequence[Diagnostic], strict: bool) -> str:
    """One command for each of *found*."""
    return "".join(f"{_annotation(one)}\n" for one in found)


def _annotation(one: Diagnostic) -> str:
    properties = {"title": one.code, "file": one.place.path, "line": one.place.line, "col": one.place.column}
    said = ",".join(
        f"{name}={str(value).translate(_ESCAPES_OF_PROPERTY)}" for name, value in properties.items() if value
    )
    text = "。".join(filter(None, (one.say("zh"), one.remedy("zh"))))
    return f"::{_ANNOTATIONS[one.severity]} {said}::{text.translate(_ESCAPES)}"
