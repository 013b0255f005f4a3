"""The cone of an output: the variables that can influence it, and the cells into which its rules cut them.

    Output, RuleBase  ->  Cone

An output depends on what its claims read, on what decides whether that is there at all (`given:`, `provided`), and on every
`never:` or scope line that shares a variable with that, directly or through other such lines: an answer to one question
may rule out an answer to another.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from materials_rules.condition.tree import (
    Between,
    Date,
    Kind,
    Number,
    SomeOf,
    Variable,
)
from materials_rules.plan.claims import Output
from materials_rules.plan.domain import BOOLEAN, Domain, Test, Value, days, domain_of
from materials_rules.plan.formula import (
    BOTH_NONE,
    RECEIVED_ON,
    Claim,
    Reading,
    RuleBase,
    Said,
    involved,
    name_of,
    readings,
)
from materials_rules.plan.possible import Check, checks
from materials_rules.plan.region import Region, of_cell
from materials_rules.rules.version import Version


@dataclass(frozen=True)
class Cone:
    """The claims that are judged together, the variables in order, and their cells.

    `subject` is the list of whose members the claims are about one each time; empty where they are about none.
    """

    claims: tuple[str, ...]
    constraints: tuple[str, ...]
    domains: Mapping[str, Domain]
    members: tuple[tuple[tuple[int, ...], int], ...] = ()
    checks: tuple[Check, ...] = field(default=(), compare=False)
    subject: str = ""

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
        """Every situation that some numbers, words and lists have."""
        everything = itertools.product(*(range(domain.size) for domain in self.domains.values()))
        yield from filter(self.allowing(), everything) if self.members or self.checks else everything

    def allowing(self) -> Callable[[tuple[int, ...]], bool]:
        """Tells whether these allow a situation, by its cells; what was once found is remembered."""
        tests = [self._remembering(check) for check in self.checks]

        def allows(cells: tuple[int, ...]) -> bool:
            enough = all(sum(cells[i] for i in booleans) >= least for booleans, least in self.members)
            return enough and all(test(cells) for test in tests)

        return allows

    def _remembering(self, check: Check) -> Callable[[tuple[int, ...]], bool]:
        """*check*, asked once for all situations that agree in its variables."""
        order = self.variables
        indices = [order.index(name) for name in check.names]
        regions = [[of_cell(self.domains[name], cell) for cell in range(self.domains[name].size)] for name in check.names]
        known: dict[tuple[int, ...], bool] = {}
        decide = check.deciding()

        def can_be(cells: tuple[int, ...]) -> bool:
            mine = tuple(cells[index] for index in indices)
            if mine not in known:
                here: dict[str, Region] = {
                    name: own[cell] for name, own, cell in zip(check.names, regions, mine, strict=True)
                }
                known[mine] = decide(here, {})
            return known[mine]

        return can_be


def cone_of(output: Output, base: RuleBase, version: Version, first: dt.date, last: dt.date, more: Sequence[str] = ()) -> Cone:
    """The cone of *output* for a version that lives from *first* to *last*; *more* claims are judged along with it."""
    found: dict[str, list[Reading]] = {}
    claims = (*output.claims, *more)
    for claim in claims:
        _add(readings(Claim(claim), base), found)
    subject = list_of(output.id, version)
    if output.id.startswith("requirement/") and subject in version.given:
        _add(readings(Said(version.given[subject]), base), found)
    constraints = _constrained(output.constraints, version, base, found, subject)
    domains = {name: _domain(given, version, first, last) for name, given in found.items()}
    names = list(domains)
    life = (first.toordinal(), last.toordinal())
    can_be = checks({name: given[0].source for name, given in found.items()}, base, version, life, subject)
    return Cone(claims, constraints, domains, _members(names, found, version), can_be, subject)


def list_of(output: str, version: Version) -> str:
    """The list of whose members an output is about one each time; empty where it is about none."""
    sort, _, name = output.partition("/")
    if sort == "requirement" and name in version.asked:
        return version.asked[name].list or ""
    return next((line.list or "" for line in version.consistency if line.name == name), "") if sort == "consistency" else ""


def _add(new: Iterator[Reading], found: dict[str, list[Reading]]) -> list[str]:
    """Adds readings to *found*; the names that were not there before."""
    names = []
    for reading in new:
        if reading.name not in found:
            names.append(reading.name)
        found.setdefault(reading.name, []).append(reading)
    return names


def _constrained(
    constraints: Sequence[str], version: Version, base: RuleBase, found: dict[str, list[Reading]], subject: str
) -> tuple[str, ...]:
    """The constraints that touch what was found, in their order; what they read, and its guards, is added to it."""
    waiting = {claim: list(readings(Claim(claim), base)) for claim in constraints}
    _guards(list(found), version, base, found)
    while near := [claim for claim, given in waiting.items() if _touches(given, found, base, subject)]:
        for claim in near:
            _guards(_add(iter(waiting.pop(claim)), found), version, base, found)
    return tuple(claim for claim in constraints if claim not in waiting)


def _guards(names: list[str], version: Version, base: RuleBase, found: dict[str, list[Reading]]) -> None:
    """A field is read where its slot is provided, a fact where it is asked: what decides that belongs to the cone."""
    while names:
        for variable in involved(found[names.pop()][0].source, base):
            names += _add(_guards_of(variable, version, base), found)


def _guards_of(variable: Variable, version: Version, base: RuleBase) -> Iterator[Reading]:
    if variable.kind is Kind.SLOT_FIELD:
        yield Reading(f"provided/{variable.owner}", None, Test("==", True))
    name = guarded_name(variable)
    if name in version.given:
        yield from readings(Said(version.given[name]), base)


def guarded_name(variable: Variable) -> str:
    """The fact or list whose `given:` says whether *variable* is asked at all."""
    if variable.kind is Kind.MEMBER_FACT:
        return variable.owner
    return variable.name if variable.kind in (Kind.FACT, Kind.CHOICE, Kind.LIST) else ""


def _touches(given: Sequence[Reading], found: Mapping[str, Sequence[Reading]], base: RuleBase, subject: str) -> bool:
    """Whether a line reads something of *found*, or something that it is compared with, or says something of the same list."""
    near = {f"list/{subject}", *(thing for others in found.values() for thing in _things(others[0], base))}
    return any(not near.isdisjoint(_things(reading, base)) for reading in given)


def _things(reading: Reading, base: RuleBase) -> Iterator[str]:
    """What a reading is about: members of one `some_of` are answered together, and whoever is on a list belongs to it."""
    yield reading.name.partition("#")[0]
    for variable in involved(reading.source, base):
        yield name_of(variable)
        if variable.kind is Kind.MEMBER_FACT:
            yield f"list/{variable.owner}"


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


def _relation(node: Between) -> Domain:
    values: tuple[Value, ...] = (-1, 0, 1) if _is_ordered(node.left) else (0, 1)
    nullable = node.left.may_be_none or node.right.may_be_none
    if node.left.may_be_none and node.right.may_be_none:
        values += (BOTH_NONE,)
    return Domain(values=values, nullable=nullable)


def _is_ordered(variable: Variable) -> bool:
    return isinstance(variable.type, Number | Date)


def _members(
    names: Sequence[str], found: Mapping[str, Sequence[Reading]], version: Version
) -> tuple[tuple[tuple[int, ...], int], ...]:
    """For each `some_of` that is in the cone with so many members that too few could be true: which, and how many must."""
    groups: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        if "#" in name:
            groups.setdefault(name.partition("#")[0], []).append(i)
    out = []
    for indices in groups.values():
        source = found[names[indices[0]]][0].source
        assert isinstance(source, Variable) and isinstance(source.type, SomeOf)
        facts = version.file.lists[source.owner].each if source.kind is Kind.MEMBER_FACT else version.file.facts
        elsewhere = len(source.type.members) - len(indices)
        if facts[source.name].at_least > elsewhere:
            out.append((tuple(indices), facts[source.name].at_least - elsewhere))
    return tuple(out)
