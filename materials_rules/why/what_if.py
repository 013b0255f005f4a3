"""A packet as it would be if an answer were another, or a paper here or not.

    packet as data, "area_m2=60"  ->  packet as data

What may be supposed: an answer or a choice by its name, `applicant.kind` and the other particulars, `agent` (yes or no), a fact
of a member (`drivers:1.hired`), a paper in form (`material:lease`). `NAME=?` takes an answer away.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from materials_rules.condition.tree import Boolean, Date, Number, OneOf, SomeOf, ValueType
from materials_rules.ground.day import read_day
from materials_rules.ground.refusal import Refusal
from materials_rules.ground.script import fold
from materials_rules.plan.compile import Plan
from materials_rules.rules.fact import Fact
from materials_rules.rules.names import APPLICANT_KINDS
from materials_rules.rules.version import SERIOUS_BAD_CREDIT, Version, type_of
from materials_rules.verdict.answers import KINDS_OF_APPLICANT
from materials_rules.why.naming import papers
from materials_rules.witness.written import Data, paper_for

UNANSWERED: Final = "?"
MATERIAL: Final = "material:"
AGENT: Final = "agent"
PARTICULARS: Final = ("applicant.kind", "applicant.name", "applicant.id", "applicant.phone")

_YES: Final = frozenset(map(fold, ("true", "yes", "是", "有", "真", "交", "已交", "1")))
_NO: Final = frozenset(map(fold, ("false", "no", "否", "无", "假", "不交", "未交", "0")))


class NotSupposable(Refusal):
    """A supposition that cannot be made."""


@dataclass(frozen=True)
class Supposed:
    """One supposition: the name and the text of the value."""

    name: str
    value: str


def read_supposed(text: str) -> Supposed:
    """`fact=value` taken apart. Raises NotSupposable (X-WHAT-IF)."""
    name, sign, value = text.replace("＝", "=").partition("=")
    if not sign or not name.strip() or not value.strip():
        raise NotSupposable("X-WHAT-IF")
    return Supposed(name.strip(), value.strip())


def supposed(plan: Plan, packet: Data, suppositions: Iterable[Supposed]) -> Data:
    """*packet* with every supposition made, one after the other. Raises NotSupposable."""
    found = copy.deepcopy(packet)
    for one in suppositions:
        _suppose(plan, found, one)
    return found


def supposable(version: Version) -> tuple[str, ...]:
    """Everything that may be supposed, by name, for who misspelt it."""
    facts = version.file.facts
    members = [f"{listed}:1.{fact}" for listed, about in version.file.lists.items() for fact in about.each]
    papers = [f"{MATERIAL}{slot}" for slot in version.slots]
    return (*facts, *PARTICULARS, AGENT, *members, *papers)


def _suppose(plan: Plan, packet: Data, one: Supposed) -> None:
    version = plan.version
    if one.name.startswith(MATERIAL):
        _paper(plan, packet, one)
    elif one.name == AGENT:
        packet["agent"] = {"name": None} if _yes_or_no(one) else None
    elif one.name in PARTICULARS:
        _put(packet, "applicant", one.name.removeprefix("applicant."), _particular(one))
    elif one.name == SERIOUS_BAD_CREDIT:
        _put(packet, "facts", one.name, None if one.value == UNANSWERED else _yes_or_no(one), one.value == UNANSWERED)
    elif (fact := _fact(version, one.name)) is not None:
        part = "facts" if fact.chosen_by is None else "choices"
        name = _fact_name(version, one.name)
        _put(packet, part, name, None if one.value == UNANSWERED else _value(fact, one), one.value == UNANSWERED)
    elif ":" in one.name:
        _member(version, packet, one)
    else:
        raise NotSupposable("X-WHAT-IF-NAME", name=one.name)


def _fact_name(version: Version, name: str) -> str:
    """A fact by its id, or by its question."""
    if name in version.file.facts:
        return name
    wanted = fold(name).rstrip("?？")
    return next((id_ for id_, fact in version.file.facts.items() if fold(fact.ask).rstrip("?？") == wanted), name)


def _fact(version: Version, name: str) -> Fact | None:
    return version.file.facts.get(_fact_name(version, name))


def _put(packet: Data, part: str, name: str, value: object, is_gone: bool = False) -> None:
    found = dict(packet.get(part) or {})
    if is_gone:
        found.pop(name, None)
    else:
        found[name] = value
    packet[part] = found


def _particular(one: Supposed) -> object:
    if one.name != "applicant.kind":
        return None if one.value in ("none", "无") else one.value
    called = {fold(name): kind for kind, name in KINDS_OF_APPLICANT.items()}
    kind = one.value if one.value in APPLICANT_KINDS else called.get(fold(one.value))
    if kind is None:
        raise NotSupposable("X-WHAT-IF-VALUE", name=one.name, allowed=_listed(KINDS_OF_APPLICANT))
    return kind


def _value(fact: Fact, one: Supposed) -> object:
    """The value of an answer as a packet writes it. Raises NotSupposable (X-WHAT-IF-VALUE)."""
    found = _read(type_of(fact), fact, one.value)
    if found is None:
        raise NotSupposable("X-WHAT-IF-VALUE", name=one.name, allowed=_allowed(type_of(fact), fact))
    return found


def _read(type_: ValueType, fact: Fact, text: str) -> object:
    match type_:
        case Boolean():
            folded = fold(text)
            return True if folded in _YES else False if folded in _NO else None
        case Number():
            return _number(text)
        case Date():
            try:
                return read_day(text).isoformat()
            except ValueError:
                return None
        case OneOf():
            return _member_of(fact.one_of or {}, text)
        case SomeOf():
            parts = [part.strip() for part in text.replace("，", ",").replace("、", ",").split(",")]
            found = [_member_of(fact.some_of or {}, part) for part in parts]
            return None if None in found else found
        case _:
            return text


def _number(text: str) -> object:
    try:
        exact = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not exact.is_finite() or len(text) > 30:
        return None
    return int(exact) if exact == exact.to_integral_value() else exact


def _member_of(members: Mapping[str, str], text: str) -> str | None:
    if text in members:
        return text
    return next((member for member, name in members.items() if fold(name) == fold(text.strip("“”"))), None)


def _allowed(type_: ValueType, fact: Fact) -> str:
    match type_:
        case Boolean():
            return "true（是）、false（否）、?（未回答 not answered）"
        case Number():
            return "数，如 12.5 a number"
        case Date():
            return "日期，如 2026-03-02 a day"
        case OneOf():
            return _listed(fact.one_of or {})
        case _:
            return f"{_listed(fact.some_of or {})}，多个用逗号 several with commas"


def _listed(members: Mapping[str, str]) -> str:
    return "、".join(f"{member}（{name}）" for member, name in members.items())


def _yes_or_no(one: Supposed) -> bool:
    folded = fold(one.value)
    if folded not in _YES | _NO:
        raise NotSupposable("X-WHAT-IF-VALUE", name=one.name, allowed="true（是）、false（否）")
    return folded in _YES


def _member(version: Version, packet: Data, one: Supposed) -> None:
    """`drivers:1.hired=true`: a fact of one member, who must be on the list."""
    whose, _, name = one.name.partition(".")
    listed, _, key = whose.partition(":")
    about = version.file.lists.get(listed)
    fact = None if about is None else about.each.get(name)
    if about is None or fact is None:
        raise NotSupposable("X-WHAT-IF-NAME", name=one.name)
    lines = [dict(line) for line in (packet.get("lists") or {}).get(listed, [])]
    mine = [line for line in lines if line.get(about.key) == key]
    if not mine:
        raise NotSupposable("X-WHAT-IF-MEMBER", name=whose)
    for line in mine:
        if one.value == UNANSWERED:
            line.pop(name, None)
        else:
            line[name] = _value(fact, one)
    _put(packet, "lists", listed, lines)


def _paper(plan: Plan, packet: Data, one: Supposed) -> None:
    """`material:lease=yes`: a paper in form for it, for everybody of whom it is asked; `no`: none at all."""
    name = one.name.removeprefix(MATERIAL)
    slots = papers(name, plan.version, plan.ruleset.documents)
    if not slots:
        raise NotSupposable("X-WHAT-IF-NAME", name=one.name)
    if len(slots) > 1:
        raise NotSupposable("X-WHAT-IF-SEVERAL", name=name, ids="、".join(f"material:{slot.id}" for slot in slots))
    (slot,) = slots
    packet["materials"] = [line for line in packet.get("materials") or [] if line["material"] != slot.id]
    if not _yes_or_no(one):
        return
    members = (packet.get("lists") or {}).get(slot.list or "", [])
    key = "" if slot.list is None else plan.version.file.lists[slot.list].key
    subjects = [None] if slot.list is None else [f"{slot.list}:{line[key]}" for line in members if line.get(key)]
    if not subjects:
        raise NotSupposable("X-WHAT-IF-MEMBER", name=f"{slot.list}:1")
    for subject in subjects:
        line = paper_for(plan, packet, slot, subject, {}, True)
        packet["materials"].append(line or {"material": slot.id})
