"""Values written as the keys of a packet: answers, members, papers in form.

    values of variables, members  ->  packet as data
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from materials_rules.condition.tree import Date, Number, SomeOf, Type
from materials_rules.plan.compile import Plan
from materials_rules.plan.domain import Value
from materials_rules.plan.formula import BY_AGENT, RECEIVED_ON, name_of
from materials_rules.rules.fact import Fact
from materials_rules.rules.version import Slot, type_of
from materials_rules.witness import paper
from materials_rules.witness.declared import declared, first_day
from materials_rules.witness.invented import COMPANIES, numbers
from materials_rules.witness.members import Member
from materials_rules.witness.values import NOTHING, Scalar, plainest

Data = dict[str, Any]
"""A packet as data: what `json.dumps` takes, but for a Decimal that no binary fraction equals; `text` writes any."""

PERSON: Final = "张三"
AGENT: Final = "李四"
FIRST: Final = "1"
"""The key of the member of whom things are said."""


def assembled(
    plan: Plan, scalars: Mapping[str, Value], listed: Mapping[str, list[Member]], name: str, whole: bool
) -> Data | None:
    """A packet with these values and members; None where a paper cannot be in form with what is to stand on it."""
    day = scalars.get(RECEIVED_ON)
    on = dt.date.fromordinal(day) if isinstance(day, int) else first_day(plan)
    found: Data = {"packet": name, "item": plan.version.item, "received_on": on.isoformat()}
    applicant = {key.removeprefix("applicant/"): value for key, value in scalars.items() if key.startswith("applicant/")}
    if applicant or whole:
        found["applicant"] = (_applicant(plan) | applicant) if whole else applicant
    if scalars.get(BY_AGENT) is True:
        found["agent"] = agent(on)
    elif whole or BY_AGENT in scalars:
        found["agent"] = None
    for fact, about in plan.version.file.facts.items():
        known, value = _answer(about, _parts(scalars, f"fact/{fact}"))
        if known and value is None:
            return None
        if known:
            found.setdefault("facts" if about.chosen_by is None else "choices", {})[fact] = value
    for name_of_list, members in listed.items():
        lines = [_line(plan, name_of_list, i, member) for i, member in enumerate(members, start=1)]
        if None in lines:
            return None
        found.setdefault("lists", {})[name_of_list] = lines
    for slot in plan.version.slots.values():
        if scalars.get(f"provided/{slot.id}") is not True:
            continue
        fields = {k.removeprefix(f"read/{slot.id}."): v for k, v in scalars.items() if k.startswith(f"read/{slot.id}.")}
        line = paper_for(plan, found, slot, f"{slot.list}:{FIRST}" if slot.list else None, fields, whole)
        if line is None:
            return None
        found.setdefault("materials", []).append(line)
    return found


def text(packet: Mapping[str, Any]) -> str:
    """*packet* as JSON, indented, numbers with the digits that they have."""
    exact: dict[str, str] = {}

    def marked(value: object) -> str:
        assert isinstance(value, Decimal)
        exact[f"\ufdd2{len(exact)}"] = format(value, "f")
        return f"\ufdd2{len(exact) - 1}"

    out = json.dumps(packet, ensure_ascii=False, indent=2, default=marked)
    for mark, digits in exact.items():
        out = out.replace(f'"{mark}"', digits)
    return out + "\n"


def shown(value: Value, type_: Type) -> object:
    """A raw value as a packet writes it."""
    if isinstance(value, int) and not isinstance(value, bool):
        if isinstance(type_, Date):
            return dt.date.fromordinal(value).isoformat()
        if isinstance(type_, Number):
            exact = Decimal(value) / 10**type_.decimals if abs(value) < 10**20 else Decimal(value).scaleb(-type_.decimals)
            if exact == exact.to_integral_value():
                return int(exact)
            return float(exact) if Decimal(repr(float(exact))) == exact else exact
    return value


def paper_for(
    plan: Plan, packet: Data, slot: Slot, subject: str | None, fields: Mapping[str, Value], whole: bool
) -> paper.Line | None:
    """A paper in form for *slot* that bears *fields*; of the rest, what its form asks for, or (`whole`) everything.

    What a line of consistency compares with something that the packet holds, agrees with it where nothing else is said.
    """
    on = dt.date.fromisoformat(packet["received_on"])
    borne: dict[str, object] = {}
    for field, read in slot.arm.reads.items():
        type_ = type_of(read)
        bounds = (read.minimum, read.maximum)
        is_limited = read.required or any((read.check, read.pattern, read.one_of)) or bounds != (None, None)
        if field in fields:
            borne[field] = shown(fields[field], type_)
        elif is_limited or whole:
            about = declared(plan, f"read/{slot.id}.{field}")
            agreed = said_elsewhere(plan, packet, f"read/{slot.id}.{field}", subject) if whole else None
            fits = agreed is not None and (not isinstance(agreed, str) or isinstance(type_, Date) or about.limits.allow(agreed))
            wish = on.toordinal() if isinstance(type_, Date) else 10**about.decimals
            value = plainest(Scalar(about, about.region, wish))
            if value == NOTHING and not fits:
                return None
            borne[field] = agreed if fits else shown(value, type_)
    return paper.in_form(slot, borne, on, subject)


def said_elsewhere(plan: Plan, packet: Data, name: str, subject: str | None) -> object:
    """What the packet says already of something that a line of consistency compares with *name*; None where nothing."""
    for line in plan.version.consistency:
        names = [name_of(variable) for variable in line.same]
        for other in names if name in names else ():
            value = None if other == name else _held(packet, other, subject)
            if value is not None:
                return value
    return None


def _held(packet: Data, name: str, subject: str | None) -> object:
    sort, _, rest = name.partition("/")
    head, _, field = rest.partition(".")
    match sort:
        case "fact":
            return packet.get("facts", {}).get(rest)
        case "applicant":
            return packet.get("applicant", {}).get(rest)
        case "member":
            lines = packet.get("lists", {}).get(head, [])
            return next((line.get(field) for line in lines if f"{head}:{line.get('id')}" == subject), None)
        case "read":
            for line in packet.get("materials", []):
                if line["material"] == head and line.get("subject") in (None, subject) and field in line.get("fields", {}):
                    return line["fields"][field]
    return None


def _parts(scalars: Mapping[str, Value], fact: str) -> dict[str, Value]:
    """What is known of one fact: its value under the empty key, or members of a `some_of`, each after `#`."""
    return {name.removeprefix(fact): v for name, v in scalars.items() if name == fact or name.startswith(f"{fact}#")}


def _answer(about: Fact, parts: Mapping[str, Value]) -> tuple[bool, object]:
    """Whether a fact is answered, and how; None where too few members of a `some_of` can be chosen."""
    type_ = type_of(about)
    if not parts:
        return False, None
    if not isinstance(type_, SomeOf):
        return True, shown(parts[""], type_)
    chosen = [member for member in type_.members if parts.get(f"#{member}") is True]
    more = [member for member in type_.members if f"#{member}" not in parts]
    chosen += more[: max(0, about.at_least - len(chosen))]
    return True, chosen if len(chosen) >= about.at_least else None


def _line(plan: Plan, listed: str, number: int, member: Member) -> Data | None:
    about = plan.version.file.lists[listed]
    line: Data = {about.key: str(number)}
    for name, fact in about.each.items():
        known, value = _answer(fact, _parts(member, f"member/{listed}.{name}"))
        if known and value is None:
            return None
        if known:
            line[name] = value
    return line


def _applicant(plan: Plan) -> Data:
    kinds = [kind for case in plan.version.file.elements.applicant_types.cases for kind in case.value]
    kind = str(kinds[0]) if kinds else "enterprise"
    is_person = kind == "natural_person"
    return {
        "kind": kind,
        "name": PERSON if is_person else COMPANIES[0],
        "id": next(numbers("resident_id" if is_person else "credit_code")),
        "phone": next(numbers("mobile_number")),
    }


def agent(on: dt.date) -> Data:
    """Somebody who acts for the applicant from the day *on* and may do everything for him."""
    _, number = itertools.islice(numbers("resident_id"), 2)
    powers = ["submit", "correct", "sign", "receive"]
    return {"name": AGENT, "id": number, "from": on.isoformat(), "until": None, "powers": powers}
