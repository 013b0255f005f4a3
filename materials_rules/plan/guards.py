"""What does not load because an output changes with something that is not there, or that may not be asked for.

    Output, its table  ->  diagnostics, each with the situation that proves it
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Set
from typing import Final

from materials_rules.condition.tree import Boolean, Condition, IsProvided, Kind, Variable
from materials_rules.condition.written import Span
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.plan.claims import TAKEN, Output
from materials_rules.plan.classing import coverers
from materials_rules.plan.cone import cone_of, guarded_name
from materials_rules.plan.diagram import Claims
from materials_rules.plan.evaluated import evaluated, world_of
from materials_rules.plan.evaluator import World, holds
from materials_rules.plan.example import Sources, witness
from materials_rules.plan.formula import AllOf, AnyOf, Claim, Formula, Not, RuleBase, Said, involved
from materials_rules.plan.pointing import word_that_reads
from materials_rules.plan.refusals import too_large
from materials_rules.plan.table import Table
from materials_rules.rules.version import Version

NOWHERE: Final = Span(0, 0)


def unguarded(
    output: Output,
    table: Table,
    version: Version,
    base: RuleBase,
    sources: Sources,
    days: tuple[dt.date, dt.date],
    cap: int,
    place: Place,
) -> Iterator[Diagnostic]:
    """R-UNGUARDED and R-READS-DISALLOWED: the output changes with something that is not there, or may not be asked for.

    A relation, and a statement about a list, is there when everything that it compares or reads is.
    """
    facts: dict[str, set[int]] = {}
    words: dict[str, set[str]] = {}
    fields: dict[Variable, set[str]] = {}
    for index, name in enumerate(table.cone.variables):
        for variable in involved(sources.get(name), base):
            if variable.kind is Kind.SLOT_FIELD:
                fields.setdefault(variable, set()).add(name)
            elif guarded_name(variable) in version.given:
                facts.setdefault(guarded_name(variable), set()).add(index)
                words.setdefault(guarded_name(variable), set()).add(variable.name)
    for fact, indices in facts.items():
        bad = _first(table, indices, _fails(version.given[fact], base))
        if bad is not None:
            word = word_that_reads(version, output, words[fact], base)
            yield Diagnostic("R-UNGUARDED", word, {"name": fact, "guard": _guard(version, fact)}, witness=witness(bad, sources))
    listed = version.asked[output.id.removeprefix("requirement/")].list if output.id.startswith("requirement/") else None
    if listed is not None and listed in version.given and listed not in facts:
        bad = _asked_without(table, _fails(version.given[listed], base))
        if bad is not None:
            args = {"name": listed, "guard": _guard(version, listed)}
            yield Diagnostic("R-UNGUARDED", place, args, witness=witness(bad, sources))
    if output.id.startswith(("requirement/", "element/")):
        yield from _fields(output, fields, version, base, sources, days, cap, place)


def _guard(version: Version, name: str) -> str:
    """When the fact or list *name* is asked, as its author wrote it, ready to stand before `and`."""
    given = (version.file.facts[name] if name in version.file.facts else version.file.lists[name]).given or ""
    return f"({given})" if any(word in given for word in (" or ", "或")) else given


def _fails(given: Condition, base: RuleBase) -> Callable[[World], bool]:
    return lambda world: not holds(Said(given), world, base)


def _asked_without(table: Table, test: Callable[[World], bool]) -> World | None:
    """The first situation in which something is asked for each member of a list that is not asked for itself."""
    for cells, claims in table.entries.items():
        if claims:
            world = world_of(table.cone, cells)
            if test(world):
                return world
    return None


def _fields(
    output: Output,
    fields: Mapping[Variable, set[str]],
    version: Version,
    base: RuleBase,
    sources: Sources,
    days: tuple[dt.date, dt.date],
    cap: int,
    place: Place,
) -> Iterator[Diagnostic]:
    """Fields: read only where their slot is provided or sure to come, and never where a class takes the slot away."""
    tables: dict[str, Table] = {}
    for variable, names in fields.items():
        slot = variable.owner
        requirement = version.slots[slot].requirement
        words = [c for c in (*(f"{w}/{slot}" for w in ("ask", *TAKEN.values())), f"later/{requirement}") if c in base.claims]
        if slot not in tables:
            cone = cone_of(output, base, version, *days, more=words)
            if cone.count > cap:
                yield from too_large(output, cone, cap, place)
                return
            tables[slot] = evaluated(cone, output, base)
        table = tables[slot]
        taken = [Claim(word) for word in words if not word.startswith(("ask/", "later/"))]
        certain = [Claim(f"ask/{slot}")] if _is_the_only_way(version, requirement) and f"ask/{slot}" in words else []
        late = [Claim(word) for word in words if word.startswith("later/")]
        absent = AllOf(
            (
                Not(Said(IsProvided(Variable(Kind.PROVIDED, slot, Boolean()), at=NOWHERE))),
                Not(AllOf((AnyOf(tuple(certain)), Not(AnyOf(tuple(late)))))),
            )
        )
        indices = {table.cone.variables.index(name) for name in names}
        for code, test in (("R-READS-DISALLOWED", AnyOf(tuple(taken))), ("R-UNGUARDED", absent)):
            bad = _first(table, indices, _in(test, base))
            if bad is not None:
                word = word_that_reads(version, output, (variable.name,), base)
                args = {"name": variable.name} | ({"guard": f"provided({slot})"} if code == "R-UNGUARDED" else {})
                yield Diagnostic(code, word, args, witness=witness(bad, sources))
                break


def _in(test: Formula, base: RuleBase) -> Callable[[World], bool]:
    return lambda world: holds(test, world, base)


def _is_the_only_way(version: Version, requirement: str) -> bool:
    """Whether whoever meets a requirement has handed in its one material: no arm, coverer, commitment or deferral will do."""
    asked = version.asked[requirement]
    instead = asked.requirement.commitment or asked.requirement.deferrable or coverers(version, requirement)
    return len(asked.slots) == 1 and not instead


def _first(table: Table, indices: Set[int], test: Callable[[World], bool]) -> World | None:
    """The first situation among those that differ in the variables *indices* alone, and in claims, for which *test* holds."""
    groups: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    kinds: dict[tuple[int, ...], set[Claims]] = {}
    others = [index for index in range(len(table.cone.domains)) if index not in indices]
    for cells, claims in table.entries.items():
        if claims is not None:
            key = tuple(cells[index] for index in others)
            groups.setdefault(key, []).append(cells)
            kinds.setdefault(key, set()).add(claims)
    for key, group in groups.items():
        if len(kinds[key]) > 1:
            for cells in group:
                world = world_of(table.cone, cells)
                if test(world):
                    return world
    return None
