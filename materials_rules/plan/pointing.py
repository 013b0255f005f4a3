"""Where in a file the word stands that a fault of the tables is about.

    Version, output, what the tables show  ->  Place of a part of a condition
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from materials_rules.condition.tree import Condition, Conjunction, Disjunction, parts
from materials_rules.ground.diagnostic import Place
from materials_rules.plan.claims import Output
from materials_rules.plan.evaluator import World, holds
from materials_rules.plan.formula import RuleBase, Said, involved, readings
from materials_rules.rules.version import Asked, Version


def place_of(version: Version, output: Output) -> Place:
    """Where what *output* judges was written: a material, a line, an element's first row; else the file."""
    sort, _, name = output.id.partition("/")
    if sort == "requirement":
        return version.asked[name].place
    if sort == "never":
        return version.never[int(name)][1]
    if output.id == "scope":
        return version.not_for[0][1]
    if sort == "consistency":
        return next(line.place for line in version.consistency if line.name == name)
    first = next(iter(version.elements.get(name, ())), None)
    return (None if first is None else version.place_of(first)) or Place(version.path)


def word_that_reads(version: Version, output: Output, names: Iterable[str], base: RuleBase) -> Place:
    """The first word of the conditions of *output* by which it reads one of *names*; what *output* judges, where none does."""
    wanted = set(names)
    for condition in _conditions(version, output):
        for part in parts(condition):
            if isinstance(part, Conjunction | Disjunction) or not wanted & set(_read_by(part, base)):
                continue
            inner = [below for below in parts(part) if below is not part]
            if any(wanted & set(_read_by(below, base)) for below in inner):
                continue  # a smaller part reads it
            return version.place_of(condition, part) or place_of(version, output)
    return place_of(version, output)


def part_that_ends(version: Version, asked: Asked, worlds: Sequence[World], base: RuleBase) -> Place:
    """The part of the conditions of *asked* that leaves none of *worlds* when it is added to those before it."""
    left = list(worlds)
    for condition in asked.due:
        for part in _flat(condition, Conjunction):
            left = [world for world in left if holds(Said(part), world, base)]
            if not left:
                return version.place_of(condition, part) or asked.place
    return asked.place


def part_that_covers(version: Version, asked: Asked, worlds: Sequence[World], base: RuleBase) -> Place:
    """The part of the last condition of *asked* with which every one of *worlds* is met."""
    left, condition = list(worlds), asked.due[-1]
    for part in _flat(condition, Disjunction):
        left = [world for world in left if not holds(Said(part), world, base)]
        if not left:
            return version.place_of(condition, part) or asked.place
    return version.place_of(condition) or asked.place


def _flat(condition: Condition, joined: type[Conjunction] | type[Disjunction]) -> Iterator[Condition]:
    """The parts that are all joined in one way."""
    if isinstance(condition, joined):
        for inner in condition.parts:
            yield from _flat(inner, joined)
    else:
        yield condition


def _read_by(part: Condition, base: RuleBase) -> Iterator[str]:
    for reading in readings(Said(part), base):
        yield reading.name
        yield from (variable.name for variable in involved(reading.source, base))


def _conditions(version: Version, output: Output) -> Iterator[Condition]:
    """The conditions that an output is made of, in the order of the file; of a material also those of its papers."""
    sort, _, name = output.id.partition("/")
    if sort == "requirement":
        asked = version.asked[name]
        yield from asked.due
        yield from (slot.when for slot in asked.slots if slot.when is not None)
        if asked.staged is not None:
            yield asked.staged
    elif output.id == "scope":
        yield from (condition for condition, _ in version.not_for)
    elif sort == "consistency":
        yield from (line.when for line in version.consistency if line.name == name and line.when is not None)
    else:
        yield from version.elements.get(name, ())
