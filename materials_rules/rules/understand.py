"""From what an author wrote to what it means: names looked up, conditions typed, every fault with its place.

    ItemFile, its Source, the city's common materials  ->  Version, or every reason why not
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from materials_rules.condition import is_name
from materials_rules.condition.faults import ConditionInvalid
from materials_rules.condition.parser import parse
from materials_rules.condition.scope import Declared, Names
from materials_rules.condition.tree import (
    Boolean,
    Condition,
    Counting,
    Defined,
    Kind,
    Quantifier,
    RecordList,
    Variable,
    definitions_used,
    parts,
    variables,
)
from materials_rules.condition.typed import type_condition
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.reading.source import Path, Scalar, Source
from materials_rules.rules.element import ELEMENTS
from materials_rules.rules.item import ItemFile
from materials_rules.rules.material import Arm, Requirement
from materials_rules.rules.names import BUILT_IN, ids_of, names_of_answers, names_of_materials, type_of
from materials_rules.rules.place import CommonFile
from materials_rules.rules.shape import hints, hints_by_name, node_at
from materials_rules.rules.version import Asked, Line, Slot, Version


def understand(
    file: ItemFile, source: Source, common: CommonFile, common_source: Source
) -> tuple[Version | None, list[Diagnostic]]:
    """*file* understood; None and the reasons when something in it means nothing."""
    reader = _Reader(file, source, common, common_source)
    version = reader.version()
    # the condition of a group is read again for each of its materials
    return (None, list(dict.fromkeys(reader.faults))) if reader.faults else (version, [])


class _Reader:
    """Collects the parts of one version, and every fault on the way."""

    def __init__(self, file: ItemFile, source: Source, common: CommonFile, common_source: Source) -> None:
        self.file = file
        self.source = source
        self.common = common
        self.common_source = common_source
        self.faults: list[Diagnostic] = []
        self.typed: list[tuple[Condition, Scalar]] = []
        self.requirements = list(self._requirements())
        self.slot_ids: dict[str, tuple[str, str | None, Arm]] = {}
        self._check_names()
        for name, requirement, *_ in self.requirements:
            for arm_id, arm in requirement.arms.items():
                self.slot_ids[arm_id or name] = (name, requirement.for_each, arm)
        self.declared = self._declared()

    def version(self) -> Version:
        """The version as far as it could be understood."""
        file = self.file
        definitions = {
            name: self._condition(self.source, ("definitions", name)) for name in file.definitions
        }
        is_in_a_row = self._refuse_circles(definitions)
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
        version = Version(
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
            texts=tuple(self.typed),
        )
        if is_in_a_row:
            self._refuse_nesting(definitions)
        return version

    def _requirements(self) -> Iterator[tuple[str, Requirement, Path, Source, Path | None, str | None]]:
        """Every requirement: id, itself, its path, its file, the path of its group's condition, the group's name."""
        for name, requirement in self.file.elements.materials.items():
            yield name, requirement, ("elements", "materials", name), self.source, None, None
        for i, group in enumerate(self.file.groups):
            for name, requirement in group.materials.items():
                yield name, requirement, ("groups", i, "materials", name), self.source, ("groups", i, "when"), group.name
        for name in self.file.common:
            if name not in self.common.materials:
                place = self.source.place_at(("common", name), key=True)
                self._fault("R-NO-COMMON", place, name=name, **hints(name, self.common.materials))
        for name, requirement in self.common.materials.items():
            switched = self.file.common.get(name)
            if switched is None or not switched.off:
                yield name, requirement, ("materials", name), self.common_source, None, None

    def _check_names(self) -> None:
        """Every name can be written in a condition, and no two materials have the same."""
        found = [(name, self.source, path) for name, path in names_of_answers(self.file)]
        taken: dict[str, tuple[Source, Path]] = {}
        for id_, requirement, path, origin, _, _ in self.requirements:
            found += [(name, origin, where) for name, where in names_of_materials(requirement, id_, path)]
            for name, where in ids_of(requirement, id_, path):
                if name in taken:
                    # the item's author can rename his own material, not the one of all items
                    his, at = taken[name] if origin is self.common_source else (origin, where)
                    self._fault("R-SAME-ID", his.place_at(at, key=True), name=name)
                taken.setdefault(name, (origin, where))
        for name, origin, where in found:
            if not is_name(name):
                self._fault("R-IDENTIFIER", origin.place_at(where, key=True), key=str(where[-2]), found=name)

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
        for id_, requirement, path, origin, _, _ in self.requirements:
            for arm_id, arm in requirement.arms.items():
                slot, where = (arm_id, (*path, "any_of", arm_id)) if arm_id else (id_, path)
                for name, read in arm.reads.items():
                    full = f"{slot}.{name}"
                    if full in BUILT_IN or self._member(full) is not None:
                        self._fault("R-SAME-ID", origin.place_at((*where, "reads", name), key=True), name=full)
                    declared[full] = Declared(Kind.SLOT_FIELD, type_of(read), slot)
        self._refuse_shadows(declared)
        return declared

    def _refuse_shadows(self, declared: Mapping[str, Declared]) -> None:
        """A repeated material's condition sees the fields of its list by bare name: none may hide another name."""
        repeating = {requirement.for_each for _, requirement, *_ in self.requirements}
        for name, listed in self.file.lists.items():
            for field in listed.each if name in repeating else ():
                if field in declared:
                    place = self.source.place_at(("lists", name, "each", field), key=True)
                    self._fault("R-SHADOW", place, name=field, list=name)

    def _declare(self, declared: dict[str, Declared], name: str, what: Declared, path: Path) -> None:
        if name in declared:
            self._fault("R-SAME-ID", self.source.place_at(path, key=True), name=name)
        declared[name] = what

    def _asked(
        self, name: str, requirement: Requirement, path: Path, origin: Source, group: Path | None, group_name: str | None
    ) -> Asked:
        listed = requirement.for_each
        if listed is not None and listed not in self.file.lists:
            called = {id_: [one.name] for id_, one in self.file.lists.items()}
            self._fault("R-NO-LIST", origin.place_at((*path, "for_each")), name=listed, **hints_by_name(listed, called))
            listed = None
        over = requirement.for_each  # a list that is not there too: what its members are asked is not to be told as unknown
        whens = [where for where in (group, (*path, "when")) if where is not None and node_at(origin, where)]
        due = [self._condition(origin, where, over) for where in whens]
        staged = None
        if requirement.due_at is not None and requirement.due_at.when is not None:
            staged = self._condition(origin, (*path, "due_at", "when"), over)
        slots = []
        for arm_id, arm in requirement.arms.items():
            where: Path = (*path, "any_of", arm_id) if arm_id else path
            when = self._condition(origin, (*where, "when"), over) if arm_id and arm.when is not None else None
            slots.append(
                Slot(
                    id=arm_id or name,
                    requirement=name,
                    arm=arm,
                    basis=tuple(arm.basis or requirement.basis),
                    when=when,
                    list=listed,
                    place=origin.place_at(where, key=True),
                    at=where,
                )
            )
        return Asked(
            id=name,
            requirement=requirement,
            due=tuple(due),
            staged=staged,
            slots=tuple(slots),
            list=listed,
            place=origin.place_at(path, key=True),
            common=origin is self.common_source,
            group=group_name,
            at=path,
        )

    def _line(self, i: int) -> Line:
        written = self.file.consistency[i]
        if written.name in [line.name for line in self.file.consistency[:i]]:
            self._fault("R-SAME-ID", self.source.place_at(("consistency", i, "name")), name=written.name)
        found: list[Variable] = []
        differing: Place | None = None
        listed: set[str] = set()
        for j, reference in enumerate(written.same):
            declared = self.declared.get(reference) or self._member(reference)
            place = self.source.place_at(("consistency", i, "same", j))
            if not reference.strip():
                self._fault("R-EMPTY-WORDS", place, key="same")
                continue
            if declared is None or declared.kind in (Kind.DEFINITION, Kind.LIST):
                self._fault("R-NAME", place, name=reference, **hints(reference, self._comparable()))
                continue
            name = reference.partition(".")[2] if declared.kind is Kind.MEMBER_FACT else reference
            if found and differing is None and type(declared.type) is not type(found[0].type):
                differing = place
            found.append(Variable(declared.kind, name, declared.type, declared.owner))
            repeats = declared.owner if declared.kind is Kind.MEMBER_FACT else self.slot_ids.get(declared.owner, ("", None))[1]
            listed |= {repeats} if repeats else set()
        if differing is not None:
            self._fault("R-SAME-TYPES", differing)
        if len(listed) > 1:
            self._fault("R-TWO-LISTS", self.source.place_at(("consistency", i, "same")))
        condition = self._condition(self.source, ("consistency", i, "when")) if written.when is not None else None
        place = self.source.place_at(("consistency", i, "name"))
        repeated = next(iter(sorted(listed)), None)
        return Line(written.name, tuple(found), condition, place, written.say, tuple(written.basis), repeated)

    def _comparable(self) -> list[str]:
        """Every name that a consistency line may write."""
        plain = [name for name, what in self.declared.items() if what.kind not in (Kind.DEFINITION, Kind.LIST)]
        return plain + [f"{name}.{fact}" for name, listed in self.file.lists.items() for fact in listed.each]

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
        scalar = node_at(origin, path)
        assert isinstance(scalar, Scalar)
        declared = self.declared if origin is self.source else dict(BUILT_IN)
        slots: frozenset[str] = frozenset(self.slot_ids) if origin is self.source else frozenset()
        if listed in self.file.lists:
            fields = {
                name: Declared(Kind.MEMBER_FACT, type_of(fact), listed)
                for name, fact in self.file.lists[listed].each.items()
            }
            declared = declared | fields
        try:
            condition = type_condition(parse(scalar.text), Names(declared, slots))
        except ConditionInvalid as invalid:
            is_unknown = listed is not None and listed not in self.file.lists
            for fault in (one for one in invalid.faults if not (is_unknown and one.code.startswith("R-NAME"))):
                self.faults.append(Diagnostic(fault.code, scalar.place_of(fault.span.start), fault.args))
            return _NOTHING
        self.typed.append((condition, scalar))
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

    def _refuse_circles(self, definitions: Mapping[str, Condition]) -> bool:
        """Whether no definitions name one another in a circle, which would mean nothing (B18)."""
        finished: set[str] = set()

        def visit(name: str, trail: tuple[str, ...]) -> bool:
            if name in trail:
                circle = " → ".join((*trail[trail.index(name) :], name))
                self._fault("R-CYCLE", self.source.place_at(("definitions", name)), circle=circle)
                return False
            if name not in finished:
                finished.add(name)
                below = [used for used in definitions_used(definitions[name]) if used in definitions]
                return all(visit(used, (*trail, name)) for used in below)
            return True

        return all(visit(name, ()) for name in definitions)

    def _refuse_nesting(self, definitions: Mapping[str, Condition]) -> None:
        """A statement about a list, inside one, by way of a definition: the same as writing it there (B18)."""
        about_lists = {name for name, found in definitions.items() if _is_about_lists(found, definitions)}
        for condition, scalar in self.typed:
            for node in parts(condition):
                if isinstance(node, Quantifier | Counting) and node.inner is not None:
                    for used in parts(node.inner):
                        if isinstance(used, Defined) and used.name in about_lists:
                            self._fault("R-NESTED", scalar.place_of(used.at.start), list=node.list.name)

    def _fault(self, code: str, place: Place, **args: str) -> None:
        self.faults.append(Diagnostic(code, place, args))


_NOTHING: Final = type_condition(parse("false"), Names())


def _is_about_lists(condition: Condition, definitions: Mapping[str, Condition]) -> bool:
    if any(isinstance(node, Quantifier | Counting) for node in parts(condition)):
        return True
    return any(_is_about_lists(definitions[used], definitions) for used in definitions_used(condition) if used in definitions)
