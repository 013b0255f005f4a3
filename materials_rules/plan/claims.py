"""What the machine has to find out about an item: its outputs, as claims.

    Version, classes day by day  ->  RuleBase, Output for each question

Claims of a requirement, each true only where it is due: `ask/SLOT` (asked of the applicant), `drop/SLOT`, `obtain/SLOT`,
`show/SLOT` (taken away by a class, with its effect), `later/REQUIREMENT` (staged by rule), `covered/REQUIREMENT` (another
asked material covers it). `never/N` and `out/N` mark situations that cannot exist or that are another office's matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from materials_rules.condition.tree import Condition
from materials_rules.plan.classing import Stretch, coverers
from materials_rules.plan.formula import AllOf, AnyOf, Claim, Formula, Not, OnDays, RuleBase, Said
from materials_rules.rules.classes import ClassRule
from materials_rules.rules.version import Asked, Version

TAKEN = {"drop": "drop", "office_obtains": "obtain", "show_instead": "show"}
"""Which claim an effect of a class makes; the other two effects leave the requirement where it is."""


BARRING: Final = ("never/", "out/")
"""How the claims begin that mark situations that cannot exist, or that are another office's matter."""


@dataclass(frozen=True)
class Output:
    """One thing that a notice needs to know. Situations in which a claim of `constraints` holds do not count."""

    id: str
    claims: tuple[str, ...]
    constraints: tuple[str, ...] = ()


def claims_of(
    version: Version, classes: Mapping[str, ClassRule], by_day: Mapping[str, Sequence[Stretch]]
) -> tuple[RuleBase, tuple[Output, ...]]:
    """The rule base of *version* and its outputs. *by_day* holds the stretches of every slot."""
    claims: dict[str, Formula] = {}
    outputs: list[Output] = []
    never = _numbered("never", [c for c, _ in version.never], claims)
    out = _numbered("out", [c for c, _ in version.not_for], claims)
    both = (*never, *out)
    outputs += [Output(name, (name,)) for name in never]
    if out:
        outputs.append(Output("scope", out, never))
    names = {asked.id: _requirement(asked, classes, by_day, claims) for asked in version.asked.values()}
    for asked in version.asked.values():
        covered = _covered(version, asked, by_day, claims)
        if covered is not None:
            claims[f"covered/{asked.id}"] = covered
            names[asked.id] += (f"covered/{asked.id}",)
        outputs.append(Output(f"requirement/{asked.id}", names[asked.id], both))
    for name, conditions in version.elements.items():
        outputs.append(Output(f"element/{name}", _numbered(f"element/{name}", conditions, claims), both))
    for line in version.consistency:
        if line.when is not None:
            claims[f"same/{line.name}"] = Said(line.when)
            outputs.append(Output(f"consistency/{line.name}", (f"same/{line.name}",), both))
    return RuleBase(claims, version.definitions), tuple(outputs)


def barring(base: RuleBase, less: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The claims that mark the situations of *base* that do not count, without those whose names begin with one of *less*."""
    return tuple(name for name in base.claims if name.startswith(BARRING) and not f"{name}/".startswith(less))


def _numbered(name: str, conditions: Sequence[Condition], claims: dict[str, Formula]) -> tuple[str, ...]:
    names = tuple(f"{name}/{i}" for i in range(len(conditions)))
    claims.update(zip(names, (Said(condition) for condition in conditions), strict=True))
    return names


def _requirement(
    asked: Asked, classes: Mapping[str, ClassRule], by_day: Mapping[str, Sequence[Stretch]], claims: dict[str, Formula]
) -> tuple[str, ...]:
    due: tuple[Formula, ...] = tuple(Said(condition) for condition in asked.due)
    names = []
    for slot in asked.slots:
        on = due if slot.when is None else (*due, Said(slot.when))
        taken: list[tuple[int, int]] = []
        for effect, word in TAKEN.items():
            days = [(s.first, s.last) for s in by_day[slot.id] if effect_of(s, asked, classes) == effect]
            if days:
                taken += days
                claims[f"{word}/{slot.id}"] = AllOf((*on, OnDays(tuple(days))))
                names.append(f"{word}/{slot.id}")
        if len(taken) < len(by_day[slot.id]):
            free: tuple[Formula, ...] = (Not(OnDays(tuple(sorted(taken)))),) if taken else ()
            claims[f"ask/{slot.id}"] = AllOf((*on, *free))
            names.append(f"ask/{slot.id}")
    if asked.requirement.due_at is not None:
        staged = () if asked.staged is None else (Said(asked.staged),)
        claims[f"later/{asked.id}"] = AllOf((*due, *staged))
        names.append(f"later/{asked.id}")
    return tuple(names)


def effect_of(stretch: Stretch, asked: Asked, classes: Mapping[str, ClassRule]) -> str | None:
    """The effect on a slot in *stretch*, `covered_by` apart; a result of another item is always obtained."""
    decisive = stretch.decisive()
    if decisive is not None:
        return classes[decisive.class_id].about.effect
    return "office_obtains" if asked.requirement.result_of is not None else None


def _covered(
    version: Version, asked: Asked, by_day: Mapping[str, Sequence[Stretch]], claims: Mapping[str, Formula]
) -> Formula | None:
    """That a coverer is itself asked or held by the office, on the days on which C5 holds."""
    covering = [
        Claim(f"{word}/{slot.id}")
        for coverer in coverers(version, asked.id)
        for slot in version.asked[coverer].slots
        for word in ("ask", "obtain", "show")
        if f"{word}/{slot.id}" in claims
    ]
    stretches = [stretch for slot in asked.slots for stretch in by_day[slot.id]]
    days = sorted({(stretch.first, stretch.last) for stretch in stretches if stretch.of("C5_COVERED")})
    if not covering or not days:
        return None
    everywhere = len(days) == len({(stretch.first, stretch.last) for stretch in stretches})
    return AllOf((AnyOf(tuple(covering)), *(() if everywhere else (OnDays(tuple(days)),))))
