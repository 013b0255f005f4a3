"""A ruleset as one piece that travels: packed where it is, unpacked where packets are judged, the same by its digests.

    folder of a place  ->  Marks, bytes;  Marks, bytes, a folder  ->  the folder of the place below it

Whoever unpacks believes nothing but the digests: what is not what was packed is not judged by.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import StorageFailed, Untrusted, WrongUsage
from materials_rules.kept import this_program
from materials_rules.library import load
from materials_rules.reading.disk import read_plain
from materials_rules.rules.folder import LARGEST_FILE, above, read_files

PLACE: Final = "place"


class Marks(msgspec.Struct, frozen=True):
    """By which a packed ruleset is known: ruleset, calendars, the bytes themselves, and the program that judges by it."""

    ruleset: str
    calendar: str
    packed: str
    program: str | None


def pack(folder: Path) -> tuple[Marks, bytes]:
    """The ruleset in *folder* with its calendars. The same files give the same bytes. Raises what `load` raises."""
    with load(folder) as library:
        named = library.ruleset.place.calendar
        ruleset, calendar = library.ruleset.digest, library.calendars.digest
    files = {_packed_name(name): data for name, data in read_files(folder).bytes_of.items()}
    for path in sorted((above(folder) / "calendars" / named).iterdir()):
        if path.suffix in (".yaml", ".yml"):
            files[f"calendars/{named}/{path.name}"] = read_plain(path, LARGEST_FILE)
    data = msgspec.msgpack.encode(dict(sorted(files.items())))
    return Marks(ruleset, calendar, sha256(data).hexdigest(), this_program()), data


def unpacked(marks: Marks, data: bytes, folder: Path) -> Path:
    """The folder of the place, below *folder*, written if it is not there yet; side by side with others who do the same.

    Raises Untrusted (C-DIGEST) where *data* is not what was packed, WrongUsage (C-PROGRAM) where this program is not the one
    that packed it, StorageFailed (C-DISK).
    """
    if sha256(data).hexdigest() != marks.packed:
        raise Untrusted([Diagnostic("C-DIGEST", Place(""), {"wanted": marks.packed, "found": sha256(data).hexdigest()})])
    if this_program() != marks.program or marks.program is None:
        args = {"wanted": marks.program or "?", "found": this_program() or "?"}
        raise WrongUsage([Diagnostic("C-PROGRAM", Place(""), args)])
    target = folder / f"materials-rules-{marks.packed}"
    try:
        if not target.exists():
            _write(msgspec.msgpack.decode(data, type=dict[str, bytes]), target)
    except OSError as error:
        raise StorageFailed([Diagnostic("C-DISK", Place(""), {"reason": type(error).__name__})]) from error
    with load(target / PLACE, target / "cache") as library:
        found = (library.ruleset.digest, library.calendars.digest)
    if found != (marks.ruleset, marks.calendar):
        raise Untrusted([Diagnostic("C-DIGEST", Place(""), {"wanted": marks.ruleset, "found": found[0]})])
    return target


def _write(files: dict[str, bytes], target: Path) -> None:
    """Writes *files* as the folder *target*, all of them or none: whoever comes first, wins."""
    beside = Path(tempfile.mkdtemp(prefix=f"{target.name}.", dir=target.parent))
    try:
        for name, data in files.items():
            path = beside / _safe(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        try:
            os.rename(beside, target)
        except OSError:
            if not target.is_dir():
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _packed_name(name: str) -> str:
    return name[3:] if name.startswith("../") else f"{PLACE}/{name}"


def _safe(name: str) -> PurePosixPath:
    """*name* as a path that stays below its folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise Untrusted([Diagnostic("C-DIGEST", Place(""), {"wanted": "", "found": name})])
    return path
