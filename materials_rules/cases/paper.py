"""A paper in form that says what everything else says, for an author who names no more of it than its id.

    slot, what is said elsewhere  ->  the keys of a packet's material
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from materials_rules.condition.tree import Kind, Variable
from materials_rules.ground.day import read_day
from materials_rules.ground.pattern import compile_pattern
from materials_rules.plan.formula import name_of
from materials_rules.rules.material import Read
from materials_rules.rules.version import Slot, Version

SOMEBODY: Final = "某某"
"""What anybody and anything is called where nothing is said."""

NUMBERS: Final[Mapping[str, str]] = {
    "credit_code": "91000000000000019G",
    "resident_id": "000000198503150016",
    "organisation_code": "000000019",
    "project_code": "2101-000000-04-01-000000",
    "mobile_number": "13800000000",
    "landline": "0734-8000000",
    "phone_number": "13800000000",
    "postcode": "421000",
}
"""For each kind of number one of the right form that nobody has."""

_SHAPES: Final = ("A", "1", "2026", "HY-2026", "一", "某某", "x@example.invalid", "00", "000000", "2026-01-01")


@dataclass(frozen=True)
class Said:
    """What a packet says outside a paper: answers, the applicant, the members of lists, the day of first receipt."""

    version: Version
    day: dt.date
    applicant: Mapping[str, Any]
    facts: Mapping[str, Any]
    members: Mapping[str, Mapping[str, Mapping[str, Any]]]

    @cached_property
    def _groups(self) -> dict[str, tuple[Variable, ...]]:
        """For each variable all that must say the same, through every line that they share."""
        groups: dict[str, list[Variable]] = {}
        for line in self.version.consistency:
            joined: dict[str, Variable] = {}
            for variable in line.same:
                joined |= {name_of(other): other for other in groups.get(name_of(variable), [variable])}
            for name in joined:
                groups[name] = list(joined.values())
        return {name: tuple(sorted(group, key=name_of)) for name, group in groups.items()}

    def field(self, slot: Slot, name: str, subject: str | None) -> Any:
        """What a paper for *slot* bears under *name* so that nothing differs."""
        own = f"read/{slot.id}.{name}"
        reads = [slot.arm.reads[name]]
        for variable in self._groups.get(own, ()):
            if variable.kind is Kind.SLOT_FIELD:
                reads.append(self.version.read(variable))
                continue
            known, value = self._elsewhere(variable, subject)
            if known:
                return value
        return self._sample(reads)

    def _elsewhere(self, variable: Variable, subject: str | None) -> tuple[bool, Any]:
        match variable.kind:
            case Kind.APPLICANT:
                key = variable.name.removeprefix("applicant.")
                return key in self.applicant, self.applicant.get(key)
            case Kind.FACT | Kind.CHOICE:
                return variable.name in self.facts, self.facts.get(variable.name)
            case Kind.MEMBER_FACT if subject is not None:
                answers = self.members.get(variable.owner, {}).get(subject.partition(":")[2], {})
                return variable.name in answers, answers.get(variable.name)
            case Kind.RECEIVED_ON:
                return True, self.day.isoformat()
        return False, None

    def _sample(self, reads: list[Read]) -> Any:
        """A value that every one of *reads* takes; the strictest of them decides."""
        for read in reads:
            if read.check is not None:
                return NUMBERS.get(read.check, SOMEBODY)
        for read in reads:
            if read.pattern is not None:
                pattern = compile_pattern(read.pattern)
                return next((shape for shape in _SHAPES if pattern.fits(shape)), SOMEBODY)
            if read.one_of is not None:
                return next(iter(read.one_of))
        return self._of_type(reads[0])

    def _of_type(self, read: Read) -> Any:
        match read.type:
            case "boolean":
                return True
            case "date":
                return self.day.isoformat()
            case "number":
                least = read.minimum if read.minimum is not None else (read.maximum if read.maximum is not None else 1)
                return int(least) if least == int(least) else least
        return SOMEBODY

    def paper(self, slot: Slot, subject: str | None, handed_in_on: str | None) -> dict[str, Any]:
        """A paper for *slot* that meets all its criteria on the day on which it is handed in."""
        form: Any = slot.arm.hand_in  # its keys are the files of a shelf, which no type checker sees
        day = read_day(handed_in_on) if handed_in_on else self.day
        found: dict[str, Any] = {"originals": form.originals or 0, "copies": form.copies or 0}
        if form.show_original:
            found["original_shown"] = True
        for key in ("signed_by", "sealed_by"):
            roles = getattr(form, key)
            if roles is not None:
                found[key] = list(getattr(roles, "by", roles))
        if form.signed_or_sealed_by is not None:
            found.setdefault("signed_by", []).extend(one for one in form.signed_or_sealed_by.by if one not in found["signed_by"])
        if form.certified:
            found["certified"] = True
        if form.template is not None:
            found["template"] = form.template[-1]
        if form.complete:
            found["complete"] = True
        if form.medium in ("paper", "electronic"):
            found["medium"] = form.medium
        elif form.electronic is not None or form.medium is not None:
            found["medium"] = "paper"
        if form.in_date or form.issued_within is not None:
            found["issued_on"] = day.isoformat()
            found["expires_on"] = (day + dt.timedelta(days=365)).isoformat()
        if slot.arm.reads:
            found["fields"] = {name: self.field(slot, name, subject) for name in slot.arm.reads}
        return found


def licence(day: str) -> dict[str, Any]:
    """A licence shown instead of a material: its original, in date."""
    return {"originals": 0, "copies": 0, "original_shown": True, "issued_on": day, "expires_on": None}
