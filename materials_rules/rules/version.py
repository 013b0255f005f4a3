"""One item version with everything in it understood: slots found, names resolved, conditions typed.

    ItemFile, its Source, the city's common materials  ->  Version, or every reason why not

A *slot* is a place for one material: a requirement, or one arm of a requirement with several.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from materials_rules.condition.faults import ConditionInvalid
from materials_rules.condition.parser import parse
from materials_rules.condition.scope import Declared, Names, nearest
from materials_rules.condition.tree import (
    Boolean,
    Condition,
    Date,
    Kind,
    Number,
    OneOf,
    RecordList,
    SomeOf,
    Text,
    ValueType,
    Variable,
    definitions_used,
    variables,
)
from materials_rules.condition.typed import type_condition
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.reading.source import Mapping as MappingNode
from materials_rules.reading.source import Node, Scalar, Sequence, Source
from materials_rules.rules.basis import Basis
from materials_rules.rules.element import ELEMENTS, ApplicantKind
from materials_rules.rules.fact import Fact
from materials_rules.rules.item import ItemFile
from materials_rules.rules.material import Arm, Read, Requirement
from materials_rules.rules.place import CommonFile

APPLICANT_KINDS: Final[tuple[str, ...]] = ApplicantKind.__args__  # type: ignore[attr-defined]  # of a Literal
SERIOUS_BAD_CREDIT: Final = "serious_bad_credit"
"""The built-in office fact: asked only where a deferral or a commitment is claimed."""

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Slot:
    """A place for one material. `list` names the list that repeats it."""

    id: str
    requirement: str
    arm: Arm
    basis: tuple[Basis, ...]
    when: Condition | None
    list: str | None
    place: Place


@dataclass(frozen=True)
class Asked:
    """One requirement in this item: `due` must hold as a whole for it to be asked."""

    id: str
    requirement: Requirement
    due: tuple[Condition, ...]
    staged: Condition | None
    slots: tuple[Slot, ...]
    list: str | None
    place: Place
    common: bool = False
    group: str | None = None


@dataclass(frozen=True)
class Line:
    """One consistency line: what must say the same, in which situation."""

    name: str
    same: tuple[Variable, ...]
    when: Condition | None
    place: Place
    say: str | None
    basis: tuple[Basis, ...]
    list: str | None


@dataclass(frozen=True)
class Version:
    """An item from one day on, understood."""

    item: str
    file: ItemFile
    path: str
    asked: Mapping[str, Asked]
    slots: Mapping[str, Slot]
    definitions: Mapping[str, Condition]
    never: tuple[tuple[Condition, Place], ...]
    not_for: tuple[tuple[Condition, Place], ...]
    given: Mapping[str, Condition]
    consistency: tuple[Line, ...]
    elements: Mapping[str, tuple[Condition, ...]]
    places: Mapping[str, Place] = field(default_factory=dict)

    def read(self, variable: Variable) -> Read:
        """The declaration of a slot's field."""
        return self.slots[variable.owner].arm.reads[variable.name.removeprefix(variable.owner + ".")]


def understand(file: ItemFile, source: Source, common: CommonFile, common_source: Source) -> tuple[Version | None, list[Diagnostic]]:
    """*file* understood; None and the reasons when something in it means nothing."""
    reader = _Reader(file, source, common, common_source)
    version = reader.version()
    return (None, reader.faults) if reader.faults else (version, [])


def type_of(fact: Fact | Read) -> ValueType:
    """The type of a fact or a field as conditions know it."""
    if fact.one_of is not None:
        return OneOf(tuple(fact.one_of))
    if isinstance(fact, Fact) and fact.some_of is not None:
        return SomeOf(tuple(fact.some_of))
    if fact.type == "number":
        return Number(fact.decimals or 0, fact.minimum, fact.maximum, fact.unit or "")
    return {"boolean": Boolean(), "date": Date(), "text": Text()}[fact.type or "text"]


BUILT_IN: Final[Mapping[str, Declared]] = {
    "received_on": Declared(Kind.RECEIVED_ON, Date()),
    "by_agent": Declared(Kind.BY_AGENT, Boolean()),
    "applicant.kind": Declared(Kind.APPLICANT, OneOf(APPLICANT_KINDS)),
    "applicant.name": Declared(Kind.APPLICANT, Text()),
    "applicant.id": Declared(Kind.APPLICANT, Text()),
    "applicant.phone": Declared(Kind.APPLICANT, Text()),
}


