"""Answers that cannot all be true: a `never:` line that they meet, or several that leave no situation together.

    Situation, what was judged  ->  the numbers of the lines;  line  ->  what it lets the applicant correct
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from materials_rules.condition.tree import Between, Counting, Kind, Quantifier, Variable
from materials_rules.plan.claims import Output
from materials_rules.plan.classing import life
from materials_rules.plan.compile import Judged
from materials_rules.plan.cone import Cone, cone_of
from materials_rules.plan.domain import Value
from materials_rules.plan.formula import Claim, Reading, Said, name_of, readings
from materials_rules.verdict.form import Key
from materials_rules.verdict.situation import OPEN, Open, Opened, Situation


def met_lines(situation: Situation) -> frozenset[int]:
    """The lines that hold in every situation that agrees with the packet."""
    found = set()
    for i in range(len(situation.plan.version.never)):
        reachable = _reachable(situation, i)
        if reachable and all(reachable):
            found.add(i)
    return frozenset(found)


def joint_lines(situation: Situation) -> frozenset[int]:
    """The lines that only together rule out every situation, whatever else reads their variables; none beside one met alone.

    Lines that share a variable, directly or through others, are judged together.
    """
    every = range(len(situation.plan.version.never))
    may_hold = {i for i in every if any(_reachable(situation, i))}
    if len(may_hold) < 2:
        return frozenset()
    alone = met_lines(situation)
    found: set[int] = set()
    for group in _groups(situation):
        held = may_hold & group
        if len(held) > 1 and not alone & group and not _leave_a_situation(situation, sorted(held)):
            found |= held
    return frozenset(found)


def _reachable(situation: Situation, i: int) -> frozenset[frozenset[str]]:
    judged = situation.plan.outputs[f"never/{i}"]
    return judged.diagram.reachable(situation.cells(judged, None))


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


def _leave_a_situation(situation: Situation, lines: Sequence[int]) -> bool:
    """Whether what the packet leaves open can be so that none of *lines* holds.

    Cells are cut where any of the lines cuts, one open variable is tried after the other, and a line that holds already
    ends a try. Nearly always the first try succeeds.
    """
    plan = situation.plan
    output = Output("never", tuple(f"never/{i}" for i in lines))
    cone = cone_of(output, plan.base, plan.version, *life(plan.ruleset, plan.version))
    values = {name: situation.value(name) for name in cone.variables}
    open_ = [name for name, value in values.items() if isinstance(value, Open)]

    def can_go_on(place: int) -> bool:
        if any(all(judged.diagram.reachable(_cells(judged, values))) for judged in map(plan.outputs.__getitem__, cone.claims)):
            return False
        if place == len(open_):
            return _can_be(cone, [value for value in values.values() if not isinstance(value, Open)])
        name, domain = open_[place], cone.domains[open_[place]]
        for cell in range(domain.size):
            values[name] = domain.samples(cell)[0]
            if can_go_on(place + 1):
                return True
        values[name] = OPEN
        return False

    return can_go_on(0)


def _cells(judged: Judged, values: Mapping[str, Value | Open]) -> list[int | None]:
    """The cell of each variable of an output, None where it is open."""
    named = ((values[name], domain) for name, domain in zip(judged.diagram.variables, judged.domains, strict=True))
    return [None if isinstance(value, Open) else domain.index(value) for value, domain in named]


def _can_be(cone: Cone, values: Sequence[Value]) -> bool:
    """Whether comparisons allow the *values* of all variables of *cone*, and enough members of each choice are taken."""
    in_order = all(ring.fits([values[index] for index, _, _ in ring.relations]) for ring in cone.rings)
    return in_order and all(sum(values[i] is True for i in booleans) >= least for booleans, least in cone.members)


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
            case Kind.SLOT_FIELD | Kind.PROVIDED:
                slots.add((variable.owner or variable.name, None))  # no line may read a paper of one member
            case _:
                pass
    return Opened(frozenset(names), frozenset(slots))


def _variables(situation: Situation, i: int) -> Iterator[Variable]:
    """Everything that line *i* reads."""
    for reading in readings(Claim(f"never/{i}"), situation.plan.base):
        yield from _read(situation, reading)


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
