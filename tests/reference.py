"""A second, naive reading of what a packet lacks: every world of a small ruleset, one after the other.

    Version, what is known of classes, Packet  ->  Verdicts

Written from the meaning alone (a world gives every variable a value; a requirement is a finding when it is open in every
world in scope that agrees with the packet, absent when in none; what the notice lets the applicant change is open; repeat
until nothing changes). It has no cells, no cones, no diagrams and no three values, and shares with the program the parsed
conditions, the checks of form and the reading of documents, nothing else. Slow, and only for small rulesets.

Words: a *name* is an answer (`fact/area`), a *place* a slot and whose it is. What is open is kept as names and places.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Final

from msgspec import UNSET

from materials_rules.condition.tree import (
    Against,
    Always,
    Among,
    Between,
    Boolean,
    Condition,
    Conjunction,
    Counting,
    Date,
    Defined,
    Disjunction,
    HasMember,
    IsNone,
    IsProvided,
    Kind,
    Negation,
    Number,
    OneOf,
    Quantifier,
    Scaled,
    SomeOf,
    Variable,
)
from materials_rules.form_checks import Defect, JudgeContext, Unrecorded, always_checks, declared_field, hand_in_checks
from materials_rules.ground.script import fold
from materials_rules.packet.document import Document, documents
from materials_rules.packet.model import Packet
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.version import Asked, Line, Slot, Version, type_of

Key = tuple[Any, ...]
"""A variable: ("fact", name), ("applicant", name), ("provided", slot), ("field", slot, name), ("member", name), ("list", …)."""

World = dict[Key, Any]
Place = tuple[str, str | None]
Form = Callable[[Place], bool | None]
"""Whether a paper in form lies at a place; None where a person must look first."""

NONE: Final = "\0none"
"""A document bears none. A value of its own, so that a world can hold it."""

UNKNOWN: Final = object()
EVERY: Final = "*"


@dataclass(frozen=True)
class Verdicts:
    """What the reference finds: of each requirement and subject, of scope, and what is open in the end."""

    requirements: Mapping[tuple[str, str | None], str]
    lines: Mapping[tuple[str, str | None], str]
    scope: str
    contradictions: frozenset[int]
    names: frozenset[str]
    places: frozenset[Place]


def judge(ruleset: Ruleset, version: Version, packet: Packet) -> Verdicts:
    """The verdicts on *packet*."""
    case = Case(ruleset, version, packet)
    verdicts = _at_rest(case, ("finding", "conditional", "possible"))
    as_it_stands = _at_rest(case, ("finding", "conditional")).requirements
    due = {key for key, verdict in verdicts.requirements.items() if verdict == "conditional" and as_it_stands.get(key) == "finding"}
    return replace(verdicts, requirements={**verdicts.requirements, **dict.fromkeys(due, "finding")})


def _at_rest(case: Case, lines: tuple[str, ...]) -> Verdicts:
    """*lines*: the verdicts of lines that let what they compare be corrected."""
    names: frozenset[str] = frozenset()
    places: frozenset[Place] = frozenset()
    contradictions: frozenset[int] = frozenset()
    while True:
        found = _Pass(case, names, places, contradictions, lines)
        verdicts = found.verdicts()
        if (verdicts.names, verdicts.places, verdicts.contradictions) == (names, places, contradictions):
            return verdicts
        names, places, contradictions = verdicts.names, verdicts.places, verdicts.contradictions


def is_possible(ruleset: Ruleset, version: Version, packet: Packet) -> bool:
    """Whether the `never:` lines leave any world at all."""
    return not _Pass(Case(ruleset, version, packet), frozenset(), frozenset(), frozenset()).contradictions()


# ---- what the packet says


class Case:
    """A packet as it is read: answers that stand, members of lists, papers judged one by one."""

    def __init__(self, ruleset: Ruleset, version: Version, packet: Packet) -> None:
        self.ruleset, self.version, self.packet = ruleset, version, packet
        self.day = dt.date.fromisoformat(packet.received_on)
        given = {**(packet.facts or {}), **(packet.choices or {})}
        file = version.file
        self.facts = {n: v for n, fact in file.facts.items() if (v := standing(type_of(fact), given.get(n), fact)) is not UNKNOWN}
        self.members: dict[str, dict[str, dict[str, Any]]] = {}
        for listed, lines in (packet.lists or {}).items():
            each = file.lists[listed].each
            self.members[listed] = {
                str(line["id"]): {n: v for n, fact in each.items() if (v := standing(type_of(fact), line.get(n), fact)) is not UNKNOWN}
                for line in lines
            }
        self.applicant: dict[str, Any] = {}
        for name in ("kind", "name", "id", "phone"):
            value = getattr(packet.applicant, name, UNSET) if packet.applicant is not UNSET else UNSET
            if value is not UNSET and (name != "kind" or value in ("enterprise", "natural_person")):
                self.applicant[name] = NONE if value is None else value
        self.papers: dict[Place, list[Document]] = {}
        self.strangers: list[Document] = []
        for document in documents(packet):
            if document.code in version.slots:
                self.papers.setdefault((document.code, document.subject), []).append(document)
            else:
                self.strangers.append(document)

    def place(self, slot: str, subject: str | None) -> Place:
        return slot, subject if self.version.slots[slot].list else None

    def form(self, place: Place) -> bool | None:
        """Whether some paper at *place* meets its form; None where a person must look first."""
        slot = self.version.slots[place[0]]
        found = [self.in_form(slot, document) for document in self.papers.get(place, [])]
        return True if True in found else None if None in found else False

    def in_form(self, slot: Slot, document: Document) -> bool | None:
        context = JudgeContext(dt.date.fromisoformat(document.handed_in_on), self.day, False, slot.arm.name)
        outcomes: list[Any] = []
        for word, check in hand_in_checks().items():
            parameter = getattr(slot.arm.hand_in, word)
            if parameter not in (None, False):
                outcomes += check.judge(parameter, document, context)
        for name, read in slot.arm.reads.items():
            if read.type == "number":
                declared = declared_field.DeclaredField(name, name, "number", decimals=read.decimals)
                outcomes += declared_field.judge(declared, document, context)
        for check in always_checks().values():
            outcomes += check.judge(None, document, context)
        if any(isinstance(outcome, Defect) for outcome in outcomes):
            return False
        return None if any(isinstance(outcome, Unrecorded) for outcome in outcomes) else True

    def field(self, place: Place, name: str) -> Any:
        """The value that all papers bear that are or may be in form; UNKNOWN where none is, one is silent, or they differ."""
        slot = self.version.slots[place[0]]
        values = []
        for document in self.papers.get(place, []) if self.form(place) else []:
            if self.in_form(slot, document) is not False:
                fields = document.material.fields or {}
                values.append(raw(type_of(slot.arm.reads[name]), fields[name]) if name in fields else UNKNOWN)
        return values[0] if values and all(v == values[0] for v in values) else UNKNOWN

    def subjects(self, listed: str | None, names: frozenset[str]) -> list[str | None]:
        if listed is None:
            return [None]
        found: list[str | None] = [f"{listed}:{key}" for key in self.members.get(listed, {})]
        if listed not in self.members or f"fact/{listed}" in names:
            found.append(f"{listed}:{EVERY}")
        return found

    # classes: what the day of receipt and the ruleset alone decide

    def taken(self, slot: Slot) -> str | None:
        """drop, obtain or show, where a class takes the material away."""
        asked = self.version.asked[slot.requirement]
        document = self.ruleset.documents.get(slot.arm.document or "")
        if document is not None and any(live.from_ <= self.day for live in document.live):
            return "obtain"
        if asked.requirement.result_of:
            return "obtain"
        if slot.arm.proved_by:
            return "show"
        if slot.arm.unverifiable is not None and asked.requirement.commitment is None:
            return "drop"
        return None

    def coverers(self, asked: Asked) -> list[Asked]:
        return [other for other in self.version.asked.values() if asked.id in other.requirement.covers]

    # what satisfies a requirement, on what is really held

    def covering(self, asked: Asked, subject: str | None, form: Form) -> list[bool | None]:
        slots = [slot for other in self.coverers(asked) for slot in other.slots if slot.list in (None, asked.list)]
        return [form(self.place(slot.id, subject)) for slot in slots]

    def licence(self, slot: Slot, subject: str | None) -> bool | None:
        if any(line.document in slot.arm.proved_by and line.status == "found" for line in self.packet.obtained or ()):
            return True
        found: list[bool | None] = []
        for document in self.strangers:
            if document.code in slot.arm.proved_by and (slot.list is None or document.subject == subject):
                context = JudgeContext(dt.date.fromisoformat(document.handed_in_on), self.day, False, "")
                checks = [hand_in_checks()[word].judge(True, document, context) for word in ("show_original", "in_date")]
                outcomes = [outcome for found_ in checks for outcome in found_]
                bad = any(isinstance(outcome, Defect) for outcome in outcomes)
                found.append(False if bad else None if any(isinstance(o, Unrecorded) for o in outcomes) else True)
        return True if True in found else None if None in found else False

    def committed(self, asked: Asked) -> bool | None:
        if asked.requirement.commitment is None:
            return False
        letters = [line.signed for line in self.packet.commitments or () if line.for_ == asked.id]
        if True in letters:
            credit = (self.packet.facts or {}).get("serious_bad_credit")
            return None if credit is None else not credit
        return None if UNSET in letters else False

    def never_granted(self, asked: Asked) -> bool:
        lines = [line for line in self.packet.obtained or () if line.document == "other-result"]
        if any(line.status == "found" for line in lines):
            return False
        return any(line.status == "not_found" and line.by == "bureau" for line in lines)


def standing(type_: Any, given: Any, about: Any) -> Any:
    """A raw answer that is of its type and within its bounds; else UNKNOWN."""
    if given is None:
        return UNKNOWN
    if isinstance(type_, OneOf):
        return given if given in type_.members else UNKNOWN
    if isinstance(type_, SomeOf):
        fits = set(given) <= set(type_.members) and len(given) >= about.at_least
        return frozenset(given) if fits else UNKNOWN
    if isinstance(type_, Number):
        exact = Fraction(given)
        low, high = type_.minimum, type_.maximum
        if (low is not None and exact < low) or (high is not None and exact > high) or exact * 10**type_.decimals % 1:
            return UNKNOWN
    return raw(type_, given)


def raw(type_: Any, given: Any) -> Any:
    """A value as the tests below compare it: numbers as fractions, days as days."""
    if given is None or (isinstance(given, str) and not given.strip()):
        return NONE
    if isinstance(type_, Number):
        return Fraction(given)
    return dt.date.fromisoformat(given) if isinstance(type_, Date) else given


# ---- conditions, and the values that are worth trying


def key_of(variable: Variable) -> Key:
    match variable.kind:
        case Kind.FACT | Kind.CHOICE:
            return ("fact", variable.name)
        case Kind.APPLICANT:
            return ("applicant", variable.name.removeprefix("applicant."))
        case Kind.PROVIDED:
            return ("provided", variable.name)
        case Kind.SLOT_FIELD:
            return ("field", variable.owner, variable.name.removeprefix(f"{variable.owner}."))
        case Kind.MEMBER_FACT:
            return ("member", variable.owner, variable.name)
        case _:
            return (str(variable.kind),)


def list_key(node: Quantifier | Counting) -> Key:
    return ("list", node)


class Conditions:
    """Conditions as functions of a world, and what each reads."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self._made: dict[Condition, Callable[[World], bool]] = {}
        self.variables: dict[Key, Variable | Quantifier | Counting] = {}
        self.constants: dict[Key, set[Any]] = {}
        self.pairs: list[tuple[Key, Key]] = []

    def holds(self, condition: Condition, world: World) -> bool:
        if condition not in self._made:
            self._made[condition] = self._function(condition)
        return self._made[condition](world)

    def reads(self, condition: Condition) -> set[Key]:
        """Every variable that decides it; statements about lists are one variable each."""
        found = set()
        for node in self._nodes(condition):
            match node:
                case Quantifier() | Counting():
                    found.add(self._note(list_key(node), node))
                case Between(_, left, right):
                    pair = (self._note(key_of(left), left), self._note(key_of(right), right))
                    self.pairs.append(pair)
                    found.update(pair)
                case Against(_, variable, constant):
                    found.add(self._note(key_of(variable), variable))
                    self.constants.setdefault(key_of(variable), set()).add(plain(constant))
                case Among(variable, constants):
                    found.add(self._note(key_of(variable), variable))
                    self.constants.setdefault(key_of(variable), set()).update(map(plain, constants))
                case HasMember(variable) | IsNone(variable) | IsProvided(variable):
                    found.add(self._note(key_of(variable), variable))
                case _:
                    pass
        return found

    def _note(self, key: Key, source: Variable | Quantifier | Counting) -> Key:
        self.variables[key] = source
        return key

    def _nodes(self, condition: Condition) -> Iterator[Condition]:
        """All nodes, those of definitions among them, but nothing inside a statement about a list."""
        match condition:
            case Conjunction(inner) | Disjunction(inner):
                for part in inner:
                    yield from self._nodes(part)
            case Negation(part):
                yield from self._nodes(part)
            case Defined(name):
                yield from self._nodes(self.version.definitions[name])
            case _:
                yield condition

    def _function(self, condition: Condition) -> Callable[[World], bool]:
        match condition:
            case Conjunction(inner):
                return lambda world: all(self.holds(part, world) for part in inner)
            case Disjunction(inner):
                return lambda world: any(self.holds(part, world) for part in inner)
            case Negation(part):
                return lambda world: not self.holds(part, world)
            case Defined(name):
                return lambda world: self.holds(self.version.definitions[name], world)
            case Always(value):
                return lambda world: value
            case Quantifier() | Counting():
                key = list_key(condition)
                return lambda world: bool(world[key])
            case IsProvided(variable):
                key = key_of(variable)
                return lambda world: bool(world[key])
            case HasMember(variable, member):
                key = key_of(variable)
                return lambda world: member in world[key]
            case IsNone(variable, negated):
                key = key_of(variable)
                return lambda world: (world[key] == NONE) != negated
            case Among(variable, constants, negated):
                key, values = key_of(variable), [plain(constant) for constant in constants]
                return lambda world: any(compared("==", world[key], value) for value in values) != negated
            case Against(op, variable, constant):
                key, value = key_of(variable), plain(constant)
                return lambda world: compared(op, world[key], value)
            case Between(op, left, right):
                one, other = key_of(left), key_of(right)
                return lambda world: compared(op, world[one], world[other])


