"""What may be named in the cases of one version: its questions, lists, papers, and what papers bear.

    Version, name as written  ->  what it stands for, or a fault with what may have been meant
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from materials_rules.cases.draft import Key
from materials_rules.condition.tree import Boolean, ValueType
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.reading.case_words import CASE_KEYS
from materials_rules.reading.key_words import KEYS
from materials_rules.rules.cases import CaseMaterial
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.shape import hints
from materials_rules.rules.version import SERIOUS_BAD_CREDIT, Version, type_of

SUBJECT: Final = re.compile(r"(?P<id>[^\[\]]+)\[(?P<subject>[^\[\]]*)\]\Z")
NOBODY: Final = "?"
"""What a notice writes for a paper of which nobody said whose it is."""

OF_PAPER: Final = tuple(
    field.alias or name for name, field in CaseMaterial.model_fields.items() if name not in ("material", "reads")
)
"""What is recorded of a paper beside what it bears."""

_ENGLISH: Final = {KEYS[name]: name for name in (*OF_PAPER, *CASE_KEYS)}
"""Keys that stand as values in a case, by what a file in Chinese calls them."""


def english(word: str) -> str:
    """A key of ours where it stands as a value, such as the name of a column; any other word as it is."""
    return _ENGLISH.get(word, word)


class Unnamed(LookupError):
    """A name that stands for nothing: a catalogue code and what fills it."""

    def __init__(self, code: str, **args: str) -> None:
        super().__init__(code)
        self.code = code
        self.args_of_message = args | ({"part_zh": KEYS.get(args["part"], args["part"])} if "part" in args else {})

    def at(self, place: Place) -> Diagnostic:
        """The fault at *place*."""
        return Diagnostic(self.code, place, self.args_of_message)


@dataclass(frozen=True)
class Vocabulary:
    """The names of one version."""

    ruleset: Ruleset
    version: Version

    @cached_property
    def answers(self) -> dict[str, ValueType]:
        """Every fact and choice with its type; the built-in question of the office among them."""
        found: dict[str, ValueType] = {name: type_of(fact) for name, fact in self.version.file.facts.items()}
        found.setdefault(SERIOUS_BAD_CREDIT, Boolean())
        return found

    @cached_property
    def choices(self) -> frozenset[str]:
        """The questions that are a choice of the applicant."""
        return frozenset(name for name, fact in self.version.file.facts.items() if fact.chosen_by is not None)

    def answer(self, name: str, *, as_choice: bool) -> ValueType:
        """The type of a fact (*as_choice*: of a choice). Raises Unnamed."""
        if name not in self.answers:
            known = [one for one in self.answers if (one in self.choices) == as_choice]
            raise unknown("T-FACT", name, known)
        if (name in self.choices) != as_choice:
            raise Unnamed("T-CHOICE" if not as_choice else "T-NO-CHOICE", name=name)
        return self.answers[name]

    def member_type(self, listed: str, name: str) -> ValueType | None:
        """The type of what *name* is of a member; None for its key and its label. Raises Unnamed."""
        about = self.version.file.lists[listed]
        if name in (about.key, about.label):
            return None
        if name not in about.each:
            raise unknown("T-MEMBER-FACT", name, [about.key, *about.each], list=listed)
        return type_of(about.each[name])

    def listed(self, name: str) -> str:
        """A list. Raises Unnamed."""
        if name not in self.version.file.lists:
            raise unknown("T-LIST", name, self.version.file.lists)
        return name

    def paper(self, text: str) -> Key:
        """A material as written, `lease` or `licence[drivers:1]`. Raises Unnamed."""
        found = SUBJECT.match(text)
        name, subject = (found["id"], found["subject"]) if found else (text, None)
        slot = self.version.slots.get(name)
        if slot is None and name not in self.licences:
            raise unknown("T-MATERIAL", name, self.version.slots)
        listed = slot.list if slot is not None else None
        if subject is not None and slot is not None:
            require_subject(name, subject, listed)
        return name, subject

    @cached_property
    def licences(self) -> frozenset[str]:
        """Documents that are shown instead of a material."""
        return frozenset(licence for slot in self.version.slots.values() for licence in slot.arm.proved_by)

    def borne(self, slot: str, name: str) -> ValueType:
        """The type of a field of a material. Raises Unnamed."""
        reads = self.version.slots[slot].arm.reads if slot in self.version.slots else {}
        if name not in reads:
            raise unknown("T-FIELD", name, reads, material=slot)
        return type_of(reads[name])

    def of_document(self, document: str, name: str) -> ValueType:
        """The type of a field of a document that the office obtained. Raises Unnamed."""
        for slot in self.version.slots.values():
            if slot.arm.document == document and name in slot.arm.reads:
                return type_of(slot.arm.reads[name])
        known = [read for slot in self.version.slots.values() if slot.arm.document == document for read in slot.arm.reads]
        raise unknown("T-FIELD", name, known, material=document)

    def document(self, name: str) -> str:
        """A type of document. Raises Unnamed."""
        known = {slot.arm.document for slot in self.version.slots.values() if slot.arm.document} | self.licences
        if name not in known:
            raise unknown("T-DOCUMENT", name, sorted(known))
        return name

    def of_paper(self, slot: str, name: str) -> str:
        """Something recorded of a paper: an attribute, or a field of it. Raises Unnamed."""
        word = english(name)
        if word in OF_PAPER:
            return word
        self.borne(slot, name)
        return name


def require_subject(name: str, subject: str, listed: str | None) -> None:
    """Raises Unnamed where what is of nobody has a subject, or what is of a list's members has one of another list."""
    if listed is None:
        raise Unnamed("T-NO-SUBJECT", name=name)
    if subject != NOBODY and not subject.startswith(f"{listed}:"):
        raise Unnamed("T-SUBJECT", name=name, list=listed)


def unknown(code: str, name: str, known: Collection[str], **args: str) -> Unnamed:
    """Unnamed with what may have been meant."""
    return Unnamed(code, name=name, known=" ".join(f"`{one}`" for one in known) or "—", **hints(name, known), **args)
