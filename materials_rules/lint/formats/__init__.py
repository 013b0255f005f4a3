"""The forms in which diagnostics are told, one a file: `written(diagnostics, strict)`.

    diagnostics  ->  text, JSON, SARIF, JUnit, annotations
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from importlib import import_module
from typing import cast

from materials_rules.ground.diagnostic import Diagnostic


def formats() -> tuple[str, ...]:
    """The names of all forms, sorted; none is imported for it."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_")))


def written(name: str, found: Sequence[Diagnostic], strict: bool) -> str:
    """*found* in the form *name*; with *strict* a warning counts as an error where the form knows success and failure."""
    return cast("str", import_module(f"{__name__}.{name}").written(found, strict))
