"""Which earlier notice may be followed: of the same case and applicant, unchanged, and one that told the whole."""

from __future__ import annotations

import json
from typing import Any

import pytest
from building import FROM
from msgspec.structs import replace
from noticing import DAY, ids, noticed, opened, packet, paper
from visiting import FORM, GOOD_FORM, NO, RULES, again, faults, forgot, later

from materials_rules.ground.errors import PinnedRulesetUnavailable, Untrusted
from materials_rules.library import check
from materials_rules.notice.model import Notice, encode

# ---- notices that cannot be followed


def code_of(previous: Notice | bytes, **keys: Any) -> tuple[int, str]:
    with pytest.raises((Untrusted, PinnedRulesetUnavailable)) as caught:
        noticed(RULES, previous=previous, **keys)
    return caught.value.exit_code, caught.value.diagnostics[0].code


def test_the_notice_of_another_case_is_not_followed() -> None:
    first = noticed(RULES)

    assert code_of(first, received_on="2026-03-03") == (21, "N-OTHER-CASE")
    other = noticed({"items": {"permit": {"materials": {"f": {}}}, "other": {"materials": {"f": {}}}}}, item="other")
    assert code_of(other) == (21, "N-OTHER-CASE")


@pytest.mark.parametrize(
    ("before", "now", "is_followed"),
    [
        ({"name": "甲公司", "id": "91430400MA00000000"}, {"name": "乙公司", "id": "91430400MA00000001"}, False),
        ({"name": "甲公司", "id": "91430400MA00000000"}, {"name": "乙公司", "id": "91430400MA00000000"}, True),
        ({"name": "甲公司", "id": "91430400MA00000000"}, {"name": "甲公司", "id": "91430400MA00000001"}, True),
        ({"name": "甲公司"}, {"name": "乙公司"}, False),
        ({"name": "甲公司"}, {"id": "91430400MA00000000"}, True),
        ({}, {}, True),
    ],
)
def test_the_notice_of_another_applicant_is_not_followed(before: dict[str, str], now: dict[str, str], is_followed: bool) -> None:
    first = noticed(RULES, applicant={"kind": "enterprise", **before})
    applicant = {"kind": "enterprise", **now}

    if is_followed:
        assert again(first, applicant=applicant).previous is not None
    else:
        assert code_of(first, applicant=applicant) == (21, "N-OTHER-CASE")


def test_the_applicants_name_may_be_corrected_as_told() -> None:
    rules: dict[str, Any] = {"materials": {"form": FORM}, "consistency": [{"name": "applicant", "same": ["form.name", "applicant.name"]}]}
    first = noticed(rules, materials=[GOOD_FORM], applicant={"kind": "enterprise", "name": "甲司"})
    second = again(first, rules, materials=[GOOD_FORM], applicant={"kind": "enterprise", "name": "甲公司"})
    third = noticed(RULES, case="C-1", applicant={"name": "甲"})

    assert (ids(first), second.outcome) == ({"consistency/applicant"}, "accept")
    assert again(third, case="C-1", applicant={"name": "乙"}).previous is not None


@pytest.mark.parametrize(("before", "now", "is_followed"), [("C-1", "C-2", False), ("C-1", "C-1", True), (None, "C-1", True)])
def test_the_notice_of_another_case_number_is_not_followed(before: str | None, now: str, is_followed: bool) -> None:
    first = noticed(RULES, case=before)

    if is_followed:
        assert again(first, case=now).previous is not None
    else:
        assert code_of(first, case=now) == (21, "N-OTHER-CASE")


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param({"facts": {"area": 5}}, id="sent away"),
        pytest.param({"facts": {"area": 50}, "materials": [paper("plan")]}, id="a person must look first"),
    ],
)
def test_a_paper_that_did_not_tell_the_whole_binds_nobody(keys: dict[str, Any]) -> None:
    rules: dict[str, Any] = {
        "materials": {"plan": {"hand_in": {"copies": "1"}}, "form": {}},
        "facts": {"area": "number"},
        "not_for": [{"when": "area < 10", "outcome": "not_required", "say": "无需许可", "basis": [{"law": "act", "article": "3"}]}],
    }
    first = noticed(rules, **keys)
    second = again(first, rules, facts={"area": 50})

    assert first.outcome in ("not_required", "undetermined")
    assert (second.outcome, ids(second), second.previous) == ("supplement", {"plan", "form"}, None)
    assert [w.code for w in second.warnings] == ["W-NOT-THE-NOTICE"]


def test_after_a_notice_no_draft_is_followed_in_its_place() -> None:
    """The draft of a second visit told nobody anything, and the first notice binds: what it forgot is not demanded."""
    rules: dict[str, Any] = {
        "materials": {"form": {"hand_in": {"signed_by": "applicant"}}, "consent": {"when": "rented"}},
        "facts": {"rented": "boolean", "small": "boolean"},
        "not_for": [{"when": "small", "outcome": "not_required", "say": "无需许可", "basis": [{"law": "act", "article": "3"}]}],
    }
    facts = {"rented": True, "small": False}
    first = replace(forgot(noticed(rules, facts=facts), "consent"), number="试一次告知〔2026〕1号")
    draft = again(first, rules, facts=facts, materials=later(paper("form")))
    away = again(replace(first, number=None), rules, facts={**facts, "small": True})

    assert (draft.outcome, away.outcome) == ("undetermined", "not_required")
    for before, named in ((draft, "试一次告知〔2026〕1号"), (away, first.closed_set)):
        with pytest.raises(Untrusted) as caught:
            again(before, rules, facts=facts, materials=later(paper("form", signed_by=["applicant"])))
        (said,) = caught.value.diagnostics
        assert (said.code, said.args) == ("N-NOT-THE-NOTICE", {"notice": named})
    third = again(first, rules, facts=facts, materials=later(paper("form", signed_by=["applicant"])))
    assert (third.outcome, faults(third)) == ("accept", {"consent"})


def test_a_later_visit_without_its_notice_is_judged_as_a_first_one_and_noted() -> None:
    found = noticed(RULES, round=2, **NO)

    assert ids(found) == ids(noticed(RULES, **NO))
    assert [w.code for w in found.warnings] == ["W-NO-PREVIOUS"]


def test_the_file_of_the_notice_is_named() -> None:
    with pytest.raises(Untrusted) as caught:
        check(opened(RULES), packet(), "packet.json", None, b"{}", "before.json")
    assert {fault.place.path for fault in caught.value.diagnostics} == {"before.json"}


def test_a_notice_that_was_changed_is_not_followed() -> None:
    first = noticed(RULES)

    assert code_of(replace(first, findings=first.findings[1:])) == (21, "N-CLOSED-SET")
    assert code_of(b"{}") == (21, "N-NOTICE")
    whole = json.loads(encode(first))
    whole["findings"][0]["arms"][0]["criteria"][0]["at_least"] = 7
    assert code_of(json.dumps(whole).encode()) == (21, "N-CLOSED-SET")


def test_a_version_that_is_gone_cannot_be_followed() -> None:
    first = noticed(RULES)
    later_rules = {**RULES, "in_force_from": "2026-04-01"}

    with pytest.raises(PinnedRulesetUnavailable) as caught:
        again(first, later_rules)
    assert (caught.value.exit_code, caught.value.diagnostics[0].code) == (22, "X-NO-VERSION")
    assert FROM < DAY
