"""Rulesets that were changed: a random ruleset and a second one made of it, opened for work, and packets that leave nothing open.

    seed  ->  Changed (two Libraries of one item);  Changed, random  ->  packets as data
"""

from __future__ import annotations

import copy
import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from building import tiny
from makings import OTHER, Making
from noticing import CALENDARS
from worlds import Data, Hand, Made, _made

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.kept import Cache
from materials_rules.library import Library
from materials_rules.plan.engine import Engine
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.version import Slot, Version

ITEM: Final = "permit"


@dataclass(frozen=True)
class Changed:
    """Two rulesets, the second made of the first."""

    seed: int
    what: tuple[str, ...]
    old: Library
    new: Library

    @property
    def versions(self) -> tuple[Version, Version]:
        """The one version of the one item, on both sides."""
        return self.old.ruleset.items[ITEM][0], self.new.ruleset.items[ITEM][0]


def changed(seed: int, engine: Engine, only: str | None = None) -> Changed | None:
    """The pair of *seed*, with one change of the sort *only* where that is given; None where one of the two does not load.

    None too where there is nothing of that sort to change.
    """
    making = Making(seed)
    rng = random.Random(seed + 1_000_003)
    other = copy.deepcopy(making.item)
    if only is None:
        what = tuple(name for _ in range(rng.choice((1, 1, 2, 3))) if (name := _mutated(other, making, rng)))
    else:
        what = (only,)
        if not _CHANGES[only](other, making, rng):
            return None
    opened = [_opened(item, making, engine) for item in (making.item, other)]
    if opened[0] is None or opened[1] is None:
        return None
    return Changed(seed, what, opened[0], opened[1])


def _opened(item: Data, making: Making, engine: Engine) -> Library | None:
    try:
        ruleset = tiny(items={ITEM: item, "other": OTHER}, documents=making.documents)
    except RulesetInvalid:
        return None
    return Library(ruleset, CALENDARS, Cache(None)) if _loads(ruleset, making.seed, engine) else None


def _loads(ruleset: Ruleset, seed: int, engine: Engine) -> bool:
    return _made(seed, ruleset, ITEM, engine) is not None


# what may change


def _mutated(item: Data, making: Making, rng: random.Random) -> str | None:
    """One change made to *item*; its name, or None where there is nothing that it could change."""
    name = rng.choice(list(_CHANGES))
    return name if _CHANGES[name](item, making, rng) else None


def _papers(item: Data) -> list[Data]:
    return [arm for about in item["materials"].values() for arm in (about.get("any_of", {"": about})).values()]


def _condition(item: Data, making: Making, rng: random.Random) -> bool:
    about = item["materials"][rng.choice(list(item["materials"]))] if item["materials"] else {}
    if rng.random() < 0.3:
        about.pop("when", None)
    else:
        about["when"] = making.condition(1)
    return True


def _form(item: Data, making: Making, rng: random.Random) -> bool:
    papers = _papers(item)
    if not papers:
        return False
    hand_in = rng.choice(papers).setdefault("hand_in", {})
    match rng.choice(("copies", "signed_by", "in_date", "sealed_by", "none")):
        case "copies":
            hand_in["copies"] = hand_in.get("copies", 0) + rng.choice((1, 2))
        case "signed_by":
            hand_in["signed_by"] = rng.choice(("applicant", ["applicant", "legal_representative"]))
        case "in_date":
            hand_in["in_date"] = True
        case "sealed_by":
            hand_in["sealed_by"] = "applicant"
        case _:
            hand_in.clear()
    return True


def _came(item: Data, making: Making, rng: random.Random) -> bool:
    item["materials"][f"x{len(item['materials'])}"] = {"when": making.condition(1)} if rng.random() < 0.6 else {}
    return True


def _went(item: Data, making: Making, rng: random.Random) -> bool:
    if len(item["materials"]) < 2:
        return False
    del item["materials"][rng.choice(list(item["materials"]))]
    return True


def _arm(item: Data, making: Making, rng: random.Random) -> bool:
    arms = [about["any_of"] for about in item["materials"].values() if "any_of" in about]
    if not arms:
        return False
    some = rng.choice(arms)
    if len(some) > 2 or rng.random() < 0.4:
        some.pop(next(iter(some))) if len(some) > 2 else some[next(iter(some))].pop("when", None)
    else:
        some[f"{next(iter(some))}c"] = {}
    return True


def _never(item: Data, making: Making, rng: random.Random) -> bool:
    item["never"] = item["never"][1:] if item["never"] and rng.random() < 0.5 else [*item["never"], _of_answers(making, rng)]
    return True


def _scope(item: Data, making: Making, rng: random.Random) -> bool:
    lines = item["not_for"]
    item["not_for"] = lines[1:] if lines and rng.random() < 0.5 else [*lines, _of_answers(making, rng)]
    return True


def _of_answers(making: Making, rng: random.Random) -> str:
    one, other = (making.of_fact(rng.choice(list(making.facts))) for _ in range(2))
    return f"({one}) and ({other})"


