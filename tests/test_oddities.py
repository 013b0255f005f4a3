"""What in a packet cannot well be so: told to the clerk by code and place, and nothing of the verdict changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from noticing import examined, paper

from materials_rules.ground.diagnostic import Severity
from materials_rules.notice.oddities import oddities

LISTED: dict[str, Any] = {"listed_in": {"title": "目录"}, "basis": [{"law": "act", "article": "40"}]}
RULES: dict[str, Any] = {
    "materials": {
        "form": {},
        "report": {"commitment": LISTED},
        "site": {"any_of": {"deed": {}, "lease": {}}, "commitment": LISTED},
        "plan": {"deferrable": {"published_in": {"title": "清单"}, "within": "2 working days", "basis": [{"law": "act", "article": "41"}]}},
    }
}


def odd(as_of: str = "2026-03-02", **keys: Any) -> list[tuple[str, str]]:
    found = list(oddities(examined(RULES, **keys), dt.date.fromisoformat(as_of)))
    assert all(warning.severity is Severity.WARNING and not warning.args for warning in found)
    return [(warning.code, warning.place.pointer) for warning in found]


def test_nothing_is_odd_about_a_packet_that_says_nothing_of_days() -> None:
    assert odd() == []
    assert odd(materials=[paper("form")], commitments=[{"for": "report"}], deferrals=[{"for": "plan", "signed": True}]) == []


def test_a_paper_handed_in_before_the_first_receipt() -> None:
    days = ["2026-03-02", "2026-03-01", "2026-03-09"]

    found = odd(materials=[paper("form", handed_in_on=day) for day in days])

    assert found == [("W-HANDED-IN-EARLY", "/materials/1/handed_in_on")]


@pytest.mark.parametrize(("key", "material"), [("commitments", "report"), ("deferrals", "plan")])
def test_a_letter_signed_after_the_day_of_judgement(key: str, material: str) -> None:
    days = ["2026-03-01", "2026-03-04", None, "2026-03-05"]
    letters = {key: [{"for": material, "signed": True, "signed_on": day} for day in days]}

    assert odd("2026-03-04", **letters) == [("W-SIGNED-LATER", f"/{key}/3/signed_on")]
    assert odd("2026-03-05", **letters) == []


def test_a_letter_for_a_material_that_knows_none() -> None:
    named = ["report", "site", "lease", "form", "plan", "nothing"]

    assert odd(commitments=[{"for": name, "signed": True} for name in named]) == [
        ("W-NO-COMMITMENT", "/commitments/3/for"),
        ("W-NO-COMMITMENT", "/commitments/4/for"),
        ("W-NO-COMMITMENT", "/commitments/5/for"),
    ]
    assert odd(deferrals=[{"for": name, "signed": True} for name in named]) == [
        ("W-NO-DEFERRAL", f"/deferrals/{i}/for") for i in (0, 1, 2, 3, 5)
    ]
