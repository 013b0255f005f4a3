"""A prepared packet cut into pieces of JSON: what stays, what is drawn for each packet, what each fault makes of a line.

    Plan, Prepared, chance  ->  Template

The pieces have their keys in the order of the packet's own definition. Signs of the private use area mark what is drawn.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Final

import msgspec

from benchmarks.packets.situations import AGENT_ID, CREDIT_CODE, MOBILE, NAME, RESIDENT_ID, Prepared
from materials_rules.packet.model import Material
from materials_rules.plan.compile import Plan
from materials_rules.rules.version import Slot
from materials_rules.witness.invented import COMPANIES
from materials_rules.witness.written import PERSON, Data

RECEIVED: Final = "\ue002"
RECENT: Final = "\ue003"
"""Issued some days ago."""
LATELY: Final = "\ue004"
"""Issued some months ago."""
LONG_AGO: Final = "\ue005"
"""Issued so long ago that no limit allows it."""
EXPIRES: Final = "\ue006"
EXPIRED: Final = "\ue007"
SOMEBODY: Final = "\ue008"
"""A natural person who is not the applicant."""
ANOTHER: Final = "\ue009"
"""A name that is not the applicant's."""
CREDIT: Final = "\ue00a"
RESIDENT: Final = "\ue00b"
HIS_AGENT: Final = "\ue00c"
PHONE: Final = "\ue00d"

_STAND_FOR: Final = {CREDIT_CODE: CREDIT, RESIDENT_ID: RESIDENT, AGENT_ID: HIS_AGENT, MOBILE: PHONE}
_KEYS: Final = tuple(field.encode_name for field in msgspec.structs.fields(Material))
_MARKS: Final = ("signed_by", "sealed_by")

Faulty = Mapping[str, tuple[str, ...]]
"""What a line reads with each kind of fault that it can have."""


@dataclass(frozen=True)
class Line:
    """One line of `materials` in order, with its faults, and the letters that may stand for it."""

    good: str
    faulty: Faulty
    commitment: str = ""
    deferral: str = ""


@dataclass(frozen=True)
class Template:
    """One packet in pieces. `facts` and `choices` are pairs of name and piece; `demands` what may not be asked for."""

    prepared: Prepared
    item: str
    applicant: str
    agent: str
    is_business: bool
    facts: tuple[tuple[str, str], ...]
    lists: str
    choices: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    obtained: str
    demands: tuple[str, ...]
    deferred_facts: frozenset[str]
    """Facts of which somebody may say that they cannot be answered yet."""


def template(plan: Plan, prepared: Prepared, chance: Random) -> Template:
    """*prepared* in pieces."""
    packet, day = prepared.packet, prepared.packet["received_on"]
    facts = plan.version.file.facts

    def text(value: object) -> str:
        return _marked(_json(value), day)

    return Template(
        prepared=prepared,
        item=packet["item"],
        applicant=text(packet["applicant"]),
        agent=text(packet["agent"]),
        is_business=packet["applicant"]["kind"] != "natural_person",
        facts=tuple((name, f"{_json(name)}:{text(value)}") for name, value in packet.get("facts", {}).items()),
        lists=text(packet["lists"]) if "lists" in packet else "",
        choices=tuple((name, f"{_json(name)}:{text(value)}") for name, value in packet.get("choices", {}).items()),
        lines=tuple(_line(plan, line, day, chance) for line in packet.get("materials", ())),
        obtained=text(packet["obtained"]) if "obtained" in packet else "",
        demands=tuple(text(demand) for demand in _demands(plan, day)),
        deferred_facts=frozenset(name for name, fact in facts.items() if fact.answered_by == "applicant" and not fact.chosen_by),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _marked(text: str, day: str) -> str:
    """*text* with signs where something is drawn for each packet."""
    text = text.replace(f'"{day}"', f'"{RECEIVED}"')
    for number, sign in _STAND_FOR.items():
        text = text.replace(f'"{number}"', f'"{sign}"')
    for name in COMPANIES:
        text = text.replace(f'"{name}"', f'"{ANOTHER}"')
    return text.replace(f'"{PERSON}"', f'"{SOMEBODY}"')


def _line(plan: Plan, line: Data, day: str, chance: Random) -> Line:
    slot = plan.version.slots.get(line["material"])
    line = _dated(line, slot, chance)

    def text(values: Mapping[str, Any]) -> str:
        return _marked(_json({key: values[key] for key in _KEYS if key in values}), day)

    requirement = None if slot is None else plan.version.asked[slot.requirement].requirement
    letter = f'{{"for":{_json("" if slot is None else slot.requirement)},"signed":true,"signed_on":"{RECEIVED}"}}'
    faulty: dict[str, list[str]] = {}
    for kind, changed in _faults(line, day):
        faulty.setdefault(kind, []).append(text(changed))
    return Line(
        good=text(line),
        faulty={kind: tuple(some) for kind, some in faulty.items()},
        commitment=letter if requirement is not None and requirement.commitment is not None else "",
        deferral=letter if requirement is not None and requirement.deferrable is not None else "",
    )


def _dated(line: Data, slot: Slot | None, chance: Random) -> Data:
    """*line* with days that papers have: issued before they are handed in, valid for a time or without end."""
    if "issued_on" not in line:
        return line
    is_limited = slot is not None and getattr(slot.arm.hand_in, "issued_within", None) is not None
    expires = None if chance.random() < 0.4 else EXPIRES
    return {**line, "issued_on": RECENT if is_limited or chance.random() < 0.3 else LATELY, "expires_on": expires}


def _faults(line: Data, day: str) -> Iterator[tuple[str, Data]]:
    """Every way in which *line* can be wrong, with its kind."""
    marks = [key for key in _MARKS if line.get(key)]
    for key in marks:
        # where either would do, that there is neither must be recorded, or somebody must look
        yield "unsigned", {**line, key: []} if len(marks) > 1 else {**line, **{mark: [] for mark in _MARKS}}
        yield "not_recorded", {name: value for name, value in line.items() if name != key}
    for key in ("originals", "copies"):
        if line.get(key, 0) > 0:
            yield "copies", {**line, key: line[key] - 1}
    if "issued_on" in line:
        yield "stale", {**line, "expires_on": EXPIRED}
        yield "stale", {**line, "issued_on": LONG_AGO}
    if "original_shown" in line:
        yield "not_shown", {**line, "original_shown": False}
    for name, value in line.get("fields", {}).items():
        if value == NAME:
            yield "wrong_field", {**line, "fields": {**line["fields"], name: ANOTHER}}
        elif value in _STAND_FOR:
            yield "wrong_field", {**line, "fields": {**line["fields"], name: f"{value[:-1]}{'1' if value[-1] != '1' else '2'}"}}
        elif value == day:
            yield "wrong_field", {**line, "fields": {**line["fields"], name: LONG_AGO}}
    yield "unreadable", {**line, "unreadable": True}


def _demands(plan: Plan, day: str) -> Iterator[Data]:
    """What somebody may have asked for: a paper that stands there as over-asked, one in other words, one that is fine."""
    by = {case.value for case in plan.version.file.elements.authority.cases}
    authority = min(by, default=None)
    for asked in plan.version.asked.values():
        if asked.requirement.over_asked:
            for slot in asked.slots:
                yield {"name": slot.arm.name, "material": slot.id, "by": authority, "on": day}
    yield {"name": "居委会盖章的情况说明", "by": authority, "on": day}
    for slot in plan.version.slots.values():
        yield {"name": slot.arm.name, "material": slot.id, "by": authority, "on": day}
        return
