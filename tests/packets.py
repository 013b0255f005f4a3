"""Packets as data for tests: the least that is one, one with every key, and either with something changed in one place.

    data, place, value  ->  bytes;  bytes that are no packet  ->  codes and places
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

import pytest

from materials_rules.ground.errors import LimitExceeded, MaterialsRulesError, NotAPacket
from materials_rules.packet import read_exact

LEAST: dict[str, object] = {"packet": "P-1", "item": "outdoor-advertising", "received_on": "2026-03-02"}
FULL: dict[str, object] = {
    "packet": "P-0001",
    "item": "outdoor-advertising",
    "bundle": None,
    "case": None,
    "round": 1,
    "received_on": "2026-03-02",
    "channel": "window",
    "present": ["applicant"],
    "applicant": {"kind": "enterprise", "name": "某某公司", "id": "91430400MA4L2X3B1C", "phone": "0734-8888888"},
    "agent": {"name": "李四", "id": "43", "from": "2026-01-01", "until": "2026-12-31", "powers": ["submit", "sign"]},
    "facts": {"site_is_rented": True, "area_m2": 12.5, "kinds": ["wall"], "storeys": 3, "until": None, "word": "x"},
    "lists": {"installers": [{"id": "1", "certified": True}]},
    "choices": {"route": "general"},
    "commitments": [{"for": "proof", "signed": True, "signed_on": "2026-03-01"}],
    "deferrals": [{"for": "report", "signed": True, "signed_on": "2026-03-01"}],
    "cannot_answer": {"area_m2": "未测量"},
    "materials": [
        {
            "material": "application-form",
            "subject": None,
            "originals": 1,
            "copies": 0,
            "original_shown": False,
            "signed_by": ["applicant"],
            "sealed_by": None,
            "certified": False,
            "template": None,
            "complete": True,
            "medium": "paper",
            "issued_on": None,
            "expires_on": None,
            "handed_in_on": "2026-03-02",
            "fields": {"name": "某某公司"},
            "unreadable": False,
            "files": [{"name": "a.pdf", "sha256": "00"}],
        }
    ],
    "obtained": [
        {"document": "business-licence", "by": "market", "on": "2026-03-02", "status": "found", "fields": {"a": 1}}
    ],
    "demands": [{"material": None, "name": "房产证", "by": "urban-management", "on": "2026-03-02"}],
}

EXACT = json.loads(json.dumps(FULL), parse_float=Decimal)
"""FULL as the exact reader reads its numbers."""


def written(value: object) -> bytes:
    """*value* as the bytes of a file."""
    return json.dumps(value, ensure_ascii=False).encode()


def with_(**more: object) -> bytes:
    """The least packet with *more*."""
    return written(LEAST | more)


def refusal(data: bytes) -> MaterialsRulesError:
    """How the exact reader refuses *data*."""
    with pytest.raises((NotAPacket, LimitExceeded)) as caught:
        read_exact(data, "p.json")
    return caught.value


def found(data: bytes) -> list[tuple[str, str]]:
    """The code and the place of every fault of *data*."""
    return [(fault.code, fault.place.pointer) for fault in refusal(data).diagnostics]


def places(value: object) -> Iterator[tuple[object, ...]]:
    """Every place inside *value*, itself among them."""
    yield ()
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        for below in places(member):
            yield key, *below


def planted(value: object, place: tuple[object, ...], new: object) -> object:
    """*value* with *new* at *place*."""
    if not place:
        return new
    assert isinstance(value, (dict, list))
    members: dict[object, object] = dict(value.items() if isinstance(value, dict) else enumerate(value))
    members[place[0]] = planted(members[place[0]], place[1:], new)
    return members if isinstance(value, dict) else list(members.values())
