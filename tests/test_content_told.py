"""The delivered rules: what an applicant is told, and what each class catches and spares."""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache
from typing import Final

import pytest
from test_content import CITY, ROOT, RULESETS, content, ruleset

from materials_rules import Library, check, load
from materials_rules.notice.model import Notice
from materials_rules.plan.domain import Value
from materials_rules.plan.evaluator import satisfied
from materials_rules.plan.formula import RuleBase
from materials_rules.rules.classes import VOCABULARY


@cache
def library() -> Library:
    return load(CITY)


def told(example: str, **changes: object) -> Notice:
    """The notice for an example packet with *changes*; facts are added to its own, None takes one away."""
    packet = json.loads((ROOT / "examples" / "packets" / f"{example}.json").read_bytes())
    facts = {**packet.get("facts", {}), **changes.pop("facts", {})}  # type: ignore[dict-item]  # a mapping by convention
    packet |= {**changes, "facts": {name: value for name, value in facts.items() if value is not None}}
    return check(library(), json.dumps(packet).encode(), example)


# ---------------------------------------------------------------- what an applicant is told


def asked_of(notice: Notice) -> set[str]:
    """The papers that the applicant must still bring or mend."""
    return {arm.material for finding in notice.findings for arm in finding.arms}


FORM: Final = {"material": "application-form", "originals": 1, "copies": 0, "handed_in_on": "2026-03-02"}
BY_OFFICE: Final = {"document": "business-licence", "status": "found", "by": "market-supervision", "on": "2026-03-02"}


@pytest.mark.parametrize(
    ("marks", "outcome"),
    [
        ({"signed_by": ["applicant"]}, "accept"),
        ({"signed_by": [], "sealed_by": ["applicant"]}, "accept"),
        ({"signed_by": [], "sealed_by": []}, "fix_on_spot"),
        ({"signed_by": []}, "undetermined"),
    ],
)
def test_a_registration_form_is_signed_or_sealed(marks: dict[str, object], outcome: str) -> None:
    """细则 art. 15 para. 1."""
    fields = {"entity_name": "某某店", "premises": "某某路1号"}
    found = told("market-entity-registration-individual", materials=[{**FORM, **marks, "fields": fields}])
    assert found.outcome == outcome


@pytest.mark.parametrize(("kind", "outcome"), [("enterprise", "accept"), ("public_institution", "not_required")])
def test_only_bodies_that_are_no_enterprise_are_excepted_for_budget_money(kind: str, outcome: str) -> None:
    """企业投资项目核准和备案管理条例 art. 22."""
    applicant = json.loads((ROOT / "examples/packets/project-filing-complete.json").read_bytes())["applicant"]
    facts = {"budget_funded": True if kind != "enterprise" else None}
    assert told("project-filing-complete", applicant={**applicant, "kind": kind}, facts=facts).outcome == outcome


def test_a_branch_is_not_asked_for_investors() -> None:
    """细则 art. 25, 30."""
    facts = {"entity": "branch", "premises": "own", "needs_prior_approval": False}
    found = told("market-entity-registration-individual", facts=facts, lists={}, obtained=[BY_OFFICE])
    assert asked_of(found) == {"branch-appointment"}


@pytest.mark.parametrize(
    ("day", "public", "verified"),
    [("2024-06-28", False, True), ("2024-07-01", False, False), ("2024-07-01", True, True)],
)
def test_capital_is_verified_after_the_revision_only_for_the_public(day: str, public: bool, verified: bool) -> None:
    """公司法 (2023) art. 101."""
    facts = {"entity": "joint_stock_company", "formation": "offering", "public_offering": public, "contributes_in_kind": False}
    found = told("market-entity-registration-complete", received_on=day, materials=[], obtained=[], facts=facts)
    assert ("capital-verification" in asked_of(found)) is verified


@pytest.mark.parametrize(
    ("example", "fact", "outcome"),
    [
        ("fire-safety-inspection-curing", {"venue": ["gathering"], "inspection_required": False}, "not_required"),
        ("fire-safety-inspection-curing", {"venue": ["gathering"], "inspection_required": None}, "undetermined"),
        ("outdoor-advertising-complete", {"is_large": None}, "undetermined"),
        ("food-business-licence-complete", {"is_small_business": None}, "undetermined"),
        ("food-business-licence-complete", {"activities": ["management"], "is_small_business": None}, "accept"),
        ("public-place-hygiene-2025-01-20", {"places": ["filed", "listed"]}, "supplement"),
        ("public-place-hygiene-2025-01-20", {"places": ["filed", "catering"]}, "not_required"),
    ],
)
def test_where_the_law_has_no_number_the_office_says_whether_a_permit_is_due(
    example: str, fact: dict[str, object], outcome: str
) -> None:
    assert told(example, facts=fact).outcome == outcome


def test_whose_permit_it_is_to_give_changed_with_the_regulation() -> None:
    """道路运输条例 (2019, 2022) art. 24 para. 1 point 1."""
    before, after = (
        told("road-freight-permit-complete", received_on=day, materials=[], obtained=[]) for day in ("2022-04-29", "2022-05-05")
    )
    assert [one.office.name for one in (before, after)] == ["县级道路运输管理机构", "县级人民政府交通运输主管部门"]


PLAIN_MATERIAL: Final[dict[str, Value]] = {
    "fact/kind": "other", "fact/level": "law", "fact/citations": 1, "fact/citations_in_force": 1, "fact/citations_ended": 0,
    "fact/day": dt.date(2026, 3, 2).toordinal(), "read/held_since": None, "relation/fact/day|read/held_since": None,
}  # fmt: skip
EXAMPLES: Final = [
    (class_id, word, example)
    for class_id, rule in content(RULESETS / "disallowed.yaml")["classes"].items()  # type: ignore[index]  # shape held above
    for word in ("caught", "spared")
    for example in rule[word]
]


@pytest.mark.parametrize(("class_id", "word", "example"), EXAMPLES)
def test_each_class_catches_and_spares_what_its_author_says(class_id: str, word: str, example: dict[str, str]) -> None:
    world = {f"fact/{name}": False for name in VOCABULARY if name != "held_since"} | PLAIN_MATERIAL
    for name, written in example.items():
        value: Value = {"true": True, "false": False}.get(written, written)
        if re.fullmatch(r"[0-9]+", written):
            value = int(written)
        elif re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
            value = dt.date.fromisoformat(written).toordinal()
        assert f"fact/{name}" in world, name
        world[f"fact/{name}"] = value
    rule = ruleset().classes[class_id]
    held = satisfied(rule.when, world, RuleBase({}, {}))
    assert held is (word == "caught")
    assert not held or any(satisfied(condition, world, RuleBase({}, {})) for _, condition in rule.reasons)
