"""The documents of a packet before the form of their slot: which one speaks, which fields are settled, whose power signs."""

from __future__ import annotations

from typing import Any

import pytest
from noticing import examined, paper

from materials_rules.form_checks import Defect, Met, Outcome, Unrecorded
from materials_rules.ground.errors import NotAPacket
from materials_rules.verdict.form import NOTHING, Held, borne, is_met
from materials_rules.verdict.situation import Situation

LEASE: dict[str, Any] = {
    "hand_in": {"copies": "2", "signed_by": "applicant", "complete": "true"},
    "reads": {
        "landlord": {},
        "area": {"type": "number", "decimals": "2"},
        "until": {"type": "date"},
        "stamped": {"type": "boolean"},
    },
}
RULES: dict[str, Any] = {"materials": {"lease": LEASE, "photo": {"reads": {"place": {"required": "true"}, "kind": {"one_of": {"long": "长", "short": "短"}}}}}}
GOOD: dict[str, Any] = {"copies": 2, "signed_by": ["applicant"], "complete": True}
SECRET = "绝密内容"


def situation(*papers: dict[str, Any], rules: dict[str, Any] = RULES, **keys: Any) -> Situation:
    return examined(rules, materials=list(papers), **keys).situation


def held(*papers: dict[str, Any], rules: dict[str, Any] = RULES, slot: str = "lease", **keys: Any) -> Held:
    return situation(*papers, rules=rules, **keys).holds(slot, None)


# ---- which document speaks


def test_nothing_is_held_where_nothing_was_handed_in() -> None:
    assert held() is NOTHING
    assert (NOTHING.met, NOTHING.best, NOTHING.field("landlord")) == (False, None, (False, None))


def kinds(found: Held) -> list[str]:
    assert found.best is not None
    return [defect.kind for _, defect in found.best.defects]


def test_one_document_that_meets_all_is_enough() -> None:
    bad = paper("lease", copies=0, signed_by=[], complete=False)
    for papers in ([bad, paper("lease", **GOOD)], [paper("lease", **GOOD), bad]):
        found = held(*papers)

        assert (found.met, kinds(found), len(found.others)) == (True, [], 1)


def test_the_document_with_the_fewest_failed_criteria_speaks() -> None:
    three = paper("lease", copies=0, signed_by=[], complete=False, issued_on=None)
    one = paper("lease", copies=2, signed_by=[], complete=True)
    two = paper("lease", copies=2, signed_by=[], complete=False)
    for papers in ([three, one, two], [two, three, one]):
        found = held(*papers)

        assert (found.met, kinds(found)) == (False, ["unsigned"])
        assert [len(judged.defects) for judged in found.others] == [2, 3]


def test_of_two_that_fail_alike_the_same_one_speaks_whatever_the_order() -> None:
    first, second = paper("lease", copies=0, signed_by=["applicant"], complete=True), paper("lease", copies=2, signed_by=[], complete=True)

    assert kinds(held(first, second)) == kinds(held(second, first))


def test_a_document_that_may_be_in_form_speaks_before_one_that_is_not() -> None:
    unknown = paper("lease")
    bad = paper("lease", copies=2, signed_by=[], complete=True)
    for papers in ([unknown, bad], [bad, unknown]):
        found = held(*papers)

        assert found.met is None
        assert found.best is not None
        assert [u.attribute for u in found.best.unrecorded] == ["complete", "copies", "signed_by"]
        assert len(found.others) == 1
        assert found.field("landlord") == (False, None)


def test_a_defect_is_one_however_much_is_not_recorded() -> None:
    found = held(paper("lease", signed_by=[]))

    assert (found.met, kinds(found)) == (False, ["unsigned"])
    assert found.best is not None
    assert [u.attribute for u in found.best.unrecorded] == ["complete", "copies"]


def test_documents_that_belong_to_no_slot_stand_apart() -> None:
    found = situation(paper("passport"), paper("lease", **GOOD))

    assert [stranger.code for stranger in found.strangers] == ["passport"]
    assert set(found.held) == {("lease", None)}


