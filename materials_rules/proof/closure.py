"""Told once: after any cure step nothing new is announced, and whoever does what the notice says ends with nothing left.

    Plan, Group  ->  Result, by looking at every packet of a small world and every step from each

行政许可法 art. 32(4). It knows nothing of what the loader refuses: what is refused there shows itself here as a packet. A step
changes what the notice leaves open, in any way that this small world has. That one step never adds holds for every packet,
so it holds for any number of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from operator import getitem
from typing import Final

from materials_rules.condition.tree import Kind, Variable
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.plan.compile import Plan
from materials_rules.plan.formula import name_of
from materials_rules.proof.axes import Axis, State
from materials_rules.proof.narrowed import Group, groups, neighbourhoods
from materials_rules.proof.result import Result
from materials_rules.proof.settling import unsettled
from materials_rules.proof.small_world import BOUND_OF_DETAIL, MOST_PACKETS, Chosen, World, small_world
from materials_rules.proof.told import Told, is_new, told
from materials_rules.verdict.entries import Entry

ROUNDS: Final = 12
"""So often whoever does what the notice says comes back at most."""

COMPLETED: Final = "completed/"

Mode = tuple[str, ...]

Kept = tuple[object, ...]
"""What of a packet a step leaves as it is."""

Said = tuple[frozenset[str], tuple[int, ...]]
"""What is announced of a packet, and the lines with which its answers are at odds."""


def closed(plan: Plan, most: int = MOST_PACKETS) -> Iterator[Result]:
    """One result for each group of requirements that have to do with one another."""
    for group in groups(plan):
        yield from _of_group(plan, group, most)


def _of_group(plan: Plan, group: Group, most: int) -> Iterator[Result]:
    worlds = small_world(plan, group, most)
    if worlds is not None:
        yield _result(worlds, BOUND_OF_DETAIL[worlds.detail])
        return
    parts = neighbourhoods(plan, group)
    for part in parts if len(group.requirements) > 1 else ():
        world = small_world(plan, part, most)
        yield Result("told_once", _about(part), 0, bounded="diagrams") if world is None else _result(world, "neighbours")
    if len(group.requirements) < 2:
        yield Result("told_once", _about(group), 0, bounded="diagrams")


def _about(group: Group) -> str:
    return "、".join((*group.requirements, *(f"consistency/{line}" for line in group.lines)))


def _result(world: World, bounded: str) -> Result:
    for chosen in itertools.product(*(range(len(axis.states)) for axis in world.axes)):
        if world.normal(chosen) != chosen:
            continue
        world.known[chosen] = told(world.situation(chosen))
    steps, fault = _grown(world)
    fault = fault or _unsettled(world)
    if fault is None:
        more, fault = _endless(world)
        steps += more
    about, examined = _about(world.group), len(world.known)
    if fault is None:
        return Result("told_once", about, examined, steps, bounded=bounded)
    code, args, packets = fault
    place = _place(world)
    shown = tuple(world.packet(one) for one in packets)
    return Result("told_once", about, examined, steps, Diagnostic(code, place, args), shown, bounded)


def _place(world: World) -> Place:
    first = next(iter(world.group.requirements), None)
    return Place(world.plan.version.path) if first is None else world.plan.version.asked[first].place


Fault = tuple[str, dict[str, str], tuple[Chosen, ...]]


def _grown(world: World) -> tuple[int, Fault | None]:
    """R-PROOF-NEW: a step after which something is announced that the notice before it did not announce.

    Packets are gathered by what a step may not change; so each is held against all that it can become without going there.
    """
    by_mode: dict[Mode, dict[Kept, dict[Said, list[Chosen]]]] = {}
    judged: dict[tuple[frozenset[str], frozenset[str]], str | None] = {}
    alike: dict[Said, Said] = {}
    told = ((chosen, (found.ids, found.examination.contradictions)) for chosen, found in world.known.items())
    said = [(chosen, alike.setdefault(one, one)) for chosen, one in told]
    steps, best = 0, None
    for chosen in _plainest_first(world):
        before = world.known[chosen]
        mode = tuple(_mode(axis, n, before) for axis, n in zip(world.axes, chosen, strict=True))
        if mode not in by_mode:
            by_mode[mode] = _gathered(said, _kept(world, mode))
        for (ids, contradictions), reached in by_mode[mode].get(_wanted(mode, chosen), {}).items():
            steps += len(reached)
            if not set(contradictions) <= set(before.examination.contradictions):
                continue  # answers that newly contradict one another: nobody could foresee them
            if (before.ids, ids) not in judged:
                new = sorted(id_ for id_ in ids if is_new(before.ids, id_, world.plan.version))
                judged[before.ids, ids] = new[0] if new else None
            id_ = judged[before.ids, ids]
            if id_ is not None and best is None:
                after = min(reached, key=lambda one: (sum(a != b for a, b in zip(one, chosen, strict=True)), one))
                best = ("R-PROOF-NEW", {"id": id_}, (chosen, after))
        if best is not None:
            break
    return steps, best


def _gathered(said: Iterable[tuple[Chosen, Said]], kept: Callable[[Chosen], Kept]) -> dict[Kept, dict[Said, list[Chosen]]]:
    found: dict[Kept, dict[Said, list[Chosen]]] = {}
    for chosen, what in said:
        found.setdefault(kept(chosen), {}).setdefault(what, []).append(chosen)
    return found


def _mode(axis: Axis, number: int, before: Told) -> str:
    """What a step may make of one thing.

    `fixed`, `any`, `another` (nothing is taken back), `recorded` (what was not read), `completed/N` (a list of which the state N
    says a part).
    """
    situation, state = before.examination.situation, axis.states[number]
    match axis.sort:
        case "fact" | "applicant":
            return "any" if state.label == "out" else "another" if axis.name in situation.opened.names else "fixed"
        case "list":
            told = "another" if f"fact/{axis.of}" in situation.opened.names else f"{COMPLETED}{number}"
            return "any" if state.label == "out" else told if told == "another" or axis.completed[number] else "fixed"
        case "slot":
            if any(slot == axis.of for slot, _ in situation.opened.slots):
                return "any" if state.label == "out" else "another"
            unread = state.label == "look" or (state.label == "form" and not state.fields and len(_forms(axis)) > 1)
            return "another" if state.label == "look" else "recorded" if unread else "fixed"
        case "letter":
            return "any" if any(entry.requirement == axis.of for entry in before.entries) and state.label == "out" else "fixed"
    return "fixed"


def _forms(axis: Axis) -> list[State]:
    return [state for state in axis.states if state.label == "form"]


def _kept(world: World, mode: Mode) -> Callable[[Chosen], Kept]:
    """What a step of a mode may not change of a packet."""
    axes = zip(mode, world.axes, strict=True)
    labels = [[_label(m, axis, n) for n in range(len(axis.states))] for m, axis in axes]
    return lambda chosen: tuple(map(getitem, labels, chosen))


def _wanted(mode: Mode, chosen: Chosen) -> Kept:
    wanted = {"any": 0, "another": "here", "recorded": "form"}
    return tuple("completed" if m.startswith(COMPLETED) else wanted.get(m, n) for m, n in zip(mode, chosen, strict=True))


def _label(mode: str, axis: Axis, number: int) -> object:
    state = axis.states[number]
    match mode:
        case "any":
            return 0
        case "another":
            return "out" if state.label == "out" else "here"
        case "recorded":
            return "form" if state.label == "form" else number
        case _ if mode.startswith(COMPLETED):
            before = int(mode.removeprefix(COMPLETED))
            return "completed" if number == before or number in axis.completed[before] else number
        case _:
            return number


def _plainest_first(world: World) -> list[Chosen]:
    """The packets, those first that say little."""
    return sorted(world.known, key=lambda one: (sum(number > 0 for number in one), one))


def _unsettled(world: World) -> Fault | None:
    """A notice that leaves something open which nobody could settle."""
    for chosen in _plainest_first(world):
        if not world.known[chosen].examination.contradictions:
            wrong = unsettled(world.plan, world.known[chosen])
            if wrong is not None:
                return *wrong, (chosen,)
    return None


def _endless(world: World) -> tuple[int, Fault | None]:
    """R-PROOF-END: a packet from which somebody who does what each notice says never comes to the end."""
    steps = 0
    ended: dict[Chosen, bool] = {}
    for chosen in _plainest_first(world):
        path: list[Chosen] = []
        current = chosen
        while current not in ended and current not in path and len(path) <= ROUNDS:
            path.append(current)
            if world.known[current].is_at_rest:
                ended[current] = True
                break
            following = _obeyed(world, current)
            if following is None:
                ended[current] = True  # more than this world can show
                break
            steps += 1
            current = following
        end = ended.get(current, False)
        if not end:
            left = world.known[current]
            id_ = left.entries[0].id if left.entries else left.examination.questions[0].ask.id
            return steps, ("R-PROOF-END", {"id": id_}, (chosen, current) if current != chosen else (chosen,))
        ended.update(dict.fromkeys(path, True))
    return steps, None


def _obeyed(world: World, chosen: Chosen) -> Chosen | None:
    """The packet of somebody who did what the notice says; None where this world has no such packet."""
    found = list(chosen)
    before = world.known[chosen]
    if before.examination.contradictions:
        return _reconciled(world, chosen)
    names = {axis.name: i for i, axis in enumerate(world.axes)}
    item = f"{world.plan.version.item}/"
    for asked in before.examination.questions:
        sort, _, rest = asked.ask.id.removeprefix(item).partition("/")
        name = rest.partition("[")[0]
        head = name.partition(".")[0]
        may_be = (f"{sort}/{name}", f"slot/{head}", f"list/{head}", f"applicant/{name.partition('.')[2]}")
        own = next((axis for axis in may_be if axis in names), None)
        if own is None:
            return None
        if fuller := _completed(world.axes[names[own]], found[names[own]]):
            found[names[own]] = min(fuller)
        else:
            _put_right(world, found, names[own])
    findings = [entry for entry in before.entries if not entry.is_conditional]
    for entry in findings or (() if before.examination.questions else before.entries):
        if not _met(world, found, names, entry):
            return None
    after = world.normal(tuple(found))
    if after == chosen:
        return chosen
    return _reconciled(world, after) if world.known[after].examination.contradictions else after


def _met(world: World, found: list[int], names: dict[str, int], entry: Entry) -> bool:
    """Does what one entry asks for; False where this world cannot show it."""
    version = world.plan.version
    if entry.line is not None:
        return _agreed(world, found, [names[name] for name in map(_axis_of, entry.line.same) if name in names], entry.id)
    if entry.kind == "missing_result":
        mine = [f"result/{entry.requirement}"]
    elif entry.sort == "requirement":
        code = entry.arms[0].material
        mine = [f"slot/{code if code in version.slots else version.asked[entry.requirement].slots[0].id}"]
    else:
        named = entry.id.partition("/fact/")[2].partition("[")[0]
        mine = [f"fact/{named}", f"list/{named}"]
    known = [name for name in mine if name in names]
    for name in known:
        _put_right(world, found, names[name])
    return bool(known)


def _axis_of(variable: Variable) -> str:
    """The axis on which one side of a line of consistency lies."""
    if variable.kind is Kind.SLOT_FIELD:
        return f"slot/{variable.owner}"
    return f"list/{variable.owner}" if variable.kind is Kind.MEMBER_FACT else name_of(variable)


def _agreed(world: World, found: list[int], mine: list[int], id_: str) -> bool:
    """Makes what a line compares say the same; False where it cannot in this world."""
    for states in itertools.product(*(range(len(world.axes[i].states)) for i in mine)):
        if any(world.axes[i].states[n].label not in ("form", "known") for i, n in zip(mine, states, strict=True)):
            continue
        other = list(found)
        for i, state in zip(mine, states, strict=True):
            other[i] = state
        if all(entry.id != id_ for entry in world.known[world.normal(tuple(other))].entries):
            found[:] = other
            return True
    return False


def _completed(axis: Axis, number: int) -> frozenset[int]:
    """The states in which more is answered of the members of a list; none of anything else."""
    return axis.completed[number] if axis.sort == "list" else frozenset()


def _put_right(world: World, found: list[int], number: int) -> None:
    """One thing in the first of the states in which nothing is amiss: in form with plain values, shown, answered."""
    states = world.axes[number].states
    good = [i for i, state in enumerate(states) if state.label in ("form", "known") and (state.fields or state.label == "known")]
    good += [i for i, state in enumerate(states) if state.label in ("form", "shown")]
    if states[found[number]].label in ("out", "defect", "look") or (good and found[number] != good[0]):
        found[number] = good[0] if good else found[number]


def _reconciled(world: World, chosen: Chosen) -> Chosen | None:
    """Other answers in place of those that contradict one another; None where this world has none that fit."""
    answers = [i for i, axis in enumerate(world.axes) if axis.sort in ("fact", "applicant", "list")]
    for states in itertools.product(*(range(len(world.axes[i].states)) for i in answers)):
        other = list(chosen)
        for i, state in zip(answers, states, strict=True):
            other[i] = state
        if any(world.axes[i].states[other[i]].label == "out" != world.axes[i].states[chosen[i]].label for i in answers):
            continue  # what was answered is answered otherwise, not taken back
        if not world.known[world.normal(tuple(other))].examination.contradictions:
            return world.normal(tuple(other))
    return None
