"""Two versions of an item compared in every situation: materials, limits and fees, and what stands beside them.

    two Plans, Days  ->  Change for each thing and situation that is otherwise
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Final, cast

from materials_rules.changes.axes import NEW, OLD, Common
from materials_rules.changes.beside import lines, never, scope
from materials_rules.changes.change import Change
from materials_rules.changes.declared import Case, cases, compared_cases
from materials_rules.changes.duty import NOTHING, Duty, direction, duty
from materials_rules.changes.matching import matching
from materials_rules.changes.regions import Days, Laid, cuts
from materials_rules.changes.seen import Found, Seen, barred, both_sides, told
from materials_rules.changes.showing import Shower
from materials_rules.changes.wording import compared
from materials_rules.plan.classing import coverers
from materials_rules.plan.compile import Plan
from materials_rules.plan.diagram import Claims
from materials_rules.rules.version import Asked


def _is_untouched(common: Common) -> bool:
    """Whether two versions have the same tables and the same requirements, lines and ways out, so that nothing can differ."""
    old, new = common.old, common.new
    if old.outputs != new.outputs or old.by_day != new.by_day:
        return False
    asked = [{name: (one.requirement, one.list) for name, one in plan.version.asked.items()} for plan in (old, new)]
    declared = [(v.file.not_for, v.file.consistency, v.file.facts, v.file.lists) for v in (old.version, new.version)]
    timed = [[cases(plan.version, name) for name in _ELEMENTS] for plan in (old, new)]
    return asked[0] == asked[1] and declared[0] == declared[1] and timed[0] == timed[1]


def common_of(old: Plan, new: Plan) -> Common:
    """Two plans of an item with what belongs together in them."""
    return Common(old, new, matching(old.version, new.version))


def changes(common: Common, days: Days, shower: Shower) -> Iterator[Change]:
    """Everything that the tables show, requirement by requirement, with what shows it."""
    if days.apart is None and _is_untouched(common):
        return
    yield from scope(common, days, shower)
    for was, now in common.matching.requirements:
        yield from _requirement(common, days, shower, was, now)
    yield from lines(common, days, shower)
    yield from never(common, days, shower)
    yield from _elements(common, days)


# materials


def _requirement(common: Common, days: Days, shower: Shower, was: Asked | None, now: Asked | None) -> Iterator[Change]:
    sides = [(side, asked) for side, asked in ((OLD, was), (NEW, now)) if asked is not None]
    outputs = [(side, f"requirement/{asked.id}") for side, asked in sides]
    out = barred(common)
    slots = [(side, slot.id) for side, asked in sides for slot in asked.slots]
    slots += [
        (side, slot.id)
        for side, asked in sides
        for name in coverers(common.plan(side).version, asked.id)
        for slot in common.plan(side).version.asked[name].slots
    ]
    asked = now or was
    assert asked is not None
    name = asked.requirement.called()
    everything = [*outputs, *both_sides(out)]

    def found(run: Days) -> Iterator[Seen]:
        laid = Laid(common, run, everything)
        tables = [
            laid.output(side, "" if one is None else f"requirement/{one.id}", frozenset())
            for side, one in ((OLD, was), (NEW, now))
        ]
        joined = laid.joined(tables[OLD], tables[NEW], laid.free_of(out))

        def duty_of(side: int, one: Asked | None, claims: Claims) -> Duty:
            return NOTHING if one is None else duty(common, side, one, claims, run.day(side))

        def judge(value: Hashable) -> Hashable:
            old_claims, new_claims = cast("tuple[Claims, Claims]", value)
            old, new = duty_of(OLD, was, old_claims), duty_of(NEW, now, new_claims)
            way = direction(old, new)
            if way == "neutral" and (old.state, old.why) == (new.state, new.why):
                return None
            return Found(way, *compared(old, new), (old_claims, new_claims))

        for region in laid.regions(joined, judge):
            what = cast("Found", region.what)
            old_claims, new_claims = cast("tuple[Claims, Claims]", what.pair)
            duties = duty_of(OLD, was, old_claims), duty_of(NEW, now, new_claims)
            witness = None
            if what.direction != "neutral":
                witness = shower.requirement(laid, region.values, what.direction, (was, now), duties)
            yield what, region, witness

    yield from told("requirement", asked.id, name, days.runs(cuts(common, everything, slots)), found)


# elements by situation


def _elements(common: Common, days: Days) -> Iterator[Change]:
    for name in ("statutory_limit", "promised_limit", "fee"):
        yield from _element(common, days, name)


def _element(common: Common, days: Days, name: str) -> Iterator[Change]:
    old, new = (cases(common.plan(side).version, name) for side in (OLD, NEW))
    out = barred(common)
    everything = [(side, f"element/{name}") for side in (OLD, NEW)]
    if any(output in common.plan(side).outputs for side, output in everything):
        everything += both_sides(out)

    def found(run: Days) -> Iterator[Seen]:
        laid = Laid(common, run, everything)
        tables = [laid.output(side, f"element/{name}", frozenset()) for side in (OLD, NEW)]
        where = laid.free_of(out) if len(everything) > 2 else laid.known

        def judge(value: Hashable) -> Hashable:
            claims = cast("tuple[Claims, Claims]", value)
            mine, yours = _case(old, claims[OLD]), _case(new, claims[NEW])
            way = compared_cases(mine, yours)
            if way is None:
                return None
            return Found(way, mine.said, yours.said, (mine.said.zh, yours.said.zh))

        for region in laid.regions(laid.joined(tables[OLD], tables[NEW], where), judge):
            yield cast("Found", region.what), region, None

    title = _ELEMENTS[name]
    yield from told("element", name, title, days.runs(cuts(common, everything, [])), found)


_ELEMENTS: Final = {"statutory_limit": "法定办结时限", "promised_limit": "承诺办结时限", "fee": "收费"}


def _case(known: Sequence[Case], claims: Claims) -> Case:
    """The case of an element by the claims of its output: the first whose condition holds, else the last."""
    return known[min((int(claim.rpartition("/")[2]) for claim in claims), default=len(known) - 1)]
