"""All guides of a place as one folder: an index, and a page for each item that has a version in force.

    Ruleset, plans, day  ->  pages by file name
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from materials_rules.ground.day import chinese_day
from materials_rules.guide.index_page import Entry, entry, index_page
from materials_rules.guide.item_page import INDEX, Imprint, item_page
from materials_rules.guide.words import say
from materials_rules.plan.compile import Plan
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.version import Version

SUFFIX: Final = ".html"


def pages(
    ruleset: Ruleset, plan_of: Callable[[Version], Plan], day: dt.date, items: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    """File name and text of every page, the index last. *items* are those wanted, none = all; the index lists no others."""
    imprint = Imprint(ruleset.place.name, ruleset.digest)
    entries: list[Entry] = []
    absent: list[str] = []
    for item in ruleset.items:
        if items and item not in items:
            continue
        version = ruleset.version(item, day)
        if version is None:
            absent.append(_absent(ruleset, item, day))
            continue
        plan = plan_of(version)
        entries.append(entry(plan, day))
        yield f"{item}{SUFFIX}", item_page(plan, day, imprint)
    yield INDEX, index_page(entries, absent, ruleset.place.name, day, imprint)


def _absent(ruleset: Ruleset, item: str, day: dt.date) -> str:
    """What is said of an item without a version in force on *day*: what became of it, or from when there is one."""
    title, last = ruleset.title(item), ruleset.items[item][-1].file
    first = ruleset.items[item][0].file.in_force_from
    if last.ended is not None and last.in_force_to is not None and last.in_force_to < day:
        return f"{title}：{last.ended.say}"
    begins = say("begins", day=chinese_day(first))
    return f"{title}：{begins}" if day < first else title


def last_beginning(ruleset: Ruleset) -> dt.date:
    """The last day on which something begins: a version of an item, of an act that it cites, a supply of documents.

    That is the day of a guide for which nobody named one, because nothing here asks a clock.
    """
    days = [version.file.in_force_from for versions in ruleset.items.values() for version in versions]
    days += [live.from_ for document in ruleset.documents.values() for live in document.live]
    return max(days)


def left_over(found: Collection[str], written: Mapping[str, object]) -> list[str]:
    """The names of pages among *found* that were not written: of items that are gone, or not ours."""
    return sorted(name for name in found if name.endswith(SUFFIX) and name not in written)
