"""Small worlds: each thing that may be so or so, and the ways in which it may be.

    Plan, Group  ->  Axis, Axis, …;  a state of each  ->  packet

What no rule of the group tells apart has one state. Answers are left out, or one of each cell; papers are absent, defective,
still to be looked at, or in form with every value that is read from them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from materials_rules.condition.tree import Date, SomeOf
from materials_rules.plan.compile import Plan
from materials_rules.plan.domain import Value
from materials_rules.plan.formula import BY_AGENT, RECEIVED_ON, name_of
from materials_rules.plan.region import exactly
from materials_rules.plan.view import is_read
from materials_rules.proof.against import compared_with, representatives, statements
from materials_rules.rules.version import SERIOUS_BAD_CREDIT, Asked, Slot, type_of
from materials_rules.witness import paper
from materials_rules.witness.declared import declared, first_day
from materials_rules.witness.members import members, read_inside
from materials_rules.witness.packet import packet_of
from materials_rules.witness.values import plainest, usual
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


    @cached_property
    def completed(self) -> tuple[frozenset[int], ...]:
        """For each state of a list the states that say of each member the same and more."""
        numbers = [i for i, state in enumerate(self.states) if state.label != "out"]
        return tuple(
            frozenset(other for other in numbers if one in numbers and one != other and self._says_more(other, one))
            for one in range(len(self.states))
        )

    def _says_more(self, number: int, than: int) -> bool:
        members, before = self.states[number].value, self.states[than].value
        return len(members) == len(before) and all(old.items() <= new.items() for old, new in zip(before, members, strict=True))


OUT: Final = State("out")
WHOLE: Final = 3
"""The detail in which nothing is left out that a packet may be."""


def axes(plan: Plan, names: Mapping[str, None], detail: int) -> tuple[Axis, ...] | None:
    """The axes of a plan whose rules read *names*; None where one has too many states.

    *detail*: 3 also knows members of lists of whom something is not answered, 2 papers that are still to be looked at or not read
    yet, 1 what papers and applicants bear none of, 0 none of these.
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
        days = [shown(v, Date()) for v in representatives(plan, RECEIVED_ON)]
        found.append(Axis(RECEIVED_ON, tuple(State("known", day) for day in days)))
    if BY_AGENT in names:
        found.append(Axis(BY_AGENT, (State("known", None), State("known", _agent(plan)))))
    found += [_answer(plan, name, detail) for name in facts]
    found += [_list(plan, listed, names, detail) for listed in lists if listed]
    for asked in plan.version.asked.values():
        found += [_slot(plan, slot, detail) for slot in asked.slots]
        found += _instead(plan, asked)
    if any(len(axis.states) > MOST_STATES for axis in found):
        return None
    return tuple(axis for axis in found if axis.states)


def answers(plan: Plan, name: str) -> list[object]:
    """The answers to a question that any rule tells apart, as a packet writes them."""
    return [state.value for state in _answer(plan, name, WHOLE).states if state.label != "out"]


def list_states(plan: Plan, listed: str, names: Mapping[str, None]) -> list[object]:
    """The ways in which a list may be answered that any rule tells apart, and one with a member more."""
    found = [state.value for state in _list(plan, listed, names, 0).states if state.label != "out"]
    key, least = plan.version.file.lists[listed].key, plan.version.file.lists[listed].at_least
    longest = max(found, key=len, default=[{key: str(number)} for number in range(1, least + 1)])
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


def _list(plan: Plan, listed: str, names: Mapping[str, None], detail: int) -> Axis:
    """A list unanswered, empty, of one member in each of its ways or as many as it must have, and as each statement wants it."""
    about = plan.version.file.lists[listed]
    read = [n for n in names if n.startswith(f"member/{listed}.") and ("#" in n or _has_cells(plan, n))]
    # what else is asked of a member may decide the scope, which is answered once and not varied
    others = [name for fact in about.each if (name := f"member/{listed}.{fact}") not in read and _has_cells(plan, name)]
    rest = {name: declared(plan, name) for name in others}
    plain: dict[str, Value] = {n: plainest(usual(one, one.region, first_day(plan))) for n, one in rest.items()}
    ways = [representatives(plan, name) if "#" not in name else [False, True] for name in read]
    first = plain | {name: values[0] for name, values in zip(read, ways, strict=True)}
    found: list[list[Data]] = [[]]
    for values in itertools.islice(itertools.product(*ways), MOST_STATES):
        found.append(_lines(plan, listed, [{**plain, **dict(zip(read, values, strict=True))}], first))
    about_it = [one for one in statements(plan) if one.list.name == listed]
    beside = dict.fromkeys(name for one in about_it for name in read_inside(plan, one))
    outside = itertools.islice(itertools.product(*(representatives(plan, name) for name in beside)), MOST_STATES)
    told_apart = itertools.product((False, True), repeat=min(len(about_it), 3))
    for truths, values in itertools.product(told_apart, outside):
        said = dict(zip(about_it, truths, strict=False))
        some = members(plan, listed, said, dict(zip(beside, values, strict=True)), None)
        if some is not None and about_it:
            found.append(_lines(plan, listed, [first | one for one in some], first))
    if detail == WHOLE:
        found += _in_part(found, dict.fromkeys(name.partition(".")[2].partition("#")[0] for name in read))
    kept = [lines for i, lines in enumerate(found) if len(lines) >= about.at_least and lines not in found[:i]]
    return Axis(f"list/{listed}", (OUT, *(State("known", lines) for lines in kept)))


def _lines(plan: Plan, listed: str, some: Sequence[Mapping[str, Value]], first: Mapping[str, Value]) -> list[Data]:
    """*some* members as a packet writes them, and as many like the *first* as the list lacks."""
    lacking = plan.version.file.lists[listed].at_least - len(some)
    return [_member(plan, listed, number, one) for number, one in enumerate((*some, *[first] * lacking), start=1)]


def _in_part(lists: Sequence[Sequence[Data]], facts: Iterable[str]) -> Iterator[list[Data]]:
    """The lists with one thing not answered: of the first member, who can be anybody."""
    for lines in filter(None, lists):
        for fact in facts:
            if fact in lines[0]:
                yield [{key: value for key, value in lines[0].items() if key != fact}, *lines[1:]]


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
    values = representatives(plan, name)
    return values if detail or is_read(plan, name) else [value for value in values if value is not None] or values


def _is_read(plan: Plan, slot: Slot, field: str) -> bool:
    name = f"read/{slot.id}.{field}"
    return len(compared_with(plan, name)) > 1 or is_read(plan, name)


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

