"""The documents of a packet held against the form that each slot asks for.

    Plan, Packet  ->  Held for each slot and subject

A slot is met when one document meets all its criteria. Nobody is judged on the form of a paper that nobody asks for; the
state is still worked out here, because conditions may ask `provided(...)`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from msgspec import UNSET, UnsetType

from materials_rules import form_checks
from materials_rules.condition.tree import Date
from materials_rules.form_checks import Defect, JudgeContext, Met, Outcome, Unrecorded, declared_field
from materials_rules.form_checks.declared_field import DeclaredField
from materials_rules.ground.day import is_day, read_day
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import NotAPacket
from materials_rules.ground.once import once
from materials_rules.ground.pattern import compile_pattern
from materials_rules.packet.document import Document, documents
from materials_rules.packet.model import Packet, encode, recorded
from materials_rules.packet.model import Value as Given
from materials_rules.plan.domain import Value
from materials_rules.rules.material import Arm, Read
from materials_rules.rules.version import Slot, Version, type_of
from materials_rules.verdict.answers import raw_value, right_type, wrong_type

Key = tuple[str, str | None]
"""A slot and whose it is: `("licence", "drivers:1")`, `("lease", None)`."""


@dataclass(frozen=True)
class Criterion:
    """One criterion of a slot: the check, its parameter, and what is said of it."""

    name: str
    machine: Mapping[str, object]
    say: str
    check: Any
    parameter: Any

    def judge(self, document: Document, context: JudgeContext) -> tuple[Outcome, ...]:
        """What came of it for one document."""
        return cast("tuple[Outcome, ...]", self.check.judge(self.parameter, document, context))

    def do(self, defect: Defect) -> str:
        """How to cure *defect*."""
        return str(self.check.do(self.parameter, defect))


@dataclass(frozen=True)
class JudgedDocument:
    """One document against all criteria of its slot, in the same order."""

    document: Document
    outcomes: tuple[tuple[Outcome, ...], ...]

    @property
    def defects(self) -> tuple[tuple[int, Defect], ...]:
        """Every defect with the index of its criterion."""
        return tuple((i, o) for i, found in enumerate(self.outcomes) for o in found if isinstance(o, Defect))

    @property
    def unrecorded(self) -> tuple[Unrecorded, ...]:
        """What a person must still look at."""
        return tuple(o for found in self.outcomes for o in found if isinstance(o, Unrecorded))

    @property
    def met(self) -> bool | None:
        """Whether the form is met; None = a person must look first."""
        if self.defects:
            return False
        return None if self.unrecorded else True


@dataclass(frozen=True)
class Held:
    """What the packet holds for a slot: whether its form is met, the document that speaks for it, its fields.

    `by_acceptance`: it is met because an earlier notice had it in order, whatever today's record of it says. `speaking`
    are the papers of which the place is met.
    """

    met: bool | None
    best: JudgedDocument | None
    others: tuple[JudgedDocument, ...] = ()
    fields: Mapping[str, Value] | None = None
    by_acceptance: bool = False
    speaking: tuple[JudgedDocument, ...] = ()

    @property
    def last_day(self) -> str:
        """The day of the paper that speaks, of several the last."""
        return max(judged.document.handed_in_on for judged in self.speaking)

    @property
    def papers(self) -> int:
        """How many papers speak, or are of the day of the one that does and could be taken for it."""
        lying = (judged for judged in (self.best, *self.others) if judged is not None)
        return sum(judged in self.speaking or judged.document.handed_in_on == self.last_day for judged in lying)

    def field(self, name: str) -> tuple[bool, Value]:
        """Whether the field is settled, and its value."""
        if not self.met or self.fields is None or name not in self.fields:
            return False, None
        return True, self.fields[name]


NOTHING = Held(False, None)


@dataclass(frozen=True)
class Orderly:
    """What an earlier notice had in order at one place: the day on which it was handed in, how many papers of it lay there.

    `may_be_another`: the notice let it be replaced, and nothing in the packet is of a later day.
    """

    day: str
    papers: int
    may_be_another: bool = False


@dataclass(frozen=True)
class Accepted:
    """What an earlier notice had in order, by place, and the last day on which something had been handed in then."""

    places: Mapping[Key, Orderly] = field(default_factory=dict)
    until: str = ""

    def paper(self, key: Key, found: Sequence[JudgedDocument]) -> JudgedDocument | None:
        """Of the papers *found* at a place the one that was in order there, if it can be told: it lay alone and does so now."""
        known = self.places.get(key)
        if known is None or known.papers != 1 or known.may_be_another:
            return None
        old = [judged for judged in found if judged.document.handed_in_on == known.day]
        return old[0] if len(old) == 1 else None

    def came_since(self, key: Key, found: Sequence[JudgedDocument]) -> list[JudgedDocument]:
        """The papers that came after the one that was in order, or after the earlier notice; none on a first visit."""
        known = self.places.get(key)
        after = self.until if known is None else known.day
        return [judged for judged in found if after and judged.document.handed_in_on > after]

    def left(self, key: Key, found: Sequence[JudgedDocument]) -> list[JudgedDocument]:
        """The papers *found* without those in whose place the one that was in order had come already."""
        known = self.places.get(key)
        if known is None or sum(judged.document.handed_in_on == known.day for judged in found) < known.papers:
            return list(found)
        return [judged for judged in found if judged.document.handed_in_on >= known.day]


def criteria(arm: Arm) -> tuple[Criterion, ...]:
    """The criteria of one material in the order of the shelf: what its author wrote, its limited fields, the constant ones."""
    found = []
    for name, check in form_checks.hand_in_checks().items():
        parameter = getattr(arm.hand_in, name)
        if parameter is not None and parameter is not False:
            found.append(Criterion(name, check.criterion(parameter), check.say(parameter), check, parameter))
    for key, read in arm.reads.items():
        declared = DeclaredField(
            key=key,
            name=read.name or key,
            type=read.type,
            check=read.check,
            pattern=None if read.pattern is None else compile_pattern(read.pattern),
            told=read.say,
            one_of=read.one_of,
            decimals=read.decimals if read.type == "number" else None,
            minimum=read.minimum,
            maximum=read.maximum,
            unit=read.unit,
            required=read.required,
            ask=read.ask,
        )
        if declared_field.is_limited(declared):
            machine, say = declared_field.criterion(declared), declared_field.say(declared)
            found.append(Criterion("declared_field", machine, say, declared_field, declared))
    for name, check in form_checks.always_checks().items():
        found.append(Criterion(name, check.criterion(None), check.say(None), check, None))
    return tuple(found)


@once
def criteria_of_version(version: Version) -> Mapping[str, tuple[Criterion, ...]]:
    """The criteria of every slot of *version*."""
    return {slot.id: criteria(slot.arm) for slot in version.slots.values()}


def judge_documents(
    version: Version, criteria_of: Mapping[str, tuple[Criterion, ...]], packet: Packet, path: str, accepted: Accepted
) -> tuple[dict[Key, Held], tuple[Document, ...]]:
    """What is held in each slot, and the documents that belong to no slot of this item.

    Raises NotAPacket (P-TYPE, P-DATE) where a field is of another type than its declaration, or no day.
    """
    grouped: dict[Key, list[JudgedDocument]] = {}
    strangers = []
    faults: list[Diagnostic] = []
    for document in documents(packet):
        slot = version.slots.get(document.code)
        if slot is None:
            strangers.append(document)
            continue
        faults += _wrong_types(slot, document, path)
        context = JudgeContext(
            handed_in_on=read_day(document.handed_in_on),
            received_on=read_day(packet.received_on),
            agent_may_sign=agent_may(packet, "sign"),
            name=slot.arm.name,
            electronic=getattr(slot.arm.hand_in, "electronic", None),
        )
        judged = JudgedDocument(document, tuple(c.judge(document, context) for c in criteria_of[slot.id]))
        grouped.setdefault((slot.id, document.subject), []).append(judged)
    if faults:
        raise NotAPacket(faults)
    held = {key: _held(version.slots[key[0]], key, found, accepted) for key, found in grouped.items()}
    return held, tuple(strangers)


def agent_may(packet: Packet, power: str) -> bool:
    """Whether an agent acts for the applicant and his letter gives him *power*."""
    agent = packet.agent
    if agent is UNSET or agent is None:
        return False
    return power in (recorded(agent.powers, None) or ())


def _held(slot: Slot, key: Key, found: Sequence[JudgedDocument], accepted: Accepted) -> Held:
    """One document that meets all; else the one with the fewest failed criteria, by its canonical bytes when equal.

    On a later visit a paper in form that came since replaces what lay there; else what was *accepted* stays so, unless
    somebody must look first at one that came since and says something else.
    """
    ordered = list(found)
    if len(ordered) > 1:
        ordered.sort(key=lambda j: (len(j.defects) + len(j.unrecorded), encode(j.document.material)))
    came = accepted.came_since(key, ordered)
    replacing = [judged for judged in came if judged.met]
    kept = accepted.paper(key, ordered)
    if kept is not None and not replacing:
        waiting = [judged for judged in came if judged.met is None and _says_otherwise(slot, judged, kept)]
        if waiting:
            return Held(None, waiting[0], _without(ordered, waiting[0]))
        return Held(True, kept, _without(ordered, kept), _fields(slot, (kept,)), by_acceptance=True, speaking=(kept,))
    lying = accepted.left(key, ordered)
    good = replacing or [judged for judged in lying if judged.met]
    waiting = [judged for judged in (came if replacing else lying) if judged.met is None]
    if good:
        return Held(True, good[0], _without(ordered, good[0]), _fields(slot, (*good, *waiting)), speaking=tuple(good))
    best = waiting[0] if waiting else lying[0]
    return Held(None if waiting else False, best, _without(ordered, best))


def _without(found: Sequence[JudgedDocument], one: JudgedDocument) -> tuple[JudgedDocument, ...]:
    return tuple(judged for judged in found if judged is not one)


def _says_otherwise(slot: Slot, one: JudgedDocument, other: JudgedDocument) -> bool:
    """Whether *one* bears, or may bear, another value than *other* in a field that is read."""
    for name, read in slot.arm.reads.items():
        value = recorded_field(one.document, name, read)
        if value is UNSET or value != recorded_field(other.document, name, read):
            return True
    return False


def _fields(slot: Slot, speaking: Sequence[JudgedDocument]) -> dict[str, Value]:
    """The fields on which all documents agree that are in form or, once somebody has looked, may be.

    What one of them does not record, or tells otherwise, is not settled.
    """
    settled = {}
    for name, read in slot.arm.reads.items():
        values = set()
        for judged in speaking:
            values.add(recorded_field(judged.document, name, read))
        if len(values) == 1 and UNSET not in values:
            settled[name] = cast(Value, values.pop())
    return settled


def recorded_field(document: Document, name: str, read: Read) -> Value | UnsetType:
    """A field of *document* as rules compare it; as good as not read where it has more decimals than its author declared."""
    fields = recorded(document.material.fields, {})
    if name not in fields:
        return UNSET
    try:
        return raw_value(type_of(read), borne(fields[name]))
    except ValueError:
        return UNSET


def borne(given: Given) -> Given:
    """What a document bears: blanks are nothing, as for the check of a field."""
    return None if isinstance(given, str) and not given.strip() else given


def _wrong_types(slot: Slot, document: Document, path: str) -> list[Diagnostic]:
    faults = []
    for name, read in slot.arm.reads.items():
        given = borne(recorded(document.material.fields, {}).get(name))
        place = Place(path, pointer=f"/materials/{document.lines[0]}/fields/{name}")
        if not right_type(type_of(read), given):
            faults.append(wrong_type(place, type_of(read), given))
        elif isinstance(type_of(read), Date) and isinstance(given, str) and not is_day(given):
            faults.append(Diagnostic("P-DATE", place))
    return faults


def is_met(outcomes: Sequence[Outcome]) -> bool | None:
    """Whether one criterion is met; None = a person must look."""
    if any(isinstance(outcome, Defect) for outcome in outcomes):
        return False
    return True if all(isinstance(outcome, Met) for outcome in outcomes) else None
