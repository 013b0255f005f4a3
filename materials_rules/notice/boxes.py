"""One row of boxes a question: what each of its answers makes due, where that question alone decides.

    the conditional entries  ->  Row

行政许可法 art. 32(4): what is told must be complete and fit together. If each entry brought boxes of its own, one question could
be ticked in several ways at once; so the entries that one question decides go together, and its boxes stand once.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from materials_rules.condition.tree import Kind, Variable
from materials_rules.notice.branches import MOST_SITUATIONS, World, value_in
from materials_rules.notice.model import Branch
from materials_rules.notice.saying import FACTS, REST, claim, each
from materials_rules.notice.situations import chosen
from materials_rules.plan.compile import Plan
from materials_rules.plan.domain import Domain, joined
from materials_rules.verdict.ask import asks
from materials_rules.verdict.entries import Entry
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.situation import EVERY

Due = frozenset[str]
"""The ids of the entries of a row that are due in a situation."""

_OWN: Final = (*FACTS, Kind.APPLICANT, Kind.SLOT_FIELD)
"""What can be answered by ticking: an answer, a particular of the applicant, what a paper bears."""


@dataclass(frozen=True)
class Row:
    """Conditional entries that go together. `question` is the id of the one that decides them, empty where several things do.

    Of the branches exactly one holds; none where no few words can say them.
    """

    question: str
    entries: tuple[Entry, ...]
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class _Decided:
    """An entry, the id of the one question that decides it, and the variables that stand for the question."""

    entry: Entry
    question: str
    names: frozenset[str]


def rows(examination: Examination, depending: Sequence[Entry]) -> tuple[Row, ...]:
    """The conditional entries in rows, in the order of the first of each."""
    found: list[list[_Decided]] = []
    for entry in depending:
        one = _decided(examination, entry)
        kin = [row for row in found if one.question and row[0].question == one.question and _overlap(row, one)]
        for row in kin[1:]:
            found.remove(row)
        if kin:
            kin[0] += [*itertools.chain(*kin[1:]), one]
        else:
            found.append([one])
    return tuple(_row(examination.situation.plan, group, depending) for group in found)


def _overlap(row: Sequence[_Decided], one: _Decided) -> bool:
    return any(not one.names.isdisjoint(other.names) for other in row)


def _decided(examination: Examination, entry: Entry) -> _Decided:
    situation = examination.situation
    depends = () if entry.standing is None else entry.standing.depends
    apart = _Decided(entry, "", frozenset())
    if len(depends) != 1:
        return apart
    output, answer = depends[0]
    variables = situation.plan.outputs[output].diagram.variables
    names = frozenset(variables[index] for index in answer.support)
    sources = [situation.plan.sources.get(name) for name in names]
    if not all(isinstance(source, Variable) and source.kind in _OWN for source in sources):
        return apart
    if any(name.startswith("member/") for name in names) and (entry.subject is None or entry.subject.endswith(f":{EVERY}")):
        return apart  # it is the list that is asked for
    found = {tuple(ask.id for ask in asks(situation, name, entry.subject)) for name in names}
    match found.pop():
        case (question,) if not found:
            return replace(apart, question=question, names=names)
    return apart


def _row(plan: Plan, group: Sequence[_Decided], order: Sequence[Entry]) -> Row:
    entries = tuple(sorted((one.entry for one in group), key=order.index))
    question = group[0].question
    if not question:
        return Row("", entries)
    names = sorted(frozenset().union(*(one.names for one in group)))
    domains = [_domain(plan, name, entries) for name in names]
    count = 1
    for domain in domains:
        count *= domain.size
    if count > MOST_SITUATIONS:
        return Row(question, entries)
    found: dict[Due, list[World]] = {}
    for world in itertools.product(*(range(domain.size) for domain in domains)):
        due = _due(plan, entries, dict(zip(names, zip(domains, world, strict=True), strict=True)))
        if due is not None:
            found.setdefault(due, []).append(world)
    worlds = dict(sorted(found.items(), key=lambda one: bool(one[0])))  # first where nothing is due
    said = _said(plan, names, domains, list(worlds.values()))
    if said is None:
        return Row(question, entries)
    inside = [tuple(entry.id for entry in entries if entry.id in due) for due in worlds]
    branches = [Branch(say, due) for say, due in zip(said, inside, strict=True)]
    if len(branches) > 2:
        branches.sort(key=lambda branch: branch.say == REST)  # after those that it is the rest of
    return Row(question, entries, tuple(branches))


def _domain(plan: Plan, name: str, entries: Sequence[Entry]) -> Domain:
    """The cells of a variable, cut wherever one of the entries tells two values apart."""
    return joined([domain for entry in entries for variable, domain in _cells_of(plan, entry) if variable == name])


def _cells_of(plan: Plan, entry: Entry) -> Iterator[tuple[str, Domain]]:
    assert entry.standing is not None
    judged = plan.outputs[entry.standing.depends[0][0]]
    yield from zip(judged.diagram.variables, judged.domains, strict=True)


def _due(plan: Plan, entries: Sequence[Entry], world: Mapping[str, tuple[Domain, int]]) -> Due | None:
    """Which entries are due where the variables lie in these cells; None where that cannot be."""
    due = set()
    for entry in entries:
        assert entry.standing is not None
        cells = {}
        for index, (name, domain) in enumerate(_cells_of(plan, entry)):
            if name in world:
                merged, cell = world[name]
                cells[index] = domain.index(merged.samples(cell)[0])
        value = value_in(entry.standing.depends[0][1], cells)
        if value is None:
            return None
        if value == "open":
            due.add(entry.id)
    return frozenset(due)


def _said(plan: Plan, names: Sequence[str], domains: Sequence[Domain], classes: Sequence[Sequence[World]]) -> list[str] | None:
    """Each class of situations in a few words; None where these do not do."""
    source = plan.sources[names[0]]
    assert isinstance(source, Variable)
    if "#" in names[0]:
        return chosen(classes, [domain.size for domain in domains], names, source, plan)
    cells = _whole(domains[0], [frozenset(world[0] for world in worlds) for worlds in classes])
    if source.kind in FACTS:
        return each(source, domains[0], cells, plan)
    return [claim(names[0], plan, domains[0], inside) for inside in cells]


def _whole(domain: Domain, classes: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """The classes with every cell in one of them: what cannot be goes with its neighbour below, so that stretches stay whole."""
    found = [set(inside) for inside in classes]
    last = next(place for place, inside in enumerate(found) if inside)
    for cell in range(domain.size):
        own = [place for place, inside in enumerate(found) if cell in inside]
        last = own[0] if own else last
        found[last].add(cell)
    return [frozenset(inside) for inside in found]
