"""A ruleset whose very bytes were read before and found good: only what is needed is read again.

    Files, what was found then  ->  Ruleset whose items are understood when they are first asked for

Reading five hundred items takes seconds, judging one packet needs one of them. Nothing is trusted but our own record of
files with the same fingerprint; any doubt about the record means that everything is read and checked as usual. Whether the
record is our own is for the door to say that kept it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

import msgspec
from pydantic import BaseModel

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.source import Source, read_source
from materials_rules.rules.classes import understand_classes
from materials_rules.rules.folder import Files
from materials_rules.rules.item import ItemFile
from materials_rules.rules.place import (
    CommonFile,
    DepartmentsFile,
    DisallowedFile,
    LawsFile,
    RulesetFile,
    SharingFile,
)
from materials_rules.rules.ruleset import MODELS, Ruleset
from materials_rules.rules.shape import shaped
from materials_rules.rules.spelling import in_english
from materials_rules.rules.understand import understand
from materials_rules.rules.version import Version

M = TypeVar("M", bound=BaseModel)


class Known(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was found: for which bytes, the digest, and the items with their titles and files."""

    fingerprint: str
    digest: str
    titles: dict[str, str]
    paths: dict[str, list[str]]


def known(ruleset: Ruleset, files: Files) -> bytes:
    """What to remember of *ruleset*, which was read from *files* without a fault."""
    paths = {
        item: [f"items/{item}/{version.file.in_force_from.isoformat()}.yaml" for version in versions]
        for item, versions in ruleset.items.items()
    }
    return msgspec.json.encode(Known(files.fingerprint(), ruleset.digest, dict(ruleset.titles), paths))


def reopen(files: Files, record: bytes) -> Ruleset | None:
    """The ruleset in *files* by the *record* of an earlier reading; None when the record is not about these bytes."""
    try:
        found = msgspec.json.decode(record, type=Known, strict=True)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if found.fingerprint != files.fingerprint():
        return None
    named = {path for paths in found.paths.values() for path in paths}
    if named != set(files.versions()) or set(found.titles) != set(found.paths):
        return None
    place, _ = _read(files, "ruleset.yaml", RulesetFile)
    common, common_source = _read(files, "common.yaml", CommonFile)
    disallowed, disallowed_source = _read(files, "../disallowed.yaml", DisallowedFile)
    return Ruleset(
        id=place.ruleset,
        folder=files.folder,
        place=place,
        departments=_read(files, "departments.yaml", DepartmentsFile)[0].departments,
        documents=_read(files, "sharing.yaml", SharingFile)[0].documents,
        laws=_read(files, "../laws.yaml", LawsFile)[0].laws,
        classes=understand_classes(disallowed, disallowed_source)[0],
        items=_Items(files, found.paths, common, common_source),
        digest=found.digest,
        titles=found.titles,
    )


class _Items(Mapping[str, tuple[Version, ...]]):
    """Items understood when they are first asked for."""

    def __init__(self, files: Files, paths: Mapping[str, list[str]], common: CommonFile, common_source: Source) -> None:
        self._files = files
        self._paths = paths
        self._common = common
        self._common_source = common_source
        self._found: dict[str, tuple[Version, ...]] = {}

    def __getitem__(self, item: str) -> tuple[Version, ...]:
        if item not in self._found:
            self._found[item] = tuple(self._version(path) for path in self._paths[item])
        return self._found[item]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def _version(self, path: str) -> Version:
        file, source = _read(self._files, path, ItemFile)
        version, faults = understand(file, source, self._common, self._common_source)
        if version is None:
            raise RulesetInvalid(faults)
        return version


def _read(files: Files, path: str, model: type[M]) -> tuple[M, Source]:
    source, language = in_english(read_source(files.bytes_of[path], files.shown(path)), MODELS.get(path, ItemFile))
    found, faults = shaped(source, model, language)
    if found is None:
        raise RulesetInvalid(faults)
    return found, source
