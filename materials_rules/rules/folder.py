"""The files of a ruleset on disk, and nothing else: which there are, their bytes, their digest.

    folder of a place  ->  Files

Files that are no part of a ruleset (editor backups, cases, notes) are passed over; a symbolic link is refused, because it
can lead out of the folder (hazard: rules that nobody signed).
"""

from __future__ import annotations

import errno
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import RulesetInvalid, WrongUsage
from materials_rules.reading.disk import read_plain
from materials_rules.reading.source import Source
from materials_rules.rules.canonical import content

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
            return str(above(Path(self.folder)) / path[3:])
        return str(Path(self.folder) / path)

    def fingerprint(self) -> str:
        """sha256 of the bytes as they are; equal fingerprints need not be read again."""
        total = hashlib.sha256()
        for path in sorted(self.bytes_of):
            total.update(f"{path}\0{len(self.bytes_of[path])}\0".encode())
            total.update(self.bytes_of[path])
        return total.hexdigest()


def above(folder: Path) -> Path:
    """The folder above a place's, as a person would type it: that of `rulesets/town` is `rulesets`, that of `.` is `..`."""
    return folder / ".." if folder.name in ("", "..") else folder.parent


def read_files(folder: Path) -> Files:
    """Reads the files of the place in *folder* and the two above it.

    Raises WrongUsage when *folder* is no ruleset or may not be looked into, RulesetInvalid (R-PATH, R-FILE, R-FILE-NAME) for
    links, unreadable or missing files and wrong names.
    """
    _require_ruleset(folder)
    faults: list[Diagnostic] = []
    found: dict[str, bytes] = {}
    wanted = [(name, folder / name) for name in PLACE_FILES]
    wanted += [(f"../{name}", above(folder) / name) for name in PARENT_FILES]
    wanted += _items(folder / "items", faults)
    for name, path in wanted:
        try:
            found[name] = read_plain(path, LARGEST_FILE)
        except OSError as error:
            faults.append(Diagnostic("R-PATH" if error.errno == errno.ELOOP else "R-FILE", Place(str(path))))
    if faults:
        raise RulesetInvalid(faults)
    return Files(str(folder), found)


def is_part(folder: Path, path: Path) -> bool:
    """Whether a file at *path*, there or not yet, belongs to the ruleset in *folder*, to its two files above or its calendars.

    *path* is absolute and leads through no link.
    """
    if path.suffix.lower() not in (".yaml", ".yml"):
        return False
    parents = path.parents
    beside = path.name.lower() in PARENT_FILES and _same(path.parent, above(folder))
    return beside or any(_same(home, parent) for home in (folder, above(folder) / "calendars") for parent in parents)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _require_ruleset(folder: Path) -> None:
    code = "X-NO-RULESET"
    try:
        if (folder / "ruleset.yaml").is_file():
            return
    except PermissionError:
        code = "X-FORBIDDEN"
    except OSError:  # such as a name that is too long
        code = "X-MISSING"
    raise WrongUsage([Diagnostic(code, Place(str(folder)))])


def _items(items: Path, faults: list[Diagnostic]) -> list[tuple[str, Path]]:
    """The files of all items, by their paths from the place; what is wrong with a folder goes to *faults*."""
    wanted: list[tuple[str, Path]] = []
    for item in _folders(items, faults):
        for path in _listed(item, faults):
            name = path.name
            if name.endswith(".cases.yaml") or not name.endswith(".yaml") or name.startswith("."):
                continue
            if not VERSION_FILE.match(name):
                faults.append(Diagnostic("R-FILE-NAME", Place(str(path)), {"name": name}))
            elif not _is_text(item.name):
                faults.append(Diagnostic("R-FOLDER-NAME", Place(str(item))))
                break
            else:
                wanted.append((f"items/{item.name}/{name}", path))
    return wanted


def _folders(items: Path, faults: list[Diagnostic]) -> list[Path]:
    if _is_barred(items, faults):
        return []
    return [path for path in _listed(items, faults) if not _is_barred(path, faults) and path.is_dir()]


def _is_barred(path: Path, faults: list[Diagnostic]) -> bool:
    """Whether *path* is a link or nothing of it can be seen; why, goes to *faults*."""
    try:
        if not path.is_symlink():
            return False
        faults.append(Diagnostic("R-PATH", Place(str(path))))
    except OSError:
        faults.append(Diagnostic("R-FILE", Place(str(path))))
    return True


def _listed(folder: Path, faults: list[Diagnostic]) -> list[Path]:
    """What is in *folder*, sorted; nothing where there is no such folder."""
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        faults.append(Diagnostic("R-FILE", Place(str(folder))))
        return []


def _is_text(name: str) -> bool:
    """Whether a *name* on the disk is UTF-8; other bytes come as lone surrogates."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def digest(sources: dict[str, Source]) -> str:
    """`sha256:…` over the canonical form: comments, blanks, the language of the file and the order of our keys do not count."""
    whole = [[path, content(path, sources[path])] for path in sorted(sources)]
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
