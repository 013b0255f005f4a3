"""One packet after the other, drawn from templates: who applies, when, what is left out, what is wrong.

    Pools, Rates, chance  ->  line, line, …
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from benchmarks.packets.faults import OF_A_LINE, SECOND, Rates
from benchmarks.packets.persons import Business, Person
from benchmarks.packets.situations import AGENT, NAME, Sort
from benchmarks.packets.template import (
    ANOTHER,
    CREDIT,
    EXPIRED,
    EXPIRES,
    HIS_AGENT,
    LATELY,
    LONG_AGO,
    PHONE,
    RECEIVED,
    RECENT,
    RESIDENT,
    SOMEBODY,
    Template,
)

OUT_OF_SCOPE: Final = 0.04
"""How many packets are for an item that the applicant does not need, or not here."""
SAID_WHY: Final = 0.4
"""How often somebody who left an answer out said that he cannot give it yet."""
LETTER: Final = 0.34
"""How often a letter stands for a paper that is not there and for which one may."""
CHANNELS: Final = ((0.7, "window"), (0.95, "online"), (1.0, "post"))
UNKNOWN_ITEM: Final = "item-that-nobody-knows"

_FIRST_DAY: Final = dt.date(2000, 1, 1).toordinal()
_DAYS: Final = tuple(dt.date.fromordinal(day).isoformat() for day in range(_FIRST_DAY, dt.date(2041, 1, 1).toordinal()))


def _iso(day: int) -> str:
    return _DAYS[day - _FIRST_DAY]


@dataclass(frozen=True)
class Pool:
    """The templates of one version, by sort; each sort may be empty but `in`."""

    by_sort: dict[Sort, tuple[Template, ...]]


@dataclass
class Drawing:
    """Draws lines. *pools* gives the pool of a version by its place; it is asked the first time that one is drawn."""

    chance: Random
    rates: Rates
    versions: int
    pools: Callable[[int], Pool]
    people: Sequence[Person]
    businesses: Sequence[Business]

    def __post_init__(self) -> None:
        shares = self.rates.shares()
        self._kinds = [kind for kind, _ in shares]
        self._bounds = [share for _, share in shares]

    def lines(self, number: int) -> Iterator[str]:
        """So many lines, without their ends."""
        random, rates = self.chance.random, self.rates
        for count in range(1, number + 1):
            pool = self.pools(int(random() * self.versions))
            text = self._packet(pool, count)
            if rates.odd and random() < rates.odd:
                text = odd(text, random)
            if rates.bad and random() < rates.bad:
                text = spoilt(text, random)
            yield text

    def _packet(self, pool: Pool, count: int) -> str:
        random, rates = self.chance.random, self.rates
        kinds: list[str] = []
        share = rates.faults
        while random() < share:
            kinds.append(self._kinds[min(bisect(self._bounds, random()), len(self._kinds) - 1)])
            share = SECOND
        sort: Sort = "contradiction" if "contradiction" in kinds else "out" if random() < OUT_OF_SCOPE else "in"
        some = pool.by_sort.get(sort) or pool.by_sort["in"]
        return self._drawn(some[int(random() * len(some))], kinds, count)

    def _drawn(self, from_: Template, kinds: list[str], count: int) -> str:
        random = self.chance.random
        lines: list[str | None] = [line.good for line in from_.lines]
        commitments, deferrals, demands = [], [], []
        for kind in kinds:
            if kind == "demand" or (kind != "contradiction" and not lines):
                demands.append(from_.demands[int(random() * len(from_.demands))])
            elif kind == "missing" or kind not in OF_A_LINE:
                place = int(random() * len(lines)) if lines else -1
                if place >= 0 and kind == "missing":
                    lines[place] = None
                    line = from_.lines[place]
                    if line.commitment and random() < LETTER:
                        commitments.append(line.commitment)
                    elif line.deferral and random() < LETTER:
                        deferrals.append(line.deferral)
            else:
                able = [place for place, line in enumerate(from_.lines) if kind in line.faulty and lines[place] is not None]
                if able:
                    place = able[int(random() * len(able))]
                    wrong = from_.lines[place].faulty[kind]
                    lines[place] = wrong[int(random() * len(wrong))]
                elif lines:
                    lines[int(random() * len(lines))] = None
        facts, choices, unsaid = self._answers(from_)
        parts = [self._head(from_, count)]
        if facts:
            parts.append(f',"facts":{{{",".join(facts)}}}')
        if from_.lists:
            parts.append(f',"lists":{from_.lists}')
        if choices:
            parts.append(f',"choices":{{{",".join(choices)}}}')
        if commitments:
            parts.append(f',"commitments":[{",".join(commitments)}]')
        if deferrals:
            parts.append(f',"deferrals":[{",".join(deferrals)}]')
        if unsaid:
            parts.append(f',"cannot_answer":{{{",".join(unsaid)}}}')
        parts.append(f',"materials":[{",".join([line for line in lines if line is not None])}]')
        if from_.obtained:
            parts.append(f',"obtained":{from_.obtained}')
        if demands:
            parts.append(f',"demands":[{",".join(dict.fromkeys(demands))}]')
        parts.append("}")
        return self._filled("".join(parts), from_)

    def _answers(self, from_: Template) -> tuple[list[str], list[str], list[str]]:
        """The answers that are given, and what is said of those that are not."""
        facts, choices = from_.facts, from_.choices
        rate, random = self.rates.unanswered, self.chance.random
        if not rate or random() >= 1 - (1 - rate) ** (len(facts) + len(choices)):
            return [text for _, text in facts], [text for _, text in choices], []
        left_out: set[str] = set()
        names = [name for name, _ in (*facts, *choices)]
        while names and not left_out:
            left_out = {name for name in names if random() < rate}
        unsaid = [f'"{name}":"尚未确定"' for name in names if name in left_out and name in from_.deferred_facts]
        is_said = random() < SAID_WHY
        return (
            [text for name, text in facts if name not in left_out],
            [text for name, text in choices if name not in left_out],
            unsaid if is_said else [],
        )

    def _head(self, from_: Template, count: int) -> str:
        random = self.chance.random
        point = random()
        channel = next(word for share, word in CHANNELS if point < share)
        here = ("agent" if from_.agent != "null" else "applicant") if channel == "window" else ""
        item = UNKNOWN_ITEM if self.rates.strange and random() < self.rates.strange else from_.item
        return (
            f'{{"packet":"P{count:08}","item":"{item}","round":1,"received_on":"{RECEIVED}","channel":"{channel}",'
            f'"present":[{here and f"{chr(34)}{here}{chr(34)}"}],"applicant":{from_.applicant},"agent":{from_.agent}'
        )

    def _filled(self, text: str, from_: Template) -> str:
        """*text* with a name, a number, a day wherever one is to stand."""
        random, people = self.chance.random, self.people
        business = self.businesses[int(random() * len(self.businesses))]
        person = people[int(random() * len(people))]
        somebody = people[int(random() * len(people))]
        first, last = from_.prepared.first, from_.prepared.last
        day = first + int(random() * (last - first + 1))
        far, near, ahead = random(), random(), random()
        applicant = business if from_.is_business else person
        another = self.businesses[int(far * len(self.businesses))].name
        text = text.replace(RECEIVED, _iso(day)).replace(NAME, applicant.name)
        text = text.replace(CREDIT, business.id).replace(PHONE, applicant.phone).replace(RESIDENT, person.id)
        for sign, value in (
            (AGENT, somebody.name),
            (HIS_AGENT, somebody.id),
            (SOMEBODY, person.name),
            (ANOTHER, f"{another}分店" if another == applicant.name else another),
            (RECENT, _iso(day - int(near * 15))),
            (LATELY, _iso(day - 30 - int(far * 900))),
            (LONG_AGO, _iso(day - 1500 - int(far * 900))),
            (EXPIRES, _iso(day + 60 + int(ahead * 1400))),
            (EXPIRED, _iso(day - 1 - int(near * 200))),
        ):
            if sign in text:
                text = text.replace(sign, value)
        return text


def odd(text: str, random: Callable[[], float]) -> str:
    """The same packet as a careless program writes it: only the exact reader takes it."""
    if random() < 0.5:
        return f'{text[:-1]},"remark":"窗口备注"}}'
    return text.replace('"name":"', '"name":"\\"', 1).replace('","id"', '\\"","id"', 1)


def spoilt(text: str, random: Callable[[], float]) -> str:
    """A line that is no packet, in one of the ways in which files of lines break."""
    ways: tuple[Callable[[], str], ...] = (
        lambda: text[: 1 + int(random() * (len(text) - 2))],
        lambda: text.replace('"round":1', '"round":1,"round":1', 1),
        lambda: text.replace('"round":1', '"round":NaN', 1),
        lambda: text.replace('"received_on":"', '"received_on":"0', 1),
        lambda: text.replace('"materials":[', '"materials":{}, "x":[', 1),
        lambda: f"[{text}]",
        lambda: "申请件",
        lambda: "{}",
    )
    return ways[int(random() * len(ways))]()


def escaped(line: str) -> bytes:
    """*line* in ASCII alone, every other character as an escape, as many programs write JSON."""
    return line.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")
