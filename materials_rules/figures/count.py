"""What a ruleset promises and asks on one day, counted.

    Ruleset, day  ->  Figures

Nothing is judged and nobody's packet is read. Days of different units are never added: an item counts with the unit that
both its limits have, and one whose limits differ in their units is counted apart.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Final

from materials_rules.plan.claims import TAKEN, effect_of
from materials_rules.plan.classing import Stretch, coverers, stretches
from materials_rules.rules.limit import Unit
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.scalar import ASSUMED
from materials_rules.rules.version import Asked, Version

GENERATED: Final = "generated"
"""`source: generated` of an item says that a program invented it; whatever counts such items says so too."""

RESULT: Final = "C2_SHAREABLE"
"""The class of what is the result of another item, and therefore always obtained."""

COUNTED: Final = ("case_type", "procedure", "statutory_limit", "promised_limit", "authority")
"""The elements that are counted; of one by situation, the last line counts."""


@dataclass(frozen=True, slots=True)
class Days:
    """Items whose two limits are both in *unit*: how many, and the sums of what the law allows and what is promised."""

    unit: Unit
    items: int
    statutory: int
    promised: int

    def __add__(self, other: Days) -> Days:
        return Days(self.unit, self.items + other.items, self.statutory + other.statutory, self.promised + other.promised)


@dataclass(frozen=True)
class Figures:
    """Counts of one place, or of several together.

    `days` has one entry a unit, `mixed` names the items whose two limits have different units. `steps` are the steps of
    all procedures but those that take no time of the limit. Of the materials that items list themselves, `asked` are asked
    of the applicant in some situation, `dropped` are not, by class; `over_asked` of these stand in the rules only so that
    it can be said that nobody may ask for them. `committed`, `covered`, `later`, `deferrable` and `partly` are among those
    asked: replaceable by a commitment, covered by another in some situation, handed in at a later event, allowed to follow,
    and those of which some arm is not asked for.
    """

    places: tuple[str, ...]
    names: tuple[str, ...]
    items: frozenset[tuple[str, str]]
    generated: int
    by_situation: int
    assumed: int
    charged: int
    steps: int
    days: Mapping[Unit, Days]
    mixed: tuple[str, ...]
    case_types: Mapping[str, int]
    departments: Mapping[str, int]
    asked: int
    dropped: Mapping[str, int]
    over_asked: int
    among: Mapping[str, int] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)

    @property
    def listed(self) -> int:
        """Every material that an item lists itself."""
        return self.asked + sum(self.dropped.values())

    def __add__(self, other: Figures) -> Figures:
        """Both together; classes and case types of the same name are the same."""
        units = [unit for unit in Unit if unit in self.days or unit in other.days]
        none = {unit: Days(unit, 0, 0, 0) for unit in Unit}
        return Figures(
            places=(*self.places, *other.places),
            names=(*self.names, *other.names),
            items=self.items | other.items,
            generated=self.generated + other.generated,
            by_situation=self.by_situation + other.by_situation,
            assumed=self.assumed + other.assumed,
            charged=self.charged + other.charged,
            steps=self.steps + other.steps,
            days={unit: self.days.get(unit, none[unit]) + other.days.get(unit, none[unit]) for unit in units},
            mixed=(*self.mixed, *other.mixed),
            case_types=_added(self.case_types, other.case_types),
            departments=_added(self.departments, other.departments),
            asked=self.asked + other.asked,
            dropped=_added(self.dropped, other.dropped),
            over_asked=self.over_asked + other.over_asked,
            among=_added(self.among, other.among),
            classes={**other.classes, **self.classes},
        )


def together(figures: Iterable[Figures]) -> Figures:
    """The figures of several places as those of one; there is at least one."""
    return reduce(lambda one, other: one + other, figures)


def count(ruleset: Ruleset, day: dt.date, items: Iterable[str] = ()) -> Figures:
    """The figures of *ruleset* on *day*, of all items that have a version in force then, or of those in *items*."""
    wanted = frozenset(items) or frozenset(ruleset.items)
    found = [version for item in ruleset.items if item in wanted and (version := ruleset.version(item, day)) is not None]
    days: dict[Unit, Days] = {}
    mixed = []
    for version in found:
        law = version.file.elements.statutory_limit.default().limit
        promise = version.file.elements.promised_limit.default().limit
        if law.unit is not promise.unit:
            mixed.append(version.item)
            continue
        days[law.unit] = days.get(law.unit, Days(law.unit, 0, 0, 0)) + Days(law.unit, 1, law.value, promise.value)
    materials = Counter(word for version in found for word in _materials(ruleset, version, day))
    case_types = Counter(version.file.elements.case_type.default() for version in found)
    return Figures(
        places=(ruleset.id,),
        names=(ruleset.place.name,),
        items=frozenset((ruleset.id, version.item) for version in found),
        generated=sum(version.file.source == GENERATED for version in found),
        by_situation=sum(any(name in version.elements for name in COUNTED) for version in found),
        assumed=sum(map(_is_assumed, found)),
        charged=sum(version.file.elements.fee.default().charged for version in found),
        steps=sum(not step.not_counted for version in found for step in version.file.elements.procedure.default()),
        days={unit: days[unit] for unit in Unit if unit in days},
        mixed=tuple(mixed),
        case_types={about.name: case_types[name] for name, about in ruleset.place.case_types.items()},
        departments=_departments(ruleset, found),
        asked=materials["asked"],
        dropped={name: materials[name] for name in ruleset.classes if materials[name]},
        over_asked=materials["over_asked"],
        among={name: materials[name] for name in AMONG},
        classes={name: rule.about.name for name, rule in ruleset.classes.items()},
    )


AMONG: Final = ("committed", "covered", "later", "deferrable", "partly")
"""What is counted among the materials that are asked for."""


def _is_assumed(version: Version) -> bool:
    """Whether the author says of a limit that he read it nowhere."""
    limits = (version.file.elements.statutory_limit, version.file.elements.promised_limit)
    return any(ASSUMED in (limit.source, limit.default().source) for limit in limits)


def _materials(ruleset: Ruleset, version: Version, day: dt.date) -> Iterable[str]:
    """What each material of *version* counts as, in a word or in several; those owed in every item belong to none."""
    for asked in version.asked.values():
        if asked.common:
            continue
        on_day = [_on(stretches(ruleset, version, asked, slot), day) for slot in asked.slots]
        effects = [effect_of(stretch, asked, ruleset.classes) for stretch in on_day]
        free = [effect not in TAKEN for effect in effects]
        if not any(free):
            decisive = on_day[0].decisive()
            yield RESULT if decisive is None else decisive.class_id
            if all(slot.arm.over_asked or slot.arm.catch_all for slot in asked.slots):
                yield "over_asked"
            continue
        yield "asked"
        yield from _among(version, asked, on_day)
        if not all(free):
            yield "partly"


def _among(version: Version, asked: Asked, on_day: Iterable[Stretch]) -> Iterable[str]:
    found = list(on_day)
    if asked.requirement.commitment is not None and any(stretch.of("C4_COMMITMENT") for stretch in found):
        yield "committed"
    if coverers(version, asked.id) and any(stretch.of("C5_COVERED") for stretch in found):
        yield "covered"
    if asked.requirement.due_at is not None:
        yield "later"
    if asked.requirement.deferrable is not None:
        yield "deferrable"


def _on(found: Iterable[Stretch], day: dt.date) -> Stretch:
    return next(stretch for stretch in found if day.toordinal() <= stretch.last)


def _departments(ruleset: Ruleset, found: Iterable[Version]) -> dict[str, int]:
    """Items by the name of the department that decides, in the order of the register."""
    counts = Counter(version.file.elements.authority.default() for version in found)
    return {about.name: counts[name] for name, about in ruleset.departments.items() if counts[name]}


def _added(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {name: one.get(name, 0) + other.get(name, 0) for name in dict.fromkeys((*one, *other))}
