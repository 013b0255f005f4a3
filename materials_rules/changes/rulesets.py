"""Two rulesets compared item by item, on every day on which one of them has rules.

    Library, Library  ->  ItemChanges for each item and pair of versions that differ
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from materials_rules.changes.alike import alike
from materials_rules.changes.answers import answers
from materials_rules.changes.change import Change, ItemChanges, Said
from materials_rules.changes.compare import changes, common_of
from materials_rules.changes.declared import texts
from materials_rules.changes.duty import ORDER, Direction
from materials_rules.changes.meaning import renumbered
from materials_rules.changes.recognising import recognised
from materials_rules.changes.regions import Days
from materials_rules.changes.renaming import under_new_ids
from materials_rules.changes.shared import shared
from materials_rules.changes.showing import Shower
from materials_rules.library import Library
from materials_rules.rules.item import ItemFile
from materials_rules.rules.material import Requirement
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.version import Version

_DAY: Final = dt.timedelta(days=1)
_NO_RULES: Final = Said("没有本事项的规则", "no rules for the item")
_RULES: Final = Said("有本事项的规则", "rules for the item")


@dataclass(frozen=True)
class Report:
    """All differences, sorted by item, and those of what all items share; how many things became what."""

    old: Ruleset
    new: Ruleset
    items: tuple[ItemChanges, ...]
    shared: tuple[Change, ...] = ()

    @property
    def known(self) -> frozenset[str]:
        """The items of either ruleset."""
        return frozenset({*self.old.items, *self.new.items})

    def counts(self) -> dict[Direction, int]:
        """How many things (materials, lines, questions, elements) became stricter, looser, both, or changed without effect."""
        found = dict.fromkeys(ORDER, 0)
        for item in self.items:
            for way in item.directions().values():
                found[way] += 1
        for change in self.shared:
            found[change.direction] += 1
        return found


def compared(old: Library, new: Library, items: Sequence[str] = ()) -> Report:
    """Every difference between two rulesets; with *items* only in these. Raises RulesetInvalid, EngineFault."""
    names = sorted({*old.ruleset.items, *new.ruleset.items})
    around = tuple(sorted(shared(old.ruleset, new.ruleset), key=lambda change: change.rank))
    found = []
    for name in names:
        if not items or name in items:
            for days, mine, yours in _met(old.ruleset, new.ruleset, name):
                if around or not _is_same(mine, yours):
                    found.append(_item(name, days, old, new, mine, yours))
    return Report(old.ruleset, new.ruleset, tuple(one for one in found if one.changes), around)


def compared_versions(old: Library, new: Library, item: str, mine: Version, yours: Version) -> Report:
    """Two versions of one item, each judged on the day of its life that is nearest to the other's."""
    ends = (_life(old.ruleset, mine), _life(new.ruleset, yours))
    apart = _nearest(*ends)
    days = Days(apart[1], ends[1][1], apart)
    return Report(old.ruleset, new.ruleset, (_item(item, days, old, new, mine, yours),))


Life = tuple[dt.date, dt.date | None]


def _life(ruleset: Ruleset, version: Version) -> Life:
    return version.file.in_force_from, ruleset.last_day(version)


def _nearest(old: Life, new: Life) -> tuple[dt.date, dt.date]:
    """The days of two lives that are nearest to each other: one day of both where there is one."""
    if old[1] is not None and old[1] < new[0]:
        return old[1], new[0]
    if new[1] is not None and new[1] < old[0]:
        return old[0], new[1]
    day = max(old[0], new[0])
    return day, day


def _is_same(old: Version | None, new: Version | None) -> bool:
    """Whether two versions are written alike, however they are spelled, what all items owe included."""
    if old is None or new is None:
        return old is new
    return _owed(old) == _owed(new) or _owed(alike(old)) == _owed(alike(new))


def _owed(version: Version) -> tuple[ItemFile, dict[str, Requirement]]:
    return version.file, {asked.id: asked.requirement for asked in version.asked.values() if asked.common}


def _met(old: Ruleset, new: Ruleset, item: str) -> Iterator[tuple[Days, Version | None, Version | None]]:
    """The versions of *item* that meet on the same days, in the order of days; nothing where neither side has one."""
    turns: set[dt.date] = set()
    for ruleset in (old, new):
        for version in ruleset.items.get(item, ()):
            first, last = _life(ruleset, version)
            turns |= {first} if last is None else {first, last + _DAY}
    begins = sorted(turns)
    waiting: tuple[Days, Version | None, Version | None] | None = None
    for since, after in zip(begins, [*begins[1:], None], strict=True):
        mine, yours = old.version(item, since), new.version(item, since)
        until = None if after is None else after - _DAY
        if waiting is not None and waiting[1] is mine and waiting[2] is yours:
            waiting = (Days(waiting[0].since, until), mine, yours)
            continue
        if waiting is not None and waiting[1:] != (None, None):
            yield waiting
        waiting = (Days(since, until), mine, yours)
    if waiting is not None and waiting[1:] != (None, None):
        yield waiting


def _item(item: str, days: Days, old: Library, new: Library, mine: Version | None, yours: Version | None) -> ItemChanges:
    title = (new if yours is not None else old).ruleset.title(item)
    found = sorted(_changes(item, title, days, old, new, mine, yours), key=lambda change: change.rank)
    firsts = [None if version is None else version.file.in_force_from for version in (mine, yours)]
    return ItemChanges(item, title, firsts[0], firsts[1], days.since, days.until, tuple(found), days.apart)


def _changes(
    item: str, title: str, days: Days, old: Library, new: Library, mine: Version | None, yours: Version | None
) -> Iterator[Change]:
    if mine is None or yours is None:
        said = (_NO_RULES, _RULES) if mine is None else (_RULES, _NO_RULES)
        yield Change("item", item, title, "both", *said)
        return
    names = recognised(mine, yours)
    was = old.compiled(under_new_ids(alike(mine, names), names)) if names else replace(old.plan(mine), version=alike(mine))
    plans = was, replace(new.plan(yours), version=alike(yours))
    common = common_of(*plans)
    shower = Shower(common, days, (old, new), names)
    found = list(changes(common, days, shower))
    yield from found
    yield from renumbered(yours, names)
    yield from answers(plans[0].version, plans[1].version, shower)
    yield from texts(*plans, common.matching, frozenset(change.of for change in found if change.sort == "requirement"))
