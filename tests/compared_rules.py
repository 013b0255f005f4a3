"""Tiny rulesets whose rules hold questions against one another, and every packet of them; nothing is shared with the prover.

    seed  ->  the keys of a tiny ruleset, and what its conditions mean;  ruleset  ->  every packet

Numbers, days or texts are compared with one another and with constants, in `when`, `given`, `never` and `not_for`; statements
are made of a list and of what its members have; a paper is one of two, or comes once for each member.
"""

from __future__ import annotations

import itertools
import math
import operator
import random
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from curing import told_by
from tiny_rules import DAY, Everything, Found
from worlds import Data, read

from materials_rules.verdict.entries import Entry, entries
from materials_rules.verdict.examine import examine
from materials_rules.verdict.outcome import outcome_of

VALUES: Final[dict[str, list[Any]]] = {
    "boolean": [False, True],
    "number": [0, 1, 2, 3],
    "date": ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"],
    "text": ["甲", "乙", "丙"],
}
"""So many that every order of two values on either side of a constant occurs."""

CONSTANTS: Final[dict[str, list[Any]]] = {"number": [1, 2, 3], "date": ["2026-01-03"], "text": ["甲"]}
SIGNS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
LONGEST: Final = 4
"""Of a list: two statements may each want two members, no one of which serves for both. Of one or two, not all may be answered."""

STRONGEST: Final = ("finding", "look", "conditional", "absent")

Members = list[dict[str, Any]]
World = Mapping[str, Any]
Said = tuple[str, Callable[[World], bool]]
"""A condition as an author writes it, and whether it holds where every question is answered."""


def papers_of(entry: Entry) -> list[str]:
    """What an entry asks for."""
    return [arm.material for arm in entry.arms]


