"""What stands beside the materials, compared in every situation: what must agree, for whom the item is, what cannot be.

    two Plans, Days  ->  Change
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Final, cast

from materials_rules.changes.axes import NEW, OLD, Common
from materials_rules.changes.change import Change, Said
from materials_rules.changes.duty import Direction
from materials_rules.changes.regions import Days, Laid, cuts, worded
from materials_rules.changes.seen import Found, Seen, barred, both_sides, impossible, told
from materials_rules.changes.showing import Shower
from materials_rules.notice.saying import called
from materials_rules.plan.compile import Plan
from materials_rules.plan.diagram import Claims
from materials_rules.plan.formula import name_of
from materials_rules.rules.item import NotFor
from materials_rules.rules.version import Line

ON: Final = frozenset({"on"})


# what must agree


def lines(common: Common, days: Days, shower: Shower) -> Iterator[Change]:
    old, new = ({line.name: line for line in plan.version.consistency} for plan in (common.old, common.new))
    for name in dict.fromkeys((*new, *old)):
        yield from _line(common, days, shower, name, old.get(name), new.get(name))


def _line(common: Common, days: Days, shower: Shower, name: str, was: Line | None, now: Line | None) -> Iterator[Change]:
    out = barred(common)
    outputs = [(side, f"consistency/{name}") for side in (OLD, NEW)]
    everything = [*outputs, *both_sides(out)]
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
            return Found(way, _agreement(mine, common), _agreement(yours, common), (mine, yours))

        for region in laid.regions(laid.joined(tables[OLD], tables[NEW], laid.free_of(out)), judge):
            what = cast("Found", region.what)
            yield what, region, shower.line(laid, region.values, what.direction, (was, now))

    line = now or was
    assert line is not None
    said = line.say or name
    yield from told("line", name, said, days.runs(cuts(common, everything, [])), found)


def _agreement(parts: frozenset[str], common: Common) -> Said:
    if not parts:
        return Said("不核对", "not compared")
    plan = worded(common)
    names = "、".join(called(name, plan) for name in sorted(parts))
    return Said(f"须一致：{names}", f"must agree: {', '.join(map(_in_english, sorted(parts)))}")


def _in_english(name: str) -> str:
    """What a machine variable is, in English, by ids: `name on application-form`, `the applicant's name`."""
    sort, _, rest = name.partition("/")
    owner, _, field = rest.partition(".")
    match sort:
        case "applicant":
            return f"the applicant's {'number' if rest == 'id' else rest}"
        case "read":
            return f"{field} on {owner}"
        case "member":
            return f"{field} of each of {owner}"
        case _:
            return rest


# for whom


def scope(common: Common, days: Days, shower: Shower) -> Iterator[Change]:
    none = impossible(common)
    everything = [(OLD, "scope"), (NEW, "scope"), *both_sides(none)]

    def found(run: Days) -> Iterator[Seen]:
        laid = Laid(common, run, everything)
        tables = [laid.output(side, "scope", frozenset()) for side in (OLD, NEW)]

        def judge(value: Hashable) -> Hashable:
            old, new = (_way_out(common.plan(side), claims) for side, claims in enumerate(cast("tuple[Claims, Claims]", value)))
            if old == new:
                return None
            return Found(_of_scope(old, new), _out_said(old), _out_said(new), (str(old), str(new)))

        for region in laid.regions(laid.joined(tables[OLD], tables[NEW], laid.free_of(none)), judge):
            yield cast("Found", region.what), region, shower.scope(laid, region.values)

    yield from told("scope", "scope", "适用范围", days.runs(cuts(common, everything, [])), found)


@dataclass(frozen=True)
class _Out:
    """The way out of an item, and where it leads."""

    outcome: str
    where: str


def _way_out(plan: Plan, claims: Claims) -> _Out | None:
    if not claims:
        return None
    line: NotFor = plan.version.file.not_for[min(int(claim.removeprefix("out/")) for claim in claims)]
    instead = line.instead
    if line.go_to or instead is None:
        return _Out(line.outcome, line.go_to or "")
    return _Out(line.outcome, instead.item or (instead.publish_within.say() if instead.publish_within else ""))


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
    where, where_en = (f"（{out.where}）", f" ({out.where})") if out.where else ("", "")
    return Said(f"不需办理本事项{where}", f"not required{where_en}")


# what cannot be


def never(common: Common, days: Days, shower: Shower) -> Iterator[Change]:
    names = impossible(common)
    everything = both_sides(names)

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
            return Found("stricter" if new else "looser", _may_be(old), _may_be(new), (old, new))

        for region in laid.regions(laid.joined(sides[OLD], sides[NEW], laid.known), judge):
            what = cast("Found", region.what)
            yield what, region, shower.never(laid, region.values, what.direction)

    if everything:
        runs = days.runs(cuts(common, everything, []))
        yield from told("never", "never", "不能同时成立的回答", runs, found)


def _either(one: Hashable, other: Hashable) -> Hashable:
    return None if one is None or other is None else cast("Claims", one) | cast("Claims", other)


def _may_be(is_barred: bool) -> Said:
    return Said("视为矛盾，须更正", "contradictory, to be corrected") if is_barred else Said("可以成立", "accepted")
