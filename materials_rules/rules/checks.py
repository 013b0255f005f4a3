"""What one file says about another: every name is looked up, every citation stands in the register of acts.

    Ruleset parts  ->  diagnostics
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel

from materials_rules import identifiers
from materials_rules.condition.scope import nearest
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.pattern import PatternRefused, compile_pattern
from materials_rules.ground.shelf import members
from materials_rules.reading.source import Source
from materials_rules.rules.basis import Basis
from materials_rules.rules.element import ELEMENTS
from materials_rules.rules.fact import Fact
from materials_rules.rules.item import ItemFile
from materials_rules.rules.law import UnknownProvision, standing
from materials_rules.rules.material import Deferrable, Exemption, Read
from materials_rules.rules.place import Department, DocumentType, Law, RulesetFile
from materials_rules.rules.version import Version

Path = tuple[str | int, ...]
IDENTIFIERS: Final = frozenset(members(identifiers.__name__))
LONGEST_EXCEPTION: Final = 366  # days; an exception in principle must be decided again each year


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, BaseModel]]:
    """Every model inside *value* with its path, spelt as the author spelt it."""
    if isinstance(value, BaseModel):
        yield path, value
        for name, field in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, (*path, key))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from walk(item, (*path, i))


def citations(model: BaseModel, source: Source, laws: Mapping[str, Law], written_for: dt.date | None) -> list[Diagnostic]:
    """Every citation in *model* that names no provision of the act as it was on *written_for* (None: as it is last)."""
    faults = []
    for path, found in walk(model):
        if isinstance(found, Basis):
            law = laws.get(found.law)
            day = written_for or (law.versions[-1].from_ if law else dt.date.max)
            try:
                standing(laws, found, day, day)
            except UnknownProvision as unknown:
                args = dict(unknown.args_)
                if unknown.code == "R-LAW":
                    args["near"] = nearest(found.law, laws)
                faults.append(Diagnostic(unknown.code, source.place_at(_real(path)), args))
    return faults


def _real(path: Path) -> Path:
    """Without the steps that bringing elements to one shape has added."""
    return tuple(step for i, step in enumerate(path) if step != "cases" and not (i and path[i - 1] == "cases"))


class Register:
    """The names that a city has: departments, documents, acts, items."""

    def __init__(
        self,
        place: RulesetFile,
        departments: Mapping[str, Department],
        documents: Mapping[str, DocumentType],
        laws: Mapping[str, Law],
        items: frozenset[str],
    ) -> None:
        self.place = place
        self.departments = departments
        self.documents = documents
        self.laws = laws
        self.items = items

    def known(self, kind: str, name: str | None, place: Place) -> list[Diagnostic]:
        """A fault when *name* is given and is none of the *kind*."""
        names: Mapping[str, object] | frozenset[str] = {
            "department": self.departments,
            "document": self.documents,
            "item": self.items,
            "case_type": self.place.case_types,
            "regime": self.place.regimes,
            "identifier": IDENTIFIERS,
        }[kind]
        if name is None or name in names:
            return []
        return [Diagnostic(f"R-NO-{kind.upper().replace('_', '-')}", place, {"name": name, "near": nearest(name, names)})]

    def place_files(self, ruleset_source: Source, sharing_source: Source, departments_source: Source) -> list[Diagnostic]:
        """The files of the place against one another."""
        faults = []
        ids = [element.id for element in self.place.elements]
        if sorted(ids) != sorted(ELEMENTS):
            missing = [name for name in ELEMENTS if name not in ids] or [name for name in ids if ids.count(name) > 1 or name not in ELEMENTS]
            faults.append(Diagnostic("R-ELEMENTS", ruleset_source.place_at(("elements",), key=True), {"name": missing[0]}))
        for name, document in self.documents.items():
            where = sharing_source.place_at(("documents", name, "supplied_by"))
            faults += self.known("department", document.supplied_by, where)
        for name, department in self.departments.items():
            for i, held in enumerate(department.holds):
                faults += self.known("document", held, departments_source.place_at(("departments", name, "holds", i)))
        return faults

    def item(self, version: Version, source: Source, is_example: bool) -> list[Diagnostic]:
        """Everything that one item version names."""
        file = version.file
        faults: list[Diagnostic] = []
        for case in file.elements.authority.cases:
            faults += self.known("department", case.value, source.place_at(("elements", "authority")))
        for case in file.elements.case_type.cases:
            faults += self.known("case_type", case.value, source.place_at(("elements", "case_type")))
        faults += self.known("regime", file.regime.preset, source.place_at(("regime",)))
        for i, line in enumerate(file.not_for):
            faults += self.known("department", line.go_to, source.place_at(("not_for", i, "go_to")))
        for name, fact in file.facts.items():
            faults += self._fact(fact, source, ("facts", name))
        for listed, members_of in file.lists.items():
            for name, fact in members_of.each.items():
                faults += self._fact(fact, source, ("lists", listed, "each", name))
        for asked in version.asked.values():
            faults += self._asked(version, asked.id, is_example)
        return faults

    def _fact(self, fact: Fact, source: Source, path: Path) -> list[Diagnostic]:
        faults = self.known("department", fact.office, source.place_at((*path, "office")))
        faults += self.known("identifier", fact.check, source.place_at((*path, "check")))
        return faults + _bounds(fact, source.place_at(path, key=True))

    def _asked(self, version: Version, name: str, is_example: bool) -> list[Diagnostic]:
        asked = version.asked[name]
        requirement, place = asked.requirement, asked.place
        faults: list[Diagnostic] = []
        for slot in asked.slots:
            faults += self.known("document", slot.arm.document, slot.place)
            for licence in slot.arm.proved_by:
                faults += self.known("document", licence, slot.place)
            for field, read in slot.arm.reads.items():
                faults += self._read(read, slot.place, f"{slot.id}.{field}")
        faults += self.known("item", requirement.result_of, place)
        for covered in requirement.covers:
            if covered == name or covered not in version.asked:
                faults.append(Diagnostic("R-NO-MATERIAL", place, {"name": covered, "near": nearest(covered, version.asked)}))
        for exception in requirement.exception:
            faults += self._exception(exception, version.file, place)
        if requirement.deferrable is not None:
            faults += self._deferrable(requirement.deferrable, version.file, place, is_example)
        return faults

    def _read(self, read: Read, place: Place, name: str) -> list[Diagnostic]:
        faults = self.known("identifier", read.check, place)
        if read.name is None and read.ask is None:
            faults.append(Diagnostic("R-CHAIN", place, {"name": name}))
        if read.pattern is not None:
            try:
                compile_pattern(read.pattern)
            except PatternRefused as refused:
                faults.append(Diagnostic(refused.code, place, dict(refused.values)))
        return faults + _bounds(read, place)

    def _exception(self, exception: Exemption, file: ItemFile, place: Place) -> list[Diagnostic]:
        if not exception.basis and exception.approved_by is None:
            return [Diagnostic("R-EXCEPTION-GROUND", place)]
        if exception.approved_by is not None and exception.approved_by in {c.value for c in file.elements.authority.cases}:
            return [Diagnostic("R-EXCEPTION-OWN", place, {"name": exception.approved_by})]
        if not 0 <= (exception.to - exception.from_).days <= LONGEST_EXCEPTION - 1:
            return [Diagnostic("R-EXCEPTION-LONG", place)]
        return self.known("department", exception.approved_by, place)

    def _deferrable(self, deferrable: Deferrable, file: ItemFile, place: Place, is_example: bool) -> list[Diagnostic]:
        rules = self.place.deferral_rules
        excluded = sorted(set(file.fields) & set(rules.excluded_fields))
        if excluded:
            return [Diagnostic("R-DEFERRAL-FIELD", place, {"field": excluded[0]})]
        if any(case.value not in rules.case_types for case in file.elements.case_type.cases):
            return [Diagnostic("R-DEFERRAL-CASE-TYPE", place, {"allowed": "、".join(rules.case_types)})]
        if deferrable.published_in.source == "assumption":
            severity = Severity.INFORMATION if is_example else Severity.ERROR
            return [Diagnostic("R-DEFERRAL-ASSUMED", place, severity=severity)]
        return []


def _bounds(of: Fact | Read, place: Place) -> list[Diagnostic]:
    """Bounds with more decimals than the number has could never be met exactly."""
    for bound in (of.minimum, of.maximum):
        if bound is not None and of.decimals is not None and -int(bound.as_tuple().exponent) > of.decimals:
            return [Diagnostic("R-BOUND-DECIMALS", place, {"decimals": str(of.decimals)})]
    return []