MET, BAD, OPEN = Met(), Defect("unsigned", "x"), Unrecorded("a", "b")


@pytest.mark.parametrize(
    ("outcomes", "met"),
    [((MET,), True), ((MET, BAD), False), ((BAD, OPEN), False), ((OPEN, MET), None), ((OPEN,), None)],
)
def test_one_criterion_is_met_by_all_that_came_of_it(outcomes: tuple[Outcome, ...], met: bool | None) -> None:
    assert is_met(outcomes) is met


# ---- fields


def test_a_field_is_settled_where_the_paper_is_in_form() -> None:
    fields = {"landlord": "甲", "area": 12.5, "until": "2026-03-02", "stamped": False}
    found = held(paper("lease", **GOOD, fields=fields))

    assert [found.field(name) for name in ("landlord", "area", "stamped")] == [(True, "甲"), (True, 1250), (True, False)]
    assert found.field("until")[0] is True
    assert found.field("unheard-of") == (False, None)
    assert held(paper("lease", copies=2, signed_by=[], complete=True, fields=fields)).field("landlord") == (False, None)


@pytest.mark.parametrize("value", [None, "", " \u3000"])
def test_blanks_and_null_are_a_paper_that_bears_none(value: str | None) -> None:
    assert borne(value) is None
    assert held(paper("lease", **GOOD, fields={"landlord": value})).field("landlord") == (True, None)


def test_what_is_not_recorded_is_not_settled() -> None:
    found = held(paper("lease", **GOOD, fields={"landlord": "甲"}))

    assert (found.field("landlord"), found.field("area")) == ((True, "甲"), (False, None))
    assert held(paper("lease", **GOOD)).field("landlord") == (False, None)


@pytest.mark.parametrize(
    ("one", "other", "settled"),
    [
        ({"landlord": "甲"}, {"landlord": "甲", "area": 1}, (True, "甲")),
        ({"landlord": "甲"}, {"landlord": "乙"}, (False, None)),
        ({"landlord": "甲"}, {"landlord": None}, (False, None)),
        ({"landlord": "甲"}, {}, (False, None)),
        ({"landlord": ""}, {"landlord": None}, (True, None)),
    ],
)
def test_two_good_documents_settle_what_both_say(one: dict[str, Any], other: dict[str, Any], settled: tuple[bool, Any]) -> None:
    for fields in ((one, other), (other, one)):
        found = held(*(paper("lease", **GOOD, fields=each) for each in fields))

        assert found.met is True
        assert found.field("landlord") == settled


def test_a_document_that_may_yet_be_in_form_unsettles_what_it_tells_otherwise() -> None:
    good = paper("lease", **GOOD, fields={"landlord": "甲"})
    waiting = paper("lease", copies=2, signed_by=["applicant"], fields={"landlord": "乙"})
    bad = paper("lease", **{**GOOD, "signed_by": []}, fields={"landlord": "乙"})

    assert held(good, waiting).field("landlord") == (False, None)
    assert held(good, bad).field("landlord") == (True, "甲")


