"""Small nasty rulesets and packets for them, each made from a seed: equal seeds give equal worlds, on every machine.

    seed  ->  Making (an item as data)  ->  Made (its plan);  Made, random  ->  packets as data

A making holds two to four facts of any type, materials with arms, reads, coverers, commitments, classes by date, lists,
`never:` and scope lines, lines of consistency. A packet leaves things out, hands in defective, foreign and double papers,
and answers out of bounds. What the loader refuses is no world; `make` says so and the tests count it.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from building import tiny
from reference import is_possible

from materials_rules.condition.tree import Boolean, Date, Number, OneOf, SomeOf, Text, ValueType
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.packet.exact import read_exact
from materials_rules.packet.model import Packet
from materials_rules.plan.compile import Plan, compile_version
from materials_rules.plan.engine import Engine
from materials_rules.rules.fact import Fact
from materials_rules.rules.material import Read
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.version import Slot, Version, type_of
from materials_rules.verdict.form import Criterion, criteria

Data = dict[str, Any]

DAYS: Final = ("2024-05-06", "2026-03-02")
"""A day of first receipt before and after the day on which documents are shared."""

SHARED_FROM: Final = "2025-01-01"
NAMES: Final = ("甲公司", "乙公司")
OTHER: Final[Data] = {"materials": {"form": {}}, "elements": {"result": {"document": "other-result"}}}
"""Another item, whose result a material may be."""

NUMBERS: Final = (0, 40, 50, 60, 90)


class Making:
    """One ruleset as data. With *plain*, nothing in it makes the judgement of two variables depend on each other."""

    def __init__(self, seed: int, plain: bool = False) -> None:
        self.seed = seed
        self.rng = random.Random(seed)
        self.plain = plain
        self.related = False
        self.facts: Data = {}
        self.lists: Data = {}
        self.documents: Data = {}
        self.fields: list[tuple[str, str, str]] = []
        self.texts: list[tuple[str, str]] = []
        self.slots: list[str] = []
        self._make_facts()
        self._make_lists()
        self.materials: Data = {}
        self.groups: list[Data] = []
        for i in range(self.rng.choice((2, 3, 3, 4))):
            self._make_material(f"m{i}")
        self.item: Data = self._rest()

    def _make_facts(self) -> None:
        rng = self.rng
        kinds = ["boolean", "boolean", "number", "number", "one_of", "some_of", "choice", "office", "date"]
        for i in range(rng.choice((2, 2, 3, 3, 4))):
            kind = rng.choice(kinds)
            about: Data = {
                "boolean": lambda: {"type": "boolean"},
                "number": lambda: {"type": "number", "decimals": rng.choice((0, 1)), "minimum": 0, "maximum": 100},
                "one_of": lambda: {"one_of": ["p", "q", "r"]},
                "some_of": lambda: {"some_of": ["p", "q"], "at_least": rng.choice((0, 1))},
                "choice": lambda: {"one_of": ["p", "q"], "chosen_by": "applicant"},
                "office": lambda: {"type": "boolean", "answered_by": "office"},
                "date": lambda: {"type": "date"},
            }[kind]()
            self.facts[f"f{i}"] = about

    def _make_lists(self) -> None:
        if self.rng.random() < 0.25:
            each = {"ok": {"type": "boolean"}} | ({"n": {"type": "number", "decimals": 0}} if self.rng.random() < 0.3 else {})
            self.lists["who"] = {"each": each, "at_least": self.rng.choice((0, 0, 1))}

    # conditions

    def condition(self, depth: int = 0, listed: str | None = None) -> str:
        """A condition over facts, and over papers that were made before."""
        rng = self.rng
        if depth < 2 and rng.random() < 0.4:
            word = rng.choice(("and", "or", "not"))
            if word == "not":
                return f"not ({self.condition(depth + 1, listed)})"
            return f"({self.condition(depth + 1, listed)}) {word} ({self.condition(depth + 1, listed)})"
        choices = ["fact"] * 3 + ["provided", "field", "field", "relation"] * bool(self.slots) + ["list"] * bool(self.lists and not listed)
        choices += ["member"] * (3 * bool(listed))
        match rng.choice(choices):
            case "provided":
                return f"provided({rng.choice(self.slots)})"
            case "field" if readable := [found for found in self.fields if found[0] in self.slots]:
                return self._of_field(*rng.choice(readable))
            case "relation" if not (self.plain and self.related):
                return self._relation()
            case "list":
                self.lists["who"]["read"] = True
                return self._of_list()
            case "member":
                return rng.choice(("ok", "not ok"))
            case _:
                return self.of_fact(rng.choice(list(self.facts)))

    def of_fact(self, name: str) -> str:
        about, rng = self.facts[name], self.rng
        if "some_of" in about:
            return f"{name} has {rng.choice('pq')}"
        if "one_of" in about:
            return rng.choice((f"{name} == p", f"{name} != q", f"{name} in [p, q]" if "chosen_by" not in about else f"{name} == q"))
        match about["type"]:
            case "boolean":
                return name
            case "date":
                return f"{name} {rng.choice(('<', '>='))} 2026-01-01"
            case _:
                return f"{name} {rng.choice(('<', '<=', '>', '>=', '=='))} {rng.choice((40, 50, 60))}"

    def _of_field(self, slot: str, field: str, type_: str) -> str:
        said = f"{slot}.{field} > 50" if type_ == "number" else f"{slot}.{field}"
        if self.rng.random() < 0.15:
            said = f"{slot}.{field} == none"
        return f"(provided({slot}) and {said})"

    def _relation(self) -> str:
        named = [found for found in self.texts if found[0] in self.slots]
        if not named:
            return self.of_fact(self.rng.choice(list(self.facts)))
        self.related = True
        slot, field = self.rng.choice(named)
        return f"(provided({slot}) and {slot}.{field} {self.rng.choice(('==', '!='))} applicant.name)"

    def _of_list(self) -> str:
        if self.plain and self.lists["who"].get("said"):
            return str(self.lists["who"]["said"])
        said = self.rng.choice(("any(who, ok)", "all(who, ok)", "count(who, not ok) >= 2", "count(who) > 1"))
        self.lists["who"]["said"] = said
        return said

    # materials

    def _make_material(self, name: str) -> None:
        rng = self.rng
        listed = "who" if self.lists and rng.random() < 0.4 else None
        about: Data = {"for_each": listed} if listed else {}
        if rng.random() < 0.7:
            about["when"] = self.condition(0, listed)
        if rng.random() < 0.25 and not listed:
            about["any_of"] = {}
            for arm in ("a", "b"):
                found = self._form(f"{name}{arm}")
                if rng.random() < 0.5:
                    found["when"] = self.condition(1)
                about["any_of"][f"{name}{arm}"] = found
        else:
            about |= self._form(name)
            self._substitute(name, about)
        if rng.random() < 0.1:
            about["due_at"] = "on_site_check" if rng.random() < 0.5 else {"event": "on_site_check", "when": self.condition(2)}
        if rng.random() < 0.15 and self.materials and not listed:
            about["covers"] = [rng.choice(list(self.materials))]
        if rng.random() < 0.1 and "when" not in about:
            self.groups.append({"when": self.condition(1), "materials": {name: about}})
        else:
            self.materials[name] = about
        arms = list(about.get("any_of", {name: about}))
        if not listed:
            self.slots += arms

    def _form(self, slot: str) -> Data:
        """The form of one paper, and the fields that are read from it."""
        rng = self.rng
        found: Data = {}
        hand_in: Data = {}
        if rng.random() < 0.4:
            hand_in["copies"] = rng.choice((1, 2))
        if rng.random() < 0.3:
            hand_in["signed_by"] = "applicant"
        if rng.random() < 0.2:
            hand_in["in_date"] = True
        if hand_in:
            found["hand_in"] = hand_in
        reads: Data = {}
        for field, type_ in (("flag", "boolean"), ("size", "number"), ("name", "text")):
            if rng.random() < 0.5:
                reads[field] = {"type": type_} | ({"decimals": 0} if type_ == "number" else {})
                if type_ == "text":
                    self.texts.append((slot, field))
                else:
                    self.fields.append((slot, field, type_))
        if reads:
            found["reads"] = reads
        return found

    def _substitute(self, name: str, about: Data) -> None:
        """One of the ways in which a class, a promise or the office takes the place of a paper."""
        match self.rng.choice(("none",) * 9 + ("shared", "licence", "commitment", "deferrable", "result", "unverifiable")):
            case "shared":
                about["document"] = f"doc-{self.seed}-{name}"
                self.documents[about["document"]] = {"supplied_by": "holder", "live": [{"from": SHARED_FROM, "region": "43"}]}
            case "licence":
                about["proved_by"] = f"licence-{name}"
            case "commitment":
                about["commitment"] = {"listed_in": {"title": "清单"}, "basis": [{"law": "act", "article": "5"}]}
            case "deferrable":
                about["deferrable"] = {
                    "published_in": {"title": "目录"},
                    "basis": [{"law": "act", "article": "5"}],
                    "within": "5 working days",
                }
            case "result":
                about["result_of"] = "other"
            case "unverifiable":
                about["unverifiable"] = {"by": "bureau", "on": "2020-01-01", "why": "无法核实"}

    def _rest(self) -> Data:
        rng = self.rng
        papers = self.slots
        self.slots, self.fields = [], []  # never and scope speak of answers
        never = [self.condition(1) for _ in range(rng.choice((0, 0, 1, 2)))]
        not_for = [self.condition(1) for _ in range(rng.choice((0, 0, 0, 1)))]
        self.slots = papers
        item: Data = {"materials": self.materials, "groups": self.groups, "facts": self.facts, "never": never, "not_for": not_for}
        item["lists"] = {name: {k: v for k, v in about.items() if k in ("each", "at_least")} for name, about in self.lists.items()}
        lines = list(self._lines())
        if lines:
            item["consistency"] = lines
        if rng.random() < 0.2:
            item["elements"] = {"fee": [{"when": self.of_fact("f0"), "value": "none"}, {"value": "none"}]}
        return item

    def _lines(self) -> Iterator[Data]:
        rng = self.rng
        texts = [f"{slot}.{field}" for slot, field in self.texts] + ["applicant.name"]
        for i in range(rng.choice((0, 0, 1, 1, 2))):
            if len(texts) > 1:
                line: Data = {"name": f"same{i}", "same": rng.sample(texts, 2 if rng.random() < 0.8 else min(3, len(texts)))}
                if rng.random() < 0.3 and not self.plain:
                    line["when"] = self.condition(1)
                yield line


@dataclass(frozen=True)
class Made:
    """A ruleset that loads."""

    seed: int
    ruleset: Ruleset
    plan: Plan
    criteria: Mapping[str, tuple[Criterion, ...]]

    @property
    def version(self) -> Version:
        return self.plan.version


def makes(seeds: Iterable[int], engine: Engine, plain: bool = False) -> Iterator[Made]:
    """The rulesets of *seeds* that load; those whose `never:` lines leave no world at all are none."""
    for some in _batches(seeds, 10):
        makings = {f"permit-{seed}": Making(seed, plain) for seed in some}
        for ruleset in _read_together(makings):
            for item in sorted(set(makings) & set(ruleset.items)):
                found = _made(makings[item].seed, ruleset, item, engine)
                if found is not None:
                    yield found


def make(seed: int, engine: Engine, plain: bool = False) -> Made | None:
    """The ruleset of *seed*, or None where it does not load."""
    return next(makes([seed], engine, plain), None)


def _batches(seeds: Iterable[int], size: int) -> Iterator[list[int]]:
    waiting = iter(seeds)
    while some := list(itertools.islice(waiting, size)):
        yield some


def _read_together(makings: Mapping[str, Making]) -> Iterator[Ruleset]:
    """One ruleset with all items, for reading one place costs more than an item; one by one where an item is refused."""
    try:
        yield tiny(
            items={item: making.item for item, making in makings.items()} | {"other": OTHER},
            documents={name: about for making in makings.values() for name, about in making.documents.items()},
        )
    except RulesetInvalid:
        if len(makings) > 1:
            for item, making in makings.items():
                yield from _read_together({item: making})


def _made(seed: int, ruleset: Ruleset, item: str, engine: Engine) -> Made | None:
    version = ruleset.items[item][0]
    try:
        plan = compile_version(ruleset, version, engine)
    except RulesetInvalid:
        return None
    blank = read({"packet": "P", "item": item, "received_on": DAYS[0]})
    if version.never and not is_possible(ruleset, version, blank):
        return None
    return Made(seed, ruleset, plan, {slot.id: criteria(slot.arm) for slot in version.slots.values()})


# packets


class Hand:
    """Fills in packets for one ruleset, with a random source of its own."""

    def __init__(self, made: Made, rng: random.Random) -> None:
        self.version = made.version
        self.rng = rng

    def packet(self) -> Data:
        """Any packet: answers and papers left out, defective, foreign or double."""
        rng, file = self.rng, self.version.file
        found: Data = {"packet": "P", "item": self.version.item, "received_on": rng.choice(DAYS), "materials": []}
        if rng.random() < 0.8:
            found["applicant"] = {"name": rng.choice((*NAMES, None))} if rng.random() < 0.9 else {"kind": rng.choice(("enterprise", "neither"))}
        facts = {name: self.answer(fact, rng.random() < 0.05) for name, fact in file.facts.items() if rng.random() < 0.6}
        found["facts"] = {n: v for n, v in facts.items() if file.facts[n].chosen_by is None}
        found["choices"] = {n: v for n, v in facts.items() if file.facts[n].chosen_by is not None}
        if file.lists and rng.random() < 0.75:
            found["lists"] = {listed: self.members(listed) for listed in file.lists}
        for slot in self.version.slots.values():
            for subject in self.subjects(found, slot):
                for _ in range(rng.choice((0, 0, 0, 0, 1, 1, 1, 2))):
                    found["materials"].append(self.paper(found, slot, subject, loose=True))
        found["commitments"] = [self.letter(a) for a, about in self.version.asked.items() if about.requirement.commitment and rng.random() < 0.5]
        found["deferrals"] = [self.letter(a) for a, about in self.version.asked.items() if about.requirement.deferrable and rng.random() < 0.5]
        if rng.random() < 0.4:
            found["facts"]["serious_bad_credit"] = rng.random() < 0.3
        found["obtained"] = list(self.obtained())
        return found

    def answer(self, fact: Fact, wrong: bool = False) -> Any:
        """An answer to *fact*; with *wrong*, one of the right type out of its bounds."""
        rng, type_ = self.rng, type_of(fact)
        match type_:
            case Boolean():
                return rng.random() < 0.5
            case Number(decimals):
                if wrong:
                    return rng.choice((-1, 50.55))
                return rng.choice((*NUMBERS, 50.5)) if decimals else rng.choice(NUMBERS)
            case Date():
                return rng.choice(("2025-12-31", "2026-01-01", "2026-06-01"))
            case OneOf(members):
                return "nothing" if wrong else rng.choice(members)
            case SomeOf(members):
                return ["nothing"] if wrong else rng.sample(members, rng.randint(fact.at_least, len(members)))
            case _:
                return rng.choice(NAMES)

    def members(self, listed: str) -> list[Data]:
        rng, about = self.rng, self.version.file.lists[listed]
        return [
            {"id": str(i + 1)} | {name: self.answer(fact) for name, fact in about.each.items() if rng.random() < 0.7}
            for i in range(rng.randint(about.at_least, 2))
        ]

    def subjects(self, packet: Data, slot: Slot) -> list[str | None]:
        """Whose papers there may be for a slot; now and then somebody that the list does not name."""
        odd = self.rng.random() < 0.04
        if slot.list is None:
            return ["nobody:1"] if odd else [None]
        keys: list[str | None] = [f"{slot.list}:{line['id']}" for line in packet.get("lists", {}).get(slot.list, [])]
        return [*keys, self.rng.choice((None, f"{slot.list}:9"))] if odd else keys

    def paper(self, packet: Data, slot: Slot, subject: str | None, loose: bool = False) -> Data:
        """A paper for *slot*, in form or not; *loose* papers leave more unrecorded and come on the first day."""
        rng, form = self.rng, slot.arm.hand_in
        found: Data = {"material": slot.id} | ({"subject": subject} if subject else {})
        unsaid = 0.08 if loose else 0.03
        if form.copies and rng.random() > unsaid:
            found["copies"] = form.copies if rng.random() < 0.75 else 0
        if form.signed_by and rng.random() > unsaid:
            found["signed_by"] = ["applicant"] if rng.random() < 0.75 else []
        if form.in_date and rng.random() > unsaid:
            found |= {"issued_on": None, "expires_on": rng.choice((None, "2024-06-01", "2027-01-01", "2023-01-01"))}
        if rng.random() < 0.03:
            found["unreadable"] = True
        fields = {name: self.field(read) for name, read in slot.arm.reads.items() if rng.random() > unsaid}
        if fields:
            found["fields"] = fields
        if not loose or rng.random() < 0.2:
            later = dt.date.fromisoformat(packet["received_on"]) + dt.timedelta(days=rng.choice((0, 10, 40)))
            found["handed_in_on"] = later.isoformat()
        return found

    def field(self, read: Read) -> Any:
        type_ = type_of(read)
        return None if self.rng.random() < 0.1 else self.value(type_)

    def value(self, type_: ValueType) -> Any:
        match type_:
            case Boolean():
                return self.rng.random() < 0.5
            case Number():
                return self.rng.choice((*NUMBERS, -5))
            case Text():
                return self.rng.choice(NAMES)
            case _:
                raise AssertionError("no such field is made")

    def letter(self, material: str) -> Data:
        return {"for": material} | self.rng.choice(({}, {"signed": True}, {"signed": True}, {"signed": False}))

    def obtained(self) -> Iterator[Data]:
        """What the office got: shared documents, licences, the result of the other item."""
        rng = self.rng
        for asked in self.version.asked.values():
            for slot in asked.slots:
                for document in (slot.arm.document, *slot.arm.proved_by, "other-result" if asked.requirement.result_of else None):
                    if document is not None and rng.random() < 0.3:
                        fields = {name: self.field(read) for name, read in slot.arm.reads.items() if rng.random() < 0.6}
                        status = rng.choice(("found", "not_found", "unavailable", "differs"))
                        yield {"document": document, "by": "bureau", "status": status, "fields": fields}


def read(data: Data) -> Packet:
    """A packet of plain data as the readers give it."""
    return read_exact(json.dumps(data, ensure_ascii=False).encode(), "packet.json").packet
