"""A stencil says what the whole way says whatever the rules: small nasty rulesets, packets that leave much of them open."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from typing import Any, Final

import pytest
from building import PLACE, tiny
from makings import OTHER, Making
from noticing import CALENDARS

from materials_rules import Judge, Judged, Library, Rejected, check
from materials_rules.ground.errors import LimitExceeded, NotAPacket, RulesetInvalid
from materials_rules.kept import Cache
from materials_rules.notice.model import encode
from materials_rules.stencil import store

Data = dict[str, Any]

SEED = int(os.environ.get("MATERIALS_RULES_SEED", "20261123"))
RULESETS = int(os.environ.get("MATERIALS_RULES_TIMES", "12"))
PACKETS = int(os.environ.get("MATERIALS_RULES_PACKETS", "120"))
ITEM: Final = "permit"
BASIS: Final = [{"law": "act", "article": "5"}]
ON_THE_SPOT: Final = ("always", "never", "signatory_present", "agent_may_correct")


@pytest.fixture(autouse=True)
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is held against the whole way, and what is known is forgotten often, so that a fault would show."""
    monkeypatch.setattr(store, "EVERY", 10**12)
    monkeypatch.setattr(store, "EVERY_JOINED", 10**12)
    monkeypatch.setattr(store, "MOST_OF_SHARES", 120_000)
    monkeypatch.setattr(store, "MOST_OF_STENCILS", 30_000)


def library_of(item: Data, **parts: Any) -> Library:
    return Library(tiny(items={ITEM: item, "other": OTHER}, **parts), CALENDARS, Cache(None))


def held(library: Library, judge: Judge, packet: Data) -> None:
    line = json.dumps(packet, ensure_ascii=False).encode()
    found = judge(line)
    try:
        whole = encode(check(library, line))
    except (NotAPacket, LimitExceeded):
        assert isinstance(found, Rejected), line.decode()
        return
    assert isinstance(found, Judged), line.decode()
    assert found.notice == whole, line.decode()


def opened(seed: int) -> tuple[Making, Library] | None:
    """A random ruleset made nastier: lines of scope that lead to two places, elements with cases, papers that share."""
    making, rng = Making(seed), random.Random(f"{SEED}/{seed}")
    item = making.item
    names = list(making.facts)
    lines: list[Any] = list(item["not_for"])
    if rng.random() < 0.5:
        lines.append(making.of_fact(rng.choice(names)))
    if rng.random() < 0.4:
        lines.append({"when": making.of_fact(rng.choice(names)), "outcome": "not_competent", "go_to": "holder"})
        lines[-1] |= {"say": "归别处", "basis": BASIS, "instead": None}
        del lines[-1]["instead"]
    item["not_for"] = [
        line if isinstance(line, dict) else {"when": line, "say": "不需要", "outcome": "not_required", "basis": BASIS}
        for line in lines
    ]
    if rng.random() < 0.5:
        limit = {"limit": "1 working days", "from": "acceptance"}
        cases = [{"when": making.of_fact(rng.choice(names)), "value": limit}, {"value": {**limit, "limit": "2 working days"}}]
        item.setdefault("elements", {})["promised_limit"] = cases
    for listed in item["lists"].values():
        listed["at_least"] = rng.choice((0, 1, 2))
        listed["key"], listed["label"] = "no", "called"
    for name in list(item["materials"]):
        about = item["materials"][name]
        if "any_of" in about or about.get("for_each") or rng.random() < 0.5:
            continue
        if rng.random() < 0.5:
            about.setdefault("proved_by", "licence")
        elif "document" not in about and "result_of" not in about:
            about["document"] = "deed"
    for i in range(rng.choice((1, 2, 3))):
        item["materials"][f"x{i}"] = {"hand_in": rng.choice(({}, {"signed_by": "applicant"}, {"copies": 1}))} | (
            {"when": making.of_fact(rng.choice(names))} if rng.random() < 0.6 else {}
        )
    shared = {"supplied_by": "holder", "within": "2 working days", "live": [{"from": "2025-01-01", "region": "43"}]}
    place = {"on_the_spot": {**PLACE["on_the_spot"], "missing": rng.choice(ON_THE_SPOT), "unsigned": rng.choice(ON_THE_SPOT)}}
    try:
        library = library_of(item, documents={**making.documents, "deed": shared}, place=place)
        library.plan(library.ruleset.items[ITEM][0])
    except RulesetInvalid:
        return None
    return making, library


