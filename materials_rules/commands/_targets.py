"""What somebody wants to have linted: the places and calendars that paths mean, whole or some of their files.

    paths  ->  Targets
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from materials_rules.commands._intake import missing
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import WrongUsage

_PLACE_FILE: Final = "ruleset.yaml"
_FILES_OF_A_PLACE: Final = frozenset({_PLACE_FILE, "departments.yaml", "sharing.yaml", "common.yaml"})
_FILES_ABOVE: Final = frozenset({"laws.yaml", "disallowed.yaml"})
_ITEMS: Final = "items"
_CALENDARS: Final = "calendars"
_FILE_OF_AN_ITEM: Final = re.compile(r"(?!\.)(?!.*\.cases\.yaml\Z).*\.yaml\Z", re.DOTALL)
_FILE_OF_A_CALENDAR: Final = re.compile(r"(?!\.).*\.ya?ml\Z", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """The *folder* of a place, or of a calendar, and the *files* asked for; no files stand for all of it."""

    folder: Path
    is_calendar: bool
    files: frozenset[Path]


def targets(paths: Sequence[str]) -> list[Target]:
    """What *paths* mean, each folder once. Raises WrongUsage with every path that means nothing."""
    found: dict[tuple[Path, bool], frozenset[Path]] = {}
    faults: list[Diagnostic] = []
    for text in paths:
        meant: list[Target] = []
        try:
            meant = list(_meant(text))
        except OSError as error:
            is_closed = error.errno in (errno.EACCES, errno.EPERM)
            faults.append(Diagnostic("X-FORBIDDEN", Place(text)) if is_closed else missing(text))
        except WrongUsage as usage:
            faults += usage.diagnostics
        for one in meant:
            key = (_as_named(one.folder), one.is_calendar)
            before = found.get(key)
            whole = not one.files or before == frozenset()
            found[key] = frozenset() if whole else one.files | (before or frozenset())
    if faults:
        raise WrongUsage(faults)
    return [Target(folder, is_calendar, files) for (folder, is_calendar), files in found.items()]


def _meant(text: str) -> Iterator[Target]:
    path = Path(text).resolve()
    mode = Path(text).stat().st_mode
    if stat.S_ISDIR(mode):
        yield from _folder(path, text)
    elif stat.S_ISREG(mode):
        yield from _file(path, text)
    else:
        raise WrongUsage([Diagnostic("X-NOT-A-FILE", Place(text))])


def _folder(path: Path, text: str) -> Iterator[Target]:
    calendars = [path] if path.parent.name == _CALENDARS else []
    if path.name == _CALENDARS:
        calendars = [folder for folder in sorted(path.iterdir()) if folder.is_dir()]
    places = [path] if (path / _PLACE_FILE).is_file() else _below(path)
    if above := _above(path):
        files = frozenset(file for file in path.rglob("*") if file.is_file() and _is_read(file, above))
        if files and not places:
            yield Target(above, False, files)
            return
    yield from (Target(place, False, frozenset()) for place in places)
    yield from (Target(folder, True, frozenset()) for folder in calendars if _years(folder))
    if not places and not any(map(_years, calendars)):
        raise WrongUsage([Diagnostic("X-NO-RULESET", Place(text))])


def _file(path: Path, text: str) -> Iterator[Target]:
    above = _above(path)
    places = [above] if above and _is_read(path, above) else []
    if path.name in _FILES_ABOVE:
        places = _below(path.parent)
    yield from (Target(place, False, frozenset({path})) for place in places)
    if path.parent.parent.name == _CALENDARS and path in _years(path.parent):
        yield Target(path.parent, True, frozenset({path}))
    elif not places:
        raise WrongUsage([Diagnostic("X-NOT-OF-A-RULESET", Place(text))])


def _is_read(file: Path, place: Path) -> bool:
    """Whether *file* is one that a ruleset in *place* is read from, or that stands where only such a one may be."""
    match file.relative_to(place).parts:
        case (name,):
            return name in _FILES_OF_A_PLACE
        case (folder, _, name):
            return folder == _ITEMS and _FILE_OF_AN_ITEM.match(name) is not None
    return False


def _years(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.iterdir()) if _FILE_OF_A_CALENDAR.match(file.name)]


def _above(path: Path) -> Path | None:
    return next((folder for folder in path.parents if (folder / _PLACE_FILE).is_file()), None)


def _below(folder: Path) -> list[Path]:
    return sorted(file.parent for file in folder.glob(f"*/{_PLACE_FILE}"))


def _as_named(folder: Path) -> Path:
    """*folder* as a person would type it from here, so that an editor can follow the path of a diagnostic."""
    here = Path(os.path.realpath(os.curdir))
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