class _Reader:
    """Collects the parts of one version, and every fault on the way."""

    def __init__(self, file: ItemFile, source: Source, common: CommonFile, common_source: Source) -> None:
        self.file = file
        self.source = source
        self.common = common
        self.common_source = common_source
        self.faults: list[Diagnostic] = []
        self.requirements = list(self._requirements())
        self.slot_ids: dict[str, tuple[str, str | None, Arm]] = {}
        for name, requirement, path, origin, _, _ in self.requirements:
            for arm_id, arm in requirement.arms().items():
                self._register(arm_id or name, name, requirement, arm, origin, path)
        self.declared = self._declared()

    def version(self) -> Version:
        """The version as far as it could be understood."""
        file = self.file
        definitions = {
            name: self._condition(self.source, ("definitions", name)) for name in file.definitions
        }
        self._refuse_circles(definitions)
        asked = {a.id: a for a in (self._asked(*entry) for entry in self.requirements)}
        never = tuple(
            (self._condition(self.source, ("never", i, "when")), self.source.place_at(("never", i)))
            for i in range(len(file.never))
        )
        not_for = tuple(
            (self._condition(self.source, ("not_for", i, "when")), self.source.place_at(("not_for", i)))
            for i in range(len(file.not_for))
        )
        for condition, place in not_for:
            for variable in self._reads(condition, definitions):
                if variable.kind in (Kind.SLOT_FIELD, Kind.PROVIDED):
                    self._fault("R-SCOPE-READS", place, name=variable.name)
        given = {
            name: self._condition(self.source, ("facts", name, "given"))
            for name, fact in file.facts.items()
            if fact.given is not None
        } | {
            name: self._condition(self.source, ("lists", name, "given"))
            for name, listed in file.lists.items()
            if listed.given is not None
        }
        return Version(
            item=file.item,
            file=file,
            path=self.source.path,
            asked=asked,
            slots={slot.id: slot for a in asked.values() for slot in a.slots},
            definitions=definitions,
            never=never,
            not_for=not_for,
            given=given,
            consistency=tuple(self._line(i) for i in range(len(file.consistency))),
            elements=self._elements(),
            places={name: self.source.place_at(("facts", name), key=True) for name in file.facts}
            | {name: self.source.place_at(("lists", name), key=True) for name in file.lists},
        )

    def _requirements(self) -> Iterator[tuple[str, Requirement, Path, Source, Path | None, str | None]]:
        """Every requirement: id, itself, its path, its file, the path of its group's condition, the group's name."""
        for name, requirement in self.file.elements.materials.items():
            yield name, requirement, ("elements", "materials", name), self.source, None, None
        for i, group in enumerate(self.file.groups):
            for name, requirement in group.materials.items():
                yield name, requirement, ("groups", i, "materials", name), self.source, ("groups", i, "when"), group.name
        for name in self.file.common:
            if name not in self.common.materials:
                self._fault("R-NO-COMMON", self.source.place_at(("common", name), key=True), name=name)
        for name, requirement in self.common.materials.items():
            switched = self.file.common.get(name)
            if switched is None or not switched.off:
                yield name, requirement, ("materials", name), self.common_source, None, None

    def _register(self, slot: str, name: str, requirement: Requirement, arm: Arm, origin: Source, path: Path) -> None:
        if slot in self.slot_ids or (slot != name and any(slot == other for other, *_ in self.requirements)):
            self._fault("R-SAME-ID", origin.place_at(path, key=True), name=slot)
        self.slot_ids[slot] = (name, requirement.for_each, arm)

    def _declared(self) -> dict[str, Declared]:
        declared = dict(BUILT_IN)
        for name, fact in self.file.facts.items():
            kind = Kind.CHOICE if fact.chosen_by else Kind.FACT
            self._declare(declared, name, Declared(kind, type_of(fact)), ("facts", name))
        for name, listed in self.file.lists.items():
            members = tuple((field_name, type_of(fact)) for field_name, fact in listed.each.items())
            self._declare(declared, name, Declared(Kind.LIST, RecordList(members)), ("lists", name))
        for name in self.file.definitions:
            self._declare(declared, name, Declared(Kind.DEFINITION, Boolean()), ("definitions", name))
        for slot, (_, _, arm) in self.slot_ids.items():
            for name, read in arm.reads.items():
                declared[f"{slot}.{name}"] = Declared(Kind.SLOT_FIELD, type_of(read), slot)
        return declared

    def _declare(self, declared: dict[str, Declared], name: str, what: Declared, path: Path) -> None:
        if name in declared:
            self._fault("R-SAME-ID", self.source.place_at(path, key=True), name=name)
        declared[name] = what

    def _asked(
        self, name: str, requirement: Requirement, path: Path, origin: Source, group: Path | None, group_name: str | None
    ) -> Asked:
        listed = requirement.for_each
        if listed is not None and listed not in self.file.lists:
            near = nearest(listed, self.file.lists)
            self._fault("R-NO-LIST", origin.place_at((*path, "for_each")), name=listed, near=near)
            listed = None
        due = [self._condition(origin, where, listed) for where in (group, (*path, "when")) if where is not None and _at(origin, where)]
        staged = None
        if requirement.due_at is not None and requirement.due_at.when is not None:
            staged = self._condition(origin, (*path, "due_at", "when"), listed)
        slots = []
        for arm_id, arm in requirement.arms().items():
            where: Path = (*path, "any_of", arm_id) if arm_id else path
            when = self._condition(origin, (*where, "when"), listed) if arm_id and arm.when is not None else None
            slots.append(
                Slot(
                    id=arm_id or name,
                    requirement=name,
                    arm=arm,
                    basis=tuple(arm.basis or requirement.basis),
                    when=when,
                    list=listed,
                    place=origin.place_at(where, key=True),
                )
            )
        place = origin.place_at(path, key=True)
        return Asked(name, requirement, tuple(due), staged, tuple(slots), listed, place, origin is self.common_source, group_name)

    def _line(self, i: int) -> Line:
        written = self.file.consistency[i]
        found = []
        listed: set[str] = set()
        for j, reference in enumerate(written.same):
            declared = self.declared.get(reference) or self._member(reference)
            place = self.source.place_at(("consistency", i, "same", j))
            if declared is None or declared.kind in (Kind.DEFINITION, Kind.LIST):
                self._fault("R-NAME", place, name=reference, near=nearest(reference, self.declared))
                continue
            name = reference.partition(".")[2] if declared.kind is Kind.MEMBER_FACT else reference
            found.append(Variable(declared.kind, name, declared.type, declared.owner))
            repeats = declared.owner if declared.kind is Kind.MEMBER_FACT else self.slot_ids.get(declared.owner, ("", None))[1]
            listed |= {repeats} if repeats else set()
        if len({type(variable.type) for variable in found}) > 1:
            self._fault("R-SAME-TYPES", self.source.place_at(("consistency", i, "same")))
        if len(listed) > 1:
            self._fault("R-TWO-LISTS", self.source.place_at(("consistency", i, "same")))
        condition = self._condition(self.source, ("consistency", i, "when")) if written.when is not None else None
        place = self.source.place_at(("consistency", i, "name"))
        repeated = next(iter(sorted(listed)), None)
        return Line(written.name, tuple(found), condition, place, written.say, tuple(written.basis), repeated)

    def _member(self, reference: str) -> Declared | None:
        """`drivers.name`: a fact of the members of a list."""
        listed, _, name = reference.partition(".")
        fact = self.file.lists[listed].each.get(name) if listed in self.file.lists else None
        return None if fact is None else Declared(Kind.MEMBER_FACT, type_of(fact), listed)

    def _elements(self) -> dict[str, tuple[Condition, ...]]:
        conditions = {}
        for name in ELEMENTS:
            element = getattr(self.file.elements, name)
            if name != "materials" and len(element.cases) > 1:
                conditions[name] = tuple(
                    self._condition(self.source, ("elements", name, i, "when")) for i in range(len(element.cases) - 1)
                )
        return conditions

    def _condition(self, origin: Source, path: Path, listed: str | None = None) -> Condition:
        """The condition that stands at *path*, typed; a harmless one in its place where it is wrong."""
        scalar = _at(origin, path)
        assert isinstance(scalar, Scalar)
        declared = self.declared if origin is self.source else dict(BUILT_IN)
        slots: frozenset[str] = frozenset(self.slot_ids) if origin is self.source else frozenset()
        if listed is not None:
            fields = {
                name: Declared(Kind.MEMBER_FACT, type_of(fact), listed)
                for name, fact in self.file.lists[listed].each.items()
            }
            declared = declared | fields
        try:
            condition = type_condition(parse(scalar.text), Names(declared, slots))
        except ConditionInvalid as invalid:
            for fault in invalid.faults:
                self.faults.append(Diagnostic(fault.code, scalar.place_of(fault.span.start), fault.args))
            return _NOTHING
        for variable in variables(condition):
            slot = variable.owner if variable.kind is Kind.SLOT_FIELD else variable.name
            repeats = self.slot_ids.get(slot, ("", None))[1] if variable.kind in (Kind.SLOT_FIELD, Kind.PROVIDED) else None
            if repeats is not None and repeats != listed:
                self._fault("R-REPEATED-READ", scalar.place, name=variable.name, list=repeats)
        return condition

    def _reads(self, condition: Condition, definitions: Mapping[str, Condition]) -> Iterator[Variable]:
        yield from variables(condition)
        for name in definitions_used(condition):
            if name in definitions and definitions[name] is not _NOTHING:
                yield from self._reads(definitions[name], {k: v for k, v in definitions.items() if k != name})

    def _refuse_circles(self, definitions: Mapping[str, Condition]) -> None:
        """Definitions that name one another in a circle mean nothing (B18)."""
        finished: set[str] = set()

        def visit(name: str, trail: tuple[str, ...]) -> bool:
            if name in trail:
                circle = " → ".join((*trail[trail.index(name) :], name))
                self._fault("R-CYCLE", self.source.place_at(("definitions", name)), circle=circle)
                return False
            if name not in finished:
                finished.add(name)
                return all(visit(below, (*trail, name)) for below in definitions_used(definitions[name]) if below in definitions)
            return True

        for name in definitions:
            if not visit(name, ()):
                return

    def _fault(self, code: str, place: Place, **args: str) -> None:
        self.faults.append(Diagnostic(code, place, args))


_NOTHING: Final = type_condition(parse("false"), Names())


def _at(source: Source, path: Path) -> Node | None:
    """The node at *path*, or None."""
    node: Node | None = source.root
    for step in path:
        if isinstance(node, MappingNode) and isinstance(step, str):
            found = node.entry(step)
            node = found[1] if found else None
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node
