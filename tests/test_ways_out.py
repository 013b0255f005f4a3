"""Ways out for an applicant: commitment, deferral, and what a rule lets come later."""

from __future__ import annotations

from typing import Any

import pytest
from noticing import entry, noticed, paper

# ---- ways out

LISTED = {"title": "告知承诺事项目录", "number": "市政发1号"}
PROVEN: dict[str, Any] = {
    "report": {"name": "检测报告", "commitment": {"name": "承诺书", "listed_in": LISTED, "basis": [{"law": "act", "article": "40"}]}}
}


@pytest.mark.parametrize(
    ("keys", "say"),
    [
        ({}, "可以提交本材料，也可以签署书面承诺代替，由申请人自己选择"),
        ({"commitments": [{"for": "report", "signed": False}]}, "承诺书尚未签署：请签署承诺书，或者提交本材料"),
        ({"facts": {"serious_bad_credit": True}}, "经核实存在严重失信记录，不适用告知承诺，请提交本材料"),
        (
            {"facts": {"serious_bad_credit": True}, "commitments": [{"for": "report", "signed": True}]},
            "经核实存在严重失信记录，不适用告知承诺，请提交本材料",
        ),
    ],
)
def test_a_commitment_is_the_applicants_choice(keys: dict[str, Any], say: str) -> None:
    found = entry(noticed({"materials": PROVEN}, **keys), "report").commitment

    assert found is not None
    assert (found.name, found.listed_in, found.say) == ("承诺书", "告知承诺事项目录", say)
    assert [basis.article for basis in found.basis] == ["40"]


def test_a_signed_commitment_waits_for_the_office_alone() -> None:
    found = noticed({"materials": PROVEN}, commitments=[{"for": "report", "signed": True}])

    assert found.outcome == "undetermined"
    assert [(q.id, q.of, q.ask) for q in found.questions] == [
        ("permit/fact/serious_bad_credit", "office", "申请人是否有严重失信记录？")
    ]
    accepted = noticed({"materials": PROVEN}, commitments=[{"for": "report", "signed": True}], facts={"serious_bad_credit": False})
    assert accepted.outcome == "accept"


def test_a_commitment_that_is_not_looked_at_is_a_question_of_the_clerk() -> None:
    found = noticed({"materials": PROVEN}, commitments=[{"for": "report"}])

    assert [(q.id, q.of, q.ask) for q in found.questions] == [
        ("permit/read/report.commitment", "clerk", "请查看检测报告的书面承诺是否已经签署")
    ]


def test_no_commitment_is_offered_where_the_class_is_set_aside() -> None:
    exception = {"class": "C4_COMMITMENT", "why": "风险高。", "document_no": "1号", "from": "2026-01-01", "to": "2026-12-31", "basis": [{"law": "act", "article": "9"}]}
    rules = {"materials": {"report": {**PROVEN["report"], "exception": exception}}}

    line = entry(noticed(rules), "report")

    assert line.commitment is None
    assert line.exception is not None
    assert (line.exception.class_, line.exception.why, line.exception.from_, line.exception.to) == (
        "C4_COMMITMENT",
        "风险高",
        "2026-01-01",
        "2026-12-31",
    )
    assert entry(noticed(rules, received_on="2025-12-31"), "report").commitment is not None
    assert entry(noticed(rules, received_on="2025-12-31"), "report").exception is None


def test_a_commitment_without_a_title_names_the_published_list() -> None:
    bare = {"report": {"commitment": {"listed_in": {"source": "assumption"}, "basis": [{"law": "act", "article": "40"}]}}}

    found = entry(noticed({"materials": bare}), "report").commitment

    assert found is not None
    assert (found.name, found.listed_in) == ("书面承诺", "告知承诺事项清单（以公布为准）")


def deferrable(**published: str) -> dict[str, Any]:
    within = {"within": "2 working days", "basis": [{"law": "act", "article": "41"}]}
    return {"materials": {"plan": {"deferrable": {"published_in": published, **within}}}}


def test_a_deferral_names_where_it_is_published_and_by_when() -> None:
    line = entry(noticed(deferrable(title="容缺受理清单")), "plan")

    assert line.deferrable is not None
    assert (line.deferrable.within, line.deferrable.published_in) == ("2 working days", "容缺受理清单")
    assert line.deferrable.say == "可以容缺：签署容缺受理承诺书后先予受理，自受理之日起2个工作日内补交"
    assert [basis.article for basis in line.deferrable.basis] == ["41"]


def test_a_signed_deferral_is_accepted_once_the_office_has_answered() -> None:
    letter: dict[str, Any] = {"deferrals": [{"for": "plan", "signed": True}]}

    waiting = noticed(deferrable(title="清单"), **letter)
    accepted = noticed(deferrable(title="清单"), **letter, facts={"serious_bad_credit": False})
    barred = noticed(deferrable(title="清单"), **letter, facts={"serious_bad_credit": True})

    assert waiting.outcome == "undetermined"
    assert accepted.outcome == "accept_deferred"
    assert entry(accepted, "plan").deferrable is not None
    assert entry(accepted, "plan").deferrable.say == "已签署容缺受理承诺书，应当自受理之日起2个工作日内补交"  # type: ignore[union-attr]  # asserted above
    assert (barred.outcome, entry(barred, "plan").deferrable) == ("supplement", None)


# ---- what comes later


def test_what_a_rule_lets_come_later_is_told_and_not_asked() -> None:
    rules: dict[str, Any] = {
        "materials": {"plan": {"name": "平面图", "due_at": {"event": "on_site_check", "when": "route == promise", "basis": [{"law": "act", "article": "15"}]}}},
        "facts": {"route": {"one_of": ["promise", "ordinary"], "chosen_by": "applicant"}},
    }

    found = noticed(rules, choices={"route": "promise"})

    assert [(d.id, d.material, d.name, d.event) for d in found.due_later] == [("permit/plan", "plan", "平面图", "on_site_check")]
    assert [basis.article for basis in found.due_later[0].basis] == ["15"]
    assert (found.outcome, found.findings, found.conditional) == ("accept", (), ())
    assert noticed(rules, choices={"route": "promise"}, materials=[paper("plan")]).due_later == ()
    assert noticed(rules, choices={"route": "ordinary"}).due_later == ()
    open_ = noticed(rules)
    assert (open_.due_later, [line.id for line in open_.conditional]) == ((), ["permit/plan"])


def test_what_the_office_gets_is_not_handed_over_later() -> None:
    rules: dict[str, Any] = {
        "materials": {"licence": {"document": "licence", "due_at": "on_site_check"}, "plan": {"due_at": "on_site_check"}},
        "documents": {"licence": {"supplied_by": "holder", "live": [{"from": "2020-01-01", "region": "43"}]}},
    }

    found = noticed(rules)

    assert [d.id for d in found.due_later] == ["permit/plan"]
    assert [basis.article for basis in found.due_later[0].basis] == ["4"]