def _promise(item: Data, making: Making, rng: random.Random) -> bool:
    single = [about for about in item["materials"].values() if "any_of" not in about and "for_each" not in about]
    if not single:
        return False
    about = rng.choice(single)
    basis = [{"law": "act", "article": "5"}]
    if about.pop("commitment", None) is None and about.pop("deferrable", None) is None:
        if rng.random() < 0.5:
            about["commitment"] = {"listed_in": {"title": "清单"}, "basis": basis}
        else:
            about["deferrable"] = {"published_in": {"title": "目录"}, "basis": basis, "within": "5 working days"}
    return True


def _answers(item: Data, making: Making, rng: random.Random) -> bool:
    for about in item["facts"].values():
        if "one_of" in about and "s" not in about["one_of"]:
            about["one_of"] = [*about["one_of"], "s"]
            return True
        if about.get("type") == "number":
            about["maximum"] = rng.choice((70, 120))
            about["decimals"] = rng.choice((0, 1, 2))
            return True
    return False


def _renamed(item: Data, making: Making, rng: random.Random) -> bool:
    for name, about in item["materials"].items():
        said = str(item)
        if "any_of" not in about and not about.get("reads") and said.count(name) == 1:
            item["materials"] = {("renamed" if key == name else key): value for key, value in item["materials"].items()}
            item["materials"]["renamed"].setdefault("name", f"材料{name}")
            return True
    return False


def _line(item: Data, making: Making, rng: random.Random) -> bool:
    lines = item.get("consistency", [])
    if not lines:
        return False
    if len(lines[0]["same"]) > 2 and rng.random() < 0.5:
        lines[0]["same"] = lines[0]["same"][:2]
    elif rng.random() < 0.5:
        lines[0]["when"] = making.condition(1)
    else:
        item["consistency"] = lines[1:]
        if not item["consistency"]:
            del item["consistency"]
    return True


_CHANGES: Final[dict[str, Callable[[Data, Making, random.Random], bool]]] = {
    "condition": _condition,
    "form": _form,
    "came": _came,
    "went": _went,
    "arm": _arm,
    "never": _never,
    "scope": _scope,
    "promise": _promise,
    "answers": _answers,
    "renamed": _renamed,
    "line": _line,
}


# packets


class Whole(Hand):
    """Fills in packets that leave nothing open: every question answered, every attribute of every paper recorded."""

    def __init__(self, pair: Changed, rng: random.Random) -> None:
        super().__init__(Made(pair.seed, pair.new.ruleset, pair.new.plan(pair.versions[1]), {}), rng)
        self.both = pair.versions

    def whole(self) -> Data:
        """A packet that both rulesets can judge to the end."""
        rng = self.rng
        found: Data = {"packet": "P", "item": ITEM, "received_on": rng.choice(("2024-05-06", "2026-03-02")), "agent": None}
        found["applicant"] = {"kind": "enterprise", "name": rng.choice(("甲公司", "乙公司")), "id": None, "phone": None}
        found |= {"facts": {"serious_bad_credit": rng.random() < 0.2}, "choices": {}, "lists": {}, "materials": []}
        for version in self.both:
            for name, fact in version.file.facts.items():
                found["facts" if fact.chosen_by is None else "choices"].setdefault(name, self.answer(fact))
            for listed, about in version.file.lists.items():
                members = [
                    {"id": str(i + 1)} | {name: self.answer(fact) for name, fact in about.each.items()}
                    for i in range(rng.randint(max(1, about.at_least), 2))
                ]
                found["lists"].setdefault(listed, members)
        for slot in {slot.id: slot for version in self.both for slot in version.slots.values()}.values():
            for subject in self._subjects(found, slot):
                if rng.random() < 0.55:
                    found["materials"].append(self._recorded(slot, subject, found["received_on"]))
        letters = [name for version in self.both for name, asked in version.asked.items()]
        found["commitments"] = [{"for": name, "signed": True} for name in dict.fromkeys(letters) if rng.random() < 0.3]
        return found

    def _subjects(self, packet: Data, slot: Slot) -> Iterator[str | None]:
        if slot.list is None:
            yield None
        else:
            yield from (f"{slot.list}:{line['id']}" for line in packet["lists"][slot.list])

    def _recorded(self, slot: Slot, subject: str | None, on: str) -> Data:
        rng = self.rng
        roles: list[list[str]] = [[], ["applicant"], ["applicant", "legal_representative"]]
        line: dict[str, Any] = {"material": slot.id} | ({"subject": subject} if subject else {})
        day = dt.date.fromisoformat(on)
        fields = {name: self.field(read) for version in self.both for name, read in _reads(version, slot.id).items()}
        return line | {
            "copies": rng.choice((0, 1, 2, 3)),
            "originals": rng.choice((0, 1)),
            "signed_by": rng.choice(roles),
            "sealed_by": rng.choice(roles),
            "issued_on": "2020-01-01",
            "expires_on": rng.choice((None, None, (day - dt.timedelta(days=1)).isoformat())),
            "fields": fields,
        }


def _reads(version: Version, slot: str) -> dict[str, Any]:
    return dict(version.slots[slot].arm.reads) if slot in version.slots else {}