class ComparedRules:
    """One ruleset as the keys of `building.tiny`. `given` says, in Python, to whom a question is put."""

    def __init__(self, seed: int) -> None:
        self.rng = rng = random.Random(seed)
        self.shape = rng.choice(("questions", "questions", "questions", "list", "papers"))
        self.type = rng.choice(("number", "number", "date", "text"))
        self.types: dict[str, str] = {}
        self.facts: Data = {}
        self.lists: Data = {}
        self.given: dict[str, tuple[set[str], Callable[[World], bool]]] = {}
        self.field: str | None = None
        self.top = 3
        if self.shape == "list":
            self.type = "number"
            self.inner = rng.choice(("boolean", "number"))
            about: Data = {"type": "boolean"} if self.inner == "boolean" else {"type": "number", "minimum": 0, "maximum": 1}
            self.lists = {"who": {"each": {"k": about}}}
            if rng.random() < 0.6:
                self._fact("n", self.type if self.inner == "number" else "boolean")
        else:
            self._fact("n", self.type)
            if self.shape == "questions":
                self._fact("m", self.type)
                if self.type != "date" and rng.random() < 0.4:
                    self.top = 2
                    for about in self.facts.values():
                        about |= {"maximum": 2} if self.type == "number" else {}
                    self._fact("o", "boolean")
                    if rng.random() < 0.6:
                        text, holds = self.condition(given=True)
                        self.facts["o"]["given"] = text
                        self.given["o"] = ({"n", "m"}, holds)
        self.slots: dict[str, list[str]] = {}
        self.materials: Data = {}
        for name in ("m0", "m1"):
            self._material(name)
        self.never = [self.condition()] if rng.random() < 0.45 else []
        self.not_for = [self.condition()] if rng.random() < 0.35 else []
        self.keys: Data = {
            "materials": self.materials,
            "facts": self.facts,
            "lists": self.lists,
            "never": [text for text, _ in self.never],
            "not_for": [text for text, _ in self.not_for],
        }

    taken: frozenset[str] = frozenset()

    def _fact(self, name: str, type_: str) -> None:
        self.types[name] = type_
        self.facts[name] = {"type": type_} | ({"minimum": 0, "maximum": self.top} if type_ == "number" else {})

    def values(self, type_: str) -> list[Any]:
        """The answers to a question of this type."""
        return VALUES[type_][: self.top + 1]

    def condition(self, given: bool = False) -> Said:
        """Of questions alone; of one or two comparisons."""
        one, holds = self._atom(given)
        chance = self.rng.random()
        if chance < 0.15:
            return f"not ({one})", lambda world: not holds(world)
        if chance < 0.6:
            return one, holds
        other, also = self._atom(given)
        if chance < 0.8:
            return f"({one}) and ({other})", lambda world: holds(world) and also(world)
        return f"({one}) or ({other})", lambda world: holds(world) or also(world)

    def _atom(self, given: bool) -> Said:
        if self.lists and self.rng.random() < 0.7:
            return self._statement()
        names = [name for name in self.facts if not (given and name == "o")]
        alike = [name for name in names if self.types[name] == self.type and self.type != "boolean"]
        if len(alike) > 1 and self.rng.random() < 0.6:
            sign = self._sign(self.type)
            return f"n {sign} m", lambda world: SIGNS[sign](world["n"], world["m"])
        if not names:
            return self._statement()
        name = self.rng.choice(names)
        if self.types[name] == "boolean":
            return name, lambda world: bool(world[name])
        return self._against(name, self.types[name])

    def _sign(self, type_: str) -> str:
        return self.rng.choice(("==", "!=") if type_ == "text" else ("<", "<=", ">", ">=", "==", "!="))

    def _against(self, name: str, type_: str) -> Said:
        constant = self.rng.choice(CONSTANTS[type_][: self.top])
        sign = self.rng.choice(("<", ">=")) if type_ == "date" else self._sign(type_)
        written = f"“{constant}”" if type_ == "text" else constant
        return f"{name} {sign} {written}", lambda world: SIGNS[sign](world[name], constant)

    def _statement(self) -> Said:
        ways: list[tuple[str, Callable[[World, Any], bool]]]
        if self.inner == "boolean":
            ways = [("k", lambda world, one: one["k"]), ("not k", lambda world, one: not one["k"])]
        else:
            ways = [("k > 0", lambda world, one: one["k"] > 0), ("k < 1", lambda world, one: one["k"] < 1)]
            if "n" in self.facts:
                ways += [("k < n", lambda world, one: one["k"] < world["n"]), ("k == n", lambda world, one: one["k"] == world["n"])]
        inner, fits = self.rng.choice(ways)
        match self.rng.choice(("any", "all", "count", "number")):
            case "any":
                return f"any(who, {inner})", lambda world: any(fits(world, one) for one in world["who"])
            case "all":
                return f"all(who, {inner})", lambda world: all(fits(world, one) for one in world["who"])
            case "count":
                least = self.rng.choice((1, 2))
                return f"count(who, {inner}) >= {least}", lambda world: sum(fits(world, one) for one in world["who"]) >= least
            case _:
                return "count(who) > 1", lambda world: len(world["who"]) > 1

    def _material(self, name: str) -> None:
        rng, about = self.rng, dict[str, Any]()
        if self.shape == "papers" and name == "m0":
            self.field = "m0.k"
            about["reads"] = {"k": {"type": self.type, "required": True} | ({"decimals": 0} if self.type == "number" else {})}
        if rng.random() < (0.85 if name == "m1" else 0.4):
            about["when"] = self.condition()[0]
            if self.field and name == "m1" and rng.random() < 0.8:
                more = f"m0.k {self._sign(self.type)} n"
                guard = "provided(m0) and " if rng.random() < 0.6 else ""
                about["when"] = f"{guard}{more}" + (f" and {self._against('n', self.type)[0]}" if rng.random() < 0.4 else "")
        slots = [name]
        chance = rng.random()
        if "reads" not in about and chance < 0.15 and not self.lists:
            slots = [f"{name}x", f"{name}y"]
            about["any_of"] = {slots[0]: {}, slots[1]: {"when": self.condition()[0]} if rng.random() < 0.7 else {}}
        elif self.lists and chance < 0.5:
            about["for_each"] = "who"
            if rng.random() < 0.5:
                about["when"] = "k" if self.inner == "boolean" else "k < n" if "n" in self.facts else "k > 0"
        self.slots[name] = slots
        self.materials[name] = about


