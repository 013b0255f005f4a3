"""Whether comparisons between fields and answers can all be so at once: decided by z3, on the numbers and words behind them.

    Plan, Wanted  ->  whether such values exist;  Situation  ->  a packet that shows it, where there is one

A comparison is a variable of its own, so a diagram also holds combinations that no values satisfy (`a <= b`, `a > 90`,
`b < 80`). Nothing that rests on such a one is counted, and none is shown as an example.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from materials_rules.condition.tree import Between
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import WrongUsage
from materials_rules.plan.compile import Plan
from materials_rules.plan.domain import FAR, Value
from materials_rules.plan.formula import BOTH_NONE, name_of
from materials_rules.plan.region import Region, exactly
from materials_rules.plan.view import behind, plain
from materials_rules.witness.declared import Declared, declared
from materials_rules.witness.packet import packet_of
from materials_rules.witness.situations import Situation, Wanted, together
from materials_rules.witness.written import Data


def real(plan: Plan, outputs: Sequence[str], within: Wanted | None = None) -> Iterator[Situation]:
    """The situations of *outputs* that some packet has. Raises WrongUsage (X-NO-Z3) where z3 is needed and not there.

    A line that rules answers out by what it says of a whole list is no variable of an output that reads one member of it, and one
    that compares may leave no values where the diagram sees some; so such lines are looked at beside the outputs.
    """
    ruling_out = [*_of_the_same_lists(plan, outputs), *_comparing_the_same(plan, outputs)]
    for situation in together(plan, (*outputs, *ruling_out), within):
        if any(situation.claims[output] for output in ruling_out) or not is_possible(plan, situation.wanted):
            continue
        if not _has_statements(situation.wanted) or shown(plan, situation.wanted) is not None:
            yield situation


def _of_the_same_lists(plan: Plan, outputs: Sequence[str]) -> list[str]:
    """The lines of `never` that speak of a list of which these outputs speak."""
    mine = {listed for output in outputs for listed in _lists(plan, output)}
    never = (output for output in plan.outputs if output.startswith("never/") and output not in outputs)
    return [output for output in never if not mine.isdisjoint(_lists(plan, output))]


def _comparing_the_same(plan: Plan, outputs: Sequence[str]) -> list[str]:
    """The other lines of `never` that compare something which these outputs read."""
    mine = {name for output in outputs for name in plain(plan, plan.outputs[output].diagram.variables)}
    others = set(plan.outputs) - {*outputs, *_of_the_same_lists(plan, outputs)}
    never = [output for output in plan.outputs if output.startswith("never/") and output in others]
    asked = {output: plan.outputs[output].diagram.variables for output in never}
    comparing = [output for output in never if any(isinstance(plan.sources.get(name), Between) for name in asked[output])]
    return [output for output in comparing if not mine.isdisjoint(plain(plan, asked[output]))]


def _lists(plan: Plan, output: str) -> set[str]:
    names = [name for name in plan.outputs[output].diagram.variables for name in (name, *map(name_of, behind(plan, name)))]
    return {name.partition("/")[2].partition(".")[0] for name in names if name.startswith(("member/", "list/"))}


def shown(plan: Plan, wanted: Wanted, whole: bool = False) -> Data | None:
    """The packet of a situation."""
    return packet_of(plan, wanted, whole)


def _has_statements(wanted: Wanted) -> bool:
    return any(name.startswith("atom/") for name in wanted)


def is_possible(plan: Plan, wanted: Wanted) -> bool:
    """Whether values exist for all comparisons in *wanted*, within what is wanted of their sides."""
    absent = {name.removeprefix("provided/") for name, region in wanted.items() if region == exactly(False)}
    compared = [
        (source, region)
        for name, region in wanted.items()
        if isinstance(source := plan.sources.get(name), Between) and not {source.left.owner, source.right.owner} & absent
    ]
    return not compared or _satisfiable(plan, wanted, compared)


def _satisfiable(plan: Plan, wanted: Wanted, compared: Sequence[tuple[Between, Region]]) -> bool:
    try:
        import z3
    except ImportError as missing:
        raise WrongUsage([Diagnostic("X-NO-Z3", Place(""))]) from missing

    solver = z3.Solver()
    words = _Words()
    sides: dict[str, tuple[Any, Any]] = {}
    named = {name_of(variable) for source, _ in compared for variable in (source.left, source.right)}
    regions = {name: declared(plan, name).region & wanted.get(name, declared(plan, name).region) for name in sorted(named)}
    for region in regions.values():
        words.learn(region)
    for name, region in regions.items():
        sides[name] = z3.Int(name), z3.Bool(f"{name} bears none")
        solver.add(_within(z3, *sides[name], region, declared(plan, name), words))
    for source, region in compared:
        left, right = sorted((source.left, source.right), key=name_of)
        scale = [10 ** (source.decimals - declared(plan, name_of(side)).decimals) for side in (left, right)]
        solver.add(_stand(z3, sides[name_of(left)], sides[name_of(right)], scale, declared(plan, name_of(left)), region))
    return bool(solver.check() == z3.sat)


class _Words:
    """A number for each text that is mentioned anywhere; all other texts have numbers of their own above these."""

    def __init__(self) -> None:
        self.numbers: dict[Value, int] = {}

    def learn(self, region: Region) -> None:
        """Gives every word of *region* its number, before any variable is held against them."""
        for value in sorted((*region.values, *(region.but or ())), key=repr):
            self.number(value)

    def number(self, text: Value) -> int:
        return self.numbers.setdefault(text, len(self.numbers))


MANY: int = 10**6
"""Above every number of a text that is mentioned."""


def _within(z3: Any, number: Any, is_none: Any, region: Region, about: Declared, words: _Words) -> Any:
    """That a variable lies in *region*."""
    if about.is_ordered:
        held = [z3.And(*_bounds(number, stretch)) for stretch in region.stretches]
    else:
        held = [number == words.number(value) for value in region.values if value is not None]
        if region.but is not None:
            mentioned = [number != words.number(text) for text in region.but]
            others = [text for text in words.numbers if isinstance(text, str) and text not in region.but]
            named = [number == words.number(text) for text in others]
            held.append(z3.And(z3.Or(number >= MANY, *named), *mentioned))
    there = z3.And(z3.Not(is_none), z3.Or(*held))
    return z3.Or(there, is_none) if region.may_be_none else there


def _bounds(number: Any, stretch: tuple[int, int]) -> list[Any]:
    first, last = stretch
    return [*([number >= first] if first > -FAR else []), *([number <= last] if last < FAR else [])]


def _stand(z3: Any, one: tuple[Any, Any], other: tuple[Any, Any], scale: Sequence[int], about: Declared, region: Region) -> Any:
    """That two variables stand to one another in one of the ways of *region*."""
    (left, left_none), (right, right_none) = one, other
    left, right = left * scale[0], right * scale[1]
    both = z3.And(z3.Not(left_none), z3.Not(right_none))
    ways = []
    for way in region.values:
        if way is None:
            ways.append(z3.Xor(left_none, right_none))
        elif way == BOTH_NONE:
            ways.append(z3.And(left_none, right_none))
        elif way == 0:
            ways.append(z3.And(both, left == right))
        elif about.is_ordered:
            ways.append(z3.And(both, left < right if way == -1 else left > right))
        else:
            ways.append(z3.And(both, left != right))
    return z3.Or(*ways)
