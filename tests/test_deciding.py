"""What decides a conditional entry, as one digest: the same for the same condition, however it was written, on the day of receipt."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from noticing import noticed

LEASE: dict[str, Any] = {"reads": {"landlord": {}, "until": {"type": "date"}}}
FACTS: dict[str, Any] = {
    "rented": "boolean",
    "big": "boolean",
    "kind": {"one_of": ["shop", "stall", "cart"]},
    "area": {"type": "number", "decimals": 2, "minimum": 0},
}
ALIKE = [
    ("rented and big", "big and rented"),
    ("rented or (big and kind == cart)", "(kind == cart and big) or rented"),
    ("(rented and big) or (rented and not big)", "rented"),
    ("area > 50 and rented", "rented and not (area <= 50)"),
    ("kind in [shop, stall]", "kind != cart"),
    ("rented and received_on >= 2021-01-01", "rented and received_on >= 2022-01-01"),
]
OTHERWISE = ["lease.landlord == '甲'", "lease.landlord == '乙'", "lease.landlord != '甲'", "lease.landlord == none", "lease.until < 2026-01-01", "lease.until < 2026-01-02", "kind == shop", "rented", "big", "rented and big", "rented or big", "not rented", "area > 50", "area >= 50", "area > 50.01", "kind == cart", "kind != cart"]


def decided(condition: str) -> str:
    notice = noticed({"materials": {"lease": LEASE, "plan": {"when": condition}}, "facts": FACTS})
    return next(entry.decided_by for entry in notice.conditional if entry.requirement == "plan")


def test_how_a_condition_is_written_changes_nothing() -> None:
    for one, other in ALIKE:
        assert decided(one) == decided(other), (one, other)


def test_another_condition_has_another_digest() -> None:
    digests = {condition: decided(condition) for condition in OTHERWISE}

    assert [pair for pair in combinations(OTHERWISE, 2) if digests[pair[0]] == digests[pair[1]]] == []


def test_a_rule_about_something_else_changes_nothing() -> None:
    """Though it cuts the same answers finer."""
    for condition, other in (("area > 50", "area > 20"), ("lease.landlord == '甲'", "lease.landlord == '乙'"), ("lease.until < 2026-01-01", "lease.until == none")):
        rules: dict[str, Any] = {"materials": {"lease": LEASE, "plan": {"when": condition}}, "facts": FACTS}
        more = {**rules, "materials": {**rules["materials"], "map": {"when": other}, "photo": {}}}

        found = [[entry.decided_by for entry in noticed(which).conditional if entry.requirement == "plan"] for which in (rules, more)]
        assert found[0] == found[1] != [], condition
