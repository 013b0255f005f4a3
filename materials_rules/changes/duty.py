"""What one requirement asks of an applicant in a situation, and which of two such duties is the stricter.

    claims of a requirement, day  ->  Duty;  Duty x Duty  ->  Direction

A duty is met in one of several ways: a paper in its form, a licence shown, a promise, a letter for a later day. It is at least
as strict as another when whoever meets it meets the other; that is decided on the ways, not on the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from materials_rules.changes.axes import NEW, Common
from materials_rules.changes.form import Form
from materials_rules.plan.classing import coverers
from materials_rules.plan.compile import Plan
from materials_rules.plan.diagram import Claims
from materials_rules.rules.limit import Limit, Unit
from materials_rules.rules.version import Asked

Direction = Literal["stricter", "both", "looser", "neutral"]
"""For the applicant: more to bring, some more and some less, less, the same."""

ORDER: Final[tuple[Direction, ...]] = ("stricter", "both", "looser", "neutral")

State = Literal["none", "dropped", "obtained", "covered", "later", "due"]
"""Not asked, not to be asked, the office obtains it, another covers it, asked at a later event, asked now."""

Sort = Literal["paper", "licence", "commitment", "deferral", "granted"]


@dataclass(frozen=True)
class Way:
    """One way to meet a duty. `of` is the slot, the licences, or the item by its common name; `name` is for people."""

    sort: Sort
    of: str
    name: str
    form: Form | None = None
    within: Limit | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two ways of one side the same."""
        return self.sort, self.of

    def meets(self, other: Way) -> bool:
        """Whether whoever goes this way has gone the other."""
        if self.sort == "paper" and other.sort == "granted":
            return True  # who has the paper was granted it
        if self.sort != other.sort or self.of != other.of:
            return False
        if self.form is not None and other.form is not None:
            return self.form.implies(other.form)
        if self.within is not None and other.within is not None:
            return no_longer(self.within, other.within)
        return True


@dataclass(frozen=True)
class Duty:
    """What a requirement asks for in a situation; `why` is the class that takes it away or the event at which it is due."""

    state: State
    why: str = ""
    ways: tuple[Way, ...] = ()
    called: str = ""

    @cached_property
    def rank(self) -> int:
        """How much is asked: nothing, something later, something now."""
        return 0 if not self.ways and self.state != "later" else 1 if self.state == "later" else 2

    def implies(self, other: Duty) -> bool:
        """Whether whoever meets this duty meets *other*."""
        if self.rank != other.rank:
            return self.rank > other.rank
        return self.rank < 2 or all(any(way.meets(one) for one in other.ways) for way in self.ways)


NOTHING: Final = Duty("none")


def direction(old: Duty, new: Duty) -> Direction:
    """What a change from *old* to *new* means for the applicant."""
    match new.implies(old), old.implies(new):
        case (True, True):
            return "neutral"
        case (True, False):
            return "stricter"
        case (False, True):
            return "looser"
    return "both"


def duty(common: Common, side: int, asked: Asked, claims: Claims, day: int) -> Duty:
    """What *asked* asks for in the situations that have *claims*, on *day* (an ordinal)."""
    plan = common.plan(side)
    if f"later/{asked.id}" in claims:
        due_at = asked.requirement.due_at
        return Duty("later", "" if due_at is None else due_at.event)
    obtained = [slot for slot in asked.slots if f"obtain/{slot.id}" in claims]
    if f"covered/{asked.id}" in claims and any(f"ask/{slot.id}" in claims for slot in asked.slots):
        return Duty("covered", "、".join(plan.version.asked[c].requirement.called() for c in coverers(plan.version, asked.id)))
    if f"covered/{asked.id}" in claims:
        return NOTHING
    if obtained:
        item = asked.requirement.result_of
        granted = () if item is None else (Way("granted", item, plan.ruleset.title(item)),)
        class_id = _class(plan, obtained[0].id, day)
        return Duty("obtained", class_id, granted, _called(plan, class_id))
    ways = tuple(_ways(common, side, asked, claims, day))
    if ways:
        return Duty("due", "", ways)
    dropped = [slot for slot in asked.slots if f"drop/{slot.id}" in claims]
    if not dropped:
        return NOTHING
    class_id = _class(plan, dropped[0].id, day)
    return Duty("dropped", class_id, (), _called(plan, class_id))


def _called(plan: Plan, class_id: str) -> str:
    """What people call a class."""
    return plan.ruleset.classes[class_id].about.name if class_id else ""


def _class(plan: Plan, slot: str, day: int) -> str:
    hit = plan.stretch(slot, day).decisive()
    return "" if hit is None else hit.class_id


def _ways(common: Common, side: int, asked: Asked, claims: Claims, day: int) -> list[Way]:
    """Every way to meet *asked* where it is asked for; none where it is not."""
    plan = common.plan(side)
    wanted = [slot for slot in asked.slots if f"ask/{slot.id}" in claims or f"show/{slot.id}" in claims]
    if not wanted:
        return []
    covering = [
        slot
        for name in coverers(plan.version, asked.id)
        for slot in plan.version.asked[name].slots
        if slot.list in (None, asked.list)
    ]
    found = []
    for slot in (*wanted, *covering):
        listed = f"[{slot.list}]" if slot.list else ""
        found.append(Way("paper", _slot(common, side, slot.id) + listed, slot.arm.name, common.forms[side][slot.id]))
        if f"show/{slot.id}" in claims:
            licences = ",".join(sorted(slot.arm.proved_by))
            names = "、".join(plan.ruleset.documents[licence].name for licence in slot.arm.proved_by)
            found.append(Way("licence", licences + listed, names))
    requirement = asked.requirement
    if requirement.commitment is not None and any(plan.stretch(slot.id, day).of("C4_COMMITMENT") for slot in asked.slots):
        found.append(Way("commitment", "", requirement.commitment.name or "告知承诺书"))
    if requirement.deferrable is not None:
        found.append(Way("deferral", "", "容缺后补", within=requirement.deferrable.within))
    return found


def _slot(common: Common, side: int, slot: str) -> str:
    return slot if side == NEW else common.matching.slots.get(slot, slot)


def no_longer(one: Limit, other: Limit) -> bool:
    """Whether *one* never ends after *other*: of one unit the smaller number; as many calendar days as working days do not."""
    if one.unit != other.unit and (one.unit, other.unit) != (Unit.CALENDAR_DAY, Unit.WORKING_DAY):
        return False
    return one.value <= other.value
