"""A draft as a packet: what its author left out has its default, and what he wants in order is handed in.

    Draft, Plan  ->  packet
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import msgspec

from materials_rules.cases.draft import Draft, Key
from materials_rules.cases.paper import Said
from materials_rules.packet.fast import read_packet
from materials_rules.plan.compile import Plan
from materials_rules.plan.diagram import Claims
from materials_rules.rules.version import Asked, Slot
from materials_rules.verdict.entries import Entry, entries
from materials_rules.verdict.examine import examine
from materials_rules.verdict.form import Criterion
from materials_rules.verdict.situation import EVERY
from materials_rules.witness.invented import COMPANIES, numbers
from materials_rules.witness.paper import licence
from materials_rules.witness.reading import as_handed_in
from materials_rules.witness.written import AGENT, PERSON

_ENCODER: Final = msgspec.json.Encoder(decimal_format="number")
_PERSONS: Final = frozenset({"natural_person"})
_NUMBERS: Final = {kind: next(numbers(kind)) for kind in ("resident_id", "credit_code", "mobile_number")}


@dataclass(frozen=True)
class Packing:
    """Drafts of one version made packets."""

    plan: Plan
    criteria_of: Mapping[str, tuple[Criterion, ...]]

    def pack(self, draft: Draft, name: str, round_: int = 1) -> bytes:
        """The packet of *draft* as JSON. Raises NotAPacket where a value is of a wrong type."""
        if not draft.in_order:
            return self._encoded(draft, name, round_, {})
        barred = {*draft.absent, *draft.papers}
        added = self._surely_asked(draft, name, round_, barred)
        if self._depends_on_answers_alone and not (draft.commitments or draft.deferrals):
            return self._encoded(draft, name, round_, added)
        while True:
            data = self._encoded(draft, name, round_, added)
            examination = examine(self.plan, read_packet(data, "").packet, "", self.criteria_of)
            new = {
                key: None
                for entry in entries(examination)
                if not entry.is_conditional and (key := self._wanted(entry, draft, barred, added))
            }
            if not new:
                return data
            added |= new

    @cached_property
    def _depends_on_answers_alone(self) -> bool:
        """Whether no requirement hangs on a paper, so that what is asked for is known at once."""
        outputs = (one.diagram.variables for name, one in self.plan.outputs.items() if name.startswith("requirement/"))
        return not any(is_of_papers(name) for variables in outputs for name in variables)

    def _surely_asked(self, draft: Draft, name: str, round_: int, barred: set[Key]) -> dict[Key, None]:
        """The papers asked for in every situation that agrees with the answers: of each requirement the first that may be."""
        situation = as_handed_in(self.plan, self.criteria_of, self._encoded(draft, name, round_, {}))
        found: dict[Key, None] = {}
        for asked in self.plan.version.asked.values():
            for subject in situation.subjects(asked.list):
                possible = situation.reachable(f"requirement/{asked.id}", subject)
                if (subject or "").endswith(f":{EVERY}") or not possible or any(_is_closed(one, asked) for one in possible):
                    continue
                keys = [key for slot in asked.slots if (key := _key(slot, subject, possible)) is not None]
                if draft.papers.keys().isdisjoint(keys):  # what its author handed in for it is what he wants judged
                    found |= dict.fromkeys([key for key in keys if key not in barred][:1])
        return found

    def _wanted(self, entry: Entry, draft: Draft, barred: set[Key], added: Mapping[Key, None]) -> Key | None:
        """The first paper that would close *entry*, if one is missing and may be handed in."""
        if entry.sort != "requirement" or (entry.subject or "").endswith(f":{EVERY}"):
            return None
        slots = self.plan.version.slots
        if any(key[0] == arm.material and key[1] in (None, entry.subject) for arm in entry.arms for key in draft.papers):
            return None
        for arm in entry.arms:
            mine = slots.get(arm.material)
            key = (arm.material, entry.subject if mine is None or mine.list else None)
            is_missing = any(defect.kind in ("missing", "original_not_shown") for defect in arm.defects)
            if is_missing and arm.when is None and key not in barred and key not in added:
                return key
        return None

    def _encoded(self, draft: Draft, name: str, round_: int, added: Mapping[Key, None]) -> bytes:
        return _ENCODER.encode(self.packet(draft, name, round_, added))

    def packet(self, draft: Draft, name: str, round_: int = 1, added: Mapping[Key, None] | None = None) -> dict[str, Any]:
        """The packet of *draft* as plain data, with the papers *added* to what it names."""
        version = self.plan.version
        first = version.file.in_force_from.isoformat()
        free = {"received_on": first, "present": ["applicant"], **draft.free}
        day = dt.date.fromisoformat(free["received_on"])
        applicant = self._applicant(draft)
        key_of = {listed: about.key for listed, about in version.file.lists.items()}
        members = {
            listed: {str(member.get(key_of[listed])): member for member in lines} for listed, lines in draft.lists.items()
        }
        said = Said(self.plan, day, applicant, {**draft.facts, **draft.choices}, members)
        papers = [(key, paper) for key, lines in draft.papers.items() for paper in lines]
        papers += [(key, {}) for key in added or ()]
        order = {slot: i for i, slot in enumerate(version.slots)}
        papers.sort(key=lambda one: (order.get(one[0][0], len(order)), one[0][1] or ""))
        packet: dict[str, Any] = {
            "packet": name,
            "item": version.item,
            "round": round_,
            **free,
            "applicant": applicant,
            "agent": None if draft.agent is None else _agent(draft.agent, free["received_on"]),
            "facts": dict(draft.facts),
            "choices": dict(draft.choices),
            "lists": {listed: list(lines) for listed, lines in draft.lists.items()},
            "materials": [self._paper(said, key, paper, draft) for key, paper in papers],
        }
        for part in ("cannot_answer", "commitments", "deferrals", "obtained", "demands"):
            value = getattr(draft, part)
            if value:
                packet[part] = dict(value) if part == "cannot_answer" else self._lines(part, value, said)
        return packet

    def _applicant(self, draft: Draft) -> dict[str, Any]:
        kinds = self.plan.version.file.elements.applicant_types.default()
        kind = draft.applicant.get("kind", kinds[0])
        name, number = (PERSON, "resident_id") if kind in _PERSONS else (COMPANIES[0], "credit_code")
        whole = {"kind": kind, "name": name, "id": _NUMBERS[number], "phone": _NUMBERS["mobile_number"], **draft.applicant}
        return {key: value for key, value in whole.items() if key not in draft.without_applicant}

    def _paper(self, said: Said, key: Key, paper: Mapping[str, Any], draft: Draft) -> dict[str, Any]:
        slot_id, subject = key
        slot = self.plan.version.slots.get(slot_id)
        handed_in_on = paper.get("handed_in_on")
        whole = licence(slot_id, subject) if slot is None else said.paper(slot, subject, handed_in_on)
        if slot is not None and slot.arm.hand_in.signed_or_sealed_by is not None:  # type: ignore[attr-defined]  # keys of a shelf
            whole.setdefault("sealed_by", [])  # looked at, so that taking the signature away shows a paper without either
        fields = {**whole.get("fields", {}), **paper.get("fields", {})}
        gone = {name for one, name in draft.unrecorded if one == key}
        fields = {name: value for name, value in fields.items() if name not in gone}
        found = {**whole, **({"subject": subject} if subject else {}), **paper}
        found = {name: value for name, value in found.items() if name not in gone and name != "fields"}
        return found | ({"fields": fields} if fields else {})

    def _lines(self, part: str, value: Any, said: Said) -> list[dict[str, Any]]:
        day = said.day.isoformat()
        if part == "demands":
            return [dict(one) for one in value]
        if part == "obtained":
            return [self._found(document, line, said) for document, line in value.items()]
        return [{"for": name, "signed_on": day, **letter} for name, letter in value.items()]

    def _found(self, document: str, line: Mapping[str, Any], said: Said) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        if line.get("status") == "found":
            for slot in self.plan.version.slots.values():
                if slot.arm.document == document:
                    fields |= {name: said.field(slot, name, None) for name in slot.arm.reads if name not in fields}
        fields |= line.get("fields", {})
        found = {"document": document, "on": said.day.isoformat(), **{k: v for k, v in line.items() if k != "fields"}}
        return found | ({"fields": fields} if fields else {})


def is_of_papers(name: str) -> bool:
    """Whether a variable of the machine is of a paper: it is one, or a comparison or a statement about a list reads one."""
    return "provided/" in name or "read/" in name


def _is_closed(claims: Claims, asked: Asked) -> bool:
    """Whether a requirement asks for nothing now: not due, staged, or covered by another."""
    asks = any(claim.startswith(("ask/", "show/")) for claim in claims)
    return not asks or f"later/{asked.id}" in claims or f"covered/{asked.id}" in claims


def _key(slot: Slot, subject: str | None, possible: Iterable[Claims]) -> Key | None:
    """What is handed in for a slot that is asked for, or the licence that is shown, in all *possible* situations."""
    whose = subject if slot.list else None
    if all(f"ask/{slot.id}" in claims for claims in possible):
        return slot.id, whose
    if all(f"show/{slot.id}" in claims for claims in possible):
        return slot.arm.proved_by[0], whose
    return None


def _agent(agent: Mapping[str, Any], day: str) -> dict[str, Any]:
    powers = ["submit", "correct", "sign", "receive"]
    return {"name": AGENT, "id": _NUMBERS["resident_id"], "from": day, "until": None, "powers": powers, **agent}
