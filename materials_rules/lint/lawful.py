"""What the law says of a version as a whole: whether it is a licence, how high its citations stand, on which days they hold.

    OneVersion  ->  regime, level, stretches of days
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from materials_rules.lint.subject import OneVersion
from materials_rules.notice.frame import regime_of
from materials_rules.plan.classing import LAST_DAY, Stretch, stretches
from materials_rules.rules.basis import Basis
from materials_rules.rules.item import Regime
from materials_rules.rules.law import LEVELS, Standing, standing, turning_days
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.version import Slot

LICENSING_LAW = "行政许可法"
"""The title of the act by whose regime an item is a licence."""

BY_LAW = frozenset({"law", "regulation", "local_regulation", "state_council_decision"})
"""The levels on which a proof or the work of an intermediary may rest (优化营商环境条例 arts 43, 44)."""


def regime(one: OneVersion) -> Regime:
    """The regime of the item, with what its preset says."""
    return regime_of(one.ruleset, one.file.regime)


def is_licence(one: OneVersion) -> bool:
    """Whether the item is handled by 行政许可法, as its regime says."""
    return any(LICENSING_LAW in one.ruleset.laws[basis.law].title for basis in regime(one).basis)


def highest(ruleset: Ruleset, bases: Iterable[Basis]) -> str:
    """The level of the highest act among *bases*; `nothing` for none."""
    return min((ruleset.laws[basis.law].level for basis in bases), key=LEVELS.index, default="nothing")


def of_days(one: OneVersion, slot: Slot) -> tuple[Stretch, ...]:
    """What is known of *slot* over the life of the version."""
    if one.plan is not None:
        return one.plan.by_day[slot.id]
    return stretches(one.ruleset, one.version, one.version.asked[slot.requirement], slot)


def is_refused(one: OneVersion, slot: Slot) -> bool:
    """Whether nobody may ask for *slot* on any day: it is over-asked, or a class drops it; a catch-all names nothing."""
    if slot.arm.catch_all:
        return False
    decisive = [stretch.decisive() for stretch in of_days(one, slot)]
    return all(hit is not None and one.ruleset.classes[hit.class_id].about.effect == "drop" for hit in decisive)


def ends(one: OneVersion, basis: Basis, written_for: dt.date) -> Iterator[tuple[dt.date, Standing]]:
    """The first day of the version's life on which *basis* is in force no longer, if there is one."""
    first, last = one.days
    begin = max(first, written_for)
    for day in sorted({begin, *(turn for turn in turning_days(one.ruleset.laws[basis.law]) if begin < turn <= last)}):
        found = standing(one.ruleset.laws, basis, written_for, day)
        if not found.in_force:
            yield day, found
            return


def days_between(first: int, last: int, lang: str) -> str:
    """`自 2024-01-01 至 2025-06-30 `, from ordinals; without an end that is known, `自 2024-01-01 起`."""
    begin = dt.date.fromordinal(first).isoformat()
    end = None if last >= LAST_DAY.toordinal() else dt.date.fromordinal(last).isoformat()
    if lang == "zh":
        return f"自 {begin} 起" if end is None else f"自 {begin} 至 {end} "
    return f"from {begin} on" if end is None else f"from {begin} to {end}"
