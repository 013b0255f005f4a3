"""A paper in form that says what everything else says, for an author who names no more of it than its id.

    slot, what is said elsewhere  ->  the keys of a packet's material
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from materials_rules.condition.tree import Date, Kind, Variable
from materials_rules.ground.day import read_day
from materials_rules.plan.compile import Plan
from materials_rules.plan.domain import Value
from materials_rules.plan.formula import name_of
from materials_rules.rules.version import Slot, type_of
from materials_rules.witness.declared import NO_LIMITS, declared
from materials_rules.witness.paper import in_form
from materials_rules.witness.values import NOTHING, Scalar, candidates
from materials_rules.witness.written import shown

_MOST_TRIED: Final = 200


@dataclass(frozen=True)
class Said:
    """What a packet says outside a paper: answers, the applicant, the members of lists, the day of first receipt."""

    plan: Plan
    day: dt.date
    applicant: Mapping[str, Any]
    facts: Mapping[str, Any]
    members: Mapping[str, Mapping[str, Mapping[str, Any]]]

    @cached_property
    def _groups(self) -> dict[str, tuple[Variable, ...]]:
        """For each variable all that must say the same, through every line that they share."""
        groups: dict[str, dict[str, Variable]] = {}
        for line in self.plan.version.consistency:
            joined: dict[str, Variable] = {}
            for variable in line.same:
                joined |= groups.get(name_of(variable), {name_of(variable): variable})
            for name in joined:
                groups[name] = joined
        return {name: tuple(group.values()) for name, group in groups.items()}

    def field(self, slot: Slot, name: str, subject: str | None) -> Any:
        """What a paper for *slot* bears under *name* so that nothing differs; where nothing fits, something of its type."""
        own = f"read/{slot.id}.{name}"
        alike = [own]
        for variable in self._groups.get(own, ()):
            if variable.kind is Kind.SLOT_FIELD:
                alike.append(name_of(variable))
                continue
            known, value = self._elsewhere(variable, subject)
            if known:
                return value
        type_ = type_of(slot.arm.reads[name])
        value = self._sample(list(dict.fromkeys(alike)))
        return None if value == NOTHING else shown(value, type_)

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

    def _sample(self, names: Sequence[str]) -> Value:
        """A value that all fields *names* may bear; whichever is limited most says what is tried."""
        scalars = sorted(map(self._scalar, names), key=lambda scalar: scalar.declared.limits == NO_LIMITS)
        for tried in (scalars, scalars[:1]):
            for value in itertools.islice(candidates(tried[0]), _MOST_TRIED):
                if all(_fits(scalar, value) for scalar in tried):
                    return value
        return NOTHING

    def _scalar(self, name: str) -> Scalar:
        about = declared(self.plan, name)
        is_day = isinstance(about.type, Date)
        return Scalar(about, about.region.without(None), self.day.toordinal() if is_day else 10**about.decimals)

    def paper(self, slot: Slot, subject: str | None, handed_in_on: str | None) -> dict[str, Any]:
        """A paper for *slot* that meets all its criteria on the day on which it is handed in."""
        day = read_day(handed_in_on) if handed_in_on else self.day
        fields = {name: self.field(slot, name, subject) for name in slot.arm.reads}
        found = in_form(slot, fields, day, subject)
        return {"material": slot.id, "fields": fields} if found is None else found


def _fits(scalar: Scalar, value: Value) -> bool:
    return value in scalar.region and (not isinstance(value, str) or scalar.declared.limits.allow(value))

