"""What one file says about another: every name is looked up, every citation stands in the register of acts.

    Ruleset parts  ->  diagnostics
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from materials_rules import identifiers
from materials_rules.form_checks.kinds import KINDS
from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.ground.pattern import PatternRefused, compile_pattern
from materials_rules.ground.shelf import members
from materials_rules.reading.source import Path, Scalar, Source
from materials_rules.rules.basis import Basis
from materials_rules.rules.element import ELEMENTS
from materials_rules.rules.fact import Fact
from materials_rules.rules.item import ItemFile
from materials_rules.rules.law import UnknownProvision, standing
from materials_rules.rules.material import Deferrable, Exemption, Read
from materials_rules.rules.place import Department, DocumentType, Law, RulesetFile
from materials_rules.rules.scalar import ASSUMED
from materials_rules.rules.shape import hints, hints_by_name, in_file, node_at
from materials_rules.rules.version import Asked, Version

IDENTIFIERS: Final = frozenset(members(identifiers.__name__))
LONGEST_EXCEPTION: Final = 366  # days; an exception in principle must be decided again each year

_UNKNOWN: Final = {
    "department": "R-NO-DEPARTMENT",
    "document": "R-NO-DOCUMENT",
    "item": "R-NO-ITEM",
    "case_type": "R-NO-CASE-TYPE",
    "regime": "R-NO-REGIME",
    "identifier": "R-NO-IDENTIFIER",
    "kind": "R-NO-KIND",
}


def bases(value: BaseModel) -> Iterator[tuple[Path, Basis]]:
    """Every citation inside *value* with its path, spelt as the author spelt it."""
    waiting: list[tuple[Path, Any]] = [((), value)]
    while waiting:
        path, found = waiting.pop()
        if isinstance(found, Basis):
            yield path, found
        else:
            below = [((*path, step), inner) for step, inner in _below(found) if inner and isinstance(inner, _BRANCHES)]
            waiting += reversed(below)


_BRANCHES: Final = (BaseModel, dict, list)


def _below(value: BaseModel | dict[str, Any] | list[Any]) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, BaseModel):
        return [(spelt, getattr(value, name)) for name, spelt in _spellings(type(value))]
    return value.items() if isinstance(value, dict) else enumerate(value)


@cache
def _spellings(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of *model*, each by its name and as an author spells it."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


_AT: Final = {"R-NO-ARTICLE": "article", "R-NO-PARAGRAPH": "paragraph", "R-NO-POINT": "point"}
"""The key of a citation that is wrong, by the code."""


def citations(model: BaseModel, source: Source, laws: Mapping[str, Law], written_for: dt.date | None) -> list[Diagnostic]:
    """Every citation in *model* that names no provision of the act as it was on *written_for* (None: as it is last)."""
    faults = []
    for path, basis in bases(model):
        law = laws.get(basis.law)
        day = written_for or (law.versions[-1].from_ if law else dt.date.max)
        try:
            standing(laws, basis, day, day)
        except UnknownProvision as unknown:
            args = dict(unknown.args_)
            where = in_file(source, path)
            if unknown.code == "R-LAW":
                args |= hints_by_name(basis.law, {name: [act.title] for name, act in laws.items()})
                where = (*where, "law")
            elif unknown.code in _AT:
                where = (*where, _AT[unknown.code])
            faults.append(Diagnostic(unknown.code, source.place_at(where), args))
    return faults


def _nameless(ids: Iterable[str]) -> dict[str, Collection[str]]:
    return dict.fromkeys(ids, ())


class Register:
    """The names that a city has: departments, documents, acts, items."""

    def __init__(
        self,
        place: RulesetFile,
        departments: Mapping[str, Department],
        documents: Mapping[str, DocumentType],
        laws: Mapping[str, Law],
        items: frozenset[str],
        never_excepted: frozenset[str] = frozenset(),
    ) -> None:
        self.place = place
        self.departments = departments
        self.documents = documents
        self.laws = laws
        self.items = items
        self.never_excepted = never_excepted
        self._names: Mapping[str, Mapping[str, Collection[str]]] = {
            "department": {id_: [one.name] for id_, one in departments.items()},
            "document": {id_: [one.name, *one.aliases] for id_, one in documents.items()},
            "item": _nameless(items),
            "case_type": _nameless(place.case_types),
            "regime": _nameless(place.regimes),
            "identifier": _nameless(IDENTIFIERS),
            "kind": _nameless((*KINDS, "question")),
        }
        """What people call each id of a kind, where the register has it."""

    def known(self, kind: str, name: str | None, source: Source, path: Path, key: bool = False) -> list[Diagnostic]:
        """A fault when *name* is given and is none of the *kind*: at *path* of *source*, or with *key* at the key above."""
        names = self._names[kind]
        if name is None or name in names:
            return []
        place = source.place_at(in_file(source, path), key)
        return [Diagnostic(_UNKNOWN[kind], place, {"name": name, **hints_by_name(name, names)})]

    def place_files(
        self, ruleset_source: Source, sharing_source: Source, departments_source: Source
    ) -> list[Diagnostic]:
        """The files of the place against one another."""
        faults = []
        ids = [element.id for element in self.place.elements]
        for i, name in enumerate(ids):
            if name not in ELEMENTS or name in ids[:i]:
                place = ruleset_source.place_at(("elements", i, "id"))
                faults.append(Diagnostic("R-ELEMENTS", place, {"name": name}))
        for name in ELEMENTS:
            if name not in ids:
                place = ruleset_source.place_at(("elements",), key=True)
                faults.append(Diagnostic("R-ELEMENTS", place, {"name": name}))
        for kind in self.place.on_the_spot:
            faults += self.known("kind", kind, ruleset_source, ("on_the_spot", kind), key=True)
        for i, case_type in enumerate(self.place.deferral_rules.case_types):
            faults += self.known("case_type", case_type, ruleset_source, ("deferral_rules", "case_types", i))
        for name, document in self.documents.items():
            faults += self.known("department", document.supplied_by, sharing_source, ("documents", name, "supplied_by"))
        for name, department in self.departments.items():
            for i, held in enumerate(department.holds):
                faults += self.known("document", held, departments_source, ("departments", name, "holds", i))
        return faults

    def item(self, version: Version, source: Source, common_source: Source, is_example: bool) -> list[Diagnostic]:
        """Everything that one item version names."""
        file = version.file
        faults: list[Diagnostic] = []
        for i, case in enumerate(file.elements.authority.cases):
            faults += self.known("department", case.value, source, ("elements", "authority", "cases", i, "value"))
        for i, case in enumerate(file.elements.case_type.cases):
            faults += self.known("case_type", case.value, source, ("elements", "case_type", "cases", i, "value"))
        faults += self.known("regime", file.regime.preset, source, ("regime", "preset"))
        for i, line in enumerate(file.not_for):
            faults += self.known("department", line.go_to, source, ("not_for", i, "go_to"))
        for name, fact in file.facts.items():
            faults += self._fact(fact, source, ("facts", name))
        for listed, members_of in file.lists.items():
            for name, fact in members_of.each.items():
                faults += self._fact(fact, source, ("lists", listed, "each", name))
        for asked in version.asked.values():
            faults += self._asked(version, asked, common_source if asked.common else source, is_example)
        return faults

    def _fact(self, fact: Fact, source: Source, path: Path) -> list[Diagnostic]:
        faults = self.known("department", fact.office, source, (*path, "office"))
        faults += self.known("identifier", fact.check, source, (*path, "check"))
        return faults + _bounds(fact, source, path)

    def _asked(self, version: Version, asked: Asked, source: Source, is_example: bool) -> list[Diagnostic]:
        requirement, path = asked.requirement, asked.at
        faults: list[Diagnostic] = []
        for slot in asked.slots:
            faults += self.known("document", slot.arm.document, source, (*slot.at, "document"))
            for i, licence in enumerate(slot.arm.proved_by):
                faults += self.known("document", licence, source, (*slot.at, "proved_by", i))
            for field, read in slot.arm.reads.items():
                faults += self._read(read, source, (*slot.at, "reads", field), f"{slot.id}.{field}")
        faults += self.known("item", requirement.result_of, source, (*path, "result_of"))
        for i, covered in enumerate(requirement.covers):
            if covered == asked.id or covered not in version.asked:
                place = source.place_at(in_file(source, (*path, "covers", i)))
                others = [name for name in version.asked if name != asked.id]
                faults.append(Diagnostic("R-NO-MATERIAL", place, {"name": covered, **hints(covered, others)}))
            elif asked.list not in (None, version.asked[covered].list):
                place = source.place_at(in_file(source, (*path, "covers", i)))
                faults.append(Diagnostic("R-COVERS-LIST", place, {"name": covered, "list": str(asked.list)}))
        for i, exception in enumerate(requirement.exception):
            faults += self._exception(exception, version.file, source, in_file(source, (*path, "exception", i)))
        if requirement.deferrable is not None:
            faults += self._deferrable(requirement.deferrable, version.file, source, (*path, "deferrable"), is_example)
        return faults

    def _read(self, read: Read, source: Source, path: Path, name: str) -> list[Diagnostic]:
        faults = self.known("identifier", read.check, source, (*path, "check"))
        if read.name is None and read.ask is None:
            faults.append(Diagnostic("R-CHAIN", source.place_at(path, key=True), {"name": name}))
        if read.pattern is not None:
            try:
                compile_pattern(read.pattern)
            except PatternRefused as refused:
                text = node_at(source, (*path, "pattern"))
                assert isinstance(text, Scalar)
                faults.append(Diagnostic(refused.code, text.place_of(refused.offset), dict(refused.values)))
        return faults + _bounds(read, source, path)

    def _exception(self, exception: Exemption, file: ItemFile, source: Source, path: Path) -> list[Diagnostic]:
        if exception.class_ in self.never_excepted:
            return [Diagnostic("R-EXCEPTION-NEVER", source.place_at((*path, "class")), {"name": exception.class_})]
        if not exception.basis and exception.approved_by is None:
            return [Diagnostic("R-EXCEPTION-GROUND", source.place_at(path))]
        if exception.approved_by is not None and exception.approved_by in {c.value for c in file.elements.authority.cases}:
            return [Diagnostic("R-EXCEPTION-OWN", source.place_at((*path, "approved_by")), {"name": exception.approved_by})]
        if not 0 <= (exception.to - exception.from_).days <= LONGEST_EXCEPTION - 1:
            return [Diagnostic("R-EXCEPTION-LONG", source.place_at((*path, "to")))]
        return self.known("department", exception.approved_by, source, (*path, "approved_by"))

    def _deferrable(
        self, deferrable: Deferrable, file: ItemFile, source: Source, path: Path, is_example: bool
    ) -> list[Diagnostic]:
        rules, place = self.place.deferral_rules, source.place_at(path, key=True)
        excluded = sorted(set(file.fields) & set(rules.excluded_fields))
        if excluded:
            return [Diagnostic("R-DEFERRAL-FIELD", place, {"field": excluded[0]})]
        if any(case.value not in rules.case_types for case in file.elements.case_type.cases):
            return [Diagnostic("R-DEFERRAL-CASE-TYPE", place, {"allowed": "、".join(rules.case_types)})]
        if deferrable.published_in.source == ASSUMED:
            severity = Severity.INFORMATION if is_example else Severity.ERROR
            return [Diagnostic("R-DEFERRAL-ASSUMED", source.place_at((*path, "published_in", "source")), severity=severity)]
        return []


def _bounds(of: Fact | Read, source: Source, path: Path) -> list[Diagnostic]:
    """Bounds with more decimals than the number has could never be met exactly."""
    return [
        Diagnostic("R-BOUND-DECIMALS", source.place_at((*path, key)), {"key": key, "decimals": str(of.decimals)})
        for key, bound in (("minimum", of.minimum), ("maximum", of.maximum))
        if bound is not None and of.decimals is not None and -int(bound.as_tuple().exponent) > of.decimals
    ]
