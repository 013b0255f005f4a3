"""The compiler: a version made ready to judge packets, or every reason why it may not.

    Ruleset, Version  ->  Plan
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import EngineFault, RulesetInvalid
from materials_rules.plan import advice, guards, refusals
from materials_rules.plan.claims import TAKEN, Output, claims_of
from materials_rules.plan.classing import Stretch, life, stretches
from materials_rules.plan.cone import Cone, cone_of
from materials_rules.plan.diagram import Diagram
from materials_rules.plan.domain import Domain
from materials_rules.plan.engine import Engine
from materials_rules.plan.formula import RECEIVED_ON, Claim, Formula, RuleBase, Said, Source, name_of, readings
from materials_rules.plan.lowering import TooWide
from materials_rules.plan.proof import declared
from materials_rules.plan.table import tabulate
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.version import Version


@dataclass(frozen=True)
class Judged:
    """One output ready to be walked: its diagram and the cells of its variables, in the diagram's order."""

    diagram: Diagram
    domains: tuple[Domain, ...]


@dataclass(frozen=True)
class Plan:
    """One version of an item, compiled. `sources` says what each variable of the outputs is."""

    ruleset: Ruleset
    version: Version
    base: RuleBase
    by_day: Mapping[str, tuple[Stretch, ...]]
    outputs: Mapping[str, Judged]
    sources: Mapping[str, Source]
    notes: tuple[Diagnostic, ...] = ()

    def stretch(self, slot: str, day: int) -> Stretch:
        """What is known of *slot* on *day* (an ordinal)."""
        for stretch in self.by_day[slot]:
            if day <= stretch.last:
                return stretch
        return self.by_day[slot][-1]


def compile_version(ruleset: Ruleset, version: Version, engine: Engine, judged: Mapping[str, Judged] | None = None) -> Plan:
    """The plan of *version*; *judged* are its outputs from an earlier compilation of the same ruleset (without its notes).

    Raises RulesetInvalid with every refusal, EngineFault when the two judges disagree or the engine fails.
    """
    by_day = {
        slot.id: stretches(ruleset, version, asked, slot) for asked in version.asked.values() for slot in asked.slots
    }
    base, outputs = claims_of(version, ruleset.classes, by_day)
    sources = _sources(base, version)
    if judged is not None and _belongs(judged, outputs, sources):
        return Plan(ruleset, version, base, by_day, judged, sources)
    faults = [*refusals.unlawful_asks(version, by_day), *refusals.circles(version), *refusals.untold(version, base)]
    if faults:
        raise RulesetInvalid(faults)
    found, notes = _judge(ruleset, version, base, outputs, sources, engine)
    return Plan(ruleset, version, base, by_day, found, sources, notes)


def _belongs(judged: Mapping[str, Judged], outputs: tuple[Output, ...], sources: Mapping[str, Source]) -> bool:
    """Whether outputs of an earlier compilation are those of this version, by what they are called, read and may say."""
    if judged.keys() != {output.id for output in outputs}:
        return False
    known = sources.keys() | {RECEIVED_ON}  # the days of a class read it without a source
    if not all(known >= set(one.diagram.variables) for one in judged.values()):
        return False
    said = ((claims, output) for output in outputs for claims in judged[output.id].diagram.terminals)
    return all(claims is None or claims <= set(output.claims) for claims, output in said)


def _judge(
    ruleset: Ruleset,
    version: Version,
    base: RuleBase,
    outputs: tuple[Output, ...],
    sources: Mapping[str, Source],
    engine: Engine,
) -> tuple[dict[str, Judged], tuple[Diagnostic, ...]]:
    days = life(ruleset, version)
    cap = ruleset.place.cone_cap
    cones: dict[str, Cone] = {}
    faults: list[Diagnostic] = []
    for output in outputs:
        cone = cone_of(output, base, version, *days)
        faults += refusals.too_large(output, cone, cap, _place(version, output))
        cones[output.id] = cone
    if faults:
        raise RulesetInvalid(faults)
    try:
        tables = tabulate(cones, base, engine, cap)
    except TooWide as wide:
        place = _place_of_claim(version, wide.claim)
        raise RulesetInvalid([Diagnostic("R-WIDE", place, {"claim": wide.claim, "limit": wide.limit})]) from None
    except EngineFault as fault:
        raise EngineFault([Diagnostic(d.code, Place(version.path), d.args) for d in fault.diagnostics]) from fault
    found = {}
    for output in outputs:
        table, place = tables[output.id], _place(version, output)
        if not output.id.startswith("never/"):
            faults += guards.unguarded(output, table, version, base, sources, days, cap, place)
        faults += advice.advice(output, table, version, base, declared(sources))
        found[output.id] = Judged(table.diagram(), tuple(table.cone.domains.values()))
    faults += advice.conflicts(version, base, days, declared(sources), cap)
    if any(fault.severity is Severity.ERROR for fault in faults):
        raise RulesetInvalid(faults)
    return found, tuple(faults)


def _place(version: Version, output: Output) -> Place:
    sort, _, name = output.id.partition("/")
    if sort == "requirement":
        return version.asked[name].place
    if sort == "never":
        return version.never[int(name)][1]
    if output.id == "scope":
        return version.not_for[0][1]
    if sort == "consistency":
        return next(line.place for line in version.consistency if line.name == name)
    return Place(version.path)


def _place_of_claim(version: Version, claim: str) -> Place:
    """Where what a claim speaks of was written, as near as its name tells: a definition has only a file."""
    word, _, name = claim.partition("/")
    if word in ("ask", *TAKEN.values()):
        return version.slots[name].place
    if word in ("later", "covered"):
        return version.asked[name].place
    if word == "never":
        return version.never[int(name)][1]
    if word == "out":
        return version.not_for[int(name)][1]
    if word == "same":
        return next(line.place for line in version.consistency if line.name == name)
    return Place(version.path)


def _sources(base: RuleBase, version: Version) -> dict[str, Source]:
    """What each variable is, by name: those of the claims, of what decides whether a fact is asked, of consistency lines."""
    found: dict[str, Source] = {}
    formulas: list[Formula] = [*(Claim(claim) for claim in base.claims), *(Said(given) for given in version.given.values())]
    for formula in formulas:
        for reading in readings(formula, base):
            if reading.source is not None:
                found[reading.name] = reading.source
    for line in version.consistency:
        for variable in line.same:
            found.setdefault(name_of(variable), variable)
    return found
