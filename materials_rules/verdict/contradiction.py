"""Answers that cannot all be true: a `never:` line that they meet, or several that leave no situation together.

    Situation, what was judged  ->  the numbers of the lines;  line  ->  what it lets the applicant correct
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from materials_rules.condition.tree import Kind, Variable
from materials_rules.plan.claims import Output
from materials_rules.plan.classing import life
from materials_rules.plan.compile import Judged
from materials_rules.plan.cone import cone_of
from materials_rules.plan.domain import Domain, Value
from materials_rules.plan.formula import Claim, involved, name_of, readings
from materials_rules.plan.region import of_cell
from materials_rules.verdict.form import Key
from materials_rules.verdict.limits import answers
from materials_rules.verdict.settled import OPEN, Open
from materials_rules.verdict.situation import Cells, Opened, Situation, cells_of

MOST_WALKS: Final = 20_000
"""So many times a search walks through a line before it is given up: a second or two; one walk a line nearly always does."""


def met_lines(situation: Situation) -> frozenset[int]:
    """The lines that hold in every situation that agrees with the packet."""
    found = set()
    for i in range(len(situation.plan.version.never)):
        reachable = _reachable(situation, i)
        if reachable and all(reachable):
            found.add(i)
    return frozenset(found)


def joint_lines(situation: Situation) -> frozenset[int] | None:
    """The lines that only together rule out every situation, whatever else reads their variables; none beside one met alone.

    Lines that share a variable, directly or through others, are judged together; a line that something of its own can keep
    from holding takes no part. None where that takes more than MOST_WALKS, as where each of many must be another than all
    the rest: nobody is told that his answers contradict one another because nothing else was found.
    """
    every = range(len(situation.plan.version.never))
    may_hold = {i for i in every if any(_reachable(situation, i))}
    if len(may_hold) < 2:
        return frozenset()
    alone = met_lines(situation)
    found: set[int] = set()
    for group in _groups(situation):
        if alone & group:
            continue
        held = _entangled(situation, sorted(may_hold & group))
        try:
            if len(held) > 1 and not _Search(situation, held).leaves_a_situation():
                found |= set(held)
        except _TooManyWalks:
            return None
    return frozenset(found)


def _reachable(situation: Situation, i: int) -> frozenset[frozenset[str]]:
    return situation.reachable(f"never/{i}", None)


def _groups(situation: Situation) -> list[frozenset[int]]:
    """The lines by the variables that they share."""
    groups: list[tuple[frozenset[int], frozenset[str]]] = []
    for i in range(len(situation.plan.version.never)):
        lines, names = frozenset({i}), frozenset(name_of(variable) for variable in _variables(situation, i))
        for group in [group for group in groups if group[1] & names]:
            groups.remove(group)
            lines, names = lines | group[0], names | group[1]
        groups.append((lines, names))
    return [lines for lines, _ in groups]


def _entangled(situation: Situation, lines: Sequence[int]) -> tuple[int, ...]:
    """*lines* without those that an open variable of their own, whatever the others need, can keep from holding."""
    search = _Search(situation, lines)
    left = dict(zip(lines, search.judged, strict=True))
    while free := [i for i in left if search.is_free(left[i], [left[j] for j in left if j != i])]:
        del left[free[0]]
    return tuple(left)


class _TooManyWalks(Exception):
    """A search was given up."""


class _Search:
    """Whether what the packet leaves open can be so that none of some lines holds.

    A line that may still hold with the fewest open variables is taken first, so that a try ends as soon as one cannot be
    avoided; what no such line reads is not tried at all. Nearly always the first try succeeds.
    """

    def __init__(self, situation: Situation, lines: Sequence[int]) -> None:
        plan = situation.plan
        output = Output("never", tuple(f"never/{i}" for i in lines))
        self.cone = cone_of(output, plan.base, plan.version, *life(plan.ruleset, plan.version))
        self.judged = [plan.outputs[claim] for claim in output.claims]
        self.values = {name: situation.value(name) for name in self.cone.variables}
        self.answers = [answers(check, None, situation.exact, situation.members) for check in self.cone.checks]
        names = self.cone.variables
        held = zip(self.cone.checks, self.answers, strict=True)
        together = {name for check, known in held if len(check.names) > 1 or any(known) for name in check.names}
        self.bound = together | {names[index] for members, _ in self.cone.members for index in members}
        self.walks = 0

    def is_free(self, line: Judged, others: Sequence[Judged]) -> bool:
        """Whether an open variable that nothing else reads can be so that *line* cannot hold."""
        elsewhere = self.bound.union(*(other.diagram.variables for other in others))
        return any(
            self._spares(line, name, domain)
            for name, domain in zip(line.diagram.variables, line.domains, strict=True)
            if name not in elsewhere and isinstance(self.values[name], Open)
        )

    def _spares(self, line: Judged, name: str, domain: Domain) -> bool:
        return any(
            (told := line.diagram.reachable(self._cells(line, **{name: domain.samples(cell)[0]}))) and not any(told)
            for cell in range(domain.size)
        )

    def _cells(self, line: Judged, **tried: Value) -> Cells:
        return cells_of(line, [tried.get(name, self.values[name]) for name in line.diagram.variables])

    def leaves_a_situation(self) -> bool:
        """Whether a situation is left. Raises _TooManyWalks."""
        self.walks += len(self.judged)
        if self.walks > MOST_WALKS:
            raise _TooManyWalks
        name = ""
        fewest = len(self.values) + 1
        for line in self.judged:
            told = line.diagram.reachable(self._cells(line))
            if all(told):
                return False
            open_ = [name for name in line.diagram.variables if isinstance(self.values[name], Open)] if any(told) else []
            if open_ and len(open_) < fewest:
                name, fewest = open_[0], len(open_)
        if not name:
            name = next((name for name in self.cone.variables if name in self.bound and isinstance(self.values[name], Open)), "")
        return self._can_be(name) if name else self._is_possible()

    def _is_possible(self) -> bool:
        """Whether numbers, words and lists exist with the values tried and answered; what is open here is bound to nothing."""
        cone, values = self.cone, list(self.values.values())
        settled = {name: value for name, value in self.values.items() if not isinstance(value, Open)}
        regions = {name: of_cell(cone.domains[name], cone.domains[name].index(value)) for name, value in settled.items()}
        for check, (known, lists) in zip(cone.checks, self.answers, strict=True):
            if settled.keys() >= set(check.names) and not check.deciding()({**regions, **known}, lists):
                return False
        return all(sum(values[i] is True for i in booleans) >= least for booleans, least in cone.members)

    def _can_be(self, name: str) -> bool:
        domain = self.cone.domains[name]
        try:
            for cell in range(domain.size):
                self.values[name] = domain.samples(cell)[0]
                if self.leaves_a_situation():
                    return True
        finally:
            self.values[name] = OPEN
        return False


def named_in(situation: Situation, i: int) -> Opened:
    """The answers and slots that line *i* names: any of them may be the one to correct."""
    names: set[str] = set()
    slots: set[Key] = set()
    for variable in _variables(situation, i):
        match variable.kind:
            case Kind.FACT | Kind.CHOICE | Kind.APPLICANT:
                names.add(name_of(variable))
            case Kind.LIST:
                names.add(f"fact/{variable.name}")
            case Kind.MEMBER_FACT | Kind.BY_AGENT:
                names.add(name_of(variable))
            case Kind.SLOT_FIELD | Kind.PROVIDED:
                slots.add((variable.owner or variable.name, None))  # no line may read a paper of one member
            case _:
                pass
    return Opened(frozenset(names), frozenset(slots))


def _variables(situation: Situation, i: int) -> Iterator[Variable]:
    """Everything that line *i* reads; a statement about a list reads the list, and what it says of each member."""
    base = situation.plan.base
    for reading in readings(Claim(f"never/{i}"), base):
        yield from involved(reading.source, base)
