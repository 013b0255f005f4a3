"""The cone of an output: the variables that can influence it, and the cells into which its rules cut them.

    Output, RuleBase  ->  Cone

An output depends on what its claims read, and on every `never:` or scope line that shares a variable with that, directly
or through other such lines: an answer to one question may rule out an answer to another.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from materials_rules.condition.tree import (
    Between,
    Date,
    Number,
    OneOf,
    SomeOf,
    Text,
    Type,
    Variable,
)
from materials_rules.plan.claims import Output
from materials_rules.plan.domain import BOOLEAN, Domain, Test, Value, choices, days, texts, whole
from materials_rules.plan.formula import BOTH_NONE, RECEIVED_ON, Claim, Reading, RuleBase, Said, name_of, readings
from materials_rules.rules.version import Version


@dataclass(frozen=True)
class Cone:
    """The claims that are judged together, the variables in order, and their cells."""

    claims: tuple[str, ...]
    constraints: tuple[str, ...]
    domains: Mapping[str, Domain]
    triangles: tuple[tuple[int, int, int], ...]
    members: tuple[tuple[tuple[int, ...], int], ...]

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the variables in order."""
        return tuple(self.domains)

    @property
    def count(self) -> int:
        """How many situations the cone has, impossible ones among them."""
        total = 1
        for domain in self.domains.values():
            total *= domain.size
        return total

    def situations(self) -> Iterator[tuple[int, ...]]:
        """Every situation that order, equality and the least number of members of a `some_of` allow."""
        domains = list(self.domains.values())
        for cells in itertools.product(*(range(domain.size) for domain in domains)):
            if self.triangles and not all(_fits(cells, domains, triangle) for triangle in self.triangles):
                continue
            if any(sum(cells[i] for i in booleans) < least for booleans, least in self.members):
                continue
            yield cells


def cone_of(output: Output, base: RuleBase, version: Version, first: dt.date, last: dt.date, more: Sequence[str] = ()) -> Cone:
    """The cone of *output* for a version that lives from *first* to *last*; *more* claims are judged along with it."""
    found: dict[str, list[Reading]] = {}
    claims = (*output.claims, *more)
    for claim in claims:
        _collect(claim, base, found)
    _guards(found, version, base)
    constraints = _connected(output.constraints, base, found)
    domains = {name: _domain(given, version, first, last) for name, given in found.items()}
    names = list(domains)
    return Cone(claims, constraints, domains, _triangles(names, found), _members(names, found, version))


def _collect(claim: str, base: RuleBase, found: dict[str, list[Reading]]) -> None:
    for reading in readings(Claim(claim), base):
        found.setdefault(reading.name, []).append(reading)


def _guards(found: dict[str, list[Reading]], version: Version, base: RuleBase) -> None:
    """A field is read where its slot is provided, a fact where it is asked: what decides that belongs to the cone."""
    for name, given in list(found.items()):
        source = given[0].source
        if name.startswith("read/") and isinstance(source, Variable):
            guard = f"provided/{source.owner}"
            found.setdefault(guard, [Reading(guard, None, Test("==", True))])
        elif name.startswith("fact/") and isinstance(source, Variable) and source.name in version.given:
            for reading in readings(Said(version.given[source.name]), base):
                found.setdefault(reading.name, []).append(reading)


def _connected(constraints: Sequence[str], base: RuleBase, found: dict[str, list[Reading]]) -> tuple[str, ...]:
    """The constraints that share a variable with what was found; what they read is added to it."""
    waiting = {claim: list(readings(Claim(claim), base)) for claim in constraints}
    joined: list[str] = []
    while True:
        near = [claim for claim, given in waiting.items() if any(_shares(reading, found) for reading in given)]
        if not near:
            return tuple(claim for claim in constraints if claim in joined)
        for claim in near:
            joined.append(claim)
            for reading in waiting.pop(claim):
                found.setdefault(reading.name, []).append(reading)


