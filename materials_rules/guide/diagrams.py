"""What the machine knows of a version on one day, as data that a script on a page can walk.

    Plan, day  ->  the decision diagrams, the conditions that they do not hold, what is asked and compared

The day of first receipt is that of the guide, so it is walked here and leaves the diagrams smaller. Whole numbers are texts
(`{"n": "1250"}`), because a script's own numbers are too coarse for eighteen digits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, assert_never

from materials_rules.condition.tree import (
    Against,
    Always,
    Among,
    Between,
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
    Quantifier,
    Variable,
)
from materials_rules.plan.claims import TAKEN, effect_of
from materials_rules.plan.classing import coverers
from materials_rules.plan.compile import Judged, Plan
from materials_rules.plan.domain import Domain, Value
from materials_rules.plan.formula import (
    Claim,
    Said,
    Source,
    atom_of,
    member_of,
    name_of,
    raw,
    readings,
    relation_of,
)
from materials_rules.plan.region import of_type
from materials_rules.plan.view import behind, domains, on_day, variables
from materials_rules.rules.fact import Fact
from materials_rules.rules.version import Asked, Line, Version

Data = dict[str, Any]
"""What JSON can hold; the script says what each key means, and reads all of them."""


def diagrams(plan: Plan, day: dt.date) -> Data:
    """Everything that the script of a page needs to judge answers as `check` would on *day*, with nothing handed in."""
    writer = _Writer(plan.version)
    version = plan.version
    outputs = {name: _diagram(on_day(judged, day.toordinal())) for name, judged in plan.outputs.items()}
    read = dict.fromkeys(name for output in outputs.values() for name, _ in output["variables"])
    writer.need(plan.sources[name] for name in read if name in plan.sources)
    given = {name: writer.expression(condition) for name, condition in version.given.items()}
    return {
        "day": str(day.toordinal()),
        "facts": {name: _fact(fact) for name, fact in version.file.facts.items()},
        "lists": {
            name: {"at_least": about.at_least, "facts": {key: _fact(fact) for key, fact in about.each.items()}}
            for name, about in version.file.lists.items()
        },
        "given": given,
        "outputs": outputs,
        "relations": writer.relations,
        "atoms": writer.atoms,
        "requirements": [_requirement(plan, asked, day) for asked in version.asked.values()],
        "slots": {slot.id: {"requirement": slot.requirement, "list": slot.list} for slot in version.slots.values()},
        "lines": [_line(line) for line in version.consistency],
        "never": [_named(plan, i) for i in range(len(version.never))],
        "scope": [[line.outcome, line.go_to] for line in version.file.not_for],
        "elements": {name: len(conditions) for name, conditions in version.elements.items()},
    }


def reads(plan: Plan) -> frozenset[str]:
    """The names of everything that some output of *plan* reads, behind comparisons and statements about lists too."""
    names = [*variables(plan, plan.outputs)]
    for given in plan.version.given.values():
        names += [reading.name for reading in readings(Said(given), plan.base)]
    lists = {f"list/{asked.list}" for asked in plan.version.asked.values() if asked.list is not None}
    return frozenset(name_of(variable) for name in names for variable in behind(plan, name)) | lists


def _diagram(judged: Judged) -> Data:
    diagram = judged.diagram
    return {
        "variables": [[name, _domain(domain)] for name, domain in domains(judged).items()],
        "terminals": [None if claims is None else sorted(claims) for claims in diagram.terminals],
        "nodes": [[variable, list(below)] for variable, below in diagram.nodes],
        "root": diagram.root,
    }


def _domain(domain: Domain) -> Data:
    found: Data = {"starts": [str(start) for start in domain.starts]} if domain.starts else {"values": list(domain.values)}
    if domain.open_text:
        found["open"] = True
    if domain.nullable:
        found["nullable"] = True
    return found


def _value(value: Value) -> object:
    return {"n": str(value)} if isinstance(value, int) and not isinstance(value, bool) else value


def _fact(fact: Fact) -> Data:
    """How an answer to *fact* is read and when it can stand."""
    found: Data = {"type": fact.type or ("one_of" if fact.one_of else "some_of")}
    if fact.type == "number":
        scale = 10 ** (fact.decimals or 0)
        found["decimals"] = fact.decimals
        found["minimum"] = None if fact.minimum is None else str(int(fact.minimum * scale))
        found["maximum"] = None if fact.maximum is None else str(int(fact.maximum * scale))
    if fact.some_of:
        found["at_least"] = fact.at_least
    if fact.answered_by == "office":
        found["office"] = True
    return found


def _requirement(plan: Plan, asked: Asked, day: dt.date) -> Data:
    """Its slots, those of what covers it and may be offered instead, whether it may come later."""
    return {
        "id": asked.id,
        "list": asked.list,
        "slots": [slot.id for slot in asked.slots],
        "offered": list(_offered(plan, asked, day)),
        "later": asked.requirement.due_at is not None,
    }


def _offered(plan: Plan, asked: Asked, day: dt.date) -> Iterator[str]:
    """The slots whose paper covers *asked* for the same subject, and which no class takes away on *day*."""
    version = plan.version
    for name in coverers(version, asked.id):
        for slot in version.asked[name].slots:
            effect = effect_of(plan.stretch(slot.id, day.toordinal()), version.asked[name], plan.ruleset.classes)
            if slot.list in (None, asked.list) and effect not in TAKEN:
                yield slot.id


def _line(line: Line) -> Data:
    """What a consistency line compares: fields of papers by their slot, answers by their name."""
    parts = []
    for variable in line.same:
        is_paper = variable.kind is Kind.SLOT_FIELD
        type_ = variable.type
        of = "number" if isinstance(type_, Number) else "date" if isinstance(type_, Date) else "other"
        decimals = type_.decimals if isinstance(type_, Number) else 0
        parts.append({"slot": variable.owner} if is_paper else {"answer": name_of(variable), "type": of, "decimals": decimals})
    return {"name": line.name, "list": line.list, "parts": parts}


def _named(plan: Plan, i: int) -> Data:
    """The answers and slots that a `never:` line names."""
    names: dict[str, None] = {}
    slots: dict[str, None] = {}
    read = (reading.name for reading in readings(Claim(f"never/{i}"), plan.base))
    for variable in (variable for name in read for variable in behind(plan, name)):
        match variable.kind:
            case Kind.FACT | Kind.CHOICE | Kind.APPLICANT:
                names[name_of(variable)] = None
            case Kind.LIST:
                names[f"fact/{variable.name}"] = None
            case Kind.SLOT_FIELD | Kind.PROVIDED:
                slots[variable.owner or variable.name] = None
    return {"names": list(names), "slots": list(slots)}


class _Writer:
    """Conditions as nested lists, and the comparisons and statements about lists that they need, each once."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.relations: dict[str, Data] = {}
        self.atoms: dict[str, Data] = {}

    def need(self, sources: Iterable[Source]) -> None:
        """Tells the comparisons and statements among *sources*."""
        for source in sources:
            if isinstance(source, Between):
                self._relation(source)
            elif isinstance(source, Quantifier | Counting):
                self._atom(source)

    def expression(self, condition: Condition) -> list[Any]:
        """An author's condition: a word, then what belongs to it."""
        match condition:
            case Conjunction(parts):
                return ["and", *map(self.expression, parts)]
            case Disjunction(parts):
                return ["or", *map(self.expression, parts)]
            case Negation(part):
                return ["not", self.expression(part)]
            case Defined(name):
                return self.expression(self.version.definitions[name])
            case Always(value):
                return ["always", value]
            case Against(op, variable, constant):
                return ["is", name_of(variable), op, _value(raw(constant))]
            case Among(variable, constants, negated):
                return ["in", name_of(variable), [_value(raw(constant)) for constant in constants], negated]
            case IsNone(variable, negated):
                return ["none", name_of(variable), negated]
            case HasMember(variable, member):
                return ["is", member_of(variable, member), "==", True]
            case IsProvided(variable):
                return ["is", name_of(variable), "==", True]
            case Between(op):
                return ["related", self._relation(condition), op, relation_of(condition)[1]]
            case Quantifier() | Counting():
                return ["is", self._atom(condition), "==", True]
            case _:
                assert_never(condition)

    def _relation(self, node: Between) -> str:
        name, _ = relation_of(node)
        left, right = sorted((node.left, node.right), key=name_of)
        self.relations[name] = {
            "left": [name_of(left), _factor(left, node.decimals), _bounds(left)],
            "right": [name_of(right), _factor(right, node.decimals), _bounds(right)],
            "ordered": isinstance(left.type, Number | Date),
        }
        return name

    def _atom(self, node: Quantifier | Counting) -> str:
        name = atom_of(node)
        inner = None if node.inner is None else self.expression(node.inner)
        found: Data = {"list": node.list.name, "inner": inner}
        found |= {"kind": node.kind} if isinstance(node, Quantifier) else {"kind": "count", "op": node.op, "number": node.number}
        self.atoms[name] = found
        return name


def _bounds(variable: Variable) -> list[str] | None:
    """The least and the greatest that a number or day may be; None where there is no order, or it may be none."""
    stretches = () if variable.may_be_none else of_type(variable.type, nullable=False).stretches
    return [str(stretches[0][0]), str(stretches[-1][1])] if stretches else None


def _factor(variable: Variable, decimals: int) -> str:
    """What brings a scaled number to *decimals*."""
    return str(10 ** (decimals - variable.type.decimals)) if isinstance(variable.type, Number) else "1"
