"""Cure steps: what an applicant, the clerk and the office may do after a notice, grudgingly or in good faith.

    packet, Examination, random  ->  the next packet

A grudging step changes any of what is open, in any way its type allows: other papers than asked for, defective ones, answers
either way, one side of a difference, a promise instead of the paper. A step in good faith does what the notice says.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import reference
from worlds import Data, Hand, Made, read

from materials_rules.condition.tree import Kind
from materials_rules.notice import requests
from materials_rules.notice.boxes import rows
from materials_rules.notice.closed_set import announced, was_announced
from materials_rules.notice.model import Notice
from materials_rules.rules.version import Slot, Version, type_of
from materials_rules.verdict.entries import Entry, entries
from materials_rules.verdict.examine import Examination, examine
from materials_rules.verdict.outcome import Outcome, outcome_of
from materials_rules.verdict.situation import EVERY, Opened


@dataclass(frozen=True)
class Judged:
    """A packet with everything that is told of it."""

    data: Data
    examination: Examination
    entries: tuple[Entry, ...]
    outcome: Outcome
    told: frozenset[str]

    @property
    def open(self) -> bool:
        """Whether something is left to do."""
        return bool(self.entries or self.examination.questions)


def judged(made: Made, data: Data) -> Judged:
    """What is found of the packet *data*, and the ids that count as told."""
    examination = examine(made.plan, read(data), "packet.json", made.criteria)
    found = entries(examination)
    return Judged(data, examination, found, outcome_of(examination, found), told_by(examination, found))


def told_by(examination: Examination, found: tuple[Entry, ...]) -> frozenset[str]:
    """The ids that a notice announces; only what announces is written, for a notice has much else."""
    findings = requests.findings(examination, found)
    together = rows(examination, [entry for entry in found if entry.is_conditional])
    parts = SimpleNamespace(
        findings=findings,
        conditional=requests.conditional(examination, together, len(findings)),
        questions=requests.questions(examination, together),
        due_later=requests.due_later(examination),
    )
    return announced(cast(Notice, parts))


def is_new(told: frozenset[str], id_: str, version: Version) -> bool:
    """Whether *id_* could not be expected by somebody who was told *told*.

    Three things may be said of a paper that is told: that it bears the wrong person, that a clerk must read something off
    it, and that the office must look whether bad credit bars the promise made in its place.
    """
    item = version.item
    if was_announced(told, id_) or id_ == f"{item}/fact/serious_bad_credit":
        return False
    head = id_.removeprefix(f"{item}/").partition("[")[0]
    bare = {known.partition("[")[0].removeprefix(f"{item}/") for known in told}
    if head.startswith("read/"):
        return not bare & _served_by(version, head.removeprefix("read/").rpartition(".")[0])
    return "/" in head or head not in bare


def _served_by(version: Version, slot: str) -> set[str]:
    """The requirements that a paper for *slot*, or a promise for the requirement *slot*, may meet."""
    own = version.slots[slot].requirement if slot in version.slots else slot
    return {own, *version.asked[own].requirement.covers}


class Cure(Hand):
    """Cure steps of one packet after another; none changes the packet that it is given."""

    # grudging

    def open_in(self, before: Judged) -> Opened:
        """What may change: what the program itself holds open."""
        return before.examination.situation.opened

    def grudging(self, before: Judged) -> Data:
        """Any of what is open, changed in any way."""
        data = copy.deepcopy(before.data)
        opened = self.open_in(before)
        self._answer_some(data, before.examination, opened.names)
        self._record_some(data)
        for slot, subject in sorted(opened.slots, key=repr):
            for whose in self._whose(data, slot, subject):
                if self.rng.random() < 0.4:
                    self._hand_in(data, self.version.slots[slot], whose)
        self._promise_some(data, before)
        return data

    def _answer_some(self, data: Data, examination: Examination, names: frozenset[str]) -> None:
        rng, answers = self.rng, examination.situation.answers
        for name, fact in self.version.file.facts.items():
            if (name not in answers.facts or f"fact/{name}" in names) and rng.random() < 0.5:
                data["facts" if fact.chosen_by is None else "choices"][name] = self.answer(fact)
        for name in ("name", "kind"):
            if (name not in answers.applicant or f"applicant/{name}" in names) and rng.random() < 0.5:
                value = "enterprise" if name == "kind" else rng.choice(("甲公司", "乙公司"))
                data["applicant"] = {**data.get("applicant", {}), name: value}
        for listed, about in self.version.file.lists.items():
            if (listed not in answers.members or f"fact/{listed}" in names) and rng.random() < 0.5:
                data["lists"] = {**data.get("lists", {}), listed: self.members(listed)}
            for line in data.get("lists", {}).get(listed, []):
                for name, fact in about.each.items():
                    is_open = name not in line or f"member/{listed}.{name}[{listed}:{line['id']}]" in names
                    if is_open and rng.random() < 0.5:
                        line[name] = self.answer(fact)
        if any(asked.ask.fact == "serious_bad_credit" for asked in examination.questions) and rng.random() < 0.5:
            data["facts"]["serious_bad_credit"] = rng.random() < 0.4

    def _record_some(self, data: Data) -> None:
        """What was not recorded of a paper at first, read off it now."""
        for line in data["materials"]:
            slot = self.version.slots.get(line["material"])
            if slot is not None and self.rng.random() < 0.4:
                full = self.paper(data, slot, None)
                kept = {**full.get("fields", {}), **line.get("fields", {})}
                line.update({k: v for k, v in full.items() if k not in line and k not in ("fields", "handed_in_on", "unreadable")})
                if kept:
                    line["fields"] = kept

    def _whose(self, data: Data, slot: str, subject: str | None) -> list[str | None]:
        """For whom papers may be handed in where a place is open for every member: for those who have no place of their own."""
        if subject is None or not subject.endswith(f":{EVERY}"):
            return [subject]
        listed = subject.partition(":")[0]
        return [f"{listed}:{line['id']}" for line in data.get("lists", {}).get(listed, [])]

    def _hand_in(self, data: Data, slot: Slot, subject: str | None) -> None:
        """A paper instead of those that are there, or beside them."""
        if self.rng.random() < 0.8:
            self._take_back(data, slot, subject)
        shown = slot.arm.proved_by and self.rng.random() < 0.7
        data["materials"].append(self._licence(slot, subject) if shown else self.paper(data, slot, subject))
        if self.rng.random() < 0.02:
            data["materials"][-1]["subject"] = "who:8"

    def _take_back(self, data: Data, slot: Slot, subject: str | None) -> None:
        data["materials"] = [m for m in data["materials"] if (m["material"], m.get("subject")) != (slot.id, subject)]

    def _licence(self, slot: Slot, subject: str | None) -> Data:
        rng = self.rng
        found = {"material": slot.arm.proved_by[0], "issued_on": None, "expires_on": rng.choice((None, "2023-01-01"))}
        return found | {"original_shown": rng.random() < 0.8} | ({"subject": subject} if subject else {})

    def _promise_some(self, data: Data, before: Judged) -> None:
        for entry in before.entries:
            asked = self.version.asked.get(entry.requirement)
            if asked is not None and self.rng.random() < 0.3:
                if asked.requirement.commitment is not None:
                    data["commitments"] = [*data.get("commitments", []), self.letter(asked.id)]
                elif asked.requirement.deferrable is not None:
                    data["deferrals"] = [*data.get("deferrals", []), self.letter(asked.id)]

    # in good faith

    def obedient(self, before: Judged) -> Data:
        """Everything that the notice says: every question answered, every finding met in one of its ways."""
        data = copy.deepcopy(before.data)
        for asked in before.examination.questions:
            self._settle(data, before.examination, asked.ask.id)
        findings = [entry for entry in before.entries if not entry.is_conditional]
        # where nothing else is left, what depends on an answer is asked for as things stand
        for entry in findings or (() if before.examination.questions else before.entries):
            self._meet(data, before.examination, entry)
        return data

    def _settle(self, data: Data, examination: Examination, id_: str) -> None:
        """One question answered truly enough: within bounds, and papers read as they must be to be in order."""
        sort, _, rest = id_.removeprefix(f"{examination.item}/").partition("/")
        name, _, subject = rest.partition("[")
        subject = subject.rstrip("]")
        head, _, tail = name.partition(".")
        file = self.version.file
        if sort == "read":
            self._read_off(data, head, tail, subject or None)
        elif name == "serious_bad_credit":
            data["facts"][name] = False
        elif head == "applicant":
            data["applicant"] = {**data.get("applicant", {}), tail: "enterprise" if tail == "kind" else "甲公司"}
        elif name in file.facts:
            data["facts" if file.facts[name].chosen_by is None else "choices"][name] = self.answer(file.facts[name])
        elif not tail:
            data["lists"] = {**data.get("lists", {}), name: self.members(name)}
        else:
            key = subject.removeprefix(f"{head}:")
            line = next(line for line in data["lists"][head] if line["id"] == key)
            line[tail] = self.answer(file.lists[head].each[tail])

    def _read_off(self, data: Data, slot: str, attribute: str, subject: str | None) -> None:
        if attribute == "commitment":
            for letter in data["commitments"]:
                letter.setdefault("signed", True)
            return
        codes = {slot, *self.version.slots[slot].arm.proved_by}
        for line in data["materials"]:
            if line["material"] in codes and line.get("subject") == subject:
                good = self._good(data, self.version.slots[slot], subject)
                for key, value in good.items():
                    if key != "fields":
                        line.setdefault(key, value)
                line["fields"] = {**good.get("fields", {}), **line.get("fields", {})}
                line.setdefault("original_shown", True)
        # papers that bear different things: the clerk keeps one
        mine = [line for line in data["materials"] if (line["material"], line.get("subject")) == (slot, subject)]
        if len(mine) > 1:
            self._take_back(data, self.version.slots[slot], subject)
            data["materials"].append(mine[0])

    def _good(self, data: Data, slot: Slot, subject: str | None) -> Data:
        """A paper in form, that says what everything else says."""
        form = slot.arm.hand_in
        found: Data = {"material": slot.id} | ({"subject": subject} if subject else {})
        if form.copies:
            found["copies"] = form.copies
        if form.signed_by:
            found["signed_by"] = ["applicant"]
        if form.in_date:
            found |= {"issued_on": None, "expires_on": None}
        fields = {n: "甲公司" if read.type == "text" else self.value(type_of(read)) for n, read in slot.arm.reads.items()}
        return found | ({"fields": fields} if fields else {})

    def _meet(self, data: Data, examination: Examination, entry: Entry) -> None:
        if entry.sort == "requirement":
            self._meet_requirement(data, entry)
        elif entry.sort == "subject":
            self._take_back(data, self.version.slots[entry.arms[0].material], entry.subject)
        elif entry.sort == "fact":
            self._settle(data, examination, entry.id)
        elif entry.sort == "never":
            self._reconcile(data, examination)
        else:
            self._make_same(data, entry)

    def _meet_requirement(self, data: Data, entry: Entry) -> None:
        arm = self.rng.choice(entry.arms)
        subjects = self._whose(data, arm.material, entry.subject)
        for subject in subjects:
            asked = self.version.asked[entry.requirement]
            if entry.kind == "missing_result":
                found = [line for line in data["obtained"] if line["document"] != "other-result"]
                data["obtained"] = [*found, {"document": "other-result", "status": "found", "by": "bureau"}]
            elif arm.material not in self.version.slots:
                kept = [m for m in data["materials"] if m["material"] != arm.material or m.get("subject") != subject]
                shown = {"material": arm.material, "original_shown": True, "issued_on": None, "expires_on": None}
                data["materials"] = [*kept, shown | ({"subject": subject} if subject else {})]
            elif asked.requirement.commitment is not None and data["facts"].get("serious_bad_credit") is not True and self.rng.random() < 0.3:
                data["commitments"] = [{"for": asked.id, "signed": True}]
            else:
                slot = self.version.slots[arm.material]
                subject = subject if slot.list else None
                self._take_back(data, slot, subject)
                data["materials"].append(self._good(data, slot, subject))

    def _make_same(self, data: Data, entry: Entry) -> None:
        """Both sides made to say one thing."""
        assert entry.line is not None
        for variable in entry.line.same:
            if variable.kind is Kind.APPLICANT:
                data["applicant"] = {**data.get("applicant", {}), "name": "甲公司"}
            else:
                slot = self.version.slots[variable.owner]
                name = variable.name.removeprefix(f"{slot.id}.")
                for line in data["materials"]:
                    if line["material"] == slot.id and (slot.list is None or line.get("subject") == entry.subject):
                        line["fields"] = {**line.get("fields", {}), name: "甲公司"}

    def _reconcile(self, data: Data, examination: Examination) -> None:
        """Other answers to the contradictory facts, at random; the caller tries until they fit."""
        for name in examination.situation.opened.names:
            sort, _, rest = name.partition("/")
            if sort == "fact":
                self._settle(data, examination, f"{examination.item}/fact/{rest}")


class Independent(Cure):
    """The same steps, over what the reference holds open."""

    def __init__(self, made: Made, rng: random.Random) -> None:
        super().__init__(made, rng)
        self.made = made

    def open_in(self, before: Judged) -> Opened:
        found = reference.judge(self.made.ruleset, self.version, read(before.data))
        return Opened(found.names, found.places)


def is_consistent(before: Judged, after: Judged) -> bool:
    """Whether a step made no new contradiction between answers: that may be told anew, for nobody could foresee it."""
    return set(after.examination.contradictions) <= set(before.examination.contradictions)


def steps(cure: Cure, made: Made, first: Judged, rounds: int) -> Iterator[Judged]:
    """Up to *rounds* grudging steps, none of them into a new contradiction."""
    current = first
    for _ in range(rounds):
        following: Any = None
        for _ in range(4):
            candidate = judged(made, cure.grudging(current))
            if is_consistent(current, candidate):
                following = candidate
                break
        if following is None:
            return
        current = following
        yield current
