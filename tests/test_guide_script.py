"""The script of a guide's page says what `check` says of the same answers when nothing is handed in.

It is run by node. Where there is none these tests are skipped, and say so; what the script walks is made and tested in Python.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest
from building import plan_of, tiny
from guiding import NODE, Answers, as_notice, by_script, of_notice, some_answers
from worlds import makes, read

from materials_rules import check, load
from materials_rules.guide.item_page import state_of
from materials_rules.guide.telling import Telling
from materials_rules.plan.engine import Engine
from materials_rules.verdict.examine import examine
from materials_rules.verdict.form import criteria

pytestmark = pytest.mark.skipif(NODE is None, reason="no node here: the script of the guide was NOT held against check")

ROOT = Path(__file__).parent.parent
TODAY = dt.date(2026, 3, 2)
SEEDS = int(os.environ.get("MATERIALS_RULES_SEEDS", "120")) // 2
TELLS = ("findings", "conditional", "due_later", "not_needed")


def test_every_shipped_version_is_judged_as_check_judges_it() -> None:
    seen: Counter[str] = Counter()
    with load(ROOT / "rulesets" / "hengyang") as library:
        for item, versions in library.ruleset.items.items():
            for version in versions:
                plan = library.plan(version)
                chance = random.Random(f"{item} {version.file.in_force_from}")
                day = library.ruleset.last_day(version) or TODAY
                answers = [Answers(), *(some_answers(plan, chance) for _ in range(24))]
                for given, told in zip(answers, by_script(plan, day, answers), strict=True):
                    notice = check(library, given.packet(item, day))
                    mine, theirs = as_notice(plan, told), of_notice(plan, notice)
                    where = f"{item} {given}"
                    assert (mine["scope"] == "out") == (theirs["scope"] == "out"), where
                    if mine["scope"] != "out":
                        assert {key: mine[key] for key in TELLS} == {key: theirs[key] for key in TELLS}, where
                        assert bool(mine["contradictory"]) == bool(theirs["contradictory"]), where
                    seen.update([mine["scope"], *(one["verdict"] for one in told["materials"])])

    assert all(seen[word] > 30 for word in ("in", "unknown", "out", "finding", "conditional", "absent")), seen


def test_random_rules_are_judged_as_check_judges_them(engine: Engine) -> None:
    seen: Counter[str] = Counter()
    for made in makes(range(SEEDS), engine):
        plan, chance = made.plan, random.Random(made.seed)
        day = plan.version.file.in_force_from
        answers = [some_answers(plan, chance) for _ in range(8)]
        for given, told in zip(answers, by_script(plan, day, answers), strict=True):
            found = examine(plan, read(json.loads(given.packet(plan.version.item, day))), "p", made.criteria)
            where = f"seed {made.seed}: {given}"
            assert told["scope"] == found.scope, where
            if told["isEmpty"]:  # answers at odds only together: the page leaves more open than the notice
                continue
            assert set(told["met"]) == set(found.contradictions), where
            if found.scope != "out":
                verdicts = {(one["id"], one["subject"]): one["verdict"] for one in told["materials"]}
                assert verdicts == {key: standing.verdict for key, standing in found.standings.items()}, where
                seen.update(verdicts.values())
            seen["contradictory"] += bool(told["met"])

    assert all(seen[word] > 20 for word in ("finding", "conditional", "absent", "contradictory")), seen


def test_what_still_decides_is_a_question_of_the_item() -> None:
    with load(ROOT / "rulesets" / "hengyang") as library:
        version = library.ruleset.items["outdoor-advertising"][0]
        (told,) = by_script(library.plan(version), TODAY, [Answers(facts={"is_large": True, "kinds": ["wall"]})])

    assert told["depends"] == {"site-right": ["fact/site_is_rented"]}


def test_answers_that_cannot_all_be_true_are_told_and_leave_nothing_certain_that_they_touch() -> None:
    with load(ROOT / "rulesets" / "hengyang") as library:
        version = library.ruleset.items["outdoor-advertising"][0]
        given = Answers(facts={"is_large": True, "kinds": ["wall"], "site_is_rented": True, "owns_site": True})
        (told,) = by_script(library.plan(version), TODAY, [given])

    assert told["met"] == [0]
    assert {one["id"]: one["verdict"] for one in told["materials"]}["site-right"] == "conditional"


def said_by_both(engine: Engine, given: Answers, **rules: Any) -> dict[str, str]:
    """What the script says of each material, after it was held against the examination."""
    plan = plan_of(tiny(**rules), engine=engine)
    criteria_of = {slot.id: criteria(slot.arm) for slot in plan.version.slots.values()}
    (told,) = by_script(plan, TODAY, [given])
    found = examine(plan, read(json.loads(given.packet(plan.version.item, TODAY))), "p", criteria_of)
    verdicts = {(one["id"], one["subject"]): one["verdict"] for one in told["materials"]}

    assert verdicts == {key: standing.verdict for key, standing in found.standings.items()}
    return {name: verdict for (name, _), verdict in verdicts.items()}


AREA: Final[dict[str, Any]] = {"area": {"type": "number", "decimals": 1}, "size": {"type": "number", "decimals": 0}}


def test_an_answer_that_a_paper_may_contradict_is_certain_for_what_is_due_alone(engine: Engine) -> None:
    rules = {
        "materials": {
            "lease": {"reads": {"area": {"type": "number", "decimals": 1}}},
            "plan": {"when": "area > 50"},
            "sketch": {"when": "area <= 50"},
        },
        "facts": AREA,
        "consistency": [{"name": "area", "same": ["lease.area", "area"]}],
    }

    assert said_by_both(engine, Answers(facts={"area": 60}), **rules) == {"lease": "finding", "plan": "finding", "sketch": "conditional"}


def test_two_answers_that_differ_leave_both_open(engine: Engine) -> None:
    rules = {
        "materials": {"plan": {"when": "area > 50"}, "form": {}},
        "facts": AREA,
        "consistency": [{"name": "area", "same": ["size", "area"]}],
    }

    assert said_by_both(engine, Answers(facts={"area": 60.5, "size": 60}), **rules)["plan"] == "conditional"
    assert said_by_both(engine, Answers(facts={"area": 60.0, "size": 60}), **rules)["plan"] == "finding"


def test_answers_at_odds_only_together_are_told_without_naming_which(engine: Engine) -> None:
    rules = {
        "materials": {"plan": {"when": "rented and owned"}, "form": {}},
        "facts": {"rented": "boolean", "owned": "boolean", "lent": "boolean"},
        "never": ["rented and lent", "owned and not lent"],
    }
    plan = plan_of(tiny(**rules), engine=engine)
    (told,) = by_script(plan, TODAY, [Answers(facts={"rented": True, "owned": True})])

    assert (told["isEmpty"], told["met"]) == (True, [])
    assert {one["id"]: one["verdict"] for one in told["materials"]} == {"plan": "absent", "form": "finding"}


def test_the_page_begins_where_the_script_begins() -> None:
    places = {"finding": "finding", "conditional": "conditional", "absent": "absent"}
    with load(ROOT / "rulesets" / "hengyang") as library:
        for item in library.ruleset.items:
            version = library.ruleset.version(item, TODAY)
            assert version is not None
            plan = library.plan(version)
            (told,) = by_script(plan, TODAY, [Answers(by_agent=None)])
            said = {one["id"]: "later" if one["later"] else places[one["verdict"]] for one in told["materials"]}

            assert said == {name: state_of(Telling(plan, TODAY), asked) for name, asked in plan.version.asked.items()}, item
