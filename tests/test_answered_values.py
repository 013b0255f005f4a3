"""An answered value says more than in which cell it lies: every verdict is that of all answers that are still possible.

Numbers and lists are small enough to try them all; nothing is shared with the program but the words of a condition.
"""

from __future__ import annotations

import itertools
import operator
import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from building import plan_of, tiny
from noticing import CALENDARS
from worlds import read

from materials_rules import Judge, Judged, check
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.kept import Cache
from materials_rules.library import Library
from materials_rules.notice.model import encode
from materials_rules.plan import counted, possible, sorts
from materials_rules.plan.engine import Engine
from materials_rules.stencil import store
from materials_rules.verdict import limits, situation
from materials_rules.verdict.examine import Examination, examine
from materials_rules.witness.written import text

Data = dict[str, Any]
World = dict[str, Any]
Said = tuple[str, Callable[[World], bool]]

UP_TO_FOUR = {"type": "number", "minimum": 0, "maximum": 4}
UP_TO_TWO = {"type": "number", "minimum": 0, "maximum": 2}
ASKED: Data = {"facts": {"a": UP_TO_FOUR, "b": UP_TO_FOUR}, "lists": {"who": {"each": {"n": UP_TO_TWO}}}}


def packet(**answers: Any) -> Data:
    who = answers.pop("who", None)
    lists = {} if who is None else {"lists": {"who": [{"id": str(i), **one} for i, one in enumerate(who, start=1)]}}
    return {"packet": "P", "item": "permit", "received_on": "2026-03-02", "materials": [], "facts": answers, **lists}


def told(found: Examination) -> tuple[dict[str, str], set[str], tuple[int, ...]]:
    verdicts = {f"{name}{f'[{whose}]' if whose else ''}": one.verdict for (name, whose), one in found.standings.items()}
    return verdicts, {asked.ask.id.removeprefix("permit/fact/") for asked in found.questions}, found.contradictions


@pytest.mark.parametrize(
    ("keys", "answers", "verdicts", "asked", "lines"),
    [
        ({"m": {"when": "a > b"}}, {"a": 0}, {"m": "absent"}, set(), ()),
        ({"m": {"when": "a > b"}}, {"a": 1}, {"m": "conditional"}, {"b"}, ()),
        ({"m": {"when": "a >= b"}}, {"b": 0}, {"m": "finding"}, set(), ()),
        ({"m": {"when": "a > b"}, "never": ["b < 2"]}, {"a": 2}, {"m": "absent"}, set(), ()),
        ({"m": {"when": "a > b"}, "never": ["b < 2"]}, {"a": 3}, {"m": "conditional"}, {"b"}, ()),
        ({"m": {}, "not_for": ["a > b"]}, {"a": 0}, {"m": "finding"}, set(), ()),
        ({"m": {}, "not_for": ["a >= b"]}, {"a": 4}, {}, set(), ()),
        ({"m": {}, "never": ["a >= b"]}, {"a": 4}, {"m": "finding"}, set(), (0,)),
        ({"m": {}, "never": ["a > b", "a == b"]}, {"a": 4}, {"m": "finding"}, set(), (0, 1)),
        ({"m": {}, "never": ["a > b", "a == b"]}, {"a": 3}, {"m": "finding"}, set(), ()),
        ({"m": {"for_each": "who"}, "never": ["any(who, n < a) or any(who, n == 2)"]}, {"a": 2}, {"m[who:*]": "absent"}, set(), ()),
        ({"m": {"for_each": "who"}, "never": ["any(who, n < a) or any(who, n == 2)"]}, {"a": 1}, {"m[who:*]": "finding"}, {"who"}, ()),
        ({"m": {"when": "any(who, n > a)"}}, {"a": 2}, {"m": "absent"}, set(), ()),
        ({"m": {"when": "any(who, n > a) and b < a"}}, {"a": 2}, {"m": "absent"}, set(), ()),
        ({"m": {"when": "any(who, n > a) and any(who, n < a)"}}, {"a": 1, "who": [{}]}, {"m": "absent"}, set(), ()),
        ({"m": {"when": "any(who, n > a) and all(who, n <= a)"}}, {"who": [{"n": 0}, {}]}, {"m": "absent"}, set(), ()),
        ({"m": {"when": "any(who, n > a) or all(who, n <= a)"}}, {"who": [{"n": 0}, {}]}, {"m": "finding"}, set(), ()),
        ({"m": {"when": "any(who, n > a)"}}, {"who": [{"n": 0}, {"n": 1}]}, {"m": "conditional"}, {"a"}, ()),
        ({"m": {"when": "any(who, n > a)"}}, {"who": [{"n": 0}]}, {"m": "absent"}, set(), ()),
        ({"m": {"for_each": "who", "when": "n > a"}}, {"a": 2, "who": [{}]}, {"m[who:1]": "absent"}, set(), ()),
        (
            {"m": {"for_each": "who", "when": "n > a"}, "never": ["any(who, n > a)"]},
            {"a": 1, "who": [{}, {"n": 0}]},
            {"m[who:1]": "absent", "m[who:2]": "absent"},
            set(),
            (),
        ),
    ],
)
def test_what_an_answer_leaves_decides(
    keys: Data, answers: Data, verdicts: dict[str, str], asked: set[str], lines: tuple[int, ...], engine: Engine
) -> None:
    rules = {key: keys[key] for key in ("never", "not_for") if key in keys}
    made = plan_of(tiny({"m": keys["m"]}, **ASKED, **rules), engine=engine)
    assert told(examine(made, read(packet(**answers)), "")) == (verdicts, asked, lines)