def plain(constant: Any) -> Any:
    return Fraction(constant.exact) if isinstance(constant, Scaled) else constant


def compared(op: str, left: Any, right: Any) -> bool:
    """None equals none, and has no order."""
    if op in ("==", "!="):
        return (type(left) is type(right) and left == right) == (op == "==")
    if NONE in (left, right):
        return False
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[op]


def worth_trying(type_: Any, constants: Iterable[Any], others: Iterable[Any], at_least: int, nullable: bool) -> list[Any]:
    """Values on both sides of everything that a condition compares with, and one that equals nothing."""
    found: list[Any]
    if isinstance(type_, Boolean):
        found = [False, True]
    elif isinstance(type_, OneOf):
        found = list(type_.members)
    elif isinstance(type_, SomeOf):
        sizes = range(at_least, len(type_.members) + 1)
        found = [frozenset(chosen) for size in sizes for chosen in itertools.combinations(type_.members, size)]
    elif isinstance(type_, Number):
        step = Fraction(1, 10**type_.decimals)
        near = {value + d for value in (*constants, *others, Fraction(0)) if value != NONE for d in (-step, 0, step)}
        low = Fraction(-(10**9)) if type_.minimum is None else Fraction(type_.minimum)
        high = Fraction(10**9) if type_.maximum is None else Fraction(type_.maximum)
        found = sorted(value for value in near | {low, high} if low <= value <= high)
    elif isinstance(type_, Date):
        days = {dt.date(2000, 1, 1), *constants, *(value for value in others if value != NONE)}
        found = sorted(day + dt.timedelta(days=d) for day in days for d in (-1, 0, 1))
    else:
        found = sorted({*constants, *(value for value in others if value != NONE), "\0one", "\0other"})
    return [*found, NONE] if nullable else found


# ---- one judgement with what is open now


@dataclass
class _Pass:
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
        while near := [c for c in barred if c not in limits and self._touches(self.conditions.reads(c), reads)]:
            limits += near
            reads = reads.union(*(self.conditions.reads(c) for c in near))
        for world in self._product(reads, subject):
            if not any(self.conditions.holds(limit, world) for limit in limits):
                yield world

    def _touches(self, one: set[Key], other: set[Key]) -> bool:
        return bool(one & other)

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
        at_its_word = _Pass(self.case, frozenset(), to_come, frozenset())
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
        return _Pass(self.case, frozenset(), frozenset(), frozenset())._settled(variable, subject)

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
