"""A version judged in every situation that can be, or every reason why it may not be.

    outputs of a version  ->  a diagram of each
"""

from __future__ import annotations

from collections.abc import Mapping

from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import EngineFault, RulesetInvalid
from materials_rules.plan import advice, guards, refusals
from materials_rules.plan.claims import TAKEN, Output
from materials_rules.plan.classing import Stretch, life
from materials_rules.plan.cone import Cone, cone_of
from materials_rules.plan.diagram import Judged
from materials_rules.plan.engine import Engine
from materials_rules.plan.formula import RuleBase, Source
from materials_rules.plan.lowering import TooWide
from materials_rules.plan.pointing import place_of
from materials_rules.plan.table import tabulate
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.version import Version


def refuse(version: Version, base: RuleBase, by_day: Mapping[str, tuple[Stretch, ...]]) -> None:
    """Raises RulesetInvalid with every refusal that needs no judging."""
    faults = [*refusals.unlawful_asks(version, by_day), *refusals.circles(version), *refusals.untold(version, base)]
    if faults:
        raise RulesetInvalid(faults)


def judge(
    ruleset: Ruleset,
    version: Version,
    base: RuleBase,
    outputs: tuple[Output, ...],
    sources: Mapping[str, Source],
    engine: Engine,
) -> tuple[dict[str, Judged], tuple[Diagnostic, ...]]:
    """Every output judged in every situation, and what is to be said of it.

    Raises RulesetInvalid with every refusal, EngineFault when the two judges disagree or the engine fails.
    """
    days = life(ruleset, version)
    cap = ruleset.place.cone_cap
    cones: dict[str, Cone] = {}
    faults: list[Diagnostic] = []
    for output in outputs:
        cone = cone_of(output, base, version, *days)
        faults += refusals.too_large(output, cone, cap, place_of(version, output))
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
    nothing_left = list(advice.nothing_left(version, base, days, cap))
    faults += nothing_left
    for output in outputs:
        table, place = tables[output.id], place_of(version, output)
        if not output.id.startswith("never/"):
            faults += guards.unguarded(output, table, version, base, sources, days, cap, place)
        # where nothing is left at all, that is said once and not of every material
        faults += () if nothing_left else advice.advice(output, table, version, base, sources)
        found[output.id] = Judged(table.diagram(), tuple(table.cone.domains.values()))
    faults += advice.conflicts(version, base, days, sources, cap)
    if any(fault.severity is Severity.ERROR for fault in faults):
        raise RulesetInvalid(faults)
    return found, tuple(faults)


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
