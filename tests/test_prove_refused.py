"""What the loader refuses, the prover finds by itself: with every refusal switched off, each kept ruleset has a packet that shows it.

The rulesets stand in tests/rulesets/refused, one for each way to break a promise; each is named by the code that refuses it.
R-CONE, R-NO-BASIS and R-OVER-ASKED are not among them: that an outcome is too wide, or that an act is no ground, no packet shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain

import pytest
from building import refused, tiny
from unrefused import of_file, refused_rulesets

from materials_rules.plan.compile import Plan
from materials_rules.plan.engine import Engine
from materials_rules.proof.closure import closed
from materials_rules.proof.dueness import dueness
from materials_rules.proof.guarded import guarded
from materials_rules.proof.lawful import agreeing, lawful
from materials_rules.proof.result import Result
from materials_rules.verdict.entries import entries
from materials_rules.verdict.examine import examine
from materials_rules.witness.reading import situation_of
from materials_rules.witness.written import text

FOUND = {
    "R-CHAIN": {"R-PROOF-NAMELESS"},
    "R-CONFLICT": {"R-PROOF-FORMS"},
    "R-COVER-CYCLE": {"R-PROOF-NEVER-DUE"},
    "R-NEVER": {"R-PROOF-NEVER-DUE"},
    "R-READ-CYCLE": {"R-PROOF-CIRCLE"},
    "R-READ-CYCLE-fields": {"R-PROOF-CIRCLE"},
    "R-READS-DISALLOWED": {"R-PROOF-HANGS", "R-PROOF-READS-TAKEN"},
    "R-READS-DISALLOWED-dropped": {"R-PROOF-HANGS", "R-PROOF-READS-TAKEN"},
    "R-UNGUARDED-arm": {"R-PROOF-HANGS", "R-PROOF-UNREAD"},
    "R-UNGUARDED-fact": {"R-PROOF-UNASKED"},
    "R-UNGUARDED-field": {"R-PROOF-HANGS", "R-PROOF-UNREAD"},
    "R-UNGUARDED-promise": {"R-PROOF-HANGS", "R-PROOF-UNREAD"},
    "R-UNTOLD": {"R-PROOF-UNTOLD"},
}
"""What proves each of them wrong."""

WITHOUT_A_PACKET = {"R-NEVER"}
"""Where no situation is left, there is none to show."""


def faults(plan: Plan) -> Iterator[Result]:
    """What the claims say that need no notice in words."""
    yield from (one for one in chain(closed(plan), guarded(plan), lawful(plan), dueness(plan), agreeing(plan)) if not one.holds)


def test_every_kept_ruleset_is_known() -> None:
    assert set(FOUND) == set(refused_rulesets())


@pytest.mark.parametrize("name", sorted(FOUND))
def test_the_loader_refuses_it(name: str, engine: Engine) -> None:
    if name == "R-CHAIN":
        pytest.skip("refused when it is read: tests/test_rules.py")
    invalid = refused(tiny(**refused_rulesets()[name]), engine=engine)
    assert invalid is not None
    assert any(name == code or name.startswith(f"{code}-") for code in (fault.code for fault in invalid.diagnostics))


@pytest.mark.parametrize("name", sorted(FOUND))
def test_the_prover_finds_it_without_the_loader(name: str, engine: Engine) -> None:
    plan = of_file(name, engine)
    found = list(faults(plan))

    assert {one.fault.code for one in found if one.fault is not None} == FOUND[name]
    for one in found:
        assert (one.witness != ()) == (name not in WITHOUT_A_PACKET)
        for packet in one.witness:
            assert json.loads(text(packet))["item"] == "permit"
            examine(plan, situation_of(plan, packet).packet, "")  # it is a packet that can be judged


def test_the_packet_shows_what_nobody_can_settle(engine: Engine) -> None:
    """An owner has no lease; what a lease says decides about his consent all the same."""
    plan = of_file("R-UNGUARDED-field", engine)
    result = next(one for one in faults(plan) if one.fault is not None and one.fault.code == "R-PROOF-HANGS")
    (packet,) = result.witness

    assert packet["facts"] == {"rented": False}
    examination = examine(plan, situation_of(plan, packet).packet, "")
    assert [entry.id for entry in entries(examination)] == ["permit/consent"]
    assert examination.questions == ()


GOOD = {
    "guarded": {"materials": {"lease": {"when": "rented", "reads": {"shared": {"type": "boolean"}}}, "consent": {"when": "provided(lease) and lease.shared"}}, "facts": {"rented": "boolean"}},
    "given": {"materials": {"plan": {"when": "roof and storeys > 10"}}, "facts": {"roof": "boolean", "storeys": {"type": "number", "given": "roof"}}},
    "line": {"materials": {"form": {"reads": {"name": {}}}, "lease": {"reads": {"name": {}}}}, "consistency": [{"name": "n", "same": ["form.name", "lease.name"]}]},
    "either": {"materials": {"site": {"any_of": {"deed": {}, "lease": {}}}, "list": {"when": "provided(lease)"}}},
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_right_is_proved(name: str, engine: Engine) -> None:
    from unrefused import unrefused

    assert list(faults(unrefused(tiny(**GOOD[name]), engine))) == []
