"""Comparisons: z3 says which can be so at once; another method finds values where, and only where, it says that there are some."""

from __future__ import annotations

import itertools
import random
import sys
from typing import Any

import pytest
from building import plan_of, tiny

from materials_rules.ground.errors import WrongUsage
from materials_rules.plan.compile import Plan
from materials_rules.plan.engine import Engine
from materials_rules.plan.region import Region, exactly
from materials_rules.proof.dueness import dueness
from materials_rules.proof.relations import is_possible, real
from materials_rules.witness.packet import packet_of
from materials_rules.witness.reading import astray
from materials_rules.witness.situations import situations, together

COUNTS = {"type": "number", "decimals": 0, "minimum": 0, "maximum": 9}


def plan(engine: Engine, materials: dict[str, Any], **item: Any) -> Plan:
    return plan_of(tiny(materials, **item), engine=engine)


def test_what_no_values_satisfy_is_never_due(engine: Engine) -> None:
    """`a < b`, `a > 6` and `b < 5` are three variables of the table, which leaves out what they cannot be together."""
    made = plan(engine, {"m": {"when": "a < b and a > 6 and b < 5"}}, facts={"a": COUNTS, "b": COUNTS})
    assert len(list(situations(made, "requirement/m"))) == len(list(real(made, ("requirement/m",))))

    (result,) = dueness(made)
    assert result.fault is not None and result.fault.code == "R-PROOF-NEVER-DUE"


def test_what_values_satisfy_is_shown_by_them(engine: Engine) -> None:
    made = plan(engine, {"m": {"when": "a < b and a > 6"}}, facts={"a": COUNTS, "b": COUNTS})
    due = next(s for s in real(made, ("requirement/m",)) if "ask/m" in s.claims["requirement/m"])
    packet = packet_of(made, due.wanted)

    assert packet is not None and packet["facts"]["b"] > packet["facts"]["a"] > 6
    assert all(result.holds for result in dueness(made))


def test_a_circle_over_two_materials_is_not_possible(engine: Engine) -> None:
    made = plan(engine, {"m": {"when": "a < b"}, "n": {"when": "b < a"}}, facts={"a": COUNTS, "b": COUNTS})
    both = [s for s in together(made, ("requirement/m", "requirement/n")) if all(s.claims.values())]
    assert not any(is_possible(made, situation.wanted) for situation in both)


CONDITIONS = ("a < b", "a == b", "b <= c", "a != c", "a > 3", "b == 5", "c < 4", "b > 8", "t == u", "u != v", "t == v", "t == “甲”", "v != “乙”")


@pytest.mark.parametrize("seed", range(40))
def test_z3_and_the_search_for_values_agree(seed: int, engine: Engine) -> None:
    """Random combinations of comparisons and bounds over numbers with different decimals, and texts that may be missing."""
    rng = random.Random(seed)
    facts = {"a": COUNTS, "b": {**COUNTS, "decimals": 1}, "c": COUNTS}
    papers = {"p": {"reads": {"t": {}, "u": {}}}, "q": {"reads": {"v": {}}}}
    some = rng.sample(CONDITIONS, 4)
    whens = [one.replace("t", "p.t").replace("u", "p.u").replace("v", "q.v") for one in some]
    guarded = [f"(provided(p) and provided(q)) and {one}" if "." in one else one for one in whens]
    made = plan(engine, {**papers, **{f"m{i}": {"when": one} for i, one in enumerate(guarded)}}, facts=facts)
    outputs = [f"requirement/m{i}" for i in range(len(some))]
    count = 0
    for situation in itertools.islice(together(made, outputs), 60):
        packet = packet_of(made, situation.wanted)
        assert (packet is not None) == is_possible(made, situation.wanted), situation.wanted
        if packet is not None:
            assert astray(made, packet, situation.wanted) == []
            count += 1
    assert count


def test_one_side_may_bear_none(engine: Engine) -> None:
    made = plan(engine, {"p": {"reads": {"t": {}}}, "m": {"when": "provided(p) and p.t == applicant.name"}})
    (relation,) = (name for name in made.sources if name.startswith("relation/"))
    there = {"provided/p": exactly(True)}
    for way in (0, 1, None, 2):
        assert is_possible(made, {**there, relation: Region(values=frozenset({way}))})
    named = {**there, "read/p.t": Region(but=frozenset()), "applicant/name": Region(but=frozenset())}
    assert not is_possible(made, {**named, relation: Region(values=frozenset({None, 2}))})


def test_without_z3_a_ruleset_that_compares_is_not_proved_in_part(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    made = plan(engine, {"m": {"when": "a < b"}}, facts={"a": COUNTS, "b": COUNTS})
    with pytest.raises(WrongUsage) as missing:
        list(dueness(made))
    assert [fault.code for fault in missing.value.diagnostics] == ["X-NO-Z3"] and missing.value.exit_code == 2


def test_without_z3_a_ruleset_that_compares_nothing_is_proved(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    assert all(result.holds for result in dueness(plan(engine, {"m": {"when": "a > 3"}}, facts={"a": COUNTS})))