def test_an_answer_counts_with_its_decimals_and_days_with_the_day_of_receipt(engine: Engine) -> None:
    facts = {"a": {"type": "number", "decimals": 1, "minimum": 0, "maximum": 1}, "b": {**UP_TO_FOUR, "minimum": 1}, "d": {"type": "date"}}
    made = plan_of(tiny({"m": {"when": "a >= b"}, "late": {"when": "d > received_on"}}, facts=facts), engine=engine)
    assert told(examine(made, read(packet(a=0.9)), ""))[0]["m"] == "absent"
    assert told(examine(made, read(packet(a=1)), ""))[0]["m"] == "conditional"
    assert told(examine(made, read(packet(a=1)), ""))[0]["late"] == "conditional"


def test_texts_and_words_are_held_against_what_is_answered(engine: Engine) -> None:
    words = {"one_of": {"p": "甲", "q": "乙"}}
    facts = {"t": {"type": "text"}, "u": {"type": "text"}, "w": words, "v": words}
    materials = {
        "same": {"when": "t == u and u == “甲”"},
        "other": {"when": "t != u or u == “甲”"},
        "word": {"when": "w != v and v != p and w == q"},
    }
    made = plan_of(tiny(materials, facts=facts), engine=engine)
    assert told(examine(made, read(packet(t="乙")), ""))[0] == {"same": "absent", "other": "conditional", "word": "absent"}
    assert told(examine(made, read(packet(t="甲")), ""))[0] == {"same": "conditional", "other": "finding", "word": "absent"}


def test_texts_of_members_are_held_against_what_is_answered_or_open(engine: Engine) -> None:
    lists = {"who": {"at_least": 1, "each": {"name": {"type": "text"}}}}
    materials = {
        "both": {"when": "any(who, name == t) and any(who, name != t)"},
        "never": {"when": "all(who, name == t) and any(who, name == “甲”) and t != “甲”"},
        "two": {"when": "any(who, name == t) and any(who, name == u) and count(who) < 2"},
        "lease": {"reads": {"holder": {}}},
        "holds": {"when": "provided(lease) and any(who, name == lease.holder)"},
        "other": {"when": "provided(lease) and all(who, name != lease.holder)"},
    }
    made = plan_of(tiny(materials, facts={"t": {"type": "text"}, "u": {"type": "text"}}, lists=lists), engine=engine)

    def verdicts(**answers: Any) -> dict[str, str]:
        papers = [{"material": "lease", "fields": {"holder": answers.pop("holder")}}] if "holder" in answers else []
        return told(examine(made, read({**packet(**answers), "materials": papers}), ""))[0]

    nothing = verdicts()
    assert {name for name, verdict in nothing.items() if verdict == "conditional"} == {"both", "two", "holds", "other"}
    assert nothing["never"] == verdicts(t="甲")["never"] == verdicts(t="乙")["never"] == "absent"
    assert verdicts(t="乙", u="丙")["two"] == "absent" and verdicts(t="乙", u="乙")["two"] == "conditional"
    assert verdicts(t="乙", who=[{"name": "丙"}])["both"] == "absent" and verdicts(t="乙", who=[{"name": "丙"}, {}])["both"] == "conditional"
    assert (verdicts(holder=None)["holds"], verdicts(holder=None)["other"]) == ("absent", "finding")
    assert (verdicts(holder="乙")["holds"], verdicts(holder="乙")["other"]) == ("conditional", "conditional")


