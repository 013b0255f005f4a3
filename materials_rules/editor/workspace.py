"""The files of a place as they stand in the editor, and what is wrong with them.

    folder of a place, texts not saved yet  ->  Looked
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.ground.errors import EngineFault, MaterialsRulesError, RulesetInvalid
from materials_rules.lint import lint
from materials_rules.plan.compile import Plan, compile_version
from materials_rules.plan.engine import Engine
from materials_rules.reading.source import Source, read_source
from materials_rules.rules.folder import Files, above, read_files
from materials_rules.rules.item import ItemFile
from materials_rules.rules.ruleset import MODELS, Ruleset, parse_ruleset
from materials_rules.rules.spelling import in_english

LARGEST_LOOKED_AT: Final = 40
"""So many versions are compiled when a file is opened or saved; of a larger catalogue only those of the file's item."""


@dataclass(frozen=True)
class Looked:
    """What one look found: diagnostics by the path of their file (empty for a file without any), and what could be read.

    `whole` is false where only `item` was compiled, so that nothing is known of the other items.
    """

    diagnostics: Mapping[Path, tuple[Diagnostic, ...]]
    ruleset: Ruleset | None
    plans: Mapping[tuple[str, dt.date], Plan]
    whole: bool


@dataclass
class Workspace:
    """One place. `sources` are the files in English words as they last could be read, `ruleset` as it last could be parsed."""

    folder: Path
    sources: dict[str, Source] = field(default_factory=dict)
    ruleset: Ruleset | None = None
    plans: Mapping[tuple[str, dt.date], Plan] = field(default_factory=dict)

    def name_of(self, path: Path) -> str | None:
        """The file at *path* relative to the place, as `items/x/2026-01-01.yaml` or `../laws.yaml`; None for any other file."""
        for home, prefix in ((self.folder, ""), (above(self.folder).resolve(), "../")):
            if path.is_relative_to(home):
                name = prefix + path.relative_to(home).as_posix()
                is_item = name.startswith("items/") and name.count("/") == 2 and not name.endswith(".cases.yaml")
                return name if name in MODELS or is_item else None
        return None

    def path_of(self, name: str) -> Path:
        """The inverse of `name_of`."""
        return above(self.folder).resolve() / name[3:] if name.startswith("../") else self.folder / name

    def files(self, open_: Mapping[Path, str]) -> Files:
        """The files on the disk, with the texts of those that are open in the editor. Raises as `read_files`."""
        found = read_files(self.folder)
        texts = {name: text.encode() for path, text in open_.items() if (name := self.name_of(path)) is not None}
        return replace(found, bytes_of={**found.bytes_of, **texts})

    def read(self, name: str, text: str, line: int | None = None) -> Source | None:
        """The file *name* with *text* in English words; where it is broken, without *line*, else as it last could be read."""
        lines = text.split("\n")
        without = None if line is None else "\n".join([*lines[:line], "", *lines[line + 1 :]])
        for attempt in (text, without):
            try:
                if attempt is not None:
                    self.sources[name] = in_english(read_source(attempt.encode(), name), model_of(name))[0]
                    return self.sources[name]
            except (RulesetInvalid, UnicodeEncodeError):
                continue
        return self.sources.get(name)

    def look(self, open_: Mapping[Path, str], item: str | None = None) -> Looked:
        """Reads, parses, compiles and lints; with *item* only the versions of that item are compiled."""
        try:
            files = self.files(open_)
        except MaterialsRulesError as error:
            return self._told(error.diagnostics, None, {}, whole=True)
        known = {self.path_of(name) for name in files.bytes_of}
        try:
            ruleset = parse_ruleset(files)
        except RulesetInvalid as invalid:
            return self._told(invalid.diagnostics, None, {}, True, known)
        self.ruleset, self.sources = ruleset, {**self.sources, **ruleset.sources}
        count = sum(map(len, ruleset.items.values()))
        only = item if item in ruleset.items and count > LARGEST_LOOKED_AT else None
        plans, notes = _compiled(ruleset, only)
        self.plans = plans
        return self._told(lint(ruleset, plans, (*ruleset.notes, *notes)), ruleset, plans, only is None, known)

    def _told(
        self,
        found: tuple[Diagnostic, ...] | list[Diagnostic],
        ruleset: Ruleset | None,
        plans: Mapping[tuple[str, dt.date], Plan],
        whole: bool,
        known: set[Path] | None = None,
    ) -> Looked:
        by_file: dict[Path, list[Diagnostic]] = {path: [] for path in known or ()}
        for one in found:
            path = Path(one.place.path).resolve() if one.place.path else self.folder / "ruleset.yaml"
            by_file.setdefault(path, []).append(one)
        return Looked({path: tuple(some) for path, some in by_file.items()}, ruleset, plans, whole)


def model_of(name: str) -> type[BaseModel]:
    """What the file *name* is."""
    return MODELS.get(name, ItemFile)


def item_of(name: str) -> str | None:
    """The item whose file *name* is."""
    return name.split("/")[1] if name.startswith("items/") else None


def place_above(path: Path) -> Path | None:
    """The folder of the place that the file at *path* belongs to, or one that shares it; None where there is none."""
    for folder in path.parents:
        if (folder / "ruleset.yaml").is_file():
            return folder
    beside = sorted(found.parent for found in path.parent.glob("*/ruleset.yaml"))
    return beside[0] if beside else None


def _compiled(ruleset: Ruleset, only: str | None) -> tuple[dict[tuple[str, dt.date], Plan], list[Diagnostic]]:
    plans: dict[tuple[str, dt.date], Plan] = {}
    notes: list[Diagnostic] = []
    with Engine() as engine:
        for item, versions in ruleset.items.items():
            for version in versions if only in (None, item) else ():
                try:
                    plan = compile_version(ruleset, version, engine)
                except (RulesetInvalid, EngineFault) as fault:
                    notes += fault.diagnostics
                else:
                    plans[item, version.file.in_force_from] = plan
                    notes += plan.notes
    return plans, notes
