"""Which disallowed class a slot falls in, stretch of days by stretch of days.

    slot, what is known of its material, the six classes  ->  Stretch for each run of days without a change

Nothing of a packet takes part: a class depends on the ruleset and on the day of first receipt alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Final, cast

from materials_rules.condition.tree import Between
from materials_rules.ground.once import once
from materials_rules.ground.script import fold
from materials_rules.plan.domain import Value
from materials_rules.plan.evaluator import satisfied
from materials_rules.plan.formula import BOTH_NONE, RuleBase, Said, name_of, readings, relation_of
from materials_rules.rules.classes import ORDER, ClassRule
from materials_rules.rules.law import LEVELS, Standing, standing, turning_days
from materials_rules.rules.material import Arm, Exemption
from materials_rules.rules.place import DocumentType, Live
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.version import Asked, Slot, Version

LAST_DAY: Final = dt.date(9998, 12, 31)
_EMPTY: Final = RuleBase({}, {})
_DAY: Final = "fact/day"


@dataclass(frozen=True)
class Hit:
    """A class that holds, the sub-reason that is printed, and the exception that sets it aside, if any."""

    class_id: str
    reason: str
    say: str
    exception: Exemption | None = None


@dataclass(frozen=True)
class Stretch:
    """Days (ordinals, both ends included) on which the same is known of a slot."""

    first: int
    last: int
    hits: tuple[Hit, ...]

    def decisive(self) -> Hit | None:
        """The class whose effect follows: the first in order that no exception sets aside; C5 is judged elsewhere."""
        for class_id in ORDER:
            for hit in self.hits:
                if hit.class_id == class_id and hit.exception is None:
                    return hit
        return None

    def of(self, class_id: str) -> Hit | None:
        """The hit of one class, when it is in force."""
        return next((hit for hit in self.hits if hit.class_id == class_id and hit.exception is None), None)


def life(ruleset: Ruleset, version: Version) -> tuple[dt.date, dt.date]:
    """The first and the last day of a version."""
    return version.file.in_force_from, ruleset.last_day(version) or LAST_DAY


def stretches(ruleset: Ruleset, version: Version, asked: Asked, slot: Slot) -> tuple[Stretch, ...]:
    """The stretches of *slot* over the whole life of *version*, in order; neighbours differ."""
    first, last = life(ruleset, version)
    found: list[Stretch] = []
    for begin, end in _runs(first, last, _turns(ruleset, asked, slot)):
        hits = _hits(ruleset, version, asked, slot, begin)
        if found and found[-1].hits == hits:
            found[-1] = Stretch(found[-1].first, end.toordinal(), hits)
        else:
            found.append(Stretch(begin.toordinal(), end.toordinal(), hits))
    return tuple(found)


def standings(ruleset: Ruleset, version: Version, slot: Slot, day: dt.date) -> tuple[Standing, ...]:
    """What each citation of *slot* is on *day*. Common materials cite acts as they are last."""
    written_for = version.file.in_force_from
    found = []
    for basis in slot.basis:
        law = ruleset.laws[basis.law]
        written = law.versions[-1].from_ if version.asked[slot.requirement].common else written_for
        found.append(standing(ruleset.laws, basis, written, max(day, written)))
    return tuple(found)


def supply(ruleset: Ruleset, document: str | None, day: dt.date) -> tuple[DocumentType, Live] | None:
    """Who can supply a document on *day* to this place, and by which decision."""
    known = ruleset.documents.get(document) if document is not None else None
    if known is None:
        return None
    for live in known.live:
        if live.from_ <= day and (live.to is None or day <= live.to) and ruleset.place.region.startswith(live.region):
            return known, live
    return None


def duplicate_of(version: Version, slot: Slot) -> str | None:
    """The earlier requirement that asks for the same document in the same form under the same name, or None.

    Two identity cards of two persons are of one type and one form, and are two papers: their names tell them apart.
    """
    if slot.arm.document is None:
        return None
    for asked in takewhile(lambda asked: asked.id != slot.requirement, version.asked.values()):
        if len(asked.slots) == 1 and asked.list == slot.list:
            other = asked.slots[0]
            alike = other.arm.document == slot.arm.document and same_form(other.arm, slot.arm)
            if alike and _called(other.arm) & _called(slot.arm):
                return asked.id
    return None


def _called(arm: Arm) -> set[str]:
    return {fold(name) for name in (arm.name, *arm.aliases)}


def same_form(one: Arm, other: Arm) -> bool:
    """Whether two materials are to be handed in alike."""
    return cast("object", one.hand_in) == cast("object", other.hand_in)


@once
def coverers(version: Version, requirement: str) -> tuple[str, ...]:
    """The requirements that cover *requirement*: declared, or asking for the same document in the same form before it."""
    declared = [asked.id for asked in version.asked.values() if requirement in asked.requirement.covers]
    slots = version.asked[requirement].slots
    if len(slots) == 1:
        same = duplicate_of(version, slots[0])
        if same is not None and same not in declared:
            declared.append(same)
    return tuple(declared)


@dataclass(frozen=True)
class _Asked:
    """What the conditions of the classes ask beside plain values: days from which they may answer otherwise, relations."""

    days: tuple[dt.date, ...]
    relations: tuple[Between, ...]


class _Same:
    """The classes of one ruleset, equal only to themselves, so that looking them up costs nothing."""

    __slots__ = ("classes",)

    def __init__(self, classes: Mapping[str, ClassRule]) -> None:
        self.classes = classes

    def __hash__(self) -> int:
        return id(self.classes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.classes is self.classes


@lru_cache(maxsize=16)
def _asked_of(known: _Same) -> _Asked:
    days: set[dt.date] = set()
    relations: dict[str, Between] = {}
    for rule in known.classes.values():
        for condition in (rule.when, *(reason for _, reason in rule.reasons)):
            for reading in readings(Said(condition), _EMPTY):
                if isinstance(reading.source, Between):
                    relations[reading.name] = reading.source
                elif reading.name == _DAY and isinstance(reading.test.value, int):
                    day, op = dt.date.fromordinal(reading.test.value), reading.test.op
                    days |= {day} if op in ("<", ">=") else set(_next(day)) if op in ("<=", ">") else {day, *_next(day)}
    return _Asked(tuple(sorted(days)), tuple(relations.values()))


def _next(day: dt.date) -> Iterator[dt.date]:
    """The day after, if there is one that matters."""
    if day < LAST_DAY:
        yield day + dt.timedelta(days=1)


def _turns(ruleset: Ruleset, asked: Asked, slot: Slot) -> Iterable[dt.date]:
    """The days from which something about *slot* may be different."""
    of_classes = _asked_of(_Same(ruleset.classes))
    yield from of_classes.days
    for basis in slot.basis:
        yield from turning_days(ruleset.laws[basis.law])
    document = ruleset.documents.get(slot.arm.document or "")
    for live in document.live if document else ():
        yield live.from_
        if of_classes.relations:
            yield from _next(live.from_)  # `day > held_since` is true from the second day on
        if live.to is not None:
            yield from _next(live.to)
    for exception in asked.requirement.exception:
        yield exception.from_
        yield from _next(exception.to)


def _runs(first: dt.date, last: dt.date, turns: Iterable[dt.date]) -> list[tuple[dt.date, dt.date]]:
    begins = sorted({first, *(day for day in turns if first < day <= last)})
    ends = [day - dt.timedelta(days=1) for day in begins[1:]] + [last]
    return list(zip(begins, ends, strict=True))


def _hits(ruleset: Ruleset, version: Version, asked: Asked, slot: Slot, day: dt.date) -> tuple[Hit, ...]:
    world = _known(ruleset, version, asked, slot, day)
    hits = []
    for rule in ruleset.classes.values():
        if satisfied(rule.when, world, _EMPTY):
            reason = _reason(rule, world)
            hits.append(Hit(rule.id, reason[0], reason[1], _exception(asked, rule, day)))
    return tuple(hits)


def _reason(rule: ClassRule, world: dict[str, Value]) -> tuple[str, str]:
    for reason, condition in rule.reasons:
        if satisfied(condition, world, _EMPTY):
            return reason.id, reason.say
    return "", rule.about.say


def _exception(asked: Asked, rule: ClassRule, day: dt.date) -> Exemption | None:
    if rule.about.excepted == "never":
        return None
    for exception in asked.requirement.exception:
        if exception.class_ == rule.id and exception.from_ <= day <= exception.to:
            return exception
    return None


def _known(ruleset: Ruleset, version: Version, asked: Asked, slot: Slot, day: dt.date) -> dict[str, Value]:
    """What is known of a slot's material on a day, under the names of the conditions of the classes."""
    arm = slot.arm
    found = standings(ruleset, version, slot, day)
    shared = supply(ruleset, arm.document, day)
    since = shared[1].from_.toordinal() if shared else None
    in_force = [s for s in found if s.in_force]
    world: dict[str, Value] = {
        "fact/kind": arm.kind,
        "fact/level": _highest(in_force),
        "fact/citations": len(found),
        "fact/citations_in_force": len(in_force),
        "fact/citations_ended": len(found) - len(in_force),
        "fact/catch_all": arm.catch_all,
        "fact/intermediary": arm.intermediary,
        "fact/unrelated": arm.unrelated is not None,
        "fact/unverifiable": arm.unverifiable is not None,
        "fact/held": shared is not None,
        "fact/result_of_item": asked.requirement.result_of is not None,
        "fact/proved_by_licence": bool(arm.proved_by),
        "fact/on_commitment_list": asked.requirement.commitment is not None,
        "fact/covered": any(asked.id in other.requirement.covers for other in version.asked.values()),
        "fact/duplicate": duplicate_of(version, slot) is not None,
        _DAY: day.toordinal(),
        "read/held_since": since,
    }
    for node in _asked_of(_Same(ruleset.classes)).relations:
        left, right = sorted((name_of(node.left), name_of(node.right)))
        world[relation_of(node)[0]] = _related(world[left], world[right])
    return world


def _related(left: Value, right: Value) -> Value:
    """The relation of two things known of a material; words are equal or not."""
    if left is None or right is None:
        return BOTH_NONE if left is right else None
    if isinstance(left, int) and isinstance(right, int):
        return (left > right) - (left < right)
    return int(left != right)


def _highest(in_force: Sequence[Standing]) -> str:
    return min((s.level for s in in_force), key=LEVELS.index, default="nothing")
