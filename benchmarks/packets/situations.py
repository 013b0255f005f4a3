"""Situations of one version, each with a packet in which all is in order: what packets are drawn from.

    Plan, chance  ->  Prepared, Prepared, …

A situation takes the judge some milliseconds, a packet drawn from it some microseconds; so a few dozen are prepared, and
everything that differs from packet to packet in the same situation is drawn afterwards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from benchmarks.packets.answers import Answering, thresholds
from materials_rules.plan.classing import life
from materials_rules.plan.compile import Plan
from materials_rules.verdict.examine import examine
from materials_rules.witness.invented import numbers
from materials_rules.witness.reading import situation_of
from materials_rules.witness.rest import in_order
from materials_rules.witness.written import Data

YEAR: Final = 365
DRAWS: Final = 4
"""How many draws a situation that is wanted may cost: some contradict themselves, some are another item's matter."""

NAME: Final = "\ue000"
AGENT: Final = "\ue001"
"""Where the names will stand; signs that nobody writes."""
CREDIT_CODE: Final = next(numbers("credit_code"))
RESIDENT_ID, AGENT_ID = (number for number, _ in zip(numbers("resident_id"), range(2), strict=False))
MOBILE: Final = next(numbers("mobile_number"))
"""Numbers that stand for others until a packet is drawn: they must pass the checks of the rules."""

Sort = Literal["in", "out", "contradiction"]


@dataclass(frozen=True)
class Prepared:
    """One packet in order, and the days of receipt (ordinals) on which it is."""

    sort: Sort
    packet: Data
    first: int
    last: int


def prepared(plan: Plan, chance: Random, number: int, until: dt.date) -> tuple[Prepared, ...]:
    """About *number* situations in which the item is asked for, and some that are out of scope or contradict themselves.

    Packets are received in the year that ends on *until*, or in the last one of the version's life where that is over.
    """
    answering = Answering.of(plan, chance)
    days = _days(plan, until)
    counts: dict[Sort, int] = {"in": number, "out": max(1, number // 4), "contradiction": max(1, number // 4)}
    found: list[Prepared] = []
    for _ in range(DRAWS * number):
        if not counts["in"]:
            break
        one = _prepared(plan, answering, chance, days)
        if counts[one.sort]:
            counts[one.sort] -= 1
            found.append(one)
    return tuple(found)


def _prepared(plan: Plan, answering: Answering, chance: Random, days: list[tuple[int, int]]) -> Prepared:
    first, last = _stretch(days, chance)
    packet = answering.drawn(_bare(plan, chance, dt.date.fromordinal(last)), chance)
    examination = examine(plan, situation_of(plan, packet).packet, "")
    if examination.contradictions:
        return Prepared("contradiction", packet, first, last)
    if examination.scope == "out":
        return Prepared("out", packet, first, last)
    whole = in_order(plan, packet, {})
    obtained = list(_obtained(plan, whole, chance))
    return Prepared("in", {**whole, "obtained": obtained} if obtained else whole, first, last)


def _bare(plan: Plan, chance: Random, day: dt.date) -> Data:
    """Who applies, and when."""
    kinds = [kind for case in plan.version.file.elements.applicant_types.cases for kind in case.value]
    kind = str(kinds[int(chance.random() ** 2 * len(kinds))]) if kinds else "enterprise"
    number = RESIDENT_ID if kind == "natural_person" else CREDIT_CODE
    packet: Data = {"packet": "P", "item": plan.version.item, "round": 1, "received_on": day.isoformat(), "channel": "window"}
    packet["applicant"] = {"kind": kind, "name": NAME, "id": number, "phone": MOBILE}
    packet["agent"] = None
    if chance.random() < 0.25:
        powers = ["submit", "correct", "sign", "receive"][: 2 + int(chance.random() * 3)]
        packet["agent"] = {"name": AGENT, "id": AGENT_ID, "from": day.isoformat(), "until": None, "powers": powers}
    return packet


def _obtained(plan: Plan, packet: Data, chance: Random) -> Iterator[Data]:
    """What the office looked up itself: most of what it is to obtain."""
    documents: dict[str, None] = {}
    for standing in examine(plan, situation_of(plan, packet).packet, "").standings.values():
        for slot in standing.asked.slots:
            if slot.arm.document is not None and standing.always(f"obtain/{slot.id}"):
                documents[slot.arm.document] = None
    for document in documents:
        if chance.random() < 0.7:
            about = plan.ruleset.documents.get(document)
            by = None if about is None else about.supplied_by
            yield {"document": document, "status": "found", **({} if by is None else {"by": by}), "on": packet["received_on"]}


def _days(plan: Plan, until: dt.date) -> list[tuple[int, int]]:
    """The year of receipt, cut where a class begins or ends and at the days that conditions name."""
    begin, end = (day.toordinal() for day in life(plan.ruleset, plan.version))
    last = min(end, until.toordinal()) if begin <= until.toordinal() else min(end, begin + YEAR)
    first = max(begin, last - YEAR + 1)
    cuts = {stretch.first for stretches in plan.by_day.values() for stretch in stretches}
    cuts |= {day + more for day in _named(plan) for more in (0, 1)}
    starts = sorted({first, *(day for day in cuts if first < day <= last)})
    return [(start, end - 1) for start, end in zip(starts, [*starts[1:], last + 1], strict=True)]


def _named(plan: Plan) -> tuple[int, ...]:
    return thresholds(plan).get("received_on", ())


def _stretch(days: list[tuple[int, int]], chance: Random) -> tuple[int, int]:
    """One of the stretches, a long one more likely."""
    point = chance.random() * sum(last - first + 1 for first, last in days)
    for first, last in days:
        point -= last - first + 1
        if point < 0:
            return first, last
    return days[-1]


