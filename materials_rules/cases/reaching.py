"""Which branches a packet reaches, and which any packet can, with one that does.

    Plan, packet, branches  ->  those that it reaches;  Plan, Branch  ->  packet, or none
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, Final

from materials_rules.cases.branches import Branch
from materials_rules.cases.truth import Lookup, truth
from materials_rules.condition.tree import Boolean, IsProvided, Kind, Variable
from materials_rules.condition.written import Span
from materials_rules.packet.model import recorded
from materials_rules.plan.claims import BARRING, Output
from materials_rules.plan.classing import life
from materials_rules.plan.compile import Plan
from materials_rules.plan.cone import Cone, cone_of, guarded_name
from materials_rules.plan.domain import Value
from materials_rules.plan.formula import AllOf, AnyOf, Claim, Formula, Not, RuleBase, Said, involved, readings
from materials_rules.plan.region import of_cell
from materials_rules.verdict.consistency import Comparison
from materials_rules.verdict.contradiction import joint_lines, met_lines
from materials_rules.verdict.examine import examine, scope_left
from materials_rules.verdict.form import Criterion
from materials_rules.verdict.settled import OPEN, Open
from materials_rules.verdict.situation import Situation
from materials_rules.witness.declared import declared
from materials_rules.witness.packet import packet_of
from materials_rules.witness.reading import as_handed_in
from materials_rules.witness.situations import Wanted

_GOAL: Final = "branch/goal"
_MOST_PACKETS: Final = 12
"""Situations of one branch that are made packets before it counts as one that none reaches."""


def reaching(plan: Plan, criteria_of: Mapping[str, tuple[Criterion, ...]], branches: Sequence[Branch]) -> Reaching:
    """*plan* with what *branches* read: also what no rule reads, such as a definition that nobody uses."""
    sources = dict(plan.sources)
    for branch in branches:
        for reading in readings(branch.goal, plan.base):
            if reading.source is not None:
                sources.setdefault(reading.name, reading.source)
    return Reaching(replace(plan, sources=sources), criteria_of, tuple(branches))


@dataclass(frozen=True)
class Reaching:
    """The branches of one version."""

    plan: Plan
    criteria_of: Mapping[str, tuple[Criterion, ...]]
    branches: tuple[Branch, ...]

    def situation(self, packet: bytes) -> Situation:
        """A packet of this version as it was handed in, nothing opened. Raises NotAPacket."""
        return as_handed_in(self.plan, self.criteria_of, packet)

    def reached(self, situation: Situation, wanted: Sequence[Branch]) -> Iterator[Branch]:
        """Those of *wanted* that a packet reaches: papers count as they were handed in, answers as they were given."""
        seen = _Seen(situation)
        for branch in wanted:
            if self._is_judged(branch, seen) and self._is_reached(branch, seen):
                yield branch

    def _is_judged(self, branch: Branch, seen: _Seen) -> bool:
        """Whether the rules come as far as *branch*."""
        match branch.sort:
            case "never":
                return int(branch.id.removeprefix("never/")) in seen.met
            case "not_for":
                return not seen.contradictions and seen.out == int(branch.id.removeprefix("not_for/"))
        if branch.within == "scope":
            return seen.out == IN_SCOPE and not seen.contradictions
        return branch.within == "anywhere" or not seen.contradictions

    def _is_reached(self, branch: Branch, seen: _Seen) -> bool:
        situation = seen.situation
        if branch.sort in ("never", "not_for"):
            return True
        match branch.sees:
            case "same" | "differs":
                if not any(_compares(one, branch) for one in seen.comparisons):
                    return False
            case "commitments" | "deferrals":
                letters = recorded(getattr(situation.packet, branch.sees), ())
                if not any(letter.for_ == branch.of for letter in letters):
                    return False
        whose = situation.subjects(branch.list)
        return any(truth(branch.goal, partial(_of, situation, one), self.plan.base) is True for one in whose)

    def is_reachable(self, branch: Branch) -> bool:
        """Whether some packet reaches *branch*.

        Decided on the finite cells of what the branch reads: every situation is looked at until one serves.
        """
        return next(itertools.islice(self.packets(branch), 1), None) is not None

    def packets(self, branch: Branch) -> Iterator[tuple[Wanted, dict[str, Any]]]:
        """A packet for each situation of *branch* that has one, all else in order; where it is of a member, with one."""
        for wanted in itertools.islice(self.situations(branch), _MOST_PACKETS):
            with_member = wanted if branch.list is None else {**self._somebody(branch.list), **wanted}
            for one in (with_member, wanted) if with_member != wanted else (wanted,):
                found = packet_of(self.plan, one, whole=True, name=branch.id)
                if found is not None:
                    yield wanted, found

    def _somebody(self, listed: str) -> Wanted:
        """That a list has a member, whatever is said of him."""
        version = self.plan.version
        facts = [name for name, fact in version.file.lists[listed].each.items() if fact.some_of is None]
        names = [f"member/{listed}.{name}" for name in facts]
        names += [f"provided/{slot.id}" for slot in version.slots.values() if slot.list == listed]
        return {name: declared(self.plan, name).region for name in names[:1]}

    def situations(self, branch: Branch) -> Iterator[Wanted]:
        """The situations in which the goal of *branch* holds by what is asked and handed in there, and is judged."""
        base = self.plan.base
        barred = tuple(Claim(name) for name in base.claims if name.startswith(_BARS[branch.within]))
        free = Not(AnyOf(barred))
        with_goal = RuleBase({**base.claims, _GOAL: AllOf((branch.goal, free))}, base.definitions)
        cone = cone_of(Output(_GOAL, (_GOAL,)), with_goal, self.plan.version, *life(self.plan.ruleset, self.plan.version))
        search = _Search(cone, branch.goal, free, base, self._guards(cone, with_goal))
        for cells, world in search.found():
            named = zip(cone.domains.items(), cells, strict=True)
            yield {name: of_cell(domain, cell) for (name, domain), cell in named if search.is_asked(name, world)}

    def _guards(self, cone: Cone, base: RuleBase) -> dict[str, tuple[Formula, ...]]:
        """What must hold for each variable to have a value: its paper is handed in, its question is asked."""
        version = self.plan.version
        sources = {reading.name: reading.source for reading in readings(Claim(_GOAL), base)}
        found: dict[str, tuple[Formula, ...]] = {}
        for name in cone.domains:
            guards: list[Formula] = []
            for variable in involved(sources.get(name, self.plan.sources.get(name)), base):
                if variable.kind is Kind.SLOT_FIELD:
                    guards.append(Said(IsProvided(Variable(Kind.PROVIDED, variable.owner, Boolean()), at=Span(0, 0))))
                elif guarded_name(variable) in version.given:
                    guards.append(Said(version.given[guarded_name(variable)]))
            found[name] = tuple(dict.fromkeys(guards))
        return found


IN_SCOPE: Final = -1
"""What stands for the number of a scope line where none holds."""


@dataclass
class _Seen:
    """One packet, and what is found of it when it is first asked for."""

    situation: Situation

    @cached_property
    def met(self) -> frozenset[int]:
        """The `never:` lines that the answers meet."""
        return met_lines(self.situation)

    @cached_property
    def contradictions(self) -> frozenset[int]:
        """Those, and the lines that only together leave no situation to judge."""
        return self.met | (joint_lines(self.situation) or frozenset())

    @cached_property
    def out(self) -> int | None:
        """The first scope line that holds, IN_SCOPE where none does, None where that is open."""
        answer = scope_left(self.situation)
        values = frozenset() if answer is None else answer.values
        return next(iter(values)) if len(values) == 1 else None

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """What the lines of consistency compare; dear, for it takes a whole examination."""
        situation = self.situation
        return examine(situation.plan, situation.packet, "", situation.criteria).comparisons


_BARS: Final = {"scope": BARRING, "order": ("never/",), "anywhere": ("never/never",)}
"""The claims that keep a branch from being judged, by where it is."""


def _of(situation: Situation, subject: str | None, name: str) -> Value | Open:
    return situation.value(name, subject)


def _compares(comparison: Comparison, branch: Branch) -> bool:
    if comparison.line.name != branch.of or sum(part.is_certain for part in comparison.known) < 2:
        return False
    return (comparison.verdict == "finding") == (branch.sees == "differs")


@dataclass(frozen=True)
class _Search:
    """The situations of a cone in which a goal holds; a part in which it cannot is left at once.

    A variable has a value only where its `guards` hold, so a goal never rests on what nobody is asked. That nothing bars the
    situation (`free`) may rest on it: some value will do.
    """

    cone: Cone
    goal: Formula
    free: Formula
    base: RuleBase
    guards: Mapping[str, tuple[Formula, ...]]

    def found(self) -> Iterator[tuple[tuple[int, ...], Mapping[str, Value]]]:
        """Every such situation, by its cells, with a value of each."""
        yield from self._from((), {})

    @cached_property
    def _allows(self) -> Callable[[tuple[int, ...]], bool]:
        return self.cone.allowing()

    def _from(self, cells: tuple[int, ...], world: dict[str, Value]) -> Iterator[tuple[tuple[int, ...], Mapping[str, Value]]]:
        is_whole = len(cells) == len(self.cone.domains)
        if truth(self.free, lambda name: world.get(name, OPEN), self.base) is False:
            return
        holds = truth(self.goal, self._lookup(world, is_whole), self.base)
        if holds is False or (is_whole and (holds is None or not self._allows(cells))):
            return
        if is_whole:
            yield cells, world
            return
        name, domain = list(self.cone.domains.items())[len(cells)]
        for cell in range(domain.size):
            yield from self._from((*cells, cell), {**world, name: domain.example(cell)})

    def is_asked(self, name: str, world: Mapping[str, Value]) -> bool:
        """Whether a variable has a value at all in a whole situation."""
        return not isinstance(self._lookup(world, True)(name), Open)

    def _lookup(self, world: Mapping[str, Value], is_whole: bool) -> Lookup:
        """Values by name. Before all is settled a guard that may still hold counts as one that does, which only keeps more."""

        def value(name: str) -> Value | Open:
            if name not in world:
                return OPEN
            truths = [truth(guard, value, self.base) for guard in self.guards.get(name, ())]
            return OPEN if False in truths or (is_whole and None in truths) else world[name]

        return value
