"""Answers to the questions of an item, drawn as people would give them: near the thresholds of the rules, some more likely.

    Plan, chance, day of receipt  ->  facts, choices, lists
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from materials_rules.condition.tree import Boolean, Date, Number, OneOf, SomeOf
from materials_rules.plan.compile import Plan
from materials_rules.plan.evaluator import satisfied
from materials_rules.plan.formula import Claim, Formula, Said, readings
from materials_rules.rules.fact import Fact
from materials_rules.rules.version import SERIOUS_BAD_CREDIT, type_of
from materials_rules.verdict.situation import Open, Situation
from materials_rules.witness.invented import Limits, texts
from materials_rules.witness.reading import situation_of
from materials_rules.witness.written import Data, shown

MOST_ROUNDS = 4
"""A question may hang on an answer to another one, and so on."""
WAYS = (0.55, 0.25, 0.12, 0.08)
"""How likely the first answers of a closed list are; the rest share what is left."""


class Unasked(LookupError):
    """What a condition reads is not answered."""


class World(dict[str, Any]):
    """The values of one packet by the names of the machine, looked up when they are needed."""

    def __init__(self, situation: Situation, subject: str | None = None) -> None:
        self.situation = situation
        self.subject = subject

    def __missing__(self, name: str) -> Any:
        value = self.situation.value(name, self.subject)
        if isinstance(value, Open):
            raise Unasked(name)
        return value


def thresholds(plan: Plan) -> Mapping[str, tuple[int, ...]]:
    """The whole numbers and days with which rules compare each variable."""
    found: dict[str, set[int]] = {}
    formulas: list[Formula] = [*map(Claim, plan.base.claims), *map(Said, plan.version.given.values())]
    for formula in formulas:
        for reading in readings(formula, plan.base):
            constant = reading.test.value
            if isinstance(constant, int) and not isinstance(constant, bool):
                found.setdefault(reading.name, set()).add(constant)
    return {name: tuple(sorted(some)) for name, some in found.items()}


@dataclass(frozen=True)
class Answering:
    """What is drawn for one version: its *thresholds*, and how likely it is that each yes-or-no is a yes."""

    plan: Plan
    thresholds: Mapping[str, tuple[int, ...]]
    likely: Mapping[str, float]

    @classmethod
    def of(cls, plan: Plan, chance: Random) -> Answering:
        """For *plan*; which answers are likely is drawn once."""
        file = plan.version.file
        named = [*file.facts, *(f"{listed}.{name}" for listed, about in file.lists.items() for name in about.each)]
        likely = {name: 0.12 + 0.6 * chance.random() for name in named}
        return cls(plan, thresholds(plan), {**likely, SERIOUS_BAD_CREDIT: 0.02})

    def drawn(self, packet: Data, chance: Random) -> Data:
        """*packet* with an answer to each question that is asked in its situation, and the lists that it has then."""
        file, day = self.plan.version.file, dt.date.fromisoformat(packet["received_on"])
        answered: Data = {name: self._answer(name, f"fact/{name}", about, chance, day) for name, about in file.facts.items()}
        listed: Data = {}
        for name, list_ in file.lists.items():
            number = max(list_.at_least, 1 + sum(chance.random() < 0.35 for _ in range(3)))
            listed[name] = [
                {list_.key: str(i + 1)}
                | {
                    fact: self._answer(f"{name}.{fact}", f"member/{name}.{fact}", about, chance, day)
                    for fact, about in list_.each.items()
                }
                for i in range(number)
            ]
        for _ in range(MOST_ROUNDS):
            found = self._put(packet, answered, listed)
            needless = self._not_asked(found) & (answered.keys() | listed.keys())
            if not needless:
                break
            answered = {name: value for name, value in answered.items() if name not in needless}
            listed = {name: value for name, value in listed.items() if name not in needless}
        return found

    def _put(self, packet: Data, answered: Data, listed: Data) -> Data:
        facts = self.plan.version.file.facts
        found = dict(packet)
        for part, is_choice in (("facts", False), ("choices", True)):
            some = {name: value for name, value in answered.items() if (facts[name].chosen_by is not None) is is_choice}
            if some:
                found[part] = some
        if listed:
            found["lists"] = listed
        return found

    def _not_asked(self, packet: Data) -> set[str]:
        """The facts and lists whose condition does not hold, or cannot be told without another that is not asked."""
        world, found = World(situation_of(self.plan, packet)), set()
        for name, condition in self.plan.version.given.items():
            try:
                is_asked = satisfied(condition, world, self.plan.base)
            except Unasked:
                is_asked = False
            if not is_asked:
                found.add(name)
        return found

    def _answer(self, name: str, variable: str, about: Fact, chance: Random, day: dt.date) -> object:
        type_ = type_of(about)
        match type_:
            case Boolean():
                return chance.random() < self.likely.get(name, 0.5)
            case OneOf(members):
                return members[_way(chance, len(members))]
            case SomeOf(members):
                some = {_way(chance, len(members)), *(i for i in range(len(members)) if chance.random() < 0.18)}
                least = itertools.islice((i for i in range(len(members)) if i not in some), max(0, about.at_least - len(some)))
                return [members[i] for i in sorted({*some, *least})]
            case Number(decimals, minimum, maximum):
                scale = 10**decimals
                raw = _near(self.thresholds.get(variable, ()), chance, 100 * scale)
                low = 0 if minimum is None else int(minimum * scale)
                raw = max(raw, low) if maximum is None else min(max(raw, low), int(maximum * scale))
                return shown(raw, type_)
            case Date():
                known = self.thresholds.get(variable, ())
                if known and chance.random() < 0.5:
                    return dt.date.fromordinal(known[int(chance.random() * len(known))]).isoformat()
                return (day - dt.timedelta(days=int(chance.random() * 700) - 30)).isoformat()
            case _:
                some_texts = list(itertools.islice(texts(Limits(check=about.check, on=day)), 12))
                return some_texts[int(chance.random() * len(some_texts))] if some_texts else "无"


def _way(chance: Random, number: int) -> int:
    """Which of so many answers: the first ones far more often."""
    point, sum_ = chance.random(), 0.0
    for place, share in enumerate(WAYS[:number]):
        sum_ += share
        if point < sum_:
            return place
    return int(chance.random() * number)


def _near(known: tuple[int, ...], chance: Random, usual: int) -> int:
    """A number about one of the thresholds, now and then the threshold itself."""
    middle = known[int(chance.random() * len(known))] if known else usual
    if known and chance.random() < 0.06:
        return middle
    return int(middle * (0.3 + 1.7 * chance.random()))
