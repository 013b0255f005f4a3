"""The cases of a file, each with its whole packet: bases followed, tables spread out, every name found.

    Written, Plan  ->  cases, or every reason why not
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Sequence as Several
from dataclasses import dataclass, field
from typing import Any

from materials_rules.cases.case import SECTIONS, Case, Section, Wanted
from materials_rules.cases.draft import Draft
from materials_rules.cases.drafting import Drafting
from materials_rules.cases.expecting import DETAILS, Expecting
from materials_rules.cases.table import Column, column, in_cell
from materials_rules.cases.vocabulary import Unnamed, Vocabulary, unknown
from materials_rules.cases.written import Written
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.plan.classing import life
from materials_rules.plan.compile import Plan
from materials_rules.reading.keys import WORD_TABLE
from materials_rules.reading.source import Mapping as MappingNode
from materials_rules.reading.source import Path, Scalar, Sequence
from materials_rules.rules.cases import CaseFile, CaseTable, Expected
from materials_rules.rules.shape import hints, node_at


def cases_of(files: Several[Written], plan: Plan) -> tuple[tuple[Case, ...], list[Diagnostic]]:
    """The cases of *files*, all of one version, in their order; and what is wrong. A file may build on another's cases."""
    resolving = _Resolving(plan, Vocabulary(plan.ruleset, plan.version))
    for written in files:
        resolving.add(written)
    cases = tuple(case for name in resolving.at for case in resolving.cases(name))
    resolving.require_previous(cases)
    return cases, sorted(set(resolving.faults), key=lambda fault: (fault.place, fault.code))


@dataclass(frozen=True)
class _Stands:
    """One case where it stands."""

    written: Written
    file: CaseFile
    path: Path
    drafting: Drafting

    @property
    def place(self) -> Place:
        return self.written.place((*self.path, "name"))