def test_more_sums_than_are_looked_at_are_left_open(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    made = plan_of(tiny({"m": {"when": "any(who, n > a) and any(who, n < a)"}}, **ASKED), engine=engine)
    assert told(examine(made, read(packet(a=1, who=[{}])), ""))[0] == {"m": "absent"}
    monkeypatch.setattr(counted, "MOST_SUMS", 1)
    assert told(examine(made, read(packet(a=1, who=[{}])), ""))[0] == {"m": "conditional"}


@pytest.mark.parametrize("said", ["any(who, true)", "all(who, n > a or true)", "count(who, not false) == 2"])
def test_what_always_holds_of_members_is_settled_whatever_is_open(said: str, engine: Engine) -> None:
    made = plan_of(tiny({"m": {"when": said}}, **ASKED), engine=engine)
    assert told(examine(made, read(packet(who=[{}, {}])), ""))[0] == {"m": "finding"}


# all answers


SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
LONGEST = 4


class Rules:
    """One ruleset over two or three numbers and one list, with what its conditions mean in Python."""

    def __init__(self, seed: int) -> None:
        self.rng = rng = random.Random(seed)
        self.values = {name: range(low := rng.choice((0, 0, 1)), low + rng.choice((2, 3, 4))) for name in "abc"[: rng.choice((2, 2, 3))]}
        self.least = rng.choice((0, 0, 1, 2))
        member = {"n": {"type": "number", "minimum": 0, "maximum": 2}, "k": {"type": "boolean"}}
        self.materials: Data = {}
        self.due: dict[str, Callable[[World], bool]] = {}
        for name in ("m0", "m1", "m2"):
            each = rng.random() < 0.4
            words, self.due[name] = self.joined(each)
            self.materials[name] = {"when": words} | ({"for_each": "who"} if each else {})
        self.never = [self.joined(False) for _ in range(rng.choice((0, 0, 1, 2)))]
        self.out = [self.joined(False) for _ in range(rng.choice((0, 0, 0, 1)))]
        self.keys: Data = {
            "materials": self.materials,
            "facts": {n: {"type": "number", "minimum": v[0], "maximum": v[-1]} for n, v in self.values.items()},
            "lists": {"who": {"at_least": self.least, "each": member}},
            "never": [words for words, _ in self.never],
            "not_for": [words for words, _ in self.out],
        }

    def joined(self, each: bool) -> Said:
        words, holds = self.one(each)
        if self.rng.random() < 0.5:
            more, also = self.one(each)
            if self.rng.random() < 0.5:
                return f"({words}) and ({more})", lambda world: holds(world) and also(world)
            return f"({words}) or ({more})", lambda world: holds(world) or also(world)
        return words, holds

    def one(self, each: bool) -> Said:
        match self.rng.choice(("compared", "compared", "tested", "list", "list", *(("member",) * 3 if each else ()))):
            case "compared":
                (one, other), sign = self.rng.sample(list(self.values), 2), self.rng.choice(list(SIGNS))
                return f"{one} {sign} {other}", lambda world: SIGNS[sign](world[one], world[other])
            case "tested":
                name, sign, number = self.rng.choice(list(self.values)), self.rng.choice(list(SIGNS)), self.rng.choice((1, 2, 3))
                return f"{name} {sign} {number}", lambda world: SIGNS[sign](world[name], number)
            case "member":
                return self.of_member()
            case _:
                words, holds = self.of_member()
                how, sign, number = self.rng.choice(("any", "all", "count")), self.rng.choice(list(SIGNS)), self.rng.choice((0, 1, 2))

                def said(world: World) -> bool:
                    truths = [holds({**world, **one}) for one in world["who"]]
                    return SIGNS[sign](sum(truths), number) if how == "count" else any(truths) if how == "any" else all(truths)

                return f"{how}(who, {words})" + (f" {sign} {number}" if how == "count" else ""), said

    def of_member(self) -> Said:
        sign, number, name = self.rng.choice(list(SIGNS)), self.rng.choice((0, 1, 2)), self.rng.choice(list(self.values))
        match self.rng.choice(("k", "number", "compared", "compared")):
            case "k":
                return "k", lambda world: bool(world["k"])
            case "number":
                return f"n {sign} {number}", lambda world: SIGNS[sign](world["n"], number)
            case _:
                return f"n {sign} {name}", lambda world: SIGNS[sign](world["n"], world[name])

    def answers(self) -> Data:
        rng, share = self.rng, self.rng.choice((0.2, 0.5, 0.8))
        found: Data = {name: rng.choice(values) for name, values in self.values.items() if rng.random() < share}
        if rng.random() < 0.6:
            size = rng.randint(self.least, max(self.least, 2))
            some: list[Data] = [{"n": rng.choice((0, 1, 2)), "k": rng.random() < 0.5} for _ in range(size)]
            found["who"] = [{key: value for key, value in one.items() if rng.random() < share + 0.2} for one in some]
        return found

    def worlds(self, answers: Data) -> Iterator[World]:
        """Every world that agrees with *answers* and that no line rules out; lists of up to LONGEST members."""
        every = [{"n": n, "k": k} for n in (0, 1, 2) for k in (False, True)]
        if "who" in answers:
            fitting = ([one for one in every if known.items() <= one.items()] for known in answers["who"])
            lists = list(itertools.product(*fitting))
        else:
            sizes = range(self.least, LONGEST + 1)
            lists = [some for size in sizes for some in itertools.combinations_with_replacement(every, size)]
        for chosen in itertools.product(*([answers[n]] if n in answers else values for n, values in self.values.items())):
            for who in lists:
                world = {**dict(zip(self.values, chosen, strict=True)), "who": who}
                if not any(holds(world) for _, holds in self.never):
                    yield world

    def expected(self, answers: Data) -> tuple[bool, set[bool], dict[tuple[str, str | None], set[bool]]]:
        """Whether any world is left; whether they are for the office; when each requirement is due in those that are."""
        left = list(self.worlds(answers))
        ours = [world for world in left if not any(holds(world) for _, holds in self.out)]
        due: dict[tuple[str, str | None], set[bool]] = {}
        for name, holds in self.due.items():
            if "for_each" not in self.materials[name]:
                due[name, None] = {holds(world) for world in ours}
            elif "who" not in answers:
                due[name, "who:*"] = {holds({**world, **one}) for world in ours for one in world["who"]}
            else:
                for i in range(len(answers["who"])):
                    due[name, f"who:{i + 1}"] = {holds({**world, **world["who"][i]}) for world in ours}
        return bool(left), {world in ours for world in left}, due


VERDICTS = {frozenset(): "absent", frozenset({True}): "finding", frozenset({False}): "absent", frozenset({False, True}): "conditional"}


def disagreeing(engine: Engine, seeds: range, seen: Counter[str]) -> Iterator[tuple[int, Data, str]]:
    for seed in seeds:
        rules = Rules(seed)
        try:
            plan = plan_of(tiny(**rules.keys), engine=engine)
        except RulesetInvalid:
            continue
        for _ in range(6):
            answers = rules.answers()
            found, (is_left, is_ours, due) = examine(plan, read(packet(**answers)), ""), rules.expected(answers)
            seen["at odds" if found.contradictions else found.scope] += 1
            if bool(found.contradictions) == is_left:
                yield seed, answers, "contradiction"
            if not is_left or found.contradictions:
                continue
            if found.scope != {frozenset({True}): "in", frozenset({False}): "out"}.get(frozenset(is_ours), "unknown"):
                yield seed, answers, "scope"
            elif found.scope != "out":
                wanted = {key: VERDICTS[frozenset(truths)] for key, truths in due.items()}
                seen.update(wanted.values())
                # of members whom nobody named some may be and others not, whatever each is asked
                if {key: one.verdict for key, one in found.standings.items()} != wanted:
                    yield seed, answers, "verdicts"


def test_every_verdict_is_that_of_all_answers_still_possible(engine: Engine) -> None:
    seen: Counter[str] = Counter()
    assert list(disagreeing(engine, range(90), seen)) == []
    assert min(seen[sort] for sort in ("finding", "conditional", "absent", "at odds", "in", "unknown", "out")) > 5, seen


def test_the_comparison_sees_that_answers_count_by_their_cells_alone(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(situation, "limits", lambda *given: ())
    assert len(list(disagreeing(engine, range(40), Counter()))) > 5


@pytest.mark.parametrize("where", [possible, sorts, limits])
def test_what_is_too_much_to_try_is_left_open_and_never_certain(where: Any, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(where, "MOST_COMBINATIONS", 0)
    made = plan_of(tiny({"m": {"when": "any(who, n > a)"}}, **ASKED), engine=engine)
    assert told(examine(made, read(packet(a=2)), ""))[0] == {"m": "conditional"}
    assert told(examine(made, read(packet(a=2, who=[{}, {}])), ""))[0] == {"m": "conditional"}


def test_what_is_filled_in_is_what_is_judged_where_answers_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "EVERY", 10**9)
    monkeypatch.setattr(store, "EVERY_JOINED", 10**9)
    filled = 0
    for seed in range(14):
        rules = Rules(seed)
        try:
            library = Library(tiny(**rules.keys), CALENDARS, Cache(None))
        except RulesetInvalid:
            continue
        with library:
            judge = Judge(library)
            for _ in range(40):
                data = text(packet(**rules.answers())).encode()
                try:
                    found = judge(data)
                except RulesetInvalid:
                    break
                assert isinstance(found, Judged) and found.notice == encode(check(library, data)), (seed, data)
            filled += judge.usage.filled
    assert filled > 50
