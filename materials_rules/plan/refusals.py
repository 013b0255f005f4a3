"""What does not load, because a notice could not keep its promise with it; each refusal with the situation that proves it.

    Version, tables  ->  diagnostics

Closure (nothing new on the second visit) holds by construction for a version that passes here; docs/semantics.md says why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Final

from materials_rules.condition.tree import (
    Boolean,
    Condition,
    IsProvided,
    Kind,
    Variable,
    definitions_used,
    variables,
)
from materials_rules.condition.written import Span
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.plan.claims import TAKEN, Output
from materials_rules.plan.classing import Stretch, coverers, same_form
from materials_rules.plan.cone import Cone, cone_of, guarded_name
from materials_rules.plan.diagram import Claims
from materials_rules.plan.domain import Value
from materials_rules.plan.evaluator import World, holds
from materials_rules.plan.formula import AllOf, AnyOf, Claim, Formula, Not, RuleBase, Said, Source, involved
from materials_rules.plan.table import Table
from materials_rules.plan.witness import Sources, witness
from materials_rules.rules.version import Asked, Slot, Version

NOWHERE: Final = Span(0, 0)


def unlawful_asks(version: Version, by_day: Mapping[str, Sequence[Stretch]]) -> Iterator[Diagnostic]:
    """R-NO-BASIS: C1 over the whole life of a version; R-OVER-ASKED: listed as over-asked, and no class agrees."""
    for slot in version.slots.values():
        decisive = [stretch.decisive() for stretch in by_day[slot.id]]
        if slot.arm.over_asked:
            if any(hit is None for hit in decisive):
                day = next(s.first for s, hit in zip(by_day[slot.id], decisive, strict=True) if hit is None)
                yield _on(day, "R-OVER-ASKED", slot.place, name=slot.arm.name)
        elif not slot.arm.catch_all and all(hit is not None and hit.class_id == "C1_NO_BASIS" for hit in decisive):
            reason = decisive[0].say if decisive[0] else ""
            yield _on(by_day[slot.id][0].first, "R-NO-BASIS", slot.place, name=slot.arm.name, reason=reason)


def circles(version: Version) -> Iterator[Diagnostic]:
    """R-READ-CYCLE: slots whose requirements read one another; R-COVER-CYCLE: materials that cover one another.

    R-CYCLE: facts of which each is asked only when the other has been answered.
    """
    covers = {name: set(coverers(version, name)) for name in version.asked}
    reads = {
        name: covers[name]
        | {
            version.slots[variable.owner if variable.kind is Kind.SLOT_FIELD else variable.name].requirement
            for condition in (*asked.due, asked.staged, *(slot.when for slot in asked.slots))
            if condition is not None
            for variable in _read(condition, version, set())
            if variable.kind in (Kind.SLOT_FIELD, Kind.PROVIDED)
        }
        for name, asked in version.asked.items()
    }
    given = {
        name: {guarded_name(variable) for variable in _named(condition, version)} & set(version.given)
        for name, condition in version.given.items()
    }
    yield from _circle(given, version.places, "R-CYCLE")
    places = {name: asked.place for name, asked in version.asked.items()}
    in_covers = list(_circle(covers, places, "R-COVER-CYCLE"))
    yield from in_covers or _circle(reads, places, "R-READ-CYCLE")


def _read(condition: Condition, version: Version, seen: set[str]) -> Iterator[Variable]:
    """What *condition* reads, and what decides whether the facts that it reads are asked."""
    for variable in _named(condition, version):
        yield variable
        name = guarded_name(variable)
        if name in version.given and name not in seen:
            seen.add(name)
            yield from _read(version.given[name], version, seen)


def _named(condition: Condition, version: Version) -> Iterator[Variable]:
    yield from variables(condition)
    for name in definitions_used(condition):
        yield from _named(version.definitions[name], version)


def _circle(edges: Mapping[str, set[str]], places: Mapping[str, Place], code: str) -> Iterator[Diagnostic]:
    """The first circle, if there is one."""
    finished: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> tuple[str, ...] | None:
        if name in trail:
            return (*trail[trail.index(name) :], name)
        if name in finished:
            return None
        finished.add(name)
        for below in sorted(edges[name]):
            found = visit(below, (*trail, name))
            if found:
                return found
        return None

    for name in edges:
        circle = visit(name, ())
        if circle:
            args = {"circle": " → ".join(circle)}
            yield Diagnostic(code, places[circle[0]], args, witness={"circle": list(circle)})
            return


def untold(version: Version, base: RuleBase) -> Iterator[Diagnostic]:
    """R-UNTOLD: a consistency line over a material that nobody is ever asked for and no office obtains."""
    for line in version.consistency:
        for variable in line.same:
            slot = variable.owner
            asked = any(f"{word}/{slot}" in base.claims for word in ("ask", "obtain", "show"))
            if variable.kind is Kind.SLOT_FIELD and not asked:
                yield Diagnostic("R-UNTOLD", line.place, {"line": line.name, "name": variable.name}, witness={"slot": slot})


def too_large(output: Output, cone: Cone, cap: int, place: Place) -> Iterator[Diagnostic]:
    """R-CONE: more complete situations of one output than a ruleset allows."""
    if cone.count > cap:
        widest = sorted(cone.domains, key=lambda name: (-cone.domains[name].size, name))
        args = {
            "output": output.id,
            "count": str(cone.count),
            "cap": str(cap),
            "variables": "、".join(f"{name}（{cone.domains[name].size}）" for name in widest[:12]),
        }
        yield Diagnostic("R-CONE", place, args, witness={"variables": {n: cone.domains[n].size for n in widest}})


def unguarded(
    output: Output,
    table: Table,
    version: Version,
    base: RuleBase,
    sources: Mapping[str, Source],
    days: tuple[dt.date, dt.date],
    cap: int,
    place: Place,
) -> Iterator[Diagnostic]:
    """R-UNGUARDED and R-READS-DISALLOWED: the output changes with something that is not there, or may not be asked for.

    A relation, and a statement about a list, is there when everything that it compares or reads is.
    """
    shown = declared(sources)
    facts: dict[str, set[int]] = {}
    fields: dict[Variable, set[str]] = {}
    for index, name in enumerate(table.cone.variables):
        for variable in involved(sources.get(name), base):
            if variable.kind is Kind.SLOT_FIELD:
                fields.setdefault(variable, set()).add(name)
            elif guarded_name(variable) in version.given:
                facts.setdefault(guarded_name(variable), set()).add(index)
    for fact, indices in facts.items():
        bad = _first(table, indices, _fails(version.given[fact], base))
        if bad is not None:
            yield Diagnostic("R-UNGUARDED", place, {"name": fact}, witness=witness(bad, shown))
    listed = version.asked[output.id.removeprefix("requirement/")].list if output.id.startswith("requirement/") else None
    if listed is not None and listed in version.given and listed not in facts:
        bad = _asked_without(table, _fails(version.given[listed], base))
        if bad is not None:
            yield Diagnostic("R-UNGUARDED", place, {"name": listed}, witness=witness(bad, shown))
    if output.id.startswith(("requirement/", "element/")):
        yield from _fields(output, fields, version, base, shown, days, cap, place)


def declared(sources: Mapping[str, Source]) -> dict[str, Variable | None]:
    """The declaration of each variable that has one of its own."""
    return {name: source if isinstance(source, Variable) else None for name, source in sources.items()}


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
    shown: Sources,
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
            tables[slot] = _evaluated(cone, output, base)
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
                yield Diagnostic(code, place, {"name": variable.name}, witness=witness(bad, shown))
                break


def _in(test: Formula, base: RuleBase) -> Callable[[World], bool]:
    return lambda world: holds(test, world, base)


def _is_the_only_way(version: Version, requirement: str) -> bool:
    """Whether whoever meets a requirement has handed in its one material: no arm, coverer, commitment or deferral will do."""
    asked = version.asked[requirement]
    instead = asked.requirement.commitment or asked.requirement.deferrable or coverers(version, requirement)
    return len(asked.slots) == 1 and not instead


def _evaluated(cone: Cone, output: Output, base: RuleBase) -> Table:
    """The table of *output* over a wider cone, by the evaluator alone: it serves a proof, not a notice."""
    entries: dict[tuple[int, ...], Claims | None] = {}
    for cells in cone.situations():
        world = world_of(cone, cells)
        barred = any(holds(Claim(claim), world, base) for claim in cone.constraints)
        entries[cells] = None if barred else frozenset(c for c in output.claims if holds(Claim(c), world, base))
    return Table(cone, entries)


def world_of(cone: Cone, cells: Sequence[int]) -> dict[str, Value]:
    """A value of each cell that a person could have meant."""
    return {name: domain.example(cell) for (name, domain), cell in zip(cone.domains.items(), cells, strict=True)}


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


def advice(output: Output, table: Table, version: Version, base: RuleBase, sources: Sources) -> Iterator[Diagnostic]:
    """R-NEVER (no situation is left), and warnings: R-DEAD (never asked), R-ALWAYS (a condition that always holds).

    Of a requirement with arms also R-DEAD-ARM (an arm that is never open) and R-NO-ARM (due, and no arm is open).
    """
    counted = {cells: claims for cells, claims in table.entries.items() if claims is not None}
    if output.id == "scope" and counted and all(counted.values()):
        yield Diagnostic("R-NEVER", version.not_for[0][1], {"name": version.item})
    if not output.id.startswith("requirement/"):
        return
    asked = version.asked[output.id.removeprefix("requirement/")]
    if not counted:
        yield Diagnostic("R-NEVER", asked.place, {"name": asked.id})
        return
    if asked.due and not asked.common:
        if not any(counted.values()):
            yield Diagnostic("R-DEAD", asked.place, {"name": asked.id}, Severity.WARNING)
            return
        if all(counted.values()) and len(asked.slots) == 1:
            yield Diagnostic("R-ALWAYS", asked.place, {"name": asked.id}, Severity.WARNING)
    if len(asked.slots) > 1:
        yield from _arms(asked, table, counted, base, sources)


def _arms(
    asked: Asked, table: Table, counted: Mapping[tuple[int, ...], Claims], base: RuleBase, sources: Sources
) -> Iterator[Diagnostic]:
    open_ = frozenset().union(*counted.values())
    for slot in asked.slots:
        if not any(f"{word}/{slot.id}" in open_ for word in ("ask", "obtain", "show", "drop")):
            yield Diagnostic("R-DEAD-ARM", slot.place, {"name": slot.id}, Severity.WARNING)
    due = AllOf(tuple(Said(condition) for condition in asked.due))
    for cells, claims in counted.items():
        if not claims:
            world = world_of(table.cone, cells)
            if holds(due, world, base):
                yield Diagnostic("R-NO-ARM", asked.place, {"name": asked.id}, Severity.WARNING, witness(world, sources))
                return


def conflicts(
    version: Version, base: RuleBase, days: tuple[dt.date, dt.date], sources: Sources, cap: int
) -> Iterator[Diagnostic]:
    """R-CONFLICT: one document asked for twice in one situation, in two forms (B15). Too wide to tell: R-CONE, a warning."""
    slots = [slot for slot in version.slots.values() if slot.arm.document and f"ask/{slot.id}" in base.claims]
    constraints = tuple(claim for claim in base.claims if claim.startswith(("never/", "out/")))
    for i, one in enumerate(slots):
        for other in slots[i + 1 :]:
            if not _may_conflict(version, one, other):
                continue
            both = (f"ask/{one.id}", f"ask/{other.id}")
            output = Output(f"{one.id} + {other.id}", both, constraints)
            cone = cone_of(output, base, version, *days)
            for wide in too_large(output, cone, cap, other.place):
                yield replace(wide, severity=Severity.WARNING)
            if cone.count > cap:
                continue
            for cells, claims in _evaluated(cone, output, base).entries.items():
                if claims == frozenset(both):
                    found = witness(world_of(cone, cells), sources)
                    yield Diagnostic("R-CONFLICT", other.place, {"one": one.id, "other": other.id}, witness=found)
                    break


def _may_conflict(version: Version, one: Slot, other: Slot) -> bool:
    """Whether two slots ask one and the same applicant for one document in two forms, at one time, neither covering the other."""
    if one.arm.document != other.arm.document or same_form(one.arm, other.arm):
        return False
    if one.requirement == other.requirement or one.list != other.list:
        return False
    if one.requirement in coverers(version, other.requirement) or other.requirement in coverers(version, one.requirement):
        return False
    staged = (version.asked[slot.requirement].requirement.due_at for slot in (one, other))
    return len({None if at is None else at.event for at in staged}) == 1


def _on(day: int, code: str, place: Place, **args: str) -> Diagnostic:
    return Diagnostic(code, place, args, witness={"received_on": dt.date.fromordinal(day).isoformat()})
