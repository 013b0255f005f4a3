"""Which cases somebody wants run: the versions that paths mean, and the files of cases beside them.

    paths  ->  Wanted for each place;  place, item  ->  files of cases
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from materials_rules.commands._targets import targets
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import RulesetInvalid, WrongUsage

FILE: Final = re.compile(r"(?!\.)(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:\.[^/]+)?\.cases\.yaml\Z")
ENDING: Final = ".cases.yaml"
PROPOSED: Final = ".proposed.cases.yaml"


@dataclass
class Wanted:
    """A place, and what of it is wanted: `items` by the day of a version (None = every version), or single `files`.

    Nothing in both stands for all of it.
    """

    folder: Path
    items: set[tuple[str, str | None]] = field(default_factory=set)
    files: set[Path] = field(default_factory=set)
    is_whole: bool = False

    def wants(self, item: str, day: str) -> bool:
        """Whether a version is wanted."""
        named = {(path.parent.name, found["day"]) for path in self.files if (found := FILE.match(path.name))}
        return self.is_whole or (item, day) in self.items or (item, None) in self.items or (item, day) in named

    def reads(self, path: Path, item: str, day: str) -> bool:
        """Whether a file of cases is read for a version that is wanted: a single one may have been named."""
        named = {one for one in self.files if one.parent.name == item and one.name.startswith(day)}
        return not named or self.is_whole or (item, day) in self.items or path.resolve() in named


def wanted(paths: Sequence[str]) -> list[Wanted]:
    """What *paths* mean, place by place. Raises WrongUsage for a path that means nothing."""
    found: dict[Path, Wanted] = {}
    faults: list[Diagnostic] = []
    for text in paths:
        try:
            for folder, file in _meant(text):
                one = found.setdefault(folder, Wanted(folder))
                if file is None:
                    one.is_whole = True
                elif file.name.endswith(ENDING):
                    one.files.add(file)
                elif file.parent.parent.name == "items":
                    one.items.add((file.parent.name, file.stem))
                else:
                    one.is_whole = True  # a file of the place concerns every item
        except WrongUsage as usage:
            faults += usage.diagnostics
    if faults:
        raise WrongUsage(faults)
    return list(found.values())


def _meant(text: str) -> Iterator[tuple[Path, Path | None]]:
    path = Path(text)
    if path.name.endswith(ENDING) and path.is_file():
        folder = path.resolve().parent.parent.parent
        if not (folder / "ruleset.yaml").is_file():
            raise WrongUsage([Diagnostic("X-NOT-OF-A-RULESET", Place(text))])
        yield _as_named(folder), path.resolve()
        return
    places = [target for target in targets([text]) if not target.is_calendar]
    if not places:
        raise WrongUsage([Diagnostic("X-NO-RULESET", Place(text))])
    for target in places:
        yield from ((target.folder, file) for file in sorted(target.files)) if target.files else [(target.folder, None)]


def _as_named(folder: Path) -> Path:
    here = Path.cwd().resolve()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def case_files(place: Path) -> dict[tuple[str, str], list[Path]]:
    """The files of cases of every item, by item and day, sorted. Raises RulesetInvalid (T-FILE-NAME) for other names."""
    found: dict[tuple[str, str], list[Path]] = {}
    faults = []
    for path in sorted(place.glob(f"items/*/*{ENDING}")):
        name = FILE.match(path.name)
        if path.name.startswith("."):
            continue
        if name is None:
            faults.append(Diagnostic("T-FILE-NAME", Place(str(path)), {"name": path.name}))
        else:
            found.setdefault((path.parent.name, name["day"]), []).append(path)
    if faults:
        raise RulesetInvalid(faults)
    return found
