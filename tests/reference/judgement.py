"""One judgement of a packet with what is open now: every world, one after the other."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from msgspec import UNSET

from materials_rules.condition.tree import Condition, Counting, Kind, Quantifier, Variable
from materials_rules.ground.script import fold
from materials_rules.rules.version import Asked, Line, Slot, type_of
from reference.case import Case, raw
from reference.conditions import Conditions, compared, key_of, worth_trying
from reference.words import NONE, UNKNOWN, Form, Key, Place, World


@dataclass(frozen=True)
class Verdicts:
    """What the reference finds: of each requirement and subject, of scope, and what is open in the end."""

    requirements: Mapping[tuple[str, str | None], str]
    lines: Mapping[tuple[str, str | None], str]
    scope: str
    contradictions: frozenset[int]
    names: frozenset[str]
    places: frozenset[Place]


@dataclass
class Pass:
    """One judgement while these names and places are open and these `never:` lines are contradicted."""

    case: Case
    names: frozenset[str]
    places: frozenset[Place]
    before: frozenset[int]
    lines: tuple[str, ...] = ()
    conditions: Conditions = field(init=False)

    def __post_init__(self) -> None:
        self.version = self.case.version
        self.conditions = Conditions(self.version)
        self.never = [condition for condition, _ in self.version.never]
        self.not_for = [condition for condition, _ in self.version.not_for]

    def verdicts(self) -> Verdicts:
        contradictions = self.before | self.contradictions()
        names, places = set(self.names), set(self.places)
        requirements: dict[tuple[str, str | None], str] = {}
        lines: dict[tuple[str, str | None], str] = {}
        scope, is_for_us = self._scope()
        if is_for_us:
            for asked in self.version.asked.values():
                for subject in self.case.subjects(asked.list, self.names):
                    requirements[asked.id, subject], let = self._requirement(asked, subject)
                    places |= let
            for line in self.version.consistency:
                for subject in self.case.subjects(line.list, self.names):
                    lines[line.name, subject], let_names, let = self._line(line, subject)
                    if lines[line.name, subject] in self.lines:
                        names |= let_names
                        places |= let
        for i in contradictions:
            for key in self.conditions.reads(self.never[i]):
                names |= set(self._names_behind(key))
        return Verdicts(requirements, lines, scope, contradictions, frozenset(names), frozenset(places))

    def _names_behind(self, key: Key) -> Iterator[str]:
        source = self.conditions.variables[key]
        if isinstance(source, Quantifier | Counting):
            yield f"fact/{source.list.name}"
        elif key[0] in ("fact", "applicant"):
            yield "/".join(key)

    # worlds

    def _values(self, key: Key, subject: str | None) -> list[Any]:
        """What a variable may be: one value where it is settled, everything worth trying where it is open."""
        source = self.conditions.variables[key]
        if isinstance(source, Quantifier | Counting):
            return self._of_list(source)
        settled = self._settled(source, subject)
        if settled is not UNKNOWN:
            return [settled]
        related = [self._settled(self.conditions.variables[other], subject) for other in self._compared_with(key)]
        others = [value for value in related if value is not UNKNOWN]
        others += [c for other in self._compared_with(key) for c in self.conditions.constants.get(other, ())]
        fact = self.version.file.facts.get(source.name)
        nullable = source.kind in (Kind.APPLICANT, Kind.SLOT_FIELD)
        constants = self.conditions.constants.get(key, ())
        return worth_trying(source.type, constants, others, fact.at_least if fact else 1, nullable)

    def _compared_with(self, key: Key) -> set[Key]:
        return {b if a == key else a for a, b in self.conditions.pairs if key in (a, b)}

    def _settled(self, variable: Any, subject: str | None) -> Any:
        case = self.case
        match variable.kind:
            case Kind.FACT | Kind.CHOICE:
                name = variable.name
                return UNKNOWN if f"fact/{name}" in self.names else case.facts.get(name, UNKNOWN)
            case Kind.APPLICANT:
                name = variable.name.removeprefix("applicant.")
                return UNKNOWN if f"applicant/{name}" in self.names else case.applicant.get(name, UNKNOWN)
            case Kind.MEMBER_FACT:
                if f"member/{variable.owner}.{variable.name}[{subject}]" in self.names:
                    return UNKNOWN
                key = (subject or "").removeprefix(f"{variable.owner}:")
                return case.members.get(variable.owner, {}).get(key, {}).get(variable.name, UNKNOWN)
            case Kind.PROVIDED:
                place = case.place(variable.name, subject)
                met = case.form(place)
                return UNKNOWN if place in self.places or met is None else met
            case Kind.SLOT_FIELD:
                place = case.place(variable.owner, subject)
                name = variable.name.removeprefix(f"{variable.owner}.")
                return UNKNOWN if place in self.places else case.field(place, name)
            case Kind.RECEIVED_ON:
                return case.day
            case _:
                return case.packet.agent is not UNSET and case.packet.agent is not None

    def _of_list(self, node: Quantifier | Counting) -> list[bool]:
        """The answers that a statement about a list can still have; each member is tried in all its worlds."""
        members = self.case.members.get(node.list.name)
        if members is None or f"fact/{node.list.name}" in self.names:
            return [False, True]
        truths: list[set[bool]] = []
        for key in members:
            if node.inner is None:
                truths.append({True})
            else:
                reads = self.conditions.reads(node.inner)
                worlds = self._product(reads, f"{node.list.name}:{key}")
                truths.append({self.conditions.holds(node.inner, world) for world in worlds})
        answers = set()
        for counts in itertools.product(*truths):
            if isinstance(node, Counting):
                answers.add(compared(node.op, Fraction(sum(counts)), Fraction(node.number)))
            else:
                answers.add(any(counts) if node.kind == "any" else all(counts))
        return sorted(answers)

    def _product(self, reads: Iterable[Key], subject: str | None) -> Iterator[World]:
        keys = list(reads)
        for values in itertools.product(*(self._values(key, subject) for key in keys)):
            yield dict(zip(keys, values, strict=True))

    def worlds(self, conditions: Iterable[Condition], subject: str | None, in_scope: bool = True) -> Iterator[World]:
        """Every world, as far as *conditions* and what limits their variables can tell worlds apart."""
        barred = [*self.never, *(self.not_for if in_scope else [])]
        reads: set[Key] = set().union(*(self.conditions.reads(c) for c in conditions))
        limits: list[Condition] = []
        while near := [c for c in barred if c not in limits and self._touches(self.conditions.reads(c), reads, subject)]:
            limits += near
            reads = reads.union(*(self.conditions.reads(c) for c in near))
        for world in self._product(reads, subject):
            if not any(self.conditions.holds(limit, world) for limit in limits) and self._lists_can_be(world, subject):
                yield world

    def _touches(self, one: set[Key], other: set[Key], subject: str | None) -> bool:
        return bool(one & other) or bool(self._lists(one) & ({(subject or "").partition(":")[0]} | self._lists(other)))

    def _lists(self, keys: Iterable[Key]) -> set[str]:
        """The lists of which something is said, or one of whose members."""
        sources = [self.conditions.variables[key] for key in keys]
        said = {source.list.name for source in sources if isinstance(source, Quantifier | Counting)}
        return said | {source.owner for source in sources if isinstance(source, Variable) and source.kind is Kind.MEMBER_FACT}

    def _lists_can_be(self, world: World, subject: str | None) -> bool:
        """Whether lists exist of which everything is true that is true in *world*: they are tried, with up to three new members."""
        statements = {key: self.conditions.variables[key] for key in world}
        said = {key: one for key, one in statements.items() if isinstance(one, Quantifier | Counting)}
        return all(
            any(
                all(self._said(one, found) == world[key] for key, one in said.items() if one.list.name == listed)
                for found in self._tried(listed, [one.inner for one in said.values() if one.inner is not None], world, subject)
            )
            for listed in {one.list.name for one in said.values()}
        )

    def _tried(self, listed: str, inner: list[Condition], world: World, subject: str | None) -> Iterator[tuple[World, ...]]:
        reads = set().union(*(self.conditions.reads(part) for part in inner))
        around = {key: value for key, value in world.items() if key[0] != "member"}

        def of(whose: str, mine: World) -> list[World]:
            return [{**mine, **chosen} for chosen in self._product([key for key in reads if key not in mine], whose)]

        known = self.case.members.get(listed)
        if known is not None and f"fact/{listed}" not in self.names:
            yield from itertools.product(*(of(whose, world if whose == subject else around) for whose in (f"{listed}:{key}" for key in known)))
            return
        # with the list, what its members answered may be corrected too
        first = [of(f"{listed}:?", world)] if (subject or "").startswith(f"{listed}:") else []
        somebody, least = of(f"{listed}:?", around), self.version.file.lists[listed].at_least
        for size in range(max(least, len(first)), max(least, len(first)) + 4):
            yield from itertools.product(*first, *[somebody] * (size - len(first)))

    def _said(self, node: Quantifier | Counting, members: tuple[World, ...]) -> bool:
        truths = [node.inner is None or self.conditions.holds(node.inner, member) for member in members]
        if isinstance(node, Counting):
            return compared(node.op, Fraction(sum(truths)), Fraction(node.number))
        return any(truths) if node.kind == "any" else all(truths)

    # contradictions and scope

    def contradictions(self) -> frozenset[int]:
        alone = frozenset(
            i
            for i, line in enumerate(self.never)
            if all(self.conditions.holds(line, world) for world in self._product(self.conditions.reads(line), None))
        )
        together: set[int] = set()
        for group in self._groups():
            lines = [self.never[i] for i in group]
            if not alone & group and not any(True for _ in self.worlds(lines, None, in_scope=False)):
                reads = {i: self.conditions.reads(self.never[i]) for i in group}
                together |= {i for i in group if any(self.conditions.holds(self.never[i], w) for w in self._product(reads[i], None))}
        return alone | together

    def _groups(self) -> list[frozenset[int]]:
        """The `never:` lines that share variables, directly or through others."""
        groups: list[tuple[set[int], set[Key]]] = []
        for i, line in enumerate(self.never):
            mine, reads = {i}, self.conditions.reads(line)
            for group in [g for g in groups if g[1] & reads]:
                groups.remove(group)
                mine |= group[0]
                reads = reads | group[1]
            groups.append((mine, reads))
        return [frozenset(mine) for mine, _ in groups]

    def _scope(self) -> tuple[str, bool]:
        """in, unknown or the outcome; and whether some world is in scope at all."""
        if not self.not_for:
            return "in", True
        outcomes = set()
        for world in self.worlds(self.not_for, None, in_scope=False):
            first = next((i for i, line in enumerate(self.not_for) if self.conditions.holds(line, world)), None)
            outcomes.add(None if first is None else self.version.file.not_for[first].outcome)
        if outcomes in (set(), {None}):
            return "in", True
        return (str(next(iter(outcomes))) if len(outcomes) == 1 else "unknown"), None in outcomes

    # requirements

    def _requirement(self, asked: Asked, subject: str | None) -> tuple[str, set[Place]]:
        """finding, conditional, absent or look; and the places that its entry lets the applicant fill."""
        relevant = [*asked.due, *(slot.when for slot in asked.slots), asked.staged]
        for other in self.case.coverers(asked):
            relevant += [*other.due, *(slot.when for slot in other.slots)]
        states: set[str] = set()
        wanted: set[str] = set()
        may_be_open = False
        for world in self.worlds([c for c in relevant if c is not None], subject):
            states.add(self._state(asked, subject, world, self.case.form)[0])
            # a paper that may be replaced may come back defective
            state, slots = self._state(asked, subject, world, lambda place: False if place in self.places else self.case.form(place))
            if state != "closed":
                may_be_open = True
                wanted |= {slot.id for slot in slots}
        verdict = "look" if "look" in states else "absent" if "open" not in states else "finding" if states == {"open"} else "conditional"
        if not may_be_open:
            return verdict, set()
        covering = [slot for other in self.case.coverers(asked) for slot in other.slots if slot.list in (None, asked.list)]
        wanted |= {slot.id for slot in covering if self.case.taken(slot) is None}
        return verdict, {self.case.place(slot, subject) for slot in wanted}

    def _due(self, asked: Asked, slot: Slot, world: World) -> bool:
        conditions = (*asked.due, *([] if slot.when is None else [slot.when]))
        return all(self.conditions.holds(condition, world) for condition in conditions)

    def _state(self, asked: Asked, subject: str | None, world: World, form: Form) -> tuple[str, list[Slot]]:
        case = self.case
        due = [slot for slot in asked.slots if self._due(asked, slot, world)]
        when_later = [] if asked.staged is None else [asked.staged]
        if asked.requirement.due_at is not None and all(self.conditions.holds(c, world) for c in (*asked.due, *when_later)):
            return "closed", []
        for other in case.coverers(asked):
            if any(self._due(other, slot, world) and case.taken(slot) != "drop" for slot in other.slots):
                return "closed", []
        if any(case.taken(slot) == "obtain" for slot in due):
            return ("open" if asked.requirement.result_of and case.never_granted(asked) else "closed"), []
        wanted = [slot for slot in due if case.taken(slot) != "drop"]
        if not wanted:
            return "closed", []
        met = [form(case.place(slot.id, subject)) for slot in wanted]
        met += [case.licence(slot, subject) for slot in wanted if case.taken(slot) == "show"]
        met += [*case.covering(asked, subject, form), case.committed(asked)]
        return ("closed" if True in met else "look" if None in met else "open"), wanted

    # consistency

    def _line(self, line: Line, subject: str | None) -> tuple[str, set[str], set[Place]]:
        """finding, conditional, possible or absent; and the answers and places that a difference lets the applicant change."""
        case = self.case
        known: list[tuple[Variable, Any, Slot | None]] = []
        mine: list[Variable] = []
        unsettled = False
        for variable in line.same:
            slot = self.version.slots.get(variable.owner) if variable.kind is Kind.SLOT_FIELD else None
            if slot is None:
                value = self._given(variable, subject)
                unsettled |= value is UNKNOWN or self._settled(variable, subject) is UNKNOWN
            elif not self._ever_due(slot, subject):
                continue
            elif case.taken(slot) is not None:
                value = self._copy(variable)
                if value is not UNKNOWN:
                    known.append((variable, value, slot))
                continue
            else:
                place = case.place(slot.id, subject)
                if case.form(place) is False and place not in self.places:
                    continue
                value = case.field(place, variable.name.removeprefix(f"{slot.id}."))
                unsettled |= value is UNKNOWN or place in self.places
            mine.append(variable)
            if value is not UNKNOWN:
                known.append((variable, value, slot))
        copies = [(v, x) for v, x, _ in known if v not in mine]
        if len({comparable(v, x) for v, x in copies}) > 1:  # the office's own copies differ: no matter of the applicant's
            known = [(v, x, slot) for v, x, slot in known if v in mine]
        verdict = self._difference(line, subject, known, mine)
        parties = len(mine) + sum(variable not in mine for variable, _, _ in known)
        if verdict == "absent" and unsettled and parties > 1 and self._may_hold(line, subject):
            verdict = "possible"
        if verdict == "absent":
            return verdict, set(), set()
        names = {self._name(v, subject) for v in mine if v.kind in (Kind.FACT, Kind.CHOICE, Kind.APPLICANT, Kind.MEMBER_FACT)}
        return verdict, names, {case.place(v.owner, subject) for v in mine if v.kind is Kind.SLOT_FIELD}

    def _difference(self, line: Line, subject: str | None, known: list[tuple[Variable, Any, Slot | None]], mine: list[Variable]) -> str:
        """Whether known values differ: in every world in which the line holds and asks for their papers, or in some."""
        slots = [slot for _, _, slot in known if slot is not None]
        conditions = [*([line.when] if line.when is not None else []), *(c for slot in slots for c in self._conditions_of(slot))]

        def differ(world: World) -> bool:
            holds = line.when is None or self.conditions.holds(line.when, world)
            here = [(v, x) for v, x, slot in known if slot is None or self._due(self.version.asked[slot.requirement], slot, world)]
            return holds and len({comparable(v, x) for v, x in here}) > 1 and any(v in mine for v, _ in here)

        # a packet taken at its word that is at odds with itself: what may be corrected does not make that doubtful
        to_come = frozenset(place for place in self.places if not self.case.form(place))
        at_its_word = Pass(self.case, frozenset(), to_come, frozenset())
        open_ = {differ(world) for world in self.worlds(conditions, subject)}
        if ({differ(world) for world in at_its_word.worlds(conditions, subject)} or open_) == {True}:
            return "finding"
        return "conditional" if True in open_ else "absent"

    def _may_hold(self, line: Line, subject: str | None) -> bool:
        if line.when is None:
            return True
        return any(self.conditions.holds(line.when, world) for world in self.worlds([line.when], subject))

    def _conditions_of(self, slot: Slot) -> list[Condition]:
        return [*self.version.asked[slot.requirement].due, *([] if slot.when is None else [slot.when])]

    def _ever_due(self, slot: Slot, subject: str | None) -> bool:
        asked = self.version.asked[slot.requirement]
        return any(self._due(asked, slot, world) for world in self.worlds(self._conditions_of(slot), subject))

    def _given(self, variable: Variable, subject: str | None) -> Any:
        """An answer as it was given, though it may be corrected."""
        return Pass(self.case, frozenset(), frozenset(), frozenset())._settled(variable, subject)

    def _name(self, variable: Variable, subject: str | None) -> str:
        key = key_of(variable)
        return f"member/{key[1]}.{key[2]}[{subject}]" if key[0] == "member" else "/".join(key)

    def _copy(self, variable: Variable) -> Any:
        """What the copies of the office say, as far as they agree."""
        slot = self.version.slots[variable.owner]
        name = variable.name.removeprefix(f"{slot.id}.")
        lines = [line for line in self.case.packet.obtained or () if line.document == slot.arm.document and line.status == "found"]
        values = [raw(type_of(slot.arm.reads[name]), line.fields[name]) for line in lines if line.fields and name in line.fields]
        return values[0] if values and all(value == values[0] for value in values) else UNKNOWN


def comparable(variable: Variable, value: Any) -> Any:
    return fold(value) if isinstance(value, str) and value != NONE else value
