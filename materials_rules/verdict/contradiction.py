"""Answers that cannot all be true: a `never:` line that they meet, or several that leave no situation together.

    Situation, what was judged  ->  the numbers of the lines;  line  ->  what it lets the applicant correct
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from materials_rules.condition.tree import Between, Counting, Kind, Quantifier, Variable
from materials_rules.plan.formula import Claim, Reading, Said, name_of, readings
from materials_rules.verdict.form import Key
from materials_rules.verdict.situation import Opened, Situation


def met_lines(situation: Situation) -> frozenset[int]:
    """The lines that hold in every situation that agrees with the packet."""
    found = set()
    for i in range(len(situation.plan.version.never)):
        reachable = _reachable(situation, i)
        if reachable and all(reachable):
            found.add(i)
    return frozenset(found)


def joint_lines(situation: Situation, impossible: Iterable[str]) -> frozenset[int]:
    """The lines that only together rule out every situation of the *impossible* outputs; none where one line is met alone."""
    alone = met_lines(situation)
    found: set[int] = set()
    for output in impossible:
        variables = set(situation.plan.outputs[output].diagram.variables)
        lines = [i for i in range(len(situation.plan.version.never)) if _names(situation, i) <= variables]
        if not alone.intersection(lines):
            found.update(i for i in lines if any(_reachable(situation, i)))
    return frozenset(found)


def _reachable(situation: Situation, i: int) -> frozenset[frozenset[str]]:
    judged = situation.plan.outputs[f"never/{i}"]
    return judged.diagram.reachable(situation.cells(judged, None))


def _names(situation: Situation, i: int) -> set[str]:
    return {reading.name for reading in readings(Claim(f"never/{i}"), situation.plan.base)}


def named_in(situation: Situation, i: int) -> Opened:
    """The answers and slots that line *i* names: any of them may be the one to correct."""
    names: set[str] = set()
    slots: set[Key] = set()
    for reading in readings(Claim(f"never/{i}"), situation.plan.base):
        for variable in _read(situation, reading):
            match variable.kind:
                case Kind.FACT | Kind.CHOICE | Kind.APPLICANT:
                    names.add(name_of(variable))
                case Kind.LIST:
                    names.add(f"fact/{variable.name}")
                case Kind.SLOT_FIELD | Kind.PROVIDED:
                    slots.add((variable.owner or variable.name, None))  # no line may read a paper of one member
                case _:
                    pass
    return Opened(frozenset(names), frozenset(slots))


def _read(situation: Situation, reading: Reading) -> Iterator[Variable]:
    """The variables behind a reading; a statement about a list reads the list, and what it says of each member."""
    match reading.source:
        case Between(_, left, right):
            yield from (left, right)
        case Quantifier() | Counting() as statement:
            yield statement.list
            if statement.inner is not None:
                for inner in readings(Said(statement.inner), situation.plan.base):
                    yield from _read(situation, inner)
        case variable:
            assert isinstance(variable, Variable)
            yield variable
