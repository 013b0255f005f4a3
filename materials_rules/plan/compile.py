"""The compiler: a version made ready to judge packets, or every reason why it may not.

    Ruleset, Version  ->  Plan
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.plan.behind import Behind, behind
from materials_rules.plan.claims import Output, claims_of
from materials_rules.plan.classing import Stretch, stretches
from materials_rules.plan.diagram import Judged
from materials_rules.plan.engine import Engine
from materials_rules.plan.formula import RECEIVED_ON, Claim, Formula, RuleBase, Said, Source, name_of, readings
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.version import Version

__all__ = ["Judged", "Plan", "compile_version"]


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

    @cached_property
    def behind(self) -> dict[str, Behind]:
        """What stands behind each output."""
        return {name: behind(one.diagram.variables, self.sources, self.base) for name, one in self.outputs.items()}

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
    # all that judges and refuses is read for it, and only what was not judged before needs it
    from materials_rules.plan.judging import judge, refuse

    refuse(version, base, by_day)
    found, notes = judge(ruleset, version, base, outputs, sources, engine)
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
