"""The whole notice: who speaks, on what ground, by when, for whom, with which warnings; and the same bytes every time."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from building import BASIS, FROM
from hypothesis import given
from hypothesis import strategies as st
from noticing import CALENDARS, DAY, NO_CALENDARS, noticed, opened, packet, paper

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import EngineFault
from materials_rules.library import Library, check, load
from materials_rules.notice.model import Notice
from materials_rules.notice.write import masked

PLAIN: dict[str, Any] = {"materials": {"form": {}}}
HANDED_IN: dict[str, Any] = {"materials": [paper("form")]}


def codes(notice: Notice) -> list[str]:
    return [warning.code for warning in notice.warnings]


# ---- deadlines


def regime(**keys: Any) -> dict[str, Any]:
    return {**PLAIN, "regime": {"preset": "licensing", **keys}}


@pytest.mark.parametrize(
    ("notice", "by"),
    [
        ("5 working days", "2026-03-09"),
        ("3 working days", "2026-03-05"),
        ("5 days as written", "2026-03-09"),
        ("7 calendar days", "2026-03-09"),
        ("on_the_spot", "2026-03-02"),
        ("none", None),
    ],
)
def test_everything_is_told_by_the_day_of_the_regime(notice: str, by: str | None) -> None:
    found = noticed(regime(notice=notice))

    assert (found.deadlines.notice_by, found.deadlines.alarm_on, found.deadlines.cure_by, found.deadlines.decide_by) == (by, None, None, None)
    assert found.deadlines.why


def test_a_regime_is_told_with_its_own_words_over_those_of_its_preset() -> None:
    told = noticed(regime(notice="3 working days", packet="returned", deemed_acceptance="none", say="说明。")).matter.items[0].regime
    preset = noticed(PLAIN).matter.items[0].regime
    bare = noticed({**PLAIN, "regime": {"notice": "on_the_spot"}}).matter.items[0].regime

    assert told is not None and preset is not None and bare is not None
    assert (told.notice, told.packet, told.deemed_acceptance, told.say) == ("3 working days", "returned", "none", "说明。")
    assert (preset.notice, preset.packet, preset.deemed_acceptance, preset.say) == ("5 working days", "kept", "from_receipt", "")
    assert (bare.notice, bare.packet, bare.deemed_acceptance) == ("on_the_spot", None, None)


def test_the_decision_is_dated_only_where_the_packet_is_accepted() -> None:
    accepted = noticed(PLAIN, **HANDED_IN)

    assert (accepted.outcome, accepted.deadlines.decide_by) == ("accept", "2026-03-04")
    assert accepted.deadlines.why.count("\n") == 1
    assert noticed(PLAIN, as_of="2026-03-05", **HANDED_IN).deadlines.decide_by == "2026-03-09"
    assert noticed(PLAIN).deadlines.decide_by is None


@pytest.mark.parametrize(
    ("since", "by", "why"),
    [
        ("acceptance", "2026-03-09", "自受理之日（2026年3月5日）起2个工作日"),
        ("receipt", "2026-03-04", "自收到申请材料之日（2026年3月2日）起2个工作日"),
        ("inspection", None, "办理期限2个工作日，自现场核查之日起计算，起算之日尚未确定。"),
        ("completion", None, "办理期限2个工作日，自前一程序完成之日起计算，起算之日尚未确定。"),
    ],
)
def test_the_promised_limit_runs_since_its_own_event(since: str, by: str | None, why: str) -> None:
    rules = {**PLAIN, "elements": {"promised_limit": {"limit": "2 working days", "from": since}}}

    found = noticed(rules, as_of="2026-03-05", **HANDED_IN)

    assert found.deadlines.decide_by == by
    assert why in found.deadlines.why


def test_the_limit_of_the_situation_counts() -> None:
    cases = [
        {"when": "simple", "value": {"limit": "1 working days", "from": "acceptance"}},
        {"value": {"limit": "2 working days", "from": "acceptance"}},
    ]
    rules = {**PLAIN, "facts": {"simple": "boolean"}, "elements": {"promised_limit": cases}}

    assert noticed(rules, facts={"simple": True}, **HANDED_IN).deadlines.decide_by == "2026-03-03"
    assert noticed(rules, facts={"simple": False}, **HANDED_IN).deadlines.decide_by == "2026-03-04"


def test_a_time_to_correct_stands_only_where_the_city_gives_one_with_a_basis() -> None:
    place = {"correction": {"within": "10 working days", "basis": [BASIS]}}

    assert noticed(PLAIN).deadlines.cure_by is None
    found = noticed({**PLAIN, "place": place}, as_of="2026-03-03")
    assert (found.outcome, found.deadlines.cure_by) == ("supplement", "2026-03-17")
    assert noticed({**PLAIN, "place": place}, **HANDED_IN).deadlines.cure_by is None


def test_an_unknown_year_gives_no_deadline_but_an_alarm_and_a_warning() -> None:
    """The verdict stays; the earliest day, if every day were worked, is the alarm."""
    late = noticed(PLAIN, received_on="2027-03-01")
    known = noticed(PLAIN, received_on="2026-03-02")

    assert late.outcome == known.outcome
    assert (late.deadlines.notice_by, late.deadlines.alarm_on) == (None, "2027-03-06")
    assert codes(late) == ["K-UNKNOWN-YEAR"]
    assert "没有2027年的日历" in late.deadlines.why
    accepted = noticed(PLAIN, received_on="2026-12-30", **HANDED_IN)
    assert (accepted.deadlines.decide_by, accepted.deadlines.notice_by) == (None, None)
    assert accepted.deadlines.alarm_on == "2027-01-01"
    assert noticed(PLAIN, calendars=NO_CALENDARS).deadlines.alarm_on == "2026-03-07"


@pytest.mark.parametrize(
    ("as_of", "keys", "late"),
    [
        ("2026-03-09", {}, False),
        ("2026-03-10", {}, True),
        ("2026-03-10", HANDED_IN, False),
    ],
)
def test_a_notice_after_the_last_day_is_warned_about(as_of: str, keys: dict[str, Any], late: bool) -> None:
    found = noticed(PLAIN, as_of=as_of, **keys)

    assert ("W-NOTICE-LATE" in codes(found)) == late
    assert found.as_of == as_of


def test_the_day_of_judgement_moves_deadlines_only() -> None:
    early, late = noticed(PLAIN), noticed(PLAIN, as_of="2026-04-01")

    assert early.findings == late.findings
    assert early.closed_set == late.closed_set
    assert early.as_of == DAY
    assert noticed(PLAIN, materials=[paper("x", handed_in_on="2026-03-06")]).as_of == "2026-03-06"


@pytest.mark.parametrize(
    ("facts", "outcome", "why"),
    [
        ({"area": 5, "city": False}, "not_required", "不受理的结论应当即时告知，不适用一次告知补正内容的期限。"),
        ({"area": 50, "city": True}, "not_competent", "不予受理的决定应当即时作出，不适用一次告知补正内容的期限。"),
    ],
)
def test_who_is_sent_elsewhere_is_told_at_once(facts: dict[str, Any], outcome: str, why: str) -> None:
    """行政许可法 art. 32(1)(1), (2): 即时; the days of point (4) are for what needs curing."""
    for day in (DAY, "2027-03-01"):  # also where no calendar is known: there is nothing to count
        found = noticed(SCOPE, facts=facts, received_on=day)
        assert found.outcome == outcome
        assert (found.deadlines.notice_by, found.deadlines.alarm_on, found.deadlines.why) == (None, None, why)
        assert codes(found) == []


def test_what_a_limit_does_not_count_is_told_with_it() -> None:
    """行政许可法 art. 45: the applicant is told how long it takes, in writing."""
    steps = [
        {"step": "受理", "takes": "1 working day"},
        {"step": "实地检查", "takes": "5 working days", "special": "inspection"},
        {"step": "专家评审", "special": "expert_review"},
        {"step": "公示", "takes": "7 calendar days", "not_counted": True},
    ]
    rules = {**PLAIN, "elements": {"procedure": steps}}

    accepted = noticed(rules, **HANDED_IN)

    assert accepted.deadlines.why.split("\n")[2:] == ["实地检查（5个工作日）、专家评审、公示（7个自然日）所需时间不计算在内。"]
    assert accepted.deadlines.decide_by == "2026-03-04"
    assert "不计算在内" not in noticed(rules).deadlines.why
    assert "不计算在内" not in noticed(PLAIN, **HANDED_IN).deadlines.why


# ---- who speaks, for whom


def test_the_office_is_the_one_that_decides_in_this_situation() -> None:
    authority = [{"when": "big", "value": "holder"}, {"value": "bureau"}]
    contact = [{"when": "big", "value": {"phone": "3", "supervision_phone": "4"}}, {"value": {"phone": "1", "supervision_phone": "2"}}]
    rules = {**PLAIN, "facts": {"big": "boolean"}, "elements": {"authority": authority, "contact": contact}, "place": {"office": {"name": "窗口", "seal": "专用章"}}}

    big, small, open_ = (noticed(rules, facts=facts).office for facts in ({"big": True}, {"big": False}, {}))

    assert (big.name, big.phone, big.supervision_phone, big.seal, big.handler, big.place) == ("持证局", "3", "4", "专用章", None, "试验大厅")
    assert (small.name, small.phone) == ("试验局", "1")
    assert (open_.name, open_.phone) == ("试验局", "1")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("11010519491231002X", "1101**********002X"),
        ("91430400MA4L12345X", "9143**********345X"),
        ("123456789012", "1234****9012"),
        ("12345678901", "*********01"),
        ("123", "*23"),
        ("12", "**"),
        ("", ""),
    ],
)
def test_a_number_of_identity_is_masked(number: str, shown: str) -> None:
    assert masked(number) == shown
    assert noticed(PLAIN, applicant={"id": number}).applicant.id == shown


@given(st.text(min_size=3))
def test_no_more_than_eight_characters_of_a_number_are_shown(number: str) -> None:
    assert len(masked(number)) == len(number)
    assert sum(a == b != "*" for a, b in zip(masked(number), number, strict=True)) <= 8


def test_the_applicant_and_the_agent_are_named() -> None:
    found = noticed(PLAIN, applicant={"kind": "natural_person", "name": "张某"}, agent={"name": "李某"}, bundle="shop", case="C-9", round=2)

    assert (found.applicant.kind, found.applicant.name, found.applicant.id) == ("natural_person", "张某", None)
    assert found.agent is not None and found.agent.name == "李某"
    assert (found.matter.bundle, found.case, found.round, found.packet, found.number) == ("shop", "C-9", 2, "P-1", None)
    assert noticed(PLAIN, agent=None).agent is None
    nobody = json.loads(packet())
    del nobody["applicant"]
    bare = check(opened(PLAIN), json.dumps(nobody).encode(), "p")
    assert (bare.applicant.kind, bare.applicant.name, bare.applicant.id, bare.agent) == (None, None, None, None)


def test_what_made_it_is_told() -> None:
    found = noticed(PLAIN)

    assert found.made_by.ruleset.id == "tiny"
    assert found.made_by.ruleset.digest == opened(PLAIN).ruleset.digest
    assert found.made_by.calendar == CALENDARS.digest
    assert found.made_by.tool.startswith("materials-rules ")
    assert (found.schema, found.lang) == ("notice/1", "zh")
    assert found.matter.items[0].in_force_from == FROM


# ---- scope, grounds and remedies

SCOPE: dict[str, Any] = {
    **PLAIN,
    "facts": {"area": {"type": "number", "decimals": 2}, "city": "boolean"},
    "not_for": [
        {"when": "area < 10", "say": "不需要许可，应当发布。", "instead": {"publish_within": "10 calendar days"}},
        {"when": "city", "outcome": "not_competent", "go_to": "holder", "say": "由市里办理", "instead": {"item": "permit"}},
    ],
    "place": {
        "remedies": {"not_competent": [{"say": "可以申请行政复议。", "basis": [BASIS]}], "not_required": []},
    },
}


def test_out_of_scope_says_why_and_where_to_go() -> None:
    scope = noticed(SCOPE, facts={"area": 5, "city": False}).matter.items[0].out_of_scope
    assert scope is not None and scope.instead is not None
    assert (scope.say, scope.instead.publish_within, scope.go_to) == ("不需要许可，应当发布。", "10 calendar days", None)
    assert [basis.article for basis in scope.basis] == ["4"]

    there = noticed(SCOPE, facts={"area": 50, "city": True}).matter.items[0].out_of_scope
    assert there is not None and there.instead is not None
    assert (there.say, there.instead.item, there.go_to) == ("由市里办理。", "permit", "holder")


def test_a_line_without_anything_instead() -> None:
    """食品安全法 art. 35(1): who sells farm produce only needs no permit, and nothing else either."""
    found = check(delivered(), packet(item="food-business-licence", facts={"activities": ["farm_produce"]}), "p")

    scope = found.matter.items[0].out_of_scope
    assert scope is not None
    assert (found.outcome, scope.instead, scope.go_to) == ("not_required", None, None)
    assert [remedy.basis[0].article for remedy in found.remedies] == ["20", "46"]


@cache
def delivered() -> Library:
    return load(Path(__file__).parents[1] / "rulesets" / "hengyang", cache="")


def test_remedies_stand_on_refusals_alone() -> None:
    refused = noticed(SCOPE, facts={"area": 50, "city": True})

    assert refused.outcome == "not_competent"
    assert [(remedy.say, remedy.basis[0].article) for remedy in refused.remedies] == [("可以申请行政复议。", "4")]
    for facts in ({"area": 5, "city": False}, {"area": 50, "city": False}, {}):
        assert noticed(SCOPE, facts=facts).remedies == ()


@pytest.mark.parametrize(
    ("keys", "outcome", "grounds"),
    [
        ({}, "supplement", 1),
        (HANDED_IN, "accept", 1),
        ({"item": "nothing"}, "undetermined", 0),
    ],
)
def test_the_ground_is_that_of_the_outcome(keys: dict[str, Any], outcome: str, grounds: int) -> None:
    found = noticed(PLAIN, **keys)

    assert (found.outcome, len(found.legal_ground), found.final) == (outcome, grounds, outcome != "undetermined")
    assert found.matter.items[0].outcome == outcome


# ---- what nobody could judge


def test_an_unknown_item_is_for_a_person() -> None:
    found = noticed(PLAIN, item="nothing", materials=[paper("form")])

    assert (found.outcome, found.matter.items[0].name, found.matter.items[0].regime) == ("undetermined", "nothing", None)
    assert [(line.id, line.by) for line in found.not_checked] == [("nothing", "clerk")]
    assert found.not_checked[0].why == "规则集的 1 个事项中没有所申请的事项，不能作出结论。"
    assert codes(found) == ["P-ITEM"]
    assert (found.deadlines.notice_by, found.deadlines.alarm_on) == (None, "2026-03-09")
    assert found.deadlines.why.startswith("适用的规则没有确定，先按行政许可的通例提醒。\n")
    assert (found.office.name, found.findings) == ("试验窗口", ())


def test_a_place_without_the_general_regime_gives_no_alarm() -> None:
    place = {"regimes": {"other": {"notice": "on_the_spot"}}}
    rules = {**PLAIN, "regime": "other", "place": place}

    found = noticed(rules, item="nothing")

    assert (found.deadlines.alarm_on, found.deadlines.why) == (None, "适用的规则没有确定，期限没有计算。")
    late = noticed(PLAIN, item="nothing", received_on="2027-03-01")
    assert late.deadlines.alarm_on == "2027-03-06"


def test_a_day_without_a_version_and_an_ended_item() -> None:
    ended = {**PLAIN, "in_force_to": "2025-12-31", "ended": {"say": "改为备案。", "basis": [BASIS]}}

    assert codes(noticed(PLAIN, received_on="2019-12-31")) == ["P-NO-VERSION"]
    gone = noticed(ended)
    assert codes(gone) == ["P-ENDED"]
    assert (gone.matter.items[0].name, gone.outcome) == ("试验许可", "undetermined")
    assert gone.not_checked[0].why == "该事项自 2025-12-31 之后不再办理：改为备案。"
    assert codes(noticed({**PLAIN, "in_force_to": "2025-12-31"})) == ["P-NO-VERSION"]


def test_a_fault_of_the_engine_is_confined_to_its_packet(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise EngineFault([Diagnostic("R-ENGINE", Place("x.yaml"), {"why": "time"})])

    monkeypatch.setattr(Library, "plan", broken)

    found = noticed(PLAIN)

    assert (found.outcome, codes(found), found.final) == ("undetermined", ["R-ENGINE"], False)
