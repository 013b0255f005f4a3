"""A second, naive reading of what a packet lacks: every world of a small ruleset, one after the other.

    Version, what is known of classes, Packet  ->  Verdicts

Written from the meaning alone (a world gives every variable a value; a requirement is a finding when it is open in every
world in scope that agrees with the packet, absent when in none; what the notice lets the applicant change is open; repeat
until nothing changes). It has no cells, no cones, no diagrams and no three values, and shares with the program the parsed
conditions, the checks of form and the reading of documents, nothing else. Slow, and only for small rulesets.

Words: a *name* is an answer (`fact/area`), a *place* a slot and whose it is. What is open is kept as names and places.
"""

from __future__ import annotations

from dataclasses import replace

from materials_rules.packet.model import Packet
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.version import Version
from reference.case import Case
from reference.judgement import Pass, Verdicts
from reference.words import Place


def judge(ruleset: Ruleset, version: Version, packet: Packet) -> Verdicts:
    """The verdicts on *packet*."""
    case = Case(ruleset, version, packet)
    verdicts = _at_rest(case, ("finding", "conditional", "possible"))
    as_it_stands = _at_rest(case, ("finding", "conditional")).requirements
    due = {key for key, verdict in verdicts.requirements.items() if verdict == "conditional" and as_it_stands.get(key) == "finding"}
    return replace(verdicts, requirements={**verdicts.requirements, **dict.fromkeys(due, "finding")})


def _at_rest(case: Case, lines: tuple[str, ...]) -> Verdicts:
    """*lines*: the verdicts of lines that let what they compare be corrected."""
    names: frozenset[str] = frozenset()
    places: frozenset[Place] = frozenset()
    contradictions: frozenset[int] = frozenset()
    while True:
        found = Pass(case, names, places, contradictions, lines)
        verdicts = found.verdicts()
        if (verdicts.names, verdicts.places, verdicts.contradictions) == (names, places, contradictions):
            return verdicts
        names, places, contradictions = verdicts.names, verdicts.places, verdicts.contradictions


def is_possible(ruleset: Ruleset, version: Version, packet: Packet) -> bool:
    """Whether the `never:` lines leave any world at all."""
    return not Pass(Case(ruleset, version, packet), frozenset(), frozenset(), frozenset()).contradictions()