@pytest.mark.parametrize(
    ("fields", "met"),
    [
        ({"place": "a", "kind": "long"}, True),
        ({"place": "a", "kind": None}, True),
        ({"place": "a", "kind": "other"}, False),
        ({"place": "", "kind": "long"}, False),
        ({"place": None, "kind": "long"}, False),
        ({"place": "a"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_what_limits_a_field_is_part_of_the_form(fields: dict[str, Any] | None, met: bool | None) -> None:
    keys = {} if fields is None else {"fields": fields}

    assert held(paper("photo", **keys), slot="photo").met is met


# ---- fields of a wrong type


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("landlord", 7, "P-TYPE"),
        ("landlord", [SECRET], "P-TYPE"),
        ("area", SECRET, "P-TYPE"),
        ("area", True, "P-TYPE"),
        ("stamped", SECRET, "P-TYPE"),
        ("until", 20260302, "P-TYPE"),
        ("until", SECRET, "P-DATE"),
        ("until", "2026-02-30", "P-DATE"),
    ],
)
def test_a_field_of_a_wrong_type_makes_it_no_packet(field: str, value: Any, code: str) -> None:
    with pytest.raises(NotAPacket) as caught:
        held(paper("photo"), paper("lease", fields={field: value}))

    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.place.path, fault.place.pointer) == (code, "packet.json", f"/materials/1/fields/{field}")
    assert SECRET not in "".join(fault.lines())


def test_all_fields_of_a_wrong_type_are_told_at_once() -> None:
    with pytest.raises(NotAPacket) as caught:
        held(paper("lease", fields={"landlord": 7, "until": "x", "other": 9}), paper("photo", fields={"place": True, "kind": 1}))

    assert {(f.code, f.place.pointer) for f in caught.value.diagnostics} == {
        ("P-TYPE", "/materials/0/fields/landlord"),
        ("P-DATE", "/materials/0/fields/until"),
        ("P-TYPE", "/materials/1/fields/place"),
        ("P-TYPE", "/materials/1/fields/kind"),
    }


@pytest.mark.parametrize("field", ["landlord", "area", "until", "stamped"])
def test_none_is_of_every_type(field: str) -> None:
    assert held(paper("lease", **GOOD, fields={field: None})).field(field) == (True, None)


def test_blanks_where_a_day_is_due_are_none() -> None:
    assert held(paper("lease", **GOOD, fields={"until": " "})).field("until") == (True, None)


# ---- who may sign, and on which day


@pytest.mark.parametrize(
    ("agent", "met"),
    [
        ({}, False),
        ({"agent": None}, False),
        ({"agent": {"name": "李某"}}, False),
        ({"agent": {"powers": None}}, False),
        ({"agent": {"powers": ["submit"]}}, False),
        ({"agent": {"powers": ["submit", "sign"]}}, True),
    ],
)
def test_an_agent_signs_only_by_a_power_to_sign(agent: dict[str, Any], met: bool) -> None:
    assert held(paper("lease", copies=2, signed_by=["agent"], complete=True), **agent).met is met


@pytest.mark.parametrize(
    ("keys", "met"),
    [
        ({"expires_on": "2026-03-02"}, True),
        ({"expires_on": "2026-03-01"}, False),
        ({"expires_on": "2026-03-05", "handed_in_on": "2026-03-06"}, False),
        ({"expires_on": "2026-03-05", "handed_in_on": "2026-03-05"}, True),
    ],
)
def test_a_paper_is_judged_on_the_day_on_which_it_was_handed_in(keys: dict[str, Any], met: bool) -> None:
    rules: dict[str, Any] = {"materials": {"report": {"hand_in": {"in_date": "true"}}}}

    assert held(paper("report", issued_on=None, **keys), rules=rules, slot="report").met is met


def test_whether_an_electronic_paper_counts_is_its_authors_word() -> None:
    hand_in = {"originals": "1", "electronic": "counts_as_original"}
    one = paper("scan", medium="electronic", originals=0, files=[{"name": "a.pdf"}])

    assert held(one, rules={"materials": {"scan": {"hand_in": hand_in}}}, slot="scan").met is True
    assert held(one, rules={"materials": {"scan": {"hand_in": {"originals": "1"}}}}, slot="scan").met is not True


def test_a_field_with_more_decimals_than_declared_is_no_crash() -> None:
    """Nothing limits the field, so nothing was told of its decimals: the paper is in form, the value is not what rules compare."""
    rules: dict[str, Any] = {"materials": {"lease": {"reads": {"area": {"type": "number", "decimals": "0"}}}, "plan": {"when": "lease.area > 5"}}}

    found = held(paper("lease", fields={"area": 1.5}), rules=rules)

    assert found.field("area") == (False, None)