@dataclass
class _Resolving:
    plan: Plan
    names: Vocabulary
    at: dict[str, _Stands] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)
    drafts: dict[str, Draft] = field(default_factory=dict)

    def add(self, written: Written) -> None:
        drafting = Drafting(written, self.names, self.faults)
        for i, file in enumerate(written.file.cases):
            stands = _Stands(written, file, ("cases", i), drafting)
            if file.name in self.at:
                line = str(self.at[file.name].place)
                self.faults.append(Diagnostic("T-NAME-TWICE", stands.place, {"name": file.name, "first": line}))
                continue
            self.at[file.name] = stands
            self.faults += _shape_faults(stands)

    def draft(self, name: str, trail: tuple[str, ...] = ()) -> Draft:
        """The draft of the case *name*, with all that it begins with."""
        if name in self.drafts:
            return self.drafts[name]
        stands = self.at[name]
        file, drafting = stands.file, stands.drafting
        if file.from_ is None:
            base = drafting.draft(stands.written.file.packet, ("packet",))
            found = drafting.draft(file.packet, (*stands.path, "packet")).over(base)
        else:
            found = self._base(stands, trail)
            found = drafting.draft(file.with_, (*stands.path, "with")).over(found)
        found = drafting.without(found, file.without, (*stands.path, "without"))
        self._require_day(stands, found)
        self.drafts[name] = found
        return found

    def _base(self, stands: _Stands, trail: tuple[str, ...]) -> Draft:
        file, place = stands.file, stands.written.place((*stands.path, "from"))
        base = file.from_ or ""
        if base == file.name or base in trail:
            before = trail[trail.index(base) :] if base in trail else ()
            circle = " → ".join((*before, file.name, base))
            self.faults.append(Diagnostic("T-CIRCLE", place, {"circle": circle}))
            return Draft()
        if base not in self.at:
            self.faults.append(Diagnostic("T-CASE", place, {"name": base, **hints(base, list(self.at))}))
            return Draft()
        return self.draft(base, (*trail, file.name))

    def _require_day(self, stands: _Stands, draft: Draft) -> None:
        """The cases of a version are received while it is in force."""
        day = draft.free.get("received_on")
        first, last = life(self.plan.ruleset, self.plan.version)
        if day is not None and not first.isoformat() <= day <= last.isoformat():
            words = {"day": day, "first": first.isoformat(), "last": last.isoformat()}
            self.faults.append(Diagnostic("T-OTHER-VERSION", stands.place, words))

    def cases(self, name: str) -> Iterator[Case]:
        stands = self.at[name]
        draft = self.draft(name)
        expecting = Expecting(self.plan, self.names)
        expected = dict(self._expected(stands, expecting))
        for part in expected:
            if part == "demands":
                self._require_demanded(expected[part], draft)
        file = stands.file
        if file.table is None:
            yield Case(name, stands.place, draft, expected, file.previous, not file.unconfirmed)
            return
        yield from self._rows(stands, file.table, draft, expected, expecting)

    def _expected(self, stands: _Stands, expecting: Expecting) -> Iterator[tuple[str, Section]]:
        told = stands.file.expect or Expected()
        path = (*stands.path, "expect")
        for part in SECTIONS:
            given = getattr(told, part)
            if given is None:
                continue
            section, faults = expecting.section(part, given, *_places(stands.written, (*path, part), given))
            self.faults += faults
            yield part, section
        if told.elements is not None:
            wanted = tuple(self._elements(stands, told.elements, (*path, "elements")))
            yield "elements", Section(stands.written.place((*path, "elements"), key=True), wanted)

    def _elements(self, stands: _Stands, given: Any, path: Path) -> Iterator[Wanted]:
        """What is expected of elements by situation; of others nothing can come but what stands there."""
        known = self.plan.version.elements
        for name in (name for name in type(given).model_fields if name in given.model_fields_set):
            place = stands.written.place((*path, name), key=True)
            if name in known:
                yield Wanted(name, getattr(given, name), place)
            else:
                self.faults.append(unknown("T-ELEMENT", name, known).at(place))

    def _require_demanded(self, section: Section, draft: Draft) -> None:
        names = [str(one["name"]) for one in draft.demands]
        for wanted in section.wanted:
            if wanted.id not in names:
                self.faults.append(unknown("T-ID", wanted.id, names, part="demands").at(wanted.place))

    def _rows(
        self, stands: _Stands, table: CaseTable, draft: Draft, expected: Mapping[str, Section], expecting: Expecting
    ) -> Iterator[Case]:
        columns: list[Column] = []
        path = (*stands.path, "table")
        for i, word in enumerate(table.columns):
            place = stands.written.place((*path, "columns", i))
            try:
                found = column(word, self.names)
            except Unnamed as fault:
                self.faults.append(fault.at(place))
                return
            if found in columns or (found.sort == "expect" and found.name in expected):
                self.faults.append(Diagnostic("T-COLUMN-TWICE", place, {"name": word}))
                return
            columns.append(found)
        if not expected and not any(found.sort == "expect" for found in columns):
            self.faults.append(Diagnostic("T-NOTHING-EXPECTED", stands.place, {"name": stands.file.name}))
        for number, row in enumerate(table.rows, 1):
            yield from self._row(stands, (*path, "rows", number - 1), number, columns, row, draft, expected, expecting)

    def _row(
        self,
        stands: _Stands,
        path: Path,
        number: int,
        columns: Several[Column],
        row: Several[str | list[str]],
        draft: Draft,
        expected: Mapping[str, Section],
        expecting: Expecting,
    ) -> Iterator[Case]:
        place = stands.written.place(path)
        if len(row) != len(columns):
            self.faults.append(Diagnostic("T-ROW", place, {"found": str(len(row)), "due": str(len(columns))}))
            return
        name = f"{stands.file.name} #{number}"
        sections = dict(expected)
        for i, (found, cell) in enumerate(zip(columns, row, strict=True)):
            at = stands.written.place((*path, i))
            if found.sort == "name":
                name = f"{stands.file.name} · {cell}" if isinstance(cell, str) and cell else name
            elif found.sort == "expect":
                if cell != "":
                    section, faults = self._cell(found.name, cell, at, expecting)
                    self.faults += faults
                    sections[found.name] = section
            else:
                changed = stands.drafting.tried(at, in_cell, draft, found, cell, self.names)
                draft = changed or draft
        self._require_day(stands, draft)
        yield Case(name, place, draft, sections, stands.file.previous, not stands.file.unconfirmed)

    def _cell(self, part: str, cell: str | list[str], at: Place, expecting: Expecting) -> tuple[Section, list[Diagnostic]]:
        """A section in a cell: `none`, an outcome, an id or several; `id: kind` says the kind as well."""
        if part == "outcome" or cell in ("none", "无"):
            word = cell if isinstance(cell, str) else ", ".join(cell)
            return expecting.section(part, "none" if word == "无" else english_word(word), at, [])
        given: dict[str, str | None] = {}
        for one in [cell] if isinstance(cell, str) else cell:
            id_, colon, detail = one.partition(":") if part in DETAILS else (one, "", "")
            if "[" in one and "]" not in id_:  # a subject holds a colon of its own
                head, bracket, tail = one.partition("]")
                id_, (_, colon, detail) = head + bracket, tail.partition(":")
            given[id_.strip()] = english_word(detail.strip()) if colon else None
        return expecting.section(part, given, at, [])

    def require_previous(self, cases: Several[Case]) -> None:
        """Every earlier visit is a case, not a table, and none is its own."""
        known = {case.name: case for case in cases}
        for case in cases:
            seen = [case.name]
            while (before := known[seen[-1]].previous) is not None:
                if before not in known:
                    self.faults.append(Diagnostic("T-CASE", case.place, {"name": before, **hints(before, list(known))}))
                    break
                if before in seen:
                    self.faults.append(Diagnostic("T-CIRCLE", case.place, {"circle": " → ".join((*seen, before))}))
                    break
                seen.append(before)


def english_word(word: str) -> str:
    """A closed word as files in English write it."""
    return WORD_TABLE.english(word) or word


def _places(written: Written, path: Path, given: Any) -> tuple[Place, list[Place]]:
    """Where a section stands, and each of its entries."""
    whole = written.place(path, key=True)
    match node_at(written.source, path):
        case MappingNode():
            return whole, [written.place((*path, name), key=True) for name in given]
        case Sequence(items=items):
            at = {item.text: item.place for item in items if isinstance(item, Scalar)}
            return whole, [at[name] for name in given]
        case _:
            return whole, [written.place(path)] * (1 if path[-1] == "outcome" else len(given))


def _shape_faults(stands: _Stands) -> Iterator[Diagnostic]:
    """What the keys of a case say against each other."""
    file, name = stands.file, {"name": stands.file.name}
    if file.from_ is not None and file.packet is not None:
        yield Diagnostic("T-PACKET-AND-FROM", stands.written.place((*stands.path, "packet"), key=True), name)
    if file.from_ is None and file.with_ is not None:
        yield Diagnostic("T-WITH-WITHOUT-FROM", stands.written.place((*stands.path, "with"), key=True), name)
    if file.table is None and (file.expect is None or not file.expect.model_fields_set):
        yield Diagnostic("T-NOTHING-EXPECTED", stands.place, name)