class Filling:
    """Packets for one ruleset; one seldom differs from another in more than a few places."""

    def __init__(self, making: Making, library: Library, rng: random.Random) -> None:
        self.making, self.rng = making, rng
        self.version = library.ruleset.items[ITEM][0]
        self.codes = [*self.version.slots, "licence", "doc", "deed"]
        self.documents = ["licence", "deed", "other-result", *making.documents]

    def packets(self, number: int) -> Iterator[Data]:
        first = packet = self._first()
        for _ in range(number):
            packet = json.loads(json.dumps(packet))
            for _ in range(self.rng.choice((1, 1, 2))):
                self.rng.choice(CHANGES)(self, packet)
            yield packet
            if self.rng.random() < 0.25:
                packet = first

    def _first(self) -> Data:
        packet: Data = {"packet": "P-1", "item": ITEM, "received_on": "2026-03-02", "facts": {}, "choices": {}, "materials": []}
        packet["applicant"] = {"kind": "enterprise", "name": "甲"}
        for _ in range(16):
            self.rng.choice((Filling.fact, Filling.paper, Filling.members))(self, packet)
        return packet

    def fact(self, packet: Data) -> None:
        rng = self.rng
        name = rng.choice(list(self.making.facts))
        about = self.making.facts[name]
        into = packet["choices" if "chosen_by" in about else "facts"]
        into.pop(name, None)
        if rng.random() < 0.3:
            return
        if "some_of" in about:
            into[name] = rng.sample(["p", "q"], rng.randrange(3))
        elif "one_of" in about:
            into[name] = rng.choice("pq")
        else:
            into[name] = {
                "boolean": rng.random() < 0.5,
                "date": rng.choice(("2025-05-05", "2026-01-01", "2026-02-02")),
                "number": rng.choice((3, 40, 45, 50, 55, 60, 61, 101)),
            }[about["type"]]

    def members(self, packet: Data) -> None:
        rng = self.rng
        if not self.version.file.lists or rng.random() < 0.2:
            packet.pop("lists", None)
            return
        members: list[Data] = []
        for key in rng.sample("123", rng.randrange(4)):
            member: Data = {"no": key, "called": rng.choice(("王", "", "李"))}
            if rng.random() < 0.7:
                member["ok"] = rng.random() < 0.5
            if "n" in self.version.file.lists["who"].each and rng.random() < 0.5:
                member["n"] = rng.randrange(3)
            members.append(member)
        packet["lists"] = {"who": members}

    def paper(self, packet: Data) -> None:
        rng = self.rng
        code = rng.choice(self.codes)
        slot = self.version.slots.get(code)
        whose = f"who:{rng.choice('123')}" if (slot is not None and slot.list) or rng.random() < 0.05 else None
        lines = packet["materials"]
        lines[:] = [line for line in lines if (line["material"], line.get("subject")) != (code, whose)]
        if rng.random() < 0.3:
            return
        line: Data = {"material": code, "originals": 1, "copies": rng.choice((0, 1, 2)), "original_shown": True}
        line |= {"issued_on": None, "expires_on": rng.choice((None, None, "2026-03-01", "2027-01-01"))}
        line["signed_by"] = rng.choice((["applicant"], ["applicant"], ["agent"], []))
        if rng.random() < 0.2:
            del line[rng.choice(("originals", "copies", "original_shown", "expires_on", "signed_by"))]
        if whose is not None:
            line["subject"] = whose
        if rng.random() < 0.2:
            line["handed_in_on"] = rng.choice(("2026-03-02", "2026-03-05"))
        if slot is not None and slot.arm.reads:
            values = {"flag": rng.random() < 0.5, "size": rng.choice((49, 50, 51)), "name": rng.choice(("甲", "乙", " 甲", ""))}
            line["fields"] = {name: values[name] for name in slot.arm.reads if rng.random() < 0.85}
        lines.insert(rng.randint(0, len(lines)), line)

    def applicant(self, packet: Data) -> None:
        rng = self.rng
        who = packet["applicant"]
        match rng.randrange(3):
            case 0:
                who["name"] = rng.choice(("甲", "乙", "丙", None))
            case 1:
                who["kind"] = rng.choice(("enterprise", "natural_person", "nobody", "individual_business"))
            case _:
                who.pop(rng.choice(("name", "kind")), None)

    def window(self, packet: Data) -> None:
        rng = self.rng
        packet["present"] = rng.choice(([], ["applicant"], ["agent"], ["agent", "applicant"], ["legal_representative"]))
        packet["agent"] = rng.choice((None, {"name": "丁", "powers": ["correct"]}, {"powers": ["sign"]}, {"powers": ["sign", "correct"]}))

    def letter(self, packet: Data) -> None:
        rng = self.rng
        packet.pop("commitments", None)
        packet.pop("deferrals", None)
        packet["facts"].pop("serious_bad_credit", None)
        if rng.random() < 0.7:
            letters = [{"for": rng.choice(self.codes), "signed": rng.random() < 0.8} for _ in range(rng.choice((1, 1, 2)))]
            packet[rng.choice(("commitments", "deferrals"))] = letters
        if rng.random() < 0.7:
            packet["facts"]["serious_bad_credit"] = rng.random() < 0.3

    def obtained(self, packet: Data) -> None:
        rng = self.rng
        packet["obtained"] = [
            {
                "document": rng.choice(self.documents),
                "status": rng.choice(("found", "not_found", "unavailable", "differs")),
                "by": rng.choice(("bureau", "holder")),
                "fields": {"name": rng.choice(("甲", "乙")), "size": rng.choice((50, 51)), "flag": True},
            }
            for _ in range(rng.randrange(3))
        ]

    def beside(self, packet: Data) -> None:
        rng = self.rng
        match rng.randrange(5):
            case 0:
                packet["received_on"] = rng.choice(("2019-06-03", "2024-12-31", "2025-01-01", "2026-03-02", "2026-03-03"))
            case 1:
                named = [*self.making.facts, "who", "who.ok[who:1]", "applicant.name", "applicant.kind", "serious_bad_credit", ""]
                packet["cannot_answer"] = {rng.choice(named): "不知道" for _ in range(rng.randrange(3))}
            case 2:
                packet["demands"] = [{"name": "某", "material": rng.choice([*self.codes, "m0"])} for _ in range(rng.randrange(3))]
            case 3:
                packet["round"] = rng.choice((1, 1, 2))
            case _:
                packet["bundle"] = rng.choice((None, "b"))


CHANGES: Final = (
    *[Filling.fact] * 5, *[Filling.paper] * 5, Filling.members, Filling.members, Filling.applicant, Filling.window, Filling.letter,
    Filling.obtained, Filling.beside, Filling.beside,
)  # fmt: skip


def test_packets_of_random_rulesets_get_the_notice_of_the_whole_way() -> None:
    joined = 0
    for seed in range(SEED, SEED + RULESETS):
        found = opened(seed)
        if found is not None:
            making, library = found
            judge = Judge(library)
            for packet in Filling(making, library, random.Random(seed)).packets(PACKETS):
                held(library, judge, packet)
            joined += judge.usage.joined
    assert joined > RULESETS, "too few notices were joined to show anything"
