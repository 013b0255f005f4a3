"""What does not load for what a version says, before a situation is looked at; each refusal with what proves it.

    Version, claims  ->  diagnostics

Closure (nothing new on the second visit) holds by construction for a version that passes here and in `guards` and
`advice`; docs/semantics.md says why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from materials_rules.condition.tree import Condition, Kind, Variable, definitions_used, variables
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.plan.claims import Output
from materials_rules.plan.classing import Stretch, coverers
from materials_rules.plan.cone import Cone, guarded_name
from materials_rules.plan.formula import RuleBase
from materials_rules.rules.version import Version


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


def _on(day: int, code: str, place: Place, **args: str) -> Diagnostic:
    return Diagnostic(code, place, args, witness={"received_on": dt.date.fromordinal(day).isoformat()})
