"""A shelf: interchangeable members of one kind, one file each, found by being there."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def members(package: str) -> dict[str, ModuleType]:
    """The modules of *package* by short name, sorted; a name that begins with `_` is no member.

    Raises ImportError when *package* or a member cannot be imported.
    """
    shelf = importlib.import_module(package)
    names = sorted(found.name for found in pkgutil.iter_modules(shelf.__path__))
    return {name: importlib.import_module(f"{package}.{name}") for name in names if not name.startswith("_")}
