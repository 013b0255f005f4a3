"""Chains of visits on random rulesets: each packet follows the last notice that told the whole, by rules that may change.

    Making, random  ->  Case;  Case, packet, Notice, rules  ->  the Notice of the next visit
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from building import tiny
from curing import Cure, Judged, judged
from makings import OTHER, Making
from noticing import CALENDARS
from worlds import Data, Made

from materials_rules.ground.errors import NotAPacket, RulesetInvalid
from materials_rules.library import Cache, Library, check
from materials_rules.notice.closed_set import announced, was_announced
from materials_rules.notice.model import Notice, encode
from materials_rules.notice.rounds import tells_the_whole

RETURNED = {"preset": "licensing", "packet": "returned"}
LATEST = 4
"""So many visits a chain has at most."""


@dataclass(frozen=True)
class Case:
    """A random item opened for work, and by the rules of another day under the name of what changed."""

    made: Made
    library: Library
    others: dict[str, Library]


def cases(seeds: Iterable[int], changes: int, regime: Data | None = None) -> Iterator[Case]:
    """The items of *seeds* that load, each with up to *changes* others."""
    for seed in seeds:
        making, rng = Making(seed), random.Random(seed)
        item = {**making.item, **({"regime": regime} if regime else {})}
        try:
            library = _opened(making, item)
        except RulesetInvalid:
            continue
        others: dict[str, Library] = {}
        for name in ["nothing", *rng.sample(sorted(CHANGES), changes - 1)] if changes else []:
            changed = copy.deepcopy(item)
            try:
                CHANGES.get(name, _nothing)(changed, rng)
                others[name] = _opened(making, changed)
            except (RulesetInvalid, IndexError):  # there is nothing to change so, or the rules do not load then
                continue
        version = library.ruleset.items[f"permit-{seed}"][0]
        yield Case(Made(seed, library.ruleset, library.plan(version), library.criteria(version)), library, others)


def _opened(making: Making, item: Data) -> Library:
    ruleset = tiny(items={f"permit-{making.seed}": item, "other": OTHER}, documents=making.documents)
    library = Library(ruleset, CALENDARS, Cache(None))
    library.plan(ruleset.items[f"permit-{making.seed}"][0])
    return library


# ---- how rules change


def _nothing(item: Data, rng: random.Random) -> None:
    item["facts"]["unused"] = {"type": "boolean"}


def _new_material(item: Data, rng: random.Random) -> None:
    item["materials"]["new"] = {}


def _fewer_materials(item: Data, rng: random.Random) -> None:
    del item["materials"][rng.choice(sorted(item["materials"])[1:])]


def _stricter_form(item: Data, rng: random.Random) -> None:
    found = item["materials"][rng.choice(sorted(item["materials"]))]
    found = rng.choice(list(found["any_of"].values())) if "any_of" in found else found
    found["hand_in"] = {**found.get("hand_in", {}), "originals": "1"}


def _always_due(item: Data, rng: random.Random) -> None:
    item["materials"][rng.choice(sorted(item["materials"]))].pop("when", None)


def _excluded(item: Data, rng: random.Random) -> None:
    item["never"] = [*item["never"], rng.choice([name for name, fact in item["facts"].items() if fact.get("type") == "boolean"])]


CHANGES = {
    "new material": _new_material,
    "fewer materials": _fewer_materials,
    "stricter form": _stricter_form,
    "always due": _always_due,
    "excluded": _excluded,
}


# ---- visits


def visit(library: Library, data: Data, previous: Notice | None, as_of: str | None = None) -> Notice | None:
    """The notice for *data*; None where the packet is refused, for it does not hold everything."""
    day = None if as_of is None else dt.date.fromisoformat(as_of)
    before = None if previous is None else encode(previous)
    try:
        return check(library, json.dumps(data, ensure_ascii=False).encode(), "packet.json", day, before)
    except NotAPacket as refused:
        assert [fault.code for fault in refused.diagnostics] == ["P-NOT-WHOLE"]
        return None


def packets(case: Case, rng: random.Random, is_obedient: bool) -> Iterator[tuple[Judged, Data]]:
    """The packets of a chain: the first, then after each what an applicant made of it; each with the judgement of it alone.

    What is not as it was is handed in on a day of its own; in good faith the old paper is now and then left beside the new one,
    which is then judged alone as two first papers are, and so another step could follow from it than from the chain.
    """
    cure = Cure(case.made, rng)
    data = {**cure.packet(), "case": "C-1"}  # the number tells that it is one case, though the name were corrected
    for number in range(LATEST):
        alone = judged(case.made, data)
        yield alone, data
        if not alone.open:
            return
        following = cure.obedient(alone) if is_obedient else cure.grudging(alone)
        day = (dt.date.fromisoformat("2026-06-01") + dt.timedelta(days=30 * number)).isoformat()
        known = data["materials"]
        papers = [line if any(is_of(line, old) for old in known) else {**line, "handed_in_on": day} for line in following["materials"]]
        if is_obedient and rng.random() < 0.3:
            papers += [old for old in known if not any(is_of(line, old) for line in papers)]
        data = {**following, "materials": papers, "round": number + 2}


def given_back(data: Data, day: str) -> Data:
    """*data* with all papers handed in on *day*, as they are where the office gave them back."""
    return {**data, "materials": [{**line, "handed_in_on": day} for line in data["materials"]]}


def is_of(line: dict[str, Any], old: dict[str, Any]) -> bool:
    """Whether *line* is the paper *old*, of which perhaps more was recorded since."""
    fields = {**line.get("fields", {}), **old.get("fields", {})} == line.get("fields", {})
    return fields and {**line, **{key: value for key, value in old.items() if key != "fields"}} == line


def is_at_odds(alone: Judged, found: Notice) -> bool:
    """Whether the chain has its end, or the applicant will cure what alone his papers lack and the notice never told him."""
    return found.outcome == "accept" or not all(was_announced(announced(found), id_) for id_ in alone.told)


def follows(previous: Notice | None, notice: Notice | None) -> Notice | None:
    """The notice that the next visit follows: the last that told the whole."""
    return notice if notice is not None and tells_the_whole(notice) else previous
