"""The files of a ruleset on disk, and nothing else: which there are, their bytes, their digest.

    folder of a place  ->  Files

Only this module of the package touches a disk. Files that are no part of a ruleset (editor backups, cases, notes) are
passed over; a symbolic link is refused, because it can lead out of the folder (hazard: rules that nobody signed).
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import RulesetInvalid, WrongUsage
from materials_rules.reading.source import Source, plain

PLACE_FILES: Final = ("ruleset.yaml", "departments.yaml", "sharing.yaml", "common.yaml")
PARENT_FILES: Final = ("laws.yaml", "disallowed.yaml")
VERSION_FILE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.yaml\Z")
LARGEST_FILE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Files:
    """The bytes of every file that can change a verdict, by path relative to the place's folder."""

    folder: str
    bytes_of: dict[str, bytes]

    def versions(self) -> list[str]:
        """The paths of the item files, sorted."""
        return sorted(path for path in self.bytes_of if path.startswith("items/"))

    def shown(self, path: str) -> str:
        """The path for a message: as a person would type it from where the folder was named."""
        if path.startswith("../"):
            return str(Path(self.folder).parent / path[3:])
        return str(Path(self.folder) / path)

    def fingerprint(self) -> str:
        """sha256 of the bytes as they are; equal fingerprints need not be read again."""
        total = hashlib.sha256()
        for path in sorted(self.bytes_of):
            total.update(f"{path}\0{len(self.bytes_of[path])}\0".encode())
            total.update(self.bytes_of[path])
        return total.hexdigest()


def read_files(folder: Path) -> Files:
    """Reads the files of the place in *folder* and the two above it.

    Raises WrongUsage when *folder* is no ruleset, RulesetInvalid (R-PATH, R-FILE) for links and unreadable or missing files.
    """
    if not (folder / "ruleset.yaml").is_file():
        raise WrongUsage([Diagnostic("X-NO-RULESET", Place(str(folder)))])
    faults: list[Diagnostic] = []
    found: dict[str, bytes] = {}
    wanted = [(name, folder / name) for name in PLACE_FILES]
    wanted += [(f"../{name}", folder.parent / name) for name in PARENT_FILES]
    items = folder / "items"
    if items.is_dir():
        for item in sorted(items.iterdir()):
            if item.is_symlink():
                faults.append(Diagnostic("R-PATH", Place(str(item))))
            elif item.is_dir():
                wanted += _versions(item, faults)
    for name, path in wanted:
        if path.is_symlink():
            faults.append(Diagnostic("R-PATH", Place(str(path))))
            continue
        try:
            with path.open("rb") as file:
                found[name] = file.read(LARGEST_FILE + 1)
        except OSError:
            faults.append(Diagnostic("R-FILE", Place(str(path))))
    if faults:
        raise RulesetInvalid(faults)
    return Files(str(folder), found)


def _versions(item: Path, faults: list[Diagnostic]) -> list[tuple[str, Path]]:
    wanted = []
    for path in sorted(item.iterdir()):
        name = path.name
        if name.endswith(".cases.yaml") or not name.endswith(".yaml") or name.startswith("."):
            continue
        if VERSION_FILE.match(name):
            wanted.append((f"items/{item.name}/{name}", path))
        else:
            faults.append(Diagnostic("R-FILE-NAME", Place(str(path)), {"name": name}))
    return wanted


def digest(sources: dict[str, Source]) -> str:
    """`sha256:…` over the canonical form: comments, blanks and the language of the keys do not count, order does."""
    content = [[path, plain(sources[path].root)] for path in sorted(sources)]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
