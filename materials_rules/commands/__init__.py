"""The shelf of commands: one file a command, found by being there; its name is the word that people type.

A command is a module with `COMMAND: Final[click.Command]`, whose callback gives an ExitCode. It imports only click and
the files of this folder that begin with `_`; whatever is heavy it imports when it runs, so that `--help` stays quick.
"""

from __future__ import annotations

import pkgutil
from importlib.util import find_spec


def names(package: str) -> tuple[str, ...]:
    """The members of the shelf *package* by name, sorted, without importing any; none where there is no shelf."""
    shelf = find_spec(package)
    folders = shelf.submodule_search_locations if shelf else None
    return tuple(sorted(found.name for found in pkgutil.iter_modules(folders or ()) if found.name[0] != "_"))
