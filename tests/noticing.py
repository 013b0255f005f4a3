"""Notices of tiny rulesets for tests: a ruleset as Python data, a packet as Python data, the real flow between them.

    RULES = {"materials": {"lease": {"when": "rented"}}, "facts": {"rented": "boolean"}}
    noticed(RULES, facts={"rented": True})  ->  Notice

Rulesets are those of `building`; each is compiled once.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from building import ITEM, tiny

from materials_rules.clock.calendar import Calendars, make_calendars, read_calendars
from materials_rules.library import Cache, Library, check
from materials_rules.notice.model import Arm, Conditional, Finding, Notice, encode
from materials_rules.packet.exact import read_exact
from materials_rules.verdict.examine import Examination, examine

CALENDARS: Final = read_calendars(Path(__file__).resolve().parents[1] / "rulesets" / "calendars" / "cn")
NO_CALENDARS: Final = make_calendars([])
DAY: Final = "2026-03-02"
"""A Monday; the five working days end on the Monday after it."""


def opened(rules: Mapping[str, Any], calendars: Calendars = CALENDARS) -> Library:
    """The ruleset *rules* (keys of `building.tiny`) opened for work."""
    return _opened(json.dumps(rules, ensure_ascii=False), calendars)


@cache
def _opened(rules: str, calendars: Calendars) -> Library:
    return Library(tiny(**json.loads(rules)), calendars, Cache(None))


def packet(**keys: Any) -> bytes:
    """A packet for the item of `building`, received on DAY by a company, with *keys* instead of or beside that."""
    found = {"packet": "P-1", "item": ITEM, "received_on": DAY, "applicant": {"kind": "enterprise", "name": "甲公司"}, **keys}
    return json.dumps(found, ensure_ascii=False).encode()


def paper(material: str, **keys: Any) -> dict[str, Any]:
    """A line of what was handed in."""
    return {"material": material, **keys}


def noticed(
    rules: Mapping[str, Any],
    *,
    as_of: str | None = None,
    previous: Notice | bytes | None = None,
    calendars: Calendars = CALENDARS,
    **keys: Any,
) -> Notice:
    """The notice for the packet with *keys*."""
    before = encode(previous) if isinstance(previous, Notice) else previous
    day = None if as_of is None else dt.date.fromisoformat(as_of)
    return check(opened(rules, calendars), packet(**keys), "packet.json", day, before)


def examined(rules: Mapping[str, Any], **keys: Any) -> Examination:
    """What the verdict finds of the packet with *keys*."""
    library = opened(rules)
    found = read_exact(packet(**keys), "packet.json").packet
    version = library.ruleset.version(found.item, dt.date.fromisoformat(found.received_on))
    assert version is not None
    return examine(library.plan(version), found, "packet.json", library.criteria(version))


def entry(notice: Notice, id_: str) -> Finding | Conditional:
    """The finding or the conditional entry with the id *id_* (without the item)."""
    return next(e for e in (*notice.findings, *notice.conditional) if e.id == f"{ITEM}/{id_}")


def arm(notice: Notice, id_: str) -> Arm:
    """The one arm of an entry."""
    (only,) = entry(notice, id_).arms
    return only


def ids(notice: Notice) -> set[str]:
    """Every id that is told, without the item."""
    told = [line.id for line in (*notice.findings, *notice.conditional)]
    told += [line.id for line in notice.questions] + [line.id for line in notice.due_later]
    return {id_.removeprefix(f"{ITEM}/") for id_ in told}
