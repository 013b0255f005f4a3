"""A ruleset: the items of one place with everything they rest on, read, typed, understood.

    Files  ->  Ruleset, or every reason why not
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel

from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.keys import TABLE, Language
from materials_rules.reading.source import Source, read_source
from materials_rules.rules.checks import Register, citations
from materials_rules.rules.classes import ClassRule, understand_classes
from materials_rules.rules.folder import Files, digest
from materials_rules.rules.item import ItemFile
from materials_rules.rules.place import (
    CommonFile,
    Department,
    DepartmentsFile,
    DisallowedFile,
    DocumentType,
    Law,
    LawsFile,
    RulesetFile,
    SharingFile,
)
from materials_rules.rules.sentences import unreadable
from materials_rules.rules.shape import shaped
from materials_rules.rules.spelling import in_english
from materials_rules.rules.understand import understand
from materials_rules.rules.version import Version

M = TypeVar("M", bound=BaseModel)

MODELS: Final[Mapping[str, type[BaseModel]]] = {
    "ruleset.yaml": RulesetFile,
    "departments.yaml": DepartmentsFile,
    "sharing.yaml": SharingFile,
    "common.yaml": CommonFile,
    "../laws.yaml": LawsFile,
    "../disallowed.yaml": DisallowedFile,
}
"""What each file of a place is, by path relative to its folder; every other file is an item."""


@dataclass(frozen=True)
class Ruleset:
    """The items of one place. `items` maps an item to its versions, oldest first; `notes` are warnings and information.

    `sources` are the files as they were read, by path relative to the folder; a ruleset that was reopened has none.
    """

    id: str
    folder: str
    place: RulesetFile
    departments: Mapping[str, Department]
    documents: Mapping[str, DocumentType]
    laws: Mapping[str, Law]
    classes: Mapping[str, ClassRule]
    items: Mapping[str, tuple[Version, ...]]
    digest: str
    titles: Mapping[str, str]
    notes: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict, compare=False, repr=False)

    def version(self, item: str, day: dt.date) -> Version | None:
        """The version of *item* in force on *day*; None when there is none."""
        for version in reversed(self.items.get(item, ())):
            if version.file.in_force_from <= day:
                last = self.last_day(version)
                return version if last is None or day <= last else None
        return None

    def last_day(self, version: Version) -> dt.date | None:
        """The last day on which *version* is in force; None when no end is known."""
        versions = self.items[version.item]
        later = [other.file.in_force_from for other in versions if other.file.in_force_from > version.file.in_force_from]
        return (min(later) - dt.timedelta(days=1)) if later else version.file.in_force_to

    def title(self, item: str) -> str:
        """What an item is called, by its newest version; its id when it is not in this ruleset."""
        return self.titles.get(item, item)


def parse_ruleset(files: Files) -> Ruleset:
    """The ruleset in *files*. Raises RulesetInvalid with every fault that can be seen at once."""
    return _Parser(files).ruleset()


class _Parser:
    def __init__(self, files: Files) -> None:
        self.files = files
        self.faults: list[Diagnostic] = []
        self.sources: dict[str, Source] = {}
        self.languages: dict[str, Language] = {}
        for path, data in files.bytes_of.items():
            try:
                written = read_source(data, files.shown(path))
                self.sources[path], self.languages[path] = in_english(written, MODELS.get(path, ItemFile))
            except RulesetInvalid as invalid:
                self.faults += invalid.diagnostics

    def ruleset(self) -> Ruleset:
        place = self._shaped("ruleset.yaml", RulesetFile)
        departments = self._shaped("departments.yaml", DepartmentsFile)
        sharing = self._shaped("sharing.yaml", SharingFile)
        common = self._shaped("common.yaml", CommonFile)
        laws = self._shaped("../laws.yaml", LawsFile)
        disallowed = self._shaped("../disallowed.yaml", DisallowedFile)
        items = {path: self._shaped(path, ItemFile) for path in self.files.versions()}
        if not (place and departments and sharing and common and laws and disallowed):
            self._understand_what_can_be(items, common, laws)
            raise RulesetInvalid(self._told())
        classes, faults = understand_classes(disallowed, self.sources["../disallowed.yaml"])
        self.faults += faults
        for path, model in (
            ("ruleset.yaml", place),
            ("sharing.yaml", sharing),
            ("common.yaml", common),
            ("../disallowed.yaml", disallowed),
        ):
            self.faults += citations(model, self.sources[path], laws.laws, None)
        # a file that does not fit still says by its folder that there is such an item
        names = frozenset(path.split("/")[1] for path in items)
        never = frozenset(name for name, about in disallowed.classes.items() if about.excepted == "never")
        register = Register(place, departments.departments, sharing.documents, laws.laws, names, never)
        self.faults += register.place_files(
            self.sources["ruleset.yaml"], self.sources["sharing.yaml"], self.sources["departments.yaml"]
        )
        is_example = Path(self.files.folder).resolve().parent.name != "rulesets"
        versions: dict[str, list[Version]] = {}
        understood: list[tuple[Version, Source]] = []
        for path, file in items.items():
            if file is None:
                continue
            source = self.sources[path]
            self._check_name(path, file, source)
            version, reasons = understand(file, source, common, self.sources["common.yaml"])
            self.faults += reasons
            self.faults += citations(file, source, laws.laws, file.in_force_from)
            if version is not None:
                self.faults += register.item(version, source, self.sources["common.yaml"], is_example)
                versions.setdefault(file.item, []).append(version)
                understood.append((version, source))
        ordered = {item: tuple(sorted(found, key=lambda v: v.file.in_force_from)) for item, found in sorted(versions.items())}
        for found in ordered.values():
            self._check_days(found)
        for version, source in understood:
            self._check_results(version, source, ordered)
        errors = [fault for fault in self.faults if fault.severity is Severity.ERROR]
        if errors:
            raise RulesetInvalid(self._told())
        return Ruleset(
            id=place.ruleset,
            folder=self.files.folder,
            place=place,
            departments=departments.departments,
            documents=sharing.documents,
            laws=laws.laws,
            classes=classes,
            items=ordered,
            digest=digest(self.sources),
            titles={item: found[-1].file.elements.item_name.default() for item, found in ordered.items()},
            notes=tuple(self._told()),
            sources=self.sources,
        )

    def _told(self) -> list[Diagnostic]:
        """Every fault, in the order of the files; a key of ours is named as its file names it."""
        in_chinese = {self.files.shown(path) for path, language in self.languages.items() if language == "zh"}
        told = []
        for fault in self.faults:
            key = fault.args.get("key")
            if key is not None and fault.place.path in in_chinese:
                fault = replace(fault, args={**fault.args, "key": TABLE.said(key, "zh")})
            told.append(fault)
        return _sorted(told)

    def _shaped(self, path: str, model: type[M]) -> M | None:
        source = self.sources.get(path)
        if source is None:
            return None
        found, faults = shaped(source, model, self.languages[path])
        self.faults += faults
        if found is None:
            self.faults += unreadable(source)
        return found

    def _understand_what_can_be(
        self, items: Mapping[str, ItemFile | None], common: CommonFile | None, laws: LawsFile | None
    ) -> None:
        """The faults of the items that do not depend on the file of the place that is wrong."""
        for path, file in items.items():
            if file is not None and common is not None:
                self.faults += understand(file, self.sources[path], common, self.sources["common.yaml"])[1]
            if file is not None and laws is not None:
                self.faults += citations(file, self.sources[path], laws.laws, file.in_force_from)

    def _check_name(self, path: str, file: ItemFile, source: Source) -> None:
        wanted = f"items/{file.item}/{file.in_force_from.isoformat()}.yaml"
        if path != wanted:
            wrong = "in_force_from" if path.startswith(f"items/{file.item}/") else "item"
            self.faults.append(Diagnostic("R-FILE-ITEM", source.place_at((wrong,)), {"expected": wanted}))

    def _check_days(self, versions: tuple[Version, ...]) -> None:
        """Versions neither overlap nor leave a gap (B22); an item may only end for good."""
        sources = {source.path: source for source in self.sources.values()}
        for earlier, later in pairwise(versions):
            end = earlier.file.in_force_to
            if end is not None and end != later.file.in_force_from - dt.timedelta(days=1):
                code = "R-EFFECTIVE-OVERLAP" if end >= later.file.in_force_from else "R-EFFECTIVE-GAP"
                place = sources[earlier.path].place_at(("in_force_to",))
                args = {"end": end.isoformat(), "begin": later.file.in_force_from.isoformat()}
                self.faults.append(Diagnostic(code, place, args))


    def _check_results(self, version: Version, own: Source, items: Mapping[str, tuple[Version, ...]]) -> None:
        """What is looked up as the result of an item is the document that one of its versions ends in."""
        for asked in version.asked.values():
            item = asked.requirement.result_of
            grants = items.get(item or "", ())
            results = {case.value.document for granting in grants for case in granting.file.elements.result.cases}
            for slot in asked.slots if results else ():
                document = slot.arm.document
                if document is not None and document not in results:
                    source = self.sources["common.yaml"] if asked.common else own
                    args = {"name": document, "item": item or "", "results": "、".join(sorted(results))}
                    self.faults.append(Diagnostic("R-RESULT-DOCUMENT", source.place_at((*slot.at, "document")), args))


def _sorted(faults: list[Diagnostic]) -> list[Diagnostic]:
    """In the order of the files; what every item finds wrong with a file of all items is said once."""
    return sorted(dict.fromkeys(faults), key=lambda fault: (fault.place, fault.code))
