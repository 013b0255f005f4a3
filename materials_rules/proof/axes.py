"""Small worlds: each thing that may be so or so, and the ways in which it may be.

    Plan, Group  ->  Axis, Axis, …;  a state of each  ->  packet

What no rule of the group tells apart has one state. Answers are left out, or one of each cell; papers are absent, defective,
still to be looked at, or in form with every value that is read from them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from materials_rules.condition.tree import Between, Counting, Date, Number, Quantifier, SomeOf, Text, Type
from materials_rules.plan.compile import Plan
from materials_rules.plan.counted import Statement
from materials_rules.plan.domain import Test, Value
from materials_rules.plan.formula import BY_AGENT, RECEIVED_ON, name_of
from materials_rules.plan.view import cuts, is_read, variables
from materials_rules.rules.version import SERIOUS_BAD_CREDIT, Asked, Slot, type_of
from materials_rules.witness import paper
from materials_rules.witness.declared import declared, first_day
from materials_rules.witness.invented import Limits, texts
from materials_rules.witness.members import members, tests_inside
from materials_rules.witness.packet import packet_of
from materials_rules.witness.region import Region, cut, exactly, of_cell
from materials_rules.witness.values import NOTHING, Scalar, plainest, usual
from materials_rules.witness.written import Data, paper_for, shown

LEFT_OUT: Final = None
MOST_STATES: Final = 48
"""Of one axis; with more, nothing is enumerated."""


@dataclass(frozen=True, slots=True)
class State:
    """One way in which a thing may be. `label`: `out` (unanswered, absent), `known`, `form`, `defect`, `look`, `shown`."""

    label: str
    value: Any = LEFT_OUT
    fields: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True)
class Axis:
    """One thing: `fact/area`, `applicant/name`, `list/cars`, `slot/lease`, `letter/report`, `result/deed`, or a day, an agent."""

    name: str
    states: tuple[State, ...]

    @cached_property
    def sort(self) -> str:
        """The first word of its name."""
        return self.name.partition("/")[0]

    @cached_property
    def of(self) -> str:
        """The rest of its name."""
        return self.name.partition("/")[2]


OUT: Final = State("out")


def axes(plan: Plan, names: Mapping[str, None], detail: int) -> tuple[Axis, ...] | None:
    """The axes of a plan whose rules read *names*; None where one has too many states.

    *detail*: 2 also knows papers that are still to be looked at or not read yet, 1 what papers and applicants bear none of,
    0 neither.
    """
    found: list[Axis] = []
    facts = dict.fromkeys(name.partition("#")[0] for name in names if name.startswith(("fact/", "applicant/")))
    lists = dict.fromkeys(name.partition("/")[2].partition(".")[0] for name in names if name.startswith(("member/", "list/")))
    lists.update(dict.fromkeys(asked.list for asked in plan.version.asked.values() if asked.list))
    for line in plan.version.consistency:
        facts.update(dict.fromkeys(n for n in map(name_of, line.same) if n.startswith(("fact/", "applicant/"))))
    if any(asked.requirement.commitment for asked in plan.version.asked.values()):
        facts[f"fact/{SERIOUS_BAD_CREDIT}"] = None
    if RECEIVED_ON in names:
        days = [shown(v, Date()) for v in _representatives(plan, RECEIVED_ON, False)]
        found.append(Axis(RECEIVED_ON, tuple(State("known", day) for day in days)))
    if BY_AGENT in names:
        found.append(Axis(BY_AGENT, (State("known", None), State("known", _agent(plan)))))
    found += [_answer(plan, name, detail) for name in facts]
    found += [_list(plan, listed, names) for listed in lists if listed]
    for asked in plan.version.asked.values():
        found += [_slot(plan, slot, detail) for slot in asked.slots]
        found += _instead(plan, asked)
    if any(len(axis.states) > MOST_STATES for axis in found):
        return None
    return tuple(axis for axis in found if axis.states)


def answers(plan: Plan, name: str) -> list[object]:
    """The answers to a question that any rule tells apart, as a packet writes them."""
    return [state.value for state in _answer(plan, name, 2).states if state.label != "out"]


def list_states(plan: Plan, listed: str, names: Mapping[str, None]) -> list[object]:
    """The ways in which a list may be answered that any rule tells apart, and one with a member more."""
    found = [state.value for state in _list(plan, listed, names).states if state.label != "out"]
    longest = max(found, key=len)
    key = plan.version.file.lists[listed].key
    more = {**(longest[0] if longest else {}), key: str(len(longest) + 1)}
    return [*found, [*longest, more]]


def count(found: Sequence[Axis]) -> int:
    """How many packets there are."""
    total = 1
    for axis in found:
        total *= len(axis.states)
    return total


Papers = dict[tuple[str, State, str, str | None], "paper.Line | None"]
"""Papers in form that were made before: of a slot, in a state, on a day, for somebody."""


def assembled(plan: Plan, base: Data, found: Sequence[Axis], chosen: Sequence[int], made: Papers) -> Data:
    """*base* with each axis in its chosen state; *made* keeps papers from packet to packet."""
    packet: Data = {key: value for key, value in base.items() if key not in ("materials", "agent")}
    packet["facts"], packet["choices"] = dict(base.get("facts", {})), dict(base.get("choices", {}))
    packet["materials"] = list(base.get("materials", ()))
    for axis, number in zip(found, chosen, strict=True):
        state = axis.states[number]
        match axis.sort:
            case "received_on":
                packet["received_on"] = state.value
            case "by_agent":
                packet["agent"] = state.value
            case "applicant" if state.label != "out":
                packet["applicant"] = {**packet.get("applicant", {}), axis.of: state.value}
            case "fact" if state.label != "out":
                about = plan.version.file.facts.get(axis.of)
                packet["choices" if about is not None and about.chosen_by else "facts"][axis.of] = state.value
            case "list" if state.label != "out":
                packet["lists"] = {**packet.get("lists", {}), axis.of: state.value}
            case "letter" if state.label != "out":
                packet["commitments"] = [*packet.get("commitments", ()), state.value]
            case "result" if state.label != "out":
                packet["obtained"] = [*packet.get("obtained", ()), state.value]
    for axis, number in zip(found, chosen, strict=True):
        if axis.sort == "slot" and axis.states[number].label != "out":
            packet["materials"] += papers_of(plan, packet, plan.version.slots[axis.of], axis.states[number], made)
    return {key: value for key, value in packet.items() if value or key not in ("facts", "choices", "materials")}


def papers_of(plan: Plan, packet: Data, slot: Slot, state: State, made: Papers) -> Iterator[paper.Line]:
    """A paper for *slot* in this state, one for each member of the list that it belongs to."""
    key = plan.version.file.lists[slot.list].key if slot.list else ""
    subjects = [f"{slot.list}:{line[key]}" for line in packet.get("lists", {}).get(slot.list, [])] if slot.list else [None]
    for subject in subjects:
        if state.label == "form":
            key_of_paper = (slot.id, state, packet["received_on"], subject)
            if key_of_paper not in made:
                made[key_of_paper] = paper_for(plan, packet, slot, subject, dict(state.fields), whole=False)
            line = made[key_of_paper]
            if line is not None:
                yield line
        else:
            yield {**state.value, **({"subject": subject} if subject else {})}


def _representatives(plan: Plan, name: str, twice: bool) -> list[Value]:
    """One value of each cell into which the outputs cut a variable; *twice*: two where there are two, so that they can differ."""
    about = declared(plan, name)
    pieces = [about.region]
    for domain in cuts(plan, name):
        cells = [of_cell(domain, cell) for cell in range(domain.size)]
        pieces = [piece & cell for piece in pieces for cell in cells if piece & cell]
    inside = [test for read, test in _tests_of_statements(plan) if read == name and "#" not in read]
    pieces = [part for piece in pieces for part in cut(piece, about.type, None in about.region, inside)]
    found: list[Value] = []
    for piece in pieces:
        value = plainest(usual(about, piece, first_day(plan)))
        if value != NOTHING:
            found += [value, *(_another(about.type, piece, value, about.limits) if twice else ())]
    return list(dict.fromkeys(found))


def _tests_of_statements(plan: Plan) -> list[tuple[str, Test]]:
    return [found for statement in _statements(plan) for found in tests_inside(plan, statement)]


def _another(type_: Type, piece: Region, value: Value, limits: Limits) -> Iterator[Value]:
    if isinstance(type_, Number | Date) and isinstance(value, int):
        yield from (near for near in (value - 1, value + 1) if near in piece)
    elif isinstance(type_, Text) and piece.but is not None:
        yield from (text for text in itertools.islice(texts(limits), 2) if text in piece and text != value)


def _is_compared(plan: Plan, name: str) -> bool:
    """Whether the values of a variable are held against those of another."""
    in_lines = any(name_of(variable) == name for line in plan.version.consistency for variable in line.same)
    return in_lines or any(
        name in (name_of(source.left), name_of(source.right))
        for other in variables(plan, plan.outputs)
        if isinstance(source := plan.sources.get(other), Between)
    )


def _answer(plan: Plan, name: str, detail: int) -> Axis:
    sort, _, key = name.partition("/")
    if key == SERIOUS_BAD_CREDIT and key not in plan.version.file.facts:
        return Axis(name, (OUT, State("known", False), State("known", True)))
    if sort == "fact" and plan.version.file.facts[key].some_of is not None:
        return Axis(name, (OUT, *_chosen(plan, name, key)))
    about = declared(plan, name)
    values = _worth_telling(plan, name, detail)
    return Axis(name, (OUT, *(State("known", shown(value, about.type)) for value in values)))


def _chosen(plan: Plan, name: str, key: str) -> Iterator[State]:
    """The members of a `some_of` that rules read, chosen together in every way; of the others one, where one must be chosen."""
    fact = plan.version.file.facts[key]
    type_ = type_of(fact)
    assert isinstance(type_, SomeOf)
    read = [m for m in type_.members if is_read(plan, f"{name}#{m}")]
    spare = [member for member in type_.members if member not in read]
    for truths in itertools.product((False, True), repeat=len(read)):
        some = [member for member, truth in zip(read, truths, strict=True) if truth]
        some += spare[: max(0, fact.at_least - len(some))]
        if len(some) >= fact.at_least:
            yield State("known", some)


def _list(plan: Plan, listed: str, names: Mapping[str, None]) -> Axis:
    """A list unanswered, empty, of one member in each of its ways, and as each statement about it wants it."""
    about = plan.version.file.lists[listed]
    read = [n for n in names if n.startswith(f"member/{listed}.") and ("#" in n or _has_cells(plan, n))]
    # what else is asked of a member may decide the scope, which is answered once and not varied
    others = [name for fact in about.each if (name := f"member/{listed}.{fact}") not in read and _has_cells(plan, name)]
    rest = {name: declared(plan, name) for name in others}
    plain: dict[str, Value] = {n: plainest(Scalar(one, one.region, 10**one.decimals)) for n, one in rest.items()}
    ways = [_representatives(plan, name, False) if "#" not in name else [False, True] for name in read]
    found: list[list[Data]] = [[]]
    for values in itertools.islice(itertools.product(*ways), MOST_STATES):
        found.append([_member(plan, listed, 1, {**plain, **dict(zip(read, values, strict=True))})])
    statements = [one for one in _statements(plan) if one.list.name == listed]
    for truths in itertools.product((False, True), repeat=min(len(statements), 3)):
        outside: dict[str, Value] = {}
        try:
            some = members(plan, listed, dict(zip(statements, truths, strict=False)), outside, None)
        except KeyError:
            some = None  # it reads what stands outside of the list
        if some is not None and statements:
            first = plain | {name: values[0] for name, values in zip(read, ways, strict=True)}
            found.append([_member(plan, listed, number, {**first, **one}) for number, one in enumerate(some, start=1)])
    kept = [lines for i, lines in enumerate(found) if len(lines) >= about.at_least and lines not in found[:i]]
    return Axis(f"list/{listed}", (OUT, *(State("known", lines) for lines in kept)))


def _member(plan: Plan, listed: str, number: int, one: Mapping[str, Value]) -> Data:
    about = plan.version.file.lists[listed]
    line: Data = {about.key: str(number)}
    for name, fact in about.each.items():
        value = one.get(f"member/{listed}.{name}")
        chosen = [m for m in fact.some_of or {} if one.get(f"member/{listed}.{name}#{m}")]
        if value is not None:
            line[name] = shown(value, type_of(fact))
        elif chosen:
            line[name] = chosen
    return line


def _statements(plan: Plan) -> list[Statement]:
    """The statements about lists that rules read."""
    read = map(plan.sources.get, variables(plan, plan.outputs))
    return [source for source in read if isinstance(source, Quantifier | Counting)]


def _has_cells(plan: Plan, name: str) -> bool:
    """Whether a fact of a member has values of its own; a `some_of` has them member by member."""
    return bool(declared(plan, name).region)


def _slot(plan: Plan, slot: Slot, detail: int) -> Axis:
    read = [field for field in slot.arm.reads if _is_read(plan, slot, field)]
    ways = [_worth_telling(plan, f"read/{slot.id}.{field}", detail) for field in read]
    states = [OUT]
    for values in itertools.islice(itertools.product(*ways), MOST_STATES + 1):
        states.append(State("form", fields=tuple(zip(read, values, strict=True))))
    states.append(State("defect", {"material": slot.id, "unreadable": True}))
    if detail > 1:
        unread = paper_for(plan, {"received_on": first_day(plan).isoformat()}, slot, None, {}, whole=False)
        if read and unread is not None and not set(unread.get("fields", {})) & set(read):
            states.append(State("form"))
        if paper.form_of(slot, {"material": slot.id}, first_day(plan)) is None:
            states.append(State("look", {"material": slot.id}))
    if slot.arm.proved_by and f"show/{slot.id}" in plan.base.claims:
        states.append(State("shown", paper.licence(slot.arm.proved_by[0], None)))
    return Axis(f"slot/{slot.id}", tuple(states))


def _worth_telling(plan: Plan, name: str, detail: int) -> list[Value]:
    """The values of a variable; "none" only in some detail where nothing but a line of consistency looks at it."""
    values = _representatives(plan, name, _is_compared(plan, name))
    return values if detail or is_read(plan, name) else [value for value in values if value is not None] or values


def _is_read(plan: Plan, slot: Slot, field: str) -> bool:
    name = f"read/{slot.id}.{field}"
    return _is_compared(plan, name) or is_read(plan, name)


def _instead(plan: Plan, asked: Asked) -> Iterator[Axis]:
    """A promise in place of the paper; the result of another item, which may never have been granted."""
    if asked.requirement.commitment is not None:
        yield Axis(f"letter/{asked.id}", (OUT, State("known", {"for": asked.id, "signed": True})))
    item = asked.requirement.result_of
    if item is None:
        return
    versions = plan.ruleset.items.get(item, ())
    by = [case.value for version in versions for case in version.file.elements.authority.cases]
    documents = [slot.arm.document for slot in asked.slots if slot.arm.document]
    results = (case.value.document for version in versions for case in version.file.elements.result.cases)
    documents += [document for document in results if document]
    if by and documents:
        denied = {"document": documents[0], "status": "not_found", "by": by[0]}
        yield Axis(f"result/{asked.id}", (OUT, State("known", {**denied, "status": "found"}), State("known", denied)))


def _agent(plan: Plan) -> Data:
    found = packet_of(plan, {BY_AGENT: exactly(True)})
    assert found is not None
    agent: Data = found["agent"]
    return agent

