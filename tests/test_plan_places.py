"""What is too wide for the engine is said where it was written, whatever kind of line that is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from building import BASIS, refused, tiny, version_of

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.plan.engine import Engine
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.version import Version

FACTS: Final = {f"n{i}": {"type": "number", "minimum": 1, "maximum": 3} for i in range(9)}
WIDE: Final = " and ".join(f"n{i} in [1, 3]" for i in range(9))
NARROW: Final = " and ".join(f"n{i} in [1, 3]" for i in range(8))
TOGETHER: Final = f"(n8 == 2 and {NARROW}) or (n8 == 1 and {NARROW})"
"""Each alternative is written out as 256 conjunctions, which the engine may carry; both together it may not."""

READS: Final = {"reads": {"name": {"type": "text"}}}


def too_wide(ruleset: Ruleset, engine: Engine) -> Diagnostic:
    invalid = refused(ruleset, engine=engine)
    assert invalid is not None
    (found,) = invalid.diagnostics
    assert found.code == "R-WIDE"
    return found


def file_of(version: Version) -> Place:
    return Place(version.path)


ROWS: Final[list[tuple[str, dict[str, Any], dict[str, Any], Callable[[Version], Place]]]] = [
    # claim, materials, the rest of the item, where it was written
    ("ask/p", {"x": {"any_of": {"q": {}, "p": {"when": WIDE}}}}, {}, lambda v: v.slots["p"].place),
    ("drop/x", {"x": {"when": WIDE, "catch_all": True}}, {}, lambda v: v.slots["x"].place),
    ("later/x", {"x": {"due_at": {"event": "on_site_check", "when": WIDE}}}, {}, lambda v: v.asked["x"].place),
    ("never/1", {"x": {}}, {"never": ["n0 == 2 and n1 == 2", WIDE]}, lambda v: v.never[1][1]),
    ("out/1", {"x": {}}, {"not_for": ["n0 == 2", WIDE]}, lambda v: v.not_for[1][1]),
    (
        "same/x",  # a line called as a material is not the material
        {"x": READS},
        {"consistency": [{"name": "x", "same": ["x.name", "applicant.name"], "when": WIDE}]},
        lambda v: v.consistency[0].place,
    ),
    ("definition/x", {"x": {}, "y": {"when": "x"}}, {"definitions": {"x": WIDE}}, file_of),  # nor is a definition
    ("definition/many", {"x": {"when": "many"}}, {"definitions": {"many": TOGETHER}}, file_of),
    (
        "element/fee/0",
        {"x": {}},
        {"elements": {"fee": [{"when": WIDE, "value": {"charged": "true", "basis": [BASIS]}}, {"value": "none"}]}},
        file_of,
    ),
]


@pytest.mark.parametrize(("claim", "materials", "rest", "place"), ROWS, ids=[row[0] for row in ROWS])
def test_what_is_too_wide_is_said_where_it_was_written(
    engine: Engine, claim: str, materials: dict[str, Any], rest: dict[str, Any], place: Callable[[Version], Place]
) -> None:
    ruleset = tiny(materials, facts=FACTS, **rest)
    found = too_wide(ruleset, engine)
    assert found.args["claim"] == claim
    assert found.place == place(version_of(ruleset))


def test_a_material_that_too_many_others_cover(engine: Engine) -> None:
    """Each of 257 may be the one, which are more alternatives than the engine may carry."""
    others = {f"m{i}": {"covers": ["x"]} for i in range(257)}
    ruleset = tiny({"x": {}, **others})
    found = too_wide(ruleset, engine)
    assert found.args["claim"] == "covered/x"
    assert found.place == version_of(ruleset).asked["x"].place
