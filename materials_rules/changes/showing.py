"""The smallest packet that shows a change: built from the values of a situation, judged by both rulesets, made smaller.

    situation, what changed, two Libraries  ->  Witness

Nothing is shown that `check` does not show: a packet that both rulesets judge alike is no witness, and then there is none.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from materials_rules.changes import lacking
from materials_rules.changes.axes import MARK, NEW, OLD, Common
from materials_rules.changes.change import Witness
from materials_rules.changes.duty import Direction, Duty, Way
from materials_rules.changes.merging import as_one, members_of_both, merged
from materials_rules.changes.recognising import Names
from materials_rules.changes.regions import Days, Laid, axis_of
from materials_rules.changes.rewriting import under_new_ids, under_old_ids
from materials_rules.changes.weighing import Weight, has_become, leaning, surely, way_out, weight
from materials_rules.ground.errors import MaterialsRulesError
from materials_rules.library import Library, check
from materials_rules.notice.model import Notice
from materials_rules.plan.formula import RECEIVED_ON, name_of
from materials_rules.plan.region import Region, exactly, of_cell
from materials_rules.rules.version import Asked, Line, Slot
from materials_rules.verdict.ids import consistency_id, requirement_id
from materials_rules.witness.packet import packet_of
from materials_rules.witness.paper import licence
from materials_rules.witness.shrink import shrink
from materials_rules.witness.situations import Wanted
from materials_rules.witness.written import Data, agent, paper_for, text

Pair = tuple[Asked | Line | None, Asked | Line | None]
"""What changed as the old and as the new rules have it."""

Papers = tuple[Asked | None, Asked | None]

Notices = tuple[Notice, Notice]

NAME: Final = "example"


@dataclass(frozen=True)
class Shower:
    """Two opened rulesets whose judgement is asked. `renamed` are questions that the old one knows by other ids."""

    common: Common
    days: Days
    libraries: tuple[Library, Library]
    renamed: Names = field(default_factory=Names)

    def requirement(
        self, laid: Laid, values: Mapping[str, int], direction: Direction, pair: Papers, duties: tuple[Duty, Duty]
    ) -> Witness | None:
        """What shows that a requirement became stricter or looser: a packet that meets the one duty and not the other."""
        ids = tuple(None if one is None else self._id_of(side, one) for side, one in enumerate(pair))

        # where the material depends on another that is asked for too, the most that a notice tells of it is a condition
        tried = (self._met_by_one(laid, values, direction, pair, duties, ids, weigh) for weigh in (surely, weight, leaning))
        return next((found for found in tried if found is not None), None)

    def _met_by_one(
        self,
        laid: Laid,
        values: Mapping[str, int],
        direction: Direction,
        pair: Pair,
        duties: tuple[Duty, Duty],
        ids: tuple[str | None, ...],
        weigh: Weight,
    ) -> Witness | None:
        def shows(notices: Notices) -> bool:
            return has_become(direction, [weigh(notice, id_) for notice, id_ in zip(notices, ids, strict=True)])

        weaker = {"stricter": (OLD,), "looser": (NEW,)}.get(direction, (OLD, NEW))
        for side in weaker:
            mine, theirs = duties[side], duties[1 - side]
            ways = [way for way in mine.ways if not any(way.meets(other) for other in theirs.ways)]
            for way in ways or (None,):
                asked = pair[side]
                for line in self._papers(side, way, theirs):
                    for packets in self._packets(laid, values):
                        self._go(packets, side, asked if isinstance(asked, Asked) else None, way, line)
                        self._refuse(packets, theirs, pair[1 - side])
                        found = self._smallest(packets, shows, [id_ for id_ in ids if id_])
                        if found is not None:
                            return found
        return None

    def line(self, laid: Laid, values: Mapping[str, int], direction: Direction, pair: Pair) -> Witness | None:
        """What shows that a line compares more or less: papers that differ in what one side compares and the other does not."""
        lines = [line if isinstance(line, Line) else None for line in pair]
        ids = [None if line is None else consistency_id(self._item, line, None) for line in lines]

        def shows(notices: Notices) -> bool:
            return has_become(direction, [weight(notice, id_) for notice, id_ in zip(notices, ids, strict=True)])

        more = lines[OLD] if direction == "looser" else lines[NEW]
        less = lines[NEW] if direction == "looser" else lines[OLD]
        side = OLD if direction == "looser" else NEW
        if more is None:
            return None
        known = {name_of(v) for v in less.same} if less is not None else set()
        parts = sorted((name_of(v) for v in more.same), key=lambda name: (name in known, name))
        for other in parts[1:]:
            for packets in self._packets(laid, values, {side: _different(self.common, side, parts[0], other)}):
                if (found := self._smallest(packets, shows, [id_ for id_ in ids if id_])) is not None:
                    return found
        return None

    def scope(self, laid: Laid, values: Mapping[str, int]) -> Witness | None:
        """What shows that the item became, or is no longer, the thing to apply for."""

        def shows(notices: Notices) -> bool:
            return way_out(notices[OLD]) != way_out(notices[NEW])

        # an answer that is left out may leave it open whether the item is the right one
        return self._first(self._packets(laid, values), shows, is_whole=True)

    def never(self, laid: Laid, values: Mapping[str, int], direction: Direction) -> Witness | None:
        """What shows that answers became, or are no longer, contradictory."""

        def shows(notices: Notices) -> bool:
            old, new = (any("/consistency/never-" in finding.id for finding in notice.findings) for notice in notices)
            return new > old if direction == "stricter" else new < old

        return self._first(self._packets(laid, values), shows)

    def answer(self, name: str, value: object, part: str) -> Witness | None:
        """What shows that an answer is taken by one side alone."""
        packet: Data = {"packet": NAME, "item": self._item, "received_on": self.days.since.isoformat(), part: {name: value}}
        was = next((old for old, new in self.renamed.ids.items() if new == name), name)
        ids = [f"{self._item}/fact/{one}" for one in (was, name)]

        def shows(notices: Notices) -> bool:
            old, new = (any(one.id == id_ for one in notice.findings) for notice, id_ in zip(notices, ids, strict=True))
            return old != new

        return self._smallest([packet, copy.deepcopy(packet)], shows, list(dict.fromkeys(ids)))

    # packets

    def _id_of(self, side: int, one: Asked) -> str:
        """The id under which the notices of one side speak of a requirement."""
        called = {now: was for was, now in self.renamed.papers.items()} if side == OLD else {}
        return requirement_id(self._item, called.get(one.id, one.id), None)

    @property
    def _item(self) -> str:
        return self.common.new.version.item

    def _packets(
        self, laid: Laid, values: Mapping[str, int], more: Mapping[int, Wanted] | None = None
    ) -> Iterator[list[Data]]:
        """Packets with the wanted values, one a side, each with what the other side needs too; first as little as will do."""
        wanted = [{**self._wanted(laid, values, side), **(more or {}).get(side, {})} for side in (OLD, NEW)]
        for whole in (False, True):
            found = [packet_of(self.common.plan(side), wanted[side], whole, NAME) for side in (OLD, NEW)]
            old, new = found
            if old is None or new is None:
                continue
            if _stands_apart(laid, values):
                yield [old, new]
                continue
            both = merged(old, new)
            yield [both, copy.deepcopy(both)]
            if old.get("lists") and new.get("lists") and old["lists"] != new["lists"]:
                # members of whom both things are said may do, or the list of one side, or the members of either together
                mine, yours = old["lists"], new["lists"]
                for lists in (as_one(mine, yours), mine, members_of_both(mine, yours)):
                    yield [{**both, "lists": lists}, copy.deepcopy({**both, "lists": lists})]

    def _wanted(self, laid: Laid, values: Mapping[str, int], side: int) -> Wanted:
        """The regions of one side's own variables."""
        plan = self.common.plan(side)
        mine = {self.common.named(name, side): name for name in plan.sources}
        found = {RECEIVED_ON: exactly(self.days.day(side) if self.days.apart else laid.days.day(side))}
        for name, cell in values.items():
            if name in mine:
                found[mine[name]] = self._region(laid, name, cell, side)
        return found

    def _region(self, laid: Laid, name: str, cell: int, side: int) -> Region:
        axis = axis_of(laid.tables, name)
        finest, own = self.common.scales(name, side)
        region = of_cell(axis.domain, cell)
        if finest == own:
            return region
        factor = 10 ** (finest - own)
        stretches = tuple((-(-first // factor), last // factor) for first, last in region.stretches)
        return replace(region, stretches=tuple((first, last) for first, last in stretches if first <= last))

    def _papers(self, side: int, way: Way | None, other: Duty) -> list[Data]:
        """Papers by which one goes the *way* of one side without meeting the *other* duty; one of nothing where it is none."""
        if way is None or way.sort != "paper" or way.form is None:
            return [{}]
        slot, on = self._slot(side, way), self._on
        subject = f"{slot.list}:1" if slot.list else None
        made = paper_for(self.common.plan(side), {"received_on": on.isoformat()}, slot, subject, {}, False)
        line = made or {"material": slot.id} | ({} if subject is None else {"subject": subject})
        forms = [one.form for one in other.ways if one.form is not None and one.of == way.of]
        return lacking.lines(line, way.form, forms[0], on) if forms else [line]

    @property
    def _on(self) -> dt.date:
        return dt.date.fromordinal(min(self.days.day(OLD), self.days.day(NEW)))

    def _slot(self, side: int, way: Way) -> Slot:
        own = way.of.partition("[")[0]
        slots = self.common.plan(side).version.slots.values()
        return next(slot for slot in slots if self.common.slot_named(slot.id, side) == own)

    def _go(self, packets: list[Data], side: int, asked: Asked | None, way: Way | None, line: Data) -> None:
        """Meets one side's duty in one way, in both packets, and no more than that."""
        if way is None or asked is None:
            return
        plan = self.common.plan(side)
        for packet in packets:
            letter = {"for": asked.id, "signed": True, "signed_on": self._on.isoformat()}
            match way.sort:
                case "paper":
                    slot = self._slot(side, way)
                    packet["materials"] = [m for m in packet.get("materials", []) if m["material"] != slot.id] + [dict(line)]
                    if "agent" in line.get("signed_by", ()):
                        packet["agent"] = agent(self._on)
                    if slot.list:
                        key = plan.version.file.lists[slot.list].key
                        packet.setdefault("lists", {}).setdefault(slot.list, [{key: "1"}])
                case "licence":
                    code = way.of.partition("[")[0].partition(",")[0]
                    packet.setdefault("materials", []).append(licence(code, None))
                case "commitment":
                    packet["commitments"] = [letter]
                    packet.setdefault("facts", {})["serious_bad_credit"] = False
                case "deferral":
                    packet["deferrals"] = [letter]
                    packet.setdefault("facts", {})["serious_bad_credit"] = False

    def _refuse(self, packets: list[Data], duty: Duty, asked: Asked | Line | None) -> None:
        """Where the stricter duty is that another item's result was granted: the department says that it never was."""
        item = next((way.of for way in duty.ways if way.sort == "granted"), None)
        if item is None or not isinstance(asked, Asked):
            return
        versions = self.libraries[NEW].ruleset.items.get(item) or self.libraries[OLD].ruleset.items.get(item, ())
        for packet in packets:
            for version in versions[-1:]:
                department = version.file.elements.authority.default()
                document = version.file.elements.result.default().document
                packet["obtained"] = [{"document": document, "by": department, "status": "not_found"}]

    # judgement

    def _first(self, found: Iterator[list[Data]], shows: Callable[[Notices], bool], is_whole: bool = False) -> Witness | None:
        for packets in found:
            witness = self._smallest(packets, shows, [], is_whole)
            if witness is not None:
                return witness
        return None

    def _smallest(
        self, packets: list[Data], shows: Callable[[Notices], bool], ids: Sequence[str], is_whole: bool = False
    ) -> Witness | None:
        """The packets made smaller, where they show it; packets that say the same are made smaller together."""
        is_one = _same(packets)

        def holds(packet: Data) -> bool:
            pair = [packet, copy.deepcopy(packet)] if is_one else packets
            notices = self._judged(pair)
            return notices is not None and shows(notices)

        if not holds(packets[NEW]):
            return None
        if not is_one or is_whole:
            return Witness(*self._dated(packets), tuple(ids))
        smallest = shrink(packets[NEW], holds)
        return Witness(*self._dated([smallest, copy.deepcopy(smallest)]), tuple(ids))

    def _dated(self, packets: list[Data]) -> tuple[Data, Data]:
        """The packets, each received on a day of its side; no paper was issued after the earlier of the two."""
        days = [dt.date.fromordinal(self.days.day(side)) for side in (OLD, NEW)]
        found = []
        for side, packet in enumerate(packets):
            day = days[side] if self.days.apart or not packet.get("received_on") else dt.date.fromisoformat(packet["received_on"])
            lines = [
                line | ({"issued_on": min(line["issued_on"], min(days).isoformat())} if line.get("issued_on") else {})
                for line in packet.get("materials", [])
            ]
            found.append({**packet, "received_on": day.isoformat(), **({"materials": lines} if lines else {})})
        old, new = (self._papers_called(packet, side) for side, packet in enumerate(found))
        return under_old_ids(old, self.renamed), under_new_ids(new, self.renamed)

    def _papers_called(self, packet: Data, side: int) -> Data:
        """*packet* whose papers and letters bear the ids of one side, where that side calls them otherwise."""
        pairs = [(was.id, now.id) for was, now in self.common.matching.requirements if was is not None and now is not None]
        pairs += self.common.matching.slots.items()
        mine = self.common.plan(side).version
        known = {*mine.slots, *mine.asked}
        called = {pair[1 - side]: pair[side] for pair in pairs if pair[1 - side] not in known}
        keys = {"materials": "material", "commitments": "for", "deferrals": "for"}
        parts = {
            part: [line | {key: called.get(line[key], line[key]) for key in {key} & line.keys()} for line in packet[part]]
            for part, key in keys.items()
            if part in packet
        }
        return packet | parts

    def _judged(self, packets: list[Data]) -> Notices | None:
        dated = self._dated(packets)
        try:
            old, new = (check(self.libraries[side], text(dated[side]).encode()) for side in (OLD, NEW))
        except MaterialsRulesError:
            return None
        return old, new


def _different(common: Common, side: int, one: str, other: str) -> Wanted:
    """Two things that differ, for a line that compares them."""
    return dict(zip((one, other), common.two_values(one, other, side), strict=True))


def _same(packets: Sequence[Mapping[str, Any]]) -> bool:
    """Whether two packets say the same but for the day on which they came."""
    one, other = ({key: value for key, value in packet.items() if key != "received_on"} for packet in packets)
    return one == other


def _stands_apart(laid: Laid, values: Mapping[str, int]) -> bool:
    """Whether an answer means something else on each side, so that no one packet holds both."""
    return any(MARK in name and name.startswith(("fact/", "member/")) for name in values)
