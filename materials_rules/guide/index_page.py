"""The index of all guides of a place, department by department.

    entries, day, where it came from  ->  a page of HTML
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from materials_rules.ground.day import chinese_day
from materials_rules.guide.cards import is_refused
from materials_rules.guide.item_page import Imprint, state_of
from materials_rules.guide.pieces import asset, lines, page, text
from materials_rules.guide.telling import Telling, clean
from materials_rules.guide.words import both, say
from materials_rules.plan.compile import Plan
from materials_rules.render._markup import Html, element, escaped, void

_COLUMNS: Final = ("item", "element.case_type", "element.statutory_limit", "element.promised_limit", "materials_count")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the index. `materials` counts what is asked for in at least one situation."""

    item: str
    name: str
    department: str
    case_type: str
    statutory: str
    promised: str
    materials: int


def entry(plan: Plan, day: dt.date) -> Entry:
    """The line of the version that *plan* was made from; an element by situation is told by its last line."""
    telling, elements = Telling(plan, day), plan.version.file.elements
    asked = [one for one in plan.version.asked.values() if not is_refused(telling, one)]
    return Entry(
        item=plan.version.item,
        name=clean(elements.item_name.default()),
        department=telling.department(elements.authority.default()),
        case_type=plan.ruleset.place.case_types[elements.case_type.default()].name,
        statutory=elements.statutory_limit.default().limit.say(),
        promised=elements.promised_limit.default().limit.say(),
        materials=sum(state_of(telling, one) != "absent" for one in asked),
    )


def index_page(entries: Iterable[Entry], absent: Iterable[str], place: str, day: dt.date, imprint: Imprint) -> str:
    """The index; *absent* tells the items that have no version in force on *day*."""
    listed = list(entries)
    gone = list(absent)
    title = f"{clean(place)} · {say('index')}"
    header = element(
        "header",
        element("h1", text(place), escaped(" "), both("index")),
        element("p", escaped(say("as_of", day=chinese_day(day)) + "　"), both("count", count=len(listed)), class_="validity"),
    )
    label = element("label", both("filter"), escaped(" "), void("input", type="search", id="filter", autocomplete="off"))
    rest = [element("section", element("p", both("not_in_force")), element("ul", *(element("li", text(one)) for one in gone)))]
    main = element(
        "main",
        element("p", label, class_="filter scripted"),
        *lines(_departments(listed)),
        *(rest if gone else ()),
    )
    footer = element("footer", imprint.line())
    return page(title, (header, main, footer), asset("guide.css"), (asset("index.js"),), Html(""))


def _departments(entries: Iterable[Entry]) -> Iterator[Html]:
    by_name: dict[str, list[Entry]] = {}
    for one in entries:
        by_name.setdefault(one.department, []).append(one)
    heading = element("thead", element("tr", *(element("th", both(key), scope="col") for key in _COLUMNS)))
    for name, found in by_name.items():
        table = element("table", heading, element("tbody", *lines(map(_row, found))), class_="index")
        yield element("section", element("h2", text(name)), table, class_="wide department")


def _row(one: Entry) -> Html:
    link = element("a", text(one.name), href=f"{one.item}.html")
    cells = zip(_COLUMNS[1:], (one.case_type, one.statutory, one.promised, str(one.materials)), strict=True)
    told = (element("td", text(value), data_label=say(key)) for key, value in cells)
    return element("tr", element("th", link, scope="row"), *told)
