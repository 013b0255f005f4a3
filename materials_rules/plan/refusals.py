"""What does not load, because a notice could not keep its promise with it; each refusal with the situation that proves it.

    Version, tables  ->  diagnostics

Closure (nothing new on the second visit) holds by construction for a version that passes here; docs/semantics.md says why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from materials_rules.condition.tree import Condition, Kind, Variable, definitions_used, variables
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.plan.claims import Output
from materials_rules.plan.classing import Stretch, coverers
from materials_rules.plan.cone import Cone, cone_of
from materials_rules.plan.diagram import Claims
from materials_rules.plan.domain import Value
from materials_rules.plan.evaluator import holds
from materials_rules.plan.formula import Claim, RuleBase, Said
from materials_rules.plan.table import Table
from materials_rules.plan.witness import Sources, witness
from materials_rules.rules.version import Version

Group = list[tuple[tuple[int, ...], Claims]]


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
    """R-READ-CYCLE: slots whose requirements read one another; R-COVER-CYCLE: materials that cover one another."""
    covers = {name: set(coverers(version, name)) for name in version.asked}
    yield from _circle(covers, version, "R-COVER-CYCLE")
    reads = {
        name: covers[name]
        | {
            version.slots[variable.owner if variable.kind is Kind.SLOT_FIELD else variable.name].requirement
            for condition in (*asked.due, asked.staged, *(slot.when for slot in asked.slots))
            if condition is not None
            for variable in _read(condition, version.definitions)
            if variable.kind in (Kind.SLOT_FIELD, Kind.PROVIDED)
        }
        for name, asked in version.asked.items()
    }
    if not any(True for _ in _circle(covers, version, "R-COVER-CYCLE")):
        yield from _circle(reads, version, "R-READ-CYCLE")


def _read(condition: Condition, definitions: Mapping[str, Condition]) -> Iterator[Variable]:
    yield from variables(condition)
    for name in definitions_used(condition):
        yield from _read(definitions[name], definitions)


def _circle(edges: Mapping[str, set[str]], version: Version, code: str) -> Iterator[Diagnostic]:
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
            yield Diagnostic(code, version.asked[circle[0]].place, args, witness={"circle": list(circle)})
            return


def untold(version: Version, base: RuleBase) -> Iterator[Diagnostic]:
    """R-UNTOLD: a consistency line over a material that nobody is ever asked for and no office obtains."""
    for line in version.consistency:
        for variable in line.same:
            slot = variable.owner
            if variable.kind is Kind.SLOT_FIELD and not any(f"{word}/{slot}" in base.claims for word in ("ask", "obtain", "show")):
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
    sources: Sources,
    days: tuple[dt.date, dt.date],
    cap: int,
    place: Place,
) -> Iterator[Diagnostic]:
    """R-UNGUARDED and R-READS-DISALLOWED: the output changes with something that is not there, or may not be asked for."""
    for index, name in enumerate(table.cone.variables):
        source = sources.get(name)
        if not isinstance(source, Variable):
            continue
        if name.startswith("fact/") and source.name in version.given:
            given = Said(version.given[source.name])
            bad = _first(table, index, lambda world: not holds(given, world, base))
            if bad is not None:
                yield Diagnostic("R-UNGUARDED", place, {"name": source.name}, witness=witness(bad, sources))
        elif name.startswith("read/"):
            yield from _field(output, name, source, version, base, sources, days, cap, place)


def _field(
    output: Output,
    name: str,
    source: Variable,
    version: Version,
    base: RuleBase,
    sources: Sources,
    days: tuple[dt.date, dt.date],
    cap: int,
    place: Place,
) -> Iterator[Diagnostic]:
    """One field: read only where its slot is provided or asked, and never where a class takes the slot away."""
    slot = source.owner
    words = [f"{word}/{slot}" for word in ("ask", "obtain", "drop", "show") if f"{word}/{slot}" in base.claims]
    cone = cone_of(output, base, version, *days, more=words)
    if cone.count > cap:
        yield from too_large(output, cone, cap, place)
        return
    table = _evaluated(cone, output, base)
    index = cone.variables.index(name)
    provided = f"provided/{slot}"

    def taken(world: Mapping[str, Value]) -> bool:
        return any(holds(Claim(word), world, base) for word in words if not word.startswith("ask/"))

    def absent(world: Mapping[str, Value]) -> bool:
        asks = f"ask/{slot}"
        alone = len(version.asked[version.slots[slot].requirement].slots) == 1
        return not world[provided] and not (alone and asks in words and holds(Claim(asks), world, base))

    bad = _first(table, index, taken)
    if bad is not None:
        yield Diagnostic("R-READS-DISALLOWED", place, {"name": source.name}, witness=witness(bad, sources))
        return
    bad = _first(table, index, absent)
    if bad is not None:
        yield Diagnostic("R-UNGUARDED", place, {"name": source.name}, witness=witness(bad, sources))


def _evaluated(cone: Cone, output: Output, base: RuleBase) -> Table:
    """The table of *output* over a wider cone, by the evaluator alone: it serves a proof, not a notice."""
    entries: dict[tuple[int, ...], Claims | None] = {}
    for cells in cone.situations():
        world = world_of(cone, cells)
        barred = any(holds(Claim(claim), world, base) for claim in cone.constraints)
        entries[cells] = None if barred else frozenset(c for c in output.claims if holds(Claim(c), world, base))
    return Table(cone, entries)


def world_of(cone: Cone, cells: Sequence[int]) -> dict[str, Value]:
    """The first value of each cell."""
    return {name: domain.samples(cell)[0] for (name, domain), cell in zip(cone.domains.items(), cells, strict=True)}


def _first(table: Table, index: int, test: Callable[[Mapping[str, Value]], bool]) -> dict[str, Value] | None:
    """The first situation among those that differ in variable *index* alone, and in their claims, for which *test* holds."""
    groups: dict[tuple[int, ...], Group] = {}
    for cells, claims in table.entries.items():
        if claims is not None:
            groups.setdefault(cells[:index] + cells[index + 1 :], []).append((cells, claims))
    for group in groups.values():
        if len({claims for _, claims in group}) > 1:
            for cells, _ in group:
                world = world_of(table.cone, cells)
                if test(world):
                    return world
    return None


def advice(output: Output, table: Table, version: Version) -> Iterator[Diagnostic]:
    """R-NEVER (no situation is left), and warnings: R-DEAD (never asked), R-ALWAYS (a condition that always holds)."""
    counted = [claims for claims in table.entries.values() if claims is not None]
    asked = version.asked.get(output.id.removeprefix("requirement/"))
    if asked is None:
        return
    if not counted:
        yield Diagnostic("R-NEVER", asked.place, {"name": asked.id})
    elif asked.requirement.when is not None and not asked.common:
        if not any(counted):
            yield Diagnostic("R-DEAD", asked.place, {"name": asked.id}, Severity.WARNING)
        elif all(counted):
            yield Diagnostic("R-ALWAYS", asked.place, {"name": asked.id}, Severity.WARNING)


def conflicts(version: Version, base: RuleBase, days: tuple[dt.date, dt.date], sources: Sources, cap: int) -> Iterator[Diagnostic]:
    """R-CONFLICT: one document asked for twice in one situation, in two forms (B15)."""
    slots = [slot for slot in version.slots.values() if slot.arm.document and f"ask/{slot.id}" in base.claims]
    constraints = tuple(claim for claim in base.claims if claim.startswith(("never/", "out/")))
    for i, one in enumerate(slots):
        for other in slots[i + 1 :]:
            if one.arm.document != other.arm.document or one.arm.hand_in == other.arm.hand_in:
                continue
            if one.requirement == other.requirement or one.list != other.list:
                continue
            both = (f"ask/{one.id}", f"ask/{other.id}")
            cone = cone_of(Output("conflict", both, constraints), base, version, *days)
            if cone.count > cap:
                continue
            for cells, claims in _evaluated(cone, Output("conflict", both), base).entries.items():
                if claims == frozenset(both):
                    found = witness(world_of(cone, cells), sources)
                    yield Diagnostic("R-CONFLICT", other.place, {"one": one.id, "other": other.id}, witness=found)
                    break


def _on(day: int, code: str, place: Place, **args: str) -> Diagnostic:
    return Diagnostic(code, place, args, witness={"received_on": dt.date.fromordinal(day).isoformat()})
