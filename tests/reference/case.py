"""What the packet says, as the reference reads it: answers that stand, members of lists, papers judged one by one."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from msgspec import UNSET

from materials_rules.condition.tree import Date, Number, OneOf, SomeOf
from materials_rules.form_checks import Defect, JudgeContext, Unrecorded, always_checks, declared_field, hand_in_checks
from materials_rules.packet.document import Document, documents
from materials_rules.packet.model import Packet
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.version import Asked, Slot, Version, type_of
from reference.words import EVERY, NONE, UNKNOWN, Form, Place


class Case:
    """A packet as it is read: answers that stand, members of lists, papers judged one by one."""

    def __init__(self, ruleset: Ruleset, version: Version, packet: Packet) -> None:
        self.ruleset, self.version, self.packet = ruleset, version, packet
        self.day = dt.date.fromisoformat(packet.received_on)
        given = {**(packet.facts or {}), **(packet.choices or {})}
        file = version.file
        self.facts = {n: v for n, fact in file.facts.items() if (v := standing(type_of(fact), given.get(n), fact)) is not UNKNOWN}
        self.members: dict[str, dict[str, dict[str, Any]]] = {}
        for listed, lines in (packet.lists or {}).items():
            each = file.lists[listed].each
            self.members[listed] = {
                str(line["id"]): {n: v for n, fact in each.items() if (v := standing(type_of(fact), line.get(n), fact)) is not UNKNOWN}
                for line in lines
            }
        self.applicant: dict[str, Any] = {}
        for name in ("kind", "name", "id", "phone"):
            value = getattr(packet.applicant, name, UNSET) if packet.applicant is not UNSET else UNSET
            if value is not UNSET and (name != "kind" or value in ("enterprise", "natural_person")):
                self.applicant[name] = NONE if value is None else value
        self.papers: dict[Place, list[Document]] = {}
        self.strangers: list[Document] = []
        for document in documents(packet):
            if document.code in version.slots:
                self.papers.setdefault((document.code, document.subject), []).append(document)
            else:
                self.strangers.append(document)

    def place(self, slot: str, subject: str | None) -> Place:
        return slot, subject if self.version.slots[slot].list else None

    def form(self, place: Place) -> bool | None:
        """Whether some paper at *place* meets its form; None where a person must look first."""
        slot = self.version.slots[place[0]]
        found = [self.in_form(slot, document) for document in self.papers.get(place, [])]
        return True if True in found else None if None in found else False

    def in_form(self, slot: Slot, document: Document) -> bool | None:
        context = JudgeContext(dt.date.fromisoformat(document.handed_in_on), self.day, False, slot.arm.name)
        outcomes: list[Any] = []
        for word, check in hand_in_checks().items():
            parameter = getattr(slot.arm.hand_in, word)
            if parameter not in (None, False):
                outcomes += check.judge(parameter, document, context)
        for name, read in slot.arm.reads.items():
            if read.type == "number":
                declared = declared_field.DeclaredField(name, name, "number", decimals=read.decimals)
                outcomes += declared_field.judge(declared, document, context)
        for check in always_checks().values():
            outcomes += check.judge(None, document, context)
        if any(isinstance(outcome, Defect) for outcome in outcomes):
            return False
        return None if any(isinstance(outcome, Unrecorded) for outcome in outcomes) else True

    def field(self, place: Place, name: str) -> Any:
        """The value that all papers bear that are or may be in form; UNKNOWN where none is, one is silent, or they differ."""
        slot = self.version.slots[place[0]]
        values = []
        for document in self.papers.get(place, []) if self.form(place) else []:
            if self.in_form(slot, document) is not False:
                fields = document.material.fields or {}
                values.append(raw(type_of(slot.arm.reads[name]), fields[name]) if name in fields else UNKNOWN)
        return values[0] if values and all(v == values[0] for v in values) else UNKNOWN

    def subjects(self, listed: str | None, names: frozenset[str]) -> list[str | None]:
        if listed is None:
            return [None]
        found: list[str | None] = [f"{listed}:{key}" for key in self.members.get(listed, {})]
        if listed not in self.members or f"fact/{listed}" in names:
            found.append(f"{listed}:{EVERY}")
        return found

    # classes: what the day of receipt and the ruleset alone decide

    def taken(self, slot: Slot) -> str | None:
        """drop, obtain or show, where a class takes the material away."""
        asked = self.version.asked[slot.requirement]
        document = self.ruleset.documents.get(slot.arm.document or "")
        if document is not None and any(live.from_ <= self.day for live in document.live):
            return "obtain"
        if asked.requirement.result_of:
            return "obtain"
        if slot.arm.proved_by:
            return "show"
        if slot.arm.unverifiable is not None and asked.requirement.commitment is None:
            return "drop"
        return None

    def coverers(self, asked: Asked) -> list[Asked]:
        return [other for other in self.version.asked.values() if asked.id in other.requirement.covers]

    # what satisfies a requirement, on what is really held

    def covering(self, asked: Asked, subject: str | None, form: Form) -> list[bool | None]:
        slots = [slot for other in self.coverers(asked) for slot in other.slots if slot.list in (None, asked.list)]
        return [form(self.place(slot.id, subject)) for slot in slots]

    def licence(self, slot: Slot, subject: str | None) -> bool | None:
        if any(line.document in slot.arm.proved_by and line.status == "found" for line in self.packet.obtained or ()):
            return True
        found: list[bool | None] = []
        for document in self.strangers:
            if document.code in slot.arm.proved_by and (slot.list is None or document.subject == subject):
                context = JudgeContext(dt.date.fromisoformat(document.handed_in_on), self.day, False, "")
                checks = [hand_in_checks()[word].judge(True, document, context) for word in ("show_original", "in_date")]
                outcomes = [outcome for found_ in checks for outcome in found_]
                bad = any(isinstance(outcome, Defect) for outcome in outcomes)
                found.append(False if bad else None if any(isinstance(o, Unrecorded) for o in outcomes) else True)
        return True if True in found else None if None in found else False

    def committed(self, asked: Asked) -> bool | None:
        if asked.requirement.commitment is None:
            return False
        letters = [line.signed for line in self.packet.commitments or () if line.for_ == asked.id]
        if True in letters:
            credit = (self.packet.facts or {}).get("serious_bad_credit")
            return None if credit is None else not credit
        return None if UNSET in letters else False

    def never_granted(self, asked: Asked) -> bool:
        lines = [line for line in self.packet.obtained or () if line.document == "other-result"]
        if any(line.status == "found" for line in lines):
            return False
        return any(line.status == "not_found" and line.by == "bureau" for line in lines)


def standing(type_: Any, given: Any, about: Any) -> Any:
    """A raw answer that is of its type and within its bounds; else UNKNOWN."""
    if given is None:
        return UNKNOWN
    if isinstance(type_, OneOf):
        return given if given in type_.members else UNKNOWN
    if isinstance(type_, SomeOf):
        fits = set(given) <= set(type_.members) and len(given) >= about.at_least
        return frozenset(given) if fits else UNKNOWN
    if isinstance(type_, Number):
        exact = Fraction(given)
        low, high = type_.minimum, type_.maximum
        if (low is not None and exact < low) or (high is not None and exact > high) or exact * 10**type_.decimals % 1:
            return UNKNOWN
    return raw(type_, given)


def raw(type_: Any, given: Any) -> Any:
    """A value as conditions compare it: numbers as fractions, days as days."""
    if given is None or (isinstance(given, str) and not given.strip()):
        return NONE
    if isinstance(type_, Number):
        return Fraction(given)
    return dt.date.fromisoformat(given) if isinstance(type_, Date) else given
