"""Packets for small nasty rulesets, each made from a seed: equal seeds give equal worlds, on every machine.

    seed  ->  Made (a making with its plan);  Made, random  ->  packets as data

A packet leaves things out, hands in defective, foreign and double papers,
and answers out of bounds. What the loader refuses is no world; `make` says so and the tests count it.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from building import tiny
from makings import OTHER, Making
from reference import is_possible

from materials_rules.condition.tree import Boolean, Date, Number, OneOf, SomeOf, Text, ValueType
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.packet.exact import read_exact
from materials_rules.packet.model import Packet
from materials_rules.plan.compile import Plan, compile_version
from materials_rules.plan.engine import Engine
from materials_rules.rules.fact import Fact
from materials_rules.rules.material import Read
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.version import Slot, Version, type_of
from materials_rules.verdict.form import Criterion, criteria

Data = dict[str, Any]

DAYS: Final = ("2024-05-06", "2026-03-02")
"""A day of first receipt before and after the day on which documents are shared."""

NAMES: Final = ("甲公司", "乙公司")
NUMBERS: Final = (0, 40, 50, 60, 90)


@dataclass(frozen=True)
class Made:
    """A ruleset that loads."""

    seed: int
    ruleset: Ruleset
    plan: Plan
    criteria: Mapping[str, tuple[Criterion, ...]]

    @property
    def version(self) -> Version:
        return self.plan.version


def makes(seeds: Iterable[int], engine: Engine, plain: bool = False) -> Iterator[Made]:
    """The rulesets of *seeds* that load; those whose `never:` lines leave no world at all are none."""
    for some in _batches(seeds, 10):
        makings = {f"permit-{seed}": Making(seed, plain) for seed in some}
        for ruleset in _read_together(makings):
            for item in sorted(set(makings) & set(ruleset.items)):
                found = _made(makings[item].seed, ruleset, item, engine)
                if found is not None:
                    yield found


def make(seed: int, engine: Engine, plain: bool = False) -> Made | None:
    """The ruleset of *seed*, or None where it does not load."""
    return next(makes([seed], engine, plain), None)


def _batches(seeds: Iterable[int], size: int) -> Iterator[list[int]]:
    waiting = iter(seeds)
    while some := list(itertools.islice(waiting, size)):
        yield some


def _read_together(makings: Mapping[str, Making]) -> Iterator[Ruleset]:
    """One ruleset with all items, for reading one place costs more than an item; one by one where an item is refused."""
    try:
        yield tiny(
            items={item: making.item for item, making in makings.items()} | {"other": OTHER},
            documents={name: about for making in makings.values() for name, about in making.documents.items()},
        )
    except RulesetInvalid:
        if len(makings) > 1:
            for item, making in makings.items():
                yield from _read_together({item: making})


def _made(seed: int, ruleset: Ruleset, item: str, engine: Engine) -> Made | None:
    version = ruleset.items[item][0]
    try:
        plan = compile_version(ruleset, version, engine)
    except RulesetInvalid:
        return None
    blank = read({"packet": "P", "item": item, "received_on": DAYS[0]})
    if version.never and not is_possible(ruleset, version, blank):
        return None
    return Made(seed, ruleset, plan, {slot.id: criteria(slot.arm) for slot in version.slots.values()})


# packets


class Hand:
    """Fills in packets for one ruleset, with a random source of its own."""

    def __init__(self, made: Made, rng: random.Random) -> None:
        self.version = made.version
        self.rng = rng

    def packet(self) -> Data:
        """Any packet: answers and papers left out, defective, foreign or double."""
        rng, file = self.rng, self.version.file
        found: Data = {"packet": "P", "item": self.version.item, "received_on": rng.choice(DAYS), "materials": []}
        if rng.random() < 0.8:
            found["applicant"] = {"name": rng.choice((*NAMES, None))} if rng.random() < 0.9 else {"kind": rng.choice(("enterprise", "neither"))}
        facts = {name: self.answer(fact, rng.random() < 0.05) for name, fact in file.facts.items() if rng.random() < 0.6}
        found["facts"] = {n: v for n, v in facts.items() if file.facts[n].chosen_by is None}
        found["choices"] = {n: v for n, v in facts.items() if file.facts[n].chosen_by is not None}
        if file.lists and rng.random() < 0.75:
            found["lists"] = {listed: self.members(listed) for listed in file.lists}
        for slot in self.version.slots.values():
            for subject in self.subjects(found, slot):
                for _ in range(rng.choice((0, 0, 0, 0, 1, 1, 1, 2))):
                    found["materials"].append(self.paper(found, slot, subject, loose=True))
        found["commitments"] = [self.letter(a) for a, about in self.version.asked.items() if about.requirement.commitment and rng.random() < 0.5]
        found["deferrals"] = [self.letter(a) for a, about in self.version.asked.items() if about.requirement.deferrable and rng.random() < 0.5]
        if rng.random() < 0.4:
            found["facts"]["serious_bad_credit"] = rng.random() < 0.3
        found["obtained"] = list(self.obtained())
        return found

    def answer(self, fact: Fact, wrong: bool = False) -> Any:
        """An answer to *fact*; with *wrong*, one of the right type out of its bounds."""
        rng, type_ = self.rng, type_of(fact)
        match type_:
            case Boolean():
                return rng.random() < 0.5
            case Number(decimals):
                if wrong:
                    return rng.choice((-1, 50.55))
                return rng.choice((*NUMBERS, 50.5)) if decimals else rng.choice(NUMBERS)
            case Date():
                return rng.choice(("2025-12-31", "2026-01-01", "2026-06-01"))
            case OneOf(members):
                return "nothing" if wrong else rng.choice(members)
            case SomeOf(members):
                return ["nothing"] if wrong else rng.sample(members, rng.randint(fact.at_least, len(members)))
            case _:
                return rng.choice(NAMES)

    def members(self, listed: str) -> list[Data]:
        rng, about = self.rng, self.version.file.lists[listed]
        return [
            {"id": str(i + 1)} | {name: self.answer(fact) for name, fact in about.each.items() if rng.random() < 0.7}
            for i in range(rng.randint(about.at_least, 2))
        ]

    def subjects(self, packet: Data, slot: Slot) -> list[str | None]:
        """Whose papers there may be for a slot; now and then somebody that the list does not name."""
        odd = self.rng.random() < 0.04
        if slot.list is None:
            return ["nobody:1"] if odd else [None]
        keys: list[str | None] = [f"{slot.list}:{line['id']}" for line in packet.get("lists", {}).get(slot.list, [])]
        return [*keys, self.rng.choice((None, f"{slot.list}:9"))] if odd else keys

    def paper(self, packet: Data, slot: Slot, subject: str | None, loose: bool = False) -> Data:
        """A paper for *slot*, in form or not; *loose* papers leave more unrecorded and come on the first day."""
        rng, form = self.rng, slot.arm.hand_in
        found: Data = {"material": slot.id} | ({"subject": subject} if subject else {})
        unsaid = 0.08 if loose else 0.03
        if form.copies and rng.random() > unsaid:
            found["copies"] = form.copies if rng.random() < 0.75 else 0
        if form.signed_by and rng.random() > unsaid:
            found["signed_by"] = ["applicant"] if rng.random() < 0.75 else []
        if form.in_date and rng.random() > unsaid:
            found |= {"issued_on": None, "expires_on": rng.choice((None, "2024-06-01", "2027-01-01", "2023-01-01"))}
        if rng.random() < 0.03:
            found["unreadable"] = True
        fields = {name: self.field(read) for name, read in slot.arm.reads.items() if rng.random() > unsaid}
        if fields:
            found["fields"] = fields
        if not loose or rng.random() < 0.2:
            later = dt.date.fromisoformat(packet["received_on"]) + dt.timedelta(days=rng.choice((0, 10, 40)))
            found["handed_in_on"] = later.isoformat()
        return found

    def field(self, read: Read) -> Any:
        type_ = type_of(read)
        return None if self.rng.random() < 0.1 else self.value(type_)

    def value(self, type_: ValueType) -> Any:
        match type_:
            case Boolean():
                return self.rng.random() < 0.5
            case Number():
                return self.rng.choice((*NUMBERS, -5))
            case Text():
                return self.rng.choice(NAMES)
            case _:
                raise AssertionError("no such field is made")

    def letter(self, material: str) -> Data:
        return {"for": material} | self.rng.choice(({}, {"signed": True}, {"signed": True}, {"signed": False}))

    def obtained(self) -> Iterator[Data]:
        """What the office got: shared documents, licences, the result of the other item."""
        rng = self.rng
        for asked in self.version.asked.values():
            for slot in asked.slots:
                for document in (slot.arm.document, *slot.arm.proved_by, "other-result" if asked.requirement.result_of else None):
                    if document is not None and rng.random() < 0.3:
                        fields = {name: self.field(read) for name, read in slot.arm.reads.items() if rng.random() < 0.6}
                        status = rng.choice(("found", "not_found", "unavailable", "differs"))
                        yield {"document": document, "by": "bureau", "status": status, "fields": fields}


def read(data: Data) -> Packet:
    """A packet of plain data as the readers give it."""
    return read_exact(json.dumps(data, ensure_ascii=False).encode(), "packet.json").packet
