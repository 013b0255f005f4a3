"""What was found of a packet is not judged again while nothing behind it is opened: the judgement is the same as if it were."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import pytest
from noticing import examined, paper
from worlds import Hand, makes, read
from worlds import random as randomly

from materials_rules.plan.behind import behind
from materials_rules.plan.diagram import Answer
from materials_rules.plan.engine import Engine
from materials_rules.verdict.examine import Examination, examine
from materials_rules.verdict.situation import Situation


def shape(answer: Answer[Any] | None) -> object:
    if answer is None or answer.variable < 0:
        return None if answer is None else answer.value
    return answer.variable, tuple(map(shape, answer.branches))


def told(found: Examination) -> tuple[object, ...]:
    """Everything that an examination says."""
    return (
        found.contradictions,
        found.scope,
        found.out,
        [(key, one.verdict, shape(one.answer), shape(one.stake), one.reachable, one.open_in) for key, one in found.standings.items()],
        [(c.line.name, c.subject, c.verdict, c.parts, [(o, shape(left)) for o, left in c.depends]) for c in found.comparisons],
        found.unchecked,
        found.questions,
        found.elements,
        found.situation.opened,
        found.situation.counting,
    )


def always_anew(situation: Situation, output: str, papers: frozenset[str], what: Hashable, find: Callable[[], object]) -> object:
    return find()


def test_nothing_is_other_than_if_everything_were_judged_in_each_round(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = 0
    for made in makes(range(60), engine):
        hand = Hand(made, randomly.Random(made.seed))
        for _ in range(8):
            packet = read(hand.packet())
            kept = examine(made.plan, packet, "packet.json", made.criteria)
            with monkeypatch.context() as patched:
                patched.setattr(Situation, "kept", always_anew)
                anew = examine(made.plan, packet, "packet.json", made.criteria)
            assert told(kept) == told(anew), made.seed
            rounds += bool(kept.situation.opened.slots)
    assert rounds > 100


READ: dict[str, Any] = {"m": {"reads": {"n": {"type": "number", "decimals": 0}}}, "o": {"when": "m.n > 3"}, "p": {"when": "provided(m)"}}


def test_a_paper_let_in_is_judged_anew_only_where_it_is_read_or_lies_already(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Hashable] = []
    keep = Situation.kept

    def noting(situation: Situation, output: str, papers: frozenset[str], what: Hashable, find: Callable[[], object]) -> object:
        def noted() -> object:
            found.append(what)
            return find()

        return keep(situation, output, papers, what, noted)

    monkeypatch.setattr(Situation, "kept", noting)
    examined({"materials": {**READ, "q": {}}, "facts": {}})
    standings = [what for what in found if isinstance(what, tuple) and what[0] == "standing"]

    assert {name for _, name, _ in standings} == {"m", "o", "p", "q"}
    assert standings.count(("standing", "q", None)) == 1 and standings.count(("standing", "m", None)) == 1
    assert standings.count(("standing", "o", None)) > 1 and standings.count(("standing", "p", None)) > 1

    found.clear()
    examined({"materials": {**READ, "q": {}}, "facts": {}}, materials=[paper("q", unreadable=True)])
    assert found.count(("standing", "q", None)) > 1, "the paper that lies there may be replaced"


def test_what_stands_behind_an_output() -> None:
    rules: dict[str, Any] = {
        "materials": {
            **READ,
            "q": {"when": "area > m.n"},
            "r": {"when": "any(cars, old)"},
            "s": {"when": "kinds has wall and applicant.kind == natural_person"},
            "t": {"for_each": "cars", "when": "old and by_agent"},
            "u": {},
        },
        "facts": {"area": {"type": "number", "decimals": 0}, "kinds": {"some_of": ["wall", "roof"]}},
        "lists": {"cars": {"each": {"old": "boolean"}}},
    }
    plan = examined(rules).situation.plan
    names = {name.removeprefix("requirement/"): (set(one.names), one.is_answered) for name, one in plan.behind.items()}

    assert names["o"] == names["p"] == ({"slot/m"}, False)
    assert names["q"] == ({"fact/area", "slot/m"}, False)
    assert names["r"] == ({"fact/cars", "member/cars.old"}, True)
    assert names["s"] == ({"fact/kinds", "applicant/kind"}, True)
    assert names["t"] == ({"member/cars.old", "by_agent"}, True)
    assert names["u"] == (set(), True)
    assert behind(["received_on"], plan.sources, plan.base) == (set(), True), "the day is nobody's to change"