def _shares(reading: Reading, found: Mapping[str, list[Reading]]) -> bool:
    """Two members of one `some_of` are related: they are answered together."""
    return reading.name in found or any(name.split("#")[0] == reading.name.split("#")[0] for name in found if "#" in name)


def _domain(given: Sequence[Reading], version: Version, first: dt.date, last: dt.date) -> Domain:
    source = given[0].source
    tests = [reading.test for reading in given]
    if given[0].name == RECEIVED_ON:
        return days(tests, first, last)
    if isinstance(source, Between):
        return _relation(source)
    if not isinstance(source, Variable) or "#" in given[0].name:
        return BOOLEAN
    return domain_of(source.type, tests, source.may_be_none)


def domain_of(type_: Type, tests: Sequence[Test], nullable: bool) -> Domain:
    """The cells of a variable of *type_* that rules ask *tests* of."""
    match type_:
        case OneOf(members):
            return choices(members, nullable)
        case Text():
            return texts(tests, nullable)
        case Date():
            return whole(tests, dt.date(1900, 1, 1).toordinal(), dt.date(9998, 12, 31).toordinal(), nullable)
        case Number(decimals, minimum, maximum):
            scale = 10**decimals
            low = None if minimum is None else int(minimum * scale)
            high = None if maximum is None else int(maximum * scale)
            return whole(tests, low, high, nullable)
        case _:
            return Domain(values=(False, True), nullable=nullable) if nullable else BOOLEAN


def _relation(node: Between) -> Domain:
    ordered = isinstance(node.left.type, Number | Date)
    values: tuple[Value, ...] = (-1, 0, 1) if ordered else (0, 1)
    nullable = node.left.may_be_none or node.right.may_be_none
    if node.left.may_be_none and node.right.may_be_none:
        values += (BOTH_NONE,)
    return Domain(values=values, nullable=nullable)


def _triangles(names: Sequence[str], found: Mapping[str, Sequence[Reading]]) -> tuple[tuple[int, int, int], ...]:
    """Indices of the relations a-b, b-c, a-c wherever all three are there: order and equality carry over."""
    pairs = {}
    for i, name in enumerate(names):
        source = found[name][0].source
        if isinstance(source, Between):
            left, right = sorted((name_of(source.left), name_of(source.right)))
            pairs[left, right] = i
    return tuple(
        (pairs[a, b], pairs[b, c], pairs[a, c])
        for (a, b), (b2, c) in itertools.product(pairs, pairs)
        if b == b2 and (a, c) in pairs
    )


def _fits(cells: Sequence[int], domains: Sequence[Domain], triangle: tuple[int, int, int]) -> bool:
    ab, bc, ac = (domains[i].samples(cells[i])[0] for i in triangle)
    known = {-1, 0, 1}
    if ab not in known or bc not in known or ac not in known:
        return True
    if ab == 0:
        return ac == bc
    if bc == 0:
        return ac == ab
    unordered = all(domains[i].size == 2 or -1 not in domains[i].values for i in triangle)
    return unordered or ab != bc or ac == ab


def _members(
    names: Sequence[str], found: Mapping[str, Sequence[Reading]], version: Version
) -> tuple[tuple[tuple[int, ...], int], ...]:
    """For each `some_of` that is in the cone with so many members that too few could be true: which, and how many must."""
    groups: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        if "#" in name:
            groups.setdefault(name.split("#")[0], []).append(i)
    out = []
    for name, indices in groups.items():
        source = found[names[indices[0]]][0].source
        fact = version.file.facts.get(name.removeprefix("fact/"))
        if fact is None or not isinstance(source, Variable) or not isinstance(source.type, SomeOf):
            continue
        elsewhere = len(source.type.members) - len(indices)
        if fact.at_least > elsewhere:
            out.append((tuple(indices), fact.at_least - elsewhere))
    return tuple(out)
