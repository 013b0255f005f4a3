"""A whole folder of rules, written beside its place and moved there at the end: all of it or nothing.

    texts by path  ->  a folder
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from materials_rules.commands._delivery import deliver, tell, write_failed
from materials_rules.commands._intake import require_folder
from materials_rules.commands._parts import exchange, held_folder, part_of, restore, tidy
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import WrongUsage


def require_new(folder: Path, force: bool) -> None:
    """Raise WrongUsage, before any work, where *folder* cannot be written or, without *force*, holds something already."""
    if str(folder) in ("", ".", "..", os.sep):
        raise WrongUsage([Diagnostic("S-FOLDER", Place(str(folder)))])
    require_folder(folder.parent)
    if not os.path.lexists(folder):
        return
    require_folder(folder)
    try:
        is_empty = not any(folder.iterdir())
    except PermissionError:
        raise WrongUsage([Diagnostic("X-FORBIDDEN", Place(str(folder)))]) from None
    if not (is_empty or force):
        raise WrongUsage([Diagnostic("S-EXISTS", Place(str(folder)))])


def require_absent(folder: Path, paths: Iterable[str]) -> None:
    """Raise WrongUsage with every file of *paths* that is in *folder* already."""
    there = [Diagnostic("S-THERE", Place(str(folder / path))) for path in paths if os.path.lexists(folder / path)]
    if there:
        raise WrongUsage(there)


def replace_rules(folder: Path, texts: Mapping[str, str], keep: bool = False) -> None:
    """Write the files of a ruleset into *folder*; what else stands there (cases, notes) stays.

    Rules that are not among *texts* go, unless *keep*.

    Paths that begin with `../` are written above it. Raises StorageFailed for a disk that takes no more.
    """
    from materials_rules.rules.folder import above

    for path, text in texts.items():
        if path.startswith("../"):
            deliver(text, str(above(folder) / path[3:]))
    target = Path(os.path.realpath(folder))
    if restore(target):
        tell(Diagnostic("S-PUT-BACK", Place(str(folder)), severity=Severity.INFORMATION).lines())
    part = part_of(target, named=True)
    old = part.with_suffix(".old")
    try:
        with held_folder(part) as now:
            if target.exists():
                shutil.copytree(target, part, symlinks=True, dirs_exist_ok=True)
                if not keep:
                    _remove_rules(part)
            for path, text in texts.items():
                if not path.startswith("../"):
                    (part / path).parent.mkdir(parents=True, exist_ok=True)
                    (part / path).write_text(text, "utf-8", newline="\n")
            # there is no moment without rules where the system can let two folders change places
            if not (target.exists() and exchange(part, target)):
                if target.exists():
                    target.rename(old)
                part.rename(target)
    except OSError as error:
        if old.exists() and not target.exists():
            old.rename(target)
        raise write_failed(str(folder), error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    tidy(target.parent, now)


def _remove_rules(folder: Path) -> None:
    from materials_rules.rules.folder import PLACE_FILES, VERSION_FILE

    for name in PLACE_FILES:
        (folder / name).unlink(missing_ok=True)
    for file in folder.glob("items/*/*.yaml"):
        if VERSION_FILE.match(file.name):
            file.unlink()
            if not any(file.parent.iterdir()):
                file.parent.rmdir()
