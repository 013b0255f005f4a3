"""A whole packet in which every variable that is wanted has a wanted value.

    Plan, Wanted  ->  packet as data, ready for JSON

Everything else is left out, or (`whole`) answered and handed in so that nothing else is amiss. Where no packet has such values
(comparisons that no values satisfy, statements that no list makes true) there is none; that a paper is not there leaves what
is wanted of its fields without a meaning, and it is passed over.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from materials_rules.condition.tree import Between, Counting, Quantifier
from materials_rules.plan.compile import Plan
from materials_rules.plan.counted import Statement
from materials_rules.plan.domain import Test, Value
from materials_rules.plan.formula import name_of
from materials_rules.plan.region import Region, cut, exactly, is_boundless
from materials_rules.witness.declared import declared, first_day
from materials_rules.witness.members import Member, compared_inside, members, read_inside, tests_inside
from materials_rules.witness.rest import in_order, settled
from materials_rules.witness.situations import Wanted
from materials_rules.witness.values import Compared, usual, values
from materials_rules.witness.written import Data, assembled

MOST_TRIED: Final = 2000  # ways of giving values to what statements about lists read


@dataclass
class Meant:
    """What is wanted, sorted: plain variables, comparisons, statements about lists; `passed_over` has no meaning here."""

    scalars: dict[str, Region] = field(default_factory=dict)
    compared: list[Compared] = field(default_factory=list)
    statements: dict[str, dict[Statement, bool]] = field(default_factory=dict)
    passed_over: frozenset[str] = frozenset()


def packet_of(plan: Plan, wanted: Wanted, whole: bool = False, name: str = "witness-1") -> Data | None:
    """A packet, called *name*, in which the variables lie in the regions *wanted*; None where there is none.

    *wanted* knows the names of the machine (`fact/area`, `provided/lease`, `read/lease.until`, `relation/…`, `atom/…`,
    `received_on`) and may name any fact, field or slot of the version, also one that no rule reads. With *whole*, what is not
    wanted is in order; else it is left out. What is said of a member, or of a paper of one, is said of the first.
    """
    for full in settled(plan, wanted) if whole else (dict(wanted),):
        found = _packet(plan, full, name, whole)
        if found is not None:
            return in_order(plan, found, wanted) if whole else found
    return None


def _packet(plan: Plan, wanted: Wanted, name: str, whole: bool) -> Data | None:
    meant = _meant(plan, wanted)
    if meant is None:
        return None
    day = first_day(plan)
    for scalars, listed in _worlds(plan, meant, day):
        found = assembled(plan, scalars, listed, name, whole)
        if found is not None:
            return found
    return None


def _meant(plan: Plan, wanted: Wanted) -> Meant | None:
    """*wanted* sorted out; None where it contradicts itself."""
    meant = Meant()
    absent = {name.removeprefix("provided/") for name, region in wanted.items() if _is(name, region, "provided/", False)}
    passed: set[str] = set()
    for name, region in wanted.items():
        source = plan.sources.get(name)
        sort = name.partition("/")[0]
        if sort == "relation":
            assert isinstance(source, Between)
            if _behind(source) & absent:
                passed.add(name)
                continue
            left, right = sorted((source.left, source.right), key=name_of)
            meant.compared.append(Compared(name_of(left), name_of(right), source.decimals, region.values))
            for side in (left, right):
                _add(plan, meant, name_of(side))
        elif sort == "atom":
            assert isinstance(source, Quantifier | Counting)
            if len(region.values) == 1:
                meant.statements.setdefault(source.list.name, {})[source] = True in region.values
                for read in read_inside(plan, source):
                    _add(plan, meant, read)
        elif sort == "read" and name.removeprefix("read/").partition(".")[0] in absent:
            passed.add(name)
        else:
            meant.scalars[name] = region & meant.scalars.get(name, region)
            _add(plan, meant, name)
    meant.passed_over = frozenset(passed)
    for name in [name for name in meant.scalars if name.startswith("read/")]:
        slot = f"provided/{declared(plan, name).slot}"
        meant.scalars[slot] = meant.scalars.get(slot, exactly(True)) & exactly(True)
    narrowed = {name: region & declared(plan, name).region for name, region in meant.scalars.items()}
    return None if not all(narrowed.values()) else Meant(narrowed, meant.compared, meant.statements, meant.passed_over)


def _is(name: str, region: Region, prefix: str, value: Value) -> bool:
    return name.startswith(prefix) and region == exactly(value)


def _behind(source: Between) -> set[str]:
    """The slots whose fields are compared."""
    return {side.owner for side in (source.left, source.right) if name_of(side).startswith("read/")}


def _add(plan: Plan, meant: Meant, name: str) -> None:
    """A variable that must have a value, and the paper on which it stands."""
    if name not in meant.scalars:
        meant.scalars[name] = declared(plan, name).region


def _worlds(plan: Plan, meant: Meant, day: dt.date) -> Iterator[tuple[dict[str, Value], dict[str, list[Member]]]]:
    """Values of all plain variables, and the members of the lists, with which everything is as meant."""
    for regions in itertools.islice(_pieces(plan, meant), MOST_TRIED):
        ends = {end for one in meant.compared for end in (one.left, one.right)}
        apart = {name: region for name, region in regions.items() if name.startswith("member/") and name not in ends}
        scalars = {name: usual(declared(plan, name), region, day) for name, region in regions.items() if name not in apart}
        found = values(scalars, meant.compared)
        if found is None:
            continue
        listed: dict[str, list[Member]] = {}
        for name in _lists(plan, meant):
            subject = {key: exactly(found[key]) for key in found if key.startswith(f"member/{name}.")}
            subject |= {key: region for key, region in apart.items() if key.startswith(f"member/{name}.")}
            is_wanted = subject or any(declared(plan, key).list == name for key in found)
            outside = {key: value for key, value in found.items() if not key.startswith("member/")}
            some = members(plan, name, meant.statements.get(name, {}), outside, subject if is_wanted else None)
            if some is None:
                break
            listed[name] = some
        else:
            yield found, listed


def _lists(plan: Plan, meant: Meant) -> list[str]:
    """The lists that must be answered."""
    named = {declared(plan, name).list for name in meant.scalars}
    return [name for name in plan.version.file.lists if name in meant.statements or name in named]


def _pieces(plan: Plan, meant: Meant) -> Iterator[dict[str, Region]]:
    """The regions cut where statements about lists tell values outside of them apart, one choice after the other.

    What members are held against is left to what else it is held against first, and then tried value by value.
    """
    tests: dict[str, list[Test]] = {}
    for statements in meant.statements.values():
        for statement in statements:
            for name, test in tests_inside(plan, statement):
                if name in meant.scalars and not name.startswith("member/"):
                    tests.setdefault(name, []).append(test)
    against = _held_against_members(plan, meant)
    choices: list[list[Region]] = []
    for name, region in meant.scalars.items():
        about = declared(plan, name)
        pieces = [region] if name not in tests else cut(region, about.type, None in about.region, tests[name])
        if name in against:
            pieces += [exactly(value) for piece in pieces for value in _turns(plan, name, piece, against)]
        choices.append(pieces)
    for chosen in itertools.product(*choices):
        yield dict(zip(meant.scalars, chosen, strict=True))


def _held_against_members(plan: Plan, meant: Meant) -> dict[str, None]:
    """What statements compare with facts of members, and what that is compared with: it may lie between the two."""
    pairs = [(one.left, one.right) for one in meant.compared]
    inside = [pair for statements in meant.statements.values() for one in statements for pair in compared_inside(plan, one)]
    found = {name: None for pair in inside for name in pair}
    for _ in pairs if found else ():
        found |= {name: None for pair in pairs if not found.keys().isdisjoint(pair) for name in pair}
    return found


def _turns(plan: Plan, name: str, region: Region, related: Collection[str]) -> list[Value]:
    """The values of *region* from which what is compared may stand otherwise: close to where one of them begins or ends."""
    about = declared(plan, name)
    if not about.is_ordered:
        return [value for value in region.values if value is not None]
    found: dict[Value, None] = {}
    for other in related:
        theirs = declared(plan, other)
        for end in {end for stretch in theirs.region.stretches for end in stretch if not is_boundless(end)}:
            near = end * 10**about.decimals // 10**theirs.decimals
            found |= {value: None for value in range(near - len(related), near + len(related) + 1) if value in region}
    return list(found)
