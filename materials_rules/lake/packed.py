"""A ruleset as one piece that travels: packed where it is, unpacked where packets are judged, the same by its digests.

    folder of a place  ->  Marks, bytes;  Marks, bytes, a folder  ->  the folder of the place below it

What was compiled here travels with the files, so that nobody compiles it again. Whoever unpacks believes nothing but the
digests: what is not what was packed is not judged by.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from materials_rules.batch.judging import make_ready
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import StorageFailed, Untrusted, WrongUsage
from materials_rules.kept import Cache, cache_folder, this_program
from materials_rules.library import load
from materials_rules.reading.disk import read_plain
from materials_rules.rules.folder import LARGEST_FILE, above, read_files

PLACE: Final = "place"
CACHE: Final = "cache"


class Marks(msgspec.Struct, frozen=True):
    """By which a packed ruleset is known: ruleset, calendars, the bytes themselves, and the program that judges by it.

    `is_compiled` says that all plans are among the bytes.
    """

    ruleset: str
    calendar: str
    packed: str
    program: str | None
    is_compiled: bool


class _Kept(msgspec.Struct, frozen=True):
    """What was compiled: the name under which it is kept, its bytes."""

    name: tuple[str, ...]
    data: bytes


class _Packed(msgspec.Struct, frozen=True):
    """Files by their paths, and what was compiled of them."""

    files: dict[str, bytes]
    kept: list[_Kept]


def pack(folder: Path, cache: str | None = None) -> tuple[Marks, bytes]:
    """The ruleset in *folder* with its calendars and its plans, compiled if they are not in *cache*. Raises what `load` raises,
    RulesetInvalid with the faults of all versions at once."""
    make_ready(folder, _quietly, cache)
    found = read_files(folder)
    with load(folder, cache) as library:
        named = library.ruleset.place.calendar
        ruleset, calendar = library.ruleset.digest, library.calendars.digest
        versions = [one for item in library.ruleset.items.values() for one in item]
    names: list[tuple[str, ...]] = [("ruleset", found.fingerprint())]
    names += [("plan", ruleset, one.item, one.file.in_force_from.isoformat()) for one in versions]
    compiled = Cache(cache_folder() if cache is None else Path(cache) if cache else None)
    kept = [_Kept(name, data) for name in names if (data := compiled.read(*name)) is not None]
    files = {_packed_name(name): data for name, data in found.bytes_of.items()}
    for path in sorted((above(folder) / "calendars" / named).iterdir()):
        if path.suffix in (".yaml", ".yml"):
            files[f"calendars/{named}/{path.name}"] = read_plain(path, LARGEST_FILE)
    data = msgspec.msgpack.encode(_Packed(dict(sorted(files.items())), kept))
    return Marks(ruleset, calendar, sha256(data).hexdigest(), this_program(), len(kept) == len(names)), data


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
            _write(msgspec.msgpack.decode(data, type=_Packed), target)
    except OSError as error:
        raise StorageFailed([Diagnostic("C-DISK", Place(""), {"reason": type(error).__name__})]) from error
    with load(target / PLACE, target / CACHE) as library:
        found = (library.ruleset.digest, library.calendars.digest)
    if found != (marks.ruleset, marks.calendar):
        raise Untrusted([Diagnostic("C-DIGEST", Place(""), {"wanted": marks.ruleset, "found": found[0]})])
    return target


def _write(packed: _Packed, target: Path) -> None:
    """Writes *packed* as the folder *target*, all of it or nothing: whoever comes first, wins."""
    beside = Path(tempfile.mkdtemp(prefix=f"{target.name}.", dir=target.parent))
    try:
        for name, data in packed.files.items():
            path = beside / _safe(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        compiled = Cache(beside / CACHE)
        for one in packed.kept:
            compiled.write(one.data, *one.name)
        try:
            os.rename(beside, target)
        except OSError:
            if not target.is_dir():
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _quietly(_: int) -> None:
    """Says nothing of what takes a while."""


def _packed_name(name: str) -> str:
    return name[3:] if name.startswith("../") else f"{PLACE}/{name}"


def _safe(name: str) -> PurePosixPath:
    """*name* as a path that stays below its folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise Untrusted([Diagnostic("C-DIGEST", Place(""), {"wanted": "", "found": name})])
    return path
