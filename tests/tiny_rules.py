"""Tiny rulesets, good and bad, and every packet of them one by one; it shares nothing with the prover.

    seed  ->  the keys of a tiny ruleset;  ruleset  ->  every packet, what is found of each, what each may become

One or two questions, two or three papers, conditions that may read papers with or without a guard, that hold always or never,
papers that nobody may ask for, one document asked for twice. Half of what comes out the loader would refuse.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from curing import is_new, told_by
from worlds import Data, read

from materials_rules.plan.compile import Plan
from materials_rules.verdict.entries import entries
from materials_rules.verdict.examine import Examination, examine
from materials_rules.verdict.outcome import outcome_of

DAY = "2026-03-02"
VALUES: dict[str, list[Any]] = {"boolean": [False, True], "number": [0, 1, 2], "one_of": ["p", "q"]}
UNVERIFIABLE = {"by": "bureau", "on": "2015-01-01", "why": "无法核实"}


class Rules:
    """One ruleset as the keys of `building.tiny`. `taken` are the papers that nobody may ask for on any day."""

    def __init__(self, seed: int) -> None:
        self.rng = rng = random.Random(seed)
        self.types: dict[str, str] = {}
        self.facts: Data = {}
        self.taken: set[str] = set()
        self.flags: set[str] = set()
        for name in "ab"[: rng.choice((1, 2))]:
            self._fact(name)
        self.materials: Data = {}
        for name in ("m0", "m1", "m2")[: rng.choice((2, 2, 3)) if len(self.facts) == 1 else 2]:
            self.materials[name] = self._material(name)
        self.documents: Data = {"doc": {}}
        if rng.random() < 0.15:
            self.documents["doc"] = {"supplied_by": "holder", "live": [{"from": "2000-01-01", "region": "43"}]}
            self.taken |= {name for name, about in self.materials.items() if about.get("document") == "doc"}
        never = [self._of_facts()] if rng.random() < 0.2 else []
        self.keys: Data = {"materials": self.materials, "facts": self.facts, "documents": self.documents, "never": never}

    def _fact(self, name: str) -> None:
        type_ = self.types[name] = self.rng.choice(("boolean", "boolean", "number", "one_of"))
        about: Data = {"one_of": ["p", "q"]} if type_ == "one_of" else {"type": type_}
        if type_ == "number":
            about |= {"minimum": 0, "maximum": 2}
        if name == "b" and self.types["a"] == "boolean" and self.rng.random() < 0.5:
            about["given"] = "a"
        self.facts[name] = about

    def _of_facts(self) -> str:
        name = self.rng.choice(list(self.facts))
        said = {"boolean": name, "number": f"{name} >= {self.rng.choice((1, 2))}", "one_of": f"{name} == p"}[self.types[name]]
        if self.rng.random() < 0.3:
            said = f"not ({said})"
        match self.rng.random():
            case chance if chance < 0.12:
                return f"({said}) or not ({said})"
            case chance if chance < 0.22:
                return f"({said}) and not ({said})"
            case chance if chance < 0.45 and len(self.facts) > 1:
                return f"({said}) {self.rng.choice(('and', 'or'))} ({self._of_facts()})"
            case _:
                return said

    def _condition(self, name: str) -> str:
        others = [other for other in ("m0", "m1") if other != name and (other in self.materials or self.rng.random() < 0.25)]
        others = [other for other in others if other == "m0" or other in self.materials]
        if not others or self.rng.random() < 0.5:
            return self._of_facts()
        other = self.rng.choice(others)
        ways = [f"provided({other})", f"not provided({other})"]
        if other in self.flags:
            ways = [f"{other}.flag", f"{other}.flag", f"provided({other}) and {other}.flag", f"not provided({other})"]
        return self.rng.choice(ways)

    def _material(self, name: str) -> Data:
        about: Data = {}
        if self.rng.random() < 0.45:
            about["reads"] = {"flag": {"type": "boolean"}}
            self.flags.add(name)
        if self.rng.random() < 0.75:
            about["when"] = self._condition(name)
        if self.rng.random() < 0.4:
            about |= {"when": self._of_facts()} if "when" in about else {}
            about |= {"document": "doc", "hand_in": {"copies": self.rng.choice((1, 2))}}
        if self.rng.random() < 0.12:
            about["unverifiable"] = UNVERIFIABLE
            self.taken.add(name)
        return about


@dataclass(frozen=True)
class Found:
    """What is found of one packet: the verdict of each requirement, what is told, what may change."""

    data: Data
    examination: Examination
    verdicts: dict[str, str]
    told: frozenset[str]
    says: str
    asked_for: frozenset[str]

    @property
    def contradicts(self) -> bool:
        return bool(self.examination.contradictions)


@dataclass
class Everything:
    """Every packet of one ruleset. A packet is named by its answers and by the state of each paper."""

    plan: Plan
    rules: Rules
    names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names = [*self.rules.facts, *self.rules.materials]

    def states(self, name: str) -> list[Any]:
        if name in self.rules.facts:
            return [None, *VALUES[self.rules.types[name]]]
        form = [{"flag": False}, {"flag": True}] if name in self.rules.flags else [{}]
        return [None, "unreadable", *form]

    @cached_property
    def packets(self) -> dict[tuple[int, ...], Found]:
        return {one: self._found(one) for one in itertools.product(*(range(len(self.states(name))) for name in self.names))}

    def _found(self, one: tuple[int, ...]) -> Found:
        data: Data = {"packet": "P", "item": "permit", "received_on": DAY, "facts": {}, "materials": []}
        for name, number in zip(self.names, one, strict=True):
            state = self.states(name)[number]
            if name in self.rules.facts:
                data["facts"] |= {} if state is None else {name: state}
            elif state is not None:
                copies = self.rules.materials[name].get("hand_in", {}).get("copies", 1)
                rest = {"unreadable": True} if state == "unreadable" else {"fields": state} if state else {}
                data["materials"].append({"material": name, "copies": copies, **rest})
        examination = examine(self.plan, read(data), "packet.json")
        found = entries(examination)
        says = repr((
            outcome_of(examination, found),
            [(entry.id, entry.kind, entry.is_conditional) for entry in found],
            [asked.ask.id for asked in examination.questions],
        ))
        asked_for = frozenset(arm.material for entry in found for arm in entry.arms if entry.sort == "requirement")
        verdicts = {name: standing.verdict for (name, _), standing in examination.standings.items()}
        return Found(data, examination, verdicts, told_by(examination, found), says, asked_for)

    def answered(self) -> Iterator[tuple[tuple[int, ...], Found]]:
        """The packets in which every question is answered and nothing contradicts."""
        for one, found in self.packets.items():
            if not found.contradicts and all(one[self.names.index(fact)] for fact in self.rules.facts):
                yield one, found

    def without(self, name: str) -> Iterator[Found]:
        """Those of them in which a paper is not there."""
        for one, found in self.answered():
            if one[self.names.index(name)] == 0:
                yield found

    def steps(self, one: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """What a packet may become in one step: open answers and papers changed in any way, nothing taken back."""
        opened = self.packets[one].examination.situation.opened
        choices = []
        for name, number in zip(self.names, one, strict=True):
            some: list[int] = [number]
            if name in self.rules.facts:
                if number == 0:
                    some = list(range(len(self.states(name))))
                elif f"fact/{name}" in opened.names:
                    some = list(range(1, len(self.states(name))))
            elif (name, None) in opened.slots:
                some = list(range(0 if number == 0 else 1, len(self.states(name))))
            choices.append(some)
        for other in itertools.product(*choices):
            if set(self.packets[other].examination.contradictions) <= set(self.packets[one].examination.contradictions):
                yield other

    # what a proof claims, by looking at every packet

    def grows(self) -> bool:
        """Whether after some step something is told that was not told before it."""
        return any(
            is_new(found.told, id_, self.plan.version)
            for one, found in self.packets.items()
            for other in self.steps(one)
            for id_ in self.packets[other].told - found.told
        )

    def hangs(self) -> bool:
        """Whether some entry stays conditional whatever comes, as long as nobody hands in its own paper."""
        return any(
            verdict == "conditional" and self._stays(one, name)
            for one, found in self.packets.items()
            if not found.contradicts
            for name, verdict in found.verdicts.items()
        )

    def _stays(self, one: tuple[int, ...], name: str) -> bool:
        own = self.names.index(name)
        seen, waiting = {one}, [one]
        while waiting:
            for other in self.steps(waiting.pop()):
                if other[own] == one[own] and other not in seen:
                    if self.packets[other].verdicts.get(name) != "conditional":
                        return False
                    seen.add(other)
                    waiting.append(other)
        return True

    def turns_in_a_circle(self) -> bool:
        """Whether some notice leaves only entries that depend on something, and asks nothing."""
        return any(
            "conditional" in found.verdicts.values()
            and not {"finding", "look"} & set(found.verdicts.values())
            and not found.examination.questions
            for found in self.packets.values()
            if not found.contradicts
        )

    def asks_the_wrong_one(self) -> bool:
        """Whether a question is put, or decides, where it is known that it is not for this applicant."""
        given = [name for name, about in self.rules.facts.items() if about.get("given") == "a"]
        for name in given:
            for one, found in self.packets.items():
                is_not_for_him = one[self.names.index("a")] == 1 + VALUES["boolean"].index(False)
                if is_not_for_him and not found.contradicts and f"permit/fact/{name}" in found.told:
                    return True
        return False

    def can_be_due(self, name: str) -> bool:
        return any(found.verdicts.get(name) in ("finding", "conditional") for found in self.without(name))

    def can_be_not_due(self, name: str) -> bool:
        return any(found.verdicts.get(name) in ("absent", "conditional") for found in self.without(name))

    def asks_for_what_is_taken(self) -> bool:
        return any(found.asked_for & self.rules.taken for found in self.packets.values())

    def rests_on_what_is_taken(self) -> bool:
        """Whether what is asked for changes with what stands on a paper that nobody may ask for."""
        for name in self.rules.taken & self.rules.flags:
            at = self.names.index(name)
            for one, found in self.packets.items():
                other = (*one[:at], len(self.states(name)) - 1, *one[at + 1 :])
                is_form = one[at] == len(self.states(name)) - 2 and not found.contradicts
                if is_form and self._would_be_due(found, name) and found.asked_for != self.packets[other].asked_for:
                    return True
        return False

    def _would_be_due(self, found: Found, name: str) -> bool:
        """Whether a paper that nobody may ask for would be due, were it not for that."""
        claims = found.examination.standings[name, None].reachable
        return any(f"{word}/{name}" in some for some in claims for word in ("drop", "obtain"))

    def asks_in_two_forms(self) -> bool:
        about = {name: one for name, one in self.rules.materials.items() if one.get("document") == "doc" and name not in self.rules.taken}
        return any(
            about[one]["hand_in"] != about[other]["hand_in"] and self._both(one, other)
            for one, other in itertools.combinations(about, 2)
        )

    def _both(self, one: str, other: str) -> bool:
        return any(
            found.verdicts.get(one) == found.verdicts.get(other) == "finding"
            for chosen, found in self.answered()
            if chosen[self.names.index(one)] == chosen[self.names.index(other)] == 0
        )

    def matters(self, fact: str) -> bool:
        """Whether two packets that differ in this answer alone, both of them answering it, are told different things."""
        at = self.names.index(fact)
        said: dict[tuple[int, ...], set[str]] = {}
        for one, found in self.packets.items():
            if one[at]:
                said.setdefault((*one[:at], *one[at + 1 :]), set()).add(found.says)
        return any(len(some) > 1 for some in said.values())