def size_of(rules: ComparedRules) -> int:
    """So many packets there are, or a few less."""
    lists = (sum(size + 1 for size in range(LONGEST + 1)) + 1 for _ in rules.lists)
    slots = [slot for slots in rules.slots.values() for slot in slots]
    papers = (2 + (len(rules.values(rules.type)) if rules.field == f"{slot}.k" else 1) for slot in slots)
    return math.prod((*(len(rules.values(type_)) + 1 for type_ in rules.types.values()), *lists, *papers))


class EveryPacket(Everything):
    """Every packet of one such ruleset: each question open or answered in every way, each paper absent, defective or in form."""

    rules: Any

    def __post_init__(self) -> None:
        slots = [slot for slots in self.rules.slots.values() for slot in slots]
        self.names = [*self.rules.facts, *self.rules.lists, *slots]
        self.kept: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
        self._of = {slot: name for name, slots in self.rules.slots.items() for slot in slots}

    def states(self, name: str) -> list[Any]:
        if name in self.rules.facts:
            return [None, *self.rules.values(self.rules.types[name])]
        if name in self.rules.lists:
            values = VALUES["boolean"] if self.rules.inner == "boolean" else [0, 1]
            whole = [list(one) for size in range(LONGEST + 1) for one in itertools.product(values, repeat=size)]
            part = [list(one) for size in (1, 2) for one in itertools.product([*values, None], repeat=size) if None in one]
            return [None, *whole, *part]
        if self.rules.field == f"{name}.k":
            return [None, "unreadable", *({"k": value} for value in self.rules.values(self.rules.type))]
        return [None, "unreadable", {}]

    @cached_property
    def packets(self) -> dict[tuple[int, ...], Found]:
        every = itertools.product(*(range(len(self.states(name))) for name in self.names))
        return {one: self._found(one) for one in every if self._has_place(one)}

    def _has_place(self, one: tuple[int, ...]) -> bool:
        """Whether there is somebody for every paper of a member."""
        nobody = "who" in self.names and not self.states("who")[one[self.names.index("who")]]
        return not nobody or not any(one[self.names.index(slot)] for slot, of in self._of.items() if self._is_each(of))

    def _is_each(self, name: str) -> bool:
        return "for_each" in self.rules.materials[name]

    def _found(self, one: tuple[int, ...]) -> Found:
        data: Data = {"packet": "P", "item": "permit", "received_on": DAY, "facts": {}, "materials": []}
        chosen = {name: self.states(name)[number] for name, number in zip(self.names, one, strict=True)}
        data["facts"] = {name: chosen[name] for name in self.rules.facts if chosen[name] is not None}
        if chosen.get("who") is not None:
            told = [{} if value is None else {"k": value} for value in chosen["who"]]
            data["lists"] = {"who": [{"id": str(i), **one} for i, one in enumerate(told, start=1)]}
        for slot, of in self._of.items():
            state = chosen[slot]
            if state is not None:
                subjects = range(1, len(chosen["who"]) + 1) if self._is_each(of) else [None]
                rest = {"unreadable": True} if state == "unreadable" else {"fields": state} if state else {}
                data["materials"] += [
                    {"material": slot, **rest, **({} if who is None else {"subject": f"who:{who}"})} for who in subjects
                ]
        examination = examine(self.plan, read(data), "packet.json")
        found = entries(examination)
        questions = [asked.ask.id for asked in examination.questions]
        says = repr((outcome_of(examination, found), [(e.id, e.kind, e.is_conditional, papers_of(e)) for e in found], questions))
        verdicts: dict[str, str] = {}
        for (name, _), standing in examination.standings.items():
            verdicts[name] = min(standing.verdict, verdicts.get(name, "absent"), key=STRONGEST.index)
        return Found(data, examination, verdicts, told_by(examination, found), says, frozenset())

    def answered(self) -> Iterator[tuple[tuple[int, ...], Found]]:
        asked = [*self.rules.facts, *self.rules.lists]
        for one, found in self.packets.items():
            if not found.contradicts and all(self._is_answered(name, one[self.names.index(name)]) for name in asked):
                yield one, found

    def _is_answered(self, name: str, number: int) -> bool:
        """Whether a question is answered, for every member of a list."""
        return number > 0 and (name not in self.rules.lists or None not in self.states(name)[number])

    def _completed(self, name: str, number: int) -> list[int]:
        """What an answer may become that nobody corrects: of a list, one in which more is answered of each member."""
        if self._is_answered(name, number):
            return [number]
        states = self.states(name)
        old = states[number]
        longer = [i for i, new in enumerate(states) if new is not None and len(new) == len(old)]
        return [i for i in longer if all(one is None or one == other for one, other in zip(old, states[i], strict=True))]

    def without(self, name: str) -> Iterator[Found]:
        for one, found in self.answered():
            if not any(one[self.names.index(slot)] for slot in self.rules.slots[name]):
                yield found

    def can_be_not_due(self, name: str) -> bool:
        """For some member, where it is asked of each."""
        return any(
            standing.verdict in ("absent", "conditional")
            for found in self.without(name)
            for (about, _), standing in found.examination.standings.items()
            if about == name
        )

    def steps(self, one: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if one not in self.kept:
            self.kept[one] = list(self._steps(one))
        return iter(self.kept[one])

    def _steps(self, one: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        opened = self.packets[one].examination.situation.opened
        open_slots = {slot for slot, _ in opened.slots}
        choices = []
        for name, number in zip(self.names, one, strict=True):
            every = range(len(self.states(name)))
            if name in self._of:
                is_open = name in open_slots
                choices.append(every if is_open and number == 0 else every[1:] if is_open else [number])
            elif number == 0:
                choices.append(every)
            else:
                choices.append(every[1:] if f"fact/{name}" in opened.names else self._completed(name, number))
        before = set(self.packets[one].examination.contradictions)
        for other in itertools.product(*choices):
            if other in self.packets and set(self.packets[other].examination.contradictions) <= before:
                yield other

    def _stays(self, one: tuple[int, ...], name: str) -> bool:
        own = [self.names.index(slot) for slot in self.rules.slots[name]]
        seen, waiting = {one}, [one]
        while waiting:
            for other in self.steps(waiting.pop()):
                if all(other[i] == one[i] for i in own) and other not in seen:
                    if self.packets[other].verdicts.get(name) != "conditional":
                        return False
                    seen.add(other)
                    waiting.append(other)
        return True

    def hangs(self) -> bool:
        return any(
            verdict == "conditional" and self._stays(one, name)
            for one, found in self.packets.items()
            if not found.contradicts
            for name, verdict in found.verdicts.items()
        )

    def asks_the_wrong_one(self) -> bool:
        for fact, (reads, holds) in self.rules.given.items():
            for one, found in self.packets.items():
                world = {name: self.states(name)[one[self.names.index(name)]] for name in reads}
                is_known = None not in world.values()
                if is_known and not holds(world) and not found.contradicts and f"permit/fact/{fact}" in found.told:
                    return True
        return False

    def has_no_end(self) -> bool:
        """Whether from some packet nobody can come to one of which nothing is left to say."""
        before: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
        for one, found in self.packets.items():
            if not found.contradicts:
                for other in self.steps(one):
                    before.setdefault(other, []).append(one)
        at_rest = {one for one, found in self.packets.items() if not found.told and not found.contradicts}
        ended, waiting = set(at_rest), list(at_rest)
        while waiting:
            for one in before.get(waiting.pop(), ()):
                if one not in ended:
                    ended.add(one)
                    waiting.append(one)
        return any(one not in ended for one, found in self.packets.items() if not found.contradicts)

    def meanings_agree(self) -> bool:
        """Whether what contradicts itself, and what is not for the office, is what the conditions in Python say."""
        for one, found in self.packets.items():
            world = {name: self.states(name)[n] for name, n in zip(self.names, one, strict=True) if name not in self._of}
            if None in world.values():
                continue
            if "who" in world:
                if None in world["who"]:
                    continue
                world["who"] = [{"k": value} for value in world["who"]]
            is_never = any(holds(world) for _, holds in self.rules.never)
            is_out = any(holds(world) for _, holds in self.rules.not_for)
            if is_never != found.contradicts or (not is_never and is_out != (found.examination.scope == "out")):
                return False
        return True
