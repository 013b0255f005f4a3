"""Two versions of an item compared in every situation: requirements, lines of consistency, scope, what cannot be, elements.

    two Plans, Days  ->  Change for each thing and situation that is otherwise
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from materials_rules.changes.axes import NEW, OLD, Common
from materials_rules.changes.change import Change, Said, Sort, Witness
from materials_rules.changes.declared import Case, cases, compared_cases
from materials_rules.changes.duty import NOTHING, Direction, Duty, direction, duty
from materials_rules.changes.matching import matching
from materials_rules.changes.regions import Days, Laid, Region, cuts
from materials_rules.changes.showing import Shower
from materials_rules.changes.tables import TooManyNodes
from materials_rules.changes.wording import compared
from materials_rules.plan.classing import coverers
from materials_rules.plan.compile import Plan
from materials_rules.plan.diagram import Claims
from materials_rules.plan.formula import name_of
from materials_rules.rules.item import NotFor
from materials_rules.rules.version import Asked, Line

ON: Final = frozenset({"on"})
_IN: Final = -1
_TOO_WIDE: Final = Said("情形过多，未能逐一比较", "too many situations to compare one by one")

Read = Callable[[int], Sequence[str]]
Seen = tuple["_Found", Region, Witness | None]
"""What a region is, the region, and the packet that shows it."""


@dataclass(frozen=True)
class _Found:
    """What a region is: its direction and its words, equal for all situations that are told alike; `pair` is one example."""

    direction: Direction
    was: Said
    now: Said
    pair: tuple[Hashable, Hashable]

    def __hash__(self) -> int:
        return hash((self.direction, self.was, self.now))

    def __eq__(self, other: object) -> bool:
        mine = (self.direction, self.was, self.now)
        return isinstance(other, _Found) and mine == (other.direction, other.was, other.now)

    def __repr__(self) -> str:
        return f"{self.direction} {self.was.zh} {self.now.zh}"


def common_of(old: Plan, new: Plan) -> Common:
    """Two plans of an item with what belongs together in them."""
    return Common(old, new, matching(old.version, new.version))


def changes(common: Common, days: Days, shower: Shower) -> Iterator[Change]:
    """Everything that the tables show, requirement by requirement, with what shows it."""
    yield from _scope(common, days, shower)
    for was, now in common.matching.requirements:
        yield from _requirement(common, days, shower, was, now)
    yield from _lines(common, days, shower)
    yield from _never(common, days, shower)
    yield from _elements(common, days)


def _barred(common: Common) -> Read:
    """The outputs of each side that leave no list of materials: what cannot be, and for whom the item is not."""
    return lambda side: [name for name in common.plan(side).outputs if name == "scope" or name.startswith("never/")]


def _impossible(common: Common) -> Read:
    return lambda side: [name for name in common.plan(side).outputs if name.startswith("never/")]


def _both_sides(names: Read) -> list[tuple[int, str]]:
    return [(side, name) for side in (OLD, NEW) for name in names(side)]


# materials


def _requirement(common: Common, days: Days, shower: Shower, was: Asked | None, now: Asked | None) -> Iterator[Change]:
    sides = [(side, asked) for side, asked in ((OLD, was), (NEW, now)) if asked is not None]
    outputs = [(side, f"requirement/{asked.id}") for side, asked in sides]
    barred = _barred(common)
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
    everything = [*outputs, *_both_sides(barred)]

    def found(run: Days) -> Iterator[Seen]:
        laid = Laid(common, run, everything)
        tables = [
            laid.output(side, "" if one is None else f"requirement/{one.id}", frozenset())
            for side, one in ((OLD, was), (NEW, now))
        ]
        joined = laid.joined(tables[OLD], tables[NEW], laid.free_of(barred))

        def duty_of(side: int, one: Asked | None, claims: Claims) -> Duty:
            return NOTHING if one is None else duty(common, side, one, claims, run.day(side))

        def judge(value: Hashable) -> Hashable:
            old_claims, new_claims = cast("tuple[Claims, Claims]", value)
            old, new = duty_of(OLD, was, old_claims), duty_of(NEW, now, new_claims)
            way = direction(old, new)
            if way == "neutral" and (old.state, old.why) == (new.state, new.why):
                return None
            return _Found(way, *compared(old, new), (old_claims, new_claims))

        for region in laid.regions(joined, judge):
            what = cast("_Found", region.what)
            old_claims, new_claims = cast("tuple[Claims, Claims]", what.pair)
            duties = duty_of(OLD, was, old_claims), duty_of(NEW, now, new_claims)
            is_neutral = what.direction == "neutral"
            yield what, region, None if is_neutral else shower.requirement(laid, region.values, what.direction, (was, now), duties)

    yield from _told("requirement", asked.id, name, days.runs(cuts(common, everything, slots)), found)


# what must agree


def _lines(common: Common, days: Days, shower: Shower) -> Iterator[Change]:
    old, new = ({line.name: line for line in plan.version.consistency} for plan in (common.old, common.new))
    for name in dict.fromkeys((*new, *old)):
        yield from _line(common, days, shower, name, old.get(name), new.get(name))


def _line(common: Common, days: Days, shower: Shower, name: str, was: Line | None, now: Line | None) -> Iterator[Change]:
    barred = _barred(common)
    outputs = [(side, f"consistency/{name}") for side in (OLD, NEW)]
    everything = [*outputs, *_both_sides(barred)]
    parts = [
        frozenset(name_of(common.carried(v) if side == OLD else v) for v in line.same) if line is not None else frozenset()
        for side, line in ((OLD, was), (NEW, now))
    ]

    def found(run: Days) -> Iterator[Seen]:
        laid = Laid(common, run, everything)
        tables = [
            laid.output(side, f"consistency/{name}", frozenset() if line is None else ON)
            for side, line in ((OLD, was), (NEW, now))
        ]

        def judge(value: Hashable) -> Hashable:
            claims = cast("tuple[Claims, Claims]", value)
            mine, yours = (part if on else frozenset() for part, on in zip(parts, claims, strict=True))
            if mine == yours:
                return None
            way: Direction = "stricter" if mine < yours else "looser" if yours < mine else "both"
            return _Found(way, _agreement(mine, common), _agreement(yours, common), (mine, yours))

        for region in laid.regions(laid.joined(tables[OLD], tables[NEW], laid.free_of(barred)), judge):
            what = cast("_Found", region.what)
            yield what, region, shower.line(laid, region.values, what.direction, (was, now))

    line = now or was
    assert line is not None
    said = line.say or name
    yield from _told("line", name, said, days.runs(cuts(common, everything, [])), found)


def _agreement(parts: frozenset[str], common: Common) -> Said:
    if not parts:
        return Said("不核对", "not compared")
    from materials_rules.changes.regions import worded
    from materials_rules.notice.saying import called

    plan = worded(common)
    names = "、".join(called(name, plan) for name in sorted(parts))
    return Said(f"须一致：{names}", f"must agree: {', '.join(sorted(parts))}")


# for whom


def _scope(common: Common, days: Days, shower: Shower) -> Iterator[Change]:
    impossible = _impossible(common)
    everything = [(OLD, "scope"), (NEW, "scope"), *_both_sides(impossible)]

    def found(run: Days) -> Iterator[Seen]:
        laid = Laid(common, run, everything)
        tables = [laid.output(side, "scope", frozenset()) for side in (OLD, NEW)]

        def judge(value: Hashable) -> Hashable:
            old, new = (_way_out(common.plan(side), claims) for side, claims in enumerate(cast("tuple[Claims, Claims]", value)))
            if old == new:
                return None
            return _Found(_of_scope(old, new), _out_said(old), _out_said(new), (str(old), str(new)))

        for region in laid.regions(laid.joined(tables[OLD], tables[NEW], laid.free_of(impossible)), judge):
            yield cast("_Found", region.what), region, shower.scope(laid, region.values)

    yield from _told("scope", "scope", "适用范围", days.runs(cuts(common, everything, [])), found)


@dataclass(frozen=True)
class _Out:
    outcome: str
    where: str
    say: str


def _way_out(plan: Plan, claims: Claims) -> _Out | None:
    if not claims:
        return None
    line: NotFor = plan.version.file.not_for[min(int(claim.removeprefix("out/")) for claim in claims)]
    instead = "" if line.instead is None else (line.instead.item or "") or (line.instead.publish_within.say() if line.instead.publish_within else "")
    return _Out(line.outcome, line.go_to or instead, "")


def _of_scope(old: _Out | None, new: _Out | None) -> Direction:
    outcomes = (old.outcome if old else "", new.outcome if new else "")
    match outcomes:
        case ("", "not_required"):
            return "looser"
        case ("not_required", ""):
            return "stricter"
        case (one, other) if one == other:
            return "neutral"
    return "both"


def _out_said(out: _Out | None) -> Said:
    if out is None:
        return Said("属于本事项，应当申请", "to be applied for here")
    if out.outcome == "not_competent":
        return Said(f"不属本机关职权（{out.where}）", f"not from this office ({out.where})")
    return Said("不需办理本事项" + (f"（{out.where}）" if out.where else ""), "not required" + (f" ({out.where})" if out.where else ""))


# what cannot be


def _never(common: Common, days: Days, shower: Shower) -> Iterator[Change]:
    names = _impossible(common)
    everything = _both_sides(names)

    def found(run: Days) -> Iterator[Seen]:
        laid = Laid(common, run, everything)
        sides = []
        for side in (OLD, NEW):
            table = laid.tables.leaf(frozenset())
            for name in names(side):
                table = laid.tables.together(table, laid.output(side, name, frozenset()), _either)
            sides.append(table)

        def judge(value: Hashable) -> Hashable:
            old, new = (bool(claims) for claims in cast("tuple[Claims, Claims]", value))
            if old == new:
                return None
            return _Found("stricter" if new else "looser", _may_be(old), _may_be(new), (old, new))

        for region in laid.regions(laid.joined(sides[OLD], sides[NEW], laid.known), judge):
            what = cast("_Found", region.what)
            yield what, region, shower.never(laid, region.values, what.direction)

    if everything:
        runs = days.runs(cuts(common, everything, []))
        yield from _told("never", "never", "不能同时成立的回答", runs, found)


def _either(one: Hashable, other: Hashable) -> Hashable:
    return ON if one or other else frozenset()


def _may_be(is_barred: bool) -> Said:
    return Said("视为矛盾，须更正", "contradictory, to be corrected") if is_barred else Said("可以成立", "accepted")


# elements by situation


def _elements(common: Common, days: Days) -> Iterator[Change]:
    for name in ("statutory_limit", "promised_limit", "fee"):
        yield from _element(common, days, name)


def _element(common: Common, days: Days, name: str) -> Iterator[Change]:
    old, new = (cases(common.plan(side).version, name) for side in (OLD, NEW))
    barred = _barred(common)
    everything = [(side, f"element/{name}") for side in (OLD, NEW)]
    if any(output in common.plan(side).outputs for side, output in everything):
        everything += _both_sides(barred)

    def found(run: Days) -> Iterator[Seen]:
        laid = Laid(common, run, everything)
        tables = [laid.output(side, f"element/{name}", frozenset()) for side in (OLD, NEW)]
        where = laid.free_of(barred) if len(everything) > 2 else laid.known

        def judge(value: Hashable) -> Hashable:
            mine, yours = (_case(side, claims) for side, claims in zip((old, new), cast("tuple[Claims, Claims]", value), strict=True))
            way = compared_cases(mine, yours)
            if way is None:
                return None
            return _Found(way, mine.said, yours.said, (mine.said.zh, yours.said.zh))

        for region in laid.regions(laid.joined(tables[OLD], tables[NEW], where), judge):
            yield cast("_Found", region.what), region, None

    title = _ELEMENTS[name]
    yield from _told("element", name, title, days.runs(cuts(common, everything, [])), found)


_ELEMENTS: Final = {"statutory_limit": "法定办结时限", "promised_limit": "承诺办结时限", "fee": "收费"}


def _case(known: Sequence[Case], claims: Claims) -> Case:
    """The case of an element by the claims of its output: the first whose condition holds, else the last."""
    return known[min((int(claim.rpartition("/")[2]) for claim in claims), default=len(known) - 1)]


# together


def _told(
    sort: Sort, of: str, name: str, runs: Iterator[Days], found: Callable[[Days], Iterator[Seen]]
) -> Iterator[Change]:
    """The changes that *found* sees run by run; what is the same on neighbouring runs is told once."""
    told: list[tuple[Change, Days]] = []
    whole: list[Days] = []
    for run in runs:
        whole.append(run)
        try:
            seen = [
                Change(sort, of, name, what.direction, what.was, what.now, region.situation, witness=witness)
                for what, region, witness in found(run)
            ]
        except TooManyNodes:
            seen = [Change(sort, of, name, "both", _TOO_WIDE, _TOO_WIDE)]
        for change in seen:
            told.append((change, run))
    ends = (whole[0].since, whole[-1].until)
    for change in dict.fromkeys(change for change, _ in told):
        witness = next(one.witness for one, _ in told if one == change)
        mine = [run for one, run in told if one == change]
        for since, until in _joined(mine):
            yield replace(
                change,
                since=None if since == ends[0] else since,
                until=None if until == ends[1] else until,
                witness=witness,
            )


def _joined(runs: Sequence[Days]) -> Iterator[tuple[dt.date, dt.date | None]]:
    """Neighbouring runs as one."""
    since, until = runs[0].since, runs[0].until
    for run in runs[1:]:
        if until is None or run.since == until + dt.timedelta(days=1):
            until = run.until
        else:
            yield since, until
            since, until = run.since, run.until
    yield since, until
